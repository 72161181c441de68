// SPDX-License-Identifier: GPL-3.0-or-later
// The list of emoji that the program carries, and finding in it.
#include "text/Emoji.h"
#include "text/EmojiList.h"
#include "support/TestProgram.h"

#include <QFile>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace jackdaw;

namespace emoji_list_test {

class EmojiListTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void holdsAllGroups();
    void everyEntryIsAnEmoji();
    void finds_data();
    void finds();
    void givesTones();
    void leavesBadLinesOut();

private:
    EmojiList m_list;
};

void EmojiListTest::initTestCase()
{
    QFile file(u":/emoji/emoji.txt"_s);
    QVERIFY(file.open(QIODevice::ReadOnly));
    m_list = EmojiList::parse(QString::fromUtf8(file.readAll()));
}

void EmojiListTest::holdsAllGroups()
{
    QStringList keys;
    qsizetype next = 0;
    for (const EmojiList::Group &group : m_list.groups()) {
        keys.append(group.key);
        QCOMPARE(group.first, next);
        QVERIFY(group.count > 50);
        next += group.count;
    }
    QCOMPARE(next, m_list.entries().size());
    QCOMPARE(keys, (QStringList{u"smileys-emotion"_s, u"people-body"_s, u"animals-nature"_s, u"food-drink"_s, u"travel-places"_s,
                                u"activities"_s, u"objects"_s, u"symbols"_s, u"flags"_s}));
}

void EmojiListTest::everyEntryIsAnEmoji()
{
    for (const EmojiEntry &entry : m_list.entries()) {
        QVERIFY2(isEmoji(entry.emoji), qPrintable(entry.name));
        QCOMPARE(firstGrapheme(entry.emoji), entry.emoji);
        QVERIFY2(!entry.shorts.isEmpty(), qPrintable(entry.name));
        QCOMPARE(reactionEmoji(entry.emoji).value_or(QString()), entry.emoji);
        for (const QString &tone : entry.tones)
            QVERIFY2(isEmoji(tone), qPrintable(entry.name));
    }
}

void EmojiListTest::finds_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QString>("first");
    QTest::newRow("short name") << u"wave"_s << u"👋"_s;
    QTest::newRow("beginning of a short name") << u"thumbsu"_s << u"👍️"_s;
    QTest::newRow("plus one") << u"+1"_s << u"👍️"_s;
    QTest::newRow("capitals") << u"WAVE"_s << u"👋"_s;
    QTest::newRow("two words") << u"waving hand"_s << u"👋"_s;
    QTest::newRow("keyword") << u"ttfn"_s << u"👋"_s;
    QTest::newRow("nothing like it") << u"qqqq"_s << QString();
    QTest::newRow("one word of two") << u"waving qqqq"_s << QString();
    QTest::newRow("nothing") << u" "_s << QString();
}

void EmojiListTest::finds()
{
    QFETCH(QString, query);
    QFETCH(QString, first);
    const QList<qsizetype> found = m_list.search(query, 8);
    QVERIFY(found.size() <= 8);
    // With or without the sign that asks for colour: the same emoji.
    const QString emoji = found.isEmpty() ? QString() : m_list.entries().at(found.constFirst()).emoji;
    QCOMPARE(QString(emoji).remove(QChar(0xFE0F)), QString(first).remove(QChar(0xFE0F)));
    QVERIFY(m_list.search(query, 1).size() <= 1);
}

void EmojiListTest::givesTones()
{
    const EmojiEntry &wave = m_list.entries().at(m_list.search(u"wave"_s, 1).constFirst());
    QCOMPARE(EmojiList::toned(wave, 0), u"👋"_s);
    QCOMPARE(EmojiList::toned(wave, 3), u"👋🏽"_s);
    QCOMPARE(EmojiList::toned(wave, 9), u"👋"_s);
    const EmojiEntry &rocket = m_list.entries().at(m_list.search(u"rocket"_s, 1).constFirst());
    QCOMPARE(EmojiList::toned(rocket, 3), u"🚀"_s);
    QCOMPARE(m_list.byShortName(u"rocket"_s), u"🚀"_s);
    QVERIFY(m_list.byShortName(u"qqqq"_s).isEmpty());
}

void EmojiListTest::leavesBadLinesOut()
{
    const EmojiList list = EmojiList::parse(u"👋\tbefore a group\tx\ty\t\n@a\n👋\twaving hand\twave\tbye\t1 2\n\tempty\tx\ty\t\nshort\tline\n# word\n"_s);
    QCOMPARE(list.entries().size(), 1);
    QVERIFY(list.entries().at(0).tones.isEmpty());
    QVERIFY(EmojiList::parse(QString()).entries().isEmpty());
}

JACKDAW_TEST(EmojiListTest)

} // namespace emoji_list_test

#include "emoji_list_test.moc"
