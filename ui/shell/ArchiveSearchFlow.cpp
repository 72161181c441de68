// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/ArchiveSearchFlow.h"

#include "base/FoldedText.h"
#include "search/SearchModel.h"
#include "shell/AppContext.h"
#include "shell/Wishes.h"

#include <algorithm>

namespace jackdaw {

namespace {

/// A part of a name may stand for many chats, and each is a question to a server: so many at one wish. The others are asked
/// by the next one, which is offered below what was found.
constexpr qsizetype mostAtOnce = 5;

} // namespace

ArchiveSearchFlow::ArchiveSearchFlow(AppContext &context, Wishes &wishes) : m_context(context), m_wishes(wishes)
{
    connect(&context.search(), &SearchModel::archivesWanted, this, &ArchiveSearchFlow::ask);
    AccountListModel &accounts = context.accounts();
    connect(&accounts, &QAbstractItemModel::dataChanged, this, &ArchiveSearchFlow::noteServers);
    connect(&accounts, &QAbstractItemModel::rowsInserted, this, &ArchiveSearchFlow::noteServers);
    connect(&accounts, &QAbstractItemModel::rowsRemoved, this, &ArchiveSearchFlow::noteServers);
    connect(&accounts, &QAbstractItemModel::modelReset, this, &ArchiveSearchFlow::noteServers);
    noteServers();
}

bool ArchiveSearchFlow::isOnline(AccountId account) const
{
    const AccountListModel::Row *row = m_context.accounts().find(account);
    return row && row->connection.state == ConnectionState::Online;
}

void ArchiveSearchFlow::noteServers()
{
    const auto &rows = m_context.accounts().rows();
    const bool any = std::any_of(rows.cbegin(), rows.cend(), [](const auto &row) { return row.connection.state == ConnectionState::Online; });
    m_context.search().setServers(any ? SearchModel::Servers::There : SearchModel::Servers::Away);
}

QList<ArchiveHits::Question> ArchiveSearchFlow::questionsOf(const SearchQuery &query) const
{
    ArchiveSearch search;
    for (const SearchQuery::Term &term : query.terms)
        search.words += (search.words.isEmpty() ? QString() : QStringLiteral(" ")) + term.text;
    search.start = query.after ? query.after->startOfDay().toMSecsSinceEpoch() : 0;
    search.end = query.before ? query.before->startOfDay().toMSecsSinceEpoch() - 1 : 0;
    QList<ArchiveHits::Question> questions;
    if (query.in.isEmpty()) {
        for (const AccountListModel::Row &row : m_context.accounts().rows()) {
            if (isOnline(row.settings.id))
                questions.append({row.settings.id, search});
        }
        return questions;
    }
    for (const QString &name : query.in) {
        // As the search of what is here takes it: the whole name or address, else a part of it.
        const QString folded = foldedText(name);
        QList<Conversation> whole;
        QList<Conversation> part;
        m_context.chats().forEachChat([&](const ChatListModel::Row &row) {
            const QString called = foldedText(row.name);
            const QString peer = row.conversation.peer.toString();
            if (called == folded || peer == folded)
                whole.append(row.conversation);
            else if (called.contains(folded) || peer.contains(folded))
                part.append(row.conversation);
        });
        for (const Conversation &chat : whole.isEmpty() ? part : whole) {
            if (chat.kind == ConversationKind::RoomPrivate || !isOnline(chat.account))
                continue;
            ArchiveSearch one = search;
            (chat.kind == ConversationKind::Room ? one.room : one.with) = chat.peer;
            questions.append({chat.account, one});
        }
    }
    return questions;
}

void ArchiveSearchFlow::ask(const SearchQuery &query, const QList<ArchiveHits::Question> &further)
{
    const QList<ArchiveHits::Question> all = further.isEmpty() ? questionsOf(query) : further;
    const QList<ArchiveHits::Question> questions = all.first(std::min(all.size(), mostAtOnce));
    SearchModel &search = m_context.search();
    const int serial = search.expectArchives(questions.size(), all.sliced(questions.size()));
    for (const ArchiveHits::Question &question : questions) {
        m_wishes.searchArchive(question.account, question.search).then(&search, [&search, serial, question](const Result<ArchiveFound> &found) {
            search.takeArchived(serial, question, found);
        });
    }
}

} // namespace jackdaw
