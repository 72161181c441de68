// SPDX-License-Identifier: GPL-3.0-or-later
#include "chats/ChatListPane.h"

#include "chats/ChatListView.h"
#include "chats/ChatRowDelegate.h"
#include "chats/HistoryLine.h"
#include "chats/SpaceChips.h"
#include "style/Direction.h"
#include "style/MenuPlace.h"
#include "style/Preferences.h"
#include "style/Style.h"
#include "style/Theme.h"
#include "widgets/Chip.h"
#include "widgets/EmptyState.h"
#include "widgets/Fields.h"
#include "widgets/FlowLayout.h"
#include "widgets/IconButton.h"
#include "widgets/MenuButton.h"
#include "widgets/Labels.h"

#include <QAction>
#include <QActionGroup>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QStackedLayout>
#include <QVBoxLayout>
#include <algorithm>

namespace jackdaw {

namespace {
constexpr int headerOverlap = 4;
constexpr int bannerGap = 8;
}

ChatListPane::ChatListPane(ChatListModel &chats, const Theme &theme, const Preferences &preferences, QWidget *parent)
    : QWidget(parent), m_chats(chats), m_theme(theme), m_preferences(preferences)
{
    setAutoFillBackground(false);
    m_list = new ChatListView(chats, this);
    m_delegate = new ChatRowDelegate(theme, preferences, m_list);
    m_list->setItemDelegate(m_delegate);

    m_stack = new QStackedLayout;
    m_stack->addWidget(m_list);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeHeader());
    layout->addWidget(makeFilters());
    layout->addLayout(m_stack, 1);

    connect(m_list, &ChatListView::openRequested, this, &ChatListPane::openRequested);
    connect(m_list, &ChatListView::menuRequested, this, &ChatListPane::showRowMenu);
    connect(m_list, &ChatListView::moveRequested, this, &ChatListPane::moveGroup);
    connect(&chats, &QAbstractItemModel::rowsInserted, this, &ChatListPane::updateEmptyState);
    connect(&chats, &QAbstractItemModel::rowsRemoved, this, &ChatListPane::updateEmptyState);
    connect(&chats, &QAbstractItemModel::modelReset, this, &ChatListPane::updateEmptyState);
    connect(&chats, &ChatListModel::chatsChanged, this, &ChatListPane::updateUnreadCount); // also of those that a filter hides
    connect(&theme, &Theme::changed, this, &ChatListPane::applyTheme);
    connect(&preferences, &Preferences::appearanceChanged, this, &ChatListPane::applyTheme);
    updateUnreadCount();
    updateEmptyState();
    applyTheme();
}

QWidget *ChatListPane::makeHeader()
{
    m_header = new QWidget(this);
    m_menu = new MenuButton(m_theme, m_header);
    m_title = new Label(m_theme, TypeRole::Title, Token::Text, tr("Chats"), Label::Wrap::No, m_header);
    m_searchButton = new IconButton(m_theme, QStringLiteral("search"), tr("Search"), m_header);
    m_searchButton->setShortcutHint(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_F));
    m_filterButton = new IconButton(m_theme, QStringLiteral("list-filter"), tr("Filter chats"), m_header);
    m_newChat = new IconButton(m_theme, QStringLiteral("square-pen"), tr("New chat"), m_header);
    m_newChat->setShortcutHint(QKeySequence(Qt::CTRL | Qt::Key_N));

    auto *row = new QHBoxLayout(m_header);
    row->setSpacing(4);
    row->addWidget(m_menu);
    row->addWidget(m_title, 1);
    row->addWidget(m_searchButton);
    row->addWidget(m_filterButton);
    row->addWidget(m_newChat);

    connect(m_menu, &QAbstractButton::clicked, this, [this] { Q_EMIT menuRequested(m_menu); });
    connect(m_searchButton, &QAbstractButton::clicked, this, [this] { Q_EMIT searchRequested({}); });
    connect(m_filterButton, &QAbstractButton::clicked, this, &ChatListPane::showFilterMenu);
    connect(m_newChat, &QAbstractButton::clicked, this, &ChatListPane::newChatRequested);
    return m_header;
}

