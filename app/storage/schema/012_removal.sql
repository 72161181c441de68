-- What is to be gone from this computer goes in slices, so that nothing waits for it. Out of sight it is at once: the rows that
-- all others are found by, account and conversation, go in the transaction that notes it here, and what is left of it points to
-- nothing until it is gone too (account/RemovalStore). Ids are never used again, also after a salvage (after_salvage.sql), so
-- nobody takes it for theirs.

CREATE TABLE removed_account (
    -- what account.id was
    id INTEGER PRIMARY KEY,
    -- as long as something beside this file is known by it; '' then
    jid TEXT NOT NULL,
    -- how many there were, and how many of them are gone
    messages INTEGER NOT NULL,
    gone INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE removed_conversation (
    -- what conversation.id was
    id INTEGER PRIMARY KEY,
    account INTEGER NOT NULL
);

-- The log of presences up to there, all of the account's, was erased.
CREATE TABLE presence_erasure (
    account INTEGER PRIMARY KEY REFERENCES account(id) ON DELETE CASCADE,
    up_to INTEGER NOT NULL
) WITHOUT ROWID;

-- One row as long as pages that are free, the write-ahead log or older copies of this file may still hold something of it.
CREATE TABLE reclaim (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    -- damaged files that lay set aside when it was asked for, by name, with / between: those go too, and none that came later
    copies TEXT NOT NULL DEFAULT ''
);

-- The index for searching is made anew by RemovalStore, which keeps the old one aside to take it away bit by bit.
DROP TRIGGER message_search_account;
