// SPDX-License-Identifier: GPL-3.0-or-later
// The presence board as it is seen, walked and read out; its bar and its dialogs.
#include "board/BoardBar.h"
#include "board/BoardPage.h"
#include "board/BoardSide.h"
#include "board/BoardText.h"
#include "board/BoardView.h"
#include "board/RuleDialog.h"
#include "board/StateChip.h"
#include "board/WatchDialog.h"
#include "style/Preferences.h"
#include "style/Style.h"
#include "support/FakeClock.h"
#include "support/TestProgram.h"
#include "widgets/EmptyState.h"

#include <QAccessible>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QHeaderView>
#include <QHoverEvent>
#include <QListWidget>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeView>

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

namespace board_test {

constexpr qint64 minute = 60'000;
constexpr qint64 hour = 60 * minute;
const AccountId me(1);

BareJid jid(const QString &name)
{
    return BareJid::fromPrepared(name.toLower() + u"@harbor.example"_s);
}

struct Window
{
    Window()
    {
        preferences.setSystemFont(true);
        for (const auto &[name, team] : {std::pair(u"Sofia"_s, u"Support"_s), std::pair(u"Daniel"_s, u"Support"_s),
                                         std::pair(u"Ingrid"_s, u"Support"_s), std::pair(u"Tomas"_s, u"Crew"_s)}) {
            Contact contact;
            contact.account = me;
            contact.jid = jid(name);
            contact.name = name;
            contact.groups = {team};
            contacts.changeContacts({contact});
            people.append(contact.jid);
        }
        contacts.flush();
        side = std::make_unique<BoardSide>(board, contacts, theme, clock);
        page = std::make_unique<BoardPage>(board, theme, preferences, clock);
    }
    void show()
    {
        board.setWatched(me, people);
        board.presumeOffline(me);
        board.flush();
        says(u"Sofia"_s, Availability::Available, clock.now() - 7 * minute);
        says(u"Daniel"_s, Availability::Away, clock.now() - 24 * minute, clock.now() - 24 * minute, u"Short break"_s);
        page->resize(900, 700);
        page->show();
        side->resize(240, 700);
        side->show();
        QVERIFY(QTest::qWaitForWindowExposed(page.get()));
    }
    void says(const QString &name, Availability availability, qint64 since, qint64 idle = 0, const QString &status = {})
    {
        Presence presence;
        presence.availability = availability;
        presence.since = since;
        presence.idleSince = idle;
        presence.status = status;
        board.changePresences({{me, jid(name), presence, {}}});
        board.flush();
    }
    QListView *cards() const { return page->findChild<BoardView *>(); }
    QString current() const { return board.row(cards()->currentIndex().row()).person->name; }

    QTemporaryDir folder;
    Preferences preferences{folder.filePath(u"settings.ini"_s)};
    Theme theme{preferences};
    FakeClock clock;
    ContactListModel contacts;
    BoardModel board{contacts, clock};
    std::unique_ptr<BoardSide> side;
    std::unique_ptr<BoardPage> page;
    QList<BareJid> people;
};

class BoardTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theBarSaysWhatIsKnown_data()
    {
        QTest::addColumn<std::vector<PresenceChange>>("changes");
        QTest::addColumn<std::vector<BarPart>>("parts");
        const qint64 now = 100 * hour, begin = now - 8 * hour;
        using A = Availability;
        using Changes = std::vector<PresenceChange>;
        using Parts = std::vector<BarPart>;
        QTest::newRow("nothing") << Changes{} << Parts{{begin, now, A::Unknown}};
        QTest::newRow("all the time") << Changes{{begin - hour, A::Available}} << Parts{{begin, now, A::Available}};
        QTest::newRow("since then") << Changes{{begin + hour, A::Away}} << Parts{{begin, begin + hour, A::Unknown}, {begin + hour, now, A::Away}};
        QTest::newRow("free for chat") << Changes{{begin - 1, A::Available}, {begin + hour, A::Chat}} << Parts{{begin, now, A::Available}};
        QTest::newRow("several before") << Changes{{begin - 9, A::Away}, {begin - 5, A::Available}, {begin + hour, A::Offline}}
                                        << Parts{{begin, begin + hour, A::Available}, {begin + hour, now, A::Offline}};
        QTest::newRow("of tomorrow") << Changes{{now + hour, A::Available}} << Parts{{begin, now, A::Unknown}};
    }
    void theBarSaysWhatIsKnown()
    {
        QFETCH(std::vector<PresenceChange>, changes);
        QFETCH(std::vector<BarPart>, parts);
        QCOMPARE(barParts(changes, 100 * hour), parts);
    }

