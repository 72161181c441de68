// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/FallbackIndication.h"
#include "xmpp/MessageCorrection.h"
#include "xmpp/MessageReactions.h"
#include "xmpp/MessageReplies.h"
#include "xmpp/MessageRetraction.h"
#include "xmpp/MessageStanza.h"
#include "xmpp/MessageThreads.h"
#include "xmpp/Namespaces.h"
#include "xmpp/References.h"
#include "xmpp/SpoilerHints.h"
#include "support/TestProgram.h"

#include <QDomDocument>
#include <QTest>
#include <QXmlStreamWriter>

using namespace jackdaw;
using namespace Qt::StringLiterals;

namespace message_parts_test {

/// What messages carry beside their text, from the stanzas of the specifications and from people who mean no good, and what
/// of it is written.
class MessagePartsTest : public QObject
{
    Q_OBJECT

    static QDomElement dom(const QString &xml)
    {
        static QDomDocument document;
        document = QDomDocument();
        const QString whole = u"<s xmlns='jabber:client'>%1</s>"_s.arg(xml);
        if (!document.setContent(whole, QDomDocument::ParseOption::UseNamespaceProcessing)) {
            qFatal("a test's stanza is not well-formed");
        }
        return document.documentElement().firstChildElement();
    }
    static MessageStanza stanza(const QString &inside)
    {
        return readMessage(dom(u"<message from='anna@example.com/tablet' to='max@example.com' type='chat' id='m1'>%1</message>"_s
                                   .arg(inside)));
    }
    static QString xmlOf(const QXmppMessage &message)
    {
        QString xml;
        QXmlStreamWriter writer(&xml);
        message.toXml(&writer);
        return xml;
    }
    static QXmppMessage textMessage(const QString &body)
    {
        return writeText(*BareJid::parse(u"max@example.com"), OriginId(u"o1"_s), body);
    }

private Q_SLOTS:
    void readsACorrection() // XEP-0308, example 4
    {
        const auto read = stanza(u"<body>But soft, what light through yonder window breaks?</body>"
                                 "<replace id='bad1' xmlns='urn:xmpp:message-correct:0'/>"_s);
        QCOMPARE(read.corrects.value(), u"bad1"_s);
        QCOMPARE(read.body, u"But soft, what light through yonder window breaks?"_s);
        QVERIFY(!stanza(u"<replace id='bad1' xmlns='urn:xmpp:other'/>"_s).corrects.isValid());
        QVERIFY(!stanza(u"<replace id='%1' xmlns='urn:xmpp:message-correct:0'/>"_s.arg(QString(600, u'x'))).corrects.isValid());
    }

    void writesACorrection()
    {
        QXmppMessage message = textMessage(u"window"_s);
        writeCorrection(message, OriginId(u"bad1"_s));
        const auto read = readMessage(dom(xmlOf(message)));
        QCOMPARE(read.corrects.value(), u"bad1"_s);
        QCOMPARE(read.body, u"window"_s);
        QCOMPARE(read.originId.value(), u"o1"_s);
    }

    void readsARetraction_data()
    {
        QTest::addColumn<QString>("inside");
        QTest::addColumn<QString>("body");
        // XEP-0424 (0.4), example 4
        QTest::newRow("version 1") << u"<retract id='wrong' xmlns='urn:xmpp:message-retract:1'/>"
                                      "<fallback xmlns='urn:xmpp:fallback:0' for='urn:xmpp:message-retract:1'/>"
                                      "<body>/me retracted a previous message, but it's unsupported by your client.</body>"_s << QString();
        // XEP-0424 (0.3), example 4
        QTest::newRow("version 0") << u"<apply-to id='wrong' xmlns='urn:xmpp:fasten:0'><retract xmlns='urn:xmpp:message-retract:0'/>"
                                      "</apply-to><fallback xmlns='urn:xmpp:fallback:0'/><body>This person attempted…</body>"_s << QString();
        QTest::newRow("with words of its own") << u"<retract id='wrong' xmlns='urn:xmpp:message-retract:1'/><body>sorry</body>"_s
                                               << u"sorry"_s;
    }
    void readsARetraction()
    {
        QFETCH(QString, inside);
        QFETCH(QString, body);
        const auto read = stanza(inside);
        QCOMPARE(read.retracts.value(), u"wrong"_s);
        QCOMPARE(read.body, body);
    }

