-- SPDX-License-Identifier: GPL-3.0-or-later
-- What stands in a picture's place while that is not here (XEP-0264): waves (base/BlurHash), or a small picture of at most 16 KiB
-- as somebody sent it.
ALTER TABLE attachment ADD COLUMN blur_hash TEXT NOT NULL DEFAULT '';
ALTER TABLE attachment ADD COLUMN thumbnail BLOB NOT NULL DEFAULT x'';
-- Who else shows a file that is to be deleted.
CREATE INDEX attachment_path ON attachment (path) WHERE path <> '';
