// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/Database.h"

#include <QProcess>
#include <QRandomGenerator>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

#include <cstdio>

using namespace jackdaw;
using namespace Qt::StringLiterals;

namespace {

/// Writes numbered rows, two a transaction, and says so after each commit, until it is killed.
int write(const QString &file)
{
    auto opened = Database::open(file);
    if (!opened || !opened->setAside.isEmpty()) {
        return 2;
    }
    Database &database = *opened->database;
    const auto last = database.value(u"SELECT count(*) FROM account"_s);
    for (int i = last ? last->toInt() : 0;; i += 2) {
        const auto done = database.transaction(Database::Durability::Full, [&]() -> Status {
            for (const int number : {i, i + 1}) {
                const auto added = database.run(u"INSERT INTO account (jid, user_agent) VALUES (?, ?)"_s,
                                                {QString::number(number), QString(500, u'x')});
                if (!added) {
                    return added.error();
                }
            }
            return Done{};
        });
        if (!done) {
            return 3;
        }
        std::printf("%d\n", i + 2);
        std::fflush(stdout);
    }
}

} // namespace

/// What was committed is there after kill -9, and nothing that is half.
class KillTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void keepsWhatWasCommitted();
};

void KillTest::keepsWhatWasCommitted()
{
    QTemporaryDir folder;
    const QString file = folder.filePath(u"x.sqlite"_s);
    int before = 0;
    for (int round = 0; round < 12; ++round) {
        QProcess writer;
        writer.start(QCoreApplication::applicationFilePath(), {u"--write"_s, file});
        QVERIFY(writer.waitForStarted());
        // Killed after some commits, at whatever place in the next.
        const int enough = before + 2 + int(QRandomGenerator::global()->bounded(200));
        int committed = 0;
        QByteArray said;
        while (committed < enough) {
            QVERIFY2(writer.waitForReadyRead(20'000), said.constData());
            said += writer.readAllStandardOutput();
            const qsizetype end = said.lastIndexOf('\n');
            committed = end < 0 ? 0 : said.mid(said.lastIndexOf('\n', end - 1) + 1, end - said.lastIndexOf('\n', end - 1) - 1).toInt();
        }
        writer.kill();
        QVERIFY(writer.waitForFinished());
        said += writer.readAllStandardOutput();
        const QByteArrayList lines = said.split('\n');
        committed = lines.size() > 1 ? lines[lines.size() - 2].toInt() : 0;

        QVERIFY(QFile::exists(file + u".open"_s)); // so that the next start looks at every page
        auto opened = Database::open(file);
        QVERIFY(opened);
        QVERIFY(opened->setAside.isEmpty());
        const int there = opened->database->value(u"SELECT count(*) FROM account"_s)->toInt();
        QVERIFY2(there >= committed, qPrintable(u"%1 of %2"_s.arg(there).arg(committed)));
        QCOMPARE(there % 2, 0);
        QCOMPARE(opened->database->value(u"SELECT count(*) FROM account WHERE CAST(jid AS INTEGER) >= ?"_s, {there})->toInt(), 0);
        before = there;
    }
}

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 3 && arguments[1] == "--write"_L1) {
        return write(arguments[2]);
    }
    KillTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "kill_test.moc"
