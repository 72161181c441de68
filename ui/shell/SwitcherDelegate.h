// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "style/Theme.h"

#include <QStyledItemDelegate>

namespace jackdaw {

struct SwitcherEntry;

/// Paints the rows of SwitcherModel (picture 09): headings; entries with their tile, the letters that were typed set off,
/// the count and the key that opens. Mirrored in right-to-left. Owned by the list of QuickSwitcher, GUI thread. Only
/// paints. It knows the ranking's words, never how they were found.
class SwitcherDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    SwitcherDelegate(const Theme &theme, QObject *parent) : QStyledItemDelegate(parent), m_theme(theme) {}

    void setQuery(const QString &query) { m_query = query; }

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    void paintEntry(QPainter &painter, const QStyleOptionViewItem &option, const SwitcherEntry &entry) const;
    void paintName(QPainter &painter, const QRect &rect, Qt::LayoutDirection direction, const QString &name, Token ground) const;

    const Theme &m_theme;
    QString m_query;
};

} // namespace jackdaw