    void wordsSayWhatIsNotKnown()
    {
        FakeClock clock;
        Presence presence;
        presence.availability = Availability::Available;
        QCOMPARE(sinceText(presence, clock.now()), u"since unknown"_s);
        QVERIFY(durationChip(presence, clock.now()).isEmpty());
        presence.since = clock.now() - 82 * minute;
        QVERIFY(sinceText(presence, clock.now()).contains(u"10:38"_s));
        QCOMPARE(durationChip(presence, clock.now()), u"1 h 22 min"_s);
        presence.idleSince = clock.now() - 24 * minute;
        QCOMPARE(durationChip(presence, clock.now()), u"Idle 24 min"_s);
        presence.availability = Availability::Unknown;
        QVERIFY(sinceText(presence, clock.now()).isEmpty());
        QVERIFY(durationChip(presence, clock.now()).isEmpty());
    }

    void cardsAreReadOut()
    {
        Window window;
        window.show();
        QAccessibleInterface *list = QAccessible::queryAccessibleInterface(window.cards());
        QCOMPARE(list->role(), QAccessible::List);
        QCOMPARE(list->text(QAccessible::Name), u"Presence board"_s);
        QStringList names;
        for (int i = 0; i < list->childCount(); ++i)
            names << list->child(i)->text(QAccessible::Name);
        QCOMPARE(names.size(), 6);
        QCOMPARE(names.at(0), u"Crew, 0 of 1 available"_s);
        QCOMPARE(names.at(2), u"Support, 1 of 3 available"_s);
        QVERIFY2(names.at(3).startsWith(u"Sofia, Available since 11:53"_s), qPrintable(names.at(3)));
        QVERIFY2(names.at(4).startsWith(u"Daniel, Away since 11:36, idle 24 min, Short break"_s), qPrintable(names.at(4)));
        QVERIFY2(names.at(5).startsWith(u"Ingrid, Offline since unknown"_s), qPrintable(names.at(5)));
        QStringList chips;
        for (StateChip *chip : window.page->findChildren<StateChip *>()) {
            QCOMPARE(QAccessible::queryAccessibleInterface(chip)->role(), QAccessible::CheckBox);
            chips << chip->accessibleName();
        }
        QCOMPARE(chips, (QStringList{u"Available, 1"_s, u"Away, 1"_s, u"Do not disturb, 0"_s, u"Away for long, 0"_s, u"Offline, 2"_s}));
    }

