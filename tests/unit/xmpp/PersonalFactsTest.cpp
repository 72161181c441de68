// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/PersonalFacts.h"
#include "support/TestProgram.h"

#include <QDateTime>
#include <QDomDocument>
#include <QTest>

using namespace jackdaw;
using namespace Qt::StringLiterals;

namespace personal_facts_test {

/// Mood, activity, tune and location as the specifications show them, and as nobody should write them.
class PersonalFactsTest : public QObject
{
    Q_OBJECT

    static PersonalFacts read(QStringView node, const QString &payload, PersonalFacts facts = {})
    {
        QDomDocument document;
        if (!document.setContent(payload, QDomDocument::ParseOption::UseNamespaceProcessing)) {
            qFatal("a test's payload is not well-formed: %s", qPrintable(payload));
        }
        if (!readPersonalFact(facts, node, document.documentElement())) {
            qFatal("none of these nodes: %s", qPrintable(node.toString()));
        }
        return facts;
    }
    static PersonalFacts::Location location(const QString &inside)
    {
        return read(locationNode, u"<geoloc xmlns='http://jabber.org/protocol/geoloc'>%1</geoloc>"_s.arg(inside))
            .location;
    }

private Q_SLOTS:
    void asTheSpecificationsShowThem()
    {
        // XEP-0107, example 1
        const auto mood =
            read(
                moodNode,
                u"<mood xmlns='http://jabber.org/protocol/mood'><happy/><text>Yay, the mood spec has been approved!</text></mood>"_s)
                .mood;
        QCOMPARE(mood.name, u"happy"_s);
        QCOMPARE(mood.text, u"Yay, the mood spec has been approved!"_s);
        // XEP-0108, example 1
        const auto activity =
            read(activityNode,
                 u"<activity xmlns='http://jabber.org/protocol/activity'><relaxing><partying/></relaxing>"
                 "<text xml:lang='en'>My nurse's birthday!</text></activity>"_s)
                .activity;
        QCOMPARE(activity.general, u"relaxing"_s);
        QCOMPARE(activity.specific, u"partying"_s);
        QCOMPARE(activity.text, u"My nurse's birthday!"_s);
        // XEP-0118, example 1
        const auto tune =
            read(tuneNode,
                 u"<tune "
                 u"xmlns='http://jabber.org/protocol/tune'><artist>Yes</artist><length>686</length><rating>8</rating>"
                 "<source>Yessongs</source><title>Heart of the Sunrise</title><track>3</track></tune>"_s)
                .tune;
        QCOMPARE(tune.artist, u"Yes"_s);
        QCOMPARE(tune.title, u"Heart of the Sunrise"_s);
        QCOMPARE(tune.source, u"Yessongs"_s);
        // XEP-0080, example 1
        const auto place =
            location(u"<accuracy>20</accuracy><country>Italy</country><lat>45.44</lat><locality>Venice</locality>"
                     "<lon>12.33</lon><timestamp>2026-03-01T12:00:00Z</timestamp>"_s);
        QVERIFY(place.hasPosition);
        QCOMPARE(place.latitude, 45.44);
        QCOMPARE(place.longitude, 12.33);
        QCOMPARE(place.accuracy, 20.0);
        QCOMPARE(place.address, (QStringList{u"Venice"_s, u"Italy"_s}));
        QCOMPARE(place.time, QDateTime(QDate(2026, 3, 1), QTime(12, 0), QTimeZone::UTC).toMSecsSinceEpoch());
    }

    void eachStandsAloneAndIsTakenAway()
    {
        PersonalFacts facts = read(moodNode, u"<mood xmlns='http://jabber.org/protocol/mood'><calm/></mood>"_s);
        facts = read(tuneNode, u"<tune xmlns='http://jabber.org/protocol/tune'><title>Sail</title></tune>"_s, facts);
        QCOMPARE(facts.mood.name, u"calm"_s);
        QCOMPARE(facts.tune.title, u"Sail"_s);
        facts = read(tuneNode, u"<tune xmlns='http://jabber.org/protocol/tune'/>"_s, facts); // XEP-0118, example 3
        QVERIFY(facts.tune == PersonalFacts::Tune());
        QCOMPARE(facts.mood.name, u"calm"_s);
        QVERIFY(readPersonalFact(facts, moodNode, {}));
        QVERIFY(facts.isEmpty());
        QVERIFY(!readPersonalFact(facts, u"urn:xmpp:other", {}));
    }

    void placesThatAreNone_data()
    {
        QTest::addColumn<QString>("inside");
        QTest::newRow("half of one") << u"<lat>45</lat>"_s;
        QTest::newRow("no numbers") << u"<lat>north</lat><lon>east</lon>"_s;
        QTest::newRow("not a number") << u"<lat>nan</lat><lon>12</lon>"_s;
        QTest::newRow("infinite") << u"<lat>inf</lat><lon>12</lon>"_s;
        QTest::newRow("off the globe") << u"<lat>91</lat><lon>12</lon>"_s;
        QTest::newRow("round it twice") << u"<lat>45</lat><lon>372</lon>"_s;
        QTest::newRow("other coordinates") << u"<lat>45</lat><lon>12</lon><datum>ED50</datum>"_s;
    }
    void placesThatAreNone()
    {
        QFETCH(const QString, inside);
        QVERIFY(!location(inside).hasPosition);
        QVERIFY(location(inside) == PersonalFacts::Location());
    }

    void whatIsReadIsOneShortLine()
    {
        const auto place = location(
            u"<text>North \u202Egate\nand more</text><street>%1</street><accuracy>-4</accuracy><lat>1</lat><lon>2</lon>"_s
                .arg(QString(5000, u'x')));
        QCOMPARE(place.text, u"North gate and more"_s);
        QCOMPARE(place.address.first().size(), 200);
        QCOMPARE(place.accuracy, -1.0);
        const auto mood = read(moodNode, u"<mood xmlns='http://jabber.org/protocol/mood'><Not-a-mood/></mood>"_s).mood;
        QVERIFY(mood == PersonalFacts::Mood());
        // Another one's element says nothing.
        QVERIFY(
            read(moodNode, u"<tune xmlns='http://jabber.org/protocol/tune'><title>Sail</title></tune>"_s).isEmpty());
    }
};

JACKDAW_TEST(PersonalFactsTest)

} // namespace personal_facts_test

#include "PersonalFactsTest.moc"
