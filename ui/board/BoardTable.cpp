// SPDX-License-Identifier: GPL-3.0-or-later
#include "board/BoardTable.h"

#include "board/BoardCellDelegate.h"
#include "board/BoardHeader.h"
#include "style/Preferences.h"
#include "style/Theme.h"
#include "watch/BoardModel.h"

#include <chrono>

namespace jackdaw {

BoardTable::BoardTable(BoardModel &board, const Theme &theme, Preferences &preferences, QWidget *parent)
    : QTreeView(parent), m_preferences(preferences)
{
    setAccessibleName(tr("Presence board"));
    setHeader(new BoardHeader(theme, this));
    setModel(&board);
    setItemDelegate(new BoardCellDelegate(theme, this));
    setRootIsDecorated(false);
    setUniformRowHeights(true);
    setAllColumnsShowFocus(true);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    setExpandsOnDoubleClick(false);
    header()->setSortIndicator(BoardModel::State, Qt::AscendingOrder);
    header()->setStretchLastSection(true);
    header()->setDefaultSectionSize(theme.scaled(116));
    header()->resizeSection(BoardModel::Name, theme.scaled(170));
    header()->resizeSection(BoardModel::State, theme.scaled(140));
    header()->resizeSection(BoardModel::Since, theme.scaled(96));
    header()->resizeSection(BoardModel::Idle, theme.scaled(96));
    header()->resizeSection(BoardModel::Status, theme.scaled(180));

    m_kept.setSingleShot(true);
    m_kept.setInterval(std::chrono::milliseconds(300));
    connect(&m_kept, &QTimer::timeout, this, &BoardTable::keepColumns);
    for (const auto changed : {&QHeaderView::sectionResized, &QHeaderView::sectionMoved})
        connect(header(), changed, &m_kept, qOverload<>(&QTimer::start));
    connect(header(), &QHeaderView::sortIndicatorChanged, &m_kept, qOverload<>(&QTimer::start));
}

BoardTable::~BoardTable()
{
    if (m_kept.isActive())
        keepColumns();
}

void BoardTable::restoreColumns()
{
    header()->restoreState(m_preferences.boardColumns()); // what is none changes nothing
}

void BoardTable::keepColumns()
{
    m_preferences.setBoardColumns(header()->saveState());
}

} // namespace jackdaw
