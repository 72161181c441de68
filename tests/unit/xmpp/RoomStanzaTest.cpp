// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/MessageStanza.h"
#include "xmpp/Moderation.h"
#include "xmpp/MultiUserChat.h"
#include "xmpp/Namespaces.h"
#include "xmpp/OccupantIds.h"
#include "xmpp/RoomAdministration.h"
#include "xmpp/RoomDisco.h"
#include "xmpp/RoomInvitations.h"
#include "xmpp/SelfPing.h"
#include "support/TestProgram.h"

#include <QDomDocument>
#include <QTest>
#include <QXmlStreamWriter>

using namespace jackdaw;
using namespace Qt::StringLiterals;

namespace room_stanza_test {

/// What rooms say, from the stanzas of the specifications and of servers, and what is said to them.
class RoomStanzaTest : public QObject
{
    Q_OBJECT

    static QDomElement dom(const QString &xml)
    {
        static QDomDocument document;
        document = QDomDocument();
        const QString whole = u"<s xmlns='jabber:client'>%1</s>"_s.arg(xml);
        if (!document.setContent(whole, QDomDocument::ParseOption::UseNamespaceProcessing)) {
            qFatal("a test's stanza is not well-formed: %s", qPrintable(xml));
        }
        return document.documentElement().firstChildElement();
    }
    template<class Stanza>
    static QDomElement written(const Stanza &stanza)
    {
        QString xml;
        QXmlStreamWriter writer(&xml);
        stanza.toXml(&writer);
        return dom(xml);
    }
    template<class Write>
    static QString payload(Write write)
    {
        QString xml;
        QXmlStreamWriter writer(&xml);
        write(writer);
        return xml;
    }
    static QDomElement child(const QDomElement &element, const QStringList &path)
    {
        QDomElement at = element;
        for (const QString &name : path) {
            at = at.firstChildElement(name);
        }
        return at;
    }
    static RoomPresence presence(const QString &inside, const QString &attributes = {}, const QString &nick = u"thirdwitch"_s)
    {
        return readRoomPresence(dom(u"<presence from='coven@chat.shakespeare.lit/%3' to='crone1@shakespeare.lit/desktop' %2>%1</presence>"_s
                                        .arg(inside, attributes, nick)));
    }
    static QString x(const QString &inside) { return u"<x xmlns='http://jabber.org/protocol/muc#user'>%1</x>"_s.arg(inside); }
    const BareJid m_coven = *BareJid::parse(u"coven@chat.shakespeare.lit");
    const BareJid m_hag = *BareJid::parse(u"hag66@shakespeare.lit");

private Q_SLOTS:
    void readsAnOccupant() // XEP-0045, examples 20 and 25; XEP-0421, example 3; XEP-0317, example 3
    {
        const RoomPresence read = presence(
            x(u"<item affiliation='member' jid='hag66@shakespeare.lit/pda' role='participant'/><status code='100'/><status code='110'/>"
              "<status code='210'/><status code='110'/><status code='x'/>"_s)
            + u"<show>away</show><status>brewing</status><occupant-id xmlns='urn:xmpp:occupant-id:0' id='dd72'/>"
              "<hats xmlns='urn:xmpp:hats:0'><hat title='Host' uri='http://schemas.example.com/hats#host' hue='327.255249'/>"
              "<hat title='No uri'/><hat uri='urn:no-title'/><hat title=' Pre  senter ' uri='urn:p' hue='900'/></hats>"_s);
        QCOMPARE(read.type, RoomPresence::Type::Available);
        QCOMPARE(read.occupant.nick, u"thirdwitch"_s);
        QCOMPARE(read.occupant.id, u"dd72"_s);
        QCOMPARE(read.occupant.jid.toString(), u"hag66@shakespeare.lit"_s);
        QCOMPARE(read.occupant.affiliation, RoomAffiliation::Member);
        QCOMPARE(read.occupant.role, RoomRole::Participant);
        QCOMPARE(read.occupant.availability, Availability::Away);
        QCOMPARE(read.occupant.status, u"brewing"_s);
        QCOMPARE(read.codes, (QList<int>{100, 110, 210}));
        QCOMPARE(read.occupant.hats, (QList<RoomHat>{{u"http://schemas.example.com/hats#host"_s, u"Host"_s, 327.255249},
                                                     {u"urn:p"_s, u"Pre senter"_s, {}}}));
        QVERIFY(isOfRoom(dom(u"<presence>%1</presence>"_s.arg(x({})))));
        QVERIFY(isOfRoom(dom(u"<presence type='error'><x xmlns='http://jabber.org/protocol/muc'/></presence>"_s)));
        QVERIFY(!isOfRoom(dom(u"<presence><x xmlns='vcard-temp:x:update'/></presence>"_s)));
    }

