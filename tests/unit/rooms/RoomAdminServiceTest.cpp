// SPDX-License-Identifier: GPL-3.0-or-later
#include "SignedIn.h"
#include "rooms/RoomAdminService.h"
#include "support/TestProgram.h"

#include <QSignalSpy>

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

namespace room_admin_service_test {

const QByteArray crews = "crews@groups.harbor.example";

BareJid room()
{
    return *BareJid::parse(QString::fromLatin1(crews));
}

QByteArray list(const QByteArray &items)
{
    return "<query xmlns='http://jabber.org/protocol/muc#admin'>" + items + "</query>";
}

template<class T>
bool ends(const QFuture<Result<T>> &future)
{
    return QTest::qWaitFor([&future] { return future.isFinished(); }, 15'000);
}

/// An account whose rooms answer as a test says.
struct Office : SignedIn
{
    explicit Office(Answer answers = [](const QByteArray &, const QByteArray &) { return QByteArray(""); })
        : SignedIn([this, answers](const QByteArray &to, const QByteArray &iq) {
            if (to.contains("groups") || iq.contains("disco#items")) {
                asked.append(iq);
                return answers(to, iq);
            }
            return QByteArray();
        })
        , admin(context())
    {
    }
    QByteArrayList asked;
    RoomAdminService admin;
};

/// What is asked of rooms, word for word, and what comes of their answers.
class RoomAdminServiceTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void withoutASession()
    {
        Office office;
        const auto kicked = office.admin.setRole(room(), u"Tomas"_s, RoomRole::None, {});
        QVERIFY(ends(kicked));
        QVERIFY(!kicked.result());
        QCOMPARE(kicked.result().error().kind, ErrorKind::Offline);
        QCOMPARE(office.admin.setSubject(room(), u"x"_s).error().kind, ErrorKind::Offline);
        QCOMPARE(office.admin.requestVoice(room()).error().kind, ErrorKind::Offline);
        const auto services = office.admin.services();
        QVERIFY(ends(services));
        QCOMPARE(services.result().error().kind, ErrorKind::Offline);
    }

    /// XEP-0486, 4: the picture stands on the room's card, where others may have written more.
    void aPictureIsSetAndTheRestOfTheCardStays_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<bool>("isThere");
        QTest::newRow("a card") << QByteArray("<vCard xmlns='vcard-temp'><FN>Field crew</FN><PHOTO><TYPE>image/gif</TYPE><BINVAL>b2xk</BINVAL></PHOTO></vCard>") << true;
        QTest::newRow("an empty one") << QByteArray("<vCard xmlns='vcard-temp'/>") << false;
        QTest::newRow("none") << SignedIn::error("item-not-found") << false;
    }
    void aPictureIsSetAndTheRestOfTheCardStays()
    {
        QFETCH(QByteArray, before);
        QFETCH(bool, isThere);
        QByteArray set;
        Office office([&](const QByteArray &to, const QByteArray &iq) {
            if (!iq.contains("vcard-temp") || to != "crews@groups.harbor.example") {
                return QByteArray();
            }
            if (iq.contains("type=\"set\"")) {
                set = iq;
                return QByteArray("");
            }
            return before;
        });
        QVERIFY(office.signIn());
        const auto done = office.admin.setPicture(room(), {"picture", u"image/png"_s, 1, 1});
        QVERIFY(ends(done));
        QVERIFY(done.result());
        QVERIFY(set.contains("<PHOTO><TYPE>image/png</TYPE><BINVAL>cGljdHVyZQ==</BINVAL></PHOTO>"));
        QCOMPARE(set.count("<PHOTO>"), 1);
        QCOMPARE(set.contains("<FN>Field crew</FN>"), isThere);
        const auto gone = office.admin.setPicture(room(), {});
        QVERIFY(ends(gone));
        QVERIFY(gone.result());
        QVERIFY(!set.contains("<PHOTO>"));
        QCOMPARE(set.contains("<FN>Field crew</FN>"), isThere);
    }
    void aPictureIsRefused()
    {
        Office office([](const QByteArray &, const QByteArray &iq) {
            return iq.contains("type=\"set\"") ? SignedIn::error("forbidden") : QByteArray("<vCard xmlns='vcard-temp'/>");
        });
        QVERIFY(office.signIn());
        const auto done = office.admin.setPicture(room(), {"picture", u"image/png"_s, 1, 1});
        QVERIFY(ends(done));
        QCOMPARE(done.result().error().kind, ErrorKind::Forbidden);
    }

