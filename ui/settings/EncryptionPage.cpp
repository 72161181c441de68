// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/EncryptionPage.h"

#include "account/AccountListModel.h"
#include "codes/CodeView.h"
#include "omemo/VerificationLink.h"
#include "settings/CopyRow.h"
#include "style/Direction.h"
#include "style/Style.h"
#include "trust/TrustText.h"
#include "widgets/Card.h"
#include "widgets/IconButton.h"
#include "widgets/Labels.h"
#include "widgets/MessageBox.h"

#include <QInputDialog>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

constexpr int longestName = 40;

QMessageBox *makeQuestion(QWidget *parent, const QString &title)
{
    auto *question = new QMessageBox(parent);
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setIcon(QMessageBox::NoIcon);
    question->setWindowTitle(title);
    return question;
}

} // namespace

EncryptionPage::EncryptionPage(const Theme &theme, Preferences &preferences, const AccountListModel &accounts, QWidget *parent)
    : SettingsPage(theme, tr("Encryption"), parent)
{
    addNote(tr("End-to-end encryption (OMEMO): only the devices of those who talk can read a message, not the servers that pass it "
               "on. So it is in private groups too; channels that anybody may enter cannot be encrypted."));
    addHeading(tr("Chats"));
    Card *chats = addCard();
    addSwitch(chats, preferences, tr("Encrypt chats by default"),
              tr("Chats with people, and private groups, in which everybody's devices can read it. What you choose in a chat itself "
                 "stays."), &Preferences::encryptByDefault,
              &Preferences::setEncryptByDefault);
    for (const AccountListModel::Row &row : accounts.rows()) {
        addHeading(accounts.rows().size() == 1 ? tr("Your own devices") : tr("Your own devices: %1").arg(row.settings.jid.toString()));
        Card *card = addCard();
        card->addRow(new SettingsRow(theme, tr("Not known yet"), tr("Sign in to see which devices this account has."), nullptr));
        m_cards.insert(row.settings.id, card);
    }
    addNote(tr("Others see the number of this computer when they check it. Read it to them when you meet or talk, so that they can be "
               "sure that they write to you."));
    finish();
}

void EncryptionPage::ask()
{
    for (auto each = m_cards.keyBegin(); each != m_cards.keyEnd(); ++each)
        Q_EMIT devicesRequested(*each);
}

void EncryptionPage::setDevices(AccountId account, const QList<KnownDevice> &devices)
{
    Card *card = m_cards.value(account);
    if (!card || devices.isEmpty())
        return;
    QList<KnownDevice> shown;
    for (const KnownDevice &each : devices) {
        if (each.isThis || each.isListed())
            shown.append(each);
    }
    std::stable_sort(shown.begin(), shown.end(), [](const KnownDevice &a, const KnownDevice &b) {
        return std::pair(!a.isThis, -a.lastUsed) < std::pair(!b.isThis, -b.lastUsed);
    });
    card->clear();
    for (const KnownDevice &each : std::as_const(shown))
        card->addRow(makeRow(account, each));
    // Whoever takes it takes all that it names for ours.
    shown.removeIf([](const KnownDevice &each) { return !each.isThis && each.trust != DeviceTrust::Verified; });
    if (shown.isEmpty() || !shown.constFirst().identity.isValid())
        return;
    const auto link = VerificationLink::of(shown.constFirst().device.jid, shown);
    card->addRow(new CopyRow(theme(), tr("Link for checking"),
                             tr("Show it to others in person: their program compares it with the keys of this computer and of the "
                                "devices that you have checked."),
                             link.toString()));
    auto *code = new CodeView(theme(), card); // it shows itself, and must be no window of its own
    code->setText(link.toString(), tr("Your code"));
    if (code->code().isNull()) {
        delete code;
        return;
    }
    card->addRow(new SettingsRow(theme(), tr("Code for checking"), tr("The same for their camera: others scan it from your screen."), code));
}

