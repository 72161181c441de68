// SPDX-License-Identifier: GPL-3.0-or-later
#include "chatpage/EncryptionPill.h"

#include "style/Style.h"
#include "style/Theme.h"

#include <QEvent>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

constexpr int pillHeight = 30;
constexpr int smallIcon = 15;
constexpr int padding = 12;
constexpr int gap = 7;

} // namespace

EncryptionPill::EncryptionPill(const Theme &theme, QWidget *parent)
    : QAbstractButton(parent)
    , m_theme(theme)
{
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
    rename();
}

void EncryptionPill::rename()
{
    setText(tr("Not encrypted"));
    setAccessibleName(tr("Encryption: %1").arg(text()));
    setToolTip(accessibleName());
}

void EncryptionPill::setRoom(Room room)
{
    if (room == m_room)
        return;
    m_room = room;
    updateGeometry();
    update();
}

QSize EncryptionPill::sizeHint() const
{
    if (m_room == Room::IconOnly)
        return QSize(m_theme.scaled(36), m_theme.scaled(36));
    QFont font = m_theme.font(TypeRole::Body);
    font.setWeight(QFont::Medium);
    const int words = QFontMetrics(font).horizontalAdvance(text());
    return QSize(2 * padding + m_theme.scaled(smallIcon) + gap + words, m_theme.scaled(pillHeight) + 2 * focusRoom);
}

void EncryptionPill::changeEvent(QEvent *event)
{
    QAbstractButton::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        rename();
}

void EncryptionPill::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QString icon = u"lock-open"_s;
    const QColor color = m_theme.color(Token::Warn);
    const bool focused = hasFocus() && window()->testAttribute(Qt::WA_KeyboardFocusChange);
    const int side = m_theme.scaled(smallIcon);
    if (m_room == Room::IconOnly) {
        const int size = m_theme.scaled(20);
        if (isDown() || underMouse())
            paintShape(painter, rect(), 8, m_theme.color(isDown() ? Token::Chip : Token::Hover));
        QRect place(0, 0, size, size);
        place.moveCenter(rect().center());
        m_theme.paintIcon(painter, place, icon, color);
        if (focused)
            paintInnerFocusRing(painter, m_theme, rect(), 8);
        return;
    }
    const QRect pill = rect().adjusted(0, focusRoom, 0, -focusRoom);
    QColor fill = m_theme.color(Token::WarnSoft);
    if (isDown() || underMouse())
        fill = m_theme.isDark() ? fill.lighter(125) : fill.darker(105);
    paintShape(painter, pill, pill.height() / 2.0, fill,
               m_theme.isHighContrast() ? color : QColor(Qt::transparent), 2);
    const auto placed = [&](const QRect &part) { return QStyle::visualRect(layoutDirection(), rect(), part); };
    m_theme.paintIcon(painter, placed(QRect(padding, pill.center().y() + 1 - side / 2, side, side)), icon, color);
    QFont font = m_theme.font(TypeRole::Body);
    font.setWeight(QFont::Medium);
    painter.setFont(font);
    painter.setPen(color);
    const int left = padding + side + gap;
    painter.drawText(placed(QRect(left - 2, pill.top(), width() - left - padding + 4, pill.height())),
                     Qt::AlignCenter | Qt::TextSingleLine, text());
    if (focused)
        paintInnerFocusRing(painter, m_theme, rect(), pill.height() / 2.0);
}

} // namespace jackdaw
