// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/FakeAlarm.h"
#include "support/FakeSystem.h"
#include "support/TestProgram.h"
#include "xmpp/ConnectionSupervisor.h"

#include <QSignalSpy>
#include <QTest>

using namespace jackdaw;
using test::FakeAlarm;
using test::FakeClock;
using test::FakeSystem;

Q_DECLARE_METATYPE(std::optional<jackdaw::ErrorKind>)

namespace supervisor_test {

constexpr qint64 second = 1000;
constexpr qint64 minute = 60 * second;

class FakeLink : public Link
{
public:
    void open(const QString &password) override
    {
        passwords += password;
        connecting = true;
        Q_EMIT attemptStarted();
    }
    void close() override { online = connecting = false; }
    void cut(const Error &why) override
    {
        ++cuts;
        connecting ? fail(why.kind) : lose(why.kind);
    }
    bool isOnline() const override { return online; }
    bool mayResume() const override { return resumable; }
    bool hasLostItsAddress() const override { return homeless; }
    int unacknowledged() const override { return owed; }
    void ping(QObject *, std::function<void()> done) override
    {
        ++pings;
        answer = std::move(done);
    }

    // What happens to it.
    void begin(Session session = Session::New)
    {
        connecting = false;
        online = true;
        Q_EMIT sessionStarted(session);
    }
    void fail(ErrorKind kind, const QString &subject = {})
    {
        connecting = false;
        Q_EMIT attemptFailed(Error{kind, QStringLiteral("scripted"), subject});
    }
    bool asks() const { return mayOpenAnotherStream(); }
    void lose(ErrorKind kind)
    {
        online = false;
        Q_EMIT sessionLost(Error{kind, QStringLiteral("scripted"), {}});
    }
    void owe(int messages)
    {
        owed = messages;
        Q_EMIT unacknowledgedChanged();
    }
    void hear() { Q_EMIT bytesReceived(); }
    int opens() const { return int(passwords.size()); }

    QStringList passwords;
    std::function<void()> answer;
    bool connecting = false, online = false, resumable = false, homeless = false;
    int owed = 0, pings = 0, cuts = 0;
};

/// A supervisor with all that it knows of the world in a test's hand.
struct World
{
    FakeClock clock;
    FakeLink link;
    FakeSystem system;
    FakeAlarm *alarm = new FakeAlarm(clock); // owned by the supervisor
    ConnectionSupervisor supervisor{link, clock, std::unique_ptr<Alarm>(alarm), system};

