// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QTableView>

namespace jackdaw {

class EmojiSource;
class Theme;

/// Emoji in rows of nine, each cell with the emoji and its name. Owned by EmojiGrid, GUI thread.
class EmojiTableModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    static constexpr int columns = 9;
    static constexpr int emojiRole = Qt::UserRole;
    struct Cell { QString emoji; QString name; };

    using QAbstractTableModel::QAbstractTableModel;
    void setCells(const QList<Cell> &cells);
    const QList<Cell> &cells() const { return m_cells; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : columns; }
    QVariant data(const QModelIndex &index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    QList<Cell> m_cells;
};

/// The table of the emoji picker: arrows walk, Enter, Space or a click chooses. Paints only what is seen, from
/// pictures. Owned by EmojiPicker, GUI thread. Searches nothing itself, and inserts nothing: it says what was chosen,
/// and the picker's owner does.
class EmojiGrid : public QTableView
{
    Q_OBJECT
public:
    EmojiGrid(const Theme &theme, const EmojiSource &source, QWidget *parent = nullptr);

    void setCells(const QList<EmojiTableModel::Cell> &cells);
    const QList<EmojiTableModel::Cell> &cells() const { return m_model.cells(); }
    /// The first one, or where it was left.
    void enter();

Q_SIGNALS:
    void chosen(const QString &emoji);
    void named(const QString &name);
    /// Up from the first row.
    void leftUpwards();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;

private:
    void choose(const QModelIndex &index);
    void resizeCells();

    const Theme &m_theme;
    EmojiTableModel m_model;
};

} // namespace jackdaw
