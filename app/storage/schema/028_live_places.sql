-- Live places: who tells where they go, to whom, and until when. Where they are is nowhere on disk.

-- owner: who it is about. id: 32 digits, the last part of the node's name (XEP-0060). here: 1 while a node of this program's
-- making may be on the server, so that it is deleted after a crash. secret: 32 bytes, empty once it has ended. until, ended: in
-- ms since 1970 UTC; ended 0: not before `until`.
CREATE TABLE live_place (
    account INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
    owner TEXT NOT NULL,
    id TEXT NOT NULL,
    conversation INTEGER NOT NULL,
    message INTEGER NOT NULL,
    here INTEGER NOT NULL,
    secret BLOB NOT NULL,
    until INTEGER NOT NULL,
    ended INTEGER NOT NULL,
    PRIMARY KEY (account, owner, id)
) WITHOUT ROWID;
