// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/ChatListModel.h"
#include "roster/ContactListModel.h"
#include "support/Builders.h"
#include "support/ModelWatch.h"
#include "support/TestProgram.h"

#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

using Filter = ChatListModel::Filter;
using Hold = ChatListModel::Hold;

namespace chat_list_model_test {

/// The chat list: order, held order, filters, names and presences, badge.
class ChatListModelTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void pinnedFirstThenNewest();
    void pinnedGroupsStandAsTheyWerePut();
    void movesOneRowForOneMessage();
    void gathersChanges();
    void keepsPlacesWhileHeld();
    void filtersUnread();
    void filtersMentionsAndGroups();
    void heldRowsStayThoughTheyAreRead();
    void countsUnreadChats();
    void strangersWaitOutsideOfTheList();
    void takesNamesAndPresencesFromContacts();
    void roomsGoByWhatTheyAreCalled();
    void tellsWhoTypes();
    void newChatStandsOnTop();
    void takesTheChatsOfTheStartInParts();
    void removesConversationsAndAccounts();
    void letsGoOfWhatAnotherFileDoesNotHave();
    void findsByPeer();
    void speaksItsRows();
    void selectionSurvivesEverything();

private:
    QString order() const
    {
        QString ids;
        for (int row = 0; row < model->rowCount(); ++row) {
            ids += QString::number(model->row(row).conversation.id.value());
        }
        return ids;
    }
    void change(const QList<Conversation> &conversations)
    {
        model->changeConversations(conversations);
        model->flush();
    }

    std::unique_ptr<ContactListModel> contacts;
    std::unique_ptr<ChatListModel> model;
    std::unique_ptr<ModelWatch> watch;
};

void ChatListModelTest::init()
{
    watch.reset();
    model.reset();
    contacts = std::make_unique<ContactListModel>();
    model = std::make_unique<ChatListModel>(*contacts);
    QObject::connect(contacts.get(), &ContactListModel::peopleChanged, model.get(), &ChatListModel::refreshPeople);
    watch = std::make_unique<ModelWatch>(model.get());
    change({aConversation(1, "ann@example.org").lastAt(noon), aConversation(2, "bob@example.org").lastAt(noon + hour).unread(3),
            aConversation(3, "cid@example.org").lastAt(noon - hour).pinned(), aConversation(4, "dan@example.org").lastAt(noon + 2)});
}

void ChatListModelTest::roomsGoByWhatTheyAreCalled()
{
    Conversation room = aConversation(7, "crew@groups.example.org").lastAt(noon);
    room.kind = ConversationKind::Room;
    Conversation aside = aConversation(8, "ana@groups.example.org").lastAt(noon);
    aside.kind = ConversationKind::RoomPrivate;
    aside.nick = u"Ana"_s;
    model->setRoomName(ConversationId(7), u"Night crew"_s); // before its chat is here
    change({room, aside});
    QCOMPARE(model->nameOf(ConversationId(7)), u"Night crew"_s);
    QCOMPARE(model->nameOf(ConversationId(8)), u"Ana"_s);
    QCOMPARE(model->row(model->rowOf(ConversationId(7))).presence.availability, Availability::Unknown);
    model->setRoomName(ConversationId(7), u"Day crew"_s);
    model->flush();
    QCOMPARE(model->index(model->rowOf(ConversationId(7))).data(Qt::DisplayRole).toString(), u"Day crew"_s);
    model->setRoomName(ConversationId(7), {});
    QCOMPARE(model->nameOf(ConversationId(7)), u"crew"_s);
}

void ChatListModelTest::pinnedFirstThenNewest()
{
    QCOMPARE(order(), u"3241"_s);
    QCOMPARE(model->rowOf(ConversationId(4)), 2);
    QCOMPARE(model->rowOf(ConversationId(9)), -1);
    change({aConversation(1, "ann@example.org").lastAt(noon).pinned()});
    QCOMPARE(order(), u"1324"_s);
    QCOMPARE(model->index(1).data(ChatListModel::ConversationRole).value<ConversationId>(), ConversationId(3));
    QCOMPARE(model->index(2).data(ChatListModel::UnreadRole).toInt(), 3);
}

