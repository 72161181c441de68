// SPDX-License-Identifier: GPL-3.0-or-later
// The end of a session in which a privacy list hides us, where the server is slow to take that away: what is wished
// holds from the moment on that it is wished, whatever comes meanwhile.
#include "server/Engine.h"
#include "support/HidingServer.h"
#include "support/ScriptedServer.h"
#include "support/TestProgram.h"

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace jackdaw;
using test::Engine;
using test::HidingServer;
using test::ScriptedServer;
using namespace Qt::StringLiterals;

namespace sign_out_test {

using OwnVisibility = PresenceDoor::OwnVisibility;

/// mara@harbor.example, signed in and hidden.
struct HiddenAccount
{
    QTemporaryDir profile;
    HidingServer lists;
    ScriptedServer server{lists.script()};
    std::unique_ptr<Engine> engine;
    AccountId id;
    int told = 0; ///< how often the engine said which accounts there are

    void start()
    {
        told = 0;
        engine = Engine::start(profile.path(), [this](Engine &starting) {
            QObject::connect(&starting.accounts(), &AccountDoor::accountsChanged, &starting, [this] { ++told; });
        });
    }
    bool isHidden()
    {
        start();
        AccountSettings settings;
        settings.jid = *BareJid::parse(u"mara@harbor.example");
        settings.host = u"127.0.0.1"_s;
        settings.port = server.port();
        settings.tls = TlsMode::Direct;
        settings.authorityFile = server.authorityFile();
        const auto added = engine->signIn(settings, ScriptedServer::password());
        if (!added || !engine->waitUntil(*added, ConnectionState::Online)) {
            return false;
        }
        id = *added;
        return bool(Engine::wait(engine->presence().setVisibility(id, OwnVisibility::Hidden))) && isHiddenBy(1);
    }
    /// The list was put into use, and our presence went out under it.
    bool isHiddenBy(int times)
    {
        return Engine::waitFor([&] {
            const QByteArray heard = server.heard();
            const qsizetype active = heard.lastIndexOf("<active name=\"jackdaw-invisible-");
            const bool isSent = heard.indexOf(QByteArray("<presence"), active) > active;
            return isSent && heard.count("<active name=\"jackdaw-invisible-") == times;
        });
    }
    /// The server has heard what begins the end, and says nothing to it.
    bool isLeaving()
    {
        return Engine::waitFor([&] { return !lists.waiting.isEmpty(); });
    }
    bool isOffline()
    {
        return engine->waitUntil(id, ConnectionState::SignedOut);
    }
    /// What shows us to all.
    static qsizetype shown(const QByteArray &heard)
    {
        static const QRegularExpression available(u"<presence(?=[ />])(?![^>]*( to=|unavailable))[^>]*>"_s);
        return QString::fromUtf8(heard).lastIndexOf(available);
    }
    static qsizetype gone(const QByteArray &heard)
    {
        static const QRegularExpression unavailable(u"<presence(?=[ />])(?![^>]* to=)(?=[^>]*unavailable)[^>]*>"_s);
        return QString::fromUtf8(heard).lastIndexOf(unavailable);
    }
};

class SignOutTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whoQuitsMeanwhileIsSignedOut()
    {
        HiddenAccount mara;
        QVERIFY(mara.isHidden());
        mara.lists.isSlow = true;
        const auto signedOut = mara.engine->accounts().signOut(mara.id);
        QVERIFY(mara.isLeaving());
        QVERIFY(mara.isOffline()); // as told
        QVERIFY(!signedOut.isFinished());
        mara.engine.reset();
        QVERIFY(signedOut.isFinished());
        mara.start();
        QVERIFY(Engine::waitFor([&] { return mara.told > 0; }));
        QCOMPARE(mara.engine->knownAccounts.size(), 1);
        QVERIFY(!mara.engine->knownAccounts.first().enabled);
    }