    void whatIsFastenedOtherwiseIsNoRetraction()
    {
        QVERIFY(!stanza(u"<apply-to id='wrong' xmlns='urn:xmpp:fasten:0'><edit xmlns='urn:x'/></apply-to>"_s).retracts.isValid());
    }

    void readsATombstone()
    {
        const auto now = stanza(u"<retracted stamp='2019-09-20T23:09:32Z' xmlns='urn:xmpp:message-retract:1' id='r1'/>"_s);
        QCOMPARE(now.tombstone, std::optional<qint64>(1569020972000));
        const auto before = stanza(u"<retracted stamp='soon' xmlns='urn:xmpp:message-retract:0'><origin-id xmlns='urn:xmpp:sid:0' "
                                   "id='o'/></retracted>"_s);
        QCOMPARE(before.tombstone, std::optional<qint64>(0));
        QVERIFY(!stanza(u"<body>hi</body>"_s).tombstone);
    }

    void writesARetractionForBothVersions()
    {
        QXmppMessage message = writeChange(*BareJid::parse(u"max@example.com"), OriginId(u"o2"_s));
        writeRetraction(message, OriginId(u"wrong"_s), u"text for others"_s);
        const QDomElement element = dom(xmlOf(message));
        QCOMPARE(element.firstChildElement(u"retract"_s).namespaceURI(), u"urn:xmpp:message-retract:1"_s);
        QCOMPARE(element.firstChildElement(u"retract"_s).attribute(u"id"_s), u"wrong"_s);
        const QDomElement fastened = element.firstChildElement(u"apply-to"_s);
        QCOMPARE(fastened.namespaceURI(), u"urn:xmpp:fasten:0"_s);
        QCOMPARE(fastened.attribute(u"id"_s), u"wrong"_s);
        QCOMPARE(fastened.firstChildElement(u"retract"_s).namespaceURI(), u"urn:xmpp:message-retract:0"_s);
        QCOMPARE(element.firstChildElement(u"body"_s).text(), u"text for others"_s);
        QVERIFY(!element.firstChildElement(u"store"_s).isNull());
        const auto read = readMessage(element);
        QCOMPARE(read.retracts.value(), u"wrong"_s);
        QVERIFY(read.body.isEmpty());
    }

    void readsReactions() // XEP-0444, example 1
    {
        const auto read = stanza(u"<reactions id='744f6e18' xmlns='urn:xmpp:reactions:0'><reaction>👋</reaction>"
                                 "<reaction>🐢</reaction></reactions><store xmlns='urn:xmpp:hints'/>"_s);
        QVERIFY(read.reactions);
        QCOMPARE(read.reactions->to.value(), u"744f6e18"_s);
        QCOMPARE(read.reactions->emoji, QStringList({u"👋"_s, u"🐢"_s}));
        const auto none = stanza(u"<reactions id='744f6e18' xmlns='urn:xmpp:reactions:0'/>"_s);
        QVERIFY(none.reactions && none.reactions->emoji.isEmpty()); // all are taken back
        QVERIFY(!stanza(u"<reactions xmlns='urn:xmpp:reactions:0'><reaction>👋</reaction></reactions>"_s).reactions);
    }

    void reactionsAreBounded()
    {
        QString many;
        for (int i = 0; i < 3000; ++i) {
            many += u"<reaction>"_s + QString::fromUcs4(std::u32string(1, char32_t(0x1F400 + i % 60)).c_str(), 1) + u"</reaction>"_s;
        }
        const auto read = stanza(u"<reactions id='x' xmlns='urn:xmpp:reactions:0'>%1</reactions>"_s.arg(many));
        QCOMPARE(read.reactions->emoji.size(), maximumReactions);
        const QSet<QString> apart(read.reactions->emoji.cbegin(), read.reactions->emoji.cend());
        QCOMPARE(apart.size(), maximumReactions);
    }

    void whatIsNoEmojiIsNoReaction()
    {
        const auto read = stanza(u"<reactions id='x' xmlns='urn:xmpp:reactions:0'><reaction>EVIL</reaction><reaction> 👍\n</reaction>"
                                 "<reaction>\u202E</reaction><reaction>\u2764</reaction><reaction>❤️</reaction></reactions>"_s);
        QCOMPARE(read.reactions->emoji, QStringList({u"👍"_s, u"❤️"_s}));
    }

