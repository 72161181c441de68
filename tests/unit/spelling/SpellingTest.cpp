// SPDX-License-Identifier: GPL-3.0-or-later
#include "composer/FieldMenu.h"
#include "composer/MessageField.h"
#include "composer/SpellingMarks.h"
#include "spelling/SpellableWords.h"
#include "spelling/SpellChecker.h"
#include "style/Preferences.h"
#include "style/Theme.h"
#include "support/TestProgram.h"

#include <QContextMenuEvent>
#include <QMenu>
#include <QPluginLoader>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBlock>
#include <QTextLayout>

using namespace jackdaw;
using namespace Qt::StringLiterals;

namespace spelling_test {

/// Knows a few words, and answers when it is let.
class FewWords : public Dictionary
{
public:
    explicit FewWords(QSemaphore *gate) : m_gate(gate) {}
    QStringList languages() override { return {u"en_US"_s, u"de_DE"_s, u"de_BE"_s}; }
    bool knows(const QString &word, const QString &language) override
    {
        if (m_gate)
            m_gate->acquire();
        return language == u"de_DE" ? word == u"Haus" : QStringList{u"the"_s, u"house"_s, u"is"_s}.contains(word);
    }
    QStringList suggestions(const QString &, const QString &) override { return {u"house"_s, u"horse"_s, u"a"_s, u"b"_s, u"c"_s, u"d"_s}; }

private:
    QSemaphore *m_gate;
};

/// A field with marks and a menu.
struct Field
{
    explicit Field(QSemaphore *gate = nullptr)
        : checker(preferences, [gate] { return std::make_unique<FewWords>(gate); })
    {
        field.resize(600, 80);
        field.show();
    }
    QStringList marked() const
    {
        QStringList words;
        for (QTextBlock block = field.document()->begin(); block.isValid(); block = block.next()) {
            for (const auto &range : block.layout()->formats()) {
                if (range.format.underlineStyle() == QTextCharFormat::SpellCheckUnderline)
                    words += block.text().sliced(range.start, range.length);
            }
        }
        return words;
    }
    QMenu *menuAt(int position)
    {
        QTextCursor caret = field.textCursor();
        caret.setPosition(position);
        field.setTextCursor(caret);
        QContextMenuEvent event(QContextMenuEvent::Keyboard, {}, {});
        QCoreApplication::sendEvent(&field, &event);
        return field.findChild<QMenu *>();
    }
    static QStringList textsOf(const QMenu &menu)
    {
        QStringList all;
        for (const QAction *action : menu.actions())
            all += action->text();
        return all;
    }

