// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/ChatWindow.h"

#include "chatpage/ChatPage.h"
#include "rooms/EventLines.h"
#include "search/FindModel.h"
#include "search/ShelfModel.h"
#include "shell/AppContext.h"
#include "shell/ConnectionBanner.h"
#include "shell/WindowActions.h"
#include "timeline/TimelineView.h"
#include "trust/TrustLines.h"

#include <QCloseEvent>
#include <QPainter>
#include <QVBoxLayout>

namespace jackdaw {

namespace {

constexpr QSize defaultChatSize(620, 720);
constexpr QSize smallestChatSize(360, 400);

} // namespace

ChatWindow::ChatWindow(AppContext &context, ConversationId conversation)
    : m_context(context), m_conversation(conversation), m_timeline(context.makeTimeline())
{
    setAttribute(Qt::WA_OpaquePaintEvent);
    setAttribute(Qt::WA_DeleteOnClose);
    setMinimumSize(smallestChatSize);
    m_banner = new ConnectionBanner(context.accounts(), context.theme(), context.clock(), this);
    m_banner->setRoom(ConnectionBanner::Room::Narrow);
    m_banner->setStorageTrouble(context.storageTrouble());
    m_banner->setSecretsTrouble(context.secretsTrouble());
    m_banner->setDatabaseTrouble(context.databaseTrouble());
    m_page = new ChatPage(*m_timeline, context.chats(), context.contacts(), context.accounts(), context.theme(),
                          context.preferences(), context.clock(), this);
    m_page->setFind(context.makeFind());
    m_page->setDrafts(context.drafts());
    m_page->setOutline(context.outline(), [&context] { return context.makeShelf(); });
    m_page->setRooms(context.rooms(), context.voiceRequests(), context.roomTyping(), context.makeOccupants(),
                        context.makeEventLines());
    m_page->setTrustLines(context.makeTrustLines());
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_banner);
    column->addWidget(m_page, 1);
    if (!restoreGeometry(context.preferences().chatWindowGeometry()))
        resize(defaultChatSize);

    makeShortcuts();
    connect(&context, &AppContext::troubleChanged, this, [this] {
        m_banner->setStorageTrouble(m_context.storageTrouble());
        m_banner->setSecretsTrouble(m_context.secretsTrouble());
        m_banner->setDatabaseTrouble(m_context.databaseTrouble());
    });
    connect(&context.contacts(), &ContactListModel::peopleChanged, this, &ChatWindow::refresh);
    connect(&context.rooms(), &RoomListModel::roomChanged, this, [this](ConversationId room) {
        if (room == m_conversation)
            refresh();
    });
    connect(&context.chats(), &QAbstractItemModel::rowsRemoved, this, &ChatWindow::refresh);
    connect(&context.chats(), &QAbstractItemModel::modelReset, this, &ChatWindow::refresh);
    connect(&context.theme(), &Theme::changed, this, qOverload<>(&QWidget::update));
    m_page->showChat(conversation);
    m_page->focusComposer();
    refresh();
}

ChatWindow::~ChatWindow()
{
    // Children would go after the members, and the page speaks to its timeline model to the end.
    delete m_page;
}

bool ChatWindow::isReading() const
{
    return isActiveWindow() && m_page->conversation() == m_conversation;
}

void ChatWindow::makeShortcuts()
{
    addWindowActions(*this, [this](Command command) { execute(command); });
}

void ChatWindow::execute(Command command)
{
    switch (command) {
    case Command::CloseWindow: close(); return;
    case Command::FullScreen: setWindowState(windowState() ^ Qt::WindowFullScreen); return;
    case Command::ShowDetails: m_page->toggleDetails(); return;
    case Command::ShowEncryption: m_page->showEncryption(); return;
    case Command::FocusMessageField: m_page->focusComposer(); return;
    case Command::FindInChat: m_page->openFind(); return;
    case Command::FindNext: m_page->stepFind(1); return;
    case Command::FindPrevious: m_page->stepFind(-1); return;
    case Command::NextPane:
    case Command::PreviousPane:
        if (const QList<QWidget *> panes = m_page->panes(); !panes.isEmpty())
            m_page->focusPane(paneBeside(panes, focusWidget(), command == Command::NextPane ? 1 : -1));
        return;
    default: Q_EMIT commandRequested(command);
    }
}

void ChatWindow::refresh()
{
    if (!m_context.chats().find(m_conversation)) { // it went with its account
        close();
        return;
    }
    //: the name of a chat
    setWindowTitle(tr("%1, Jackdaw").arg(m_context.chats().nameOf(m_conversation)));
}

void ChatWindow::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::WindowStateChange)
        m_banner->refresh();
    if (event->type() == QEvent::ActivationChange || event->type() == QEvent::WindowStateChange)
        Q_EMIT useChanged();
}

void ChatWindow::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    Q_EMIT useChanged();
}

void ChatWindow::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    Q_EMIT useChanged();
}

void ChatWindow::closeEvent(QCloseEvent *event)
{
    m_page->flush();
    m_context.preferences().setChatWindowGeometry(saveGeometry());
    QWidget::closeEvent(event);
    Q_EMIT closed(m_conversation);
}

void ChatWindow::paintEvent(QPaintEvent *event)
{
    QPainter painter(this);
    painter.fillRect(event->rect(), m_context.theme().color(Token::Canvas));
}

} // namespace jackdaw
