// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "style/Theme.h"

#include <QAbstractTableModel>
#include <QTableView>

namespace jackdaw {

/// What a grid offers: what it paints, what it is called below the grid, and what a screen reader calls it. A plain
/// value.
struct ChoiceCell
{
    QString shown; ///< an emoji, or the path of a picture
    QString words;
    QString spoken;

    friend bool operator==(const ChoiceCell &, const ChoiceCell &) = default;
};

/// Choices in rows of so many, for views. Owned by ChoiceGrid, GUI thread.
class ChoiceModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    static constexpr int shownRole = Qt::UserRole;
    static constexpr int wordsRole = Qt::UserRole + 1;

    using QAbstractTableModel::QAbstractTableModel;
    void setCells(const QList<ChoiceCell> &cells);
    const QList<ChoiceCell> &cells() const { return m_cells; }
    void setColumns(int columns);
    /// -1 where nothing is.
    qsizetype placeOf(const QModelIndex &index) const;
    QModelIndex indexOf(qsizetype place) const { return index(int(place / m_columns), int(place % m_columns)); }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : m_columns; }
    QVariant data(const QModelIndex &index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    QList<ChoiceCell> m_cells;
    int m_columns = 1;
};

/// A grid to choose one of many from: arrows walk, Enter, Space or a click chooses, up from the first row leaves it,
/// and letters are for the search beside it. As many columns as fit. Owned by a ChoicePane or a dialog, GUI thread.
/// Searches nothing and does nothing with what is chosen; what a cell looks like is the business of the classes that it
/// is a base of.
class ChoiceGrid : public QTableView
{
    Q_OBJECT
public:
    /// What Enter takes while people search: the first one.
    void preselect();
    /// The first one, or where it was left.
    void enter();
    /// What it stands on.
    void setGround(Token ground) { m_ground = ground; }
    /// The place of the current one; -1: there is none.
    qsizetype currentPlace() const { return m_model.placeOf(currentIndex()); }

Q_SIGNALS:
    void chosenAt(qsizetype place);
    void named(const QString &words);
    /// Up from the first row.
    void leftUpwards();

protected:
    /// `side`: of a cell, at 100 %.
    ChoiceGrid(const Theme &theme, int side, QWidget *parent);

    void showCells(const QList<ChoiceCell> &cells);
    const Theme &theme() const { return m_theme; }
    int side() const;
    /// Of so many columns, with the scroll bar.
    int widthOf(int columns) const;
    /// In its cell, above what marks that one as the current one.
    virtual void paintCell(QPainter &painter, const QRect &rect, const ChoiceCell &cell, bool isCurrent) = 0;

    void keyPressEvent(QKeyEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    class Delegate;

    void choose(const QModelIndex &index);
    void resizeCells();

    const Theme &m_theme;
    int m_side;
    Token m_ground = Token::Raised;
    ChoiceModel m_model;
};

} // namespace jackdaw
