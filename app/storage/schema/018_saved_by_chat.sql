-- What is saved is read a chat at a time too, as what is pinned (search/ShelfReader.h); of all chats it is few rows either way.
DROP INDEX message_saved;
CREATE INDEX message_saved ON message (conversation, saved) WHERE saved > 0;
