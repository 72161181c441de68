// SPDX-License-Identifier: GPL-3.0-or-later
// What stands between the names of nested groups, as the server keeps it.
#include "support/ScriptedAccount.h"
#include "support/TestProgram.h"

#include <QSignalSpy>

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

namespace group_delimiter_test {

class GroupDelimiterTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void itIsAskedAndTold_data()
    {
        QTest::addColumn<QByteArray>("stored");
        QTest::addColumn<QStringList>("told");
        QTest::newRow("as in XEP-0083") << QByteArray("<roster xmlns='roster:delimiter'>::</roster>") << QStringList{u"::"_s};
        QTest::newRow("another") << QByteArray("<roster xmlns='roster:delimiter'>/</roster>") << QStringList{u"/"_s};
        QTest::newRow("none") << QByteArray("<roster xmlns='roster:delimiter'/>") << QStringList();
        QTest::newRow("a novel") << "<roster xmlns='roster:delimiter'>" + QByteArray(500, 'x') + "</roster>" << QStringList();
        QTest::newRow("something else") << QByteArray("<roster xmlns='other'>::</roster>") << QStringList();
    }
    void itIsAskedAndTold()
    {
        QFETCH(QByteArray, stored);
        QFETCH(QStringList, told);
        ScriptedServer::Script script;
        script.payload = [&](const QByteArray &iq) {
            return iq.contains("roster:delimiter") ? "type='result'><query xmlns='jabber:iq:private'>" + stored + "</query>" : QByteArray();
        };
        ScriptedAccount account(script);
        QSignalSpy known(&account.features->groupDelimiter, &GroupDelimiterService::known);
        QVERIFY(account.isReady());
        QVERIFY(account.isThrough());
        QStringList heard;
        for (const auto &each : known)
            heard << each.at(1).toString();
        QCOMPARE(heard, told);
    }
};

JACKDAW_TEST(GroupDelimiterTest)

} // namespace group_delimiter_test

#include "group_delimiter_test.moc"