void ChatListModelTest::pinnedGroupsStandAsTheyWerePut()
{
    QList<Conversation> groups;
    for (const int id : {5, 6, 7}) {
        groups << aConversation(id, qPrintable(u"g%1@groups.example.org"_s.arg(id))).lastAt(noon + id * hour).pinned();
        groups.last().kind = ConversationKind::Room;
    }
    model->setRoomPlace(ConversationId(6), 2); // before it is here
    change(groups);
    const AccountId account = groups.first().account;
    const QList<ConversationId> all{ConversationId(6), ConversationId(7), ConversationId(5)};
    QCOMPARE(model->pinnedGroups(account), all);
    QCOMPARE(order().left(1), u"6"_s); // before those that nobody put anywhere, people among them
    model->setRoomPlace(ConversationId(5), 1);
    model->flush();
    QCOMPARE(order().left(2), u"56"_s);
    // News moves none of them, and a filter hides none from who puts them in order.
    change({aConversation(6, "g6@groups.example.org").lastAt(noon + 5 * day).pinned()});
    Conversation news = groups[1];
    news.last = model->find(ConversationId(6))->last;
    change({news});
    QCOMPARE(order().left(2), u"56"_s);
    model->setFilter(Filter::Unread);
    QCOMPARE(model->pinnedGroups(account).size(), 3);
    QVERIFY(model->pinnedGroups(AccountId(99)).isEmpty());
    model->setFilter(Filter::All);
    Conversation loose = groups[0]; // unpinned, its place counts no more
    loose.pinned = false;
    change({loose});
    QVERIFY(!order().startsWith(u'5'));
    QCOMPARE(model->pinnedGroups(account).size(), 2);
}

void ChatListModelTest::movesOneRowForOneMessage()
{
    watch->forget();
    change({aConversation(1, "ann@example.org").lastAt(noon + day).unread(1)});
    QCOMPARE(order(), u"3124"_s);
    QCOMPARE(watch->moves, 1);
    QCOMPARE(watch->structural(), 1);
    QCOMPARE(watch->changes, 1);
    watch->forget();
    change({aConversation(1, "ann@example.org").lastAt(noon + day).unread(1)}); // nothing new
    QCOMPARE(watch->structural() + watch->changes, 0);
}

void ChatListModelTest::gathersChanges()
{
    watch->forget();
    for (int i = 0; i < 50; ++i) {
        model->changeConversations({aConversation(1 + i % 4, qPrintable(u"p%1@example.org"_s.arg(i % 4))).lastAt(noon + day + i)});
    }
    QCOMPARE(watch->structural() + watch->changes, 0);
    QTRY_VERIFY(watch->changes > 0); // by itself, without flush()
    QCOMPARE(order(), u"2143"_s);
    QVERIFY(watch->moves <= 3);
    QCOMPARE(watch->changes, 1);
}

void ChatListModelTest::keepsPlacesWhileHeld()
{
    model->setOrder(Hold::Held);
    change({aConversation(1, "ann@example.org").lastAt(noon + day), aConversation(5, "eve@example.org").lastAt(noon + 2 * day)});
    QCOMPARE(order(), u"32415"_s); // the new one last, the others where they were
    QCOMPARE(model->row(3).conversation.last->time, noon + day);
    model->removeConversation(ConversationId(2));
    QCOMPARE(order(), u"3415"_s);
    model->setOrder(Hold::Free);
    QTRY_COMPARE(order(), u"3514"_s);
}

