// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/QuoteBlock.h"

#include "style/Direction.h"
#include "style/Style.h"
#include "style/Theme.h"
#include "widgets/MessageWords.h"

#include <QFontMetrics>
#include <QPainter>

#include <algorithm>

namespace jackdaw {

namespace {

constexpr int accentBar = 3;
constexpr int quotePadding = 10;  ///< between bar and words, and behind them
constexpr int quoteAbove = 4;
constexpr qsizetype previewLimit = 200; ///< more is never seen in one line

} // namespace

QuoteBlock::QuoteBlock(Content content, const Theme &theme, int maxWidth)
    : m_content(std::move(content))
{
    m_content.text = firstPart(m_content.text, previewLimit).simplified();
    const int name = QFontMetrics(theme.font(TypeRole::MetaStrong)).horizontalAdvance(m_content.name);
    const int text = QFontMetrics(theme.font(TypeRole::Meta)).horizontalAdvance(m_content.text);
    const int lines = m_content.name.isEmpty() ? 1 : 2;
    m_size = QSize(std::min(maxWidth, accentBar + 2 * quotePadding + std::max(name, text) + 2), lines * theme.lineHeight(TypeRole::Meta) + 2 * quoteAbove);
}

void QuoteBlock::paint(QPainter &painter, const QRect &rect, const Theme &theme, Qt::LayoutDirection direction, Ground ground) const
{
    const bool rightToLeft = direction == Qt::RightToLeft;
    QColor fill = theme.color(Token::Accent);
    fill.setAlphaF(theme.isDark() ? 0.22f : 0.10f);
    painter.fillRect(rect, theme.isHighContrast() ? QColor(Qt::transparent) : fill);
    painter.fillRect(rightToLeft ? QRect(rect.right() + 1 - accentBar, rect.top(), accentBar, rect.height())
                                 : QRect(rect.left(), rect.top(), accentBar, rect.height()), theme.color(Token::Link));
    QRect line = rect.adjusted(rightToLeft ? quotePadding : accentBar + quotePadding, quoteAbove, rightToLeft ? -accentBar - quotePadding : -quotePadding, -quoteAbove);
    line.setHeight(theme.lineHeight(TypeRole::Meta));
    const int alignment = int(QStyle::visualAlignment(direction, Qt::AlignLeft | Qt::AlignVCenter)) | Qt::TextSingleLine;
    if (!m_content.name.isEmpty()) {
        painter.setFont(theme.font(TypeRole::MetaStrong));
        painter.setPen(theme.color(Token::Link));
        painter.drawText(line, alignment, painter.fontMetrics().elidedText(m_content.name, Qt::ElideRight, line.width()));
        line.translate(0, line.height());
    }
    painter.setFont(theme.font(TypeRole::Meta));
    painter.setPen(theme.color(ground == Ground::Own ? Token::Text2 : Token::Text3));
    painter.drawText(line, alignment, painter.fontMetrics().elidedText(isolated(m_content.text), Qt::ElideRight, line.width()));
}

} // namespace jackdaw
