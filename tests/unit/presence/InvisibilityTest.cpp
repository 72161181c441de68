// SPDX-License-Identifier: GPL-3.0-or-later
// Being invisible by what the server can (XEP-0186, XEP-0126): what is said, in which order, and what is kept to
// oneself.
#include "support/HidingServer.h"
#include "support/ScriptedAccount.h"
#include "support/TestProgram.h"
#include "xmpp/PrivacyLists.h"

#include <QDomDocument>
#include <QSignalSpy>
#include <QXmlStreamWriter>

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

namespace invisibility_test {

/// The answers to what the server can are held, and given later.
struct Held
{
    HidingServer server;
    QList<QByteArray> ids = {};
    bool isHolding = true;

    ScriptedServer::Script script()
    {
        ScriptedServer::Script script = server.script();
        script.answer = [this, usual = script.answer](const QByteArray &iq, const QByteArray &id) {
            if (!isHolding || !iq.contains("disco#info") || !iq.contains("to=\"harbor.example\"")) {
                return usual(iq, id);
            }
            ids << id;
            return QByteArray(" ");
        };
        return script;
    }
    void giveAll(ScriptedAccount &account)
    {
        for (const QByteArray &id : std::exchange(ids, {})) {
            account.server.say("<iq type='result' id='" + id
                               + "' from='harbor.example'><query xmlns='http://jabber.org/protocol/disco#info'>"
                                 "<feature var='" + server.feature + "'/></query></iq>");
        }
    }
};

class InvisibilityTest : public QObject
{
    Q_OBJECT

    using Wish = InvisibilityService::Wish;

    /// The position of the last thing said with this in it.
    static qsizetype said(ScriptedAccount &account, const QByteArray &part)
    {
        return account.server.heard().lastIndexOf(part);
    }

private Q_SLOTS:
    void listsAreReadAndWritten()
    {
        QDomDocument document;
        QVERIFY(document.setContent("<iq>" + blockedList + "</iq>", QDomDocument::ParseOption::UseNamespaceProcessing));
        const QList<PrivacyItem> items = readPrivacyList(document.documentElement());
        QCOMPARE(items.size(), 2);
        QCOMPARE(items[0], (PrivacyItem{u"jid"_s, u"pest@harbor.example"_s, true, 7, {}}));
        QCOMPARE(items[1], (PrivacyItem{{}, {}, false, 9, {u"message"_s}}));
        QString xml;
        QXmlStreamWriter writer(&xml);
        writePrivacyList(writer, u"x"_s, invisibleList({items[1], items[0]}));
        QCOMPARE(xml,
                 u"<query xmlns=\"jabber:iq:privacy\"><list name=\"x\">"
                 "<item type=\"subscription\" value=\"both\" action=\"deny\" order=\"1\"><presence-out/></item>"
                 "<item type=\"subscription\" value=\"from\" action=\"deny\" order=\"2\"><presence-out/></item>"
                 "<item type=\"jid\" value=\"pest@harbor.example\" action=\"deny\" order=\"3\"/>"
                 "<item action=\"allow\" order=\"4\"><message/></item></list></query>"_s);
    }

    void onlyWhereTheServerCan()
    {
        HidingServer server{.feature = "other"};
        ScriptedAccount account(server.script());
        QVERIFY(account.isReady());
        QVERIFY(account.isThrough());
        QTRY_COMPARE(account.features->invisibility.state(), Invisibility::NotOffered);
        const auto refused = account.features->invisibility.set(Wish::Hidden).result();
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::Unavailable);
        QVERIFY(server.asked.isEmpty());
    }

    void theWishWaitsForWhatTheServerCan()
    {
        Held held;
        ScriptedAccount account(held.script());
        account.open();
        QTRY_VERIFY(account.connection->isOnline());
        QTRY_VERIFY(!held.ids.isEmpty());
        QVERIFY(account.isThrough());
        QCOMPARE(account.features->invisibility.state(), Invisibility::Unknown);
        const auto overtaken = account.features->invisibility.set(Wish::Hidden);
        QVERIFY(!overtaken.isFinished());
        QVERIFY(account.features->invisibility.set(Wish::Seen).result());
        QVERIFY(overtaken.isFinished());
        QCOMPARE(overtaken.result().error().kind, ErrorKind::Cancelled);
        const auto hidden = account.features->invisibility.set(Wish::Hidden);
        QVERIFY(!hidden.isFinished());
        held.giveAll(account);
        QTRY_VERIFY(hidden.isFinished());
        QVERIFY(hidden.result());
        QCOMPARE(account.features->invisibility.state(), Invisibility::Hidden);
        QVERIFY(held.server.has("<active name=\"jackdaw-invisible-"));
    }

    /// What the server of the session before could says nothing of this one's.
    void eachSessionAsksAnew()
    {
        Held held;
        held.isHolding = false;
        ScriptedAccount account(held.script());
        QVERIFY(account.isReady());
        QTRY_COMPARE(account.features->invisibility.state(), Invisibility::Seen);
        account.connection->close();
        QTRY_VERIFY(!account.connection->isOnline());
        held.isHolding = true;
        account.open();
        QTRY_VERIFY(account.connection->isOnline());
        QTRY_VERIFY(!held.ids.isEmpty());
        QCOMPARE(account.features->invisibility.state(), Invisibility::Unknown);
        held.giveAll(account);
        QTRY_COMPARE(account.features->invisibility.state(), Invisibility::Seen);
    }

