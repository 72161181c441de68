// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/Painting.h"

#include "style/AvatarSource.h"
#include "style/Style.h"
#include "style/TextLine.h"
#include "style/Theme.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPixmapCache>
#include <QTextBoundaryFinder>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

struct PaintingWords
{
    Q_DECLARE_TR_FUNCTIONS(Painting)
};

/// The first letter or figure of a word as people count them: one grapheme, which may be several code points.
QString firstLetter(const QString &word)
{
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, word);
    qsizetype start = 0;
    while (start < word.size()) {
        qsizetype end = finder.toNextBoundary();
        if (end < 0)
            end = word.size();
        if (QChar::isLetterOrNumber(QStringView(word).mid(start).toUcs4().value(0)))
            return word.mid(start, end - start).toUpper();
        start = end;
    }
    return {};
}

void fillEllipse(QPainter &painter, const QRectF &rect, const QColor &color)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawEllipse(rect);
}

QRectF about(const QPointF &center, qreal diameter)
{
    return QRectF(center.x() - diameter / 2, center.y() - diameter / 2, diameter, diameter);
}

/// The picture that somebody has; false: none, or not yet.
bool paintPicture(QPainter &painter, const QRectF &rect, const Theme &theme, const BareJid &jid, AvatarShape shape)
{
    const AvatarSource *source = theme.avatars();
    const qreal ratio = painter.device() ? painter.device()->devicePixelRatioF() : 1;
    const QPixmap picture = source ? source->avatar(jid, qCeil(rect.width() * ratio)) : QPixmap();
    if (picture.isNull())
        return false;
    QBrush brush(picture);
    brush.setTransform(QTransform::fromTranslate(rect.left(), rect.top()).scale(rect.width() / picture.width(), rect.height() / picture.height()));
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.setBrush(brush);
    if (shape == AvatarShape::Group)
        painter.drawRoundedRect(rect, rect.width() * 0.23, rect.width() * 0.23);
    else
        painter.drawEllipse(rect);
    return true;
}

QString badgeText(int count)
{
    return count > 999 ? u"999+"_s : QString::number(count);
}

} // namespace

QString initials(const QString &name)
{
    QString person = name;
    // Of an address the part before the @ is the name.
    if (const qsizetype at = person.indexOf(u'@'); at > 0 && !person.contains(u' '))
        person = person.left(at).replace(u'.', u' ').replace(u'_', u' ').replace(u'-', u' ');
    const QStringList words = person.simplified().split(u' ', Qt::SkipEmptyParts);
    QStringList letters;
    for (const QString &word : words) {
        if (const QString letter = firstLetter(word); !letter.isEmpty())
            letters.append(letter);
    }
    if (letters.isEmpty())
        return u"?"_s;
    return letters.size() == 1 ? letters.constFirst() : letters.constFirst() + letters.constLast();
}

QString firstName(const QString &name)
{
    const QString first = name.simplified().section(u' ', 0, 0);
    // "Dr." and "J." are nobody's names, and an address is one word.
    const bool isName = firstLetter(first).size() > 0 && first.size() > 1 && !first.endsWith(u'.') && !first.endsWith(u':')
        && !first.endsWith(u',');
    return isName ? first : name;
}

void paintAvatar(QPainter &painter, const QRectF &rect, const Theme &theme, const QString &name, const BareJid &jid,
                 AvatarShape shape)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    if (paintPicture(painter, rect, theme, jid, shape)) {
        painter.restore();
        return;
    }
    painter.setBrush(theme.avatarColor(jid));
    if (shape == AvatarShape::Group) {
        const qreal radius = rect.width() * 0.23;
        painter.drawRoundedRect(rect, radius, radius);
        const qreal icon = qRound(rect.width() * 0.5);
        theme.paintIcon(painter, about(rect.center(), icon), u"users-round"_s, theme.color(Token::OnSolid));
    } else {
        painter.drawEllipse(rect);
        QFont font = theme.font(TypeRole::NameStrong);
        font.setPixelSize(qMax(1, qRound(rect.width() * 0.36)));
        painter.setFont(font);
        painter.setPen(theme.color(Token::OnSolid));
        const TextLine letters(painter, initials(name));
        // Centred by the height of capitals: by the line they stand too low.
        const QFontMetricsF metrics(font);
        const qreal baseline = rect.center().y() + metrics.capHeight() / 2;
        letters.draw(painter, QPointF(rect.center().x() - letters.advance() / 2, qRound(baseline)));
    }
    painter.restore();
}

