-- What belongs to a draft besides its text: of whom it speaks (XEP-0372), as message.mentions holds it, and the words that it is
-- to be hidden behind (XEP-0382; NULL: it is not).
ALTER TABLE conversation ADD COLUMN draft_mentions TEXT NOT NULL DEFAULT '';
ALTER TABLE conversation ADD COLUMN draft_spoiler TEXT;
