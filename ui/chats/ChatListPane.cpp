// SPDX-License-Identifier: GPL-3.0-or-later
#include "chats/ChatListPane.h"

#include "chats/ChatListView.h"
#include "chats/ChatRowDelegate.h"
#include "chats/HistoryLine.h"
#include "style/Direction.h"
#include "style/Preferences.h"
#include "style/Style.h"
#include "style/Theme.h"
#include "widgets/Chip.h"
#include "widgets/EmptyState.h"
#include "widgets/Fields.h"
#include "widgets/IconButton.h"
#include "widgets/Labels.h"

#include <QActionGroup>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace jackdaw {

namespace {

/// ☰ with the dot that says that something is unread behind it.
class MenuButton : public IconButton
{
public:
    MenuButton(const Theme &theme, const QString &name, QWidget *parent)
        : IconButton(theme, QStringLiteral("menu"), name, parent), m_theme(theme) {}

    void setDot(bool shown)
    {
        m_dot = shown;
        setAccessibleDescription(shown ? ChatListPane::tr("Something is unread") : QString());
        update();
    }

protected:
    void paintEvent(QPaintEvent *event) override
    {
        IconButton::paintEvent(event);
        if (!m_dot)
            return;
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(m_theme.color(Token::List), 2));
        painter.setBrush(m_theme.color(Token::AlertBadge));
        const int side = 10;
        const QRect logical(width() / 2 + 4, height() / 2 - 13, side, side);
        painter.drawEllipse(QRectF(QStyle::visualRect(layoutDirection(), rect(), logical)));
    }

private:
    const Theme &m_theme;
    bool m_dot = false;
};

} // namespace

ChatListPane::ChatListPane(ChatListModel &chats, const Theme &theme, const Preferences &preferences, QWidget *parent)
    : QWidget(parent), m_chats(chats), m_theme(theme), m_preferences(preferences)
{
    setAutoFillBackground(false);
    m_list = new ChatListView(chats, this);
    m_delegate = new ChatRowDelegate(theme, preferences, m_list);
    m_list->setItemDelegate(m_delegate);
    m_history = new HistoryLine(theme, this);

    m_stack = new QStackedLayout;
    m_stack->addWidget(m_list);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeHeader());
    layout->addWidget(makeFilters());
    layout->addLayout(m_stack, 1);
    layout->addWidget(m_history);

    connect(m_list, &ChatListView::openRequested, this, &ChatListPane::openRequested);
    connect(m_list, &ChatListView::menuRequested, this, &ChatListPane::showRowMenu);
    connect(m_history, &HistoryLine::pauseRequested, this, &ChatListPane::historyPauseRequested);
    connect(m_history, &HistoryLine::resumeRequested, this, &ChatListPane::historyResumeRequested);
    connect(&chats, &QAbstractItemModel::rowsInserted, this, &ChatListPane::updateEmptyState);
    connect(&chats, &QAbstractItemModel::rowsInserted, this, &ChatListPane::updateUnreadCount);
    connect(&chats, &QAbstractItemModel::rowsRemoved, this, &ChatListPane::updateEmptyState);
    connect(&chats, &QAbstractItemModel::modelReset, this, &ChatListPane::updateEmptyState);
    connect(&chats, &ChatListModel::unreadChatsChanged, this, &ChatListPane::updateUnreadCount);
    connect(&chats, &QAbstractItemModel::dataChanged, this, &ChatListPane::updateUnreadCount);
    connect(&theme, &Theme::changed, this, &ChatListPane::applyTheme);
    connect(&preferences, &Preferences::appearanceChanged, this, &ChatListPane::applyTheme);
    updateUnreadCount();
    updateEmptyState();
    applyTheme();
    applyChrome();
}

QWidget *ChatListPane::makeHeader()
{
    m_header = new QWidget(this);
    m_menu = new MenuButton(m_theme, tr("Menu"), m_header);
    m_title = new Label(m_theme, TypeRole::Title, Token::Text, tr("Chats"), Label::Wrap::No, m_header);
    m_searchButton = new IconButton(m_theme, QStringLiteral("search"), tr("Search"), m_header);
    m_searchButton->setCheckable(true);
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
    connect(m_searchButton, &QAbstractButton::clicked, this, &ChatListPane::toggleSearch);
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
    m_all->setChecked(true);
    auto *chips = new QHBoxLayout(m_filters);
    chips->setContentsMargins(16, 2, 16, 8);
    chips->setSpacing(6);
    chips->addWidget(m_all);
    chips->addWidget(m_unread);
    chips->addStretch();

    auto *column = new QVBoxLayout(filters);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_searchRow);
    column->addWidget(m_filters);

    connect(m_search, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_chats.setSearch(text);
        updateEmptyState();
    });
    connect(m_search, &QLineEdit::returnPressed, this, [this] {
        if (m_chats.rowCount() > 0)
            Q_EMIT openRequested(m_chats.row(0).conversation.id);
    });
    connect(m_all, &QRadioButton::toggled, this, [this](bool on) {
        setFilter(on ? ChatListModel::Filter::All : ChatListModel::Filter::Unread);
    });
    return filters;
}

