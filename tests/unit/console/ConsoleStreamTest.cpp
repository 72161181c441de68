// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/ScriptedAccount.h"
#include "support/TestProgram.h"

#include <QSignalSpy>
#include <QTest>

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

namespace console_stream_test {

/// Everything that was told so far.
QList<ConsoleStanza> told(const QSignalSpy &passed)
{
    QList<ConsoleStanza> all;
    for (const QList<QVariant> &each : passed)
        all += each.at(1).value<QList<ConsoleStanza>>();
    return all;
}

QString textOf(const QList<ConsoleStanza> &stanzas)
{
    QString all;
    for (const ConsoleStanza &each : stanzas)
        all += (each.way == ConsoleStanza::Way::In ? u"< "_s : u"> "_s) + each.xml + u'\n';
    return all;
}

/// What the XML console hears of a stream, and says in it.
class ConsoleStreamTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hearsBothSidesWithoutSecrets()
    {
        ScriptedAccount account;
        QSignalSpy passed(&account.features->console, &ConsoleService::passed);
        account.features->console.setUse(ConsoleUse::Open);
        QVERIFY(account.isReady());
        account.server.say(text("tomas@harbor.example/desk", "hello"));
        QVERIFY2(QTest::qWaitFor([&] { return textOf(told(passed)).contains(u">hello</body>"_s); }, 10'000), qPrintable(textOf(told(passed))));
        const QList<ConsoleStanza> all = told(passed);
        const QString text = textOf(all);
        QVERIFY2(text.contains(u"> <auth"_s) || text.contains(u"> <authenticate"_s), qPrintable(text)); // the login is seen,
        QVERIFY(!text.contains(ScriptedServer::password()));
        const QRegularExpression response(u"<(?:response|initial-response|success|challenge|additional-data)[^>]*>([^<]+)<"_s);
        for (auto it = response.globalMatch(text); it.hasNext();)
            QCOMPARE(it.next().captured(1), u"…"_s); // and nothing that it carries
        QVERIFY(text.contains(u"> <presence"_s));
        QVERIFY(std::any_of(all.cbegin(), all.cend(), [](const ConsoleStanza &each) { return each.kind == ConsoleStanza::Kind::Request; }));
        QVERIFY(std::any_of(all.cbegin(), all.cend(), [](const ConsoleStanza &each) { return each.kind == ConsoleStanza::Kind::Stream; }));
    }

    void hearsNothingWhileItIsClosed()
    {
        ScriptedAccount account;
        QSignalSpy told(account.connection.get(), &Connection::passed);
        QVERIFY(account.isReady());
        QVERIFY(told.isEmpty());
        account.features->console.setUse(ConsoleUse::Open);
        QVERIFY(account.isThrough());
        QVERIFY(!told.isEmpty());
        account.features->console.setUse(ConsoleUse::Closed);
        told.clear();
        QVERIFY(account.isThrough());
        QVERIFY(told.isEmpty());
    }

    void saysWhatIsTyped()
    {
        ScriptedAccount account;
        const QString typed = u"<iq type='get' to='harbor.example'><query xmlns='urn:example:a' note='&lt;&amp;'><b xmlns='urn:example:b' xml:lang='de'>Grüße"
                              "</b></query></iq>"_s;
        QVERIFY(!account.features->console.send(typed)); // there is no stream
        QVERIFY(account.isReady());
        QVERIFY(account.features->console.send(typed));
        QVERIFY(!account.features->console.send(u"<iq type='get'>"_s));
        QVERIFY(QTest::qWaitFor([&] { return account.server.heard().contains("urn:example:b"); }, 10'000));
        const QString heard = QString::fromUtf8(account.server.heard());
        const qsizetype begin = heard.lastIndexOf(u"<iq"_s, heard.indexOf(u"urn:example:a"_s));
        const QString stanza = heard.sliced(begin, heard.indexOf(u"</iq>"_s, begin) - begin);
        QVERIFY2(stanza.contains(u" id=\""_s), qPrintable(stanza));
        QVERIFY2(stanza.contains(u"<query xmlns=\"urn:example:a\" note=\"&lt;&amp;\"><b xmlns=\"urn:example:b\" xml:lang=\"de\">Grüße</b></query>"_s),
                 qPrintable(stanza));
        QVERIFY(account.isThrough()); // and the stream goes on
    }
};

JACKDAW_TEST(ConsoleStreamTest)

} // namespace console_stream_test

#include "ConsoleStreamTest.moc"
