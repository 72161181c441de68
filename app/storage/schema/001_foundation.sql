-- Accounts, rosters, conversations, messages and archive gaps. Everything is keyed by account.

CREATE TABLE account (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    jid TEXT NOT NULL UNIQUE,
    host TEXT NOT NULL DEFAULT '',
    port INTEGER NOT NULL DEFAULT 0,
    tls INTEGER NOT NULL DEFAULT 0,
    authority_file TEXT NOT NULL DEFAULT '',
    keep_signed_in INTEGER NOT NULL DEFAULT 1,
    enabled INTEGER NOT NULL DEFAULT 1,
    -- XEP-0388, 2.2: the user agent's id stays the same over restarts
    user_agent TEXT NOT NULL,
    own_availability INTEGER NOT NULL DEFAULT 1,
    own_status TEXT NOT NULL DEFAULT '',
    -- RFC 6121, 2.6.2: the version the stored roster has
    roster_version TEXT NOT NULL DEFAULT ''
);

CREATE TABLE contact (
    account INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
    jid TEXT NOT NULL,
    name TEXT NOT NULL DEFAULT '',
    subscription INTEGER NOT NULL DEFAULT 0,
    asked INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (account, jid)
) WITHOUT ROWID;

CREATE TABLE contact_group (
    account INTEGER NOT NULL,
    jid TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (account, jid, name),
    FOREIGN KEY (account, jid) REFERENCES contact(account, jid) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE subscription_request (
    account INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
    jid TEXT NOT NULL,
    text TEXT NOT NULL DEFAULT '',
    time INTEGER NOT NULL,
    PRIMARY KEY (account, jid)
) WITHOUT ROWID;

CREATE TABLE conversation (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
    peer TEXT NOT NULL,
    muted INTEGER NOT NULL DEFAULT 0,
    pinned INTEGER NOT NULL DEFAULT 0,
    draft TEXT NOT NULL DEFAULT '',
    -- message ids; everything up to here was seen by the user
    read_up_to INTEGER NOT NULL DEFAULT 0,
    -- kept beside the messages, so that the chat list never counts them
    unread INTEGER NOT NULL DEFAULT 0,
    first_unread INTEGER NOT NULL DEFAULT 0,
    last_message INTEGER NOT NULL DEFAULT 0,
    UNIQUE (account, peer)
);

-- id: milliseconds since 1970 times 4096 plus a counter; (conversation, id) serves order and paging.
CREATE TABLE message (
    id INTEGER PRIMARY KEY,
    conversation INTEGER NOT NULL REFERENCES conversation(id) ON DELETE CASCADE,
    direction INTEGER NOT NULL,
    state INTEGER NOT NULL,
    time INTEGER NOT NULL,
    sender TEXT NOT NULL,
    body TEXT NOT NULL,
    origin_id TEXT NOT NULL DEFAULT '',
    archive_id TEXT NOT NULL DEFAULT '',
    markable INTEGER NOT NULL DEFAULT 0,
    -- 1: counts in conversation.unread
    unread INTEGER NOT NULL DEFAULT 0,
    error_kind INTEGER,
    error_detail TEXT,
    error_subject TEXT,
    -- outgoing: the stream it was last handed to, so that what a lost stream held is looked up in the archive first
    handed_over INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX message_place ON message (conversation, id);
CREATE INDEX message_origin ON message (conversation, origin_id) WHERE origin_id <> '';
CREATE UNIQUE INDEX message_archive ON message (archive_id, conversation) WHERE archive_id <> '';
-- Small ones, for the questions that would walk a whole conversation otherwise.
CREATE INDEX message_unread ON message (conversation, id) WHERE unread = 1;
CREATE INDEX message_markable ON message (conversation, id) WHERE direction = 0 AND markable = 1;
CREATE INDEX message_unseen ON message (conversation, id) WHERE direction = 1 AND state IN (1, 2);
-- The outbox: what waits (state 0) or failed (state 4), oldest first.
CREATE INDEX message_outbox ON message (state, id) WHERE direction = 1 AND state IN (0, 4);

-- How many messages each day (UTC, by message.id) of a conversation has: what the scroll bar is made of.
CREATE TABLE message_day (
    conversation INTEGER NOT NULL REFERENCES conversation(id) ON DELETE CASCADE,
    day INTEGER NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (conversation, day)
) WITHOUT ROWID;

-- Stretches of an archive that are not here yet. A page is fetched before `before_id` ('' means from the newest)
-- until `after_id` ('' means the beginning of the archive) is met (XEP-0313, XEP-0059).
CREATE TABLE archive_gap (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
    before_id TEXT NOT NULL DEFAULT '',
    after_id TEXT NOT NULL DEFAULT '',
    fetched INTEGER NOT NULL DEFAULT 0
);

-- The newest message of an archive that is here, as the place where the next gap ends.
CREATE TABLE archive_position (
    account INTEGER PRIMARY KEY REFERENCES account(id) ON DELETE CASCADE,
    newest_id TEXT NOT NULL
) WITHOUT ROWID;

-- XEP-0115, 6.1: what a verification string stands for, over restarts.
CREATE TABLE capabilities (
    ver TEXT PRIMARY KEY,
    features TEXT NOT NULL
) WITHOUT ROWID;
