// SPDX-License-Identifier: GPL-3.0-or-later
// The part of ChatPage about encryption: what the header says of it, the devices behind that, notices of new ones, and why a
// message can be read.
#include "chatpage/ChatPage.h"

#include "account/AccountListModel.h"
#include "chat/TimelineModel.h"
#include "chatpage/ChatHeader.h"
#include "composer/Composer.h"
#include "rooms/RoomListModel.h"
#include "roster/ContactListModel.h"
#include "style/Direction.h"
#include "style/Theme.h"
#include "style/TimeText.h"
#include "timeline/TimelineView.h"
#include "trust/GroupTrustDialog.h"
#include "trust/TrustDialog.h"
#include "trust/TrustLines.h"
#include "trust/TrustText.h"
#include "trust/WhyDialog.h"
#include "widgets/Banner.h"
#include "widgets/MessageBox.h"

#include <QBoxLayout>
#include <QLocale>
#include <QMessageBox>

using namespace Qt::StringLiterals;

namespace jackdaw {

void ChatPage::beginEncryption()
{
    m_encryption.reset();
    if (m_trust)
        m_trust->reject(); // it is about somebody else
    if (m_groupTrust)
        m_groupTrust->reject();
    if (m_why)
        m_why->reject();
    showEncryptionState();
    showTrustLines();
    askEncryption({}, {});
}

void ChatPage::setTrustLines(std::unique_ptr<TrustLines> lines)
{
    m_trustLines = std::move(lines);
    connect(m_trustLines.get(), &TrustLines::changed, this, [this] {
        if (m_timeline)
            m_timeline->refreshEventLines();
    });
}

/// In a group of those who read along, once that is known.
void ChatPage::showTrustLines()
{
    if (!m_trustLines)
        return;
    QHash<BareJid, QString> names = readerNames();
    names.remove(ownAddress());
    if (m_kind == ConversationKind::Chat && m_conversation.isValid())
        names.insert(m_peer, m_name);
    m_trustLines->setPeople(m_account, ownAddress(), names);
}

void ChatPage::askEncryption(AccountId account, const BareJid &peer)
{
    const bool isOurs = (!account.isValid() || account == m_account) && (!peer.isValid() || peer == m_peer || readsHere(peer));
    // What is private within a group goes in clear: nobody need be asked.
    if (!m_conversation.isValid() || m_kind == ConversationKind::RoomPrivate || !isOurs)
        return;
    if (peer.isValid() && peer != m_peer) {
        if (!m_askAboutReaders.isActive()) // or news without end would put it off without end
            m_askAboutReaders.start(); // of a large group, many at once
        return;
    }
    m_askAboutReaders.stop();
    Q_EMIT encryptionAsked(m_account, m_peer);
}

/// In a group: is what concerns this person's devices of interest?
bool ChatPage::readsHere(const BareJid &person) const
{
    return m_kind == ConversationKind::Room && m_encryption
        && std::any_of(m_encryption->readers.cbegin(), m_encryption->readers.cend(),
                       [&person](const DeviceReport &each) { return each.device.jid == person; });
}

void ChatPage::setEncryption(AccountId account, const BareJid &peer, const ChatEncryption &encryption)
{
    if (!m_conversation.isValid() || m_kind == ConversationKind::RoomPrivate || account != m_account || peer != m_peer)
        return;
    m_encryption = encryption;
    showEncryptionState();
    showTrustLines();
    showFiles();
    if (m_why && m_why->isWaiting())
        m_why->setEncryption(encryption);
    if (m_trust)
        m_trust->setEncryption(m_kind == ConversationKind::Room ? encryptionOf(m_trust->person()) : encryption);
    if (m_groupTrust)
        m_groupTrust->setEncryption(encryption, readerNames(), ownAddress());
}

void ChatPage::showEncryptionState()
{
    using State = EncryptionPill::State;
    std::optional<State> state;
    if (m_kind == ConversationKind::RoomPrivate) {
        state = State::Clear;
    } else if (m_encryption && m_encryption->sending == ChatEncryption::Sending::Clear) {
        state = State::Clear;
    } else if (m_encryption
               && (m_encryption->wish != ChatWish::NotSaid || m_encryption->sending != ChatEncryption::Sending::NotYet)) {
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
    const QHash<BareJid, QString> names = readerNames();
    const auto called = [&](const BareJid &person) { return isolated(names.value(person, m_name)); };
    BareJid toShow = m_peer;
    if (m_encryption && m_encryption->sending != ChatEncryption::Sending::Clear) {
        for (const KnownDevice &each : std::as_const(m_encryption->devices)) {
            if (!each.isListed())
                continue;
            const QString name = called(each.device.jid);
            if (each.refused.isValid() && each.trust != DeviceTrust::Distrusted) { // or the user has answered it
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
                toShow = each.device.jid;
            }
        }
        const bool isStuck = m_encryption->sending == ChatEncryption::Sending::Stuck;
        if (strong.isEmpty() && m_kind == ConversationKind::Room && isStuck) {
            strong = whyNobodyReads();
            plain = tr("What you write waits.");
        } else if (strong.isEmpty() && isStuck) {
            strong = tr("No device of %1 can read encrypted messages now.").arg(called(m_peer));
            plain = tr("What you write waits.");
        } else if (strong.isEmpty() && !m_encryption->unasked.isEmpty()) {
            // By itself nothing goes in clear because a server is away; behind "Check…" is the switch that sends it.
            QList<BareJid> others = m_encryption->unasked;
            others.removeOne(ownAddress());
            strong = others.isEmpty() ? tr("Your server does not tell which devices you have.")
                                      : tr("%1 could not be asked for their devices.").arg(namesOf(others));
            plain = tr("What you write waits.");
        } else if (const QString without = strong.isEmpty() ? whoCannotRead() : QString(); !without.isEmpty()) {
            strong = tr("Not everybody here can read what you write: %1.").arg(without);
        }
    }
    const QString notice = strong + u' ' + plain + u' ' + toShow.toString();
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
                [this, toShow] { Q_EMIT devicesShown(m_account, toShow); });
    }
    auto *column = static_cast<QBoxLayout *>(m_timeline->parentWidget()->layout());
    column->insertWidget(column->indexOf(m_timeline), m_deviceBanner);
}

