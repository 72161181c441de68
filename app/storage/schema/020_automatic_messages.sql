-- What the program wrote by itself (chat/AutoAnswerService) and is not done with. No archive keeps such a message
-- (XEP-0334, 4.1), so nobody can tell of one that a lost session had whether it arrived.
CREATE TABLE automatic_message (
    message INTEGER PRIMARY KEY REFERENCES message(id) ON DELETE CASCADE
);
