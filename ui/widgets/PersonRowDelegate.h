// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "style/Theme.h"

#include <QStyledItemDelegate>

namespace jackdaw {

/// A row with a person's picture, name and address in the lists of dialogs: whom to write to, whom to send, whom to add.
/// Owned by its view, GUI thread. The name is NameRole, or else the row's text; what a screen reader hears, the row says
/// itself. Changes nothing.
class PersonRowDelegate : public QStyledItemDelegate
{
public:
    enum Role {
        AddressRole = Qt::UserRole + 100, ///< QString: whose picture and hue it is
        NameRole,                         ///< QString
        LineRole,                         ///< QString below the name; without one the address
        MarkRole                          ///< AccountMark: whose contact it is, where there are several accounts
    };

    explicit PersonRowDelegate(const Theme &theme, QObject *parent = nullptr) : QStyledItemDelegate(parent), m_theme(theme) {}

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    const Theme &m_theme;
};

} // namespace jackdaw
