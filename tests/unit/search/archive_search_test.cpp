// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/ScriptedArchive.h"
#include "support/TestProgram.h"

using namespace jackdaw;
using namespace Qt::StringLiterals;
using test::ScriptedAccount;
using test::ScriptedServer;

namespace archive_search_test {

const QByteArray formHead = "<query xmlns='urn:xmpp:mam:2'><x xmlns='jabber:x:data' type='form'>"
                            "<field type='hidden' var='FORM_TYPE'><value>urn:xmpp:mam:2</value></field><field type='jid-single' var='with'/>";
const QByteArray formEnd = "</x></query>";
const QByteArray words = "{urn:xmpp:fulltext:0}fulltext";

/// What makes a live message one of the archive's.
const QByteArray named = "<stanza-id xmlns='urn:xmpp:sid:0' by='mara@harbor.example' id='archive-here'/>";

QByteArray captured(const QByteArray &in, const char *pattern)
{
    return QRegularExpression(QString::fromLatin1(pattern), QRegularExpression::DotMatchesEverythingOption)
        .match(QString::fromUtf8(in)).captured(1).toUtf8();
}

QByteArray archived(const QByteArray &query, const QByteArray &id, const QByteArray &inside)
{
    return "<message from='mara@harbor.example' to='mara@harbor.example/desk'><result xmlns='urn:xmpp:mam:2' queryid='" + query + "' id='" + id
        + "'><forwarded xmlns='urn:xmpp:forward:0'><delay xmlns='urn:xmpp:delay' stamp='2024-05-03T10:00:00Z'/>" + inside
        + "</forwarded></result></message>";
}

QByteArray said(const QByteArray &from, const QByteArray &to, const QByteArray &content)
{
    return "<message xmlns='jabber:client' type='chat' from='" + from + "' to='" + to + "'>" + content + "</message>";
}

/// What an archive on the server is asked, and what of its answer is shown: over a real stream, the test being the server.
class ArchiveSearchTest : public QObject
{
    Q_OBJECT

