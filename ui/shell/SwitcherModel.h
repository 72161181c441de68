// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shell/SwitcherRanking.h"

#include <QAbstractListModel>

namespace jackdaw {

/// The rows of the quick switcher: the kinds of places as headings, and the entries below each. Filled by QuickSwitcher
/// after each letter, shown by its list. Owned by QuickSwitcher, GUI thread; ranks nothing and goes nowhere itself. Rows
/// are replaced as a whole.
class SwitcherModel : public QAbstractListModel
{
    Q_OBJECT
public:
    using QAbstractListModel::QAbstractListModel;

    struct Row {
        QString heading;     ///< empty for an entry
        SwitcherEntry entry;
    };
    void setEntries(const QList<SwitcherEntry> &entries);
    const Row &row(int index) const { return m_rows.at(index); }
    /// The next row that is an entry, from `from` in steps of `step`; -1 if there is none.
    int nextEntry(int from, int step) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    QList<Row> m_rows;
};

} // namespace jackdaw