BareJid ChatPage::ownAddress() const
{
    const AccountListModel::Row *account = m_accounts.find(m_account);
    return account ? account->settings.jid : BareJid();
}

/// People of a group, by their names, who do not read what is encrypted for it. Empty: all do, or it is no group.
QString ChatPage::whoCannotRead() const
{
    if (m_kind != ConversationKind::Room || !m_encryption || m_encryption->sending != ChatEncryption::Sending::Encrypted)
        return {};
    QList<BareJid> without = peopleWithout(m_encryption->readers);
    without.removeOne(ownAddress());
    return namesOf(without);
}

QString ChatPage::namesOf(const QList<BareJid> &people) const
{
    constexpr qsizetype mostNames = 4;
    const QHash<BareJid, QString> names = readerNames();
    QStringList called;
    for (const BareJid &each : people) {
        if (called.size() < mostNames || people.size() == mostNames + 1)
            called.append(isolated(each == m_peer ? m_name : names.value(each, each.toString())));
    }
    if (called.size() < people.size())
        called.append(tr("%Ln others", nullptr, int(people.size() - called.size())));
    return QLocale().createSeparatedList(called);
}

/// In a group that waits for the user.
QString ChatPage::whyNobodyReads() const
{
    if (!mayBeEncrypted())
        return tr("Others can read along in this group now, so nothing can be encrypted for it.");
    switch (m_encryption ? m_encryption->obstacle : RoomReaders::Obstacle::None) {
    case RoomReaders::Obstacle::Refused: return tr("This group does not tell who reads along.");
    case RoomReaders::Obstacle::TooMany: return tr("This group is too large to be encrypted (over 500 people).");
    case RoomReaders::Obstacle::None: break;
    }
    return tr("Nobody in this group can read encrypted messages now.");
}

/// Of whom the encryption of this group speaks; in a chat nobody.
QHash<BareJid, QString> ChatPage::readerNames() const
{
    QHash<BareJid, QString> names;
    if (m_kind != ConversationKind::Room || !m_encryption)
        return names;
    for (const DeviceReport &each : std::as_const(m_encryption->readers)) {
        if (!names.contains(each.device.jid))
            names.insert(each.device.jid, m_contacts.nameOf(m_account, each.device.jid));
    }
    return names;
}

ChatEncryption ChatPage::encryptionOf(const BareJid &person) const
{
    ChatEncryption of = m_encryption.value_or(ChatEncryption());
    of.devices.removeIf([&person](const KnownDevice &each) { return each.device.jid != person; });
    of.readers.removeIf([&person](const DeviceReport &each) { return each.device.jid != person; });
    return of;
}

bool ChatPage::mayBeEncrypted() const
{
    const RoomListModel::Row *known = room();
    return known && known->room.features.mayEncrypt();
}

void ChatPage::showEncryption()
{
    if (!m_conversation.isValid())
        return;
    const bool isSealed = m_encryption && m_encryption->sending != ChatEncryption::Sending::Clear;
    if (m_kind == ConversationKind::Chat && m_encryption)
        openTrust();
    else if (m_kind == ConversationKind::Room && m_encryption && (mayBeEncrypted() || isSealed))
        openGroupTrust();
    else
        explainEncryption();
}