    /// Who wishes to be seen before the server has said what it can is not told that it cannot hide them.
    void whatIsNotAnsweredYetIsNotKnown()
    {
        Held held;
        ScriptedAccount account(held.script());
        QVERIFY(account.features->invisibility.set(Wish::Hidden).result());
        account.open();
        QTRY_VERIFY(account.connection->isOnline());
        QTRY_VERIFY(!held.ids.isEmpty());
        const auto seen = account.features->invisibility.set(Wish::Seen);
        QTRY_VERIFY(seen.isFinished());
        QVERIFY(seen.result());
        QCOMPARE(account.features->invisibility.state(), Invisibility::Unknown);
        held.giveAll(account);
        QTRY_COMPARE(account.features->invisibility.state(), Invisibility::Seen);
    }

    /// Nor is it where the server says nothing of use.
    void anErrorIsNoAnswer()
    {
        HidingServer server;
        bool isBusy = true;
        ScriptedServer::Script script = server.script();
        script.answer = [&isBusy, usual = script.answer](const QByteArray &iq, const QByteArray &id) {
            const bool isAsked = iq.contains("disco#info") && iq.contains("to=\"harbor.example\"");
            return isBusy && isAsked ? "<iq type='error' id='" + id + "' from='harbor.example'><error type='wait'>"
                    "<resource-constraint xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>"
                                     : usual(iq, id);
        };
        ScriptedAccount account(script);
        QSignalSpy changed(&account.features->invisibility, &InvisibilityService::changed);
        QVERIFY(account.isReady());
        QTRY_VERIFY(account.server.heard().contains("disco#info"));
        QVERIFY(account.isThrough());
        QCOMPARE(account.features->invisibility.state(), Invisibility::Unknown);
        QVERIFY(changed.isEmpty());
        const auto refused = account.features->invisibility.set(Wish::Hidden).result();
        QVERIFY(!refused);
        QVERIFY(refused.error().kind != ErrorKind::Unavailable); // that it cannot, nobody said
        isBusy = false;
        account.connection->close();
        QTRY_VERIFY(!account.connection->isOnline());
        account.open();
        QTRY_COMPARE(account.features->invisibility.state(), Invisibility::Seen);
    }

    void whatAServerCannotIsKnownWhenItSaysSo()
    {
        Held held{{.feature = "other"}};
        ScriptedAccount account(held.script());
        account.open();
        QTRY_VERIFY(!held.ids.isEmpty());
        const auto hidden = account.features->invisibility.set(Wish::Hidden);
        QVERIFY(!hidden.isFinished());
        held.giveAll(account);
        QTRY_VERIFY(hidden.isFinished());
        QCOMPARE(hidden.result().error().kind, ErrorKind::Unavailable);
        QCOMPARE(account.features->invisibility.state(), Invisibility::NotOffered);
    }

    void aWishThatIsOvertakenWritesNoList()
    {
        HidingServer server;
        ScriptedAccount account(server.script());
        QVERIFY(account.isReady());
        QTRY_COMPARE(account.features->invisibility.state(), Invisibility::Seen);
        const auto hidden = account.features->invisibility.set(Wish::Hidden);
        const auto seen = account.features->invisibility.set(Wish::Seen);
        QTRY_VERIFY(hidden.isFinished() && seen.isFinished());
        QVERIFY(seen.result());
        QVERIFY(account.isThrough());
        QVERIFY(account.isThrough());
        QVERIFY(!server.has("<item"));
        QVERIFY(!server.has("<list name=\"\""));
        QVERIFY(!server.has("<active name"));
        QCOMPARE(account.features->invisibility.state(), Invisibility::Seen);
    }

