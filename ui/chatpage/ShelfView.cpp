// SPDX-License-Identifier: GPL-3.0-or-later
#include "chatpage/ShelfView.h"

#include "style/MenuPlace.h"
#include "style/Theme.h"
#include "widgets/EmptyState.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QListView>
#include <QMenu>
#include <QScrollBar>
#include <QStackedLayout>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

using namespace std::chrono_literals;
constexpr auto sayLate = 300ms; ///< design/ui.md, "Empty states"

} // namespace

ShelfView::ShelfView(std::unique_ptr<ShelfModel> model, const Theme &theme, const Clock &clock, QWidget *parent)
    : QWidget(parent)
    , m_model(std::move(model))
    , m_theme(theme)
    , m_list(new QListView(this))
    , m_delegate(new ShelfRowDelegate(theme, clock, this))
    , m_stack(new QStackedLayout(this))
{
    m_model->setSpokenText([this](const ShelfEntry &entry) { return m_delegate->spoken(entry, m_model->shelf()); });
    m_list->setModel(m_model.get());
    m_list->setItemDelegate(m_delegate);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setMouseTracking(true);
    m_list->installEventFilter(this);
    m_list->viewport()->installEventFilter(this);
    m_stack->addWidget(m_list);
    setEmptyWords();
    connect(m_list, &QListView::clicked, this, &ShelfView::choose);
    connect(&m_delegate->pictures(), &PictureCache::ready, m_list->viewport(), qOverload<>(&QWidget::update));
    for (const auto changed : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(m_model.get(), changed, this, &ShelfView::showState);
    connect(m_model.get(), &QAbstractItemModel::modelReset, this, &ShelfView::showState);
    connect(m_model.get(), &ShelfModel::lookedThrough, this, &ShelfView::showState);
    connect(&theme, &Theme::changed, this, &ShelfView::applyTheme);
    m_late.setSingleShot(true);
    m_late.setInterval(sayLate);
    connect(&m_late, &QTimer::timeout, this, [this] {
        m_empty->setWords(tr("Looking\u2026"), tr("Older messages are being looked through."));
        m_stack->setCurrentWidget(m_empty);
    });
    applyTheme();
}

void ShelfView::applyTheme()
{
    QPalette colors = m_list->palette();
    colors.setColor(QPalette::Base, m_theme.color(Token::List));
    m_list->setPalette(colors);
    m_list->doItemsLayout();
}

/// Each shelf has its icon, and an EmptyState keeps its own.
void ShelfView::setEmpty(const QString &icon, const QString &title, const QString &help)
{
    EmptyState *&empty = m_empties[icon];
    if (!empty) {
        empty = new EmptyState(m_theme, icon, title, help, this);
        m_stack->addWidget(empty);
    }
    empty->setWords(title, help);
    m_empty = empty;
}

void ShelfView::setEmptyWords()
{
    switch (m_model->shelf()) {
    case Shelf::Media:
        m_list->setAccessibleName(tr("Pictures and videos"));
        setEmpty(u"image"_s, tr("No pictures yet"),
                 tr("Pictures and videos that are sent in this chat are listed here."));
        break;
    case Shelf::Files:
        m_list->setAccessibleName(tr("Files"));
        setEmpty(u"file-text"_s, tr("No files yet"), tr("Files that are sent in this chat are listed here."));
        break;
    case Shelf::Voice:
        m_list->setAccessibleName(tr("Voice messages"));
        setEmpty(u"mic"_s, tr("No voice messages yet"),
                 tr("Voice messages and other sounds that are sent in this chat are listed here."));
        break;
    case Shelf::Links:
        m_list->setAccessibleName(tr("Links"));
        setEmpty(u"link"_s, tr("No links yet"), tr("Links that are sent in this chat are listed here."));
        break;
    case Shelf::Pinned:
        m_list->setAccessibleName(tr("Pinned messages"));
        setEmpty(u"pin"_s, tr("Nothing is pinned"),
                 tr("Pin a message by its menu to find it here. Nobody else sees that."));
        break;
    case Shelf::Saved:
        m_list->setAccessibleName(tr("Saved messages"));
        setEmpty(u"bookmark"_s, tr("Nothing is saved"),
                 tr("Save a message for later by its menu. Nobody else sees that."));
        break;
    }
}

void ShelfView::show(ConversationId conversation, Shelf shelf)
{
    m_model->show(conversation, shelf);
    setEmptyWords();
    arrange();
    showState();
    m_list->scrollToTop();
}

/// Pictures stand three beside each other.
void ShelfView::arrange()
{
    const bool isGrid = m_model->shelf() == Shelf::Media;
    const auto mode = isGrid ? QListView::IconMode : QListView::ListMode;
    if (m_list->viewMode() != mode) {
        m_list->setViewMode(mode);
        m_list->setMovement(QListView::Static);
        m_list->setResizeMode(isGrid ? QListView::Adjust : QListView::Fixed);
        m_list->setSpacing(0);
    }
    // QListView leaves the room of a bar free that may come, so that without it only two would fit; and one that comes and
    // goes would change the tiles, and with their height whether it is needed, without an end.
    m_list->setVerticalScrollBarPolicy(isGrid ? Qt::ScrollBarAlwaysOn : Qt::ScrollBarAsNeeded);
    // With what a tile leaves around itself they stand where the words above them begin.
    const int trailing = std::max(0, 13 - m_list->verticalScrollBar()->sizeHint().width());
    const QMargins around = isRightToLeft() ? QMargins(trailing, 9, 13, 0) : QMargins(13, 9, trailing, 0);
    setContentsMargins(isGrid ? around : QMargins());
    // All lines are of one height only where none of them names a month.
    m_list->setUniformItemSizes(!ShelfReader::isOfFiles(m_model->shelf()));
    if (const int width = m_list->viewport()->width(); isGrid && std::exchange(m_arrangedFor, width) != width)
        m_list->doItemsLayout();
}

void ShelfView::setName(ShelfRowDelegate::Name name)
{
    m_delegate->setName(std::move(name));
}

void ShelfView::showState()
{
    if (m_model->isLooking()) { // a long chat is looked through in steps: until that is known nothing is said to be missing
        m_stack->setCurrentWidget(m_list);
        if (!m_late.isActive())
            m_late.start();
        return;
    }
    m_late.stop();
    setEmptyWords();
    m_stack->setCurrentWidget(m_model->rowCount() == 0 ? static_cast<QWidget *>(m_empty) : m_list);
}

void ShelfView::choose(const QModelIndex &index)
{
    if (!index.isValid())
        return;
    const ShelfEntry entry = m_model->entry(index.row());
    if (entry.isMonth())
        return;
    const bool isHere = entry.attachment && entry.attachment->state == Attachment::State::Here;
    if (m_model->shelf() == Shelf::Links)
        Q_EMIT linkRequested(entry.link);
    else if (isHere)
        Q_EMIT openRequested(entry);
    else
        Q_EMIT messageRequested(entry.message);
}

void ShelfView::showMenu(const QModelIndex &index, const QPoint &position)
{
    if (!index.isValid() || m_model->entry(index.row()).isMonth())
        return;
    const ShelfEntry entry = m_model->entry(index.row());
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (m_model->shelf() == Shelf::Links) {
        const QUrl url = entry.link.url;
        menu->addAction(m_theme.icon(u"external-link"_s), entry.link.doubt == LinkDoubt::None ? tr("Open link") : tr("Open link…"), this,
                        [this, link = entry.link] { Q_EMIT linkRequested(link); });
        menu->addAction(m_theme.icon(u"copy"_s), tr("Copy link"), this,
                        [url] { QGuiApplication::clipboard()->setText(url.toString(QUrl::FullyEncoded)); });
    }
    if (entry.attachment && entry.attachment->state == Attachment::State::Here) {
        menu->addAction(m_theme.icon(u"external-link"_s), tr("Open"), this, [this, entry] { Q_EMIT openRequested(entry); });
        menu->addAction(m_theme.icon(u"download"_s), tr("Save as…"), this, [this, entry] { Q_EMIT saveFileRequested(entry); });
    }
    menu->addAction(m_theme.icon(u"message-circle"_s), tr("Show in chat"), this,
                    [this, message = entry.message] { Q_EMIT messageRequested(message); });
    if (m_model->shelf() == Shelf::Pinned)
        menu->addAction(m_theme.icon(u"pin"_s), tr("Unpin"), this, [this, message = entry.message] { Q_EMIT pinRequested(message, false); });
    else if (m_model->shelf() == Shelf::Saved)
        menu->addAction(m_theme.icon(u"bookmark"_s), tr("Remove from saved"), this,
                        [this, message = entry.message] { Q_EMIT saveRequested(message, false); });
    popUpWithin(*menu, *this, position);
}

bool ShelfView::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_list->viewport() && event->type() == QEvent::Resize)
        arrange();
    if (event->type() == QEvent::ContextMenu) {
        auto *context = static_cast<QContextMenuEvent *>(event);
        const bool byKey = context->reason() == QContextMenuEvent::Keyboard;
        const QModelIndex index = byKey ? m_list->currentIndex() : m_list->indexAt(m_list->viewport()->mapFromGlobal(context->globalPos()));
        showMenu(index, byKey ? m_list->viewport()->mapToGlobal(m_list->visualRect(index).center()) : context->globalPos());
        return true;
    }
    if (watched == m_list && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            choose(m_list->currentIndex());
            return true;
        }
        if (key == Qt::Key_Home && m_model->firstRow() > 0) {
            // QListView would go to the line of the month, which cannot be chosen, and so nowhere.
            m_list->setCurrentIndex(m_model->index(m_model->firstRow(), 0));
            m_list->scrollToTop();
            return true;
        }
    }
    if (watched == m_list && event->type() == QEvent::FocusIn && !m_list->currentIndex().isValid())
        m_list->setCurrentIndex(m_model->index(m_model->firstRow(), 0));
    return QWidget::eventFilter(watched, event);
}

} // namespace jackdaw