    void changesOfPeople_data()
    {
        QTest::addColumn<int>("what");
        QTest::addColumn<QByteArrayList>("parts");
        QTest::newRow("kick") << 0 << QByteArrayList{"nick=\"Tomas\"", "role=\"none\"", "<reason>enough</reason>", "type=\"set\""};
        QTest::newRow("moderator") << 1 << QByteArrayList{"nick=\"Tomas\"", "role=\"moderator\""};
        QTest::newRow("ban") << 2 << QByteArrayList{"jid=\"tomas@harbor.example\"", "affiliation=\"outcast\"", "<reason>enough</reason>"};
        QTest::newRow("owner") << 3 << QByteArrayList{"jid=\"tomas@harbor.example\"", "affiliation=\"owner\""};
        QTest::newRow("nothing any more") << 4 << QByteArrayList{"jid=\"tomas@harbor.example\"", "affiliation=\"none\""};
        QTest::newRow("a message away") << 5 << QByteArrayList{"urn:xmpp:message-moderate:1", "id=\"archive-7\"", "<reason>enough</reason>"};
        QTest::newRow("the end") << 6 << QByteArrayList{"<destroy jid=\"new@groups.harbor.example\"", "<reason>enough</reason>", "muc#owner"};
    }
    void changesOfPeople()
    {
        QFETCH(int, what);
        QFETCH(QByteArrayList, parts);
        bool refuses = false;
        Office office([&refuses](const QByteArray &, const QByteArray &) { return refuses ? SignedIn::error("forbidden") : QByteArray(""); });
        QVERIFY(office.signIn());
        const BareJid tomas = *BareJid::parse(u"tomas@harbor.example");
        const QString why = u"enough"_s;
        for (const bool isRefused : {false, true}) {
            refuses = isRefused;
            office.asked.clear();
            const auto done = what == 0 ? office.admin.setRole(room(), u"Tomas"_s, RoomRole::None, why)
                : what == 1 ? office.admin.setRole(room(), u"Tomas"_s, RoomRole::Moderator, {})
                : what == 2 ? office.admin.setAffiliation(room(), tomas, RoomAffiliation::Outcast, why)
                : what == 3 ? office.admin.setAffiliation(room(), tomas, RoomAffiliation::Owner, {})
                : what == 4 ? office.admin.setAffiliation(room(), tomas, RoomAffiliation::None, {})
                : what == 5 ? office.admin.moderate(room(), ArchiveId(u"archive-7"_s), why)
                            : office.admin.destroy(room(), *BareJid::parse(u"new@groups.harbor.example"), why);
            QVERIFY(ends(done));
            QCOMPARE(done.result().hasValue(), !isRefused);
            if (isRefused) {
                QCOMPARE(done.result().error().kind, ErrorKind::Forbidden);
            }
            QCOMPARE(office.asked.size(), 1);
            QVERIFY(office.asked[0].contains("to=\"" + crews + "\""));
            for (const QByteArray &part : std::as_const(parts)) {
                QVERIFY2(office.asked[0].contains(part), office.asked[0].constData());
            }
        }
    }

    void aMessageWithoutAnIdIsNotModerated()
    {
        Office office;
        QVERIFY(office.signIn());
        const auto done = office.admin.moderate(room(), {}, {});
        QVERIFY(ends(done));
        QCOMPARE(done.result().error().kind, ErrorKind::Conflict);
        QVERIFY(office.asked.isEmpty());
    }

    void allOfOnePersonAreTakenAwayOneByOne()
    {
        QByteArray refused;
        Office office([&refused](const QByteArray &, const QByteArray &iq) {
            return iq.contains("\"a7\"") ? SignedIn::error("item-not-found") // gone by itself meanwhile
                : !refused.isEmpty() && iq.contains(refused) ? SignedIn::error("forbidden") : QByteArray("");
        });
        QVERIFY(office.signIn());
        QList<ArchiveId> ids;
        for (int number = 1; number <= 40; ++number)
            ids.append(ArchiveId(u"a%1"_s.arg(number)));
        auto done = office.admin.moderateAll(room(), ids, u"spam"_s);
        QVERIFY(ends(done));
        QVERIFY(done.result());
        QCOMPARE(office.asked.size(), 40);
        for (int number = 1; number <= 40; ++number) {
            const QByteArray &asked = office.asked.at(number - 1);
            QVERIFY2(asked.contains("id=\"a" + QByteArray::number(number) + "\""), asked.constData());
            QVERIFY(asked.contains("<reason>spam</reason>"));
        }
        // Who may not any more stops there.
        office.asked.clear();
        refused = "\"a3\"";
        done = office.admin.moderateAll(room(), ids, {});
        QVERIFY(ends(done));
        QCOMPARE(done.result().error().kind, ErrorKind::Forbidden);
        QVERIFY(office.asked.size() < 10);
        office.asked.clear();
        done = office.admin.moderateAll(room(), {}, {});
        QVERIFY(ends(done));
        QVERIFY(done.result());
        QVERIFY(office.asked.isEmpty());
    }

