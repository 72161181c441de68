-- Run once over what was read out of a damaged database: rows that cannot be right go, owners that are lost are made up
-- from what their messages say, what is derived is counted anew.

DELETE FROM message WHERE id <= 0 OR typeof(body) <> 'text' OR typeof(sender) <> 'text' OR typeof(time) <> 'integer'
    OR typeof(direction) <> 'integer' OR direction NOT IN (0, 1) OR typeof(state) <> 'integer' OR state NOT BETWEEN 0 AND 5;
DELETE FROM conversation WHERE typeof(peer) <> 'text' OR peer = '' OR typeof(account) <> 'integer';
DELETE FROM account WHERE typeof(jid) <> 'text' OR jid = '' OR typeof(user_agent) <> 'text';

-- No number is given out twice. What names one of somebody who is gone says so too, and some are left out for what is lost.
UPDATE sqlite_sequence SET seq = max(seq,
    coalesce((SELECT max(id) FROM removed_account WHERE id BETWEEN 1 AND 1000000000), 0),
    coalesce((SELECT max(account) FROM removed_conversation WHERE account BETWEEN 1 AND 1000000000), 0),
    coalesce((SELECT max(account) FROM conversation WHERE account BETWEEN 1 AND 1000000000), 0),
    coalesce((SELECT max(account) FROM contact WHERE account BETWEEN 1 AND 1000000000), 0)) WHERE name = 'account';
UPDATE sqlite_sequence SET seq = max(seq,
    coalesce((SELECT max(id) FROM removed_conversation WHERE id BETWEEN 1 AND 1000000000), 0),
    coalesce((SELECT max(conversation) FROM message WHERE conversation BETWEEN 1 AND 1000000000), 0)) WHERE name = 'conversation';
UPDATE sqlite_sequence SET seq = seq + 1000;

-- What was being removed does not come back as somebody else's: it stays out of sight, and account/RemovalStore takes it away,
-- with its files.
INSERT OR IGNORE INTO removed_conversation (id, account)
    SELECT id, account FROM conversation WHERE account IN (SELECT id FROM removed_account);
DELETE FROM conversation WHERE id IN (SELECT id FROM removed_conversation);
DELETE FROM account WHERE id IN (SELECT id FROM removed_account);
-- 0 says that some are lost (storage/Salvage), and any message without a conversation may be of one that was removed.
DELETE FROM removed_conversation WHERE id = 0 AND NOT EXISTS (SELECT 1 FROM removed_account);
INSERT OR IGNORE INTO removed_conversation (id, account)
    SELECT DISTINCT conversation, 0 FROM message
    WHERE conversation NOT IN (SELECT id FROM conversation) AND EXISTS (SELECT 1 FROM removed_conversation WHERE id = 0);
DELETE FROM removed_conversation WHERE id = 0;
DELETE FROM removed_account WHERE id = 0;
-- The file that this was read out of is the only one that has the rest: it is in no list of copies that go.
INSERT OR IGNORE INTO reclaim (one) SELECT 1 FROM removed_account LIMIT 1;
INSERT OR IGNORE INTO reclaim (one) SELECT 1 FROM removed_conversation LIMIT 1;

-- An outgoing message names its account.
INSERT OR IGNORE INTO account (id, jid, user_agent)
    SELECT c.account, min(m.sender),
           lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-8'
                 || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))
    FROM message m JOIN conversation c ON c.id = m.conversation
    WHERE m.direction = 1 AND m.sender <> '' AND c.account NOT IN (SELECT id FROM account)
    GROUP BY c.account;
-- With the conversations lost as well, whose messages they are is clear where one account alone has written any.
INSERT INTO account (id, jid, user_agent)
    SELECT coalesce((SELECT min(account) FROM contact WHERE account BETWEEN 1 AND 1000000000), 1), min(m.sender),
           lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-8'
                 || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))
    FROM message m
    WHERE m.direction = 1 AND m.sender <> '' AND NOT EXISTS (SELECT 1 FROM account) AND NOT EXISTS (SELECT 1 FROM conversation)
        AND NOT EXISTS (SELECT 1 FROM removed_account) AND NOT EXISTS (SELECT 1 FROM removed_conversation)
    HAVING count(DISTINCT m.sender) = 1;
-- An incoming one names the other side of its conversation; which account it was is clear only where there is one.
INSERT OR IGNORE INTO conversation (id, account, peer)
    SELECT m.conversation, (SELECT min(id) FROM account), min(m.sender)
    FROM message m
    -- Who speaks in a room has no address that a chat could be named by (chat/OccupantKey).
    WHERE m.direction = 0 AND m.sender <> '' AND instr(m.sender, '/') = 0 AND instr(m.sender, char(1)) = 0
        AND m.conversation NOT IN (SELECT id FROM conversation) AND m.conversation NOT IN (SELECT id FROM removed_conversation)
        AND (SELECT count(*) FROM account) = 1
    GROUP BY m.conversation;

DELETE FROM conversation WHERE account NOT IN (SELECT id FROM account);
DELETE FROM message
    WHERE conversation NOT IN (SELECT id FROM conversation) AND conversation NOT IN (SELECT id FROM removed_conversation);
