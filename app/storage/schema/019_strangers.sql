-- Who writes first, and is nobody's contact, waits to be let in (chat/Conversation.h, Stranger). Whom we wrote to ourselves,
-- here or elsewhere, and who becomes a contact, is none any more. The chats of before were in the list already.
ALTER TABLE conversation ADD COLUMN stranger INTEGER NOT NULL DEFAULT 0;

CREATE TRIGGER message_to_stranger AFTER INSERT ON message WHEN new.direction = 1 BEGIN
    UPDATE conversation SET stranger = 0 WHERE id = new.conversation AND stranger <> 0;
END;

CREATE TRIGGER contact_is_no_stranger AFTER INSERT ON contact BEGIN
    UPDATE conversation SET stranger = 0 WHERE account = new.account AND peer = new.jid AND stranger <> 0;
END;
