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
        QVERIFY(!card.linkAt(QPoint(card.size().width() - 2, card.size().height() - 2))); // where the time stands
        QVERIFY(card.size().width() <= 400);
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
