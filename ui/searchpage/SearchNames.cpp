// SPDX-License-Identifier: GPL-3.0-or-later
#include "searchpage/SearchNames.h"

#include "base/FoldedText.h"
#include "chat/ChatListModel.h"
#include "roster/ContactListModel.h"

#include <QSet>

namespace jackdaw {

QStringList SearchNames::chats(const QString &text, int limit, Of of) const
{
    QStringList all;
    const QString folded = foldedText(text);
    m_chats.forEachChat([&](const ChatListModel::Row &row) {
        const bool isAsked = of == Of::All || row.conversation.kind == ConversationKind::Chat;
        if (isAsked && (foldedText(row.name).contains(folded) || row.conversation.peer.toString().contains(folded)))
            all.append(row.name);
    });
    all.removeDuplicates();
    std::sort(all.begin(), all.end(), [](const QString &a, const QString &b) { return a.localeAwareCompare(b) < 0; });
    return all.mid(0, limit);
}

QList<SearchModel::Person> SearchNames::people(const QString &text, int limit) const
{
    QList<SearchModel::Person> all;
    const QString folded = foldedText(text);
    QSet<std::pair<AccountId, BareJid>> known;
    m_chats.forEachChat([&](const ChatListModel::Row &row) {
        if (all.size() < limit && (foldedText(row.name).contains(folded) || row.conversation.peer.toString().contains(folded))) {
            known.insert({row.conversation.account, row.conversation.peer});
            all.append({row.conversation.account, row.conversation.peer, row.conversation.id, row.name});
        }
    });
    m_contacts.forEachContact([&](const Contact &contact, const Presence &) {
        const QString name = contact.shownName();
        if (all.size() < limit && !known.contains({contact.account, contact.jid})
            && (foldedText(name).contains(folded) || contact.jid.toString().contains(folded)))
            all.append({contact.account, contact.jid, {}, name});
    });
    std::stable_sort(all.begin(), all.end(), [&](const SearchModel::Person &a, const SearchModel::Person &b) {
        const bool first = foldedText(a.name).startsWith(folded);
        const bool second = foldedText(b.name).startsWith(folded);
        return first != second ? first : a.name.localeAwareCompare(b.name) < 0;
    });
    return all;
}

} // namespace jackdaw
