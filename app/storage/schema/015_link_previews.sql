-- What pages said of themselves, of links whose preview the user asked for; and threads (XEP-0201), to find what one goes on with.

CREATE TABLE link_preview (
    message INTEGER NOT NULL REFERENCES message(id) ON DELETE CASCADE,
    url TEXT NOT NULL,
    title TEXT NOT NULL DEFAULT '',
    description TEXT NOT NULL DEFAULT '',
    site TEXT NOT NULL DEFAULT '',
    picture TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (message, url)
) WITHOUT ROWID;

-- Is there a row of it above?
ALTER TABLE message ADD COLUMN previewed INTEGER NOT NULL DEFAULT 0;

CREATE INDEX message_thread ON message (conversation, thread, id) WHERE thread <> '';
