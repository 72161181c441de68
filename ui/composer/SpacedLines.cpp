// SPDX-License-Identifier: GPL-3.0-or-later
#include "composer/SpacedLines.h"

#include <QTextBlock>
#include <QTextDocument>
#include <QTextLayout>

#include <algorithm>
#include <cmath>
#include <utility>

namespace jackdaw {

void SpacedLines::setLineHeight(int pixels)
{
    if (std::exchange(m_lineHeight, pixels) != pixels)
        requestUpdate();
}

QRectF SpacedLines::blockBoundingRect(const QTextBlock &block) const
{
    QRectF rect = QPlainTextDocumentLayout::blockBoundingRect(block);
    if (rect.isNull() || !block.isVisible())
        return rect;
    qreal height = 0;
    const QTextLayout *layout = block.layout();
    for (int i = 0; i < layout->lineCount(); ++i) {
        QTextLine line = layout->lineAt(i);
        const qreal room = std::max<qreal>(m_lineHeight, std::ceil(line.height()));
        line.setPosition(QPointF(line.x(), height + std::floor((room - line.height()) / 2)));
        height += room;
    }
    // Qt has the margin below with the last block.
    rect.setHeight(height + (block.next().isValid() ? 0 : document()->documentMargin()));
    return rect;
}

} // namespace jackdaw
