// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCache>
#include <QGlyphRun>
#include <QHash>
#include <QIcon>
#include <QPixmap>
#include <QRawFont>

QT_BEGIN_NAMESPACE
class QPainter;
QT_END_NAMESPACE

namespace jackdaw {

/// Glyphs of colour fonts as pictures. Drawn from the font they are rescaled from its bitmap every time, 63 to 80 us a
/// glyph; from here 0.1 us (facts: performance, 2). Owned by TimelineView, GUI thread. Never holds more than 512. Never
/// draws a glyph of a plain font.
class EmojiCache
{
public:
    EmojiCache();

    /// Does this font draw in its own colours?
    bool isColorFont(const QRawFont &font);
    /// Draws a run of such a font; `position` as for QPainter::drawGlyphRun.
    void draw(QPainter &painter, const QPointF &position, const QGlyphRun &run);
    /// One emoji by itself, in the middle of `rect` and `pixels` high, in colour whatever the painter's font has of it.
    void drawAlone(QPainter &painter, const QRect &rect, const QString &emoji, int pixels);
    /// The same as a picture for a menu or a button.
    QIcon icon(const QString &emoji, const QFont &font, int side, qreal scale);
    int count() const { return int(m_pictures.count()); }
    void clear() { m_pictures.clear(); }

private:
    struct Key {
        QString font;
        quint32 glyph = 0;
        int pixelSize = 0;
        int scale = 0; ///< device pixel ratio, in hundredths

        friend bool operator==(const Key &, const Key &) = default;
        friend size_t qHash(const Key &key, size_t seed = 0)
        {
            return qHashMulti(seed, key.font, key.glyph, key.pixelSize, key.scale);
        }
    };
    struct Picture { QPixmap pixmap; QPointF offset; };

    const Picture *picture(const QRawFont &font, quint32 glyph, qreal scale);

    QCache<Key, Picture> m_pictures;
    QHash<QString, bool> m_colorFonts; ///< by family
};

} // namespace jackdaw
