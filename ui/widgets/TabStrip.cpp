// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/TabStrip.h"

#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>

namespace jackdaw {

namespace {

constexpr int tabHeight = 40;
constexpr int beside = 12;
constexpr int besideOfMany = 3; ///< in a pane of 312 seven stand beside each other
constexpr int many = 5;
constexpr int underline = 2;

} // namespace

TabStrip::TabStrip(const Theme &theme, QWidget *parent) : QTabBar(parent), m_theme(theme)
{
    setDrawBase(false);
    setExpanding(false);
    setUsesScrollButtons(false);
    setElideMode(Qt::ElideNone);
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    connect(&theme, &Theme::changed, this, [this] {
        setFont(m_theme.font(TypeRole::BodyStrong)); // measures the tabs anew
        update();
    });
    setFont(theme.font(TypeRole::BodyStrong));
}

QSize TabStrip::tabSizeHint(int index) const
{
    const QFontMetrics metrics(m_theme.font(TypeRole::BodyStrong));
    return {metrics.horizontalAdvance(tabText(index)) + 2 * (count() < many ? beside : besideOfMany), m_theme.scaled(tabHeight)};
}

void TabStrip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(QRect(0, height() - 1, width(), 1), m_theme.color(Token::Line));
    for (int tab = 0; tab < count(); ++tab) {
        const QRect rect = tabRect(tab);
        const bool isCurrent = tab == currentIndex();
        if (tab == m_hovered && !isCurrent)
            painter.fillRect(rect.adjusted(0, 0, 0, -1), m_theme.color(Token::Hover));
        painter.setFont(m_theme.font(isCurrent ? TypeRole::BodyStrong : TypeRole::Body)); // as mockup 12 has them
        painter.setPen(m_theme.color(isCurrent ? Token::Link : Token::Text2));
        painter.drawText(rect, Qt::AlignCenter | Qt::TextSingleLine, tabText(tab));
        if (isCurrent)
            painter.fillRect(QRect(rect.left(), height() - underline, rect.width(), underline), m_theme.color(Token::Accent));
        if (isCurrent && hasFocus()) {
            painter.setPen(QPen(m_theme.color(Token::Focus), 2));
            painter.setBrush(Qt::NoBrush);
            painter.setRenderHint(QPainter::Antialiasing);
            painter.drawRoundedRect(QRectF(rect).adjusted(1, 6, -1, -7), 6, 6);
            painter.setRenderHint(QPainter::Antialiasing, false);
        }
    }
}

void TabStrip::mouseMoveEvent(QMouseEvent *event)
{
    m_hovered = tabAt(event->position().toPoint());
    update();
    QTabBar::mouseMoveEvent(event);
}

void TabStrip::leaveEvent(QEvent *event)
{
    m_hovered = -1;
    update();
    QTabBar::leaveEvent(event);
}

void TabStrip::wheelEvent(QWheelEvent *event)
{
    event->ignore(); // a list below it scrolls, and no tab changes on the way
}

} // namespace jackdaw
