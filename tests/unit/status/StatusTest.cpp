// SPDX-License-Identifier: GPL-3.0-or-later
// Away by itself, by a clock of the test; the dialog of one's own status; the words that are offered.
#include "status/AutoAway.h"
#include "status/StatusDialog.h"
#include "status/StatusText.h"
#include "style/Preferences.h"
#include "style/Style.h"
#include "support/FakeAlarm.h"
#include "support/TestProgram.h"

#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTimeEdit>

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

namespace status_test {

constexpr qint64 minute = 60'000;
using Level = IdleState::Level;

struct Desk
{
    Desk()
    {
        auto owned = std::make_unique<FakeAlarm>(clock);
        alarm = owned.get();
        away = std::make_unique<AutoAway>(clock, std::move(owned));
        QObject::connect(away.get(), &AutoAway::changed, away.get(), [this](const IdleState &state) { told.append(state); });
    }
    FakeClock clock;
    FakeAlarm *alarm = nullptr;
    std::unique_ptr<AutoAway> away;
    QList<IdleState> told;
};

class StatusTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void awayAndAwayForLongByTheClock()
    {
        Desk desk;
        const qint64 left = desk.clock.now();
        desk.alarm->pass(5 * minute);
        desk.away->noteIdle(5 * minute);
        QCOMPARE(desk.told, (QList<IdleState>{{Level::Away, left}}));
        desk.alarm->pass(24 * minute);
        QCOMPARE(desk.told.size(), 1);
        desk.alarm->pass(minute);
        QCOMPARE(desk.told.constLast(), (IdleState{Level::AwayForLong, left})); // since when does not change
        QCOMPARE(desk.alarm->rings(), 1);
        QVERIFY(!desk.alarm->isSet());
        desk.away->noteActive();
        QCOMPARE(desk.told.constLast(), IdleState());
        desk.away->noteActive();
        QCOMPARE(desk.told.size(), 3);
    }

    void theLockedScreenCountsAtOnce()
    {
        Desk desk;
        desk.away->noteLocked();
        QCOMPARE(desk.told, (QList<IdleState>{{Level::Away, desk.clock.now()}}));
        desk.away->noteActive(); // somebody touches the mouse
        QCOMPARE(desk.told.size(), 1);
        desk.alarm->pass(30 * minute);
        QCOMPARE(desk.told.constLast().level, Level::AwayForLong);
        desk.away->noteUnlocked();
        QCOMPARE(desk.told.constLast(), IdleState());
    }

    void eachPartCanBeSwitchedOff()
    {
        Desk desk;
        AutoAway::Wishes wishes;
        wishes.availability = AutoAway::Wishes::Change::No;
        desk.away->setWishes(wishes);
        desk.away->noteIdle(6 * minute);
        QCOMPARE(desk.told, (QList<IdleState>{{Level::Present, desk.clock.now() - 6 * minute}})); // the time only
        wishes.idleTime = AutoAway::Wishes::Tell::No;
        desk.away->setWishes(wishes);
        QCOMPARE(desk.told.constLast(), IdleState());
        wishes.availability = AutoAway::Wishes::Change::Yes; // while nobody is there
        desk.away->setWishes(wishes);
        QCOMPARE(desk.told.constLast(), (IdleState{Level::Away, 0}));
        wishes.awayAfter = 10 * minute;
        desk.away->setWishes(wishes);
        QCOMPARE(desk.told.constLast(), IdleState());
        desk.alarm->pass(4 * minute);
        QCOMPARE(desk.told.constLast().level, Level::Away);
    }

    void whatWasUsedIsOfferedFirst()
    {
        QStringList recent;
        QCOMPARE(offeredStatuses(recent, 3), presetStatuses().mid(0, 3));
        const OwnStatus call{Availability::DoNotDisturb, u"On a call"_s, 0};
        const OwnStatus lunch = presetStatuses().at(1);
        recent = withRecentStatus(recent, call);
        recent = withRecentStatus(recent, lunch);
        recent = withRecentStatus(recent, {Availability::Away, {}, 0}); // says nothing
        QCOMPARE(offeredStatuses(recent, 3), (QList<OwnStatus>{lunch, call, presetStatuses().at(0)}));
        recent = withRecentStatus(recent, call);
        QCOMPARE(offeredStatuses(recent, 9).size(), presetStatuses().size() + 1); // nothing twice
        for (int i = 0; i < 40; ++i)
            recent = withRecentStatus(recent, {Availability::Away, QString::number(i), 0});
        QVERIFY(recent.size() <= 24);
        QVERIFY(offeredStatuses({u"99"_s, u"forged"_s, u"1"_s}, 9) == presetStatuses());
    }

    void theDialogGivesStateWordsAndTime()
    {
        QTemporaryDir folder;
        Preferences preferences(folder.filePath(u"settings.ini"_s));
        Theme theme(preferences);
        AccountListModel accounts;
        AccountSettings one, two;
        one.id = AccountId(1);
        one.jid = BareJid::fromPrepared(u"mara@harbor.example"_s);
        two.id = AccountId(2);
        two.jid = BareJid::fromPrepared(u"mara@depot.example"_s);
        accounts.setAccounts({one, two});
        for (AccountId id : {one.id, two.id}) {
            ConnectionStatus online;
            online.state = ConnectionState::Online;
            accounts.setConnection(id, online);
        }
        FakeClock clock; // 12:00 UTC
        auto *dialog = new StatusDialog(accounts, {}, theme, clock);
        QSignalSpy chosen(dialog, &StatusDialog::statusChosen);
        const auto box = [&](const QString &name) {
            for (QComboBox *each : dialog->findChildren<QComboBox *>()) {
                if (each->accessibleName() == name)
                    return each;
            }
            return static_cast<QComboBox *>(nullptr);
        };
        dialog->show();
        QVERIFY(box(u"State"_s) && box(u"Status text"_s) && box(u"Until"_s) && box(u"For"_s));
        auto *time = dialog->findChild<QTimeEdit *>();
        QVERIFY(!time->isVisible());
        // A preset brings its state along.
        const int preset = box(u"Status text"_s)->findText(u"In a meeting"_s);
        box(u"Status text"_s)->setCurrentIndex(preset);
        Q_EMIT box(u"Status text"_s)->activated(preset);
        QCOMPARE(box(u"State"_s)->currentText(), u"Do not disturb"_s);
        box(u"Until"_s)->setCurrentIndex(box(u"Until"_s)->findData(-1));
        QVERIFY(time->isVisible());
        time->setTime(QTime(14, 0));
        QTest::keyClick(dialog, Qt::Key_Return);
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen.first().first().value<OwnStatus>(), (OwnStatus{Availability::DoNotDisturb, u"In a meeting"_s, clock.now() + 120 * minute}));
        QVERIFY(!chosen.first().at(1).value<std::optional<AccountId>>());
        // What is past today is meant for tomorrow; and one account alone.
        dialog->setReady();
        time->setTime(QTime(8, 30));
        box(u"For"_s)->setCurrentIndex(2);
        QTest::keyClick(dialog, Qt::Key_Return);
        QCOMPARE(chosen.size(), 2);
        QCOMPARE(chosen.at(1).first().value<OwnStatus>().until, clock.now() + (20 * 60 + 30) * minute);
        QCOMPARE(chosen.at(1).at(1).value<std::optional<AccountId>>(), two.id);
        delete dialog;
    }
};

JACKDAW_WINDOW_TEST(StatusTest)

} // namespace status_test

#include "StatusTest.moc"
