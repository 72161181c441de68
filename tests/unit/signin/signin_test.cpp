// SPDX-License-Identifier: GPL-3.0-or-later
// The sign-in page: its names and keys, what it asks for, and where it shows what is wrong.
#include "signin/CertificateDialog.h"
#include "signin/SignInPage.h"
#include "style/CertificateText.h"
#include "style/Preferences.h"
#include "style/Style.h"
#include "widgets/Banner.h"
#include "widgets/Buttons.h"
#include "widgets/Fields.h"
#include "support/TestProgram.h"

#include <QAccessible>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QMenu>
#include <QMessageBox>
#include <QProxyStyle>
#include <QPushButton>
#include <QSignalSpy>
#include <QStyleOptionButton>
#include <QTemporaryDir>
#include <QtTest>

#include <optional>

using namespace Qt::StringLiterals;
using namespace jackdaw;

namespace signin_test {

class SignInTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void cleanupTestCase();

    void namesAreTheContract_data();
    void namesAreTheContract();
    void onlyWhatExistsIsOffered();
    void keysSignIn();
    void missingFieldsAreNamed();
    void brokenAddressIsRefused();
    void wrongPasswordIsSaidAtTheField();
    void unknownServerIsSaidAtTheField();
    void otherErrorsAreSaidAbove();
    void whatNeedsTorOpensTheOptions();
    void longNamesAreNotCut_data();
    void longNamesAreNotCut();
    void typingTakesErrorsBack();
    void nothingIsLookedUpBeforeSigningIn();
    void aRefusedPasswordSaysThatTheServerWasFound();
    void optionsReachTheSettings();
    void plainTextIsChosenKnowingly();
    void brokenOptionsAreRefused();
    void proxyReachesTheSettings();
    void certificatePageIsSafeFirst();
    void everyReasonHasASentence();
    void trustingOneCertificateTakesAnExplicitAct();
    void cancelComesAfterAWhile();
    void displayHasNoMarkOfAMenu();
    void theLanguageIsChosenForTheNextStart();
    void signInIsInViewWhateverIsOpen_data();
    void signInIsInViewWhateverIsOpen();
    void busyFormDoesNotAskTwice();
    void brandPanelHidesInANarrowWindow();
    void nothingScrollsSideways();
    void backIsThereBesideOtherAccounts();

private:
    template<class T>
    T *named(const QString &name) const
    {
        for (T *widget : m_page->findChildren<T *>()) {
            if (QAccessible::queryAccessibleInterface(widget)->text(QAccessible::Name) == name)
                return widget;
        }
        return nullptr;
    }
    QLineEdit *field(const QString &name) const { return named<QLineEdit>(name); }
    QAbstractButton *button(const QString &name) const { return named<QAbstractButton>(name); }
    /// The TextField around the line edit of that name.
    TextField *around(const QString &name) const { return qobject_cast<TextField *>(field(name)->parentWidget()); }
    /// On X11 and Wayland Qt speaks the choice of a combo box as its name.
    QComboBox *chooser(const QString &name) const
    {
        for (QComboBox *box : m_page->findChildren<QComboBox *>()) {
            if (box->accessibleName() == name)
                return box;
        }
        return nullptr;
    }
    static CertificateProblem refused(const QList<CertificateReason> &reasons);
    static QString allText(const QWidget &widget);
    void type(const QString &address, const QString &password);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Preferences> m_preferences;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<SignInPage> m_page;
};

void SignInTest::initTestCase()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_preferences = std::make_unique<Preferences>(m_folder->filePath(u"settings.ini"_s));
    m_theme = std::make_unique<Theme>(*m_preferences);
    useStyle(*m_theme);
}

void SignInTest::init()
{
    m_page = std::make_unique<SignInPage>(*m_theme, *m_preferences);
    m_page->resize(1180, 780);
    m_page->show();
    QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
}

void SignInTest::cleanup()
{
    m_page.reset();
}

void SignInTest::cleanupTestCase()
{
    QApplication::setStyle(u"fusion"_s);
}

CertificateProblem SignInTest::refused(const QList<CertificateReason> &reasons)
{
    CertificateProblem problem;
    problem.reasons = reasons;
    problem.host = u"harbor.example"_s;
    problem.names = QStringList{u"harbor.example"_s};
    problem.issuer = u"Harbour Authority"_s;
    problem.validFrom = QDateTime(QDate(2024, 5, 3), QTime(12, 0)).toMSecsSinceEpoch();
    problem.validUntil = QDateTime(QDate(2026, 5, 3), QTime(12, 0)).toMSecsSinceEpoch();
    problem.fingerprint = QByteArray::fromHex("9f2c41d07ab3e5566081c7d2f4a90e1b3c5d7e8fa1b2c3d4e5f60718293a4b5c");
    return problem;
}

