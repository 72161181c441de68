// SPDX-License-Identifier: GPL-3.0-or-later
#include "trust/GroupTrustDialog.h"

#include "style/Direction.h"
#include "style/Style.h"
#include "style/Theme.h"
#include "trust/TrustText.h"
#include "widgets/Buttons.h"
#include "widgets/Card.h"
#include "widgets/Labels.h"
#include "widgets/MessageBox.h"
#include "widgets/Switch.h"

#include <QAccessible>
#include <QDialogButtonBox>
#include <QMessageBox>
#include <QPushButton>
#include <QScrollArea>
#include <QSet>
#include <QSignalBlocker>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace jackdaw {

GroupTrustDialog::GroupTrustDialog(const Theme &theme, const QString &group, QWidget *parent)
    : QDialog(parent), m_theme(theme), m_group(group)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Encryption in %1").arg(isolated(group)));
    setAccessibleName(tr("Encryption in %1").arg(group)); // to the letter (design/ui.md, "Accessible names")
    setMinimumSize(320, 320);
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(22, 20, 22, 16);
    column->setSpacing(6);
    column->addWidget(new Label(theme, TypeRole::Heading, Token::Text, windowTitle(), Label::Wrap::Yes));
    m_words = new Label(theme, TypeRole::Body, Token::Text2, {}, Label::Wrap::Yes);
    column->addWidget(m_words);
    column->addSpacing(8);
    auto *onOff = new Card(theme);
    m_switch = new Switch(theme, tr("Encrypt this group"));
    m_switchLine = new SettingsRow(theme, tr("Encrypt this group"), tr("Off"), m_switch);
    onOff->addRow(m_switchLine);
    column->addWidget(onOff);
    column->addSpacing(8);
    column->addWidget(
        new Label(theme, TypeRole::MetaStrong, Token::Text2, tr("Who can read what you write here"), Label::Wrap::Yes));
    m_people = new Card(theme);
    column->addWidget(m_people);
    m_nobody = new Label(theme, TypeRole::Body, Token::Text2, tr("It is not known yet who is in this group."), Label::Wrap::Yes);
    column->addWidget(m_nobody);
    m_error = new Label(theme, TypeRole::Body, Token::Bad, {}, Label::Wrap::Yes);
    m_error->hide();
    column->addWidget(m_error);
    column->addStretch(1);
    connect(m_switch, &QAbstractButton::clicked, this, &GroupTrustDialog::wish);

    auto *area = new QScrollArea;
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setWidget(content);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *foot = new QVBoxLayout;
    foot->setContentsMargins(22, 8, 22, 16);
    foot->addWidget(buttons);
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->setSpacing(0);
    whole->addWidget(area, 1);
    whole->addLayout(foot);
    const QSize wanted(theme.scaled(560), theme.scaled(520));
    resize(parent ? wanted.boundedTo(parent->window()->size() - QSize(24, 24)).expandedTo(minimumSize()) : wanted);
}

void GroupTrustDialog::setEncryption(const ChatEncryption &encryption, const Names &names, const BareJid &own)
{
    m_encryption = encryption;
    showPeople(names, own);
    showSwitch();
}

