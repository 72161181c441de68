// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "style/Theme.h"
#include "watch/BoardModel.h"

#include <QWidget>

class QListWidget;
class QVBoxLayout;

namespace jackdaw {

class Clock;
class AvatarWidget;
class IconButton;
class Label;

/// The list beside the presence board: the teams with how many are watched, the rules that wait, and what the bars mean
/// (picture 05). Owned by the main window, GUI thread. Choosing a team filters the model that it shares with the page;
/// everything else is a wish.
class BoardSide : public QWidget
{
    Q_OBJECT
public:
    BoardSide(BoardModel &board, const ContactListModel &contacts, const Theme &theme, const Clock &clock, QWidget *parent = nullptr);

    enum class Menu { Hidden, Shown };
    void setMenu(Menu menu);
    /// Places a bar of the window below the header, where a window of one pane has it.
    void setBanner(QWidget *banner);
    void focusList();

Q_SIGNALS:
    void watchRequested();
    void ruleRequested();
    void ruleRemoved(jackdaw::AccountId account, jackdaw::RuleId rule);
    void menuRequested(QWidget *button);
    /// A team was chosen by click or Enter: its people are what is wanted now.
    void boardRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void refresh();
    void refreshTeams();
    void refreshRules();
    void refreshAvatars();
    QWidget *makeLegend();

    BoardModel &m_board;
    const ContactListModel &m_contacts;
    const Theme &m_theme;
    const Clock &m_clock;
    QWidget *m_header;
    IconButton *m_menu;
    QListWidget *m_teams;
    Label *m_rulesTitle;
    IconButton *m_addRule;
    QWidget *m_rules;
    QVBoxLayout *m_ruleRows;
    QList<PresenceRule> m_shownRules;
    QList<AvatarWidget *> m_avatars; ///< one a shown rule
    QList<std::pair<QString, int>> m_shownTeams;
    bool m_isFilled = false;
};

} // namespace jackdaw
