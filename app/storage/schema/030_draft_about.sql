-- SPDX-License-Identifier: GPL-3.0-or-later
-- Which message of the same chat is answered (XEP-0461) or edited (XEP-0308) by what is not sent yet; 0: none.
-- draft_edit: the words of the edit so far, while the draft waits (NULL: it is answered), and of whom they speak, as
-- message.mentions holds it.
ALTER TABLE conversation ADD COLUMN draft_about INTEGER NOT NULL DEFAULT 0;
ALTER TABLE conversation ADD COLUMN draft_edit TEXT;
ALTER TABLE conversation ADD COLUMN draft_edit_mentions TEXT NOT NULL DEFAULT '';