    void whoQuitsMeanwhileHasRemovedTheAccount()
    {
        HiddenAccount mara;
        QVERIFY(mara.isHidden());
        mara.lists.isSlow = true;
        const auto removed = mara.engine->accounts().removeAccount(mara.id);
        QVERIFY(mara.isLeaving());
        mara.engine.reset(); // at once, before patience ends
        QVERIFY(removed.isFinished());
        mara.start();
        QVERIFY(Engine::waitFor([&] { return mara.told > 0; }));
        QVERIFY(mara.engine->knownAccounts.isEmpty());
        QCOMPARE(mara.server.connections(), 2); // to try, and to stay
    }

    /// It is out of sight; the stream ends once the server has taken the list away, and nothing is heard of it.
    void whatHidARemovedAccountGoesAfterIt()
    {
        HiddenAccount mara;
        QVERIFY(mara.isHidden());
        mara.lists.isSlow = true;
        mara.lists.asked.clear();
        const auto removed = mara.engine->accounts().removeAccount(mara.id);
        QVERIFY(mara.isLeaving());
        QVERIFY(Engine::wait(removed)); // nothing of it is on the disk
        QVERIFY(mara.engine->knownAccounts.isEmpty());
        QList<Error> troubles;
        QObject::connect(&mara.engine->chat(), &ChatDoor::storageTrouble, mara.engine.get(),
                         [&](const std::optional<Error> &error) {
            if (error) {
                troubles += *error;
            }
        });
        const auto batches = mara.engine->batches.size();
        mara.server.say("<message from='tomas@harbor.example/desk' to='mara@harbor.example/desk' type='chat' id='m1'>"
                        "<body>Still there?</body></message>");
        QCOMPARE(mara.lists.asked.size(), 1);
        mara.lists.catchUp(mara.server);
        QVERIFY(Engine::waitFor([&] { return mara.server.heard().contains("</stream:stream>"); }));
        QVERIFY(mara.lists.asked.value(0).contains("<active/>"));
        QVERIFY(mara.lists.asked.value(1).contains("<list name=\"jackdaw-invisible-"));
        QVERIFY(!mara.lists.asked.value(1).contains("<item"));
        QVERIFY(HiddenAccount::gone(mara.server.heard()) < mara.server.heard().lastIndexOf("<active/>"));
        QCOMPARE(mara.engine->batches.size(), batches);
        QVERIFY(troubles.isEmpty());
    }

    void whoSignsInMeanwhileIsInAnew_data()
    {
        QTest::addColumn<bool>("types");
        QTest::addColumn<bool>("seen");
        QTest::newRow("with the kept password, hidden") << false << false;
        QTest::newRow("with the kept password, seen") << false << true;
        QTest::newRow("with a typed one, hidden") << true << false;
        QTest::newRow("with a typed one, seen") << true << true;
    }
    void whoSignsInMeanwhileIsInAnew()
    {
        QFETCH(bool, types);
        QFETCH(bool, seen);
        HiddenAccount mara;
        QVERIFY(mara.isHidden());
        mara.lists.isSlow = true;
        const auto signedOut = mara.engine->accounts().signOut(mara.id);
        QVERIFY(mara.isLeaving());
        QVERIFY(mara.isOffline());
        if (seen) { // as the menu does it (Shell::setAvailability)
            QVERIFY(Engine::wait(mara.engine->presence().setVisibility(mara.id, OwnVisibility::Seen)));
            auto &presence = mara.engine->presence();
            QVERIFY(Engine::wait(presence.setOwnPresence(mara.id, Availability::Available, u"Back again"_s)));
        }
        const auto signedIn = types ? mara.engine->accounts().providePassword(mara.id, ScriptedServer::password())
                                    : mara.engine->accounts().signIn(mara.id);
        QVERIFY(mara.engine->waitUntil(mara.id, ConnectionState::Connecting));
        QCOMPARE(mara.server.connections(), 2);
        const QByteArray last = mara.server.heard(); // of the stream that ends
        QVERIFY(HiddenAccount::gone(last) > HiddenAccount::shown(last));
        mara.lists.catchUp(mara.server);
        QVERIFY(Engine::waitFor([&] { return mara.server.connections() == 3; }));
        QVERIFY(mara.engine->waitUntil(mara.id, ConnectionState::Online));
        QVERIFY(Engine::wait(signedIn));
        const auto ended = Engine::wait(signedOut);
        QVERIFY(!ended);
        QCOMPARE(ended.error().kind, ErrorKind::Cancelled);
        if (seen) {
            QVERIFY(Engine::waitFor([&] { return mara.server.heard().contains("Back again"); }));
            QVERIFY(!mara.server.heard().contains("<active name"));
        } else {
            QVERIFY(mara.isHiddenBy(1));
            const QByteArray heard = mara.server.heard();
            QVERIFY(QString::fromUtf8(heard).indexOf(QRegularExpression(u"<presence(?=[ />])(?![^>]*unavailable)"_s))
                    > heard.indexOf("<active name"));
        }
        if (!types) { // a typed password is of this session alone
            QVERIFY(Engine::waitFor([&] { return mara.engine->knownAccounts.first().enabled; }));
        }
    }

