// SPDX-License-Identifier: GPL-3.0-or-later
#include "SettingsCase.h"

#include "style/Style.h"

#include <QApplication>
#include <QtTest>

using namespace Qt::StringLiterals;

namespace jackdaw {

AccountSettings SettingsCase::anAccount(qint64 id, const QString &jid)
{
    AccountSettings settings;
    settings.id = AccountId(id);
    settings.jid = BareJid::fromPrepared(jid);
    return settings;
}

bool SettingsCase::begin()
{
    QFile::remove(m_folder.filePath(u"settings.ini"_s));
    m_preferences = std::make_unique<Preferences>(m_folder.filePath(u"settings.ini"_s));
    m_preferences->setScheme(Preferences::Scheme::Light);
    m_theme = std::make_unique<Theme>(*m_preferences);
    useStyle(*m_theme);
    m_accounts = std::make_unique<AccountListModel>();
    m_accounts->setAccounts({anAccount(1, u"mara@harbor.example"_s), anAccount(2, u"mara@work.example"_s)});
    m_window = std::make_unique<SettingsWindow>(
        *m_theme, *m_preferences, *m_accounts,
        SettingsFacts{u"/home/mara/.local/share/jackdaw"_s,
                      {{u"Getting around"_s, u"Go to chat or action"_s, u"Ctrl+K"_s},
                       {u"Chats"_s, u"New chat"_s, u"Ctrl+N"_s},
                       {u"Window"_s, u"Quit"_s, u"Ctrl+Q"_s}}});
    m_window->show();
    m_window->activateWindow();
    return QTest::qWaitForWindowActive(m_window.get());
}

void SettingsCase::end()
{
    m_window.reset();
    m_accounts.reset();
    QApplication::setStyle(u"fusion"_s); // ours holds the theme that goes now
    m_theme.reset();
    m_preferences.reset();
}

QStringList SettingsCase::shownPages() const
{
    QStringList names;
    for (int row = 0; row < list().count(); ++row) {
        if (!list().isRowHidden(row))
            names << list().item(row)->text();
    }
    return names;
}

} // namespace jackdaw