    void whatStandsOnACardIsReadOut()
    {
        Window window;
        window.show();
        QAccessibleInterface *list = QAccessible::queryAccessibleInterface(window.cards());
        QCOMPARE(list->child(2)->role(), QAccessible::Grouping);
        QCOMPARE(list->child(2)->childCount(), 0);
        QAccessibleInterface *card = list->child(4); // Daniel
        QCOMPARE(card->role(), QAccessible::ListItem);
        QCOMPARE(list->indexOfChild(card), 4);
        QCOMPARE(card->childCount(), 2);
        QAccessibleInterface *bar = card->child(0), *bell = card->child(1);
        QCOMPARE(bar->role(), QAccessible::Graphic);
        QVERIFY2(bar->text(QAccessible::Name).startsWith(u"Last 8 hours: Away "_s), qPrintable(bar->text(QAccessible::Name)));
        QCOMPARE(bell->role(), QAccessible::CheckBox);
        QCOMPARE(bell->text(QAccessible::Name), u"Tell me when Daniel is available"_s); // and no mark in it that nobody sees
        QVERIFY(card->rect().contains(bar->rect()) && card->rect().contains(bell->rect()) && !bar->rect().intersects(bell->rect()));
        QCOMPARE(bell->parent(), card);
        QCOMPARE(card->indexOfChild(bell), 1);
        QCOMPARE(list->childAt(card->rect().center().x(), card->rect().center().y()), card);
        QVERIFY(bell->state().checkable && !bell->state().checked);
        QSignalSpy rung(window.page.get(), &BoardPage::bellRequested), removed(window.page.get(), &BoardPage::ruleRemoved);
        bell->actionInterface()->doAction(QAccessibleActionInterface::toggleAction());
        QCOMPARE(rung.size(), 1);
        QCOMPARE(rung.first().at(1).value<BareJid>(), jid(u"Daniel"_s));
        PresenceRule rule;
        rule.id = RuleId(7);
        rule.account = me;
        rule.subject = jid(u"Daniel"_s).toString();
        window.board.setRules(me, {rule});
        window.board.flush();
        QVERIFY(bell->state().checked);
        bell->actionInterface()->doAction(QAccessibleActionInterface::toggleAction());
        QCOMPARE(removed.size(), 1);
        // Of somebody who is available, too: the button is for a message then, the bell is there all the same.
        QCOMPARE(list->child(3)->child(1)->text(QAccessible::Name), u"Tell me when Sofia is available"_s);
        list->child(3)->child(1)->actionInterface()->doAction(QAccessibleActionInterface::toggleAction());
        QCOMPARE(rung.size(), 2);
        // A card is its person's, wherever it goes.
        const auto spoken = [](QAccessibleInterface *each) { return each->text(QAccessible::Name); };
        window.says(u"Daniel"_s, Availability::Chat, window.clock.now());
        QVERIFY2(spoken(card).startsWith(u"Daniel, "_s), qPrintable(spoken(card)));
        window.people.removeOne(jid(u"Daniel"_s));
        window.board.setWatched(me, window.people);
        window.board.flush();
        QVERIFY(!card->isValid());
        QVERIFY(spoken(card).isEmpty());
        QCOMPARE(list->childCount(), 5);
    }

    void namesOfTheOtherDirectionStandApart()
    {
        const QString name = u"\u05d3\u05e0\u05d9\u05d0\u05dc"_s;
        QCOMPARE(bellText(name), u"Tell me when \u2068%1\u2069 is available"_s.arg(name));
    }

    void keysWalkOverCards()
    {
        Window window;
        window.show();
        window.page->focusBoard();
        QListView *cards = window.cards();
        QCOMPARE(window.current(), u"Tomas"_s);
        QTest::keyClick(cards, Qt::Key_Down); // past the heading
        QCOMPARE(window.current(), u"Sofia"_s);
        QTest::keyClick(cards, Qt::Key_Right);
        QCOMPARE(window.current(), u"Daniel"_s);
        QTest::keyClick(cards, Qt::Key_Right);
        QCOMPARE(window.current(), u"Ingrid"_s);
        QTest::keyClick(cards, Qt::Key_Right);
        QCOMPARE(window.current(), u"Ingrid"_s);
        QTest::keyClick(cards, Qt::Key_Up);
        QCOMPARE(window.current(), u"Tomas"_s);
        QTest::keyClick(cards, Qt::Key_End);
        QCOMPARE(window.current(), u"Ingrid"_s);
        QTest::keyClick(cards, Qt::Key_Home);
        QCOMPARE(window.current(), u"Tomas"_s);
        QSignalSpy chat(window.page.get(), &BoardPage::chatRequested), bell(window.page.get(), &BoardPage::bellRequested);
        QSignalSpy removed(window.page.get(), &BoardPage::ruleRemoved), unwatched(window.page.get(), &BoardPage::unwatchRequested);
        QTest::keyClick(cards, Qt::Key_Return);
        QCOMPARE(chat.size(), 1);
        QCOMPARE(chat.first().at(1).value<BareJid>(), jid(u"Tomas"_s));
        QTest::keyClick(cards, Qt::Key_Space);
        QCOMPARE(bell.size(), 1);
        PresenceRule rule;
        rule.id = RuleId(3);
        rule.account = me;
        rule.subject = jid(u"Tomas"_s).toString();
        window.board.setRules(me, {rule});
        window.board.flush();
        QTest::keyClick(cards, Qt::Key_Space);
        QCOMPARE(removed.size(), 1);
        QCOMPARE(removed.first().at(1).value<RuleId>(), RuleId(3));
        QTest::keyClick(cards, Qt::Key_Delete);
        QCOMPARE(unwatched.size(), 1);
        // It follows its person to another place.
        window.cards()->setCurrentIndex(window.board.index(4));
        QCOMPARE(window.current(), u"Daniel"_s);
        window.says(u"Daniel"_s, Availability::Chat, window.clock.now());
        QCOMPARE(window.current(), u"Daniel"_s);
    }