    void writesReactions()
    {
        QXmppMessage message = writeChange(*BareJid::parse(u"max@example.com"), OriginId(u"o2"_s));
        writeReactions(message, {OriginId(u"m9"_s), {u"👍"_s, u"🐢"_s}});
        const auto read = readMessage(dom(xmlOf(message)));
        QVERIFY(read.reactions);
        QCOMPARE(*read.reactions, (ReactionSet{OriginId(u"m9"_s), {u"👍"_s, u"🐢"_s}}));
        QVERIFY(xmlOf(message).contains("urn:xmpp:hints"_L1));
    }

    void readsAReplyWithoutItsFallback() // XEP-0461, example 4
    {
        const auto read = stanza(u"<body>&gt; Anna wrote:\n&gt; We should bake a cake\nGreat idea!</body>"
                                 "<reply to='anna@example.com/laptop' id='message-id1' xmlns='urn:xmpp:reply:0'/>"
                                 "<fallback xmlns='urn:xmpp:fallback:0' for='urn:xmpp:reply:0'><body start='0' end='38'/></fallback>"_s);
        QVERIFY(read.reply);
        QCOMPARE(read.reply->id.value(), u"message-id1"_s);
        QCOMPARE(read.reply->author.toString(), u"anna@example.com"_s);
        QCOMPARE(read.body, u"Great idea!"_s);
    }

    void writesAReply()
    {
        QXmppMessage message = textMessage(u"Great 👍 idea!"_s);
        writeReply(message, {OriginId(u"m1"_s), *BareJid::parse(u"anna@example.com")}, u"a cake 🎂\nor two"_s);
        const QDomElement element = dom(xmlOf(message));
        QCOMPARE(element.firstChildElement(u"body"_s).text(), u"> a cake 🎂\n> or two\nGreat 👍 idea!"_s);
        const auto read = readMessage(element);
        QCOMPARE(read.body, u"Great 👍 idea!"_s);
        QCOMPARE(read.reply, std::optional(ReplyTo{OriginId(u"m1"_s), *BareJid::parse(u"anna@example.com")}));
    }

    void fallbackRangesAreClamped_data()
    {
        QTest::addColumn<QString>("fallback");
        QTest::addColumn<QString>("left");
        const QString body = u"👍 > quote\ntext"_s; // 15 code points
        const auto range = [](const char *of) {
            return u"<fallback xmlns='urn:xmpp:fallback:0' for='urn:xmpp:reply:0'>%1</fallback>"_s.arg(QString::fromUtf8(of));
        };
        QTest::newRow("by code points") << range("<body start='0' end='10'/>") << u"text"_s;
        QTest::newRow("past the end") << range("<body start='10' end='99999999999999'/>") << u"👍 > quote\n"_s;
        QTest::newRow("past every number") << range("<body start='10' end='999999999999999999999999'/>") << u"👍 > quote\n"_s;
        QTest::newRow("before the beginning") << range("<body start='-5' end='2'/>") << u"> quote\ntext"_s;
        QTest::newRow("backwards") << range("<body start='8' end='2'/>") << body;
        QTest::newRow("beyond") << range("<body start='400' end='500'/>") << body;
        QTest::newRow("no numbers") << range("<body start='x' end='2'/>") << u"> quote\ntext"_s;
        QTest::newRow("overlapping") << range("<body start='0' end='5'/><body start='3' end='10'/>") << u"text"_s;
        QTest::newRow("the whole, which would hide all") << range("") << body;
        QTest::newRow("the whole by numbers") << range("<body start='0' end='15'/>") << body;
        QTest::newRow("subject only") << range("<subject/>") << body;
        QTest::newRow("of something else") << u"<fallback xmlns='urn:xmpp:fallback:0' for='urn:x'><body start='0' end='10'/></fallback>"_s
                                           << body;
    }
    void fallbackRangesAreClamped()
    {
        QFETCH(QString, fallback);
        QFETCH(QString, left);
        const auto read = stanza(u"<body>👍 &gt; quote\ntext</body><reply id='q' xmlns='urn:xmpp:reply:0'/>"_s + fallback);
        QCOMPARE(read.body, left);
    }

    void withoutTheFeatureNothingIsCut()
    {
        const auto read = stanza(u"<body>hidden</body><fallback xmlns='urn:xmpp:fallback:0' for='urn:xmpp:reply:0'>"
                                 "<body start='0' end='6'/></fallback><fallback xmlns='urn:xmpp:fallback:0'/>"_s);
        QCOMPARE(read.body, u"hidden"_s);
    }

