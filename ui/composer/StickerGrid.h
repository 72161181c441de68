// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "timeline/PictureCache.h"

#include <QAbstractListModel>
#include <QListView>

namespace jackdaw {

class Theme;

/// A sticker as a grid shows it: its picture's file, empty where that is not here, and what stands for it. A plain
/// value.
struct StickerCell
{
    QString path;
    QString description;
    QString words; ///< more that it is found by
    QString pack;
    int place = 0;

    friend bool operator==(const StickerCell &, const StickerCell &) = default;
};

/// The stickers that a grid shows, for views. Owned by StickerGrid, GUI thread.
class StickerListModel : public QAbstractListModel
{
    Q_OBJECT
public:
    using QAbstractListModel::QAbstractListModel;
    void setCells(const QList<StickerCell> &cells);
    const QList<StickerCell> &cells() const { return m_cells; }

    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(m_cells.size()); }
    QVariant data(const QModelIndex &index, int role) const override;

private:
    QList<StickerCell> m_cells;
};

/// Stickers in rows: arrows walk, Enter, Space or a click chooses. Decodes the pictures that are seen, within the
/// limits of all pictures, each as one still frame. Owned by StickerPane or a dialog, GUI thread. Sends nothing: it
/// says what was chosen, and its owner does what is to be done.
class StickerGrid : public QListView
{
    Q_OBJECT
public:
    StickerGrid(const Theme &theme, QWidget *parent = nullptr);

    void setCells(const QList<StickerCell> &cells);
    const QList<StickerCell> &cells() const { return m_model.cells(); }
    /// The first one, or where it was left.
    void enter();

Q_SIGNALS:
    void chosen(const jackdaw::StickerCell &cell);
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
    StickerListModel m_model;
    PictureCache m_pictures;
};

} // namespace jackdaw