QString SignInTest::allText(const QWidget &widget)
{
    QStringList texts;
    for (const QLabel *label : widget.findChildren<QLabel *>())
        texts << label->text();
    for (const QAbstractButton *each : widget.findChildren<QAbstractButton *>())
        texts << each->text();
    return texts.join(u'\n');
}

void SignInTest::type(const QString &address, const QString &password)
{
    QTest::keyClicks(field(u"XMPP address"_s), address);
    QTest::keyClicks(field(u"Password"_s), password);
}

void SignInTest::namesAreTheContract_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("role");
    QTest::newRow("address") << u"XMPP address"_s << int(QAccessible::EditableText);
    QTest::newRow("password") << u"Password"_s << int(QAccessible::EditableText);
    QTest::newRow("show password") << u"Show password"_s << int(QAccessible::Button);
    QTest::newRow("keep") << u"Keep me signed in on this computer"_s << int(QAccessible::CheckBox);
    QTest::newRow("options") << u"Connection options"_s << int(QAccessible::Button);
    QTest::newRow("submit") << u"Sign in"_s << int(QAccessible::Button);
    QTest::newRow("create") << u"Create an account"_s << int(QAccessible::Button);
    QTest::newRow("demo") << u"Try the local demo"_s << int(QAccessible::Button);
}

void SignInTest::namesAreTheContract()
{
    QFETCH(QString, name);
    QFETCH(int, role);
    int found = 0;
    for (QWidget *widget : m_page->findChildren<QWidget *>()) {
        QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(widget);
        // The label above a field bears its name as well, as text.
        if (interface && interface->text(QAccessible::Name) == name && interface->role() != QAccessible::StaticText) {
            ++found;
            QCOMPARE(int(interface->role()), role);
        }
    }
    QCOMPARE(found, 1);
}

void SignInTest::onlyWhatExistsIsOffered()
{
    QSignalSpy demo(m_page.get(), &SignInPage::demoRequested);
    button(u"Try the local demo"_s)->click();
    QCOMPARE(demo.count(), 1);
    const SignInPage without(*m_theme, *m_preferences, SignInPage::Way::First, SignInPage::Demo::Hidden);
    for (const ChoiceCard *card : without.findChildren<ChoiceCard *>())
        QVERIFY(card->accessibleName() != u"Try the local demo"_s);
}

void SignInTest::keysSignIn()
{
    QSignalSpy wishes(m_page.get(), &SignInPage::signInRequested);
    QLineEdit *address = field(u"XMPP address"_s);
    QVERIFY(address->hasFocus()); // typing goes there without a click
    QTest::keyClicks(address, u" Mara@Harbor.example "_s);
    QTest::keyClick(address, Qt::Key_Return);
    QVERIFY(field(u"Password"_s)->hasFocus());
    QCOMPARE(wishes.count(), 0);
    QTest::keyClicks(field(u"Password"_s), u" pass word "_s);
    QTest::keyClick(field(u"Password"_s), Qt::Key_Return);
    QCOMPARE(wishes.count(), 1);
    const auto settings = wishes.first().at(0).value<AccountSettings>();
    QCOMPARE(settings.jid.toString(), u"mara@harbor.example"_s);
    QCOMPARE(settings.keepSignedIn, true);
    QVERIFY(settings.host.isEmpty());
    QCOMPARE(settings.port, quint16(0));
    QCOMPARE(settings.tls, TlsMode::Automatic);
    QCOMPARE(wishes.first().at(1).toString(), u" pass word "_s); // spaces may be part of it
}

void SignInTest::missingFieldsAreNamed()
{
    QSignalSpy wishes(m_page.get(), &SignInPage::signInRequested);
    button(u"Sign in"_s)->click();
    QCOMPARE(wishes.count(), 0);
    QCOMPARE(around(u"XMPP address"_s)->state(), TextField::State::Wrong);
    QCOMPARE(around(u"Password"_s)->state(), TextField::State::Wrong);
    QVERIFY(field(u"XMPP address"_s)->hasFocus()); // the first wrong field
    QTest::keyClicks(field(u"XMPP address"_s), u"mara@harbor.example"_s);
    button(u"Sign in"_s)->click();
    QCOMPARE(wishes.count(), 0);
    QVERIFY(field(u"Password"_s)->hasFocus());
}

