// SPDX-License-Identifier: GPL-3.0-or-later
// Writing a message: keys, growing, drafts, typing states.
#include "composer/Composer.h"
#include "composer/ComposerStrip.h"
#include "composer/KeyHints.h"
#include "composer/FieldMenu.h"
#include "composer/MessageField.h"
#include "composer/SpoilerStrip.h"
#include "composer/TypingState.h"
#include "style/Preferences.h"
#include "style/Theme.h"
#include "widgets/IconButton.h"
#include "support/TestProgram.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QInputMethodEvent>
#include <QMimeData>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace jackdaw;

namespace composer_test {

/// Counts how often a widget is drawn.
class PaintWatch : public QObject
{
public:
    explicit PaintWatch(QWidget *widget) { widget->installEventFilter(this); }
    bool eventFilter(QObject *, QEvent *event) override
    {
        count += event->type() == QEvent::Paint;
        return false;
    }
    int count = 0;
};

class ComposerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void sendsOnEnter();
    void sendKeyCanBeSwapped();
    void sendsNothingButBlanks();
    void sendButtonIsThereForText();
    void inputMethodEnterDoesNotSend();
    void whatIsComposedIsUnderlined_data();
    void whatIsComposedIsUnderlined();
    void whatIsComposedIsNotLost();
    void theCaretStandsWhereTheLineBegins();
    void linesStandAsTheDesignHasThem();
    void growsToEightLines();
    void pastesPlainText();
    void pastesCopiedFilesAsTextWhereThatIsAsked();
    void undoes();
    void pageKeysAreForTheMessages();
    void draftIsSavedAfterAPauseAndAtOnceOnChange();
    void sentTextLeavesNoDraft();
    void restoredTextStaysOutOfAnEdit();
    void restoredTextComesBeforeWhatWasWrittenSince();
    void typingStates();
    void typingTimers();
    void namesAndHints();
    void answersUntilItIsSentOrLeft();
    void editsInPlaceOfTheDraft();
    void whatIsAnsweredIsKeptWithTheDraft();
    void keysChooseWhatIsAnsweredAndEdited();
    void hidesWhatIsWritten();
    void undoReachesOverSending();
    void columnIsThatOfTheTimeline();
    void tabGoesBackToWhatStandsBeforeTheField();

private:
    IconButton *buttonNamed(const QString &name) const;
    MessageField &field() const { return *m_composer->field(); }
    void type(const QString &text) { QTest::keyClicks(&field(), text); }

    QTemporaryDir m_folder;
    std::unique_ptr<Preferences> m_preferences;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<Composer> m_composer;
};

void ComposerTest::init()
{
    qRegisterMetaType<ChatState>();
    QFile::remove(m_folder.filePath(u"settings.ini"_s));
    m_preferences = std::make_unique<Preferences>(m_folder.filePath(u"settings.ini"_s));
    m_theme = std::make_unique<Theme>(*m_preferences);
    m_composer = std::make_unique<Composer>(*m_theme, *m_preferences);
    m_composer->resize(900, 100);
    m_composer->setChat(u"Tomas Berg"_s, {});
    m_composer->show();
    m_composer->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_composer.get()));
    field().setFocus();
}

void ComposerTest::cleanup()
{
    m_composer.reset();
    m_theme.reset();
    m_preferences.reset();
}

