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
constexpr int linesAbove = 8;
constexpr int timeBeside = 76;

struct CardWords
{
    Q_DECLARE_TR_FUNCTIONS(CardBlock)
};

} // namespace

CardBlock::CardBlock(const Content &content, const Theme &theme, int maxWidth) : m_content(content)
{
    const LinkCard &card = content.card;
    const QFontMetrics titles(theme.font(TypeRole::BodyStrong));
    const QFontMetrics metas(theme.font(TypeRole::Meta));
    const int titleLine = theme.lineHeight(TypeRole::BodyStrong);
    const int metaLine = theme.lineHeight(TypeRole::Meta);
    const bool isPlace = card.place.has_value();
    m_title = cardTitle(card);
    m_line = isPlace ? placeText(*card.place) : card.person.toString();
    if (isPlace && card.place->accuracy >= 0)
        m_line += u" \u00B7 "_s + CardWords::tr("within %1 m").arg(qRound(card.place->accuracy));
    const auto add = [&](const QString &words, const QUrl &url) {
        m_acts.append({words, QRect(0, 0, metas.horizontalAdvance(words) + 2, metaLine)});
        m_links.append({0, 0, url, LinkDoubt::None});
    };
    if (isPlace) {
        add(CardWords::tr("Open in maps"), card.url);
    } else {
        QUrl plain(personUri(card.person, {}));
        add(CardWords::tr("Chat"), plain);
        if (content.person == Content::Person::Stranger) {
            plain.setQuery(u"subscribe"_s); // RFC 5122 and XEP-0147, 4: the client asks for the rest
            add(CardWords::tr("Add contact"), plain);
        }
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
    y = m_lineRect.bottom() + 1 + 4;
    for (Act &act : m_acts) {
        act.rect.moveTopLeft(QPoint(x, y));
        x += act.rect.width() + actBetween;
    }
    m_size = QSize(width, y + metaLine);
    m_textTop = m_size.height() - theme.lineHeight(TypeRole::Message) + 2;
}

void CardBlock::mirror(int width)
{
    const auto turn = [width](QRect &rect) { rect.moveLeft(width - rect.right() - 1); };
    turn(m_picture);
    turn(m_titleRect);
    turn(m_lineRect);
    for (Act &act : m_acts)
        turn(act.rect);
}

const TextLink *CardBlock::linkAt(const QPoint &point) const
{
    for (qsizetype i = 0; i < m_acts.size(); ++i) {
        if (m_acts.at(i).rect.adjusted(-4, -4, 4, 4).contains(point))
            return &m_links.at(i);
    }
    return m_picture.contains(point) ? &m_links.constFirst() : nullptr;
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
    painter.setPen(QPen(theme.color(Token::Line), 1));
    const int step = theme.scaled(gridStep);
    for (int x = rect.left() + step / 2; x < rect.right(); x += step)
        painter.drawLine(x, rect.top(), x, rect.bottom());
    for (int y = rect.top() + step / 2; y < rect.bottom(); y += step)
        painter.drawLine(rect.left(), y, rect.right(), y);
    painter.setRenderHint(QPainter::Antialiasing);
    const qreal radius = rect.height() * 0.34;
    QColor around = theme.color(Token::Accent);
    painter.setPen(QPen(around, 1));
    around.setAlpha(50);
    painter.setBrush(around);
    painter.drawEllipse(QRectF(rect).center(), radius, radius);
    const int size = theme.scaled(34);
    QRect pin(0, 0, size, size);
    pin.moveCenter(rect.center() - QPoint(0, size / 6));
    theme.paintIcon(painter, pin, u"map-pin"_s, theme.color(Token::Link));
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
    // Addresses and coordinates run from left to right everywhere.
    const QString line = QFontMetrics(painter.font()).elidedText(m_line, Qt::ElideMiddle, m_lineRect.width());
    painter.drawText(m_lineRect.translated(at), align, QChar(0x2066) + line + QChar(0x2069));
    painter.setPen(theme.color(Token::Link));
    for (const Act &act : m_acts)
        painter.drawText(act.rect.translated(at), align, act.words);
    painter.restore();
}

} // namespace jackdaw
