// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/DownloadPart.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStorageInfo>

#include <utility>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 keptFree = 64 * 1024 * 1024; ///< bytes of the disk that are not ours to fill

Status makeRoom(const DownloadPart &part)
{
    if (!QDir().mkpath(part.folder)) {
        return Error{ErrorKind::Storage, u"the folder cannot be made"_s, part.folder};
    }
    QFile::setPermissions(part.folder, QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
    const QStorageInfo disk(part.folder);
    if (disk.isValid() && part.size > 0 && disk.bytesAvailable() < part.size + keptFree) {
        return Error{ErrorKind::DiskFull, {}, part.folder};
    }
    return Done{};
}

} // namespace

Result<PartState> openPart(const DownloadPart &part, DownloadBody &body, DiskStep::Progress &progress)
{
    if (progress.isUnwanted) {
        return Error{ErrorKind::Cancelled, {}, {}};
    }
    if (const Status room = makeRoom(part); !room) {
        return room.error();
    }
    const bool mayResume = part.before == DownloadPart::Before::GoesOn
        && (!part.sha256.isEmpty() || !part.secret.key.isEmpty());
    if (QFileInfo(part.path).isSymLink() || !mayResume) {
        QFile::remove(part.path);
    }
    auto before = QFileInfo(part.path).size() == 0 ? DownloadBody::fresh(part.secret)
                                                   : DownloadBody::recall(part.path, part.secret, &progress);
    if (!before) {
        return before.error();
    }
    const bool isComplete = part.secret.key.isEmpty() && part.size > 0 && before->size == part.size;
    if (isComplete && !part.sha256.isEmpty()) {
        if (before->hash.result() == part.sha256) {
            return PartState::Whole;
        }
        QFile::remove(part.path); // none of it is what was promised
        before = DownloadBody::fresh(part.secret);
        if (!before) {
            return before.error();
        }
    }
    if (progress.isUnwanted) {
        return Error{ErrorKind::Cancelled, {}, {}};
    }
    Status opened = body.open(std::move(before).value());
    if (opened && body.received() > part.most) {
        opened = body.restart();
    }
    return opened ? Result<PartState>(PartState::Open) : Result<PartState>(opened.error());
}

} // namespace jackdaw
