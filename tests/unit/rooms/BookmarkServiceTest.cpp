// SPDX-License-Identifier: GPL-3.0-or-later
#include "SignedIn.h"
#include "rooms/BookmarkService.h"
#include "chat/MessageStore.h"
#include "rooms/RoomService.h"
#include "support/TestProgram.h"

#include <QSignalSpy>

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

namespace bookmark_service_test {

BareJid room(const QString &name)
{
    return *BareJid::parse(name + u"@groups.harbor.example"_s);
}

QByteArray item(const QByteArray &name, const QByteArray &attributes, const QByteArray &inside = {})
{
    return "<item id='" + name + "@groups.harbor.example'><conference xmlns='urn:xmpp:bookmarks:1' " + attributes + ">" + inside + "</conference></item>";
}

/// `end`: of a part of them.
QByteArray items(const QByteArray &all, const QByteArray &end = {})
{
    return "<pubsub xmlns='http://jabber.org/protocol/pubsub'><items node='urn:xmpp:bookmarks:1'>" + all + "</items>" + end + "</pubsub>";
}

QByteArray stored(const QByteArray &all)
{
    return "<query xmlns='jabber:iq:private'><storage xmlns='storage:bookmarks'>" + all + "</storage></query>";
}

/// An account whose server keeps bookmarks as a test says.
struct Desk : SignedIn
{
    explicit Desk(const QByteArray &fetched = items({})) : SignedIn([this](const QByteArray &to, const QByteArray &iq) { return reply(to, iq); }), nodes(fetched)
    {
        make();
    }
    ~Desk()
    {
        bookmarks.reset();
        rooms.reset();
    }
    void make()
    {
        rooms = std::make_unique<RoomService>(context(), nullptr, std::make_unique<FakeAlarm>(clock));
        bookmarks = std::make_unique<BookmarkService>(context(), *rooms);
    }
    QByteArray reply(const QByteArray &to, const QByteArray &iq) const
    {
        if (to.contains("groups")) { // rooms say what they are, and nothing else
            return iq.contains("disco#info") ? QByteArray("<query xmlns='http://jabber.org/protocol/disco#info'>"
                                                          "<identity category='conference' type='text'/><feature var='http://jabber.org/protocol/muc'/></query>")
                                             : QByteArray();
        }
        if (iq.contains("pubsub#owner")) {
            return onConfigure(iq);
        }
        if (iq.contains("<publish") || iq.contains("<retract")) {
            return onChange;
        }
        if (iq.contains("storage:bookmarks")) {
            if (onAskedBefore) {
                onAskedBefore();
            }
            const bool isSet = iq.contains("type=\"set\"");
            if (isSet && onStoredBefore) {
                onStoredBefore(iq);
            }
            return isSet ? onChange : before;
        }
        if (iq.contains("urn:xmpp:bookmarks:1")) {
            return iq.contains("<after>") ? nodesBehind(iq) : nodes;
        }
        return QByteArray();
    }
    bool has(const QString &name, bool autojoin)
    {
        return QTest::qWaitFor([&] {
            const Bookmark *found = bookmarks->find(room(name));
            return found && found->autojoin == autojoin;
        }, 10'000);
    }
    bool hasNot(const QString &name)
    {
        return QTest::qWaitFor([&] { return !bookmarks->find(room(name)); }, 10'000);
    }
    std::optional<RoomState> stateOf(const QString &name) const
    {
        const Room *found = rooms->room(room(name));
        return found ? std::optional(found->state) : std::nullopt;
    }
    Unsent unsent(const QString &name)
    {
        const auto all = BookmarkStore(*database).load(id);
        for (const auto &kept : *all) {
            if (kept.bookmark.room == room(name)) {
                return kept.unsent;
            }
        }
        return Unsent::Nothing;
    }
    void event(const QByteArray &inside, const QByteArray &from = "mara@harbor.example")
    {
        server.say("<message from='" + from + "' to='mara@harbor.example/desk' type='headline'><event xmlns='http://jabber.org/protocol/pubsub#event'>"
                   + inside + "</event></message>");
    }

    QByteArray nodes;
    std::function<QByteArray(const QByteArray &iq)> nodesBehind; ///< where `nodes` are a part
    QByteArray before = stored({});
    QByteArray onChange = "";
    std::function<void()> onAskedBefore; ///< before the answer about the old way
    std::function<void(const QByteArray &iq)> onStoredBefore;
    std::function<QByteArray(const QByteArray &iq)> onConfigure = [](const QByteArray &) { return QByteArray(""); };
    std::unique_ptr<RoomService> rooms;
    std::unique_ptr<BookmarkService> bookmarks;
};

/// The rooms that an account keeps, in step with its other devices.
class BookmarkServiceTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void takesWhatTheServerHas()
    {
        Desk desk(items(item("crews", "name='Field crews' autojoin='true'", "<nick>Mara</nick>") + item("quiet", "name='Quiet'")));
        QSignalSpy told(desk.bookmarks.get(), &BookmarkService::bookmarksChanged);
        QVERIFY(desk.signIn());
        QVERIFY(desk.has(u"crews"_s, true));
        QVERIFY(desk.has(u"quiet"_s, false));
        QTRY_VERIFY(desk.stateOf(u"crews"_s).has_value());
        QVERIFY(!desk.stateOf(u"quiet"_s));
        QVERIFY(!told.isEmpty());
        const auto all = told.constLast()[1].value<QList<RoomBookmark>>();
        QCOMPARE(all.size(), 2);
        QCOMPARE(all[0].name, u"Field crews"_s);
        QCOMPARE(all[0].nick, u"Mara"_s);
        QCOMPARE(BookmarkStore(*desk.database).load(desk.id)->size(), 2);
        QVERIFY(!desk.server.heard().contains("<publish")); // nothing of ours is newer
    }

    void whatIsKeptIsEnteredBeforeTheServerAnswers()
    {
        Desk desk;
        Bookmark crews;
        crews.room = room(u"crews"_s);
        crews.autojoin = true;
        QVERIFY(BookmarkStore(*desk.database).store(desk.id, {crews, Unsent::Nothing, {}}));
        QVERIFY(MessageStore(*desk.database).ensureRoomConversation(desk.id, ConversationKind::Room, crews.room)); // we were there
        desk.bookmarks.reset();
        desk.rooms.reset();
        desk.make();
        QCOMPARE(desk.stateOf(u"crews"_s), std::optional(RoomState::Lost)); // wanted, and waiting for a session
        // The server has it no more: another device took it away while we were off.
        QVERIFY(desk.signIn());
        QVERIFY(desk.hasNot(u"crews"_s));
        QVERIFY(BookmarkStore(*desk.database).load(desk.id)->isEmpty());
    }

    void changesWithoutASessionGoOutWithTheNext()
    {
        Desk desk(items(item("crews", "name='theirs' autojoin='false'") + item("gone", "autojoin='false'")));
        QVERIFY(desk.bookmarks->keepEntering(room(u"crews"_s), u"Mara"_s, u"secret"_s));
        QVERIFY(desk.bookmarks->rename(room(u"gone"_s), u"x"_s));
        QVERIFY(desk.bookmarks->remove(room(u"gone"_s)));
        QCOMPARE(desk.unsent(u"crews"_s), Unsent::Change);
        QCOMPARE(desk.unsent(u"gone"_s), Unsent::Removal);
        QVERIFY(!desk.bookmarks->find(room(u"gone"_s)));
        QVERIFY(desk.signIn());
        QVERIFY(desk.hears("<retract node=\"urn:xmpp:bookmarks:1\""));
        QVERIFY(desk.hears("<publish node=\"urn:xmpp:bookmarks:1\""));
        QVERIFY(desk.hears("<password>secret</password>"));
        QVERIFY(desk.hears("whitelist"));
        QTRY_COMPARE(desk.unsent(u"crews"_s), Unsent::Nothing);
        QTRY_COMPARE(BookmarkStore(*desk.database).load(desk.id)->size(), 1);
        QVERIFY(desk.has(u"crews"_s, true)); // the user's word here is newer
    }

    void whatWasNotTakenGoesAgain()
    {
        Desk desk;
        desk.onChange = SignedIn::error("internal-server-error");
        QVERIFY(desk.signIn());
        QVERIFY(desk.isThrough());
        QVERIFY(desk.bookmarks->keepEntering(room(u"crews"_s), {}, {}));
        QVERIFY(desk.hears("<publish"));
        QVERIFY(desk.isThrough());
        QCOMPARE(desk.unsent(u"crews"_s), Unsent::Change);
        desk.onChange = "";
        desk.connection->close();
        QTRY_VERIFY(!desk.connection->isOnline());
        QVERIFY(desk.signIn());
        QVERIFY(desk.hears("<publish"));
        QTRY_COMPARE(desk.unsent(u"crews"_s), Unsent::Nothing);
    }

    void otherDevicesAreFollowed()
    {
        Desk desk;
        QVERIFY(desk.signIn());
        QVERIFY(desk.isThrough());
        const QByteArray open = "<items node='urn:xmpp:bookmarks:1'>";
        desk.event(open + item("crews", "name='Crews' autojoin='true'") + "</items>");
        QVERIFY(desk.has(u"crews"_s, true));
        QTRY_VERIFY(desk.stateOf(u"crews"_s) == RoomState::Entering);
        desk.event(open + item("crews", "name='Crews' autojoin='false'") + "</items>");
        QVERIFY(desk.has(u"crews"_s, false));
        QVERIFY(desk.stateOf(u"crews"_s) != RoomState::Entering); // left
        desk.event(open + item("other", "autojoin='true'") + item("third", "autojoin='false'") + "</items>");
        QVERIFY(desk.has(u"other"_s, true));
        desk.event(open + "<retract id='other@groups.harbor.example'/></items>");
        QVERIFY(desk.hasNot(u"other"_s));
        QVERIFY(desk.has(u"third"_s, false));
        desk.event("<purge node='urn:xmpp:bookmarks:1'/>");
        QVERIFY(desk.hasNot(u"third"_s));
        QVERIFY(desk.bookmarks->bookmarks().isEmpty());
        QVERIFY(!desk.server.heard().contains("<publish")); // an echo of theirs is no change of ours
    }

    void nobodyElseChangesThem() // facts/security.md, I4
    {
        Desk desk(items(item("crews", "autojoin='true'")));
        QVERIFY(desk.signIn());
        QVERIFY(desk.has(u"crews"_s, true));
        const QByteArray evil = "<items node='urn:xmpp:bookmarks:1'>" + item("evil", "autojoin='true'") + "</items>";
        for (const QByteArray &from : {QByteArray("mallory@evil.example"), QByteArray("mara@harbor.example.evil.example"), QByteArray("harbor.example")}) {
            desk.event(evil, from);
            desk.event("<purge node='urn:xmpp:bookmarks:1'/>", from);
        }
        QVERIFY(desk.isThrough());
        QVERIFY(!desk.bookmarks->find(room(u"evil"_s)));
        QVERIFY(!desk.stateOf(u"evil"_s));
        QVERIFY(desk.bookmarks->find(room(u"crews"_s)));
    }

    void whatOthersWroteIsGivenBack()
    {
        Desk desk(items(item("crews", "name='Crews' autojoin='false'",
                             "<extensions><theme xmlns='urn:example:theme' colour='teal'/></extensions>")));
        QVERIFY(desk.signIn());
        QVERIFY(desk.has(u"crews"_s, false));
        QVERIFY(desk.bookmarks->setNotify(room(u"crews"_s), RoomNotify::OnMention));
        QVERIFY(desk.hears("urn:xmpp:notification-settings:1"));
        QVERIFY(desk.hears("on-mention"));
        QVERIFY(desk.hears("urn:example:theme"));
        QVERIFY(desk.hears("teal"));
        QCOMPARE(desk.bookmarks->bookmarks().constFirst().notify, RoomNotify::OnMention);
        // The same again is no change.
        QTRY_COMPARE(desk.unsent(u"crews"_s), Unsent::Nothing);
        const auto before = desk.server.heard().count("<publish ");
        QVERIFY(desk.bookmarks->setNotify(room(u"crews"_s), RoomNotify::OnMention));
        QVERIFY(desk.isThrough());
        QCOMPARE(desk.server.heard().count("<publish "), before);
    }

    void whatAnotherDeviceChangedMeanwhileStays()
    {
        // Both changed it while this one was without a link: it the name, another the nickname and what only that knows.
        Desk desk(items(item("crews", "name='theirs' autojoin='true' minimize='true'",
                             "<nick>Marion</nick><extensions><theme xmlns='urn:example:theme' colour='teal'/></extensions>")));
        Bookmark before;
        before.room = room(u"crews"_s);
        before.name = u"old"_s;
        before.nick = u"Mara"_s;
        before.autojoin = true;
        QVERIFY(BookmarkStore(*desk.database).store(desk.id, {before, Unsent::Nothing, {}}));
        desk.bookmarks.reset();
        desk.rooms.reset();
        desk.make();
        QVERIFY(desk.bookmarks->rename(room(u"crews"_s), u"ours"_s));
        QVERIFY(desk.signIn());
        QVERIFY(desk.hears("<publish node="));
        const QByteArray heard = desk.server.heard();
        const QByteArray sent = heard.mid(heard.indexOf("<publish node="));
        for (const QByteArray &part : {QByteArray("name=\"ours\""), QByteArray("<nick>Marion</nick>"), QByteArray("teal"), QByteArray("minimize=\"true\"")}) {
            QVERIFY2(sent.contains(part), sent.constData());
        }
        QTRY_COMPARE(desk.unsent(u"crews"_s), Unsent::Nothing);
    }

    void anOddErrorTakesNoRoomAway()
    {
        Desk desk(SignedIn::error("internal-server-error"));
        Bookmark crews;
        crews.room = room(u"crews"_s);
        crews.autojoin = true;
        QVERIFY(BookmarkStore(*desk.database).store(desk.id, {crews, Unsent::Nothing, {}}));
        desk.bookmarks.reset();
        desk.rooms.reset();
        desk.make();
        QVERIFY(desk.signIn());
        QVERIFY(desk.hears("urn:xmpp:bookmarks:1"));
        QVERIFY(desk.isThrough());
        QVERIFY(desk.bookmarks->find(room(u"crews"_s)));
        QVERIFY(!desk.server.heard().contains("storage:bookmarks")); // what is there is no word about the new way
    }

    void aNodeThatOthersMadeIsMadeFit() // XEP-0060, 7.1.5
    {
        Desk desk;
        desk.onChange = "<error type='cancel'><conflict xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>"
                        "<precondition-not-met xmlns='http://jabber.org/protocol/pubsub#errors'/></error>";
        desk.onConfigure = [&desk](const QByteArray &iq) {
            desk.onChange = iq.contains("whitelist") ? QByteArray("") : desk.onChange;
            return QByteArray("");
        };
        QVERIFY(desk.signIn());
        QVERIFY(desk.isThrough());
        QVERIFY(desk.bookmarks->keepEntering(room(u"crews"_s), {}, {}));
        QTRY_COMPARE(desk.unsent(u"crews"_s), Unsent::Nothing);
        QCOMPARE(desk.server.heard().count("<configure"), 1);
    }

    void whoWasSentAwayComesWithTheNextSession()
    {
        Desk desk(items(item("crews", "autojoin='true'")));
        QVERIFY(desk.signIn());
        QTRY_COMPARE(desk.stateOf(u"crews"_s), std::optional(RoomState::Entering));
        QVERIFY(desk.hears("protocol/muc\""));
        desk.server.say("<presence from='crews@groups.harbor.example/mara' type='error' to='mara@harbor.example/desk'>"
                        + SignedIn::error("registration-required") + "</presence>");
        QTRY_COMPARE(desk.stateOf(u"crews"_s), std::optional(RoomState::Refused));
        desk.connection->close();
        QTRY_VERIFY(!desk.connection->isOnline());
        QVERIFY(desk.signIn());
        QTRY_COMPARE(desk.stateOf(u"crews"_s), std::optional(RoomState::Entering));
    }

    void autojoinIsSwitched()
    {
        Desk desk;
        QVERIFY(desk.signIn());
        QVERIFY(desk.isThrough());
        QVERIFY(desk.bookmarks->setAutojoin(room(u"crews"_s), Autojoin::On));
        QVERIFY(desk.has(u"crews"_s, true));
        QTRY_COMPARE(desk.stateOf(u"crews"_s), std::optional(RoomState::Entering));
        QVERIFY(desk.hears("autojoin=\"true\""));
        QVERIFY(desk.bookmarks->setAutojoin(room(u"crews"_s), Autojoin::Off));
        QVERIFY(desk.has(u"crews"_s, false));
        QCOMPARE(desk.stateOf(u"crews"_s), std::optional(RoomState::Entering)); // stays until the user leaves
        QVERIFY(desk.bookmarks->keepEntering(room(u"crews"_s), {}, {}));
        QVERIFY(desk.bookmarks->stopEntering(room(u"crews"_s)));
        QVERIFY(desk.has(u"crews"_s, false)); // still in the list
        QVERIFY(desk.bookmarks->stopEntering(room(u"nothing"_s)));
        QVERIFY(!desk.bookmarks->find(room(u"nothing"_s)));
    }

    void theOrderIsOurs()
    {
        Desk desk(items(item("a", "name='A'") + item("b", "name='B'") + item("c", "name='C'")));
        QVERIFY(desk.signIn());
        QVERIFY(desk.has(u"c"_s, false));
        QVERIFY(desk.bookmarks->setOrder({room(u"c"_s), room(u"a"_s)}));
        QStringList order;
        const auto all = desk.bookmarks->bookmarks();
        for (const RoomBookmark &each : all) {
            order.append(each.name);
        }
        QCOMPARE(order, QStringList({u"B"_s, u"C"_s, u"A"_s})); // what has no place counts as 0: nobody shows it by that
        QVERIFY(desk.hears("<place xmlns=\"urn:jackdaw:bookmarks-order:0\" at=\"2\"/>"));
        QTRY_COMPARE(desk.unsent(u"c"_s), Unsent::Nothing);
        QTRY_COMPARE(desk.unsent(u"a"_s), Unsent::Nothing);
        QCOMPARE(desk.unsent(u"b"_s), Unsent::Nothing);
        // Another device gives another order.
        const auto placed = [](const char *room, int at) {
            return item(room, "name='Zed'", "<extensions><place xmlns='urn:jackdaw:bookmarks-order:0' at='" + QByteArray::number(at) + "'/></extensions>");
        };
        desk.event("<items node='urn:xmpp:bookmarks:1'>" + placed("c", 3) + "</items>");
        const auto placeNow = [&desk](const QString &name) {
            const auto now = desk.bookmarks->bookmarks();
            return std::find_if(now.cbegin(), now.cend(), [&](const RoomBookmark &each) { return each.room == room(name); })->place;
        };
        QTRY_COMPARE(placeNow(u"c"_s), 3);
        QCOMPARE(placeNow(u"a"_s), 2);
        // What was changed here without a stream stays against what another device did not touch of it.
        desk.connection->close();
        QTRY_VERIFY(!desk.connection->isOnline());
        QVERIFY(desk.bookmarks->setOrder({room(u"a"_s), room(u"c"_s)}));
        desk.nodes = items(item("a", "name='Other'") + item("b", "name='B'") + placed("c", 3));
        QVERIFY(desk.signIn());
        QTRY_COMPARE(desk.bookmarks->find(room(u"a"_s))->name, u"Other"_s);
        QCOMPARE(placeNow(u"a"_s), 1);
        QCOMPARE(placeNow(u"c"_s), 2);
    }

    void anOrderIsKeptWholeOrNotAtAll()
    {
        Desk desk(items(item("a", "name='A'") + item("b", "name='B'") + item("c", "name='C'")));
        QVERIFY(desk.signIn());
        QVERIFY(desk.has(u"c"_s, false));
        QVERIFY(desk.isThrough());
        const auto order = [](const QList<Bookmark> &all) {
            QStringList out(all.size());
            for (const Bookmark &each : all) {
                const int place = placeOf(each);
                if (place > 0 && place <= out.size()) {
                    out[place - 1] = each.room.local();
                }
            }
            return out.join(u' ');
        };
        const auto onDisk = [&] {
            QList<Bookmark> all;
            const auto kept = BookmarkStore(*desk.database).load(desk.id);
            for (const auto &each : *kept) {
                all.append(each.bookmark);
            }
            return order(all);
        };
        const auto here = [&] {
            return order({*desk.bookmarks->find(room(u"a"_s)), *desk.bookmarks->find(room(u"b"_s)), *desk.bookmarks->find(room(u"c"_s))});
        };
        QSignalSpy told(desk.bookmarks.get(), &BookmarkService::bookmarksChanged);
        QVERIFY(desk.bookmarks->setOrder({room(u"c"_s), room(u"a"_s), room(u"b"_s)}));
        QCOMPARE(told.size(), 1);
        QCOMPARE(onDisk(), u"c a b"_s);
        QVERIFY(desk.bookmarks->setOrder({room(u"c"_s), room(u"a"_s), room(u"b"_s)}));
        QCOMPARE(told.size(), 1); // the same again is no change
        for (const QString &each : {u"a"_s, u"b"_s, u"c"_s}) {
            QTRY_COMPARE(desk.unsent(each), Unsent::Nothing);
        }
        // What ends in the middle leaves the order of before on disk, and not half of it.
        QVERIFY(desk.database->change(u"CREATE TRIGGER never BEFORE INSERT ON bookmark WHEN NEW.room LIKE 'b@%' "
                                      "BEGIN SELECT RAISE(ABORT, 'no'); END"_s));
        QSignalSpy failed(desk.bookmarks.get(), &BookmarkService::storageFailed);
        told.clear();
        QVERIFY(!desk.bookmarks->setOrder({room(u"a"_s), room(u"b"_s), room(u"c"_s)}));
        QCOMPARE(onDisk(), u"c a b"_s);
        QCOMPARE(failed.size(), 1);
        QCOMPARE(told.size(), 1);
        QCOMPARE(here(), u"a b c"_s); // as the user wished it, for the server and for now
    }

    /// XEP-0060, 6.5.4: a server may give a part, and nobody leaves the rooms that are not in it.
    void aPartOfThemIsNotAllOfThem_data()
    {
        QTest::addColumn<QByteArray>("last"); // of the part
        QTest::addColumn<bool>("isGiven"); // the rest
        QTest::newRow("and the rest") << QByteArray("<last>a@groups</last>") << true;
        QTest::newRow("alone") << QByteArray("<last>a@groups</last>") << false;
        QTest::newRow("and cannot be asked on") << QByteArray() << false;
    }
    void aPartOfThemIsNotAllOfThem()
    {
        QFETCH(QByteArray, last);
        QFETCH(bool, isGiven);
        Desk desk(items(item("a", "name='A'") + item("b", "name='B'") + item("c", "name='C'")));
        QVERIFY(desk.signIn());
        QVERIFY(desk.has(u"c"_s, false));
        desk.connection->close();
        QTRY_VERIFY(!desk.connection->isOnline());
        const auto end = [](const QByteArray &at) { return "<set xmlns='http://jabber.org/protocol/rsm'>" + at + "<count>2</count></set>"; };
        desk.nodes = items(item("a", "name='Zed'"), end(last));
        int asked = 0;
        desk.nodesBehind = [&](const QByteArray &iq) {
            ++asked;
            return !isGiven || !iq.contains("<after>a@groups</after>") ? SignedIn::error("feature-not-implemented")
                                                                      : items(item("b", "name='B'"), end("<last>b@groups</last>"));
        };
        QVERIFY(desk.signIn());
        QTRY_COMPARE(desk.bookmarks->find(room(u"a"_s))->name, u"Zed"_s);
        QTRY_COMPARE(asked, last.isEmpty() ? 0 : 1);
        QVERIFY(desk.isThrough());
        QVERIFY(desk.bookmarks->find(room(u"b"_s)));
        QCOMPARE(desk.bookmarks->find(room(u"c"_s)) != nullptr, !isGiven);
    }

    /// What cannot be read as a bookmark is one of those that the server counts all the same: the last part is the end,
    /// and what is in none was removed.
    void thoseThatCannotBeReadCountToo()
    {
        Desk desk(items(item("a", "name='A'") + item("b", "name='B'")));
        QVERIFY(desk.signIn());
        QVERIFY(desk.has(u"b"_s, false));
        desk.connection->close();
        QTRY_VERIFY(!desk.connection->isOnline());
        const auto end = [](const QByteArray &last) {
            return "<set xmlns='http://jabber.org/protocol/rsm'><last>" + last + "</last><count>3</count></set>";
        };
        const QByteArray strange = "<item id='no room'><conference xmlns='urn:xmpp:bookmarks:1'/></item>";
        desk.nodes = items(strange, end("no room"));
        QByteArrayList asked;
        desk.nodesBehind = [&](const QByteArray &iq) {
            const bool isFirst = iq.contains("<after>no room</after>");
            asked << (isFirst ? "first" : iq.contains("<after>y</after>") ? "beyond" : "other");
            return isFirst ? items(item("a", "name='Zed'") + "<item id='y'/>", end("y")) : SignedIn::error("item-not-found");
        };
        QVERIFY(desk.signIn());
        QTRY_COMPARE(desk.bookmarks->find(room(u"a"_s))->name, u"Zed"_s);
        QVERIFY(desk.isThrough());
        QCOMPARE(asked, QByteArrayList{"first"});
        QTRY_VERIFY(!desk.bookmarks->find(room(u"b"_s)));
    }

    /// Another device keeps a room while the list is given in parts: it stands in none of them, and is not gone.
    void whatCameBetweenTwoPartsWasNotRemoved()
    {
        Desk desk(items(item("a", "name='A'") + item("b", "name='B'")));
        QVERIFY(desk.signIn());
        QVERIFY(desk.has(u"b"_s, false));
        desk.connection->close();
        QTRY_VERIFY(!desk.connection->isOnline());
        const auto end = [](const QByteArray &last) {
            return "<set xmlns='http://jabber.org/protocol/rsm'><last>" + last + "</last><count>2</count></set>";
        };
        desk.nodes = items(item("a", "name='Zed'"), end("a@groups"));
        desk.nodesBehind = [&](const QByteArray &) {
            desk.event("<items node='urn:xmpp:bookmarks:1'>" + item("late", "name='Late'") + "</items>");
            return items(item("b", "name='Bee'"), end("b@groups"));
        };
        QVERIFY(desk.signIn());
        QTRY_COMPARE(desk.bookmarks->find(room(u"b"_s))->name, u"Bee"_s);
        QVERIFY(desk.isThrough());
        QVERIFY(desk.bookmarks->find(room(u"late"_s)));
    }

    void theOldWayIsTheBeginningOfTheNew()
    {
        Desk desk(SignedIn::error("item-not-found"));
        desk.before = stored("<conference jid='old@groups.harbor.example' name='Old' autojoin='true'/>");
        QVERIFY(desk.signIn());
        QVERIFY(desk.has(u"old"_s, true));
        QVERIFY(desk.hears("<publish node=\"urn:xmpp:bookmarks:1\""));
        QTRY_COMPARE(desk.unsent(u"old"_s), Unsent::Nothing);
    }

    void aPushBetweenBothWaysStays()
    {
        Desk desk(SignedIn::error("item-not-found"));
        // Another device makes the first bookmark while we ask for those of the old way, which has it too by then (Prosody).
        desk.before = stored("<conference jid='crews@groups.harbor.example' autojoin='true'/>");
        desk.onAskedBefore = [&] { desk.event("<items node='urn:xmpp:bookmarks:1'>" + item("crews", "autojoin='true'") + "</items>"); };
        QVERIFY(desk.signIn());
        QVERIFY(desk.hears("storage:bookmarks"));
        QVERIFY(desk.isThrough());
        QVERIFY(desk.has(u"crews"_s, true));
        QTRY_VERIFY(desk.stateOf(u"crews"_s) == RoomState::Entering);
    }

    /// There too what is chosen holds in the next session and on other devices, and is written once.
    void theOldWayKeepsWhatWasChosen()
    {
        Desk desk(SignedIn::error("feature-not-implemented"));
        desk.before = stored("<conference jid='a@groups.harbor.example' name='A'/><conference jid='b@groups.harbor.example' name='B'/>");
        int written = 0;
        desk.onStoredBefore = [&](const QByteArray &iq) {
            ++written;
            const auto from = iq.indexOf("<query");
            desk.before = iq.mid(from, iq.indexOf("</query>") + qstrlen("</query>") - from);
        };
        int asked = 0;
        desk.onAskedBefore = [&asked] { ++asked; };
        QVERIFY(desk.signIn());
        QVERIFY(desk.has(u"b"_s, false));
        QVERIFY(desk.bookmarks->setNotify(room(u"a"_s), RoomNotify::Never));
        QVERIFY(desk.bookmarks->setPinned(room(u"a"_s), true));
        QTRY_COMPARE(desk.unsent(u"a"_s), Unsent::Nothing);
        QVERIFY(desk.isThrough());
        const int before = written;
        QVERIFY(desk.bookmarks->setOrder({room(u"b"_s), room(u"a"_s)}));
        QTRY_COMPARE(desk.unsent(u"a"_s), Unsent::Nothing);
        QTRY_COMPARE(desk.unsent(u"b"_s), Unsent::Nothing);
        QVERIFY(desk.isThrough());
        QCOMPARE(written, before + 1); // one order is one list there
        const auto isAsChosen = [](const BookmarkService &service) {
            const Bookmark *a = service.find(room(u"a"_s));
            const Bookmark *b = service.find(room(u"b"_s));
            return a && b && isPinned(*a) && notifyOf(*a) == RoomNotify::Never && placeOf(*a) == 2 && !isPinned(*b) && placeOf(*b) == 1;
        };
        QVERIFY(isAsChosen(*desk.bookmarks));
        QSignalSpy pinned(desk.bookmarks.get(), &BookmarkService::pinnedChanged);
        QSignalSpy notified(desk.bookmarks.get(), &BookmarkService::notifyChanged);
        for (int session = 2; session < 4; ++session) {
            desk.connection->close();
            QTRY_VERIFY(!desk.connection->isOnline());
            const int askedBefore = asked;
            QVERIFY(desk.signIn());
            QTRY_VERIFY(asked > askedBefore);
            QVERIFY(desk.isThrough());
            QVERIFY(isAsChosen(*desk.bookmarks));
            QCOMPARE(pinned.size() + notified.size(), 0);
            QVERIFY(desk.bookmarks->rename(room(u"a"_s), u"In session %1"_s.arg(session)));
            QTRY_COMPARE(desk.unsent(u"a"_s), Unsent::Nothing);
            QCOMPARE(desk.before.count("<extensions"), 2);
        }
        Desk other(SignedIn::error("feature-not-implemented"));
        other.before = desk.before;
        QVERIFY(other.signIn());
        QVERIFY(other.has(u"b"_s, false));
        QVERIFY(isAsChosen(*other.bookmarks));
    }

    void serversWithOnlyTheOldWay()
    {
        Desk desk(SignedIn::error("feature-not-implemented"));
        desk.before = stored("<conference jid='old@groups.harbor.example' name='Old' autojoin='true'/><url name='Docs' url='https://x.example/'/>");
        QVERIFY(desk.signIn());
        QVERIFY(desk.has(u"old"_s, true));
        QVERIFY(desk.bookmarks->keepEntering(room(u"crews"_s), u"Mara"_s, {}));
        QVERIFY(desk.hears("https://x.example/")); // all is one thing there: what else was in it stays
        const QByteArray heard = desk.server.heard();
        const QByteArray set = heard.mid(heard.lastIndexOf("<storage"));
        QVERIFY(set.contains("old@groups.harbor.example"));
        QVERIFY(set.contains("crews@groups.harbor.example"));
        QVERIFY(!heard.contains("<publish"));
        QTRY_COMPARE(desk.unsent(u"crews"_s), Unsent::Nothing);
        QVERIFY(desk.bookmarks->remove(room(u"old"_s)));
        QTRY_COMPARE(BookmarkStore(*desk.database).load(desk.id)->size(), 1);
    }
};

JACKDAW_TEST(BookmarkServiceTest)

} // namespace bookmark_service_test

#include "BookmarkServiceTest.moc"