DELETE FROM contact WHERE account NOT IN (SELECT id FROM account);
DELETE FROM contact_group WHERE NOT EXISTS
    (SELECT 1 FROM contact c WHERE c.account = contact_group.account AND c.jid = contact_group.jid);
DELETE FROM subscription_request WHERE account NOT IN (SELECT id FROM account);
DELETE FROM profile_card WHERE account NOT IN (SELECT id FROM account);
DELETE FROM auto_answer WHERE account NOT IN (SELECT id FROM account);
DELETE FROM contact_note WHERE account NOT IN (SELECT id FROM account);

DELETE FROM message_version WHERE message NOT IN (SELECT id FROM message);
DELETE FROM reaction WHERE message NOT IN (SELECT id FROM message);
DELETE FROM reaction_word WHERE message NOT IN (SELECT id FROM message);
DELETE FROM outgoing_change WHERE message NOT IN (SELECT id FROM message);
DELETE FROM attachment WHERE message NOT IN (SELECT id FROM message);
DELETE FROM automatic_message WHERE message NOT IN (SELECT id FROM message);
DELETE FROM link_preview WHERE message NOT IN (SELECT id FROM message);
UPDATE message SET previewed = id IN (SELECT message FROM link_preview) WHERE previewed <> (id IN (SELECT message FROM link_preview));
DELETE FROM early_change WHERE account NOT IN (SELECT id FROM account);
DELETE FROM bookmark WHERE account NOT IN (SELECT id FROM account);
DELETE FROM room WHERE conversation NOT IN (SELECT id FROM conversation);
DELETE FROM room_event WHERE conversation NOT IN (SELECT id FROM conversation);
DELETE FROM room_invitation WHERE account NOT IN (SELECT id FROM account);
DELETE FROM deleted_message WHERE conversation NOT IN (SELECT id FROM conversation);
-- What is no state of a stranger would keep a chat out of sight for ever (chat/Conversation.h).
UPDATE conversation SET stranger = 0 WHERE typeof(stranger) <> 'integer' OR stranger NOT BETWEEN 0 AND 3;
UPDATE message SET reacted = id IN (SELECT message FROM reaction) WHERE reacted <> (id IN (SELECT message FROM reaction));

DELETE FROM message_day;
INSERT INTO message_day (conversation, day, count)
    SELECT conversation, id / (4096 * 86400000), count(*) FROM message
    WHERE conversation IN (SELECT id FROM conversation) GROUP BY 1, 2;
UPDATE conversation SET
    last_message = coalesce((SELECT max(id) FROM message m WHERE m.conversation = conversation.id), 0),
    unread = (SELECT count(*) FROM message m WHERE m.conversation = conversation.id AND m.unread = 1),
    mentions = (SELECT count(*) FROM message m WHERE m.conversation = conversation.id AND m.unread = 1 AND m.mentioned = 1),
    first_unread = coalesce((SELECT min(id) FROM message m WHERE m.conversation = conversation.id AND m.unread = 1), 0);

-- A ratchet that was read out of a damaged file may stand where it stood before: turned again it would use a key twice. What
-- people decided about devices stays.
DELETE FROM omemo_session;
DELETE FROM omemo_pre_key;
DELETE FROM omemo_signed_pre_key;
DELETE FROM omemo_copy;
DELETE FROM omemo_list;
DELETE FROM omemo_device WHERE typeof(identity) NOT IN ('blob', 'null') OR length(identity) <> 32 OR typeof(trust) <> 'integer'
    OR trust NOT BETWEEN 0 AND 3 OR account NOT IN (SELECT id FROM account);
UPDATE omemo_device SET decided_by = 0 WHERE typeof(decided_by) <> 'integer' OR decided_by NOT BETWEEN 0 AND 2;
DELETE FROM omemo_statement WHERE typeof(by_key) <> 'blob' OR length(by_key) <> 32 OR typeof(key) <> 'blob' OR length(key) <> 32
    OR trust NOT IN (2, 3) OR account NOT IN (SELECT id FROM account);
DELETE FROM omemo_trust_owed WHERE typeof(key) <> 'blob' OR length(key) <> 32 OR trust NOT IN (2, 3)
    OR account NOT IN (SELECT id FROM account);
DELETE FROM omemo_event WHERE typeof(jid) <> 'text' OR typeof(place) <> 'integer' OR place <= 0
    OR account NOT IN (SELECT id FROM account);
DELETE FROM omemo_chat WHERE account NOT IN (SELECT id FROM account);
DELETE FROM omemo_report WHERE message NOT IN (SELECT id FROM message);
-- Of a pack of stickers something may be missing, and it is not what its id says then; our node has them whole (XEP-0449).
DELETE FROM sticker;
DELETE FROM sticker_pack;

-- What is missing lies in the archive, nobody knows where; and the roster may have holes.
DELETE FROM archive_gap;
DELETE FROM archive_position;
UPDATE account SET roster_version = '';

-- The full-text index is made anew, in the background.
DELETE FROM search_pending;
UPDATE search_build SET down_to = coalesce((SELECT max(id) + 1 FROM message), 0), done = 0,
    total = coalesce((SELECT sum(count) FROM message_day), 0);
