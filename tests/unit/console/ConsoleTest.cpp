// SPDX-License-Identifier: GPL-3.0-or-later
#include "account/ConsoleModel.h"
#include "console/ConsoleWindow.h"
#include "console/PrettyXml.h"
#include "style/Preferences.h"
#include "style/Theme.h"
#include "support/TestProgram.h"

#include <QAbstractButton>
#include <QAbstractItemModelTester>
#include <QAccessible>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QLineEdit>
#include <QListView>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace jackdaw;
using namespace Qt::StringLiterals;

namespace console_test {

using Way = ConsoleStanza::Way;

ConsoleStanza stanza(const QString &xml, Way way = Way::In)
{
    return {way, consoleKind(xml), 1'700'000'000'000, xml};
}

/// The XML console: what it shows, and what it lets through.
class ConsoleTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_preferences = std::make_unique<Preferences>(m_folder.filePath(u"settings.ini"_s));
        m_theme = std::make_unique<Theme>(*m_preferences);
    }

    void typedStanzasAreChecked_data()
    {
        QTest::addColumn<QString>("xml");
        QTest::addColumn<bool>("isFine");
        QTest::addColumn<bool>("asks");
        const QString query = u"<query xmlns='jabber:iq:roster'/>"_s;
        QTest::newRow("a question") << u"<iq type='get'>"_s + query + u"</iq>"_s << true << false;
        QTest::newRow("a change") << u"<iq type='set'>"_s + query + u"</iq>"_s << true << true;
        QTest::newRow("a message") << u"<message to='a@b.example'><body>hi</body></message>"_s << true << true;
        QTest::newRow("a presence") << u"<presence/>"_s << true << false;
        QTest::newRow("a presence that lets somebody see us") << u"<presence type='subscribed' to='a@b.example'/>"_s << true << true;
        QTest::newRow("a presence that ends it") << u"<presence type='unsubscribe' to='a@b.example'/>"_s << true << true;
        QTest::newRow("nested too deeply") << u"<message>"_s + u"<a>"_s.repeated(5'000) + u"</a>"_s.repeated(5'000) + u"</message>"_s << false << false;
        QTest::newRow("with its namespace") << u"<presence xmlns='jabber:client'/>"_s << true << false;
        QTest::newRow("an answer") << u"<iq type='result' id='1' to='a@b.example'/>"_s << true << false;
        QTest::newRow("nothing") << u""_s << false << false;
        QTest::newRow("text") << u"hello"_s << false << false;
        QTest::newRow("not closed") << u"<presence><show>away</presence>"_s << false << false;
        QTest::newRow("two") << u"<presence/><presence/>"_s << false << false;
        QTest::newRow("of another namespace") << u"<presence xmlns='jabber:server'/>"_s << false << false;
        QTest::newRow("no stanza") << u"<r xmlns='urn:xmpp:sm:3'/>"_s << false << false;
        QTest::newRow("the stream's end") << u"</stream:stream>"_s << false << false;
        QTest::newRow("an iq without a type") << u"<iq>"_s + query + u"</iq>"_s << false << false;
        QTest::newRow("an empty question") << u"<iq type='get'/>"_s << false << false;
        QTest::newRow("a question without a namespace") << u"<iq type='get'><query/></iq>"_s << false << false;
        QTest::newRow("two questions") << u"<iq type='get'>"_s + query + query + u"</iq>"_s << false << false;
        QTest::newRow("entities") << u"<!DOCTYPE a [<!ENTITY b 'c'>]><presence/>"_s << false << false;
        QTest::newRow("a comment") << u"<presence><!-- hello --></presence>"_s << false << false;
        QTest::newRow("a declaration") << u"<?xml version='1.0'?><presence/>"_s << false << false;
        QTest::newRow("without end") << u"<message><body>"_s + QString(300'000, u'x') + u"</body></message>"_s << false << false;
    }
    void typedStanzasAreChecked()
    {
        QFETCH(QString, xml);
        QFETCH(bool, isFine);
        QFETCH(bool, asks);
        const auto typed = checkTyped(xml);
        QCOMPARE(bool(typed), isFine);
        if (isFine)
            QCOMPARE(typed->effect == TypedStanza::Effect::Asks, asks);
        else
            QVERIFY(!typed.error().detail.isEmpty());
    }

    void xmlIsShownInLines_data()
    {
        QTest::addColumn<QString>("xml");
        QTest::addColumn<QString>("lines");
        QTest::newRow("one") << u"<r xmlns='urn:xmpp:sm:3'/>"_s << u"<r xmlns=\"urn:xmpp:sm:3\"/>"_s;
        QTest::newRow("nested") << u"<iq id='1'><query xmlns='a'><item b='&lt;'/><item/></query></iq>"_s
                                << u"<iq id=\"1\">\n  <query xmlns=\"a\">\n    <item b=\"&lt;\"/>\n    <item/>\n  </query>\n</iq>"_s;
        QTest::newRow("namespaces") << u"<a xmlns='x'><b xmlns='x'/><c xmlns='y'><d xmlns='y'/></c><e xmlns='x'/></a>"_s
                                    << u"<a xmlns=\"x\">\n  <b/>\n  <c xmlns=\"y\">\n    <d/>\n  </c>\n  <e/>\n</a>"_s;
        QTest::newRow("text") << u"<message><body>a &amp; b</body></message>"_s << u"<message>\n  <body>a &amp; b</body>\n</message>"_s;
        QTest::newRow("not well-formed") << u"<stream:features><a>"_s << u"<stream:features><a>"_s;
    }
    void xmlIsShownInLines()
    {
        QFETCH(QString, xml);
        QFETCH(QString, lines);
        QCOMPARE(prettyXml(xml), lines);
    }

    void theBeginningOfAStanzaIsShownInLines()
    {
        QCOMPARE(prettyBeginning(u"<iq id='1'><query xmlns='a'><item b='c'/><item d"_s),
                 u"<iq id=\"1\">\n  <query xmlns=\"a\">\n    <item b=\"c\"/><item d"_s);
        QVERIFY(prettyBeginning(u"<message><body>"_s + QString(300, u'x')).endsWith(QString(300, u'x')));
    }

    void aLongStanzaIsShortenedAndCopiedWhole()
    {
        ConsoleWindow *window = open();
        window->setAccounts({{AccountId(1), u"mara@harbor.example"_s}});
        const QString large = u"<message><body>"_s + QString(2'000'000, u'x') + u"</body></message>"_s;
        window->add(AccountId(1), {stanza(u"<presence/>"_s), stanza(large)});
        auto *list = named<QListView>(window, u"Stanzas"_s);
        auto *whole = named<QPlainTextEdit>(window, u"Whole stanza"_s);
        list->setCurrentIndex(list->model()->index(1, 0));
        QVERIFY(whole->toPlainText().size() <= ConsoleWindow::mostShown + 100);
        QVERIFY(whole->toPlainText().startsWith(u"<message>\n  <body>xxx"_s));
        QVERIFY(whole->accessibleDescription().startsWith(u"Shortened"_s));
        button(window, u"Copy"_s)->click();
        QVERIFY(QGuiApplication::clipboard()->text().size() > 2'000'000);
        list->setCurrentIndex(list->model()->index(0, 0));
        QVERIFY(whole->accessibleDescription().isEmpty());
        delete window;
    }

    void itIsAWindowWithAName()
    {
        ConsoleWindow *window = open();
        const QAccessibleInterface *spoken = QAccessible::queryAccessibleInterface(window);
        QCOMPARE(spoken->role(), QAccessible::Window);
        QCOMPARE(spoken->text(QAccessible::Name), u"XML console"_s);
        delete window;
    }

    void theModelFiltersAndIsBounded()
    {
        ConsoleModel model;
        QAbstractItemModelTester tester(&model);
        model.add({stanza(u"<message from='ana@a.example'/>"_s), stanza(u"<presence/>"_s, Way::Out), stanza(u"<iq id='1'/>"_s),
                   stanza(u"<r xmlns='urn:xmpp:sm:3'/>"_s)});
        QCOMPARE(model.rowCount(), 4);
        ConsoleModel::Filter filter;
        filter.kinds.remove(ConsoleStanza::Kind::Stream);
        model.setFilter(filter);
        QCOMPARE(model.rowCount(), 3);
        filter.ways = ConsoleModel::Filter::Ways::Out;
        model.setFilter(filter);
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(model.stanza(0).xml, u"<presence/>"_s);
        filter = {};
        filter.text = u"A.EXAMPLE ana"_s;
        model.setFilter(filter);
        QCOMPARE(model.rowCount(), 1);
        model.add({stanza(u"<message from='ben@a.example'/>"_s), stanza(u"<message from='ana@a.example' id='2'/>"_s)});
        QCOMPARE(model.rowCount(), 2);
        for (int i = 0; i < 60; ++i) { // more than are kept, most of them hidden
            QList<ConsoleStanza> some(100, stanza(u"<presence/>"_s));
            some[0] = stanza(u"<message from='ana@a.example' id='%1'/>"_s.arg(i));
            model.add(some);
        }
        QCOMPARE(model.kept(), ConsoleModel::mostKept);
        QCOMPARE(model.rowCount(), 50);
        QVERIFY(model.stanza(0).xml.contains(u"id='10'"_s));

        model.setFlow(ConsoleModel::Flow::Paused);
        model.add({stanza(u"<message from='ana@a.example' id='late'/>"_s)});
        QCOMPARE(model.rowCount(), 50);
        model.setFlow(ConsoleModel::Flow::Running);
        QVERIFY(model.stanza(model.rowCount() - 1).xml.contains(u"late"_s));
        model.clear();
        QCOMPARE(model.rowCount() + model.kept(), 0);
        const QString large = u"<message from='ana@a.example'>"_s + QString(ConsoleModel::mostCharacters / 3, u'x') + u"</message>"_s;
        for (int i = 0; i < 5; ++i)
            model.add({stanza(large)});
        QCOMPARE(model.kept(), 2);
        QCOMPARE(model.rowCount(), 2);
    }

    void theWindowShowsOneAccount()
    {
        ConsoleWindow *window = open();
        QSignalSpy chosen(window, &ConsoleWindow::accountChosen);
        window->setAccounts({{AccountId(1), u"mara@harbor.example"_s}, {AccountId(2), u"mara@work.example"_s}});
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen[0][0].value<AccountId>(), AccountId(1));
        window->add(AccountId(2), {stanza(u"<presence id='other'/>"_s)});
        window->add(AccountId(1), {stanza(u"<presence id='ours'/>"_s), stanza(u"<message id='text'/>"_s)});
        auto *list = named<QListView>(window, u"Stanzas"_s);
        QCOMPARE(list->model()->rowCount(), 2);
        list->setCurrentIndex(list->model()->index(1, 0));
        QCOMPARE(named<QPlainTextEdit>(window, u"Whole stanza"_s)->toPlainText(), u"<message id=\"text\"/>"_s);
        button(window, u"Copy"_s)->click();
        QCOMPARE(QGuiApplication::clipboard()->text(), u"<message id=\"text\"/>\n"_s);
        named<QLineEdit>(window, u"Filter"_s)->setText(u"ours"_s);
        QCOMPARE(list->model()->rowCount(), 1);
        named<QLineEdit>(window, u"Filter"_s)->clear();
        for (QCheckBox *kind : window->findChildren<QCheckBox *>())
            kind->setChecked(kind->text() == u"Messages"_s);
        QCOMPARE(list->model()->rowCount(), 1);
        button(window, u"Pause"_s)->click();
        window->add(AccountId(1), {stanza(u"<message id='late'/>"_s)});
        QCOMPARE(list->model()->rowCount(), 1);
        button(window, u"Pause"_s)->click();
        QCOMPARE(list->model()->rowCount(), 2);
        button(window, u"Clear"_s)->click();
        QCOMPARE(list->model()->rowCount(), 0);
        named<QComboBox>(window, u"Account"_s)->setCurrentIndex(1);
        QCOMPARE(chosen.size(), 2);
        QCOMPARE(chosen[1][1].value<AccountId>(), AccountId(1));
        window->setAccounts({{AccountId(1), u"mara@harbor.example"_s}}); // the other was removed
        QCOMPARE(window->account(), AccountId(1));
        delete window;
        QCOMPARE(chosen.constLast()[1].value<AccountId>(), AccountId(1)); // nobody listens any more
    }

    void whatTellsOrChangesSomethingIsAskedAbout()
    {
        ConsoleWindow *window = open();
        window->setAccounts({{AccountId(1), u"mara@harbor.example"_s}});
        QSignalSpy sent(window, &ConsoleWindow::sendRequested);
        auto *field = named<QPlainTextEdit>(window, u"Stanza to send"_s);
        QAbstractButton *send = button(window, u"Send stanza"_s);
        QVERIFY(!send->isEnabled());
        field->setPlainText(u"<presence>"_s);
        send->click();
        QVERIFY(sent.isEmpty());
        QVERIFY(QAccessible::queryAccessibleInterface(field)->text(QAccessible::Description).startsWith(u"Not sent."_s));
        field->setPlainText(u"<iq type='get'><ping xmlns='urn:xmpp:ping'/></iq>"_s);
        send->click();
        QCOMPARE(sent.size(), 1);
        window->showSent();
        QVERIFY(field->toPlainText().isEmpty());
        field->setPlainText(u"<message to='a@b.example'><body>hi</body></message>"_s);
        send->click();
        QCOMPARE(sent.size(), 1);
        auto *question = window->findChild<QMessageBox *>();
        QVERIFY(question);
        QCOMPARE(question->standardButton(question->defaultButton()), QMessageBox::Cancel);
        for (QAbstractButton *each : question->buttons()) {
            if (each->text() == u"Send stanza"_s)
                each->click();
        }
        QCOMPARE(sent.size(), 2);
        QCOMPARE(sent[1][1].toString(), u"<message to='a@b.example'><body>hi</body></message>"_s);
        delete window;
    }

private:
    ConsoleWindow *open()
    {
        auto *window = new ConsoleWindow(*m_theme);
        window->show();
        [&] { QVERIFY(QTest::qWaitForWindowExposed(window)); }();
        return window;
    }
    template<class Widget>
    static Widget *named(QWidget *in, const QString &name)
    {
        const QList<Widget *> all = in->findChildren<Widget *>();
        for (Widget *each : all) {
            if (each->accessibleName() == name)
                return each;
        }
        qFatal("nothing is called %s", qPrintable(name));
    }
    static QAbstractButton *button(QWidget *in, const QString &text)
    {
        const QList<QAbstractButton *> all = in->findChildren<QAbstractButton *>();
        for (QAbstractButton *each : all) {
            if (each->text() == text)
                return each;
        }
        qFatal("no button %s", qPrintable(text));
    }

    QTemporaryDir m_folder;
    std::unique_ptr<Preferences> m_preferences;
    std::unique_ptr<Theme> m_theme;
};

JACKDAW_WINDOW_TEST(ConsoleTest)

} // namespace console_test

#include "ConsoleTest.moc"
