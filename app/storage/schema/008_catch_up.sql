-- SPDX-License-Identifier: GPL-3.0-or-later
-- Did the session since newest_id bring what other devices of the account sent and got (XEP-0280)? Where not, what is here of
-- it has holes, and the next session catches up from newest_id.
ALTER TABLE archive_position ADD COLUMN has_carbons INTEGER NOT NULL DEFAULT 1;

-- The newest message of others, of each conversation, when a session begins: also where all is ours, as in notes to oneself.
-- "id > 0" is true of all; it keeps the index from being taken where another one finds less.
CREATE INDEX message_incoming ON message (conversation, id) WHERE direction = 0 AND id > 0;