QWidget *ChatListPane::makeFilters()
{
    auto *filters = new QWidget(this);
    m_search = new SearchField(m_theme, tr("Search chats and messages"), filters);
    m_searchRow = new QWidget(filters);
    auto *searchLayout = new QVBoxLayout(m_searchRow);
    searchLayout->setContentsMargins(16, 0, 16, 8);
    searchLayout->addWidget(m_search);

    m_filters = new QWidget(filters);
    m_all = new Chip(m_theme, tr("All"), tr("All chats"), m_filters);
    m_unread = new Chip(m_theme, tr("Unread"), tr("Unread chats"), m_filters);
    m_mentions = new Chip(m_theme, tr("Mentions"), tr("Mentions"), m_filters);
    m_groups = new Chip(m_theme, tr("Groups"), tr("Group chats"), m_filters);
    m_all->setChecked(true);
    auto *chips = new FlowLayout(6, 6, m_filters); // a narrow list has two lines of them
    chips->setContentsMargins(16, 6, 16, 8); // their focus frames stand outside of that
    chips->addWidget(m_all);
    chips->addWidget(m_unread);
    chips->addWidget(m_mentions);
    chips->addWidget(m_groups);

    auto *column = new QVBoxLayout(filters);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_searchRow);
    column->addWidget(m_filters);

    // The first letter leads to the search, which has its own field for the rest.
    connect(m_search, &QLineEdit::textEdited, this, [this](const QString &text) {
        if (text.isEmpty())
            return;
        m_search->clear();
        Q_EMIT searchRequested(text);
    });
    const auto filterBy = [this](Chip *chip, ChatListModel::Filter filter) {
        connect(chip, &QRadioButton::toggled, this, [this, filter](bool on) {
            if (on)
                setFilter(filter);
        });
    };
    filterBy(m_all, ChatListModel::Filter::All);
    filterBy(m_unread, ChatListModel::Filter::Unread);
    filterBy(m_mentions, ChatListModel::Filter::Mentions);
    filterBy(m_groups, ChatListModel::Filter::Groups);
    return filters;
}

void ChatListPane::setFilter(ChatListModel::Filter filter)
{
    m_space = {};
    m_chats.setFilter(filter);
    applyChrome();
    updateEmptyState();
}

void ChatListPane::setSpaces(const SpaceListModel &spaces)
{
    m_spaces = &spaces;
    m_spaceChips = new SpaceChips(spaces, m_theme, m_filters);
    connect(m_spaceChips, &SpaceChips::chosen, this, &ChatListPane::showSpace);
    connect(m_spaceChips, &SpaceChips::menuRequested, this, &ChatListPane::showSpaceMenu);
    connect(m_spaceChips, &SpaceChips::moveRequested, this, &ChatListPane::moveSpaceRequested);
    connect(m_spaceChips, &SpaceChips::chosenGone, this, [this] { m_all->setChecked(true); });
    connect(m_spaceChips, &SpaceChips::chipsChanged, this, &ChatListPane::applyChrome);
    connect(&spaces, &SpaceListModel::spacesChanged, this, [this] {
        if (m_space.isValid())
            m_chats.filterAgain();
        updateEmptyState();
    });
    applyChrome();
}

void ChatListPane::forgetSpaceMove()
{
    if (m_spaceChips)
        m_spaceChips->forgetMove();
}

void ChatListPane::showSpace(const SpaceId &space)
{
    m_space = space;
    m_chats.setSpace([spaces = m_spaces, space](const Conversation &conversation) { return spaces->holds(space, conversation); });
    applyChrome(); // where the filters stand there only while one is in use
    updateEmptyState();
}

void ChatListPane::setChrome(Chrome chrome)
{
    if (std::exchange(m_chrome, chrome) != chrome)
        applyChrome();
}