void ChatPage::openGroupTrust()
{
    if (m_groupTrust) {
        m_groupTrust->raise();
        m_groupTrust->activateWindow();
        return;
    }
    m_groupTrust = new GroupTrustDialog(m_theme, m_name, this);
    connect(m_groupTrust, &GroupTrustDialog::wishRequested, this,
            [this, account = m_account, room = m_peer](ChatWish wish) { Q_EMIT encryptionWished(account, room, wish); });
    connect(m_groupTrust, &GroupTrustDialog::devicesRequested, this, &ChatPage::openTrustIn);
    m_groupTrust->setEncryption(*m_encryption, readerNames(), ownAddress());
    m_groupTrust->open();
}

/// The devices of one person of the group.
void ChatPage::openTrustIn(const BareJid &person)
{
    if (!m_encryption || m_kind != ConversationKind::Room)
        return;
    m_trust = new TrustDialog(m_theme, m_clock, m_contacts.nameOf(m_account, person), person,
                              m_groupTrust ? static_cast<QWidget *>(m_groupTrust) : this, TrustDialog::About::PersonInGroup);
    m_trust->setPresence(m_contacts.presenceOf(m_account, person));
    const AccountId account = m_account;
    connect(m_trust, &TrustDialog::trustRequested, this,
            [this, account](const OmemoDevice &device, DeviceTrust trust) { Q_EMIT trustRequested(account, device, trust); });
    connect(m_trust, &TrustDialog::devicesShown, this, [this, account, person] { Q_EMIT devicesShown(account, person); });
    connect(m_trust, &TrustDialog::ownDevicesRequested, this, &ChatPage::ownDevicesRequested);
    m_trust->setEncryption(encryptionOf(person));
    m_trust->open();
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
    else if (m_groupTrust)
        m_groupTrust->showError(text);
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
            : tr("It is not known yet who is in it. The servers that pass these messages on can read them.");
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
    facts.message = m_model.messageOf(m_model.message(row)); // all its files were sealed by one key
    if (!facts.message.id.isValid())
        facts.message = m_model.message(row);
    facts.name = m_name;
    facts.peer = m_peer;
    if (m_encryption)
        facts.devices = m_encryption->devices;
    if (m_kind == ConversationKind::Room) {
        facts.own = ownAddress();
        facts.names = readerNames();
    }
    const Message &message = facts.message;
    const bool isSecret = m_encryption && m_encryption->sending != ChatEncryption::Sending::Clear;
    if (isSecret && message.direction == Direction::Outgoing && message.state == MessageState::Waiting && !message.encryption)
        facts.stage = WhyDialog::Facts::Stage::Waiting;
    m_why = new WhyDialog(facts, m_theme, this);
    if (m_why->isWaiting())
        m_why->setEncryption(*m_encryption); // as it is now: nobody is chosen before it goes
    connect(m_why, &WhyDialog::sendToReadersRequested, this,
            [this, account = m_account, peer = m_peer] { Q_EMIT sendToReadersRequested(account, peer); });
    connect(m_why, &WhyDialog::resendRequested, this, [this, id] { askToResend(id); });
    connect(m_why, &WhyDialog::repairRequested, this,
            [this, account = m_account](const OmemoDevice &device) { Q_EMIT repairRequested(account, device); });
    connect(m_why, &WhyDialog::devicesRequested, this, [this] {
        if (m_why)
            m_why->accept();
        showEncryption();
    });
    m_why->open();
    if (facts.message.direction == Direction::Outgoing && facts.message.encryption)
        Q_EMIT readersAsked(facts.message.id);
}

/// Asked for from where it stands, by one key: new keys are agreed on as the words go, or it would come again as
/// unreadable as before. No sooner: OmemoService limits only the sessions that it makes anew by itself, and each has its
/// stanzas.
void ChatPage::mendAndAsk(MessageId id)
{
    const int row = m_model.rowOf(id);
    if (row < 0)
        return;
    const OmemoDevice writer = writerOf(m_model.message(row));
    askToResend(id);
    if (QList<OmemoDevice> &toMend = m_toMend[m_conversation]; writer.id.isValid() && !toMend.contains(writer))
        toMend.append(writer);
}

/// The words go into the field, for the user to read and send: nothing is asked in their name by a click alone. They stand in
/// the language of this program, as all that the user says by it.
void ChatPage::askToResend(MessageId id)
{
    const int row = m_model.rowOf(id);
    if (row < 0)
        return;
    const Message &message = m_model.message(row);
    const QString when = dateText(message.time) == dateText(m_clock.now())
        ? clockText(message.time) : tr("%1, %2", "a date and the time of day").arg(dateText(message.time), clockText(message.time));
    m_composer->restoreText(m_kind == ConversationKind::Room
                                ? tr("%1, I could not decrypt your message of %2. Please send it again.").arg(senderName(message), when)
                                : tr("I could not decrypt your message of %1. Please send it again.").arg(when));
    focusComposer();
}

void ChatPage::setReaders(MessageId message, const QList<DeviceReport> &readers)
{
    if (m_why && m_why->message() == message)
        m_why->setReaders(readers);
}

} // namespace jackdaw
