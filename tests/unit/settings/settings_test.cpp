// SPDX-License-Identifier: GPL-3.0-or-later
// The settings window: its pages and names, what its search finds, how it stands in little room.
#include "SettingsCase.h"

#include "settings/CleanupDialog.h"
#include "style/SizeText.h"
#include "support/TestProgram.h"
#include "widgets/Switch.h"

#include <QCheckBox>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalSpy>
#include <QSlider>
#include <QtTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace jackdaw;

namespace settings_test {

class SettingsTest : public QObject, protected SettingsCase
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QVERIFY(begin()); }
    void cleanup() { end(); }

    void pagesAreNamedAndReachedByKeys();
    void aboutNamesWhatIsInTheProgram();
    void everyControlHasAName();
    void searchFiltersPages();
    void searchSaysWhenNothingIsFound();
    void aPageThatIsAskedForIsNotSearched();
    void shortcutsAreFound();
    void filesOfChatsAreCleanedUpAfterAQuestion();
    void manyChatsAreNotManyRows();
    void theConsoleIsSwitchedOnUnderAdvanced();
    void pathAndCommandAreCopied();
    void aNarrowWindowIsOnePane();
    void wideControlsStandBelowTheirWordsWhereItIsNarrow();
    void nothingScrollsSidewaysInANarrowWindow();
};

void SettingsTest::pagesAreNamedAndReachedByKeys()
{
    const QAccessibleInterface *window = QAccessible::queryAccessibleInterface(m_window.get());
    QCOMPARE(window->role(), QAccessible::Dialog);
    QCOMPARE(window->text(QAccessible::Name), u"Settings"_s);
    QVERIFY(!m_window->isModal());

    const QStringList names{u"Accounts"_s, u"Appearance"_s, u"Notifications"_s, u"Chats and media"_s,
                            u"Privacy"_s,  u"Encryption"_s, u"Presence and alerts"_s, u"Keyboard"_s, u"Network"_s, u"Storage"_s,
                            u"Move and back up"_s, u"Advanced"_s, u"About"_s};
    QAccessibleInterface *spoken = QAccessible::queryAccessibleInterface(&list());
    QCOMPARE(spoken->role(), QAccessible::List);
    QCOMPARE(spoken->text(QAccessible::Name), u"Settings pages"_s);
    QCOMPARE(spoken->childCount(), names.size());
    list().setFocus();
    list().setCurrentRow(0);
    for (int row = 0; row < names.size(); ++row) {
        QCOMPARE(spoken->child(row)->role(), QAccessible::ListItem);
        QCOMPARE(spoken->child(row)->text(QAccessible::Name), names.at(row));
        QCOMPARE(list().currentRow(), row);
        QVERIFY2(find<QLabel>(names.at(row)), qPrintable(names.at(row) + u" shows no title"_s));
        QTest::keyClick(&list(), Qt::Key_Down);
    }
    QTest::keyClick(m_window.get(), Qt::Key_Escape);
    QVERIFY(!m_window->isVisible());
}

void SettingsTest::aboutNamesWhatIsInTheProgram()
{
    open(SettingsWindow::Page::About);
    for (const auto &work : {u"QXmpp"_s, u"libomemo-c"_s, u"OpenSSL"_s, u"SQLite"_s, u"QtKeychain"_s, u"ICU"_s, u"KDSingleApplication"_s,
                             u"Sonnet"_s, u"Inter, the typeface"_s, u"Lucide, the icons"_s, u"emojibase, the names of emoji"_s})
        QVERIFY2(find<QLabel>(work), qPrintable(work));
}

void SettingsTest::everyControlHasAName()
{
    for (int row = 0; row < list().count(); ++row) {
        list().setCurrentRow(row);
        int controls = 0;
        const QList<QWidget *> all = m_window->findChildren<QWidget *>();
        for (QWidget *widget : all) {
            if (!widget->isVisible() || !(widget->focusPolicy() & Qt::TabFocus) || widget->inherits("QHeaderView"))
                continue;
            ++controls;
            const QAccessibleInterface *spoken = QAccessible::queryAccessibleInterface(widget);
            if (qobject_cast<QComboBox *>(widget))
                QVERIFY(!spoken->relations(QAccessible::Label).isEmpty());
            QVERIFY2(spoken && !spoken->text(QAccessible::Name).isEmpty(),
                     qPrintable(u"a %1 of %2 has no accessible name"_s.arg(QLatin1StringView(widget->metaObject()->className()),
                                                                          list().item(row)->text())));
        }
        QVERIFY(controls >= 2); // the search field and the list are on all of them
    }
}