    void manyFallbacksAreNoWork()
    {
        QString many;
        for (int i = 0; i < 5000; ++i) {
            many += u"<fallback xmlns='urn:xmpp:fallback:0' for='urn:xmpp:reply:0'><body start='%1' end='%2'/></fallback>"_s.arg(2 * i).arg(2 * i + 1);
        }
        const QString body(20'000, u'x');
        const auto read = stanza(u"<body>%1</body><reply id='q' xmlns='urn:xmpp:reply:0'/>"_s.arg(body) + many);
        QCOMPARE(read.body.size(), body.size() - 16); // what one writes by hand, and no more
    }

    void readsAThread() // XEP-0201, example 3
    {
        const auto read = stanza(u"<body>x</body><thread parent='e0ffe42b'>0e3141cd80894871a68e6fe6b1ec56fa</thread>"_s);
        QCOMPARE(read.thread, (ThreadPlace{u"0e3141cd80894871a68e6fe6b1ec56fa"_s, u"e0ffe42b"_s}));
        QVERIFY(stanza(u"<body>x</body><thread>%1</thread>"_s.arg(QString(2000, u't'))).thread.id.isEmpty());
        QXmppMessage message = textMessage(u"x"_s);
        writeThread(message, read.thread);
        QCOMPARE(readMessage(dom(xmlOf(message))).thread, read.thread);
    }

    void readsMentionsByTheirPlacesInWhatIsShown() // XEP-0372, example 1
    {
        const auto read = stanza(u"<body>The Bard's corrections, Juliet</body><reference xmlns='urn:xmpp:reference:0' begin='24' "
                                 "end='30' type='mention' uri='xmpp:juliet@capulet.lit'/>"_s);
        QCOMPARE(read.mentions.size(), 1);
        QCOMPARE(read.body.mid(read.mentions.first().begin, read.mentions.first().end - read.mentions.first().begin), u"Juliet"_s);
        QCOMPARE(read.mentions.first().who.toString(), u"juliet@capulet.lit"_s);
        const auto reply = stanza(u"<body>&gt; 👍\n👍 Max</body><reply id='q' xmlns='urn:xmpp:reply:0'/>"
                                  "<fallback xmlns='urn:xmpp:fallback:0' for='urn:xmpp:reply:0'><body start='0' end='4'/></fallback>"
                                  "<reference xmlns='urn:xmpp:reference:0' begin='6' end='9' type='mention' uri='xmpp:max@example.com'/>"
                                  "<reference xmlns='urn:xmpp:reference:0' begin='0' end='2' type='mention' uri='xmpp:max@example.com'/>"
                                  "<reference xmlns='urn:xmpp:reference:0' begin='0' end='2' type='data' uri='https://x.example'/>"
                                  "<reference xmlns='urn:xmpp:reference:0' begin='-3' end='99' type='mention' uri='nobody'/>"_s);
        QCOMPARE(reply.body, u"👍 Max"_s);
        QCOMPARE(reply.mentions.size(), 2);
        QCOMPARE(reply.body.mid(reply.mentions[0].begin), u"Max"_s);
        QCOMPARE(reply.mentions[1].end, 0); // in what was cut out
    }

    void acceptsMentions_data()
    {
        QTest::addColumn<QString>("uri");
        QTest::addColumn<QString>("begin");
        QTest::addColumn<QString>("end");
        QTest::addColumn<int>("people");
        QTest::addColumn<QString>("name");
        const QString mara = u"xmpp:mara@harbor.example"_s;
        QTest::newRow("mention") << mara << u"3"_s << u"8"_s << 1 << u"@mara"_s;
        QTest::newRow("of an occupant") << u"xmpp:crew@rooms.harbor.example/mara"_s << u"3"_s << u"8"_s << 1 << u"@mara"_s;
        QTest::newRow("in capitals") << u"XMPP:mara@harbor.example"_s << u"3"_s << u"8"_s << 1 << u"@mara"_s;
        QTest::newRow("web") << u"https://harbor.example"_s << u"3"_s << u"8"_s << 0 << QString();
        QTest::newRow("no address") << u"xmpp:"_s << u"3"_s << u"8"_s << 0 << QString();
        QTest::newRow("too long") << u"xmpp:mara@harbor.example?"_s + QString(5000, u'x') << u"3"_s << u"8"_s << 0 << QString();
        QTest::newRow("beyond") << mara << u"3"_s << u"80"_s << 1 << QString();
        QTest::newRow("with a sign") << mara << u"+3"_s << u"8"_s << 1 << QString();
        QTest::newRow("no place") << mara << QString() << QString() << 1 << QString();
        QTest::newRow("over lines") << mara << u"3"_s << u"12"_s << 1 << QString();
        QTest::newRow("a whole text") << mara << u"14"_s << u"300"_s << 1 << QString();
    }
    void acceptsMentions()
    {
        QFETCH(QString, uri);
        QFETCH(QString, begin);
        QFETCH(QString, end);
        QFETCH(int, people);
        const auto read = stanza(u"<body>Hi @mara!\nyou %1</body><reference xmlns='urn:xmpp:reference:0' type='mention' uri='%2' begin='%3' "
                                 "end='%4'/>"_s.arg(QString(1000, u'a'), uri, begin, end));
        QCOMPARE(read.mentions.size(), people);
        if (people > 0) {
            const Mention &mention = read.mentions.constFirst();
            QTEST(read.body.mid(mention.begin, mention.end - mention.begin), "name");
        }
    }

    void writesMentions()
    {
        QXmppMessage message = textMessage(u"👍 Max"_s);
        writeMentions(message, {{3, 6, *BareJid::parse(u"max@example.com")}}, message.body(), 0);
        const auto read = readMessage(dom(xmlOf(message)));
        QCOMPARE(read.mentions, QList<Mention>({{3, 6, *BareJid::parse(u"max@example.com")}}));
    }

    void readsASpoiler() // XEP-0382, examples 3 and 4
    {
        const auto read = stanza(u"<body>And the love story ends</body><spoiler xmlns='urn:xmpp:spoiler:0'>Love story end</spoiler>"_s);
        QCOMPARE(read.spoiler, std::optional(u"Love story end"_s));
        QCOMPARE(stanza(u"<body>x</body><spoiler xmlns='urn:xmpp:spoiler:0'/>"_s).spoiler, std::optional(QString()));
        QVERIFY(!stanza(u"<body>x</body>"_s).spoiler);
        QXmppMessage message = textMessage(u"x"_s);
        writeSpoiler(message, u"Love story end"_s);
        QCOMPARE(readMessage(dom(xmlOf(message))).spoiler, std::optional(u"Love story end"_s));
    }

    void readsAttention() // XEP-0224, example 1
    {
        const QString asked = u"<attention xmlns='urn:xmpp:attention:0'/>"_s;
        QCOMPARE(stanza(asked).attention, Attention::Asked);
        QCOMPARE(stanza(u"<body>x</body>"_s).attention, Attention::NotAsked);
        QCOMPARE(readMessage(dom(xmlOf(writeAttention(*BareJid::parse(u"max@example.com"))))).attention, Attention::Asked);
    }

    void keepsXhtmlAsItCame() // XEP-0071, example 1
    {
        const auto read = stanza(u"<body>hi!</body><html xmlns='http://jabber.org/protocol/xhtml-im'>"
                                 "<body xmlns='http://www.w3.org/1999/xhtml'><p style='font-weight:bold'>hi!</p></body></html>"_s);
        QCOMPARE(read.body, u"hi!"_s);
        QVERIFY2(read.markup.contains("font-weight:bold"_L1), qPrintable(read.markup));
        QVERIFY(!read.markup.contains("xhtml-im"_L1));
        QVERIFY(stanza(u"<body>x</body><html xmlns='http://jabber.org/protocol/xhtml-im'><body xmlns='http://www.w3.org/1999/xhtml'>"
                       "%1</body></html>"_s.arg(QString(100'000, u'x'))).markup.isEmpty());
    }

    void anErrorSaysNothingOfOtherMessages()
    {
        const auto read = readMessage(dom(u"<message type='error' id='m1' from='max@example.com'><body>x</body>"
                                          "<replace id='bad1' xmlns='urn:xmpp:message-correct:0'/>"
                                          "<error type='cancel'><forbidden xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>"_s));
        QVERIFY(!read.corrects.isValid());
    }
};

JACKDAW_TEST(MessagePartsTest)

} // namespace message_parts_test

#include "MessagePartsTest.moc"
