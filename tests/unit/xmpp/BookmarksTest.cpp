// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/Bookmarks.h"
#include "xmpp/NotificationSettings.h"
#include "support/TestProgram.h"

#include <QDomDocument>
#include <QTest>
#include <QXmlStreamWriter>

using namespace jackdaw;
using namespace Qt::StringLiterals;

namespace bookmarks_test {

/// Bookmarks as other programs write them, and that nothing of theirs is lost when we write them again.
class BookmarksTest : public QObject
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
    template<class Write>
    static QString payload(Write write)
    {
        QString xml;
        QXmlStreamWriter writer(&xml);
        write(writer);
        return xml;
    }
    static QList<Bookmark> read(const QString &items)
    {
        return readBookmarks(dom(u"<iq type='result'><pubsub xmlns='http://jabber.org/protocol/pubsub'>"
                                 "<items node='urn:xmpp:bookmarks:1'>%1</items></pubsub></iq>"_s.arg(items)));
    }
    static QString item(const QString &id, const QString &inside, const QString &attributes = {})
    {
        return u"<item id='%1'><conference xmlns='urn:xmpp:bookmarks:1' %3>%2</conference></item>"_s.arg(id, inside, attributes);
    }
    static QDomElement extensions(const QString &inside)
    {
        return dom(u"<extensions xmlns='urn:xmpp:bookmarks:1'>%1</extensions>"_s.arg(inside));
    }
    static QString notify(const QString &inside) { return u"<notify xmlns='urn:xmpp:notification-settings:1'>%1</notify>"_s.arg(inside); }

private Q_SLOTS:
    void readsThem() // XEP-0402, examples 1, 2 and 4
    {
        const auto all = read(item(u"theplay@conference.shakespeare.lit"_s, u"<nick>JC</nick><password>p</password>"_s,
                                   u"name=\"The Play's the Thing\" autojoin='1'"_s)
                              + item(u"orchard@conference.shakespeare.lit"_s, {}) + item(u"conference.shakespeare.lit"_s, {})
                              + u"<item id='nothing@conference.shakespeare.lit'/>"_s);
        QCOMPARE(all.size(), 2);
        QCOMPARE(all[0], (Bookmark{*BareJid::parse(u"theplay@conference.shakespeare.lit"), u"The Play's the Thing"_s, u"JC"_s, u"p"_s, true, {}, {}}));
        QCOMPARE(all[1], (Bookmark{*BareJid::parse(u"orchard@conference.shakespeare.lit"), {}, {}, {}, false, {}, {}}));
    }

    void keepsWhatOthersPutThere()
    {
        const QString theirs = u"<state xmlns='http://myclient.example/bookmark/state' minimized='true' xml:lang='de'><a>1 &lt; 2</a> "
                               "<b xmlns='urn:b'><c xmlns='http://myclient.example/bookmark/state'/></b></state><pinned xmlns='urn:p'/>"_s;
        const auto before = read(item(u"a@c.example"_s, u"<extensions>%1</extensions>"_s.arg(theirs), u"name='A'"_s));
        QCOMPARE(before.size(), 1);
        Bookmark changed = before.constFirst();
        changed.name = u"Another"_s;
        const QDomElement published = dom(payload([&](QXmlStreamWriter &writer) { writeBookmark(writer, changed); }));
        const QDomElement stored = published.firstChildElement(u"publish"_s).firstChildElement(u"item"_s);
        QCOMPARE(stored.attribute(u"id"_s), u"a@c.example"_s);
        const QDomElement kept = stored.firstChildElement(u"conference"_s).firstChildElement(u"extensions"_s);
        QCOMPARE(kept.namespaceURI(), u"urn:xmpp:bookmarks:1"_s);
        const QDomElement state = kept.firstChildElement(u"state"_s);
        QCOMPARE(state.namespaceURI(), u"http://myclient.example/bookmark/state"_s);
        QCOMPARE(state.attribute(u"minimized"_s), u"true"_s);
        QCOMPARE(state.attributeNS(u"http://www.w3.org/XML/1998/namespace"_s, u"lang"_s), u"de"_s);
        QCOMPARE(state.firstChildElement(u"a"_s).text(), u"1 < 2"_s);
        QCOMPARE(state.firstChildElement(u"b"_s).namespaceURI(), u"urn:b"_s);
        QCOMPARE(state.firstChildElement(u"b"_s).firstChildElement(u"c"_s).namespaceURI(), u"http://myclient.example/bookmark/state"_s);
        QCOMPARE(kept.firstChildElement(u"pinned"_s).namespaceURI(), u"urn:p"_s);
        // Written and read again it is the same, however often.
        QCOMPARE(read(item(u"a@c.example"_s, changed.extensions, u"name='Another'"_s)).value(0), changed);
    }

