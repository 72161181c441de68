// SPDX-License-Identifier: GPL-3.0-or-later
// The formatting keys of the message field.
#include "composer/MessageField.h"
#include "composer/StyleKeys.h"
#include "style/Preferences.h"
#include "style/Theme.h"
#include "support/TestProgram.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace jackdaw;

namespace style_keys_test {

class StyleKeysTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void edits_data();
    void edits();
    void keysStyleTheField();
    void undoTakesBackTheWholeStep();
};

void StyleKeysTest::edits_data()
{
    // "[" and "]" are the ends of what is chosen, "|" the caret.
    QTest::addColumn<QString>("before");
    QTest::addColumn<TextStyle>("style");
    QTest::addColumn<QString>("after");
    QTest::newRow("bold") << u"so [very] true"_s << TextStyle::Bold << u"so [*very*] true"_s;
    QTest::newRow("bold off") << u"so [*very*] true"_s << TextStyle::Bold << u"so [very] true"_s;
    QTest::newRow("bold off, chosen inside") << u"so *[very]* true"_s << TextStyle::Bold << u"so [very] true"_s;
    QTest::newRow("blanks stay outside") << u"so[ very ]true"_s << TextStyle::Italic << u"so[ _very_ ]true"_s;
    QTest::newRow("line by line") << u"[one\n\n two]"_s << TextStyle::Strike << u"[~one~\n\n ~two~]"_s;
    QTest::newRow("line by line off") << u"[~one~\n\n ~two~]"_s << TextStyle::Strike << u"[one\n\n two]"_s;
    QTest::newRow("one line of two is styled") << u"[*one*\ntwo]"_s << TextStyle::Bold << u"[**one**\n*two*]"_s;
    QTest::newRow("code") << u"[x]"_s << TextStyle::Code << u"[`x`]"_s;
    QTest::newRow("code over lines") << u"[a\nb]"_s << TextStyle::Code << u"[```\na\nb\n```]"_s;
    QTest::newRow("code over lines, within others") << u"x [a\nb] y"_s << TextStyle::Code << u"x \n[```\na\nb\n```]\n y"_s;
    QTest::newRow("code over lines off") << u"[```\na\nb\n```]"_s << TextStyle::Code << u"[a\nb]"_s;
    QTest::newRow("nothing chosen") << u"so | true"_s << TextStyle::Bold << u"so *|* true"_s;
    QTest::newRow("nothing chosen, again") << u"so *|* true"_s << TextStyle::Bold << u"so | true"_s;
    QTest::newRow("empty field") << u"|"_s << TextStyle::Code << u"`|`"_s;
    QTest::newRow("only blanks") << u"a[  ]b"_s << TextStyle::Bold << u"a[  ]b"_s;
}

void StyleKeysTest::edits()
{
    QFETCH(QString, before);
    QFETCH(TextStyle, style);
    QFETCH(QString, after);
    const qsizetype from = before.indexOf(QRegularExpression(u"[\\[|]"_s));
    const qsizetype to = before.contains(u'|') ? from : before.indexOf(u']') - 1;
    QString text = before;
    text.remove(QRegularExpression(u"[\\[\\]|]"_s));
    const StyleEdit edit = styleEdit(text, from, to, style);
    text.replace(edit.from, edit.to - edit.from, edit.text);
    if (edit.selectFrom == edit.selectTo) {
        text.insert(edit.selectFrom, u'|');
    } else {
        text.insert(edit.selectTo, u']');
        text.insert(edit.selectFrom, u'[');
    }
    QCOMPARE(text, after);
}

void StyleKeysTest::keysStyleTheField()
{
    QTemporaryDir folder;
    const Preferences preferences(folder.filePath(u"settings.ini"_s));
    const Theme theme(preferences);
    MessageField field(theme, preferences);
    field.show();
    QVERIFY(QTest::qWaitForWindowActive(&field));
    field.setPlainText(u"word"_s);
    const auto press = [&](Qt::Key key, Qt::KeyboardModifiers modifiers) {
        field.selectAll();
        QKeyEvent asks(QEvent::ShortcutOverride, key, modifiers);
        asks.ignore();
        QCoreApplication::sendEvent(&field, &asks);
        QVERIFY(asks.isAccepted());
        QTest::keyClick(&field, key, modifiers);
    };
    press(Qt::Key_B, Qt::ControlModifier);
    QCOMPARE(field.toPlainText(), u"*word*"_s);
    press(Qt::Key_B, Qt::ControlModifier);
    press(Qt::Key_I, Qt::ControlModifier);
    QCOMPARE(field.toPlainText(), u"_word_"_s);
    press(Qt::Key_I, Qt::ControlModifier);
    press(Qt::Key_X, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(field.toPlainText(), u"~word~"_s);
    press(Qt::Key_X, Qt::ControlModifier | Qt::ShiftModifier);
    press(Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(field.toPlainText(), u"`word`"_s);
}

void StyleKeysTest::undoTakesBackTheWholeStep()
{
    QTemporaryDir folder;
    const Preferences preferences(folder.filePath(u"settings.ini"_s));
    const Theme theme(preferences);
    MessageField field(theme, preferences);
    field.insertPlainText(u"one\ntwo"_s);
    field.selectAll();
    QTest::keyClick(&field, Qt::Key_B, Qt::ControlModifier);
    QCOMPARE(field.toPlainText(), u"*one*\n*two*"_s);
    field.undo();
    QCOMPARE(field.toPlainText(), u"one\ntwo"_s);
}

JACKDAW_WINDOW_TEST(StyleKeysTest)

} // namespace style_keys_test

#include "style_keys_test.moc"
