// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/Database.h"
#include "storage/ReadConnection.h"
#include "support/TestProgram.h"

#include <QSqlQuery>
#include <QTemporaryDir>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace jackdaw;

namespace read_connection_test {

class ReadConnectionTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whoHasEnoughReadsNoFurther();
};

void ReadConnectionTest::whoHasEnoughReadsNoFurther()
{
    QTemporaryDir folder;
    const QString file = folder.filePath(u"history.sqlite"_s);
    auto opened = Database::open(file);
    QVERIFY(opened);
    const ReadConnection connection(file);
    using Rows = ReadConnection::Rows;
    // The fourth row cannot be made, so whoever asked for it would be told.
    const QString numbers = u"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 9) "
                            "SELECT CASE WHEN i < 4 THEN i ELSE abs(-9223372036854775808) END FROM n"_s;
    QList<int> seen;
    connection.eachUntil(numbers, {}, [&](const QSqlQuery &row) {
        seen.append(row.value(0).toInt());
        return seen.size() == 3 ? Rows::Enough : Rows::Further;
    });
    QCOMPARE(seen, (QList<int>{1, 2, 3}));
    QVERIFY(!connection.lastError());
    // The statement is whole again.
    seen.clear();
    connection.eachUntil(numbers, {}, [&](const QSqlQuery &row) {
        seen.append(row.value(0).toInt());
        return Rows::Enough;
    });
    QCOMPARE(seen, QList<int>{1});
    connection.each(numbers, {}, [](const QSqlQuery &) {});
    QVERIFY(connection.lastError());
}

JACKDAW_TEST(ReadConnectionTest)

} // namespace read_connection_test

#include "read_connection_test.moc"