    void keepsThemFromOthers()
    {
        const QString published = payload([](QXmlStreamWriter &writer) { writeBookmark(writer, {*BareJid::parse(u"a@c.example"), {}, {}, {}, true, {}, {}}); });
        for (const QString &option : {u"pubsub#access_model\"><value>whitelist<"_s, u"pubsub#max_items\"><value>max<"_s,
                                      u"pubsub#persist_items\"><value>true<"_s, u"pubsub#send_last_published_item\"><value>never<"_s}) {
            QVERIFY2(published.contains(option), qPrintable(published));
        }
        QVERIFY(published.contains(u"autojoin=\"true\""));
        QVERIFY(!published.contains(u"extensions"));
    }

    void readsEvents()
    {
        const auto event = [](const QString &inside) {
            return readBookmarkEvent(dom(u"<message from='juliet@capulet.lit' type='headline'><event xmlns='http://jabber.org/protocol/pubsub#event'>"
                                         "%1</event></message>"_s.arg(inside)));
        };
        const auto changed = event(u"<items node='urn:xmpp:bookmarks:1'>%1<retract id='gone@c.example'/></items>"_s.arg(item(u"a@c.example"_s, {})));
        QVERIFY(changed);
        QCOMPARE(changed->changed.size(), 1);
        QCOMPARE(changed->removed, QList<BareJid>{*BareJid::parse(u"gone@c.example")});
        QVERIFY(event(u"<purge node='urn:xmpp:bookmarks:1'/>"_s)->purged);
        QVERIFY(!event(u"<items node='urn:xmpp:avatar:data'/>"_s));
        QVERIFY(!readBookmarkEvent(dom(u"<message><body>hi</body></message>"_s)));
    }

    void readsAndWritesThemAsTheyWereBefore() // XEP-0048, examples 1 and 2; XEP-0049
    {
        const QDomElement stored = dom(
            u"<iq type='result'><query xmlns='jabber:iq:private'><storage xmlns='storage:bookmarks'>"
            "<conference name='Council of Oberon' autojoin='true' jid='council@conference.underhill.org'><nick>Puck</nick></conference>"
            "<url name='Complete Works of Shakespeare' url='http://the-tech.mit.edu/Shakespeare/'/></storage></query></iq>"_s);
        const auto all = readBookmarksBefore(stored);
        QCOMPARE(all, (QList<Bookmark>{{*BareJid::parse(u"council@conference.underhill.org"), u"Council of Oberon"_s, u"Puck"_s, {}, true, {}, {}}}));
        const QString written = payload([&](QXmlStreamWriter &writer) { writeBookmarksBefore(writer, all, {}, stored); });
        const QDomElement again = dom(u"<iq>%1</iq>"_s.arg(written));
        QCOMPARE(readBookmarksBefore(again), all);
        QVERIFY2(written.contains(u"<url "_s) && written.contains(u"the-tech.mit.edu"_s), qPrintable(written));
    }

