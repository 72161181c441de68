// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/EmojiCache.h"

#include "style/EmojiText.h"

#include <QPainter>
#include <QTextLayout>

#include <algorithm>

namespace jackdaw {

EmojiCache::EmojiCache()
    : m_pictures(capacity)
{
}

void EmojiCache::beginPaint(Area area)
{
    ++m_paint;
    m_area = area;
    m_missed.clear(); // what is still shown is missed again
    m_shown = 0;
    m_left = atOnce;
}

EmojiCache::Painted EmojiCache::endPaint()
{
    m_left = std::numeric_limits<int>::max();
    const Painted painted = m_missed.isEmpty() ? Painted::Whole : Painted::InPart;
    // All that is shown has to stay, or each paint would miss what the one before had made; and no more than that, once
    // it is gone from the screen.
    if (m_shown > m_pictures.maxCost() || (painted == Painted::Whole && m_area == Area::All))
        m_pictures.setMaxCost(std::max(capacity, m_shown));
    return painted;
}

EmojiCache::Painted EmojiCache::fill(QDeadlineTimer until)
{
    while (!m_missed.isEmpty()) {
        const auto first = m_missed.cbegin();
        make(first.key(), first.value());
        m_missed.erase(first);
        if (until.hasExpired())
            break;
    }
    return m_missed.isEmpty() ? Painted::Whole : Painted::InPart;
}

void EmojiCache::clear()
{
    m_missed.clear();
    m_pictures.clear();
    m_pictures.setMaxCost(capacity);
}

bool EmojiCache::isColorFont(const QRawFont &font)
{
    // OpenType: bitmaps in colour (CBDT, sbix), layered or painted outlines (COLR), SVG. Looked up once a family. A
    // table is copied to look at it, and bitmaps have 11 MB: what has to stand beside them tells as well (CBLC, CPAL).
    const QString family = font.familyName();
    auto it = m_colorFonts.constFind(family);
    if (it == m_colorFonts.constEnd()) {
        const bool isColor = !font.fontTable("CBLC").isEmpty() || !font.fontTable("CPAL").isEmpty()
            || !font.fontTable("sbix").isEmpty() || !font.fontTable("SVG ").isEmpty();
        it = m_colorFonts.insert(family, isColor);
    }
    return it.value();
}

/// nullptr: it is missed, until fill().
const EmojiCache::Picture *EmojiCache::picture(const QRawFont &font, quint32 glyph, qreal scale)
{
    const Key key{font.familyName(), glyph, qRound(font.pixelSize() * 100), qRound(scale * 100)};
    Picture *known = m_pictures.object(key);
    if (known && known->paint == m_paint)
        return known;
    if (!known && m_left <= 0) {
        m_shown += m_missed.contains(key) ? 0 : 1;
        m_missed.insert(key, {font, glyph, scale});
        return nullptr;
    }
    if (!known) {
        --m_left;
        m_missed.remove(key);
        known = make(key, {font, glyph, scale});
    }
    ++m_shown;
    known->paint = m_paint;
    return known;
}

EmojiCache::Picture *EmojiCache::make(const Key &key, const Missed &one)
{
    // What the font says of a bitmap glyph's bounds is not always what it draws: leave room on every side.
    const int side = qCeil(one.font.pixelSize() * 2);
    const QPointF origin(side / 4.0, side * 3 / 4.0);
    QImage image(QSize(side, side) * one.scale, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(one.scale);
    image.fill(Qt::transparent);
    QGlyphRun run;
    run.setRawFont(one.font);
    run.setGlyphIndexes({one.glyph});
    run.setPositions({QPointF(0, 0)});
    QPainter painter(&image);
    painter.drawGlyphRun(origin, run);
    painter.end();
    auto *picture = new Picture{QPixmap::fromImage(image), -origin, 0};
    m_pictures.insert(key, picture);
    ++m_made;
    return picture;
}

void EmojiCache::draw(QPainter &painter, const QPointF &position, const QGlyphRun &run)
{
    const QRawFont font = run.rawFont();
    const qreal scale = painter.device()->devicePixelRatio();
    const QList<quint32> glyphs = run.glyphIndexes();
    const QList<QPointF> positions = run.positions();
    for (qsizetype i = 0; i < glyphs.size(); ++i) {
        if (const Picture *known = picture(font, glyphs.at(i), scale)) {
            const QPointF at = position + positions.at(i) + known->offset;
            painter.drawPixmap(QPointF(qRound(at.x() * scale) / scale, qRound(at.y() * scale) / scale), known->pixmap);
        }
    }
}

QIcon EmojiCache::icon(const QString &emoji, const QFont &font, int side, qreal scale)
{
    QPixmap picture(QSize(side, side) * scale);
    picture.setDevicePixelRatio(scale);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    painter.setFont(font);
    drawAlone(painter, QRect(0, 0, side, side), emoji, qRound(side * 0.8)); // their ink is wider than the font is high
    painter.end();
    return QIcon(picture);
}

void EmojiCache::drawAlone(QPainter &painter, const QRect &rect, const QString &emoji, int pixels)
{
    QFont font = painter.font();
    font.setFamilies(colorFirst(font));
    font.setPixelSize(pixels);
    QTextLayout layout(emoji, font);
    layout.beginLayout();
    const QTextLine line = layout.createLine();
    layout.endLayout();
    if (!line.isValid())
        return;
    const QPointF origin(rect.center().x() + 0.5 - line.naturalTextWidth() / 2, rect.center().y() + 0.5 - line.height() / 2);
    for (const QGlyphRun &run : line.glyphRuns()) {
        if (isColorFont(run.rawFont()))
            draw(painter, origin, run);
        else
            painter.drawGlyphRun(origin, run);
    }
}

} // namespace jackdaw