    void aListHidesUsFromContactsAlone()
    {
        HidingServer server;
        ScriptedAccount account(server.script());
        QVERIFY(account.isReady());
        QTRY_COMPARE(account.features->invisibility.state(), Invisibility::Seen);
        account.server.say("<presence from='tomas@harbor.example/desk'/>");
        QVERIFY(account.isThrough());
        const auto hidden = account.features->invisibility.set(Wish::Hidden);
        QTRY_VERIFY(hidden.isFinished());
        QVERIFY(hidden.result());
        QCOMPARE(account.features->invisibility.state(), Invisibility::Hidden);
        QVERIFY(account.isThrough());
        // Those who may see us are told that we are gone before the list keeps that from them too; others are told
        // nothing.
        const QByteArray heard = account.server.heard();
        const qsizetype active = said(account, "<active name=\"jackdaw-invisible-");
        const QByteArray list = account.server.heard().mid(active + 14, 26);
        for (const QByteArray who : {"tomas@harbor.example", "leila@harbor.example"}) {
            const QRegularExpression gone(
                u"<presence [^>]*to=\"%1\"[^>]*unavailable|<presence [^>]*unavailable[^>]*to=\"%1\""_s.arg(
                    QString::fromLatin1(who)));
            const auto match = gone.match(QString::fromUtf8(heard));
            QVERIFY2(match.hasMatch(), who.constData());
            QVERIFY(match.capturedStart() < active);
        }
        QVERIFY(!heard.contains("to=\"jonas@harbor.example\""));
        QVERIFY(server.has("value=\"pest@harbor.example\"")); // who is blocked stays so
        // What they could ask or be told otherwise, they do not learn either.
        const Sender tomas(*Jid::parse(u"tomas@harbor.example/desk"));
        QVERIFY(!account.features->roster.mayLearn(Authority::Topic::Version, tomas));

        const auto seen = account.features->invisibility.set(Wish::Seen);
        QTRY_VERIFY(seen.isFinished());
        QVERIFY(seen.result());
        QCOMPARE(account.features->invisibility.state(), Invisibility::Seen);
        QVERIFY(account.isThrough());
        QVERIFY(said(account, "<active/>") > active);
        QVERIFY(said(account, "<presence>") > said(account, "<active/>")
                || said(account, "<presence xmlns") > said(account, "<active/>"));
        QVERIFY(account.features->roster.mayLearn(Authority::Topic::Version, tomas));
        // What hid us goes, once it is of no use; and that is asked for once.
        const auto isRemoval = [&](const QByteArray &iq) {
            return iq.contains("<list name=\"" + list + "\"/>") && iq.contains("type=\"set\"");
        };
        QTRY_VERIFY2(isRemoval(server.asked.last()), server.asked.last().constData());
        QVERIFY(account.isThrough());
        server.asked.clear();
        account.connection->close();
        QTRY_VERIFY(!account.connection->isOnline());
        account.open();
        QTRY_VERIFY(account.connection->isOnline());
        QVERIFY(account.isThrough());
        QVERIFY(account.isThrough());
        QCOMPARE(account.features->invisibility.state(), Invisibility::Seen);
        QVERIFY(server.asked.isEmpty());
    }

    void nothingIsAnnouncedBeforeANewSessionIsHidden_data()
    {
        QTest::addColumn<QByteArray>("feature");
        QTest::newRow("privacy list") << QByteArray("jabber:iq:privacy");
        QTest::newRow("command") << QByteArray("urn:xmpp:invisible:1");
    }
    void nothingIsAnnouncedBeforeANewSessionIsHidden()
    {
        QFETCH(const QByteArray, feature);
        HidingServer server{.feature = feature};
        ScriptedAccount account(server.script());
        QVERIFY(account.isReady());
        QTRY_COMPARE(account.features->invisibility.state(), Invisibility::Seen);
        const auto hidden = account.features->invisibility.set(Wish::Hidden);
        QTRY_VERIFY(hidden.isFinished());
        QVERIFY(hidden.result());
        account.connection->close();
        QTRY_VERIFY(!account.connection->isOnline());
        server.asked.clear();
        account.open();
        QTRY_VERIFY(account.connection->isOnline());
        const bool isList = feature == "jabber:iq:privacy";
        QTRY_VERIFY(server.has(isList ? "<active name" : "<invisible "));
        QVERIFY(account.isThrough());
        QVERIFY(account.isThrough());
        QCOMPARE(account.features->invisibility.state(), Invisibility::Hidden);
        // The first presence of the session is none that anybody could see.
        const QString heard = QString::fromUtf8(account.server.heard());
        static const QRegularExpression available(u"<presence(?=[ />])(?![^>]*(unavailable|subscribe))[^>]*>"_s);
        const qsizetype first = heard.indexOf(available);
        if (isList) {
            QVERIFY2(first > heard.indexOf(u"<active name"_s), qPrintable(heard.mid(first - 200, 600)));
        } else {
            QCOMPARE(first, -1);
        }
        // Nor one that says we are gone: servers pass it on, and who is gone has just been there.
        static const QRegularExpression toAll(u"<presence(?=[ />])(?![^>]*to=)[^>]*>"_s);
        const qsizetype firstToAll = heard.indexOf(toAll);
        QVERIFY2(isList ? firstToAll > heard.indexOf(u"<active name"_s) : firstToAll == -1, qPrintable(heard.right(2000)));
        // Nor does another status show us.
        QVERIFY(account.features->ownStatus.choose({Availability::Away, u"Lunch"_s, 0}).result());
        QVERIFY(account.isThrough());
        QCOMPARE(account.server.heard().contains("Lunch"), isList); // the list keeps it
        const auto seen = account.features->invisibility.set(Wish::Seen);
        QTRY_VERIFY(seen.isFinished());
        QVERIFY(account.isThrough());
        QVERIFY(said(account, "Lunch") > said(account, isList ? "<active/>" : "<visible "));
    }

    void aServerThatDoesNotKeepItsWordIsSaid()
    {
        HidingServer server;
        ScriptedAccount account(server.script());
        QVERIFY(account.isReady());
        QTRY_COMPARE(account.features->invisibility.state(), Invisibility::Seen);
        server.refuses = true;
        const auto hidden = account.features->invisibility.set(Wish::Hidden);
        QTRY_VERIFY(hidden.isFinished());
        QVERIFY(!hidden.result());
        QCOMPARE(account.features->invisibility.state(), Invisibility::Seen); // and seen one is, as before
        QVERIFY(account.features->roster.mayLearn(Authority::Topic::Version,
                                                  Sender(*Jid::parse(u"tomas@harbor.example/desk"))));

        server.refuses = false;
        const auto again = account.features->invisibility.set(Wish::Hidden);
        QTRY_VERIFY(again.isFinished());
        QVERIFY(again.result());
        server.refuses = true;
        account.connection->close();
        QTRY_VERIFY(!account.connection->isOnline());
        account.open();
        QTRY_COMPARE(account.features->invisibility.state(), Invisibility::Refused);
        QVERIFY(account.isThrough());
        static const QRegularExpression available(u"<presence(?=[ />])(?![^>]*(unavailable|subscribe))[^>]*>"_s);
        const QString all = QString::fromUtf8(account.server.heard());
        const auto match = available.match(all);
        // Against the wish nobody is shown.
        QVERIFY2(!match.hasMatch(), qPrintable(all.mid(match.capturedStart() - 200, 600)));
    }