void GroupTrustDialog::showPeople(const Names &names, const BareJid &own)
{
    QHash<BareJid, QList<KnownDevice>> devices;
    for (const KnownDevice &each : std::as_const(m_encryption.devices))
        devices[each.device.jid].append(each);
    QList<BareJid> people;
    QSet<BareJid> seen;
    QHash<BareJid, ReadReason> reasons;
    for (const DeviceReport &each : std::as_const(m_encryption.readers)) {
        const BareJid &person = each.device.jid;
        if (person == own)
            continue;
        if (!seen.contains(person)) {
            seen.insert(person);
            people.append(person);
        }
        if (each.reason != ReadReason::CanRead && !reasons.contains(person))
            reasons.insert(person, each.reason);
    }
    const QList<BareJid> without = peopleWithout(m_encryption.readers);
    const QSet<BareJid> cannot(without.cbegin(), without.cend());
    QList<Row> rows;
    for (const BareJid &person : std::as_const(people)) {
        std::optional<ReadReason> why;
        if (const auto reason = reasons.constFind(person); reason != reasons.cend())
            why = *reason;
        const bool canRead = !cannot.contains(person);
        const QList<KnownDevice> theirs = devices.value(person);
        const QString help = groupReaderText(canRead ? GroupReader::Reads : GroupReader::DoesNot, trustOf(theirs), why);
        rows.append({person, isolated(names.value(person, person.toString())), help, canRead, !theirs.isEmpty()});
    }
    if (rows != m_rows) { // each word of the engine comes here: what has the keyboard stays where nothing is new
        m_rows = rows;
        showRows();
    }
    m_people->setVisible(!people.isEmpty());
    m_nobody->setText(m_encryption.obstacle == RoomReaders::Obstacle::Refused ? tr("This group does not tell who reads along.")
                      : m_encryption.obstacle == RoomReaders::Obstacle::TooMany
                          ? tr("This group is too large to be encrypted (over 500 people).")
                          : tr("It is not known yet who is in this group."));
    m_nobody->setVisible(people.isEmpty());
    const qsizetype left = without.size() - (without.contains(own) ? 1 : 0);
    if (m_encryption.sending == ChatEncryption::Sending::Clear)
        m_words->setText(tr("The servers that pass messages on can read them."));
    else if (people.isEmpty() || m_encryption.sending != ChatEncryption::Sending::Encrypted)
        m_words->setText(tr("What you write waits."));
    else if (left == 0)
        m_words->setText(tr("What you write is encrypted for everybody on the group's list, and for nobody else."));
    else
        m_words->setText(tr("What you write is encrypted. %Ln people in this group cannot read it.", nullptr, int(left)));
}

void GroupTrustDialog::showRows()
{
    m_people->clear();
    for (const Row &row : std::as_const(m_rows)) {
        TextButton *act = nullptr;
        if (row.hasDevices) {
            act = new TextButton(row.canRead ? tr("Devices…") : tr("Check…"), ButtonKind::Secondary, ButtonSize::Small);
            act->setAutoDefault(false);
            act->setAccessibleDescription(row.name);
            connect(act, &QAbstractButton::clicked, this,
                    [this, person = row.person] { Q_EMIT devicesRequested(person); });
        }
        m_people->addRow(new SettingsRow(m_theme, row.name, row.help, act));
    }
}

void GroupTrustDialog::showSwitch()
{
    using Sending = ChatEncryption::Sending;
    const QSignalBlocker quiet(m_switch);
    m_switch->setChecked(m_encryption.sending != Sending::Clear);
    m_switch->update();
    QString help = tr("Off");
    if (m_encryption.sending == Sending::Encrypted)
        help = tr("On for all messages, files and voice");
    else if (m_encryption.sending == Sending::NotYet && m_encryption.wish == ChatWish::NotSaid)
        help = tr("Being looked at; what you write waits");
    else if (m_encryption.sending == Sending::NotYet)
        help = tr("On. Keys are on their way; what you write waits for them");
    else if (m_encryption.sending == Sending::Stuck)
        help = tr("On. No device there can read it now: what you write waits");
    m_switchLine->setHelp(help);
}

void GroupTrustDialog::wish(bool encrypted)
{
    m_error->hide();
    if (encrypted) {
        Q_EMIT wishRequested(ChatWish::Encrypted);
        return;
    }
    showSwitch(); // stays as it is until that was confirmed and done
    auto *question = new QMessageBox(this);
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setIcon(QMessageBox::NoIcon);
    question->setWindowTitle(tr("Encrypt this group"));
    setWords(*question, tr("Send without encryption from now on?"),
             tr("What you write to %1, and what waits, can then be read by the servers that pass it on.").arg(isolated(m_group)));
    QPushButton *act = question->addButton(tr("Switch encryption off"), QMessageBox::DestructiveRole);
    setButtonLook(act, ButtonKind::Destructive);
    QPushButton *cancel = question->addButton(QMessageBox::Cancel);
    question->setDefaultButton(cancel);
    question->setEscapeButton(cancel);
    connect(act, &QPushButton::clicked, this, [this] { Q_EMIT wishRequested(ChatWish::Clear); });
    question->open();
}

void GroupTrustDialog::showError(const QString &text)
{
    m_error->setText(text);
    m_error->show();
    QAccessibleEvent alert(m_error, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
    showSwitch();
}

} // namespace jackdaw
