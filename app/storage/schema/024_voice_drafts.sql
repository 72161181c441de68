-- SPDX-License-Identifier: GPL-3.0-or-later
-- A voice message that was recorded and not sent, as Opus in Ogg: of each chat the last one.
CREATE TABLE voice_draft (
    conversation INTEGER PRIMARY KEY REFERENCES conversation(id) ON DELETE CASCADE,
    sound BLOB NOT NULL
);