void ChatListPane::setFilter(ChatListModel::Filter filter)
{
    m_chats.setFilter(filter);
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
    m_filterButton->setVisible(m_chrome == Chrome::OnePane);
    // A field that holds a word, or a filter that is on, is never hidden with its reason.
    const bool inUse = !m_search->text().isEmpty() || m_chats.filter() != ChatListModel::Filter::All;
    const bool open = m_chrome != Chrome::Slim || m_searchButton->isChecked() || inUse;
    m_searchButton->setChecked(open && m_chrome == Chrome::Slim);
    m_searchRow->setVisible(open);
    m_filters->setVisible(m_chrome == Chrome::Full || (m_chrome == Chrome::Slim && open));
    const int margin = m_chrome == Chrome::Slim ? 12 : 16;
    setLogicalMargins(m_header->layout(), m_chrome == Chrome::OnePane ? 8 : margin, 0, m_chrome == Chrome::Slim ? 6 : 10, 0);
    m_searchRow->layout()->setContentsMargins(margin, 0, margin, 8);
    m_filters->layout()->setContentsMargins(margin, 2, margin, 8);
}

void ChatListPane::toggleSearch()
{
    if (!m_searchButton->isChecked()) {
        m_search->clear();
        m_all->setChecked(true);
    }
    applyChrome();
    if (m_searchButton->isChecked())
        m_search->setFocus(Qt::ShortcutFocusReason);
}

void ChatListPane::applyTheme()
{
    m_header->setFixedHeight(std::max(m_theme.scaled(64), m_theme.lineHeight(TypeRole::Title) + 24));
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

void ChatListPane::setOpenChat(ConversationId conversation)
{
    m_delegate->setOpenChat(conversation);
    m_list->setOpenChat(conversation);
    m_list->viewport()->update();
}

void ChatListPane::setHistory(const QList<HistoryProgress> &progress)
{
    m_history->setProgress(progress);
}

void ChatListPane::setMenuDot(bool shown)
{
    if (std::exchange(m_menuDot, shown) != shown)
        static_cast<MenuButton *>(m_menu)->setDot(shown);
}

void ChatListPane::focusList()
{
    m_list->setFocus(Qt::ShortcutFocusReason);
}

void ChatListPane::focusSearch()
{
    if (m_chrome == Chrome::Slim && !m_searchButton->isChecked()) {
        m_searchButton->setChecked(true);
        applyChrome();
    }
    m_search->setFocus(Qt::ShortcutFocusReason);
}

QWidget *ChatListPane::list() const
{
    return m_list;
}

void ChatListPane::updateUnreadCount()
{
    // All of them: only the rail leaves muted ones out (ui.md, "Chat row").
    int unread = 0;
    m_chats.forEachChat([&unread](const ChatListModel::Row &row) { unread += row.conversation.unread > 0; });
    m_unread->setCount(unread);
}

void ChatListPane::makeEmptyState()
{
    m_empty = new EmptyState(m_theme, QStringLiteral("message-circle"), {}, {}, this);
    m_stack->addWidget(m_empty);
    connect(m_empty, &EmptyState::actionRequested, this, [this] {
        if (m_search->text().isEmpty() && m_chats.filter() == ChatListModel::Filter::All) {
            Q_EMIT newChatRequested();
            return;
        }
        m_search->clear();
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
    if (!m_search->text().isEmpty()) {
        m_empty->setWords(tr("Nothing found"), tr("No chat has this in its name or address."));
        m_empty->setAction(tr("Show all chats"));
    } else if (m_chats.filter() != ChatListModel::Filter::All) {
        m_empty->setWords(tr("All read"), tr("Chats with new messages appear here."));
        m_empty->setAction(tr("Show all chats"));
    } else {
        m_empty->setWords(tr("No chats yet"), tr("Write to somebody by name or address."));
        m_empty->setAction(tr("New chat"));
    }
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
    menu->popup(position);
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
    popUpBelow(*menu, *m_filterButton);
}

void ChatListPane::keyPressEvent(QKeyEvent *event)
{
    // Esc goes one step back: the search field first.
    if (event->key() == Qt::Key_Escape && m_searchButton->isChecked()) {
        m_searchButton->setChecked(false);
        toggleSearch();
        focusList();
        return;
    }
    QWidget::keyPressEvent(event);
}

void ChatListPane::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(Token::List));
    if (m_chrome == Chrome::Full) // above the list, or what says that it is empty
        painter.fillRect(0, m_stack->geometry().y() - 1, width(), 1, m_theme.color(Token::Line));
}

} // namespace jackdaw
