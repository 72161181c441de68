// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "watch/BoardModel.h"

#include <QTimer>
#include <QWidget>

class QAbstractItemView;
class QComboBox;
class QHBoxLayout;
class QVBoxLayout;
class QStackedLayout;

namespace jackdaw {

class BoardTable;
class BoardView;
class Clock;
class EmptyState;
class IconButton;
class Preferences;
class SearchField;
class StateChip;
class Theme;

/// The presence board: everybody who is watched as cards or as a table, with filters and keys of its own (picture 05). Stands
/// in the main window or in one of its own. Owned by its window, GUI thread; shares the model with BoardSide. What is asked
/// of it is passed on as wishes, and nothing here runs while nobody can see it.
class BoardPage : public QWidget
{
    Q_OBJECT
public:
    BoardPage(BoardModel &board, const Theme &theme, Preferences &preferences, const Clock &clock, QWidget *parent = nullptr);

    enum class Back { Hidden, Shown };
    void setBack(Back back);
    /// The groups as a box to choose from, where the list beside it is not there.
    enum class Teams { Beside, InHeader };
    void setTeams(Teams teams);
    enum class Place { MainWindow, OwnWindow };
    void setPlace(Place place);
    void setBanner(QWidget *banner);
    void focusBoard();

Q_SIGNALS:
    void chatRequested(jackdaw::AccountId account, const jackdaw::BareJid &jid);
    void bellRequested(jackdaw::AccountId account, const jackdaw::BareJid &jid);
    void ruleRemoved(jackdaw::AccountId account, jackdaw::RuleId rule);
    void unwatchRequested(jackdaw::AccountId account, const jackdaw::BareJid &jid);
    void eraseRequested(jackdaw::AccountId account, const jackdaw::BareJid &jid);
    void watchRequested();
    void exportRequested();
    void ruleRequested();
    /// What it says of a person; of an invalid address, of the chosen group or of everybody.
    void logRequested(jackdaw::AccountId account, const jackdaw::BareJid &jid);
    void placeRequested(jackdaw::BoardPage::Place place);
    void backRequested();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void arrangeHeader();
    QWidget *makeHeader();
    void showSorting(int column, Qt::SortOrder order);
    void applyTheme();
    void showTable(bool isTable);
    void sort();
    void refresh();
    void startMinute();
    void toggleBell(const QModelIndex &index);
    void fold(QString team); ///< a copy: the row it is of may go
    void pressButton(const QModelIndex &index);
    void showMenu(const QModelIndex &index, const QPoint &position);
    void showMore();
    void refreshTeams();
    QAbstractItemView *shownView() const;

    BoardModel &m_board;
    const Theme &m_theme;
    Preferences &m_preferences;
    const Clock &m_clock;
    QWidget *m_header = nullptr;
    QHBoxLayout *m_headerRow = nullptr;
    QVBoxLayout *m_headerRows = nullptr;
    QWidget *m_chipBox = nullptr;
    IconButton *m_back = nullptr;
    SearchField *m_search = nullptr;
    QList<StateChip *> m_chips;
    QComboBox *m_team = nullptr;
    QComboBox *m_sort = nullptr;
    IconButton *m_reverse = nullptr;
    IconButton *m_more = nullptr;
    QList<std::pair<QString, int>> m_shownTeams; ///< everybody first
    IconButton *m_cardsButton = nullptr;
    IconButton *m_tableButton = nullptr;
    IconButton *m_window = nullptr;
    BoardView *m_cards = nullptr;
    BoardTable *m_table = nullptr;
    EmptyState *m_empty = nullptr;
    QStackedLayout *m_stack = nullptr;
    Place m_place = Place::MainWindow;
    QTimer m_minute;
};

} // namespace jackdaw