    /// The last wish counts, and each of them is answered.
    void whoChangesTheirMindTwiceStaysSignedOut()
    {
        HiddenAccount mara;
        QVERIFY(mara.isHidden());
        mara.lists.isSlow = true;
        const auto first = mara.engine->accounts().signOut(mara.id);
        QVERIFY(mara.isLeaving());
        QVERIFY(mara.isOffline());
        const auto in = mara.engine->accounts().providePassword(mara.id, ScriptedServer::password());
        QVERIFY(mara.engine->waitUntil(mara.id, ConnectionState::Connecting));
        const auto second = mara.engine->accounts().signOut(mara.id);
        QVERIFY(mara.isOffline());
        const auto notIn = Engine::wait(in);
        QVERIFY(!notIn);
        QCOMPARE(notIn.error().kind, ErrorKind::Cancelled);
        mara.lists.catchUp(mara.server);
        QVERIFY(Engine::wait(second));
        const auto overtaken = Engine::wait(first);
        QVERIFY(!overtaken);
        QCOMPARE(overtaken.error().kind, ErrorKind::Cancelled);
        QVERIFY(Engine::waitFor([&] { return mara.server.heard().contains("</stream:stream>"); }));
        QCOMPARE(mara.engine->connections.value(mara.id).state, ConnectionState::SignedOut);
        QCOMPARE(mara.server.connections(), 2);
    }

    void eachRemovalAnswers()
    {
        HiddenAccount mara;
        QVERIFY(mara.isHidden());
        mara.lists.isSlow = true;
        const auto signedOut = mara.engine->accounts().signOut(mara.id);
        QVERIFY(mara.isLeaving());
        const auto first = mara.engine->accounts().removeAccount(mara.id);
        const auto second = mara.engine->accounts().removeAccount(mara.id);
        const auto nobody = Engine::wait(second);
        QVERIFY(!nobody);
        QCOMPARE(nobody.error().kind, ErrorKind::NotFound);
        QVERIFY(Engine::wait(first));
        mara.lists.catchUp(mara.server);
        QVERIFY(Engine::waitFor([&] { return mara.server.heard().contains("</stream:stream>"); }));
        QCOMPARE(mara.server.heard().count("<active/>"), 1); // the sign-out does it
        const auto overtaken = Engine::wait(signedOut);
        QVERIFY(!overtaken);
        QCOMPARE(overtaken.error().kind, ErrorKind::Cancelled);
    }