void ChatListPane::applyChrome()
{
    m_menu->setVisible(m_chrome == Chrome::OnePane);
    m_searchButton->setVisible(m_chrome == Chrome::Slim);
    // The user made spaces to look at them: they are in reach in a slim list, too.
    m_filterButton->setVisible(m_chrome != Chrome::Slim || (m_spaces && !m_spaces->rows().empty()));
    m_searchRow->setVisible(m_chrome != Chrome::Slim);
    // A filter that is on is never hidden with what it hides.
    const bool inUse = m_chats.filter() != ChatListModel::Filter::All;
    m_filters->setVisible(m_chrome == Chrome::Full || (m_chrome == Chrome::Slim && inUse));
    const int margin = m_chrome == Chrome::Slim ? 12 : 16;
    // What follows begins 4 above where the header of the content ends, and the title is in the middle of that
    // (picture 01).
    // In one pane a bar of the window may stand between them, and not at the very edge of the field.
    const bool isOnePane = m_chrome == Chrome::OnePane;
    const int overlap = isOnePane ? headerOverlap + bannerGap : headerOverlap;
    m_header->setFixedHeight(std::max(m_theme.scaled(64), m_theme.lineHeight(TypeRole::Title) + 24) - overlap);
    setLogicalMargins(m_header->layout(), isOnePane ? 8 : margin, overlap,
                      m_chrome == Chrome::Slim ? 6 : 12, 0);
    m_searchRow->layout()->setContentsMargins(margin, isOnePane ? bannerGap : 0, margin,
                                              m_chrome == Chrome::Full ? 4 : 8);
    m_filters->layout()->setContentsMargins(margin, 6, margin, 8);
}

void ChatListPane::applyTheme()
{
    applyChrome();
    QPalette colors = m_list->palette();
    colors.setColor(QPalette::Base, m_theme.color(Token::List));
    m_list->setPalette(colors);
    m_list->doItemsLayout();
    update();
}

void ChatListPane::setBanner(QWidget *banner)
{
    static_cast<QBoxLayout *>(layout())->insertWidget(1, banner);
}

void ChatListPane::setQuestions(QWidget *questions)
{
    auto *column = static_cast<QBoxLayout *>(layout());
    column->insertWidget(column->indexOf(m_stack), questions);
}

void ChatListPane::setOpenChat(ConversationId conversation)
{
    m_chats.setOpenChat(conversation);
    m_list->setOpenChat(conversation);
}

void ChatListPane::setHistory(const QList<HistoryProgress> &progress)
{
    if (!m_history) {
        if (progress.isEmpty())
            return;
        m_history = new HistoryLine(m_theme, this);
        layout()->addWidget(m_history);
        connect(m_history, &HistoryLine::pauseRequested, this, &ChatListPane::historyPauseRequested);
        connect(m_history, &HistoryLine::resumeRequested, this, &ChatListPane::historyResumeRequested);
    }
    m_history->setProgress(progress);
}

void ChatListPane::setMenuDot(bool shown)
{
    m_menu->setDot(shown);
}

void ChatListPane::focusList()
{
    m_list->setFocus(Qt::ShortcutFocusReason);
}

QWidget *ChatListPane::list() const
{
    return m_list;
}

void ChatListPane::updateUnreadCount()
{
    // All of them: only the rail leaves muted ones out (ui.md, "Chat row").
    int unread = 0;
    int mentions = 0;
    m_chats.forEachConversation([&](const Conversation &conversation) {
        unread += conversation.unread > 0;
        mentions += conversation.mentions > 0;
    });
    m_unread->setCount(unread);
    m_mentions->setCount(mentions);
}

void ChatListPane::makeEmptyState()
{
    m_empty = new EmptyState(m_theme, QStringLiteral("message-circle"), {}, {}, this);
    m_stack->addWidget(m_empty);
    connect(m_empty, &EmptyState::actionRequested, this, [this] {
        if (m_chats.filter() == ChatListModel::Filter::All) {
            Q_EMIT contactsRequested();
            return;
        }
        m_all->setChecked(true);
    });
}

