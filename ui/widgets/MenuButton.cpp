// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/MenuButton.h"

#include <QPainter>
#include <QStyle>

#include <utility>

namespace jackdaw {

MenuButton::MenuButton(const Theme &theme, QWidget *parent)
    : IconButton(theme, QStringLiteral("menu"), tr("Menu"), parent), m_theme(theme)
{
}

void MenuButton::setDot(bool shown)
{
    if (std::exchange(m_dot, shown) == shown)
        return;
    setAccessibleDescription(shown ? tr("Something is unread") : QString());
    update();
}

void MenuButton::paintEvent(QPaintEvent *event)
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

} // namespace jackdaw