    void whoQuitsThenIsAnsweredToo()
    {
        HiddenAccount mara;
        QVERIFY(mara.isHidden());
        mara.lists.isSlow = true;
        const auto signedOut = mara.engine->accounts().signOut(mara.id);
        QVERIFY(mara.isLeaving());
        QVERIFY(Engine::wait(mara.engine->accounts().removeAccount(mara.id)));
        QVERIFY(!signedOut.isFinished());
        mara.engine.reset();
        QVERIFY(signedOut.isFinished());
    }

    /// Nobody was told of a session that is not hidden yet, and nobody is told of its end.
    void whoWasNotAnnouncedGoesUnheard_data()
    {
        QTest::addColumn<bool>("removes");
        QTest::newRow("signed out") << false;
        QTest::newRow("removed") << true;
    }
    void whoWasNotAnnouncedGoesUnheard()
    {
        QFETCH(bool, removes);
        HiddenAccount mara;
        QVERIFY(mara.isHidden());
        mara.lists.isSlow = true;
        mara.lists.asked.clear();
        mara.server.cut();
        // All of its questions are answered but for the last, which puts the list into use.
        QVERIFY(Engine::waitFor([&] {
            if (!mara.lists.has("<active name=") && !mara.lists.waiting.isEmpty())
                mara.server.say(mara.lists.waiting.takeFirst());
            return mara.lists.has("<active name=");
        }));
        const int streams = mara.server.connections();
        const auto ended = removes ? mara.engine->accounts().removeAccount(mara.id) : mara.engine->accounts().signOut(mara.id);
        QVERIFY(Engine::waitFor([&] { return mara.lists.has("<active/>"); }));
        mara.lists.catchUp(mara.server);
        QVERIFY(Engine::wait(ended));
        QVERIFY(Engine::waitFor([&] { return mara.server.heard().contains("</stream:stream>"); }));
        QCOMPARE(mara.server.connections(), streams); // and it was all said there
        QCOMPARE(HiddenAccount::shown(mara.server.heard()), -1);
        QCOMPARE(HiddenAccount::gone(mara.server.heard()), -1);
    }

    /// The link breaks while the server is asked: nobody waits for an answer that cannot come.
    void aLinkThatBreaksMeanwhileHoldsNobody()
    {
        HiddenAccount mara;
        QVERIFY(mara.isHidden());
        mara.lists.isSlow = true;
        const auto signedOut = mara.engine->accounts().signOut(mara.id);
        QVERIFY(mara.isLeaving());
        const auto signedIn = mara.engine->accounts().providePassword(mara.id, ScriptedServer::password());
        QVERIFY(mara.engine->waitUntil(mara.id, ConnectionState::Connecting));
        mara.lists.isSlow = false;
        mara.server.cut();
        QVERIFY(Engine::waitFor([&] { return mara.server.connections() == 3; }, 4)); // patience would last longer
        QVERIFY(Engine::wait(signedIn));
        QVERIFY(!Engine::wait(signedOut));
        QVERIFY(mara.isHiddenBy(1));
    }

    /// What may still be taken back, and what tells where we are, does not wait for the server.
    void whatIsHeldBackGoesFirst()
    {
        HiddenAccount mara;
        QVERIFY(mara.isHidden());
        const auto chat = mara.engine->openConversation(mara.id, u"tomas@harbor.example"_s);
        QVERIFY(chat);
        OutgoingText text;
        text.body = u"See you there"_s;
        text.hold = 600'000;
        QVERIFY(Engine::wait(mara.engine->chat().sendText(*chat, text)));
        mara.lists.isSlow = true;
        const auto signedOut = mara.engine->accounts().signOut(mara.id);
        QVERIFY(mara.isLeaving());
        const QByteArray heard = mara.server.heard();
        QVERIFY(heard.contains("See you there"));
        QVERIFY(heard.indexOf("See you there") < HiddenAccount::gone(heard));
        mara.lists.catchUp(mara.server);
        QVERIFY(Engine::wait(signedOut));
    }
};

JACKDAW_TEST(SignOutTest)

} // namespace sign_out_test

#include "sign_out_test.moc"
