// SPDX-License-Identifier: GPL-3.0-or-later
#include "searchpage/FilterChip.h"

#include "style/Style.h"

#include <QPainter>
#include <QStyleOption>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {
constexpr int padding = 10;
constexpr int gap = 6;
constexpr int signSize = 14;
constexpr int widest = 280;
} // namespace

FilterChip::FilterChip(const Theme &theme, const QString &text, Look look, QWidget *parent)
    : QAbstractButton(parent), m_theme(theme), m_look(look)
{
    setText(text);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

QSize FilterChip::sizeHint() const
{
    const QFontMetrics metrics(m_theme.font(TypeRole::Body));
    const int width = metrics.horizontalAdvance(text()) + m_theme.scaled(2 * padding + gap + signSize);
    return QSize(std::min(width, m_theme.scaled(widest)), qMax(m_theme.scaled(28), metrics.height() + 8))
        + QSize(2 * pillRoom, 2 * pillRoom);
}

QSize FilterChip::minimumSizeHint() const
{
    return sizeHint();
}

void FilterChip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF pill = QRectF(rect()).adjusted(pillRoom, pillRoom, -pillRoom, -pillRoom);
    const bool set = m_look == Look::Set;
    const Token ground = set ? Token::Selected : underMouse() ? Token::Hover : Token::List;
    const Token ink = set ? Token::Link : Token::Text2;
    QPen border(m_theme.color(set && !m_theme.isHighContrast() ? ground : Token::BorderStrong, ground), m_theme.isHighContrast() ? 2 : 1);
    if (!set)
        border.setStyle(Qt::DashLine);
    painter.setPen(border);
    painter.setBrush(m_theme.color(ground));
    painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2);

    const int icon = m_theme.scaled(signSize);
    const int margin = m_theme.scaled(padding) + pillRoom;
    const auto placed = [&](const QRect &part) { return QStyle::visualRect(layoutDirection(), rect(), part); };
    const int middle = (height() - icon) / 2;
    const QRect sign = set ? QRect(width() - margin - icon, middle, icon, icon) : QRect(margin, middle, icon, icon);
    m_theme.paintIcon(painter, placed(sign), set ? u"x"_s : u"plus"_s, m_theme.color(ink, ground));
    const int begin = set ? margin : margin + icon + m_theme.scaled(gap);
    const int end = set ? sign.left() - m_theme.scaled(gap) : width() - margin;
    painter.setFont(m_theme.font(TypeRole::Body));
    painter.setPen(m_theme.color(ink, ground));
    painter.drawText(placed(QRect(begin, 0, end - begin + 2, height())), Qt::AlignVCenter | Qt::TextSingleLine,
                     painter.fontMetrics().elidedText(text(), Qt::ElideRight, end - begin + 1));
    QStyleOption option;
    option.initFrom(this);
    if (option.state.testFlag(QStyle::State_HasFocus) && option.state.testFlag(QStyle::State_KeyboardFocusChange))
        paintFocusRing(painter, m_theme, pill.adjusted(1, 1, -1, -1), pill.height() / 2 - 1);
}

} // namespace jackdaw