void SignInTest::brokenAddressIsRefused()
{
    QSignalSpy wishes(m_page.get(), &SignInPage::signInRequested);
    for (const QString &address : {u"mara"_s, u"@harbor.example"_s, u"harbor.example"_s, u"mara@"_s, u"ma ra@harbor.example"_s}) {
        field(u"XMPP address"_s)->clear();
        field(u"Password"_s)->clear();
        type(address, u"secret"_s);
        button(u"Sign in"_s)->click();
        QVERIFY2(wishes.isEmpty(), qPrintable(address));
        QCOMPARE(around(u"XMPP address"_s)->state(), TextField::State::Wrong);
        QVERIFY(around(u"XMPP address"_s)->line().contains(u"name@provider.example"_s));
    }
}

void SignInTest::wrongPasswordIsSaidAtTheField()
{
    type(u"mara@harbor.example"_s, u"wrong"_s);
    m_page->setBusy(true);
    m_page->showError({ErrorKind::NotAuthorized, u"not-authorized"_s, {}});
    QCOMPARE(around(u"Password"_s)->line(), u"Password not accepted. Check it, or reset it with your provider."_s);
    QVERIFY(field(u"Password"_s)->hasFocus());
    QVERIFY(field(u"Password"_s)->isEnabled());
    QCOMPARE(field(u"Password"_s)->selectedText().size(), 5); // typing replaces it
    QVERIFY(button(u"Sign in"_s));
}

void SignInTest::unknownServerIsSaidAtTheField()
{
    type(u"mara@harbor.exmple"_s, u"secret"_s);
    m_page->showError({ErrorKind::ServerNotFound, {}, u"harbor.exmple"_s});
    const QString sentence = u"harbor.exmple was not found. Check the part after the @, or set the server under Connection options."_s;
    QCOMPARE(around(u"XMPP address"_s)->line(), sentence);
    QVERIFY(field(u"XMPP address"_s)->hasFocus());
    QTest::keyClicks(field(u"XMPP address"_s), u"x"_s);
    m_page->showError({ErrorKind::ServerNotFound, {}, {}}); // the address knows which
    QVERIFY(around(u"XMPP address"_s)->line().startsWith(u"harbor.exmplex was not found."_s));
}

void SignInTest::otherErrorsAreSaidAbove()
{
    type(u"mara@harbor.example"_s, u"secret"_s);
    m_page->showError({ErrorKind::Certificate, u"The certificate has expired"_s, u"harbor.example"_s});
    auto *banner = m_page->findChild<Banner *>();
    QVERIFY(banner->isVisible());
    QVERIFY(banner->accessibleName().contains(u"The certificate of harbor.example was not accepted."_s));
    const auto details = [this] { return named<QLabel>(u"Details of the error"_s); };
    QVERIFY(!details()->isVisible());
    button(u"Details"_s)->click();
    QVERIFY(details()->isVisible());
    QCOMPARE(details()->text(), u"The certificate has expired"_s);
    QCOMPARE(details()->textFormat(), Qt::PlainText);
    m_page->showError({ErrorKind::Timeout, {}, u"harbor.example"_s});
    QVERIFY(banner->isVisible());
    QVERIFY(!button(u"Details"_s)->isVisible()); // nothing to tell
}

void SignInTest::whatNeedsTorOpensTheOptions()
{
    type(u"mara@harborxmpp.onion"_s, u"secret"_s);
    QVERIFY(!chooser(u"Proxy"_s)->isVisible());
    m_page->showError({ErrorKind::Proxy, u"a name of Tor's, and no proxy"_s, u"harborxmpp.onion"_s});
    QCOMPARE(m_page->findChild<Banner *>()->text(),
             u"harborxmpp.onion can be reached through Tor only. Choose SOCKS5 (Tor) as the proxy under Connection options, or in the "
             "settings, under Network."_s);
    QVERIFY(chooser(u"Proxy"_s)->isVisible()); // where it is to be chosen
    QVERIFY(chooser(u"Proxy"_s)->findText(u"SOCKS5 (Tor)"_s) >= 0);
}

void SignInTest::longNamesAreNotCut_data()
{
    QTest::addColumn<ErrorKind>("kind");
    for (int kind = 0; kind <= int(ErrorKind::UnsafeAddress); ++kind) {
        if (ErrorKind(kind) != ErrorKind::Cancelled)
            QTest::addRow("%d", kind) << ErrorKind(kind);
    }
}

