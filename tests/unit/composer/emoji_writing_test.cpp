// SPDX-License-Identifier: GPL-3.0-or-later
// Emoji and names while writing: completion after ":" and "@", and the picker.
#include "composer/Completion.h"
#include "composer/Composer.h"
#include "composer/EmojiGrid.h"
#include "composer/EmojiPicker.h"
#include "composer/KeyHints.h"
#include "composer/MessageField.h"
#include "style/Preferences.h"
#include "style/Style.h"
#include "style/Theme.h"
#include "widgets/Fields.h"
#include "support/TestProgram.h"

#include <QComboBox>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace jackdaw;

namespace emoji_writing_test {

class EmojiWritingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { qRegisterMetaType<ChatState>(); }
    void init();
    void cleanup();

    void findsTheWord_data();
    void findsTheWord();
    void tabInsertsTheFirst();
    void arrowsChooseAndEnterInserts();
    void enterSendsWhenNothingWasChosen();
    void escapeDismissesUntilAnotherWord();
    void namesAreInsertedAndKnown();
    void draftsAndCorrectionsKeepTheirMentions();
    void whoIsSpokenToIsColoured();
    void whatWasChangedIsNoMention();
    void correctionsKeepWhoWasMeantWithoutASign();
    void somebodyIsSpokenToFromOutside();
    void hintsSayWhatKeysDo();
    void pickerSearchesAndInserts();
    void pickerMarksWhatReturnTakes();
    void pickerIsWalkedByKeys();
    void pickerOpensOnWhatWasUsedOnceThatIsARow();
    void pickerFitsALowWindow();
    void pickerKnowsTonesAndWhatWasUsed();
    void pickerStandsInOneColumn(); ///< the last one: it leaves the fonts of the application

private:
    MessageField &field() const { return *m_composer->field(); }
    Completion *list() const { return m_window->findChild<Completion *>(); }
    EmojiPicker *picker() const { return m_window->findChild<EmojiPicker *>(); }

    QTemporaryDir m_folder;
    std::unique_ptr<Preferences> m_preferences;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<QWidget> m_window;
    Composer *m_composer = nullptr;
};

void EmojiWritingTest::init()
{
    QFile::remove(m_folder.filePath(u"settings.ini"_s));
    m_preferences = std::make_unique<Preferences>(m_folder.filePath(u"settings.ini"_s));
    m_theme = std::make_unique<Theme>(*m_preferences);
    m_window = std::make_unique<QWidget>();
    m_window->resize(900, 600);
    m_composer = new Composer(*m_theme, *m_preferences, m_window.get());
    m_composer->setChat(u"Tomas Berg"_s, {});
    m_composer->setGeometry(0, 500, 900, 100);
    m_window->show();
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    field().setFocus();
}

void EmojiWritingTest::cleanup()
{
    m_window.reset();
    m_theme.reset();
    m_preferences.reset();
}

