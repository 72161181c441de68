-- Whose device wrote an encrypted message, where its sender is a place in a room; '' where the sender is it.
ALTER TABLE message ADD COLUMN cipher_by TEXT NOT NULL DEFAULT '';
