// SPDX-License-Identifier: GPL-3.0-or-later
// The settings window: its pages and names, what its controls change, what its search finds.
#include "account/AccountListModel.h"
#include "files/DownloadRules.h"
#include "settings/CleanupDialog.h"
#include "settings/PasswordChangeDialog.h"
#include "settings/SettingsWindow.h"
#include "style/ErrorText.h"
#include "style/Preferences.h"
#include "style/SizeText.h"
#include "style/Style.h"
#include "style/Theme.h"
#include "widgets/Fields.h"
#include "widgets/Switch.h"

#include <QAccessible>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QRadioButton>
#include <QScrollArea>
#include <QSignalSpy>
#include <QSlider>
#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace jackdaw;

namespace {

using Getter = bool (Preferences::*)() const;
using Setter = void (Preferences::*)(bool);

AccountSettings anAccount(qint64 id, const QString &jid)
{
    AccountSettings settings;
    settings.id = AccountId(id);
    settings.jid = BareJid::fromPrepared(jid);
    return settings;
}

} // namespace

Q_DECLARE_METATYPE(Getter)
Q_DECLARE_METATYPE(Setter)

class SettingsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void pagesAreNamedAndReachedByKeys();
    void aboutNamesWhatIsInTheProgram();
    void everyControlHasAName();
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
    void searchFiltersPages();
    void searchSaysWhenNothingIsFound();
    void aPageThatIsAskedForIsNotSearched();
    void shortcutsAreFound();
    void accountsOfferWhatFitsTheirState();
    void risksOfSigningInAreTakenKnowingly();
    void removingAnAccountAsks();
    void removingSaysHowFarItIs();
    void networkChangesOneAccount();
    void aTrustedCertificateIsForgottenAfterAQuestion();
    void accountsFollowTheModel();
    void anAccountHasANameAndAColour();
    void theOwnersNameIsPublished();
    void aNameThatIsTypedStays();
    void anEmptyNameTakesNothingBackUnasked();
    void anAccountIsSwitchedOnAndOff();
    void anotherPasswordIsAskedForTwice();
    void deletingOnTheServerAsksMore();
    void aProviderIsShownInWords();
    void outagesAreLookedForWhileTheServerIsAway();
    void ownDevicesAreNamedAndRemoved();
    void filesOfChatsAreCleanedUpAfterAQuestion();
    void manyChatsAreNotManyRows();
    void theConsoleIsSwitchedOnUnderAdvanced();
    void pathAndCommandAreCopied();
    void aNarrowWindowIsOnePane();
    void wideControlsStandBelowTheirWordsWhereItIsNarrow();
    void nothingScrollsSidewaysInANarrowWindow();

private:
    QListWidget &list() const { return *m_window->findChild<QListWidget *>(); }
    QLineEdit &search() const { return *find<QLineEdit>(u"Search settings"_s); }
    QStringList shownPages() const;
    void open(SettingsWindow::Page page) { m_window->showPage(page); }
    /// The visible widget of that accessible name, or of that text where it has none; nullptr if there is none.
    template<class T>
    T *find(const QString &name) const
    {
        const QList<T *> all = m_window->findChildren<T *>();
        for (T *widget : all) {
            const QAccessibleInterface *spoken = QAccessible::queryAccessibleInterface(widget);
            // On X11 and Wayland Qt speaks the choice of a combo box as its name, and takes the name from its label.
            const bool named = spoken && (spoken->text(QAccessible::Name) == name
                                          || (qobject_cast<QComboBox *>(widget) && widget->accessibleName() == name));
            if (widget->isVisible() && named)
                return widget;
        }
        return nullptr;
    }

    QTemporaryDir m_folder;
    std::unique_ptr<Preferences> m_preferences;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<AccountListModel> m_accounts;
    std::unique_ptr<SettingsWindow> m_window;
};

void SettingsTest::initTestCase()
{
    qRegisterMetaType<AccountId>();
}

void SettingsTest::init()
{
    QFile::remove(m_folder.filePath(u"settings.ini"_s));
    m_preferences = std::make_unique<Preferences>(m_folder.filePath(u"settings.ini"_s));
    m_preferences->setScheme(Preferences::Scheme::Light);
    m_theme = std::make_unique<Theme>(*m_preferences);
    useStyle(*m_theme);
    m_accounts = std::make_unique<AccountListModel>();
    m_accounts->setAccounts({anAccount(1, u"mara@harbor.example"_s), anAccount(2, u"mara@work.example"_s)});
    m_window = std::make_unique<SettingsWindow>(
        *m_theme, *m_preferences, *m_accounts,
        SettingsFacts{u"/home/mara/.local/share/jackdaw"_s,
                      {{u"Getting around"_s, u"Go to chat or action"_s, u"Ctrl+K"_s},
                       {u"Chats"_s, u"New chat"_s, u"Ctrl+N"_s},
                       {u"Window"_s, u"Quit"_s, u"Ctrl+Q"_s}}});
    m_window->show();
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
}

void SettingsTest::cleanup()
{
    m_window.reset();
    m_accounts.reset();
    QApplication::setStyle(u"fusion"_s); // ours holds the theme that goes now
    m_theme.reset();
    m_preferences.reset();
}

QStringList SettingsTest::shownPages() const
{
    QStringList names;
    for (int row = 0; row < list().count(); ++row) {
        if (!list().isRowHidden(row))
            names << list().item(row)->text();
    }
    return names;
}

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

void SettingsTest::switchesChangePreferences_data()
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

