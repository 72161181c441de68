-- Files that messages bring (XEP-0363, XEP-0447, XEP-0454).

-- attached: 0 no file; else one more than attachment.kind, so that lists need not look there.
ALTER TABLE message ADD COLUMN attached INTEGER NOT NULL DEFAULT 0;
-- held: 1 it may not go out yet, since a file has to be uploaded first.
ALTER TABLE message ADD COLUMN held INTEGER NOT NULL DEFAULT 0;

CREATE TABLE attachment (
    message INTEGER PRIMARY KEY REFERENCES message(id) ON DELETE CASCADE,
    -- 0 file, 1 picture, 2 video, 3 audio
    kind INTEGER NOT NULL DEFAULT 0,
    -- 0 remote, 1 here, 2 to be uploaded, 3 being fetched, 4 did not come
    state INTEGER NOT NULL DEFAULT 0,
    -- 1: it is sealed before it leaves
    protection INTEGER NOT NULL DEFAULT 0,
    url TEXT NOT NULL DEFAULT '',
    name TEXT NOT NULL DEFAULT '',
    media_type TEXT NOT NULL DEFAULT '',
    -- bytes, -1: nobody has said
    size INTEGER NOT NULL DEFAULT -1,
    width INTEGER NOT NULL DEFAULT 0,
    height INTEGER NOT NULL DEFAULT 0,
    sha256 BLOB NOT NULL DEFAULT x'',
    description TEXT NOT NULL DEFAULT '',
    path TEXT NOT NULL DEFAULT '',
    modified INTEGER NOT NULL DEFAULT 0,
    error_kind INTEGER,
    error_detail TEXT,
    error_subject TEXT,
    -- the message that goes out behind it, as what its sender says of it; 0: none
    caption INTEGER NOT NULL DEFAULT 0
);
-- What is on its way.
CREATE INDEX attachment_busy ON attachment (state, message) WHERE state IN (2, 3);
