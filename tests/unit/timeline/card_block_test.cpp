// SPDX-License-Identifier: GPL-3.0-or-later
// A place and a person as cards: what they say, where they lead, and in lists.
#include "chat/Message.h"
#include "style/Preferences.h"
#include "style/Theme.h"
#include "timeline/BubbleLayout.h"
#include "widgets/MessageWords.h"
#include "support/TestProgram.h"

#include <QTemporaryDir>
#include <QTest>

using namespace jackdaw;
using namespace Qt::StringLiterals;

namespace card_block_test {

class CardBlockTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPlaceLeadsToMapsAlone()
    {
        const CardBlock card = cardOf(u"geo:59.3327,18.0649;u=12"_s);
        QCOMPARE(card.links().size(), 1);
        QCOMPARE(card.links().constFirst().url, QUrl(u"geo:59.3327,18.0649;u=12"_s));
        QVERIFY(card.linkAt(QPoint(20, 20))); // the drawn grid
        QVERIFY(!card.isCopyAt(QPoint(20, 20)));
        const int below = card.size().height() - 6; // where it is said what can be done
        int copies = 0;
        for (int x = 0; x < card.size().width(); ++x) {
            copies += card.isCopyAt(QPoint(x, below));
            QVERIFY(!card.isCopyAt(QPoint(x, below)) || !card.linkAt(QPoint(x, below)));
        }
        QVERIFY(copies > 10);
        QCOMPARE(readPlace(placeNumbers(*card.content().card.place))->latitude, 59.3327);
        QCOMPARE(placeNumbers({-33.5, 151.2153, 8}), u"-33.5, 151.2153"_s);
        QVERIFY(!card.linkAt(QPoint(card.size().width() - 2, card.size().height() - 2))); // where the time stands
        QVERIFY(card.size().width() <= 400);
    }

