// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountListModel.h"
#include "settings/SettingsWindow.h"
#include "style/Preferences.h"
#include "style/Theme.h"

#include <QAccessible>
#include <QComboBox>
#include <QLineEdit>
#include <QListWidget>
#include <QTemporaryDir>

#include <memory>

namespace jackdaw {

/// The settings window over two accounts, for tests of its pages. Base of a test, on its thread; everything is made anew by
/// begin(), which says whether the window is there, and is gone after end(). Has no engine: what the window wishes are its
/// signals.
class SettingsCase
{
protected:
    static AccountSettings anAccount(qint64 id, const QString &jid);

    bool begin();
    void end();

    QListWidget &list() const { return *m_window->findChild<QListWidget *>(); }
    QLineEdit &search() const { return *find<QLineEdit>(QStringLiteral("Search settings")); }
    QStringList shownPages() const;
    void open(SettingsWindow::Page page) { m_window->showPage(page); }
    /// The visible widget of that accessible name, or of that text where it has none; nullptr if there is none.
    template<class T>
    T *find(const QString &name) const
    {
        const QList<T *> all = m_window->findChildren<T *>();
        for (T *widget : all) {
            const QAccessibleInterface *spoken = QAccessible::queryAccessibleInterface(widget);
            // On X11 and Wayland Qt speaks the choice of a combo box as its name, and takes the name from its label.
            const bool named = spoken && (spoken->text(QAccessible::Name) == name
                                          || (qobject_cast<QComboBox *>(widget) && widget->accessibleName() == name));
            if (widget->isVisible() && named)
                return widget;
        }
        return nullptr;
    }

    QTemporaryDir m_folder;
    std::unique_ptr<Preferences> m_preferences;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<AccountListModel> m_accounts;
    std::unique_ptr<SettingsWindow> m_window;
};

} // namespace jackdaw
