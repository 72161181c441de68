// SPDX-License-Identifier: GPL-3.0-or-later
#include "searchpage/SearchPane.h"

#include "base/Clock.h"
#include "chat/ChatListModel.h"
#include "searchpage/ArchivedDialog.h"
#include "searchpage/SearchFilters.h"
#include "searchpage/SearchRowDelegate.h"
#include "style/Direction.h"
#include "style/ErrorText.h"
#include "style/Theme.h"
#include "widgets/EmptyState.h"
#include "widgets/IconButton.h"
#include "widgets/Labels.h"

#include <QAccessible>
#include <QBoxLayout>
#include <QKeyEvent>
#include <QListView>
#include <QPainter>
#include <QStackedLayout>

#include <utility>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

using namespace std::chrono_literals;
constexpr auto sayLate = 300ms; ///< design/ui.md, "Empty states"
constexpr auto typingPause = 800ms; ///< before what is written so far is taken for all of it
constexpr int headerOverlap = 12; ///< with the gap above the field, as in the list of chats

} // namespace

SearchPane::SearchPane(SearchModel &search, const ChatListModel &chats, const ContactListModel &contacts, const Theme &theme,
                       const Clock &clock, QWidget *parent)
    : QWidget(parent), m_search(search), m_chats(chats), m_theme(theme), m_names(chats, contacts), m_words(chats, contacts)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeHeader());
    makeFilters();
    column->addWidget(m_filters);
    m_note = new Label(m_theme, TypeRole::Meta, Token::Text2, {}, Label::Wrap::Yes, this);
    m_note->setContentsMargins(20, 2, 20, 8);
    m_note->hide();
    column->addWidget(m_note);
    makeList();
    m_list->setItemDelegate(new SearchRowDelegate(m_words, theme, clock, m_list));
    m_stack = new QStackedLayout;
    m_stack->addWidget(m_list);
    m_empty = new EmptyState(theme, u"search"_s, {}, {}, this);
    m_stack->addWidget(m_empty);
    column->addLayout(m_stack, 1);

    search.setPeople([this](const QString &text, int limit) { return m_names.people(text, limit); });
    search.setSpokenText([this, &clock](const SearchModel::Row &row) { return m_words.spoken(row, clock.now()); });
    connect(&search, &SearchModel::stateChanged, this, &SearchPane::showState);
    m_late.setSingleShot(true);
    m_late.setInterval(sayLate);
    connect(&m_late, &QTimer::timeout, this, &SearchPane::showNote);
    m_typing.setSingleShot(true);
    m_typing.setInterval(typingPause);
    connect(&m_typing, &QTimer::timeout, this, &SearchPane::showNote);
    connect(m_empty, &EmptyState::actionRequested, this, [this] {
        if (m_search.state() == SearchModel::State::Failed) {
            m_search.setQuery({}, {});
            ask();
        } else if (SearchModel::isAskable(m_search.archives())) {
            m_search.askArchives();
        } else {
            m_filters->clear();
        }
    });
    connect(&theme, &Theme::changed, this, &SearchPane::applyTheme);
    applyTheme();
    showState();
}

QWidget *SearchPane::makeHeader()
{
    m_header = new QWidget(this);
    auto *title = new Label(m_theme, TypeRole::Title, Token::Text, tr("Search"), Label::Wrap::No, m_header);
    auto *close = new IconButton(m_theme, u"x"_s, tr("Close search"), m_header);
    close->setShortcutHint(QKeySequence(Qt::Key_Escape));
    auto *row = new QHBoxLayout(m_header);
    row->setSpacing(4);
    row->addWidget(title, 1);
    row->addWidget(close);
    setLogicalMargins(row, 16, headerOverlap, 10, 0);
    connect(close, &QAbstractButton::clicked, this, &SearchPane::closeRequested);
    return m_header;
}

void SearchPane::makeFilters()
{
    m_filters = new SearchFilters(m_names, m_theme, this);
    connect(m_filters, &SearchFilters::queryChanged, this, [this] {
        m_typing.start();
        ask();
    });
    connect(m_filters, &SearchFilters::kindChanged, &m_search, &SearchModel::setKind);
    connect(m_filters, &SearchFilters::orderRequested, &m_search, &SearchModel::setOrder);
    connect(m_filters, &SearchFilters::resultsRequested, this, &SearchPane::moveIntoList);
    connect(m_filters, &SearchFilters::firstResultRequested, this, [this] {
        moveIntoList();
        choose(m_list->currentIndex());
    });
    connect(m_filters, &SearchFilters::closeRequested, this, &SearchPane::closeRequested);
}