void EmojiWritingTest::findsTheWord_data()
{
    QTest::addColumn<QString>("line"); // the caret is at its end
    QTest::addColumn<QString>("word");
    QTest::newRow("alone") << u":wav"_s << u"wav"_s;
    QTest::newRow("behind a blank") << u"hi :wav"_s << u"wav"_s;
    QTest::newRow("plus") << u":+1"_s << u"+1"_s;
    QTest::newRow("in a word") << u"re:wav"_s << QString();
    QTest::newRow("in a link") << u"http://x"_s << QString();
    QTest::newRow("another sign") << u"@wav"_s << QString();
    QTest::newRow("ended") << u":wave "_s << QString();
    QTest::newRow("no colon") << u"wave"_s << QString();
    QTest::newRow("nothing") << QString() << QString();
    QTest::newRow("very long") << u":"_s + QString(100'000, u'a') << QString();
}

void EmojiWritingTest::findsTheWord()
{
    QFETCH(QString, line);
    QTEST(Completion::wordBefore(line, line.size(), u':').value_or(QString()), "word");
}

void EmojiWritingTest::tabInsertsTheFirst()
{
    QTest::keyClicks(&field(), u"at :30"_s);
    QVERIFY(!list() || !list()->isVisible()); // a time
    field().clear();
    QTest::keyClicks(&field(), u"hi :w"_s);
    QVERIFY(!list() || !list()->isVisible()); // one letter is too little
    QTest::keyClicks(&field(), u"ave"_s);
    QVERIFY(list() && list()->isVisible());
    QVERIFY(list()->model()->rowCount() > 1 && list()->model()->rowCount() <= Completion::most);
    // Above the field, and nothing takes its focus.
    QVERIFY(list()->geometry().bottom() < field().mapTo(m_window.get(), QPoint(0, 0)).y());
    QVERIFY(field().hasFocus());
    QTest::keyClick(&field(), Qt::Key_Tab);
    QCOMPARE(field().toPlainText(), u"hi 👋"_s);
    QVERIFY(!list()->isVisible());
    QCOMPARE(m_preferences->recentEmoji(), QStringList{u"👋"_s});
    field().undo();
    QCOMPARE(field().toPlainText(), u"hi :wave"_s);
}

void EmojiWritingTest::arrowsChooseAndEnterInserts()
{
    QSignalSpy sent(m_composer, &Composer::sendRequested);
    QTest::keyClicks(&field(), u":wav"_s);
    const QString second = list()->model()->index(1, 0).data(Qt::UserRole).toString();
    QTest::keyClick(&field(), Qt::Key_Down);
    QTest::keyClick(&field(), Qt::Key_Return);
    QCOMPARE(field().toPlainText(), second);
    QCOMPARE(sent.size(), 0);
}

void EmojiWritingTest::enterSendsWhenNothingWasChosen()
{
    QSignalSpy sent(m_composer, &Composer::sendRequested);
    QTest::keyClicks(&field(), u"all :ok"_s);
    QVERIFY(list()->isVisible());
    QTest::keyClick(&field(), Qt::Key_Return);
    QCOMPARE(sent.size(), 1);
    QCOMPARE(sent.at(0).at(0).toString(), u"all :ok"_s);
    QVERIFY(!list()->isVisible());
}

void EmojiWritingTest::escapeDismissesUntilAnotherWord()
{
    QTest::keyClicks(&field(), u":wav"_s);
    QVERIFY(list()->isVisible());
    QTest::keyClick(&field(), Qt::Key_Escape);
    QVERIFY(!list()->isVisible());
    QCOMPARE(field().toPlainText(), u":wav"_s);
    QTest::keyClicks(&field(), u" :rock"_s);
    QVERIFY(list()->isVisible());
}

void EmojiWritingTest::namesAreInsertedAndKnown()
{
    const BareJid tomas = BareJid::fromPrepared(u"tomas@harbor.example"_s);
    const BareJid tove = BareJid::fromPrepared(u"tove@harbor.example"_s);
    const BareJid ann = BareJid::fromPrepared(u"ann@harbor.example"_s);
    m_composer->setPeople({{u"Tomas Berg"_s, tomas}, {u"Tove Lindahl"_s, tove}, {u"Zoë Ann"_s, ann}});
    QTest::keyClicks(&field(), u"Ask @to"_s);
    QVERIFY(list() && list()->isVisible());
    QCOMPARE(list()->model()->rowCount(), 2);
    QCOMPARE(list()->model()->index(1, 0).data(Qt::AccessibleTextRole).toString(), u"Tove Lindahl"_s);
    QTest::keyClick(&field(), Qt::Key_Down);
    QTest::keyClick(&field(), Qt::Key_Tab);
    QCOMPARE(field().toPlainText(), u"Ask @Tove Lindahl "_s);
    QTest::keyClicks(&field(), u"or @zoe"_s); // without the letter that not every keyboard has
    QTest::keyClick(&field(), Qt::Key_Tab);
    QCOMPARE(field().toPlainText(), u"Ask @Tove Lindahl or @Zoë Ann "_s);
    QVERIFY(!list()->isVisible());

    QList<Mention> mentions;
    connect(m_composer, &Composer::sendRequested, this, [&](const QString &text) { mentions = m_composer->mentionsIn(text); });
    QTest::keyClick(&field(), Qt::Key_Return);
    QCOMPARE(mentions, QList<Mention>({{4, 17, tove}, {21, 29, ann}}));
    // The next message speaks to nobody.
    QTest::keyClicks(&field(), u"@Tove Lindahl"_s);
    QTest::keyClick(&field(), Qt::Key_Return);
    QVERIFY(mentions.isEmpty());
    // Nobody can be called into a mail address, and in another chat there are others.
    QTest::keyClicks(&field(), u"mail@to"_s);
    QVERIFY(!list()->isVisible());
    m_composer->setChat(u"Priya"_s, {});
    QTest::keyClicks(&field(), u"@to"_s);
    QVERIFY(!list()->isVisible());
}

void EmojiWritingTest::draftsAndCorrectionsKeepTheirMentions()
{
    const BareJid tove = BareJid::fromPrepared(u"tove@harbor.example"_s);
    const QList<Mention> there{{4, 17, tove}};
    QList<Mention> mentions;
    connect(m_composer, &Composer::sendRequested, this, [&](const QString &text) { mentions = m_composer->mentionsIn(text); });
    QSignalSpy drafts(m_composer, &Composer::draftChanged);

    // A draft that comes back speaks to whom it spoke to, and tells so when it changes.
    m_composer->setChat(u"North Crew"_s, u"Ask @Tove Lindahl"_s, {there, {}});
    QTest::keyClicks(&field(), u" now"_s);
    m_composer->flushDraft();
    QCOMPARE(drafts.last().at(1).value<DraftParts>().mentions, there);
    // An edit has those of its message, and the draft keeps its own meanwhile.
    m_composer->beginEdit(MessageId(8), u"@Ann Lee, go"_s,
                          {u"@Ann Lee, go"_s, {{0, 8, BareJid::fromPrepared(u"ann@harbor.example"_s)}}});
    QTest::keyClicks(&field(), u"!"_s);
    QTest::keyClick(&field(), Qt::Key_Return);
    QCOMPARE(mentions, QList<Mention>({{0, 8, BareJid::fromPrepared(u"ann@harbor.example"_s)}}));
    QCOMPARE(field().toPlainText(), u"Ask @Tove Lindahl now"_s);
    QTest::keyClick(&field(), Qt::Key_Return);
    QCOMPARE(mentions, there);
    // Places that are not in the text speak of nobody; a name without a sign is one all the same.
    m_composer->setChat(u"North Crew"_s, u"Ask Tove"_s, {{{4, 8, tove}, {-1, 3, tove}, {4, 99, tove}, {3, 2, tove}}, {}});
    QTest::keyClick(&field(), Qt::Key_Return);
    QCOMPARE(mentions, QList<Mention>({{4, 8, tove}}));
}

void EmojiWritingTest::whoIsSpokenToIsColoured()
{
    const auto coloured = [this] {
        QStringList words;
        const QList<QTextEdit::ExtraSelection> marks = field().extraSelections();
        for (const QTextEdit::ExtraSelection &mark : marks) {
            if (mark.format.foreground().color() == m_theme->color(Token::Link))
                words.append(mark.cursor.selectedText());
        }
        return words;
    };
    // In a group that shows no addresses, too.
    m_composer->setPeople({{u"Tomas Berg"_s, BareJid::fromPrepared(u"tomas@harbor.example"_s)}, {u"Tove Lindahl"_s, {}}});
    QTest::keyClicks(&field(), u"Yes, sent it. @to"_s);
    QCOMPARE(coloured(), QStringList({u"@to"_s}));
    QTest::keyClick(&field(), Qt::Key_Escape); // it is a word like others
    QCOMPARE(coloured(), QStringList());
    QTest::keyClicks(&field(), u"v"_s);
    QTest::keyClick(&field(), Qt::Key_Tab);
    QCOMPARE(field().toPlainText(), u"Yes, sent it. @Tove Lindahl "_s);
    QCOMPARE(coloured(), QStringList({u"@Tove Lindahl"_s}));
    m_preferences->setScheme(Preferences::Scheme::Dark);
    QCOMPARE(coloured(), QStringList({u"@Tove Lindahl"_s}));
    QTest::keyClick(&field(), Qt::Key_Backspace);
    QTest::keyClick(&field(), Qt::Key_Backspace); // it is nobody's name any more
    QCOMPARE(coloured(), QStringList());
    m_composer->setChat(u"North Crew"_s, u"Ask @Tove Lindahl"_s, {{{4, 17, BareJid::fromPrepared(u"tove@harbor.example"_s)}}, {}});
    QCOMPARE(coloured(), QStringList({u"@Tove Lindahl"_s}));
}

void EmojiWritingTest::whatWasChangedIsNoMention()
{
    const BareJid ann = BareJid::fromPrepared(u"ann@harbor.example"_s);
    const BareJid lee = BareJid::fromPrepared(u"lee@harbor.example"_s);
    PeopleSuggestions people;
    people.setPeople({{u"Ann"_s, ann}, {u"Ann Lee"_s, lee}});
    for (const Suggestion &suggestion : people.find(u"a"_s, 6))
        people.taken(suggestion);
    QCOMPARE(people.mentionsIn(u"@Ann, @Ann Lee!"_s), QList<Mention>({{0, 4, ann}, {6, 14, lee}}));
    QVERIFY(people.mentionsIn(u"@Anna, x@Ann, Ann, @An"_s).isEmpty());
    people.clear();
    QVERIFY(people.mentionsIn(u"@Ann"_s).isEmpty());
    QVERIFY(people.find(u"a"_s, 6).isEmpty());
    // In a group they are asked for when somebody is looked for, and where it shows no addresses the text alone says it.
    int asked = 0;
    people.setSource([&] {
        ++asked;
        return QList<PeopleSuggestions::Person>{{u"Ann"_s, ann}, {u"Anton"_s, {}}};
    });
    QCOMPARE(asked, 0);
    for (const Suggestion &suggestion : people.find(u"an"_s, 6))
        people.taken(suggestion);
    QCOMPARE(asked, 1);
    QCOMPARE(people.mentionsIn(u"@Anton and @Ann"_s), QList<Mention>({{11, 15, ann}}));
    people.clear();
    QVERIFY(people.find(u"a"_s, 6).isEmpty());
}

void EmojiWritingTest::correctionsKeepWhoWasMeantWithoutASign()
{
    const BareJid ann = BareJid::fromPrepared(u"ann@harbor.example"_s);
    const BareJid lee = BareJid::fromPrepared(u"lee@harbor.example"_s);
    // As another program of ours writes them: by the name alone, and without a place in the text (XEP-0372, 3.3).
    m_composer->beginEdit(MessageId(8), u"Ann: go now"_s, {u"Ann: go now"_s, {{0, 3, ann}, {0, 0, lee}}});
    QCOMPARE(m_composer->mentionsIn(u"Ann: go now"_s), QList<Mention>({{0, 3, ann}, {0, 0, lee}}));
    QCOMPARE(m_composer->mentionsIn(u"So, Ann: go later"_s), QList<Mention>({{0, 0, lee}, {4, 7, ann}}));
    QCOMPARE(m_composer->mentionsIn(u"Ann, Ann of the harbor asks"_s), QList<Mention>({{0, 3, ann}, {0, 0, lee}}));
    QCOMPARE(m_composer->mentionsIn(u"Anna: go"_s), QList<Mention>({{0, 0, lee}}));
    m_composer->leaveStrip();
    QVERIFY(m_composer->mentionsIn(u"Ann: go now"_s).isEmpty());
}

void EmojiWritingTest::somebodyIsSpokenToFromOutside()
{
    m_composer->setChat(u"North Crew"_s, u"well"_s);
    field().moveCursor(QTextCursor::End);
    const BareJid ann = BareJid::fromPrepared(u"ann@harbor.example"_s);
    m_composer->mention({u"Ann"_s, ann});
    QCOMPARE(field().toPlainText(), u"well @Ann "_s);
    QCOMPARE(m_composer->mentionsIn(field().toPlainText()), QList<Mention>({{5, 9, ann}}));
}

void EmojiWritingTest::hintsSayWhatKeysDo()
{
    KeyHints *hints = m_composer->findChild<KeyHints *>();
    const QList<KeyHints::Hint> before = hints->hints();
    QTest::keyClicks(&field(), u":wav"_s);
    QCOMPARE(hints->hints().size(), 3);
    QCOMPARE(hints->hints().at(1).text, u"insert"_s);
    QTest::keyClick(&field(), Qt::Key_Escape);
    QCOMPARE(hints->hints(), before);
}

void EmojiWritingTest::pickerSearchesAndInserts()
{
    QTest::keyClicks(&field(), u"ab"_s);
    field().moveCursor(QTextCursor::Left);
    QTest::keyClick(&field(), Qt::Key_J, Qt::ControlModifier);
    QVERIFY(picker() && picker()->isVisible());
    QTest::keyClicks(picker()->field(), u"rocket"_s);
    QCOMPARE(picker()->grid()->cells().constFirst().emoji, u"🚀"_s);
    QTest::keyClick(picker()->field(), Qt::Key_Return);
    QVERIFY(!picker()->isVisible());
    QCOMPARE(field().toPlainText(), u"a🚀b"_s);
    QVERIFY(field().hasFocus());
}

void EmojiWritingTest::pickerMarksWhatReturnTakes()
{
    m_composer->pickEmoji();
    const EmojiGrid &grid = *picker()->grid();
    QCOMPARE(grid.currentIndex(), grid.model()->index(0, 0));
    QVERIFY(grid.selectionModel()->isSelected(grid.currentIndex()));
    QVERIFY(picker()->field()->hasFocus());
    QTest::keyClicks(picker()->field(), u"rocket"_s);
    QCOMPARE(grid.currentIndex().data(ChoiceModel::shownRole).toString(), u"🚀"_s);
    // Where the arrows went, back in the search.
    picker()->field()->clear();
    QTest::keyClick(picker()->field(), Qt::Key_Down);
    QTest::keyClick(picker()->grid(), Qt::Key_Right);
    QTest::keyClick(picker()->grid(), Qt::Key_Up);
    QVERIFY(picker()->field()->hasFocus());
    const QString second = grid.cells().at(1).emoji;
    QTest::keyClick(picker()->field(), Qt::Key_Return);
    QCOMPARE(field().toPlainText(), second);
}

void EmojiWritingTest::pickerIsWalkedByKeys()
{
    m_composer->pickEmoji();
    QVERIFY(picker()->grid()->cells().size() > 100); // nothing was used yet: the first group
    QTest::keyClick(picker()->field(), Qt::Key_Down);
    QTest::keyClick(picker()->grid(), Qt::Key_Right);
    QTest::keyClick(picker()->grid(), Qt::Key_Down);
    QCOMPARE(picker()->grid()->currentIndex().row(), 1);
    QCOMPARE(picker()->grid()->currentIndex().column(), 1);
    const QString wanted = picker()->grid()->cells().at(EmojiGrid::columns + 1).emoji;
    QCOMPARE(picker()->grid()->currentIndex().data(Qt::AccessibleTextRole).toString(),
             picker()->grid()->cells().at(EmojiGrid::columns + 1).name);
    QTest::keyClick(picker()->grid(), Qt::Key_Return);
    QCOMPARE(field().toPlainText(), wanted);
    // Esc closes without inserting.
    m_composer->pickEmoji();
    QTest::keyClick(picker(), Qt::Key_Escape);
    QVERIFY(!picker()->isVisible());
    QCOMPARE(field().toPlainText(), wanted);
    // Tab stays within, a click beside it closes it and does no more.
    m_composer->pickEmoji();
    for (int part = 0; part < 4; ++part)
        QTest::keyClick(m_window->focusWidget(), Qt::Key_Tab);
    QVERIFY(picker()->field()->hasFocus());
    QVERIFY(m_window->rect().contains(picker()->geometry()));
    QTest::mouseClick(&field(), Qt::LeftButton);
    QVERIFY(!picker()->isVisible());
    QVERIFY(field().hasFocus());
}

void EmojiWritingTest::pickerOpensOnWhatWasUsedOnceThatIsARow()
{
    QStringList used;
    for (int i = 0; i + 1 < EmojiGrid::columns; ++i)
        used.append(QString::fromUcs4(U"\U0001F400", 1).replace(1, 1, QChar(0xDC00 + i)));
    m_preferences->setRecentEmoji(used);
    m_composer->pickEmoji();
    QVERIFY(picker()->grid()->cells().size() > 100); // the first group
    QTest::keyClick(picker(), Qt::Key_Escape);
    used.append(u"👋"_s);
    m_preferences->setRecentEmoji(used);
    m_composer->pickEmoji();
    QCOMPARE(picker()->grid()->cells().size(), EmojiGrid::columns);
    QCOMPARE(picker()->grid()->cells().constLast().emoji, u"👋"_s);
}

void EmojiWritingTest::pickerStandsInOneColumn()
{
    useStyle(*m_theme);
    const auto plain = qScopeGuard([] { QApplication::setStyle(u"Fusion"_s); });
    m_composer->pickEmoji();
    QCoreApplication::processEvents();
    const auto edges = [this](const QWidget *part, int room) {
        const int left = part->mapTo(picker(), QPoint()).x();
        return std::pair(left + room, left + part->width() - room);
    };
    const auto field = edges(picker()->field(), 0);
    const QList<QComboBox *> boxes = picker()->findChildren<QComboBox *>();
    QCOMPARE(boxes.size(), 2);
    const bool firstIsLeft = boxes.first()->x() < boxes.last()->x();
    QCOMPARE(edges(firstIsLeft ? boxes.first() : boxes.last(), focusRoom).first, field.first);
    QCOMPARE(edges(firstIsLeft ? boxes.last() : boxes.first(), focusRoom).second, field.second);
    for (const QComboBox *box : boxes) // with all of their rings
        QVERIFY(box->parentWidget()->rect().contains(box->geometry()));
}

void EmojiWritingTest::pickerFitsALowWindow()
{
    m_window->resize(400, 260);
    m_composer->setGeometry(0, 180, 400, 80);
    m_composer->pickEmoji();
    QVERIFY(m_window->rect().contains(picker()->geometry()));
    QVERIFY(picker()->grid()->height() > 30);
}

void EmojiWritingTest::pickerKnowsTonesAndWhatWasUsed()
{
    m_composer->pickEmoji();
    const QList<QComboBox *> boxes = picker()->findChildren<QComboBox *>();
    QComboBox *tones = *std::find_if(boxes.cbegin(), boxes.cend(), [](QComboBox *box) { return box->accessibleName() == u"Skin tone"; });
    tones->setCurrentIndex(3);
    QCOMPARE(m_preferences->emojiTone(), 3);
    QTest::keyClicks(picker()->field(), u"wave"_s);
    QTest::keyClick(picker()->field(), Qt::Key_Return);
    QCOMPARE(field().toPlainText(), u"👋🏽"_s);
    // What was used comes first, once.
    m_composer->pickEmoji();
    for (QComboBox *box : boxes) {
        if (box != tones)
            box->setCurrentIndex(0); // "Used last"
    }
    QCOMPARE(picker()->grid()->cells().size(), 1);
    QCOMPARE(picker()->grid()->cells().constFirst().emoji, u"👋🏽"_s);
    QCOMPARE(picker()->grid()->cells().constFirst().name, u"waving hand"_s);
    QTest::keyClick(picker(), Qt::Key_Escape);
}

JACKDAW_WINDOW_TEST(EmojiWritingTest)

} // namespace emoji_writing_test

#include "emoji_writing_test.moc"
