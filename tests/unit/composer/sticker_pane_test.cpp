// SPDX-License-Identifier: GPL-3.0-or-later
#include "composer/Composer.h"
#include "composer/EmojiGrid.h"
#include "composer/EmojiPicker.h"
#include "composer/MessageField.h"
#include "composer/StickerPane.h"
#include "style/Preferences.h"
#include "style/Style.h"
#include "style/Theme.h"
#include "support/TestProgram.h"
#include "widgets/Fields.h"
#include "widgets/TabStrip.h"

#include <QComboBox>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace jackdaw;

namespace sticker_pane_test {

/// The stickers of the emoji picker, by keys alone: searched, walked, sent, and what there is to do with packs.
class StickerPaneTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { qRegisterMetaType<ChatState>(); }
    void init()
    {
        m_preferences = std::make_unique<Preferences>(m_folder.filePath(u"settings.ini"_s));
        m_theme = std::make_unique<Theme>(*m_preferences);
        m_window = std::make_unique<QWidget>();
        m_window->resize(900, 600);
        m_composer = new Composer(*m_theme, *m_preferences, m_window.get());
        m_composer->setChat(u"Tomas Berg"_s, {});
        m_composer->setGeometry(0, 500, 900, 100);
        m_packs = {{u"birds"_s, u"Harbour birds"_s, {}, {}}, {u"cats"_s, u"Cats"_s, {{{}, u"🐈"_s, u"purr"_s, u"cats"_s, 0}}, {0}}};
        for (int i = 0; i < 12; ++i) {
            m_packs[0].stickers.append({{}, i == 5 ? u"gull"_s : u"🐦"_s, {}, u"birds"_s, i});
            m_packs[0].used.append(i == 7 ? 2'000 : i == 3 ? 1'000 : 0);
        }
        m_composer->setStickers([this] { return m_packs; });
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        m_composer->field()->setFocus();
    }
    void cleanup()
    {
        m_window.reset();
        m_theme.reset();
        m_preferences.reset();
    }

    void whatWasSentLastComesFirst()
    {
        open();
        QCOMPARE(pane()->grid()->cells().size(), 2);
        QCOMPARE(pane()->grid()->cells().at(0).place, 7);
        QCOMPARE(pane()->grid()->cells().at(1).place, 3);
    }

    void keysSearchAndSend()
    {
        QSignalSpy chosen(m_composer, &Composer::stickerChosen);
        open();
        QTest::keyClick(focused(), Qt::Key_Tab); // from the tabs to the search
        QTest::keyClicks(focused(), u"gull"_s);
        QCOMPARE(pane()->grid()->cells().size(), 1);
        QTest::keyClick(focused(), Qt::Key_Return);
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen.at(0).at(0).toString(), u"birds"_s);
        QCOMPARE(chosen.at(0).at(1).toInt(), 5);
        QVERIFY(!picker()->isVisible());
        QVERIFY(m_composer->field()->hasFocus()); // writing goes on
        QCOMPARE(m_composer->text(), QString());
    }

    void keysWalk()
    {
        QSignalSpy chosen(m_composer, &Composer::stickerChosen);
        open();
        auto *packs = pane()->findChild<QComboBox *>();
        QCOMPARE(packs->count(), 3);
        packs->setCurrentIndex(1);
        QCOMPARE(pane()->grid()->cells().size(), 12);
        pane()->field()->setFocus();
        QTest::keyClick(focused(), Qt::Key_Down);
        QVERIFY(pane()->grid()->hasFocus());
        QTest::keyClick(focused(), Qt::Key_Right);
        QCOMPARE(pane()->grid()->currentPlace(), 1);
        QTest::keyClick(focused(), Qt::Key_Up);
        QVERIFY(pane()->field()->hasFocus());
        QTest::keyClick(focused(), Qt::Key_Down);
        QTest::keyClick(focused(), Qt::Key_P); // letters go on in the search, and find words that its maker suggests
        QTest::keyClicks(focused(), u"urr"_s);
        QCOMPARE(pane()->field()->text(), u"purr"_s);
        QCOMPARE(pane()->grid()->cells().size(), 1);
        QTest::keyClick(focused(), Qt::Key_Down);
        QTest::keyClick(focused(), Qt::Key_Space);
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen.at(0).at(0).toString(), u"cats"_s);
    }

    void aPackCanBeTakenAway()
    {
        QSignalSpy wished(m_composer, &Composer::removeStickerPackRequested);
        open();
        auto *packs = pane()->findChild<QComboBox *>();
        auto *remove = named(u"Remove pack…"_s);
        QVERIFY(remove && !remove->isVisible()); // nothing of what was used last is one
        packs->setCurrentIndex(2);
        QVERIFY(remove->isVisible());
        QTest::keyClick(remove, Qt::Key_Space);
        QCOMPARE(wished.size(), 1);
        QCOMPARE(wished.at(0).at(0).toString(), u"cats"_s);
    }

    void withoutAPackItSaysWhatToDo()
    {
        m_packs.clear();
        QSignalSpy wished(m_composer, &Composer::newStickerPackRequested);
        open();
        QVERIFY(pane()->grid()->cells().isEmpty());
        QTest::keyClick(named(u"New pack from pictures…"_s), Qt::Key_Space);
        QCOMPARE(wished.size(), 1);
        QVERIFY(!picker()->isVisible());
    }

    void packsThatComeAreThereAtOnce()
    {
        m_packs.clear();
        open();
        m_packs = {{u"cats"_s, u"Cats"_s, {{{}, u"🐈"_s, {}, u"cats"_s, 0}}, {5}}};
        m_composer->refreshStickers();
        QCOMPARE(pane()->grid()->cells().size(), 1);
    }

private:
    EmojiPicker *picker() const { return m_window->findChild<EmojiPicker *>(); }
    StickerPane *pane() const { return m_window->findChild<StickerPane *>(); }
    QWidget *focused() const { return m_window->focusWidget(); }
    QWidget *named(const QString &name) const
    {
        for (auto *each : pane()->findChildren<QWidget *>()) {
            if (each->accessibleName() == name)
                return each;
        }
        return nullptr;
    }
    /// Ctrl+J, up to the tabs, and along them.
    void open()
    {
        QTest::keyClick(m_composer->field(), Qt::Key_J, Qt::ControlModifier);
        QTest::keyClick(focused(), Qt::Key_Backtab, Qt::ShiftModifier);
        QVERIFY(qobject_cast<TabStrip *>(focused()));
        QTest::keyClick(focused(), Qt::Key_Right);
        QVERIFY(pane()->isVisible());
        QVERIFY(!picker()->grid()->isVisible());
    }

    QTemporaryDir m_folder;
    std::unique_ptr<Preferences> m_preferences;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<QWidget> m_window;
    Composer *m_composer = nullptr;
    QList<StickerPane::Pack> m_packs;
};

JACKDAW_WINDOW_TEST(StickerPaneTest)

} // namespace sticker_pane_test

#include "sticker_pane_test.moc"
