-- Rooms (XEP-0045): their chats, their bookmarks, who asked us in, and their archives.

-- 0 a chat of two, 1 a room, 2 with somebody in a room; then `peer` is who that is (chat/OccupantKey), and `nick` the last
-- nickname they had.
ALTER TABLE conversation ADD COLUMN kind INTEGER NOT NULL DEFAULT 0;
ALTER TABLE conversation ADD COLUMN nick TEXT NOT NULL DEFAULT '';
-- Of the unread messages those that speak of us.
ALTER TABLE conversation ADD COLUMN mentions INTEGER NOT NULL DEFAULT 0;

-- Who said it in a room, by the nickname of then; `sender` is who that is (chat/OccupantKey).
ALTER TABLE message ADD COLUMN nick TEXT NOT NULL DEFAULT '';
-- 1: it speaks of us.
ALTER TABLE message ADD COLUMN mentioned INTEGER NOT NULL DEFAULT 0;

-- A gap in the archive of a room; NULL: in the account's own.
ALTER TABLE archive_gap ADD COLUMN room INTEGER REFERENCES conversation(id) ON DELETE CASCADE;

-- The bookmarks of an account (XEP-0402), as the server has them or is to have them.
CREATE TABLE bookmark (
    account INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
    room TEXT NOT NULL,
    name TEXT NOT NULL DEFAULT '',
    nick TEXT NOT NULL DEFAULT '',
    password TEXT NOT NULL DEFAULT '',
    autojoin INTEGER NOT NULL DEFAULT 0,
    -- <extensions/> with all that others put there
    extensions TEXT NOT NULL DEFAULT '',
    -- the order people gave them here
    place INTEGER NOT NULL DEFAULT 0,
    -- what the server does not have yet: 0 nothing, 1 the change, 2 that it is gone
    unsent INTEGER NOT NULL DEFAULT 0,
    -- rooms/BookmarkStore: which parts of it the user changed since
    changed INTEGER NOT NULL DEFAULT 0,
    -- what else others put into it, XML and all
    others TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (account, room)
) WITHOUT ROWID;

-- What was last known of a room, for before we are in it again.
CREATE TABLE room (
    conversation INTEGER PRIMARY KEY REFERENCES conversation(id) ON DELETE CASCADE,
    nick TEXT NOT NULL DEFAULT '',
    name TEXT NOT NULL DEFAULT '',
    description TEXT NOT NULL DEFAULT '',
    subject TEXT NOT NULL DEFAULT '',
    subject_nick TEXT NOT NULL DEFAULT '',
    subject_time INTEGER NOT NULL DEFAULT 0,
    -- rooms/RoomFeatures as bits
    features INTEGER NOT NULL DEFAULT 0,
    -- rooms/RoomReason: why we are not in it, where that is not for a while
    reason INTEGER NOT NULL DEFAULT 0,
    -- when it was last heard while we were in it with all that it had said before, ms since 1970 UTC by our clock; 0: never
    heard INTEGER NOT NULL DEFAULT 0
);

-- Who asked us into a room, until we go or decline. One a room: the newest.
CREATE TABLE room_invitation (
    account INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
    room TEXT NOT NULL,
    sender TEXT NOT NULL DEFAULT '',
    mediated INTEGER NOT NULL DEFAULT 0,
    reason TEXT NOT NULL DEFAULT '',
    password TEXT NOT NULL DEFAULT '',
    time INTEGER NOT NULL,
    PRIMARY KEY (account, room)
) WITHOUT ROWID;
