// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/JumpButton.h"

#include "style/Style.h"
#include "style/Theme.h"
#include "widgets/Painting.h"

#include <QEvent>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {
constexpr int circle = 40;
constexpr int room = 6; ///< for the focus ring and the badge
}

JumpButton::JumpButton(const Theme &theme, QWidget *parent)
    : QAbstractButton(parent)
    , m_theme(theme)
{
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    connect(&theme, &Theme::changed, this, [this] {
        m_picture = {};
        resize(sizeHint());
        update();
    });
    rename();
    resize(sizeHint());
}

QSize JumpButton::sizeHint() const
{
    const int side = m_theme.scaled(circle) + 2 * room;
    return QSize(side, side);
}

void JumpButton::setCount(int count)
{
    if (count == m_count)
        return;
    m_count = count;
    rename();
    update();
}

void JumpButton::rename()
{
    const QString name = m_count > 0 ? tr("Jump to newest, %L1 new").arg(m_count) : tr("Jump to newest");
    setAccessibleName(name);
    setToolTip(tr("%1 (End)").arg(name));
}

bool JumpButton::event(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        rename();
    return QAbstractButton::event(event);
}

void JumpButton::paintDisc(QPainter &painter, const QRect &disc, Token ground) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    if (!m_theme.isHighContrast()) {
        painter.setPen(Qt::NoPen);
        for (int spread = 4; spread > 0; --spread) {
            painter.setBrush(m_theme.shadow(10));
            painter.drawEllipse(QRectF(disc).adjusted(-spread / 2.0, 1, spread / 2.0, spread));
        }
    }
    paintShape(painter, disc, disc.width() / 2.0, m_theme.color(ground),
               m_theme.color(m_theme.isHighContrast() ? Token::Text : m_theme.isDark() ? Token::PopupOutline : Token::Line),
               m_theme.isHighContrast() ? 2 : 1);
    const int size = m_theme.scaled(20);
    QRect icon(0, 0, size, size);
    icon.moveCenter(disc.center());
    m_theme.paintIcon(painter, icon, u"arrow-down"_s, m_theme.color(Token::Text2));
}

void JumpButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QRect disc = rect().adjusted(room, room, -room, -room);
    const Token ground = isDown() ? Token::Chip : underMouse() ? Token::Hover : Token::Raised;
    const qreal ratio = devicePixelRatioF();
    const QSize pixels = (QSizeF(size()) * ratio).toSize();
    if (m_picture.size() != pixels || m_picture.devicePixelRatio() != ratio || m_pictureGround != ground) {
        m_picture = QPixmap(pixels);
        m_picture.setDevicePixelRatio(ratio);
        m_picture.fill(Qt::transparent);
        m_pictureGround = ground;
        QPainter made(&m_picture);
        paintDisc(made, disc, ground);
    }
    painter.drawPixmap(QPoint(0, 0), m_picture);
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_count > 0) {
        const int width = badgeWidth(m_theme, m_count);
        const int height = m_theme.scaled(18);
        paintBadge(painter, QRectF(disc.center().x() + 0.5 - width / 2.0, 0, width, height), m_theme, m_count, BadgeKind::Unread);
    }
    if (hasFocus())
        paintFocusRing(painter, m_theme, disc, disc.width() / 2.0);
}

} // namespace jackdaw