void SettingsTest::switchesChangePreferences()
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

void SettingsTest::schemeIsChosenByTiles()
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

void SettingsTest::accentIsChosenBySwatches()
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

void SettingsTest::accentIsFixedInHighContrast()
{
    open(SettingsWindow::Page::Appearance);
    const QString note = u"High contrast has an accent of its own."_s;
    QVERIFY(find<QRadioButton>(u"Teal"_s)->isEnabled());
    QVERIFY(!find<QLabel>(note));
    m_preferences->setScheme(Preferences::Scheme::HighContrast);
    QVERIFY(!find<QRadioButton>(u"Teal"_s)->isEnabled());
    QVERIFY(find<QLabel>(note));
}

void SettingsTest::textSizeFollowsTheSlider()
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

void SettingsTest::listsOfChoicesChangePreferences()
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

void SettingsTest::whatIsDownloadedUnaskedIsChosen()
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

void SettingsTest::messageTextNeedsNotifications()
{
    open(SettingsWindow::Page::Notifications);
    auto *text = find<QAbstractButton>(u"Show what was written"_s);
    QVERIFY(text->isEnabled());
    QTest::mouseClick(find<QAbstractButton>(u"Show notifications"_s), Qt::LeftButton);
    QVERIFY(!text->isEnabled());
    QVERIFY(!text->parentWidget()->toolTip().isEmpty()); // a disabled control leaves its tooltip to the row
    QVERIFY(m_preferences->notificationText()); // it comes back as it was
}

void SettingsTest::wordsOfOnesOwnAreKept()
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

void SettingsTest::accountsOfferWhatFitsTheirState()
{
    open(SettingsWindow::Page::Accounts);
    const QString address = u"mara@harbor.example"_s;
    QVERIFY(find<QLabel>(address));
    QSignalSpy in(m_window.get(), &SettingsWindow::signInRequested);
    QSignalSpy out(m_window.get(), &SettingsWindow::signOutRequested);
    QSignalSpy password(m_window.get(), &SettingsWindow::passwordRequested);
    struct Case
    {
        ConnectionStatus status;
        QString state;
        QString button;
        QSignalSpy *wish;
    };
    const Case cases[] = {
        {{ConnectionState::Online, {}, 0}, u"Available"_s, u"Sign out"_s, &out},
        {{ConnectionState::SignedOut, {}, 0}, u"Signed out"_s, u"Sign in"_s, &in},
        {{ConnectionState::Connecting, {}, 0}, u"Connecting…"_s, u"Sign out"_s, &out},
        {{ConnectionState::NeedsPassword, {}, 0}, u"Password needed"_s, u"Enter password"_s, &password},
        {{ConnectionState::Waiting, Error{ErrorKind::ServerNotFound, {}, u"harbor.example"_s}, 0}, u"harbor.example was not found."_s,
         u"Sign out"_s, &out},
        {{ConnectionState::Refused, Error{ErrorKind::NotAuthorized, {}, {}}, 0},
         u"Password not accepted. Check it, or reset it with your provider."_s, u"Enter password"_s, &password},
        {{ConnectionState::Refused, Error{ErrorKind::NoMechanism, {}, {}}, 0},
         u"The server offers no safe way to sign in. Ask your provider."_s, u"Try again"_s, &in},
    };
    m_accounts->setConnection(AccountId(2), {ConnectionState::Connecting, {}, 0});
    Presence available;
    available.availability = Availability::Available;
    m_accounts->setOwnPresence(AccountId(1), available);
    m_accounts->setOwnPresence(AccountId(2), available);
    for (const Case &one : cases) {
        m_accounts->setConnection(AccountId(1), one.status);
        QVERIFY2(find<QLabel>(one.state), qPrintable(one.state));
        auto *button = find<QPushButton>(one.button + u": "_s + address);
        QVERIFY2(button, qPrintable(one.button));
        QCOMPARE(button->text(), one.button);
        for (QSignalSpy *spy : {&in, &out, &password})
            spy->clear();
        QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(in.size() + out.size() + password.size(), 1);
        QCOMPARE(one.wish->size(), 1);
        QCOMPARE(one.wish->at(0).at(0).value<AccountId>(), AccountId(1));
        QVERIFY(find<QPushButton>(u"Sign out: mara@work.example"_s)); // the other one is as it was
    }
    QSignalSpy add(m_window.get(), &SettingsWindow::addAccountRequested);
    QTest::mouseClick(find<QPushButton>(u"Add account"_s), Qt::LeftButton);
    QCOMPARE(add.size(), 1);
}

