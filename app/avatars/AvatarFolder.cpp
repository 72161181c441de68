// SPDX-License-Identifier: GPL-3.0-or-later
#include "avatars/AvatarFolder.h"

#include "base/Log.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>
#include <QTimeZone>

#include <algorithm>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr QFileDevice::Permissions onlyOwner = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
constexpr qint64 mostIndexBytes = 16 * 1024 * 1024; // of 100,000 contacts
constexpr int keptDays = 30;
const auto indexName = "index.json"_L1;
const auto hashKey = "hash"_L1;
const auto cardKey = "card"_L1;

/// It becomes the name of a file.
bool isHash(const QString &text)
{
    return text.size() == 40 && std::all_of(text.cbegin(), text.cend(), [](QChar c) {
        return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f');
    });
}

Status write(const QString &path, const QByteArray &bytes)
{
    QSaveFile file(path);
    const bool isWritten = file.open(QIODevice::WriteOnly) && file.setPermissions(onlyOwner) && file.write(bytes) == bytes.size()
        && file.commit();
    return isWritten ? Status(Done{}) : Status(Error{ErrorKind::Storage, file.errorString(), path});
}

} // namespace

AvatarFolder::AvatarFolder(const QString &profileFolder, AccountId account)
    : m_account(account)
    , m_folder(profileFolder + "/avatars/"_L1 + QString::number(account.value()))
{
}

QString AvatarFolder::pathOf(const QString &hash) const
{
    return isHash(hash) ? m_folder + u'/' + hash : QString();
}

bool AvatarFolder::has(const QString &hash) const
{
    return isHash(hash) && QFile::exists(pathOf(hash));
}

QHash<BareJid, AvatarFolder::Entry> AvatarFolder::entries() const
{
    QFile file(m_folder + u'/' + indexName);
    if (!file.open(QIODevice::ReadOnly)) {
        return {};
    }
    const QByteArray bytes = file.read(mostIndexBytes + 1);
    const QJsonObject all = bytes.size() > mostIndexBytes ? QJsonObject() : QJsonDocument::fromJson(bytes).object();
    QHash<BareJid, Entry> entries;
    for (auto each = all.constBegin(); each != all.constEnd(); ++each) {
        const QJsonObject said = each.value().toObject();
        const QString hash = said.value(hashKey).toString();
        if (isHash(hash) && !each.key().isEmpty()) {
            entries.insert(BareJid::fromPrepared(each.key()), {hash, said.value(cardKey).toBool() ? Source::Card : Source::Node});
        }
    }
    return entries;
}

QList<Avatar> AvatarFolder::avatars() const
{
    const QHash<BareJid, Entry> all = entries();
    if (all.isEmpty()) {
        return {};
    }
    const QStringList names = QDir(m_folder).entryList(QDir::Files);
    const QSet<QString> files(names.cbegin(), names.cend());
    QList<Avatar> avatars;
    avatars.reserve(all.size());
    for (auto each = all.cbegin(); each != all.cend(); ++each) {
        avatars.append({m_account, each.key(), each->hash, files.contains(each->hash)});
    }
    return avatars;
}

Status AvatarFolder::make() const
{
    if (!QDir().mkpath(m_folder)) {
        return Error{ErrorKind::Storage, u"the folder cannot be made"_s, m_folder};
    }
    for (const QString &each : {QFileInfo(m_folder).path(), m_folder}) {
        QFile::setPermissions(each, onlyOwner | QFileDevice::ExeOwner);
    }
    return Done{};
}

Status AvatarFolder::keep(const QString &hash, const QByteArray &bytes) const
{
    if (!isHash(hash)) {
        return Error{ErrorKind::Malformed, u"no hash"_s, hash};
    }
    const Status made = make();
    return made ? write(pathOf(hash), bytes) : made;
}

Status AvatarFolder::setEntries(const QHash<BareJid, Entry> &entries) const
{
    if (const Status made = make(); !made) {
        return made;
    }
    QJsonObject all;
    for (auto each = entries.cbegin(); each != entries.cend(); ++each) {
        QJsonObject said{{hashKey, each->hash}};
        if (each->source == Source::Card) {
            said.insert(cardKey, true);
        }
        all.insert(each.key().toString(), said);
    }
    return write(m_folder + u'/' + indexName, QJsonDocument(all).toJson(QJsonDocument::Compact));
}

AvatarFolder::Swept AvatarFolder::sweep(const QHash<BareJid, Entry> &entries, qint64 most) const
{
    QSet<QString> used;
    for (const Entry &each : entries) {
        used.insert(each.hash);
    }
    const QDateTime old = QDateTime::currentDateTimeUtc().addDays(-keptDays);
    Swept swept;
    QFileInfoList strangers, contacts; // oldest first
    const auto take = [&swept](const QFileInfo &file) {
        if (QFile::remove(file.filePath())) {
            swept.gone.insert(file.fileName());
            return true;
        }
        return false;
    };
    const QFileInfoList all = QDir(m_folder).entryInfoList(QDir::Files, QDir::Time | QDir::Reversed);
    for (const QFileInfo &each : all) {
        if (!isHash(each.fileName())) {
            continue;
        }
        const bool isUsed = used.contains(each.fileName());
        if (!isUsed && each.lastModified(QTimeZone::UTC) < old && take(each)) {
            continue;
        }
        (isUsed ? contacts : strangers).append(each);
        swept.bytes += each.size();
    }
    if (swept.bytes <= most) {
        return swept;
    }
    const QFileInfoList inTurn = strangers + contacts;
    for (const QFileInfo &each : inTurn) {
        if (swept.bytes <= most / 4 * 3) {
            break;
        }
        if (take(each)) {
            swept.bytes -= each.size();
        }
    }
    return swept;
}

Status AvatarFolder::remove() const
{
    QDir folder(m_folder);
    if (folder.exists() && !folder.removeRecursively()) {
        return Error{ErrorKind::Storage, u"the folder cannot be removed"_s, m_folder};
    }
    return Done{};
}

} // namespace jackdaw