    void whoSaysNothingIsNobody()
    {
        const RoomPresence read = presence({});
        QCOMPARE(read.occupant.role, RoomRole::None);
        QCOMPARE(read.occupant.affiliation, RoomAffiliation::None);
        QVERIFY(!read.occupant.jid.isValid());
        QVERIFY(presence(x(u"<item jid='@@' role='king' affiliation='god'/>"_s)).occupant == read.occupant);
    }

    void twoOccupantIdsAreNone()
    {
        const QString id = u"<occupant-id xmlns='urn:xmpp:occupant-id:0' id='a'/>"_s;
        QCOMPARE(readOccupantId(dom(u"<message>%1</message>"_s.arg(id))), u"a"_s);
        QVERIFY(readOccupantId(dom(u"<message>%1%1</message>"_s.arg(id))).isEmpty());
        QVERIFY(readOccupantId(dom(u"<message><occupant-id xmlns='urn:xmpp:occupant-id:0' id='%1'/></message>"_s.arg(QString(129, u'a')))).isEmpty());
    }

    void knowsWhyWeAreOut_data()
    {
        QTest::addColumn<QString>("inside");
        QTest::addColumn<RoomReason>("reason");
        const QString item = u"<item affiliation='none' role='none'><actor nick='Fluellen'/><reason>Avaunt, you cullion!</reason></item>"_s;
        const auto code = [](const char *codes) {
            QString all;
            for (const QString &each : QString::fromLatin1(codes).split(u' ')) {
                all += u"<status code='%1'/>"_s.arg(each);
            }
            return all;
        };
        QTest::newRow("left") << item + code("110") << RoomReason::None;
        QTest::newRow("kicked") << item + code("110 307") << RoomReason::Kicked;
        QTest::newRow("banned") << item + code("301 110") << RoomReason::Banned;
        QTest::newRow("banned and kicked") << item + code("307 301") << RoomReason::Banned;
        QTest::newRow("affiliation lost") << item + code("110 321") << RoomReason::Removed;
        QTest::newRow("for members now") << item + code("322") << RoomReason::MembersOnly;
        QTest::newRow("shut down") << item + code("332") << RoomReason::ServiceShutdown;
        QTest::newRow("shut down as ejabberd says it") << item + code("332 307") << RoomReason::ServiceShutdown;
        QTest::newRow("technical fault") << item + code("110 333") << RoomReason::TechnicalFault;
        QTest::newRow("technical fault as Prosody says it") << item + code("110 333 307") << RoomReason::TechnicalFault;
        QTest::newRow("destroyed") << item + u"<destroy jid='coven2@chat.shakespeare.lit'><reason>Macbeth doth come.</reason></destroy>"_s
                                   << RoomReason::Destroyed;
    }
    void knowsWhyWeAreOut()
    {
        QFETCH(QString, inside);
        QFETCH(RoomReason, reason);
        const RoomPresence read = presence(x(inside), u"type='unavailable'"_s);
        QCOMPARE(read.type, RoomPresence::Type::Unavailable);
        QCOMPARE(reasonOf(read), reason);
        QCOMPARE(read.actor, u"Fluellen"_s);
        if (reason == RoomReason::Destroyed) {
            QCOMPARE(read.successor.room.toString(), u"coven2@chat.shakespeare.lit"_s);
            QCOMPARE(read.reason, u"Macbeth doth come."_s);
        } else {
            QCOMPARE(read.reason, u"Avaunt, you cullion!"_s);
        }
    }

    void knowsWhyWeAreNotLetIn_data()
    {
        QTest::addColumn<QString>("condition");
        QTest::addColumn<RoomReason>("reason");
        QTest::newRow("password") << u"not-authorized"_s << RoomReason::Password;
        QTest::newRow("banned") << u"forbidden"_s << RoomReason::Banned;
        QTest::newRow("locked") << u"item-not-found"_s << RoomReason::NotCreated;
        QTest::newRow("may not create") << u"not-allowed"_s << RoomReason::NotCreated;
        QTest::newRow("registered nickname") << u"not-acceptable"_s << RoomReason::NickReserved;
        QTest::newRow("members") << u"registration-required"_s << RoomReason::MembersOnly;
        QTest::newRow("nickname") << u"conflict"_s << RoomReason::NickTaken;
        QTest::newRow("full") << u"service-unavailable"_s << RoomReason::Full;
        QTest::newRow("full, as ejabberd says it") << u"resource-constraint"_s << RoomReason::Full;
        QTest::newRow("gone") << u"gone"_s << RoomReason::Destroyed;
        QTest::newRow("no such service") << u"remote-server-not-found"_s << RoomReason::Unreachable;
        QTest::newRow("no answer") << u"remote-server-timeout"_s << RoomReason::Unreachable;
        QTest::newRow("something else") << u"internal-server-error"_s << RoomReason::Other;
    }
    void knowsWhyWeAreNotLetIn()
    {
        QFETCH(QString, condition);
        QFETCH(RoomReason, reason);
        const RoomPresence read = presence(u"<x xmlns='http://jabber.org/protocol/muc'/><error by='coven@chat.shakespeare.lit' type='auth'>"
                                           "<text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>why</text>"
                                           "<%1 xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>"_s.arg(condition), u"type='error'"_s);
        QCOMPARE(read.type, RoomPresence::Type::Error);
        QCOMPARE(refusalOf(read), reason);
        QVERIFY(read.error && read.error->detail.contains(u"why"));
    }