    /// XEP-0048 has no <extensions/>: those of XEP-0402 are written there all the same, so they are read there too.
    void theOldWayKeepsTheExtensions()
    {
        const auto answer = [](const QString &inside) {
            return u"<iq type='result'><query xmlns='jabber:iq:private'><storage xmlns='storage:bookmarks'>%1</storage></query></iq>"_s.arg(inside);
        };
        QString stored = answer(u"<conference jid='a@c.example'><theme xmlns='urn:t'/></conference>"_s);
        Bookmark bookmark = readBookmarksBefore(dom(stored)).value(0);
        const auto keep = [&] {
            const QDomElement before = dom(stored);
            const QString written = payload([&](QXmlStreamWriter &writer) { writeBookmarksBefore(writer, {bookmark}, {}, before); });
            stored = u"<iq type='result'>%1</iq>"_s.arg(written);
        };
        setPinned(bookmark, true);
        setNotify(bookmark, RoomNotify::OnMention);
        setPlace(bookmark, 2);
        for (int place = 2; place < 5; ++place) {
            setPlace(bookmark, place);
            keep();
            QCOMPARE(stored.count(u"<extensions"_s), 1);
            QCOMPARE(readBookmarksBefore(dom(stored)), QList<Bookmark>{bookmark});
            bookmark = readBookmarksBefore(dom(stored)).value(0);
            QVERIFY(isPinned(bookmark));
            QCOMPARE(notifyOf(bookmark), RoomNotify::OnMention);
            QCOMPARE(placeOf(bookmark), place);
            QVERIFY(bookmark.others.contains(u"urn:t"_s));
        }
        // As earlier versions left it, the newest first, and so many that it was not read at all.
        QString many;
        for (int place = 1; place < 1500; ++place) {
            many += u"<extensions xmlns='urn:xmpp:bookmarks:1'><place xmlns='urn:jackdaw:bookmarks-order:0' at='%1'/></extensions>"_s.arg(place);
        }
        many += u"<extensions xmlns='urn:xmpp:bookmarks:1'><pinned xmlns='urn:xmpp:bookmarks-pinning:0'/><x xmlns='urn:p'/><x xmlns='urn:p'/></extensions>"_s;
        stored = answer(u"<conference jid='a@c.example'><theme xmlns='urn:t'/>%1</conference>"_s.arg(many));
        bookmark = readBookmarksBefore(dom(stored)).value(0);
        QCOMPARE(bookmark.room.toString(), u"a@c.example"_s);
        QCOMPARE(placeOf(bookmark), 1);
        QVERIFY(isPinned(bookmark));
        QCOMPARE(bookmark.extensions.count(u"urn:p"_s), 2); // what others wrote is kept as it stood
        QCOMPARE(bookmark.extensions.count(u"<place"_s), 1);
        keep();
        QCOMPARE(stored.count(u"<extensions"_s), 1);
        QVERIFY(stored.contains(u"urn:t"_s));
        QCOMPARE(readBookmarksBefore(dom(stored)), QList<Bookmark>{bookmark});
    }

    void whatNobodyChangedStaysAsItIsThere()
    {
        const QDomElement stored = dom(
            u"<iq type='result'><query xmlns='jabber:iq:private'><storage xmlns='storage:bookmarks'>"
            "<conference name='One' autojoin='true' jid='one@c.example' minimize='true'><nick>Puck</nick><theme xmlns='urn:t'>teal</theme></conference>"
            "<conference name='Two' jid='two@c.example' print_status='all'/><conference name='Three' jid='three@c.example'/></storage></query></iq>"_s);
        Bookmark one = readBookmarksBefore(stored).value(0);
        one.name = u"First"_s;
        Bookmark four;
        four.room = *BareJid::parse(u"four@c.example");
        const QString written = payload([&](QXmlStreamWriter &writer) {
            writeBookmarksBefore(writer, {one, four}, {*BareJid::parse(u"three@c.example")}, stored);
        });
        const QDomElement again = dom(u"<iq>%1</iq>"_s.arg(written));
        const auto all = readBookmarksBefore(again);
        QCOMPARE(all.size(), 3);
        QCOMPARE(all[0], one);
        QCOMPARE(all[1].name, u"Two"_s);
        QCOMPARE(all[2].room, four.room);
        QVERIFY2(written.contains(u"minimize=\"true\""_s) && written.contains(u"teal"_s), qPrintable(written));
        QVERIFY2(written.contains(u"print_status=\"all\""_s), qPrintable(written));
        QVERIFY(!written.contains(u"three@c.example"_s));
    }

