// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/Authority.h"

#include "xmpp/Dom.h"
#include "xmpp/Namespaces.h"

#include <QDomDocument>
#include <QTest>
#include <functional>

using namespace jackdaw;
using namespace Qt::StringLiterals;

namespace {

using Rule = std::function<bool(const QDomElement &)>;
/// A stanza, what an earlier one said, and whether the first may speak of the second.
using PairRule = std::function<bool(const QDomElement &original, const QDomElement &stanza)>;

const BareJid romeo = *BareJid::parse(u"romeo@montague.example");
const Jid juliet = *Jid::parse(u"juliet@capulet.example");
const BareJid coven = *BareJid::parse(u"coven@chat.shakespeare.example");
const Authority ours(romeo);

enum class Verdict { No, Yes };

} // namespace

Q_DECLARE_METATYPE(Rule)
Q_DECLARE_METATYPE(PairRule)
Q_DECLARE_METATYPE(Verdict)

/// Who may say what, one row a case, for romeo@montague.example. The stanzas are those of the specifications, and what an
/// attacker makes of them.
class AuthorityTest : public QObject
{
    Q_OBJECT

    QList<QDomDocument> m_documents;

    QDomElement dom(const QString &xml)
    {
        QDomDocument document;
        if (!document.setContent(u"<s xmlns='jabber:client'>%1</s>"_s.arg(xml), QDomDocument::ParseOption::UseNamespaceProcessing)) {
            qFatal("a test's stanza is not well-formed: %s", qPrintable(xml));
        }
        m_documents.append(document);
        return document.documentElement().firstChildElement();
    }
    static void row(const QByteArray &name, const Rule &rule, const QString &stanza, Verdict verdict)
    {
        QTest::newRow(name.constData()) << rule << stanza << verdict;
    }

private Q_SLOTS:
    void cleanup() { m_documents.clear(); }

    void stanzas_data();
    void stanzas();
    void messages_data();
    void messages();
    void stanzaIds_data();
    void stanzaIds();
    void delaysOfRooms();
    void pairs_data();
    void pairs();
    void nicknames();
    void occupantIds();
    void peopleLearn_data();
    void peopleLearn();
    void roomsLearn_data();
    void roomsLearn();
};

// One stanza by itself: its sender decides

