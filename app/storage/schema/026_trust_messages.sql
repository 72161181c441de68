-- Trust messages (XEP-0434, XEP-0450).

-- Who said what to think of a device: 0 the user here, 1 the user on another device of theirs, 2 another device of its
-- owner.
ALTER TABLE omemo_device ADD COLUMN decided_by INTEGER NOT NULL DEFAULT 0;

-- What a device said of keys and nobody could obey yet, since its own key was not checked, or the key that it speaks of
-- was not seen. by_key, key: 32 bytes, as omemo_device has them. trust: 2 verified, 3 distrusted. time: when it said
-- so, in ms since 1970 UTC.
CREATE TABLE omemo_statement (
    account INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
    by_jid TEXT NOT NULL,
    by_key BLOB NOT NULL,
    owner TEXT NOT NULL,
    key BLOB NOT NULL,
    trust INTEGER NOT NULL,
    time INTEGER NOT NULL,
    PRIMARY KEY (account, by_jid, by_key, owner, key)
) WITHOUT ROWID;

-- What our other devices and those of others are still to be told.
CREATE TABLE omemo_trust_owed (
    account INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
    jid TEXT NOT NULL,
    device INTEGER NOT NULL,
    owner TEXT NOT NULL,
    key BLOB NOT NULL,
    trust INTEGER NOT NULL,
    PRIMARY KEY (account, jid, device, owner, key)
) WITHOUT ROWID;
