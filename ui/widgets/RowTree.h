// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/RowGeometry.h"

#include <QAbstractItemView>
#include <functional>

namespace jackdaw {

/// A long flat list under headings, which screen readers are told of as a tree (ui.md). QTreeView measures every row whenever
/// one comes or goes, a stall from some thousands on; here heights are those of headings and of rows, asked once of the
/// delegate, and a change costs what is seen of it. One column, no editors, no wheel sideways; children of rows are none.
/// Owned by its pane, GUI thread; never decides what is shown.
class RowTree : public QAbstractItemView
{
    Q_OBJECT
public:
    /// `headings`: the rows of the model that are headings now, ascending.
    RowTree(QAbstractItemModel &rows, std::function<QList<int>()> headings, QWidget *parent);

    /// Rows have other heights now: the delegate's, the typeface's.
    void changeHeights();

    QRect visualRect(const QModelIndex &index) const override;
    void scrollTo(const QModelIndex &index, ScrollHint hint = EnsureVisible) override;
    QModelIndex indexAt(const QPoint &point) const override;
    void doItemsLayout() override;
    void dataChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight, const QList<int> &roles = {}) override;

protected:
    void rowsInserted(const QModelIndex &parent, int start, int end) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void selectionChanged(const QItemSelection &selected, const QItemSelection &deselected) override;
    void updateGeometries() override;
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    int horizontalOffset() const override { return 0; }
    int verticalOffset() const override;
    bool isIndexHidden(const QModelIndex &) const override { return false; }
    void setSelection(const QRect &rect, QItemSelectionModel::SelectionFlags command) override;
    QRegion visualRegionForSelection(const QItemSelection &selection) const override;

private:
    const RowGeometry &geometry() const;
    int nearestRowAt(int y) const;
    int heightOf(int row) const;
    QModelIndex indexOf(int row) const { return model()->index(row, 0); }

    std::function<QList<int>()> m_headings;
    mutable RowGeometry m_geometry;
    mutable bool m_isStale = true;
    mutable int m_headingHeight = -1; ///< not asked yet
    mutable int m_rowHeight = -1;
    mutable const QAbstractItemDelegate *m_asked = nullptr; ///< whose heights they are
    QPersistentModelIndex m_hovered;
};

} // namespace jackdaw