void ComposerTest::answersUntilItIsSentOrLeft()
{
    QSignalSpy sent(m_composer.get(), &Composer::sendRequested);
    auto *strip = m_composer->findChild<ComposerStrip *>();
    QVERIFY(strip && !strip->isVisible());
    const int height = m_composer->height();
    type(u"written before"_s);
    m_composer->beginReply(MessageId(7), u"Tomas Berg"_s, u"Is that before\nor after?"_s);
    QVERIFY(strip->isVisible());
    QVERIFY(m_composer->height() > height);
    QCOMPARE(strip->accessibleName(), u"Reply to \u2068Tomas Berg\u2069: Is that before or after?"_s);
    QCOMPARE(field().toPlainText(), u"written before"_s);
    QCOMPARE(m_composer->purpose(), Composer::Purpose::Reply);
    Composer::Purpose at = Composer::Purpose::New;
    connect(m_composer.get(), &Composer::sendRequested, this, [&] { at = m_composer->purpose(); });
    QTest::keyClick(&field(), Qt::Key_Return);
    QCOMPARE(sent.size(), 1);
    QCOMPARE(at, Composer::Purpose::Reply);
    QVERIFY(!m_composer->about().isValid());
    QVERIFY(!strip->isVisible());
    QCOMPARE(m_composer->height(), height);
    // And left by the key and by the button, without a word lost.
    for (const bool byKey : {true, false}) {
        m_composer->beginReply(MessageId(7), u"Tomas Berg"_s, u"x"_s);
        field().setPlainText(u"kept"_s);
        if (byKey)
            QTest::keyClick(&field(), Qt::Key_Escape);
        else
            QTest::mouseClick(strip->findChild<IconButton *>(), Qt::LeftButton);
        QCOMPARE(m_composer->purpose(), Composer::Purpose::New);
        QCOMPARE(field().toPlainText(), u"kept"_s);
    }
    m_composer->beginReply(MessageId(7), u"Tomas Berg"_s, u"x"_s);
    m_composer->setChat(u"Priya Nair"_s, {});
    QCOMPARE(m_composer->purpose(), Composer::Purpose::New); // an answer belongs to its chat
}

void ComposerTest::editsInPlaceOfTheDraft()
{
    QSignalSpy sent(m_composer.get(), &Composer::sendRequested);
    QSignalSpy drafts(m_composer.get(), &Composer::draftChanged);
    type(u"my draft"_s);
    m_composer->beginEdit(MessageId(8), u"window"_s, {u"window"_s, {}});
    QCOMPARE(field().toPlainText(), u"window"_s);
    type(u"s"_s);
    m_composer->flushDraft();
    // What is edited is no draft, and stands beside it.
    QCOMPARE(drafts.last().at(0).toString(), u"my draft"_s);
    QCOMPARE(drafts.last().at(1).value<DraftParts>().about, MessageId(8));
    QCOMPARE(drafts.last().at(1).value<DraftParts>().edit->text, u"windows"_s);
    QTest::keyClick(&field(), Qt::Key_Return);
    QCOMPARE(sent.takeFirst().at(0).toString(), u"windows"_s);
    QCOMPARE(field().toPlainText(), u"my draft"_s);
    m_composer->beginEdit(MessageId(8), u"window"_s, {u"window"_s, {}});
    QTest::keyClick(&field(), Qt::Key_Escape);
    QCOMPARE(field().toPlainText(), u"my draft"_s);
    QVERIFY(sent.isEmpty());
    QVERIFY(!drafts.last().at(1).value<DraftParts>().about.isValid());
    // Another chat while editing: the draft of the one that is left stays what it was, below what is edited.
    m_composer->beginEdit(MessageId(8), u"window"_s, {u"windows, all"_s, {}});
    QCOMPARE(field().toPlainText(), u"windows, all"_s);
    drafts.clear();
    m_composer->setChat(u"Priya Nair"_s, u"hers"_s);
    QCOMPARE(drafts.size(), 1);
    QCOMPARE(drafts.first().at(0).toString(), u"my draft"_s);
    QCOMPARE(drafts.first().at(1).value<DraftParts>().edit->text, u"windows, all"_s);
    QCOMPARE(field().toPlainText(), u"hers"_s);
    QCOMPARE(m_composer->purpose(), Composer::Purpose::New);
    m_composer->flushDraft();
    QCOMPARE(drafts.size(), 1); // hers is what it was
}

