// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/SearchModel.h"

#include "search/IndexEntry.h"

#include <QDate>

#include <algorithm>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr int peopleAmongOthers = 3;
constexpr int peopleAlone = 50;
constexpr int filesAmongOthers = 5;
/// Hits of many chats are looked through in pages up to here; one chat is read to its end.
constexpr qsizetype mixedLimit = 300;

QString idOf(const SearchModel::Row &row)
{
    using What = SearchModel::Row::What;
    switch (row.what) {
    case What::Heading: return u"h%1"_s.arg(int(row.section));
    case What::Person: return u"p%1 %2"_s.arg(row.person.account.value()).arg(row.person.jid.toString());
    case What::Message: return u"m%1"_s.arg(row.hit.message.value());
    case What::File: return u"f%1"_s.arg(row.hit.message.value());
    case What::MoreInChat: return u"c%1"_s.arg(row.hit.conversation.value());
    case What::Archived: return u"a%1 %2 %3"_s.arg(row.archived.account.value()).arg(row.archived.peer.toString(), row.archived.id.value());
    case What::AskArchives: return u"s"_s;
    }
    Q_UNREACHABLE_RETURN({});
}

} // namespace

SearchModel::SearchModel(SearchThread &thread, QObject *parent) : RowListModel(parent), m_thread(thread)
{
    connect(&m_messageWatcher, &QFutureWatcherBase::resultsReadyAt, this, &SearchModel::takeMessages);
    connect(&m_fileWatcher, &QFutureWatcherBase::resultsReadyAt, this, &SearchModel::takeFiles);
    connect(&m_messageWatcher, &QFutureWatcherBase::finished, this, &SearchModel::ended);
    connect(&m_fileWatcher, &QFutureWatcherBase::finished, this, &SearchModel::ended);
    connect(&m_indexWatcher, &QFutureWatcherBase::finished, this, [this] {
        if (!m_indexWatcher.isCanceled() && m_indexWatcher.future().resultCount() > 0) {
            setIndex(m_indexWatcher.result());
        }
    });
}

int SearchModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant SearchModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) {
        return {};
    }
    const Row &one = m_rows[size_t(index.row())];
    if (role == Qt::AccessibleTextRole || role == Qt::DisplayRole) {
        return m_spoken ? m_spoken(one) : one.hit.snippet.text;
    }
    return {};
}

Qt::ItemFlags SearchModel::flags(const QModelIndex &index) const
{
    if (!index.isValid()) {
        return Qt::NoItemFlags;
    }
    const Row &one = m_rows[size_t(index.row())];
    const bool isWords = one.what == Row::What::Heading || (one.what == Row::What::AskArchives && !isAskable(one.archives));
    return isWords ? Qt::ItemNeverHasChildren : Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
}

void SearchModel::setQuery(const QStringList &filters, const QString &text)
{
    // A filter's own text never runs into the words.
    const QString whole = filters.isEmpty() ? text : filters.join(u' ') + u' ' + text;
    SearchQuery query = SearchQuery::parse(whole, QDate::currentDate());
    m_words.clear();
    for (const searchSyntax::Piece &piece : searchSyntax::pieces(text)) {
        if (piece.op.isEmpty()) {
            m_words += (m_words.isEmpty() ? u""_s : u" "_s) + piece.value;
        }
    }
    if (m_state != State::Idle && query == m_request.query) {
        return;
    }
    m_request.query = std::move(query);
    restart();
}

void SearchModel::setKind(Kind kind)
{
    if (std::exchange(m_kind, kind) != kind) {
        show();
        Q_EMIT stateChanged();
    }
}

void SearchModel::setOrder(SearchRequest::Order order)
{
    if (std::exchange(m_request.order, order) != order) {
        restart();
    }
}

void SearchModel::restart()
{
    m_messageWatcher.cancel();
    m_fileWatcher.cancel();
    m_problems.clear();
    m_error.reset();
    forgetArchived();
    m_next = {};
    m_nextFiles = {};
    m_request.before = {};
    if (m_request.query.isEmpty()) {
        m_state = State::Idle;
        m_messages.clear();
        m_files.clear();
        m_persons.clear();
        show();
        Q_EMIT stateChanged();
        return;
    }
    m_state = State::Searching;
    // What was found before stays until something else is, so that nothing flickers while one types.
    m_fresh = true;
    m_persons = m_people && !m_words.isEmpty() && !m_request.query.hasFilters() ? m_people(m_words, peopleAlone) : QList<Person>();
    askMessages();
    askFiles();
    m_indexWatcher.setFuture(m_thread.progress());
    Q_EMIT stateChanged();
}

void SearchModel::askMessages()
{
    m_messageWatcher.setFuture(m_thread.search(m_request));
}

