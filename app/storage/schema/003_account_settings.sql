-- How an account is shown, and what its user decided about its connection.

ALTER TABLE account ADD COLUMN name TEXT NOT NULL DEFAULT '';
-- The hue that marks the account where there are several; -1: chosen by its address.
ALTER TABLE account ADD COLUMN color INTEGER NOT NULL DEFAULT -1;
ALTER TABLE account ADD COLUMN plain_allowed INTEGER NOT NULL DEFAULT 0;
-- The strongest SASL mechanism that the server ever offered, so that a weaker offer later is noticed.
ALTER TABLE account ADD COLUMN mechanism TEXT NOT NULL DEFAULT '';
-- SHA-256 (hex) of the one self-signed certificate that the user accepted.
ALTER TABLE account ADD COLUMN pinned_certificate TEXT NOT NULL DEFAULT '';
ALTER TABLE account ADD COLUMN proxy_type INTEGER NOT NULL DEFAULT 0;
ALTER TABLE account ADD COLUMN proxy_host TEXT NOT NULL DEFAULT '';
ALTER TABLE account ADD COLUMN proxy_port INTEGER NOT NULL DEFAULT 0;
ALTER TABLE account ADD COLUMN proxy_user TEXT NOT NULL DEFAULT '';