    void readsAChangeOfNickname() // XEP-0045, example 52
    {
        const RoomPresence read = presence(x(u"<item affiliation='member' jid='hag66@shakespeare.lit/pda' nick='oldhag' role='participant'/>"
                                             "<status code='303'/><status code='110'/>"_s), u"type='unavailable'"_s);
        QVERIFY(read.has(roomStatus::newNick) && read.has(roomStatus::self));
        QCOMPARE(read.newNick, u"oldhag"_s);
        QCOMPARE(reasonOf(read), RoomReason::None);
        QVERIFY(presence(x(u"<item role='participant'/>"_s)).newNick.isEmpty());
    }

    void writesAnEntry() // XEP-0045, examples 18, 30 and 41
    {
        RoomEntry entry;
        entry.password = u"cauldronburn"_s;
        entry.historySeconds = 180;
        entry.availability = Availability::Away;
        entry.status = u"brewing"_s;
        const QDomElement read = written(writeRoomEntry(Jid(m_coven, u"thirdwitch"_s), entry));
        QCOMPARE(read.attribute(u"to"_s), u"coven@chat.shakespeare.lit/thirdwitch"_s);
        QCOMPARE(child(read, {u"show"_s}).text(), u"away"_s);
        QDomElement muc;
        for (muc = read.firstChildElement(u"x"_s); muc.namespaceURI() != ns::muc && !muc.isNull(); muc = muc.nextSiblingElement(u"x"_s)) {
        }
        QCOMPARE(child(muc, {u"password"_s}).text(), u"cauldronburn"_s);
        QCOMPARE(child(muc, {u"password"_s}).namespaceURI(), ns::muc.toString());
        QCOMPARE(child(muc, {u"history"_s}).attribute(u"seconds"_s), u"180"_s);

        const QDomElement bare = written(writeRoomEntry(Jid(m_coven, u"thirdwitch"_s), {}));
        QVERIFY(child(bare, {u"x"_s, u"password"_s}).isNull());
        QCOMPARE(child(bare, {u"x"_s, u"history"_s}).attribute(u"maxchars"_s), u"0"_s);
        // A change says nothing of entering: that would be taken for another entry.
        QVERIFY(child(written(writeRoomPresence(Jid(m_coven, u"oldhag"_s), {})), {u"x"_s}).isNull());
        const QDomElement leave = written(writeRoomLeave(Jid(m_coven, u"oldhag"_s), u"gone where the goblins go"_s));
        QCOMPARE(leave.attribute(u"type"_s), u"unavailable"_s);
        QCOMPARE(child(leave, {u"status"_s}).text(), u"gone where the goblins go"_s);
    }

    void readsWhatMessagesSayOfTheRoom()
    {
        const auto notice = [](const QString &inside) {
            return readRoomNotice(dom(u"<message from='coven@chat.shakespeare.lit' type='groupchat'>%1</message>"_s.arg(inside)));
        };
        QCOMPARE(notice(x(u"<status code='104'/><status code='172'/>"_s)).codes, (QList<int>{104, 172}));
        QCOMPARE(notice(u"<subject>Fire Burn and Cauldron Bubble!</subject>"_s).subject, u"Fire Burn and Cauldron Bubble!"_s);
        QCOMPARE(notice(u"<subject/>"_s).subject, QString(u""_s));
        QVERIFY(!notice(u"<subject>a title</subject><body>hi</body>"_s).subject);
        QVERIFY(!notice(u"<subject xmlns='urn:x'>EVIL</subject>"_s).subject);
        QVERIFY(notice(u"<body>hi</body>"_s).isEmpty());
        // Example 62
        const auto declined = notice(x(u"<decline from='hecate@shakespeare.lit'><reason>Sorry, I'm too busy right now.</reason></decline>"_s)).declined;
        QVERIFY(declined);
        QCOMPARE(declined->who.toString(), u"hecate@shakespeare.lit"_s);
        QCOMPARE(declined->reason, u"Sorry, I'm too busy right now."_s);
    }