void ChatListPane::updateEmptyState()
{
    if (m_chats.rowCount() > 0) {
        m_stack->setCurrentWidget(m_list);
        return;
    }
    if (!m_empty)
        makeEmptyState();
    switch (m_chats.filter()) {
    case ChatListModel::Filter::All:
        m_empty->setWords(tr("No chats yet"), tr("Choose somebody from your contacts, or write to any address with New chat above."));
        break;
    case ChatListModel::Filter::Unread: m_empty->setWords(tr("All read"), tr("Chats with new messages appear here.")); break;
    case ChatListModel::Filter::Mentions:
        m_empty->setWords(tr("No new mentions"), tr("Chats in which somebody mentioned you appear here."));
        break;
    case ChatListModel::Filter::Groups: m_empty->setWords(tr("No groups yet"), tr("Groups that you make or join appear here.")); break;
    case ChatListModel::Filter::Space:
        m_empty->setWords(tr("No chats here now"), tr("Put chats into this space by their menu in the list of all chats."));
        break;
    }
    m_empty->setAction(m_chats.filter() == ChatListModel::Filter::All ? tr("Show contacts") : tr("Show all chats"));
    m_stack->setCurrentWidget(m_empty);
}

void ChatListPane::showRowMenu(ConversationId conversation, const QPoint &position)
{
    const Conversation *found = m_chats.find(conversation);
    if (!found)
        return;
    const bool pinned = found->pinned, muted = found->muted, unread = found->unread > 0;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(m_theme.icon(QStringLiteral("message-circle")), tr("Open"), this,
                    [this, conversation] { Q_EMIT openRequested(conversation); });
    menu->addAction(m_theme.icon(QStringLiteral("app-window")), tr("Open in a window of its own"), this,
                    [this, conversation] { Q_EMIT windowRequested(conversation); });
    menu->addSeparator();
    menu->addAction(m_theme.icon(QStringLiteral("pin")), pinned ? tr("Unpin") : tr("Pin"), this,
                    [this, conversation, pinned] { Q_EMIT pinRequested(conversation, !pinned); });
    menu->addAction(m_theme.icon(muted ? QStringLiteral("bell") : QStringLiteral("bell-off")), muted ? tr("Unmute") : tr("Mute"), this,
                    [this, conversation, muted] { Q_EMIT muteRequested(conversation, !muted); });
    if (unread)
        menu->addAction(m_theme.icon(QStringLiteral("check-check")), tr("Mark as read"), this,
                        [this, conversation] { Q_EMIT markReadRequested(conversation); });
    addGroupMoves(*menu, *found);
    addSpaceMenu(*menu, *found);
    popUpWithin(*menu, *this, position);
}

void ChatListPane::addGroupMoves(QMenu &menu, const Conversation &conversation)
{
    const QList<ConversationId> groups = m_chats.pinnedGroups(conversation.account);
    const auto at = groups.indexOf(conversation.id);
    if (at > 0)
        menu.addAction(m_theme.icon(QStringLiteral("chevron-up")), tr("Move up"), this,
                       [this, group = conversation.id] { moveGroup(group, -1); });
    if (at >= 0 && at + 1 < groups.size())
        menu.addAction(m_theme.icon(QStringLiteral("chevron-down")), tr("Move down"), this,
                       [this, group = conversation.id] { moveGroup(group, 1); });
}

void ChatListPane::moveGroup(ConversationId group, int places)
{
    const Conversation *known = m_chats.find(group);
    QList<ConversationId> order = known ? m_chats.pinnedGroups(known->account) : QList<ConversationId>();
    const auto at = order.indexOf(group);
    const auto to = at + places;
    if (at < 0 || to < 0 || to >= order.size())
        return;
    const AccountId account = known->account;
    order.move(at, to);
    QList<BareJid> groups;
    for (const ConversationId each : std::as_const(order))
        groups.append(m_chats.find(each)->peer);
    m_chats.setOrder(ChatListModel::Hold::Free); // it is wished for, with the pointer over the list too
    Q_EMIT groupOrderRequested(account, groups);
}

