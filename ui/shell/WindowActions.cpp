// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/WindowActions.h"

#include <QAction>
#include <QWidget>

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
