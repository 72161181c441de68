// SPDX-License-Identifier: GPL-3.0-or-later
#include "board/BoardBar.h"

#include <QDateTime>
#include <QPainter>
#include <QStyle>

namespace jackdaw {

namespace {

Token tokenOf(Availability availability)
{
    switch (availability) {
    case Availability::Chat:
    case Availability::Available: return Token::Online;
    case Availability::Away: return Token::Away;
    case Availability::DoNotDisturb: return Token::DoNotDisturb;
    case Availability::ExtendedAway: return Token::ExtendedAway;
    case Availability::Offline:
    case Availability::Unknown: break;
    }
    return Token::Offline;
}

Availability shown(Availability availability)
{
    return availability == Availability::Chat ? Availability::Available : availability;
}

} // namespace

std::vector<BarPart> barParts(const std::vector<PresenceChange> &changes, qint64 now)
{
    const qint64 begin = now - barLength;
    std::vector<BarPart> parts{{begin, now, Availability::Unknown}};
    for (const PresenceChange &change : changes) {
        if (change.time >= now)
            break;
        const Availability availability = shown(change.availability);
        if (change.time <= parts.back().from) {
            parts.back().availability = availability;
        } else if (parts.back().availability != availability) {
            parts.back().to = change.time;
            parts.push_back({change.time, now, availability});
        }
        if (parts.size() > 1 && parts[parts.size() - 2].availability == parts.back().availability) {
            parts.pop_back();
            parts.back().to = now;
        }
    }
    return parts;
}

void paintBarBlock(QPainter &painter, const QRectF &rect, const Theme &theme, Availability availability)
{
    if (availability == Availability::Unknown)
        return;
    const QColor color = theme.color(tokenOf(availability));
    qreal height = rect.height();
    switch (availability) {
    case Availability::Away: height *= 0.62; break;
    case Availability::ExtendedAway: height *= 0.44; break;
    case Availability::Offline: height = 2; break;
    default: break;
    }
    const QRectF block(rect.left(), rect.bottom() - height, rect.width(), height);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    const qreal radius = std::min({2.0, block.width() / 2, height / 2});
    painter.drawRoundedRect(block, radius, radius);
    if (availability == Availability::DoNotDisturb)
        painter.fillRect(QRectF(block.left(), block.center().y() - 1, block.width(), 2), theme.color(Token::Surface));
}

void paintBar(QPainter &painter, const QRect &rect, Qt::LayoutDirection direction, const Theme &theme,
              const std::vector<PresenceChange> &changes, qint64 now)
{
    const qint64 begin = now - barLength;
    const int barHeight = theme.scaled(16);
    const auto place = [&](qint64 time) { return rect.left() + qreal(time - begin) / barLength * rect.width(); };
    const auto mirrored = [&](const QRectF &part) {
        return direction == Qt::RightToLeft ? QRectF(rect.left() + rect.right() + 1 - part.right(), part.top(), part.width(), part.height())
                                            : part;
    };
    for (const BarPart &part : barParts(changes, now)) {
        const qreal left = place(part.from), right = place(part.to);
        const qreal gap = part.to < now && right - left > 3 ? 1 : 0;
        paintBarBlock(painter, mirrored(QRectF(left, rect.top(), std::max(1.0, right - left - gap), barHeight)), theme, part.availability);
    }
    painter.setFont(theme.font(TypeRole::Tiny));
    painter.setPen(theme.color(Token::Text2));
    const QFontMetrics metrics(painter.font());
    QDateTime hour = QDateTime::fromMSecsSinceEpoch(begin);
    hour.setTime(QTime(hour.time().hour(), 0));
    const int step = 2;
    for (int i = 0; i <= 9; ++i) {
        const QDateTime at = hour.addSecs(3600 * i);
        if (at.time().hour() % step != 0)
            continue;
        const QString text = QLocale().toString(at.time().hour()).rightJustified(2, QLocale().zeroDigit().at(0));
        const int width = metrics.horizontalAdvance(text);
        const qreal x = place(at.toMSecsSinceEpoch());
        if (x < rect.left() - width || x > rect.right() + width / 2.0)
            continue;
        const qreal left = std::clamp(x - width / 2.0, qreal(rect.left()), qreal(rect.right() + 1 - width));
        if (std::abs(left - (x - width / 2.0)) > width * 0.75)
            continue;
        const QRectF label(left, rect.top() + barHeight + 1, width + 1, metrics.height());
        painter.drawText(mirrored(label), Qt::AlignCenter, text);
    }
}

} // namespace jackdaw