    void readsAndAnswersAWishForAVoice() // XEP-0045, examples 103 to 105
    {
        const QString form = u"<x xmlns='jabber:x:data' type='form'><field var='FORM_TYPE' type='hidden'>"
                             "<value>http://jabber.org/protocol/muc#request</value></field><field var='muc#role'><value>participant</value></field>"
                             "<field var='muc#jid' type='jid-single'><value>hag66@shakespeare.lit/pda</value></field>"
                             "<field var='muc#roomnick'><value>thirdwitch</value></field>"
                             "<field var='muc#request_allow' type='boolean'><value>false</value></field></x>"_s;
        const auto request = readRoomNotice(dom(u"<message from='coven@chat.shakespeare.lit'>%1</message>"_s.arg(form))).voice;
        QVERIFY(request);
        QCOMPARE(request->nick, u"thirdwitch"_s);
        QCOMPARE(request->jid, m_hag);
        QVERIFY(!readRoomNotice(dom(u"<message>%1</message>"_s.arg(QString(form).replace(u"#request<"_s, u"#other<"_s)))).voice);

        const auto fieldsOf = [](const QDomElement &message) {
            QHash<QString, QString> fields;
            const QDomElement asked = message.firstChildElement(u"x"_s);
            for (QDomElement field = asked.firstChildElement(u"field"_s); !field.isNull(); field = field.nextSiblingElement(u"field"_s)) {
                fields.insert(field.attribute(u"var"_s), field.firstChildElement(u"value"_s).text());
            }
            return fields;
        };
        const auto wish = fieldsOf(written(writeVoiceRequest(m_coven)));
        QCOMPARE(wish.value(u"FORM_TYPE"_s), ns::mucRequest.toString());
        QCOMPARE(wish.value(u"muc#role"_s), u"participant"_s);
        const auto answer = fieldsOf(written(writeVoiceAnswer(m_coven, *request, Voice::Granted)));
        QCOMPARE(answer.value(u"muc#request_allow"_s), u"true"_s);
        QCOMPARE(answer.value(u"muc#roomnick"_s), u"thirdwitch"_s);
        QCOMPARE(answer.value(u"muc#jid"_s), m_hag.toString());
    }

    void writesASubject()
    {
        const QDomElement set = written(writeSubject(m_coven, u"Fire"_s));
        QCOMPARE(set.attribute(u"type"_s), u"groupchat"_s);
        QCOMPARE(child(set, {u"subject"_s}).text(), u"Fire"_s);
        QCOMPARE(child(set, {u"subject"_s}).namespaceURI(), ns::client.toString());
        QVERIFY(child(set, {u"body"_s}).isNull());
        QVERIFY(!child(written(writeSubject(m_coven, {})), {u"subject"_s}).isNull());
    }

    // Invitations

    void readsInvitations_data()
    {
        QTest::addColumn<QString>("message");
        QTest::addColumn<std::optional<RoomInvitation>>("invitation");
        using Kind = RoomInvitation::Kind;
        const QString direct = u"<x xmlns='jabber:x:conference' jid='darkcave@macbeth.shakespeare.lit' password='cauldronburn' "
                               "reason='Hey Hecate, this is the place for all good witches!'/>"_s;
        const BareJid cave = *BareJid::parse(u"darkcave@macbeth.shakespeare.lit");
        const BareJid crone = *BareJid::parse(u"crone1@shakespeare.lit");
        // XEP-0249, example 1
        QTest::newRow("direct") << u"<message from='crone1@shakespeare.lit/desktop'>%1</message>"_s.arg(direct)
                                << std::optional(RoomInvitation{Kind::Direct, cave, crone, u"Hey Hecate, this is the place for all good witches!"_s,
                                                                u"cauldronburn"_s});
        // XEP-0045, example 58, with what services add
        QTest::newRow("mediated") << u"<message from='coven@chat.shakespeare.lit'>%1%2</message>"_s.arg(
                                         x(u"<invite from='crone1@shakespeare.lit/desktop'><reason>Hey Hecate</reason></invite><password>p</password>"_s), direct)
                                  << std::optional(RoomInvitation{Kind::Mediated, m_coven, crone, u"Hey Hecate"_s, u"p"_s});
        QTest::newRow("mediated, of nobody") << u"<message from='coven@chat.shakespeare.lit'>%1</message>"_s.arg(x(u"<invite/>"_s))
                                             << std::optional(RoomInvitation{Kind::Mediated, m_coven, {}, {}, {}});
        QTest::newRow("to a service") << u"<message from='a@b/c'><x xmlns='jabber:x:conference' jid='macbeth.shakespeare.lit'/></message>"_s
                                      << std::optional<RoomInvitation>();
        QTest::newRow("to nowhere") << u"<message from='a@b/c'><x xmlns='jabber:x:conference' jid=''/></message>"_s << std::optional<RoomInvitation>();
        QTest::newRow("that came back") << u"<message type='error' from='a@b/c'>%1</message>"_s.arg(direct) << std::optional<RoomInvitation>();
        QTest::newRow("said in a room") << u"<message type='groupchat' from='a@b/c'>%1</message>"_s.arg(direct) << std::optional<RoomInvitation>();
        QTest::newRow("none") << u"<message from='a@b/c'><body>hi</body></message>"_s << std::optional<RoomInvitation>();
    }
    void readsInvitations()
    {
        QFETCH(QString, message);
        QFETCH(std::optional<RoomInvitation>, invitation);
        QCOMPARE(readInvitation(dom(message)), invitation);
    }

