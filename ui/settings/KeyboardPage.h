// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/SettingsFacts.h"
#include "settings/SettingsPage.h"

namespace jackdaw {

class SearchField;

/// Settings: the list of keys, with a field to find one in it. Owned by SettingsWindow, GUI thread.
/// Made when it is first shown or searched. The keys come with SettingsFacts; it changes none of
/// them.
class KeyboardPage : public SettingsPage
{
    Q_OBJECT
public:
    KeyboardPage(const Theme &theme, const QList<SettingsFacts::ShortcutLine> &shortcuts, QWidget *parent = nullptr);

    void filter(const QString &words) override;

private:
    struct Group
    {
        QWidget *heading;
        QWidget *card;
        QList<QWidget *> rows;
        QStringList texts; ///< one a row
    };

    void showMatching(const QString &words);

    SearchField *m_search;
    QWidget *m_nothing;
    QList<Group> m_groups;
};

} // namespace jackdaw
