// SPDX-License-Identifier: GPL-3.0-or-later
// Texts that are written often: kept, filled in, and chosen with "/".
#include "composer/Completion.h"
#include "composer/Composer.h"
#include "composer/MessageField.h"
#include "composer/QuickReplies.h"
#include "style/Preferences.h"
#include "style/Theme.h"
#include "support/TestProgram.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace jackdaw;
using namespace Qt::StringLiterals;

namespace quick_replies_test {

class QuickRepliesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_preferences = std::make_unique<Preferences>(m_folder->filePath(u"settings.ini"_s));
        m_preferences->setQuickReplies({{u"thanks"_s, u"Thank you, {name}!\nYours, {me}"_s}, {u"hours"_s, u"We are here from 9 to 5."_s}});
        m_theme = std::make_unique<Theme>(*m_preferences);
        m_window = std::make_unique<QWidget>();
        m_window->resize(900, 600);
        m_composer = new Composer(*m_theme, *m_preferences, m_window.get());
        m_composer->setChat(u"Tomas Berg"_s, {});
        m_composer->setOwnName(u"mara"_s);
        m_composer->setGeometry(0, 500, 900, 100);
        m_window->show();
        m_window->activateWindow();
        field().setFocus();
        QVERIFY(QTest::qWaitFor([&] { return field().hasFocus(); }));
    }
    void cleanup()
    {
        m_window.reset();
        m_theme.reset();
        m_preferences.reset();
    }

    void variablesAreFilledInOnce_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("filled");
        const QString day = QLocale().toString(QDate(2026, 3, 1), QLocale::LongFormat);
        QTest::newRow("all") << u"{name}, {me}, {date}"_s << u"A{me}, B, "_s + day;
        QTest::newRow("others stay") << u"{Name} {} {x} {name"_s << u"{Name} {} {x} {name"_s;
        QTest::newRow("none") << u"hello"_s << u"hello"_s;
    }
    void variablesAreFilledInOnce()
    {
        QFETCH(QString, text);
        QTEST(filledReply(text, u"A{me}"_s, u"B"_s, QDate(2026, 3, 1)), "filled"); // what is put in is not looked through
    }

    void theyAreKeptByName()
    {
        QCOMPARE(m_preferences->quickReplies().constFirst().name, u"hours"_s);
        m_preferences->setQuickReplies({{u"z"_s, u"with | , and \n in it"_s}, {u"A"_s, u"a"_s}});
        Preferences *again = m_preferences.get();
        QCOMPARE(again->quickReplies(), (QList<QuickReply>{{u"A"_s, u"a"_s}, {u"z"_s, u"with | , and \n in it"_s}}));
    }

    void aSlashAtTheBeginningOffersAll()
    {
        QTest::keyClick(&field(), Qt::Key_Slash);
        QVERIFY(list().isVisible());
        QCOMPARE(list().model()->rowCount(), 2);
        QTest::keyClicks(&field(), u"th"_s);
        QCOMPARE(list().model()->rowCount(), 1);
        QSignalSpy sent(m_composer, &Composer::sendRequested);
        QTest::keyClick(&field(), Qt::Key_Return); // takes it, and does not send
        QCOMPARE(sent.size(), 0);
        QCOMPARE(field().toPlainText(), u"Thank you, Tomas Berg!\nYours, mara"_s);
        QVERIFY(!list().isVisible());
    }

    void withoutAnyASlashSaysHowToMakeOne()
    {
        m_preferences->setQuickReplies({});
        QuickReplies replies(*m_preferences);
        const QList<Suggestion> found = replies.find({}, 6);
        QCOMPARE(found.size(), 1);
        QCOMPARE(found.constFirst().inserted, u"/"_s); // and does nothing
        QVERIFY(found.constFirst().detail.contains(u"Settings"_s));
        QVERIFY(replies.find(u"m"_s, 6).isEmpty()); // "/me" is none
    }

    void elsewhereASlashIsASlash()
    {
        QTest::keyClicks(&field(), u"and /th"_s);
        QVERIFY(!list().isVisible());
        field().clear();
        QTest::keyClicks(&field(), u"/usr"_s);
        QVERIFY(!list().isVisible());
        field().clear();
        QTest::keyClicks(&field(), u"/me"_s);
        QVERIFY(!list().isVisible());
    }

private:
    MessageField &field() const { return *m_composer->field(); }
    Completion &list() const { return *m_window->findChild<Completion *>(); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Preferences> m_preferences;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<QWidget> m_window;
    Composer *m_composer = nullptr;
};

JACKDAW_WINDOW_TEST(QuickRepliesTest)

} // namespace quick_replies_test

#include "quick_replies_test.moc"