    void whoIsOfflineCanBeSeenAgain()
    {
        HidingServer server;
        ScriptedAccount account(server.script());
        QVERIFY(account.isReady());
        QTRY_COMPARE(account.features->invisibility.state(), Invisibility::Seen);
        const auto hidden = account.features->invisibility.set(Wish::Hidden);
        QTRY_VERIFY(hidden.isFinished());
        QVERIFY(hidden.result());
        account.connection->close();
        QTRY_VERIFY(!account.connection->isOnline());
        QVERIFY(account.features->invisibility.set(Wish::Seen).result());
        QCOMPARE(account.features->invisibility.state(), Invisibility::Unknown); // until the next server is asked
        server.asked.clear();
        account.open();
        QTRY_COMPARE(account.features->invisibility.state(), Invisibility::Seen);
        QVERIFY(account.isThrough());
        QVERIFY(!server.has("<active name"));
        QTRY_VERIFY(server.has("<list name=\"jackdaw-invisible-")); // which goes, and was not looked at
        QVERIFY(!server.has("<item"));
        static const QRegularExpression toAll(u"<presence(?=[ />])(?![^>]*( to=|unavailable))[^>]*>"_s);
        QVERIFY(toAll.match(QString::fromUtf8(account.server.heard())).hasMatch());
    }

    /// Nobody comes back to take away what an account had that was signed out or removed.
    void whatHidTheAccountGoesWithIt()
    {
        HidingServer server;
        ScriptedAccount account(server.script());
        QVERIFY(account.isReady());
        QTRY_COMPARE(account.features->invisibility.state(), Invisibility::Seen);
        QVERIFY(!account.features->invisibility.isToBeWithdrawn());
        QVERIFY(account.features->invisibility.withdraw().result());
        QVERIFY(account.isThrough());
        QVERIFY(!server.has("type=\"set\"")); // there is none
        const auto hidden = account.features->invisibility.set(Wish::Hidden);
        QTRY_VERIFY(hidden.isFinished());
        QVERIFY(hidden.result());
        QVERIFY(account.isThrough());
        const QByteArray list = account.server.heard().mid(said(account, "<active name=\"jackdaw-invisible-") + 14, 26);
        QVERIFY(account.features->invisibility.isToBeWithdrawn());
        const auto gone = account.features->invisibility.withdraw(); // as EngineCore::signOut() does
        QTRY_VERIFY(gone.isFinished());
        QVERIFY(gone.result());
        QVERIFY(!account.features->invisibility.isToBeWithdrawn());
        account.connection->close();
        QTRY_VERIFY(account.server.heard().contains("</stream:stream>"));
        const QByteArray heard = account.server.heard();
        static const QRegularExpression toAll(u"<presence(?=[ />])(?![^>]*to=)(?=[^>]*unavailable)[^>]*>"_s);
        // While the list still holds, and once: after it, servers would pass it on to all contacts.
        const qsizetype left = QString::fromUtf8(heard).indexOf(toAll);
        const qsizetype declined = said(account, "<active/>");
        const qsizetype removed = said(account, "<list name=\"" + list + "\"/>");
        QVERIFY2(left >= 0 && left < declined && declined < removed, heard.right(1500).constData());
        QVERIFY2(QString::fromUtf8(heard).lastIndexOf(toAll) == left, heard.right(1500).constData());
        // The wish stays: who signs in again is hidden before anybody sees them.
        server.asked.clear();
        account.open();
        QTRY_VERIFY(server.has("<active name=\"jackdaw-invisible-"));
        QVERIFY(account.isThrough());
        QCOMPARE(account.features->invisibility.state(), Invisibility::Hidden);
    }

