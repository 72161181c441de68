// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "roster/ContactListModel.h"

#include <QStyledItemDelegate>

namespace jackdaw {

class Preferences;
class Theme;

/// Paints the rows of ContactListModel: group headings with counts, people with avatar, presence and status.
/// Owned by ContactListPane, GUI thread. Only paints. The words are ContactRowText's; it never asks the engine
/// or the database.
class ContactRowDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    ContactRowDelegate(const Theme &theme, const Preferences &preferences, QObject *parent);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    int headerHeight() const;
    int rowHeight() const;
    void paintHeader(QPainter &painter, const QStyleOptionViewItem &option, const ContactListModel::Row &row) const;
    void paintContact(QPainter &painter, const QStyleOptionViewItem &option, const ContactListModel::Row &row) const;

    const Theme &m_theme;
    const Preferences &m_preferences;
};

} // namespace jackdaw
