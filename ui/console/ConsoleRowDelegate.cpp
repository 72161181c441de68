// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/ConsoleRowDelegate.h"

#include "account/ConsoleModel.h"
#include "style/TimeText.h"

#include <QPainter>

namespace jackdaw {

namespace {

constexpr int consolePadding = 8;

} // namespace

void ConsoleRowDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto *model = qobject_cast<const ConsoleModel *>(index.model());
    if (!model)
        return;
    const ConsoleStanza &stanza = model->stanza(index.row());
    const bool isChosen = option.state.testFlag(QStyle::State_Selected);
    const Token ground = isChosen ? Token::Selected : Token::Surface;
    painter->save();
    painter->fillRect(option.rect, m_theme.color(ground));
    if (option.state.testFlag(QStyle::State_HasFocus)) {
        painter->setPen(QPen(m_theme.color(Token::Focus), 2));
        painter->drawRect(option.rect.adjusted(1, 1, -2, -2));
    }
    // XML reads from left to right in every language.
    painter->setLayoutDirection(Qt::LeftToRight);
    const QRect row = option.rect.adjusted(consolePadding, 0, -consolePadding, 0);
    painter->setFont(m_theme.font(TypeRole::Meta));
    painter->setPen(m_theme.color(Token::Text3, ground));
    const QString time = clockText(stanza.time);
    const int timeWidth = painter->fontMetrics().horizontalAdvance(QStringLiteral("00:00 PM")) + consolePadding;
    painter->drawText(QRect(row.left(), row.top(), timeWidth, row.height()), int(Qt::AlignLeft | Qt::AlignVCenter), time);
    painter->setFont(m_theme.font(TypeRole::Mono));
    painter->setPen(m_theme.color(stanza.way == ConsoleStanza::Way::In ? Token::Text : Token::Link, ground));
    const QString arrow = stanza.way == ConsoleStanza::Way::In ? QStringLiteral("\u2190 ") : QStringLiteral("\u2192 ");
    const QRect text = row.adjusted(timeWidth, 0, 0, 0);
    const QString line = painter->fontMetrics().elidedText(arrow + index.data().toString(), Qt::ElideRight, text.width());
    painter->drawText(text, int(Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine), line);
    painter->restore();
}

QSize ConsoleRowDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {0, m_theme.lineHeight(TypeRole::Mono) + 8};
}

} // namespace jackdaw