void SettingsTest::searchFiltersPages()
{
    const QStringList all = shownPages();
    QCOMPARE(all.size(), 13);
    search().setFocus();
    QTest::keyClicks(&search(), u"TYPING"_s);
    QCOMPARE(shownPages(), QStringList{u"Privacy"_s});
    QCOMPARE(list().currentItem()->text(), u"Privacy"_s);
    QVERIFY(find<QAbstractButton>(u"Tell when you are typing"_s));
    const QWidget *row = find<QAbstractButton>(u"Tell when you are typing"_s)->parentWidget();
    // What is left does not grow into the room of what is hidden.
    QTRY_COMPARE(row->height(), qMax(row->minimumHeight(), row->heightForWidth(row->width())));
    search().clear();
    QCOMPARE(shownPages(), all);
    // All words, in any order, from labels, choices and tables.
    QTest::keyClicks(&search(), u"list density"_s);
    QCOMPARE(shownPages(), QStringList{u"Appearance"_s});
    search().clear();
    QTest::keyClicks(&search(), u"ctrl+k"_s);
    QCOMPARE(shownPages(), QStringList{u"Keyboard"_s});
    search().clear();
    QTest::keyClicks(&search(), u"message"_s);
    const QStringList several = shownPages();
    QVERIFY(several.size() > 2 && several.size() < all.size());
    list().setCurrentRow(all.indexOf(several.constFirst()));
    QTest::keyClick(&search(), Qt::Key_Down);
    QCOMPARE(list().currentItem()->text(), several.at(1)); // over what is hidden
    QVERIFY(search().hasFocus());
    QTest::keyClick(&search(), Qt::Key_Escape);
    QVERIFY(search().text().isEmpty());
    QVERIFY(m_window->isVisible()); // the first Esc is for the field
    QCOMPARE(shownPages(), all);
}

void SettingsTest::searchSaysWhenNothingIsFound()
{
    const QString words = u"No setting found"_s;
    QVERIFY(!find<QLabel>(words));
    QTest::keyClicks(&search(), u"xyzzy"_s);
    QVERIFY(shownPages().isEmpty());
    QVERIFY(find<QLabel>(words));
    search().clear();
    QVERIFY(!find<QLabel>(words));
    QCOMPARE(shownPages().size(), 13);
}

void SettingsTest::aPageThatIsAskedForIsNotSearched()
{
    const QStringList all = shownPages();
    QTest::keyClicks(&search(), u"typing"_s);
    QCOMPARE(shownPages(), QStringList{u"Privacy"_s});
    open(SettingsWindow::Page::Advanced);
    QVERIFY(search().text().isEmpty());
    QCOMPARE(shownPages(), all);
    QCOMPARE(list().currentItem()->text(), u"Advanced"_s);
    QVERIFY(find<QAbstractButton>(u"XML console"_s)); // all of the page, and not what has those words
}

void SettingsTest::shortcutsAreFound()
{
    open(SettingsWindow::Page::Keyboard);
    const auto shown = [this] {
        QStringList texts;
        for (const QString &text : {u"Go to chat or action"_s, u"New chat"_s, u"Quit"_s}) {
            if (find<QLabel>(text))
                texts << text;
        }
        return texts;
    };
    QCOMPARE(shown().size(), 3);
    auto *field = find<QLineEdit>(u"Find a shortcut"_s);
    QVERIFY(field);
    field->setFocus();
    QTest::keyClicks(field, u"chat new"_s);
    QCOMPARE(shown(), QStringList{u"New chat"_s});
    QVERIFY(find<QLabel>(u"Ctrl+N"_s));
    field->clear();
    QTest::keyClicks(field, u"CTRL+Q"_s);
    QCOMPARE(shown(), QStringList{u"Quit"_s});
    QTest::keyClicks(field, u"xyzzy"_s);
    QCOMPARE(shown(), QStringList());
    QVERIFY(find<QLabel>(u"No shortcut has these words."_s));
    QTest::keyClick(field, Qt::Key_Escape);
    QCOMPARE(shown().size(), 3);
}

