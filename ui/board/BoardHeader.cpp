// SPDX-License-Identifier: GPL-3.0-or-later
#include "board/BoardHeader.h"

#include "style/Direction.h"
#include "style/Theme.h"
#include "widgets/Painting.h"

#include <QHoverEvent>
#include <QPainter>
#include <QStyle>

namespace jackdaw {

namespace {
constexpr int cellMargin = 8; ///< as in BoardCellDelegate
} // namespace

BoardHeader::BoardHeader(const Theme &theme, QWidget *parent)
    : QHeaderView(Qt::Horizontal, parent), m_theme(theme)
{
    setSectionsClickable(true);
    setSectionsMovable(true);
    setHighlightSections(false);
    viewport()->setAttribute(Qt::WA_Hover);
    setDefaultAlignment(Qt::AlignLeading | Qt::AlignVCenter);
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        viewport()->update();
    });
}

QSize BoardHeader::sizeHint() const
{
    return QSize(QHeaderView::sizeHint().width(), std::max(m_theme.scaled(34), m_theme.lineHeight(TypeRole::MetaStrong) + 14));
}

bool BoardHeader::viewportEvent(QEvent *event)
{
    const int hovered = m_hovered, pressed = m_pressed;
    switch (event->type()) {
    case QEvent::HoverEnter:
    case QEvent::HoverMove: m_hovered = logicalIndexAt(static_cast<QHoverEvent *>(event)->position().toPoint()); break;
    case QEvent::HoverLeave: m_hovered = -1; break;
    case QEvent::MouseButtonPress: {
        const auto *mouse = static_cast<QMouseEvent *>(event);
        // Between two of them it is their width that is pulled.
        const bool isWithin = viewport()->cursor().shape() != Qt::SplitHCursor;
        m_pressed = mouse->button() == Qt::LeftButton && isWithin ? logicalIndexAt(mouse->position().toPoint()) : -1;
        break;
    }
    case QEvent::MouseButtonRelease: m_pressed = -1; break;
    default: break;
    }
    if (hovered != m_hovered || pressed != m_pressed)
        viewport()->update();
    return QHeaderView::viewportEvent(event);
}

void BoardHeader::paintEvent(QPaintEvent *event)
{
    QHeaderView::paintEvent(event);
    QPainter painter(viewport());
    painter.setPen(m_theme.color(Token::Line));
    painter.drawLine(0, viewport()->height() - 1, viewport()->width(), viewport()->height() - 1);
}

void BoardHeader::paintSection(QPainter *painter, const QRect &rect, int section) const
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const Token ground = section == m_pressed ? Token::Chip : section == m_hovered ? Token::Hover : Token::Surface;
    painter->fillRect(rect, m_theme.color(ground));
    const auto placed = [&](const QRect &part) { return QStyle::visualRect(layoutDirection(), rect, part); };
    const bool isSorted = isSortIndicatorShown() && sortIndicatorSection() == section;
    const int arrow = m_theme.scaled(14);
    const QRect text = rect.adjusted(cellMargin, 0, -cellMargin - (isSorted ? arrow + 2 : 0), 0);
    const Token color = isSorted ? Token::Text : Token::Text2;
    painter->setFont(m_theme.font(TypeRole::MetaStrong));
    painter->setPen(m_theme.color(color));
    const QString words = model()->headerData(section, Qt::Horizontal, Qt::DisplayRole).toString();
    drawLeadingLine(*painter, placed(text), layoutDirection(), words);
    if (isSorted) {
        // Behind the words, where the eye is.
        const int end = std::min(text.right() + 3, text.left() + QFontMetrics(painter->font()).horizontalAdvance(words) + 6);
        const QString icon = sortIndicatorOrder() == Qt::AscendingOrder ? QStringLiteral("chevron-up") : QStringLiteral("chevron-down");
        m_theme.paintIcon(*painter, placed(QRect(end, rect.center().y() - arrow / 2, arrow, arrow)), icon, m_theme.color(color));
    }
    painter->restore();
}

} // namespace jackdaw