void SignInTest::longNamesAreNotCut()
{
    QFETCH(ErrorKind, kind);
    const QString onion = QString(56, u'w') + u".onion"_s; // as long as they are since version 3, and wider than any
    m_page->resize(360, 640);
    type(u"mara@"_s + onion, u"secret"_s);
    m_page->showError({kind, u"Host "_s + onion + u" not found"_s, onion});
    if (QAbstractButton *details = button(u"Details"_s); details && details->isVisible())
        details->click();
    QTRY_COMPARE(m_page->width(), 360);
    auto *banner = m_page->findChild<Banner *>();
    QStringList said{around(u"XMPP address"_s)->line(), around(u"Password"_s)->line()};
    if (banner->isVisible()) {
        said += banner->text();
        QTRY_COMPARE(banner->height(), banner->heightForWidth(banner->width()));
    }
    said.removeAll(QString());
    QVERIFY(!said.isEmpty());
    for (const QString &sentence : said)
        QVERIFY2(sentence.endsWith(u'.') || sentence.endsWith(u"encrypted"_s), qPrintable(sentence));
    for (const QWidget *widget : m_page->findChildren<QWidget *>()) {
        if (!widget->isVisible() || widget->size().isEmpty())
            continue;
        const auto right = [&] { return widget->mapTo(m_page.get(), QPoint(widget->width(), 0)).x(); };
        QTRY_VERIFY2(right() <= 360 + focusRoom, widget->metaObject()->className());
        const auto *label = qobject_cast<const QLabel *>(widget);
        if (label && label->wordWrap())
            QTRY_VERIFY2(label->height() >= label->heightForWidth(label->width()), qPrintable(label->text()));
    }
}

void SignInTest::typingTakesErrorsBack()
{
    type(u"mara@harbor.example"_s, u"secret"_s);
    m_page->showError({ErrorKind::NotAuthorized, {}, {}});
    QTest::keyClicks(field(u"Password"_s), u"x"_s);
    QCOMPARE(around(u"Password"_s)->state(), TextField::State::Plain);
    m_page->showError({ErrorKind::Timeout, {}, {}});
    QVERIFY(m_page->findChild<Banner *>()->isVisible());
    QTest::keyClicks(field(u"XMPP address"_s), u"x"_s);
    QVERIFY(!m_page->findChild<Banner *>()->isVisible());
}

void SignInTest::nothingIsLookedUpBeforeSigningIn()
{
    // The proxy may be what is typed last, and what was asked by then the name service would know. So nothing leaves the page
    // but by its button: no wish, and no timer that will have one.
    std::vector<std::unique_ptr<QSignalSpy>> wishes;
    for (int i = SignInPage::staticMetaObject.methodOffset(); i < SignInPage::staticMetaObject.methodCount(); ++i) {
        if (const QMetaMethod method = SignInPage::staticMetaObject.method(i); method.methodType() == QMetaMethod::Signal)
            wishes.push_back(std::make_unique<QSignalSpy>(m_page.get(), method));
    }
    QVERIFY(wishes.size() > 8);
    const auto isQuiet = [&] {
        const auto timers = m_page->findChildren<QTimer *>();
        return std::none_of(wishes.cbegin(), wishes.cend(), [](const auto &wish) { return !wish->isEmpty(); })
            && std::none_of(timers.cbegin(), timers.cend(), [](const QTimer *timer) { return timer->isActive(); });
    };
    QTRY_VERIFY(isQuiet());
    type(u"mara@harbor.example"_s, u"secret"_s);
    QVERIFY(isQuiet());
    button(u"Connection options"_s)->click();
    QTest::keyClicks(field(u"Server"_s), u"xmpp.harbor.example"_s);
    field(u"Server"_s)->clear();
    chooser(u"Proxy"_s)->setCurrentText(u"SOCKS5 (Tor)"_s);
    QTest::keyClicks(field(u"Proxy server"_s), u"127.0.0.1"_s);
    QTest::keyClicks(field(u"Proxy port"_s), u"9050"_s);
    QTest::keyClick(field(u"XMPP address"_s), Qt::Key_Tab);
    QVERIFY(isQuiet());
    button(u"Sign in"_s)->click();
    QCOMPARE(std::count_if(wishes.cbegin(), wishes.cend(), [](const auto &wish) { return !wish->isEmpty(); }), 2);
}

void SignInTest::aRefusedPasswordSaysThatTheServerWasFound()
{
    type(u"mara@harbor.example"_s, u"secret"_s);
    button(u"Sign in"_s)->click();
    m_page->showError({ErrorKind::NotAuthorized, {}, {}});
    QCOMPARE(around(u"XMPP address"_s)->state(), TextField::State::Good);
    QCOMPARE(around(u"XMPP address"_s)->line(), u"harbor.example found, connection is encrypted"_s);
    QTest::keyClicks(field(u"Password"_s), u"another"_s); // as in picture 04
    QCOMPARE(around(u"XMPP address"_s)->state(), TextField::State::Good);
    QCOMPARE(around(u"Password"_s)->state(), TextField::State::Plain);
    QTest::keyClicks(field(u"XMPP address"_s), u"x"_s); // of another address nothing is known
    QCOMPARE(around(u"XMPP address"_s)->state(), TextField::State::Plain);
    // Nothing of the kind is known where the server was not reached, or not checked.
    for (const ErrorKind kind : {ErrorKind::Timeout, ErrorKind::Certificate, ErrorKind::TlsRequired, ErrorKind::ProxyPassword}) {
        m_page->showError({kind, {}, {}});
        QCOMPARE(around(u"XMPP address"_s)->state(), TextField::State::Plain);
    }
}