void AuthorityTest::stanzas_data()
{
    QTest::addColumn<Rule>("rule");
    QTest::addColumn<QString>("stanza");
    QTest::addColumn<Verdict>("verdict");
    using enum Verdict;

    // XEP-0280, examples 9 and 11.
    const Rule carbon = [](const QDomElement &each) { return ours.mayWrapCarbon(Sender::of(each)); };
    const QString wrapped = u"<message %1to='romeo@montague.example/home' type='chat'><received xmlns='urn:xmpp:carbons:2'>"
                            "<forwarded xmlns='urn:xmpp:forward:0'><message xmlns='jabber:client' "
                            "from='juliet@capulet.example/balcony' to='romeo@montague.example/garden' type='chat'>"
                            "<body>Thou shall meet me tonite, at our house's hall!</body></message></forwarded></received></message>"_s;
    row("carbon: our own bare address", carbon, wrapped.arg(u"from='romeo@montague.example' "_s), Yes);
    row("carbon: our own address, spelled otherwise", carbon, wrapped.arg(u"from='Romeo@Montague.example' "_s), Yes);
    row("carbon: Tybalt", carbon, wrapped.arg(u"from='tybalt@capulet.example/home' "_s), No);
    row("carbon: the person it quotes", carbon, wrapped.arg(u"from='juliet@capulet.example/balcony' "_s), No);
    row("carbon: a device of ours", carbon, wrapped.arg(u"from='romeo@montague.example/phone' "_s), No);
    row("carbon: our server", carbon, wrapped.arg(u"from='montague.example' "_s), No);
    row("carbon: nobody", carbon, wrapped.arg(QString()), No);
    row("carbon: a name that begins like ours", carbon, wrapped.arg(u"from='romeo@montague.example.evil.example' "_s), No);
    row("carbon: a name that ends like ours", carbon, wrapped.arg(u"from='evilromeo@montague.example' "_s), No);
    row("carbon: no address", carbon, wrapped.arg(u"from='@' "_s), No);

    // RFC 6121, 2.1.6, with the example of 2.1.6; XEP-0191, example 5.
    const QString push = u"<iq %1to='romeo@montague.example/home' type='set' id='p1'><query xmlns='jabber:iq:roster' ver='ver13'>"
                         "<item jid='mercutio@example.com' name='Mercutio' subscription='both'/></query></iq>"_s;
    const QString block = u"<iq %1to='romeo@montague.example/home' type='set' id='push1'><block xmlns='urn:xmpp:blocking'>"
                          "<item jid='juliet@capulet.example'/></block></iq>"_s;
    const QString unblockAll = u"<iq %1to='romeo@montague.example/home' type='set' id='push3'><unblock xmlns='urn:xmpp:blocking'/></iq>"_s;
    const std::tuple<QByteArray, Rule, QString> pushes[] = {
        {"roster push", [](const QDomElement &each) { return ours.mayPushRoster(Sender::of(each)); }, push},
        {"block list push", [](const QDomElement &each) { return ours.mayPushBlockList(Sender::of(each)); }, block},
        {"unblock push", [](const QDomElement &each) { return ours.mayPushBlockList(Sender::of(each)); }, unblockAll}};
    for (const auto &[what, rule, xml] : pushes) {
        row(what + ": no sender", rule, xml.arg(QString()), Yes);
        row(what + ": our own bare address", rule, xml.arg(u"from='romeo@montague.example' "_s), Yes);
        row(what + ": a device of ours", rule, xml.arg(u"from='romeo@montague.example/phone' "_s), No);
        row(what + ": our server", rule, xml.arg(u"from='montague.example' "_s), No);
        row(what + ": a contact", rule, xml.arg(u"from='juliet@capulet.example/balcony' "_s), No);
        row(what + ": somebody of our server", rule, xml.arg(u"from='tybalt@montague.example' "_s), No);
        row(what + ": our account at another server", rule, xml.arg(u"from='romeo@capulet.example' "_s), No);
        row(what + ": a name that begins like ours", rule, xml.arg(u"from='romeo@montague.example.evil.example' "_s), No);
        row(what + ": a name that looks like ours", rule, xml.arg(u"from='rome\u043E@montague.example' "_s), No);
        row(what + ": no address", rule, xml.arg(u"from='romeo@montague.example@evil' "_s), No);
    }

    // XEP-0203, 4.
    const Rule delay = [](const QDomElement &each) {
        return ours.mayStampDelay(each.firstChildElement().attribute(u"from"_s));
    };
    const QString late = u"<message from='juliet@capulet.example/balcony'><delay xmlns='urn:xmpp:delay' %1"
                         "stamp='2002-09-10T23:08:25Z'/></message>"_s;
    row("delay: our server", delay, late.arg(u"from='montague.example' "_s), Yes);
    row("delay: our account", delay, late.arg(u"from='romeo@montague.example' "_s), Yes);
    row("delay: a device of ours", delay, late.arg(u"from='romeo@montague.example/phone' "_s), No);
    row("delay: the contact's server", delay, late.arg(u"from='capulet.example' "_s), No);
    row("delay: unsigned", delay, late.arg(QString()), No);
    const Rule stamp = [](const QDomElement &each) { return ours.delay(readMessage(each)) == 1031698800000; };
    const QString two = u"<message xmlns='jabber:client' from='juliet@capulet.example/balcony'>"
                        "<delay xmlns='urn:xmpp:delay' from='%1' stamp='2002-09-10T23:00:00Z'/>"
                        "<delay xmlns='urn:xmpp:delay' from='%2' stamp='2002-09-10T23:00:00Z'/></message>"_s;
    row("stamp: ours and another's", stamp, two.arg(u"montague.example"_s, u"capulet.example"_s), Yes);
    row("stamp: ours behind another's", stamp, two.arg(u"capulet.example"_s, u"montague.example"_s), Yes);
    row("stamp: two of ours, of which one is forged", stamp, two.arg(u"montague.example"_s, u"montague.example"_s), No);
    row("stamp: our server's and our account's", stamp, two.arg(u"montague.example"_s, u"romeo@montague.example"_s), No);
    row("stamp: nobody's of ours", stamp, two.arg(u"capulet.example"_s, u"romeo@montague.example/phone"_s), No);

    // RFC 6120, 8.1.2.1 and 8.2.3.
    const auto answerTo = [](const Jid &asked) -> Rule {
        return [asked](const QDomElement &each) { return ours.mayAnswer(Sender::of(each), asked); };
    };
    const QString answer = u"<iq %1to='romeo@montague.example/home' type='result' id='q1'/>"_s;
    const Rule account = answerTo(Jid());
    row("answer of our account: no sender", account, answer.arg(QString()), Yes);
    row("answer of our account: bare address", account, answer.arg(u"from='romeo@montague.example' "_s), Yes);
    row("answer of our account: full address", account, answer.arg(u"from='romeo@montague.example/phone' "_s), No);
    row("answer of our account: our server", account, answer.arg(u"from='montague.example' "_s), No);
    row("answer of our account: a stranger", account, answer.arg(u"from='tybalt@capulet.example/home' "_s), No);
    row("answer of our account, by name: no sender", answerTo(Jid(romeo)), answer.arg(QString()), Yes);
    // XEP-0191, example 2: the list itself, asked of our account without naming it.
    const QString list = u"<iq %1to='romeo@montague.example/home' type='result' id='blocklist1'><blocklist xmlns='urn:xmpp:blocking'>"
                         "<item jid='juliet@capulet.example'/></blocklist></iq>"_s;
    row("block list: no sender", account, list.arg(QString()), Yes);
    row("block list: our own bare address", account, list.arg(u"from='romeo@montague.example' "_s), Yes);
    row("block list: a device of ours", account, list.arg(u"from='romeo@montague.example/phone' "_s), No);
    row("block list: our server", account, list.arg(u"from='montague.example' "_s), No);
    row("block list: a contact", account, list.arg(u"from='juliet@capulet.example/balcony' "_s), No);
    row("block list: somebody of our server", account, list.arg(u"from='tybalt@montague.example' "_s), No);
    row("block list: no address", account, list.arg(u"from='@' "_s), No);
    const Rule server = answerTo(*Jid::parse(u"montague.example"));
    row("answer of our server: itself", server, answer.arg(u"from='montague.example' "_s), Yes);
    row("answer of our server: no sender", server, answer.arg(QString()), Yes);
    row("answer of our server: a service of it", server, answer.arg(u"from='upload.montague.example' "_s), No);
    row("answer of our server: a name that ends like it", server, answer.arg(u"from='evil.example' "_s), No);
    const Rule balcony = answerTo(*Jid::parse(u"juliet@capulet.example/balcony"));
    row("answer of a client: itself", balcony, answer.arg(u"from='juliet@capulet.example/balcony' "_s), Yes);
    row("answer of a client: spelled otherwise", balcony, answer.arg(u"from='Juliet@CAPULET.example/balcony' "_s), Yes);
    row("answer of a client: another of the same person", balcony, answer.arg(u"from='juliet@capulet.example/chamber' "_s), No);
    row("answer of a client: its account", balcony, answer.arg(u"from='juliet@capulet.example' "_s), No);
    row("answer of a client: no sender", balcony, answer.arg(QString()), No);
    row("answer of a client: our account", balcony, answer.arg(u"from='romeo@montague.example' "_s), No);
    row("answer of a client: a stranger", balcony, answer.arg(u"from='tybalt@capulet.example/balcony' "_s), No);
    row("answer of a client: a resource in other letters", balcony, answer.arg(u"from='juliet@capulet.example/Balcony' "_s), No);

    // XEP-0313, example 5; section 8, "Security considerations".
    const auto archiveOf = [](const std::optional<Jid> &asked) -> Rule {
        return [asked](const QDomElement &each) { return ours.mayGiveArchived(Sender::of(each), asked); };
    };
    const QString result = u"<message id='aeb213' %1to='romeo@montague.example/home'><result xmlns='urn:xmpp:mam:2' queryid='f27' "
                           "id='28482-98726-73623'><forwarded xmlns='urn:xmpp:forward:0'><message xmlns='jabber:client' "
                           "from='juliet@capulet.example/balcony' to='romeo@montague.example' type='chat'><body>Hail to thee</body>"
                           "</message></forwarded></result></message>"_s;
    row("archive: no open query", archiveOf({}), result.arg(u"from='romeo@montague.example' "_s), No);
    row("archive: no open query, no sender", archiveOf({}), result.arg(QString()), No);
    row("archive: ours", archiveOf(Jid()), result.arg(u"from='romeo@montague.example' "_s), Yes);
    row("archive: ours, no sender", archiveOf(Jid(romeo)), result.arg(QString()), Yes);
    row("archive: a contact for ours", archiveOf(Jid(romeo)), result.arg(u"from='juliet@capulet.example/balcony' "_s), No);
    row("archive: our server for ours", archiveOf(Jid(romeo)), result.arg(u"from='montague.example' "_s), No);
    row("archive: a room for ours", archiveOf(Jid(romeo)), result.arg(u"from='coven@chat.shakespeare.example' "_s), No);
    row("archive: the room that was asked", archiveOf(Jid(coven)), result.arg(u"from='coven@chat.shakespeare.example' "_s), Yes);
    row("archive: ours for the room", archiveOf(Jid(coven)), result.arg(u"from='romeo@montague.example' "_s), No);
    row("archive: no sender for the room", archiveOf(Jid(coven)), result.arg(QString()), No);
    row("archive: an occupant of the room", archiveOf(Jid(coven)), result.arg(u"from='coven@chat.shakespeare.example/hag' "_s), No);

    // XEP-0163, example 5; XEP-0402, example 11; XEP-0384, 5.3; facts/security.md, I4.
    const QString event = u"<message %1to='romeo@montague.example/home' type='headline' id='e1'>"
                          "<event xmlns='http://jabber.org/protocol/pubsub#event'><items node='urn:xmpp:bookmarks:1'>"
                          "<item id='trap@evil.example'><conference xmlns='urn:xmpp:bookmarks:1' autojoin='1'/></item></items>"
                          "</event></message>"_s;
    const Rule own = [](const QDomElement &each) { return ours.mayChangeOwnNode(Sender::of(each)); };
    row("bookmarks: our own bare address", own, event.arg(u"from='romeo@montague.example' "_s), Yes);
    row("bookmarks: no sender", own, event.arg(QString()), Yes);
    row("bookmarks: a contact", own, event.arg(u"from='juliet@capulet.example' "_s), No);
    row("bookmarks: a device of ours", own, event.arg(u"from='romeo@montague.example/phone' "_s), No);
    row("bookmarks: our server", own, event.arg(u"from='montague.example' "_s), No);
    row("bookmarks: no address", own, event.arg(u"from='@evil' "_s), No);
    const Rule hers = [](const QDomElement &each) { return ours.mayListDevices(Sender::of(each), juliet.bare()); };
    row("devices of a contact: herself", hers, event.arg(u"from='juliet@capulet.example' "_s), Yes);
    row("devices of a contact: one of her devices", hers, event.arg(u"from='juliet@capulet.example/balcony' "_s), No);
    row("devices of a contact: another contact", hers, event.arg(u"from='tybalt@capulet.example' "_s), No);
    row("devices of a contact: her server", hers, event.arg(u"from='capulet.example' "_s), No);
    row("devices of a contact: no sender", hers, event.arg(QString()), No);
    const Rule mine = [](const QDomElement &each) { return ours.mayListDevices(Sender::of(each), romeo); };
    row("devices of ours: ourselves", mine, event.arg(u"from='romeo@montague.example' "_s), Yes);
    row("devices of ours: a contact", mine, event.arg(u"from='juliet@capulet.example' "_s), No);
    const Rule anybodys = [](const QDomElement &each) { return ours.publisher(Sender::of(each)).has_value(); };
    row("event: a bare address speaks for itself", anybodys, event.arg(u"from='juliet@capulet.example' "_s), Yes);
    row("event: a full address speaks for nobody", anybodys, event.arg(u"from='juliet@capulet.example/balcony' "_s), No);
}

