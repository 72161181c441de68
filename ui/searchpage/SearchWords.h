// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountMark.h"
#include "search/SearchModel.h"

#include <QString>
#include <functional>

namespace jackdaw {

class ChatListModel;
class ContactListModel;

/// The words of a search: what is wrong with a query, what a filter says, what a result is called and how it is read
/// out. Pure but for the names it looks up, GUI thread. Owned by SearchPane, and read by its delegate. Judges no query
/// and finds nothing itself.
QString problemText(const SearchProblem &problem);
/// "From Tomas", for `from:Tomas`.
QString filterText(const QString &op, const QString &value);

/// Looks names up and makes the lines of a row.
class SearchWords
{
public:
    SearchWords(const ChatListModel &chats, const ContactListModel &contacts) : m_chats(chats), m_contacts(contacts) {}

    /// What we are called, for the letters of our picture; without it that is the address.
    void setOwnName(std::function<QString(AccountId)> name) { m_ownName = std::move(name); }
    /// "Messages · 9".
    static QString heading(const SearchModel::Row &row);
    /// "Tomas Berg", "You to Tomas Berg"; below the first of a chat only who wrote it.
    QString title(const SearchModel::Row &row) const;
    QString chatName(ConversationId conversation) const;
    /// Whose person, chat or file it is; without a name where there is one account only, and below the first of a chat.
    AccountMark account(const SearchModel::Row &row) const;
    QString senderName(const SearchHit &hit) const;
    /// The lines that show a message; without its text where its sender hid that.
    static SearchMatch::Snippet snippet(const SearchHit &hit);
    QString moreInChat(const SearchModel::Row &row) const;
    /// How it stands with the archives on servers, or what asking them is called.
    static QString archives(SearchModel::Archives archives);
    /// Is it of a group?
    bool isOfGroup(const SearchHit &hit) const;
    BareJid peer(const SearchHit &hit) const;
    /// Whose chat it stands in, there or to be.
    QString peerName(const SearchModel::Row &row) const;
    QString spoken(const SearchModel::Row &row, qint64 now) const;

private:
    const ChatListModel &m_chats;
    const ContactListModel &m_contacts;
    std::function<QString(AccountId)> m_ownName;
};

} // namespace jackdaw