    ConnectionState state() const { return supervisor.status().state; }
    std::optional<ErrorKind> error() const
    {
        return supervisor.status().error ? std::optional(supervisor.status().error->kind) : std::nullopt;
    }
    qint64 pause() const { return supervisor.status().nextTry - clock.now(); }
    /// Online for so long that what happens next is news.
    void signIn()
    {
        supervisor.start(QStringLiteral("secret"));
        link.begin();
        for (int i = 0; i < 4; ++i) {
            alarm->pass(30 * second);
            link.hear();
        }
    }
    /// Time passes while every attempt fails that way; the streams that were opened, by when.
    QList<qint64> failFor(qint64 duration, ErrorKind kind)
    {
        QList<qint64> opened;
        for (qint64 passed = 0; passed < duration; passed += 100) {
            const int before = link.opens();
            alarm->pass(100);
            if (link.opens() > before) {
                opened += clock.elapsed();
                link.fail(kind);
            }
        }
        return opened;
    }
};

/// The state machine of a connection, without a network and without waiting.
class SupervisorTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatFollowsALoss_data()
    {
        QTest::addColumn<ErrorKind>("kind");
        QTest::addColumn<ConnectionState>("state");
        QTest::addColumn<int>("leastPause"); // s
        QTest::addColumn<int>("mostPause");
        const auto waits = [](const char *name, ErrorKind kind, int least, int most) {
            QTest::newRow(name) << kind << ConnectionState::Waiting << least << most;
        };
        waits("clean close or reset", ErrorKind::ConnectionLost, 1, 2);
        waits("system-shutdown", ErrorKind::ServerShutdown, 1, 2);
        waits("dead link", ErrorKind::Timeout, 1, 2);
        waits("broken stream", ErrorKind::Malformed, 1, 2);
        waits("nobody listens", ErrorKind::ConnectionRefused, 1, 2);
        waits("no name service", ErrorKind::ServerNotFound, 1, 2);
        waits("the disk refused what came", ErrorKind::Storage, 1, 2);
        waits("policy-violation", ErrorKind::PolicyViolation, 60, 75);
        const auto asks = [](const char *name, ErrorKind kind) {
            QTest::newRow(name) << kind << ConnectionState::Refused << 0 << 0;
        };
        asks("conflict", ErrorKind::Conflict);
        asks("not-authorized", ErrorKind::NotAuthorized);
        asks("account disabled", ErrorKind::Forbidden);
        asks("another address was bound", ErrorKind::WrongIdentity);
        asks("no mechanism", ErrorKind::NoMechanism);
    }
    void whatFollowsALoss()
    {
        QFETCH(ErrorKind, kind);
        QFETCH(ConnectionState, state);
        QFETCH(int, leastPause);
        QFETCH(int, mostPause);
        World world;
        world.signIn();
        const int opens = world.link.opens();
        world.link.lose(kind);
        QCOMPARE(world.state(), state);
        QCOMPARE(world.error(), std::optional(kind));
        if (state == ConnectionState::Refused) {
            QVERIFY(!world.alarm->isSet());
            world.alarm->pass(24 * 60 * minute);
            Q_EMIT world.system.networkChanged();
            Q_EMIT world.system.wokeUp();
            QCOMPARE(world.link.opens(), opens); // no ping-pong with another session, no guessing at passwords
            world.supervisor.tryNow();
            QCOMPARE(world.link.opens(), opens + 1);
            return;
        }
        QVERIFY(world.pause() >= leastPause * second);
        QVERIFY(world.pause() <= mostPause * second);
        world.alarm->pass(world.pause());
        QCOMPARE(world.link.opens(), opens + 1);
        QCOMPARE(world.state(), ConnectionState::Connecting);
        world.link.begin(Link::Session::Resumed);
        QCOMPARE(world.state(), ConnectionState::Online);
        QCOMPARE(world.error(), std::nullopt);
    }

    void pausesGrowFromOneSecondToFiveMinutes()
    {
        QSet<qint64> firsts;
        for (int run = 0; run < 40; ++run) {
            World world;
            world.supervisor.start(QStringLiteral("secret"));
            QList<qint64> pauses;
            for (int i = 0; i < 14; ++i) {
                world.link.fail(ErrorKind::ConnectionRefused);
                pauses += world.pause();
                world.alarm->pass(world.pause());
            }
            QCOMPARE(world.link.opens(), 15);
            for (int i = 0; i < pauses.size(); ++i) {
                QVERIFY2(pauses.at(i) >= 1 * second && pauses.at(i) <= 5 * minute, qPrintable(QString::number(pauses.at(i))));
            }
            QVERIFY(pauses.first() <= 2 * second);
            QVERIFY(pauses.last() >= 200 * second);
            firsts.insert(pauses.last());
        }
        QVERIFY2(firsts.size() > 20, "no jitter: all clients of a server would come back in one moment");
    }

    void atMostSixStreamsAMinute_data()
    {
        QTest::addColumn<QString>("trigger");
        for (const char *trigger : {"try now", "network", "wake-up", "all"}) {
            QTest::newRow(trigger) << QString::fromLatin1(trigger);
        }
    }
    void atMostSixStreamsAMinute()
    {
        QFETCH(QString, trigger);
        World world;
        world.supervisor.start(QStringLiteral("secret"));
        QList<qint64> opened{world.clock.elapsed()};
        world.link.fail(ErrorKind::ConnectionRefused);
        for (int i = 0; i < 3000; ++i) { // five minutes of somebody's impatience
            const int before = world.link.opens();
            if (trigger == u"try now" || trigger == u"all") {
                world.supervisor.tryNow();
            }
            if (trigger == u"network" || trigger == u"all") {
                Q_EMIT world.system.networkChanged();
            }
            if (trigger == u"wake-up" || trigger == u"all") {
                Q_EMIT world.system.wokeUp();
            }
            world.alarm->pass(100);
            if (world.link.opens() > before) {
                opened += world.clock.elapsed();
                world.link.fail(ErrorKind::ConnectionRefused);
                QCOMPARE(world.state(), ConnectionState::Waiting);
            }
            QVERIFY2(world.pause() >= 0, "the banner counts down to a moment that has passed");
        }
        for (qsizetype i = 6; i < opened.size(); ++i) {
            QVERIFY(opened.at(i) - opened.at(i - 6) > minute);
        }
        QVERIFY(opened.size() >= 25); // and it did go on trying
    }