    void teamsFold()
    {
        Window window;
        window.show();
        window.page->focusBoard();
        QListView *cards = window.cards();
        QCOMPARE(window.board.rowCount(), 6); // Crew: Tomas; Support: Sofia, Daniel, Ingrid
        QTest::keyClick(cards, Qt::Key_Minus);
        QCOMPARE(window.board.rowCount(), 5);
        QCOMPARE(cards->currentIndex().row(), 0); // the heading stands for its card
        QVERIFY(window.board.row(0).isFolded);
        QVERIFY2(window.board.index(0).data(Qt::AccessibleTextRole).toString().endsWith(u", folded"_s),
                 qPrintable(window.board.index(0).data(Qt::AccessibleTextRole).toString()));
        QAccessibleInterface *list = QAccessible::queryAccessibleInterface(cards);
        QVERIFY(list->child(0)->state().collapsed);
        QVERIFY(!list->child(1)->state().collapsed && list->child(1)->state().expanded);
        QTest::keyClick(cards, Qt::Key_Down);
        QCOMPARE(window.current(), u"Sofia"_s);
        QTest::keyClick(cards, Qt::Key_Up);
        QCOMPARE(cards->currentIndex().row(), 0);
        QCOMPARE(window.preferences.foldedTeams(), QSet<QString>{u"Crew"_s});
        // Who is looked for is found wherever they are.
        window.board.setText(u"tom"_s);
        QCOMPARE(window.board.rowCount(), 2);
        window.board.setText({});
        window.board.setTeam(u"Crew"_s);
        QCOMPARE(window.board.rowCount(), 2);
        window.board.setTeam(std::nullopt);
        cards->setCurrentIndex(window.board.index(0));
        QTest::keyClick(cards, Qt::Key_Return);
        QCOMPARE(window.board.rowCount(), 6);
        QCOMPARE(window.current(), u"Tomas"_s);
        // By the mouse, and by a screen reader.
        QTest::mouseClick(cards->viewport(), Qt::LeftButton, Qt::NoModifier,
                          cards->visualRect(window.board.index(2)).center());
        QCOMPARE(window.board.rowCount(), 3);
        list->child(2)->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
        QCOMPARE(window.board.rowCount(), 6);
        QVERIFY(window.preferences.foldedTeams().isEmpty());
    }