void AuthorityTest::stanzas()
{
    QFETCH(Rule, rule);
    QFETCH(QString, stanza);
    QFETCH(Verdict, verdict);
    QCOMPARE(rule(dom(stanza)) ? Verdict::Yes : Verdict::No, verdict);
}

// Between whom a message went

void AuthorityTest::messages_data()
{
    QTest::addColumn<QString>("stanza");
    QTest::addColumn<QString>("live");    ///< "< peer" is theirs, "> peer" ours, empty nobody's
    QTest::addColumn<QString>("archived");
    const QString theirs = u"< juliet@capulet.example"_s;
    const QString ourOwn = u"> juliet@capulet.example"_s;
    const QString notes = u"> romeo@montague.example"_s;
    const auto message = [](const QString &addresses) { return u"<message %1><body>hi</body></message>"_s.arg(addresses); };
    QTest::newRow("from a contact") << message(u"from='juliet@capulet.example/b' to='romeo@montague.example' type='chat'"_s)
                                    << theirs << theirs;
    QTest::newRow("without a recipient") << message(u"from='juliet@capulet.example/b'"_s) << theirs << theirs;
    QTest::newRow("to somebody else") << message(u"from='juliet@capulet.example/b' to='tybalt@capulet.example'"_s) << QString()
                                      << QString();
    QTest::newRow("of ours to a contact") << message(u"from='romeo@montague.example/phone' to='juliet@capulet.example'"_s)
                                          << QString() << ourOwn;
    QTest::newRow("a note to ourselves") << message(u"from='romeo@montague.example/phone' to='romeo@montague.example'"_s)
                                         << notes << notes;
    QTest::newRow("nobody's") << message(QString()) << QString() << QString();
    QTest::newRow("no address") << message(u"from='@' to='romeo@montague.example'"_s) << QString() << QString();
    QTest::newRow("of a room we are not in") << message(u"from='coven@chat.shakespeare.example/hag' type='groupchat'"_s)
                                             << QString() << QString();
    QTest::newRow("of a contact who plays a room") << message(u"from='juliet@capulet.example/b' type='groupchat'"_s) << QString()
                                                   << QString();
    QTest::newRow("a headline") << message(u"from='juliet@capulet.example' type='headline'"_s) << QString() << QString();
}

void AuthorityTest::messages()
{
    QFETCH(QString, stanza);
    QFETCH(QString, live);
    QFETCH(QString, archived);
    const MessageStanza message = readMessage(dom(stanza));
    const auto words = [](const std::optional<Authority::Exchange> &exchange) {
        return exchange ? (exchange->side == Authority::Side::Ours ? u"> "_s : u"< "_s) + exchange->peer.toString() : QString();
    };
    QCOMPARE(words(ours.exchange(message, Authority::Way::Live)), live);
    QCOMPARE(words(ours.exchange(message, Authority::Way::Carbon)), archived);
    QCOMPARE(words(ours.exchange(message, Authority::Way::Archive)), archived);
    using enum Carbon::Direction;
    QCOMPARE(ours.mayCarry(Sent, message), message.from.bare() == romeo);
    QVERIFY(!ours.mayCarry(Received, message) || message.to.bare() == romeo);
    // What a room says is only a room's where we are in it.
    const auto kind = Authority::kindOf(message, Authority::Room::NotJoined);
    QCOMPARE(kind.has_value(), message.type != MessageStanza::Type::GroupChat);
    QCOMPARE(*Authority::kindOf(message, Authority::Room::Joined), message.type == MessageStanza::Type::GroupChat
                 ? Utterance::Kind::Room : Utterance::Kind::RoomPrivate);
}

