// SPDX-License-Identifier: GPL-3.0-or-later
#include "board/StateChip.h"

#include "style/Style.h"
#include "widgets/Painting.h"

#include <QPainter>
#include <QStyleOptionButton>

namespace jackdaw {

namespace {
enum ChipMetric { ChipPadding = 9, ChipDot = 12, ChipGap = 6 };
} // namespace

StateChip::StateChip(const Theme &theme, Availability availability, QWidget *parent)
    : QCheckBox(availabilityText(availability), parent), m_theme(theme), m_availability(availability)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAttribute(Qt::WA_Hover);
    setAttribute(Qt::WA_LayoutUsesWidgetRect); // with the room of its ring: a line of chips would cut that off
    m_count = -1;
    setCount(0);
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void StateChip::setCount(int count)
{
    if (std::exchange(m_count, count) == count)
        return;
    setAccessibleName(tr("%1, %L2").arg(text()).arg(count));
    updateGeometry();
    update();
}

QSize StateChip::sizeHint() const
{
    const QFontMetrics metrics(m_theme.font(TypeRole::BodyStrong));
    const int width = m_theme.scaled(2 * ChipPadding + ChipDot + 2 * ChipGap) + metrics.horizontalAdvance(text())
        + metrics.horizontalAdvance(QLocale().toString(m_count));
    return QSize(width, qMax(m_theme.scaled(28), metrics.height() + 8)) + QSize(2 * focusRoom, 2 * focusRoom);
}

bool StateChip::hitButton(const QPoint &position) const
{
    return rect().contains(position);
}

void StateChip::paintEvent(QPaintEvent *)
{
    QStyleOptionButton option;
    initStyleOption(&option);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF pill = QRectF(rect()).adjusted(focusRoom, focusRoom, -focusRoom, -focusRoom);
    const bool isOn = isChecked();
    const Token ground = isOn ? Token::Selected : option.state.testFlag(QStyle::State_MouseOver) ? Token::Hover : Token::List;
    paintShape(painter, pill, pill.height() / 2, m_theme.color(ground),
               m_theme.color(m_theme.isHighContrast() ? Token::BorderStrong : isOn ? Token::Accent : Token::Line),
               m_theme.isHighContrast() ? 2 : 1);
    const auto placed = [this](const QRect &part) { return QStyle::visualRect(layoutDirection(), rect(), part); };
    const int dot = m_theme.scaled(ChipDot);
    int left = focusRoom + m_theme.scaled(ChipPadding);
    paintPresenceDot(painter, QRectF(placed(QRect(left, (height() - dot) / 2, dot, dot))), m_theme, m_availability, ground);
    left += dot + m_theme.scaled(ChipGap);
    painter.setFont(m_theme.font(TypeRole::Body));
    painter.setPen(m_theme.color(Token::Text, ground));
    const int words = painter.fontMetrics().horizontalAdvance(text());
    painter.drawText(placed(QRect(left, 0, words + 1, height())), Qt::AlignVCenter | Qt::TextSingleLine, text());
    left += words + m_theme.scaled(ChipGap);
    painter.setFont(m_theme.font(TypeRole::BodyStrong));
    const QString count = QLocale().toString(m_count);
    painter.drawText(placed(QRect(left, 0, painter.fontMetrics().horizontalAdvance(count) + 1, height())),
                     Qt::AlignVCenter | Qt::TextSingleLine, count);
    if (option.state.testFlag(QStyle::State_HasFocus) && option.state.testFlag(QStyle::State_KeyboardFocusChange))
        paintFocusRing(painter, m_theme, pill.adjusted(1, 1, -1, -1), pill.height() / 2 - 1);
}

} // namespace jackdaw