void SignInTest::optionsReachTheSettings()
{
    QSignalSpy wishes(m_page.get(), &SignInPage::signInRequested);
    type(u"mara@harbor.example"_s, u"secret"_s);
    QVERIFY(!field(u"Server"_s)->isVisible());
    button(u"Connection options"_s)->click();
    QVERIFY(field(u"Server"_s)->isVisible());
    QTest::keyClicks(field(u"Server"_s), u"127.0.0.1"_s);
    QTest::keyClicks(field(u"Port"_s), u"5443"_s);
    auto *kind = m_page->findChild<QComboBox *>();
    QCOMPARE(kind->accessibleName(), u"Connection type"_s); // for Qt on Linux the value is the name
    kind->setCurrentText(u"Direct TLS"_s);
    const QString file = m_folder->filePath(u"authority.pem"_s);
    QFile pem(file);
    QVERIFY(pem.open(QIODevice::WriteOnly));
    pem.write("-----BEGIN CERTIFICATE-----\n");
    pem.close();
    field(u"Extra certificate authority"_s)->setText(file);
    named<QCheckBox>(u"Keep me signed in on this computer"_s)->click();
    button(u"Sign in"_s)->click();
    QCOMPARE(wishes.count(), 1);
    const auto settings = wishes.first().first().value<AccountSettings>();
    QCOMPARE(settings.host, u"127.0.0.1"_s);
    QCOMPARE(settings.port, quint16(5443));
    QCOMPARE(settings.tls, TlsMode::Direct);
    QCOMPARE(settings.authorityFile, file);
    QCOMPARE(settings.keepSignedIn, false);
    QCOMPARE(settings.plain, PlainLogin::Refused);
}

void SignInTest::plainTextIsChosenKnowingly()
{
    QSignalSpy wishes(m_page.get(), &SignInPage::signInRequested);
    type(u"mara@harbor.example"_s, u"secret"_s);
    auto *box = named<QCheckBox>(u"Allow a plain-text password for this account"_s);
    QVERIFY(!box->isVisible());
    m_page->showError({ErrorKind::PlainOnly, u"the server offers PLAIN only"_s, u"harbor.example"_s});
    QVERIFY(box->isVisible()); // where the sentence says it is
    QVERIFY(!box->isChecked());
    box->click();
    button(u"Sign in"_s)->click();
    QCOMPARE(wishes.count(), 1);
    QCOMPARE(wishes.first().first().value<AccountSettings>().plain, PlainLogin::Allowed);
}

void SignInTest::brokenOptionsAreRefused()
{
    QSignalSpy wishes(m_page.get(), &SignInPage::signInRequested);
    type(u"mara@harbor.example"_s, u"secret"_s);
    button(u"Connection options"_s)->click();
    field(u"Server"_s)->setText(u"127.0.0.1"_s);
    for (const QString &port : {u"0"_s, u"70000"_s, u"x"_s, u"-1"_s}) {
        field(u"Port"_s)->setText(port);
        button(u"Sign in"_s)->click();
        QCOMPARE(around(u"Port"_s)->state(), TextField::State::Wrong);
        QVERIFY(field(u"Port"_s)->hasFocus());
    }
    field(u"Port"_s)->clear();
    field(u"Extra certificate authority"_s)->setText(u"/nowhere/authority.pem"_s);
    button(u"Connection options"_s)->click(); // closed: it opens again to show the field
    button(u"Sign in"_s)->click();
    QVERIFY(field(u"Extra certificate authority"_s)->isVisible());
    QCOMPARE(around(u"Extra certificate authority"_s)->state(), TextField::State::Wrong);
    QVERIFY(around(u"Extra certificate authority"_s)->line().startsWith(u"This file cannot be read."_s));
    const QString empty = m_folder->filePath(u"empty.pem"_s);
    QFile pem(empty);
    QVERIFY(pem.open(QIODevice::WriteOnly));
    pem.write("nothing of use\n");
    pem.close();
    field(u"Extra certificate authority"_s)->setText(empty);
    button(u"Sign in"_s)->click();
    QVERIFY(around(u"Extra certificate authority"_s)->line().startsWith(u"There is no certificate in this file."_s));
    QCOMPARE(wishes.count(), 0);
}

