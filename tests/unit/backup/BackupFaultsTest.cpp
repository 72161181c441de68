// SPDX-License-Identifier: GPL-3.0-or-later
// What goes wrong: files that are damaged, made by hand, too new or too large, an end in the middle, a full disk.
#include "BackupHistory.h"

#include "backup/BackupRecords.h"
#include "base/BackupTrouble.h"
#include "storage/Migrator.h"
#include "support/TestProgram.h"

#include <QRegularExpression>
#include <QTest>

#include <csignal>
#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace jackdaw;
using namespace jackdaw::test;
using namespace jackdaw::test::backup;
using namespace Qt::StringLiterals;

namespace backup_faults_test {

class BackupFaultsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void damagedFilesChangeNothing();
    void filesMadeByHandChangeNothing_data();
    void filesMadeByHandChangeNothing();
    void settingsAreNotEndless();
    void whatAnEarlierOneLeftAttachedIsNotInTheWay();
    void oneAtATime();
    void noFileBringsAPath();
    void newerOnesAreRefused();
    void olderOnesAreMigrated();
    void whatIsNoFileIsRefused();
    void theFileIsMineAlone();
    void stoppedItLeavesNothing();
    void aFullDiskLeavesTheOldFile();
    void killedItLeavesNothing();
    void memoryIsThatOfOneRow();
    void aFullDiskTakesNothingIn();
    void settingsThatAreTooLargeAreLeftOut();

private:
    QString file() const { return m_folder->filePath(u"my.jackdaw"_s); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void BackupFaultsTest::damagedFilesChangeNothing()
{
    History mine;
    fillAll(mine);
    QVERIFY(mine.database->transaction(Database::Durability::Normal, [&]() -> Status {
        for (int i = 10; i < 2000; ++i) {
            mine.add(noon + i * second, 1, QString(200, u'x'), u"o%1"_s.arg(i));
        }
        return Done{};
    }));
    QVERIFY(writeInto(mine, file()));
    const QByteArray whole = bytesOfFile(file());
    QVERIFY(whole.size() > 5 * BackupHeader::chunkSize);
    History other;
    other.begin();
    other.add(noon, 1, u"mine"_s, u"o1"_s);
    const QStringList before = everything(other);
    const QString folderBefore = fileState(other.database.folder());
    const auto refuse = [&](const QByteArray &bytes) {
        putBytes(file(), bytes);
        const auto outcome = restore(other, file());
        return !outcome && backupTrouble(outcome.error()) == BackupTrouble::Damaged;
    };
    for (const qsizetype size : {whole.size() - 1, whole.size() - 100, whole.size() / 2, BackupHeader::size + 3 * (BackupHeader::chunkSize + 16),
                                 BackupHeader::size}) {
        QVERIFY2(refuse(whole.first(size)), qPrintable(QString::number(size)));
    }
    QByteArray changed = whole;
    changed[whole.size() - 20] = char(changed[whole.size() - 20] ^ 1);
    QVERIFY(refuse(changed));
    QCOMPARE(everything(other), before);
    QCOMPARE(fileState(other.database.folder()), folderBefore);
}

struct Made
{
    QString table;
    QStringList columns;
    QList<QVariantList> rows;
};

/// A backup as only somebody makes it who wants something else than to keep a history.
void makeByHand(const QString &path, const QList<Made> &tables, int schema = Migrator::newestVersion(), const QString &jid = u"mara@harbor.example"_s)
{
    QByteArray out;
    SealedWriter writer([&](QByteArrayView bytes) -> Status {
        out.append(bytes);
        return Done{};
    });
    RecordWriter records(writer);
    BackupContents contents;
    contents.schema = schema;
    contents.accounts = {{BareJid::fromPrepared(jid), 1}};
    bool made = bool(writer.begin(passphrase, cheap)) && bool(records.contents(contents));
    for (const Made &each : tables) {
        made = made && bool(records.table(each.table, each.columns));
        for (const QVariantList &row : each.rows) {
            made = made && bool(records.row(row));
        }
    }
    if (!made || !records.end() || !writer.finish()) {
        qFatal("not made");
    }
    putBytes(path, out);
}

const Made accountMade{u"account"_s, {u"id"_s, u"jid"_s, u"user_agent"_s}, {{1, u"mara@harbor.example"_s, u""_s}}};

const Made chatMade{u"conversation"_s, {u"id"_s, u"account"_s, u"peer"_s}, {{1, 1, u"tomas@harbor.example"_s}}};

Made messageMade(const QVariant &id, const QVariant &conversation, const QVariant &direction, const QVariant &body)
{
    return {u"message"_s, {u"id"_s, u"conversation"_s, u"direction"_s, u"state"_s, u"time"_s, u"sender"_s, u"body"_s},
            {{id, conversation, direction, 1, 1, u"tomas@harbor.example"_s, body}}};
}

void BackupFaultsTest::filesMadeByHandChangeNothing_data()
{
    QTest::addColumn<QList<Made>>("tables");
    QTest::newRow("a table that there is not") << QList<Made>{accountMade, {u"sqlite_schema"_s, {u"name"_s}, {{u"x"_s}}}};
    QTest::newRow("a table that is left out") << QList<Made>{accountMade, {u"omemo_copy"_s, {u"account"_s, u"mark"_s}, {{1, u"x"_s}}}};
    QTest::newRow("a table with SQL in its name") << QList<Made>{accountMade, {u"contact\" (account) VALUES (1); --"_s, {u"jid"_s}, {{u"x"_s}}}};
    QTest::newRow("a column that there is not") << QList<Made>{accountMade, {u"contact"_s, {u"account"_s, u"jid\") --"_s}, {{1, u"x"_s}}}};
    QTest::newRow("a column twice") << QList<Made>{accountMade, {u"contact"_s, {u"account"_s, u"jid"_s, u"jid"_s}, {{1, u"x"_s, u"y"_s}}}};
    QTest::newRow("a table twice") << QList<Made>{accountMade, chatMade, chatMade};
    QTest::newRow("a row of nobody") << QList<Made>{accountMade, {u"contact"_s, {u"account"_s, u"jid"_s}, {{9, u"x@y"_s}}}};
    QTest::newRow("a message of no chat") << QList<Made>{accountMade, chatMade, messageMade(5, 9, 0, u"x"_s)};
    QTest::newRow("a text that is none") << QList<Made>{accountMade, chatMade, messageMade(5, 1, 0, QByteArray("x"))};
    QTest::newRow("a direction that there is not") << QList<Made>{accountMade, chatMade, messageMade(5, 1, 2, u"x"_s)};
    QTest::newRow("a key below all") << QList<Made>{accountMade, chatMade, messageMade(-5, 1, 0, u"x"_s)};
    QTest::newRow("a key above all") << QList<Made>{accountMade, chatMade, messageMade(std::numeric_limits<qint64>::max(), 1, 0, u"x"_s)};
    QTest::newRow("a key that is none") << QList<Made>{accountMade, chatMade, messageMade(u"x"_s, 1, 0, u"x"_s)};
    QTest::newRow("no account") << QList<Made>{chatMade};
    QTest::newRow("another account than it says")
        << QList<Made>{{u"account"_s, {u"id"_s, u"jid"_s, u"user_agent"_s}, {{1, u"eve@harbor.example"_s, u""_s}}}};
    QTest::newRow("a device's key that is none")
        << QList<Made>{accountMade, {u"omemo_device"_s, {u"account"_s, u"jid"_s, u"device"_s, u"identity"_s, u"first_seen"_s, u"trust"_s},
                                     {{1, u"x@y"_s, 1, QByteArray("short"), 1, 2}}}};
}

void BackupFaultsTest::filesMadeByHandChangeNothing()
{
    QFETCH(const QList<Made>, tables);
    makeByHand(file(), tables);
    History other;
    other.begin();
    const QStringList before = everything(other);
    const auto outcome = restore(other, file());
    QVERIFY(!outcome);
    QVERIFY2(backupTrouble(outcome.error()) == BackupTrouble::Damaged, qPrintable(outcome.error().detail));
    QCOMPARE(everything(other), before);
    QVERIFY(!QDir(other.database.folder() + u"/backup-incoming"_s).exists());
}

void BackupFaultsTest::settingsAreNotEndless()
{
    QByteArray out;
    SealedWriter writer([&](QByteArrayView bytes) -> Status {
        out.append(bytes);
        return Done{};
    });
    RecordWriter records(writer);
    BackupContents contents;
    contents.schema = Migrator::newestVersion();
    contents.accounts = {{BareJid::fromPrepared(u"mara@harbor.example"_s), 1}};
    QVERIFY(writer.begin(passphrase, cheap));
    QVERIFY(records.contents(contents));
    QVERIFY(records.settings(QByteArray(RecordReader::mostOfSettings + 1, ' ')));
    QVERIFY(records.end());
    QVERIFY(writer.finish());
    putBytes(file(), out);
    History other;
    const auto outcome = restore(other, file());
    QVERIFY(!outcome);
    QCOMPARE(backupTrouble(outcome.error()), BackupTrouble::Damaged);
}

void BackupFaultsTest::whatAnEarlierOneLeftAttachedIsNotInTheWay()
{
    makeByHand(file(), {accountMade, chatMade, messageMade(5, 1, 0, u"x"_s)});
    History other;
    other.run(u"ATTACH DATABASE ':memory:' AS incoming"_s);
    QVERIFY(restore(other, file()));
    QCOMPARE(other.bodies(), QStringList{u"x"_s});
}

void BackupFaultsTest::oneAtATime()
{
    History mine;
    mine.begin();
    BackupService service(mine.database.folder(), mine.database.file());
    const QFuture<Status> first = service.write(orderFor(file()), {}); // its key alone takes longer than the next line
    const auto refused = service.look({file(), passphrase}, {});
    QVERIFY(refused.isFinished());
    QCOMPARE(backupTrouble(refused.result().error()), BackupTrouble::Busy);
    QTRY_VERIFY_WITH_TIMEOUT(first.isFinished(), 60'000);
}

/// What is removed with an account are the files that its messages name: so nobody else may say which those are.
void BackupFaultsTest::noFileBringsAPath()
{
    makeByHand(file(), {accountMade, chatMade, messageMade(5, 1, 0, u"x"_s),
                        {u"attachment"_s, {u"message"_s, u"state"_s, u"url"_s, u"path"_s}, {{5, 1, u"https://a.example/f"_s, u"/home/mara/.ssh/id"_s}}},
                        {u"link_preview"_s, {u"message"_s, u"url"_s, u"picture"_s}, {{5, u"https://a.example"_s, u"/home/mara/p"_s}}}});
    History other;
    QVERIFY(restore(other, file()));
    QCOMPARE(other.text(u"SELECT path || state FROM attachment"_s), u"0"_s);
    QCOMPARE(other.text(u"SELECT picture FROM link_preview"_s), QString(u""_s));
    // What the user deleted does not come back by itself.
    makeByHand(file(), {accountMade, chatMade, messageMade(6, 1, 0, u"y"_s),
                        {u"attachment"_s, {u"message"_s, u"state"_s, u"url"_s}, {{6, 5, u"https://a.example/f"_s}}}});
    QVERIFY(restore(other, file()));
    QCOMPARE(other.number(u"SELECT state FROM attachment WHERE message = 6"_s), 5);
    // Nor whom to trust with the password.
    makeByHand(file(), {{u"account"_s, {u"id"_s, u"jid"_s, u"user_agent"_s, u"pinned_certificate"_s, u"authority_file"_s, u"plain_allowed"_s,
                          u"enabled"_s},
                         {{1, u"leila@harbor.example"_s, u"theirs"_s, u"abc"_s, u"/home/mara/theirs.pem"_s, 1, 1}}}}, Migrator::newestVersion(), u"leila@harbor.example"_s);
    QVERIFY(restore(other, file()));
    QCOMPARE(other.text(u"SELECT pinned_certificate || authority_file || plain_allowed || enabled FROM account WHERE jid = 'leila@harbor.example'"_s), u"00"_s);
    QVERIFY(other.text(u"SELECT user_agent FROM account WHERE jid = 'leila@harbor.example'"_s) != u"theirs"_s);
}

void BackupFaultsTest::newerOnesAreRefused()
{
    makeByHand(file(), {accountMade}, Migrator::newestVersion() + 1);
    History other;
    const auto outcome = restore(other, file());
    QVERIFY(!outcome);
    QCOMPARE(backupTrouble(outcome.error()), BackupTrouble::Newer);
    QCOMPARE(backupTrouble(BackupStagingStore::look({file(), passphrase}).error()), BackupTrouble::Newer);
    QCOMPARE(other.number(u"SELECT count(*) FROM account"_s), 0);
}

void BackupFaultsTest::olderOnesAreMigrated()
{
    // 022: conversation.first_unread is made then; 016 has another column of contacts.
    makeByHand(file(), {accountMade, {u"contact"_s, {u"account"_s, u"jid"_s, u"name"_s}, {{1, u"tomas@harbor.example"_s, u"Tomas"_s}}}, chatMade,
                        messageMade(noon, 1, 0, u"of old"_s)}, 12);
    History other;
    const auto outcome = restore(other, file());
    QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().detail));
    QCOMPARE(other.bodies(), QStringList{u"of old"_s});
    QCOMPARE(other.text(u"SELECT name FROM contact"_s), u"Tomas"_s);
}

void BackupFaultsTest::whatIsNoFileIsRefused()
{
    const auto trouble = [](const QString &path) {
        const auto contents = BackupStagingStore::look({path, passphrase});
        return contents ? std::nullopt : backupTrouble(contents.error());
    };
    QCOMPARE(trouble(m_folder->filePath(u"not there"_s)), BackupTrouble::File);
    QCOMPARE(trouble(m_folder->path()), BackupTrouble::File);
    QCOMPARE(trouble(u"/dev/zero"_s), BackupTrouble::File);
    const QString pipe = m_folder->filePath(u"pipe"_s);
    QCOMPARE(::mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);
    QCOMPARE(trouble(pipe), BackupTrouble::File); // and nobody waits for it
    putBytes(file(), "a letter to grandmother");
    QCOMPARE(trouble(file()), BackupTrouble::NotOne);
    putBytes(file(), {});
    QCOMPARE(trouble(file()), BackupTrouble::NotOne);
}

void BackupFaultsTest::theFileIsMineAlone()
{
    History mine;
    mine.begin();
    putBytes(file(), "an older one");
    putBytes(file() + u".part"_s, "somebody's"); // is not what is written aside
    QVERIFY(QFile::setPermissions(file(), QFile::ReadOwner | QFile::ReadOther | QFile::WriteOwner));
    QVERIFY(writeInto(mine, file()));
    struct stat status = {};
    QCOMPARE(::stat(QFile::encodeName(file()).constData(), &status), 0);
    QCOMPARE(int(status.st_mode & 0777), 0600);
    QCOMPARE(fileState(m_folder->path()), u"my.jackdaw my.jackdaw.part"_s);
    QCOMPARE(bytesOfFile(file() + u".part"_s), QByteArray("somebody's"));
    QVERIFY(BackupStagingStore::look({file(), passphrase}));
    const Status elsewhere = writeInto(mine, m_folder->filePath(u"no folder/my.jackdaw"_s));
    QVERIFY(!elsewhere);
    QCOMPARE(backupTrouble(elsewhere.error()), BackupTrouble::File);
    QVERIFY(!writeInto(mine, m_folder->path()));
}

void fillMany(History &history, int count)
{
    history.begin();
    const Status filled = history.database->transaction(Database::Durability::Normal, [&]() -> Status {
        for (int i = 0; i < count; ++i) {
            history.add(noon + i * second, 1, u"message %1"_s.arg(i), u"o%1"_s.arg(i));
        }
        return Done{};
    });
    if (!filled) {
        qFatal("not filled");
    }
}

/// One that is stopped as soon as it is told of this.
BackupWatch stoppedAt(BackupProgress::Stage stage, int after = 0)
{
    BackupWatch watch;
    auto seen = std::make_shared<int>(0);
    watch.tell = [stopped = watch.stopped, stage, after, seen](const BackupProgress &progress) {
        if (progress.stage == stage && (*seen)++ >= after) {
            stopped->store(true);
        }
    };
    return watch;
}

void BackupFaultsTest::stoppedItLeavesNothing()
{
    History mine;
    fillMany(mine, 8000);
    putBytes(file(), "an older one");
    const Status written = writeInto(mine, file(), stoppedAt(BackupProgress::Stage::Writing));
    QVERIFY(!written);
    QCOMPARE(written.error().kind, ErrorKind::Cancelled);
    QCOMPARE(bytesOfFile(file()), QByteArray("an older one"));
    QCOMPARE(fileState(m_folder->path()), u"my.jackdaw"_s);
    QVERIFY(writeInto(mine, file()));
    History other;
    other.begin();
    const QStringList before = everything(other);
    const QString folderBefore = fileState(other.database.folder());
    for (const auto &watch : {stoppedAt(BackupProgress::Stage::Reading, 2), stoppedAt(BackupProgress::Stage::TakingIn),
                              stoppedAt(BackupProgress::Stage::TakingIn, 6), stoppedAt(BackupProgress::Stage::TakingIn, 9)}) {
        const auto outcome = restore(other, file(), watch);
        QVERIFY(!outcome);
        QVERIFY2(outcome.error().kind == ErrorKind::Cancelled, qPrintable(outcome.error().detail));
        QCOMPARE(everything(other), before);
        QCOMPARE(fileState(other.database.folder()), folderBefore);
    }
    QVERIFY(restore(other, file())); // it can be asked for again
    QCOMPARE(other.number(u"SELECT count(*) FROM message"_s), 8000);
}

void BackupFaultsTest::aFullDiskLeavesTheOldFile()
{
    History mine;
    fillMany(mine, 3000);
    qint64 room = 100'000;
    const ReadConnection connection(mine.database.file());
    putBytes(file(), "an older one");
    {
        AsideFile aside(file());
        QVERIFY(aside.open());
        const Status written = BackupSourceStore(connection, {}).write(orderFor(file()), [&](QByteArrayView bytes) -> Status {
            room -= bytes.size();
            return room < 0 ? Status(AsideFile::errorOf(ENOSPC, file())) : aside.write(bytes);
        }, cheap);
        QVERIFY(!written);
        QCOMPARE(written.error().kind, ErrorKind::DiskFull);
    }
    QCOMPARE(bytesOfFile(file()), QByteArray("an older one"));
    QCOMPARE(fileState(m_folder->path()), u"my.jackdaw"_s);
    // The reader holds nothing of the history any more: it was one transaction.
    QVERIFY(mine.database->moveLog().value());
}

/// In a process of its own, which ends in the middle as if the power did.
template<class Work>
bool isKilledIn(const Work &work)
{
    const pid_t child = ::fork();
    if (child == 0) {
        work();
        ::_exit(0);
    }
    int how = 0;
    ::waitpid(child, &how, 0);
    return WIFSIGNALED(how) && WTERMSIG(how) == SIGKILL;
}

BackupWatch killedAt(BackupProgress::Stage stage, int after)
{
    BackupWatch watch;
    watch.tell = [stage, after, seen = std::make_shared<int>(0)](const BackupProgress &progress) {
        if (progress.stage == stage && (*seen)++ == after) {
            ::raise(SIGKILL);
        }
    };
    return watch;
}

void BackupFaultsTest::killedItLeavesNothing()
{
    {
        History mine;
        fillMany(mine, 8000);
        putBytes(file(), "an older one");
        QVERIFY(isKilledIn([&] { writeInto(mine, file(), killedAt(BackupProgress::Stage::Writing, 3)); }));
        QCOMPARE(bytesOfFile(file()), QByteArray("an older one"));
        QCOMPARE(fileState(m_folder->path()), u"my.jackdaw"_s);
        QVERIFY(writeInto(mine, file()));
    }
    QTemporaryDir folder;
    const QString history = folder.filePath(u"history.sqlite"_s);
    const auto count = [&] {
        auto opened = Database::open(history);
        if (!opened || !opened->setAside.isEmpty()) {
            qFatal("it was damaged");
        }
        const auto value = opened->database->value(u"SELECT count(*) FROM message"_s);
        return value ? value->toLongLong() : -1;
    };
    QCOMPARE(count(), 0);
    const auto take = [&](const BackupWatch &watch) {
        auto opened = Database::open(history);
        BackupStagingStore staged(folder.path(), watch);
        if (!opened || !staged.fill({file(), passphrase})) {
            return false;
        }
        BackupMergeStore merge(*opened->database, watch);
        merge.onOpened([&] { BackupStagingStore::clear(folder.path()); }); // as EngineRestore does it
        return merge.merge(staged.database()).hasValue();
    };
    for (const auto &[stage, after] : {std::pair(BackupProgress::Stage::Reading, 10), std::pair(BackupProgress::Stage::TakingIn, 0),
                                       std::pair(BackupProgress::Stage::TakingIn, 9)}) {
        QVERIFY(isKilledIn([&] { take(killedAt(stage, after)); }));
        QCOMPARE(count(), 0);
        // What is taken in has no name any more.
        QCOMPARE(QDir(folder.filePath(u"backup-incoming"_s)).exists(), stage == BackupProgress::Stage::Reading);
        const BackupService next(folder.path(), history); // as the next start makes it
        QVERIFY(!QDir(folder.filePath(u"backup-incoming"_s)).exists());
    }
    QVERIFY(take({}));
    QCOMPARE(count(), 8000);
}

/// Of this process, in bytes, since it was last reset.
qint64 mostMemory()
{
    QFile status(u"/proc/self/status"_s);
    if (!status.open(QIODevice::ReadOnly)) {
        qFatal("no /proc");
    }
    const auto match = QRegularExpression(u"VmHWM:\\s+(\\d+) kB"_s).match(QString::fromLatin1(status.readAll()));
    return match.captured(1).toLongLong() * 1024;
}

void BackupFaultsTest::memoryIsThatOfOneRow()
{
    constexpr int messages = 15'000;
    constexpr int size = 8000;
    History mine;
    mine.begin();
    QVERIFY(mine.database->transaction(Database::Durability::Normal, [&]() -> Status {
        for (int i = 0; i < messages; ++i) {
            mine.add(noon + i * second, 1, QString(size, QChar(u'a' + i % 26)), u"o%1"_s.arg(i), u"a%1"_s.arg(i));
        }
        return Done{};
    }));
    History other;
    other.begin(); // so that each is looked for
    other.add(noon, 1, u"mine"_s, u"another"_s);
    QFile reset(u"/proc/self/clear_refs"_s);
    QVERIFY(reset.open(QIODevice::WriteOnly) && reset.write("5") == 1);
    reset.close();
    const qint64 before = mostMemory();
    QVERIFY(writeInto(mine, file()));
    QVERIFY(QFileInfo(file()).size() > qint64(messages) * size);
    const auto outcome = restore(other, file());
    QVERIFY(outcome);
    QCOMPARE(outcome->added, messages);
    const qint64 used = mostMemory() - before;
    qInfo("%lld MB of memory for %lld MB", qlonglong(used / 1'000'000), qlonglong(QFileInfo(file()).size() / 1'000'000));
    QVERIFY2(used < 80'000'000, qPrintable(QString::number(used))); // SQLite keeps 16 MB of pages of each database
}

/// In namespaces of its own, on a disk of so many bytes, which the test makes larger step by step.
class SmallDisk
{
public:
    explicit SmallDisk(const QString &folder) : m_folder(QFile::encodeName(folder)) {}
    bool enter() const
    {
        const auto user = ::getuid();
        const auto group = ::getgid();
        if (::unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0) {
            return false;
        }
        const auto map = [](const char *file, const QByteArray &line) {
            const int descriptor = ::open(file, O_WRONLY | O_CLOEXEC);
            const bool written = descriptor >= 0 && ::write(descriptor, line.constData(), size_t(line.size())) == line.size();
            ::close(descriptor);
            return written;
        };
        map("/proc/self/setgroups", "deny");
        return map("/proc/self/uid_map", "0 " + QByteArray::number(user) + " 1")
            && map("/proc/self/gid_map", "0 " + QByteArray::number(group) + " 1");
    }
    bool resize(int kilobytes, unsigned long flags = 0) const
    {
        const QByteArray size = "size=" + QByteArray::number(kilobytes) + 'k';
        return ::mount("tmpfs", m_folder.constData(), "tmpfs", flags, size.constData()) == 0;
    }
private:
    QByteArray m_folder;
};
/// Says what went wrong, and 0 where nothing did.
int restoreOnASmallDisk(const QString &folder, const QString &backup)
{
    constexpr int smallest = 1500; // kB: the history has room, and what comes has not
    const SmallDisk disk(folder);
    if (!disk.enter() || !disk.resize(smallest)) {
        return 2;
    }
    auto opened = Database::open(folder + u"/history.sqlite"_s);
    if (!opened) {
        return 3;
    }
    Database &history = *opened->database;
    if (!history.run(u"INSERT INTO account (id, jid, user_agent) VALUES (1, 'mara@harbor.example', 'mine')"_s)) {
        return 4;
    }
    const auto count = [&] { return history.value(u"SELECT count(*) FROM message"_s)->toInt(); };
    const auto isAsItWas = [&] {
        return count() == 0 && history.value(u"SELECT user_agent FROM account"_s)->toString() == "mine"_L1
            && history.value(u"PRAGMA quick_check"_s)->toString() == "ok"_L1;
    };
    int failedReading = 0;
    for (int size = smallest; size < 64'000; size += 250) {
        BackupStagingStore staged(folder, {});
        if (!disk.resize(size, MS_REMOUNT)) {
            return 5;
        }
        if (const Status filled = staged.fill({backup, passphrase}); !filled) {
            ++failedReading;
            if (filled.error().kind != ErrorKind::DiskFull || !isAsItWas()) {
                return 6;
            }
            continue;
        }
        // It is read, and then the disk fills up: all of it, or nothing, and it says which.
        int failedTakingIn = 0;
        for (int room = 0; room < 64'000; room += 50) {
            struct statvfs state = {};
            ::statvfs(QFile::encodeName(folder).constData(), &state);
            const auto used = (state.f_blocks - state.f_bfree) * state.f_frsize / 1024;
            if (!disk.resize(int(used) + room, MS_REMOUNT)) {
                return 7;
            }
            const auto merged = BackupMergeStore(history, {}).merge(staged.database());
            if (merged) {
                return merged->added == 3000 && count() == 3000 && failedReading > 0 && failedTakingIn > 2 ? 0 : 8;
            }
            ++failedTakingIn;
            if (merged.error().kind != ErrorKind::DiskFull || !isAsItWas()) {
                std::fprintf(stderr, "with %d kB more: %s, and then %d\n", room, qPrintable(merged.error().detail), count());
                return 9;
            }
        }
    }
    return 10;
}

void BackupFaultsTest::aFullDiskTakesNothingIn()
{
    {
        History mine;
        fillMany(mine, 3000);
        QVERIFY(writeInto(mine, file()));
    }
    QTemporaryDir folder;
    const pid_t child = ::fork();
    if (child == 0) {
        ::_exit(restoreOnASmallDisk(folder.path(), file()));
    }
    int how = 0;
    QCOMPARE(::waitpid(child, &how, 0), child);
    QVERIFY(WIFEXITED(how));
    QVERIFY2(WEXITSTATUS(how) != 2, "this computer allows no disk of one's own (user namespaces)");
    QVERIFY(!QDir(folder.filePath(u"backup-incoming"_s)).exists());
    QCOMPARE(WEXITSTATUS(how), 0);
}

void BackupFaultsTest::settingsThatAreTooLargeAreLeftOut()
{
    History mine;
    mine.begin();
    BackupOrder order = orderFor(file());
    for (const auto &[size, has] : {std::pair(BackupOrder::mostOfSettings, true), std::pair(BackupOrder::mostOfSettings + 1, false),
                                    std::pair(qsizetype(0), false)}) {
        order.settings = QByteArray(size, ' ');
        QCOMPARE(order.takesSettings(), has);
        AsideFile aside(file());
        QVERIFY(aside.open());
        const ReadConnection connection(mine.database.file());
        QVERIFY(BackupSourceStore(connection, {}).write(order, [&](QByteArrayView bytes) { return aside.write(bytes); }, cheap));
        QVERIFY(aside.commit());
        History other;
        BackupStagingStore staged(other.database.folder(), {});
        QVERIFY(staged.fill({file(), passphrase}));
        QCOMPARE(staged.settings().size(), has ? size : 0);
    }
}

JACKDAW_TEST(BackupFaultsTest)

} // namespace backup_faults_test

#include "BackupFaultsTest.moc"