void ChatListPane::showFilterMenu()
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    auto *group = new QActionGroup(menu);
    const auto add = [&](const QString &text, Chip *chip) {
        QAction *action = menu->addAction(text);
        action->setCheckable(true);
        action->setChecked(chip->isChecked());
        group->addAction(action);
        connect(action, &QAction::triggered, chip, [chip] { chip->setChecked(true); });
    };
    add(tr("All chats"), m_all);
    add(tr("Unread chats"), m_unread);
    add(tr("Mentions"), m_mentions);
    add(tr("Group chats"), m_groups);
    if (m_spaces) {
        menu->addSeparator();
        for (const SpaceListModel::Row &row : m_spaces->rows())
            add(QString(row.traits.name).replace(u'&', QStringLiteral("&&")), m_spaceChips->chip(row.id));
        menu->addAction(m_theme.icon(QStringLiteral("plus")), tr("New space…"), this, [this] { Q_EMIT newSpaceRequested({}); });
        if (m_space.isValid())
            addSpaceActs(*menu, m_space);
    }
    popUpBelow(*menu, *m_filterButton);
}

/// Where the chat is, each with a tick, and a new one. Whom one knows in a group alone has no address that other devices know.
void ChatListPane::addSpaceMenu(QMenu &menu, const Conversation &conversation)
{
    if (!m_spaces || conversation.kind == ConversationKind::RoomPrivate)
        return;
    menu.addSeparator();
    QMenu *spaces = menu.addMenu(m_theme.icon(QStringLiteral("folder")), tr("Spaces"));
    const ConversationId id = conversation.id;
    for (const SpaceListModel::Row &row : m_spaces->rows()) {
        QAction *action = spaces->addAction(QString(row.traits.name).replace(u'&', QStringLiteral("&&")));
        action->setCheckable(true);
        action->setChecked(m_spaces->holds(row.id, conversation));
        connect(action, &QAction::triggered, this, [this, id, space = row.id](bool on) { Q_EMIT spaceMemberRequested(id, space, on); });
    }
    spaces->addAction(m_theme.icon(QStringLiteral("plus")), tr("New space…"), this, [this, id] { Q_EMIT newSpaceRequested(id); });
}

void ChatListPane::addSpaceActs(QMenu &menu, const SpaceId &space)
{
    menu.addAction(m_theme.icon(QStringLiteral("pencil")), tr("Change this space…"), this,
                   [this, space] { Q_EMIT changeSpaceRequested(space); });
    addSpaceMoves(menu, space);
    setDestructive(menu.addAction(m_theme.icon(QStringLiteral("trash-2"), Token::Bad), tr("Delete this space…"), this,
                                  [this, space] { Q_EMIT deleteSpaceRequested(space); }));
}

/// Past whom it would go, which is true in either direction of writing.
void ChatListPane::addSpaceMoves(QMenu &menu, const SpaceId &space)
{
    const std::vector<SpaceListModel::Row> &rows = m_spaces->rows();
    const auto found = std::find_if(rows.cbegin(), rows.cend(),
                                    [&space](const SpaceListModel::Row &row) { return row.id == space; });
    if (found == rows.cend())
        return;
    const auto nameOf = [this](const SpaceListModel::Row &row) {
        const QString name = fontMetrics().elidedText(row.traits.name, Qt::ElideRight, m_theme.scaled(140));
        return isolated(name).replace(u'&', QStringLiteral("&&"));
    };
    if (found != rows.cbegin())
        menu.addAction(m_theme.icon(QStringLiteral("chevron-left")), tr("Move before %1").arg(nameOf(*(found - 1))), this,
                       [this, space] { m_spaceChips->moveBy(space, -1); });
    if (found + 1 != rows.cend())
        menu.addAction(m_theme.icon(QStringLiteral("chevron-right")), tr("Move behind %1").arg(nameOf(*(found + 1))), this,
                       [this, space] { m_spaceChips->moveBy(space, 1); });
}

void ChatListPane::showSpaceMenu(const SpaceId &space, const QPoint &position)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    addSpaceActs(*menu, space);
    popUpWithin(*menu, *this, position);
}

void ChatListPane::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(Token::List));
}

} // namespace jackdaw
