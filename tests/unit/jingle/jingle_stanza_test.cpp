// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestProgram.h"
#include "xmpp/InBandBytes.h"
#include "xmpp/Jingle.h"
#include "xmpp/SocksBytes.h"

#include <QDomDocument>
#include <QTest>
#include <QXmlStreamWriter>

using namespace jackdaw;
using namespace Qt::StringLiterals;

namespace jingle_stanza_test {

QDomElement parsed(const QString &xml)
{
    QDomDocument document;
    document.setContent(xml, QDomDocument::ParseOption::UseNamespaceProcessing);
    return document.documentElement();
}

QString inIq(const QString &payload)
{
    return u"<iq xmlns='jabber:client' type='set' from='romeo@montague.example/orchard'>"_s + payload + u"</iq>"_s;
}

template<class Write>
QDomElement written(Write write)
{
    QString text;
    QXmlStreamWriter writer(&text);
    writer.writeStartElement(u"iq"_s);
    writer.writeDefaultNamespace(u"jabber:client"_s);
    writer.writeAttribute(u"type"_s, u"set"_s);
    write(writer);
    writer.writeEndElement();
    return parsed(text);
}

/// From the XEPs' own examples.
const QString initiate = uR"(<jingle xmlns='urn:xmpp:jingle:1' action='session-initiate'
    initiator='romeo@montague.example/dr4hcr0st3lup4c' sid='851ba2'>
  <content creator='initiator' name='a-file-offer' senders='initiator'>
    <description xmlns='urn:xmpp:jingle:apps:file-transfer:5'>
      <file>
        <date>1969-07-21T02:56:15Z</date>
        <desc>This is a test. If this were a real file...</desc>
        <media-type>text/plain</media-type>
        <name>test.txt</name>
        <range/>
        <size>6144</size>
        <hash xmlns='urn:xmpp:hashes:2' algo='sha-1'>w0mcJylzCn+AfvuGdqkty2+KP48=</hash>
        <hash xmlns='urn:xmpp:hashes:2' algo='sha-256'>n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=</hash>
      </file>
    </description>
    <transport xmlns='urn:xmpp:jingle:transports:s5b:1' dstaddr='972b7bf47291ca609517f67f86b5081086052dad' mode='tcp' sid='vj3hs98y'>
      <candidate cid='xmdh4b7i' host='123.45.7.8' jid='streamer.shakespeare.lit' port='7625' priority='7878787' type='proxy'/>
      <candidate cid='hft54dqy' host='192.168.4.1' jid='romeo@montague.example/orchard' port='5086' priority='8257636' type='direct'/>
    </transport>
  </content>
</jingle>)"_s;

class JingleStanzaTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anOfferIsRead()
    {
        const auto step = readJingle(parsed(inIq(initiate)));
        QVERIFY(step);
        QCOMPARE(step->action, JingleAction::Initiate);
        QCOMPARE(step->sid, u"851ba2"_s);
        QCOMPARE(step->creator, u"initiator"_s);
        QCOMPARE(step->content, u"a-file-offer"_s);
        QCOMPARE(step->senders, JingleStep::Senders::Initiator);
        QCOMPARE(step->contents, 1);
        QVERIFY(step->isFile && step->file);
        QCOMPARE(step->file->name, u"test.txt"_s);
        QCOMPARE(step->file->mediaType, u"text/plain"_s);
        QCOMPARE(step->file->size, 6144);
        QCOMPARE(step->file->sha256.size(), 32);
        QVERIFY(step->file->range);
        QCOMPARE(step->file->range->offset, 0);
        QCOMPARE(step->transport.kind, JingleTransport::Kind::Socks);
        QCOMPARE(step->transport.sid, u"vj3hs98y"_s);
        QCOMPARE(step->transport.address, u"972b7bf47291ca609517f67f86b5081086052dad"_s);
        QCOMPARE(step->transport.candidates.size(), 2);
        QCOMPARE(step->transport.candidates[0].id, u"hft54dqy"_s); // the higher priority
        QCOMPARE(step->transport.candidates[1].type, JingleCandidate::Type::Proxy);
        QCOMPARE(step->transport.candidates[1].port, 7625);
    }

    void whatIsWrittenIsRead()
    {
        JingleStep step;
        step.action = JingleAction::Accept;
        step.sid = u"s"_s;
        step.creator = u"initiator"_s;
        step.content = u"file"_s;
        JingleFile &file = step.file.emplace();
        file.name = u"a && b.txt"_s;
        file.size = 0;
        file.sha256 = QByteArray(32, 'h');
        file.range = JingleFile::Range{270336, -1};
        step.transport.kind = JingleTransport::Kind::Socks;
        step.transport.sid = u"t"_s;
        step.transport.candidates.append(
            {u"c"_s, u"192.0.2.1"_s, 5000, *Jid::parse(u"a@b/c"), 5, JingleCandidate::Type::Direct});
        const auto read =
            readJingle(written([&](QXmlStreamWriter &writer) { writeJingle(writer, step, u"i@j/k"_s, u"r@j/k"_s); }));
        QVERIFY(read && read->file);
        QCOMPARE(read->action, JingleAction::Accept);
        QCOMPARE(read->file->name, u"a && b.txt"_s);
        QCOMPARE(read->file->size, 0);
        QCOMPARE(read->file->sha256, file.sha256);
        QCOMPARE(read->file->range->offset, 270336);
        QCOMPARE(read->transport.candidates.size(), 1);
        QCOMPARE(read->transport.candidates[0].host, u"192.0.2.1"_s);

        for (const JingleReason reason :
             {JingleReason::Success, JingleReason::Decline, JingleReason::MediaError, JingleReason::Timeout}) {
            JingleStep last;
            last.action = JingleAction::Terminate;
            last.sid = u"s"_s;
            last.reason = reason;
            QCOMPARE(readJingle(written([&](QXmlStreamWriter &writer) { writeJingle(writer, last, {}, {}); }))->reason,
                     reason);
        }
        JingleStep info;
        info.action = JingleAction::Info;
        info.sid = u"s"_s;
        info.said = JingleStep::Said::Received;
        QCOMPARE(readJingle(written([&](QXmlStreamWriter &writer) { writeJingle(writer, info, {}, {}); }))->said,
                 JingleStep::Said::Received);
    }

    void marksOfTheWay()
    {
        const auto read = [](const QString &marks) {
            return readJingle(parsed(inIq(u"<jingle xmlns='urn:xmpp:jingle:1' action='transport-info' sid='s'><content "
                                          u"creator='initiator' "
                                          "name='f'><transport xmlns='urn:xmpp:jingle:transports:s5b:1' sid='t'>"_s
                                          + marks + u"</transport></content></jingle>"_s)))
                ->transport;
        };
        QCOMPARE(read(u"<candidate-used cid='hr65dqyd'/>"_s).used, u"hr65dqyd"_s);
        QVERIFY(read(u"<candidate-error/>"_s).hasNone);
        QCOMPARE(read(u"<activated cid='xmdh4b7i'/>"_s).activated, u"xmdh4b7i"_s);
        QVERIFY(read(u"<proxy-error/>"_s).hasProxyError);
    }

    void tooMuchIsLeftOut()
    {
        QString candidates;
        for (int i = 0; i < 5000; ++i) {
            candidates +=
                u"<candidate cid='c%1' host='192.0.2.1' jid='a@b/c' port='%2' priority='%1'/>"_s.arg(i).arg(2000 + i);
        }
        const auto step = readJingle(parsed(inIq(u"<jingle xmlns='urn:xmpp:jingle:1' action='session-initiate' "
                                                 u"sid='s'><content creator='initiator' name='f'>"
                                                 "<transport xmlns='urn:xmpp:jingle:transports:s5b:1' sid='t'>"_s
                                                 + candidates + u"</transport></content></jingle>"_s)));
        QVERIFY(step);
        QCOMPARE(step->transport.candidates.size(), JingleTransport::mostCandidates);
        QCOMPARE(step->transport.candidates[0].id, u"c199"_s); // of the first two hundred
    }

    void nonsenseIsNothing_data()
    {
        QTest::addColumn<QString>("payload");
        QTest::newRow("no session") << u"<jingle xmlns='urn:xmpp:jingle:1' action='session-info'/>"_s;
        QTest::newRow("a long session") << u"<jingle xmlns='urn:xmpp:jingle:1' action='session-info' sid='"_s
                + QString(201, u's') + u"'/>"_s;
        QTest::newRow("another namespace") << u"<jingle xmlns='urn:xmpp:jingle:0' action='session-info' sid='s'/>"_s;
    }

    void nonsenseIsNothing()
    {
        QFETCH(QString, payload);
        QVERIFY(!readJingle(parsed(inIq(payload))));
    }

    void hostileValues()
    {
        const auto fileOf = [](const QString &file) {
            return readJingle(parsed(inIq(u"<jingle xmlns='urn:xmpp:jingle:1' action='session-initiate' "
                                          u"sid='s'><content creator='initiator' "
                                          "name='f'><description xmlns='urn:xmpp:jingle:apps:file-transfer:5'><file>"_s
                                          + file + u"</file></description></content></jingle>"_s)))
                ->file.value();
        };
        QCOMPARE(fileOf(u"<size>-5</size>"_s).size, -1);
        QCOMPARE(fileOf(u"<size>99999999999999999999999</size>"_s).size, -1);
        QCOMPARE(fileOf(u"<size>9223372036854775807</size>"_s).size, -1); // sums of two are numbers
        QCOMPARE(fileOf(u"<range offset='-1' length='x'/>"_s).range->offset, 0);
        QVERIFY(!fileOf(u"<name>../../.bashrc</name>"_s).name.contains(u'/'));
        QVERIFY(fileOf(u"<hash xmlns='urn:xmpp:hashes:2' algo='sha-256'>abcd</hash>"_s).sha256.isEmpty());
        const auto sizeOf = [](const QString &size) {
            return readJingle(
                       parsed(inIq(u"<jingle xmlns='urn:xmpp:jingle:1' action='session-initiate' sid='s'><content "
                                   u"creator='initiator' "
                                   "name='f'><transport xmlns='urn:xmpp:jingle:transports:ibb:1' sid='t' block-size='"_s
                                   + size + u"'/></content></jingle>"_s)))
                ->transport.blockSize;
        };
        QCOMPARE(sizeOf(u"4096"_s), 4096);
        QCOMPARE(sizeOf(u"65536"_s), 0);
        QCOMPARE(sizeOf(u"-1"_s), 0);
        QCOMPARE(sizeOf(u"2147483648"_s), 0);
    }

    void piecesAreReadWhole()
    {
        const auto read = [](const QString &payload) { return readInBand(parsed(inIq(payload))); };
        const auto open =
            read(u"<open xmlns='http://jabber.org/protocol/ibb' sid='i' block-size='4096' stanza='message'/>"_s);
        QVERIFY(open && open->kind == InBandStep::Kind::Open && open->inMessages);
        QCOMPARE(open->blockSize, 4096);
        const auto data = read(u"<data xmlns='http://jabber.org/protocol/ibb' sid='i' seq='65535'>aGFsbG8=</data>"_s);
        QVERIFY(data && data->isReadable);
        QCOMPARE(data->number, 65535);
        QCOMPARE(data->bytes, "hallo");
        QVERIFY(!read(u"<data xmlns='http://jabber.org/protocol/ibb' sid='i' seq='1'>aGF!!sbG8=</data>"_s)->isReadable);
        QCOMPARE(read(u"<data xmlns='http://jabber.org/protocol/ibb' sid='i' seq='65536'>aGFsbG8=</data>"_s)->number,
                 -1);
        QVERIFY(!read(u"<data xmlns='http://jabber.org/protocol/ibb' seq='1'>aGFsbG8=</data>"_s));
        const auto again = readInBand(
            written([](QXmlStreamWriter &writer) { writeInBandData(writer, u"i"_s, 7, QByteArray("\0\xff", 2)); }));
        QVERIFY(again && again->isReadable);
        QCOMPARE(again->bytes, QByteArray("\0\xff", 2));
        QCOMPARE(again->number, 7);
    }

    void theAddressOfAProxy()
    {
        // XEP-0260, 2.2
        QCOMPARE(socksAddress(u"vj3hs98y"_s, *Jid::parse(u"romeo@montague.lit/orchard"),
                              *Jid::parse(u"juliet@capulet.lit/balcony")),
                 u"972b7bf47291ca609517f67f86b5081086052dad"_s);
        const QDomElement answer =
            parsed(u"<iq xmlns='jabber:client' type='result'><query xmlns='http://jabber.org/protocol/bytestreams'>"
                   "<streamhost jid='proxy.b' host='192.0.2.7' port='7777'/></query></iq>"_s);
        const auto proxy = readProxy(answer, *Jid::parse(u"proxy.b"));
        QVERIFY(proxy);
        QCOMPARE(proxy->port, 7777);
        QVERIFY(!readProxy(answer, *Jid::parse(u"other.b"))); // it speaks for itself
    }
};

JACKDAW_TEST(JingleStanzaTest)

} // namespace jingle_stanza_test

#include "jingle_stanza_test.moc"