    /// A sign-out does not wait for a server that says nothing, nor is it asked twice.
    void aServerThatDoesNotAnswerHoldsNobody()
    {
        HidingServer server;
        bool isSilent = false;
        ScriptedServer::Script script = server.script();
        script.answer = [&isSilent, usual = script.answer](const QByteArray &iq, const QByteArray &id) {
            return isSilent && iq.contains("jabber:iq:privacy") ? QByteArray(" ") : usual(iq, id);
        };
        ScriptedAccount account(script);
        QVERIFY(account.isReady());
        QTRY_COMPARE(account.features->invisibility.state(), Invisibility::Seen);
        const auto hidden = account.features->invisibility.set(Wish::Hidden);
        QTRY_VERIFY(hidden.isFinished());
        isSilent = true;
        const auto gone = account.features->invisibility.withdraw();
        QVERIFY(!account.features->invisibility.isToBeWithdrawn());
        QTRY_VERIFY_WITH_TIMEOUT(gone.isFinished(), 15'000);
        QCOMPARE(gone.result().error().kind, ErrorKind::Timeout);
    }

    /// What is wished while the session only ends is for the next one: nothing of it shows in this.
    void whoWishesToBeSeenMeanwhileIsSeenInTheNextSession()
    {
        HidingServer server;
        ScriptedAccount account(server.script());
        QVERIFY(account.isReady());
        QTRY_COMPARE(account.features->invisibility.state(), Invisibility::Seen);
        const auto hidden = account.features->invisibility.set(Wish::Hidden);
        QTRY_VERIFY(hidden.isFinished());
        QVERIFY(hidden.result());
        QVERIFY(account.isThrough());
        server.isSlow = true;
        const auto gone = account.features->invisibility.withdraw();
        QVERIFY(account.isThrough());
        const QByteArray before = account.server.heard();
        const auto seen = account.features->invisibility.set(Wish::Seen);
        QVERIFY(seen.isFinished());
        QVERIFY(seen.result());
        QCOMPARE(account.features->invisibility.state(), Invisibility::Unknown);
        QVERIFY(account.features->ownStatus.choose({Availability::Away, u"Lunch"_s, 0}).result());
        QVERIFY(account.isThrough());
        server.catchUp(account.server);
        QTRY_VERIFY(gone.isFinished());
        QVERIFY(gone.result());
        QVERIFY(account.isThrough());
        const QByteArray meanwhile = account.server.heard().mid(before.size());
        QVERIFY2(!meanwhile.contains("<presence"), meanwhile.constData());
        account.connection->close();
        QTRY_VERIFY(!account.connection->isOnline());
        QVERIFY(!account.server.heard().contains("Lunch"));
        server.asked.clear();
        account.open();
        QTRY_COMPARE(account.features->invisibility.state(), Invisibility::Seen);
        QTRY_VERIFY(account.server.heard().contains("Lunch"));
        QVERIFY(account.features->roster.mayLearn(Authority::Topic::Version,
                                                  Sender(*Jid::parse(u"tomas@harbor.example/desk"))));
        QVERIFY(!server.has("<active name"));
        // And the status is told from here on as ever.
        QVERIFY(account.features->ownStatus.choose({Availability::Available, u"Back"_s, 0}).result());
        QTRY_VERIFY(account.server.heard().contains("Back"));
    }

    /// A list is left over, of a session that broke; it goes with the sign-out, and the wish to be hidden comes before
    /// the server has answered to that.
    void whoWishesToBeHiddenMeanwhileIsHiddenInTheNextSession()
    {
        HidingServer server;
        ScriptedAccount account(server.script());
        account.notes = AccountNotes(account.folder.path(), account.id);
        QVERIFY(account.notes.setHidingList(u"jackdaw-invisible-0000beef"_s));
        account.restart();
        server.refuses = true;
        QVERIFY(account.isReady());
        QTRY_COMPARE(account.features->invisibility.state(), Invisibility::Seen);
        QTRY_VERIFY(server.has("<list name=\"jackdaw-invisible-0000beef\"/>"));
        QVERIFY(account.isThrough());
        server.refuses = false;
        QVERIFY(account.features->invisibility.isToBeWithdrawn());
        server.isSlow = true;
        const auto gone = account.features->invisibility.withdraw();
        QVERIFY(account.isThrough());
        const QByteArray before = account.server.heard();
        const auto hidden = account.features->invisibility.set(Wish::Hidden);
        QVERIFY(account.isThrough());
        server.catchUp(account.server);
        QTRY_VERIFY(gone.isFinished());
        QTRY_VERIFY(hidden.isFinished());
        QVERIFY(hidden.result());
        QVERIFY(account.isThrough());
        QCOMPARE(account.features->invisibility.state(), Invisibility::Hidden);
        // Nobody is told of us in between, and nothing is put into use in a session that ends.
        const QByteArray meanwhile = account.server.heard().mid(before.size());
        QVERIFY2(!meanwhile.contains("<presence"), meanwhile.constData());
        QVERIFY2(!meanwhile.contains("<active name"), meanwhile.constData());
        QVERIFY2(!meanwhile.contains("<item"), meanwhile.constData());
        account.connection->close();
        QTRY_VERIFY(!account.connection->isOnline());
        QCOMPARE(account.notes.hidingList(), QString());
        server.asked.clear();
        account.open();
        QTRY_VERIFY(server.has("<active name=\"jackdaw-invisible-"));
        QVERIFY(account.isThrough());
        QCOMPARE(account.features->invisibility.state(), Invisibility::Hidden);
        QVERIFY(!account.notes.hidingList().isEmpty());
        const QString heard = QString::fromUtf8(account.server.heard());
        static const QRegularExpression available(u"<presence(?=[ />])(?![^>]*(unavailable|subscribe))[^>]*>"_s);
        QVERIFY2(heard.indexOf(available) > heard.indexOf(u"<active name"_s), qPrintable(heard.right(2000)));
    }

    /// What was asked of the server before the session began to end neither hides nor shows us in it.
    void whatWasOnItsWayIsNotGoneOnWith()
    {
        HidingServer server;
        ScriptedAccount account(server.script());
        QVERIFY(account.isReady());
        QTRY_COMPARE(account.features->invisibility.state(), Invisibility::Seen);
        auto hidden = account.features->invisibility.set(Wish::Hidden);
        QTRY_VERIFY(hidden.isFinished());
        QVERIFY(account.isThrough());
        server.isSlow = true;
        const auto seen = account.features->invisibility.set(Wish::Seen);
        QVERIFY(account.isThrough());
        QVERIFY(!seen.isFinished());
        const auto gone = account.features->invisibility.withdraw();
        QVERIFY(account.isThrough());
        const QByteArray before = account.server.heard();
        server.catchUp(account.server);
        QTRY_VERIFY(gone.isFinished());
        QTRY_VERIFY(seen.isFinished());
        QVERIFY(account.isThrough());
        const QByteArray meanwhile = account.server.heard().mid(before.size());
        QVERIFY2(!meanwhile.contains("<presence"), meanwhile.constData());
    }

    /// A room says itself that we are gone, while the stream is still there: it is not entered anew.
    void aRoomIsLeftOnceAndForAll()
    {
        HidingServer server;
        ScriptedServer::Script script = server.script();
        const QByteArray crew = "crew@rooms.harbor.example";
        script.answer = [&crew, usual = script.answer](const QByteArray &iq, const QByteArray &id) -> QByteArray {
            if (!iq.contains("to=\"" + crew)) {
                return usual(iq, id);
            }
            const QByteArray from = iq.contains("urn:xmpp:ping") ? crew + "/mara" : crew;
            return "<iq type='result' id='" + id + "' from='" + from + "'>"
                + (from == crew ? "<query xmlns='http://jabber.org/protocol/disco#info'><identity category='conference' "
                                  "type='text'/><feature var='http://jabber.org/protocol/muc'/></query>" : "") + "</iq>";
        };
        ScriptedAccount account(script);
        const BareJid room = BareJid::fromPrepared(QString::fromLatin1(crew));
        const auto saysOfUs = [&](const QByteArray &type, const QByteArray &role) {
            account.server.say("<presence from='" + crew + "/mara'" + type + "><x xmlns='http://jabber.org/protocol/muc#user'>"
                               "<item affiliation='none' role='" + role + "'/><status code='110'/></x></presence>");
        };
        const auto entries = [&] { return account.server.heard().count("http://jabber.org/protocol/muc\""); };
        QVERIFY(account.isReady());
        QTRY_COMPARE(account.features->invisibility.state(), Invisibility::Seen);
        const auto hidden = account.features->invisibility.set(Wish::Hidden);
        QTRY_VERIFY(hidden.isFinished());
        QVERIFY(hidden.result());
        account.features->rooms.enter({room, u"mara"_s, {}});
        QTRY_COMPARE(entries(), 1);
        saysOfUs("", "participant");
        QTRY_VERIFY(account.features->rooms.isOpen(room));
        server.isSlow = true;
        QSignalSpy changed(&account.features->rooms, &RoomService::roomsChanged);
        account.features->invisibility.withdraw();
        saysOfUs(" type='unavailable'", "none");
        account.clock.advance(100); // by which a room that only forgot us would be entered again
        QVERIFY(account.isThrough());
        QVERIFY(account.isThrough());
        QCOMPARE(account.features->rooms.room(room)->reason, RoomReason::ConnectionLost);
        QCOMPARE(account.features->rooms.room(room)->state, RoomState::Lost);
        account.features->rooms.enter({room, u"mara"_s, {}}); // who wishes it now is in with the next session
        QTRY_VERIFY(!changed.isEmpty());
        QVERIFY(account.isThrough());
        QCOMPARE(account.features->rooms.room(room)->state, RoomState::Lost);
        QCOMPARE(entries(), 1);
        server.catchUp(account.server);
        account.connection->close();
        QTRY_VERIFY(!account.connection->isOnline());
        account.open();
        QTRY_VERIFY(account.connection->isOnline());
        account.clock.advance(100);
        QTRY_COMPARE(entries(), 1); // of this stream
    }

    /// Versions before had one name in all programs.
    void theListOfAVersionBeforeGoes()
    {
        HidingServer server;
        server.names = "<list name='Blocked'/><list name='jackdaw-invisible'/><list name='jackdaw-invisible-0badcafe'/>";
        ScriptedAccount account(server.script());
        QVERIFY(account.isReady());
        QTRY_VERIFY(server.has("<list name=\"jackdaw-invisible\"/>"));
        QVERIFY(account.isThrough());
        QVERIFY(!server.has("<list name=\"Blocked\""));
        QVERIFY(!server.has("<list name=\"jackdaw-invisible-0badcafe\"")); // another program's, and it may be in use
        server.asked.clear();
        account.connection->close();
        QTRY_VERIFY(!account.connection->isOnline());
        account.open();
        QTRY_VERIFY(account.connection->isOnline());
        QTRY_COMPARE(account.features->invisibility.state(), Invisibility::Seen);
        QVERIFY(account.isThrough());
        QVERIFY(account.isThrough());
        QVERIFY(server.asked.isEmpty()); // once a run
    }

    void whoIsOfflineIsHiddenFromTheBeginning_data()
    {
        QTest::addColumn<QByteArray>("feature");
        QTest::addColumn<Invisibility>("state");
        QTest::newRow("privacy list") << QByteArray("jabber:iq:privacy") << Invisibility::Hidden;
        QTest::newRow("command") << QByteArray("urn:xmpp:invisible:1") << Invisibility::Hidden;
        QTest::newRow("neither") << QByteArray("other") << Invisibility::Refused;
    }
    void whoIsOfflineIsHiddenFromTheBeginning()
    {
        QFETCH(const QByteArray, feature);
        QFETCH(const Invisibility, state);
        HidingServer server{.feature = feature};
        ScriptedAccount account(server.script());
        const Sender tomas(*Jid::parse(u"tomas@harbor.example/desk"));
        QVERIFY(account.features->invisibility.set(Wish::Hidden).result());
        QCOMPARE(account.features->invisibility.state(), Invisibility::Hidden);
        QVERIFY(!account.features->roster.mayLearn(Authority::Topic::Version, tomas));
        account.open();
        QTRY_VERIFY(account.connection->isOnline());
        const bool isList = feature == "jabber:iq:privacy";
        QTRY_VERIFY(state == Invisibility::Refused || server.has(isList ? "<active name" : "<invisible "));
        QTRY_COMPARE(account.features->invisibility.state(), state);
        QVERIFY(account.isThrough());
        const QString heard = QString::fromUtf8(account.server.heard());
        static const QRegularExpression available(u"<presence(?=[ />])(?![^>]*(unavailable|subscribe))[^>]*>"_s);
        const qsizetype first = heard.indexOf(available);
        QVERIFY2(isList ? first > heard.indexOf(u"<active name"_s) : first == -1, qPrintable(heard.right(2000)));
        QVERIFY(!account.features->roster.mayLearn(Authority::Topic::Version, tomas));
        // It is a wish like any other.
        const auto seen = account.features->invisibility.set(Wish::Seen);
        QTRY_VERIFY(seen.isFinished());
        QVERIFY(seen.result());
        QVERIFY(account.isThrough());
        QVERIFY(QString::fromUtf8(account.server.heard()).lastIndexOf(available) > first);
    }

    void aStreamThatGoesOnIsHiddenToo_data()
    {
        QTest::addColumn<QByteArray>("feature");
        QTest::addColumn<Invisibility>("state");
        QTest::newRow("privacy list") << QByteArray("jabber:iq:privacy") << Invisibility::Hidden;
        QTest::newRow("command") << QByteArray("urn:xmpp:invisible:1") << Invisibility::Hidden;
        QTest::newRow("neither") << QByteArray("other") << Invisibility::NotOffered; // seen they have us, and it is said
    }
    void aStreamThatGoesOnIsHiddenToo()
    {
        QFETCH(const QByteArray, feature);
        QFETCH(const Invisibility, state);
        HidingServer server{.feature = feature};
        ScriptedServer::Script script = server.script();
        script.resumes = true;
        ScriptedAccount account(script);
        QVERIFY(account.isReady());
        account.server.say("<presence from='tomas@harbor.example/desk'/>");
        QVERIFY(account.isThrough());
        account.server.cut();
        QTRY_VERIFY(!account.connection->isOnline());
        QVERIFY(account.features->invisibility.set(Wish::Hidden).result());
        QCOMPARE(account.features->invisibility.state(), Invisibility::Hidden);
        account.open();
        QTRY_VERIFY(account.connection->isOnline());
        QTRY_COMPARE(account.features->invisibility.state(), state);
        QTRY_VERIFY(state != Invisibility::Hidden || server.has("<active name") || server.has("<invisible "));
        QVERIFY(account.isThrough());
        const QByteArray heard = account.server.heard(); // of this connection
        static const QRegularExpression gone(u"<presence(?=[^>]*unavailable)(?=[^>]*to=.tomas@harbor.example)"_s);
        const qsizetype told = QString::fromUtf8(heard).indexOf(gone);
        if (feature == "jabber:iq:privacy") // they see us, and the list would keep from them that we go
            QVERIFY(told >= 0 && told < heard.indexOf("<active name"));
        else
            QCOMPARE(told, -1);
        QCOMPARE(account.features->roster.telling(),
                 state == Invisibility::Hidden ? RosterService::Telling::Nobody : RosterService::Telling::Contacts);
    }

    void whoIsConnectingIsNotAnnouncedByIt()
    {
        HidingServer server;
        ScriptedAccount account(server.script());
        QSignalSpy failed(account.connection.get(), &Connection::attemptFailed);
        account.open();
        QVERIFY(!account.connection->isOnline());
        QVERIFY(account.features->invisibility.set(Wish::Hidden).result());
        QCOMPARE(failed.size(), 1); // it was begun as one that announces us; the supervisor begins another
        account.open();
        QTRY_VERIFY(server.has("<active name"));
        QVERIFY(account.isThrough());
        QCOMPARE(account.features->invisibility.state(), Invisibility::Hidden);
        const QString heard = QString::fromUtf8(account.server.heard());
        static const QRegularExpression available(u"<presence(?=[ />])(?![^>]*(unavailable|subscribe))[^>]*>"_s);
        QVERIFY2(heard.indexOf(available) > heard.indexOf(u"<active name"_s), qPrintable(heard.right(2000)));
    }

    void aStreamThatIsLostOnceMoreIsHiddenLater()
    {
        HidingServer server;
        bool isSilent = false;
        ScriptedServer::Script script = server.script();
        script.resumes = true;
        script.answer = [&isSilent, usual = script.answer](const QByteArray &iq, const QByteArray &id) {
            const bool isAsked = iq.contains("disco#info") && iq.contains("to=\"harbor.example\"");
            return isSilent && isAsked ? QByteArray(" ") : usual(iq, id);
        };
        ScriptedAccount account(script);
        QVERIFY(account.isReady());
        QTRY_COMPARE(account.features->invisibility.state(), Invisibility::Seen);
        account.server.cut();
        QTRY_VERIFY(!account.connection->isOnline());
        QVERIFY(account.features->invisibility.set(Wish::Hidden).result());
        isSilent = true;
        account.open();
        QTRY_VERIFY(account.connection->isOnline());
        QVERIFY(account.isThrough());
        account.connection->close(); // what the server can is not answered any more
        QTRY_VERIFY(!account.connection->isOnline());
        isSilent = false;
        account.open();
        QTRY_VERIFY(account.connection->isOnline());
        QTRY_VERIFY(server.has("<active name"));
        QVERIFY(account.isThrough());
        QCOMPARE(account.features->invisibility.state(), Invisibility::Hidden);
        QCOMPARE(account.features->roster.telling(), RosterService::Telling::Nobody);
        const QString heard = QString::fromUtf8(account.server.heard());
        static const QRegularExpression available(u"<presence(?=[ />])(?![^>]*(unavailable|subscribe))[^>]*>"_s);
        QVERIFY2(heard.indexOf(available) > heard.indexOf(u"<active name"_s), qPrintable(heard.right(2000)));
    }

    void whoIsBlockedMeanwhileIsCarriedOver()
    {
        HidingServer server;
        server.byDefault.clear();
        ScriptedAccount account(server.script());
        QVERIFY(account.isReady());
        QTRY_COMPARE(account.features->invisibility.state(), Invisibility::Seen);
        const auto hidden = account.features->invisibility.set(Wish::Hidden);
        QTRY_VERIFY(hidden.isFinished());
        QVERIFY(!server.has("pest@harbor.example"));
        server.byDefault = "<default name='Blocked'/>"; // as the server keeps what is blocked
        account.server.say(
            "<iq type='set' id='b1'><block xmlns='urn:xmpp:blocking'><item jid='pest@harbor.example'/></block></iq>");
        QTRY_VERIFY(server.has("value=\"pest@harbor.example\""));

        // What the server does not take now is said again with the next status.
        server.refuses = true;
        server.asked.clear();
        account.server.say(
            "<iq type='set' id='b2'><block xmlns='urn:xmpp:blocking'><item jid='bore@harbor.example'/></block></iq>");
        QTRY_VERIFY(server.has("type=\"set\""));
        QVERIFY(account.isThrough());
        server.refuses = false;
        server.asked.clear();
        QVERIFY(account.features->ownStatus.choose({Availability::Away, u"Lunch"_s, 0}).result());
        QTRY_VERIFY(server.has("value=\"pest@harbor.example\""));
    }

    void whatWouldShowUsWaits()
    {
        HidingServer server;
        ScriptedAccount account(server.script());
        QVERIFY(account.isReady());
        QTRY_COMPARE(account.features->invisibility.state(), Invisibility::Seen);
        account.server.say("<iq type='set' id='r1'><query xmlns='jabber:iq:roster'>"
                           "<item jid='sms.harbor.example' subscription='from'/></query></iq>");
        const BareJid gateway = BareJid::fromPrepared(u"sms.harbor.example"_s);
        QTRY_VERIFY(account.features->gateways.logIn(gateway).result().hasValue());
        const auto hidden = account.features->invisibility.set(Wish::Hidden);
        QTRY_VERIFY(hidden.isFinished());
        QVERIFY(hidden.result());
        const auto shown = account.features->gateways.logIn(gateway).result();
        QVERIFY(!shown);
        QCOMPARE(shown.error().kind, ErrorKind::WouldShow);
        account.server.say("<presence from='tomas@harbor.example/desk'><c xmlns='http://jabber.org/protocol/caps' "
                           "hash='sha-1' node='https://x.example' ver='AAAA'/></presence>");
        QVERIFY(account.isThrough());
        QVERIFY(!account.server.heard().contains("https://x.example#AAAA"));
        const auto seen = account.features->invisibility.set(Wish::Seen);
        QTRY_VERIFY(seen.isFinished());
        QTRY_VERIFY(account.server.heard().contains("https://x.example#AAAA"));
    }

    void tooManyBlockedAreNotCut()
    {
        HidingServer server;
        server.list = "<query xmlns='jabber:iq:privacy'><list name='Blocked'>";
        for (int number = 1; number <= maximumPrivacyItems + 1; ++number) {
            const QByteArray order = QByteArray::number(number);
            server.list += "<item order='" + order + "'/>";
        }
        server.list += "</list></query>";
        ScriptedAccount account(server.script());
        QVERIFY(account.isReady());
        QTRY_COMPARE(account.features->invisibility.state(), Invisibility::Seen);
        const auto hidden = account.features->invisibility.set(Wish::Hidden);
        QTRY_VERIFY(hidden.isFinished());
        QVERIFY(!hidden.result());
        QCOMPARE(hidden.result().error().kind, ErrorKind::TooManyBlocked);
        QCOMPARE(account.features->invisibility.state(), Invisibility::Seen);
        QVERIFY(!server.has("type=\"set\""));
    }
};

JACKDAW_TEST(InvisibilityTest)

} // namespace invisibility_test

#include "InvisibilityTest.moc"
