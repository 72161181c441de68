-- A database as the Jackdaw with schema 030 left it. Frozen: never edit.
BEGIN TRANSACTION;
CREATE TABLE account (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    jid TEXT NOT NULL UNIQUE,
    host TEXT NOT NULL DEFAULT '',
    port INTEGER NOT NULL DEFAULT 0,
    tls INTEGER NOT NULL DEFAULT 0,
    authority_file TEXT NOT NULL DEFAULT '',
    keep_signed_in INTEGER NOT NULL DEFAULT 1,
    enabled INTEGER NOT NULL DEFAULT 1,
    -- XEP-0388, 2.2: the user agent's id stays the same over restarts
    user_agent TEXT NOT NULL,
    own_availability INTEGER NOT NULL DEFAULT 1,
    own_status TEXT NOT NULL DEFAULT '',
    -- RFC 6121, 2.6.2: the version the stored roster has
    roster_version TEXT NOT NULL DEFAULT ''
, name TEXT NOT NULL DEFAULT '', color INTEGER NOT NULL DEFAULT -1, plain_allowed INTEGER NOT NULL DEFAULT 0, mechanism TEXT NOT NULL DEFAULT '', pinned_certificate TEXT NOT NULL DEFAULT '', proxy_type INTEGER NOT NULL DEFAULT 0, proxy_host TEXT NOT NULL DEFAULT '', proxy_port INTEGER NOT NULL DEFAULT 0, proxy_user TEXT NOT NULL DEFAULT '', own_until INTEGER NOT NULL DEFAULT 0, before_availability INTEGER NOT NULL DEFAULT 1, before_status TEXT NOT NULL DEFAULT '');
INSERT INTO "account" VALUES(1,'mara@harbor.example','',0,0,'',1,1,'0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d',1,'','','',-1,0,'','',0,'',0,'',0,1,'');
CREATE TABLE archive_gap (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
    before_id TEXT NOT NULL DEFAULT '',
    after_id TEXT NOT NULL DEFAULT '',
    fetched INTEGER NOT NULL DEFAULT 0
, room INTEGER REFERENCES conversation(id) ON DELETE CASCADE);
CREATE TABLE archive_gap_place (
    gap INTEGER NOT NULL REFERENCES archive_gap(id) ON DELETE CASCADE,
    conversation INTEGER NOT NULL REFERENCES conversation(id) ON DELETE CASCADE,
    oldest_brought INTEGER NOT NULL DEFAULT 0,
    newest_before INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (gap, conversation)
) WITHOUT ROWID;
CREATE TABLE archive_position (
    account INTEGER PRIMARY KEY REFERENCES account(id) ON DELETE CASCADE,
    newest_id TEXT NOT NULL
, has_carbons INTEGER NOT NULL DEFAULT 1) WITHOUT ROWID;
CREATE TABLE attachment (
    message INTEGER PRIMARY KEY REFERENCES message(id) ON DELETE CASCADE,
    -- 0 file, 1 picture, 2 video, 3 audio
    kind INTEGER NOT NULL DEFAULT 0,
    -- 0 remote, 1 here, 2 to be uploaded, 3 being fetched, 4 did not come
    state INTEGER NOT NULL DEFAULT 0,
    -- 1: it is sealed before it leaves
    protection INTEGER NOT NULL DEFAULT 0,
    url TEXT NOT NULL DEFAULT '',
    name TEXT NOT NULL DEFAULT '',
    media_type TEXT NOT NULL DEFAULT '',
    -- bytes, -1: nobody has said
    size INTEGER NOT NULL DEFAULT -1,
    width INTEGER NOT NULL DEFAULT 0,
    height INTEGER NOT NULL DEFAULT 0,
    sha256 BLOB NOT NULL DEFAULT x'',
    description TEXT NOT NULL DEFAULT '',
    path TEXT NOT NULL DEFAULT '',
    modified INTEGER NOT NULL DEFAULT 0,
    error_kind INTEGER,
    error_detail TEXT,
    error_subject TEXT,
    -- the message that goes out behind it, as what its sender says of it; 0: none
    caption INTEGER NOT NULL DEFAULT 0
, blur_hash TEXT NOT NULL DEFAULT '', thumbnail BLOB NOT NULL DEFAULT x'', sticker_pack TEXT NOT NULL DEFAULT '', sticker_service TEXT NOT NULL DEFAULT '', sticker_node TEXT NOT NULL DEFAULT '');
CREATE TABLE auto_answer (
    account INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
    jid TEXT NOT NULL,
    -- ms since 1970 UTC
    time INTEGER NOT NULL,
    PRIMARY KEY (account, jid)
) WITHOUT ROWID;
CREATE TABLE automatic_message (
    message INTEGER PRIMARY KEY REFERENCES message(id) ON DELETE CASCADE
);
CREATE TABLE bookmark (
    account INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
    room TEXT NOT NULL,
    name TEXT NOT NULL DEFAULT '',
    nick TEXT NOT NULL DEFAULT '',
    password TEXT NOT NULL DEFAULT '',
    autojoin INTEGER NOT NULL DEFAULT 0,
    -- <extensions/> with all that others put there
    extensions TEXT NOT NULL DEFAULT '',
    -- the order people gave them here
    place INTEGER NOT NULL DEFAULT 0,
    -- what the server does not have yet: 0 nothing, 1 the change, 2 that it is gone
    unsent INTEGER NOT NULL DEFAULT 0,
    -- rooms/BookmarkStore: which parts of it the user changed since
    changed INTEGER NOT NULL DEFAULT 0,
    -- what else others put into it, XML and all
    others TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (account, room)
) WITHOUT ROWID;
CREATE TABLE capabilities (
    ver TEXT PRIMARY KEY,
    features TEXT NOT NULL
, name TEXT NOT NULL DEFAULT '') WITHOUT ROWID;
CREATE TABLE contact (
    account INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
    jid TEXT NOT NULL,
    name TEXT NOT NULL DEFAULT '',
    subscription INTEGER NOT NULL DEFAULT 0,
    asked INTEGER NOT NULL DEFAULT 0, own_name TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (account, jid)
) WITHOUT ROWID;
INSERT INTO "contact" VALUES(1,'person00000@harbor.example','Mara Okafor',3,0,'');
INSERT INTO "contact" VALUES(1,'person00001@harbor.example','Tomas Okafor',3,0,'');
INSERT INTO "contact" VALUES(1,'person00002@harbor.example','Ines Okafor',3,0,'');
CREATE TABLE contact_group (
    account INTEGER NOT NULL,
    jid TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (account, jid, name),
    FOREIGN KEY (account, jid) REFERENCES contact(account, jid) ON DELETE CASCADE
) WITHOUT ROWID;
INSERT INTO "contact_group" VALUES(1,'person00000@harbor.example','Team 1');
INSERT INTO "contact_group" VALUES(1,'person00001@harbor.example','Team 2');
INSERT INTO "contact_group" VALUES(1,'person00002@harbor.example','Team 3');
CREATE TABLE contact_note (
    account INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
    jid TEXT NOT NULL,
    note TEXT NOT NULL,
    -- one in a line
    tags TEXT NOT NULL,
    waiting INTEGER NOT NULL,
    PRIMARY KEY (account, jid)
) WITHOUT ROWID;
CREATE TABLE conversation (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
    peer TEXT NOT NULL,
    muted INTEGER NOT NULL DEFAULT 0,
    pinned INTEGER NOT NULL DEFAULT 0,
    draft TEXT NOT NULL DEFAULT '',
    -- message ids; everything up to here was seen by the user
    read_up_to INTEGER NOT NULL DEFAULT 0,
    -- kept beside the messages, so that the chat list never counts them
    unread INTEGER NOT NULL DEFAULT 0,
    first_unread INTEGER NOT NULL DEFAULT 0,
    last_message INTEGER NOT NULL DEFAULT 0, kind INTEGER NOT NULL DEFAULT 0, nick TEXT NOT NULL DEFAULT '', mentions INTEGER NOT NULL DEFAULT 0, draft_mentions TEXT NOT NULL DEFAULT '', draft_spoiler TEXT, stranger INTEGER NOT NULL DEFAULT 0, draft_about INTEGER NOT NULL DEFAULT 0, draft_edit TEXT, draft_edit_mentions TEXT NOT NULL DEFAULT '',
    UNIQUE (account, peer)
);
INSERT INTO "conversation" VALUES(1,1,'person00000@harbor.example',0,0,'',7259612774400000,0,0,7259612774400000,0,'',0,'',NULL,0,0,NULL,'');
INSERT INTO "conversation" VALUES(2,1,'person00001@harbor.example',0,0,'',7197681254400000,2,7233070694400000,7250765414400000,0,'',0,'',NULL,0,0,NULL,'');
INSERT INTO "conversation" VALUES(3,1,'person00002@harbor.example',0,1,'',6949955174400000,4,6985344614400000,7215375974400000,0,'',0,'',NULL,0,0,NULL,'');
CREATE TABLE deleted_message (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    conversation INTEGER NOT NULL REFERENCES conversation(id) ON DELETE CASCADE,
    sender TEXT NOT NULL,
    origin_id TEXT NOT NULL,
    stanza_id TEXT NOT NULL,
    archive_id TEXT NOT NULL
);
CREATE TABLE early_change (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
    peer TEXT NOT NULL,
    target TEXT NOT NULL,
    sender TEXT NOT NULL,
    kind INTEGER NOT NULL,
    time INTEGER NOT NULL,
    emoji TEXT NOT NULL DEFAULT '',
    UNIQUE (account, peer, target, sender, kind)
);
CREATE TABLE link_preview (
    message INTEGER NOT NULL REFERENCES message(id) ON DELETE CASCADE,
    url TEXT NOT NULL,
    title TEXT NOT NULL DEFAULT '',
    description TEXT NOT NULL DEFAULT '',
    site TEXT NOT NULL DEFAULT '',
    picture TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (message, url)
) WITHOUT ROWID;
CREATE TABLE live_place (
    account INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
    owner TEXT NOT NULL,
    id TEXT NOT NULL,
    conversation INTEGER NOT NULL,
    message INTEGER NOT NULL,
    here INTEGER NOT NULL,
    secret BLOB NOT NULL,
    until INTEGER NOT NULL,
    ended INTEGER NOT NULL,
    PRIMARY KEY (account, owner, id)
) WITHOUT ROWID;
CREATE TABLE message (
    id INTEGER PRIMARY KEY,
    conversation INTEGER NOT NULL REFERENCES conversation(id) ON DELETE CASCADE,
    direction INTEGER NOT NULL,
    state INTEGER NOT NULL,
    time INTEGER NOT NULL,
    sender TEXT NOT NULL,
    body TEXT NOT NULL,
    origin_id TEXT NOT NULL DEFAULT '',
    archive_id TEXT NOT NULL DEFAULT '',
    markable INTEGER NOT NULL DEFAULT 0,
    -- 1: counts in conversation.unread
    unread INTEGER NOT NULL DEFAULT 0,
    error_kind INTEGER,
    error_detail TEXT,
    error_subject TEXT,
    -- outgoing: the stream it was last handed to, so that what a lost stream held is looked up in the archive first
    handed_over INTEGER NOT NULL DEFAULT 0
, stanza_id TEXT NOT NULL DEFAULT '', edited INTEGER NOT NULL DEFAULT 0, retracted INTEGER NOT NULL DEFAULT 0, pinned INTEGER NOT NULL DEFAULT 0, saved INTEGER NOT NULL DEFAULT 0, change_state INTEGER NOT NULL DEFAULT 0, reacted INTEGER NOT NULL DEFAULT 0, reply_id TEXT NOT NULL DEFAULT '', reply_author TEXT NOT NULL DEFAULT '', thread TEXT NOT NULL DEFAULT '', thread_parent TEXT NOT NULL DEFAULT '', mentions TEXT NOT NULL DEFAULT '', spoiler TEXT, markup TEXT NOT NULL DEFAULT '', corrects TEXT NOT NULL DEFAULT '', nick TEXT NOT NULL DEFAULT '', mentioned INTEGER NOT NULL DEFAULT 0, cipher INTEGER NOT NULL DEFAULT 0, cipher_device INTEGER NOT NULL DEFAULT 0, cipher_trust INTEGER NOT NULL DEFAULT 0, cipher_marks INTEGER NOT NULL DEFAULT 0, cipher_fault INTEGER NOT NULL DEFAULT 0, attached INTEGER NOT NULL DEFAULT 0, held INTEGER NOT NULL DEFAULT 0, previewed INTEGER NOT NULL DEFAULT 0, cipher_by TEXT NOT NULL DEFAULT '');
INSERT INTO "message" VALUES(6914565734400000,2,1,3,1688126400000,'mara@harbor.example','you at should','1eddd14085bb5c4d','ljiiveo0-0',1,0,NULL,NULL,NULL,0,'',0,0,0,0,0,0,'','','','','',NULL,'','','',0,0,0,0,0,0,0,0,0,'');
INSERT INTO "message" VALUES(6923413094400000,1,0,5,1690286400000,'person00000@harbor.example','should','772407efce66da7f','lki8vpc0-1',1,0,NULL,NULL,NULL,0,'',0,0,0,0,0,0,'','','','','',NULL,'','','',0,0,0,0,0,0,0,0,0,'');
INSERT INTO "message" VALUES(6932260454400000,2,0,5,1692446400000,'person00001@harbor.example','bridge the sending again and done is is still
pressure','100811482f43344f','llhyw000-2',1,0,NULL,NULL,NULL,0,'',0,0,0,0,0,0,'','','','','',NULL,'','','',0,0,0,0,0,0,0,0,0,'');
INSERT INTO "message" VALUES(6941107814400000,1,0,5,1694606400000,'person00000@harbor.example','on','220aab26c4cd0453','lmhowao0-3',1,0,NULL,NULL,NULL,0,'',0,0,0,0,0,0,'','','','','',NULL,'','','',0,0,0,0,0,0,0,0,0,'');
INSERT INTO "message" VALUES(6949955174400000,3,1,3,1696766400000,'mara@harbor.example','site over is before','ca72b51ca942939a','lnhewlc0-4',1,0,NULL,NULL,NULL,0,'',0,0,0,0,0,0,'','','','','',NULL,'','','',0,0,0,0,0,0,0,0,0,'');
INSERT INTO "message" VALUES(6958802534400000,1,0,5,1698926400000,'person00000@harbor.example','again can the for pressure into is pump bridge sending on thanks at at open look','91b4a9741952b0f5','loh4ww00-5',1,0,NULL,NULL,NULL,0,'',0,0,0,0,0,0,'','','','','',NULL,'','','',0,0,0,0,0,0,0,0,0,'');
INSERT INTO "message" VALUES(6967649894400000,2,0,5,1701086400000,'person00001@harbor.example','for you before schedule and at site the over site bridge bridge over it you tomorrow valve is still you open over before schedule pressure it you','5ab06f30d135c8b4','lpgux6o0-6',1,0,NULL,NULL,NULL,0,'',0,0,0,0,0,0,'','','','','',NULL,'','','',0,0,0,0,0,0,0,0,0,'');
INSERT INTO "message" VALUES(6976497254400000,1,0,5,1703246400000,'person00000@harbor.example','report the','e7b327117c838805','lqgkxhc0-7',1,0,NULL,NULL,NULL,0,'',0,0,0,0,0,0,'','','','','',NULL,'','','',0,0,0,0,0,0,0,0,0,'');
INSERT INTO "message" VALUES(6985344614400000,3,0,5,1705406400000,'person00002@harbor.example','schedule it it we valve can before bridge pressure look again you is meeting check into','879aa4e488c7ed1a','lrgaxs00-8',1,1,NULL,NULL,NULL,0,'',0,0,0,0,0,0,'','','','','',NULL,'','','',0,0,0,0,0,0,0,0,0,'');
INSERT INTO "message" VALUES(6994191974400000,1,0,5,1707566400000,'person00000@harbor.example','report','81f94cf7ed24af25','lsg0y2o0-9',1,0,NULL,NULL,NULL,0,'',0,0,0,0,0,0,'','','','','',NULL,'','','',0,0,0,0,0,0,0,0,0,'');
INSERT INTO "message" VALUES(7003039334400000,2,0,5,1709726400000,'person00001@harbor.example','it pressure into bridge permit','3f85933fc7f74cde','ltfqydc0-a',1,0,NULL,NULL,NULL,0,'',0,0,0,0,0,0,'','','','','',NULL,'','','',0,0,0,0,0,0,0,0,0,'');
INSERT INTO "message" VALUES(7011886694400000,1,0,5,1711886400000,'person00000@harbor.example','valve schedule','6c160b88f0e53696','lufgyo00-b',1,0,NULL,NULL,NULL,0,'',0,0,0,0,0,0,'','','','','',NULL,'','','',0,0,0,0,0,0,0,0,0,'');
INSERT INTO "message" VALUES(7020734054400000,2,0,5,1714046400000,'person00001@harbor.example','before it look site should look report and sending 👍','9a72f2a270495a76','lvf6yyo0-c',1,0,NULL,NULL,NULL,0,'',0,0,0,0,0,0,'','','','','',NULL,'','','',0,0,0,0,0,0,0,0,0,'');
INSERT INTO "message" VALUES(7029581414400000,1,1,3,1716206400000,'mara@harbor.example','valve over check done tomorrow should bridge at for again','c4ca95f2b949406c','lwewz9c0-d',1,0,NULL,NULL,NULL,0,'',0,0,0,0,0,0,'','','','','',NULL,'','','',0,0,0,0,0,0,0,0,0,'');
INSERT INTO "message" VALUES(7038428774400000,2,0,5,1718366400000,'person00001@harbor.example','on done bridge again we report over','e3657296e9f94c7f','lxemzk00-e',1,0,NULL,NULL,NULL,0,'',0,0,0,0,0,0,'','','','','',NULL,'','','',0,0,0,0,0,0,0,0,0,'');
INSERT INTO "message" VALUES(7047276134400000,1,1,3,1720526400000,'mara@harbor.example','check','c8b14fc60283a0c1','lyeczuo0-f',1,0,NULL,NULL,NULL,0,'',0,0,0,0,0,0,'','','','','',NULL,'','','',0,0,0,0,0,0,0,0,0,'');
INSERT INTO "message" VALUES(7056123494400000,2,0,5,1722686400000,'person00001@harbor.example','sending done','6155e3298f836d50','lze305c0-g',1,0,NULL,NULL,NULL,0,'',0,0,0,0,0,0,'','','','','',NULL,'','','',0,0,0,0,0,0,0,0,0,'');
INSERT INTO "message" VALUES(7064970854400000,1,0,5,1724846400000,'person00000@harbor.example','is schedule https://harbor.example/reports/6145','36cce87174d50b0b','m0dt0g00-h',1,0,NULL,NULL,NULL,0,'',0,0,0,0,0,0,'','','','','',NULL,'','','',0,0,0,0,0,0,0,0,0,'');
INSERT INTO "message" VALUES(7073818214400000,2,0,5,1727006400000,'person00001@harbor.example','valve the permit site still look should we at permit tomorrow valve look check pressure look pump the is report you and site we you schedule report thanks and','a67fe5b71ee9abdf','m1dj0qo0-i',1,0,NULL,NULL,NULL,0,'',0,0,0,0,0,0,'','','','','',NULL,'','','',0,0,0,0,0,0,0,0,0,'');
INSERT INTO "message" VALUES(7082665574400000,1,1,3,1729166400000,'mara@harbor.example','before again at still pressure schedule look again permit again you pressure you open again schedule on permit','c3272bc90554a07b','m2d911c0-j',1,0,NULL,NULL,NULL,0,'',0,0,0,0,0,0,'','','','','',NULL,'','','',0,0,0,0,0,0,0,0,0,'');
INSERT INTO "message" VALUES(7091512934400000,3,0,5,1731326400000,'person00002@harbor.example','thanks schedule can','aa087822244f34a3','m3cz1c00-k',1,1,NULL,NULL,NULL,0,'',0,0,0,0,0,0,'','','','','',NULL,'','','',0,0,0,0,0,0,0,0,0,'');
INSERT INTO "message" VALUES(7100360294400000,1,0,5,1733486400000,'person00000@harbor.example','at the and again it','9c31822a04f51177','m4cp1mo0-l',1,0,NULL,NULL,NULL,0,'',0,0,0,0,0,0,'','','','','',NULL,'','','',0,0,0,0,0,0,0,0,0,'');
INSERT INTO "message" VALUES(7109207654400000,2,0,5,1735646400000,'person00001@harbor.example','before should for into','245bfc3a7df3301c','m5cf1xc0-m',1,0,NULL,NULL,NULL,0,'',0,0,0,0,0,0,'','','','','',NULL,'','','',0,0,0,0,0,0,0,0,0,'');
INSERT INTO "message" VALUES(7118055014400000,1,1,3,1737806400000,'mara@harbor.example','at we before','de977ea050e096db','m6c52800-n',1,0,NULL,NULL,NULL,0,'',0,0,0,0,0,0,'','','','','',NULL,'','','',0,0,0,0,0,0,0,0,0,'');
INSERT INTO "message" VALUES(7126902374400000,2,0,5,1739966400000,'person00001@harbor.example','schedule check and','98f52a5bb04e393f','m7bv2io0-o',1,0,NULL,NULL,NULL,0,'',0,0,0,0,0,0,'','','','','',NULL,'','','',0,0,0,0,0,0,0,0,0,'');
INSERT INTO "message" VALUES(7135749734400000,1,0,5,1742126400000,'person00000@harbor.example','look at still meeting','96f55aa3b1d254f0','m8bl2tc0-p',1,0,NULL,NULL,NULL,0,'',0,0,0,0,0,0,'','','','','',NULL,'','','',0,0,0,0,0,0,0,0,0,'');
INSERT INTO "message" VALUES(7144597094400000,3,0,5,1744286400000,'person00002@harbor.example','bridge','e76b44be14ad10eb','m9bb3400-q',1,1,NULL,NULL,NULL,0,'',0,0,0,0,0,0,'','','','','',NULL,'','','',0,0,0,0,0,0,0,0,0,'');
INSERT INTO "message" VALUES(7153444454400000,1,0,5,1746446400000,'person00000@harbor.example','tomorrow https://harbor.example/reports/8572','94a5511c6a25fbdf','mab13eo0-r',1,0,NULL,NULL,NULL,0,'',0,0,0,0,0,0,'','','','','',NULL,'','','',0,0,0,0,0,0,0,0,0,'');
INSERT INTO "message" VALUES(7162291814400000,2,0,5,1748606400000,'person00001@harbor.example','should bridge look over before into check again should done still over','2caf2aaf5c438de0','mbar3pc0-s',1,0,NULL,NULL,NULL,0,'',0,0,0,0,0,0,'','','','','',NULL,'','','',0,0,0,0,0,0,0,0,0,'');
INSERT INTO "message" VALUES(7171139174400000,1,0,5,1750766400000,'person00000@harbor.example','it still you over done into into the on should the meeting meeting site meeting pressure','0957b0e9721f7db9','mcah4000-t',1,0,NULL,NULL,NULL,0,'',0,0,0,0,0,0,'','','','','',NULL,'','','',0,0,0,0,0,0,0,0,0,'');
INSERT INTO "message" VALUES(7179986534400000,2,1,3,1752926400000,'mara@harbor.example','thanks into done into for','e2dd08458878d66e','mda74ao0-u',1,0,NULL,NULL,NULL,0,'',0,0,0,0,0,0,'','','','','',NULL,'','','',0,0,0,0,0,0,0,0,0,'');
INSERT INTO "message" VALUES(7188833894400000,1,1,3,1755086400000,'mara@harbor.example','look it we meeting at','922a3a0492f0252a','me9x4lc0-v',1,0,NULL,NULL,NULL,0,'',0,0,0,0,0,0,'','','','','',NULL,'','','',0,0,0,0,0,0,0,0,0,'');
INSERT INTO "message" VALUES(7197681254400000,2,0,5,1757246400000,'person00001@harbor.example','on','618adaa53255eafd','mf9n4w00-w',1,0,NULL,NULL,NULL,0,'',0,0,0,0,0,0,'','','','','',NULL,'','','',0,0,0,0,0,0,0,0,0,'');
INSERT INTO "message" VALUES(7206528614400000,1,0,5,1759406400000,'person00000@harbor.example','for','341be9e5e6498103','mg9d56o0-x',1,0,NULL,NULL,NULL,0,'',0,0,0,0,0,0,'','','','','',NULL,'','','',0,0,0,0,0,0,0,0,0,'');
INSERT INTO "message" VALUES(7215375974400000,3,0,5,1761566400000,'person00002@harbor.example','schedule','d6276983f98f7a48','mh935hc0-y',1,1,NULL,NULL,NULL,0,'',0,0,0,0,0,0,'','','','','',NULL,'','','',0,0,0,0,0,0,0,0,0,'');
INSERT INTO "message" VALUES(7224223334400000,1,1,3,1763726400000,'mara@harbor.example','it should valve','fe5d6a9b39b318d0','mi8t5s00-z',1,0,NULL,NULL,NULL,0,'',0,0,0,0,0,0,'','','','','',NULL,'','','',0,0,0,0,0,0,0,0,0,'');
INSERT INTO "message" VALUES(7233070694400000,2,0,5,1765886400000,'person00001@harbor.example','bridge report again thanks we over','7399fe26d882275e','mj8j62o0-10',1,1,NULL,NULL,NULL,0,'',0,0,0,0,0,0,'','','','','',NULL,'','','',0,0,0,0,0,0,0,0,0,'');
INSERT INTO "message" VALUES(7241918054400000,1,1,3,1768046400000,'mara@harbor.example','into before meeting it on report look open check site look schedule at permit','7d1dd5a877fc5718','mk896dc0-11',1,0,NULL,NULL,NULL,0,'',0,0,0,0,0,0,'','','','','',NULL,'','','',0,0,0,0,0,0,0,0,0,'');
INSERT INTO "message" VALUES(7250765414400000,2,0,5,1770206400000,'person00001@harbor.example','sending','8f1fbad51fc7b461','ml7z6o00-12',1,1,NULL,NULL,NULL,0,'',0,0,0,0,0,0,'','','','','',NULL,'','','',0,0,0,0,0,0,0,0,0,'');
INSERT INTO "message" VALUES(7259612774400000,1,0,5,1772366400000,'person00000@harbor.example','can pressure it and is','93956998495b9d7d','mm7p6yo0-13',1,0,NULL,NULL,NULL,0,'',0,0,0,0,0,0,'','','','','',NULL,'','','',0,0,0,0,0,0,0,0,0,'');
CREATE TABLE message_day (
    conversation INTEGER NOT NULL REFERENCES conversation(id) ON DELETE CASCADE,
    day INTEGER NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (conversation, day)
) WITHOUT ROWID;
INSERT INTO "message_day" VALUES(1,19563,1);
INSERT INTO "message_day" VALUES(1,19613,1);
INSERT INTO "message_day" VALUES(1,19663,1);
INSERT INTO "message_day" VALUES(1,19713,1);
INSERT INTO "message_day" VALUES(1,19763,1);
INSERT INTO "message_day" VALUES(1,19813,1);
INSERT INTO "message_day" VALUES(1,19863,1);
INSERT INTO "message_day" VALUES(1,19913,1);
INSERT INTO "message_day" VALUES(1,19963,1);
INSERT INTO "message_day" VALUES(1,20013,1);
INSERT INTO "message_day" VALUES(1,20063,1);
INSERT INTO "message_day" VALUES(1,20113,1);
INSERT INTO "message_day" VALUES(1,20163,1);
INSERT INTO "message_day" VALUES(1,20213,1);
INSERT INTO "message_day" VALUES(1,20263,1);
INSERT INTO "message_day" VALUES(1,20313,1);
INSERT INTO "message_day" VALUES(1,20363,1);
INSERT INTO "message_day" VALUES(1,20413,1);
INSERT INTO "message_day" VALUES(1,20463,1);
INSERT INTO "message_day" VALUES(1,20513,1);
INSERT INTO "message_day" VALUES(2,19538,1);
INSERT INTO "message_day" VALUES(2,19588,1);
INSERT INTO "message_day" VALUES(2,19688,1);
INSERT INTO "message_day" VALUES(2,19788,1);
INSERT INTO "message_day" VALUES(2,19838,1);
INSERT INTO "message_day" VALUES(2,19888,1);
INSERT INTO "message_day" VALUES(2,19938,1);
INSERT INTO "message_day" VALUES(2,19988,1);
INSERT INTO "message_day" VALUES(2,20088,1);
INSERT INTO "message_day" VALUES(2,20138,1);
INSERT INTO "message_day" VALUES(2,20238,1);
INSERT INTO "message_day" VALUES(2,20288,1);
INSERT INTO "message_day" VALUES(2,20338,1);
INSERT INTO "message_day" VALUES(2,20438,1);
INSERT INTO "message_day" VALUES(2,20488,1);
INSERT INTO "message_day" VALUES(3,19638,1);
INSERT INTO "message_day" VALUES(3,19738,1);
INSERT INTO "message_day" VALUES(3,20038,1);
INSERT INTO "message_day" VALUES(3,20188,1);
INSERT INTO "message_day" VALUES(3,20388,1);
CREATE VIRTUAL TABLE message_search USING fts5(
    body, sender, file, link,
    -- what the operators ask for, each one character of private use: the conversation, who wrote it, what it has
    mark,
    content='', contentless_delete=1, prefix='2',
    tokenize="unicode61 remove_diacritics 2 categories 'L* N* Co Mc Mn'"
);
CREATE TABLE message_version (
    message INTEGER NOT NULL REFERENCES message(id) ON DELETE CASCADE,
    time INTEGER NOT NULL,
    -- of the stanza that said so, so that nothing counts twice; the first text has that of its message
    origin_id TEXT NOT NULL,
    stanza_id TEXT NOT NULL DEFAULT '',
    body TEXT NOT NULL,
    mentions TEXT NOT NULL DEFAULT '',
    spoiler TEXT,
    markup TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (message, time, origin_id)
) WITHOUT ROWID;
CREATE TABLE omemo_chat (
    account INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
    peer TEXT NOT NULL,
    wish INTEGER NOT NULL,
    PRIMARY KEY (account, peer)
) WITHOUT ROWID;
CREATE TABLE omemo_copy (
    account INTEGER PRIMARY KEY REFERENCES account(id) ON DELETE CASCADE,
    mark TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE omemo_device (
    account INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
    jid TEXT NOT NULL,
    device INTEGER NOT NULL,
    identity BLOB,
    trust INTEGER NOT NULL DEFAULT 0,
    lists INTEGER NOT NULL DEFAULT 0,
    label TEXT NOT NULL DEFAULT '',
    first_seen INTEGER NOT NULL,
    last_used INTEGER NOT NULL DEFAULT 0,
    refused BLOB,
    decided INTEGER NOT NULL DEFAULT 0,
    noticed INTEGER NOT NULL DEFAULT 0, decided_by INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (account, jid, device)
) WITHOUT ROWID;
CREATE TABLE omemo_event (
    account INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
    jid TEXT NOT NULL,
    -- where it stands: a key as those of messages
    place INTEGER NOT NULL,
    device INTEGER NOT NULL,
    -- omemo/TrustEvent.h
    kind INTEGER NOT NULL,
    -- of the device from then on, and by whose word, as omemo_device has them
    trust INTEGER NOT NULL,
    decided_by INTEGER NOT NULL,
    PRIMARY KEY (account, jid, place)
) WITHOUT ROWID;
CREATE TABLE omemo_list (
    account INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
    jid TEXT NOT NULL,
    version INTEGER NOT NULL,
    told INTEGER NOT NULL,
    PRIMARY KEY (account, jid, version)
) WITHOUT ROWID;
CREATE TABLE omemo_pre_key (
    account INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
    id INTEGER NOT NULL,
    record BLOB NOT NULL,
    used INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (account, id)
) WITHOUT ROWID;
CREATE TABLE omemo_report (
    message INTEGER NOT NULL REFERENCES message(id) ON DELETE CASCADE,
    jid TEXT NOT NULL,
    device INTEGER NOT NULL,
    version INTEGER NOT NULL,
    reason INTEGER NOT NULL,
    detail TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (message, jid, device)
) WITHOUT ROWID;
CREATE TABLE omemo_session (
    id INTEGER PRIMARY KEY,
    account INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
    jid TEXT NOT NULL,
    device INTEGER NOT NULL,
    version INTEGER NOT NULL,
    record BLOB NOT NULL,
    UNIQUE (account, jid, device, version)
);
CREATE TABLE omemo_signed_pre_key (
    account INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
    id INTEGER NOT NULL,
    record BLOB NOT NULL,
    made INTEGER NOT NULL,
    PRIMARY KEY (account, id)
) WITHOUT ROWID;
CREATE TABLE omemo_statement (
    account INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
    by_jid TEXT NOT NULL,
    by_key BLOB NOT NULL,
    owner TEXT NOT NULL,
    key BLOB NOT NULL,
    trust INTEGER NOT NULL,
    time INTEGER NOT NULL,
    PRIMARY KEY (account, by_jid, by_key, owner, key)
) WITHOUT ROWID;
CREATE TABLE omemo_trust_owed (
    account INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
    jid TEXT NOT NULL,
    device INTEGER NOT NULL,
    owner TEXT NOT NULL,
    key BLOB NOT NULL,
    trust INTEGER NOT NULL,
    PRIMARY KEY (account, jid, device, owner, key)
) WITHOUT ROWID;
CREATE TABLE outgoing_change (
    id INTEGER PRIMARY KEY,
    message INTEGER NOT NULL REFERENCES message(id) ON DELETE CASCADE,
    kind INTEGER NOT NULL,
    state INTEGER NOT NULL DEFAULT 0,
    time INTEGER NOT NULL,
    origin_id TEXT NOT NULL UNIQUE,
    target TEXT NOT NULL,
    body TEXT NOT NULL DEFAULT '',
    handed_over INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE presence_change (
    account INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
    jid TEXT NOT NULL,
    time INTEGER NOT NULL,
    availability INTEGER NOT NULL,
    PRIMARY KEY (account, jid, time)
) WITHOUT ROWID;
CREATE TABLE presence_erasure (
    account INTEGER PRIMARY KEY REFERENCES account(id) ON DELETE CASCADE,
    up_to INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE presence_rule (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
    kind INTEGER NOT NULL,
    subject TEXT NOT NULL,
    minutes INTEGER NOT NULL,
    lasting INTEGER NOT NULL,
    actions INTEGER NOT NULL,
    made INTEGER NOT NULL
);
CREATE TABLE profile_card (
    account INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
    jid TEXT NOT NULL,
    -- when it was asked for, ms since 1970 UTC
    time INTEGER NOT NULL,
    -- profile/ProfileStore.cpp, JSON
    card TEXT NOT NULL,
    PRIMARY KEY (account, jid)
) WITHOUT ROWID;
CREATE TABLE reaction (
    message INTEGER NOT NULL REFERENCES message(id) ON DELETE CASCADE,
    sender TEXT NOT NULL,
    emoji TEXT NOT NULL,
    time INTEGER NOT NULL,
    PRIMARY KEY (message, sender, emoji)
) WITHOUT ROWID;
CREATE TABLE reaction_word (
    message INTEGER NOT NULL REFERENCES message(id) ON DELETE CASCADE,
    sender TEXT NOT NULL,
    time INTEGER NOT NULL,
    PRIMARY KEY (message, sender)
) WITHOUT ROWID;
CREATE TABLE read_position (
    conversation INTEGER PRIMARY KEY REFERENCES conversation(id) ON DELETE CASCADE,
    archive_id TEXT NOT NULL,
    unsent INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE reclaim (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    -- damaged files that lay set aside when it was asked for, by name, with / between: those go too, and none that came later
    copies TEXT NOT NULL DEFAULT ''
);
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
CREATE TABLE room (
    conversation INTEGER PRIMARY KEY REFERENCES conversation(id) ON DELETE CASCADE,
    nick TEXT NOT NULL DEFAULT '',
    name TEXT NOT NULL DEFAULT '',
    description TEXT NOT NULL DEFAULT '',
    subject TEXT NOT NULL DEFAULT '',
    subject_nick TEXT NOT NULL DEFAULT '',
    subject_time INTEGER NOT NULL DEFAULT 0,
    -- rooms/RoomFeatures as bits
    features INTEGER NOT NULL DEFAULT 0,
    -- rooms/RoomReason: why we are not in it, where that is not for a while
    reason INTEGER NOT NULL DEFAULT 0,
    -- when it was last heard while we were in it with all that it had said before, ms since 1970 UTC by our clock; 0: never
    heard INTEGER NOT NULL DEFAULT 0
, lines INTEGER NOT NULL DEFAULT 0);
CREATE TABLE room_event (
    conversation INTEGER NOT NULL REFERENCES conversation(id) ON DELETE CASCADE,
    -- where it stands: a key as those of messages
    place INTEGER NOT NULL,
    -- rooms/RoomEvent.h
    kind INTEGER NOT NULL,
    nick TEXT NOT NULL DEFAULT '',
    -- of a change of name the new one, of a subject its words, of a look around who was there, as a list of JSON
    text TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (conversation, place)
) WITHOUT ROWID;
CREATE TABLE room_invitation (
    account INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
    room TEXT NOT NULL,
    sender TEXT NOT NULL DEFAULT '',
    mediated INTEGER NOT NULL DEFAULT 0,
    reason TEXT NOT NULL DEFAULT '',
    password TEXT NOT NULL DEFAULT '',
    time INTEGER NOT NULL,
    PRIMARY KEY (account, room)
) WITHOUT ROWID;
CREATE TABLE search_build (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    down_to INTEGER NOT NULL,
    done INTEGER NOT NULL,
    total INTEGER NOT NULL
);
INSERT INTO "search_build" VALUES(1,7259612774400001,0,40);
CREATE TABLE search_pending (message INTEGER PRIMARY KEY);
CREATE TABLE seen_mark (
    conversation INTEGER NOT NULL REFERENCES conversation(id) ON DELETE CASCADE,
    who TEXT NOT NULL,
    nick TEXT NOT NULL,
    message INTEGER NOT NULL,
    time INTEGER NOT NULL,
    PRIMARY KEY (conversation, who)
) WITHOUT ROWID;
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
CREATE TABLE sticker (
    account INTEGER NOT NULL,
    pack TEXT NOT NULL,
    place INTEGER NOT NULL,
    description TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size INTEGER NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    hashes TEXT NOT NULL,
    url TEXT NOT NULL,
    suggests TEXT NOT NULL,
    sha256 BLOB NOT NULL,
    used INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (account, pack, place),
    FOREIGN KEY (account, pack) REFERENCES sticker_pack(account, pack) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE TABLE sticker_pack (
    account INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
    pack TEXT NOT NULL,
    names TEXT NOT NULL,
    summaries TEXT NOT NULL,
    hash TEXT NOT NULL,
    restricted INTEGER NOT NULL DEFAULT 0,
    published INTEGER NOT NULL DEFAULT 0,
    place INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (account, pack)
) WITHOUT ROWID;
CREATE TABLE subscription_request (
    account INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
    jid TEXT NOT NULL,
    text TEXT NOT NULL DEFAULT '',
    time INTEGER NOT NULL,
    PRIMARY KEY (account, jid)
) WITHOUT ROWID;
CREATE TABLE voice_draft (
    conversation INTEGER PRIMARY KEY REFERENCES conversation(id) ON DELETE CASCADE,
    sound BLOB NOT NULL
);
CREATE TABLE watched (
    account INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
    jid TEXT NOT NULL,
    PRIMARY KEY (account, jid)
) WITHOUT ROWID;
CREATE INDEX message_version_origin ON message_version (origin_id) WHERE origin_id <> '';
CREATE INDEX deleted_message_origin ON deleted_message (conversation, origin_id) WHERE origin_id <> '';
CREATE INDEX deleted_message_stanza ON deleted_message (conversation, stanza_id) WHERE stanza_id <> '';
CREATE INDEX deleted_message_archive ON deleted_message (conversation, archive_id) WHERE archive_id <> '';
CREATE INDEX outgoing_change_message ON outgoing_change (message);
CREATE INDEX outgoing_change_waiting ON outgoing_change (id) WHERE state = 0;
CREATE TRIGGER message_search_added AFTER INSERT ON message BEGIN
    INSERT OR IGNORE INTO search_pending (message) VALUES (new.id);
END;
CREATE TRIGGER message_search_changed AFTER UPDATE OF body, sender, conversation ON message BEGIN
    INSERT OR IGNORE INTO search_pending (message) VALUES (new.id);
END;
CREATE TRIGGER message_search_removed AFTER DELETE ON message BEGIN
    DELETE FROM message_search WHERE rowid = old.id;
    DELETE FROM search_pending WHERE message = old.id;
END;
CREATE INDEX attachment_busy ON attachment (state, message) WHERE state IN (2, 3);
CREATE INDEX presence_change_time ON presence_change (time);
CREATE TRIGGER message_to_stranger AFTER INSERT ON message WHEN new.direction = 1 BEGIN
    UPDATE conversation SET stranger = 0 WHERE id = new.conversation AND stranger <> 0;
END;
CREATE TRIGGER contact_is_no_stranger AFTER INSERT ON contact BEGIN
    UPDATE conversation SET stranger = 0 WHERE account = new.account AND peer = new.jid AND stranger <> 0;
END;
CREATE INDEX attachment_path ON attachment (path) WHERE path <> '';
CREATE INDEX message_origin ON message (conversation, origin_id) WHERE origin_id <> '';
CREATE UNIQUE INDEX message_archive ON message (archive_id, conversation) WHERE archive_id <> '';
CREATE INDEX message_markable ON message (conversation, id) WHERE direction = 0 AND markable = 1;
CREATE INDEX message_unseen ON message (conversation, id) WHERE direction = 1 AND state IN (1, 2);
CREATE INDEX message_outbox ON message (state, id) WHERE direction = 1 AND state IN (0, 4);
CREATE INDEX message_stanza ON message (conversation, stanza_id) WHERE stanza_id <> '';
CREATE INDEX message_corrects ON message (conversation, corrects) WHERE corrects <> '';
CREATE INDEX message_pinned ON message (conversation, pinned) WHERE pinned > 0;
CREATE INDEX message_thread ON message (conversation, thread, id) WHERE thread <> '';
CREATE INDEX message_saved ON message (conversation, saved) WHERE saved > 0;
CREATE INDEX message_place ON message (conversation, id, direction, unread);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('account',1);
INSERT INTO "sqlite_sequence" VALUES('conversation',3);
COMMIT;
PRAGMA user_version = 30;
