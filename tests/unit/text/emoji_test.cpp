// SPDX-License-Identifier: GPL-3.0-or-later
// What is an emoji, what is nothing but emoji, and what a reaction may be (XEP-0444).
#include "text/Emoji.h"
#include "support/TestProgram.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using namespace jackdaw;

namespace emoji_test {

class EmojiTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countsEmojiAlone_data();
    void countsEmojiAlone();
    void takesOneEmojiAsReaction_data();
    void takesOneEmojiAsReaction();
    void cutsGraphemes();
};

void EmojiTest::countsEmojiAlone_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("count");
    QTest::newRow("one") << u"👍"_s << 1;
    QTest::newRow("skin tone") << u"👍🏽"_s << 1;
    QTest::newRow("family") << u"👨‍👩‍👧‍👦"_s << 1;
    QTest::newRow("flag") << u"🇳🇱"_s << 1;
    QTest::newRow("flag of Wales") << u"🏴󠁧󠁢󠁷󠁬󠁳󠁿"_s << 1;
    QTest::newRow("keycap") << u"1️⃣"_s << 1;
    QTest::newRow("heart in colour") << u"❤️"_s << 1;
    QTest::newRow("three with blanks") << u"👍 🙏\n🎉"_s << 3;
    QTest::newRow("too many") << u"👍👍👍👍👍👍👍"_s << 0;
    QTest::newRow("with a word") << u"👍 ok"_s << 0;
    QTest::newRow("digit") << u"1"_s << 0;
    QTest::newRow("heart as text") << u"❤︎"_s << 0;
    QTest::newRow("letter") << u"ⓐ"_s << 0;
    QTest::newRow("half a flag") << u"🇳"_s << 0;
    QTest::newRow("joiner alone") << u"\u200D"_s << 0;
    QTest::newRow("variation sign alone") << u"\uFE0F"_s << 0;
    QTest::newRow("blanks") << u"  "_s << 0;
    QTest::newRow("nothing") << QString() << 0;
    QTest::newRow("flood") << u"👍"_s.repeated(100'000) << 0;
}

void EmojiTest::countsEmojiAlone()
{
    QFETCH(QString, text);
    QTEST(countIfOnlyEmoji(text, 6), "count");
}

void EmojiTest::takesOneEmojiAsReaction_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("reaction"); // null: none
    QTest::newRow("thumb") << u"👍"_s << u"👍"_s;
    QTest::newRow("skin tone") << u"👍🏽"_s << u"👍🏽"_s;
    QTest::newRow("family") << u"👨‍👩‍👧‍👦"_s << u"👨‍👩‍👧‍👦"_s;
    QTest::newRow("flag") << u"🇳🇱"_s << u"🇳🇱"_s;
    QTest::newRow("heart with variation") << u"❤️"_s << u"❤️"_s;
    QTest::newRow("flag of Austria") << u"🇦🇹"_s << u"🇦🇹"_s;
    QTest::newRow("keycap") << u"1️⃣"_s << u"1️⃣"_s;
    QTest::newRow("word") << u"EVIL"_s << QString();
    QTest::newRow("space") << u" "_s << QString();
    QTest::newRow("control") << u"\u202E"_s << QString();
    QTest::newRow("letter under marks") << u"a"_s + QString(5, QChar(0x0301)) << QString();
    QTest::newRow("half a pair") << QString(QChar(0xD83D)) << QString();
    QTest::newRow("plus sign") << u"+"_s << QString();
    QTest::newRow("han") << u"好"_s << QString();
    QTest::newRow("blanks around") << u" 👍\n"_s << u"👍"_s;
    QTest::newRow("heart without its sign") << u"❤"_s << u"❤️"_s;
    QTest::newRow("heart as text") << u"❤︎"_s << QString();
    QTest::newRow("two") << u"👍👍"_s << QString();
    QTest::newRow("text") << u"ok"_s << QString();
    QTest::newRow("letter") << u"a"_s << QString();
    QTest::newRow("digit") << u"1"_s << QString();
    QTest::newRow("markup") << u"<b>👍</b>"_s << QString();
    QTest::newRow("override") << u"\u202E👍"_s << QString();
    QTest::newRow("marks piled on it") << u"👍"_s + QString(50, QChar(0x0301)) << QString();
    QTest::newRow("joiners without end") << u"👍\u200D"_s.repeated(40) << QString();
    QTest::newRow("long") << QString(100'000, u'a') << QString();
    QTest::newRow("nothing") << QString() << QString();
}

void EmojiTest::takesOneEmojiAsReaction()
{
    QFETCH(QString, text);
    QTEST(reactionEmoji(text).value_or(QString()), "reaction");
}

void EmojiTest::cutsGraphemes()
{
    QCOMPARE(firstGrapheme(u"e\u0301a"_s), u"e\u0301"_s);
    QCOMPARE(firstGrapheme(u"👨‍👩‍👧 x"_s), u"👨‍👩‍👧"_s);
    QVERIFY(firstGrapheme(u"Z"_s + QString(1000, QChar(0x0301))).size() <= 32);
    QVERIFY(firstGrapheme(QString()).isEmpty());
}

JACKDAW_TEST(EmojiTest)

} // namespace emoji_test

#include "emoji_test.moc"