void SearchModel::askFiles()
{
    SearchRequest files = m_request;
    files.query.has |= SearchQuery::File;
    files.before = m_nextFiles;
    m_fileWatcher.setFuture(m_thread.search(files));
}

void SearchModel::takeMessages(int from, int to)
{
    if (m_messageWatcher.isCanceled()) {
        return;
    }
    for (int i = from; i < to; ++i) {
        const SearchBatch batch = m_messageWatcher.resultAt(i);
        if (std::exchange(m_fresh, false)) {
            m_messages.clear();
            m_files.clear();
        }
        if (batch.take == SearchBatch::Take::Replace) {
            m_messages.clear();
        }
        m_messages += batch.hits;
        m_problems += batch.problems;
        m_next = batch.last ? batch.next : m_next;
        m_error = batch.error ? batch.error : m_error;
    }
    show();
    Q_EMIT stateChanged();
}

void SearchModel::takeFiles(int from, int to)
{
    if (m_fileWatcher.isCanceled()) {
        return;
    }
    for (int i = from; i < to; ++i) {
        const SearchBatch batch = m_fileWatcher.resultAt(i);
        if (batch.take == SearchBatch::Take::Replace) {
            m_files.clear();
        }
        m_files += batch.hits;
        m_nextFiles = batch.last ? batch.next : m_nextFiles;
    }
    show();
    Q_EMIT stateChanged();
}

void SearchModel::ended()
{
    if (m_messageWatcher.isRunning() || m_fileWatcher.isRunning() || m_messageWatcher.isCanceled() || m_state == State::Idle) {
        return;
    }
    m_state = m_error ? State::Failed : State::Done;
    Q_EMIT stateChanged();
}

bool SearchModel::canFetchMore(const QModelIndex &parent) const
{
    if (parent.isValid() || m_messageWatcher.isRunning() || m_fileWatcher.isRunning()) {
        return false;
    }
    if (m_kind == Kind::Files) {
        return m_nextFiles.isValid();
    }
    const bool oneChat = !m_request.query.in.isEmpty();
    return m_kind != Kind::People && m_next.isValid() && (oneChat || m_messages.size() < mixedLimit);
}

void SearchModel::fetchMore(const QModelIndex &parent)
{
    if (!canFetchMore(parent)) {
        return;
    }
    if (m_kind == Kind::Files) {
        askFiles();
    } else {
        m_request.before = std::exchange(m_next, {});
        askMessages();
    }
}

int SearchModel::countOf(Section section) const
{
    switch (section) {
    case Section::People: return int(m_persons.size());
    case Section::Messages:
        return int(std::count_if(m_messages.cbegin(), m_messages.cend(), [](const SearchHit &hit) { return hit.fileName.isEmpty(); }));
    case Section::Files: return int(m_files.size());
    case Section::Archived: return int(m_archived.messages().size());
    }
    Q_UNREACHABLE_RETURN(0);
}

bool SearchModel::countIsOpen(Section section) const
{
    return section == Section::Messages ? m_next.isValid() || m_messageWatcher.isRunning()
                                        : section == Section::Files && m_nextFiles.isValid();
}

void SearchModel::appendHits(std::vector<Row> &wanted, const QList<SearchHit> &hits, Section section) const
{
    const bool open = countIsOpen(section);
    Row heading;
    heading.section = section;
    heading.count = countOf(section); // of all, as the filter above says: some may not be shown
    heading.countIsOpen = open;
    wanted.push_back(heading);
    // A chat stands where its best hit does.
    QList<ConversationId> chats;
    QHash<ConversationId, QList<const SearchHit *>> byChat;
    for (const SearchHit &hit : hits) {
        auto &of = byChat[hit.conversation];
        if (of.isEmpty()) {
            chats.append(hit.conversation);
        }
        of.append(&hit);
    }
    const bool limited = chats.size() > 1 && section == Section::Messages;
    for (const ConversationId chat : std::as_const(chats)) {
        const auto &of = byChat[chat];
        // One that is left out would need the same room as the line that says so.
        const qsizetype shown = limited && of.size() > shownOfAChat + 1 ? shownOfAChat : of.size();
        for (qsizetype i = 0; i < shown; ++i) {
            Row one;
            one.what = section == Section::Files ? Row::What::File : Row::What::Message;
            one.section = section;
            one.hit = *of[i];
            one.firstOfChat = i == 0;
            wanted.push_back(std::move(one));
        }
        if (shown < of.size()) {
            Row more;
            more.what = Row::What::MoreInChat;
            more.section = section;
            more.count = int(of.size() - shown);
            more.countIsOpen = open;
            more.hit = *of[shown];
            wanted.push_back(std::move(more));
        }
    }
}