    void whatIsBeingTakenAwayCanBeStopped()
    {
        Office office;
        QVERIFY(office.signIn());
        QList<ArchiveId> ids;
        for (int number = 1; number <= int(RoomAdminService::mostModerated) + 20; ++number)
            ids.append(ArchiveId(u"a%1"_s.arg(number)));
        QSignalSpy told(&office.admin, &RoomAdminService::moderated);
        const int total = int(RoomAdminService::mostModerated);
        const auto done = office.admin.moderateAll(room(), ids, {});
        QCOMPARE(told.constFirst(), (QVariantList{QVariant::fromValue(room()), 0, total}));
        // Another one of that room would tell of its own progress.
        const auto second = office.admin.moderateAll(room(), ids, {});
        QVERIFY(ends(second));
        QCOMPARE(second.result().error().kind, ErrorKind::Conflict);
        QVERIFY(QTest::qWaitFor([&] { return told.size() >= 10; }));
        office.admin.stopModerating(room());
        QVERIFY(ends(done));
        QCOMPARE(done.result().error().kind, ErrorKind::Cancelled);
        QVERIFY(office.asked.size() < total);
        QCOMPARE(told.constLast().at(1).toInt(), office.asked.size()); // what was asked was done, and told
        // And anew, to the end, which is not behind the ceiling.
        office.asked.clear();
        told.clear();
        const auto again = office.admin.moderateAll(room(), ids, {});
        QVERIFY(ends(again));
        QVERIFY(again.result());
        QCOMPARE(office.asked.size(), total);
        QCOMPARE(told.constLast(), (QVariantList{QVariant::fromValue(room()), total, total}));
        office.admin.stopModerating(room()); // without effect
    }

    void aNicknameIsKept()
    {
        const QByteArray registering = "jabber:iq:register";
        const QByteArray form = "<x xmlns='jabber:x:data' type='form'><field var='FORM_TYPE' type='hidden'><value>http://jabber.org/protocol/muc#register"
                                "</value></field><field var='muc#register_roomnick' type='text-single'><required/></field>%</x>";
        QByteArray shown, refusal;
        Office office([&](const QByteArray &, const QByteArray &iq) {
            return iq.contains("type=\"set\"") ? (refusal.isEmpty() ? QByteArray("") : SignedIn::error(refusal))
                                               : "<query xmlns='" + registering + "'>" + shown + "</query>";
        });
        QVERIFY(office.signIn());
        shown = QByteArray(form).replace('%', QByteArray());
        auto now = office.admin.registration(room());
        QVERIFY(ends(now));
        QCOMPARE(*now.result(), RoomRegistration());
        auto done = office.admin.registerNick(room(), u"Mara & co"_s);
        QVERIFY(ends(done));
        QVERIFY(done.result());
        const QByteArray sent = office.asked.constLast();
        QVERIFY2(sent.contains("<field") && sent.contains("muc#register_roomnick") && sent.contains("<value>Mara &amp; co</value>")
                     && sent.contains("type=\"submit\"") && sent.contains("muc#register</value>"), sent.constData());
        // The name is somebody else's.
        refusal = "conflict";
        done = office.admin.registerNick(room(), u"Tomas"_s);
        QVERIFY(ends(done));
        QCOMPARE(done.result().error().kind, ErrorKind::Conflict);
        // Who is registered is shown the name, and no form.
        refusal.clear();
        shown = "<registered/><username>Mara</username>";
        now = office.admin.registration(room());
        QVERIFY(ends(now));
        QCOMPARE(*now.result(), (RoomRegistration{true, u"Mara"_s}));
        done = office.admin.registerNick(room(), u"Mara L."_s);
        QVERIFY(ends(done));
        QVERIFY(done.result());
        QVERIFY(office.asked.constLast().contains("<value>Mara L.</value>"));
        // Nothing else is given away for it.
        office.asked.clear();
        shown = QByteArray(form).replace('%', "<field var='muc#register_email' type='text-single'><required/></field>");
        done = office.admin.registerNick(room(), u"Mara"_s);
        QVERIFY(ends(done));
        QCOMPARE(done.result().error().kind, ErrorKind::Unavailable);
        QCOMPARE(office.asked.size(), 1);
    }

