// SPDX-License-Identifier: GPL-3.0-or-later
// What the profile of a contact says in words, and where the company's link leads.
#include "profile/PersonalFactsText.h"
#include "profile/ProfileText.h"
#include "support/TestProgram.h"

#include <QDateTime>
#include <QLocale>
#include <QTimeZone>
#include <QtTest>

using namespace jackdaw;
using namespace Qt::StringLiterals;

namespace profile_text_test {

class ProfileTextTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void theirTime_data()
    {
        QTest::addColumn<int>("hourUtc");
        QTest::addColumn<int>("theirs");
        QTest::addColumn<int>("ours");
        QTest::addColumn<QString>("text");
        QTest::newRow("here") << 12 << 3600 << 3600 << u"13:00"_s;
        QTest::newRow("ahead, night") << 14 << 9 * 3600 << 3600 << u"23:00 · 8 h ahead of you · night there"_s;
        QTest::newRow("behind, half an hour") << 12 << -(2 * 3600 + 1800) << 0 << u"09:30 · 2 h 30 min behind you"_s;
        QTest::newRow("early") << 6 << 0 << 0 << u"06:00 · night there"_s;
        QTest::newRow("morning") << 7 << 0 << 0 << u"07:00"_s;
        QTest::newRow("late") << 22 << 0 << 0 << u"22:00 · night there"_s;
    }
    void theirTime()
    {
        QFETCH(const int, hourUtc);
        QFETCH(const int, theirs);
        QFETCH(const int, ours);
        QFETCH(const QString, text);
        const qint64 now = QDateTime(QDate(2026, 3, 1), QTime(hourUtc, 0), QTimeZone::UTC).toMSecsSinceEpoch();
        QCOMPARE(theirTimeText(now, theirs, ours), text); // without seconds, which stand still, in the locale "C" too
    }

    void lastActivity()
    {
        ContactProfile profile;
        constexpr qint64 now = 1'772'366'400'000;
        QCOMPARE(lastActivityText(profile, now), QString());
        profile.lastActivity = now - 3 * 3'600'000;
        QCOMPARE(lastActivityText(profile, now), u"3 h ago"_s);
        profile.lastActivity = now - 1000;
        QCOMPARE(lastActivityText(profile, now), u"A moment ago"_s);
        profile.devices = {{u"Gajim"_s, Availability::Available}};
        QCOMPARE(lastActivityText(profile, now), u"Now"_s);
        QCOMPARE(devicesText({{{}, Availability::Away}}), u"Unknown program, Away"_s);
    }

    void howAndWhereTheyAre()
    {
        QCOMPARE(moodText({u"in_love"_s, u"with the sea"_s}), u"In love \u00B7 with the sea"_s);
        QCOMPARE(moodText({u"flabbergasted"_s, {}}), QString()); // no word of ours
        QCOMPARE(activityText({u"working"_s, u"in_a_meeting"_s, {}}), u"In a meeting"_s);
        QCOMPARE(activityText({u"working"_s, u"juggling"_s, u"with chairs"_s}), u"Working \u00B7 with chairs"_s);
        QCOMPARE(tuneText({u"Yes"_s, u"Heart of the Sunrise"_s, u"Yessongs"_s}), u"Yes \u00B7 Heart of the Sunrise"_s);
        QCOMPARE(tuneText({{}, {}, u"Radio Nord"_s}), u"Radio Nord"_s);
        PersonalFacts::Location location;
        QCOMPARE(locationText(location), QString());
        QVERIFY(!locationLink(location));
        location.hasPosition = true;
        location.latitude = 45.44;
        location.longitude = 12.33;
        QCOMPARE(locationText(location), u"45.4400\u00B0 N, 12.3300\u00B0 E"_s);
        location.text = u"North gate"_s;
        location.address = {u"Harbor road 4"_s, u"Bergen"_s};
        QCOMPARE(locationText(location), u"North gate\nHarbor road 4, Bergen"_s);
        QCOMPARE(locationLink(location)->toString(), u"geo:45.44,12.33"_s);
        location.time = 1'772'366'400'000;
        QVERIFY(locationText(location).contains(u"\nAs of "_s));
    }

    void links_data()
    {
        QTest::addColumn<QString>("linkTemplate");
        QTest::addColumn<QString>("link");
        QTest::newRow("address") << u"https://crm.example/find?q={address}"_s << u"https://crm.example/find?q=a%26b%40c.example"_s;
        QTest::newRow("name and domain") << u" http://crm.example/{domain}/{name} "_s << u"http://crm.example/c.example/a%26b"_s;
        QTest::newRow("nothing filled in") << u"https://crm.example/"_s << QString();
        QTest::newRow("chooses the server") << u"https://{domain}/"_s << QString();
        QTest::newRow("chooses the user") << u"https://{name}@crm.example/"_s << QString();
        QTest::newRow("no page") << u"javascript:alert('{name}')"_s << QString();
        QTest::newRow("file") << u"file:///{name}"_s << QString();
        QTest::newRow("empty") << QString() << QString();
    }
    void links()
    {
        QFETCH(const QString, linkTemplate);
        QFETCH(const QString, link);
        const auto filled = filledLink(linkTemplate, BareJid::fromPrepared(u"a&b@c.example"_s));
        QCOMPARE(filled ? filled->toString(QUrl::FullyEncoded) : QString(), link);
    }
};

JACKDAW_WINDOW_TEST(ProfileTextTest)

} // namespace profile_text_test

#include "profile_text_test.moc"
