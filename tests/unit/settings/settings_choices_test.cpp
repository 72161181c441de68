// SPDX-License-Identifier: GPL-3.0-or-later
// What the controls of the settings change.
#include "SettingsCase.h"

#include "files/DownloadRules.h"
#include "support/TestProgram.h"

#include <QLabel>
#include <QRadioButton>
#include <QSlider>
#include <QtTest>

#include <utility>

using namespace Qt::StringLiterals;
using namespace jackdaw;

namespace {

using Getter = bool (Preferences::*)() const;
using Setter = void (Preferences::*)(bool);

} // namespace

Q_DECLARE_METATYPE(Getter)
Q_DECLARE_METATYPE(Setter)

namespace settings_choices_test {

class SettingsChoicesTest : public QObject, protected SettingsCase
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QVERIFY(begin()); }
    void cleanup() { end(); }

    void switchesChangePreferences_data();
    void switchesChangePreferences();
    void schemeIsChosenByTiles();
    void accentIsChosenBySwatches();
    void accentIsFixedInHighContrast();
    void textSizeFollowsTheSlider();
    void listsOfChoicesChangePreferences();
    void whatIsDownloadedUnaskedIsChosen();
    void messageTextNeedsNotifications();
    void wordsOfOnesOwnAreKept();
    void whatTheDesktopDoesNotTellIsSaid();
};

void SettingsChoicesTest::switchesChangePreferences_data()
{
    using Page = SettingsWindow::Page;
    QTest::addColumn<int>("page");
    QTest::addColumn<QString>("name");
    QTest::addColumn<Getter>("get");
    QTest::addColumn<Setter>("set");
    const auto row = [](Page page, const char *name, Getter get, Setter set) {
        QTest::newRow(name) << int(page) << QString::fromLatin1(name) << get << set;
    };
    row(Page::Appearance, "Use the system font", &Preferences::systemFont, &Preferences::setSystemFont);
    row(Page::Appearance, "Reduce motion", &Preferences::reduceMotion, &Preferences::setReduceMotion);
    row(Page::Appearance, "Show keyboard hints under the message field", &Preferences::keyboardHints, &Preferences::setKeyboardHints);
    row(Page::Notifications, "Show notifications", &Preferences::notifications, &Preferences::setNotifications);
    row(Page::Notifications, "Show what was written", &Preferences::notificationText, &Preferences::setNotificationText);
    row(Page::Notifications, "Icon in the system tray", &Preferences::trayIcon, &Preferences::setTrayIcon);
    row(Page::Privacy, "Tell when a message arrived", &Preferences::sendReceipts, &Preferences::setSendReceipts);
    row(Page::Privacy, "Tell when you have read a message", &Preferences::sendMarkers, &Preferences::setSendMarkers);
    row(Page::Privacy, "Tell when you are typing", &Preferences::sendTyping, &Preferences::setSendTyping);
    row(Page::Privacy, "Tell which program you use", &Preferences::tellVersion, &Preferences::setTellVersion);
    row(Page::Privacy, "Tell your local time", &Preferences::tellLocalTime, &Preferences::setTellLocalTime);
    row(Page::Presence, "Say that I am away", &Preferences::autoAway, &Preferences::setAutoAway);
    row(Page::Presence, "Tell since when", &Preferences::tellIdleTime, &Preferences::setTellIdleTime);
    row(Page::Presence, "Keep when watched people were available", &Preferences::presenceLog, &Preferences::setPresenceLog);
    row(Page::Presence, "Quiet hours", &Preferences::quietHours, &Preferences::setQuietHours);
    row(Page::Encryption, "Encrypt chats by default", &Preferences::encryptByDefault, &Preferences::setEncryptByDefault);
    row(Page::Privacy, "Tell how long you have been away", &Preferences::tellLastActivity, &Preferences::setTellLastActivity);
    row(Page::Privacy, "Connect directly", &Preferences::tellAddresses, &Preferences::setTellAddresses);
}

void SettingsChoicesTest::switchesChangePreferences()
{
    QFETCH(int, page);
    QFETCH(QString, name);
    QFETCH(Getter, get);
    QFETCH(Setter, set);
    open(SettingsWindow::Page(page));
    auto *control = find<QAbstractButton>(name);
    QVERIFY(control);
    const bool before = (m_preferences.get()->*get)();
    QCOMPARE(control->isChecked(), before);
    control->setFocus();
    QTest::keyClick(control, Qt::Key_Space);
    QCOMPARE((m_preferences.get()->*get)(), !before);
    QTest::mouseClick(control, Qt::LeftButton);
    QCOMPARE((m_preferences.get()->*get)(), before);
    // Changed elsewhere, it is shown here.
    (m_preferences.get()->*set)(!before);
    QCOMPARE(control->isChecked(), !before);
}