void ChatListModelTest::filtersUnread()
{
    model->setFilter(Filter::Unread);
    QCOMPARE(order(), u"2"_s);
    change({aConversation(4, "dan@example.org").lastAt(noon + day).unread(1)});
    QCOMPARE(order(), u"42"_s);
    change({aConversation(2, "bob@example.org").lastAt(noon + hour)});
    QCOMPARE(order(), u"4"_s);
    QVERIFY(model->find(ConversationId(2)));
    QCOMPARE(model->rowOf(ConversationId(2)), -1);
    model->setFilter(Filter::All);
    QCOMPARE(order(), u"3421"_s);
}

void ChatListModelTest::filtersMentionsAndGroups()
{
    Conversation room = aConversation(5, "crew@groups.example.org").lastAt(noon + day).unread(2);
    room.kind = ConversationKind::Room;
    Conversation other = aConversation(6, "lounge@groups.example.org").lastAt(noon + 2 * day);
    other.kind = ConversationKind::Room;
    Conversation aside = aConversation(7, "owen@groups.example.org").lastAt(noon);
    aside.kind = ConversationKind::RoomPrivate; // one person, so no group
    change({room, other, aside});
    model->setFilter(Filter::Groups);
    QCOMPARE(order(), u"65"_s);
    model->setFilter(Filter::Mentions);
    QCOMPARE(order(), QString()); // unread, and nothing in it is about us
    room.mentions = 1;
    change({room});
    QCOMPARE(order(), u"5"_s);
}

void ChatListModelTest::heldRowsStayThoughTheyAreRead()
{
    model->setFilter(Filter::Unread);
    model->setOrder(Hold::Held);
    change({aConversation(2, "bob@example.org").lastAt(noon + hour)}); // clicked, and so read
    QCOMPARE(order(), u"2"_s);
    model->setOrder(Hold::Free);
    QTRY_COMPARE(order(), QString());
    // Asking for another filter does not wait for the pointer to leave.
    model->setOrder(Hold::Held);
    model->setFilter(Filter::All);
    QCOMPARE(order(), u"3241"_s);
}

void ChatListModelTest::countsUnreadChats()
{
    QCOMPARE(model->unreadChats(), 1);
    QSignalSpy changed(model.get(), &ChatListModel::unreadChatsChanged);
    change({aConversation(1, "ann@example.org").lastAt(noon).unread(5)});
    QCOMPARE(model->unreadChats(), 2);
    change({aConversation(4, "dan@example.org").lastAt(noon).unread(5).muted()});
    QCOMPARE(model->unreadChats(), 2);
    change({aConversation(2, "bob@example.org").lastAt(noon + hour)});
    model->removeConversation(ConversationId(1));
    QCOMPARE(model->unreadChats(), 0);
    QCOMPARE(changed.size(), 3);
    QCOMPARE(changed.constLast().constFirst().toInt(), 0);
}

void ChatListModelTest::strangersWaitOutsideOfTheList()
{
    QSignalSpy told(model.get(), &ChatListModel::strangersChanged);
    Conversation first = aConversation(7, "eve@evil.example").lastAt(noon + day).unread(1);
    first.stranger = Stranger::Waits;
    change({first});
    QCOMPARE(order(), u"3241"_s);
    QCOMPARE(model->unreadChats(), 1);
    QCOMPARE(model->waitingStrangers(), QList{first});
    QCOMPARE(told.size(), 1);
    model->forEachChat([](const ChatListModel::Row &row) { QVERIFY(row.conversation.id != ConversationId(7)); });
    model->setOpenChat(ConversationId(7)); // found by a search, say
    model->flush();
    QCOMPARE(order(), u"37241"_s);
    model->setOpenChat({});
    model->flush();
    QCOMPARE(order(), u"3241"_s);

    first.stranger = Stranger::Declined;
    change({first});
    QCOMPARE(order(), u"3241"_s);
    QVERIFY(model->waitingStrangers().isEmpty());
    QCOMPARE(told.size(), 2);
    first.stranger = Stranger::No;
    change({first});
    QCOMPARE(order(), u"37241"_s);
    QCOMPARE(model->unreadChats(), 2);

    // A contact is none, whatever was noted before.
    Conversation second = aConversation(8, "flo@example.org").lastAt(noon + day + 1);
    second.stranger = Stranger::Waits;
    change({second});
    QCOMPARE(order(), u"37241"_s);
    contacts->changeContacts({aContact("flo@example.org")});
    contacts->flush();
    model->flush();
    QCOMPARE(order(), u"387241"_s);
    QVERIFY(model->waitingStrangers().isEmpty());
}