// XEP-0359, 5 and 6; facts/security.md, D3

void AuthorityTest::delaysOfRooms()
{
    MessageStanza message;
    message.from = *Jid::parse(u"coven@chat.shakespeare.example/firstwitch");
    QCOMPARE(Authority::roomDelay(message), 0);
    message.delays = {{1000, u"coven@chat.shakespeare.example"_s}};
    QCOMPARE(Authority::roomDelay(message), 1000);
    // A room takes away what claims to be its own, and may know only its own spelling.
    message.delays = {{1000, u"Coven@Chat.Shakespeare.example"_s}};
    QCOMPARE(Authority::roomDelay(message), 0);
    message.delays = {{1000, u"coven@chat.shakespeare.example/firstwitch"_s}};
    QCOMPARE(Authority::roomDelay(message), 0);
    message.delays = {{1000, u"coven@chat.shakespeare.example"_s}, {2000, u"COVEN@chat.shakespeare.example"_s}};
    QCOMPARE(Authority::roomDelay(message), 0);
}

void AuthorityTest::stanzaIds_data()
{
    QTest::addColumn<QString>("ids");
    QTest::addColumn<QString>("by");
    QTest::addColumn<QString>("believed");
    const QString us = u"romeo@montague.example"_s;
    const QString room = u"coven@chat.shakespeare.example"_s;
    const auto id = [](const QString &value, const QString &by) {
        return u"<stanza-id xmlns='urn:xmpp:sid:0' id='%1' by='%2'/>"_s.arg(value, by);
    };
    QTest::newRow("ours") << id(u"true"_s, us) << us << u"true"_s;
    QTest::newRow("the room's") << id(u"5f3dbc5e-e1d3-4077-a492-693f3769c7ad"_s, room) << room
                                << u"5f3dbc5e-e1d3-4077-a492-693f3769c7ad"_s;
    QTest::newRow("the sender's") << id(u"evil"_s, u"juliet@capulet.example"_s) << us << QString();
    QTest::newRow("ours, and the sender's beside it") << id(u"evil"_s, u"juliet@capulet.example"_s) + id(u"true"_s, us) << us
                                                      << u"true"_s;
    // Prosody 13.0.1 passes a contact's forged one on ahead of its own.
    QTest::newRow("two of ours") << id(u"evil"_s, us) + id(u"true"_s, us) << us << QString();
    QTest::newRow("two of ours, the first empty") << id(QString(), us) + id(u"true"_s, us) << us << QString();
    QTest::newRow("three of ours") << id(u"a"_s, us) + id(u"b"_s, us) + id(u"true"_s, us) << us << QString();
    QTest::newRow("two of ours, alike") << id(u"true"_s, us) + id(u"true"_s, us) << us << QString();
    QTest::newRow("ours, spelled as no server does") << id(u"evil"_s, u"ROMEO@montague.example"_s) << us << QString();
    QTest::newRow("ours twice, once spelled otherwise") << id(u"evil"_s, u"ROMEO@montague.example"_s) + id(u"true"_s, us) << us
                                                        << QString();
    QTest::newRow("a device of ours") << id(u"evil"_s, us + u"/phone"_s) << us << QString();
    QTest::newRow("our server") << id(u"evil"_s, u"montague.example"_s) << us << QString();
    QTest::newRow("an occupant") << id(u"evil"_s, room + u"/hag"_s) << room << QString();
    QTest::newRow("ours for the room") << id(u"evil"_s, us) << room << QString();
    QTest::newRow("without id") << id(QString(), us) << us << QString();
    QTest::newRow("of another namespace") << u"<stanza-id xmlns='urn:x' id='evil' by='%1'/>"_s.arg(us) << us << QString();
    QTest::newRow("none") << QString() << us << QString();
}

void AuthorityTest::stanzaIds()
{
    QFETCH(QString, ids);
    QFETCH(QString, by);
    QFETCH(QString, believed);
    const MessageStanza message = readMessage(dom(u"<message from='juliet@capulet.example/b'>%1<body>hi</body></message>"_s.arg(ids)));
    const BareJid archive = *BareJid::parse(by);
    QCOMPARE(Authority::stanzaId(message, archive, Authority::StanzaIds::Announced).value(), believed);
    // Without the announcement nobody has promised to remove what a sender wrote.
    QVERIFY(!Authority::stanzaId(message, archive, Authority::StanzaIds::NotAnnounced).isValid());
}

// One message about another

