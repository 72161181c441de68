// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "style/Theme.h"

#include <QStyledItemDelegate>

namespace jackdaw {

/// Paints one stanza of the XML console in a line: when, which way, and how it begins.
/// Owned by ConsoleWindow, GUI thread.
/// Keeps nothing of the rows, and reads from left to right in every language.
class ConsoleRowDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    explicit ConsoleRowDelegate(const Theme &theme, QObject *parent = nullptr) : QStyledItemDelegate(parent), m_theme(theme) {}

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    const Theme &m_theme;
};

} // namespace jackdaw
