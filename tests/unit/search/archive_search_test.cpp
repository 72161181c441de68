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

QByteArray archived(const QByteArray &query, const QByteArray &id, const QByteArray &inside,
                    const QByteArray &stamp = "2024-05-03T10:00:00Z")
{
    return "<message from='mara@harbor.example' to='mara@harbor.example/desk'><result xmlns='urn:xmpp:mam:2' queryid='" + query + "' id='" + id
        + "'><forwarded xmlns='urn:xmpp:forward:0'><delay xmlns='urn:xmpp:delay' stamp='" + stamp + "'/>" + inside
        + "</forwarded></result></message>";
}

QByteArray said(const QByteArray &from, const QByteArray &to, const QByteArray &content)
{
    return "<message xmlns='jabber:client' type='chat' from='" + from + "' to='" + to + "'>" + content + "</message>";
}

const QByteArray withText = "<field type='text-single' var='withtext'/>";

/// The id that its sender gave it, which the archive keeps.
QByteArray originally(const QByteArray &id)
{
    return "<origin-id xmlns='urn:xmpp:sid:0' id='" + id + "'/>";
}

QByteArray ofTomas(const QByteArray &content)
{
    return said("tomas@harbor.example/x", "mara@harbor.example", content);
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

    static QStringList textsOf(const ArchiveFound &found)
    {
        QStringList all;
        for (const ArchivedMessage &message : found.messages) {
            all.append(message.body);
        }
        return all;
    }
    static Message kept(ScriptedAccount &mara, const QByteArray &origin)
    {
        MessageStore &store = mara.features->messages.store();
        const auto chat = store.findConversation(mara.id, mara.peer("tomas"));
        const auto message = chat ? store.findByOrigin(*chat, mara.peer("tomas"), OriginId(QString::fromLatin1(origin)))
                                  : Result<Message>(chat.error());
        return message ? *message : Message();
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
        // Who asks again wants to know it anew.
        QVERIFY(!answer(mara, looking(u"strainer"_s)));
        QCOMPARE(m_forms, 2);
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

    void whatWasSentFromHereIsHere()
    {
        // The archive's id of it is not known before that is read again.
        QByteArray origin;
        ScriptedAccount mara(house(withText, [&](const QByteArray &query, const QByteArray &) {
            const auto toTomas = [](const QByteArray &content) {
                return said("mara@harbor.example/desk", "tomas@harbor.example", content);
            };
            return archived(query, "a", toTomas("<body>sent from here</body>" + originally(origin)))
                // Ids are their senders' own: one that somebody else uses, too, names another message.
                + archived(query, "b", ofTomas("<body>of another</body>" + originally(origin)))
                + archived(query, "c", toTomas("<body>used again</body>" + originally(origin)));
        }));
        QVERIFY(mara.isReady());
        const auto chat = mara.features->messages.open(mara.peer("tomas"));
        QVERIFY(chat);
        QVERIFY(mara.features->messages.send(*chat, OutgoingText{u"sent from here"_s, {}, {}, {}}));
        const QString ask = u"SELECT origin_id FROM message WHERE conversation = ?"_s;
        origin = mara.database->value(ask, {chat->value()})->toByteArray();
        QVERIFY(!origin.isEmpty());
        const auto found = answer(mara, looking(u"strainer"_s));
        QVERIFY(found);
        QCOMPARE(textsOf(*found), (QStringList{u"used again"_s, u"of another"_s}));
    }

    void whatWasTakenBackOrDeletedStaysAway()
    {
        ScriptedAccount mara(house(withText, [&](const QByteArray &query, const QByteArray &) {
            return archived(query, "a", ofTomas("<body>retracted</body>" + originally("id-retracted")))
                + archived(query, "b", ofTomas("<body>I took that back</body>"
                                               "<retract xmlns='urn:xmpp:message-retract:1' id='id-retracted'/>"))
                + archived(query, "c", ofTomas("<body>deleted</body>" + originally("id-deleted")))
                + archived(query, "d", ofTomas("<body>spanner</body>" + originally("id-unknown")));
        }));
        QVERIFY(mara.isReady());
        for (const QByteArray &body : {"retracted"_ba, "deleted"_ba}) {
            mara.server.say(test::text("tomas@harbor.example/x", body));
        }
        QVERIFY(mara.has(mara.peer("tomas"), u"deleted"_s));
        mara.server.say("<message from='tomas@harbor.example/x' to='mara@harbor.example' type='chat' id='r1'>"
                        "<retract xmlns='urn:xmpp:message-retract:1' id='id-retracted'/></message>");
        QTRY_VERIFY(kept(mara, "id-retracted").retracted != 0);
        const Message deleted = kept(mara, "id-deleted");
        QVERIFY(deleted.id.isValid());
        QVERIFY(mara.features->messages.changes().deleteLocally(deleted.id));
        QVERIFY(!kept(mara, "id-deleted").id.isValid());
        const auto found = answer(mara, looking(u"strainer"_s));
        QVERIFY(found);
        QCOMPARE(textsOf(*found), QStringList{u"spanner"_s});
    }

    void whatWasCorrectedIsShownWhereItStands()
    {
        const QByteArray correction = "<replace xmlns='urn:xmpp:message-correct:0' id='id-wrench'/>";
        ScriptedAccount mara(house(withText, [&](const QByteArray &query, const QByteArray &) {
            return archived(query, "a", ofTomas("<body>wrench</body>" + originally("id-wrench")))
                + archived(query, "b", ofTomas("<body>spanner</body>" + correction + originally("id-spanner")))
                + archived(query, "c", ofTomas("<body>of what is not here</body>"
                                               "<replace xmlns='urn:xmpp:message-correct:0' id='id-unknown'/>"
                                               + originally("id-other")));
        }));
        QVERIFY(mara.isReady());
        mara.server.say(test::text("tomas@harbor.example/x", "wrench"));
        QVERIFY(mara.has(mara.peer("tomas"), u"wrench"_s));
        mara.server.say(test::text("tomas@harbor.example/x", "spanner", correction));
        QTRY_COMPARE(kept(mara, "id-wrench").body, u"spanner"_s);
        const auto found = answer(mara, looking(u"strainer"_s));
        QVERIFY(found);
        QCOMPARE(textsOf(*found), QStringList{u"of what is not here"_s});
    }

    void anAnswerEndsAndGoesOn_data()
    {
        QTest::addColumn<int>("sent");
        QTest::addColumn<int>("length");
        QTest::addColumn<int>("shown");
        QTest::newRow("after as many messages as were asked for") << 60 << 10 << 50;
        // 200,000 characters are reached.
        QTest::newRow("after as much text as a window looks through") << 14 << 19'000 << 11;
    }
    void anAnswerEndsAndGoesOn()
    {
        QFETCH(const int, sent);
        QFETCH(const int, length);
        QFETCH(const int, shown);
        // Some servers give all that they have, whatever they are asked for, and say that this was all.
        ScriptedAccount mara(house(withText, [=](const QByteArray &query, const QByteArray &before) {
            QByteArray all;
            for (int i = 1; i <= (before.isEmpty() ? sent : before.toInt() - 1); ++i) {
                const QByteArray number = QByteArray::number(i);
                all += archived(query, number, ofTomas("<body>" + number.rightJustified(length, '0') + "</body>"));
            }
            return all;
        }));
        QVERIFY(mara.isReady());
        ArchiveSearch search = looking(u"strainer"_s);
        const auto first = answer(mara, search);
        QVERIFY(first);
        QCOMPARE(first->messages.size(), shown);
        QCOMPARE(first->messages.constFirst().body.toInt(), sent);
        QCOMPARE(first->messages.constLast().body.toInt(), sent - shown + 1);
        QCOMPARE(first->next.value(), QString::number(sent - shown + 1));
        search.before = first->next;
        const auto rest = answer(mara, search);
        QVERIFY(rest);
        QCOMPARE(rest->messages.size(), sent - shown);
        QCOMPARE(rest->messages.constFirst().body.toInt(), sent - shown);
        QVERIFY(!rest->next.isValid());
    }

    void noTimeOfAnArchiveIsAbsurd()
    {
        ScriptedAccount mara(house(withText, [](const QByteArray &query, const QByteArray &) {
            const QByteArray inside = ofTomas("<body>strainer</body>");
            return archived(query, "a", inside, "1999-01-01T00:00:00Z")
                + archived(query, "b", inside, "2099-01-01T00:00:00Z");
        }));
        QVERIFY(mara.isReady());
        const auto found = answer(mara, looking(u"strainer"_s));
        QVERIFY(found);
        QCOMPARE(found->messages.size(), 2);
        QCOMPARE(found->messages.at(0).time, mara.clock.now() + 5 * 60 * 1000); // clocks differ by that much
        QCOMPARE(found->messages.at(1).time, 946'684'800'000); // 2000
    }
};

JACKDAW_TEST(ArchiveSearchTest)

} // namespace archive_search_test

#include "archive_search_test.moc"
