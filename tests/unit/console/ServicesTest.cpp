// SPDX-License-Identifier: GPL-3.0-or-later
#include "account/ServiceStanza.h"
#include "services/CommandDialog.h"
#include "services/ServiceBrowser.h"
#include "style/Preferences.h"
#include "style/Theme.h"
#include "support/TestProgram.h"

#include <QAbstractButton>
#include <QDomDocument>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeWidget>
#include <QXmlStreamWriter>

using namespace jackdaw;
using namespace Qt::StringLiterals;

namespace services_test {

QDomElement parsed(const QString &xml)
{
    static QDomDocument document;
    document = QDomDocument();
    document.setContent(u"<iq xmlns='jabber:client' type='result'>"_s + xml + u"</iq>"_s, QDomDocument::ParseOption::UseNamespaceProcessing);
    return document.documentElement();
}

QString written(const CommandStep &step)
{
    QString xml;
    QXmlStreamWriter writer(&xml);
    writeCommand(writer, step);
    return xml;
}

CommandStep firstStep()
{
    CommandStep step;
    step.jid = *Jid::parse(u"harbor.example");
    step.node = u"announce"_s;
    return step;
}

constexpr QStringView commands = u"http://jabber.org/protocol/commands";

/// What services have and can be asked to do: on the wire (XEP-0030, XEP-0050), and in the window.
class ServicesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_preferences = std::make_unique<Preferences>(m_folder.filePath(u"settings.ini"_s));
        m_theme = std::make_unique<Theme>(*m_preferences);
    }

    void itemsAndInfoAreRead()
    {
        const QList<DiscoItem> items = readItems(parsed(u"<query xmlns='http://jabber.org/protocol/disco#items'>"
                                                         "<item jid='groups.harbor.example' name='Groups'/><item jid='harbor.example' node='a'/>"
                                                         "<item jid='@'/><other/></query>"_s));
        QCOMPARE(items.size(), 2);
        QCOMPARE(items[0].name, u"Groups"_s);
        QCOMPARE(items[1].node, u"a"_s);
        const DiscoInfo info = readInfo(parsed(u"<query xmlns='http://jabber.org/protocol/disco#info'><identity category='server' type='im' name='Harbor'/>"
                                                "<feature var='z'/><feature var='http://jabber.org/protocol/commands'/></query>"_s));
        QCOMPARE(info.identities, QStringList{u"server/im Harbor"_s});
        QVERIFY(info.hasCommands);
        QCOMPARE(info.features.size(), 2);
    }

    void commandsGoStepByStep()
    {
        QCOMPARE(written(firstStep()), u"<command xmlns=\"http://jabber.org/protocol/commands\" node=\"announce\" action=\"execute\"/>"_s);
        const QString head = u"<command xmlns='%1' node='announce' sessionid='s1' "_s.arg(commands);
        auto step = readCommand(parsed(head + u"status='executing'><actions execute='complete'><prev/><next/><complete/></actions><note type='info'>Mind</note>"
                                       "<x xmlns='jabber:x:data' type='form'><field var='text' type='text-single' label='Text'/></x></command>"_s),
                                firstStep());
        QVERIFY(step);
        using Act = CommandStep::Act;
        QCOMPARE(step->offered, (QList<Act>{Act::Complete, Act::Next, Act::Previous}));
        QCOMPARE(step->notes, QStringList{u"Mind"_s});
        QVERIFY(step->hasForm);
        step->act = Act::Complete;
        step->form.find(u"text")->values = {u"hello"_s};
        const QString answer = written(*step);
        QVERIFY(answer.contains(u"sessionid=\"s1\""_s) && answer.contains(u"action=\"complete\""_s) && answer.contains(u"hello"_s));
        step->act = Act::Previous;
        QVERIFY(!written(*step).contains(u"hello"_s)); // 3.3
        // Another command's answer, and another session's, are none.
        QVERIFY(!readCommand(parsed(u"<command xmlns='%1' node='other' sessionid='s1' status='completed'/>"_s.arg(commands)), *step));
        QVERIFY(!readCommand(parsed(u"<command xmlns='%1' node='announce' sessionid='s2' status='completed'/>"_s.arg(commands)), *step));
        QVERIFY(!readCommand(parsed(u""_s), *step));
        const auto end = readCommand(parsed(head + u"status='completed'/>"_s), *step);
        QVERIFY(end && end->state == CommandStep::State::Completed && end->offered.isEmpty());
        const auto only = readCommand(parsed(head + u"status='executing'/>"_s), *step);
        QCOMPARE(only->offered, QList<Act>{Act::Complete}); // 3.4: there is no other stage
    }

    void theTreeIsAskedForWhereItIsOpened()
    {
        ServiceBrowser browser(*Jid::parse(u"harbor.example"), *m_theme);
        browser.setAttribute(Qt::WA_DeleteOnClose, false);
        QSignalSpy items(&browser, &ServiceBrowser::itemsRequested);
        QSignalSpy about(&browser, &ServiceBrowser::infoRequested);
        QSignalSpy listed(&browser, &ServiceBrowser::commandsRequested);
        QSignalSpy run(&browser, &ServiceBrowser::runRequested);
        browser.show();
        QVERIFY(items.isEmpty() && about.isEmpty());
        QTest::keyClick(browser.findChild<QLineEdit *>(), Qt::Key_Return);
        QCOMPARE(items.size(), 1);
        QCOMPARE(about.size(), 1);
        const Jid server = *Jid::parse(u"harbor.example");
        browser.setItems(server, {}, {{*Jid::parse(u"groups.harbor.example"), {}, u"Groups"_s}});
        auto *tree = browser.findChild<QTreeWidget *>();
        QCOMPARE(tree->topLevelItem(0)->childCount(), 1);
        QCOMPARE(tree->topLevelItem(0)->child(0)->text(0), u"Groups"_s);
        browser.setInfo(server, {}, {{u"server/im Harbor"_s}, {QString(commands)}, {}, true});
        QVERIFY(browser.findChild<QPlainTextEdit *>()->toPlainText().contains(u"server/im Harbor"_s));
        QCOMPARE(listed.size(), 1);
        browser.setCommands(server, {{server, u"announce"_s, u"Say something to all"_s}});
        auto *commandList = browser.findChild<QListWidget *>();
        QCOMPARE(commandList->count(), 1);
        commandList->setCurrentRow(0);
        for (QAbstractButton *button : browser.findChildren<QAbstractButton *>()) {
            if (button->text() == u"Run command…"_s)
                button->click();
        }
        QCOMPARE(run.size(), 1);
        QCOMPARE(run[0][0].value<DiscoItem>().node, u"announce"_s);
        tree->setCurrentItem(tree->topLevelItem(0)->child(0));
        browser.setInfo(server, {}, {{u"late"_s}, {}, {}, false}); // of another than is shown
        QVERIFY(!browser.findChild<QPlainTextEdit *>()->toPlainText().contains(u"late"_s));
        browser.findChild<QLineEdit *>()->setText(u"@@"_s);
        QTest::keyClick(browser.findChild<QLineEdit *>(), Qt::Key_Return);
        QCOMPARE(tree->topLevelItemCount(), 1); // what is no address is not asked
    }

    void aCommandIsRunAndGivenUp()
    {
        auto *dialog = new CommandDialog(u"Say something to all"_s, *m_theme);
        dialog->setAttribute(Qt::WA_DeleteOnClose, false);
        QSignalSpy asked(dialog, &CommandDialog::stepRequested);
        dialog->show();
        CommandStep step = firstStep();
        step.session = u"s1"_s;
        step.offered = {CommandStep::Act::Next};
        step.hasForm = true;
        FormField field;
        field.var = u"text"_s;
        field.label = u"Text"_s;
        field.need = FormField::Need::Required;
        step.form.fields = {field};
        dialog->showStep(step);
        const auto press = [dialog](const QString &words) {
            QCoreApplication::processEvents(); // new buttons are shown, old ones go
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
            for (QAbstractButton *button : dialog->findChildren<QAbstractButton *>()) {
                if (button->text() == words && button->isVisible())
                    return button->click(), true;
            }
            return false;
        };
        QVERIFY(press(u"Next"_s));
        QVERIFY(asked.isEmpty()); // it is needed
        dialog->findChild<QLineEdit *>()->setText(u"hello"_s);
        QVERIFY(press(u"Next"_s));
        QCOMPARE(asked.size(), 1);
        const auto sent = asked[0][0].value<CommandStep>();
        QCOMPARE(sent.act, CommandStep::Act::Next);
        QCOMPARE(sent.form.value(u"text"), u"hello"_s);
        // What came of it may be a table.
        step.form = {};
        step.form.type = DataForm::Type::Result;
        step.form.reported = {field};
        FormField cell = field;
        cell.values = {u"sent"_s};
        step.form.items = {{cell}, {cell}};
        step.state = CommandStep::State::Executing;
        dialog->showStep(step);
        auto *table = dialog->findChild<QTableWidget *>();
        QVERIFY(table);
        QCOMPARE(table->rowCount(), 2);
        QCOMPARE(table->item(1, 0)->text(), u"sent"_s);
        dialog->reject(); // 3.5
        QCOMPARE(asked.size(), 2);
        QCOMPARE(asked[1][0].value<CommandStep>().act, CommandStep::Act::Cancel);
        delete dialog;
    }

private:
    QTemporaryDir m_folder;
    std::unique_ptr<Preferences> m_preferences;
    std::unique_ptr<Theme> m_theme;
};

JACKDAW_WINDOW_TEST(ServicesTest)

} // namespace services_test

#include "ServicesTest.moc"