void SettingsTest::risksOfSigningInAreTakenKnowingly()
{
    open(SettingsWindow::Page::Accounts);
    QSignalSpy plain(m_window.get(), &SettingsWindow::plainLoginChosen);
    QSignalSpy weaker(m_window.get(), &SettingsWindow::weakerLoginAccepted);
    const QString allow = u"Allow a plain-text password for this account"_s;
    const QString accept = u"Accept the weaker sign-in method"_s;
    const QString address = u"mara@harbor.example"_s;
    const auto answer = [this](const QString &button) {
        auto *question = m_window->findChild<QMessageBox *>();
        QVERIFY(question);
        QVERIFY(question->text().contains(u"mara@harbor.example"_s));
        QCOMPARE(question->defaultButton()->text(), u"Cancel"_s);
        const auto buttons = question->buttons();
        for (QAbstractButton *one : buttons) {
            if (one->text() == button) {
                one->click();
                break;
            }
        }
        QTRY_VERIFY(!m_window->findChild<QMessageBox *>());
    };
    m_accounts->setConnection(AccountId(1), {ConnectionState::Online, {}, 0});
    QVERIFY(!find<QCheckBox>(allow + u": "_s + address));
    QVERIFY(!find<QPushButton>(accept + u": "_s + address));

    m_accounts->setConnection(AccountId(1), {ConnectionState::Refused, Error{ErrorKind::PlainOnly, {}, {}}, 0});
    auto *box = find<QCheckBox>(allow + u": "_s + address);
    QVERIFY(box);
    box->click();
    QVERIFY(!box->isChecked());
    answer(u"Cancel"_s);
    QCOMPARE(plain.size(), 0);
    box->click();
    answer(allow);
    QCOMPARE(plain.size(), 1);
    QCOMPARE(plain.first().at(0).value<AccountId>(), AccountId(1));
    QCOMPARE(plain.first().at(1).value<PlainLogin>(), PlainLogin::Allowed);

    m_accounts->setConnection(AccountId(1), {ConnectionState::Refused, Error{ErrorKind::WeakerMechanism, {}, {}}, 0});
    QVERIFY(!find<QCheckBox>(allow + u": "_s + address));
    auto *button = find<QPushButton>(accept + u": "_s + address);
    QVERIFY(button);
    button->click();
    answer(u"Cancel"_s);
    QCOMPARE(weaker.size(), 0);
    button->click();
    answer(accept);
    QCOMPARE(weaker.size(), 1);
}

void SettingsTest::removingSaysHowFarItIs()
{
    m_accounts->setRemoval({true, 12});
    open(SettingsWindow::Page::Accounts); // it began before the page was made
    const auto line = [this] { return find<QLabel>(u"Deleting what was removed from this computer: %1 %"_s.arg(m_accounts->removal().percent)); };
    QVERIFY(line());
    m_accounts->setRemoval({true, 60});
    QVERIFY(line());
    // What happened, what to do, and that it goes on.
    m_accounts->setRemoval({true, 60, Error{ErrorKind::DiskFull, u"no space"_s, u"/home"_s}});
    QVERIFY(find<QLabel>(u"What was removed is not deleted from this computer yet. The disk is full. "
                         "Free some space. Jackdaw tries again by itself, and when it is started again."_s));
    m_accounts->setRemoval({true, 60, Error{ErrorKind::Storage, u"disk I/O error"_s, u"/home"_s}});
    QVERIFY(find<QLabel>(u"What was removed is not deleted from this computer yet. The history on this computer cannot be read or written. "
                         "Check that the disk is there and can be written. Jackdaw tries again by itself, and when it is started again."_s));
    m_accounts->setRemoval({true, 61});
    QVERIFY(line());
    m_accounts->setRemoval({});
    const QList<QLabel *> all = m_window->findChildren<QLabel *>();
    for (const QLabel *label : all)
        QVERIFY(!(label->isVisible() && label->text().startsWith(u"Deleting"_s)));
}

void SettingsTest::removingAnAccountAsks()
{
    open(SettingsWindow::Page::Accounts);
    m_accounts->setWaiting(AccountId(1), 2);
    QSignalSpy removed(m_window.get(), &SettingsWindow::removeAccountRequested);
    const auto ask = [this] {
        QTest::mouseClick(find<QPushButton>(u"Remove mara@harbor.example"_s), Qt::LeftButton);
        return m_window->findChild<QMessageBox *>();
    };
    QPointer<QMessageBox> question = ask();
    QVERIFY(question);
    QVERIFY(question->text().contains(u"mara@harbor.example"_s));
    QVERIFY(question->informativeText().contains(u"Its messages, drafts and contacts and its password are deleted on this computer"_s));
    QVERIFY(question->informativeText().contains(u"2 messages that are not sent yet"_s));
    QCOMPARE(question->defaultButton()->text(), u"Cancel"_s); // the safe one
    QTest::keyClick(question, Qt::Key_Escape);
    QTRY_VERIFY(!question);
    QVERIFY(removed.isEmpty());

    question = ask();
    const QList<QAbstractButton *> buttons = question->buttons();
    for (QAbstractButton *button : buttons) {
        if (button->text() == u"Remove mara@harbor.example"_s)
            QTest::mouseClick(button, Qt::LeftButton);
    }
    QCOMPARE(removed.size(), 1);
    QCOMPARE(removed.at(0).at(0).value<AccountId>(), AccountId(1));
}

void SettingsTest::anAccountHasANameAndAColour()
{
    open(SettingsWindow::Page::Accounts);
    QSignalSpy changed(m_window.get(), &SettingsWindow::accountChangeRequested);
    QTest::mouseClick(find<QPushButton>(u"Manage mara@harbor.example"_s), Qt::LeftButton);
    auto *name = find<QLineEdit>(u"Name of this account"_s);
    QVERIFY(name && name->isVisible());
    name->setFocus();
    QTest::keyClicks(name, u"  Harbour  work "_s);
    QTest::keyClick(name, Qt::Key_Return);
    QCOMPARE(changed.size(), 1);
    AccountSettings settings = changed.at(0).at(0).value<AccountSettings>();
    QCOMPARE(settings.id, AccountId(1));
    QCOMPARE(settings.name, u"Harbour work"_s);
    m_accounts->setAccounts({settings, anAccount(2, u"mara@work.example"_s)});
    find<QRadioButton>(u"Rust"_s)->click();
    QCOMPARE(changed.size(), 2);
    QCOMPARE(changed.at(1).at(0).value<AccountSettings>().color, 3);
    QCOMPARE(changed.at(1).at(0).value<AccountSettings>().name, u"Harbour work"_s);
    QTest::mouseClick(find<QPushButton>(u"All accounts"_s), Qt::LeftButton);
    QVERIFY(find<QPushButton>(u"Add account"_s));
    // Its page goes with it.
    QTest::mouseClick(find<QPushButton>(u"Manage mara@work.example"_s), Qt::LeftButton);
    m_accounts->setAccounts({settings});
    QTRY_VERIFY(find<QPushButton>(u"Add account"_s));
}

