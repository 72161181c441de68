// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/ChatsPage.h"

#include "widgets/Card.h"

#include <QComboBox>
#include <QSignalBlocker>

namespace jackdaw {

ChatsPage::ChatsPage(const Theme &theme, Preferences &preferences, QWidget *parent)
    : SettingsPage(theme, tr("Chats and media"), parent)
{
    auto *key = new QComboBox;
    key->setAccessibleName(tr("Send with"));
    key->addItem(tr("Enter"), int(Preferences::SendKey::Enter));
    key->addItem(tr("Ctrl+Enter"), int(Preferences::SendKey::CtrlEnter));
    Card *card = addCard();
    auto *row = new SettingsRow(theme, tr("Send with"), tr("Shift+Enter begins a new line"), key);
    card->addRow(row);
    keepWheel(key);
    finish();
    const auto show = [=, this, &preferences] {
        const QSignalBlocker quiet(key);
        key->setCurrentIndex(key->findData(int(preferences.sendKey())));
        row->setHelp(preferences.sendKey() == Preferences::SendKey::Enter ? tr("Shift+Enter begins a new line")
                                                                          : tr("Enter begins a new line"));
    };
    show();
    connect(&preferences, &Preferences::changed, this, show);
    connect(key, &QComboBox::currentIndexChanged, &preferences,
            [key, &preferences] { preferences.setSendKey(Preferences::SendKey(key->currentData().toInt())); });
}

} // namespace jackdaw
