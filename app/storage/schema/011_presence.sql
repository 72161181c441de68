-- People and presence: one's own status until a time, who is watched on the presence board, the log of their presence, and
-- the rules by which one is told of it.

-- The status that comes back when own_until is over (ms since 1970 UTC, 0: own_availability stays until it is changed).
ALTER TABLE account ADD COLUMN own_until INTEGER NOT NULL DEFAULT 0;
ALTER TABLE account ADD COLUMN before_availability INTEGER NOT NULL DEFAULT 1;
ALTER TABLE account ADD COLUMN before_status TEXT NOT NULL DEFAULT '';

-- What the client behind a verification string calls itself. Strings that are known from before are asked once more for it.
ALTER TABLE capabilities ADD COLUMN name TEXT NOT NULL DEFAULT '';
DELETE FROM capabilities;

CREATE TABLE watched (
    account INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
    jid TEXT NOT NULL,
    PRIMARY KEY (account, jid)
) WITHOUT ROWID;

-- From `time` on (ms since 1970 UTC) this person had this availability (presence/Presence.h, 6: not known). Only while the
-- user wants a log.
CREATE TABLE presence_change (
    account INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
    jid TEXT NOT NULL,
    time INTEGER NOT NULL,
    availability INTEGER NOT NULL,
    PRIMARY KEY (account, jid, time)
) WITHOUT ROWID;

CREATE INDEX presence_change_time ON presence_change (time);

-- kind, lasting and actions: watch/Watch.h. subject: an address, or the name of a group. An id is never used again:
-- it stands for what is known of the rule.
CREATE TABLE presence_rule (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
    kind INTEGER NOT NULL,
    subject TEXT NOT NULL,
    minutes INTEGER NOT NULL,
    lasting INTEGER NOT NULL,
    actions INTEGER NOT NULL,
    made INTEGER NOT NULL
);
