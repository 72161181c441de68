// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/BackupTables.h"

#include "base/Error.h"

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

const QString none = u"''"_s;
const QString zero = u"0"_s;

QString kindNumber(ErrorKind kind)
{
    return QString::number(int(kind));
}

/// What waits here would go out twice, from here and from the copy; so in the copy it stands as what nobody knows of.
QString onlyWhereItWaits(const QString &value, const QString &column)
{
    return u"CASE WHEN t.direction = 1 AND t.state = 0 THEN %1 ELSE t.%2 END"_s.arg(value, column);
}

QList<BackupTable> makeTables()
{
    using Of = BackupTable::Of;
    return {
        {u"account"_s, Of::Self,
         {// Each copy is a program of its own (XEP-0388, 2.2), and MergeStore names it.
          {u"user_agent"_s, none},
          {u"roster_version"_s, none},
          // Signed out until the password was given.
          {u"enabled"_s, zero},
          // Whom to trust with a password is decided on each computer, and so is which file says so.
          {u"authority_file"_s, none},
          {u"plain_allowed"_s, zero},
          {u"pinned_certificate"_s, none}}},
        {u"contact"_s, Of::Account},
        {u"contact_group"_s, Of::Account},
        {u"conversation"_s, Of::Account},
        {u"message"_s, Of::Conversation,
         {{u"state"_s, onlyWhereItWaits(u"4"_s, u"state"_s)},
          {u"error_kind"_s, onlyWhereItWaits(kindNumber(ErrorKind::Unconfirmed), u"error_kind"_s)},
          {u"change_state"_s, u"CASE WHEN t.change_state = 1 THEN 2 ELSE t.change_state END"_s},
          {u"held"_s, zero},
          {u"handed_over"_s, zero}}},
        {u"message_version"_s, Of::Message},
        {u"reaction"_s, Of::Message},
        {u"reaction_word"_s, Of::Message},
        {u"early_change"_s, Of::Account},
        {u"deleted_message"_s, Of::Conversation},
        {u"outgoing_change"_s, Of::Message,
         {{u"state"_s, u"CASE WHEN t.state = 0 THEN 4 ELSE t.state END"_s}, {u"handed_over"_s, zero}}},
        // The files themselves are not in it: what has an address can be fetched again. What the user deleted (5) stays so, or it
        // would come back unasked.
        {u"attachment"_s, Of::Message,
         {{u"state"_s, u"CASE WHEN t.state = 5 THEN 5 WHEN t.url <> '' AND t.state <> 4 THEN 0 ELSE 4 END"_s},
          {u"error_kind"_s, u"CASE WHEN t.state = 4 THEN t.error_kind WHEN t.url = '' AND t.state <> 5 THEN "_s
               + kindNumber(ErrorKind::FileChanged) + u" ELSE NULL END"_s},
          {u"path"_s, none},
          {u"modified"_s, zero}}},
        {u"archive_gap"_s, Of::Account},
        {u"archive_position"_s, Of::Account},
        {u"archive_gap_place"_s, Of::Gap},
        // The server has them whole, with what is left out here.
        {u"bookmark"_s, Of::Account, {{u"password"_s, none}, {u"others"_s, none}, {u"unsent"_s, zero}, {u"changed"_s, zero}}},
        {u"room"_s, Of::Conversation},
        {u"room_invitation"_s, Of::Account, {{u"password"_s, none}}},
        // What people decided about the devices of others; on which list one is, the server says again.
        {u"omemo_device"_s, Of::Account, {{u"lists"_s, zero}}},
        {u"omemo_event"_s, Of::Account},
        {u"omemo_report"_s, Of::Message},
        {u"omemo_chat"_s, Of::Account},
        {u"space"_s, Of::Account},
        {u"voice_draft"_s, Of::Conversation},
        {u"watched"_s, Of::Account},
        {u"presence_change"_s, Of::Account},
        {u"presence_rule"_s, Of::Account},
        {u"room_event"_s, Of::Conversation},
        {u"contact_note"_s, Of::Account},
        {u"link_preview"_s, Of::Message, {{u"picture"_s, none}}},
        {u"read_position"_s, Of::Conversation},
        {u"seen_mark"_s, Of::Conversation},
    };
}

} // namespace

QString BackupTable::valueOf(const QString &column) const
{
    for (const Instead &each : instead) {
        if (each.column == column) {
            return each.value;
        }
    }
    return u"t.\""_s + column + u'"';
}

QString BackupTable::belongsTo(const QString &accounts) const
{
    switch (of) {
    case Of::Self: return u"t.id IN (%1)"_s.arg(accounts);
    // What was removed still lies there for a while, and belongs to nobody (012_removal.sql).
    case Of::Account: return u"t.account IN (%1) AND EXISTS (SELECT 1 FROM account a WHERE a.id = t.account)"_s.arg(accounts);
    case Of::Conversation: return u"(SELECT c.account FROM conversation c WHERE c.id = t.conversation) IN (%1)"_s.arg(accounts);
    case Of::Message:
        return u"(SELECT c.account FROM message m JOIN conversation c ON c.id = m.conversation WHERE m.id = "
                "t.message) IN (%1)"_s.arg(accounts);
    case Of::Gap: return u"(SELECT g.account FROM archive_gap g WHERE g.id = t.gap) IN (%1)"_s.arg(accounts);
    }
    return u"0"_s;
}

const QList<BackupTable> &BackupTable::all()
{
    static const QList<BackupTable> tables = makeTables();
    return tables;
}

const BackupTable *BackupTable::find(const QString &name)
{
    for (const BackupTable &table : all()) {
        if (table.name == name) {
            return &table;
        }
    }
    return nullptr;
}

const QList<BackupTable::LeftOut> &BackupTable::leftOut()
{
    static const QList<LeftOut> tables{
        {u"subscription_request"_s, u"the server says them again (RFC 6121, 3.1.3)"_s},
        {u"message_day"_s, u"counted anew"_s},
        {u"capabilities"_s, u"asked again"_s},
        {u"message_search*"_s, u"made anew"_s},
        {u"search_*"_s, u"made anew"_s},
        {u"omemo_copy"_s, u"a copy is a new device"_s},
        {u"omemo_session"_s, u"a ratchet that is turned in two places uses a key twice"_s},
        {u"omemo_pre_key"_s, u"secret, and of the other device"_s},
        {u"omemo_signed_pre_key"_s, u"secret, and of the other device"_s},
        {u"omemo_list"_s, u"asked again"_s},
        {u"omemo_statement"_s, u"said to the other device"_s},
        {u"omemo_trust_owed"_s, u"the other device says it"_s},
        {u"removed_*"_s, u"what the user took away"_s},
        {u"presence_erasure"_s, u"what the user took away"_s},
        {u"reclaim"_s, u"about this file alone"_s},
        {u"profile_card"_s, u"asked again"_s},
        {u"live_place"_s, u"told by the other program, and soon over"_s},
        {u"auto_answer"_s, u"about today alone"_s},
        {u"automatic_message"_s, u"what the program writes by itself never goes again"_s},
        {u"sticker_pack"_s, u"our node has them, and the pictures that are not in it either come with them"_s},
        {u"sticker"_s, u"with their pack"_s},
        {u"sqlite_*"_s, u"SQLite's own"_s},
    };
    return tables;
}

} // namespace jackdaw
