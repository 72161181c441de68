// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "notify/TrayWatch.h"

#include <QMenu>
#include <QObject>
#include <QSystemTrayIcon>
#include <memory>

namespace jackdaw {

class Theme;

/// The icon in the system's tray, with a dot while something is unread (ui.md, "Icons"). Owned by the composition root,
/// GUI thread; made after the first paint, as it speaks to the session bus. Where there is no tray it waits for one. It
/// shows what it is told and emits wishes; it never hides or ends anything.
class TrayIcon : public QObject
{
    Q_OBJECT
public:
    explicit TrayIcon(const Theme &theme, QObject *parent = nullptr);
    ~TrayIcon() override;

    enum class Wanted { No, Yes };
    void setWanted(Wanted wanted);
    void setUnreadChats(int count);
    /// Is there one on the screen? Only then may the window be closed without ending the program.
    bool isShown() const;

Q_SIGNALS:
    void raiseRequested();
    void quitRequested();

private:
    void makeIcon();
    void update();
    QIcon icon() const;

    const Theme &m_theme;
    TrayWatch m_watch;
    Wanted m_wanted = Wanted::No;
    std::unique_ptr<QSystemTrayIcon> m_icon;
    std::unique_ptr<QMenu> m_menu;
    int m_unread = 0;
};

} // namespace jackdaw
