// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/SettingsPage.h"

namespace jackdaw {

/// Settings: how writing works, and the texts that are written often. Owned by SettingsWindow, GUI thread. Made when it is
/// first shown or searched. It changes Preferences and nothing else; the composer follows
/// those by itself.
class ChatsPage : public SettingsPage
{
    Q_OBJECT
public:
    ChatsPage(const Theme &theme, Preferences &preferences, QWidget *parent = nullptr);

private:
    void addDownloads();
    void showReplies();
    void ask(const QuickReply &old);
    /// `reply` in place of `old`; one without a name takes away or adds nothing.
    void replace(const QuickReply &old, const QuickReply &reply);

    Preferences &m_preferences;
    Card *m_replies = nullptr;
    QList<QuickReply> m_shown;
    bool m_filled = false;
};

} // namespace jackdaw
