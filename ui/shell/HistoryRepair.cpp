// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/HistoryRepair.h"

#include "base/Log.h"
#include "storage/Profile.h"

#include <QFile>
#include <QFileInfo>

namespace jackdaw {

namespace {

QString repairNoteFile(const Profile &profile)
{
    return profile.folder() + QStringLiteral("/repaired");
}

} // namespace

void keepRepairNote(const Profile &profile, const HistoryRepair &repair)
{
    QFile note(repairNoteFile(profile));
    const QByteArray words = QByteArray::number(repair.salvaged) + '\n' + QFile::encodeName(QFileInfo(repair.setAside).fileName()) + '\n';
    QFile::remove(note.fileName());
    if (!note.open(QIODevice::WriteOnly, QFile::ReadOwner | QFile::WriteOwner) || note.write(words) != words.size())
        qCWarning(log::ui) << "it is not noted that the database was repaired:" << note.errorString();
}

std::optional<HistoryRepair> readRepairNote(const Profile &profile)
{
    QFile note(repairNoteFile(profile));
    if (!note.open(QIODevice::ReadOnly))
        return std::nullopt;
    bool isNumber = false;
    const int salvaged = note.readLine(32).trimmed().toInt(&isNumber);
    const QString name = QFile::decodeName(note.readLine(1024).trimmed());
    const QString file = profile.folder() + u'/' + name;
    if (!isNumber || salvaged < 0 || name.isEmpty() || name.contains(u'/') || !QFileInfo::exists(file)) {
        dropRepairNote(profile);
        return std::nullopt;
    }
    return HistoryRepair{file, salvaged};
}

void dropRepairNote(const Profile &profile)
{
    QFile::remove(repairNoteFile(profile));
}

} // namespace jackdaw