void AuthorityTest::pairs_data()
{
    QTest::addColumn<PairRule>("rule");
    QTest::addColumn<QString>("original");
    QTest::addColumn<QString>("stanza");
    QTest::addColumn<Verdict>("verdict");
    using enum Verdict;
    using Kind = Utterance::Kind;
    using Ids = Utterance::OccupantIds;
    constexpr auto held = Authority::Nickname::HeldThroughout;

    const auto pair = [](const QByteArray &name, const PairRule &rule, const QString &original, const QString &stanza, Verdict verdict) {
        QTest::newRow(name.constData()) << rule << original << stanza << verdict;
    };
    /// Both are read as what they came as: in a room that announces occupant ids, or as chats of two.
    const auto kindOf = [](const QDomElement &message, Kind other) {
        return message.attribute(u"type"_s) == u"groupchat" ? Kind::Room : other;
    };
    const auto reading = [kindOf](Kind other, Ids ids, auto rule) -> PairRule {
        return [=](const QDomElement &original, const QDomElement &stanza) {
            return rule(Utterance::read(original, kindOf(original, other), ids), Utterance::read(stanza, kindOf(stanza, other), ids));
        };
    };
    const auto correct = [](const Utterance &a, const Utterance &b) { return ours.mayCorrect(a, b, held); };
    const auto retract = [](const Utterance &a, const Utterance &b) { return ours.mayRetract(a, b, held); };
    const auto replace = [](const Utterance &a, const Utterance &b) { return ours.mayReplaceReactions(a, b, held); };
    const auto react = [](const Utterance &a, const Utterance &b) { return ours.mayReact(a, b); };
    const auto moderate = [](const Utterance &a, const Utterance &b) { return ours.mayModerate(a, b); };
    const auto acknowledge = [](const Utterance &a, const Utterance &b) { return Authority::mayAcknowledge(a, b); };
    const auto markRead = [](const Utterance &a, const Utterance &b) { return ours.mayMarkRead(a, b); };

    // Chats of two
    const QString hers = u"<message from='juliet@capulet.example/balcony' to='romeo@montague.example' id='bad1' type='chat'>"
                         "<body>But soft, what light through yonder airlock breaks?</body></message>"_s;
    const QString his = u"<message from='romeo@montague.example/orchard' to='juliet@capulet.example' id='m1' type='chat'>"
                        "<body>Have not saints lips?</body><request xmlns='urn:xmpp:receipts'/></message>"_s;
    const QString from = u"<message from='%1' to='%2' id='x1' type='chat'>%3</message>"_s;
    const QString us = u"romeo@montague.example"_s;

    // XEP-0308, example 3; XEP-0424, example 2. The same rule: whoever wrote it.
    const std::tuple<QByteArray, PairRule, QString> byAuthor[] = {
        {"correction", reading(Kind::Chat, Ids::NotAnnounced, correct),
         u"<body>But soft, what light through yonder window breaks?</body><replace id='bad1' xmlns='urn:xmpp:message-correct:0'/>"_s},
        {"retraction", reading(Kind::Chat, Ids::NotAnnounced, retract), u"<retract id='bad1' xmlns='urn:xmpp:message-retract:1'/>"_s},
        {"reactions anew", reading(Kind::Chat, Ids::NotAnnounced, replace),
         u"<reactions id='bad1' xmlns='urn:xmpp:reactions:0'/>"_s}};
    for (const auto &[what, rule, payload] : byAuthor) {
        pair(what + ": the same device", rule, hers, from.arg(u"juliet@capulet.example/balcony"_s, us, payload), Yes);
        pair(what + ": another device of hers", rule, hers, from.arg(u"juliet@capulet.example/chamber"_s, us, payload), Yes);
        pair(what + ": somebody else", rule, hers, from.arg(u"tybalt@capulet.example/balcony"_s, us, payload), No);
        pair(what + ": we, of hers", rule, hers, from.arg(us, u"juliet@capulet.example"_s, payload), No);
        pair(what + ": she, of ours", rule, his, from.arg(u"juliet@capulet.example/balcony"_s, us, payload), No);
        pair(what + ": another device of ours", rule, his, from.arg(us + u"/phone"_s, u"juliet@capulet.example"_s, payload), Yes);
        pair(what + ": ours, in another chat", rule, his, from.arg(us + u"/phone"_s, u"tybalt@capulet.example"_s, payload), No);
        pair(what + ": as if from a room", rule, hers,
             u"<message from='juliet@capulet.example/balcony' to='%1' type='groupchat'>%2</message>"_s.arg(us, payload), No);
        pair(what + ": nobody", rule, hers, u"<message to='%1' type='chat'>%2</message>"_s.arg(us, payload), No);
    }

    // XEP-0444, example 2 and 4.1.
    const PairRule reaction = reading(Kind::Chat, Ids::NotAnnounced, react);
    const QString wave = u"<reactions id='m1' xmlns='urn:xmpp:reactions:0'><reaction>👋</reaction></reactions>"_s;
    pair("reaction: she, to ours", reaction, his, from.arg(u"juliet@capulet.example/balcony"_s, us, wave), Yes);
    pair("reaction: she, to her own", reaction, hers, from.arg(u"juliet@capulet.example/balcony"_s, us, wave), Yes);
    pair("reaction: another device of ours", reaction, hers, from.arg(us + u"/phone"_s, u"juliet@capulet.example"_s, wave), Yes);
    pair("reaction: somebody else", reaction, his, from.arg(u"tybalt@capulet.example/x"_s, us, wave), No);
    pair("reaction: we, in another chat", reaction, hers, from.arg(us, u"tybalt@capulet.example"_s, wave), No);

    // XEP-0184, example 3; XEP-0333, example 4; and a message that came back (RFC 6120, 8.3).
    const PairRule receipt = reading(Kind::Chat, Ids::NotAnnounced, acknowledge);
    for (const auto &[what, payload] : {std::pair(QByteArray("receipt"), u"<received xmlns='urn:xmpp:receipts' id='m1'/>"_s),
                                        std::pair(QByteArray("marker"), u"<displayed xmlns='urn:xmpp:chat-markers:0' id='m1'/>"_s),
                                        std::pair(QByteArray("error"), u"<error type='cancel'/>"_s)}) {
        pair(what + ": the recipient", receipt, his, from.arg(u"juliet@capulet.example/balcony"_s, us, payload), Yes);
        pair(what + ": her account", receipt, his, from.arg(u"juliet@capulet.example"_s, us, payload), Yes);
        pair(what + ": another contact", receipt, his, from.arg(u"tybalt@capulet.example/x"_s, us, payload), No);
        pair(what + ": her server", receipt, his, from.arg(u"capulet.example"_s, us, payload), No);
        pair(what + ": we ourselves", receipt, his, from.arg(us + u"/phone"_s, u"juliet@capulet.example"_s, payload), No);
        pair(what + ": the author of hers", receipt, hers, from.arg(u"juliet@capulet.example/balcony"_s, us, payload), No);
        pair(what + ": nobody", receipt, his, u"<message to='%1' type='chat'>%2</message>"_s.arg(us, payload), No);
    }
    // XEP-0333, 5.4: in a room.
    const auto seen = [](const Utterance &a, const Utterance &b) { return ours.maySaySeen(a, b); };
    const PairRule seenThere = reading(Kind::Room, Ids::NotAnnounced, seen);
    const QString toAll = u"<message from='%1' to='%2' type='groupchat'>%3</message>"_s, theRoom = u"coven@chat.shakespeare.example"_s;
    const QString mark = u"<displayed xmlns='urn:xmpp:chat-markers:0' id='a1'/>"_s, words = u"<body>hail</body>"_s;
    pair("seen: in the room, ours", seenThere, toAll.arg(us + u"/desk"_s, theRoom, words), toAll.arg(theRoom + u"/hecate"_s, us, mark), Yes);
    pair("seen: in the room, another's", seenThere, toAll.arg(theRoom + u"/crone"_s, us, words), toAll.arg(theRoom + u"/hecate"_s, us, mark), Yes);
    pair("seen: in another room", seenThere, toAll.arg(us + u"/desk"_s, theRoom, words), toAll.arg(u"x@chat.shakespeare.example/hecate"_s, us, mark), No);
    pair("seen: the room itself", seenThere, toAll.arg(us + u"/desk"_s, theRoom, words), toAll.arg(theRoom, us, mark), No);
    pair("seen: to us alone", reading(Kind::RoomPrivate, Ids::NotAnnounced, seen), toAll.arg(us + u"/desk"_s, theRoom, words),
         from.arg(theRoom + u"/hecate"_s, us, mark), No);

    const PairRule readElsewhere = reading(Kind::Chat, Ids::NotAnnounced, markRead);
    const QString displayed = u"<displayed xmlns='urn:xmpp:chat-markers:0' id='bad1'/>"_s;
    pair("own marker: another device of ours", readElsewhere, hers, from.arg(us + u"/phone"_s, u"juliet@capulet.example"_s, displayed), Yes);
    pair("own marker: she, of hers", readElsewhere, hers, from.arg(u"juliet@capulet.example/x"_s, us, displayed), No);
    pair("own marker: we, to somebody else", readElsewhere, hers, from.arg(us + u"/phone"_s, u"tybalt@capulet.example"_s, displayed), No);
    pair("own marker: of what we wrote", readElsewhere, his, from.arg(us + u"/phone"_s, u"juliet@capulet.example"_s, displayed), No);

    // Rooms with occupant ids (XEP-0421, example 4)
    const QString inRoom = u"<message from='coven@chat.shakespeare.example/%1' to='romeo@montague.example/home' type='groupchat'>"
                           "%2<occupant-id xmlns='urn:xmpp:occupant-id:0' id='%3'/></message>"_s;
    const QString hag = u"dd72603deec90a38ba552f7c68cbcc61bca202cd"_s;
    const QString witch = u"ef73b09de9c90a38ba552f7c68cbeef1dca24429"_s;
    const QString said = inRoom.arg(u"oldhag"_s, u"<body>DM me for free magic potions!</body>"_s, hag);
    const QString bareRoom = u"<message from='coven@chat.shakespeare.example' to='romeo@montague.example/home' type='groupchat'>%1</message>"_s;
    for (const auto &[what, rule, payload] : {
             std::tuple(QByteArray("room correction"), reading(Kind::RoomPrivate, Ids::Announced, correct),
                        u"<body>b</body><replace id='m' xmlns='urn:xmpp:message-correct:0'/>"_s),
             std::tuple(QByteArray("room retraction"), reading(Kind::RoomPrivate, Ids::Announced, retract),
                        u"<retract id='s' xmlns='urn:xmpp:message-retract:1'/>"_s)}) {
        pair(what + ": the same occupant", rule, said, inRoom.arg(u"oldhag"_s, payload, hag), Yes);
        pair(what + ": the same occupant under another nickname", rule, said, inRoom.arg(u"crone"_s, payload, hag), Yes);
        pair(what + ": another under the same nickname", rule, said, inRoom.arg(u"oldhag"_s, payload, witch), No);
        pair(what + ": another", rule, said, inRoom.arg(u"thirdwitch"_s, payload, witch), No);
        pair(what + ": without occupant id", rule, said, u"<message from='coven@chat.shakespeare.example/oldhag' type='groupchat'>%1"
                                                         "</message>"_s.arg(payload), No);
        pair(what + ": with two occupant ids", rule, said,
             inRoom.arg(u"oldhag"_s, payload + u"<occupant-id xmlns='urn:xmpp:occupant-id:0' id='%1'/>"_s.arg(hag), hag), No);
        pair(what + ": with an empty one, of one without", rule, inRoom.arg(u"oldhag"_s, u"<body>a</body>"_s, QString()),
             inRoom.arg(u"oldhag"_s, payload, QString()), No);
        pair(what + ": the occupant of another room", rule, said,
             inRoom.arg(u"oldhag"_s, payload, hag).replace(u"coven@"_s, u"tavern@"_s), No);
        pair(what + ": the same occupant, in private", rule, said,
             inRoom.arg(u"oldhag"_s, payload, hag).replace(u"groupchat"_s, u"chat"_s), No);
        pair(what + ": the room", rule, said, bareRoom.arg(payload), No);
    }

    // XEP-0425, example 3 and 5.
    const PairRule moderation = reading(Kind::RoomPrivate, Ids::Announced, moderate);
    const QString moderated = u"<retract id='stanza-id-1' xmlns='urn:xmpp:message-retract:1'>"
                              "<moderated by='coven@chat.shakespeare.example/macbeth' xmlns='urn:xmpp:message-moderate:1'/></retract>"_s;
    pair("moderation: the room", moderation, said, bareRoom.arg(moderated), Yes);
    pair("moderation: a moderator", moderation, said, inRoom.arg(u"macbeth"_s, moderated, witch), No);
    pair("moderation: the author", moderation, said, inRoom.arg(u"oldhag"_s, moderated, hag), No);
    pair("moderation: another room", moderation, said, bareRoom.arg(moderated).replace(u"coven@"_s, u"tavern@"_s), No);
    pair("moderation: the room's service", moderation, said, bareRoom.arg(moderated).replace(u"coven@"_s, QString()), No);
    pair("moderation: the room, in private", moderation, said, bareRoom.arg(moderated).replace(u"groupchat"_s, u"chat"_s), No);
    pair("moderation: a contact, of a chat", reading(Kind::Chat, Ids::NotAnnounced, moderate), hers,
         from.arg(u"tybalt@capulet.example"_s, us, moderated), No);
    pair("moderation: the contact, of a chat", reading(Kind::Chat, Ids::NotAnnounced, moderate), hers,
         from.arg(u"juliet@capulet.example"_s, us, moderated), No);

    const PairRule roomReaction = reading(Kind::RoomPrivate, Ids::Announced, react);
    pair("room reaction: an occupant", roomReaction, said, inRoom.arg(u"thirdwitch"_s, wave, witch), Yes);
    pair("room reaction: the room itself", roomReaction, said, bareRoom.arg(wave), No);
    pair("room reaction: an occupant, in private", roomReaction, said,
         inRoom.arg(u"thirdwitch"_s, wave, witch).replace(u"groupchat"_s, u"chat"_s), No);
    pair("room reaction: somebody outside", roomReaction, said,
         u"<message from='tybalt@capulet.example/x' type='groupchat'>%1</message>"_s.arg(wave), No);
    pair("room reaction: an occupant of another room", roomReaction, said,
         inRoom.arg(u"thirdwitch"_s, wave, witch).replace(u"coven@"_s, u"tavern@"_s), No);
    const PairRule roomReplace = reading(Kind::RoomPrivate, Ids::Announced, replace);
    pair("room reactions anew: the same occupant", roomReplace, inRoom.arg(u"a"_s, wave, hag), inRoom.arg(u"b"_s, wave, hag), Yes);
    pair("room reactions anew: another", roomReplace, inRoom.arg(u"a"_s, wave, hag), inRoom.arg(u"a"_s, wave, witch), No);

    // XEP-0333, example 6.
    const PairRule roomMarker = reading(Kind::RoomPrivate, Ids::Announced, acknowledge);
    pair("room marker: an occupant", roomMarker, said, inRoom.arg(u"secondwitch"_s, displayed, witch), Yes);
    pair("room marker: somebody outside", roomMarker, said,
         u"<message from='tybalt@capulet.example/x' type='groupchat'>%1</message>"_s.arg(displayed), No);
    pair("room marker: the room itself", roomMarker, said, bareRoom.arg(displayed), No);
    pair("room marker: in private", roomMarker, said,
         inRoom.arg(u"secondwitch"_s, displayed, witch).replace(u"groupchat"_s, u"chat"_s), No);

    // Private messages in rooms (XEP-0045, 7.5)
    const QString whispered = inRoom.arg(u"oldhag"_s, u"<body>psst</body>"_s, hag).replace(u"groupchat"_s, u"chat"_s);
    const QString whisperedBack = u"<message from='romeo@montague.example/home' to='coven@chat.shakespeare.example/oldhag' type='chat'>"
                                  "%1</message>"_s;
    const PairRule privateCorrection = reading(Kind::RoomPrivate, Ids::Announced, correct);
    const auto privately = [&](const QString &nick, const QString &payload, const QString &id) {
        return inRoom.arg(nick, payload, id).replace(u"groupchat"_s, u"chat"_s);
    };
    pair("private correction: the same occupant", privateCorrection, whispered, privately(u"oldhag"_s, u"<body>b</body>"_s, hag), Yes);
    pair("private correction: another under the nickname", privateCorrection, whispered,
         privately(u"oldhag"_s, u"<body>b</body>"_s, witch), No);
    pair("private correction: to all", privateCorrection, whispered, inRoom.arg(u"oldhag"_s, u"<body>b</body>"_s, hag), No);
    pair("private correction: ours", privateCorrection, whisperedBack.arg(u"<body>a</body>"_s), whisperedBack.arg(u"<body>b</body>"_s), Yes);
    pair("private correction: ours, to another occupant", privateCorrection, whisperedBack.arg(u"<body>a</body>"_s),
         whisperedBack.arg(u"<body>b</body>"_s).replace(u"oldhag"_s, u"macbeth"_s), No);
    const PairRule privateReaction = reading(Kind::RoomPrivate, Ids::Announced, react);
    pair("private reaction: the occupant", privateReaction, whisperedBack.arg(u"<body>a</body>"_s), privately(u"oldhag"_s, wave, hag), Yes);
    pair("private reaction: another occupant", privateReaction, whisperedBack.arg(u"<body>a</body>"_s),
         privately(u"macbeth"_s, wave, witch), No);
    pair("private reaction: a contact of that name", privateReaction, whisperedBack.arg(u"<body>a</body>"_s),
         from.arg(u"oldhag@chat.shakespeare.example"_s, us, wave), No);
    const PairRule privateReceipt = reading(Kind::RoomPrivate, Ids::Announced, acknowledge);
    const QString received = u"<received xmlns='urn:xmpp:receipts' id='m1'/>"_s;
    pair("private receipt: the occupant", privateReceipt, whisperedBack.arg(u"<body>a</body>"_s), privately(u"oldhag"_s, received, hag), Yes);
    pair("private receipt: another occupant", privateReceipt, whisperedBack.arg(u"<body>a</body>"_s),
         privately(u"macbeth"_s, received, witch), No);

    // XEP-0045, 8.1, examples 110 and 111; facts/security.md, F14.
    const PairRule subject = [kindOf](const QDomElement &, const QDomElement &each) {
        return Authority::maySetSubject(coven, Utterance::read(each, kindOf(each, Kind::RoomPrivate), Ids::Announced),
                                        childElement(each, u"body", ns::client).isNull() ? Authority::Body::Missing
                                                                                         : Authority::Body::Present);
    };
    const QString burn = u"<subject>Fire Burn and Cauldron Bubble!</subject>"_s;
    pair("subject: an occupant", subject, said, inRoom.arg(u"secondwitch"_s, burn, witch), Yes);
    pair("subject: the room", subject, said, bareRoom.arg(burn), Yes);
    pair("subject: an occupant, in private", subject, said, privately(u"secondwitch"_s, burn, witch), No);
    pair("subject: with text", subject, said, inRoom.arg(u"secondwitch"_s, burn + u"<body>hi</body>"_s, witch), No);
    pair("subject: another room", subject, said, bareRoom.arg(burn).replace(u"coven@"_s, u"tavern@"_s), No);
    pair("subject: a contact", subject, said, from.arg(u"juliet@capulet.example/x"_s, us, burn), No);
}

