-- SPDX-License-Identifier: GPL-3.0-or-later
-- The folders that people sort their chats into, each account's part of them: as it is here, as the server had it last,
-- and what it says now, for the window. Where the first two differ, a change waits for the server.
CREATE TABLE space (
    account INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    -- xmpp/Spaces: each part with its stamp, as devices share it. Empty: deleted here, and not yet with the server
    ours TEXT NOT NULL,
    -- the same, empty: the server has none
    theirs TEXT NOT NULL,
    name TEXT NOT NULL,
    colour INTEGER NOT NULL,
    place INTEGER NOT NULL,
    -- xmpp/SpaceValue.h
    takes INTEGER NOT NULL,
    only_unread INTEGER NOT NULL,
    without_muted INTEGER NOT NULL,
    -- addresses, one a line
    chats TEXT NOT NULL,
    left_out TEXT NOT NULL,
    PRIMARY KEY (account, id)
) WITHOUT ROWID;
