-- How far the account has read in each chat, as its node on the server says it (XEP-0490), or is to say it where `unsent` is 1.
CREATE TABLE read_position (
    conversation INTEGER PRIMARY KEY REFERENCES conversation(id) ON DELETE CASCADE,
    archive_id TEXT NOT NULL,
    unsent INTEGER NOT NULL DEFAULT 0
);

-- How far others in a room have read (XEP-0333, 5.4): who that is (chat/OccupantKey), the nickname of then, and the message.
CREATE TABLE seen_mark (
    conversation INTEGER NOT NULL REFERENCES conversation(id) ON DELETE CASCADE,
    who TEXT NOT NULL,
    nick TEXT NOT NULL,
    message INTEGER NOT NULL,
    time INTEGER NOT NULL,
    PRIMARY KEY (conversation, who)
) WITHOUT ROWID;