void SettingsTest::theOwnersNameIsPublished()
{
    open(SettingsWindow::Page::Accounts);
    QSignalSpy entered(m_window.get(), &SettingsWindow::ownNameEntered);
    m_accounts->setOwnName(AccountId(1), {u"Mara"_s});
    m_accounts->setConnection(AccountId(1), {ConnectionState::Online, {}, 0});
    m_window->showAccount(AccountId(1));
    auto *name = find<QLineEdit>(u"Your name"_s);
    QVERIFY(name);
    const auto *field = qobject_cast<TextField *>(name->parentWidget());
    QCOMPARE(name->text(), u"Mara"_s);
    name->setFocus();
    QTest::keyClick(name, Qt::Key_Return);
    QCOMPARE(entered.size(), 0); // it is the same
    name->selectAll();
    QTest::keyClicks(name, u" Mara  Lindqvist"_s);
    QTest::keyClick(name, Qt::Key_Return);
    QCOMPARE(entered.size(), 1);
    QCOMPARE(entered.first().at(0).value<AccountId>(), AccountId(1));
    QCOMPARE(entered.first().at(1).toString(), u"Mara Lindqvist"_s);
    QCOMPARE(field->line(), u"Publishing…"_s);
    m_accounts->setOwnName(AccountId(1), {u"Mara"_s, u"Mara Lindqvist"_s});
    QCOMPARE(name->text(), u"Mara Lindqvist"_s);
    m_accounts->setOwnName(AccountId(1), {u"Mara Lindqvist"_s});
    QVERIFY(m_window->showOwnNameOutcome(AccountId(1), Done{}));
    QCOMPARE(field->line(), u"Published. Your contacts see it now."_s);
    QCOMPARE(name->text(), u"Mara Lindqvist"_s);
    // What the server has is shown, also when another program set it.
    m_accounts->setOwnName(AccountId(1), {u"Mara L."_s});
    QCOMPARE(name->text(), u"Mara L."_s);
    QCOMPARE(field->line(), u"What your contacts see, unless they call you otherwise."_s);
    // Leaving the field is as good as Enter, and so is closing the window.
    name->selectAll();
    QTest::keyClicks(name, u"Mara"_s);
    find<QLineEdit>(u"Name of this account"_s)->setFocus();
    QCOMPARE(entered.size(), 2);
    QCOMPARE(entered.last().at(1).toString(), u"Mara"_s);
    name->setFocus();
    QTest::keyClicks(name, u" Lind"_s);
    m_window->close();
    QCOMPARE(entered.size(), 3);
    QCOMPARE(entered.last().at(1).toString(), u"Mara Lind"_s);
    QVERIFY(!m_window->showOwnNameOutcome(AccountId(2), Done{}));
}

void SettingsTest::aNameThatIsTypedStays()
{
    open(SettingsWindow::Page::Accounts);
    QSignalSpy entered(m_window.get(), &SettingsWindow::ownNameEntered);
    m_accounts->setConnection(AccountId(1), {ConnectionState::Online, {}, 0});
    m_window->showAccount(AccountId(1));
    auto *name = find<QLineEdit>(u"Your name"_s);
    const auto *field = qobject_cast<TextField *>(name->parentWidget());
    name->setFocus();
    QTest::keyClicks(name, u"Mara Lind"_s);
    // Whatever happens to the account.
    m_accounts->setOwnName(AccountId(1), {u"Mara L."_s});
    m_accounts->setConnection(AccountId(1), {ConnectionState::Waiting, Error{ErrorKind::ConnectionLost, {}, {}}, 0});
    QVERIFY(name->isEnabled() && name->hasFocus());
    m_accounts->setConnection(AccountId(1), {ConnectionState::Connecting, {}, 0});
    m_accounts->setConnection(AccountId(1), {ConnectionState::Waiting, Error{ErrorKind::ConnectionLost, {}, {}}, 0});
    QCOMPARE(name->text(), u"Mara Lind"_s);
    QCOMPARE(entered.size(), 0);
    // Nor does another window on top finish it; what comes meanwhile leaves it as it is.
    QFocusEvent away(QEvent::FocusOut, Qt::ActiveWindowFocusReason);
    QCoreApplication::sendEvent(name, &away);
    m_accounts->setOwnName(AccountId(1), {u"Mara from the phone"_s});
    m_accounts->setOwnName(AccountId(1), {u"Mara L."_s});
    QFocusEvent back(QEvent::FocusIn, Qt::ActiveWindowFocusReason);
    QCoreApplication::sendEvent(name, &back);
    QCOMPARE(name->text(), u"Mara Lind"_s);
    QCOMPARE(entered.size(), 0);
    QTest::keyClicks(name, u"qvist"_s);
    find<QLineEdit>(u"Name of this account"_s)->setFocus();
    QCOMPARE(entered.size(), 1);
    QCOMPARE(entered.last().at(1).toString(), u"Mara Lindqvist"_s);
    QCOMPARE(field->line(), u"Waits, and is published once this account is connected."_s);
    m_accounts->setOwnName(AccountId(1), {u"Mara L."_s, u"Mara Lindqvist"_s});
    QCOMPARE(name->text(), u"Mara Lindqvist"_s);
    // It waits where the page is opened anew too.
    m_window->showAccount(AccountId(1));
    name = find<QLineEdit>(u"Your name"_s);
    field = qobject_cast<TextField *>(name->parentWidget());
    QCOMPARE(name->text(), u"Mara Lindqvist"_s);
    QCOMPARE(field->line(), u"Waits, and is published once this account is connected."_s);
    m_accounts->setConnection(AccountId(1), {ConnectionState::Online, {}, 0});
    QCOMPARE(field->line(), u"Publishing…"_s);
    m_accounts->setOwnName(AccountId(1), {u"Mara Lindqvist"_s});
    QCOMPARE(field->line(), u"Published. Your contacts see it now."_s);
    // A refusal says why, and leaves what was typed.
    name->setFocus();
    name->selectAll();
    QTest::keyClicks(name, u"Queen"_s);
    QTest::keyClick(name, Qt::Key_Return);
    const Error refusal{ErrorKind::Forbidden, {}, {}};
    m_window->showOwnNameOutcome(AccountId(1), refusal);
    QCOMPARE(field->line(), u"Not published. "_s + errorText(refusal));
    QCOMPARE(field->state(), TextField::State::Wrong);
    m_accounts->setConnection(AccountId(1), {ConnectionState::Waiting, {}, 0});
    QCOMPARE(name->text(), u"Queen"_s);
    QTest::keyClick(name, Qt::Key_Return); // once more
    QCOMPARE(entered.size(), 3);
    QCOMPARE(field->state(), TextField::State::Plain);
}