void SettingsTest::filesOfChatsAreCleanedUpAfterAQuestion()
{
    QSignalSpy asked(m_window.get(), &SettingsWindow::diskUseRequested);
    QSignalSpy wanted(m_window.get(), &SettingsWindow::cleanupRequested);
    QSignalSpy stopped(m_window.get(), &SettingsWindow::cleanupStopRequested);
    open(SettingsWindow::Page::Storage);
    QCOMPARE(asked.size(), 1);
    QVERIFY(find<QLabel>(u"Looking at the files\u2026"_s));
    DiskUse use;
    use.conversation = ConversationId(7);
    use.parts[size_t(Attachment::Kind::Picture)] = {3, 2 * 1024 * 1024};
    use.parts[size_t(Attachment::Kind::File)] = {1, 1024 * 1024};
    m_window->showDiskUse({{use, u"Harbor crew"_s}}, 5 * 1024 * 1024);
    QVERIFY(find<QLabel>(u"All files together: %1"_s.arg(fileSizeText(3 * 1024 * 1024))));
    QVERIFY(find<QLabel>(u"Sticker packs: %1. They are removed beside the emoji of a chat."_s.arg(fileSizeText(5 * 1024 * 1024))));
    auto *act = find<QPushButton>(u"Clean up files of \u2068Harbor crew\u2069"_s);
    QVERIFY(act);

    // Nothing goes before the question was answered.
    QTest::mouseClick(act, Qt::LeftButton);
    auto *dialog = m_window->findChild<CleanupDialog *>();
    QVERIFY(dialog);
    QCOMPARE(wanted.size(), 0);
    QTest::keyClick(dialog, Qt::Key_Return); // it cannot be taken back
    QCOMPARE(wanted.size(), 0);
    const QList<QCheckBox *> kinds = dialog->findChildren<QCheckBox *>();
    QCOMPARE(kinds.size(), 2);
    auto *yes = find<QPushButton>(u"Delete files"_s);
    QVERIFY(yes && yes->isEnabled());
    kinds.at(0)->click();
    kinds.at(1)->click();
    QVERIFY(!yes->isEnabled()); // nothing is chosen
    kinds.at(0)->click();
    QTest::mouseClick(yes, Qt::LeftButton);
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(wanted.at(0).at(0).value<ConversationId>(), ConversationId(7));
    QCOMPARE(wanted.at(0).at(1).value<FileKinds>(), FileKinds(FileKind::Picture));

    m_window->showCleanup(ConversationId(7), 1, 3);
    QVERIFY(find<QLabel>(u"Deleting files, 1 of 3"_s));
    QTest::mouseClick(find<QPushButton>(u"Stop deleting files of \u2068Harbor crew\u2069"_s), Qt::LeftButton);
    QCOMPARE(stopped.size(), 1);
    m_window->showCleanupOutcome(ConversationId(7), CleanedUp{1, 1024 * 1024});
    QCOMPARE(asked.size(), 2);
    use.parts[size_t(Attachment::Kind::Picture)] = {2, 1024 * 1024};
    m_window->showDiskUse({{use, u"Harbor crew"_s}});
    const auto isSaid = [this](const QString &words) {
        const QList<QLabel *> labels = m_window->findChildren<QLabel *>();
        return std::any_of(labels.cbegin(), labels.cend(), [&words](const QLabel *label) { return label->isVisible() && label->text().contains(words); });
    };
    QTRY_VERIFY(isSaid(u"%1 were freed."_s.arg(fileSizeText(1024 * 1024))));
    m_window->showDiskUse({});
    QVERIFY(find<QLabel>(u"No chat has files on this computer."_s));
}

void SettingsTest::manyChatsAreNotManyRows()
{
    open(SettingsWindow::Page::Storage);
    QList<StoragePage::Chat> chats;
    for (int i = 0; i < 500; ++i) {
        DiskUse use;
        use.conversation = ConversationId(i + 1);
        use.parts[0] = {1, 1024};
        chats.append({use, u"Chat %1"_s.arg(i)});
    }
    m_window->showDiskUse(chats);
    int rows = 0;
    for (const QPushButton *button : m_window->findChildren<QPushButton *>())
        rows += button->isVisible() && button->text() == u"Clean up\u2026"_s;
    QCOMPARE(rows, 50);
    QVERIFY(find<QLabel>(u"The other chats together: %1"_s.arg(fileSizeText(450 * 1024))));
}

void SettingsTest::theConsoleIsSwitchedOnUnderAdvanced()
{
    open(SettingsWindow::Page::Advanced);
    QVERIFY(!m_preferences->xmlConsole());
    auto *wanted = find<Switch>(u"XML console"_s);
    QVERIFY(wanted);
    QTest::mouseClick(wanted, Qt::LeftButton);
    QVERIFY(m_preferences->xmlConsole());
    QTest::mouseClick(wanted, Qt::LeftButton);
    QVERIFY(!m_preferences->xmlConsole());
}

void SettingsTest::pathAndCommandAreCopied()
{
    open(SettingsWindow::Page::Advanced);
    const QStringList wanted{u"/home/mara/.local/share/jackdaw"_s, u"jackdaw --verbose"_s, u"jackdaw --verbose --print-stanzas"_s};
    QStringList copied;
    const QList<QPushButton *> all = m_window->findChildren<QPushButton *>();
    for (QPushButton *button : all) {
        if (button->isVisible() && button->text() == u"Copy"_s) {
            QTest::mouseClick(button, Qt::LeftButton);
            QCOMPARE(button->text(), u"Copied"_s);
            copied << QGuiApplication::clipboard()->text();
        }
    }
    QCOMPARE(copied, wanted);
}