    void writesInvitations()
    {
        const BareJid hecate = *BareJid::parse(u"hecate@shakespeare.lit");
        const RoomInvitation direct{RoomInvitation::Kind::Direct, m_coven, {}, u"come"_s, u"p"_s};
        QDomElement read = written(writeDirectInvitation(hecate, direct));
        QCOMPARE(read.attribute(u"to"_s), hecate.toString());
        read.setAttribute(u"from"_s, u"hag66@shakespeare.lit/x"_s);
        auto invitation = readInvitation(read);
        QVERIFY(invitation);
        QCOMPARE(invitation->room, m_coven);
        QCOMPARE(invitation->password, u"p"_s);
        const QDomElement mediated = written(writeMediatedInvitation(hecate, m_coven, u"come"_s));
        QCOMPARE(mediated.attribute(u"to"_s), m_coven.toString());
        QCOMPARE(child(mediated, {u"x"_s, u"invite"_s}).attribute(u"to"_s), hecate.toString());
        QCOMPARE(child(mediated, {u"x"_s, u"invite"_s, u"reason"_s}).text(), u"come"_s);
        const QDomElement decline = written(writeDecline({RoomInvitation::Kind::Mediated, m_coven, hecate, {}, {}}, u"busy"_s));
        QCOMPARE(child(decline, {u"x"_s, u"decline"_s}).attribute(u"to"_s), hecate.toString());
    }

    // Administration

    void readsAList() // XEP-0045, example 120
    {
        const auto members = readMembers(dom(u"<iq from='coven@chat.shakespeare.lit' type='result'><query xmlns='http://jabber.org/protocol/muc#admin'>"
                                             "<item affiliation='outcast' jid='earlofcambridge@shakespeare.lit'><reason>Treason</reason></item>"
                                             "<item affiliation='member' jid='hag66@shakespeare.lit' nick='thirdwitch' role='participant'/>"
                                             "<item affiliation='member'/></query></iq>"_s));
        QCOMPARE(members, (QList<RoomMember>{
            {*BareJid::parse(u"earlofcambridge@shakespeare.lit"), {}, RoomAffiliation::Outcast, RoomRole::None, u"Treason"_s},
            {m_hag, u"thirdwitch"_s, RoomAffiliation::Member, RoomRole::Participant, {}}}));
    }

    void writesAdministration()
    {
        const QString query = u"<query xmlns=\"http://jabber.org/protocol/muc#%1\">%2</query>"_s;
        QCOMPARE(payload([](QXmlStreamWriter &writer) { writeMembersQuery(writer, RoomAffiliation::Outcast); }),
                 query.arg(u"admin"_s, u"<item affiliation=\"outcast\"/>"_s));
        QCOMPARE(payload([](QXmlStreamWriter &writer) { writeOccupantsQuery(writer, RoomRole::Moderator); }),
                 query.arg(u"admin"_s, u"<item role=\"moderator\"/>"_s));
        // Examples 89 and 110
        QCOMPARE(payload([](QXmlStreamWriter &writer) { writeRole(writer, u"pistol"_s, RoomRole::None, u"Avaunt!"_s); }),
                 query.arg(u"admin"_s, u"<item nick=\"pistol\" role=\"none\"><reason>Avaunt!</reason></item>"_s));
        QCOMPARE(payload([this](QXmlStreamWriter &writer) { writeAffiliation(writer, m_hag, RoomAffiliation::Admin, {}); }),
                 query.arg(u"admin"_s, u"<item jid=\"hag66@shakespeare.lit\" affiliation=\"admin\"/>"_s));
        QCOMPARE(payload([](QXmlStreamWriter &writer) { writeInstantRoom(writer); }),
                 query.arg(u"owner"_s, u"<x xmlns=\"jabber:x:data\" type=\"submit\"/>"_s));
        QCOMPARE(payload([](QXmlStreamWriter &writer) { writeConfigurationCancel(writer); }),
                 query.arg(u"owner"_s, u"<x xmlns=\"jabber:x:data\" type=\"cancel\"/>"_s));
        QCOMPARE(payload([this](QXmlStreamWriter &writer) { writeDestruction(writer, m_coven, u"Macbeth doth come."_s); }),
                 query.arg(u"owner"_s, u"<destroy jid=\"coven@chat.shakespeare.lit\"><reason>Macbeth doth come.</reason></destroy>"_s));
    }