void ComposerTest::whatIsAnsweredIsKeptWithTheDraft()
{
    QSignalSpy drafts(m_composer.get(), &Composer::draftChanged);
    const auto toldOf = [&] { return drafts.last().at(1).value<DraftParts>().about; };
    type(u"my draft"_s);
    m_composer->flushDraft();
    drafts.clear();
    m_composer->beginReply(MessageId(7), u"Tomas Berg"_s, u"x"_s);
    QTRY_COMPARE(drafts.size(), 1); // without another word
    QCOMPARE(toldOf(), MessageId(7));
    QVERIFY(!drafts.last().at(1).value<DraftParts>().edit);
    QTest::keyClick(&field(), Qt::Key_Escape);
    QCOMPARE(drafts.size(), 2);
    QVERIFY(!toldOf().isValid());
    // One that comes back is no news.
    m_composer->setChat(u"Priya Nair"_s, u"hers"_s, {{}, {}, MessageId(9)});
    m_composer->beginReply(MessageId(9), u"Priya Nair"_s, u"x"_s);
    m_composer->flushDraft();
    QCOMPARE(drafts.size(), 2);
    // Sent, it is over, and that is for whoever stores the message to write.
    QTest::keyClick(&field(), Qt::Key_Return);
    m_composer->flushDraft();
    QCOMPARE(drafts.size(), 2);
    // Nobody brought the message back: so the draft says, with the next word.
    m_composer->setChat(u"Tomas Berg"_s, u"my"_s, {{}, {}, MessageId(7)});
    type(u" draft"_s);
    m_composer->flushDraft();
    QVERIFY(!toldOf().isValid());
}

void ComposerTest::keysChooseWhatIsAnsweredAndEdited()
{
    QSignalSpy edit(m_composer.get(), &Composer::editLastRequested);
    QSignalSpy choose(m_composer.get(), &Composer::replyChoiceRequested);
    QTest::keyClick(&field(), Qt::Key_Up);
    QCOMPARE(edit.size(), 1);
    QTest::keyClick(&field(), Qt::Key_Up, Qt::ControlModifier);
    QTest::keyClick(&field(), Qt::Key_Down, Qt::ControlModifier);
    QCOMPARE(choose.size(), 2);
    QCOMPARE(choose.at(0).at(0).toInt(), -1);
    QCOMPARE(choose.at(1).at(0).toInt(), 1);
    type(u"text"_s);
    QTest::keyClick(&field(), Qt::Key_Up); // the cursor's
    QCOMPARE(edit.size(), 1);
}

void ComposerTest::hidesWhatIsWritten()
{
    QList<std::optional<QString>> hints;
    connect(m_composer.get(), &Composer::sendRequested, this, [&] { hints.append(m_composer->spoiler()); });
    QSignalSpy drafts(m_composer.get(), &Composer::draftChanged);
    type(u"he dies"_s);
    Q_EMIT m_composer->findChild<FieldMenu *>()->spoilerToggled(true);
    auto *strip = m_composer->findChild<SpoilerStrip *>();
    QVERIFY(strip && strip->isVisible());
    QTest::keyClicks(strip->findChild<QLineEdit *>(), u"the end"_s);
    QTest::keyClick(strip->findChild<QLineEdit *>(), Qt::Key_Return);
    QVERIFY(hints.isEmpty()); // back to the text, nothing sent
    m_composer->flushDraft();
    QCOMPARE(drafts.last().at(1).value<DraftParts>().spoiler, std::optional(u"the end"_s));
    // An edit in between hides nothing, and what was to be hidden is so afterwards.
    m_composer->beginEdit(MessageId(8), u"window"_s, {u"window"_s, {}});
    QVERIFY(!strip->isVisible());
    QTest::keyClick(&field(), Qt::Key_Escape);
    QVERIFY(strip->isVisible());
    QCOMPARE(strip->hint(), u"the end"_s);
    QTest::keyClick(&field(), Qt::Key_Return);
    QCOMPARE(hints, QList<std::optional<QString>>{u"the end"_s});
    QVERIFY(!strip->isVisible()); // the next one is open to read
    type(u"hello"_s);
    QTest::keyClick(&field(), Qt::Key_Return);
    QVERIFY(!hints.last());
    // A draft comes back as hidden as it was, and that of the next chat does not take it over.
    m_composer->setChat(u"Priya Nair"_s, u"he lives"_s, {{}, u""_s});
    QVERIFY(strip->isVisible());
    m_composer->setChat(u"Tomas Berg"_s, u"x"_s);
    QVERIFY(!strip->isVisible());
}