    void allMembersAreThreeLists()
    {
        QByteArrayList hidden;
        Office office([&hidden](const QByteArray &, const QByteArray &iq) {
            for (const QByteArray &each : std::as_const(hidden)) {
                if (iq.contains("affiliation=\"" + each)) {
                    return SignedIn::error("forbidden");
                }
            }
            return iq.contains("\"owner\"") ? list("<item affiliation='owner' jid='mara@harbor.example' nick='Mara'/>")
                : iq.contains("\"admin\"") ? list({})
                                           : list("<item affiliation='member' jid='tove@harbor.example/x'/><item affiliation='member' jid='@@'/>");
        });
        QVERIFY(office.signIn());
        auto all = office.admin.allMembers(room());
        QVERIFY(ends(all));
        QCOMPARE(office.asked.size(), 3);
        QCOMPARE(all.result()->size(), 2);
        QCOMPARE(all.result()->at(0).affiliation, RoomAffiliation::Owner);
        QCOMPARE(all.result()->at(0).nick, u"Mara"_s);
        QCOMPARE(all.result()->at(1).jid.toString(), u"tove@harbor.example"_s);
        hidden = {"admin", "owner"};
        all = office.admin.allMembers(room());
        QVERIFY(ends(all));
        QCOMPARE(all.result()->size(), 1);
        hidden.append("member");
        all = office.admin.allMembers(room());
        QVERIFY(ends(all));
        QCOMPARE(all.result().error().kind, ErrorKind::Forbidden);
        const auto banned = office.admin.members(room(), RoomAffiliation::Outcast);
        QVERIFY(ends(banned));
        QVERIFY(office.asked.constLast().contains("affiliation=\"outcast\""));
    }

    void theConfigurationIsAForm()
    {
        Office office([](const QByteArray &, const QByteArray &iq) {
            return iq.contains("type=\"set\"") ? QByteArray("")
                : QByteArray("<query xmlns='http://jabber.org/protocol/muc#owner'><x xmlns='jabber:x:data' type='form'><title>Crews</title>"
                             "<field var='FORM_TYPE' type='hidden'><value>http://jabber.org/protocol/muc#roomconfig</value></field>"
                             "<field var='muc#roomconfig_roomname' type='text-single' label='Name'><value>Crews</value></field></x></query>");
        });
        QVERIFY(office.signIn());
        const auto form = office.admin.configuration(room());
        QVERIFY(ends(form));
        QVERIFY(form.result());
        DataForm filled = *form.result();
        QCOMPARE(filled.title, u"Crews"_s);
        QCOMPARE(filled.value(u"muc#roomconfig_roomname"), u"Crews"_s);
        filled.find(u"muc#roomconfig_roomname")->values = {u"North <Crew>"_s};
        const auto done = office.admin.configure(room(), filled);
        QVERIFY(ends(done));
        QVERIFY(done.result());
        QVERIFY(office.asked.constLast().contains("North &lt;Crew&gt;"));
        QVERIFY(office.asked.constLast().contains("type=\"submit\""));
        QVERIFY(office.asked.constLast().contains("muc#roomconfig</value>"));
    }

    void invitationsGoTheWayTheRoomNeeds()
    {
        Office office;
        QVERIFY(office.signIn());
        const BareJid tove = *BareJid::parse(u"tove@harbor.example");
        Room open;
        open.jid = room();
        QVERIFY(office.admin.invite(open, {tove}, u"come"_s, u"secret"_s));
        QVERIFY(office.hears("jabber:x:conference"));
        QVERIFY(office.hears("password=\"secret\""));
        QVERIFY(!office.server.heard().contains("<invite"));
        Room closed = open;
        closed.features.membersOnly = true; // the room makes members of them with it (XEP-0045, 7.8.2)
        QVERIFY(office.admin.invite(closed, {tove, *BareJid::parse(u"ama@harbor.example")}, u"come"_s, {}));
        QVERIFY(office.hears("<invite to=\"ama@harbor.example\""));
        QVERIFY(office.hears("<invite to=\"tove@harbor.example\""));
        QVERIFY(office.admin.decline({RoomInvitation::Kind::Direct, room(), tove, {}, {}}, u"no"_s));
        QVERIFY(office.admin.decline({RoomInvitation::Kind::Mediated, room(), tove, {}, {}}, u"busy"_s));
        QVERIFY(office.hears("<decline to=\"tove@harbor.example\""));
        QVERIFY(office.isThrough());
        QCOMPARE(office.server.heard().count("<decline"), 1); // XEP-0249 knows no answer
    }