void SettingsTest::anEmptyNameTakesNothingBackUnasked()
{
    open(SettingsWindow::Page::Accounts);
    QSignalSpy entered(m_window.get(), &SettingsWindow::ownNameEntered);
    m_accounts->setConnection(AccountId(1), {ConnectionState::Online, {}, 0});
    m_window->showAccount(AccountId(1));
    auto *name = find<QLineEdit>(u"Your name"_s);
    const auto *field = qobject_cast<TextField *>(name->parentWidget());
    auto *other = find<QLineEdit>(u"Name of this account"_s);
    // The name comes while one stands in the field, and has typed nothing.
    name->setFocus();
    m_accounts->setOwnName(AccountId(1), {u"Mara"_s});
    QCOMPARE(name->text(), u"Mara"_s);
    other->setFocus();
    QCOMPARE(entered.size(), 0);
    // Emptied and left: it is as it was.
    name->setFocus();
    name->selectAll();
    QTest::keyClick(name, Qt::Key_Delete);
    other->setFocus();
    QCOMPARE(entered.size(), 0);
    QCOMPARE(name->text(), u"Mara"_s);
    QCOMPARE(field->line(), u"Your name stays. To take it back, empty the field and press Enter."_s);
    // Emptied and Enter: asked.
    name->setFocus();
    name->selectAll();
    QTest::keyClick(name, Qt::Key_Delete);
    QTest::keyClick(name, Qt::Key_Return);
    QCOMPARE(entered.size(), 0);
    QPointer<QMessageBox> question = m_window->findChild<QMessageBox *>();
    QVERIFY(question);
    QCOMPARE(question->text(), u"Take back your name \u2068Mara\u2069?"_s);
    QCOMPARE(question->defaultButton()->text(), u"Cancel"_s);
    const QList<QAbstractButton *> buttons = question->buttons();
    for (QAbstractButton *each : buttons) {
        if (each->text() == u"Take back the name"_s)
            QTest::mouseClick(each, Qt::LeftButton);
    }
    QCOMPARE(entered.size(), 1);
    QCOMPARE(entered.first().at(1).toString(), QString());
    m_accounts->setOwnName(AccountId(1), {u"Mara"_s, u""_s});
    m_accounts->setOwnName(AccountId(1), {});
    m_window->showOwnNameOutcome(AccountId(1), Done{});
    QCOMPARE(field->line(), u"Taken back."_s);
    QCOMPARE(name->text(), QString());
}

void SettingsTest::anAccountIsSwitchedOnAndOff()
{
    open(SettingsWindow::Page::Accounts);
    QSignalSpy in(m_window.get(), &SettingsWindow::signInRequested);
    QSignalSpy out(m_window.get(), &SettingsWindow::signOutRequested);
    QTest::mouseClick(find<QPushButton>(u"Manage mara@harbor.example"_s), Qt::LeftButton);
    auto *on = find<QCheckBox>(u"Signed in"_s);
    QVERIFY(on->isChecked());
    on->click();
    QCOMPARE(out.size(), 1);
    QCOMPARE(out.at(0).at(0).value<AccountId>(), AccountId(1));
    AccountSettings off = anAccount(1, u"mara@harbor.example"_s);
    off.enabled = false;
    m_accounts->setAccounts({off, anAccount(2, u"mara@work.example"_s)});
    QVERIFY(!on->isChecked());
    QCOMPARE(out.size(), 1); // showing it is no wish
    on->click();
    QCOMPARE(in.size(), 1);
}

