// SPDX-License-Identifier: GPL-3.0-or-later
#include "chatpage/NewStickerPackDialog.h"
#include "chatpage/StickerPackDialog.h"
#include "style/Preferences.h"
#include "style/Theme.h"
#include "support/TestProgram.h"
#include "widgets/Buttons.h"

#include <QLabel>
#include <QPointer>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace jackdaw;

namespace sticker_dialog_test {

/// What the dialogs about packs ask and say, by keys.
class StickerDialogTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_preferences = std::make_unique<Preferences>(m_folder.filePath(u"settings.ini"_s));
        m_theme = std::make_unique<Theme>(*m_preferences);
        m_window = std::make_unique<QWidget>();
        m_window->resize(800, 600);
    }
    void cleanup()
    {
        m_window.reset();
        m_theme.reset();
        m_preferences.reset();
    }

    void itAsksBeforeAStrangersServerIsAsked()
    {
        auto &dialog = open();
        QSignalSpy asked(&dialog, &StickerPackDialog::askRequested);
        QSignalSpy installed(&dialog, &StickerPackDialog::installRequested);
        StickerLook unknown;
        unknown.unasked = u"reef.example"_s;
        dialog.setLook(unknown);
        QVERIFY(says(dialog, u"reef.example"_s));
        QCOMPARE(asked.size(), 0);
        QTest::keyClick(button(dialog, u"Ask for it"_s), Qt::Key_Space);
        QCOMPARE(asked.size(), 1);
        dialog.showError(Error{ErrorKind::Timeout, {}, {}}); // it can be asked again
        QVERIFY(button(dialog, u"Ask for it"_s)->isEnabled());
        dialog.setLook(known());
        QVERIFY(!says(dialog, u"reef.example"_s));
        QTest::keyClick(button(dialog, u"Install pack"_s), Qt::Key_Space);
        QCOMPARE(asked.size(), 1);
        QCOMPARE(installed.size(), 1);
    }

    void aKeyMeantForCloseInstallsNothing()
    {
        auto &dialog = open();
        QSignalSpy installed(&dialog, &StickerPackDialog::installRequested);
        QSignalSpy closed(&dialog, &QDialog::rejected);
        QVERIFY(button(dialog, u"Close"_s)->hasFocus());
        dialog.setLook(known());
        QVERIFY(button(dialog, u"Close"_s)->hasFocus());
        QTest::keyClick(dialog.focusWidget(), Qt::Key_Space);
        QCOMPARE(installed.size(), 0);
        QCOMPARE(closed.size(), 1);
    }

    void whatIsLeftOutIsSaid()
    {
        QStringList paths;
        for (int i = 0; i < StickerPack::mostStickers; ++i)
            paths.append(m_folder.filePath(u"%1.png"_s.arg(i)));
        auto *fits = new NewStickerPackDialog(*m_theme, paths, m_folder.path(), m_window.get());
        QVERIFY(!says(*fits, u"200"_s));
        paths += paths.first(50);
        auto *more = new NewStickerPackDialog(*m_theme, paths, m_folder.path(), m_window.get());
        QVERIFY(says(*more, u"the first 200 of the 250"_s));
    }

    void everyErrorHasItsSentence()
    {
        QVERIFY(stickerErrorText(Error{ErrorKind::Conflict, {}, {}}).contains(u"being made"_s));
    }

private:
    StickerPackDialog &open()
    {
        m_window->show();
        auto *dialog = new StickerPackDialog(*m_theme, m_window.get());
        dialog->open();
        dialog->activateWindow();
        if (!QTest::qWaitForWindowActive(dialog))
            qWarning("the dialog is not active");
        return *dialog;
    }
    static StickerLook known()
    {
        StickerLook look;
        look.pack.id = u"p"_s;
        look.pack.names = {{{}, u"Birds"_s}};
        look.pictures = StickerLook::Pictures::Here;
        look.pack.stickers.append(StickerPack::Sticker());
        look.paths = {QString()};
        return look;
    }
    static bool says(const QWidget &dialog, const QString &words)
    {
        const auto labels = dialog.findChildren<QLabel *>();
        return std::any_of(labels.cbegin(), labels.cend(),
                           [&](const QLabel *each) { return !each->isHidden() && each->text().contains(words); });
    }
    static TextButton *button(const QWidget &dialog, const QString &words)
    {
        for (auto *each : dialog.findChildren<TextButton *>()) {
            if (each->text() == words)
                return each;
        }
        return nullptr;
    }

    QTemporaryDir m_folder;
    std::unique_ptr<Preferences> m_preferences;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<QWidget> m_window;
};

JACKDAW_WINDOW_TEST(StickerDialogTest)

} // namespace sticker_dialog_test

#include "sticker_dialog_test.moc"
