// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCache>
#include <QDeadlineTimer>
#include <QGlyphRun>
#include <QHash>
#include <QIcon>
#include <QPixmap>
#include <QRawFont>

#include <limits>

QT_BEGIN_NAMESPACE
class QPainter;
QT_END_NAMESPACE

namespace jackdaw {

/// Glyphs of colour fonts as pictures. Drawn from the font they are rescaled from its bitmap every time, 63 to 80 us a
/// glyph; from here 0.1 us (facts: performance, 2). To make one takes 0.2 ms: a paint that says where it begins makes
/// few, leaves the places of the others empty, and is to come again after fill(). Owned by TimelineView, GUI thread.
/// Holds 512, or as many as the screen shows. Never draws a glyph of a plain font.
class EmojiCache
{
public:
    /// Pictures that one paint makes: a message with some emoji has them at once, a wall of them some frames later.
    static constexpr int atOnce = 12;
    static constexpr int capacity = 512;

    EmojiCache();

    /// Between these two draw() makes few. Without them it makes all that it needs, as for a menu. Part: more may be on
    /// screen than this paint shows.
    enum class Area { All, Part };
    void beginPaint(Area area = Area::All);
    enum class Painted { Whole, InPart };
    /// InPart: fill() has something to do, and then it is to be painted again.
    Painted endPaint();
    /// Makes pictures that were missed, at least one; InPart: there are more to make.
    Painted fill(QDeadlineTimer until);
    /// How many were made so far, for tests.
    int made() const { return m_made; }

    /// Does this font draw in its own colours?
    bool isColorFont(const QRawFont &font);
    /// Draws a run of such a font; `position` as for QPainter::drawGlyphRun.
    void draw(QPainter &painter, const QPointF &position, const QGlyphRun &run);
    /// One emoji by itself, in the middle of `rect` and `pixels` high, in colour whatever the painter's font has of it.
    void drawAlone(QPainter &painter, const QRect &rect, const QString &emoji, int pixels);
    /// The same as a picture for a menu or a button.
    QIcon icon(const QString &emoji, const QFont &font, int side, qreal scale);
    int count() const { return int(m_pictures.count()); }
    void clear();

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
    struct Picture { QPixmap pixmap; QPointF offset; int paint = 0; };
    struct Missed { QRawFont font; quint32 glyph = 0; qreal scale = 1; };

    const Picture *picture(const QRawFont &font, quint32 glyph, qreal scale);
    Picture *make(const Key &key, const Missed &one);

    QCache<Key, Picture> m_pictures;
    QHash<QString, bool> m_colorFonts; ///< by family
    QHash<Key, Missed> m_missed;
    int m_paint = 0;
    Area m_area = Area::All;
    int m_shown = 0; ///< different ones in this paint
    int m_left = std::numeric_limits<int>::max(); ///< that this paint may make
    int m_made = 0;
};

} // namespace jackdaw
