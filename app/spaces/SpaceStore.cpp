// SPDX-License-Identifier: GPL-3.0-or-later
#include "spaces/SpaceStore.h"

#include "spaces/SpaceRow.h"
#include "storage/Database.h"
#include "xmpp/Spaces.h"

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

QString linesOf(const QSet<BareJid> &chats)
{
    QStringList lines;
    for (const BareJid &chat : chats) {
        lines.append(chat.toString());
    }
    lines.sort();
    return lines.join(u'\n');
}

} // namespace

Result<QHash<SpaceId, SpaceStore::Kept>> SpaceStore::load(AccountId account)
{
    QHash<SpaceId, Kept> all;
    const auto read = m_database.each(u"SELECT id, ours, theirs FROM space WHERE account = ?"_s, {account.value()},
                                      [&all](const QSqlQuery &row) {
        const SpaceId id(row.value(0).toString());
        all.insert(id, {readSpaceText(id, row.value(1).toString()), readSpaceText(id, row.value(2).toString())});
    });
    if (!read) {
        return read.error();
    }
    return all;
}

Status SpaceStore::put(AccountId account, const SpaceId &space, const Kept &kept)
{
    return m_database.transaction(Database::Durability::Full, [&]() -> Status {
        if (!kept.ours && !kept.theirs) {
            return toStatus(m_database.change(u"DELETE FROM space WHERE account = ? AND id = ?"_s,
                                              {account.value(), space.value()}));
        }
        const Space plain = plainSpace(kept.ours ? *kept.ours : *kept.theirs);
        const SpaceTraits &traits = plain.traits;
        return toStatus(m_database.change(
            u"INSERT OR REPLACE INTO space (account, id, ours, theirs, %1) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s
                .arg(spaceColumns),
            {account.value(), space.value(), kept.ours ? spaceText(*kept.ours) : u""_s,
             kept.theirs ? spaceText(*kept.theirs) : u""_s, traits.name, traits.colour, traits.place,
             int(traits.rule.takes), int(traits.rule.onlyUnread), int(traits.rule.withoutMuted), linesOf(plain.chats),
             linesOf(plain.leftOut)}));
    });
}

} // namespace jackdaw