    void aGroupIsForItsMembersAndAChannelForAll_data()
    {
        QTest::addColumn<RoomPurpose>("purpose");
        QTest::addColumn<QString>("membersOnly");
        QTest::addColumn<QString>("whois");
        QTest::newRow("group") << RoomPurpose::PrivateGroup << u"1"_s << u"anyone"_s;
        QTest::newRow("channel") << RoomPurpose::PublicChannel << u"0"_s << u"moderators"_s;
    }
    void aGroupIsForItsMembersAndAChannelForAll()
    {
        QFETCH(RoomPurpose, purpose);
        QFETCH(QString, membersOnly);
        QFETCH(QString, whois);
        // As Prosody 13 has it, shortened.
        auto form = readConfiguration(dom(
            u"<iq><query xmlns='http://jabber.org/protocol/muc#owner'><x xmlns='jabber:x:data' type='form'>"
            "<field var='FORM_TYPE' type='hidden'><value>http://jabber.org/protocol/muc#roomconfig</value></field>"
            "<field var='muc#roomconfig_roomname' type='text-single'/><field var='muc#roomconfig_persistentroom' type='boolean'/>"
            "<field var='muc#roomconfig_membersonly' type='boolean'/>"
            "<field var='muc#roomconfig_whois' type='list-single'><value>moderators</value><option><value>moderators</value></option>"
            "<option><value>anyone</value></option></field><field var='muc#roomconfig_enablearchiving' type='boolean'><value>0</value></field>"
            "<field var='{http://prosody.im/protocol/muc}roomconfig_allowmemberinvites' type='boolean'><value>0</value></field>"
            "<field var='muc#roomconfig_historylength' type='text-single'><value>20</value></field></x></query></iq>"_s));
        QVERIFY(form);
        QVERIFY(prepareConfiguration(*form, purpose, u"Field crews"_s));
        QCOMPARE(form->value(u"muc#roomconfig_roomname"), u"Field crews"_s);
        QCOMPARE(form->value(u"muc#roomconfig_persistentroom"), u"1"_s);
        QCOMPARE(form->value(u"muc#roomconfig_membersonly"), membersOnly);
        QCOMPARE(form->value(u"muc#roomconfig_whois"), whois);
        QCOMPARE(form->value(u"muc#roomconfig_enablearchiving"), u"1"_s);
        QCOMPARE(form->value(u"muc#roomconfig_historylength"), u"20"_s);
        QCOMPARE(form->value(u"{http://prosody.im/protocol/muc}roomconfig_allowmemberinvites"), membersOnly); // of a group each may ask others in
        QVERIFY(!form->find(u"muc#roomconfig_publicroom"));
        form->find(u"muc#roomconfig_whois")->options = {{{}, u"moderators"_s}};
        QVERIFY(prepareConfiguration(*form, RoomPurpose::PublicChannel, {}));
        QCOMPARE(prepareConfiguration(*form, RoomPurpose::PrivateGroup, {}).error().kind, ErrorKind::Unavailable);
        QCOMPARE(form->value(u"muc#roomconfig_whois"), u"moderators"_s); // what is not offered is not asked for
        QVERIFY(!readConfiguration(dom(u"<iq><query xmlns='http://jabber.org/protocol/muc#owner'/></iq>"_s)));
    }

    // What rooms announce

