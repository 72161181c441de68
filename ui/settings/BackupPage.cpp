// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/BackupPage.h"

#include "widgets/Buttons.h"
#include "widgets/Card.h"

namespace jackdaw {

BackupPage::BackupPage(const Theme &theme, QWidget *parent) : SettingsPage(theme, tr("Move and back up"), parent)
{
    addNote(tr("A backup is one file with your accounts, chats, drafts, pinned and saved messages, notes and "
               "settings. It is encrypted "
               "with a passphrase of yours."));
    Card *acts = addCard();
    const auto addAct = [&](const QString &title, const QString &help, const QString &button, auto signal) {
        auto *act = new TextButton(button, TextButton::Kind::Secondary, TextButton::Size::Small);
        act->setAccessibleDescription(help);
        connect(act, &QAbstractButton::clicked, this, signal);
        acts->addRow(new SettingsRow(theme, title, help, act));
    };
    addAct(tr("Make a backup"), tr("To keep, or to go on with on another computer."), tr("Make a backup…"), &BackupPage::backupRequested);
    addAct(tr("Take in a backup"), tr("Adds what is in it to what is here. No message is there twice."), tr("Take in a backup…"),
           &BackupPage::restoreRequested);

    addHeading(tr("What does not go along"));
    Card *out = addCard();
    const auto addWords = [&](const QString &title, const QString &help) { out->addRow(new SettingsRow(theme, title, help, nullptr)); };
    addWords(tr("Passwords"), tr("You type them once on the other computer. Until then the accounts are there and "
                                 "signed out."));
    addWords(tr("The keys of this device"),
             tr("Two computers with the same keys would break the encryption of both. The other one is a new device: "
                "people may be asked "
                "to check it, and what was encrypted before it was there it has from the backup alone."));
    addWords(tr("Files"), tr("Pictures and other files stay here. The other computer can fetch them again as long as "
                             "the server has them."));
    addWords(tr("What waits to be sent"), tr("It goes out from here. In the backup it stands as not sent, so that it "
                                             "does not go out twice."));
    finish();
}

} // namespace jackdaw