void SearchPane::makeList()
{
    m_list = new QListView(this);
    m_list->setModel(&m_search);
    m_list->setAccessibleName(tr("Search results"));
    m_list->setSelectionMode(QAbstractItemView::SingleSelection);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMouseTracking(true);
    m_list->viewport()->setAttribute(Qt::WA_Hover);
    m_list->installEventFilter(this);
    connect(m_list, &QListView::clicked, this, &SearchPane::choose);
}

void SearchPane::applyTheme()
{
    m_header->setFixedHeight(std::max(m_theme.scaled(64), m_theme.lineHeight(TypeRole::Title) + 24) - headerOverlap);
    QPalette colors = m_list->palette();
    colors.setColor(QPalette::Base, m_theme.color(Token::List));
    m_list->setPalette(colors);
    m_list->doItemsLayout();
    update();
}

void SearchPane::setBanner(QWidget *banner)
{
    static_cast<QBoxLayout *>(layout())->insertWidget(1, banner);
}

void SearchPane::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(Token::List));
}

void SearchPane::start(const QString &text)
{
    m_filters->start(text);
}

void SearchPane::ask()
{
    m_search.setQuery(m_filters->filters(), m_filters->text());
}

void SearchPane::focusList()
{
    m_list->setFocus(Qt::ShortcutFocusReason);
}

void SearchPane::showState()
{
    using State = SearchModel::State;
    const State state = m_search.state();
    m_filters->setCount(SearchModel::Kind::Messages, m_search.countOf(SearchModel::Section::Messages));
    m_filters->setCount(SearchModel::Kind::Files, m_search.countOf(SearchModel::Section::Files));
    m_filters->setCount(SearchModel::Kind::People, m_search.countOf(SearchModel::Section::People));
    m_filters->setOrder(m_search.order());
    if (state != State::Searching)
        m_late.stop();
    else if (m_shownState != State::Searching)
        m_late.start();
    m_shownState = state;
    showNote();
    announceArchives();

    if (m_search.rowCount() > 0 && state != State::Failed) {
        m_stack->setCurrentWidget(m_list);
        return;
    }
    if (state == State::Searching)
        return; // what was there stays, until something is known
    if (state == State::Idle) {
        m_empty->setWords(tr("Search all chats"), tr("Words, \u201Cphrases\u201D and filters: from: in: before: after: has: is:"));
        m_empty->setAction({});
    } else if (state == State::Failed) {
        m_empty->setWords(tr("The search did not work"), m_search.error() ? errorText(*m_search.error()) : QString());
        m_empty->setAction(tr("Try again"));
    } else {
        using Archives = SearchModel::Archives;
        const bool isBuilding = m_search.indexProgress().building;
        const Archives archives = m_search.archives();
        const bool isAnswer = archives != Archives::NotThere && archives != Archives::Unasked && archives != Archives::Further;
        m_empty->setWords(isBuilding ? tr("Nothing found yet") : tr("Nothing found"),
                          isAnswer     ? SearchWords::archives(archives)
                          : isBuilding ? tr("Older messages are not searched yet.")
                                       : tr("Try fewer or other words, or take a filter away."));
        m_empty->setAction(archives == Archives::Failed       ? tr("Try again")
                           : archives == Archives::Useless    ? tr("Ask again")
                           : SearchModel::isAskable(archives) ? SearchWords::archives(archives)
                                                              : tr("Clear search"));
    }
    m_stack->setCurrentWidget(m_empty);
}