void SignInTest::proxyReachesTheSettings()
{
    QSignalSpy wishes(m_page.get(), &SignInPage::signInRequested);
    QSignalSpy passwords(m_page.get(), &SignInPage::proxyPasswordEntered);
    button(u"Connection options"_s)->click();
    QVERIFY(!field(u"Proxy server"_s)->isVisible());
    chooser(u"Proxy"_s)->setCurrentText(u"SOCKS5 (Tor)"_s);
    QVERIFY(field(u"Proxy server"_s)->isVisible());
    type(u"mara@harbor.example"_s, u"secret"_s);
    button(u"Sign in"_s)->click(); // no server, no port
    QCOMPARE(around(u"Proxy server"_s)->state(), TextField::State::Wrong);
    QVERIFY(field(u"Proxy server"_s)->hasFocus());
    field(u"Proxy server"_s)->setText(u"127.0.0.1"_s);
    button(u"Sign in"_s)->click();
    QCOMPARE(around(u"Proxy port"_s)->state(), TextField::State::Wrong);
    field(u"Proxy port"_s)->setText(u"9050"_s);
    field(u"Proxy password"_s)->setText(u"sesame"_s);
    button(u"Sign in"_s)->click(); // a password of nobody
    QCOMPARE(around(u"Proxy user"_s)->state(), TextField::State::Wrong);
    field(u"Proxy user"_s)->setText(u"tor"_s);
    QVERIFY(wishes.isEmpty());
    button(u"Sign in"_s)->click();
    QCOMPARE(wishes.count(), 1);
    const auto settings = wishes.first().first().value<AccountSettings>();
    QCOMPARE(settings.proxy, (ProxySettings{ProxySettings::Type::Socks5, u"127.0.0.1"_s, 9050, u"tor"_s}));
    QCOMPARE(passwords.count(), 1);
    QCOMPARE(passwords.first().first().value<BareJid>(), settings.jid);
    QCOMPARE(passwords.first().at(1).toString(), u"sesame"_s);
}

void SignInTest::certificatePageIsSafeFirst()
{
    const CertificateProblem problem = refused({CertificateReason::Expired, CertificateReason::WrongHost});
    CertificateDialog dialog(*m_theme, problem, u"mara@harbor.example"_s);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.show();
    QVERIFY(QTest::qWaitForWindowActive(&dialog));
    const QString words = allText(dialog);
    for (const QString &part : {u"The certificate of harbor.example ended on 3 May 2026."_s, u"is for another server"_s,
                                u"harbor.example"_s, u"Harbour Authority"_s, u"3 May 2024"_s, u"9F:2C:41:D0"_s})
        QVERIFY2(words.contains(part), qPrintable(part + u" in "_s + words));
    QVERIFY(!words.contains(u"Trust"_s)); // there is nothing to trust in it
    const auto *leave = qobject_cast<QPushButton *>(QApplication::focusWidget());
    QVERIFY(leave);
    QCOMPARE(leave->text(), u"Do not connect"_s);
    QVERIFY(leave->isDefault());
    for (QPushButton *copy : dialog.findChildren<QPushButton *>()) {
        if (copy->accessibleName() == u"Copy the fingerprint"_s)
            copy->click();
    }
    QCOMPARE(QGuiApplication::clipboard()->text(), fingerprintText(problem.fingerprint));
    QTest::keyClick(&dialog, Qt::Key_Return); // the default is the safe way
    QCOMPARE(dialog.result(), int(QDialog::Rejected));
    QVERIFY(!dialog.isVisible());
}

void SignInTest::everyReasonHasASentence()
{
    QSet<QString> sentences;
    for (int i = 0; i <= int(CertificateReason::Other); ++i) {
        const CertificateProblem problem = refused({CertificateReason(i)});
        const QString sentence = certificateReasonText(problem, CertificateReason(i));
        QVERIFY2(sentence.contains(u"harbor.example"_s) && sentence.endsWith(u'.'), qPrintable(sentence));
        sentences += sentence;
    }
    QCOMPARE(sentences.size(), int(CertificateReason::Other) + 1);
}

