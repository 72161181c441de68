-- SPDX-License-Identifier: GPL-3.0-or-later
-- One index of what stands where, in place of three: whatever comes in is written to each of them, and of a flood of
-- offline messages they were most of what was written. Who wrote it and whether it was read stand behind the id, so
-- that the newest of others and the unread are found in the index alone; the unread begin at
-- conversation.first_unread.
UPDATE conversation SET first_unread =
    coalesce((SELECT min(m.id) FROM message m WHERE m.unread = 1 AND m.conversation = conversation.id), 0);
DROP INDEX message_unread;
DROP INDEX message_incoming;
DROP INDEX message_place;
CREATE INDEX message_place ON message (conversation, id, direction, unread);