void ComposerTest::undoReachesOverSending()
{
    QSignalSpy undone(m_composer.get(), &Composer::undoSendRequested);
    type(u"oops"_s);
    QTest::keyClick(&field(), Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(undone.size(), 0); // its own text first
    m_composer->replaceText(u"oops"_s);
    QTest::keyClick(&field(), Qt::Key_Return);
    QTest::keyClick(&field(), Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(undone.size(), 1);
    m_composer->restoreText(u"oops"_s);
    QCOMPARE(field().toPlainText(), u"oops"_s);
}

void ComposerTest::sendsOnEnter()
{
    QSignalSpy sent(m_composer.get(), &Composer::sendRequested);
    type(u"Is that before"_s);
    QTest::keyClick(&field(), Qt::Key_Return, Qt::ShiftModifier);
    type(u"or after?"_s);
    QCOMPARE(sent.size(), 0);
    QTest::keyClick(&field(), Qt::Key_Return);
    QCOMPARE(sent.size(), 1);
    QCOMPARE(sent.at(0).at(0).toString(), u"Is that before\nor after?"_s);
    QVERIFY(field().toPlainText().isEmpty());
    type(u"keypad"_s);
    QTest::keyClick(&field(), Qt::Key_Enter, Qt::KeypadModifier);
    QCOMPARE(sent.size(), 2);
}

void ComposerTest::sendKeyCanBeSwapped()
{
    m_preferences->setSendKey(Preferences::SendKey::CtrlEnter);
    QSignalSpy sent(m_composer.get(), &Composer::sendRequested);
    type(u"one"_s);
    QTest::keyClick(&field(), Qt::Key_Return);
    type(u"two"_s);
    QTest::keyClick(&field(), Qt::Key_Return, Qt::ShiftModifier);
    QCOMPARE(sent.size(), 0);
    QCOMPARE(field().toPlainText(), u"one\ntwo\n"_s);
    QTest::keyClick(&field(), Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(sent.size(), 1);
    QCOMPARE(sent.at(0).at(0).toString(), u"one\ntwo"_s);
}

void ComposerTest::sendsNothingButBlanks()
{
    QSignalSpy sent(m_composer.get(), &Composer::sendRequested);
    QTest::keyClick(&field(), Qt::Key_Return);
    type(u"   "_s);
    QTest::keyClick(&field(), Qt::Key_Return);
    QCOMPARE(sent.size(), 0);
    QCOMPARE(field().toPlainText(), u"   "_s);
    field().setPlainText(u"\n\n  indented\n\n  "_s);
    QTest::keyClick(&field(), Qt::Key_Return);
    QCOMPARE(sent.at(0).at(0).toString(), u"  indented"_s);
}

IconButton *ComposerTest::buttonNamed(const QString &name) const
{
    for (IconButton *button : m_composer->findChildren<IconButton *>()) {
        if (button->accessibleName() == name)
            return button;
    }
    return nullptr;
}

void ComposerTest::sendButtonIsThereForText()
{
    IconButton *button = buttonNamed(u"Send message"_s);
    QVERIFY(button);
    QVERIFY(!button->isEnabled());
    type(u"x"_s);
    QVERIFY(button->isEnabled());
    QSignalSpy sent(m_composer.get(), &Composer::sendRequested);
    QTest::mouseClick(button, Qt::LeftButton);
    QCOMPARE(sent.size(), 1);
    QVERIFY(!button->isEnabled());
    QVERIFY(field().hasFocus());
}

void ComposerTest::inputMethodEnterDoesNotSend()
{
    QSignalSpy sent(m_composer.get(), &Composer::sendRequested);
    type(u"a"_s);
    QInputMethodEvent preedit(u"にほ"_s, {});
    QCoreApplication::sendEvent(&field(), &preedit);
    QTest::keyClick(&field(), Qt::Key_Return);
    QCOMPARE(sent.size(), 0);
    QInputMethodEvent commit;
    commit.setCommitString(u"日本"_s);
    QCoreApplication::sendEvent(&field(), &commit);
    QVERIFY(field().toPlainText().contains(u"日本"_s));
    QTest::keyClick(&field(), Qt::Key_Return);
    QCOMPARE(sent.size(), 1);
}

void ComposerTest::whatIsComposedIsUnderlined_data()
{
    QTest::addColumn<QList<QInputMethodEvent::Attribute>>("attributes");
    QTextCharFormat format;
    format.setUnderlineStyle(QTextCharFormat::SingleUnderline);
    QTest::newRow("as the input method says") << QList<QInputMethodEvent::Attribute>{{QInputMethodEvent::TextFormat, 0, 2, format}};
    QTest::newRow("which says nothing of it") << QList<QInputMethodEvent::Attribute>{{QInputMethodEvent::Cursor, 2, 1, {}}};
}

void ComposerTest::whatIsComposedIsUnderlined()
{
    QFETCH(QList<QInputMethodEvent::Attribute>, attributes);
    type(u"wrogn "_s); // what the spelling marks is drawn by formats of the same line
    QInputMethodEvent preedit(u"にほ"_s, attributes);
    QCoreApplication::sendEvent(&field(), &preedit);
    QVERIFY(preedit.isAccepted());
    const auto underlined = [this] {
        QString all;
        const QTextLayout &layout = *field().document()->firstBlock().layout();
        QString shown = field().document()->firstBlock().text();
        shown.insert(layout.preeditAreaPosition(), layout.preeditAreaText());
        for (const QTextLayout::FormatRange &range : layout.formats()) {
            if (range.format.fontUnderline())
                all += shown.mid(range.start, range.length);
        }
        return all;
    };
    QCOMPARE(underlined(), u"にほ"_s);
    QCOMPARE(field().toPlainText(), u"wrogn "_s);
    m_preferences->setCheckSpelling(!m_preferences->checkSpelling()); // all marks are made anew
    QCoreApplication::processEvents();
    QVERIFY2(underlined().contains(u"にほ"_s), qPrintable(underlined()));
}

void ComposerTest::whatIsComposedIsNotLost()
{
    QSignalSpy sent(m_composer.get(), &Composer::sendRequested);
    const auto compose = [this] {
        QInputMethodEvent preedit(u"にほ"_s, {});
        QCoreApplication::sendEvent(&field(), &preedit);
    };
    type(u"a"_s);
    compose();
    QLineEdit other;
    other.show();
    other.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&other));
    QVERIFY(!field().hasFocus());
    QTRY_COMPARE(field().toPlainText(), u"aにほ"_s);
    other.hide();
    m_composer->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_composer.get()));
    field().setFocus();
    compose();
    QTest::keyClick(&field(), Qt::Key_Return);
    QCOMPARE(sent.size(), 0);
    QCOMPARE(field().toPlainText(), u"aにほにほ"_s);
    compose();
    // The button takes no focus, so that nothing else gives it.
    QTest::mouseClick(buttonNamed(u"Send message"_s), Qt::LeftButton);
    QCOMPARE(sent.size(), 1);
    QCOMPARE(sent.constFirst().constFirst().toString(), u"aにほにほにほ"_s);
    QVERIFY(field().toPlainText().isEmpty());
    QVERIFY(field().document()->firstBlock().layout()->preeditAreaText().isEmpty());
}

