// SPDX-License-Identifier: GPL-3.0-or-later
// What a screen reader is told of a message that gets the focus.
#include "TimelineHistory.h"
#include "style/Preferences.h"
#include "style/Theme.h"
#include "support/TestProgram.h"
#include "timeline/TimelineView.h"

#include <QAccessible>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace jackdaw;

namespace message_accessible_test {

class MessageAccessibleTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theLineOfTheCursorIsNotSaidForTheMessage_data();
    void theLineOfTheCursorIsNotSaidForTheMessage();
};

void MessageAccessibleTest::theLineOfTheCursorIsNotSaidForTheMessage_data()
{
    QTest::addColumn<int>("cursor");
    QTest::newRow("by keys") << 0;
    QTest::newRow("a click into it") << 12;
    QTest::newRow("a click behind it") << 25;
}

void MessageAccessibleTest::theLineOfTheCursorIsNotSaidForTheMessage()
{
    QFETCH(int, cursor);
    QTemporaryDir folder;
    Preferences preferences(folder.filePath(u"settings.ini"_s));
    const Theme theme(preferences);
    TimelineHistory history;
    TimelineView view(*history.model, theme, history.clock);
    view.resize(600, 500);
    view.show();
    QAccessible::setActive(true);
    history.addMany(3);
    const Message message = history.add(u"the valve\nis open, and so"_s);
    history.model->open(history.conversation(0));
    const int row = history.model->rowOf(message.id);
    QAccessibleInterface *item = QAccessible::queryAccessibleInterface(&view)->child(row);
    QVERIFY(item && item->textInterface());
    QAccessibleTextInterface *text = item->textInterface();
    text->setCursorPosition(cursor);
    QCOMPARE(text->cursorPosition(), cursor);
    // As Orca 48 asks (its AXText.get_line_at_offset): within the text, where the cursor may stand behind it.
    int start = -2, end = -2;
    const int asked = std::min(cursor, text->characterCount() - 1);
    QCOMPARE(text->textAtOffset(asked, QAccessible::LineBoundary, &start, &end), QString());
    QCOMPARE(start, asked);
    QCOMPARE(end, asked);
    // What else is asked for is there: other lines, words, all of it.
    const int other = cursor < 10 ? 14 : 2;
    QVERIFY(!text->textAtOffset(other, QAccessible::LineBoundary, &start, &end).isEmpty());
    QCOMPARE(text->textAtOffset(4, QAccessible::WordBoundary, &start, &end).trimmed(), u"valve"_s);
    QCOMPARE(text->text(0, -1), message.body);
}

JACKDAW_WINDOW_TEST(MessageAccessibleTest)

} // namespace message_accessible_test

#include "message_accessible_test.moc"
