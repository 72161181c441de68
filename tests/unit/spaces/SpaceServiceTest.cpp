// SPDX-License-Identifier: GPL-3.0-or-later
#include "spaces/SpaceService.h"
#include "support/TestProgram.h"
#include "unit/rooms/SignedIn.h"

#include <QSignalSpy>

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

namespace space_service_test {

BareJid jid(const QString &local) { return *BareJid::parse(local + u"@harbor.example"_s); }

/// `count`: when that was said.
QByteArray item(const QByteArray &id, const QByteArray &name, const QByteArray &chats = {},
                const QByteArray &edit = "theirs", int count = 1)
{
    const QByteArray stamp = "n='" + QByteArray::number(count) + "' by='phone'";
    return "<item id='" + id + "'><space xmlns='urn:jackdaw:spaces:0' edit='" + edit + "'><name " + stamp + ">" + name
        + "</name><colour " + stamp + ">2</colour><place " + stamp + ">1</place><takes what='chosen' " + stamp + "/>"
        + chats + "</space></item>";
}

QByteArray chat(const QByteArray &local, int count = 1, const QByteArray &is = "in")
{
    return "<chat jid='" + local + "@harbor.example' is='" + is + "' n='" + QByteArray::number(count)
        + "' by='phone'/>";
}

/// `writers`: who may publish; null: it does not say.
QByteArray configuration(const QByteArray &access, const QByteArray &writers)
{
    const QByteArray publishModel = "<field var='pubsub#publish_model'><value>" + writers + "</value></field>";
    return "<pubsub xmlns='http://jabber.org/protocol/pubsub#owner'><configure node='urn:jackdaw:spaces:0'><x "
           "xmlns='jabber:x:data' type='form'>"
           "<field var='pubsub#persist_items' type='boolean'><value>1</value></field>"
           "<field var='pubsub#access_model' type='list-single'><value>"
        + access + "</value></field>" + (writers.isNull() ? QByteArray() : publishModel)
        + "</x></configure></pubsub>";
}

/// An account whose server keeps spaces as a test says.
struct Shelf : SignedIn
{
    explicit Shelf(const QByteArray &fetched = {})
        : SignedIn([this](const QByteArray &, const QByteArray &iq) { return reply(iq); }), items(fetched)
    {
        make();
    }
    ~Shelf() { spaces.reset(); }
    void make()
    {
        spaces.reset();
        spaces = std::make_unique<SpaceService>(context());
    }
    QByteArray reply(const QByteArray &iq)
    {
        if (!iq.contains("urn:jackdaw:spaces:0")) {
            return {};
        }
        if (iq.contains("pubsub#owner")) {
            if (iq.contains("<delete")) {
                return "";
            }
            if (iq.contains("type=\"set\"")) {
                access = obeys ? "whitelist" : access;
                if (obeys && iq.contains("pubsub#publish_model\"><value>publishers<")) {
                    writers = "publishers";
                }
                return "";
            }
            if (access.isNull()) {
                return error("item-not-found");
            }
            return configuration(access, writers);
        }
        if (iq.contains("<create")) {
            access = obeys ? "whitelist" : "open";
            return "";
        }
        if (iq.contains("<publish") || iq.contains("<retract")) {
            return onChange ? onChange(iq) : QByteArray("");
        }
        if (onFetch) {
            return onFetch(iq);
        }
        if (items.isNull()) {
            return error("item-not-found");
        }
        return given(items);
    }
    /// `end`: of a part of them.
    static QByteArray given(const QByteArray &items, const QByteArray &end = {})
    {
        return "<pubsub xmlns='http://jabber.org/protocol/pubsub'><items node='urn:jackdaw:spaces:0'>" + items
            + "</items>" + end + "</pubsub>";
    }
    void event(const QByteArray &inside, const QByteArray &from = "mara@harbor.example")
    {
        server.say(
            "<message from='" + from
            + "' to='mara@harbor.example/desk' type='headline'><event xmlns='http://jabber.org/protocol/pubsub#event'>"
            + inside + "</event></message>");
    }
    void told(const QByteArray &inside, const QByteArray &from = "mara@harbor.example")
    {
        event("<items node='urn:jackdaw:spaces:0'>" + inside + "</items>", from);
    }
    std::optional<Space> find(const QString &id) const
    {
        const QList<Space> all = spaces->spaces();
        const auto found =
            std::find_if(all.cbegin(), all.cend(), [&id](const Space &each) { return each.id.value() == id; });
        return found == all.cend() ? std::nullopt : std::optional(*found);
    }
    bool isNamed(const QString &id, const QString &name)
    {
        return QTest::qWaitFor([&] { return find(id) && find(id)->traits.name == name; }, 10'000);
    }
    bool isKept(SpaceKeeping keeping)
    {
        return QTest::qWaitFor([&] { return spaces->keeping() == keeping; }, 10'000);
    }
    bool isSettled()
    {
        return QTest::qWaitFor([&] {
            const auto all = SpaceStore(*database).load(this->id);
            return all && std::none_of(all->cbegin(), all->cend(), [](const SpaceStore::Kept &each) {
                return each.isUnsent();
            });
        }, 10'000);
    }
    /// What was published last.
    QByteArray published() const
    {
        const QByteArray heard = server.heard();
        const qsizetype at = heard.lastIndexOf("<publish ");
        return at < 0 ? QByteArray() : heard.mid(at, heard.indexOf("</iq>", at) - at);
    }
    static QByteArray editOf(const QByteArray &publication)
    {
        const qsizetype at = publication.indexOf("edit=\"") + 6;
        return publication.mid(at, publication.indexOf('"', at) - at);
    }
    Status create(const QString &id, const QString &name) { return spaces->change(SpaceId(id), {}, {name, 0, 0, {}}); }
    Status rename(const QString &id, const QString &name)
    {
        const SpaceTraits before = find(id)->traits;
        SpaceTraits after = before;
        after.name = name;
        return spaces->change(SpaceId(id), before, after);
    }

    QByteArray items;  ///< null: there is no node
    QByteArray access; ///< of the node; null: there is none
    QByteArray writers; ///< who may publish; null: it does not say
    bool obeys = true; ///< what it is asked to make of its access
    std::function<QByteArray(const QByteArray &iq)> onChange;
    std::function<QByteArray(const QByteArray &iq)> onFetch; ///< in the place of items
    std::unique_ptr<SpaceService> spaces;
};

/// An account's spaces, in step with its other devices, and out of everybody else's sight.
class SpaceServiceTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void takesWhatTheServerHas()
    {
        Shelf shelf(item("s1", "Work", chat("tomas") + chat("ama")) + item("s2", "Home"));
        shelf.access = "whitelist";
        QVERIFY(shelf.signIn());
        QVERIFY(shelf.isNamed(u"s1"_s, u"Work"_s));
        QCOMPARE(shelf.find(u"s1"_s)->chats, (QSet<BareJid>{jid(u"tomas"_s), jid(u"ama"_s)}));
        QCOMPARE(shelf.find(u"s1"_s)->traits.colour, 2);
        QVERIFY(shelf.find(u"s2"_s));
        QVERIFY(shelf.isKept(SpaceKeeping::Kept));
        QVERIFY(shelf.published().isEmpty()); // nothing of ours is newer
        shelf.make();
        QVERIFY(shelf.find(u"s1"_s)); // from disk
    }

    void nothingIsWrittenBeforeTheNodeIsClosed()
    {
        Shelf shelf;
        QVERIFY(shelf.create(u"s1"_s, u"Work"_s));
        QVERIFY(shelf.signIn());
        QVERIFY(shelf.isSettled());
        QVERIFY(shelf.isKept(SpaceKeeping::Kept));
        const QByteArray heard = shelf.server.heard();
        QVERIFY(heard.contains("<create node=\"urn:jackdaw:spaces:0\""));
        QVERIFY(heard.indexOf("<create") < heard.indexOf("<publish "));
        const QByteArray publication = shelf.published();
        QVERIFY(publication.contains("Work"));
        QVERIFY(publication.contains("pubsub#access_model\"><value>whitelist"));
        QVERIFY(publication.contains("pubsub#persist_items\"><value>true"));
    }

    void anOpenNodeIsClosedFirst()
    {
        Shelf shelf("");
        shelf.access = "presence";
        QVERIFY(shelf.create(u"s1"_s, u"Work"_s));
        QVERIFY(shelf.signIn());
        QVERIFY(shelf.isSettled());
        QCOMPARE(shelf.access, QByteArray("whitelist"));
    }

    void whatOthersMayWriteToIsClosedFirst()
    {
        Shelf shelf("");
        shelf.access = "whitelist";
        shelf.writers = "open";
        QVERIFY(shelf.create(u"s1"_s, u"Work"_s));
        QVERIFY(shelf.signIn());
        QVERIFY(shelf.isSettled());
        QCOMPARE(shelf.writers, QByteArray("publishers"));
    }

    /// A server that cannot tell how the node is now is not taken at its word of before.
    void whatIsNotKnownToBeClosedGetsNoMore()
    {
        bool isMute = false;
        Shelf shelf("");
        shelf.access = "whitelist";
        shelf.onChange = [&isMute](const QByteArray &) {
            isMute = true;
            return QByteArray("");
        };
        shelf.answer = [&](const QByteArray &, const QByteArray &iq) {
            return isMute && iq.contains("pubsub#owner") ? SignedIn::error("internal-server-error") : shelf.reply(iq);
        };
        QVERIFY(shelf.create(u"s1"_s, u"Work"_s));
        QVERIFY(shelf.signIn());
        QVERIFY(shelf.isSettled());
        QVERIFY(shelf.isThrough()); // the question is there,
        QVERIFY(shelf.isThrough()); // and its answer here
        QVERIFY(shelf.rename(u"s1"_s, u"Secret"_s));
        QVERIFY(shelf.isThrough());
        QVERIFY(!shelf.server.heard().contains("Secret"));
    }

    void aNodeThatStaysOpenGetsNothing_data()
    {
        QTest::addColumn<QByteArray>("access");
        QTest::newRow("open") << QByteArray("open");
        QTest::newRow("made so") << QByteArray();
    }
    void aNodeThatStaysOpenGetsNothing()
    {
        QFETCH(QByteArray, access);
        Shelf shelf(access.isNull() ? QByteArray() : QByteArray(""));
        shelf.access = access;
        shelf.obeys = false;
        QVERIFY(shelf.create(u"s1"_s, u"Secret"_s));
        QVERIFY(shelf.signIn());
        QVERIFY(shelf.isKept(SpaceKeeping::Open)); // and is said
        QVERIFY(shelf.spaces->add(SpaceId(u"s1"_s), jid(u"tomas"_s)));
        QVERIFY(shelf.isThrough());
        QVERIFY(!shelf.server.heard().contains("Secret"));
        QVERIFY(shelf.find(u"s1"_s)); // here it is all the same
    }

    /// publish-options that are ignored, or a node that somebody opens meanwhile.
    void whatCameIntoAnOpenNodeIsTakenBack()
    {
        Shelf shelf("");
        shelf.access = "whitelist";
        shelf.onChange = [&shelf](const QByteArray &) {
            shelf.access = "open";
            shelf.obeys = false;
            return QByteArray("");
        };
        QVERIFY(shelf.create(u"s1"_s, u"Secret"_s));
        QVERIFY(shelf.signIn());
        QVERIFY(shelf.hears("<delete node=\"urn:jackdaw:spaces:0\""));
        QVERIFY(shelf.isKept(SpaceKeeping::Open));
        shelf.event("<delete node='urn:jackdaw:spaces:0'/>");
        QVERIFY(shelf.isThrough());
        QVERIFY(shelf.find(u"s1"_s));
    }

    /// Opened while nobody was here, by a server that does not close it again.
    void whatLiesInANodeThatStaysOpenIsTakenBack()
    {
        Shelf shelf(item("s1", "Work", chat("tomas")));
        shelf.access = "open";
        shelf.obeys = false;
        QVERIFY(shelf.signIn());
        QVERIFY(shelf.hears("<delete node=\"urn:jackdaw:spaces:0\""));
        QVERIFY(shelf.isKept(SpaceKeeping::Open));
        shelf.event("<delete node='urn:jackdaw:spaces:0'/>");
        QVERIFY(shelf.isThrough());
        QVERIFY(shelf.find(u"s1"_s)); // here it stays
    }

    void aServerWithoutNodesIsSaid()
    {
        Shelf shelf;
        QVERIFY(shelf.create(u"s1"_s, u"Work"_s));
        shelf.answer = [](const QByteArray &, const QByteArray &iq) {
            return iq.contains("pubsub") ? SignedIn::error("service-unavailable") : QByteArray();
        };
        QVERIFY(shelf.signIn());
        QVERIFY(shelf.isKept(SpaceKeeping::Refused));
        QVERIFY(shelf.find(u"s1"_s));
    }

    void othersCannotChangeThem_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::newRow("a stranger") << QByteArray("eve@harbor.example");
        QTest::newRow("the server") << QByteArray("harbor.example");
        QTest::newRow("a device of ours") << QByteArray("mara@harbor.example/phone");
    }
    void othersCannotChangeThem()
    {
        QFETCH(QByteArray, from);
        Shelf shelf(item("s1", "Work"));
        shelf.access = "whitelist";
        QVERIFY(shelf.signIn());
        QVERIFY(shelf.isNamed(u"s1"_s, u"Work"_s));
        shelf.told(item("s1", "Mine") + item("s9", "New"), from);
        shelf.told("<retract id='s1'/>", from);
        shelf.event("<purge node='urn:jackdaw:spaces:0'/>", from);
        QVERIFY(shelf.isThrough());
        QCOMPARE(shelf.find(u"s1"_s)->traits.name, u"Work"_s);
        QVERIFY(!shelf.find(u"s9"_s));
    }

    void followsOtherDevices()
    {
        Shelf shelf(item("s1", "Work") + item("s2", "Home"));
        shelf.access = "whitelist";
        QVERIFY(shelf.signIn());
        QVERIFY(shelf.isKept(SpaceKeeping::Kept));
        shelf.told(item("s1", "Job", chat("ama"), "theirs", 2));
        QVERIFY(shelf.isNamed(u"s1"_s, u"Job"_s));
        shelf.told("<retract id='s2'/>");
        QTRY_VERIFY(!shelf.find(u"s2"_s));
        QVERIFY(shelf.published().isEmpty());
        shelf.make();
        QVERIFY(!shelf.find(u"s2"_s));
    }

    /// What was changed here without a stream, and there meanwhile.
    void changesOfBothMeetAtSignIn()
    {
        Shelf shelf(item("s1", "Work", chat("tomas")));
        shelf.access = "whitelist";
        QVERIFY(shelf.signIn());
        QVERIFY(shelf.isNamed(u"s1"_s, u"Work"_s));
        shelf.connection->close();
        QTRY_VERIFY(!shelf.connection->isOnline());
        QVERIFY(shelf.rename(u"s1"_s, u"Job"_s));
        QVERIFY(shelf.spaces->takeOut(SpaceId(u"s1"_s), jid(u"tomas"_s)));
        shelf.make(); // it waits on disk
        shelf.items = item("s1", "Work", chat("tomas") + chat("ama", 2));
        QVERIFY(shelf.signIn());
        QVERIFY(shelf.isSettled());
        QCOMPARE(shelf.find(u"s1"_s)->traits.name, u"Job"_s);
        QCOMPARE(shelf.find(u"s1"_s)->chats, QSet<BareJid>{jid(u"ama"_s)});
        QVERIFY(shelf.published().contains("Job"));
        QVERIFY(shelf.published().contains("ama@harbor.example"));
    }

    /// The server takes another device's first, and ours replaces it there: it is put in again.
    void whatOursReplacedIsNotLost()
    {
        Shelf shelf(item("s1", "Work"));
        shelf.access = "whitelist";
        QVERIFY(shelf.signIn());
        QVERIFY(shelf.isKept(SpaceKeeping::Kept));
        int publications = 0;
        shelf.onChange = [&](const QByteArray &iq) {
            if (++publications == 1) {
                shelf.told(item("s1", "Work", chat("ama", 2))); // before ours
                shelf.told(item("s1", "Job", {}, Shelf::editOf(iq)));
            }
            return QByteArray("");
        };
        QVERIFY(shelf.rename(u"s1"_s, u"Job"_s));
        QTRY_COMPARE(publications, 2);
        QVERIFY(shelf.isSettled());
        QVERIFY(shelf.published().contains("Job") && shelf.published().contains("ama@harbor.example"));
        QCOMPARE(shelf.find(u"s1"_s)->chats, QSet<BareJid>{jid(u"ama"_s)});
    }

    /// And the other way round: what comes after ours is the newest, and ours is not put there again over it.
    void whatReplacedOursStands()
    {
        Shelf shelf(item("s1", "Work"));
        shelf.access = "whitelist";
        QVERIFY(shelf.signIn());
        QVERIFY(shelf.isKept(SpaceKeeping::Kept));
        int publications = 0;
        shelf.onChange = [&](const QByteArray &iq) {
            if (++publications == 1) {
                shelf.told(item("s1", "Job", {}, Shelf::editOf(iq)));
                shelf.told(item("s1", "Office", chat("ama", 3), "theirs", 3)); // by one that has seen ours
            }
            return QByteArray("");
        };
        QVERIFY(shelf.rename(u"s1"_s, u"Job"_s));
        QVERIFY(shelf.isNamed(u"s1"_s, u"Office"_s));
        QVERIFY(shelf.isThrough());
        QVERIFY(shelf.isSettled());
        QCOMPARE(publications, 1);
        QCOMPARE(shelf.find(u"s1"_s)->traits.name, u"Office"_s);
    }

    /// Another device's word that does not know ours takes nothing of it away: it is put there again.
    void whatDoesNotKnowOursTakesNothingAway()
    {
        Shelf shelf(item("s1", "Work", chat("tomas")));
        shelf.access = "whitelist";
        QVERIFY(shelf.signIn());
        QVERIFY(shelf.isKept(SpaceKeeping::Kept));
        int publications = 0;
        shelf.onChange = [&](const QByteArray &iq) {
            if (++publications == 1) {
                shelf.told(item("s1", "Work", chat("tomas") + chat("left", 2), Shelf::editOf(iq)));
                shelf.told(
                    item("s1", "Work",
                         chat("tomas", 2, "rule") + chat("right", 2))); // behind ours, by one that has not seen it
            }
            return QByteArray("");
        };
        QVERIFY(shelf.spaces->add(SpaceId(u"s1"_s), jid(u"left"_s)));
        QTRY_COMPARE(publications, 2);
        QVERIFY(shelf.isSettled());
        QCOMPARE(shelf.find(u"s1"_s)->chats, (QSet<BareJid>{jid(u"left"_s), jid(u"right"_s)}));
    }

    void aChangeIsNotLostToADeletion()
    {
        Shelf shelf(item("s1", "Work", chat("tomas")));
        shelf.access = "whitelist";
        QVERIFY(shelf.signIn());
        QVERIFY(shelf.isKept(SpaceKeeping::Kept));
        shelf.connection->close();
        QTRY_VERIFY(!shelf.connection->isOnline());
        QVERIFY(shelf.spaces->add(SpaceId(u"s1"_s), jid(u"ama"_s)));
        shelf.items = "";
        QVERIFY(shelf.signIn());
        QVERIFY(shelf.isSettled());
        QVERIFY(shelf.published().contains("ama@harbor.example") && shelf.published().contains("tomas@harbor.example"));
    }

    void isDeletedThereAsHere()
    {
        Shelf shelf(item("s1", "Work"));
        shelf.access = "whitelist";
        QVERIFY(shelf.signIn());
        QVERIFY(shelf.isKept(SpaceKeeping::Kept));
        shelf.connection->close();
        QTRY_VERIFY(!shelf.connection->isOnline());
        QVERIFY(shelf.spaces->remove(SpaceId(u"s1"_s)));
        shelf.make();
        QVERIFY(!shelf.find(u"s1"_s));
        shelf.items = item("s1", "Work", chat("ama")); // another device still has it
        QVERIFY(shelf.signIn());
        QVERIFY(shelf.hears("<retract node=\"urn:jackdaw:spaces:0\""));
        QVERIFY(shelf.isSettled());
        QVERIFY(!shelf.find(u"s1"_s));
    }

    /// XEP-0060, 6.5.4: a server may give a part, and what is not in it was not deleted.
    void aPartOfThemIsNotAllOfThem_data()
    {
        QTest::addColumn<QByteArrayList>("ends"); // of each part
        QTest::addColumn<bool>("isWhole");
        const auto end = [](const QByteArray &last, int count) {
            const QByteArray all = count < 0 ? QByteArray() : "<count>" + QByteArray::number(count) + "</count>";
            return "<set xmlns='http://jabber.org/protocol/rsm'><first index='0'>x</first><last>" + last + "</last>" + all + "</set>";
        };
        QTest::newRow("two parts, counted") << QByteArrayList{end("s1", 2), end("s2", 2)} << true;
        QTest::newRow("two parts, not counted") << QByteArrayList{end("s1", -1), end("s2", -1), "none"} << true;
        QTest::newRow("it cannot be asked on") << QByteArrayList{"<set xmlns='http://jabber.org/protocol/rsm'><count>3</count></set>"} << false;
        QTest::newRow("it gives the same again") << QByteArrayList{end("s1", 3), end("s1", 3)} << false;
        QTest::newRow("it gives no more") << QByteArrayList{end("s1", 3), "error"} << false;
        QTest::newRow("another device writes between two") << QByteArrayList{end("s1", 2), "told" + end("s2", 2)} << false;
    }
    void aPartOfThemIsNotAllOfThem()
    {
        QFETCH(QByteArrayList, ends);
        QFETCH(bool, isWhole);
        Shelf shelf(item("s1", "Work") + item("s2", "Home") + item("s3", "Boat"));
        shelf.access = "whitelist";
        QVERIFY(shelf.signIn());
        QVERIFY(shelf.isNamed(u"s3"_s, u"Boat"_s));
        shelf.connection->close();
        QTRY_VERIFY(!shelf.connection->isOnline());
        shelf.make();
        QVERIFY(shelf.find(u"s3"_s));
        int part = 0;
        shelf.onFetch = [&](const QByteArray &iq) {
            const QByteArray last = "<after>s" + QByteArray::number(part) + "</after>";
            const bool isAskedOn = part == 0 ? !iq.contains("<after>") : iq.contains(last);
            if (part >= ends.size() || !isAskedOn) {
                return SignedIn::error("bad-request");
            }
            QByteArray answer = ends.at(part++);
            if (answer == "error") {
                return SignedIn::error("internal-server-error");
            }
            if (answer.startsWith("told")) {
                shelf.told(item("s9", "New"));
                answer = answer.sliced(4);
            }
            return answer == "none" ? Shelf::given({})
                                    : Shelf::given(part == 1 ? item("s1", "Job", {}, "theirs", 2) : item("s2", "Home"), answer);
        };
        QVERIFY(shelf.signIn());
        QVERIFY(shelf.isNamed(u"s1"_s, u"Job"_s));
        QVERIFY(shelf.isKept(SpaceKeeping::Kept));
        QCOMPARE(part, ends.size());
        QCOMPARE(shelf.find(u"s3"_s).has_value(), !isWhole);
        QVERIFY(shelf.find(u"s2"_s));
        QCOMPARE(shelf.find(u"s9"_s).has_value(), ends.constLast().startsWith("told"));
        QVERIFY(shelf.published().isEmpty());
    }

    void whatIsTooMuchIsRefused()
    {
        Shelf shelf;
        QCOMPARE(shelf.create(u"s1"_s, u"  \n "_s).error().kind, ErrorKind::NotAcceptable);
        for (int i = 0; i < maximumSpaces; ++i) {
            QVERIFY(shelf.create(QString::number(i), u"Work"_s));
        }
        QCOMPARE(shelf.create(u"more"_s, u"Work"_s).error().kind, ErrorKind::TooMany);
        QVERIFY(shelf.rename(u"1"_s, u"Job"_s));
        QCOMPARE(shelf.spaces->add(SpaceId(u"none"_s), jid(u"ama"_s)).error().kind, ErrorKind::NotFound);
    }
};

JACKDAW_TEST(SpaceServiceTest)

} // namespace space_service_test

#include "SpaceServiceTest.moc"
