// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/EmojiCache.h"

#include <QPainter>

namespace jackdaw {

EmojiCache::EmojiCache()
    : m_pictures(512)
{
}

bool EmojiCache::isColorFont(const QRawFont &font)
{
    // OpenType: bitmaps in colour (CBDT, sbix), layered or painted outlines (COLR), SVG. Looked up once a family.
    const QString family = font.familyName();
    auto it = m_colorFonts.constFind(family);
    if (it == m_colorFonts.constEnd()) {
        const bool isColor = !font.fontTable("CBDT").isEmpty() || !font.fontTable("COLR").isEmpty()
            || !font.fontTable("sbix").isEmpty() || !font.fontTable("SVG ").isEmpty();
        it = m_colorFonts.insert(family, isColor);
    }
    return it.value();
}

const EmojiCache::Picture *EmojiCache::picture(const QRawFont &font, quint32 glyph, qreal scale)
{
    const Key key{font.familyName(), glyph, qRound(font.pixelSize() * 100), qRound(scale * 100)};
    if (const Picture *known = m_pictures.object(key))
        return known;
    // What the font says of a bitmap glyph's bounds is not always what it draws: leave room on every side.
    const int side = qCeil(font.pixelSize() * 2);
    const QPointF origin(side / 4.0, side * 3 / 4.0);
    QImage image(QSize(side, side) * scale, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(scale);
    image.fill(Qt::transparent);
    QGlyphRun run;
    run.setRawFont(font);
    run.setGlyphIndexes({glyph});
    run.setPositions({QPointF(0, 0)});
    QPainter painter(&image);
    painter.drawGlyphRun(origin, run);
    painter.end();
    auto *made = new Picture{QPixmap::fromImage(image), -origin};
    m_pictures.insert(key, made);
    return made;
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

} // namespace jackdaw
