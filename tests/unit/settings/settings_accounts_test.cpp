// SPDX-License-Identifier: GPL-3.0-or-later
// The pages about accounts: what each offers, asks before and wishes for.
#include "SettingsCase.h"

#include "settings/PasswordChangeDialog.h"
#include "style/ErrorText.h"
#include "support/TestProgram.h"
#include "widgets/Fields.h"

#include <QCheckBox>
#include <QLabel>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace jackdaw;

namespace settings_accounts_test {

class SettingsAccountsTest : public QObject, protected SettingsCase
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { qRegisterMetaType<AccountId>(); }
    void init() { QVERIFY(begin()); }
    void cleanup() { end(); }

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
};

void SettingsAccountsTest::accountsOfferWhatFitsTheirState()
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

void SettingsAccountsTest::risksOfSigningInAreTakenKnowingly()
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

void SettingsAccountsTest::removingAnAccountAsks()
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

void SettingsAccountsTest::removingSaysHowFarItIs()
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
    m_accounts->setRemoval({true, 60, Error{ErrorKind::Storage, u"disk I/O error"_s, u"/profile/history.sqlite"_s}});
    QVERIFY(find<QLabel>(u"What was removed is not deleted from this computer yet. The history on this computer cannot be read or written. "
                         "Check that the disk is there and can be written. Jackdaw tries again by itself, and when it is started again."_s));
    m_accounts->setRemoval({true, 61});
    QVERIFY(line());
    m_accounts->setRemoval({});
    const QList<QLabel *> all = m_window->findChildren<QLabel *>();
    for (const QLabel *label : all)
        QVERIFY(!(label->isVisible() && label->text().startsWith(u"Deleting"_s)));
}

void SettingsAccountsTest::networkChangesOneAccount()
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

void SettingsAccountsTest::aTrustedCertificateIsForgottenAfterAQuestion()
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

void SettingsAccountsTest::accountsFollowTheModel()
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

void SettingsAccountsTest::anAccountHasANameAndAColour()
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

void SettingsAccountsTest::theOwnersNameIsPublished()
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

void SettingsAccountsTest::aNameThatIsTypedStays()
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

void SettingsAccountsTest::anEmptyNameTakesNothingBackUnasked()
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

void SettingsAccountsTest::anAccountIsSwitchedOnAndOff()
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

void SettingsAccountsTest::anotherPasswordIsAskedForTwice()
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

void SettingsAccountsTest::deletingOnTheServerAsksMore()
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

void SettingsAccountsTest::aProviderIsShownInWords()
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

void SettingsAccountsTest::outagesAreLookedForWhileTheServerIsAway()
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

void SettingsAccountsTest::ownDevicesAreNamedAndRemoved()
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

JACKDAW_WINDOW_TEST(SettingsAccountsTest)

} // namespace settings_accounts_test

#include "settings_accounts_test.moc"