    void readsWhatARoomIs() // XEP-0045, example 10; XEP-0421; as Prosody 13 answers
    {
        const QString info = u"<iq from='%1' type='result'><query xmlns='http://jabber.org/protocol/disco#info'>"
                             "<identity category='conference' type='text' name='Field crews'/>"
                             "<feature var='http://jabber.org/protocol/muc'/><feature var='muc_membersonly'/><feature var='muc_nonanonymous'/>"
                             "<feature var='muc_persistent'/><feature var='muc_hidden'/><feature var='muc_unmoderated'/><feature var='muc_unsecured'/>"
                             "<feature var='urn:xmpp:mam:2'/><feature var='urn:xmpp:sid:0'/><feature var='urn:xmpp:occupant-id:0'/>"
                             "<x xmlns='jabber:x:data' type='result'><field var='FORM_TYPE' type='hidden'>"
                             "<value>http://jabber.org/protocol/muc#roominfo</value></field>"
                             "<field var='muc#roominfo_description'><value>The place</value></field>"
                             "<field var='muc#roominfo_occupants'><value>3</value></field>"
                             "<field var='muc#roominfo_lang'><value>en</value></field>"
                             "<field var='muc#roomconfig_changesubject'><value>0</value></field>"
                             "<field var='muc#roomconfig_allowinvites'><value>1</value></field></x></query></iq>"_s;
        const RoomFeatures room = readRoomFeatures(dom(info.arg(u"crews@groups.harbor.example"_s)));
        QVERIFY(room.isRoom && room.membersOnly && room.nonAnonymous && room.persistent && room.hidden && room.archive && room.stanzaIds
                && room.occupantIds);
        QVERIFY(!room.moderated && !room.password && !room.moderation && !room.hats && !room.registration);
        QVERIFY(room.mayEncrypt());
        QCOMPARE(room.name, u"Field crews"_s);
        QCOMPARE(room.description, u"The place"_s);
        QCOMPARE(room.occupants, std::optional(3));
        QCOMPARE(room.openSubject, std::optional(false));
        QCOMPARE(room.openInvitations, std::optional(true));
        const QString byTheBook = QString(info).replace(u"muc#roomconfig_changesubject'><value>0"_s, u"muc#roominfo_subjectmod'><value>true"_s);
        QCOMPARE(readRoomFeatures(dom(byTheBook.arg(u"crews@groups.harbor.example"_s))).openSubject, std::optional(true)); // 15.5.3
        const QString silent = QString(info).replace(u"muc#roomconfig_"_s, u"x_"_s);
        QVERIFY(!readRoomFeatures(dom(silent.arg(u"crews@groups.harbor.example"_s))).openSubject);
        QVERIFY(!readRoomFeatures(dom(silent.arg(u"crews@groups.harbor.example"_s))).openInvitations);
        QVERIFY(!readRoomFeatures(dom(info.arg(u"groups.harbor.example"_s))).isRoom);
        QVERIFY(isRoomService(dom(info.arg(u"groups.harbor.example"_s))));
        const QString gateway = QString(info).replace(u"type='text'"_s, u"type='irc'"_s);
        QVERIFY(!isRoomService(dom(gateway)));
        QVERIFY(!readRoomFeatures(dom(QString(info).replace(u"muc_membersonly"_s, u"muc_open"_s))).mayEncrypt());
    }

    void readsAListOfRooms()
    {
        const QDomElement items = dom(u"<iq><query xmlns='http://jabber.org/protocol/disco#items'><item jid='a@c.example' name='Lounge (12)'/>"
                                      "<item jid='b@c.example' name='Tea (green)'/><item jid='c.example'/><item jid='@@'/></query></iq>"_s);
        const auto rooms = readRoomList(items);
        QCOMPARE(rooms.size(), 2);
        QCOMPARE(rooms[0].name, u"Lounge"_s);
        QCOMPARE(rooms[0].occupants, std::optional(12));
        QCOMPARE(rooms[1].name, u"Tea (green)"_s);
        QVERIFY(!rooms[1].occupants);
        QCOMPARE(readDiscoItems(items).size(), 3);
    }

    void aSelfPingTellsWhetherWeAreIn_data() // XEP-0410, 3.2
    {
        QTest::addColumn<ErrorKind>("error");
        QTest::addColumn<RoomStay>("stay");
        QTest::newRow("not acceptable") << ErrorKind::NotAcceptable << RoomStay::Out;
        QTest::newRow("not allowed") << ErrorKind::Forbidden << RoomStay::Out;
        QTest::newRow("bad request") << ErrorKind::Rejected << RoomStay::Out;
        QTest::newRow("service unavailable") << ErrorKind::Unavailable << RoomStay::In;
        QTest::newRow("item not found") << ErrorKind::NotFound << RoomStay::NoSuchNick;
        QTest::newRow("remote server not found") << ErrorKind::ServerNotFound << RoomStay::Unknown;
        QTest::newRow("timeout") << ErrorKind::Timeout << RoomStay::Unknown;
        QTest::newRow("offline") << ErrorKind::Offline << RoomStay::Unknown;
    }
    void aSelfPingTellsWhetherWeAreIn()
    {
        QFETCH(ErrorKind, error);
        QFETCH(RoomStay, stay);
        QCOMPARE(stayOf(Error{error, {}, {}}), stay);
        QCOMPARE(stayOf(dom(u"<iq type='result'/>"_s)), RoomStay::In);
    }

