// SPDX-License-Identifier: GPL-3.0-or-later
// Which messages become a notification, and what it says.
#include "notify/NotificationPolicy.h"
#include "support/TestProgram.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using namespace jackdaw;

namespace notification_test {

const ConversationId tomas{1}, leila{2};

ArrivedMessage saying(const QString &body, ConversationId conversation = tomas)
{
    return {conversation, u"Tomas Berg"_s, body, false, {}};
}

class NotificationTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsWhoAndWhat()
    {
        NotificationPolicy policy;
        const auto shown = policy.arrived(saying(u"Before.\n  After the strainer it is 3.2"_s), {}, 0);
        QVERIFY(shown);
        QCOMPARE(*shown, (Notification{tomas, u"Tomas Berg"_s, u"Before. After the strainer it is 3.2"_s}));
    }

    void saysWhoseChatItIsWhereThereAreSeveral()
    {
        NotificationPolicy policy;
        ArrivedMessage message = saying(u"Hello"_s);
        message.account = u"Work %1"_s; // a name is no pattern
        const auto shown = policy.arrived(message, {}, 0);
        QVERIFY(shown);
        QCOMPARE(*shown, (Notification{tomas, u"Tomas Berg · Work %1"_s, u"Hello"_s}));
        NotificationSituation hidden;
        hidden.textShown = false;
        QCOMPARE(policy.arrived(message, hidden, 1)->title, u"Tomas Berg · Work %1"_s);
    }

    void tellsApartWhomTheNameDoesNot()
    {
        NotificationPolicy policy;
        ArrivedMessage message = saying(u"Send it\nhere"_s);
        message.lookAlike = u"tb@evil.example, not tomas@harbor.example"_s;
        QCOMPARE(policy.arrived(message, {}, 0)->body, u"tb@evil.example, not tomas@harbor.example\nSend it here"_s);
        NotificationSituation hidden;
        hidden.textShown = false;
        QCOMPARE(policy.arrived(message, hidden, 1)->body, u"tb@evil.example, not tomas@harbor.example\nNew message"_s);
    }

    void staysSilent_data()
    {
        QTest::addColumn<bool>("enabled");
        QTest::addColumn<bool>("doNotDisturb");
        QTest::addColumn<bool>("muted");
        QTest::addColumn<bool>("active");
        QTest::addColumn<qint64>("open");
        QTest::addColumn<bool>("shown");
        QTest::newRow("plain") << true << false << false << false << qint64(0) << true;
        QTest::newRow("off") << false << false << false << false << qint64(0) << false;
        QTest::newRow("do not disturb") << true << true << false << false << qint64(0) << false;
        QTest::newRow("muted") << true << false << true << false << qint64(0) << false;
        QTest::newRow("open and active") << true << false << false << true << qint64(1) << false;
        QTest::newRow("open, window in the background") << true << false << false << false << qint64(1) << true;
        QTest::newRow("active, another chat open") << true << false << false << true << qint64(2) << true;
    }

    void staysSilent()
    {
        QFETCH(bool, enabled);
        QFETCH(bool, doNotDisturb);
        QFETCH(bool, muted);
        QFETCH(bool, active);
        QFETCH(qint64, open);
        QFETCH(bool, shown);
        NotificationSituation situation;
        situation.enabled = enabled;
        situation.doNotDisturb = doNotDisturb;
        situation.windowActive = active;
        situation.openChat = ConversationId(open);
        ArrivedMessage message = saying(u"Hello"_s);
        message.muted = muted;
        NotificationPolicy policy;
        QCOMPARE(policy.arrived(message, situation, 0).has_value(), shown);
    }

    void hidesTheText()
    {
        NotificationSituation situation;
        situation.textShown = false;
        const auto shown = NotificationPolicy().arrived(saying(u"The code is 4711"_s), situation, 0);
        QVERIFY(shown);
        QCOMPARE(shown->title, u"Tomas Berg"_s);
        QVERIFY(!shown->body.contains(u"4711"_s));
        QVERIFY(!shown->body.isEmpty());
    }

    void threeAMinuteAChat()
    {
        NotificationPolicy policy;
        for (qint64 second : {0, 10, 20})
            QVERIFY(policy.arrived(saying(u"x"_s), {}, second * 1000));
        QVERIFY(!policy.arrived(saying(u"x"_s), {}, 30'000));
        QVERIFY(!policy.arrived(saying(u"x"_s), {}, 59'999));
        // Another chat has a minute of its own.
        QVERIFY(policy.arrived(saying(u"x"_s, leila), {}, 30'000));
        // The first of the three is a minute old, so there is room for one.
        QVERIFY(policy.arrived(saying(u"x"_s), {}, 60'000));
        QVERIFY(!policy.arrived(saying(u"x"_s), {}, 60'001));
    }

    void silentOnesDoNotUseUpTheMinute()
    {
        NotificationPolicy policy;
        NotificationSituation reading;
        reading.windowActive = true;
        reading.openChat = tomas;
        for (int i = 0; i < 10; ++i)
            QVERIFY(!policy.arrived(saying(u"x"_s), reading, i));
        QVERIFY(policy.arrived(saying(u"x"_s), {}, 11));
    }

    void cutsLongTextBetweenCharacters()
    {
        // Each of these is two QChars, and the limit falls into the middle of one.
        const QString emoji = u"a"_s + QString::fromUcs4(U"\U0001F600").repeated(NotificationPolicy::bodyLimit);
        const auto shown = NotificationPolicy().arrived(saying(emoji), {}, 0);
        QVERIFY(shown);
        QVERIFY(shown->body.size() <= NotificationPolicy::bodyLimit);
        QVERIFY(shown->body.endsWith(u'…'));
        QVERIFY(!shown->body.at(shown->body.size() - 2).isHighSurrogate());
    }
};

JACKDAW_TEST(NotificationTest)

} // namespace notification_test

#include "notification_test.moc"