void SearchPane::showNote()
{
    QStringList lines;
    // "from:" lacks a name only if none is coming.
    const QList<SearchProblem> problems = m_typing.isActive() ? QList<SearchProblem>() : m_search.problems();
    for (const SearchProblem &problem : problems)
        lines.append(problemText(problem));
    const SearchProgress index = m_search.indexProgress();
    if (index.building && index.total > 0) {
        //: how far the index for searching is built, in percent
        lines.append(tr("Older messages are being prepared for searching: %L1 %").arg(index.done * 100 / index.total));
    }
    if (m_search.state() == SearchModel::State::Searching && !m_late.isActive())
        lines.append(tr("Searching\u2026"));
    const QString words = lines.join(u'\n');
    if (words == m_note->text())
        return;
    m_note->setText(words);
    m_note->setToken(problems.isEmpty() ? Token::Text2 : Token::Warn);
    m_note->setVisible(!words.isEmpty());
    if (!problems.isEmpty() && QAccessible::isActive()) {
        QAccessibleAnnouncementEvent event(m_note, words);
        event.setPoliteness(QAccessible::AnnouncementPoliteness::Polite);
        QAccessible::updateAccessibility(&event);
    }
}

/// A screen reader stays in the field or in the list while servers are asked, and would hear nothing of how that goes.
void SearchPane::announceArchives()
{
    using Archives = SearchModel::Archives;
    const Archives archives = m_search.archives();
    if (std::exchange(m_saidOfArchives, archives) == archives || archives == Archives::NotThere || archives == Archives::Unasked)
        return;
    QStringList words;
    if (const int found = m_search.countOf(SearchModel::Section::Archived); found > 0 && archives != Archives::Asking) {
        SearchModel::Row heading;
        heading.section = SearchModel::Section::Archived;
        heading.count = found;
        heading.countIsOpen = !m_search.archiveHits().further().isEmpty();
        words.append(SearchWords::heading(heading));
    }
    words.append(SearchWords::archives(archives));
    QAccessibleAnnouncementEvent event(m_list, words.join(u". "_s));
    event.setPoliteness(QAccessible::AnnouncementPoliteness::Polite);
    QAccessible::updateAccessibility(&event);
}

void SearchPane::choose(const QModelIndex &index)
{
    if (!index.isValid() || index.row() >= m_search.rowCount())
        return;
    const SearchModel::Row row = m_search.row(index.row());
    switch (row.what) {
    case SearchModel::Row::What::Heading: return;
    case SearchModel::Row::What::Person: Q_EMIT personRequested(row.person.account, row.person.jid); return;
    case SearchModel::Row::What::Message:
    case SearchModel::Row::What::File: Q_EMIT messageRequested(row.hit.conversation, row.hit.message, m_filters->words()); return;
    case SearchModel::Row::What::Archived: showArchived(row); return;
    case SearchModel::Row::What::AskArchives: m_search.askArchives(); return;
    case SearchModel::Row::What::MoreInChat:
        if (const Conversation *chat = m_chats.find(row.hit.conversation)) {
            // By address: a name may be that of two.
            m_filters->addFilter(u"in"_s, chat->peer.toString());
        }
        return;
    }
}

/// What is not here is read in a window of its own.
void SearchPane::showArchived(const SearchModel::Row &row)
{
    const ArchivedMessage &message = row.archived;
    auto *dialog = new ArchivedDialog(m_words.title(row), message, m_theme, this);
    connect(dialog, &ArchivedDialog::timeRequested, this,
            [this, conversation = message.conversation, time = message.time] { Q_EMIT timeRequested(conversation, time); });
    dialog->open();
}

void SearchPane::moveIntoList()
{
    for (int row = 0; row < m_search.rowCount(); ++row) {
        const QModelIndex index = m_search.index(row);
        if (!(index.flags() & Qt::ItemIsSelectable))
            continue;
        if (!m_list->currentIndex().isValid())
            m_list->setCurrentIndex(index);
        m_list->setFocus(Qt::TabFocusReason);
        return;
    }
}

bool SearchPane::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_list || event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    switch (static_cast<QKeyEvent *>(event)->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space: choose(m_list->currentIndex()); return true;
    case Qt::Key_Escape: m_filters->start(); return true;
    case Qt::Key_Up: {
        // From the first row back to the field.
        int above = m_list->currentIndex().row() - 1;
        while (above >= 0 && !(m_search.index(above).flags() & Qt::ItemIsSelectable))
            --above;
        if (above >= 0)
            break;
        m_filters->focusField();
        return true;
    }
    default: break;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace jackdaw