/// Also where nothing is written that had a direction: the button for voice messages is at the other end.
void ComposerTest::theCaretStandsWhereTheLineBegins()
{
    const auto isAtRight = [this] { return field().cursorRect().center().x() > field().viewport()->width() / 2; };
    QVERIFY(!isAtRight());
    m_composer->setLayoutDirection(Qt::RightToLeft);
    QVERIFY(isAtRight());
    type(u"ab"_s); // as it is written
    QVERIFY(!isAtRight());
    field().clear();
    QVERIFY(isAtRight());
    for (const Qt::LayoutDirection window : {Qt::RightToLeft, Qt::LeftToRight}) {
        m_composer->setLayoutDirection(window);
        field().setPlainText(u"12: \u0645\u0631"_s);
        QVERIFY(isAtRight());
        field().moveCursor(QTextCursor::End);
        QVERIFY(isAtRight());
        field().setPlainText(u"\U0001F426 \u0645\u0631"_s); // as it stands once it is sent
        QVERIFY(isAtRight());
        field().setPlainText(u"12:\n\u0645\u0631"_s);
        QVERIFY(isAtRight());
        field().setPlainText(u"12"_s);
        QCOMPARE(isAtRight(), window == Qt::RightToLeft);
    }
    field().clear();
    QVERIFY(!isAtRight());
}