void SignInTest::trustingOneCertificateTakesAnExplicitAct()
{
    QSignalSpy wishes(m_page.get(), &SignInPage::signInRequested);
    type(u"mara@harbor.example"_s, u"secret"_s);
    CertificateProblem problem = refused({CertificateReason::SelfSigned});
    problem.isSelfSigned = true;
    const auto open = [&]() -> QPointer<CertificateDialog> {
        m_page->showError({ErrorKind::Certificate, {}, u"harbor.example"_s, std::make_shared<CertificateProblem>(problem)});
        button(u"Details"_s)->click();
        return m_page->findChild<CertificateDialog *>();
    };
    const auto press = [](QWidget *in, const QString &text) {
        for (QPushButton *each : in->findChildren<QPushButton *>()) {
            if (each->text() == text && each->isVisible()) {
                each->click();
                return true;
            }
        }
        return false;
    };
    QVERIFY(m_page->findChild<Banner *>() && wishes.isEmpty());
    QPointer<CertificateDialog> dialog = open();
    QVERIFY(dialog);
    QVERIFY(press(dialog, u"Trust this certificate…"_s));
    auto *question = dialog->findChild<QMessageBox *>();
    QVERIFY(question);
    QVERIFY(question->text().contains(u"mara@harbor.example"_s));
    QCOMPARE(question->defaultButton()->text(), u"Do not connect"_s);
    QCOMPARE(qobject_cast<QPushButton *>(question->escapeButton()), question->defaultButton());
    question->defaultButton()->click();
    QTRY_VERIFY(!dialog);
    QVERIFY(wishes.isEmpty());

    dialog = open();
    QVERIFY(press(dialog, u"Trust this certificate…"_s));
    QVERIFY(press(dialog->findChild<QMessageBox *>(), u"Trust this certificate only"_s));
    QCOMPARE(wishes.count(), 1);
    QCOMPARE(wishes.first().first().value<AccountSettings>().pinnedCertificate, problem.fingerprint);
    QTRY_VERIFY(!dialog);
    // For that account alone.
    field(u"XMPP address"_s)->setText(u"mara@other.example"_s);
    button(u"Sign in"_s)->click();
    QCOMPARE(wishes.count(), 2);
    QVERIFY(wishes.last().first().value<AccountSettings>().pinnedCertificate.isEmpty());
}

void SignInTest::cancelComesAfterAWhile()
{
    QSignalSpy cancels(m_page.get(), &SignInPage::cancelRequested);
    type(u"mara@harbor.example"_s, u"secret"_s);
    m_page->setBusy(true);
    QVERIFY(!field(u"Password"_s)->isEnabled());
    // The same button by name, whatever stands on it.
    QCOMPARE(button(u"Sign in"_s)->text(), u"Signing in…"_s);
    QCOMPARE(button(u"Sign in"_s)->accessibleDescription(), u"Signing in…"_s);
    QVERIFY(!button(u"Cancel"_s)->isVisible());
    QTRY_VERIFY(button(u"Cancel"_s)->isVisible());
    button(u"Cancel"_s)->click();
    QCOMPARE(cancels.count(), 1);
    m_page->setBusy(false);
    QVERIFY(!button(u"Cancel"_s)->isVisible());
    QVERIFY(field(u"Password"_s)->isEnabled());
    QCOMPARE(field(u"Password"_s)->text(), u"secret"_s);
}

void SignInTest::displayHasNoMarkOfAMenu()
{
    struct Spy : QProxyStyle
    {
        void drawControl(ControlElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const override
        {
            if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option); button && element == CE_PushButtonLabel)
                features = button->features;
            QProxyStyle::drawControl(element, option, painter, widget);
        }
        mutable std::optional<QStyleOptionButton::ButtonFeatures> features;
    } spy;
    auto *display = qobject_cast<QPushButton *>(button(u"Display"_s));
    QVERIFY(display && display->menu());
    QCOMPARE(QAccessible::queryAccessibleInterface(display)->role(), QAccessible::ButtonMenu); // it says so all the same
    display->setStyle(&spy);
    display->grab();
    display->setStyle(nullptr);
    QVERIFY(spy.features);
    QVERIFY(!spy.features->testFlag(QStyleOptionButton::HasMenu));
}

void SignInTest::theLanguageIsChosenForTheNextStart()
{
    auto *chooser = qobject_cast<QPushButton *>(button(u"Language: English"_s));
    QVERIFY(chooser && chooser->menu());
    QCOMPARE(chooser->text(), u"English"_s);
    QMenu *menu = chooser->menu();
    Q_EMIT menu->aboutToShow();
    QStringList offered;
    for (const QAction *action : menu->actions())
        offered.append(action->text());
    QCOMPARE(offered.first(3), QStringList({u"Used from the next start"_s, u"System language"_s, u"English"_s}));
    QVERIFY(menu->actions().at(1)->isChecked());
    menu->actions().at(2)->trigger();
    QCOMPARE(m_preferences->language(), u"en"_s);
    Q_EMIT menu->aboutToShow();
    QVERIFY(menu->actions().at(2)->isChecked());
    menu->actions().at(1)->trigger();
    QCOMPARE(m_preferences->language(), QString());
    // Where there is no room for words it says so to screen readers alone.
    m_page->resize(360, 600);
    QTRY_VERIFY(chooser->text().isEmpty());
    QCOMPARE(chooser->accessibleName(), u"Language: English"_s);
    QVERIFY(button(u"Display"_s));
}

