// SPDX-License-Identifier: GPL-3.0-or-later
#include "trust/WhyDialog.h"

#include "style/Direction.h"
#include "style/Theme.h"
#include "trust/TrustText.h"
#include "widgets/Buttons.h"
#include "widgets/Card.h"
#include "widgets/Labels.h"
#include "widgets/MessageWords.h"

#include <QDialogButtonBox>
#include <QLocale>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

enum class Remedy { None, Repair, Decide };

Remedy remedyFor(ReadReason reason)
{
    switch (reason) {
    case ReadReason::NoBundle:
    case ReadReason::BadBundle:
    case ReadReason::NoSession:
    case ReadReason::NotTold:
    case ReadReason::Failed:
        return Remedy::Repair;
    case ReadReason::NotTrusted:
    case ReadReason::Distrusted:
    case ReadReason::IdentityChanged:
        return Remedy::Decide;
    case ReadReason::CanRead:
    case ReadReason::NoDevices:
        break;
    }
    return Remedy::None;
}

} // namespace

WhyDialog::WhyDialog(const Facts &facts, const Theme &theme, QWidget *parent) : QDialog(parent), m_facts(facts), m_theme(theme)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Encryption of this message"));
    setAccessibleName(windowTitle());
    auto *content = new QWidget;
    m_column = new QVBoxLayout(content);
    m_column->setContentsMargins(22, 20, 22, 16);
    m_column->setSpacing(6);
    const auto &encryption = m_facts.message.encryption;
    const bool isReadable = !encryption || encryption->isReadable();
    const QString title = isWaiting() ? tr("Not sent yet")
                          : !encryption ? tr("Not end-to-end encrypted")
                          : isReadable  ? tr("End-to-end encrypted")
                                        : tr("It cannot be read");
    m_column->addWidget(new Label(theme, TypeRole::Heading, Token::Text, title, Label::Wrap::Yes));
    m_words = new Label(theme, TypeRole::Body, Token::Text2, {}, Label::Wrap::Yes);
    m_column->addWidget(m_words);
    m_column->addSpacing(8);
    m_card = new Card(theme);
    m_card->hide();
    m_column->addWidget(m_card);
    m_column->addStretch(1);
    if (isWaiting())
        m_words->setText(tr("It waits, and does not go out without encryption."));
    else if (!encryption)
        m_words->setText(tr("The servers that passed it on could read it."));
    else if (m_facts.message.direction == Direction::Incoming || !isReadable) // another device of ours may have written it
        addOrigin();
    else
        m_words->setText(tr("Which devices could read it is not known on this computer."));

    auto *area = new QScrollArea;
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setWidget(content);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(22, 8, 22, 16);
    if (mayAskToResend(m_facts.message)) {
        auto *again = new TextButton(tr("Ask to resend"), ButtonKind::Secondary);
        again->setAutoDefault(false);
        again->setToolTip(tr("Writes a message that asks for it, which you can read before it is sent"));
        connect(again, &QAbstractButton::clicked, this, &WhyDialog::ask);
        foot->addWidget(again);
    }
    if (isWaiting()) {
        m_send = new TextButton(tr("Send to those who can read"), ButtonKind::Secondary);
        m_send->setAutoDefault(false);
        m_send->setToolTip(tr("Waits for the others no more: they will not be able to read it"));
        m_send->hide();
        connect(m_send, &QAbstractButton::clicked, this, [this] {
            Q_EMIT sendToReadersRequested();
            accept();
        });
        foot->addWidget(m_send);
    }
    foot->addStretch(1);
    foot->addWidget(buttons);
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->setSpacing(0);
    whole->addWidget(area, 1);
    whole->addLayout(foot);
    const QSize wanted(theme.scaled(520), theme.scaled(380));
    resize(parent ? wanted.boundedTo(parent->window()->size() - QSize(24, 24)) : wanted);
}

QString WhyDialog::nameOf(const OmemoDevice &device) const
{
    KnownDevice known;
    known.device = device;
    for (const KnownDevice &each : m_facts.devices) {
        if (each.device == device)
            known = each;
    }
    return deviceName(known);
}

/// Isolated, as it goes into sentences.
QString WhyDialog::personOf(const BareJid &jid) const
{
    if (!isTheirs(jid))
        return tr("You");
    return isolated(m_facts.own.isValid() ? m_facts.names.value(jid, jid.toString()) : m_facts.name);
}

QString WhyDialog::readersInGroup(const QList<DeviceReport> &readers) const
{
    QList<BareJid> without = peopleWithout(readers);
    without.removeOne(m_facts.own);
    if (without.isEmpty())
        return tr("Everybody in %1 can read it.").arg(isolated(m_facts.name));
    QStringList names;
    for (const BareJid &each : std::as_const(without))
        names.append(personOf(each));
    return tr("These people cannot read it: %1.").arg(QLocale().createSeparatedList(names));
}