    void wordsForTheRoom()
    {
        Office office;
        QVERIFY(office.signIn());
        QVERIFY(office.admin.setSubject(room(), u"Keys & doors"_s));
        QVERIFY(office.hears("<subject>Keys &amp; doors</subject>"));
        QVERIFY(office.admin.requestVoice(room()));
        QVERIFY(office.hears("http://jabber.org/protocol/muc#request"));
        QVERIFY(office.admin.answerVoice(room(), u"Tove"_s, *BareJid::parse(u"tove@harbor.example"), Voice::Denied));
        QVERIFY(office.hears("muc#request_allow"));
        QVERIFY(office.asked.isEmpty());
        QVERIFY(office.admin.answerVoice(room(), u"Tove"_s, *BareJid::parse(u"tove@harbor.example"), Voice::Granted));
        QTRY_COMPARE(office.asked.size(), 1);
        QVERIFY(office.asked[0].contains("nick=\"Tove\"") && office.asked[0].contains("role=\"participant\""));
    }

    void aDirectoryFindsByWords()
    {
        Office office([](const QByteArray &, const QByteArray &iq) -> QByteArray {
            return iq.contains("disco#info")
                ? QByteArray("<query xmlns='http://jabber.org/protocol/disco#info'><feature var='urn:xmpp:channel-search:0:search'/></query>")
                : QByteArray("<result xmlns='urn:xmpp:channel-search:0:search'><item address='water@chat.example'><name>Water</name><nusers>43</nusers>"
                             "<description>Levels</description><is-open/></item><item address='chat.example'><name>no room</name></item>"
                             "<item address='@@'/><item address='quiet@chat.example'><nusers>many</nusers></item>"
                             "<other xmlns='urn:example:x' address='x@chat.example'/></result>");
        });
        QVERIFY(office.signIn());
        const BareJid directory = *BareJid::parse(u"search.groups.example");
        const auto features = office.admin.features(directory);
        QVERIFY(ends(features));
        QVERIFY(features.result()->channelSearch && !features.result()->isRoom);
        const auto found = office.admin.search(directory, u"levels & flow"_s);
        QVERIFY(ends(found));
        const QByteArray asked = office.asked.constLast();
        for (const QByteArray &part : QByteArrayList{"type=\"get\"", "urn:xmpp:channel-search:0:search-params", "<value>levels &amp; flow</value>",
                                       "<value>xep-0045</value>", "<max>"})
            QVERIFY2(asked.contains(part), asked.constData());
        QCOMPARE(found.result()->size(), 2);
        QCOMPARE(found.result()->at(0), (ListedRoom{*BareJid::parse(u"water@chat.example"), u"Water"_s, 43}));
        QCOMPARE(found.result()->at(1), (ListedRoom{*BareJid::parse(u"quiet@chat.example"), {}, {}}));
    }

    void servicesAreFoundAmongOthers()
    {
        Office office([](const QByteArray &to, const QByteArray &iq) -> QByteArray {
            const QByteArray info = "http://jabber.org/protocol/disco#info";
            if (to == "harbor.example") {
                return "<query xmlns='http://jabber.org/protocol/disco#items'><item jid='groups.harbor.example'/><item jid='groups2.harbor.example'/>"
                       "<item jid='upload.groups.example'/></query>";
            }
            if (to == "groups.harbor.example" && iq.contains(info)) {
                return "<query xmlns='" + info + "'><identity category='conference' type='text'/><feature var='http://jabber.org/protocol/muc'/></query>";
            }
            if (to == "groups.harbor.example") {
                return "<query xmlns='http://jabber.org/protocol/disco#items'><item jid='crews@groups.harbor.example' name='Crews (12)'/></query>";
            }
            if (to == "groups2.harbor.example") {
                return SignedIn::error("remote-server-not-found");
            }
            return "<query xmlns='" + info + "'><identity category='store' type='file'/></query>";
        });
        QVERIFY(office.signIn());
        const auto services = office.admin.services();
        QVERIFY(ends(services));
        QCOMPARE(services.result()->size(), 1);
        QCOMPARE(services.result()->constFirst().toString(), u"groups.harbor.example"_s);
        const auto rooms = office.admin.rooms(services.result()->constFirst());
        QVERIFY(ends(rooms));
        QCOMPARE(rooms.result()->size(), 1);
        QCOMPARE(rooms.result()->constFirst().name, u"Crews"_s);
        QCOMPARE(rooms.result()->constFirst().occupants, std::optional(12));
    }
};

JACKDAW_TEST(RoomAdminServiceTest)

} // namespace room_admin_service_test

#include "RoomAdminServiceTest.moc"
