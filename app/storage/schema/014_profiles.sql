-- What contacts say of themselves, what the user notes about them, and who was answered while nobody was in the office.

CREATE TABLE profile_card (
    account INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
    jid TEXT NOT NULL,
    -- when it was asked for, ms since 1970 UTC
    time INTEGER NOT NULL,
    -- profile/ProfileStore.cpp, JSON
    card TEXT NOT NULL,
    PRIMARY KEY (account, jid)
) WITHOUT ROWID;

-- Nobody else sees these (XEP-0145). The server has them too, but for those that wait to be stored there.
CREATE TABLE contact_note (
    account INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
    jid TEXT NOT NULL,
    note TEXT NOT NULL,
    -- one in a line
    tags TEXT NOT NULL,
    waiting INTEGER NOT NULL,
    PRIMARY KEY (account, jid)
) WITHOUT ROWID;

CREATE TABLE auto_answer (
    account INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
    jid TEXT NOT NULL,
    -- ms since 1970 UTC
    time INTEGER NOT NULL,
    PRIMARY KEY (account, jid)
) WITHOUT ROWID;
