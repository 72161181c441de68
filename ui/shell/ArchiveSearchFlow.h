// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "search/ArchiveHits.h"

#include <QObject>

namespace jackdaw {

class AppContext;
struct SearchQuery;
class Wishes;

/// Carries a search to archives on servers, once its user wants that, and brings the answers to SearchModel: to the account's
/// archive of everybody who is online, or to those of the chats that `in:` names. Owned by Shell, GUI thread. Keeps nothing of
/// what they have, and asks nobody before the user does: each of them learns the words.
class ArchiveSearchFlow : public QObject
{
    Q_OBJECT
public:
    ArchiveSearchFlow(AppContext &context, Wishes &wishes);

private:
    void noteServers();
    void ask(const SearchQuery &query, const QList<ArchiveHits::Question> &further);
    QList<ArchiveHits::Question> questionsOf(const SearchQuery &query) const;
    bool isOnline(AccountId account) const;

    AppContext &m_context;
    Wishes &m_wishes;
};

} // namespace jackdaw
