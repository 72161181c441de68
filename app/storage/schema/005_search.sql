-- The full-text index over messages. It holds no text of its own: a row's id is that of its message, so that order and paging
-- come from it. What is put in, and how scripts without spaces are cut, is search/IndexEntry.

CREATE VIRTUAL TABLE message_search USING fts5(
    body, sender, file, link,
    -- what the operators ask for, each one character of private use: the conversation, who wrote it, what it has
    mark,
    content='', contentless_delete=1, prefix='2',
    tokenize="unicode61 remove_diacritics 2 categories 'L* N* Co Mc Mn'"
);
-- A page of the archive, or a slice of the first build, is one segment; merged bit by bit, so that no page waits for all.
INSERT INTO message_search (message_search, rank) VALUES ('hashsize', 4194304);
INSERT INTO message_search (message_search, rank) VALUES ('automerge', 16);
INSERT INTO message_search (message_search, rank) VALUES ('crisismerge', 64);

-- Messages that came or changed and are not in the index as they are now. Empty at the end of each transaction.
CREATE TABLE search_pending (message INTEGER PRIMARY KEY);
CREATE TRIGGER message_search_added AFTER INSERT ON message BEGIN
    INSERT OR IGNORE INTO search_pending (message) VALUES (new.id);
END;
CREATE TRIGGER message_search_changed AFTER UPDATE OF body, sender, conversation ON message BEGIN
    INSERT OR IGNORE INTO search_pending (message) VALUES (new.id);
END;
CREATE TRIGGER message_search_removed AFTER DELETE ON message BEGIN
    DELETE FROM message_search WHERE rowid = old.id;
    DELETE FROM search_pending WHERE message = old.id;
END;

-- Messages with an id of at least `down_to` are in the index; those below are added in the background, newest first.
-- 0: all are.
CREATE TABLE search_build (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    down_to INTEGER NOT NULL,
    done INTEGER NOT NULL,
    total INTEGER NOT NULL
);
-- No word of a removed account may stay. What is deleted above keeps its words until FTS5 merges its segment, so all is made
-- anew, before the messages go.
CREATE TRIGGER message_search_account BEFORE DELETE ON account
    WHEN EXISTS (SELECT 1 FROM conversation WHERE account = old.id) BEGIN
    INSERT INTO message_search (message_search) VALUES ('delete-all');
    UPDATE search_build SET down_to = coalesce((SELECT max(id) + 1 FROM message), 0), done = 0,
        total = coalesce((SELECT sum(d.count) FROM message_day d JOIN conversation c ON c.id = d.conversation
                          WHERE c.account <> old.id), 0);
END;
INSERT INTO search_build (one, down_to, done, total)
    SELECT 1, coalesce((SELECT max(id) + 1 FROM message), 0), 0, coalesce((SELECT sum(count) FROM message_day), 0);