void AuthorityTest::pairs()
{
    QFETCH(PairRule, rule);
    QFETCH(QString, original);
    QFETCH(QString, stanza);
    QFETCH(Verdict, verdict);
    QCOMPARE(rule(dom(original), dom(stanza)) ? Verdict::Yes : Verdict::No, verdict);
}

void AuthorityTest::nicknames()
{
    // XEP-0308, 5: without occupant ids the nickname counts, as long as it stayed in one hand.
    const auto say = [this](const QString &nick, const QString &occupant) {
        return Utterance::read(dom(u"<message from='coven@chat.shakespeare.example/%1' type='groupchat'>%2</message>"_s.arg(nick, occupant)),
                               Utterance::Kind::Room, Utterance::OccupantIds::NotAnnounced);
    };
    using enum Authority::Nickname;
    const Utterance first = say(u"oldhag"_s, {});
    QVERIFY(ours.mayCorrect(first, say(u"oldhag"_s, {}), HeldThroughout));
    QVERIFY(!ours.mayCorrect(first, say(u"oldhag"_s, {}), MayHaveChangedHands));
    QVERIFY(!ours.mayRetract(first, say(u"crone"_s, {}), HeldThroughout));
    // XEP-0421, 4: what a client wrote into a room that does not announce the feature.
    const QString forged = u"<occupant-id xmlns='urn:xmpp:occupant-id:0' id='x'/>"_s;
    QVERIFY(!say(u"oldhag"_s, forged).occupant);
    QVERIFY(!ours.mayCorrect(say(u"oldhag"_s, forged), say(u"crone"_s, forged), HeldThroughout));
}