    void aRefusedResumptionCountsAsTheTwoStreamsItIs()
    {
        World world;
        world.signIn();
        world.link.resumable = true;
        QList<qint64> opened;
        QObject::connect(&world.link, &Link::attemptStarted, &world.link, [&] { opened += world.clock.elapsed(); });
        for (int i = 0; i < 1200; ++i) { // a server that takes us in and throws us out
            if (world.link.online) {
                world.link.lose(ErrorKind::ConnectionLost);
            } else if (world.link.connecting) {
                Q_EMIT world.link.attemptStarted(); // Connection opens a second one
                world.link.begin();
            }
            world.alarm->pass(250);
        }
        for (qsizetype i = 6; i < opened.size(); ++i) {
            QVERIFY(opened.at(i) - opened.at(i - 6) > minute);
        }
        QVERIFY(opened.size() > 6);
    }

    void nothingTheUserDoesMakesRoomForMoreStreams_data()
    {
        QTest::addColumn<QString>("deed");
        for (const char *deed : {"other settings", "another password", "signs out and in", "waits", "all of it"}) {
            QTest::newRow(deed) << QString::fromLatin1(deed);
        }
    }
    void nothingTheUserDoesMakesRoomForMoreStreams()
    {
        // A server that leads over three other hosts before it lets nobody in: each attempt needs four streams.
        QFETCH(QString, deed);
        constexpr int needed = 4;
        World world;
        QList<qint64> opened;
        QList<int> ofAttempts; // streams
        QObject::connect(&world.link, &Link::attemptStarted, &world.link, [&] { opened += world.clock.elapsed(); });
        const auto follow = [&] { // what Connection does
            if (!world.link.connecting) {
                return;
            }
            ofAttempts += 1;
            while (ofAttempts.last() < needed && world.link.asks()) {
                ++ofAttempts.last();
                Q_EMIT world.link.attemptStarted();
            }
            world.link.fail(ErrorKind::ConnectionLost);
        };
        world.supervisor.start(QStringLiteral("secret"));
        follow();
        for (int i = 0; i < 600; ++i) { // ten minutes
            if (deed == u"other settings" || (deed == u"all of it" && i % 3 == 0)) {
                world.supervisor.restart();
                follow();
            }
            if (deed == u"another password" || (deed == u"all of it" && i % 3 == 1)) {
                world.supervisor.start(QString::number(i));
                follow();
            }
            if (deed == u"signs out and in" || (deed == u"all of it" && i % 3 == 2)) {
                world.supervisor.stop();
                world.supervisor.start(QStringLiteral("secret"));
                follow();
            }
            world.alarm->pass(second);
            follow();
        }
        for (qsizetype i = 6; i < opened.size(); ++i) {
            QVERIFY2(opened.at(i) - opened.at(i - 6) > minute, qPrintable(QString::number(i)));
        }
        QVERIFY2(ofAttempts.size() > 5, qPrintable(QString::number(ofAttempts.size()))); // it goes on trying
        // What an attempt needs is known once the first had no room for it: from then on none is begun in vain.
        const auto cutShort = std::count_if(ofAttempts.cbegin(), ofAttempts.cend(), [](int streams) { return streams < needed; });
        QVERIFY2(cutShort <= 1, qPrintable(QString::number(cutShort)));
    }

    void aRunningAttemptThatIsEndedHasUsedItsStreams()
    {
        // Each deed ends an attempt before it came to anything, and begins another.
        World world;
        QList<qint64> opened;
        QObject::connect(&world.link, &Link::attemptStarted, &world.link, [&] { opened += world.clock.elapsed(); });
        world.supervisor.start(QStringLiteral("secret"));
        for (int i = 0; i < 3000; ++i) {
            i % 2 == 0 ? world.supervisor.restart() : world.supervisor.start(QString::number(i));
            world.alarm->pass(100);
        }
        for (qsizetype i = 6; i < opened.size(); ++i) {
            QVERIFY2(opened.at(i) - opened.at(i - 6) > minute, qPrintable(QString::number(i)));
        }
        QVERIFY(opened.size() >= 25);
    }

