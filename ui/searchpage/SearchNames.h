// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "search/SearchModel.h"

namespace jackdaw {

class ChatListModel;
class ContactListModel;

/// Whom and which chat a part of a name may mean: for completion, and for the people among the results. Owned by
/// SearchPane, GUI thread; reads the models of chats and contacts, which outlive it. Keeps nothing and commands
/// nothing.
class SearchNames
{
public:
    SearchNames(const ChatListModel &chats, const ContactListModel &contacts) : m_chats(chats), m_contacts(contacts) {}

    enum class Of { All, People };
    /// Names of chats, by the alphabet; or of those with one person, as a group writes nothing itself.
    QStringList chats(const QString &text, int limit, Of of) const;
    /// Whoever can be written to; those whose name begins so come first.
    QList<SearchModel::Person> people(const QString &text, int limit) const;

private:
    const ChatListModel &m_chats;
    const ContactListModel &m_contacts;
};

} // namespace jackdaw
