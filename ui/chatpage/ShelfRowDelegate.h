// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "search/ShelfReader.h"

#include <QStyledItemDelegate>
#include <functional>

namespace jackdaw {

class Clock;
class Theme;
enum class Token;

/// Paints the lines of a shelf: a link with its host, or a message with who said it and when.
/// Owned by ShelfView, GUI thread. Reads ShelfModel and changes nothing; what others wrote is painted
/// as plain text.
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

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    QString nameOf(const ShelfEntry &entry) const { return m_name ? m_name(entry) : entry.sender.toString(); }
    void paintLink(QPainter &painter, const QRect &all, Qt::LayoutDirection direction, Token ground, const ShelfEntry &entry) const;
    void paintMessage(QPainter &painter, const QRect &all, Qt::LayoutDirection direction, Token ground, const ShelfEntry &entry) const;

    const Theme &m_theme;
    const Clock &m_clock;
    Name m_name;
};

} // namespace jackdaw