namespace {

void drawDisplayed(QPainter &painter, const QRectF &rect, const QColor &disc, const QColor &mark)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const qreal size = qMin(rect.width(), rect.height());
    const QRectF round = about(rect.center(), size * 0.94);
    fillEllipse(painter, round, disc);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(mark, size * 0.13, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const auto at = [&](qreal x, qreal y) { return round.topLeft() + QPointF(round.width() * x, round.height() * y); };
    painter.drawPolyline(QPolygonF{at(0.28, 0.52), at(0.44, 0.67), at(0.73, 0.36)});
    painter.restore();
}

/// A frame of a conversation has it on most own messages: as a picture it takes a fifth of the time.
void paintDisplayed(QPainter &painter, const QRectF &rect, const QColor &disc, const QColor &mark)
{
    const QRect whole = rect.toRect();
    if (rect != QRectF(whole) || whole.isEmpty()) {
        drawDisplayed(painter, rect, disc, mark);
        return;
    }
    const qreal ratio = painter.device()->devicePixelRatioF();
    const QString key = u"jackdaw-displayed/%1/%2/%3/%4/%5"_s.arg(whole.width()).arg(whole.height()).arg(ratio)
                            .arg(disc.rgba(), 0, 16).arg(mark.rgba(), 0, 16);
    QPixmap picture;
    if (!QPixmapCache::find(key, &picture)) {
        picture = QPixmap((QSizeF(whole.size()) * ratio).toSize());
        picture.setDevicePixelRatio(ratio);
        picture.fill(Qt::transparent);
        QPainter made(&picture);
        drawDisplayed(made, QRectF(QPointF(), rect.size()), disc, mark);
        made.end();
        QPixmapCache::insert(key, picture);
    }
    painter.drawPixmap(whole.topLeft(), picture);
}

} // namespace

void paintPresenceDot(QPainter &painter, const QRectF &rect, const Theme &theme, Availability availability, Token ground)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    fillEllipse(painter, rect, theme.color(ground));
    const auto colorOf = [&](Token token) { return theme.color(token, ground); };
    const qreal size = rect.width() * 10 / 14;
    const QRectF dot = about(rect.center(), size);
    const auto ring = [&](const QColor &color) {
        const qreal width = size * 0.2;
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(color, width));
        painter.drawEllipse(dot.adjusted(width / 2, width / 2, -width / 2, -width / 2));
    };
    switch (availability) {
    case Availability::Chat:
    case Availability::Available: fillEllipse(painter, dot, colorOf(Token::Online)); break;
    case Availability::Away: {
        QPainterPath disc;
        disc.addEllipse(dot);
        QPainterPath bite;
        bite.addEllipse(QRectF(dot.left() - size * 0.12, dot.top() - size * 0.12, size * 0.66, size * 0.66));
        painter.setPen(Qt::NoPen);
        painter.setBrush(colorOf(Token::Away));
        painter.drawPath(disc.subtracted(bite));
        break;
    }
    case Availability::DoNotDisturb: {
        fillEllipse(painter, dot, colorOf(Token::DoNotDisturb));
        painter.setBrush(theme.color(ground));
        const QRectF bar(dot.center().x() - size * 0.28, dot.center().y() - size * 0.1, size * 0.56, size * 0.2);
        painter.drawRoundedRect(bar, bar.height() / 2, bar.height() / 2);
        break;
    }
    case Availability::ExtendedAway:
        ring(colorOf(Token::ExtendedAway));
        fillEllipse(painter, about(dot.center(), size * 0.3), colorOf(Token::ExtendedAway));
        break;
    case Availability::Offline:
    case Availability::Unknown: ring(colorOf(Token::Offline)); break;
    }
    painter.restore();
}