void SettingsTest::anotherPasswordIsAskedForTwice()
{
    auto *dialog = new PasswordChangeDialog(*m_theme, BareJid::fromPrepared(u"mara@harbor.example"_s), nullptr);
    QSignalSpy chosen(dialog, &PasswordChangeDialog::passwordChosen);
    dialog->show();
    const QList<QLineEdit *> fields = dialog->findChildren<QLineEdit *>();
    QCOMPARE(fields.size(), 2);
    QTest::keyClick(fields.at(0), Qt::Key_Return);
    QTest::keyClicks(fields.at(0), u"Urania"_s);
    QTest::keyClicks(fields.at(1), u"Uranie"_s);
    QTest::keyClick(fields.at(1), Qt::Key_Return);
    QVERIFY(chosen.isEmpty());
    QCOMPARE(qobject_cast<TextField *>(fields.at(1)->parentWidget())->line(), u"This is not the same. Type it again."_s);
    QTest::keyClicks(fields.at(1), u"Urania"_s); // what was there is selected
    QTest::keyClick(fields.at(1), Qt::Key_Return);
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen.at(0).at(0).toString(), u"Urania"_s);
    const auto said = [dialog] {
        QStringList texts;
        for (const QLabel *label : dialog->findChildren<QLabel *>())
            texts << label->text();
        return texts.join(u'|');
    };
    dialog->showFailure({ErrorKind::NotAcceptable, {}, {}});
    QVERIFY(said().contains(u"harbor.example did not accept this password. Choose a longer one."_s));
    dialog->showFailure({ErrorKind::Timeout, {}, {}});
    QVERIFY(said().contains(u"did not say whether the password was changed"_s));
    dialog->close();
}

void SettingsTest::deletingOnTheServerAsksMore()
{
    open(SettingsWindow::Page::Accounts);
    QSignalSpy deleted(m_window.get(), &SettingsWindow::deleteAccountRequested);
    QTest::mouseClick(find<QPushButton>(u"Manage mara@harbor.example"_s), Qt::LeftButton);
    auto *button = find<QPushButton>(u"Delete the account"_s);
    m_accounts->setConnection(AccountId(1), {ConnectionState::SignedOut, {}, 0});
    QVERIFY(!button->isEnabled());
    m_accounts->setConnection(AccountId(1), {ConnectionState::Online, {}, 0});
    QVERIFY(button->isEnabled());
    button->click();
    QPointer<QMessageBox> question = m_window->findChild<QMessageBox *>();
    QVERIFY(question);
    QCOMPARE(question->text(), u"Delete mara@harbor.example for good?"_s);
    for (const auto &named : {u"contacts"_s, u"messages"_s, u"cannot sign in to it any more"_s, u"drafts"_s, u"password"_s})
        QVERIFY2(question->informativeText().contains(named), qPrintable(named));
    QCOMPARE(question->defaultButton()->text(), u"Cancel"_s);
    for (QAbstractButton *each : question->buttons()) {
        if (each->text() == u"Delete mara@harbor.example"_s)
            QTest::mouseClick(each, Qt::LeftButton);
    }
    QCOMPARE(deleted.size(), 1);
}

void SettingsTest::aProviderIsShownInWords()
{
    open(SettingsWindow::Page::Accounts);
    QSignalSpy asked(m_window.get(), &SettingsWindow::providerRequested);
    QSignalSpy outages(m_window.get(), &SettingsWindow::outagesRequested);
    QTest::mouseClick(find<QPushButton>(u"Manage mara@harbor.example"_s), Qt::LeftButton);
    find<QPushButton>(u"Show what your provider says"_s)->click();
    QCOMPARE(asked.size(), 1);
    QVERIFY(find<QLabel>(u"Asking harbor.example…"_s));
    ProviderInfo info;
    info.domain = u"harbor.example"_s;
    info.largestStanza = 262'144;
    info.idleSeconds = 1800;
    info.contacts = {{ProviderContact::Role::Abuse, {u"mailto:abuse@harbor.example"_s}}};
    DataPolicy policy;
    policy.retention = {PolicyTime::Kind::Hours, 168};
    policy.access = {DataPolicy::Access::Admins, DataPolicy::Access::Government};
    policy.dataExport = false;
    info.policy = policy;
    info.statusAddresses = QStringList{u"https://status.harbor.example/now.json"_s};
    using Level = ServerFeature::Level;
    using Support = ServerFeature::Support;
    info.features = {{ServerFeature::What::Carbons, ServerFeature::Suite::Chat, Level::Core, Support::Yes},
                     {ServerFeature::What::Archive, ServerFeature::Suite::Chat, Level::Advanced, Support::Yes},
                     {ServerFeature::What::FileUpload, ServerFeature::Suite::Chat, Level::Core, Support::No},
                     {ServerFeature::What::DirectTls, ServerFeature::Suite::Core, Level::Advanced, Support::Unknown}};
    info.levels = {{ServerFeature::Suite::Core, SuiteLevel::Reached::Core, SuiteLevel::Certainty::AtLeast},
                   {ServerFeature::Suite::Chat, SuiteLevel::Reached::None, SuiteLevel::Certainty::Known},
                   {ServerFeature::Suite::Mobile, SuiteLevel::Reached::Advanced, SuiteLevel::Certainty::Known},
                   {ServerFeature::Suite::Web, SuiteLevel::Reached::None, SuiteLevel::Certainty::AtLeast},
                   {ServerFeature::Suite::Calls, SuiteLevel::Reached::Core, SuiteLevel::Certainty::Known}};
    m_window->showProvider(AccountId(1), info);
    for (const auto &words : {u"Report abuse"_s, u"abuse@harbor.example"_s, u"Largest message"_s, u"262 kB"_s, u"30 minutes"_s, u"7 days"_s,
                              u"administrators, authorities, where the law asks for it"_s, u"You can take your data along"_s,
                              u"Basics: core level at least"_s, u"Encrypts from the first byte on"_s,
                              u"Advanced level: Could not be found out"_s, u"Chats: below the core level"_s,
                              u"Messages reach all your devices"_s, u"Core level: Yes"_s, u"Advanced level: Yes"_s,
                              u"Core level: No. Files cannot be sent."_s, u"Phones: advanced level"_s, u"Web: level not known"_s,
                              u"Calls: core level"_s})
        QTRY_VERIFY2(find<QLabel>(words), qPrintable(words));
    QVERIFY(!find<QLabel>(u"You can have everything erased"_s)); // nothing was said about it
    QVERIFY(outages.isEmpty()); // nothing is fetched unasked
    find<QPushButton>(u"Look for outage notices"_s)->click();
    QCOMPARE(outages.size(), 1);
    m_window->showOutages(AccountId(1), QList<OutageNotice>{{OutageNotice::Cause::Planned, 1000, 0, u"<b>Update</b>"_s}});
    auto *text = find<QLabel>(u"<b>Update</b>"_s);
    QVERIFY(text && text->textFormat() == Qt::PlainText);
    m_window->showOutages(AccountId(1), QList<OutageNotice>{});
    QTRY_VERIFY(find<QLabel>(u"There is no outage."_s));
    QTest::mouseClick(find<QPushButton>(u"Back to the account"_s), Qt::LeftButton);
    QVERIFY(find<QLineEdit>(u"Name of this account"_s));
}