    void theTableHasTheSamePeople()
    {
        Window window;
        window.show();
        for (QAbstractButton *button : window.page->findChildren<QAbstractButton *>()) {
            if (button->accessibleName() == u"Table"_s)
                button->click();
        }
        auto *table = window.page->findChild<QTreeView *>();
        QVERIFY(table->isVisible());
        QCOMPARE(table->model()->rowCount(), 4);
        QVERIFY(window.preferences.boardTable());
        QCOMPARE(table->model()->headerData(BoardModel::LastAnswer, Qt::Horizontal, Qt::DisplayRole).toString(), u"Last answer"_s);
        QCOMPARE(table->model()->index(0, BoardModel::Name).data().toString(), u"Sofia"_s);
        QCOMPARE(table->model()->index(3, BoardModel::Since).data().toString(), u"Unknown"_s);
        table->setFocus();
        table->setCurrentIndex(table->model()->index(1, 0));
        QSignalSpy bell(window.page.get(), &BoardPage::bellRequested);
        QTest::keyClick(table, Qt::Key_Space);
        QCOMPARE(bell.first().at(1).value<BareJid>(), jid(u"Daniel"_s));
        window.page->grab(); // paints all cells
        // By the keyboard it is sorted as the cards are.
        QComboBox *sort = nullptr;
        for (QComboBox *box : window.page->findChildren<QComboBox *>()) {
            if (box->accessibleName() == u"Sort"_s)
                sort = box;
        }
        QVERIFY(sort && sort->isVisible());
        sort->setCurrentIndex(sort->findData(BoardModel::Name));
        QCOMPARE(table->model()->index(0, BoardModel::Name).data().toString(), u"Daniel"_s);
        // Both ways, and the heads say so.
        QAbstractButton *reverse = nullptr;
        for (QAbstractButton *button : window.page->findChildren<QAbstractButton *>()) {
            if (button->accessibleName() == u"Reverse order"_s)
                reverse = button;
        }
        QVERIFY(reverse && reverse->isVisible() && !reverse->isChecked());
        QTest::keyClick(reverse, Qt::Key_Space);
        QCOMPARE(table->model()->index(0, BoardModel::Name).data().toString(), u"Tomas"_s);
        QCOMPARE(table->header()->sortIndicatorOrder(), Qt::DescendingOrder);
        // So does the box of what was clicked there.
        table->header()->setSortIndicator(BoardModel::Team, Qt::AscendingOrder);
        QCOMPARE(sort->currentData().toInt(), int(BoardModel::Team));
        QVERIFY(!reverse->isChecked());
    }

    void theColumnsAreKept()
    {
        Window window;
        window.preferences.setBoardTable(true);
        window.page = std::make_unique<BoardPage>(window.board, window.theme, window.preferences, window.clock);
        window.show();
        const auto header = [&window] { return window.page->findChild<QTreeView *>()->header(); };
        header()->resizeSection(BoardModel::Name, 231);
        header()->moveSection(header()->visualIndex(BoardModel::Status), 0);
        window.page->findChild<QTreeView *>()->sortByColumn(BoardModel::Name, Qt::DescendingOrder);
        window.page.reset();
        window.page = std::make_unique<BoardPage>(window.board, window.theme, window.preferences, window.clock);
        QCOMPARE(header()->sectionSize(BoardModel::Name), 231);
        QCOMPARE(header()->visualIndex(BoardModel::Status), 0);
        QCOMPARE(header()->sortIndicatorSection(), int(BoardModel::Name));
        QCOMPARE(header()->sortIndicatorOrder(), Qt::DescendingOrder);
        QCOMPARE(window.board.index(0, BoardModel::Name).data().toString(), u"Tomas"_s);
        // What is none is left alone.
        window.page.reset();
        window.preferences.setBoardColumns("broken");
        window.page = std::make_unique<BoardPage>(window.board, window.theme, window.preferences, window.clock);
        QCOMPARE(header()->visualIndex(BoardModel::Name), 0);
    }

    void theHeadUnderTheMouseLooksSo()
    {
        Window window;
        window.preferences.setBoardTable(true);
        window.page = std::make_unique<BoardPage>(window.board, window.theme, window.preferences, window.clock);
        window.show();
        QHeaderView *header = window.page->findChild<QTreeView *>()->header();
        const QPoint at(header->sectionViewportPosition(BoardModel::Since) + 40, header->height() / 2);
        const auto ground = [&] { return header->grab().toImage().pixelColor(at.x(), 3); };
        QCOMPARE(ground(), window.theme.color(Token::Surface));
        QHoverEvent hover(QEvent::HoverMove, at, header->viewport()->mapToGlobal(at), QPointF(-1, -1));
        QApplication::sendEvent(header->viewport(), &hover);
        QCOMPARE(ground(), window.theme.color(Token::Hover));
        QTest::mousePress(header->viewport(), Qt::LeftButton, Qt::NoModifier, at);
        QCOMPARE(ground(), window.theme.color(Token::Chip));
        QTest::mouseRelease(header->viewport(), Qt::LeftButton, Qt::NoModifier, at);
        QCOMPARE(ground(), window.theme.color(Token::Hover));
    }