    void whatNeedsTorWaitsForTheSettings()
    {
        World world;
        world.supervisor.start(QStringLiteral("secret"));
        world.system.portal = true; // nor is this the network's doing
        world.link.fail(ErrorKind::Proxy, QStringLiteral("harborxmpp.onion."));
        QCOMPARE(world.state(), ConnectionState::Refused);
        QCOMPARE(world.error(), std::optional(ErrorKind::Proxy));
        QVERIFY(!world.alarm->isSet());
        world.alarm->pass(24 * 60 * minute);
        Q_EMIT world.system.networkChanged();
        Q_EMIT world.system.wokeUp();
        QCOMPARE(world.link.opens(), 1);
        world.supervisor.restart(); // other settings
        QCOMPARE(world.link.opens(), 2);
        QCOMPARE(world.state(), ConnectionState::Connecting);
        world.system.portal = false;
        world.link.fail(ErrorKind::Proxy, QStringLiteral("127.0.0.1")); // one that does not run yet
        QCOMPARE(world.state(), ConnectionState::Waiting);
    }

    void aForgedWayToTorHealsByItself()
    {
        // The same settings led to a session before, so somebody forged a record.
        World world;
        world.signIn();
        world.link.lose(ErrorKind::ConnectionLost);
        world.alarm->pass(2 * second);
        world.link.fail(ErrorKind::Proxy, QStringLiteral("harborxmpp.onion"));
        QCOMPARE(world.state(), ConnectionState::Refused);
        const int opens = world.link.opens();
        world.alarm->pass(minute - second);
        QCOMPARE(world.link.opens(), opens);
        world.alarm->pass(20 * second);
        QCOMPARE(world.link.opens(), opens + 1);
        world.link.begin(Link::Session::Resumed);
        QCOMPARE(world.state(), ConnectionState::Online);
    }

    void aSessionThatDoesNotLastIsNoSuccess()
    {
        World world;
        world.signIn();
        QList<qint64> pauses;
        for (int i = 0; i < 5; ++i) {
            world.link.lose(ErrorKind::ConnectionLost);
            pauses += world.pause();
            world.alarm->pass(world.pause());
            world.link.begin();
            world.alarm->pass(2 * second);
        }
        QVERIFY2(pauses.last() >= 15 * second, "the pauses do not grow");
        world.link.hear();
        world.alarm->pass(61 * second);
        world.link.hear();
        world.link.lose(ErrorKind::ConnectionLost);
        QVERIFY(world.pause() <= 2 * second);
    }

    void aServerThatSaysItStopsIsNoFailedTry()
    {
        World world;
        world.signIn();
        for (int i = 0; i < 4; ++i) { // restarted again and again
            world.link.lose(ErrorKind::ServerShutdown);
            QVERIFY2(world.pause() <= 2 * second, qPrintable(QString::number(world.pause())));
            world.alarm->pass(world.pause());
            world.link.begin();
            world.alarm->pass(15 * second); // else it is the limit of six a minute that counts
        }
    }

    void aDeadLinkIsFound_data()
    {
        QTest::addColumn<int>("owed");
        QTest::addColumn<int>("within"); // s
        QTest::newRow("a message is not acknowledged") << 1 << 20;
        QTest::newRow("three are not") << 3 << 20;
        QTest::newRow("idle") << 0 << 90;
    }
    void aDeadLinkIsFound()
    {
        QFETCH(int, owed);
        QFETCH(int, within);
        World world;
        world.signIn();
        world.link.hear();
        if (owed > 0) {
            world.alarm->pass(50 * second);
            world.link.owe(owed);
        }
        // Coarse timers ring up to a second late each.
        world.alarm->pass((within - 2) * second);
        QCOMPARE(world.link.pings, 1);
        QCOMPARE(world.link.cuts, 1);
        QVERIFY(world.state() == ConnectionState::Waiting || world.state() == ConnectionState::Connecting);
        QCOMPARE(world.error(), std::optional(ErrorKind::Timeout));
    }

    void aLinkThatAnswersIsLeftAlone()
    {
        World world;
        world.signIn();
        world.link.owe(1);
        world.alarm->pass(8 * second);
        QCOMPARE(world.link.pings, 1);
        world.link.hear();
        world.link.answer();
        // The server is there, it only acknowledges nothing: no ping after ping.
        world.alarm->pass(55 * second);
        QCOMPARE(world.link.pings, 1);
        QCOMPARE(world.link.cuts, 0);
        QCOMPARE(world.state(), ConnectionState::Online);
    }

