-- What messages carry beside their text, what was said of them later, and what of that could not be done yet.

-- The id attribute of the stanza where it is not the origin-id too: corrections and retractions name that one.
ALTER TABLE message ADD COLUMN stanza_id TEXT NOT NULL DEFAULT '';
-- ms since 1970 UTC, 0: never. What was taken back has no text any more.
ALTER TABLE message ADD COLUMN edited INTEGER NOT NULL DEFAULT 0;
ALTER TABLE message ADD COLUMN retracted INTEGER NOT NULL DEFAULT 0;
ALTER TABLE message ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0;
ALTER TABLE message ADD COLUMN saved INTEGER NOT NULL DEFAULT 0;
-- What of ours to this message is not with the server: 0 nothing, 1 something waits, 2 something failed.
ALTER TABLE message ADD COLUMN change_state INTEGER NOT NULL DEFAULT 0;
-- 1: there are rows of it in reaction.
ALTER TABLE message ADD COLUMN reacted INTEGER NOT NULL DEFAULT 0;
-- XEP-0461, XEP-0201, XEP-0372 (a mention a line: begin, end, 1 if it is us, address), XEP-0382 (NULL: none), XEP-0071
ALTER TABLE message ADD COLUMN reply_id TEXT NOT NULL DEFAULT '';
ALTER TABLE message ADD COLUMN reply_author TEXT NOT NULL DEFAULT '';
ALTER TABLE message ADD COLUMN thread TEXT NOT NULL DEFAULT '';
ALTER TABLE message ADD COLUMN thread_parent TEXT NOT NULL DEFAULT '';
ALTER TABLE message ADD COLUMN mentions TEXT NOT NULL DEFAULT '';
ALTER TABLE message ADD COLUMN spoiler TEXT;
ALTER TABLE message ADD COLUMN markup TEXT NOT NULL DEFAULT '';
-- XEP-0308: of a correction that stands as a message of its own, because what it corrects is not here.
ALTER TABLE message ADD COLUMN corrects TEXT NOT NULL DEFAULT '';

CREATE INDEX message_stanza ON message (conversation, stanza_id) WHERE stanza_id <> '';
CREATE INDEX message_corrects ON message (conversation, corrects) WHERE corrects <> '';
CREATE INDEX message_pinned ON message (conversation, pinned) WHERE pinned > 0;
CREATE INDEX message_saved ON message (saved) WHERE saved > 0;

-- Everything that a corrected message ever said, the first text with it; the newest is in message.body too.
CREATE TABLE message_version (
    message INTEGER NOT NULL REFERENCES message(id) ON DELETE CASCADE,
    time INTEGER NOT NULL,
    -- of the stanza that said so, so that nothing counts twice; the first text has that of its message
    origin_id TEXT NOT NULL,
    stanza_id TEXT NOT NULL DEFAULT '',
    body TEXT NOT NULL,
    mentions TEXT NOT NULL DEFAULT '',
    spoiler TEXT,
    markup TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (message, time, origin_id)
) WITHOUT ROWID;
CREATE INDEX message_version_origin ON message_version (origin_id) WHERE origin_id <> '';

-- XEP-0444: what somebody says to a message now, one emoji a row.
CREATE TABLE reaction (
    message INTEGER NOT NULL REFERENCES message(id) ON DELETE CASCADE,
    sender TEXT NOT NULL,
    emoji TEXT NOT NULL,
    time INTEGER NOT NULL,
    PRIMARY KEY (message, sender, emoji)
) WITHOUT ROWID;
-- When somebody last said what there is, also where that was "nothing any more": what is older and comes later is not news.
CREATE TABLE reaction_word (
    message INTEGER NOT NULL REFERENCES message(id) ON DELETE CASCADE,
    sender TEXT NOT NULL,
    time INTEGER NOT NULL,
    PRIMARY KEY (message, sender)
) WITHOUT ROWID;

-- Retractions (kind 1) and reactions (kind 2) that came before the message they are about, since archives are read newest
-- first. By peer: there may be no conversation yet. Bounded by ChangeStore.
CREATE TABLE early_change (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
    peer TEXT NOT NULL,
    target TEXT NOT NULL,
    sender TEXT NOT NULL,
    kind INTEGER NOT NULL,
    time INTEGER NOT NULL,
    emoji TEXT NOT NULL DEFAULT '',
    UNIQUE (account, peer, target, sender, kind)
);

-- What the user deleted here alone, so that it stays deleted when the archive gives it again.
CREATE TABLE deleted_message (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    conversation INTEGER NOT NULL REFERENCES conversation(id) ON DELETE CASCADE,
    sender TEXT NOT NULL,
    origin_id TEXT NOT NULL,
    stanza_id TEXT NOT NULL,
    archive_id TEXT NOT NULL
);
CREATE INDEX deleted_message_origin ON deleted_message (conversation, origin_id) WHERE origin_id <> '';
CREATE INDEX deleted_message_stanza ON deleted_message (conversation, stanza_id) WHERE stanza_id <> '';
CREATE INDEX deleted_message_archive ON deleted_message (conversation, archive_id) WHERE archive_id <> '';

-- Our own corrections (kind 0), retractions (1) and reactions (2), until the server has them and for a while after.
-- state as in message: 0 waits, 1 sent, 4 failed.
CREATE TABLE outgoing_change (
    id INTEGER PRIMARY KEY,
    message INTEGER NOT NULL REFERENCES message(id) ON DELETE CASCADE,
    kind INTEGER NOT NULL,
    state INTEGER NOT NULL DEFAULT 0,
    time INTEGER NOT NULL,
    origin_id TEXT NOT NULL UNIQUE,
    target TEXT NOT NULL,
    body TEXT NOT NULL DEFAULT '',
    handed_over INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX outgoing_change_message ON outgoing_change (message);
CREATE INDEX outgoing_change_waiting ON outgoing_change (id) WHERE state = 0;