    void readsWhenToTell_data() // XEP-0492, examples 1 to 3
    {
        QTest::addColumn<QString>("inside");
        QTest::addColumn<RoomNotify>("notify");
        QTest::newRow("never") << notify(u"<never/>"_s) << RoomNotify::Never;
        QTest::newRow("by kind of program") << notify(u"<never identity-category='client' identity-type='pc'/><on-mention identity-category='client' "
                                                      "identity-type='phone'/><on-mention identity-category='gateway'/><always/>"_s) << RoomNotify::Never;
        QTest::newRow("for clients") << notify(u"<always/><on-mention identity-category='client'/>"_s) << RoomNotify::OnMention;
        QTest::newRow("for phones alone") << notify(u"<never identity-category='client' identity-type='phone'/>"_s) << RoomNotify::Unset;
        QTest::newRow("unknown") << notify(u"<sometimes/>"_s) << RoomNotify::Unset;
        QTest::newRow("of another namespace") << u"<notify xmlns='urn:x'><never/></notify>"_s << RoomNotify::Unset;
        QTest::newRow("none") << QString() << RoomNotify::Unset;
    }
    void readsWhenToTell()
    {
        QFETCH(QString, inside);
        QFETCH(RoomNotify, notify);
        QCOMPARE(readNotify(extensions(inside)), notify);
    }

    void setsWhenToTellAndLeavesTheRest()
    {
        Bookmark bookmark = read(item(u"a@c.example"_s, u"<extensions><pinned xmlns='urn:p'/>%1</extensions>"_s.arg(
            notify(u"<never identity-category='client' identity-type='phone'/><always identity-category='client' identity-type='pc'/><always/>"_s)))).value(0);
        setNotify(bookmark, RoomNotify::OnMention);
        QCOMPARE(notifyOf(bookmark), RoomNotify::OnMention);
        QVERIFY(bookmark.extensions.contains(u"urn:p"_s));
        QVERIFY(bookmark.extensions.contains(u"identity-type=\"phone\""_s));
        QVERIFY(!bookmark.extensions.contains(u"always"_s));
        setNotify(bookmark, RoomNotify::Unset);
        QCOMPARE(notifyOf(bookmark), RoomNotify::Unset);
        QVERIFY(bookmark.extensions.contains(u"identity-type=\"phone\""_s));

        Bookmark plain{*BareJid::parse(u"a@c.example"), {}, {}, {}, true, {}, {}};
        setNotify(plain, RoomNotify::Never);
        QCOMPARE(notifyOf(plain), RoomNotify::Never);
        QCOMPARE(notifyOf(read(item(u"a@c.example"_s, plain.extensions)).value(0)), RoomNotify::Never);
        setNotify(plain, RoomNotify::Unset);
        QVERIFY(plain.extensions.isEmpty());
    }