    void bytesOnTheirWayDoNotHideALostMessage()
    {
        World world;
        world.signIn();
        world.link.owe(1);
        world.alarm->pass(second);
        world.link.hear(); // sent before the link died
        world.alarm->pass(19 * second);
        QCOMPARE(world.link.cuts, 1);
    }

    void othersTrafficDoesNotHideALostMessage()
    {
        World world;
        world.signIn();
        world.link.owe(1);
        const auto hearFor = [&world](qint64 duration) {
            for (qint64 passed = 0; passed < duration; passed += 3 * second) {
                world.alarm->pass(3 * second);
                world.link.hear();
            }
        };
        hearFor(12 * second);
        QCOMPARE(world.link.pings, 1);
        hearFor(30 * second); // what was on its way before the answer keeps the link up
        QCOMPARE(world.link.cuts, 0);
        hearFor(21 * second);
        QCOMPARE(world.link.pings, 1);
        QCOMPARE(world.link.cuts, 1);
    }

    void anAcknowledgementIsAsGoodAsAnAnswer()
    {
        World world;
        world.signIn();
        world.link.owe(1);
        world.alarm->pass(8 * second);
        QCOMPARE(world.link.pings, 1);
        world.link.hear();
        world.link.owe(0); // the answer to the ping comes much later
        world.alarm->pass(30 * second);
        QCOMPARE(world.link.cuts, 0);
    }

    void anAcknowledgedMessageCostsNothing()
    {
        World world;
        world.signIn();
        const int rings = world.alarm->rings();
        for (int i = 0; i < 20; ++i) {
            world.link.owe(1);
            world.alarm->pass(100);
            world.link.hear();
            world.link.owe(0);
            world.alarm->pass(5 * second);
        }
        QCOMPARE(world.alarm->rings(), rings);
        QCOMPARE(world.link.pings, 0);
    }

    void restIsCheap()
    {
        World world;
        world.signIn();
        const int rings = world.alarm->rings();
        const auto rest = [&world](qint64 duration) {
            for (qint64 passed = 0; passed < duration; passed += second) {
                const int pings = world.link.pings;
                world.alarm->pass(second);
                if (world.link.pings > pings) {
                    world.link.hear();
                    world.link.answer();
                }
            }
        };
        rest(60 * minute);
        QVERIFY2(world.alarm->rings() - rings <= 60, qPrintable(QString::number(world.alarm->rings() - rings)));
        QCOMPARE(world.link.cuts, 0);
    }

    void sleepIsNoticed_data()
    {
        QTest::addColumn<QString>("how");
        for (const char *how : {"told", "steady clock stood still", "program was stopped", "network changed"}) {
            QTest::newRow(how) << QString::fromLatin1(how);
        }
    }
    void sleepIsNoticed()
    {
        QFETCH(QString, how);
        World world;
        world.signIn();
        world.link.hear();
        if (how == u"told") {
            Q_EMIT world.system.wokeUp();
        } else if (how == u"network changed") {
            Q_EMIT world.system.networkChanged();
        } else if (how == u"program was stopped") {
            world.alarm->stopFor(10 * minute);
        } else {
            world.clock.set(world.clock.now() + 60 * minute);
            world.alarm->pass(65 * second);
        }
        QCOMPARE(world.link.pings, 1);
        world.alarm->pass(8 * second);
        QCOMPARE(world.link.cuts, 1);
    }

    void wakingUpTriesAtOnce()
    {
        World world;
        world.supervisor.start(QStringLiteral("secret"));
        for (int i = 0; i < 10; ++i) {
            world.link.fail(ErrorKind::ConnectionRefused);
            world.alarm->pass(world.pause());
        }
        world.link.fail(ErrorKind::ConnectionRefused);
        QVERIFY(world.pause() > 2 * minute);
        const int opens = world.link.opens();
        Q_EMIT world.system.networkChanged();
        QCOMPARE(world.link.opens(), opens + 1);
        world.link.fail(ErrorKind::ConnectionRefused);
        QVERIFY2(world.pause() <= 2 * second, "a new network deserves short pauses");
    }

    void anAddressThatIsGoneNeedsNoPing()
    {
        World world;
        world.signIn();
        world.link.homeless = true;
        Q_EMIT world.system.networkChanged();
        QCOMPARE(world.link.cuts, 1);
        QCOMPARE(world.link.pings, 0);
        QCOMPARE(world.state(), ConnectionState::Waiting);
    }

