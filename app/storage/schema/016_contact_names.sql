-- What a contact calls themselves (XEP-0172, XEP-0054), where that is shown because the user gave them no name
-- (roster/OwnNames.h): it is known before anybody signs in.
ALTER TABLE contact ADD COLUMN own_name TEXT NOT NULL DEFAULT '';

-- What a file is called, and its kind, are found now as well as its address (search/IndexEntry.h): those that are in the index
-- are gone through once more.
INSERT OR IGNORE INTO search_pending (message) SELECT message FROM attachment;
