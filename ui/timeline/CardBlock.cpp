// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/CardBlock.h"

#include "style/Direction.h"
#include "style/Theme.h"
#include "widgets/MessageWords.h"
#include "widgets/Painting.h"

#include <QCoreApplication>
#include <QFontMetrics>
#include <QPainter>
#include <QPainterPath>
#include <QStyle>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

constexpr int gridWidth = 300;
constexpr int gridHeight = 108; // mockup 12
constexpr int gridStep = 30;
constexpr int gridRadius = 10;
constexpr int personPicture = 44;
constexpr int pictureGap = 12;
constexpr int actBetween = 14;
constexpr int actsAbove = 6;
constexpr int linesAbove = 10;
constexpr int timeBeside = 76;
constexpr int timeRise = 2;     ///< for the time to stand on the line of the last words
constexpr int gridInk = 70;     ///< of 255

struct CardWords
{
    Q_DECLARE_TR_FUNCTIONS(CardBlock)
};

/// The outline of the icon, filled, with a hole; its tip is a little below `center`.
void paintPin(QPainter &painter, const QPointF &center, qreal size, const QColor &color,
              const QColor &hole)
{
    QPainterPath pin(QPointF(20, 10)); // in the icon's own 24 by 24
    pin.cubicTo(20, 14.993, 14.461, 20.193, 12.601, 21.799);
    pin.quadTo(12, 22.25, 11.399, 21.799);
    pin.cubicTo(9.539, 20.193, 4, 14.993, 4, 10);
    pin.arcTo(QRectF(4, 2, 16, 16), 180, -180);
    painter.save();
    painter.translate(center.x() - size / 2, center.y() - size * 0.6);
    painter.scale(size / 24, size / 24);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawPath(pin);
    painter.setBrush(hole);
    painter.drawEllipse(QPointF(12, 10), 3, 3);
    painter.restore();
}

} // namespace

QString CardBlock::placeLine(const Place &place)
{
    const QString where = QChar(0x2066) + placeText(place) + QChar(0x2069);
    return place.accuracy < 0 ? where : where + u" \u00B7 "_s + CardWords::tr("within %1 m").arg(qRound(place.accuracy));
}

CardBlock::CardBlock(const Content &content, const Theme &theme, int maxWidth) : m_content(content)
{
    const LinkCard &card = content.card;
    const QFontMetrics titles(theme.font(TypeRole::BodyStrong));
    const QFontMetrics metas(theme.font(TypeRole::Meta));
    const QFontMetrics strong(theme.font(TypeRole::MetaStrong));
    const int titleLine = theme.lineHeight(TypeRole::BodyStrong);
    const int metaLine = theme.lineHeight(TypeRole::Meta);
    const bool isPlace = card.place.has_value();
    m_title = cardTitle(card);
    // Addresses and coordinates run from left to right everywhere, what is said of them does not.
    m_line = isPlace ? placeLine(*card.place) : QChar(0x2066) + card.person.toString() + QChar(0x2069);
    if (content.live) {
        m_title = content.live->title;
        m_line = content.live->line;
        m_state = content.live->state;
    }
    const auto add = [&](const QString &words, const QUrl &url) {
        m_acts.append({words, QRect(0, 0, strong.horizontalAdvance(words) + 2, metaLine)});
        m_links.append({0, 0, url, LinkDoubt::None});
    };
    if (isOver()) {
        // Maps would show where it began as if they were there now.
    } else if (content.live) {
        // The place alone: what opens the live one is for nobody else.
        add(CardWords::tr("Open in maps"), QUrl(placeUri(*content.live->place), QUrl::StrictMode));
    } else if (isPlace) {
        add(CardWords::tr("Open in maps"), card.url);
    } else {
        QUrl plain(personUri(card.person, {}));
        add(CardWords::tr("Chat"), plain);
        if (content.person == Content::Person::Stranger) {
            plain.setQuery(u"subscribe"_s); // RFC 5122 and XEP-0147, 4: the client asks for the rest
            add(CardWords::tr("Add contact"), plain);
        }
    }
    if (isPlace && !isOver()) {
        const QString copy = content.copy == Content::Copy::Done ? CardWords::tr("Copied") : CardWords::tr("Copy");
        m_acts.append({copy, QRect(0, 0, strong.horizontalAdvance(copy) + 2, metaLine)});
    }
    int acts = 0;
    for (const Act &act : std::as_const(m_acts))
        acts += act.rect.width() + actBetween;

    int y = 0;
    int x = 0;
    int width = 0;
    if (isPlace) {
        width = std::min(theme.scaled(gridWidth), maxWidth);
        m_picture = QRect(0, 0, width, theme.scaled(gridHeight));
        y = m_picture.height() + linesAbove;
    } else {
        const int side = theme.scaled(personPicture);
        x = side + pictureGap;
        const int wanted = std::max({titles.horizontalAdvance(m_title) + 2, metas.horizontalAdvance(m_line) + 2, acts + theme.scaled(timeBeside)});
        width = std::min(maxWidth, x + wanted);
        m_picture = QRect(0, 2, side, side);
    }
    m_titleRect = QRect(x, y, width - x, titleLine);
    m_lineRect = QRect(x, m_titleRect.bottom() + 1, width - x, metaLine);
    m_stateRect = QRect(x, m_lineRect.bottom() + 1, width - x, m_state.isEmpty() ? 0 : metaLine);
    if (m_acts.isEmpty()) { // the time stands beside the last line there is
        m_lineRect.setWidth(std::max(0, m_lineRect.width() - theme.scaled(timeBeside)));
        m_size = QSize(width, m_lineRect.bottom() + 1);
        m_textTop = m_size.height() - theme.lineHeight(TypeRole::Message) - timeRise;
        return;
    }
    y = m_stateRect.bottom() + 1 + actsAbove;
    for (Act &act : m_acts) {
        act.rect.moveTopLeft(QPoint(x, y));
        x += act.rect.width() + actBetween;
    }
    m_size = QSize(width, y + metaLine);
    m_textTop = m_size.height() - theme.lineHeight(TypeRole::Message) - timeRise;
}

