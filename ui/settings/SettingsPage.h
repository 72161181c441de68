// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "style/Preferences.h"
#include "style/Theme.h"

#include <QWidget>

class QScrollArea;
class QVBoxLayout;

namespace jackdaw {

class Card;
class SettingsRow;
class Switch;

/// Are all words of `words` in a text that was folded (foldedText)?
bool hasAllWords(const QString &folded, const QString &words);

/// A page of the settings window: a title, and cards below it, in a view that scrolls. Owned by SettingsWindow, GUI
/// thread. What it changes applies at once, through Preferences. It knows its rows by their words, so that the window can
/// search them.
class SettingsPage : public QWidget
{
    Q_OBJECT
public:
    /// Everything on this page that can be searched for, folded (foldedText).
    QString searchText() const;
    /// Shows only the rows that have all the `words` in them; all if none has, or if it is empty.
    virtual void filter(const QString &words);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

    SettingsPage(const Theme &theme, const QString &title, QWidget *parent = nullptr);

    const Theme &theme() const { return m_theme; }
    QVBoxLayout *content() const { return m_content; }
    void addHeading(const QString &text);
    Card *addCard();
    /// Text between cards.
    void addNote(const QString &text);
    /// A row with a switch that shows and sets one preference.
    SettingsRow *addSwitch(Card *card, Preferences &preferences, const QString &title, const QString &help,
                           bool (Preferences::*get)() const, void (Preferences::*set)(bool));
    /// The wheel over a control that has no focus scrolls the page instead of changing the setting.
    void keepWheel(QWidget *control);
    /// After the last row: keeps the page at the top.
    void finish();

private:
    class Column;

    const Theme &m_theme;
    QScrollArea *m_scroll;
    QVBoxLayout *m_content;
};

} // namespace jackdaw
