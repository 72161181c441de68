// SPDX-License-Identifier: GPL-3.0-or-later
// What others may send to hurt, on the page of a chat: shown within bounds, and never laid out further than it is seen.
#include "ChatDetailsCase.h"

#include "style/Translations.h"
#include "support/TestProgram.h"

#include <QAccessible>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace jackdaw;

namespace bad_input_test {

class BadInputTest : public QObject, ChatDetailsCase
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { loadTranslations(*qApp); }
    void init() { begin(); }
    void cleanup() { end(); }

    void aMegabyteIsShownFoldedAndSpokenShort_data();
    void aMegabyteIsShownFoldedAndSpokenShort();
    void whatNoFontHasIsLaidOutInParts();
    void everythingIsTakenBackWhileItIsRead();
    void reactionsByTheThousandStayInTheirBubble();

private:
    TimelineModel &model() const { return *m_history->model; }
    QString spoken(int row) const { return model().index(row, 0).data(Qt::AccessibleTextRole).toString(); }
};

void BadInputTest::aMegabyteIsShownFoldedAndSpokenShort_data()
{
    constexpr int million = 1'000'000;
    QTest::addColumn<QString>("text");
    QTest::newRow("one line") << QString(million, u'x');
    QTest::newRow("words") << u"word "_s.repeated(million / 5);
    QTest::newRow("lines") << QString(million, u'\n') + u'x';
    QTest::newRow("marks on one letter") << u'a' + QString(million, QChar(0x0301));
    QTest::newRow("emoji") << u"\U0001F426"_s.repeated(million / 2);
    QTest::newRow("a letter, and emoji") << u'a' + u"\U0001F426"_s.repeated(million / 2); // which are cut elsewhere
    QTest::newRow("styling") << u"*a* _b_ "_s.repeated(million / 8);
    QTest::newRow("links") << u"https://a.example/ "_s.repeated(million / 19);
    QTest::newRow("ideographs") << QString(million, QChar(0x8A9E));
    QTest::newRow("both directions") << u"\u05E9a "_s.repeated(million / 3);
    QTest::newRow("from right to left") << u"\u05E9\u05DC\u05D5\u05DD "_s.repeated(million / 5);
}

void BadInputTest::aMegabyteIsShownFoldedAndSpokenShort()
{
    QFETCH(QString, text);
    m_history->addMany(30);
    m_history->add(text);
    reopen();
    const int row = model().rowCount() - 1;
    const BubbleLayout *layout = timeline()->layoutOf(row);
    QVERIFY(layout);
    // Folded: of lines of a few characters not even a hundredth of what there is.
    QVERIFY2(layout->height() < 400'000, qPrintable(QString::number(layout->height())));
    QVERIFY(timeline()->bubbleRect(row).width() <= timeline()->viewport()->width());
    QVERIFY(timeline()->isAtNewest());
    const QString words = spoken(row);
    QVERIFY2(words.size() < 1200, qPrintable(QString::number(words.size())));
    QVERIFY(words.isValidUtf16());
    // An answer to it says as little of it.
    m_history->arrive(u"what was that"_s);
    QVERIFY(timeline()->isAtNewest());
}

/// Each font of the computer is asked for each of its letters.
void BadInputTest::whatNoFontHasIsLaidOutInParts()
{
    const Message words = m_history->add(u"word "_s.repeated(2'400));
    const Message unknown = m_history->add(QString(12'000, QChar(0xE9A3))); // for private use
    reopen();
    timeline()->showMessage(words.id);
    const int wordsHigh = timeline()->layoutOf(model().rowOf(words.id))->height();
    timeline()->showMessage(unknown.id);
    const BubbleLayout *layout = timeline()->layoutOf(model().rowOf(unknown.id));
    QVERIFY(layout->isFolded());
    QVERIFY2(layout->height() * 3 < wordsHigh, qPrintable(u"%1 of %2"_s.arg(layout->height()).arg(wordsHigh)));
    timeline()->focusMessage(unknown.id);
    QTest::keyClick(timeline(), Qt::Key_Return); // "Show all"
    QTRY_VERIFY(!timeline()->layoutOf(model().rowOf(unknown.id))->isFolded());
}

void BadInputTest::everythingIsTakenBackWhileItIsRead()
{
    m_history->addMany(1500);
    reopen();
    timeline()->showTime(m_history->all().at(1300).time);
    const int middle = (timeline()->firstVisibleRow() + timeline()->lastVisibleRow()) / 2;
    const MessageId focused = model().message(middle).id;
    timeline()->focusMessage(focused);
    timeline()->selectRange({model().message(middle).id, 0}, {model().message(middle + 1).id, 3});
    QVERIFY(!timeline()->selectedText().isEmpty());
    const int before = timeline()->layoutsMade();
    QList<Message> all = m_history->all();
    for (Message &message : all) {
        message.body.clear();
        message.retracted = m_history->clock.time;
    }
    QVERIFY(m_history->database().run(u"UPDATE message SET body = '', retracted = ?"_s, {m_history->clock.time}));
    model().changeMessages(m_tomas.id, all); // as the engine tells it: in one go
    QCoreApplication::processEvents();
    // So many fit on a screen, and not so many as there are.
    QVERIFY2(timeline()->layoutsMade() - before < 150, qPrintable(QString::number(timeline()->layoutsMade() - before)));
    QCOMPARE(timeline()->focusedMessage(), focused);
    for (int row = timeline()->firstVisibleRow(); row <= timeline()->lastVisibleRow(); ++row)
        QVERIFY2(spoken(row).contains(u"Message deleted"_s), qPrintable(spoken(row)));
    QVERIFY(!timeline()->selectedText().contains(u"valve"_s));
    timeline()->jumpToNewest();
    timeline()->jumpToOldest();
    QVERIFY(spoken(0).contains(u"Message deleted"_s));
}

void BadInputTest::reactionsByTheThousandStayInTheirBubble()
{
    m_history->addMany(5);
    Message message = m_history->add(u"Who is coming?"_s);
    reopen();
    for (int i = 0; i < 3000; ++i) {
        Reaction reaction;
        reaction.by = BareJid::fromPrepared(u"person%1@harbor.example"_s.arg(i));
        reaction.emoji = QString::fromUcs4(std::u32string(1, char32_t(0x1F400 + i % 300)).c_str(), 1);
        message.reactions.append(reaction);
    }
    m_history->change(message);
    QCoreApplication::processEvents();
    const int row = model().rowOf(message.id);
    QVERIFY(timeline()->bubbleRect(row).width() <= timeline()->viewport()->width());
    QVERIFY2(timeline()->layoutOf(row)->height() < 2 * timeline()->viewport()->height(),
             qPrintable(QString::number(timeline()->layoutOf(row)->height())));
    QVERIFY2(spoken(row).contains(u"3,000 reactions"_s), qPrintable(spoken(row)));
}

JACKDAW_WINDOW_TEST(BadInputTest)

} // namespace bad_input_test

#include "bad_input_test.moc"