    void mirroredTheFirstCardStandsAtTheRight()
    {
        Window window;
        window.page->setLayoutDirection(Qt::RightToLeft);
        window.show();
        QListView *cards = window.cards();
        const QRect first = cards->visualRect(window.board.index(3)), second = cards->visualRect(window.board.index(4));
        QCOMPARE(first.top(), second.top());
        QVERIFY(first.left() > second.right());
        cards->setFocus();
        cards->setCurrentIndex(window.board.index(3));
        QTest::keyClick(cards, Qt::Key_Left); // to the one that is seen there
        QCOMPARE(cards->currentIndex().row(), 4);
        QTest::keyClick(cards, Qt::Key_Right);
        QCOMPARE(cards->currentIndex().row(), 3);
        window.preferences.setBoardTable(true);
        window.page = std::make_unique<BoardPage>(window.board, window.theme, window.preferences, window.clock);
        window.page->setLayoutDirection(Qt::RightToLeft);
        window.show();
        const QHeaderView *header = window.page->findChild<QTreeView *>()->header();
        QVERIFY(header->sectionViewportPosition(BoardModel::Name) > header->sectionViewportPosition(BoardModel::State));
        window.page->grab();
    }

    void anEmptyBoardAsksForPeople()
    {
        Window window;
        window.page->resize(900, 600);
        window.page->show();
        auto *empty = window.page->findChild<EmptyState *>();
        QVERIFY(empty->isVisible());
        QSignalSpy watch(window.page.get(), &BoardPage::watchRequested);
        Q_EMIT empty->actionRequested();
        QCOMPARE(watch.size(), 1);
        window.show();
        QVERIFY(!empty->isVisible());
        auto *chip = window.page->findChildren<StateChip *>().at(2); // nobody is busy
        chip->click();
        QVERIFY(empty->isVisible());
        Q_EMIT empty->actionRequested();
        QVERIFY(!empty->isVisible());
        QVERIFY(!chip->isChecked());
        QCOMPARE(watch.size(), 1);
    }

