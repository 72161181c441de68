// SPDX-License-Identifier: GPL-3.0-or-later
// Gateways to other networks in the window: which there are, how one stands with them, and what they ask.
#include "services/GatewayQuestions.h"
#include "services/GatewayText.h"
#include "services/GatewaysDialog.h"
#include "services/ServiceBrowser.h"
#include "style/Preferences.h"
#include "style/Theme.h"
#include "support/TestProgram.h"

#include <QAccessible>
#include <QAbstractButton>
#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace jackdaw;
using namespace Qt::StringLiterals;

namespace gateways_test {

Gateway gateway(Gateway::Registration registration, Gateway::Session session = Gateway::Session::Unknown)
{
    Gateway out;
    out.jid = BareJid::fromPrepared(u"sms.harbor.example"_s);
    out.name = u"Harbor <b>SMS</b>"_s;
    out.type = u"sms"_s;
    out.registration = registration;
    out.session = session;
    return out;
}

QAbstractButton *button(QWidget &window, const QString &words)
{
    for (QAbstractButton *each : window.findChildren<QAbstractButton *>()) {
        if (each->text() == words)
            return each;
    }
    return nullptr;
}

bool says(QWidget &window, const QString &words)
{
    for (QLabel *each : window.findChildren<QLabel *>()) {
        if (!each->isHidden() && each->text().contains(words))
            return true;
    }
    return false;
}

class GatewaysTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_preferences = std::make_unique<Preferences>(m_folder.filePath(u"settings.ini"_s));
        m_theme = std::make_unique<Theme>(*m_preferences);
    }

    void theStateIsSaidInWords()
    {
        Gateway one = gateway(Gateway::Registration::No);
        QCOMPARE(gatewayStateText(one), u"Not registered"_s);
        one.registration = Gateway::Registration::Yes;
        QCOMPARE(gatewayStateText(one), u"Registered"_s);
        one.session = Gateway::Session::LoggedIn;
        one.said = u"2 of 2\nreachable"_s;
        QCOMPARE(gatewayStateText(one), u"Logged in \u00B7 2 of 2 reachable"_s);
        one.session = Gateway::Session::LoggedOut;
        one.said.clear();
        QCOMPARE(gatewayStateText(one), u"Logged out"_s);
        one.session = Gateway::Session::Failed;
        one.error = Error{ErrorKind::NotAcceptable, {}, u"sms.harbor.example"_s};
        QVERIFY(gatewayStateText(one).startsWith(u"Login failed. "_s));
        QVERIFY(gatewayStateText(one).size() > 20);
        one.name.clear();
        QCOMPARE(gatewayName(one), u"sms.harbor.example"_s);
    }

    void whatCanBeDoneFollowsFromTheState()
    {
        GatewaysDialog dialog(*m_theme);
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        dialog.show();
        QVERIFY(says(dialog, u"Looking for gateways"_s));
        dialog.setSearch(GatewaysDialog::Search::Done);
        QVERIFY(says(dialog, u"Your provider has no gateways"_s));
        for (const QString &words : {u"Register…"_s, u"Log in"_s, u"Log out"_s, u"Add a contact…"_s, u"Unregister…"_s})
            QVERIFY2(!button(dialog, words)->isEnabled(), qPrintable(words));

        dialog.setGateways({gateway(Gateway::Registration::No)});
        QVERIFY(button(dialog, u"Register…"_s)->isEnabled());
        QVERIFY(!button(dialog, u"Log in"_s)->isEnabled());
        QVERIFY(!button(dialog, u"Unregister…"_s)->isEnabled());
        auto *list = dialog.findChild<QListWidget *>();
        QCOMPARE(list->item(0)->data(Qt::AccessibleTextRole).toString(), u"Harbor <b>SMS</b>, Not registered"_s);
        QSignalSpy wanted(&dialog, &GatewaysDialog::registerRequested);
        QTest::keyClick(list, Qt::Key_Return);
        QCOMPARE(wanted.size(), 1);

        dialog.setGateways({gateway(Gateway::Registration::Yes, Gateway::Session::LoggedIn)});
        QVERIFY(button(dialog, u"Change registration…"_s));
        QVERIFY(!button(dialog, u"Log in"_s)->isEnabled());
        QSignalSpy out(&dialog, &GatewaysDialog::logOutRequested);
        button(dialog, u"Log out"_s)->click();
        QCOMPARE(out.size(), 1);
        QCOMPARE(out[0][0].value<Gateway>().jid.toString(), u"sms.harbor.example"_s);
        dialog.showError(u"There is no connection."_s);
        QVERIFY(says(dialog, u"There is no connection."_s));
        QSignalSpy add(&dialog, &GatewaysDialog::addRequested);
        button(dialog, u"Add a contact…"_s)->click();
        QCOMPARE(add.size(), 1);
        QVERIFY(!says(dialog, u"There is no connection."_s)); // it was about what was wished before
    }

    void theListKeepsWhatIsChosen()
    {
        GatewaysDialog dialog(*m_theme);
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        Gateway other = gateway(Gateway::Registration::Yes);
        other.jid = BareJid::fromPrepared(u"irc.harbor.example"_s);
        dialog.setGateways({other, gateway(Gateway::Registration::Yes)});
        auto *list = dialog.findChild<QListWidget *>();
        QCOMPARE(list->currentRow(), 0);
        list->setCurrentRow(1);
        QCOMPARE(dialog.chosen()->jid.toString(), u"sms.harbor.example"_s);
        dialog.setGateways({gateway(Gateway::Registration::Yes, Gateway::Session::LoggedIn), other});
        QCOMPARE(dialog.chosen()->jid.toString(), u"sms.harbor.example"_s);
        dialog.setGateways({other});
        QCOMPARE(dialog.chosen()->jid.toString(), u"irc.harbor.example"_s);
    }

    void theFormIsTheGateways()
    {
        GatewayRegistrationDialog dialog(gateway(Gateway::Registration::No), *m_theme);
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        dialog.show();
        QVERIFY(!button(dialog, u"Register"_s)->isEnabled()); // the form is on its way
        GatewayRegistration registration;
        registration.form.instructions = {u"Your name at Harbor SMS"_s};
        for (const QString &var : {u"username"_s, u"password"_s}) {
            FormField field;
            field.var = var;
            field.type = var == u"password" ? FormField::Type::TextPrivate : FormField::Type::TextSingle;
            field.need = FormField::Need::Required;
            registration.form.fields += field;
        }
        dialog.setRegistration(registration);
        QVERIFY(says(dialog, u"User name there"_s)); // our words for a name on the wire
        QVERIFY(!says(dialog, u"You are registered already"_s));
        QSignalSpy wanted(&dialog, &GatewayRegistrationDialog::registerRequested);
        button(dialog, u"Register"_s)->click();
        QVERIFY(wanted.isEmpty()); // both are needed
        const QList<QLineEdit *> lines = dialog.findChildren<QLineEdit *>();
        QCOMPARE(lines.size(), 2);
        QCOMPARE(lines[1]->echoMode(), QLineEdit::Password);
        lines[0]->setText(u"anna99"_s);
        lines[1]->setText(u"letmein"_s);
        button(dialog, u"Register"_s)->click();
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(wanted[0][0].value<DataForm>().value(u"password"), u"letmein"_s);
        QVERIFY(!button(dialog, u"Register"_s)->isEnabled());
        dialog.showError(u"That is refused."_s);
        QVERIFY(button(dialog, u"Register"_s)->isEnabled());
        QCOMPARE(dialog.findChildren<QLineEdit *>()[0]->text(), u"anna99"_s);

        GatewayRegistrationDialog silent(gateway(Gateway::Registration::No), *m_theme);
        silent.setAttribute(Qt::WA_DeleteOnClose, false);
        silent.show();
        QVERIFY(says(silent, u"Asking the gateway"_s));
        silent.setFailed(u"It did not answer."_s);
        QVERIFY(says(silent, u"It did not answer."_s));
        QVERIFY(!says(silent, u"Asking the gateway"_s));
        QVERIFY(!button(silent, u"Register"_s)->isEnabled());

        GatewayRegistrationDialog web(gateway(Gateway::Registration::No), *m_theme);
        web.setAttribute(Qt::WA_DeleteOnClose, false);
        web.show();
        QSignalSpy page(&web, &GatewayRegistrationDialog::websiteRequested);
        web.setRegistration({{}, u"https://sms.example/register"_s, false});
        QVERIFY(!button(web, u"Register"_s)->isEnabled());
        QCOMPARE(QAccessible::queryAccessibleInterface(button(web, u"Open its web page"_s))->text(QAccessible::Description),
                 u"https://sms.example/register"_s); // and no markup
        button(web, u"Open its web page"_s)->click();
        QCOMPARE(page.size(), 1);
        QCOMPARE(page[0][0].toString(), u"https://sms.example/register"_s);
    }

    void whomToAddIsAskedInItsWords()
    {
        GatewayContactDialog dialog(gateway(Gateway::Registration::Yes), *m_theme);
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        dialog.show();
        dialog.setPrompt({u"Write the number <i>of</i> the phone."_s, u"Number"_s});
        QVERIFY(says(dialog, u"Write the number <i>of</i> the phone."_s));
        QSignalSpy wanted(&dialog, &GatewayContactDialog::addRequested);
        button(dialog, u"Add contact"_s)->click();
        QVERIFY(wanted.isEmpty());
        const QList<QLineEdit *> lines = dialog.findChildren<QLineEdit *>();
        lines[0]->setText(u" +47 555 "_s);
        lines[1]->setText(u"Nils"_s);
        button(dialog, u"Add contact"_s)->click();
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(wanted[0][0].toString(), u"+47 555"_s);
        QCOMPARE(wanted[0][1].toString(), u"Nils"_s);
    }

    void leavingAsksAboutItsPeople()
    {
        GatewayRemovalDialog dialog(gateway(Gateway::Registration::Yes), 3, *m_theme);
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        dialog.show();
        QSignalSpy wanted(&dialog, &GatewayRemovalDialog::removeRequested);
        button(dialog, u"Unregister"_s)->click();
        QCOMPARE(wanted.size(), 1);
        QVERIFY(!wanted[0][0].toBool()); // who stay can be removed later, who are gone not brought back
        dialog.setReady();
        dialog.findChild<QCheckBox *>()->setChecked(true);
        button(dialog, u"Unregister"_s)->click();
        QVERIFY(wanted[1][0].toBool());
        GatewayRemovalDialog none(gateway(Gateway::Registration::Yes), 0, *m_theme);
        none.setAttribute(Qt::WA_DeleteOnClose, false);
        none.show();
        QVERIFY(none.findChild<QCheckBox *>()->isHidden());
    }

    void theBrowserLeadsToThem()
    {
        ServiceBrowser browser(*Jid::parse(u"harbor.example"), *m_theme);
        browser.setAttribute(Qt::WA_DeleteOnClose, false);
        browser.show();
        browser.browse();
        QVERIFY(button(browser, u"Gateways…"_s)->isHidden());
        QSignalSpy wanted(&browser, &ServiceBrowser::gatewaysRequested);
        browser.setInfo(*Jid::parse(u"harbor.example"), {}, {{u"gateway/sms Harbor SMS"_s}, {}, {}, false});
        QVERIFY(!button(browser, u"Gateways…"_s)->isHidden());
        button(browser, u"Gateways…"_s)->click();
        QCOMPARE(wanted.size(), 1);
    }

private:
    QTemporaryDir m_folder;
    std::unique_ptr<Preferences> m_preferences;
    std::unique_ptr<Theme> m_theme;
};

JACKDAW_WINDOW_TEST(GatewaysTest)

} // namespace gateways_test

#include "GatewaysTest.moc"
