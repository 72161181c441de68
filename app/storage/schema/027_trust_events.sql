-- What became of people's devices, as lines between the messages of their chats (facts/security.md, O12).

CREATE TABLE omemo_event (
    account INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
    jid TEXT NOT NULL,
    -- where it stands: a key as those of messages
    place INTEGER NOT NULL,
    device INTEGER NOT NULL,
    -- omemo/TrustEvent.h
    kind INTEGER NOT NULL,
    -- of the device from then on, and by whose word, as omemo_device has them
    trust INTEGER NOT NULL,
    decided_by INTEGER NOT NULL,
    PRIMARY KEY (account, jid, place)
) WITHOUT ROWID;
