// SPDX-License-Identifier: GPL-3.0-or-later
// The part of SearchModel about what archives on servers have.
#include "search/SearchModel.h"

#include "search/IndexEntry.h"

namespace jackdaw {

SearchModel::Archives SearchModel::archives() const
{
    const SearchQuery &query = m_request.query;
    // What an archive's form has no field for cannot be asked for (XEP-0313, 4.1): who said it, what it has, what we noted.
    const bool canBeAsked = !query.terms.isEmpty() && query.from.isEmpty() && !query.has && !query.is;
    const bool isShown = m_kind == Kind::All || m_kind == Kind::Messages; // else it would seem that they had nothing
    if (!canBeAsked || !isShown || m_state == State::Idle || m_archived.hadNoneToAsk()) {
        return Archives::NotThere;
    }
    switch (m_archived.state()) {
    case ArchiveHits::State::Asking: return Archives::Asking;
    case ArchiveHits::State::Unasked: return m_servers == Servers::There ? Archives::Unasked : Archives::NotThere;
    case ArchiveHits::State::Answered: break;
    }
    if (const auto &error = m_archived.error()) {
        return error->kind == ErrorKind::Unavailable ? Archives::Useless : Archives::Failed;
    }
    return m_archived.further().isEmpty() ? Archives::Done : Archives::Further;
}

bool SearchModel::isAskable(Archives archives)
{
    // A server that searched for nobody may have learnt it.
    return archives == Archives::Unasked || archives == Archives::Further || archives == Archives::Failed || archives == Archives::Useless;
}

void SearchModel::setServers(Servers servers)
{
    if (std::exchange(m_servers, servers) != servers) {
        show();
        Q_EMIT stateChanged();
    }
}

void SearchModel::askArchives()
{
    if (isAskable(archives())) {
        Q_EMIT archivesWanted(m_request.query, m_archived.further());
    }
}

int SearchModel::expectArchives(qsizetype questions, const QList<ArchiveHits::Question> &later)
{
    const int serial = m_archived.begin(questions, later);
    show();
    Q_EMIT stateChanged();
    return serial;
}

void SearchModel::takeArchived(int serial, const ArchiveHits::Question &asked, const Result<ArchiveFound> &answer)
{
    if (m_archived.take(serial, asked, answer)) {
        makeArchivedRows();
        show();
        Q_EMIT stateChanged();
    }
}

void SearchModel::forgetArchived()
{
    m_archived.clear();
    m_archivedRows.clear();
}

void SearchModel::makeArchivedRows()
{
    m_archivedRows.clear();
    const SearchMatch match(m_request.query);
    for (const ArchivedMessage &message : m_archived.messages()) {
        Row one;
        one.what = Row::What::Archived;
        one.section = Section::Archived;
        one.archived = message;
        one.hit.conversation = message.conversation;
        one.hit.account = message.account;
        one.hit.direction = message.direction;
        one.hit.sender = message.sender;
        one.hit.nick = message.nick;
        one.hit.time = message.time;
        one.hit.spoiler = message.spoiler;
        const QString name = fileNameOf(message.body);
        one.hit.snippet = match.snippet(name.isEmpty() ? message.body : name);
        m_archivedRows.push_back(std::move(one));
    }
}

void SearchModel::appendArchived(std::vector<Row> &wanted) const
{
    if (m_kind != Kind::All && m_kind != Kind::Messages) {
        return;
    }
    if (!m_archivedRows.empty()) {
        Row heading;
        heading.section = Section::Archived;
        heading.count = int(m_archivedRows.size());
        heading.countIsOpen = !m_archived.further().isEmpty();
        wanted.push_back(heading);
    }
    wanted.insert(wanted.end(), m_archivedRows.cbegin(), m_archivedRows.cend());
    // Below something; where nothing was found, what is said instead offers it.
    const Archives now = archives();
    if (!wanted.empty() && now != Archives::NotThere) {
        Row ask;
        ask.what = Row::What::AskArchives;
        ask.section = Section::Archived;
        ask.archives = now;
        wanted.push_back(std::move(ask));
    }
}

} // namespace jackdaw