void SettingsTest::outagesAreLookedForWhileTheServerIsAway()
{
    open(SettingsWindow::Page::Accounts);
    QSignalSpy outages(m_window.get(), &SettingsWindow::outagesRequested);
    QTest::mouseClick(find<QPushButton>(u"Manage mara@harbor.example"_s), Qt::LeftButton);
    find<QPushButton>(u"Show what your provider says"_s)->click();
    m_window->showProvider(AccountId(1), Error{ErrorKind::Offline, {}, {}});
    QTRY_VERIFY(find<QPushButton>(u"Look for outage notices"_s));
    find<QPushButton>(u"Look for outage notices"_s)->click();
    QCOMPARE(outages.size(), 1);
    m_window->showOutages(AccountId(1), Error{ErrorKind::NotFound, {}, {}});
    QTRY_VERIFY(find<QLabel>(u"There is no place to look."_s));
    m_window->showOutages(AccountId(1), Error{ErrorKind::Proxy, {}, u"127.0.0.1"_s});
    QTRY_VERIFY(find<QLabel>(errorText({ErrorKind::Proxy, {}, u"127.0.0.1"_s})));
    m_window->showOutages(AccountId(1), QList<OutageNotice>{});
    QTRY_VERIFY(find<QLabel>(u"There is no outage."_s));
}

void SettingsTest::networkChangesOneAccount()
{
    open(SettingsWindow::Page::Network);
    QSignalSpy changes(m_window.get(), &SettingsWindow::accountChangeRequested);
    QSignalSpy passwords(m_window.get(), &SettingsWindow::proxyPasswordEntered);
    auto *apply = find<QPushButton>(u"Connect mara@harbor.example this way"_s);
    QVERIFY(apply);
    QVERIFY(!apply->isEnabled()); // nothing was changed
    auto *type = find<QComboBox>(u"Proxy"_s);
    QVERIFY(type);
    type->setCurrentText(u"HTTP"_s);
    QVERIFY(apply->isEnabled());
    apply->click();
    QVERIFY(changes.isEmpty()); // without a server it is no proxy
    find<QLineEdit>(u"Proxy server"_s)->setText(u"proxy.work.example"_s);
    find<QLineEdit>(u"Proxy port"_s)->setText(u"8080"_s);
    find<QLineEdit>(u"Proxy user"_s)->setText(u"mara"_s);
    find<QLineEdit>(u"Proxy password"_s)->setText(u"sesame"_s);
    apply->click();
    QCOMPARE(changes.size(), 1);
    const auto changed = changes.first().first().value<AccountSettings>();
    QCOMPARE(changed.id, AccountId(1));
    QCOMPARE(changed.proxy, (ProxySettings{ProxySettings::Type::Http, u"proxy.work.example"_s, 8080, u"mara"_s}));
    QCOMPARE(passwords.size(), 1);
    QCOMPARE(passwords.first().first().value<BareJid>().toString(), u"mara@harbor.example"_s);
    m_accounts->setAccounts({changed, anAccount(2, u"mara@work.example"_s)});
    apply = find<QPushButton>(u"Connect mara@harbor.example this way"_s);
    QVERIFY(!apply->isEnabled());
    QCOMPARE(find<QLineEdit>(u"Proxy server"_s)->text(), u"proxy.work.example"_s);
    QVERIFY(find<QLineEdit>(u"Proxy password"_s)->text().isEmpty()); // it never comes back out of the key service
}

