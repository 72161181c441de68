// SPDX-License-Identifier: GPL-3.0-or-later
#include "omemo/IdentityFile.h"

#include "omemo/PayloadCipher.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

#include <cerrno>
#include <sys/stat.h>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr int format = 1;
constexpr qint64 maximumSize = 10'000;

QByteArray keyOf(const QJsonObject &from, QLatin1StringView name)
{
    return QByteArray::fromBase64(from.value(name).toString().toLatin1());
}

QString textOf(const QByteArray &key)
{
    return QString::fromLatin1(key.toBase64());
}

} // namespace

IdentityFile::IdentityFile(const QString &profileFolder, const BareJid &account)
    : m_file(profileFolder + "/identity/"_L1
             + QString::fromLatin1(QCryptographicHash::hash(account.toString().toUtf8(), QCryptographicHash::Sha256).toHex()) + ".json"_L1)
{
}

Result<std::optional<IdentityFile::Content>> IdentityFile::read() const
{
    QFile file(m_file);
    if (!file.exists()) {
        return std::optional<Content>();
    }
    if (!file.open(QIODevice::ReadOnly)) {
        return Error{ErrorKind::Storage, file.errorString(), m_file};
    }
    QByteArray bytes = file.read(maximumSize);
    const QJsonObject all = QJsonDocument::fromJson(bytes).object();
    wipe(bytes);
    Content content;
    content.own.device = OmemoDeviceId(quint32(all.value("device"_L1).toInteger()));
    content.own.publicKey = keyOf(all, "public"_L1);
    content.own.privateKey = keyOf(all, "private"_L1);
    content.mark = all.value("mark"_L1).toString();
    content.next = all.value("next"_L1).toString();
    const bool whole = all.value("format"_L1).toInt() == format && content.own.device.isValid()
        && content.own.device.value() <= maximumOmemoId && content.own.publicKey.size() == 32 && content.own.privateKey.size() == 32;
    if (!whole) {
        return Error{ErrorKind::Storage, u"the identity cannot be read"_s, m_file};
    }
    return std::optional(content);
}

Status IdentityFile::write(const Content &content) const
{
    const QString folder = QFileInfo(m_file).path();
    if (::mkdir(QFile::encodeName(folder).constData(), 0700) != 0 && errno != EEXIST) {
        return Error{errno == ENOSPC ? ErrorKind::DiskFull : ErrorKind::Storage, qt_error_string(errno), folder};
    }
    QJsonObject all{{u"format"_s, format},
                    {u"device"_s, qint64(content.own.device.value())},
                    {u"public"_s, textOf(content.own.publicKey)},
                    {u"private"_s, textOf(content.own.privateKey)},
                    {u"mark"_s, content.mark}};
    if (!content.next.isEmpty()) {
        all.insert("next"_L1, content.next);
    }
    QByteArray bytes = QJsonDocument(all).toJson();
    QSaveFile file(m_file);
    // Nothing is in it yet when it becomes ours alone.
    const bool written = file.open(QIODevice::WriteOnly) && file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner)
        && file.write(bytes) == bytes.size() && file.commit();
    wipe(bytes);
    if (!written) {
        const bool full = file.error() == QFileDevice::ResourceError;
        return Error{full ? ErrorKind::DiskFull : ErrorKind::Storage, file.errorString(), m_file};
    }
    return Done{};
}

Status IdentityFile::remove() const
{
    QFile file(m_file);
    if (!file.exists() || file.remove()) {
        return Done{};
    }
    return Error{ErrorKind::Storage, file.errorString(), m_file};
}

} // namespace jackdaw