    void anAttemptOnTheOldNetworkIsGivenUp()
    {
        World world;
        world.supervisor.start(QStringLiteral("secret"));
        world.alarm->pass(second);
        Q_EMIT world.system.networkChanged();
        QCOMPARE(world.link.cuts, 0); // too young to have stalled
        world.alarm->pass(5 * second);
        Q_EMIT world.system.networkChanged();
        QCOMPARE(world.link.cuts, 1);
        world.alarm->pass(2 * second);
        QCOMPARE(world.link.opens(), 2);
    }

    void aCaptivePortalIsNamed_data()
    {
        QTest::addColumn<ErrorKind>("kind");
        QTest::newRow("foreign certificate") << ErrorKind::Certificate;
        QTest::newRow("HTTP where XMPP was") << ErrorKind::Malformed;
        QTest::newRow("no encryption") << ErrorKind::TlsRequired;
        QTest::newRow("nothing passes") << ErrorKind::Timeout;
    }
    void aCaptivePortalIsNamed()
    {
        QFETCH(ErrorKind, kind);
        World world;
        world.system.portal = true;
        world.supervisor.start(QStringLiteral("secret"));
        QSignalSpy told(&world.supervisor, &ConnectionSupervisor::statusChanged);
        world.link.fail(kind);
        QCOMPARE(world.state(), ConnectionState::Waiting);
        QCOMPARE(world.error(), std::optional(ErrorKind::CaptivePortal));
        QVERIFY(world.pause() >= minute);
        QCOMPARE(told.size(), 1);
        world.system.portal = false;
        Q_EMIT world.system.networkChanged();
        QCOMPARE(world.state(), ConnectionState::Connecting);
        world.link.begin();
        QCOMPARE(world.state(), ConnectionState::Online);
    }

    void aForeignCertificateAsksOnceAndHealsByItself()
    {
        World world;
        world.signIn();
        world.link.lose(ErrorKind::ConnectionLost);
        world.alarm->pass(2 * second);
        QSignalSpy told(&world.supervisor, &ConnectionSupervisor::statusChanged);
        world.link.fail(ErrorKind::Certificate);
        QCOMPARE(world.state(), ConnectionState::Refused);
        // One word to the user, however often it is tried, and not more than once a minute.
        const QList<qint64> opened = world.failFor(20 * minute, ErrorKind::Certificate);
        QVERIFY(opened.size() >= 3);
        for (qsizetype i = 1; i < opened.size(); ++i) {
            QVERIFY(opened.at(i) - opened.at(i - 1) >= minute - 200);
        }
        QCOMPARE(told.size(), 1);
        Q_EMIT world.system.networkChanged();
        world.link.begin(Link::Session::Resumed);
        QCOMPARE(world.state(), ConnectionState::Online);
    }

    void aCertificateThatWasNeverGoodWaitsForTheUser()
    {
        World world;
        world.supervisor.start(QStringLiteral("secret"));
        world.link.fail(ErrorKind::Certificate);
        QCOMPARE(world.state(), ConnectionState::Refused);
        world.alarm->pass(60 * minute);
        QCOMPARE(world.link.opens(), 1);
    }

    void anotherPasswordIsTriedAtOnce()
    {
        World world;
        world.supervisor.start(QStringLiteral("wrong"));
        world.link.fail(ErrorKind::NotAuthorized);
        QCOMPARE(world.state(), ConnectionState::Refused);
        world.supervisor.start(QStringLiteral("right"));
        QCOMPARE(world.state(), ConnectionState::Connecting);
        QCOMPARE(world.link.passwords, (QStringList{QStringLiteral("wrong"), QStringLiteral("right")}));
    }

    void afterSigningOutNothingIsTried()
    {
        World world;
        world.signIn();
        world.link.lose(ErrorKind::ConnectionLost);
        const int opens = world.link.opens();
        world.supervisor.stop();
        world.alarm->pass(60 * minute);
        Q_EMIT world.system.networkChanged();
        world.supervisor.tryNow();
        QCOMPARE(world.link.opens(), opens);
        QCOMPARE(world.state(), ConnectionState::SignedOut);
        QVERIFY(!world.alarm->isSet());
    }
};

JACKDAW_TEST(SupervisorTest)

} // namespace supervisor_test

#include "SupervisorTest.moc"
