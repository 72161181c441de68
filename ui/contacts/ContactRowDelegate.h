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

    /// Finds the heights of rows again: the theme or the density is another. They are asked for ten thousand rows at once.
    void measure();

private:
    void paintHeader(QPainter &painter, const QStyleOptionViewItem &option, const ContactListModel::Row &row) const;
    void paintContact(QPainter &painter, const QStyleOptionViewItem &option, const ContactListModel::Row &row) const;

    const Theme &m_theme;
    const Preferences &m_preferences;
    int m_headingHeight = 0;
    int m_rowHeight = 0;
};

} // namespace jackdaw