    void anAuthorInTheArchiveIsTheRoomsWord()
    {
        const auto author = [](const QString &inside) {
            return readMessage(dom(u"<message xmlns='jabber:client' from='coven@chat.shakespeare.lit/x' type='groupchat'><body>hi</body>%1</message>"_s.arg(inside)))
                .roomAuthor.toString();
        };
        const QString one = u"<x xmlns='http://jabber.org/protocol/muc#user'><item jid='wiccarocks@shakespeare.lit/laptop'/></x>"_s;
        QCOMPARE(author(one), u"wiccarocks@shakespeare.lit"_s);
        QVERIFY(author({}).isEmpty());
        // Beside one that the sender wrote it is not clear which is the room's.
        QVERIFY(author(QString(one).replace(u"wiccarocks"_s, u"evil"_s) + one).isEmpty());
        QVERIFY(author(u"<x xmlns='http://jabber.org/protocol/muc#user'><item jid='a@b.example'/><item jid='c@d.example'/></x>"_s).isEmpty());
    }

    // Moderation

    void readsModeration_data()
    {
        QTest::addColumn<QString>("inside");
        QTest::addColumn<bool>("isOne");
        // XEP-0425 (0.3), example 4, and (0.2), example 4
        QTest::newRow("version 1") << u"<retract id='stanza-id-1' xmlns='urn:xmpp:message-retract:1'><moderated by='coven@chat.shakespeare.lit/macbeth' "
                                      "xmlns='urn:xmpp:message-moderate:1'/><reason>inappropriate</reason></retract>"_s << true;
        QTest::newRow("version 0") << u"<apply-to id='stanza-id-1' xmlns='urn:xmpp:fasten:0'><moderated by='coven@chat.shakespeare.lit/macbeth' "
                                      "xmlns='urn:xmpp:message-moderate:0'><retract xmlns='urn:xmpp:message-retract:0'/><reason>inappropriate</reason>"
                                      "</moderated></apply-to>"_s << true;
        QTest::newRow("by the author") << u"<retract id='stanza-id-1' xmlns='urn:xmpp:message-retract:1'/>"_s << false;
        QTest::newRow("of nothing") << u"<retract xmlns='urn:xmpp:message-retract:1'><moderated xmlns='urn:xmpp:message-moderate:1'/></retract>"_s << false;
        QTest::newRow("of another kind") << u"<apply-to id='s' xmlns='urn:xmpp:fasten:0'><moderated xmlns='urn:xmpp:message-moderate:0'/></apply-to>"_s << false;
    }
    void readsModeration()
    {
        QFETCH(QString, inside);
        QFETCH(bool, isOne);
        const auto notice = readModeration(dom(u"<message type='groupchat' from='coven@chat.shakespeare.lit'>%1</message>"_s.arg(inside)));
        QCOMPARE(notice.has_value(), isOne);
        if (isOne) {
            QCOMPARE(notice->of.value(), u"stanza-id-1"_s);
            QCOMPARE(notice->by, u"macbeth"_s);
            QCOMPARE(notice->reason, u"inappropriate"_s);
        }
    }

    void readsAModeratedTombstone() // XEP-0425 (0.3), example 6
    {
        const auto notice = readModeratedTombstone(dom(
            u"<message><retracted stamp='2019-09-20T23:19:12Z' xmlns='urn:xmpp:message-retract:1'><moderated by='coven@chat.shakespeare.lit/witch' "
            "xmlns='urn:xmpp:message-moderate:1'/><reason>r</reason></retracted></message>"_s));
        QVERIFY(notice);
        QCOMPARE(notice->by, u"witch"_s);
        QCOMPARE(notice->reason, u"r"_s);
        QVERIFY(!readModeratedTombstone(dom(u"<message><retracted xmlns='urn:xmpp:message-retract:1'/></message>"_s)));
    }

    void writesModeration() // XEP-0425, example 3
    {
        QCOMPARE(payload([](QXmlStreamWriter &writer) { writeModeration(writer, ArchiveId(u"stanza-id-1"_s), u"why"_s); }),
                 u"<moderate xmlns=\"urn:xmpp:message-moderate:1\" id=\"stanza-id-1\"><retract xmlns=\"urn:xmpp:message-retract:1\"/>"
                 "<reason>why</reason></moderate>"_s);
    }
};

JACKDAW_TEST(RoomStanzaTest)

} // namespace room_stanza_test

#include "RoomStanzaTest.moc"