void ComposerTest::linesStandAsTheDesignHasThem()
{
    // Field text is 14/20 (design/ui.md, "Type"), in one paragraph that wraps as over several.
    m_composer->setChat(u"Priya"_s, u"one\ntwo\n"_s + u"word "_s.repeated(80));
    QTextCursor cursor(field().document());
    QList<int> tops;
    for (const QTextCursor::MoveOperation move : {QTextCursor::Start, QTextCursor::NextBlock, QTextCursor::NextBlock, QTextCursor::Down}) {
        cursor.movePosition(move);
        tops.append(field().cursorRect(cursor).top());
    }
    for (int i = 1; i < tops.size(); ++i)
        QCOMPARE(tops.at(i) - tops.at(i - 1), 20);
    m_preferences->setTextSize(150);
    const int first = field().cursorRect(QTextCursor(field().document()->firstBlock())).top();
    QCOMPARE(field().cursorRect(QTextCursor(field().document()->firstBlock().next())).top() - first, 30);
    m_preferences->setTextSize(100);
}

void ComposerTest::growsToEightLines()
{
    const int one = field().height();
    QCOMPARE(one, 40);
    QList<int> heights;
    for (int line = 2; line <= 12; ++line) {
        QTest::keyClick(&field(), Qt::Key_Return, Qt::ShiftModifier);
        type(u"line %1"_s.arg(line));
        heights.append(field().height());
    }
    for (int i = 1; i < 7; ++i)
        QVERIFY(heights.at(i) > heights.at(i - 1));
    QCOMPARE(heights.at(7), heights.at(6)); // nine lines are as high as eight
    QCOMPARE(heights.constLast(), heights.at(6));
    QVERIFY(m_composer->height() > heights.constLast());
    m_composer->setChat(u"Priya"_s, {});
    QCOMPARE(field().height(), one);
    // Wrapped lines count like others.
    m_composer->setChat(u"Priya"_s, u"word "_s.repeated(60));
    QVERIFY(field().height() > one);
}