void CardBlock::mirror(int width)
{
    const auto turn = [width](QRect &rect) { rect.moveLeft(width - rect.right() - 1); };
    turn(m_picture);
    turn(m_titleRect);
    turn(m_lineRect);
    turn(m_stateRect);
    for (Act &act : m_acts)
        turn(act.rect);
}

const TextLink *CardBlock::linkAt(const QPoint &point) const
{
    for (qsizetype i = 0; i < m_links.size(); ++i) {
        if (m_acts.at(i).rect.adjusted(-4, -4, 4, 4).contains(point))
            return &m_links.at(i);
    }
    return m_picture.contains(point) && !m_links.isEmpty() ? &m_links.constFirst() : nullptr;
}

bool CardBlock::isCopyAt(const QPoint &point) const
{
    return m_acts.size() > m_links.size() && m_acts.constLast().rect.adjusted(-4, -4, 4, 4).contains(point);
}

/// No map: a grid, so that it is seen to be a place, with a circle and a pin.
void CardBlock::paintGrid(QPainter &painter, const QRect &rect, const Theme &theme) const
{
    painter.save();
    QPainterPath shape;
    shape.addRoundedRect(rect, gridRadius, gridRadius);
    painter.setClipPath(shape, Qt::IntersectClip);
    painter.fillRect(rect, theme.color(Token::Chip));
    painter.setRenderHint(QPainter::Antialiasing, false);
    QColor ink = theme.color(Token::BorderStrong); // what separates areas is not seen on them
    ink.setAlpha(gridInk);
    painter.setPen(QPen(ink, 1));
    const int step = theme.scaled(gridStep);
    for (int x = rect.left() + step / 2; x < rect.right(); x += step)
        painter.drawLine(x, rect.top(), x, rect.bottom());
    for (int y = rect.top() + step / 2; y < rect.bottom(); y += step)
        painter.drawLine(rect.left(), y, rect.right(), y);
    painter.setRenderHint(QPainter::Antialiasing);
    const qreal radius = rect.height() * 0.34;
    const Token token = isOver() ? Token::Text3 : Token::Accent;
    QColor around = theme.color(token);
    painter.setPen(QPen(around, 1));
    around.setAlpha(50);
    painter.setBrush(around);
    painter.drawEllipse(QRectF(rect).center(), radius, radius);
    paintPin(painter, QRectF(rect).center(), theme.scaled(40), theme.color(token),
             theme.color(Token::OnAccent));
    painter.restore();
}

void CardBlock::paint(QPainter &painter, const QPoint &at, const Theme &theme, Qt::LayoutDirection direction) const
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_content.card.place)
        paintGrid(painter, m_picture.translated(at), theme);
    else
        paintAvatar(painter, m_picture.translated(at), theme, m_content.card.name.isEmpty() ? m_content.card.person.toString() : m_content.card.name,
                    m_content.card.person, AvatarShape::Person);
    painter.setLayoutDirection(direction);
    const int align = int(QStyle::visualAlignment(direction, Qt::AlignLeft)) | Qt::AlignVCenter | Qt::TextSingleLine;
    painter.setPen(theme.color(Token::Text));
    painter.setFont(theme.font(TypeRole::BodyStrong));
    painter.drawText(m_titleRect.translated(at), align, QFontMetrics(painter.font()).elidedText(m_title, Qt::ElideRight, m_titleRect.width()));
    painter.setFont(theme.font(TypeRole::Meta));
    painter.setPen(theme.color(Token::Text2));
    const QString line = QFontMetrics(painter.font()).elidedText(m_line, Qt::ElideMiddle, m_lineRect.width());
    painter.drawText(m_lineRect.translated(at), align, line);
    if (!m_state.isEmpty())
        painter.drawText(m_stateRect.translated(at), align,
                         QFontMetrics(painter.font()).elidedText(m_state, Qt::ElideRight, m_stateRect.width()));
    painter.setPen(theme.color(Token::Link));
    painter.setFont(theme.font(TypeRole::MetaStrong));
    for (const Act &act : m_acts)
        painter.drawText(act.rect.translated(at), align, act.words);
    painter.restore();
}

} // namespace jackdaw