int badgeWidth(const Theme &theme, int count)
{
    const int height = theme.scaled(18);
    const QFontMetrics metrics(theme.font(TypeRole::TinyStrong));
    return qMax(height, metrics.horizontalAdvance(badgeText(count)) + 2 * theme.scaled(5));
}

void paintBadge(QPainter &painter, const QRectF &rect, const Theme &theme, int count, BadgeKind kind)
{
    const Token fill = kind == BadgeKind::Unread ? Token::Accent : kind == BadgeKind::Alert ? Token::AlertBadge : Token::Chip;
    const bool outlined = kind == BadgeKind::Neutral && theme.isHighContrast();
    paintShape(painter, rect, rect.height() / 2, theme.color(fill),
               outlined ? theme.color(Token::BorderStrong) : QColor(Qt::transparent));
    painter.save();
    painter.setFont(theme.font(TypeRole::TinyStrong));
    painter.setPen(kind == BadgeKind::Neutral ? theme.color(Token::Text2)
                   : theme.color(kind == BadgeKind::Alert ? Token::OnSolid : Token::OnAccent));
    const QFontMetricsF metrics(painter.font());
    const TextLine text(painter, badgeText(count));
    text.draw(painter, QPointF(rect.center().x() - text.advance() / 2, qRound(rect.center().y() + metrics.capHeight() / 2)));
    painter.restore();
}

void paintMentionBadge(QPainter &painter, const QRectF &rect, const Theme &theme)
{
    paintShape(painter, rect, rect.height() / 2, theme.color(Token::Accent), Qt::transparent);
    theme.paintIcon(painter, about(rect.center(), rect.height() * 12 / 18), u"at-sign"_s, theme.color(Token::OnAccent));
}

void paintMessageState(QPainter &painter, const QRectF &rect, const Theme &theme, MessageState state, Token ground)
{
    // text3 is not for own bubbles (design/ui.md, "Colour tokens").
    const QColor quiet = theme.color(ground == Token::BubbleOut ? Token::Text2 : Token::Text3, ground);
    switch (state) {
    case MessageState::Waiting: theme.paintIcon(painter, rect, u"clock"_s, quiet); return;
    case MessageState::Sent: theme.paintIcon(painter, rect, u"check"_s, quiet); return;
    case MessageState::Delivered: theme.paintIcon(painter, rect, u"check-check"_s, quiet); return;
    case MessageState::Failed: theme.paintIcon(painter, rect, u"circle-alert"_s, theme.color(Token::Bad, ground)); return;
    case MessageState::Displayed:
        paintDisplayed(painter, rect, theme.color(Token::Link, ground), theme.color(ground));
        return;
    case MessageState::Received: return;
    }
}

QString availabilityText(Availability availability)
{
    switch (availability) {
    case Availability::Chat: return PaintingWords::tr("Free for chat");
    case Availability::Available: return PaintingWords::tr("Available");
    case Availability::Away: return PaintingWords::tr("Away");
    case Availability::ExtendedAway: return PaintingWords::tr("Away for long");
    case Availability::DoNotDisturb: return PaintingWords::tr("Do not disturb");
    case Availability::Offline: return PaintingWords::tr("Offline");
    case Availability::Unknown: return PaintingWords::tr("Unknown");
    }
    return {};
}

QString messageStateText(MessageState state)
{
    switch (state) {
    case MessageState::Waiting: return PaintingWords::tr("Waiting");
    case MessageState::Sent: return PaintingWords::tr("Sent");
    case MessageState::Delivered: return PaintingWords::tr("Delivered");
    case MessageState::Displayed: return PaintingWords::tr("Displayed");
    case MessageState::Failed: return PaintingWords::tr("Failed");
    case MessageState::Received: return PaintingWords::tr("Received");
    }
    return {};
}

} // namespace jackdaw