    void pinsAndLeavesTheRest()
    {
        Bookmark bookmark = read(item(u"a@c.example"_s, u"<extensions><pinned xmlns='urn:p'/>%1</extensions>"_s.arg(notify(u"<never/>"_s)))).value(0);
        QVERIFY(!isPinned(bookmark)); // another's element of that name
        setPinned(bookmark, true);
        Bookmark elsewhere = read(item(u"a@c.example"_s, bookmark.extensions)).value(0);
        QVERIFY(isPinned(elsewhere));
        QCOMPARE(elsewhere.extensions.count(u"urn:xmpp:bookmarks-pinning:0"_s), 1);
        setPinned(elsewhere, false);
        QVERIFY(!isPinned(elsewhere));
        QVERIFY(elsewhere.extensions.contains(u"urn:p"_s));
        QCOMPARE(notifyOf(elsewhere), RoomNotify::Never);
        Bookmark plain{*BareJid::parse(u"a@c.example"), {}, {}, {}, true, {}, {}};
        setPinned(plain, true);
        setPinned(plain, false);
        QVERIFY(plain.extensions.isEmpty());
    }

    /// No specification has an order: ours stands among what others keep.
    void theOrderIsKeptInTheExtensions()
    {
        Bookmark bookmark = read(item(u"a@c.example"_s, u"<extensions><x xmlns='urn:p'/></extensions>"_s)).value(0);
        QCOMPARE(placeOf(bookmark), 0);
        setPlace(bookmark, 3);
        setPlace(bookmark, 2);
        QCOMPARE(placeOf(bookmark), 2);
        QCOMPARE(bookmark.extensions.count(u"<place"), 1);
        QVERIFY(bookmark.extensions.contains(u"urn:p"));
        setPlace(bookmark, 0);
        QCOMPARE(placeOf(bookmark), 0);
        QVERIFY(bookmark.extensions.contains(u"urn:p"));
        Bookmark plain;
        setPlace(plain, 1);
        QCOMPARE(placeOf(plain), 1);
        setPlace(plain, 0);
        QVERIFY(plain.extensions.isEmpty());
        for (const QString &at : {u"-4"_s, u"0"_s, u"many"_s, u"99999999999"_s}) {
            const QString place = u"<extensions><place xmlns='urn:jackdaw:bookmarks-order:0' at='%1'/></extensions>"_s.arg(at);
            QCOMPARE(placeOf(read(item(u"a@c.example"_s, place)).value(0)), 0);
        }
    }

    void whatWasToldBeforeItWasMutedIsKept()
    {
        Bookmark bookmark{*BareJid::parse(u"a@c.example"), {}, {}, {}, true, {}, {}};
        setNotify(bookmark, RoomNotify::Never);
        QCOMPARE(notifyBeforeOf(bookmark), RoomNotify::Unset); // nobody had chosen anything
        setNotify(bookmark, RoomNotify::OnMention);
        QCOMPARE(notifyBeforeOf(bookmark), RoomNotify::Unset);
        setNotify(bookmark, RoomNotify::Never);
        // Another device reads it too.
        Bookmark elsewhere = read(item(u"a@c.example"_s, bookmark.extensions)).value(0);
        QCOMPARE(notifyOf(elsewhere), RoomNotify::Never);
        QCOMPARE(notifyBeforeOf(elsewhere), RoomNotify::OnMention);
        setNotify(elsewhere, RoomNotify::Never);
        QCOMPARE(notifyBeforeOf(elsewhere), RoomNotify::OnMention);
        setNotify(elsewhere, notifyBeforeOf(elsewhere));
        QCOMPARE(notifyOf(elsewhere), RoomNotify::OnMention);
        QVERIFY(!elsewhere.extensions.contains(u"urn:jackdaw"_s));
        // What nobody can have chosen is no choice.
        const Bookmark strange = read(item(u"a@c.example"_s, u"<extensions>%1</extensions>"_s.arg(notify(
            u"<never><advanced><before xmlns='urn:jackdaw:muting:0'>never</before></advanced></never>"_s)))).value(0);
        QCOMPARE(notifyBeforeOf(strange), RoomNotify::Unset);
    }
};

JACKDAW_TEST(BookmarksTest)

} // namespace bookmarks_test

#include "BookmarksTest.moc"