void ChatListModelTest::takesNamesAndPresencesFromContacts()
{
    QCOMPARE(model->nameOf(ConversationId(1)), u"ann"_s);
    watch->forget();
    contacts->replaceRoster(AccountId(1), {aContact("ann@example.org").named(u"Ann Smith"_s), aContact("zoe@example.org")});
    contacts->changePresences({aPresence("ann@example.org", Availability::Away)});
    contacts->flush();
    model->flush();
    QCOMPARE(model->nameOf(ConversationId(1)), u"Ann Smith"_s);
    QCOMPARE(model->row(3).presence.availability, Availability::Away);
    QCOMPARE(model->index(3).data().toString(), u"Ann Smith"_s);
    QCOMPARE(watch->changes, 1);
    QCOMPARE(watch->structural(), 0);
    watch->forget();
    contacts->changePresences({aPresence("zoe@example.org", Availability::Available)}); // no chat with her
    contacts->flush();
    model->flush();
    QCOMPARE(watch->changes, 0);
}

void ChatListModelTest::tellsWhoTypes()
{
    watch->forget();
    model->setPeerChatState(ConversationId(4), ChatState::Composing);
    model->setPeerChatState(ConversationId(99), ChatState::Composing);
    model->flush();
    QVERIFY(model->isTyping(ConversationId(4)));
    QVERIFY(model->row(2).typing);
    QVERIFY(model->index(2).data(ChatListModel::TypingRole).toBool());
    QCOMPARE(watch->changes, 1);
    model->setPeerChatState(ConversationId(4), ChatState::Paused);
    model->flush();
    QVERIFY(!model->isTyping(ConversationId(4)));
    QCOMPARE(watch->changes, 2);

    watch->forget();
    model->setTypists(ConversationId(4), u"Ana and two others are typing"_s);
    model->setTypists(ConversationId(99), u"Ana is typing"_s);
    model->flush();
    QVERIFY(model->isTyping(ConversationId(4)));
    QCOMPARE(model->row(2).typists, u"Ana and two others are typing"_s);
    QCOMPARE(watch->changes, 1);
    model->setTypists(ConversationId(4), {});
    model->flush();
    QVERIFY(!model->isTyping(ConversationId(4)));
    QCOMPARE(watch->changes, 2);
}

void ChatListModelTest::newChatStandsOnTop()
{
    change({aConversation(7, "new@example.org")});
    QCOMPARE(order(), u"37241"_s);
    change({aConversation(4, "dan@example.org").lastAt(noon + day)});
    QCOMPARE(order(), u"34721"_s);
    change({aConversation(7, "new@example.org").lastAt(noon + 2 * day)});
    QCOMPARE(order(), u"37421"_s);
}

void ChatListModelTest::takesTheChatsOfTheStartInParts()
{
    // The engine told of 1 in between; the rest was read before that. 5 and 6 are of the start, so nothing puts them on top.
    change({aConversation(1, "ann@example.org").lastAt(noon + day).unread(1)});
    QSignalSpy unread(model.get(), &ChatListModel::unreadChatsChanged);
    model->fillConversations({aConversation(1, "ann@example.org").lastAt(noon), aConversation(5, "eve@example.org"),
                              aConversation(6, "fay@example.org").lastAt(noon + 1).unread(1)});
    model->flush();
    QCOMPARE(order(), u"312465"_s);
    QCOMPARE(model->find(ConversationId(1))->unread, 1);
    QCOMPARE(model->find(AccountId(1), jid("fay@example.org")), ConversationId(6));
    QCOMPARE(unread.size(), 1);
    QCOMPARE(model->unreadChats(), 3);
}