void SignInTest::signInIsInViewWhateverIsOpen_data()
{
    QTest::addColumn<QSize>("size");
    QTest::newRow("narrow") << QSize(360, 600);
    QTest::newRow("smallest") << QSize(360, 480);
    QTest::newRow("wide") << QSize(1100, 760);
}

void SignInTest::signInIsInViewWhateverIsOpen()
{
    QFETCH(QSize, size);
    m_page->resize(size);
    QAbstractButton *options = button(u"Connection options"_s);
    QAbstractButton *submit = button(u"Sign in"_s);
    submit->setFocus();
    options->click();
    const auto isInView = [&] {
        return submit->isVisible() && submit->visibleRegion().boundingRect() == submit->rect()
            && submit->mapTo(m_page.get(), QPoint(0, submit->height())).y() <= m_page->height() - 8;
    };
    QTRY_VERIFY(isInView());
    QVERIFY(submit->hasFocus());
    QSignalSpy asked(m_page.get(), &SignInPage::signInRequested);
    type(u"mara@harbor.example"_s, u"secret"_s);
    submit->click();
    QCOMPARE(asked.count(), 1);
    // As wide as the fields above it, and back at its place when they are shut.
    const auto side = [this](const QWidget *widget) { return widget->mapTo(m_page.get(), QPoint()).x(); };
    QTRY_COMPARE(side(submit) + focusRoom, side(around(u"Password"_s)));
    QTRY_COMPARE(submit->width() - 2 * focusRoom, around(u"Password"_s)->width());
    options->click();
    QTRY_VERIFY(submit->mapTo(m_page.get(), QPoint()).y() < options->mapTo(m_page.get(), QPoint()).y() + 80);
}

void SignInTest::busyFormDoesNotAskTwice()
{
    QSignalSpy wishes(m_page.get(), &SignInPage::signInRequested);
    type(u"mara@harbor.example"_s, u"secret"_s);
    button(u"Sign in"_s)->click();
    m_page->setBusy(true);
    button(u"Sign in"_s)->click();
    QCOMPARE(wishes.count(), 1);
}

void SignInTest::brandPanelHidesInANarrowWindow()
{
    const auto hero = [this] {
        for (const QLabel *label : m_page->findChildren<QLabel *>()) {
            if (label->text().startsWith(u"Talk to your team"_s))
                return label->isVisible();
        }
        return false;
    };
    QVERIFY(hero());
    m_page->resize(899, 700);
    QTRY_VERIFY(!hero());
    m_page->resize(900, 700);
    QTRY_VERIFY(hero());
}

void SignInTest::nothingScrollsSideways()
{
    m_page->resize(360, 480);
    m_page->showError({ErrorKind::Certificate, u"why"_s, u"harbor.example"_s});
    button(u"Connection options"_s)->click();
    QTRY_COMPARE(m_page->width(), 360);
    auto *banner = m_page->findChild<Banner *>();
    QTRY_COMPARE(banner->height(), banner->heightForWidth(banner->width())); // nothing of the words is cut
    QVERIFY(banner->height() > 44);
    for (const QWidget *widget : m_page->findChildren<QWidget *>()) {
        if (!widget->isVisible() || widget->size().isEmpty())
            continue;
        const int right = widget->mapTo(m_page.get(), QPoint(widget->width(), 0)).x();
        QVERIFY2(right <= 360 + focusRoom, qPrintable(QLatin1StringView(widget->metaObject()->className()) + u' '
                                                      + widget->accessibleName() + u' ' + QString::number(right)));
    }
}

void SignInTest::backIsThereBesideOtherAccounts()
{
    QVERIFY(!button(u"Back"_s)->isVisible());
    m_page = std::make_unique<SignInPage>(*m_theme, *m_preferences, SignInPage::Way::Another, SignInPage::Demo::Hidden);
    QSignalSpy back(m_page.get(), &SignInPage::backRequested);
    button(u"Back"_s)->click();
    QCOMPARE(back.count(), 1);
}

JACKDAW_WINDOW_TEST(SignInTest)

} // namespace signin_test

#include "signin_test.moc"
