-- What happened in rooms beside what was said there: who came and who went (XEP-0045, 7.2 and 7.14), and what they were to be
-- about (8.1). It stands between the messages, and tells who was there at a time.

CREATE TABLE room_event (
    conversation INTEGER NOT NULL REFERENCES conversation(id) ON DELETE CASCADE,
    -- where it stands: a key as those of messages
    place INTEGER NOT NULL,
    -- rooms/RoomEvent.h
    kind INTEGER NOT NULL,
    nick TEXT NOT NULL DEFAULT '',
    -- of a change of name the new one, of a subject its words, of a look around who was there, as a list of JSON
    text TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (conversation, place)
) WITHOUT ROWID;

-- Are those who come and go shown among the messages? rooms/Room.h
ALTER TABLE room ADD COLUMN lines INTEGER NOT NULL DEFAULT 0;