void ComposerTest::pastesPlainText()
{
    auto *rich = new QMimeData;
    rich->setHtml(u"<b>bold</b><img src='http://evil.example/x.png'>"_s);
    rich->setText(u"bold\r\nnext\rlast"_s);
    QGuiApplication::clipboard()->setMimeData(rich);
    QTest::keyClick(&field(), Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(field().toPlainText(), u"bold\nnext\nlast"_s);
    QTest::keyClick(&field(), Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(&field(), Qt::Key_V, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(field().toPlainText(), u"bold\nnext\nlast"_s);
}

void ComposerTest::pastesCopiedFilesAsTextWhereThatIsAsked()
{
    QTemporaryDir folder;
    QFile file(folder.filePath(u"plan.txt"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.close();
    auto *copied = new QMimeData;
    copied->setUrls({QUrl::fromLocalFile(file.fileName())});
    copied->setText(u"plan.txt\r\nroute.txt"_s);
    QGuiApplication::clipboard()->setMimeData(copied);
    QSignalSpy offered(&field(), &MessageField::filesOffered);
    QTest::keyClick(&field(), Qt::Key_V, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(offered.size(), 0);
    QCOMPARE(field().toPlainText(), u"plan.txt\nroute.txt"_s);
    QTest::keyClick(&field(), Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(offered.size(), 1);
    QCOMPARE(field().toPlainText(), u"plan.txt\nroute.txt"_s);
}

void ComposerTest::undoes()
{
    type(u"abc"_s);
    QTest::keyClick(&field(), Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(&field(), Qt::Key_Delete);
    QVERIFY(field().toPlainText().isEmpty());
    QTest::keyClick(&field(), Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(field().toPlainText(), u"abc"_s);
    // Nothing of one chat can be brought into another.
    m_composer->setChat(u"Priya"_s, {});
    QTest::keyClick(&field(), Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(field().toPlainText().isEmpty());
}

void ComposerTest::pageKeysAreForTheMessages()
{
    QKeyEvent page(QEvent::KeyPress, Qt::Key_PageUp, Qt::NoModifier);
    page.accept();
    QCoreApplication::sendEvent(&field(), &page);
    QVERIFY(!page.isAccepted());
    m_composer->setChat(u"Tomas"_s, u"line\n"_s.repeated(20));
    QKeyEvent again(QEvent::KeyPress, Qt::Key_PageUp, Qt::NoModifier);
    QCoreApplication::sendEvent(&field(), &again);
    QVERIFY(again.isAccepted());
}

void ComposerTest::draftIsSavedAfterAPauseAndAtOnceOnChange()
{
    QSignalSpy draft(m_composer.get(), &Composer::draftChanged);
    type(u"not yet"_s);
    QCOMPARE(draft.size(), 0);
    QTRY_COMPARE(draft.size(), 1);
    QCOMPARE(draft.at(0).at(0).toString(), u"not yet"_s);
    type(u" done"_s);
    QCOMPARE(draft.size(), 1);
    m_composer->setChat(u"Priya"_s, u"older draft"_s);
    QCOMPARE(draft.size(), 2);
    QCOMPARE(draft.at(1).at(0).toString(), u"not yet done"_s);
    QCOMPARE(m_composer->text(), u"older draft"_s);
    // Showing a draft is no change of it.
    m_composer->flushDraft();
    QCOMPARE(draft.size(), 2);
    type(u"!"_s);
    m_composer->flushDraft();
    QCOMPARE(draft.at(2).at(0).toString(), u"older draft!"_s);
    // What was deleted is gone on disk as well before anything else can happen.
    field().clear();
    QCOMPARE(draft.size(), 4);
    QCOMPARE(draft.at(3).at(0).toString(), QString());
}

void ComposerTest::sentTextLeavesNoDraft()
{
    QSignalSpy draft(m_composer.get(), &Composer::draftChanged);
    type(u"half"_s);
    m_composer->flushDraft();
    QCOMPARE(draft.size(), 1);
    type(u" whole"_s);
    QTest::keyClick(&field(), Qt::Key_Return);
    m_composer->flushDraft(); // nothing is left that could come later
    QCOMPARE(draft.size(), 1); // on disk the message takes the draft's place, at once
    type(u"half"_s);
    m_composer->flushDraft(); // the same words again are a new draft
    QCOMPARE(draft.size(), 2);
}

void ComposerTest::restoredTextStaysOutOfAnEdit()
{
    type(u"since"_s);
    m_composer->beginEdit(MessageId(8), u"another message"_s, {u"another message"_s, {}});
    m_composer->restoreText(u"lost"_s, {{}, u"the end"_s});
    QCOMPARE(m_composer->text(), u"another message"_s);
    m_composer->leaveStrip();
    QCOMPARE(m_composer->text(), u"lost\nsince"_s);
    QCOMPARE(m_composer->spoiler(), std::optional(u"the end"_s)); // what was hidden stays so
}

void ComposerTest::restoredTextComesBeforeWhatWasWrittenSince()
{
    m_composer->restoreText(u"lost"_s);
    QCOMPARE(m_composer->text(), u"lost"_s);
    m_composer->setChat(u"Tomas"_s, {});
    type(u"since"_s);
    m_composer->restoreText(u"lost"_s);
    QCOMPARE(m_composer->text(), u"lost\nsince"_s);
}

void ComposerTest::typingStates()
{
    QSignalSpy states(m_composer.get(), &Composer::typingChanged);
    const auto last = [&] { return states.constLast().at(0).value<ChatState>(); };
    type(u"abc"_s);
    QCOMPARE(states.size(), 1);
    QCOMPARE(last(), ChatState::Composing);
    QTest::keyClick(&field(), Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(&field(), Qt::Key_Delete);
    QCOMPARE(last(), ChatState::Active);
    type(u"abc"_s);
    QTest::keyClick(&field(), Qt::Key_Return);
    QCOMPARE(last(), ChatState::Active);
    const int before = int(states.size());
    m_composer->setChat(u"Priya"_s, u"a draft that is only shown"_s);
    QCOMPARE(last(), ChatState::Inactive);
    QCOMPARE(states.size(), before + 1);
}

void ComposerTest::typingTimers()
{
    TypingState typing;
    QSignalSpy states(&typing, &TypingState::changed);
    typing.edited(TypingState::Text::Written);
    typing.edited(TypingState::Text::Written);
    QCOMPARE(states.size(), 1);
    typing.expirePause();
    QCOMPARE(typing.state(), ChatState::Paused);
    typing.edited(TypingState::Text::Written);
    QCOMPARE(typing.state(), ChatState::Composing);
    typing.expirePause();
    typing.expireActivity();
    QCOMPARE(typing.state(), ChatState::Inactive);
}

void ComposerTest::namesAndHints()
{
    QCOMPARE(field().accessibleName(), u"Message Tomas Berg"_s);
    QVERIFY(field().placeholderText().contains(u"Tomas Berg"_s));
    m_composer->setReach(Composer::Reach::Offline);
    QVERIFY(field().placeholderText().contains(u"back online"_s));
    auto *hints = m_composer->findChild<KeyHints *>();
    QVERIFY(hints && hints->isVisible());
    m_composer->setWaiting(3);
    QCOMPARE(hints->hints().constFirst().text, u"Waiting to send: 3"_s);
    QCOMPARE(hints->hints().constLast().text, u"show waiting messages"_s);
    m_preferences->setKeyboardHints(false);
    QCOMPARE(hints->hints().size(), 1);
    m_composer->setWaiting(0);
    QVERIFY(!hints->isVisible());
    const int without = m_composer->height();
    m_preferences->setKeyboardHints(true);
    QVERIFY(m_composer->height() > without);
    PaintWatch drawn(field().viewport());
    field().clearFocus(); // a cursor that blinks draws the words by the way
    QTRY_VERIFY(drawn.count > 0);
    drawn.count = 0;
    m_composer->setChatName(u"Tomas Berg"_s, u"Tomas"_s);
    QCOMPARE(field().accessibleName(), u"Message Tomas Berg"_s);
    QVERIFY(field().placeholderText().contains(u"Tomas"_s) && !field().placeholderText().contains(u"Berg"_s));
    QTRY_VERIFY(drawn.count > 0); // and the old words do not stay to be seen
}

void ComposerTest::columnIsThatOfTheTimeline()
{
    m_composer->resize(1200, m_composer->height());
    IconButton *attach = buttonNamed(u"Attach file"_s);
    IconButton *button = buttonNamed(u"Send message"_s);
    QVERIFY(attach && button);
    // Measured in picture 01: buttons reach 16 over the column of 880, and what is written stands 8 and 4 from them.
    QCOMPARE(attach->geometry().left(), (1200 - 880) / 2 - 16);
    QCOMPARE(field().geometry().left(), attach->geometry().right() + 1 + 8);
    QCOMPARE(button->geometry().right() + 1, 1200 - (1200 - 880) / 2 + 16);
    IconButton *emoji = buttonNamed(u"Emoji"_s);
    QCOMPARE(emoji->geometry().left(), field().geometry().right() + 1 + 8);
    QCOMPARE(button->geometry().left(), emoji->geometry().right() + 1 + 4);
    m_composer->resize(720, m_composer->height()); // picture 03
    QCOMPARE(attach->geometry().left(), 16);
    m_composer->resize(360, m_composer->height()); // picture 10
    QCOMPARE(attach->geometry().left(), 8);
    QCOMPARE(button->geometry().right() + 1, 360 - 8);
    QVERIFY(!m_composer->findChild<KeyHints *>()->isVisible());
    m_composer->setLayoutDirection(Qt::RightToLeft);
    QVERIFY(button->geometry().left() < field().geometry().left());
}

void ComposerTest::tabGoesBackToWhatStandsBeforeTheField()
{
    m_composer->setSound({}); // with a microphone
    type(u"a"_s);
    QTest::keyClick(&field(), Qt::Key_Tab);
    QVERIFY(buttonNamed(u"Send message"_s)->hasFocus());
    QTest::keyClick(m_composer->focusWidget(), Qt::Key_Backtab, Qt::ShiftModifier);
    QVERIFY(field().hasFocus());
    field().clear();
    QVERIFY(buttonNamed(u"Record voice message"_s)->isVisible());
    for (const QString &name : {u"Attach file"_s, u"Record voice message"_s, u"Emoji"_s}) {
        QTest::keyClick(m_composer->focusWidget(), Qt::Key_Backtab, Qt::ShiftModifier);
        QVERIFY2(buttonNamed(name)->hasFocus(), qPrintable(name));
    }
}

JACKDAW_WINDOW_TEST(ComposerTest)

} // namespace composer_test

#include "composer_test.moc"
