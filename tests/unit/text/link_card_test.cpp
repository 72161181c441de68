// SPDX-License-Identifier: GPL-3.0-or-later
// Messages that are a place or a person: what is read as one, what is not, and what goes out.
#include "text/LinkCard.h"
#include "support/TestProgram.h"

#include <QTest>

using namespace jackdaw;
using namespace Qt::StringLiterals;

namespace link_card_test {

class LinkCardTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void placesAreReadAsTheyArePasted_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("uri"); // empty: none
        const QString here = u"geo:59.3327,18.0649"_s;
        QTest::newRow("two numbers") << u"59.3327, 18.0649"_s << here;
        QTest::newRow("with degrees") << u"59.3327\u00B0 18.0649\u00B0"_s << here;
        QTest::newRow("geo") << u" geo:59.3327,18.0649 "_s << here;
        QTest::newRow("geo with a height") << u"geo:59.3327,18.0649,30"_s << here;
        QTest::newRow("geo with accuracy") << u"geo:59.3327,18.0649;crs=WGS84;u=12"_s << here + u";u=12"_s;
        QTest::newRow("of another planet's grid") << u"geo:59.3327,18.0649;crs=Moon-2011"_s << QString();
        QTest::newRow("a map's mark") << u"https://www.openstreetmap.org/?mlat=59.3327&mlon=18.0649#map=5/1/2"_s << here;
        QTest::newRow("a map's middle") << u"https://www.openstreetmap.org/#map=17/59.3327/18.0649"_s << here;
        QTest::newRow("another map's") << u"https://maps.example/maps/place/X/@59.3327,18.0649,17z"_s << here;
        QTest::newRow("another's question") << u"https://maps.example/?q=59.3327,18.0649"_s << here;
        QTest::newRow("south and west") << u"-33.9, -70.5"_s << u"geo:-33.9,-70.5"_s;
        QTest::newRow("beyond the pole") << u"91, 18"_s << QString();
        QTest::newRow("round the world") << u"geo:59,181"_s << QString();
        QTest::newRow("no number") << u"geo:nan,1"_s << QString();
        QTest::newRow("with exponents") << u"geo:1e1,1"_s << QString();
        QTest::newRow("one number") << u"59.3327"_s << QString();
        QTest::newRow("some page") << u"https://harbor.example/"_s << QString();
        QTest::newRow("a script") << u"javascript:59.3,18.0"_s << QString();
    }
    void placesAreReadAsTheyArePasted()
    {
        QFETCH(QString, typed);
        QFETCH(QString, uri);
        const auto place = readPlace(typed);
        QCOMPARE(place ? placeUri(*place) : QString(), uri);
    }

    void aPlaceIsToldInDegrees()
    {
        QCOMPARE(placeText({59.3327, 18.0649}), u"59.3327\u00B0 N, 18.0649\u00B0 E"_s);
        QCOMPARE(placeText({-33.5, -70.25}), u"33.5000\u00B0 S, 70.2500\u00B0 W"_s);
    }

    void whatIsACard_data()
    {
        QTest::addColumn<QString>("body");
        QTest::addColumn<QString>("is"); // the address, "place", or nothing
        QTest::addColumn<QString>("name");
        QTest::newRow("a place") << u"geo:59.3327,18.0649"_s << u"place"_s << QString();
        QTest::newRow("a person") << u"xmpp:owen@harbor.example"_s << u"owen@harbor.example"_s << QString();
        QTest::newRow("with a name") << u"xmpp:owen@harbor.example?roster;name=Owen%20A."_s << u"owen@harbor.example"_s << u"Owen A."_s;
        QTest::newRow("a name that turns") << u"xmpp:owen@harbor.example?roster;name=%E2%80%AEOwen%0A"_s << u"owen@harbor.example"_s << u"Owen"_s;
        QTest::newRow("a message to be begun") << u"xmpp:owen@harbor.example?message"_s << u"owen@harbor.example"_s << QString();
        QTest::newRow("a room") << u"xmpp:crew@groups.harbor.example?join"_s << QString() << QString();
        QTest::newRow("an invitation") << u"xmpp:owen@harbor.example?roster;preauth=x"_s << QString() << QString();
        QTest::newRow("a server") << u"xmpp:harbor.example"_s << QString() << QString();
        QTest::newRow("removal") << u"xmpp:owen@harbor.example?remove"_s << QString() << QString();
        QTest::newRow("by another account") << u"xmpp://mara@harbor.example/owen@harbor.example"_s << QString() << QString();
        QTest::newRow("words around it") << u"see xmpp:owen@harbor.example"_s << QString() << QString();
        QTest::newRow("two lines") << u"geo:1,2\ngeo:3,4"_s << QString() << QString();
        QTest::newRow("text") << u"hello"_s << QString() << QString();
    }
    void whatIsACard()
    {
        QFETCH(QString, body);
        QFETCH(QString, is);
        QFETCH(QString, name);
        const auto card = linkCardOf(body);
        QCOMPARE(!card ? QString() : card->place ? u"place"_s : card->person.toString(), is);
        if (card)
            QCOMPARE(card->name, name);
    }

    void aPersonGoesOutAndComesIn()
    {
        const BareJid odd = *BareJid::parse(u"owen+#1@b\u00FCcher.example");
        const auto card = linkCardOf(personUri(odd, u"Owen; & #1"_s));
        QVERIFY(card);
        QCOMPARE(card->person, odd);
        QCOMPARE(card->name, u"Owen; & #1"_s);
        QCOMPARE(personUri(*BareJid::parse(u"owen@harbor.example"), {}), u"xmpp:owen@harbor.example"_s);
    }
};

JACKDAW_TEST(LinkCardTest)

} // namespace link_card_test

#include "link_card_test.moc"
