// SPDX-License-Identifier: GPL-3.0-or-later
#include "board/LogBarDelegate.h"

#include "board/BoardBar.h"
#include "style/Style.h"
#include "widgets/Painting.h"

#include <QDateTime>
#include <QPainter>

#include <algorithm>

namespace jackdaw {

namespace {

constexpr int hoursBetweenLabels = 6;

} // namespace

qint64 LogLine::length() const
{
    if ((isTeam() ? knownTime(crowd) : knownTime(spans)) == 0)
        return -1;
    return isTeam() ? coveredTime(crowd, atLeast) : availableTime(spans);
}

LogBarDelegate::LogBarDelegate(const QList<LogLine> &lines, const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent), m_lines(lines), m_theme(theme)
{
}

QSize LogBarDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return QSize(m_theme.scaled(280), m_theme.scaled(22) + m_theme.lineHeight(TypeRole::Tiny) + 12);
}

void LogBarDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    if (index.row() >= m_lines.size())
        return;
    const LogLine &line = m_lines.at(index.row());
    const Token ground = option.state.testFlag(QStyle::State_Selected) ? Token::Selected
        : option.state.testFlag(QStyle::State_MouseOver)               ? Token::Hover
                                                                       : Token::Surface;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->fillRect(option.rect, m_theme.color(ground));
    const QRect bar = QRect(option.rect.left() + 8, option.rect.top() + 6, option.rect.width() - 16, m_theme.scaled(20));
    const auto place = [&](qint64 time) { return bar.left() + qreal(time - line.from) / qreal(line.to - line.from) * bar.width(); };
    const auto mirrored = [&](const QRectF &part) {
        return option.direction == Qt::RightToLeft
            ? QRectF(bar.left() + bar.right() + 1 - part.right(), part.top(), part.width(), part.height())
            : part;
    };
    painter->fillRect(QRectF(bar.left(), bar.bottom() + 1, bar.width(), 1), m_theme.color(Token::Line, ground));
    const auto block = [&](qint64 from, qint64 to) {
        return mirrored(QRectF(place(from), bar.top(), std::max(1.0, place(to) - place(from)), bar.height()));
    };
    for (const PresenceSpan &span : line.spans)
        paintBarBlock(*painter, block(span.from, span.to), m_theme, span.availability);
    for (const CrowdSpan &span : line.crowd) {
        const QRectF all = block(span.from, span.to);
        if (span.known == 0)
            continue;
        const qreal height = std::max(2.0, all.height() * span.available / line.people);
        const bool isEnough = span.available >= line.atLeast;
        painter->setPen(Qt::NoPen);
        painter->setBrush(m_theme.color(isEnough ? Token::Online : Token::Away, ground));
        painter->drawRect(QRectF(all.left(), all.bottom() - height, all.width(), height));
        if (isEnough)
            painter->fillRect(QRectF(all.left(), all.bottom() + 2, all.width(), 2), m_theme.color(Token::Online, ground));
    }
    painter->setFont(m_theme.font(TypeRole::Tiny));
    painter->setPen(m_theme.color(Token::Text2, ground));
    const QFontMetrics metrics(painter->font());
    const QDateTime midnight = QDateTime::fromMSecsSinceEpoch(line.from);
    for (int hour = 0; hour <= 24; hour += hoursBetweenLabels) {
        // By the clock: on the day that has 23 or 25 hours, six is where the clock says so.
        const QDateTime at = hour < 24 ? QDateTime(midnight.date(), QTime(hour, 0)) : QDateTime::fromMSecsSinceEpoch(line.to);
        const QString text = QLocale().toString(hour).rightJustified(2, QLocale().zeroDigit().at(0));
        const int width = metrics.horizontalAdvance(text) + 1;
        const qreal left = std::clamp(place(at.toMSecsSinceEpoch()) - width / 2.0, qreal(bar.left()), qreal(bar.right() + 1 - width));
        painter->drawText(mirrored(QRectF(left, bar.bottom() + 4, width, metrics.height())), Qt::AlignCenter, text);
    }
    if (option.state.testFlag(QStyle::State_HasFocus) && option.state.testFlag(QStyle::State_KeyboardFocusChange))
        paintInnerFocusRing(*painter, m_theme, QRectF(option.rect), 2, ground);
    painter->restore();
}

} // namespace jackdaw
