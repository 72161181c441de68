// SPDX-License-Identifier: GPL-3.0-or-later
#include "places/LivePlaceModel.h"
#include "support/TestProgram.h"
#include "text/LinkCard.h"
#include "xmpp/LivePosition.h"

#include <QSignalSpy>

using namespace jackdaw;
using namespace Qt::StringLiterals;

namespace live_position_test {

const QByteArray key(LiveLink::keySize, '\x5a');
const QString id(32, u'a');

class LivePositionTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theLinkSaysAllThatIsNeeded()
    {
        const Place first{59.3327, 18.0649, 12};
        const LiveLink live{id, key, 1'760'000'000'000};
        const QString uri = liveUri(first, live);
        QVERIFY(uri.startsWith(u"geo:59.3327,18.0649;u=12;"));
        const auto card = linkCardOf(uri);
        QVERIFY(card && card->place && card->live);
        QCOMPARE(*card->place, first);
        QCOMPARE(*card->live, live);
        // Another program's reader has a place of it (RFC 5870, 3.3: parameters that are not known are passed over).
        QVERIFY(placeOf(QUrl(uri)));
        QVERIFY(!linkCardOf(u"geo:59.3327,18.0649;u=12"_s)->live);
    }
    void whatIsNotWholeIsAPlaceAlone_data()
    {
        QTest::addColumn<QString>("more");
        const QString whole = u";jd-live=%1;jd-until=1760000000;jd-key=%2"_s;
        const QString good =
            QString::fromLatin1(key.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
        QTest::newRow("short key") << whole.arg(id, good.chopped(4));
        QTest::newRow("no base64") << whole.arg(id, u"!"_s.repeated(43));
        QTest::newRow("long id") << whole.arg(id + u'a', good);
        QTest::newRow("id with a path") << whole.arg(id.chopped(2) + u"/x"_s, good);
        QTest::newRow("no end") << u";jd-live=%1;jd-key=%2"_s.arg(id, good);
        QTest::newRow("end that is none") << u";jd-live=%1;jd-until=-5;jd-key=%2"_s.arg(id, good);
    }
    void whatIsNotWholeIsAPlaceAlone()
    {
        QFETCH(QString, more);
        const auto card = linkCardOf(u"geo:59.3327,18.0649"_s + more);
        QVERIFY(!card || !card->live);
    }
    void aPositionIsWhatXep0080Says()
    {
        const LivePosition position{-33.856789, 151.2153, 8.5, 1'760'000'000'250};
        const QByteArray text = livePositionText(position);
        QVERIFY(text.contains("http://jabber.org/protocol/geoloc"));
        QVERIFY(text.contains("<lat>-33.856789</lat>"));
        QCOMPARE(readLivePosition(text), std::optional(position));
    }
    void whatIsNoPositionIsNone_data()
    {
        QTest::addColumn<QByteArray>("text");
        const QByteArray start = "<geoloc xmlns='http://jabber.org/protocol/geoloc'>";
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("no xml") << QByteArray("geoloc");
        QTest::newRow("another space") << QByteArray(
            "<geoloc><lat>1</lat><lon>1</lon><timestamp>2026-11-23T12:00:00Z</timestamp></geoloc>");
        QTest::newRow("no time") << start + "<lat>1</lat><lon>1</lon></geoloc>";
        QTest::newRow("no number") << start
                + "<lat>nan</lat><lon>1</lon><timestamp>2026-11-23T12:00:00Z</timestamp></geoloc>";
        QTest::newRow("beyond the pole") << start
                + "<lat>91</lat><lon>1</lon><timestamp>2026-11-23T12:00:00Z</timestamp></geoloc>";
        QTest::newRow("an entity") << "<!DOCTYPE geoloc [<!ENTITY a '1'>]>" + start
                + "<lat>&a;</lat><lon>1</lon><timestamp>2026-11-23T12:00:00Z</timestamp></geoloc>";
    }
    void whatIsNoPositionIsNone()
    {
        QFETCH(QByteArray, text);
        QVERIFY(!readLivePosition(text));
    }
    void nodesHaveNamesOfTheirOwn()
    {
        QCOMPARE(liveIdOf(liveNode(id)), id);
        QCOMPARE(liveIdOf(u"http://jabber.org/protocol/geoloc"_s), QString());
        QCOMPARE(liveIdOf(liveNode(id) + u'b'), QString());
    }
    void theModelSaysWhatIsToldWhere()
    {
        LivePlaceModel model;
        QSignalSpy changed(&model, &LivePlaceModel::changed);
        const BareJid us = *BareJid::parse(u"mara@harbor.example");
        LivePlace told{LivePlace::Side::Here, us, id, ConversationId(7), {}, 5'000, 0, {}, 0};
        model.replace(AccountId(1), {told});
        model.replace(AccountId(1), {told});
        QCOMPARE(changed.size(), 1);
        QVERIFY(model.toldTo(ConversationId(7), 4'999));
        QVERIFY(!model.toldTo(ConversationId(7), 5'000));
        QVERIFY(!model.toldTo(ConversationId(8), 1'000));
        QCOMPARE(model.nextEnd(1'000), 5'000);
        QCOMPARE(model.told(1'000).size(), 1);
        QCOMPARE(model.told(1'000).constFirst().account, AccountId(1));
        QVERIFY(model.told(5'000).isEmpty());
        QVERIFY(model.find(AccountId(1), us, id));
        QVERIFY(!model.find(AccountId(2), us, id));
        told.ended = 2'000;
        model.replace(AccountId(1), {told});
        QVERIFY(!model.toldTo(ConversationId(7), 3'000));
        QVERIFY(!model.isAnyTold(3'000));
    }
};

JACKDAW_TEST(LivePositionTest)

} // namespace live_position_test

#include "live_position_test.moc"
