// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/EmojiCache.h"

#include "style/EmojiText.h"

#include <QPainter>
#include <QTextLayout>

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
