-- End-to-end encryption (XEP-0384). The identity itself is a file of its own beside this one; what belongs to it and changes
-- with every message is here, so that a step of the ratchet and the text that it gave are one transaction.

-- Which copy of the file this is: the identity's file says the same, unless one of the two was put back from elsewhere, and
-- then no session of it may ever be used again.
CREATE TABLE omemo_copy (
    account INTEGER PRIMARY KEY REFERENCES account(id) ON DELETE CASCADE,
    mark TEXT NOT NULL
) WITHOUT ROWID;

-- version: 1 eu.siacs.conversations.axolotl, 2 urn:xmpp:omemo:2. A record may grow to 100 kB.
CREATE TABLE omemo_session (
    id INTEGER PRIMARY KEY,
    account INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
    jid TEXT NOT NULL,
    device INTEGER NOT NULL,
    version INTEGER NOT NULL,
    record BLOB NOT NULL,
    UNIQUE (account, jid, device, version)
);

-- used: when, in ms since 1970 UTC; such a key is no longer shown, but kept until the archive was read. 0: never.
CREATE TABLE omemo_pre_key (
    account INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
    id INTEGER NOT NULL,
    record BLOB NOT NULL,
    used INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (account, id)
) WITHOUT ROWID;

CREATE TABLE omemo_signed_pre_key (
    account INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
    id INTEGER NOT NULL,
    record BLOB NOT NULL,
    made INTEGER NOT NULL,
    PRIMARY KEY (account, id)
) WITHOUT ROWID;

-- Every device that ever was on a list or wrote. identity: 32 bytes, NULL as long as nobody has seen it; never changed then.
-- trust: 0 undecided, 1 blind, 2 verified, 3 distrusted. lists: on which lists it is now, 1 and 2 as version above, 3 both.
-- refused: the other identity that it showed last, NULL: it never did. decided: when somebody said what to think of it, 0: nobody
-- has. noticed: 1 nobody need be told of it any more.
CREATE TABLE omemo_device (
    account INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
    jid TEXT NOT NULL,
    device INTEGER NOT NULL,
    identity BLOB,
    trust INTEGER NOT NULL DEFAULT 0,
    lists INTEGER NOT NULL DEFAULT 0,
    label TEXT NOT NULL DEFAULT '',
    first_seen INTEGER NOT NULL,
    last_used INTEGER NOT NULL DEFAULT 0,
    refused BLOB,
    decided INTEGER NOT NULL DEFAULT 0,
    noticed INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (account, jid, device)
) WITHOUT ROWID;

-- When the server last told us a list.
CREATE TABLE omemo_list (
    account INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
    jid TEXT NOT NULL,
    version INTEGER NOT NULL,
    told INTEGER NOT NULL,
    PRIMARY KEY (account, jid, version)
) WITHOUT ROWID;

-- What a message was encrypted with. cipher: version as above, 0 in clear; device, trust: of the device that wrote it, as they
-- were then; marks: 1 its time is off; fault: why it cannot be read, 0 it can.
ALTER TABLE message ADD COLUMN cipher INTEGER NOT NULL DEFAULT 0;
ALTER TABLE message ADD COLUMN cipher_device INTEGER NOT NULL DEFAULT 0;
ALTER TABLE message ADD COLUMN cipher_trust INTEGER NOT NULL DEFAULT 0;
ALTER TABLE message ADD COLUMN cipher_marks INTEGER NOT NULL DEFAULT 0;
ALTER TABLE message ADD COLUMN cipher_fault INTEGER NOT NULL DEFAULT 0;

-- Who can read one of ours, device by device, and why not.
CREATE TABLE omemo_report (
    message INTEGER NOT NULL REFERENCES message(id) ON DELETE CASCADE,
    jid TEXT NOT NULL,
    device INTEGER NOT NULL,
    version INTEGER NOT NULL,
    reason INTEGER NOT NULL,
    detail TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (message, jid, device)
) WITHOUT ROWID;

-- What the user wants of a chat: 1 encrypted, 2 in clear. No row: nobody has said.
CREATE TABLE omemo_chat (
    account INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
    peer TEXT NOT NULL,
    wish INTEGER NOT NULL,
    PRIMARY KEY (account, peer)
) WITHOUT ROWID;
