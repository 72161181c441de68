// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/WindowActions.h"

#include <QAction>
#include <QWidget>

#include <algorithm>

namespace jackdaw {

void addWindowActions(QWidget &window, const std::function<void(Command)> &execute)
{
    const QList<Shortcut> all = shortcuts();
    for (const Shortcut &shortcut : all) {
        if (shortcut.command == Command::None)
            continue;
        auto *action = new QAction(shortcut.text, &window);
        action->setShortcuts(shortcut.keys);
        action->setShortcutContext(Qt::WindowShortcut);
        QObject::connect(action, &QAction::triggered, &window, [execute, command = shortcut.command] { execute(command); });
        window.addAction(action);
    }
}

QWidget *paneBeside(const QList<QWidget *> &panes, const QWidget *focus, int step)
{
    const auto here = std::find_if(panes.cbegin(), panes.cend(), [focus](const QWidget *pane) {
        return pane == focus || pane->isAncestorOf(focus);
    });
    const qsizetype count = panes.size();
    if (here == panes.cend())
        return step > 0 ? panes.first() : panes.last();
    return panes.at((here - panes.cbegin() + step + count) % count);
}

void presentWindow(QWidget &window, const QString &activationToken)
{
    if (!activationToken.isEmpty()) {
        // Read by the platform plugin when it activates the window.
        qputenv("XDG_ACTIVATION_TOKEN", activationToken.toUtf8());
        qputenv("DESKTOP_STARTUP_ID", activationToken.toUtf8());
    }
    if (window.isMinimized())
        window.setWindowState(window.windowState() & ~Qt::WindowMinimized);
    window.show();
    window.raise();
    window.activateWindow();
}

} // namespace jackdaw
