// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/Switch.h"

#include "style/Style.h"

#include <QPainter>
#include <QStyleOptionButton>

namespace jackdaw {

Switch::Switch(const Theme &theme, const QString &name, QWidget *parent) : QCheckBox(parent), m_theme(theme)
{
    Q_ASSERT(!name.isEmpty());
    setAccessibleName(name);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

QSize Switch::sizeHint() const
{
    return QSize(m_theme.scaled(36) + 2 * focusRoom, qMax(32, m_theme.scaled(20)) + 2 * focusRoom);
}

bool Switch::hitButton(const QPoint &position) const
{
    return rect().contains(position);
}

void Switch::paintEvent(QPaintEvent *)
{
    QStyleOptionButton option;
    initStyleOption(&option);
    const bool hovered = isEnabled() && option.state.testFlag(QStyle::State_MouseOver);
    const bool on = isChecked();
    QPainter painter(this);
    QRectF track(0, 0, m_theme.scaled(36), m_theme.scaled(20));
    track.moveCenter(QRectF(rect()).center());
    const qreal radius = track.height() / 2;
    const QColor fill = !isEnabled() ? m_theme.color(Token::Chip)
        : on ? m_theme.color(isDown() ? Token::AccentPressed : hovered ? Token::AccentHover : Token::Accent)
             : m_theme.color(hovered ? Token::Hover : Token::Surface);
    const QColor border = on && isEnabled() && !m_theme.isHighContrast() ? QColor(Qt::transparent) : m_theme.color(Token::BorderStrong);
    paintShape(painter, track, radius, fill, border, m_theme.isHighContrast() ? 2 : 1);
    // The knob is smaller when off: shape, not only colour, tells which.
    const qreal knob = on ? track.height() - 6 : track.height() - 9;
    const bool atEnd = on != (layoutDirection() == Qt::RightToLeft);
    const qreal inset = (track.height() - knob) / 2;
    const qreal left = atEnd ? track.right() - inset - knob : track.left() + inset;
    paintShape(painter, QRectF(left, track.top() + inset, knob, knob), knob / 2,
               m_theme.color(!isEnabled() ? Token::Text3 : on ? Token::OnAccent : Token::BorderStrong));
    if (option.state.testFlag(QStyle::State_HasFocus) && option.state.testFlag(QStyle::State_KeyboardFocusChange))
        paintFocusRing(painter, m_theme, track, radius);
}

} // namespace jackdaw
