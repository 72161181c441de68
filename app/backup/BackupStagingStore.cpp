// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/BackupStagingStore.h"

#include "backup/AsideFile.h"
#include "backup/BackupRecords.h"
#include "backup/BackupSourceStore.h"
#include "backup/BackupTables.h"
#include "base/BackupTrouble.h"
#include "base/Log.h"
#include "storage/Database.h"

#include <QDir>
#include <QFile>
#include <QSqlQuery>

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

/// Rows of one transaction: so the log stays small.
constexpr int rowsAtATime = 20'000;

QString stagingFolder(const QString &profileFolder)
{
    return profileFolder + u"/backup-incoming"_s;
}

/// The file of a backup, read from its begin.
class BackupBytes
{
public:
    explicit BackupBytes(QString path) : m_path(std::move(path)) {}
    ~BackupBytes()
    {
        if (m_file >= 0) {
            ::close(m_file);
        }
    }
    Q_DISABLE_COPY_MOVE(BackupBytes)

    Status open()
    {
        // Not waiting: what is no file, as a pipe, may never give anything.
        m_file = ::open(QFile::encodeName(m_path).constData(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
        struct stat status = {};
        if (m_file < 0 || ::fstat(m_file, &status) != 0) {
            return AsideFile::errorOf(errno, m_path);
        }
        if (!S_ISREG(status.st_mode)) {
            return AsideFile::errorOf(S_ISDIR(status.st_mode) ? EISDIR : EINVAL, m_path);
        }
        m_size = status.st_size;
        return Done{};
    }
    qint64 size() const { return m_size; }

    Result<QByteArray> read(qsizetype size)
    {
        QByteArray out(size, Qt::Uninitialized);
        qsizetype length = 0;
        while (length < size) {
            const ssize_t got = ::read(m_file, out.data() + length, size_t(size - length));
            if (got < 0 && errno == EINTR) {
                continue;
            }
            if (got < 0) {
                return AsideFile::errorOf(errno, m_path);
            }
            if (got == 0) {
                break;
            }
            length += got;
        }
        out.truncate(length);
        return out;
    }

private:
    QString m_path;
    int m_file = -1;
    qint64 m_size = 0;
};

Status isNotNewer(const BackupContents &contents)
{
    return contents.schema <= Migrator::newestVersion()
        ? Status(Done{})
        : Status(backupError(BackupTrouble::Newer, u"of schema %1, known up to %2"_s.arg(contents.schema).arg(Migrator::newestVersion())));
}

/// What only a file that somebody made by hand has: rows that break the rules of their table.
Status asDamaged(const Status &stored)
{
    if (stored || stored.error().kind != ErrorKind::Storage) {
        return stored;
    }
    const QString &detail = stored.error().detail;
    const bool isRow = detail.contains("constraint"_L1, Qt::CaseInsensitive) || detail.contains("datatype mismatch"_L1);
    return isRow ? Status(backupError(BackupTrouble::Damaged, detail)) : stored;
}

/// Rows that no Jackdaw writes; each finds one of them.
const QStringList &impossibleRows()
{
    static const QStringList statements{
        u"SELECT 1 FROM message WHERE id <= 0 OR id >= (1 << 60) OR typeof(body) <> 'text' OR typeof(sender) <> 'text' "
        "OR typeof(time) <> 'integer' OR typeof(direction) <> 'integer' OR direction NOT IN (0, 1) OR typeof(state) "
        "<> 'integer' "
        "OR state NOT BETWEEN 0 AND 5"_s,
        u"SELECT 1 FROM conversation WHERE typeof(peer) <> 'text' OR peer = '' OR typeof(kind) <> 'integer' OR kind "
         "NOT BETWEEN 0 AND 2 "
        "OR typeof(stranger) <> 'integer' OR stranger NOT BETWEEN 0 AND 3"_s,
        u"SELECT 1 FROM attachment WHERE typeof(kind) <> 'integer' OR kind NOT BETWEEN 0 AND 3 OR typeof(state) <> "
         "'integer' "
        "OR state NOT BETWEEN 0 AND 5"_s,
        u"SELECT 1 FROM omemo_device WHERE typeof(identity) NOT IN ('blob', 'null') OR length(identity) <> 32 "
        "OR typeof(trust) <> 'integer' OR trust NOT BETWEEN 0 AND 3"_s,
        u"SELECT 1 FROM room_event WHERE place <= 0"_s,
        u"SELECT 1 FROM omemo_event WHERE place <= 0"_s,
    };
    return statements;
}

} // namespace

BackupStagingStore::BackupStagingStore(QString profileFolder, BackupWatch watch)
    : m_profileFolder(std::move(profileFolder)), m_watch(std::move(watch))
{
}

BackupStagingStore::~BackupStagingStore()
{
    clear(m_profileFolder);
}

void BackupStagingStore::clear(const QString &profileFolder)
{
    QDir folder(stagingFolder(profileFolder));
    if (folder.exists() && !folder.removeRecursively()) {
        qCWarning(log::storage) << "what was read of a backup cannot be removed:" << folder.path();
    }
}

QString BackupStagingStore::database() const
{
    return stagingFolder(m_profileFolder) + u"/incoming.sqlite"_s;
}

Result<BackupContents> BackupStagingStore::look(const BackupFile &file)
{
    BackupBytes bytes(file.path);
    if (const Status opened = bytes.open(); !opened) {
        return opened.error();
    }
    SealedReader sealed([&](qsizetype size) { return bytes.read(size); });
    if (const Status begun = sealed.begin(file.passphrase); !begun) {
        return begun.error();
    }
    auto contents = RecordReader(sealed).contents();
    if (contents) {
        if (const Status fits = isNotNewer(*contents); !fits) {
            return fits.error();
        }
    }
    return contents;
}

Status BackupStagingStore::fill(const BackupFile &file)
{
    BackupBytes bytes(file.path);
    if (const Status opened = bytes.open(); !opened) {
        return opened;
    }
    SealedReader sealed([&](qsizetype size) -> Result<QByteArray> {
        if (m_watch.isStopped()) {
            return backupStopped();
        }
        m_watch.say({BackupProgress::Stage::Reading, sealed.taken(), bytes.size()});
        return bytes.read(size);
    });
    if (const Status begun = sealed.begin(file.passphrase); !begun) {
        return begun;
    }
    RecordReader records(sealed);
    auto contents = records.contents();
    if (!contents) {
        return contents.error();
    }
    if (const Status fits = isNotNewer(*contents); !fits) {
        return fits;
    }
    m_contents = std::move(*contents);

    clear(m_profileFolder);
    const QString folder = stagingFolder(m_profileFolder);
    if (::mkdir(QFile::encodeName(folder).constData(), 0700) != 0) {
        const int code = errno;
        return Error{code == ENOSPC || code == EDQUOT ? ErrorKind::DiskFull : ErrorKind::Storage, u"the folder cannot "
                                                                                                   "be made"_s, folder};
    }
    QList<Migrator::Step> steps = Migrator::builtIn();
    steps.removeIf([&](const Migrator::Step &step) { return step.version > m_contents.schema; });
    {
        auto opened = Database::open(database(), steps);
        if (!opened) {
            return opened.error();
        }
        if (const Status read = asDamaged(this->read(records, *opened->database)); !read) {
            return read;
        }
    }
    auto newest = Database::open(database());
    return newest ? check(*newest->database) : Status(newest.error());
}

Status BackupStagingStore::read(RecordReader &records, Database &database)
{
    QString insert;
    QStringList columns;
    QStringList seen;
    bool isOver = false;
    const auto one = [&]() -> Status {
        auto record = records.next();
        if (!record) {
            return record.error();
        }
        switch (record->kind) {
        case RecordReader::Record::Kind::Settings: m_settings = record->settings; return Done{};
        case RecordReader::Record::Kind::Table: {
            columns.clear();
            const auto read = database.each(u"SELECT name FROM pragma_table_info(?)"_s, {record->table},
                                            [&](const QSqlQuery &row) { columns.append(row.value(0).toString()); });
            if (!read) {
                return read;
            }
            QStringList sorted = record->columns;
            std::sort(sorted.begin(), sorted.end());
            const bool isKnown = BackupTable::find(record->table) && !seen.contains(record->table)
                && std::adjacent_find(sorted.cbegin(), sorted.cend()) == sorted.cend()
                && std::all_of(sorted.cbegin(), sorted.cend(), [&](const QString &column) { return columns.contains(column); });
            if (!isKnown) {
                return backupError(BackupTrouble::Damaged, u"a table that there is not: "_s + record->table.left(100));
            }
            seen.append(record->table);
            QStringList marks;
            marks.fill(u"?"_s, record->columns.size());
            insert = u"INSERT INTO \"%1\" (\"%2\") VALUES (%3)"_s.arg(record->table, record->columns.join(u"\", \""_s), marks.join(u", "));
            return Done{};
        }
        case RecordReader::Record::Kind::Row: return toStatus(database.run(insert, record->values));
        case RecordReader::Record::Kind::End: isOver = true; return Done{};
        }
        return Done{};
    };
    while (!isOver) {
        const Status done = database.transaction(Database::Durability::Normal, [&]() -> Status {
            for (int i = 0; i < rowsAtATime && !isOver; ++i) {
                if (const Status read = one(); !read) {
                    return read;
                }
            }
            return toStatus(database.change(u"DELETE FROM search_pending"_s)); // it is for the history's own to index
        });
        if (!done) {
            return done;
        }
    }
    return Done{};
}

Status BackupStagingStore::check(Database &database)
{
    for (const QString &statement : impossibleRows()) {
        const auto found = database.value(statement + u" LIMIT 1"_s);
        if (!found) {
            return found.error();
        }
        if (found->isValid()) {
            return backupError(BackupTrouble::Damaged, u"a row that cannot be: "_s + statement);
        }
    }
    QStringList jids;
    const auto read = database.each(u"SELECT jid FROM account ORDER BY id"_s, {},
                                    [&](const QSqlQuery &row) { jids.append(row.value(0).toString()); });
    if (!read) {
        return read;
    }
    bool isSame = jids.size() == m_contents.accounts.size();
    for (qsizetype i = 0; isSame && i < jids.size(); ++i) {
        isSame = jids[i] == m_contents.accounts[i].jid.toString();
    }
    return isSame ? Status(Done{}) : Status(backupError(BackupTrouble::Damaged, u"other accounts than it says"_s));
}

} // namespace jackdaw
