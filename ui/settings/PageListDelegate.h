// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "style/Theme.h"

#include <QStyledItemDelegate>

namespace jackdaw {

/// Rows of the list of settings pages: icon, name, a rounded ground for the chosen one. GUI thread.
/// Mirrored in right-to-left, in high contrast inverted where chosen. Owned by the list of
/// SettingsWindow. Only paints.
class PageListDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    static constexpr int iconRole = Qt::UserRole; ///< QString, a Lucide name

    PageListDelegate(const Theme &theme, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    const Theme &m_theme;
};

} // namespace jackdaw
