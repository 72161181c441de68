// SPDX-License-Identifier: GPL-3.0-or-later
#include "account/AccountNotes.h"

#include "base/Log.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
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
constexpr auto wantedNameKey = "own_name_wanted"_L1;
constexpr auto gatewaysKey = "logged_out_gateways"_L1;
constexpr auto missedKey = "missed_requests"_L1;
constexpr auto invisibleKey = "invisible"_L1;
constexpr auto hidingListKey = "hiding_list"_L1;
constexpr auto unheardFilesKey = "unheard_files"_L1;
constexpr auto tokenKey = "token"_L1;
constexpr auto asideEnding = ".broken"_L1;

} // namespace

AccountNotes::AccountNotes(const QString &profileFolder, AccountId account)
    : m_file(profileFolder + "/account-"_L1 + QString::number(account.value()) + ".json"_L1)
{
}

Result<AccountNotes::Loaded> AccountNotes::load() const
{
    QFile file(m_file);
    if (m_file.isEmpty() || !file.exists()) {
        return Loaded{};
    }
    if (!file.open(QIODevice::ReadOnly)) {
        return Error{ErrorKind::Storage, file.errorString(), m_file};
    }
    const QByteArray bytes = file.read(maximumSize + 1); // its size may be said wrong, or change
    if (bytes.size() > maximumSize) {
        qCWarning(log::storage) << m_file << "holds more than" << maximumSize << "bytes, and is not read";
        return Loaded{{}, Content::Broken};
    }
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &error);
    if (!document.isObject()) {
        qCWarning(log::storage) << m_file << "is no file of notes:" << error.errorString();
        return Loaded{{}, Content::Broken};
    }
    return Loaded{document.object(), Content::Readable};
}

QJsonObject AccountNotes::read() const
{
    const Result<Loaded> loaded = load();
    if (!loaded) {
        qCWarning(log::storage) << m_file << "cannot be read:" << loaded.error().detail;
        return {};
    }
    return loaded->notes;
}

/// What cannot be read may still be of use to somebody, so it is never written over.
Status AccountNotes::change(const QString &key, const QJsonValue &value)
{
    Result<Loaded> loaded = load();
    if (!loaded) {
        return loaded.error();
    }
    QJsonObject notes = loaded->notes;
    if (value.isUndefined()) {
        notes.remove(key);
    } else {
        notes.insert(key, value);
    }
    if (loaded->content == Content::Broken) {
        if (const Status aside = setAside(); !aside) {
            return aside;
        }
    }
    return write(notes);
}

Status AccountNotes::setAside()
{
    QString place = m_file + asideEnding;
    for (int number = 2; QFile::exists(place); ++number) {
        place = m_file + asideEnding + QString::number(number);
    }
    QFile file(m_file);
    if (!file.rename(place)) {
        return Error{ErrorKind::Storage, file.errorString(), m_file};
    }
    qCWarning(log::storage) << m_file << "lies at" << place << "now";
    return Done{};
}

Status AccountNotes::write(const QJsonObject &notes)
{
    if (m_file.isEmpty()) {
        return Done{};
    }
    QSaveFile file(m_file);
    const QByteArray bytes = QJsonDocument(notes).toJson();
    if (bytes.size() > maximumSize) { // it could not be read again
        return Error{ErrorKind::Storage, u"more than %1 bytes of notes"_s.arg(maximumSize), m_file};
    }
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
    return change(statusKey, QJsonArray::fromStringList(addresses));
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
    return change(invitationsKey, kept);
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
    return change(ownNameKey, name);
}

std::optional<QString> AccountNotes::wantedName() const
{
    const QJsonValue wanted = read().value(wantedNameKey);
    return wanted.isString() ? std::optional(wanted.toString()) : std::nullopt;
}

Status AccountNotes::setWantedName(const std::optional<QString> &name)
{
    return change(wantedNameKey, name ? QJsonValue(*name) : QJsonValue(QJsonValue::Undefined));
}

QStringList AccountNotes::texts(const QString &key) const
{
    QStringList all;
    const QJsonArray kept = read().value(key).toArray();
    for (const QJsonValue &each : kept) {
        all += each.toString();
    }
    return all;
}

Status AccountNotes::setTexts(const QString &key, const QStringList &texts)
{
    return change(key, texts.isEmpty() ? QJsonValue(QJsonValue::Undefined) : QJsonValue(QJsonArray::fromStringList(texts)));
}

std::optional<bool> AccountNotes::isInvisible() const
{
    const Result<Loaded> loaded = load();
    if (!loaded || loaded->content == Content::Broken) {
        return std::nullopt;
    }
    return loaded->notes.value(invisibleKey).toBool();
}

Status AccountNotes::setInvisible(bool invisible)
{
    return change(invisibleKey, invisible ? QJsonValue(true) : QJsonValue(QJsonValue::Undefined));
}

QString AccountNotes::hidingList() const
{
    return read().value(hidingListKey).toString();
}

Status AccountNotes::setHidingList(const QString &name)
{
    return change(hidingListKey, name.isEmpty() ? QJsonValue(QJsonValue::Undefined) : QJsonValue(name));
}

QStringList AccountNotes::missedRequests() const
{
    return texts(missedKey);
}

Status AccountNotes::setMissedRequests(const QStringList &people)
{
    return setTexts(missedKey, people);
}

QStringList AccountNotes::loggedOutGateways() const
{
    return texts(gatewaysKey);
}

Status AccountNotes::setLoggedOutGateways(const QStringList &gateways)
{
    return setTexts(gatewaysKey, gateways);
}

QStringList AccountNotes::unheardFiles() const
{
    return texts(unheardFilesKey);
}

Status AccountNotes::setUnheardFiles(const QStringList &messages)
{
    return setTexts(unheardFilesKey, messages);
}

Status AccountNotes::remove()
{
    if (m_file.isEmpty()) {
        return Done{};
    }
    const QFileInfo info(m_file);
    const QDir folder = info.dir();
    const QStringList all = folder.entryList({info.fileName(), info.fileName() + asideEnding + u'*'},
                                             QDir::Files | QDir::Dirs | QDir::Hidden | QDir::System);
    // Whatever else has that name is no file, cannot be read as notes, and stays: then nothing is gone.
    Status done = Done{};
    for (const QString &name : all) {
        QFile file(folder.filePath(name));
        if (!file.remove()) {
            done = Error{ErrorKind::Storage, file.errorString(), file.fileName()};
        }
    }
    return done;
}

} // namespace jackdaw