void SearchModel::show()
{
    std::vector<Row> wanted;
    const bool all = m_kind == Kind::All;
    if ((all || m_kind == Kind::People) && !m_persons.isEmpty()) {
        Row heading;
        heading.section = Section::People;
        heading.count = int(m_persons.size());
        wanted.push_back(heading);
        for (qsizetype i = 0; i < m_persons.size() && (!all || i < peopleAmongOthers); ++i) {
            Row one;
            one.what = Row::What::Person;
            one.section = Section::People;
            one.person = m_persons[i];
            wanted.push_back(std::move(one));
        }
    }
    // Files have a place of their own, so what is a file only is not told twice.
    QList<SearchHit> texts;
    for (const SearchHit &hit : std::as_const(m_messages)) {
        if (hit.fileName.isEmpty()) {
            texts.append(hit);
        }
    }
    if ((all || m_kind == Kind::Messages) && !texts.isEmpty()) {
        appendHits(wanted, texts, Section::Messages);
    }
    if ((all || m_kind == Kind::Files) && !m_files.isEmpty()) {
        appendHits(wanted, all ? m_files.first(std::min<qsizetype>(filesAmongOthers, m_files.size())) : m_files, Section::Files);
    }
    appendArchived(wanted);

    QHash<QString, Row> before;
    for (const Row &one : m_rows) {
        before.insert(idOf(one), one);
    }
    applyRows(m_rows, std::move(wanted), idOf);
    std::vector<int> changed;
    for (int i = 0; i < int(m_rows.size()); ++i) {
        const auto old = before.constFind(idOf(m_rows[size_t(i)]));
        if (old != before.cend() && *old != m_rows[size_t(i)]) {
            changed.push_back(i);
        }
    }
    announceChanged(changed);
}

void SearchModel::removeMessage(ConversationId conversation, MessageId message)
{
    Q_UNUSED(conversation)
    const auto is = [message](const SearchHit &hit) { return hit.message == message; };
    if (m_messages.removeIf(is) + m_files.removeIf(is) > 0) {
        show();
        Q_EMIT stateChanged();
    }
}

void SearchModel::changeMessages(ConversationId conversation, const QList<Message> &messages)
{
    Q_UNUSED(conversation)
    if (m_messages.isEmpty() && m_files.isEmpty()) {
        return;
    }
    const SearchMatch match(m_request.query);
    bool changed = false;
    for (const Message &message : messages) {
        const QString name = message.attachment && !message.attachment->file.name.isEmpty() ? message.attachment->file.name
                                                                                           : fileNameOf(message.body);
        const SearchMatch::Snippet snippet = match.snippet(name.isEmpty() ? message.body : name);
        const auto follow = [&](QList<SearchHit> &hits) {
            for (auto hit = hits.begin(); hit != hits.end(); ++hit) {
                if (hit->message != message.id) {
                    continue;
                }
                if (snippet == hit->snippet && name == hit->fileName && message.spoiler == hit->spoiler) {
                    return;
                }
                changed = true;
                // One that had none before was found by what the line does not show: its sender's name, a long link.
                if (message.body.isEmpty() || (snippet.ranges.isEmpty() && !hit->snippet.ranges.isEmpty())) {
                    hits.erase(hit);
                } else {
                    hit->snippet = snippet;
                    hit->spoiler = message.spoiler;
                    hit->fileName = name;
                }
                return;
            }
        };
        follow(m_messages);
        follow(m_files);
    }
    if (changed) {
        show();
        Q_EMIT stateChanged();
    }
}

void SearchModel::removeChat(ConversationId conversation)
{
    const auto isOfIt = [conversation](const auto &one) { return one.conversation == conversation; };
    const qsizetype archived = m_archived.removeChat(conversation);
    if (m_messages.removeIf(isOfIt) + m_files.removeIf(isOfIt) + archived == 0) {
        return;
    }
    if (archived > 0) {
        makeArchivedRows();
    }
    show();
    Q_EMIT stateChanged();
}

void SearchModel::removeAccount(AccountId account)
{
    const auto isOfIt = [account](const auto &one) { return one.account == account; };
    m_messages.removeIf(isOfIt);
    m_files.removeIf(isOfIt);
    m_persons.removeIf(isOfIt);
    forgetArchived(); // and what is under way: archives of others can be asked again
    show();
    Q_EMIT stateChanged();
}

void SearchModel::setIndex(const SearchProgress &progress)
{
    const bool wasBuilding = m_index.building;
    if (std::exchange(m_index, progress) == progress) {
        return;
    }
    // What was not found may be found now. A list that somebody goes through stays as it is.
    if (wasBuilding && !progress.building && m_state == State::Done && m_messages.isEmpty() && m_files.isEmpty()) {
        restart();
    } else {
        Q_EMIT stateChanged();
    }
}

} // namespace jackdaw
