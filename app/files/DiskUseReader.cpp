// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/DiskUseReader.h"

#include "storage/ReadConnection.h"

#include <QDir>
#include <QFileInfo>
#include <QHash>
#include <QSet>
#include <QSqlQuery>
#include <QVariant>

#include <algorithm>

namespace jackdaw {

using namespace Qt::StringLiterals;

QList<DiskUse> DiskUseReader::read(const QString &profileFolder, const std::atomic<bool> &isWanted) const
{
    struct Kept { ConversationId conversation; int kind; QString path; };
    QList<Kept> all; // first read to the end: files are slow, and a statement that is open holds an old state of the database
    const QString statement = u"SELECT m.conversation, a.kind, a.path FROM attachment a JOIN message m ON m.id = a.message "
                              "WHERE a.path <> '' AND a.state IN (1, 2, 5) ORDER BY a.message"_s;
    m_connection.each(statement, {}, [&all](const QSqlQuery &row) {
        all.append({ConversationId(row.value(0).toLongLong()), row.value(1).toInt(), row.value(2).toString()});
    });
    const QString folder = QDir(profileFolder).filePath(u"files"_s);
    QHash<ConversationId, DiskUse> chats;
    QSet<QString> counted;
    for (const Kept &kept : std::as_const(all)) {
        if (!isWanted) {
            return {};
        }
        if (counted.contains(kept.path) || kept.kind < 0 || kept.kind >= DiskUse::kinds || !isOwnFile(kept.path, folder)) {
            continue;
        }
        counted.insert(kept.path);
        DiskUse &chat = chats[kept.conversation];
        chat.conversation = kept.conversation;
        DiskUse::Part &part = chat.parts[size_t(kept.kind)];
        ++part.files;
        part.bytes += QFileInfo(kept.path).size();
    }
    QList<DiskUse> sorted = chats.values();
    std::sort(sorted.begin(), sorted.end(), [](const DiskUse &one, const DiskUse &other) {
        const qint64 bytes = one.total().bytes;
        const qint64 others = other.total().bytes;
        return bytes != others ? bytes > others : one.conversation.value() < other.conversation.value();
    });
    return sorted;
}

} // namespace jackdaw
