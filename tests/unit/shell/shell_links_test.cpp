// SPDX-License-Identifier: GPL-3.0-or-later
// Links that lead out of the program, and those that lead into it.
#include "ShellProgram.h"
#include "chats/NewChatDialog.h"
#include "shell/Dialogs.h"
#include "shell/Wishes.h"
#include "support/TestProgram.h"

#include <QAbstractButton>
#include <QDesktopServices>
#include <QLineEdit>
#include <QMessageBox>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace jackdaw;
using namespace jackdaw::test;

namespace shell_links_test {

/// In the place of the system's browser.
class TakenLinks : public QObject
{
    Q_OBJECT
public:
    QList<QUrl> all;

public Q_SLOTS:
    void take(const QUrl &link) { all += link; }
};

class ShellLinksTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void linksOfPeopleAndPlacesAskFirst()
    {
        Program program;
        program.fill();
        QWidget window;
        window.show();
        Wishes wishes(program.context.engine());
        Dialogs dialogs(program.context, wishes, window);
        dialogs.followLink(QUrl(u"xmpp:nour@harbor.example/desk?message"_s));
        auto *chat = window.findChild<NewChatDialog *>();
        QVERIFY(chat);
        QCOMPARE(chat->findChild<QLineEdit *>()->text(), u"nour@harbor.example"_s);
        chat->reject();
        // A room is asked about too, with its address filled in; what only looks like one is a person.
        dialogs.followLink(QUrl(u"xmpp:crew@groups.harbor.example?join;password=x"_s));
        auto *join = window.findChild<JoinGroupDialog *>();
        QVERIFY(join && join->isVisible());
        QStringList fields;
        for (const QLineEdit *field : join->findChildren<QLineEdit *>())
            fields << field->text();
        QVERIFY(fields.contains(u"crew@groups.harbor.example"_s));
        join->reject();
        dialogs.followLink(QUrl(u"geo:48.2010,16.3695"_s));
        auto *question = window.findChild<QMessageBox *>();
        QVERIFY(question);
        QCOMPARE(question->defaultButton(), question->escapeButton()); // the safe answer
        QVERIFY(question->informativeText().contains(u"48.2010"_s));
        question->reject();
        dialogs.followLink(QUrl(u"file:///etc/passwd"_s));
        QCOMPARE(window.findChildren<QDialog *>().size(), 3); // those three, which go with the next events
    }

    void whatOnlyTorKnowsIsNotGivenToABrowserUnasked_data()
    {
        QTest::addColumn<QString>("link");
        for (const char *link : {"https://harborxmpp.onion/plan", "http://HarborXmpp.ONION./", "https://harborxmpp．ｏｎｉｏｎ/"})
            QTest::newRow(link) << QString::fromUtf8(link);
    }

    void whatOnlyTorKnowsIsNotGivenToABrowserUnasked()
    {
        QFETCH(QString, link);
        Program program;
        program.fill();
        QWidget window;
        window.show();
        Wishes wishes(program.context.engine());
        Dialogs dialogs(program.context, wishes, window);
        TakenLinks taken;
        QDesktopServices::setUrlHandler(u"https"_s, &taken, "take");
        QDesktopServices::setUrlHandler(u"http"_s, &taken, "take");
        dialogs.followLink(QUrl(u"https://harbor.example/"_s));
        QCOMPARE(taken.all.size(), 1); // as every other
        dialogs.followLink(QUrl(link));
        auto *question = window.findChild<QMessageBox *>();
        QVERIFY(question);
        QCOMPARE(taken.all.size(), 1);
        QCOMPARE(question->defaultButton(), question->escapeButton());
        QVERIFY2(question->informativeText().contains(u"can be reached through Tor only."_s), qPrintable(question->informativeText()));
        for (QAbstractButton *button : question->buttons()) {
            if (question->buttonRole(button) == QMessageBox::AcceptRole)
                button->click();
        }
        QCOMPARE(taken.all.value(1), QUrl(link));
        QDesktopServices::unsetUrlHandler(u"https"_s);
        QDesktopServices::unsetUrlHandler(u"http"_s);
    }
};

JACKDAW_WINDOW_TEST(ShellLinksTest)

} // namespace shell_links_test

#include "shell_links_test.moc"