void SettingsChoicesTest::schemeIsChosenByTiles()
{
    open(SettingsWindow::Page::Appearance);
    const std::pair<QString, Preferences::Scheme> tiles[] = {{u"High contrast"_s, Preferences::Scheme::HighContrast},
                                                             {u"Follow system"_s, Preferences::Scheme::FollowSystem},
                                                             {u"Light"_s, Preferences::Scheme::Light},
                                                             {u"Dark"_s, Preferences::Scheme::Dark}};
    for (const auto &[name, scheme] : tiles) {
        auto *tile = find<QRadioButton>(name);
        QVERIFY2(tile, qPrintable(name));
        QTest::mouseClick(tile, Qt::LeftButton);
        QCOMPARE(m_preferences->scheme(), scheme);
    }
    QVERIFY(m_theme->isDark());
    QTRY_COMPARE(m_window->palette().color(QPalette::Window), m_theme->color(Token::Surface));
    m_preferences->setScheme(Preferences::Scheme::Light);
    QVERIFY(find<QRadioButton>(u"Light"_s)->isChecked());
    QVERIFY(!find<QRadioButton>(u"Dark"_s)->isChecked());
}

void SettingsChoicesTest::accentIsChosenBySwatches()
{
    open(SettingsWindow::Page::Appearance);
    QVERIFY(find<QRadioButton>(u"Blue"_s)->isChecked());
    QTest::mouseClick(find<QRadioButton>(u"Teal"_s), Qt::LeftButton);
    QCOMPARE(m_preferences->accent(), QColor(0x0B, 0x6E, 0x7C));
    QCOMPARE(m_theme->color(Token::Accent), Theme::tokenColor(Token::Accent, Theme::Scheme::Light, QColor(0x0B, 0x6E, 0x7C)));
    QVERIFY(m_theme->color(Token::Accent) != Theme::tokenColor(Token::Accent, Theme::Scheme::Light));
    QTest::mouseClick(find<QRadioButton>(u"Blue"_s), Qt::LeftButton);
    QVERIFY(!m_preferences->accent().isValid());
}

void SettingsChoicesTest::accentIsFixedInHighContrast()
{
    open(SettingsWindow::Page::Appearance);
    const QString note = u"High contrast has an accent of its own."_s;
    QVERIFY(find<QRadioButton>(u"Teal"_s)->isEnabled());
    QVERIFY(!find<QLabel>(note));
    m_preferences->setScheme(Preferences::Scheme::HighContrast);
    QVERIFY(!find<QRadioButton>(u"Teal"_s)->isEnabled());
    QVERIFY(find<QLabel>(note));
}

void SettingsChoicesTest::textSizeFollowsTheSlider()
{
    m_preferences->setTextSize(115);
    open(SettingsWindow::Page::Appearance);
    auto *slider = find<QSlider>(u"Text size"_s);
    QVERIFY(slider);
    QCOMPARE(slider->minimum(), 80);
    QCOMPARE(slider->maximum(), 200);
    QCOMPARE(m_preferences->textSize(), 115); // looking changes nothing
    QVERIFY(find<QLabel>(u"115%"_s));
    m_preferences->setTextSize(100);
    QCOMPARE(slider->value(), 100);
    slider->setFocus();
    QTest::keyClick(slider, Qt::Key_Right);
    QCOMPARE(m_preferences->textSize(), 110);
    QCOMPARE(m_theme->textScale(), 1.1);
    QVERIFY(find<QLabel>(u"110%"_s));
    QTest::keyClick(slider, Qt::Key_End);
    QCOMPARE(m_preferences->textSize(), 200);
    QTest::keyClick(m_window.get(), Qt::Key_0, Qt::ControlModifier);
    QCOMPARE(m_preferences->textSize(), 100);
    QCOMPARE(slider->value(), 100);
}

void SettingsChoicesTest::listsOfChoicesChangePreferences()
{
    open(SettingsWindow::Page::Appearance);
    auto *language = find<QComboBox>(u"Language"_s);
    QVERIFY(language);
    QCOMPARE(language->currentText(), u"System language"_s);
    language->setCurrentIndex(1);
    QCOMPARE(m_preferences->language(), u"en"_s);
    m_preferences->setLanguage({});
    QCOMPARE(language->currentIndex(), 0);
    auto *density = find<QComboBox>(u"Chat list density"_s);
    QVERIFY(density);
    density->setFocus();
    QTest::keyClick(density, Qt::Key_Down);
    QCOMPARE(m_preferences->density(), Preferences::Density::Compact);
    m_preferences->setDensity(Preferences::Density::Comfortable);
    QCOMPARE(density->currentText(), u"Comfortable"_s);

    open(SettingsWindow::Page::ChatsAndMedia);
    auto *keys = find<QComboBox>(u"Send with"_s);
    QVERIFY(keys);
    QVERIFY(find<QLabel>(u"Shift+Enter begins a new line"_s));
    keys->setFocus();
    QTest::keyClick(keys, Qt::Key_Down);
    QCOMPARE(m_preferences->sendKey(), Preferences::SendKey::CtrlEnter);
    QVERIFY(find<QLabel>(u"Enter begins a new line"_s));
}