void AuthorityTest::occupantIds()
{
    const auto read = [this](const QString &ids) {
        return *Utterance::read(dom(u"<message from='coven@chat.shakespeare.example/a' type='groupchat'>%1</message>"_s.arg(ids)),
                                Utterance::Kind::Room, Utterance::OccupantIds::Announced).occupant;
    };
    const QString one = u"<occupant-id xmlns='urn:xmpp:occupant-id:0' id='%1'/>"_s;
    QCOMPARE(read(one.arg(u"a"_s)), u"a"_s);
    QCOMPARE(read(one.arg(QString(128, u'a'))).size(), 128);
    QCOMPARE(read(one.arg(QString(129, u'a'))), QString()); // XEP-0421, 4.1
    QCOMPARE(read(one.arg(u"a"_s) + one.arg(u"a"_s)), QString());
    QCOMPARE(read(QString()), QString());
    // An id of a chat of two is an invention.
    QVERIFY(!Utterance::read(dom(u"<message from='juliet@capulet.example/b'>%1</message>"_s.arg(one.arg(u"a"_s))),
                             Utterance::Kind::Chat, Utterance::OccupantIds::Announced).occupant);
}

// What others learn of us

void AuthorityTest::peopleLearn_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<Authority::SeesPresence>("sees");
    QTest::addColumn<Verdict>("learns");
    QTest::addColumn<Verdict>("learnsCapabilities");
    QTest::newRow("a contact we accepted") << u"from='juliet@capulet.example/balcony'"_s << Authority::SeesPresence::Yes << Verdict::Yes
                                           << Verdict::Yes;
    QTest::newRow("one we did not accept") << u"from='juliet@capulet.example/balcony'"_s << Authority::SeesPresence::No << Verdict::No
                                           << Verdict::No;
    QTest::newRow("a device of ours") << u"from='romeo@montague.example/phone'"_s << Authority::SeesPresence::No << Verdict::Yes
                                      << Verdict::Yes;
    QTest::newRow("our server") << u"from='montague.example'"_s << Authority::SeesPresence::No << Verdict::No << Verdict::Yes;
    QTest::newRow("our account") << QString() << Authority::SeesPresence::No << Verdict::No << Verdict::Yes;
    QTest::newRow("somebody at our server") << u"from='montague.example/mallory'"_s << Authority::SeesPresence::No << Verdict::No
                                            << Verdict::No;
    QTest::newRow("a service of our server") << u"from='chat.montague.example'"_s << Authority::SeesPresence::No << Verdict::No
                                             << Verdict::No;
    QTest::newRow("a room") << u"from='coven@chat.shakespeare.example/hag'"_s << Authority::SeesPresence::No << Verdict::No << Verdict::No;
    QTest::newRow("no address") << u"from='@'"_s << Authority::SeesPresence::Yes << Verdict::No << Verdict::No;
}

