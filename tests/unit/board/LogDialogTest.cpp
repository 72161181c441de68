// SPDX-License-Identifier: GPL-3.0-or-later
// The presence log as it is looked at: a day and a week, of a person and of a team.
#include "board/BoardPage.h"
#include "board/BoardSide.h"
#include "board/LogDialog.h"
#include "style/Preferences.h"
#include "support/FakeClock.h"
#include "support/TestProgram.h"

#include <QComboBox>
#include <QDateTime>
#include <QListWidget>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QTreeWidget>

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

namespace log_dialog_test {

constexpr qint64 anHour = 3'600'000;
const AccountId mine(1);

struct Desk
{
    Desk()
    {
        preferences.setSystemFont(true);
        clock.set(QDateTime(QDate(2026, 5, 13), QTime(18, 0)).toMSecsSinceEpoch()); // a Wednesday
        QList<BareJid> people;
        for (const QString &name : {u"Sofia"_s, u"Daniel"_s}) {
            Contact contact;
            contact.account = mine;
            contact.jid = jidOf(name);
            contact.name = name;
            contact.groups = {u"Support"_s};
            contacts.changeContacts({contact});
            people.append(contact.jid);
        }
        contacts.flush();
        board.setWatched(mine, people);
        board.flush();
        using A = Availability;
        const auto at = [](int hour) { return QDateTime(QDate(2026, 5, 13), QTime(hour, 0)).toMSecsSinceEpoch(); };
        past[jidOf(u"Sofia"_s)] = {{at(0), A::Offline}, {at(8), A::Available}, {at(12), A::Away}, {at(13), A::Available}, {at(17), A::Offline}};
        past[jidOf(u"Daniel"_s)] = {{at(0), A::Offline}, {at(10), A::Available}, {at(15), A::Offline}};
    }
    static BareJid jidOf(const QString &name) { return BareJid::fromPrepared(name.toLower() + u"@harbor.example"_s); }
    std::unique_ptr<LogDialog> dialog()
    {
        auto made = std::make_unique<LogDialog>(
            board, [this](AccountId, const BareJid &jid, qint64) { return past.value(jid); }, theme, clock);
        made->setAttribute(Qt::WA_DeleteOnClose, false);
        return made;
    }

    QTemporaryDir folder;
    Preferences preferences{folder.filePath(u"settings.ini"_s)};
    Theme theme{preferences};
    FakeClock clock;
    ContactListModel contacts;
    BoardModel board{contacts, clock};
    QHash<BareJid, QList<PresenceChange>> past;
};

QComboBox *boxNamed(QWidget &widget, const QString &name)
{
    for (QComboBox *box : widget.findChildren<QComboBox *>()) {
        if (box->accessibleName() == name)
            return box;
    }
    return nullptr;
}

QString plain(QString text)
{
    return text.remove(QChar(0x2068)).remove(QChar(0x2069));
}

class LogDialogTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aTeamsDaySaysWhenEnoughWereThere()
    {
        Desk desk;
        const auto dialog = desk.dialog();
        dialog->showTeam(u"Support"_s);
        auto *list = dialog->findChild<QTreeWidget *>();
        QCOMPARE(list->topLevelItemCount(), 3); // the team, and both of it
        QCOMPARE(dialog->lines().at(0).length(), 9 * anHour);
        QVERIFY2(plain(dialog->summary()).startsWith(u"1 or more of Support were available for 9 h"_s), qPrintable(dialog->summary()));
        dialog->findChild<QSpinBox *>()->setValue(2);
        QCOMPARE(dialog->lines().at(0).length(), 4 * anHour); // 10 to 12, 13 to 15
        QVERIFY2(plain(dialog->summary()).startsWith(u"2 or more of Support were available for 4 h of 18 h"_s), qPrintable(dialog->summary()));
        QCOMPARE(list->topLevelItem(1)->text(0), u"Daniel"_s);
        QCOMPARE(dialog->lines().at(1).length(), 5 * anHour);
        const QString spoken = list->topLevelItem(0)->data(0, Qt::AccessibleTextRole).toString();
        QVERIFY2(spoken.startsWith(u"2 or more, from "_s) && spoken.endsWith(u"4 h in all"_s), qPrintable(spoken));
        QCOMPARE(spoken.count(u"from "_s), 2);
    }

    void aWeekIsALineADay()
    {
        Desk desk;
        const auto dialog = desk.dialog();
        dialog->showPerson(mine, Desk::jidOf(u"Sofia"_s));
        boxNamed(*dialog, u"Shown"_s)->setCurrentIndex(1);
        auto *list = dialog->findChild<QTreeWidget *>();
        QCOMPARE(list->topLevelItemCount(), 7);
        int known = 0;
        for (const LogLine &line : dialog->lines())
            known += line.length() >= 0;
        QCOMPARE(known, 1);
        QVERIFY2(plain(dialog->summary()).startsWith(u"Sofia was available for 8 h"_s), qPrintable(dialog->summary()));
    }

    void itStepsByDaysAndNotIntoWhatIsToCome()
    {
        Desk desk;
        const auto dialog = desk.dialog();
        dialog->showPerson(mine, Desk::jidOf(u"Sofia"_s));
        QToolButton *earlier = nullptr, *later = nullptr;
        for (QToolButton *button : dialog->findChildren<QToolButton *>()) {
            earlier = button->accessibleName() == u"Earlier"_s ? button : earlier;
            later = button->accessibleName() == u"Later"_s ? button : later;
        }
        QVERIFY(earlier && later);
        QVERIFY(!later->isEnabled());
        earlier->click();
        QVERIFY(later->isEnabled());
        QCOMPARE(dialog->lines().first().length(), -1);
        QVERIFY(dialog->summary().startsWith(u"Nothing was logged then."_s));
        later->click();
        QCOMPARE(dialog->lines().first().length(), 8 * anHour);
        dialog->grab(); // paints the bars
    }

    void theGroupsAreABoxWhereTheListIsNot()
    {
        Desk desk;
        BoardPage page(desk.board, desk.theme, desk.preferences, desk.clock);
        BoardSide side(desk.board, desk.contacts, desk.theme, desk.clock);
        QComboBox *teams = boxNamed(page, u"Watched groups"_s);
        QVERIFY(teams && teams->isHidden());
        page.setTeams(BoardPage::Teams::InHeader);
        QVERIFY(!teams->isHidden());
        QCOMPARE(teams->count(), 2);
        teams->setCurrentIndex(1);
        QCOMPARE(desk.board.team(), std::optional(u"Support"_s));
        QCOMPARE(side.findChild<QListWidget *>()->currentRow(), 1); // the list says the same when it is back
        side.findChild<QListWidget *>()->setCurrentRow(0);
        QCOMPARE(teams->currentIndex(), 0);
    }
};

JACKDAW_WINDOW_TEST(LogDialogTest)

} // namespace log_dialog_test

#include "LogDialogTest.moc"
