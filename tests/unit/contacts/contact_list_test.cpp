// SPDX-License-Identifier: GPL-3.0-or-later
// What a row of the contact list says, and how the pane, the requests and the dialogs answer.
#include "base/Clock.h"
#include "codes/Codes.h"
#include "contacts/AddContactDialog.h"
#include "contacts/BlockedDialog.h"
#include "contacts/ContactCodeReader.h"
#include "contacts/ContactDetails.h"
#include "contacts/ContactListPane.h"
#include "contacts/ContactRowDelegate.h"
#include "contacts/ContactRowText.h"
#include "contacts/ContactTree.h"
#include "contacts/ImportDialog.h"
#include "contacts/RequestList.h"
#include "contacts/RequestsDialog.h"
#include "profile/OwnProfileDialog.h"
#include "profile/ProfileView.h"
#include "style/Preferences.h"
#include "style/Style.h"
#include "style/Theme.h"
#include "widgets/Fields.h"
#include "widgets/RowTree.h"
#include "support/TestProgram.h"

#include <QCheckBox>
#include <QAbstractButton>
#include <QAccessible>
#include <QImage>
#include <QLabel>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QTreeWidget>
#include <QPainter>
#include <QTemporaryDir>
#include <QStyledItemDelegate>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace jackdaw;

namespace contact_list_test {

BareJid jid(const QString &local)
{
    return BareJid::fromPrepared(local + u"@harbor.example"_s);
}

Contact contact(const QString &local, const QString &name, const QStringList &groups = {})
{
    Contact contact;
    contact.account = AccountId(1);
    contact.jid = jid(local);
    contact.name = name;
    contact.groups = groups;
    contact.subscription = Subscription::Both;
    return contact;
}

QAbstractButton *buttonNamed(QWidget &parent, const QString &name)
{
    const QList<QAbstractButton *> buttons = parent.findChildren<QAbstractButton *>();
    for (QAbstractButton *button : buttons) {
        if ((button->accessibleName() == name || button->text() == name) && !button->isHidden())
            return button;
    }
    return nullptr;
}

/// The delegate of a view, and how often it was asked how high a row is.
class Measured : public QStyledItemDelegate
{
public:
    explicit Measured(QAbstractItemDelegate &whole) : m_whole(whole) {}
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        m_whole.paint(painter, option, index);
    }
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        ++asked;
        return m_whole.sizeHint(option, index);
    }

    mutable int asked = 0;

private:
    QAbstractItemDelegate &m_whole;
};

/// Counts how many rows a view walks over.
class WalkedModel : public ContactListModel
{
public:
    QModelIndex index(int row, int column = 0, const QModelIndex &parent = {}) const override
    {
        ++walked;
        return ContactListModel::index(row, column, parent);
    }

    mutable int walked = 0;
};

class ContactListTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        m_preferences = std::make_unique<Preferences>(m_folder.filePath(u"settings.ini"_s));
        m_theme = std::make_unique<Theme>(*m_preferences);
        useStyle(*m_theme);
    }

    void rowWords()
    {
        ContactListModel::Row row;
        row.contact = contact(u"tomas"_s, u"Tomas Berg"_s);
        row.presence.availability = Availability::Available;
        QCOMPARE(contactRowSpokenText(row), u"Tomas Berg, Available"_s);
        row.presence.status = u"On site\nuntil 17:00"_s;
        QCOMPARE(contactRowSpokenText(row), u"Tomas Berg, Available, On site until 17:00"_s);
        QCOMPARE(contactStatusText(row), u"On site until 17:00"_s);

        row.presence = {};
        row.presence.availability = Availability::Unknown;
        QCOMPARE(contactStatusText(row), u"tomas@harbor.example"_s);
        row.contact.subscription = Subscription::None;
        row.contact.asked = true;
        QCOMPARE(contactStatusText(row), u"Asked, no answer yet"_s);
        QCOMPARE(contactRowSpokenText(row), u"Tomas Berg, Unknown, Asked, no answer yet"_s);

        ContactListModel::Row header;
        header.isHeader = true;
        header.group = u"Crew"_s;
        header.available = 2;
        header.total = 5;
        QCOMPARE(contactRowSpokenText(header), u"Crew, 2 of 5 available"_s);
        QCOMPARE(groupTitle({}), u"Contacts"_s);
        header.group = u"Crew::Deck"_s;
        header.path = {u"Crew"_s, u"Deck"_s};
        header.folded = true;
        QCOMPARE(groupTitle(header), u"Deck"_s);
        QCOMPARE(contactRowSpokenText(header), u"Crew › Deck, 2 of 5 available, folded"_s);
    }

    void rowsTellApartWhoLooksAlike()
    {
        ContactListModel::Row row;
        row.contact = contact(u"tomas"_s, u"Tomas Berg"_s);
        row.presence.availability = Availability::Available;
        row.presence.status = u"On site"_s;
        row.lookAlike = BareJid::fromPrepared(u"tb@evil.example"_s);
        const auto plain = [](QString text) { return text.remove(QChar(0x2068)).remove(QChar(0x2069)); };
        QCOMPARE(plain(contactStatusText(row)), u"tomas@harbor.example, not tb@evil.example"_s);
        QCOMPARE(plain(contactRowSpokenText(row)), u"Tomas Berg, tomas@harbor.example, not tb@evil.example, Available, On site"_s);
    }

    /// Also of another account's contacts, and once that is known.
    void requestsSayWhomTheyLookLike()
    {
        ContactListModel contacts;
        fill(contacts);
        RequestList list(contacts, *m_theme);
        const SubscriptionRequest alike{AccountId(2), BareJid::fromPrepared(u"t\u043Emas@harbor.example"_s), {}, 1};
        const SubscriptionRequest plain{AccountId(2), BareJid::fromPrepared(u"kim@harbor.example"_s), {}, 2};
        list.setRequests({alike, plain});
        const auto said = [&] { return textOf(list).remove(QChar(0x2068)).remove(QChar(0x2069)); };
        QVERIFY(!said().contains(u"Looks like"_s));
        Contact same = contact(u"hana2"_s, u"Hana Novak"_s); // so that it is told when all were looked at
        contacts.changeContacts({same});
        QTRY_COMPARE(said().count(u"Looks like tomas@harbor.example, but is somebody else"_s), 1);
    }

    void rowsSayWhoseContactItIs()
    {
        ContactListModel contacts;
        fill(contacts);
        const auto spoken = [&] { return contacts.index(1).data(Qt::AccessibleTextRole).toString(); };
        QCOMPARE(spoken(), u"Tomas Berg, Available, On site"_s);
        const ContactRowDelegate delegate(*m_theme, *m_preferences, this);
        const auto painted = [&](int width) {
            QStyleOptionViewItem option;
            option.rect = QRect(0, 0, width, delegate.sizeHint(option, contacts.index(1)).height());
            QImage image(option.rect.size(), QImage::Format_RGB32);
            image.fill(Qt::white);
            QPainter painter(&image);
            delegate.paint(&painter, option, contacts.index(1));
            return image;
        };
        const auto mark = [&](const QString &name) {
            contacts.setAccountMarks({{AccountId(1), AccountMark{name, jid(u"mara"_s), 3}}});
        };
        QSignalSpy changed(&contacts, &QAbstractItemModel::dataChanged);
        mark(u"Work"_s);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(spoken(), u"Tomas Berg, Available, On site"_s); // nothing but what design/ui.md says
        QCOMPARE(contacts.index(1).data(Qt::AccessibleDescriptionRole).toString(), u"Work"_s);
        QCOMPARE(contacts.index(0).data(Qt::AccessibleDescriptionRole).toString(), QString()); // groups are of all
        for (const auto density : {Preferences::Density::Comfortable, Preferences::Density::Compact}) {
            m_preferences->setDensity(density);
            for (const int width : {222, 336}) {
                contacts.setAccountMarks({});
                const QImage without = painted(width);
                mark(u"Work"_s);
                const QImage work = painted(width);
                mark(u"Home"_s);
                QVERIFY(without != work);
                QVERIFY2(work != painted(width), qPrintable(u"at %1 only the colour tells the accounts apart"_s.arg(width)));
            }
        }
        m_preferences->setDensity(Preferences::Density::Comfortable);
        contacts.setAccountMarks({});
        QCOMPARE(spoken(), u"Tomas Berg, Available, On site"_s);
    }

    void treeIsReadOut()
    {
        ContactListModel contacts;
        fill(contacts);
        ContactListPane pane(contacts, *m_theme, *m_preferences);
        QAccessibleInterface *tree = QAccessible::queryAccessibleInterface(pane.list());
        QVERIFY(tree);
        QCOMPARE(tree->role(), QAccessible::Tree);
        QCOMPARE(tree->text(QAccessible::Name), u"Contacts"_s);
        QStringList names;
        for (int i = 0; i < tree->childCount(); ++i) {
            if (QAccessibleInterface *child = tree->child(i); child && child->role() == QAccessible::TreeItem)
                names << child->text(QAccessible::Name);
        }
        QVERIFY2(names.contains(u"Tomas Berg, Available, On site"_s), qPrintable(names.join(u" | "_s)));
    }

    void enterOpensTheChat()
    {
        ContactListModel contacts;
        fill(contacts);
        ContactListPane pane(contacts, *m_theme, *m_preferences);
        pane.resize(320, 500);
        pane.show();
        QSignalSpy chat(&pane, &ContactListPane::chatRequested);
        auto *tree = pane.findChild<RowTree *>();
        tree->setCurrentIndex(contacts.index(0));
        QVERIFY(!pane.current()); // a heading
        QTest::keyClick(tree, Qt::Key_Return);
        QCOMPARE(chat.size(), 0);
        QTest::keyClick(tree, Qt::Key_Down);
        QVERIFY(pane.current());
        QTest::keyClick(tree, Qt::Key_Return);
        QCOMPARE(chat.size(), 1);
        QCOMPARE(chat.first().at(1).value<BareJid>(), pane.current()->jid);
    }

    void presencesLayOutNothing()
    {
        constexpr int many = 400;
        ContactListModel contacts;
        QList<Contact> all;
        for (int i = 0; i < many; ++i)
            all << contact(u"p%1"_s.arg(i), u"Person %1"_s.arg(i, 4, 10, QChar(u'0')), {u"Crew %1"_s.arg(i % 4)});
        contacts.replaceRoster(AccountId(1), all);
        contacts.flush();
        ContactListPane pane(contacts, *m_theme, *m_preferences);
        pane.resize(320, 500);
        pane.show();
        auto *tree = pane.findChild<RowTree *>();
        Measured measured(*tree->itemDelegate());
        tree->setItemDelegate(&measured);
        QCoreApplication::processEvents();
        const auto present = [&](int first, int count, Availability availability) {
            QList<ContactPresence> presences;
            for (int i = first; i < first + count; ++i) {
                presences << ContactPresence{AccountId(1), all[i].jid, {}, {}};
                presences.last().shown.availability = availability;
            }
            contacts.changePresences(presences);
            contacts.flush();
            QCoreApplication::processEvents();
        };
        tree->setCurrentIndex(contacts.index(1));
        QCOMPARE(contacts.row(1).contact.jid, all[0].jid);
        measured.asked = 0;
        present(200, 1, Availability::Available); // one moves
        QCOMPARE(contacts.row(1).contact.jid, all[200].jid);
        present(100, 300, Availability::Away);    // many do
        present(0, many, Availability::Available);
        QCOMPARE(measured.asked, 0);
        QCOMPARE(contacts.row(1).contact.jid, all[0].jid);
        QCOMPARE(pane.current()->jid, all[0].jid); // the selection went with them
        QCOMPARE(tree->visualRect(contacts.index(2)).top(), tree->visualRect(contacts.index(1)).bottom() + 1);

        // A group that grows moves the headings below it.
        Contact moved = all[1];
        moved.groups = {u"Crew 0"_s};
        contacts.changeContacts({moved});
        contacts.flush();
        QCoreApplication::processEvents();
        const int heading = contacts.headingRows().at(1);
        QCOMPARE(heading, 102);
        QVERIFY(tree->visualRect(contacts.index(heading)).height() < tree->visualRect(contacts.index(heading + 1)).height());
        QCOMPARE(tree->visualRect(contacts.index(heading)).top(), tree->visualRect(contacts.index(heading - 1)).bottom() + 1);
        tree->setItemDelegate(nullptr);
    }

    void changesOfAllRowsAreNoWalkOverThem()
    {
        constexpr int many = 3000;
        WalkedModel contacts;
        QList<Contact> all;
        for (int i = 0; i < many; ++i)
            all << contact(u"p%1"_s.arg(i), u"Person %1"_s.arg(i, 4, 10, QChar(u'0')), {u"Crew"_s});
        contacts.replaceRoster(AccountId(1), all);
        contacts.flush();
        ContactListPane pane(contacts, *m_theme, *m_preferences);
        pane.resize(320, 500);
        pane.show();
        QCoreApplication::processEvents();
        for (Contact &contact : all)
            contact.subscription = Subscription::To;
        contacts.walked = 0;
        contacts.replaceRoster(AccountId(1), all);
        contacts.flush();
        QCoreApplication::processEvents();
        QVERIFY2(contacts.walked < many / 10, qPrintable(QString::number(contacts.walked)));
    }

    void rowsAreAsHighAsTheirText()
    {
        ContactListModel contacts;
        fill(contacts);
        ContactListPane pane(contacts, *m_theme, *m_preferences);
        pane.resize(320, 500);
        pane.show();
        auto *tree = pane.findChild<RowTree *>();
        const int before = tree->visualRect(contacts.index(1)).height();
        m_preferences->setDensity(Preferences::Density::Compact);
        QVERIFY(tree->visualRect(contacts.index(1)).height() < before);
        m_preferences->setDensity(Preferences::Density::Comfortable);
        QCOMPARE(tree->visualRect(contacts.index(1)).height(), before);
    }

    void filters()
    {
        ContactListModel contacts;
        fill(contacts);
        ContactListPane pane(contacts, *m_theme, *m_preferences);
        const int all = contacts.rowCount();
        auto *search = pane.findChild<SearchField *>();
        search->setText(u"hana"_s);
        QVERIFY(contacts.rowCount() < all);
        QVERIFY(contacts.rowCount() > 0);
        search->clear();
        QCOMPARE(contacts.rowCount(), all);
    }

    void groupsAreFoldedByKeys()
    {
        ContactListModel contacts;
        fill(contacts);
        ContactListPane pane(contacts, *m_theme, *m_preferences);
        connect(&pane, &ContactListPane::foldRequested, &contacts, [&contacts](const QString &group, bool folded) {
            QSet<QString> groups = contacts.foldedGroups();
            if (folded)
                groups.insert(group);
            else
                groups.remove(group);
            contacts.setFoldedGroups(groups);
        });
        auto *tree = pane.findChild<RowTree *>();
        const int all = contacts.rowCount();
        const QString group = contacts.row(0).group;
        tree->setCurrentIndex(contacts.index(1));
        QTest::keyClick(tree, Qt::Key_Left); // to the heading
        QCOMPARE(tree->currentIndex().row(), 0);
        QTest::keyClick(tree, Qt::Key_Left);
        QVERIFY(contacts.foldedGroups().contains(group));
        QVERIFY(contacts.rowCount() < all);
        QCOMPARE(tree->currentIndex().row(), 0);
        QTest::keyClick(tree, Qt::Key_Right);
        QCOMPARE(contacts.rowCount(), all);
        QTest::keyClick(tree, Qt::Key_Space);
        QVERIFY(contacts.rowCount() < all);
        pane.grab();
        QTest::keyClick(tree, Qt::Key_Return);
        QCOMPARE(contacts.rowCount(), all);
    }

    void requestsAreAnswered()
    {
        const ContactListModel contacts;
        RequestList list(contacts, *m_theme);
        QVERIFY(list.isHidden());
        QSignalSpy answered(&list, &RequestList::answered);
        QList<SubscriptionRequest> requests;
        for (int i = 0; i < 5; ++i)
            requests << SubscriptionRequest{AccountId(1), jid(u"kim%1"_s.arg(i)), u"<b>Hi</b>"_s, i};
        list.setRequests(requests);
        QVERIFY(!list.isHidden());
        QVERIFY(buttonNamed(list, u"Accept kim0@harbor.example"_s));
        QVERIFY(!buttonNamed(list, u"Accept kim4@harbor.example"_s)); // behind "2 more requests"
        buttonNamed(list, u"Accept kim1@harbor.example"_s)->click();
        buttonNamed(list, u"Decline kim2@harbor.example"_s)->click();
        QCOMPARE(answered.size(), 2);
        QCOMPARE(answered.at(0).at(0).value<QList<SubscriptionRequest>>(), QList{requests.at(1)});
        QCOMPARE(answered.at(0).at(1).value<RequestAnswer>(), RequestAnswer::Accept);
        QCOMPARE(answered.at(1).at(0).value<QList<SubscriptionRequest>>(), QList{requests.at(2)});
        QCOMPARE(answered.at(1).at(1).value<RequestAnswer>(), RequestAnswer::Decline);
        list.setRequests({});
        QVERIFY(list.isHidden());
    }

    void whatStrangersWroteStandsWithTheRequests()
    {
        const ContactListModel contacts;
        RequestList list(contacts, *m_theme);
        QSignalSpy answered(&list, &RequestList::answered);
        const SubscriptionRequest wrote{AccountId(1), jid(u"kim"_s), u"Is the crane <b>free</b>?"_s, 1, false, ConversationId(7)};
        const SubscriptionRequest both{AccountId(1), jid(u"ola"_s), u"Hello"_s, 2, true, ConversationId(8)};
        list.setRequests({wrote, both});
        const QString lines = textOf(list).remove(QChar(0x2068)).remove(QChar(0x2069));
        QVERIFY(lines.contains(u"wrote: Is the crane <b>free</b>?"_s));
        QCOMPARE(lines.count(u"asks to see when you are available"_s), 1); // the one who did
        buttonNamed(list, u"Accept kim@harbor.example"_s)->click();
        QCOMPARE(answered.first().first().value<QList<SubscriptionRequest>>(), QList{wrote});
    }

    void whoProposesContactsIsAskedAbout()
    {
        const ContactListModel contacts;
        RequestList list(contacts, *m_theme);
        QSignalSpy reviewed(&list, &RequestList::proposalReviewed), dismissed(&list, &RequestList::proposalDismissed);
        const ContactProposal proposal{AccountId(1), jid(u"tomas"_s), {{jid(u"new"_s), u"New"_s, {}}, {jid(u"other"_s), {}, {}}}};
        list.setRequests({{AccountId(1), jid(u"kim"_s), {}, 1}}, {proposal});
        QVERIFY(textOf(list).contains(u"proposes 2 contacts to you"_s));
        buttonNamed(list, u"Review… tomas"_s)->click();
        buttonNamed(list, u"Dismiss tomas"_s)->click();
        QCOMPARE(reviewed.size(), 1);
        QCOMPARE(dismissed.first().first().value<ContactProposal>(), proposal);
    }

    void aFloodIsOneRowADomain()
    {
        const ContactListModel contacts;
        RequestList list(contacts, *m_theme);
        QSignalSpy many(&list, &RequestList::answered), review(&list, &RequestList::reviewPressed);
        QList<SubscriptionRequest> requests{{AccountId(1), jid(u"kim"_s), {}, 0}};
        for (int i = 0; i < 40; ++i)
            requests << SubscriptionRequest{AccountId(1), BareJid::fromPrepared(u"p%1@flood.example"_s.arg(i)), {}, i};
        list.setRequests(requests);
        QVERIFY(buttonNamed(list, u"Accept kim@harbor.example"_s));
        QVERIFY(!buttonNamed(list, u"Accept p0@flood.example"_s));
        QVERIFY(textOf(list).contains(u"flood.example"_s));
        buttonNamed(list, u"Decline all flood.example"_s)->click();
        QCOMPARE(many.size(), 1);
        QCOMPARE(many.first().first().value<QList<SubscriptionRequest>>().size(), 40);
        buttonNamed(list, u"Review… flood.example"_s)->click();
        buttonNamed(list, u"Review all requests…"_s)->click();
        QCOMPARE(review.size(), 2);
    }

    void requestsAreAnsweredTogether()
    {
        const ContactListModel contacts;
        RequestsDialog dialog(contacts, *m_theme);
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        QSignalSpy answered(&dialog, &RequestsDialog::answered), blocked(&dialog, &RequestsDialog::blockRequested);
        QSignalSpy domain(&dialog, &RequestsDialog::blockDomainRequested);
        QList<SubscriptionRequest> requests{{AccountId(1), jid(u"kim"_s), {}, 0}};
        for (int i = 0; i < 3; ++i)
            requests << SubscriptionRequest{AccountId(2), BareJid::fromPrepared(u"p%1@flood.example"_s.arg(i)), {}, i};
        dialog.setRequests(requests);
        QVERIFY(!buttonNamed(dialog, u"Accept"_s)->isEnabled());
        auto *tree = dialog.findChild<QTreeWidget *>();
        QCOMPARE(tree->accessibleName(), u"Contact requests"_s);
        QCOMPARE(tree->topLevelItemCount(), 2);
        QTreeWidgetItem *flood = tree->topLevelItem(1);
        flood->setCheckState(0, Qt::Checked); // with all below it
        QTRY_VERIFY(buttonNamed(dialog, u"Decline"_s)->isEnabled());
        QCOMPARE(dialog.findChild<QCheckBox *>()->checkState(), Qt::PartiallyChecked);
        buttonNamed(dialog, u"Decline"_s)->click();
        QCOMPARE(answered.size(), 1);
        QCOMPARE(answered.first().at(0).value<QList<SubscriptionRequest>>(), requests.mid(1));
        QCOMPARE(answered.first().at(1).value<RequestAnswer>(), RequestAnswer::Decline);
        buttonNamed(dialog, u"Block and report"_s)->click();
        QCOMPARE(blocked.first().at(1).value<AbuseReport>(), AbuseReport::Spam);
        tree->setCurrentItem(flood->child(0));
        buttonNamed(dialog, u"Block the domain"_s)->click();
        QVERIFY(domain.isEmpty()); // others there are blocked with it, so it asks
        buttonNamed(dialog, u"Block flood.example"_s)->click();
        QCOMPARE(domain.first().at(0).value<QList<AccountId>>(), QList{AccountId(2)});
        QCOMPARE(domain.first().at(1).toString(), u"flood.example"_s);
        // What is answered goes, and what is marked stays marked.
        dialog.setRequests(requests.mid(1));
        buttonNamed(dialog, u"Accept"_s)->click();
        QCOMPARE(answered.last().at(0).value<QList<SubscriptionRequest>>(), requests.mid(1));
    }

    void severalAreMovedTogether()
    {
        ContactListModel contacts;
        fill(contacts);
        ContactListPane pane(contacts, *m_theme, *m_preferences);
        pane.resize(320, 500);
        pane.show();
        auto *tree = pane.findChild<ContactTree *>();
        QSignalSpy moved(&pane, &ContactListPane::moveToGroupRequested);
        tree->setCurrentIndex(contacts.index(1));
        QTest::keyClick(tree, Qt::Key_Down, Qt::ShiftModifier);
        QCOMPARE(pane.selected(), (QList{ContactPlace{{AccountId(1), jid(u"tomas"_s)}, u"Crew"_s},
                                         ContactPlace{{AccountId(1), jid(u"hana"_s)}, u"Crew"_s}}));
        Q_EMIT tree->droppedOnGroup(u"Deck"_s);
        QCOMPARE(moved.size(), 1);
        QCOMPARE(moved.first().at(0).value<QList<ContactPlace>>().size(), 2);
        QCOMPARE(moved.first().at(1).toString(), u"Deck"_s);
        QVERIFY(contacts.flags(contacts.index(1)) & Qt::ItemIsDragEnabled);
        QVERIFY(!(contacts.flags(contacts.index(0)) & Qt::ItemIsDragEnabled));
    }

    void whatIsMovedStaysSelected()
    {
        ContactListModel contacts;
        fill(contacts);
        ContactListPane pane(contacts, *m_theme, *m_preferences);
        pane.resize(320, 500);
        pane.show();
        auto *tree = pane.findChild<ContactTree *>();
        const auto selection = [&] {
            QStringList who;
            for (const ContactPlace &each : pane.selected())
                who << each.who.jid.toString().section(u'@', 0, 0) + u' ' + each.group;
            return who;
        };
        const auto move = [&](const QString &who, const QString &name, const QString &group) {
            contacts.changeContacts({contact(who, name, {group})});
            contacts.flush();
        };
        // Two, each with an answer of its own.
        pane.setCurrent({AccountId(1), jid(u"tomas"_s)});
        QTest::keyClick(tree, Qt::Key_Down, Qt::ShiftModifier);
        QCOMPARE(selection(), (QStringList{u"tomas Crew"_s, u"hana Crew"_s}));
        pane.follow(pane.selected(), u"Zone"_s);
        move(u"hana"_s, u"Hana"_s, u"Zone"_s);
        move(u"tomas"_s, u"Tomas"_s, u"Zone"_s);
        QStringList both = selection();
        both.sort();
        QCOMPARE(both, (QStringList{u"hana Zone"_s, u"tomas Zone"_s}));
        QCOMPARE(pane.current(), pane.selected().first().who);
        // Whoever goes on meanwhile stays where they went.
        pane.setCurrent({AccountId(1), jid(u"hana"_s)});
        pane.follow(pane.selected(), u"Deck"_s);
        QTest::keyClick(tree, Qt::Key_Home);
        move(u"hana"_s, u"Hana"_s, u"Deck"_s);
        QVERIFY(!selection().contains(u"hana Deck"_s));
        // In a folded group there is the heading alone.
        contacts.setFoldedGroups({u"Deck"_s});
        contacts.flush();
        pane.setCurrent({AccountId(1), jid(u"tomas"_s)});
        pane.follow(pane.selected(), u"Deck"_s);
        move(u"tomas"_s, u"Tomas"_s, u"Deck"_s);
        QVERIFY(tree->currentIndex().data(ContactListModel::HeaderRole).toBool());
        QCOMPARE(tree->currentIndex().data(ContactListModel::GroupRole).toString(), u"Deck"_s);
    }

    void importSaysFirstWhatItWillDo()
    {
        AccountListModel accounts;
        AccountSettings settings;
        settings.id = AccountId(1);
        settings.jid = jid(u"mara"_s);
        accounts.setAccounts({settings});
        ContactListModel contacts;
        fill(contacts);
        const RosterImport import = readRosterFile("tomas@harbor.example\nmara@harbor.example\nnew@a.example,New One,Deck\nnobody\n");
        ImportDialog dialog(import, accounts, contacts, *m_theme);
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        QSignalSpy wanted(&dialog, &ImportDialog::importRequested);
        auto *list = dialog.findChild<QListWidget *>();
        QCOMPARE(list->count(), 1);
        QVERIFY(list->item(0)->text().contains(u"new@a.example"_s));
        const QString words = textOf(dialog);
        QVERIFY2(words.contains(u"2 are there already"_s) && words.contains(u"1 lines have no address"_s), qPrintable(words));
        QAbstractButton *add = buttonNamed(dialog, u"Add 1 contacts"_s);
        QVERIFY(add);
        add->click();
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(wanted.first().at(1).value<QList<RosterEntry>>().first().groups, QStringList{u"Deck"_s});
        QVERIFY(!add->isEnabled());
        dialog.showProgress(0, 1, u"You’re offline."_s);
        QVERIFY(textOf(dialog).contains(u"You’re offline."_s));
    }

    void whomToAddIsAskedForTheAccountThatTheyWereProposedTo()
    {
        AccountListModel accounts;
        AccountSettings work, home;
        work.id = AccountId(1);
        work.jid = jid(u"mara"_s);
        home.id = AccountId(2);
        home.jid = jid(u"maja"_s);
        accounts.setAccounts({work, home});
        ContactListModel contacts;
        ImportDialog dialog(readRosterFile("new@a.example,New One,Deck\n"), accounts, contacts, *m_theme);
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        dialog.setAccount(AccountId(2));
        QSignalSpy wanted(&dialog, &ImportDialog::importRequested);
        buttonNamed(dialog, u"Add 1 contacts"_s)->click();
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(wanted.first().at(0).value<AccountId>(), AccountId(2));
    }

    void blockedPeopleAreLetInAgain()
    {
        AccountListModel accounts;
        AccountSettings settings;
        settings.id = AccountId(1);
        settings.jid = jid(u"mara"_s);
        accounts.setAccounts({settings});
        BlockedDialog dialog(accounts, *m_theme);
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        QSignalSpy block(&dialog, &BlockedDialog::blockRequested), unblock(&dialog, &BlockedDialog::unblockRequested);
        dialog.setList({AccountId(1), BlockList::Support::Yes, {*Jid::parse(u"spam.example"), *Jid::parse(u"pest@a.example")}});
        auto *list = dialog.findChild<QListWidget *>();
        QCOMPARE(list->count(), 2);
        list->item(0)->setSelected(true);
        buttonNamed(dialog, u"Unblock"_s)->click();
        QCOMPARE(unblock.first().at(1).value<QList<Jid>>(), QList{*Jid::parse(u"spam.example")});
        auto *address = dialog.findChild<TextField *>();
        address->setText(u"no address"_s);
        buttonNamed(dialog, u"Block"_s)->click();
        QCOMPARE(address->state(), TextField::State::Wrong);
        QCOMPARE(block.size(), 0);
        address->setText(u"other.example"_s);
        buttonNamed(dialog, u"Block"_s)->click();
        QCOMPARE(block.first().at(1).value<QList<Jid>>(), QList{*Jid::parse(u"other.example")});
        dialog.setList({AccountId(1), BlockList::Support::No, {}});
        QVERIFY(!buttonNamed(dialog, u"Block"_s)->isEnabled());
    }

    void sharedGroupsStandInTheProfile()
    {
        ContactListModel contacts;
        fill(contacts);
        AccountListModel accounts;
        const SystemClock clock;
        ContactDetails details(contacts, accounts, *m_theme, clock);
        details.resize(360, 900);
        details.show();
        details.showContact(ContactKey{AccountId(1), jid(u"tomas"_s)});
        QVERIFY(!textOf(details).contains(u"Groups you share"_s));
        details.setSharedGroups(AccountId(1), jid(u"tomas"_s), {{ConversationId(7), u"Night & day"_s}, {ConversationId(8), u"Port"_s}});
        QVERIFY(textOf(details).contains(u"Groups you share"_s));
        QVERIFY(buttonNamed(details, u"Open Port"_s));
        QSignalSpy opened(&details, &ContactDetails::groupRequested);
        auto *first = buttonNamed(details, u"Open Night & day"_s);
        QCOMPARE(QAccessible::queryAccessibleInterface(first)->text(QAccessible::Description), u"Night & day"_s); // no markup
        QVERIFY(first && first->isVisible());
        QTest::keyClick(first, Qt::Key_Space);
        QCOMPARE(opened.size(), 1);
        QCOMPARE(opened[0][0].value<ConversationId>(), ConversationId(7));
        // An answer that comes when another is shown is not theirs.
        details.showContact(ContactKey{AccountId(1), jid(u"hana"_s)});
        QVERIFY(!buttonNamed(details, u"Open Port"_s));
        details.setSharedGroups(AccountId(1), jid(u"tomas"_s), {{ConversationId(8), u"Port"_s}});
        QVERIFY(!buttonNamed(details, u"Open Port"_s));
        QVERIFY(!textOf(details).contains(u"Groups you share"_s));
    }

    /// As long as somebody is shown, their groups are what they are now.
    void sharedGroupsAreRenewedWhileTheyAreShown()
    {
        ContactListModel contacts;
        fill(contacts);
        AccountListModel accounts;
        const SystemClock clock;
        ContactDetails details(contacts, accounts, *m_theme, clock);
        details.resize(360, 900);
        QSignalSpy asked(&details, &ContactDetails::sharedGroupsAsked);
        details.renewSharedGroups(); // of nobody
        details.show();
        details.showContact(ContactKey{AccountId(1), jid(u"tomas"_s)});
        QTRY_COMPARE(asked.size(), 1);
        details.setSharedGroups(AccountId(1), jid(u"tomas"_s), {{ConversationId(8), u"Port"_s}});
        for (int i = 0; i < 100; ++i)
            details.renewSharedGroups(); // many come and go
        QTRY_COMPARE(asked.size(), 2);
        QCOMPARE(asked.last().at(1).value<BareJid>(), jid(u"tomas"_s));
        // Who walks through them by keys stays where they are.
        auto *port = buttonNamed(details, u"Open Port"_s);
        details.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&details));
        port->setFocus();
        details.setSharedGroups(AccountId(1), jid(u"tomas"_s), {{ConversationId(8), u"Port"_s}});
        QCOMPARE(buttonNamed(details, u"Open Port"_s), port);
        details.setSharedGroups(AccountId(1), jid(u"tomas"_s), {{ConversationId(7), u"Day"_s}, {ConversationId(8), u"Port"_s}});
        QVERIFY(buttonNamed(details, u"Open Day"_s));
        QVERIFY(buttonNamed(details, u"Open Port"_s)->hasFocus());
        details.setSharedGroups(AccountId(1), jid(u"tomas"_s), {});
        QVERIFY(!textOf(details).contains(u"Groups you share"_s));
        details.hide();
        details.renewSharedGroups();
        QTest::qWait(600); // nobody looks
        QCOMPARE(asked.size(), 2);
    }

    void profilesAreAskedOfThoseWhoAreLookedAt()
    {
        ContactListModel contacts;
        fill(contacts);
        AccountListModel accounts;
        const SystemClock clock;
        ContactDetails details(contacts, accounts, *m_theme, clock);
        details.resize(620, 900);
        details.show();
        QSignalSpy asked(&details, &ContactDetails::profileAsked);
        details.showContact(ContactKey{AccountId(1), jid(u"hana"_s)}); // only passed by
        details.showContact(ContactKey{AccountId(1), jid(u"tomas"_s)});
        QTRY_COMPARE(asked.size(), 1);
        QCOMPARE(asked.first().at(1).value<BareJid>(), jid(u"tomas"_s));

        ContactProfile profile;
        profile.account = AccountId(1);
        profile.jid = jid(u"tomas"_s);
        profile.card.fullName = u"Tomas <b>Berg</b>"_s;
        profile.card.links = {u"https://tomas.example/a?b&c"_s};
        profile.note = u"Calls on Mondays"_s;
        profile.tags = {u"crew"_s};
        details.profile().setProfile(profile);
        QVERIFY(textOf(details).contains(u"Tomas <b>Berg</b>"_s)); // to the letter
        QVERIFY(!textOf(details).contains(u"On this computer only."_s));
        profile.notePlace = NotePlace::Failed;
        details.profile().setProfile(profile);
        QVERIFY(textOf(details).contains(u"On this computer only."_s));
        QSignalSpy link(&details.profile(), &ProfileView::linkRequested);
        QVERIFY(buttonNamed(details, u"https://tomas.example/a?b&c"_s));
        QCOMPARE(QAccessible::queryAccessibleInterface(buttonNamed(details, u"https://tomas.example/a?b&c"_s))->text(QAccessible::Description),
                 u"https://tomas.example/a?b&c"_s); // no markup
        buttonNamed(details, u"https://tomas.example/a?b&c"_s)->click();
        QCOMPARE(link.size(), 1);
        QVERIFY(!buttonNamed(details, u"Open in the directory"_s));
        details.profile().setLinkTemplate(u"https://crm.example/?who={address}"_s);
        buttonNamed(details, u"Open in the directory"_s)->click();
        QCOMPARE(link.last().first().toUrl(), QUrl(u"https://crm.example/?who=tomas%40harbor.example"_s));

        // What was typed is kept when one goes on to somebody else.
        QSignalSpy noted(&details.profile(), &ProfileView::noteChanged);
        auto *note = details.profile().findChild<QPlainTextEdit *>();
        QCOMPARE(note->accessibleName(), u"Private note"_s);
        QCOMPARE(note->toPlainText(), u"Calls on Mondays"_s);
        note->setPlainText(u"Calls on Tuesdays"_s);
        details.showContact(ContactKey{AccountId(1), jid(u"hana"_s)});
        QCOMPARE(noted.size(), 1);
        QCOMPARE(noted.first().at(1).value<BareJid>(), jid(u"tomas"_s));
        QCOMPARE(noted.first().at(2).toString(), u"Calls on Tuesdays"_s);
        QCOMPARE(noted.first().at(3).toStringList(), QStringList{u"crew"_s});
        QCOMPARE(note->toPlainText(), QString());
        details.profile().setProfile(profile); // of somebody who is not shown
        QCOMPARE(note->toPlainText(), QString());
    }

    void aProfileThatDidNotComeIsNotSaved()
    {
        OwnProfileDialog dialog(u"mara@harbor.example"_s, *m_theme);
        QSignalSpy saved(&dialog, &OwnProfileDialog::saveRequested), wanted(&dialog, &OwnProfileDialog::cardRequested);
        dialog.showError(u"There is no connection."_s);
        buttonNamed(dialog, u"Save"_s)->click();
        QCOMPARE(wanted.size(), 1);
        QVERIFY(saved.isEmpty()); // it would have emptied the card on the server

        // What nobody touched is saved as it came, however long it is and whatever commas it has.
        OwnCard own;
        own.card.organization = QString(150, u'H') + u", "_s + QString(150, u'C');
        own.card.links = {u"https://harbor.example/"_s + QString(300, u'x'), u"https://harbor.example/one,two"_s};
        own.card.addresses = {QString(150, u'Q') + u", "_s + QString(150, u'R')};
        dialog.setCard(own);
        buttonNamed(dialog, u"Save"_s)->click();
        QCOMPARE(saved.size(), 1);
        QVERIFY(saved.first().first().value<OwnCard>() == own);
    }

    void addContactTakesLinks() // RFC 5122; XEP-0147, 5.4
    {
        AccountListModel accounts;
        AccountSettings settings;
        settings.id = AccountId(1);
        settings.jid = jid(u"mara"_s);
        accounts.setAccounts({settings});
        AddContactDialog dialog(accounts, {}, *m_theme);
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        QSignalSpy wanted(&dialog, &AddContactDialog::addRequested);
        dialog.findChildren<TextField *>().value(0)->setText(u"xmpp:romeo@montague.example?roster;name=Romeo%20Montague;group=Friends"_s);
        buttonNamed(dialog, u"Add contact"_s)->click();
        QCOMPARE(wanted.size(), 1);
        const auto added = wanted.first().first().value<NewContact>();
        QCOMPARE(added.jid.toString(), u"romeo@montague.example"_s);
        QCOMPARE(added.name, u"Romeo Montague"_s);
        QCOMPARE(added.groups, QStringList{u"Friends"_s});
    }

    void addContactReadsCodes()
    {
        using Reader = ContactCodeReader;
        QCOMPARE(Reader::personIn({u"https://harbor.example"_s, u"xmpp:lab@groups.example?join"_s, u"xmpp:romeo@montague.example?roster;name=Romeo"_s}),
                 u"xmpp:romeo@montague.example?roster;name=Romeo"_s);
        QCOMPARE(Reader::personIn({u" romeo@montague.example "_s}), u"romeo@montague.example"_s);
        QVERIFY(!Reader::personIn({u"montague.example"_s, u"xmpp:montague.example"_s, u"WIFI:S:harbor;;"_s, {}}));

        AccountListModel accounts;
        AddContactDialog dialog(accounts, {}, *m_theme);
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        dialog.show();
        const QTemporaryDir folder;
        const QString file = folder.filePath(u"code.png"_s);
        const QImage code = codeOf(u"xmpp:romeo@montague.example?roster;name=Romeo%20Montague"_s);
        QVERIFY(code.scaled(code.size() * 6).save(file));
        auto *reader = dialog.findChild<Reader *>();
        reader->readPicture(file);
        QTRY_COMPARE(dialog.findChildren<TextField *>().value(0)->text(), u"romeo@montague.example"_s);
        QCOMPARE(dialog.findChildren<TextField *>().value(1)->text(), u"Romeo Montague"_s);
        // What is no code is said at the field, and what was there stays.
        QImage blank(200, 200, QImage::Format_RGB32);
        blank.fill(Qt::white);
        QVERIFY(blank.save(file));
        reader->readPicture(file);
        QTRY_VERIFY(textOf(dialog).contains(u"There is no code in that picture"_s));
        QCOMPARE(dialog.findChildren<TextField *>().value(0)->text(), u"romeo@montague.example"_s);
    }

    void requestsSayWhichAccountTheyAreTo()
    {
        ContactListModel contacts;
        ContactListPane pane(contacts, *m_theme, *m_preferences);
        const QList<SubscriptionRequest> requests{{AccountId(1), jid(u"kim"_s), {}, 1}, {AccountId(2), jid(u"kim"_s), {}, 2}};
        const auto lines = [&pane] { return textOf(pane).remove(QChar(0x2068)).remove(QChar(0x2069)); };
        pane.setRequests(requests);
        QVERIFY(!lines().contains(u"account"_s));
        contacts.setAccountMarks({{AccountId(1), AccountMark{u"mara@harbor.example"_s, jid(u"mara"_s), -1}},
                                  {AccountId(2), AccountMark{u"Work"_s, BareJid::fromPrepared(u"mara@work.example"_s), 3}}});
        pane.setRequests(requests);
        QVERIFY(lines().contains(u"To account mara@harbor.example"_s));
        QVERIFY(lines().contains(u"To account Work"_s));
        QSignalSpy accepted(&pane, &ContactListPane::requestsAnswered);
        QVERIFY(buttonNamed(pane, u"Decline kim@harbor.example, account mara@harbor.example"_s));
        buttonNamed(pane, u"Accept kim@harbor.example, account Work"_s)->click();
        QCOMPARE(accepted.size(), 1);
        QCOMPARE(accepted.first().first().value<QList<SubscriptionRequest>>().first().account, AccountId(2));
    }

    void detailsFollowTheContact()
    {
        ContactListModel contacts;
        fill(contacts);
        AccountListModel accounts;
        const SystemClock clock;
        ContactDetails details(contacts, accounts, *m_theme, clock);
        details.showContact(ContactKey{AccountId(1), jid(u"tomas"_s)});
        QSignalSpy removed(&details, &ContactDetails::removeRequested);
        buttonNamed(details, u"Remove…"_s)->click();
        QCOMPARE(removed.size(), 1);
        QCOMPARE(removed.first().at(1).value<BareJid>(), jid(u"tomas"_s));
        QVERIFY(textOf(details).contains(u"On site"_s));
        ContactPresence away{AccountId(1), jid(u"tomas"_s), {}, {}};
        away.shown.availability = Availability::Away;
        contacts.changePresences({away});
        contacts.flush();
        QVERIFY(!textOf(details).contains(u"On site"_s));
        // A contact that is gone leaves the empty page.
        contacts.removeContact(AccountId(1), jid(u"tomas"_s));
        contacts.flush();
        QVERIFY(textOf(details).contains(u"No contact chosen"_s));
    }

    void aNameOfTorsIsNotCut_data()
    {
        QTest::addColumn<int>("width");
        QTest::newRow("a narrow window") << 360;
        QTest::newRow("a wide one") << 900;
    }
    void aNameOfTorsIsNotCut()
    {
        QFETCH(int, width);
        ContactListModel contacts;
        Contact friendOfTor;
        friendOfTor.account = AccountId(1);
        friendOfTor.jid = BareJid::fromPrepared(u"tomas@"_s + QString(56, u'w') + u".onion"_s); // as long as they are since version 3
        friendOfTor.name = friendOfTor.jid.toString();
        friendOfTor.subscription = Subscription::Both;
        contacts.replaceRoster(AccountId(1), {friendOfTor});
        contacts.flush();
        AccountListModel accounts;
        const SystemClock clock;
        ContactDetails details(contacts, accounts, *m_theme, clock);
        details.resize(width, 700);
        details.showContact(ContactKey{AccountId(1), friendOfTor.jid});
        details.show();
        QVERIFY(QTest::qWaitForWindowExposed(&details));
        if (const QString folder = qEnvironmentVariable("JACKDAW_GRABS"); !folder.isEmpty())
            details.grab().save(folder + u"/tor-contact-%1.png"_s.arg(width));
        int found = 0;
        for (const QLabel *label : details.findChildren<QLabel *>()) {
            if (!label->isVisible() || !label->text().contains(u"onion"_s))
                continue;
            ++found;
            QTRY_VERIFY2(label->mapTo(&details, QPoint(label->width(), 0)).x() <= width, qPrintable(label->text()));
            QTRY_VERIFY2(label->height() >= label->heightForWidth(label->width()), qPrintable(label->text()));
            // Every letter of it is painted: as many lines as it takes.
            const int lines = (label->fontMetrics().horizontalAdvance(label->text()) - 1) / label->width() + 1;
            QTRY_VERIFY2(label->height() >= lines * label->fontMetrics().lineSpacing(), qPrintable(label->text()));
        }
        QCOMPARE(found, 2); // as its name, and as its address
        QVERIFY(buttonNamed(details, u"Copy address"_s)->mapTo(&details, QPoint(buttonNamed(details, u"Copy address"_s)->width(), 0)).x() <= width);
    }

    void addContactChecksTheAddress()
    {
        AccountListModel accounts;
        AccountSettings settings;
        settings.id = AccountId(1);
        settings.jid = jid(u"mara"_s);
        accounts.setAccounts({settings});
        AddContactDialog dialog(accounts, {u"Crew"_s}, *m_theme);
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        QSignalSpy wanted(&dialog, &AddContactDialog::addRequested);
        const QList<TextField *> fields = dialog.findChildren<TextField *>();
        TextField *address = fields.value(0);
        QVERIFY(address);
        address->setText(u"no address"_s);
        buttonNamed(dialog, u"Add contact"_s)->click();
        QCOMPARE(wanted.size(), 0);
        QCOMPARE(address->state(), TextField::State::Wrong);
        address->setText(u"Tomas@Harbor.Example"_s);
        buttonNamed(dialog, u"Add contact"_s)->click();
        QCOMPARE(wanted.size(), 1);
        const auto added = wanted.first().first().value<NewContact>();
        QCOMPARE(added.jid, jid(u"tomas"_s));
        QCOMPARE(added.account, AccountId(1));
        // The engine said no: the dialog says why and lets one try again.
        dialog.showError(u"You’re offline."_s);
        QVERIFY(buttonNamed(dialog, u"Add contact"_s)->isEnabled());
    }

private:
    static void fill(ContactListModel &contacts)
    {
        contacts.setSpokenText([](const ContactListModel::Row &row) { return contactRowSpokenText(row); });
        contacts.replaceRoster(AccountId(1), {contact(u"tomas"_s, u"Tomas Berg"_s, {u"Crew"_s}),
                                              contact(u"hana"_s, u"Hana Novak"_s, {u"Crew"_s}), contact(u"rui"_s, u"Rui Costa"_s)});
        ContactPresence there{AccountId(1), jid(u"tomas"_s), {}, {}};
        there.shown.availability = Availability::Available;
        there.shown.status = u"On site"_s;
        contacts.changePresences({there});
        contacts.flush();
    }

    static QString textOf(const QWidget &page)
    {
        QStringList texts;
        const QList<QLabel *> labels = page.findChildren<QLabel *>();
        for (const QLabel *label : labels) {
            if (label->isVisibleTo(&page))
                texts << label->text();
        }
        return texts.join(u'\n');
    }

    QTemporaryDir m_folder;
    std::unique_ptr<Preferences> m_preferences;
    std::unique_ptr<Theme> m_theme;
};

JACKDAW_WINDOW_TEST(ContactListTest)

} // namespace contact_list_test

#include "contact_list_test.moc"