void ChatListModelTest::removesConversationsAndAccounts()
{
    change({aConversation(8, "ann@example.org").of(AccountId(2)).lastAt(noon + day)});
    QCOMPARE(order(), u"38241"_s);
    model->removeConversation(ConversationId(2));
    QCOMPARE(order(), u"3841"_s);
    model->removeConversation(ConversationId(2));
    model->removeAccount(AccountId(1));
    QCOMPARE(order(), u"8"_s);
    QVERIFY(!model->find(ConversationId(3)));
    QVERIFY(!model->find(AccountId(1), jid("ann@example.org")).isValid());
    QCOMPARE(model->find(AccountId(2), jid("ann@example.org")), ConversationId(8));
}

void ChatListModelTest::letsGoOfWhatAnotherFileDoesNotHave()
{
    model->setTypists(ConversationId(2), u"Somebody types"_s);
    model->keepConversations({ConversationId(3), ConversationId(4), ConversationId(77)});
    QCOMPARE(order(), u"34"_s);
    QVERIFY(!model->find(AccountId(1), jid("bob@example.org")).isValid());
    // The same chat under another number, as after a repair that found the messages and not the chats.
    change({aConversation(12, "bob@example.org").lastAt(noon + day)});
    QCOMPARE(model->find(AccountId(1), jid("bob@example.org")), ConversationId(12));
    model->keepConversations({});
    QCOMPARE(order(), QString());
}

void ChatListModelTest::findsByPeer()
{
    QCOMPARE(model->find(AccountId(1), jid("bob@example.org")), ConversationId(2));
    QVERIFY(!model->find(AccountId(2), jid("bob@example.org")).isValid());
    QCOMPARE(model->find(ConversationId(2))->unread, 3);
    QVERIFY(!model->find(ConversationId(99)));
    QCOMPARE(model->nameOf(ConversationId(99)), QString());
}

void ChatListModelTest::speaksItsRows()
{
    QCOMPARE(model->index(1).data(Qt::AccessibleTextRole).toString(), u"bob"_s);
    model->setSpokenText([](const ChatListModel::Row &row) { return u"%1, %2 unread"_s.arg(row.name).arg(row.conversation.unread); });
    QCOMPARE(model->index(1).data(Qt::AccessibleTextRole).toString(), u"bob, 3 unread"_s);
}

void ChatListModelTest::selectionSurvivesEverything()
{
    QList<Conversation> many;
    for (int i = 10; i < 300; ++i) {
        many.append(aConversation(i, qPrintable(u"p%1@example.org"_s.arg(i))).lastAt(noon - i * minute));
    }
    change(many);
    const QPersistentModelIndex selected = model->index(model->rowOf(ConversationId(123)));
    QRandomGenerator random(7);
    for (int round = 0; round < 40; ++round) {
        QList<Conversation> changed;
        // Now few, now nearly all of them.
        for (int i = round % 2 ? 3 : 250; i > 0; --i) {
            const int id = 10 + random.bounded(290);
            changed.append(aConversation(id, qPrintable(u"p%1@example.org"_s.arg(id))).lastAt(noon + random.bounded(100'000)));
        }
        change(changed);
        if (round % 5 == 0) {
            model->removeConversation(ConversationId(200 + round));
        }
        QVERIFY(selected.isValid());
        QCOMPARE(selected.data(ChatListModel::ConversationRole).value<ConversationId>(), ConversationId(123));
        for (int row = 1; row < model->rowCount(); ++row) {
            const Conversation above = model->row(row - 1).conversation;
            const Conversation below = model->row(row).conversation;
            QVERIFY(above.pinned || below.last->id < above.last->id || below.last->id == above.last->id);
            QCOMPARE(model->rowOf(below.id), row);
        }
    }
    model->removeConversation(ConversationId(123));
    QVERIFY(!selected.isValid());
}

JACKDAW_TEST(ChatListModelTest)

} // namespace chat_list_model_test

#include "chat_list_model_test.moc"
