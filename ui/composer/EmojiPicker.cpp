// SPDX-License-Identifier: GPL-3.0-or-later
#include "composer/EmojiPicker.h"

#include "composer/EmojiGrid.h"
#include "composer/EmojiPane.h"
#include "composer/StickerPane.h"
#include "style/Style.h"
#include "style/Theme.h"
#include "widgets/Fields.h"
#include "widgets/OutsetItem.h"
#include "widgets/TabStrip.h"

#include <QApplication>
#include <QBoxLayout>
#include <QKeyEvent>
#include <QPainter>

#include <algorithm>

namespace jackdaw {

namespace {

constexpr int gridHeight = 266; ///< seven rows
constexpr int edge = 4; ///< left free around it

} // namespace

EmojiPicker::EmojiPicker(const Theme &theme, EmojiSource &source, QWidget *parent)
    : QFrame(parent)
    , m_owner(parent)
    , m_theme(theme)
    , m_emoji(new EmojiPane(theme, source, this))
{
    setAccessibleName(tr("Emoji"));
    m_emoji->setGridHeight(theme.scaled(gridHeight));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12 - focusRoom, 12, 12 - focusRoom, 10); // as the panes have room for rings at their sides
    layout->setSpacing(8);
    layout->addWidget(m_emoji);
    connect(m_emoji, &EmojiPane::chosen, this, [this](const QString &emoji) {
        Q_EMIT chosen(emoji);
        close();
    });
    // While it is open it lies above the whole window, as that one's child.
    connect(parent, &QObject::destroyed, this, &QObject::deleteLater);
    hide();
}

EmojiGrid *EmojiPicker::grid() const
{
    return m_emoji->grid();
}

SearchField *EmojiPicker::field() const
{
    return m_emoji->field();
}

ChoicePane &EmojiPicker::shown() const
{
    const bool stickers = m_tabs && m_tabs->currentIndex() == 1;
    return stickers ? static_cast<ChoicePane &>(*m_stickers) : *m_emoji;
}

StickerPane &EmojiPicker::addStickers()
{
    m_tabs = new TabStrip(m_theme, this);
    m_tabs->setAccessibleName(tr("Emoji or stickers"));
    m_tabs->addTab(tr("Emoji"));
    m_tabs->addTab(tr("Stickers"));
    m_stickers = new StickerPane(m_theme, this);
    m_stickers->setFixedWidth(m_emoji->sizeHint().width());
    m_stickers->hide();
    auto *rows = static_cast<QVBoxLayout *>(layout());
    rows->insertItem(0, new OutsetItem(m_tabs, -focusRoom));
    rows->addWidget(m_stickers);
    connect(m_tabs, &QTabBar::currentChanged, this, &EmojiPicker::showTab);
    connect(&m_theme, &Theme::changed, m_stickers, [this] { m_stickers->setFixedWidth(m_emoji->sizeHint().width()); });
    connect(m_stickers, &StickerPane::chosen, this, &EmojiPicker::close);
    connect(m_stickers, &StickerPane::newPackRequested, this, &EmojiPicker::close);
    connect(m_stickers, &StickerPane::removeRequested, this, &EmojiPicker::close);
    return *m_stickers;
}

void EmojiPicker::showTab()
{
    m_emoji->setVisible(&shown() == m_emoji);
    m_stickers->setVisible(&shown() == m_stickers);
    m_stickers->reset();
    if (isVisible())
        fitInto(*window());
}

void EmojiPicker::setGridHeight(int height)
{
    m_emoji->setGridHeight(height);
    if (m_stickers)
        m_stickers->setGridHeight(height);
}

void EmojiPicker::prepare()
{
    m_emoji->reset();
    if (m_stickers)
        m_stickers->reset();
}

void EmojiPicker::openAbove(const QWidget &button)
{
    prepare();
    fitInto(*button.window());
    const bool mirrored = button.layoutDirection() == Qt::RightToLeft;
    openWithin(button.mapTo(button.window(), QPoint(mirrored ? 0 : button.width() - width(), -height() - 6)));
}

void EmojiPicker::openAt(const QPoint &globalPosition)
{
    prepare();
    fitInto(*m_owner->window());
    openWithin(m_owner->window()->mapFromGlobal(globalPosition));
}

/// A child of the window, not a popup: Qt leaves popups out of the tree that screen readers see.
void EmojiPicker::fitInto(QWidget &window)
{
    if (parentWidget() != &window)
        setParent(&window);
    setGridHeight(m_theme.scaled(gridHeight));
    adjustSize();
    if (const int tooHigh = height() + 2 * edge - window.height(); tooHigh > 0) {
        setGridHeight(std::max(m_theme.scaled(gridHeight) / 7, grid()->height() - tooHigh));
        adjustSize();
    }
}

void EmojiPicker::openWithin(QPoint corner)
{
    const QRect room = parentWidget()->rect().adjusted(edge, edge, -edge, -edge);
    corner.setX(std::clamp(corner.x(), room.left(), std::max(room.left(), room.right() - width() + 1)));
    corner.setY(std::clamp(corner.y(), room.top(), std::max(room.top(), room.bottom() - height() + 1)));
    QFrame::move(corner);
    if (!isVisible())
        m_focusBefore = window()->focusWidget();
    show();
    raise();
    qApp->installEventFilter(this);
    shown().field()->setFocus(Qt::PopupFocusReason);
}

bool EmojiPicker::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::MouseButtonPress && isVisible()) {
        // A click beside it closes it, and does no more, as with a menu.
        const auto *widget = qobject_cast<QWidget *>(watched);
        if (widget && widget->window() == window() && widget != this && !isAncestorOf(widget)) {
            close();
            return true;
        }
    }
    return QFrame::eventFilter(watched, event);
}

void EmojiPicker::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) {
        close();
        return;
    }
    // Letters typed in the grid go on in the search.
    SearchField *field = shown().field();
    if (!event->text().isEmpty() && event->text().at(0).isPrint() && !field->hasFocus()) {
        field->setFocus(Qt::OtherFocusReason);
        field->insert(event->text());
        return;
    }
    QFrame::keyPressEvent(event);
}

bool EmojiPicker::focusNextPrevChild(bool next)
{
    QList<QWidget *> parts = shown().parts();
    if (m_tabs)
        parts.prepend(m_tabs);
    const qsizetype here = parts.indexOf(focusWidget());
    const qsizetype there = (here + (next ? 1 : -1) + parts.size()) % parts.size();
    parts.at(there)->setFocus(next ? Qt::TabFocusReason : Qt::BacktabFocusReason);
    return true;
}

void EmojiPicker::hideEvent(QHideEvent *event)
{
    qApp->removeEventFilter(this);
    QFrame::hideEvent(event);
    if (event->spontaneous()) // the window was minimized
        return;
    if (m_focusBefore)
        m_focusBefore->setFocus(Qt::PopupFocusReason);
    Q_EMIT closed();
}

void EmojiPicker::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintShape(painter, rect(), 10, m_theme.color(Token::Raised), m_theme.color(m_theme.isHighContrast() ? Token::Text : Token::PopupOutline));
}

} // namespace jackdaw
