-- Stickers and the packs that are installed (XEP-0449).

-- Of an attachment that is a sticker (kind 4): the id of its pack, empty where it is of none; and where that lies, empty where it is
-- with who sent it.
ALTER TABLE attachment ADD COLUMN sticker_pack TEXT NOT NULL DEFAULT '';
ALTER TABLE attachment ADD COLUMN sticker_service TEXT NOT NULL DEFAULT '';
ALTER TABLE attachment ADD COLUMN sticker_node TEXT NOT NULL DEFAULT '';

-- pack: the id of its item, which is made of what is in it. names, summaries, hash: JSON, lists of pairs. published: 1 it lies in the
-- account's own node, 2 it is to be taken away there and is shown no longer. place: the order of installing.
CREATE TABLE sticker_pack (
    account INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
    pack TEXT NOT NULL,
    names TEXT NOT NULL,
    summaries TEXT NOT NULL,
    hash TEXT NOT NULL,
    restricted INTEGER NOT NULL DEFAULT 0,
    published INTEGER NOT NULL DEFAULT 0,
    place INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (account, pack)
) WITHOUT ROWID;

-- hashes, suggests: as names. sha256: the picture's, which its file in the account's folder of
-- stickers is called by. used: ms since 1970 UTC when it was last sent, 0 never.
CREATE TABLE sticker (
    account INTEGER NOT NULL,
    pack TEXT NOT NULL,
    place INTEGER NOT NULL,
    description TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size INTEGER NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    hashes TEXT NOT NULL,
    url TEXT NOT NULL,
    suggests TEXT NOT NULL,
    sha256 BLOB NOT NULL,
    used INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (account, pack, place),
    FOREIGN KEY (account, pack) REFERENCES sticker_pack(account, pack) ON DELETE CASCADE
) WITHOUT ROWID;