QWidget *EncryptionPage::makeRow(AccountId account, const KnownDevice &device)
{
    const QString number = numberGroups(device.identity).join(u' ');
    if (device.isThis)
        return new CopyRow(theme(), tr("This computer"), deviceName(device), number);
    auto *more = new IconButton(theme(), u"ellipsis"_s, tr("Actions for %1").arg(deviceName(device)));
    more->setOpens(IconButton::Opens::Menu);
    connect(more, &QAbstractButton::clicked, this, [this, account, device, more] { openMenu(account, device, more); });
    return new SettingsRow(theme(), deviceName(device), tr("%1 \u00B7 %2").arg(trustLook(device).word, deviceLine(device, m_clock.now())), more);
}

void EncryptionPage::openMenu(AccountId account, const KnownDevice &device, QWidget *button)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (device.identity.isValid()) {
        connect(menu->addAction(theme().icon(u"shield-check"_s), tr("Check\u2026")), &QAction::triggered, this,
                [this, account, device] { compare(account, device); });
    }
    connect(menu->addAction(theme().icon(u"pencil"_s), tr("Rename\u2026")), &QAction::triggered, this,
            [this, account, device] { rename(account, device); });
    menu->addSeparator();
    QAction *remove = menu->addAction(theme().icon(u"trash-2"_s), tr("Remove\u2026"));
    setDestructive(remove);
    connect(remove, &QAction::triggered, this, [this, account, device] { confirmRemoval(account, device); });
    popUpBelow(*menu, *button);
}

void EncryptionPage::compare(AccountId account, const KnownDevice &device)
{
    QMessageBox *question = makeQuestion(this, tr("Check %1").arg(deviceName(device)));
    const QStringList groups = numberGroups(device.identity);
    setWords(*question, groups.mid(0, 4).join(u"  "_s) + u'\n' + groups.mid(4).join(u"  "_s),
             tr("That device shows its number in its settings for encryption. If one group of digits differs, it is not yours."));
    QPushButton *match = question->addButton(tr("They match"), QMessageBox::AcceptRole);
    QPushButton *differ = question->addButton(tr("They differ"), QMessageBox::DestructiveRole);
    setButtonLook(differ, ButtonKind::Destructive);
    QPushButton *later = question->addButton(tr("Later"), QMessageBox::RejectRole);
    question->setDefaultButton(later);
    question->setEscapeButton(later);
    connect(match, &QPushButton::clicked, this,
            [this, account, device] { Q_EMIT trustRequested(account, device.device, DeviceTrust::Verified); });
    connect(differ, &QPushButton::clicked, this,
            [this, account, device] { Q_EMIT trustRequested(account, device.device, DeviceTrust::Distrusted); });
    question->open();
}

void EncryptionPage::rename(AccountId account, const KnownDevice &device)
{
    auto *dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Rename device"));
    dialog->setLabelText(tr("Name, on this computer alone"));
    dialog->setTextValue(device.label);
    connect(dialog, &QInputDialog::textValueSelected, this, [this, account, device](const QString &name) {
        Q_EMIT renameRequested(account, device.device, name.simplified().left(longestName));
    });
    dialog->open();
}

void EncryptionPage::confirmRemoval(AccountId account, const KnownDevice &device)
{
    QMessageBox *question = makeQuestion(this, tr("Remove device"));
    setWords(*question, tr("Remove %1?").arg(deviceName(device)),
             tr("Nobody encrypts new messages for it any more. What it has read it keeps; where it is still signed in, it may come "
                "back."));
    QPushButton *act = question->addButton(tr("Remove device"), QMessageBox::DestructiveRole);
    setButtonLook(act, ButtonKind::Destructive);
    QPushButton *cancel = question->addButton(QMessageBox::Cancel);
    question->setDefaultButton(cancel);
    question->setEscapeButton(cancel);
    connect(act, &QPushButton::clicked, this, [this, account, device] { Q_EMIT removeRequested(account, device.device.id); });
    question->open();
}

} // namespace jackdaw