void SettingsTest::aNarrowWindowIsOnePane()
{
    list().setCurrentRow(2);
    m_window->resize(360, 640);
    QTRY_COMPARE(m_window->width(), 360);
    QVERIFY(list().isVisible() && find<QLineEdit>(u"Search settings"_s));
    QTRY_VERIFY(list().width() > 300); // all of the room is its
    QVERIFY(!find<QAbstractButton>(u"Back"_s));
    list().setFocus();
    QTest::keyClick(&list(), Qt::Key_Up); // walks, and opens nothing
    QVERIFY(list().isVisible());
    QTest::keyClick(&list(), Qt::Key_Return);
    QVERIFY(!list().isVisible());
    auto *back = find<QAbstractButton>(u"Back"_s);
    QVERIFY(back && m_window->focusWidget() == back);
    QVERIFY(find<QAbstractButton>(u"Reduce motion"_s)); // of the page that was chosen
    back->click();
    QVERIFY(list().isVisible() && m_window->focusWidget() == &list());
    QTest::mouseClick(list().viewport(), Qt::LeftButton, {}, list().visualItemRect(list().item(2)).center());
    QVERIFY(!list().isVisible());
    QTest::keyClick(m_window.get(), Qt::Key_Escape); // one step
    QVERIFY(m_window->isVisible() && list().isVisible());
    // Found pages are opened as others are.
    auto *search = find<QLineEdit>(u"Search settings"_s);
    search->setText(u"motion"_s);
    QTest::keyClick(search, Qt::Key_Return);
    QTest::keyClick(&list(), Qt::Key_Return);
    QVERIFY(find<QAbstractButton>(u"Reduce motion"_s));
    m_window->resize(1030, 732);
    QTRY_VERIFY(list().isVisible() && find<QAbstractButton>(u"Reduce motion"_s));
    QCOMPARE(list().parentWidget()->width(), 248);
    QVERIFY(!find<QAbstractButton>(u"Back"_s));
    QTest::keyClick(m_window.get(), Qt::Key_Escape);
    QVERIFY(!m_window->isVisible());
}

void SettingsTest::wideControlsStandBelowTheirWordsWhereItIsNarrow()
{
    m_window->showPage(SettingsWindow::Page::Appearance);
    auto *slider = find<QSlider>(u"Text size"_s);
    QVERIFY(slider);
    const auto words = [this] {
        for (QLabel *label : m_window->findChildren<QLabel *>()) {
            if (label->isVisible() && label->text() == u"Text size"_s)
                return QRect(label->mapTo(m_window.get(), QPoint(0, 0)), label->size());
        }
        return QRect();
    };
    const auto place = [&] { return QRect(slider->mapTo(m_window.get(), QPoint(0, 0)), slider->size()); };
    QVERIFY(words().right() < place().left());
    m_window->resize(360, 640);
    QTRY_VERIFY(words().bottom() < place().top());
    QTRY_VERIFY(words().height() < 2 * m_theme->lineHeight(TypeRole::Name));
    m_window->resize(1030, 732);
    QTRY_VERIFY(words().right() < place().left());
}

void SettingsTest::nothingScrollsSidewaysInANarrowWindow()
{
    m_accounts->setConnection(AccountId(1), {ConnectionState::Refused, Error{ErrorKind::NotAuthorized, {}, {}}, 0});
    for (const int percent : {100, 200}) {
        m_preferences->setTextSize(percent);
        const int width = 360 * percent / 100;
        m_window->resize(width, 640);
        QTRY_COMPARE(m_window->width(), width); // no page asks for more
        for (int row = 0; row < list().count(); ++row) {
            m_window->showPage(SettingsWindow::Page(row));
            const QList<QScrollArea *> areas = m_window->findChildren<QScrollArea *>();
            for (const QScrollArea *area : areas) {
                if (!area->isVisible())
                    continue;
                QVERIFY2(area->widget()->minimumSizeHint().width() <= area->viewport()->width(),
                         qPrintable(u"%1 at %2 % wants %3, has %4"_s.arg(list().item(row)->text()).arg(percent)
                                        .arg(area->widget()->minimumSizeHint().width()).arg(area->viewport()->width())));
                // Text that wraps has the room for all its lines.
                const QList<QLabel *> labels = area->findChildren<QLabel *>();
                for (const QLabel *label : labels) {
                    if (label->isVisible() && label->wordWrap())
                        QTRY_VERIFY2(label->height() >= label->heightForWidth(label->width()), qPrintable(label->text()));
                }
            }
        }
    }
}

JACKDAW_WINDOW_TEST(SettingsTest)

} // namespace settings_test

#include "settings_test.moc"
