-- Where in a conversation an archive gap lies, so that what a later session brings of it stands right whatever the stamps
-- say. `oldest_brought`: the oldest message that the gap has brought, the rest stands above it. `newest_before`: the
-- newest archived message when the gap began, the rest stands below it. 0: none.
CREATE TABLE archive_gap_place (
    gap INTEGER NOT NULL REFERENCES archive_gap(id) ON DELETE CASCADE,
    conversation INTEGER NOT NULL REFERENCES conversation(id) ON DELETE CASCADE,
    oldest_brought INTEGER NOT NULL DEFAULT 0,
    newest_before INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (gap, conversation)
) WITHOUT ROWID;