void WhyDialog::ask()
{
    if (const OmemoDevice writer = writerOf(m_facts.message); writer.id.isValid())
        Q_EMIT repairRequested(writer); // or it comes again as unreadable as before
    Q_EMIT resendRequested();
    accept();
}

/// Who wrote it, as it was known then.
void WhyDialog::addOrigin()
{
    const MessageEncryption &encryption = *m_facts.message.encryption;
    const OmemoDevice device = writerOf(m_facts.message);
    QStringList words;
    words.append(encryption.isReadable() ? trustThenText(encryption.trust) : faultText(encryption.fault));
    if (encryption.isTimeOff)
        words.append(tr("The time that was encrypted with it is not the time at which it came: it may be an old message that somebody "
                        "sent again."));
    m_words->setText(words.join(u' '));
    TextButton *act = nullptr;
    if (!encryption.isReadable() && encryption.fault != RatchetFault::IdentityChanged && encryption.device.isValid()) {
        act = new TextButton(tr("Agree on new keys"), ButtonKind::Secondary, ButtonSize::Small);
        addRepair(device, act);
    } else {
        act = new TextButton(tr("Devices…"), ButtonKind::Secondary, ButtonSize::Small);
        connect(act, &QAbstractButton::clicked, this, &WhyDialog::devicesRequested);
    }
    if (encryption.device.isValid()) {
        m_card->addRow(new SettingsRow(m_theme, tr("Written on %1").arg(nameOf(device)), personOf(device.jid), act));
        m_card->show();
    } else {
        delete act;
    }
}

void WhyDialog::addRepair(const OmemoDevice &device, TextButton *act)
{
    connect(act, &QAbstractButton::clicked, this, [this, device, act] {
        act->setEnabled(false);
        act->setText(tr("Asked"));
        Q_EMIT repairRequested(device);
    });
}

void WhyDialog::setEncryption(const ChatEncryption &encryption)
{
    setReaders(encryption.readers);
    // Where nobody can there is nothing to send; where nothing is missing it goes by itself.
    const bool someCan = std::any_of(encryption.readers.cbegin(), encryption.readers.cend(), [this](const DeviceReport &each) {
        return each.reason == ReadReason::CanRead && isTheirs(each.device.jid);
    });
    m_send->setVisible(someCan && encryption.sending == ChatEncryption::Sending::NotYet);
}

void WhyDialog::setReaders(const QList<DeviceReport> &readers)
{
    if (readers.isEmpty() || (!m_facts.message.encryption && !isWaiting()) || readers == m_shown)
        return; // each word of the engine comes here: what has the keyboard stays where nothing is new
    m_shown = readers;
    int read = 0;
    m_card->clear();
    for (const DeviceReport &each : readers) {
        const bool theirs = isTheirs(each.device.jid);
        read += each.reason == ReadReason::CanRead && theirs ? 1 : 0;
        const bool isDevice = each.device.id.value() != 0; // or all of a person's
        const QString title = !isDevice
            ? personOf(each.device.jid) : tr("%1 \u00B7 %2").arg(nameOf(each.device), personOf(each.device.jid));
        TextButton *act = nullptr;
        if (isDevice && remedyFor(each.reason) == Remedy::Repair) {
            act = new TextButton(tr("Fetch its keys again"), ButtonKind::Secondary, ButtonSize::Small);
            addRepair(each.device, act);
        } else if (remedyFor(each.reason) == Remedy::Decide && theirs) {
            act = new TextButton(tr("Check…"), ButtonKind::Secondary, ButtonSize::Small);
            connect(act, &QAbstractButton::clicked, this, &WhyDialog::devicesRequested);
        }
        if (act)
            act->setAccessibleDescription(title);
        const QString reason = !isDevice && each.reason == ReadReason::NotTold
            ? tr("Nobody: their server did not tell which devices they have") : readReasonText(each.reason);
        m_card->addRow(new SettingsRow(m_theme, title, reason, act));
    }
    m_card->show();
    if (isWaiting() && (read > 0 || m_facts.own.isValid()))
        m_words->setText(tr("It waits, and goes out encrypted to the devices that can read it then."));
    else if (isWaiting())
        m_words->setText(tr("It waits: no device of %1 can read it now.").arg(isolated(m_facts.name)));
    else if (m_facts.own.isValid())
        m_words->setText(readersInGroup(readers));
    else
        m_words->setText(read == 0 ? tr("No device of %1 can read it.").arg(isolated(m_facts.name))
                               : tr("%Ln devices of %1 can read it.", nullptr, int(read)).arg(isolated(m_facts.name)));
}

} // namespace jackdaw