void SettingsChoicesTest::whatIsDownloadedUnaskedIsChosen()
{
    open(SettingsWindow::Page::ChatsAndMedia);
    QCOMPARE(m_preferences->downloadRules(), DownloadRules()); // pictures up to 1 MB, of contacts
    const auto choose = [this](const QString &name, const QVariant &value) {
        auto *box = find<QComboBox>(name);
        QVERIFY(box && box->findData(value) >= 0);
        box->setCurrentIndex(box->findData(value));
    };
    choose(u"Download files by itself from"_s, int(DownloadRules::From::ContactsAndGroups));
    choose(u"Download audio by itself"_s, 5 * DownloadRules::megabyte);
    choose(u"Download pictures by itself"_s, qint64(0));
    choose(u"On metered networks"_s, int(DownloadRules::Metered::Wait));
    auto *never = find<QLineEdit>(u"Never from these contacts"_s);
    QVERIFY(never);
    never->setText(u"nobody"_s);
    Q_EMIT never->editingFinished();
    QVERIFY(m_preferences->downloadRules().never.isEmpty());
    never->setText(u"Mallory@harbor.example, leila@harbor.example"_s);
    Q_EMIT never->editingFinished();
    DownloadRules wanted;
    wanted.from = DownloadRules::From::ContactsAndGroups;
    wanted.pictures = 0;
    wanted.audio = 5 * DownloadRules::megabyte;
    wanted.metered = DownloadRules::Metered::Wait;
    wanted.never = {*BareJid::parse(u"mallory@harbor.example"), *BareJid::parse(u"leila@harbor.example")};
    QCOMPARE(m_preferences->downloadRules(), wanted);
    choose(u"Download files by itself from"_s, int(DownloadRules::From::Nobody));
    QVERIFY(!find<QComboBox>(u"Download audio by itself"_s)->isEnabled());
}

void SettingsChoicesTest::messageTextNeedsNotifications()
{
    open(SettingsWindow::Page::Notifications);
    auto *text = find<QAbstractButton>(u"Show what was written"_s);
    QVERIFY(text->isEnabled());
    QTest::mouseClick(find<QAbstractButton>(u"Show notifications"_s), Qt::LeftButton);
    QVERIFY(!text->isEnabled());
    QVERIFY(!text->parentWidget()->toolTip().isEmpty()); // a disabled control leaves its tooltip to the row
    QVERIFY(m_preferences->notificationText()); // it comes back as it was
}

/// Who switches it on where no desktop tells of idle time would wait for it in vain.
void SettingsChoicesTest::whatTheDesktopDoesNotTellIsSaid()
{
    using IdleTime = SettingsFacts::IdleTime;
    const auto said = [](const SettingsWindow &window) {
        QStringList all;
        for (const QLabel *label : window.findChildren<QLabel *>()) {
            if (label->isVisibleTo(&window) && label->text().contains(u" idle time"))
                all << label->text();
        }
        return all;
    };
    const QStringList byLock{u"The idle time is not known on this desktop. Lock the screen to be shown as away."_s};
    const QStringList byHand{
        u"This desktop tells neither the idle time nor a locked screen. Choose Away yourself when you leave."_s};
    const QList<std::pair<IdleTime, QStringList>> all{{IdleTime::Known, {}}, {IdleTime::LockOnly, byLock}, {IdleTime::NotKnown, byHand}};
    for (const auto &[idleTime, words] : all) {
        SettingsFacts facts;
        facts.idleTime = idleTime;
        SettingsWindow window(*m_theme, *m_preferences, *m_accounts, facts);
        window.showPage(SettingsWindow::Page::Presence);
        QCOMPARE(said(window), words);
    }
    // It turns out later, before the page is opened and while it is.
    m_window->setIdleTime(IdleTime::NotKnown);
    open(SettingsWindow::Page::Presence);
    QCOMPARE(said(*m_window), byHand);
    m_window->setIdleTime(IdleTime::LockOnly);
    QCOMPARE(said(*m_window), byLock);
    m_window->setIdleTime(IdleTime::Known);
    QCOMPARE(said(*m_window), QStringList());
}

void SettingsChoicesTest::wordsOfOnesOwnAreKept()
{
    open(SettingsWindow::Page::Notifications);
    auto *words = find<QLineEdit>(u"Words that notify you"_s);
    words->setFocus();
    QTest::keyClicks(words, u"dyke, , Pump 3 ,"_s);
    QCOMPARE(m_preferences->highlights(), (QStringList{u"dyke"_s, u"Pump 3"_s}));
    words->selectAll();
    QTest::keyClick(words, Qt::Key_Delete);
    QVERIFY(m_preferences->highlights().isEmpty());
}

JACKDAW_WINDOW_TEST(SettingsChoicesTest)

} // namespace settings_choices_test

#include "settings_choices_test.moc"
