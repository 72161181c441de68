// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/SettingsFacts.h"
#include "settings/SettingsPage.h"

namespace jackdaw {

/// How Jackdaw says by itself that one is away, what it keeps of others' presence, and when it is quiet about it.
/// Owned by SettingsWindow, GUI thread. What it changes applies at once, through Preferences; it erases nothing
/// itself.
class PresenceSettingsPage : public SettingsPage
{
    Q_OBJECT
public:
    PresenceSettingsPage(const Theme &theme, Preferences &preferences, const SettingsFacts &facts, QWidget *parent = nullptr);

    void setIdleTime(SettingsFacts::IdleTime idleTime);

Q_SIGNALS:
    /// Everything that is logged, of all accounts; the user was asked.
    void eraseLogRequested();

private:
    void askToErase();
    SettingsRow *addNumber(Card *card, Preferences &preferences, const QString &title, const QString &help, const QString &unit, int from,
                           int to, int (Preferences::*get)() const, void (Preferences::*set)(int));
    QWidget *addBelow(Card *card, const QString &title, const QString &help, QWidget *control);
    QWidget *addText(Card *card, Preferences &preferences, const QString &title, const QString &help, const QString &example,
                     QString (Preferences::*get)() const, void (Preferences::*set)(const QString &));
    QWidget *addDays(Card *card, Preferences &preferences);
    SettingsRow *addTime(Card *card, Preferences &preferences, const QString &title, int (Preferences::*get)() const,
                         void (Preferences::*set)(int));

    QWidget *m_idleNote; ///< what to do where nobody tells the idle time
};

} // namespace jackdaw
