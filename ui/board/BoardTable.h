// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QTreeView>

namespace jackdaw {

class BoardModel;
class Preferences;
class Theme;

/// The presence board as a table. How wide its columns are, their order, and by which it is sorted which way are kept
/// over a restart. Owned by BoardPage, GUI thread; the rows and what is done to them are the page's.
/// What is kept but cannot be read changes nothing.
class BoardTable : public QTreeView
{
    Q_OBJECT
public:
    BoardTable(BoardModel &board, const Theme &theme, Preferences &preferences, QWidget *parent);
    ~BoardTable() override;

    /// What was kept. Says by sortIndicatorChanged() of its header how it is sorted then.
    void restoreColumns();

private:
    void keepColumns();

    Preferences &m_preferences;
    QTimer m_kept; ///< a column that is pulled changes with each pixel
};

} // namespace jackdaw