void SettingsTest::aTrustedCertificateIsForgottenAfterAQuestion()
{
    open(SettingsWindow::Page::Network);
    QVERIFY(!find<QPushButton>(u"Forget the certificate of mara@harbor.example"_s)); // there is none
    AccountSettings pinned = anAccount(1, u"mara@harbor.example"_s);
    pinned.pinnedCertificate = QByteArray::fromHex("9f2c41d0");
    m_accounts->setAccounts({pinned, anAccount(2, u"mara@work.example"_s)});
    QSignalSpy changes(m_window.get(), &SettingsWindow::accountChangeRequested);
    QVERIFY(find<QLabel>(u"SHA-256 fingerprint: 9F:2C:41:D0"_s));
    find<QPushButton>(u"Forget the certificate of mara@harbor.example"_s)->click();
    auto *question = m_window->findChild<QMessageBox *>();
    QVERIFY(question);
    QCOMPARE(question->defaultButton()->text(), u"Cancel"_s);
    QVERIFY(changes.isEmpty());
    const QList<QAbstractButton *> buttons = question->buttons();
    for (QAbstractButton *button : buttons) {
        if (button->text() == u"Forget certificate"_s)
            button->click();
    }
    QCOMPARE(changes.size(), 1);
    QVERIFY(changes.first().first().value<AccountSettings>().pinnedCertificate.isEmpty());
}

void SettingsTest::accountsFollowTheModel()
{
    open(SettingsWindow::Page::Accounts);
    m_accounts->setAccounts({anAccount(2, u"mara@work.example"_s)});
    QTRY_VERIFY(!find<QLabel>(u"mara@harbor.example"_s));
    QTRY_VERIFY(find<QLabel>(u"mara@work.example"_s));
    QTRY_VERIFY(!find<QLabel>(u"There is no account in this profile."_s));
    m_accounts->setAccounts({});
    QTRY_VERIFY(find<QLabel>(u"There is no account in this profile."_s));
    QTRY_VERIFY(find<QPushButton>(u"Add account"_s));
    m_accounts->setAccounts({anAccount(3, u"leila@harbor.example"_s)});
    QTRY_VERIFY(find<QLabel>(u"leila@harbor.example"_s));
    QTRY_VERIFY(!find<QLabel>(u"There is no account in this profile."_s));
}

void SettingsTest::ownDevicesAreNamedAndRemoved()
{
    AccountSettings mara;
    mara.id = AccountId(1);
    mara.jid = BareJid::fromPrepared(u"mara@harbor.example"_s);
    m_accounts->setAccounts({mara});
    QSignalSpy asked(m_window.get(), &SettingsWindow::ownDevicesRequested);
    open(SettingsWindow::Page::Encryption);
    QCOMPARE(asked.size(), 1);
    KnownDevice here;
    here.device = {mara.jid, OmemoDeviceId(11)};
    here.identity = IdentityKey(QByteArray::fromHex("4e2d91c70ab85f3392d06e14c7b1a8f05d3376e829bc410fa2e6195dd08c7a43"));
    here.isThis = true;
    KnownDevice phone = here;
    phone.isThis = false;
    phone.device.id = OmemoDeviceId(12);
    phone.label = u"Phone"_s;
    phone.trust = DeviceTrust::Blind;
    phone.onLegacyList = true;
    KnownDevice gone = phone;
    gone.device.id = OmemoDeviceId(13);
    gone.label = u"Old"_s;
    gone.onLegacyList = false;
    m_window->showDevices(mara.id, {phone, gone, here});
    QStringList words;
    const auto readWords = [&] {
        words.clear();
        for (const QLabel *label : m_window->findChildren<QLabel *>()) {
            if (label->isVisible())
                words.append(label->text().remove(QChar(0x2068)).remove(QChar(0x2069)));
        }
        return words.contains(u"This computer"_s);
    };
    QTRY_VERIFY(readWords());
    QVERIFY2(words.contains(u"This computer"_s) && words.contains(u"Phone"_s) && !words.contains(u"Old"_s), qPrintable(words.join(u'|')));
    QVERIFY(words.join(u'|').contains(u"4e2d91c7 0ab85f33"_s));
    // The link names this computer, and not what nobody has checked.
    const QString link = u"xmpp:mara@harbor.example?omemo-sid-11=4e2d91c70ab85f3392d06e14c7b1a8f05d3376e829bc410fa2e6195dd08c7a43"_s;
    QVERIFY2(words.join(u'|').remove(QChar(0x200b)).contains(u'|' + link + u'|'), qPrintable(words.join(u'|'))); // it may be broken
    QSignalSpy removed(m_window.get(), &SettingsWindow::deviceRemovalRequested);
    QAbstractButton *more = nullptr;
    for (QAbstractButton *each : m_window->findChildren<QAbstractButton *>()) {
        if (each->accessibleName().startsWith(u"Actions for"_s) && each->isVisible())
            more = each;
    }
    QVERIFY(more);
    more->click();
    auto *menu = m_window->findChild<QMenu *>();
    QVERIFY(menu);
    for (QAction *each : menu->actions()) {
        if (each->text().startsWith(u"Remove"_s))
            each->trigger();
    }
    QCOMPARE(removed.size(), 0); // not before the user has confirmed it
    auto *question = m_window->findChild<QMessageBox *>();
    QVERIFY(question);
    for (QAbstractButton *each : question->buttons()) {
        if (each->text() == u"Remove device"_s)
            each->click();
    }
    QCOMPARE(removed.size(), 1);
    QCOMPARE(removed.at(0).at(1).value<OmemoDeviceId>(), OmemoDeviceId(12));
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

QTEST_MAIN(SettingsTest)
#include "settings_test.moc"