void AuthorityTest::peopleLearn()
{
    QFETCH(QString, from);
    QFETCH(Authority::SeesPresence, sees);
    QFETCH(Verdict, learns);
    QFETCH(Verdict, learnsCapabilities);
    const auto who = ours.acquaintance(Sender::of(dom(u"<iq %1 type='get' id='q'/>"_s.arg(from))), sees);
    using enum Authority::Topic;
    for (const Authority::Topic topic : {Receipts, Markers, Typing, Version, LocalTime, LastActivity}) {
        QCOMPARE(Authority::mayLearn(topic, who) ? Verdict::Yes : Verdict::No, learns);
    }
    QCOMPARE(Authority::mayLearn(Capabilities, who) ? Verdict::Yes : Verdict::No, learnsCapabilities);
    QCOMPARE(Authority::mayLearn(Ping, who) ? Verdict::Yes : Verdict::No, learnsCapabilities); // the same people
    // Who is in a room with us sees us there (XEP-0410, 3), and learns nothing else.
    for (const Authority::Topic topic : {Receipts, Markers, Typing, Version, LocalTime, LastActivity, Capabilities}) {
        QVERIFY(!Authority::mayLearn(topic, Authority::Acquaintance::Occupant));
    }
    QVERIFY(Authority::mayLearn(Ping, Authority::Acquaintance::Occupant));
    // XEP-0224: whom we let see us may call us, and nobody else; what we say to ourselves calls nobody.
    QCOMPARE(Authority::mayCallForAttention(who), who == Authority::Acquaintance::Contact);
    QCOMPARE(Authority::mayProposeContacts(who), who == Authority::Acquaintance::Contact || who == Authority::Acquaintance::OwnServer);
}

void AuthorityTest::roomsLearn_data()
{
    using enum Authority::Topic;
    using Room = Authority::Room;
    using Entry = Authority::RoomEntry;
    QTest::addColumn<Authority::Topic>("topic");
    QTest::addColumn<Room>("room");
    QTest::addColumn<Entry>("entry");
    QTest::addColumn<Verdict>("learns");
    // XEP-0085, 5.5
    QTest::newRow("typing, for members only") << Typing << Room::Joined << Entry::MembersOnly << Verdict::Yes;
    QTest::newRow("typing, anybody may come in") << Typing << Room::Joined << Entry::Open << Verdict::No;
    QTest::newRow("typing, where we are not in") << Typing << Room::NotJoined << Entry::MembersOnly << Verdict::No;
    QTest::newRow("typing, open, where we are not in") << Typing << Room::NotJoined << Entry::Open << Verdict::No;
    // XEP-0333, 5.4
    QTest::newRow("markers, for members only") << Markers << Room::Joined << Entry::MembersOnly << Verdict::Yes;
    QTest::newRow("markers, anybody may come in") << Markers << Room::Joined << Entry::Open << Verdict::No;
    QTest::newRow("markers, where we are not in") << Markers << Room::NotJoined << Entry::MembersOnly << Verdict::No;
    for (const auto &[name, topic] : {std::pair("receipts", Receipts), std::pair("version", Version),
                                      std::pair("local time", LocalTime), std::pair("last activity", LastActivity),
                                      std::pair("capabilities", Capabilities), std::pair("ping", Ping)}) {
        QTest::newRow(name) << topic << Room::Joined << Entry::MembersOnly << Verdict::No;
    }
}

void AuthorityTest::roomsLearn()
{
    QFETCH(Authority::Topic, topic);
    QFETCH(Authority::Room, room);
    QFETCH(Authority::RoomEntry, entry);
    QFETCH(Verdict, learns);
    QCOMPARE(Authority::mayRoomLearn(topic, room, entry) ? Verdict::Yes : Verdict::No, learns);
}

QTEST_GUILESS_MAIN(AuthorityTest)
#include "AuthorityTest.moc"
