// SPDX-License-Identifier: GPL-3.0-or-later
// The part of ChatPage about encryption: what the header says of it, the devices behind that, notices of new ones, and why a
// message can be read.
#include "chatpage/ChatPage.h"

#include "chat/TimelineModel.h"
#include "chatpage/ChatHeader.h"
#include "roster/ContactListModel.h"
#include "style/Direction.h"
#include "style/Theme.h"
#include "timeline/TimelineView.h"
#include "trust/TrustDialog.h"
#include "trust/WhyDialog.h"
#include "widgets/Banner.h"
#include "widgets/MessageBox.h"

#include <QBoxLayout>
#include <QMessageBox>

using namespace Qt::StringLiterals;

namespace jackdaw {

void ChatPage::beginEncryption()
{
    m_encryption.reset();
    if (m_trust)
        m_trust->reject(); // it is about somebody else
    if (m_why)
        m_why->reject();
    showEncryptionState();
    askEncryption({}, {});
}

void ChatPage::askEncryption(AccountId account, const BareJid &peer)
{
    const bool isOurs = (!account.isValid() || account == m_account) && (!peer.isValid() || peer == m_peer);
    // What goes to a group goes in clear: nobody need be asked.
    if (m_conversation.isValid() && m_kind == ConversationKind::Chat && isOurs)
        Q_EMIT encryptionAsked(m_account, m_peer);
}

void ChatPage::setEncryption(AccountId account, const BareJid &peer, const ChatEncryption &encryption)
{
    if (!m_conversation.isValid() || m_kind != ConversationKind::Chat || account != m_account || peer != m_peer)
        return;
    m_encryption = encryption;
    showEncryptionState();
    if (m_trust)
        m_trust->setEncryption(encryption);
}

void ChatPage::showEncryptionState()
{
    using State = EncryptionPill::State;
    std::optional<State> state;
    if (m_kind != ConversationKind::Chat) {
        state = State::Clear;
    } else if (m_encryption && m_encryption->sending == ChatEncryption::Sending::Clear) {
        state = State::Clear;
    } else if (m_encryption) {
        // What is on its way to be encrypted, or waits because nobody there could read it, does not go in clear.
        const ChatTrust trust = trustOf(m_encryption->devices);
        state = trust == ChatTrust::ToCheck ? State::NewDevice : trust == ChatTrust::Verified ? State::Verified : State::Encrypted;
    }
    m_header->setEncryption(state);
    m_shownEncryption = state;
    refreshDetails();
    m_timeline->setClear(state && *state != State::Clear ? TimelineView::Clear::Marked : TimelineView::Clear::Plain);
    showDeviceNotice();
}

/// What is new about devices, above the messages, as long as it is true (design/ui.md, "Principles").
void ChatPage::showDeviceNotice()
{
    QString strong;
    QString plain;
    Banner::Kind kind = Banner::Kind::Warning;
    bool mayDismiss = false;
    const QString name = isolated(m_name);
    if (m_encryption && m_encryption->sending != ChatEncryption::Sending::Clear) {
        for (const KnownDevice &each : std::as_const(m_encryption->devices)) {
            if (!each.isListed())
                continue;
            if (each.refused.isValid()) {
                kind = Banner::Kind::Bad;
                strong = tr("A device of %1 shows another key.").arg(name);
                plain = tr("It was not taken. Ask %1 what happened.").arg(name);
                mayDismiss = false;
                break;
            }
            if (each.trust == DeviceTrust::Undecided && each.identity.isValid()) {
                strong = tr("%1 added a device.").arg(name);
                plain = tr("Your messages are not readable on it until you have checked it.");
                mayDismiss = false;
            } else if (each.isNews && strong.isEmpty()) {
                strong = tr("%1 added a device.").arg(name);
                plain = tr("Your messages are readable on it.");
                mayDismiss = true;
            }
        }
        if (strong.isEmpty() && m_encryption->sending == ChatEncryption::Sending::Stuck) {
            strong = tr("No device of %1 can read encrypted messages now.").arg(name);
            plain = tr("What you write waits.");
        }
    }
    const QString notice = strong + u' ' + plain;
    if (notice == m_deviceNotice)
        return;
    m_deviceNotice = notice;
    if (m_deviceBanner)
        m_deviceBanner->deleteLater();
    m_deviceBanner = nullptr;
    if (strong.isEmpty())
        return;
    m_deviceBanner = new Banner(m_theme, tr("Encryption"));
    m_deviceBanner->setContent(kind, u"shield-alert"_s, strong, plain);
    connect(m_deviceBanner->addAction(tr("Check\u2026")), &QAbstractButton::clicked, this, &ChatPage::showEncryption);
    if (mayDismiss) {
        connect(m_deviceBanner->addAction(tr("OK")), &QAbstractButton::clicked, this,
                [this] { Q_EMIT devicesShown(m_account, m_peer); });
    }
    auto *column = static_cast<QBoxLayout *>(m_timeline->parentWidget()->layout());
    column->insertWidget(column->indexOf(m_timeline), m_deviceBanner);
}

void ChatPage::showEncryption()
{
    if (!m_conversation.isValid())
        return;
    if (m_kind == ConversationKind::Chat && m_encryption)
        openTrust();
    else
        explainEncryption();
}

void ChatPage::openTrust()
{
    if (m_trust) {
        m_trust->raise();
        m_trust->activateWindow();
        return;
    }
    m_trust = new TrustDialog(m_theme, m_clock, m_name, m_peer, this);
    m_trust->setPresence(m_contacts.presenceOf(m_account, m_peer));
    const AccountId account = m_account;
    const BareJid peer = m_peer;
    connect(m_trust, &TrustDialog::trustRequested, this,
            [this, account](const OmemoDevice &device, DeviceTrust trust) { Q_EMIT trustRequested(account, device, trust); });
    connect(m_trust, &TrustDialog::wishRequested, this,
            [this, account, peer](ChatWish wish) { Q_EMIT encryptionWished(account, peer, wish); });
    connect(m_trust, &TrustDialog::devicesShown, this, [this, account, peer] { Q_EMIT devicesShown(account, peer); });
    connect(m_trust, &TrustDialog::ownDevicesRequested, this, &ChatPage::ownDevicesRequested);
    m_trust->setEncryption(*m_encryption);
    m_trust->open();
}

void ChatPage::showEncryptionError(const QString &text)
{
    if (m_trust)
        m_trust->showError(text);
}

std::pair<QString, QString> ChatPage::encryptionWords() const
{
    if (m_kind == ConversationKind::RoomPrivate) {
        return {tr("Private messages in a group are not end-to-end encrypted."),
                tr("Jackdaw encrypts chats with a person whose address you know. The servers that pass these messages on can read "
                   "them.")};
    }
    if (m_kind == ConversationKind::Room) {
        const RoomListModel::Row *known = room();
        const QString why = known && known->room.features.isRoom && !known->room.features.mayEncrypt()
            ? tr("They cannot be: this group does not show who reads along, or lets anyone in. The servers that pass its messages on "
                 "can read them.")
            : tr("Jackdaw does not encrypt groups yet. The servers that pass these messages on can read them.");
        return {tr("Messages in this group are not end-to-end encrypted."), why};
    }
    return {tr("It is not known yet how messages in this chat are protected."), tr("Jackdaw is still starting.")};
}

void ChatPage::explainEncryption()
{
    auto *dialog = new QMessageBox(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle((m_kind == ConversationKind::Room ? tr("Encryption in %1") : tr("Encryption with %1")).arg(isolated(m_name)));
    const auto [what, more] = encryptionWords();
    setWords(*dialog, what, more);
    dialog->setStandardButtons(QMessageBox::Ok);
    dialog->open();
}

void ChatPage::showWhy(MessageId id)
{
    const int row = m_model.rowOf(id);
    if (row < 0)
        return;
    WhyDialog::Facts facts;
    facts.message = m_model.message(row);
    facts.name = m_name;
    facts.peer = m_peer;
    if (m_encryption)
        facts.devices = m_encryption->devices;
    m_why = new WhyDialog(facts, m_theme, this);
    connect(m_why, &WhyDialog::repairRequested, this,
            [this, account = m_account](const OmemoDevice &device) { Q_EMIT repairRequested(account, device); });
    connect(m_why, &WhyDialog::devicesRequested, this, [this] {
        if (m_why)
            m_why->accept();
        showEncryption();
    });
    m_why->open();
    if (facts.message.direction == Direction::Outgoing && facts.message.encryption)
        Q_EMIT readersAsked(id);
}

void ChatPage::setReaders(MessageId message, const QList<DeviceReport> &readers)
{
    if (m_why && m_why->message() == message)
        m_why->setReaders(readers);
}

} // namespace jackdaw
