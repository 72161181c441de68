// SPDX-License-Identifier: GPL-3.0-or-later
#include "account/AccountNotes.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr auto statusKey = "status_addresses"_L1;
constexpr auto invitationsKey = "invitations"_L1;
constexpr auto inviterKey = "inviter"_L1;
constexpr auto ownNameKey = "own_name"_L1;
constexpr auto tokenKey = "token"_L1;

} // namespace

AccountNotes::AccountNotes(const QString &profileFolder, AccountId account)
    : m_file(profileFolder + "/account-"_L1 + QString::number(account.value()) + ".json"_L1)
{
}

QJsonObject AccountNotes::read() const
{
    QFile file(m_file);
    return !m_file.isEmpty() && file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
}

Status AccountNotes::write(const QJsonObject &notes)
{
    if (m_file.isEmpty()) {
        return Done{};
    }
    QSaveFile file(m_file);
    const QByteArray bytes = QJsonDocument(notes).toJson();
    const bool written = file.open(QIODevice::WriteOnly)
        && file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner) && file.write(bytes) == bytes.size()
        && file.commit(); // to the disk, and only then in the old one's place
    if (!written) {
        return Error{ErrorKind::Storage, file.errorString(), m_file};
    }
    return Done{};
}

QStringList AccountNotes::statusAddresses() const
{
    return read().value(statusKey).toVariant().toStringList();
}

Status AccountNotes::setStatusAddresses(const QStringList &addresses)
{
    QJsonObject notes = read();
    notes.insert(statusKey, QJsonArray::fromStringList(addresses));
    return write(notes);
}

QList<WaitingInvitation> AccountNotes::invitations() const
{
    QList<WaitingInvitation> all;
    const QJsonArray kept = read().value(invitationsKey).toArray();
    for (const QJsonValue &each : kept) {
        if (const auto inviter = BareJid::parse(each[inviterKey].toString())) {
            all += {*inviter, each[tokenKey].toString()};
        }
    }
    return all;
}

Status AccountNotes::setInvitations(const QList<WaitingInvitation> &all)
{
    QJsonArray kept;
    for (const WaitingInvitation &each : all) {
        kept += QJsonObject{{inviterKey, each.inviter.toString()}, {tokenKey, each.token}};
    }
    QJsonObject notes = read();
    notes.insert(invitationsKey, kept);
    return write(notes);
}

Status AccountNotes::addInvitation(const WaitingInvitation &invitation)
{
    QList<WaitingInvitation> all = invitations();
    all.removeIf([&](const WaitingInvitation &each) { return each.inviter == invitation.inviter; });
    return setInvitations(all << invitation);
}

Status AccountNotes::removeInvitation(const BareJid &inviter)
{
    QList<WaitingInvitation> all = invitations();
    const bool was = all.removeIf([&](const WaitingInvitation &each) { return each.inviter == inviter; }) > 0;
    return was ? setInvitations(all) : Status(Done{});
}

QString AccountNotes::ownName() const
{
    return read().value(ownNameKey).toString();
}

Status AccountNotes::setOwnName(const QString &name)
{
    QJsonObject notes = read();
    notes.insert(ownNameKey, name);
    return write(notes);
}

Status AccountNotes::remove()
{
    QFile file(m_file);
    if (m_file.isEmpty() || !file.exists() || file.remove()) {
        return Done{};
    }
    return Error{ErrorKind::Storage, file.errorString(), m_file};
}

} // namespace jackdaw