    /// The archive's part: its form with these fields, and its pages by the cursor that they are asked for.
    ScriptedServer::Script house(const QByteArray &fields, std::function<QByteArray(const QByteArray &query, const QByteArray &before)> results,
                                 QByteArray end = "<fin xmlns='urn:xmpp:mam:2' complete='true'/>")
    {
        ScriptedServer::Script script;
        script.answer = [=, this](const QByteArray &iq, const QByteArray &id) -> QByteArray {
            if (!iq.contains("urn:xmpp:mam:2")) {
                return {};
            }
            const QByteArray head = "<iq type='result' id='" + id + "'>";
            if (captured(iq, "type=[\"'](get|set)") == "get") {
                ++m_forms;
                return head + formHead + fields + formEnd + "</iq>";
            }
            if (!iq.contains("jabber:x:data")) {
                return {}; // catching up
            }
            const QByteArray before = captured(iq, "<before>([^<]*)</before>");
            m_asked.append(iq);
            return results(captured(iq, "queryid=[\"']([^\"']*)"), before)
                + head + (before.isEmpty() ? end : "<fin xmlns='urn:xmpp:mam:2' complete='true'/>") + "</iq>";
        };
        return script;
    }
    static Result<ArchiveFound> answer(ScriptedAccount &mara, const ArchiveSearch &search)
    {
        const auto future = mara.features->archiveSearch.search(search);
        if (!QTest::qWaitFor([&] { return future.isFinished(); }, 10'000)) {
            return Error{ErrorKind::Timeout, {}, {}};
        }
        return future.result();
    }
    static ArchiveSearch looking(const QString &text)
    {
        ArchiveSearch search;
        search.words = text;
        return search;
    }

    int m_forms = 0;
    QList<QByteArray> m_asked;

private Q_SLOTS:
    void init()
    {
        m_forms = 0;
        m_asked.clear();
    }

    void findsWhatIsNotHere()
    {
        ScriptedAccount mara(house("<field type='text-single' var='" + words + "'/>", [](const QByteArray &query, const QByteArray &) {
            return archived(query, "archive-old", said("tomas@harbor.example/x", "mara@harbor.example", "<body>the old strainer</body>"))
                + archived(query, "archive-mine", said("mara@harbor.example/phone", "tomas@harbor.example",
                                                      "<body>my strainer</body><spoiler xmlns='urn:xmpp:spoiler:0'>parts</spoiler>"))
                + archived(query, "archive-here", said("tomas@harbor.example/x", "mara@harbor.example", "<body>here</body>"));
        }));
        QVERIFY(mara.isReady());
        mara.server.say(test::text("tomas@harbor.example/x", "here", named));
        QVERIFY(mara.has(mara.peer("tomas"), u"here"_s));
        ArchiveSearch search = looking(u"strainer"_s);
        search.end = 1'714'730'400'000;
        const auto found = answer(mara, search);
        QVERIFY(found);
        QCOMPARE(found->messages.size(), 2);
        QCOMPARE(found->messages.at(0).body, u"my strainer"_s);
        QCOMPARE(found->messages.at(0).direction, Direction::Outgoing);
        QCOMPARE(found->messages.at(0).spoiler, u"parts"_s);
        QCOMPARE(found->messages.at(1).body, u"the old strainer"_s);
        QCOMPARE(found->messages.at(1).sender, mara.peer("tomas"));
        QCOMPARE(found->messages.at(1).time, 1'714'730'400'000);
        QVERIFY(found->messages.at(1).conversation.isValid());
        QVERIFY(!found->next.isValid());
        // Shown, not stored: what stands alone would be taken for the end of what is missing.
        QCOMPARE(mara.texts(mara.peer("tomas")), QStringList{u"here"_s});
        QVERIFY(m_asked.constFirst().contains("<field var=\"" + words + "\"><value>strainer</value>"));
        QVERIFY(m_asked.constFirst().contains("<field var=\"end\"><value>2024-05-03T10:00:00.000Z</value>"));
    }

    void theFormIsAskedForOnce()
    {
        ScriptedAccount mara(house("<field var='withtext'/>", [](const QByteArray &, const QByteArray &) { return QByteArray(); }));
        QVERIFY(mara.isReady());
        for (int i = 0; i < 2; ++i) {
            const auto found = answer(mara, looking(u"strainer"_s));
            QVERIFY(found && found->messages.isEmpty());
        }
        QCOMPARE(m_forms, 1);
        QCOMPARE(m_asked.size(), 2);
        QVERIFY(m_asked.constFirst().contains("<field var=\"withtext\"><value>strainer</value>"));
    }

    void anArchiveThatLooksForNoWordsIsToldNone()
    {
        ScriptedAccount mara(house({}, [](const QByteArray &, const QByteArray &) { return QByteArray(); }));
        QVERIFY(mara.isReady());
        const auto found = answer(mara, looking(u"strainer"_s));
        QVERIFY(!found);
        QCOMPARE(found.error().kind, ErrorKind::Unavailable);
        QVERIFY(m_asked.isEmpty());
        QVERIFY(!mara.server.heard().contains("strainer"));
    }

    void whatIsHereIsLeafedOver()
    {
        ScriptedAccount mara(house("<field var='withtext'/>", [](const QByteArray &query, const QByteArray &before) {
            return before.isEmpty() ? archived(query, "archive-here", said("tomas@harbor.example/x", "mara@harbor.example", "<body>here</body>"))
                                    : archived(query, "archive-old", said("tomas@harbor.example/x", "mara@harbor.example", "<body>old</body>"));
        }, "<fin xmlns='urn:xmpp:mam:2'><set xmlns='http://jabber.org/protocol/rsm'><first>archive-here</first></set></fin>"));
        QVERIFY(mara.isReady());
        mara.server.say(test::text("tomas@harbor.example/x", "here", named));
        QVERIFY(mara.has(mara.peer("tomas"), u"here"_s));
        const auto found = answer(mara, looking(u"here"_s));
        QVERIFY(found);
        QCOMPARE(found->messages.size(), 1);
        QCOMPARE(found->messages.constFirst().body, u"old"_s);
        QCOMPARE(m_asked.size(), 2);
    }

    void whatNobodyMaySayToUsIsLeftOut()
    {
        ScriptedAccount mara(house("<field var='withtext'/>", [](const QByteArray &query, const QByteArray &) {
            return archived(query, "a", said("tomas@harbor.example/x", "leila@harbor.example", "<body>not ours</body>"))
                + archived(query, "b", said("tomas@harbor.example/x", "mara@harbor.example", "<active xmlns='http://jabber.org/protocol/chatstates'/>"))
                + archived("another", "c", said("tomas@harbor.example/x", "mara@harbor.example", "<body>of another query</body>"))
                + archived(query, "d", said("tomas@harbor.example/x", "mara@harbor.example",
                                            "<body>a hint</body><encrypted xmlns='eu.siacs.conversations.axolotl'><header sid='1'/></encrypted>"));
        }));
        QVERIFY(mara.isReady());
        const auto found = answer(mara, looking(u"strainer"_s));
        QVERIFY(found);
        QVERIFY2(found->messages.isEmpty(), qPrintable(found->messages.value(0).body));
    }
};

JACKDAW_TEST(ArchiveSearchTest)

} // namespace archive_search_test

#include "archive_search_test.moc"