    void aLivePlaceSaysHowOldItIs()
    {
        constexpr qint64 noon = 1'772'366'400'000;
        constexpr qint64 minute = 60'000;
        const LiveLink link{QString(32, u'a'), QByteArray(32, 'k'), noon + 15 * minute};
        const LinkCard card = *linkCardOf(liveUri({59.3327, 18.0649, 12}, link));
        // Nobody has told more yet: it is where it began.
        LiveCard said = liveCard(card, nullptr, {u"Tomas Berg"_s, noon}, noon + 30'000);
        QVERIFY(said.title.startsWith(u"Live location of "_s) && said.title.contains(u"Tomas Berg"_s));
        QVERIFY(said.line.contains(u"59.3327"_s) && said.line.contains(u"within 12 m"_s));
        QVERIFY(said.state.contains(u"12:15"_s) && said.state.contains(u"just now"_s));
        QCOMPARE(liveCard(card, nullptr, {{}, noon}, noon).title, u"Your live location"_s);
        QCOMPARE(said.changes, minute / 2);
        LivePlace known{LivePlace::Side::Elsewhere, {}, link.id, {}, {}, link.until, 0, Place{59.4, 18.1, 20}, noon + minute};
        said = liveCard(card, &known, {{}, noon}, noon + 3 * minute + 1'000);
        QVERIFY(said.line.contains(u"59.4000"_s) && said.line.contains(u"within 20 m"_s)
                && said.state.contains(u"2 min ago"_s));
        // The end that was said, or one before it: no place any more.
        said = liveCard(card, &known, {{}, noon}, link.until);
        QVERIFY(said.title.contains(u"ended"_s) && !said.place && said.changes == 0 && said.state.isEmpty());
        QVERIFY(!said.line.contains(u"59"_s));
        known.ended = noon + 4 * minute;
        QVERIFY(liveCard(card, &known, {{}, noon}, noon + 5 * minute).line.contains(u"12:04"_s));
    }

    /// Where it began is not where they are.
    void aLivePlaceThatIsOverOffersNothing()
    {
        constexpr qint64 noon = 1'772'366'400'000;
        const LiveLink link{QString(32, u'a'), QByteArray(32, 'k'), noon + 900'000};
        const LinkCard card = *linkCardOf(liveUri({59.3327, 18.0649, 12}, link));
        CardBlock::Content content{card};
        content.live = liveCard(card, nullptr, {u"Tomas Berg"_s, noon}, link.until);
        CardBlock block(content, m_theme, 400);
        QVERIFY(block.links().isEmpty());
        for (int y = 0; y < block.size().height(); ++y) {
            for (int x = 0; x < block.size().width(); ++x)
                QVERIFY(!block.linkAt(QPoint(x, y)) && !block.isCopyAt(QPoint(x, y)));
        }
        block.mirror(block.size().width());
        content.live = liveCard(card, nullptr, {u"Tomas Berg"_s, noon}, noon);
        QVERIFY(CardBlock(content, m_theme, 400).size().height() > block.size().height());
        QCOMPARE(CardBlock(content, m_theme, 400).links().size(), 1);
    }

    /// What opens the live place is for nobody outside.
    void mapsLearnThePlaceAlone()
    {
        constexpr qint64 noon = 1'772'366'400'000;
        const LiveLink link{QString(32, u'a'), QByteArray(32, 'k'), noon + 900'000};
        const LinkCard card = *linkCardOf(liveUri({59.3327, 18.0649, 12}, link));
        CardBlock::Content content{card};
        content.live = liveCard(card, nullptr, {{}, noon}, noon);
        const CardBlock block(content, m_theme, 400);
        QCOMPARE(block.links().size(), 1);
        QCOMPARE(block.links().constFirst().url, QUrl(u"geo:59.3327,18.0649;u=12"_s));
        Message message;
        message.body = card.url.toString();
        QVERIFY(!messageWords(message).contains(u"geo"_s));
    }

    void aPersonIsToBeTalkedToOrAdded()
    {
        const CardBlock card = cardOf(u"xmpp:owen@harbor.example?roster;name=Owen"_s);
        QCOMPARE(card.links().size(), 2);
        QCOMPARE(card.links().at(0).url, QUrl(u"xmpp:owen@harbor.example"_s));
        QCOMPARE(card.links().at(1).url, QUrl(u"xmpp:owen@harbor.example?subscribe"_s));
        const CardBlock known(CardBlock::Content{card.content().card, CardBlock::Content::Person::Known}, m_theme, 400);
        QCOMPARE(known.links().size(), 1); // who is a contact is not to be added
        QCOMPARE(known.links().at(0).url, QUrl(u"xmpp:owen@harbor.example"_s));
    }

    void theBubbleHasItInPlaceOfText()
    {
        BubbleParts::Content content;
        content.card = CardBlock::Content{*linkCardOf(u"geo:1,2"_s)};
        auto parts = std::make_unique<BubbleParts>(content, ReactionChips::People(), m_theme, 500);
        BubbleContent bubble;
        bubble.time = u"13:33"_s;
        bubble.room = parts->room();
        const BubbleStyle style(m_theme);
        BubbleLayout layout(bubble, style, 500);
        layout.setParts(std::move(parts));
        QVERIFY(layout.bubbleSize().height() > 100);
        QCOMPARE(layout.links().size(), 1);
        QCOMPARE(layout.partAt(QPoint(60, 60), 0), BubbleLayout::Part::Link);
        QVERIFY(layout.linkAt(QPoint(60, 60)));
        QCOMPARE(layout.partAt(layout.timeRect().center(), 0), BubbleLayout::Part::Time);
    }

    void listsSayWhatItIs()
    {
        Message message;
        message.body = u"geo:1,2"_s;
        QCOMPARE(messageWords(message), u"Location"_s);
        message.direction = Direction::Outgoing;
        QCOMPARE(messageWords(message), u"Location"_s);
        message.body = u"xmpp:owen@harbor.example"_s;
        QVERIFY(messageWords(message).contains(u"owen@harbor.example"_s) && messageWords(message).startsWith(u"Contact"_s));
        message.body = u"geo:1,2 is where I am"_s;
        QCOMPARE(messageWords(message), message.body);
    }

private:
    CardBlock cardOf(const QString &body) { return CardBlock(CardBlock::Content{*linkCardOf(body)}, m_theme, 400); }

    QTemporaryDir m_folder;
    Preferences m_preferences{m_folder.filePath(u"settings.ini"_s)};
    Theme m_theme{m_preferences};
};

JACKDAW_WINDOW_TEST(CardBlockTest)

} // namespace card_block_test

#include "card_block_test.moc"
