// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "search/ShelfReader.h"
#include "timeline/PictureCache.h"

#include <QStyledItemDelegate>
#include <functional>

namespace jackdaw {

class Clock;
class Theme;
enum class Token;

/// Paints the lines of a shelf: a link with its host, a file with its name, or a message with who said it and when;
/// pictures as tiles of a grid; and the lines that name months. Owned by ShelfView, GUI thread. Reads ShelfModel and
/// changes nothing; what others wrote is painted as plain text, and a picture only once it is here.
class ShelfRowDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using Name = std::function<QString(const ShelfEntry &)>;

    ShelfRowDelegate(const Theme &theme, const Clock &clock, QObject *parent);

    void setName(Name name) { m_name = std::move(name); }
    /// What a line says: of a link where it leads, else the text, unless its sender hid that.
    static QString words(const ShelfEntry &entry, Shelf shelf);
    QString spoken(const ShelfEntry &entry, Shelf shelf) const;

    /// The side of a tile, where three stand beside each other.
    static int tileSide(int width);
    /// Pictures that were read can be painted.
    PictureCache &pictures() { return m_pictures; }

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    QString nameOf(const ShelfEntry &entry) const { return m_name ? m_name(entry) : entry.sender.toString(); }
    /// An icon on a tile, and two lines beside it; the first one, a name or an address, runs left to right in every script.
    struct TwoLines { QString icon; QString first; Token firstColor; QString second; Qt::TextElideMode elide = Qt::ElideRight; };
    void paintTwoLines(QPainter &painter, const QRect &all, Qt::LayoutDirection direction, Token ground, const TwoLines &lines) const;
    void paintFile(QPainter &painter, const QRect &all, Qt::LayoutDirection direction, Token ground, const ShelfEntry &entry) const;
    void paintMedium(QPainter &painter, const QRect &all, Token ground, const ShelfEntry &entry) const;
    void paintMonth(QPainter &painter, const QRect &all, Qt::LayoutDirection direction, Shelf shelf, const ShelfEntry &entry) const;
    void paintLink(QPainter &painter, const QRect &all, Qt::LayoutDirection direction, Token ground, const ShelfEntry &entry) const;
    void paintMessage(QPainter &painter, const QRect &all, Qt::LayoutDirection direction, Token ground, const ShelfEntry &entry) const;

    const Theme &m_theme;
    const Clock &m_clock;
    Name m_name;
    mutable PictureCache m_pictures;
};

} // namespace jackdaw