    QTemporaryDir folder;
    Preferences preferences{folder.filePath(u"settings.ini"_s)};
    Theme theme{preferences};
    SpellChecker checker;
    MessageField field{theme, preferences};
    SpellingMarks marks{theme, checker, field, &field};
    FieldMenu menu{field, marks, checker, preferences, &field};
};

/// Spelling in the field a message is written in.
class SpellingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void onlyWordsAreLookedAt_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("words");
        QTest::newRow("words") << u"The house, isn't it?"_s << QStringList{u"The"_s, u"house"_s, u"isn't"_s, u"it"_s};
        QTest::newRow("links") << u"see https://example.org/wrng and foo"_s << QStringList{u"see"_s, u"and"_s, u"foo"_s};
        QTest::newRow("code") << u"run `mkdri foo` now"_s << QStringList{u"run"_s, u"now"_s};
        QTest::newRow("mentions, emoji, paths") << u"@tomas :rockte: /usr/bni foo_bar #tga ok"_s << QStringList{u"ok"_s};
        QTest::newRow("numbers, acronyms, names of programs") << u"4th XMPP QString abc123 fine"_s << QStringList{u"fine"_s};
        QTest::newRow("scripts without spaces") << u"今日は good ภาษาไทย"_s << QStringList{u"good"_s};
        QTest::newRow("other scripts") << u"Привет Ελλάδα"_s << QStringList{u"Привет"_s, u"Ελλάδα"_s};
        QTest::newRow("nothing") << QString() << QStringList();
        QTest::newRow("very long") << QString(51, u'a') + u" b bb"_s << QStringList{u"bb"_s};
    }
    void onlyWordsAreLookedAt()
    {
        QFETCH(QString, text);
        QStringList words;
        for (const WordPlace &word : spellableWords(text))
            words += text.sliced(word.start, word.length);
        QTEST(words, "words");
    }

    void theLanguageIsThatOfTheSystemOrTheNextBest()
    {
        const QStringList available{u"de_BE"_s, u"de_DE"_s, u"en_GB"_s, u"en_US"_s, u"fr"_s};
        QCOMPARE(languageFor(u"en_US"_s, available), u"en_US"_s);
        QCOMPARE(languageFor(u"de_AT"_s, available), u"de_DE"_s);
        QCOMPARE(languageFor(u"fr_CA"_s, available), u"fr"_s);
        QCOMPARE(languageFor(u"tr_TR"_s, available), u"en_GB"_s);
        QCOMPARE(languageFor(u"tr_TR"_s, {u"de_DE"_s}), QString());
    }

    void wrongWordsAreMarkedOnceTheyAreWhole()
    {
        Field field;
        field.marks.setLanguage(u"en_US"_s);
        field.field.activateWindow();
        field.field.setFocus();
        QTest::keyClicks(&field.field, u"the hosue"_s);
        QTRY_VERIFY(field.checker.isAwake());
        QTRY_COMPARE(field.checker.verdict(u"the"_s, u"en_US"_s), SpellChecker::Verdict::Right);
        QCOMPARE(field.marked(), QStringList()); // it is still being written
        QTest::keyClicks(&field.field, u" is"_s);
        QTRY_COMPARE(field.marked(), QStringList{u"hosue"_s});
        QCOMPARE(field.field.toPlainText(), u"the hosue is"_s);
        field.marks.setLanguage(u"de_DE"_s);
        field.field.setPlainText(u"the Haus "_s);
        QTRY_COMPARE(field.marked(), QStringList{u"the"_s});
        field.preferences.setCheckSpelling(false);
        QCOMPARE(field.marked(), QStringList());
    }

    void aSlowDictionaryHoldsNothingUp()
    {
        QSemaphore gate;
        Field field(&gate);
        field.marks.setLanguage(u"en_US"_s);
        field.field.setPlainText(u"hosue teh "_s);
        QTRY_VERIFY(field.checker.isAwake());
        QCOMPARE(field.checker.verdict(u"hosue"_s, u"en_US"_s), SpellChecker::Verdict::NotKnownYet);
        field.field.moveCursor(QTextCursor::End);
        QTest::keyClicks(&field.field, u"is"_s); // while it thinks
        QCOMPARE(field.field.toPlainText(), u"hosue teh is"_s);
        gate.release(1000);
        QTRY_COMPARE(field.marked(), (QStringList{u"hosue"_s, u"teh"_s}));
    }

    void theMenuMendsAndLearns()
    {
        Field field;
        field.marks.setLanguage(u"en_US"_s);
        field.field.setPlainText(u"the hosue is "_s);
        QTRY_COMPARE(field.marked(), QStringList{u"hosue"_s});
        QMenu *menu = field.menuAt(6);
        QVERIFY(menu);
        QTRY_COMPARE(Field::textsOf(*menu).first(2), (QStringList{u"house"_s, u"horse"_s}));
        QCOMPARE(Field::textsOf(*menu).indexOf(u"Add “hosue” to the dictionary"_s), 5); // five suggestions at most
        menu->actions().constFirst()->trigger();
        menu->close();
        QCOMPARE(field.field.toPlainText(), u"the house is "_s);
        QTRY_COMPARE(field.marked(), QStringList());
        field.field.setPlainText(u"the hosue is "_s);
        QTRY_COMPARE(field.marked(), QStringList{u"hosue"_s});
        field.checker.learn(u"hosue"_s);
        QTRY_COMPARE(field.marked(), QStringList());
        QVERIFY(field.preferences.learnedWords().contains(u"hosue"_s));
    }

    void theMenuHasTheLanguagesOfAChat()
    {
        Field field;
        field.checker.wake();
        QTRY_VERIFY(field.checker.isAwake());
        QSignalSpy chosen(&field.menu, &FieldMenu::languageChosen);
        QMenu *menu = field.menuAt(0);
        QVERIFY(menu);
        auto *languages = menu->findChild<QMenu *>();
        QVERIFY(languages);
        QCOMPARE(languages->actions().size(), 3);
        QCOMPARE(languages->actions().at(1)->text(), u"Deutsch (Deutschland)"_s);
        languages->actions().at(1)->trigger();
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen.constFirst().constFirst().toString(), u"de_DE"_s);
        menu->close();
    }

    void theInstalledDictionariesAreFound()
    {
        QPluginLoader plugin(QStringLiteral(SPELLING_MODULE));
        auto *factory = qobject_cast<DictionaryFactory *>(plugin.instance());
        QVERIFY2(factory, qPrintable(plugin.errorString()));
        const auto dictionary = factory->make();
        QVERIFY(dictionary->languages().contains(u"en_US"_s));
        QVERIFY(dictionary->languages().contains(u"de_DE"_s));
        QVERIFY(dictionary->knows(u"house"_s, u"en_US"_s));
        QVERIFY(!dictionary->knows(u"hosue"_s, u"en_US"_s));
        QVERIFY(dictionary->suggestions(u"hosue"_s, u"en_US"_s).contains(u"house"_s));
        QVERIFY(!dictionary->knows(u"house"_s, u"de_DE"_s));
        QVERIFY(dictionary->knows(u"Haus"_s, u"de_DE"_s));
    }
};

JACKDAW_WINDOW_TEST(SpellingTest)

} // namespace spelling_test

#include "SpellingTest.moc"
