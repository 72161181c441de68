// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/AvatarWidget.h"

#include "style/Theme.h"

#include <utility>

namespace jackdaw {

AvatarWidget::AvatarWidget(const Theme &theme, int diameter, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_diameter(diameter)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void AvatarWidget::setSubject(const QString &name, const BareJid &jid, AvatarShape shape)
{
    m_name = name;
    m_jid = jid;
    m_shape = shape;
    update();
}

void AvatarWidget::setDiameter(int diameter)
{
    if (std::exchange(m_diameter, diameter) == diameter)
        return;
    updateGeometry();
    update();
}

void AvatarWidget::setAvailability(std::optional<Availability> availability)
{
    m_availability = availability;
    setToolTip(availability ? availabilityText(*availability) : QString());
    update();
}

void AvatarWidget::setGround(Token ground)
{
    m_ground = ground;
    update();
}

QSize AvatarWidget::sizeHint() const
{
    // The dot stands out of the circle by a little.
    const int size = m_theme.scaled(m_diameter) + (m_availability ? 2 : 0);
    return QSize(size, size);
}

void AvatarWidget::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    const int size = m_theme.scaled(m_diameter);
    const QRectF circle(mirrored ? width() - size : 0, 0, size, size);
    paintAvatar(painter, circle, m_theme, m_name, m_jid, m_shape);
    if (m_availability) {
        const qreal dot = m_theme.scaled(14);
        // On the circle, however large that is.
        const qreal inset = size * 0.125 + dot / 2;
        const QRectF place(mirrored ? circle.left() + inset - dot : circle.right() - inset, circle.bottom() - inset, dot, dot);
        paintPresenceDot(painter, place, m_theme, *m_availability, m_ground);
    }
}

} // namespace jackdaw