    void teamsFilterAndRulesAreListed()
    {
        Window window;
        window.show();
        auto *teams = window.side->findChild<QListWidget *>();
        QCOMPARE(teams->count(), 3);
        QCOMPARE(teams->item(2)->data(Qt::AccessibleTextRole).toString(), u"Support, 3"_s);
        teams->setCurrentRow(1);
        QCOMPARE(window.board.rowCount(), 2);
        // Nobody of it is watched any more: everybody is shown again.
        window.people.removeLast();
        window.board.setWatched(me, window.people);
        window.board.flush();
        QTRY_COMPARE(window.board.rowCount(), 4);
        QCOMPARE(teams->currentRow(), 0);
        PresenceRule rule;
        rule.id = RuleId(4);
        rule.account = me;
        rule.kind = PresenceRule::Kind::GroupEmpty;
        rule.subject = u"Support"_s;
        rule.minutes = 10;
        window.board.setRules(me, {rule});
        window.board.flush();
        QSignalSpy removed(window.side.get(), &BoardSide::ruleRemoved);
        QAbstractButton *remove = nullptr;
        for (QAbstractButton *button : window.side->findChildren<QAbstractButton *>()) {
            if (button->accessibleName().startsWith(u"Remove: Nobody of"_s))
                remove = button;
        }
        QVERIFY(remove);
        remove->click();
        QCOMPARE(removed.first().at(1).value<RuleId>(), RuleId(4));
        // Whoever removes them by the keyboard goes on from there.
        PresenceRule other = rule;
        other.id = RuleId(5);
        other.kind = PresenceRule::Kind::GroupReturns;
        other.made = -1; // below the first
        const auto buttons = [&] {
            QList<QAbstractButton *> shown;
            for (QAbstractButton *button : window.side->findChildren<QAbstractButton *>()) {
                if (button->accessibleName().startsWith(u"Remove: "_s) && !button->isHidden() && !button->parentWidget()->isHidden())
                    shown << button;
            }
            return shown;
        };
        window.board.setRules(me, {rule, other});
        window.board.flush();
        QTRY_COMPARE(buttons().size(), 2);
        window.side->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(window.side.get()));
        buttons().first()->setFocus();
        QVERIFY(buttons().first()->hasFocus());
        window.board.setRules(me, {other});
        window.board.flush();
        QTRY_COMPARE(buttons().size(), 1);
        QVERIFY(buttons().first()->hasFocus());
        window.board.setRules(me, {});
        window.board.flush();
        QVERIFY(buttons().isEmpty());
        QCOMPARE(window.side->focusWidget()->accessibleName(), u"New rule"_s);
    }

    void aRuleIsMade()
    {
        Window window;
        auto *dialog = new RuleDialog({{me, jid(u"Sofia"_s), u"Sofia"_s}}, {{me, u"Support"_s}}, window.theme);
        dialog->show();
        QSignalSpy wished(dialog, &RuleDialog::ruleWished);
        const QList<QComboBox *> boxes = dialog->findChildren<QComboBox *>();
        auto *minutes = dialog->findChild<QSpinBox *>();
        QVERIFY(!minutes->isVisible());
        boxes.at(0)->setCurrentIndex(2); // nobody of a group
        QVERIFY(minutes->isVisible());
        QCOMPARE(boxes.at(1)->currentText(), u"Support"_s);
        minutes->setValue(15);
        for (QCheckBox *box : dialog->findChildren<QCheckBox *>())
            box->setChecked(false);
        QTest::keyClick(dialog, Qt::Key_Return);
        QVERIFY(wished.isEmpty()); // it would do nothing
        dialog->findChildren<QCheckBox *>().at(1)->setChecked(true);
        QTest::keyClick(dialog, Qt::Key_Return);
        QCOMPARE(wished.size(), 1);
        const auto rule = wished.first().first().value<PresenceRule>();
        QCOMPARE(rule.kind, PresenceRule::Kind::GroupEmpty);
        QCOMPARE(rule.subject, u"Support"_s);
        QCOMPARE(rule.minutes, 15);
        QCOMPARE(rule.actions, PresenceRule::Actions(PresenceRule::Sound));
        delete dialog;
    }

    void peopleAreChosen()
    {
        Window window;
        auto *dialog = new WatchDialog(window.contacts, {{me, jid(u"Sofia"_s)}}, window.theme);
        dialog->show();
        auto *list = dialog->findChild<QListWidget *>();
        QCOMPARE(list->count(), 4);
        QList<WatchDialog::Key> added, removed;
        connect(dialog, &WatchDialog::watchChanged, this, [&](const auto &plus, const auto &minus) {
            added = plus;
            removed = minus;
        });
        for (int row = 0; row < 4; ++row) {
            QListWidgetItem *item = list->item(row);
            if (item->text().startsWith(u"Sofia"_s)) {
                QCOMPARE(item->checkState(), Qt::Checked);
                item->setCheckState(Qt::Unchecked);
            } else if (item->text().startsWith(u"Tomas"_s)) {
                item->setCheckState(Qt::Checked);
            }
        }
        QTest::keyClick(dialog, Qt::Key_Return);
        QCOMPARE(added, (QList<WatchDialog::Key>{{me, jid(u"Tomas"_s)}}));
        QCOMPARE(removed, (QList<WatchDialog::Key>{{me, jid(u"Sofia"_s)}}));
        delete dialog;
    }
};

JACKDAW_WINDOW_TEST(BoardTest)

} // namespace board_test

#include "BoardTest.moc"
