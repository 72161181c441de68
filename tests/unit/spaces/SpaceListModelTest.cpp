// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/ChatListModel.h"
#include "roster/ContactListModel.h"
#include "spaces/SpaceListModel.h"
#include "support/ModelWatch.h"
#include "support/TestProgram.h"

#include <QSignalSpy>
#include <QTest>

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

namespace space_list_model_test {

const AccountId mara(1);
const AccountId work(2);

BareJid jid(const QString &local) { return BareJid::fromPrepared(local + u"@harbor.example"_s); }

Conversation chat(qint64 id, const QString &local, int unread = 0, AccountId account = mara)
{
    Conversation out;
    out.id = ConversationId(id);
    out.account = account;
    out.peer = jid(local);
    out.unread = unread;
    return out;
}

Space space(const QString &id, const QString &name, int place, const QSet<BareJid> &chats = {}, SpaceRule rule = {})
{
    return {SpaceId(id), {name, 0, place, rule}, chats, {}};
}

/// The spaces of all accounts, with what is unread in them.
class SpaceListModelTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void standsInTheUsersOrderWithCounts()
    {
        ContactListModel contacts;
        ChatListModel chats(contacts);
        SpaceListModel spaces(chats);
        const ModelWatch watch(&spaces);
        chats.changeConversations({chat(1, u"tomas"_s, 3), chat(2, u"ama"_s), chat(3, u"leila"_s, 1)});
        chats.flush();
        SpaceRule everything;
        everything.takes = SpaceRule::Takes::Everything;
        spaces.replaceSpaces(mara,
                             {space(u"b"_s, u"Home"_s, 2, {jid(u"ama"_s)}),
                              space(u"a"_s, u"Work"_s, 1, {jid(u"tomas"_s)}),
                              space(u"c"_s, u"All"_s, 3, {}, everything)},
                             SpaceKeeping::Kept);
        QCOMPARE(texts(spaces), QStringList({u"Work 1"_s, u"Home 0"_s, u"All 2"_s}));

        // Also of chats that no filter shows: those of a space with nobody in it.
        chats.setSpace([](const Conversation &) { return false; });
        QCOMPARE(chats.rowCount(), 0);
        chats.changeConversations({chat(2, u"ama"_s, 5), chat(1, u"tomas"_s)});
        chats.flush();
        QCOMPARE(texts(spaces), QStringList({u"Work 0"_s, u"Home 1"_s, u"All 2"_s}));
        chats.removeConversation(ConversationId(2));
        QCOMPARE(texts(spaces), QStringList({u"Work 0"_s, u"Home 0"_s, u"All 1"_s}));
    }

    void partsOfAccountsAreOne()
    {
        ContactListModel contacts;
        ChatListModel chats(contacts);
        SpaceListModel spaces(chats);
        const ModelWatch watch(&spaces);
        chats.changeConversations({chat(1, u"tomas"_s, 1), chat(2, u"tomas"_s, 1, work), chat(3, u"ama"_s, 1, work)});
        chats.flush();
        spaces.replaceSpaces(mara, {space(u"a"_s, u"Work"_s, 1, {jid(u"tomas"_s)})}, SpaceKeeping::Kept);
        QCOMPARE(texts(spaces), QStringList({u"Work 1"_s})); // of that account alone
        spaces.replaceSpaces(work, {space(u"a"_s, u"Work"_s, 1, {jid(u"ama"_s)})}, SpaceKeeping::Kept);
        QCOMPARE(texts(spaces), QStringList({u"Work 2"_s}));
        QCOMPARE(spaces.rows().front().accounts, QList({mara, work}));
        QVERIFY(spaces.holds(SpaceId(u"a"_s), chat(1, u"tomas"_s)));
        QVERIFY(!spaces.holds(SpaceId(u"a"_s), chat(2, u"tomas"_s, 0, work)));
        spaces.removeAccount(mara);
        QCOMPARE(texts(spaces), QStringList({u"Work 1"_s}));
        spaces.replaceSpaces(work, {}, SpaceKeeping::Kept);
        QCOMPARE(spaces.rowCount(), 0);
    }

    void aListShowsWhatASpaceHolds()
    {
        ContactListModel contacts;
        ChatListModel chats(contacts);
        SpaceListModel spaces(chats);
        const ModelWatch watch(&chats);
        chats.changeConversations({chat(1, u"tomas"_s), chat(2, u"ama"_s)});
        chats.flush();
        spaces.replaceSpaces(mara, {space(u"a"_s, u"Work"_s, 1, {jid(u"tomas"_s)})}, SpaceKeeping::Kept);
        const SpaceId id(u"a"_s);
        chats.setSpace([&](const Conversation &each) { return spaces.holds(id, each); });
        QCOMPARE(chats.filter(), ChatListModel::Filter::Space);
        QCOMPARE(chats.rowCount(), 1);
        QCOMPARE(chats.row(0).conversation.peer, jid(u"tomas"_s));
        spaces.replaceSpaces(mara, {space(u"a"_s, u"Work"_s, 1, {jid(u"tomas"_s), jid(u"ama"_s)})}, SpaceKeeping::Kept);
        chats.filterAgain();
        QCOMPARE(chats.rowCount(), 2);
        chats.setFilter(ChatListModel::Filter::All);
        QCOMPARE(chats.rowCount(), 2);
    }

    void aMoveSaysNoMoreThanItHasTo()
    {
        ContactListModel contacts;
        ChatListModel chats(contacts);
        SpaceListModel spaces(chats);
        const auto places = [&spaces](const QString &id, int row) {
            QStringList all;
            const QHash<SpaceId, SpaceTraits> moved = spaces.movedTo(SpaceId(id), row);
            for (auto each = moved.cbegin(); each != moved.cend(); ++each) {
                all << each.key().value() + u' ' + QString::number(each->place);
            }
            all.sort();
            return all;
        };
        QVERIFY(places(u"a"_s, 0).isEmpty());
        QCOMPARE(spaces.lastPlace(), 0);
        spaces.replaceSpaces(mara, {space(u"a"_s, u"A"_s, 0), space(u"b"_s, u"B"_s, 1000), space(u"c"_s, u"C"_s, 2000)},
                             SpaceKeeping::Kept);
        QVERIFY(spaces.lastPlace() > 2000);
        QVERIFY(places(u"a"_s, 0).isEmpty()); // it stands there
        QVERIFY(places(u"none"_s, 1).isEmpty());
        // Of the moved one alone, as long as there is a number between its neighbours'.
        QCOMPARE(places(u"c"_s, 1), QStringList{u"c 500"_s});
        QCOMPARE(places(u"a"_s, 1), QStringList{u"a 1500"_s});
        QCOMPARE(places(u"a"_s, 2), QStringList{u"a 3024"_s});
        QCOMPARE(places(u"a"_s, 9), QStringList{u"a 3024"_s}); // no further than the end
        // Nothing stands before 0, and nothing between two that are next to each other.
        QCOMPARE(places(u"c"_s, 0), QStringList({u"a 2048"_s, u"b 3072"_s, u"c 1024"_s}));
        spaces.replaceSpaces(mara, {space(u"a"_s, u"A"_s, 7), space(u"b"_s, u"B"_s, 8), space(u"c"_s, u"C"_s, 1024)},
                             SpaceKeeping::Kept);
        QCOMPARE(places(u"c"_s, 1), QStringList({u"a 1024"_s, u"b 3072"_s, u"c 2048"_s}));
        // What was said of it, said to the model, puts it there.
        QList<Space> after;
        const QHash<SpaceId, SpaceTraits> moved = spaces.movedTo(SpaceId(u"c"_s), 1);
        for (auto each = moved.cbegin(); each != moved.cend(); ++each) {
            after << Space{each.key(), *each, {}, {}};
        }
        spaces.replaceSpaces(mara, after, SpaceKeeping::Kept);
        QCOMPARE(texts(spaces), QStringList({u"A 0"_s, u"C 0"_s, u"B 0"_s}));
        // At the end of all numbers it is counted anew.
        spaces.replaceSpaces(mara, {space(u"a"_s, u"A"_s, maximumSpacePlace - 1), space(u"b"_s, u"B"_s, maximumSpacePlace)},
                             SpaceKeeping::Kept);
        QCOMPARE(spaces.lastPlace(), maximumSpacePlace);
        QCOMPARE(places(u"a"_s, 1), QStringList({u"a 2048"_s, u"b 1024"_s}));
    }

    void aServerThatKeepsNothingIsSaidOnce()
    {
        ContactListModel contacts;
        ChatListModel chats(contacts);
        SpaceListModel spaces(chats);
        QSignalSpy failed(&spaces, &SpaceListModel::keepingFailed);
        spaces.replaceSpaces(mara, {}, SpaceKeeping::Refused);
        QCOMPARE(failed.size(), 0); // of nothing there is nothing to say
        const QList<Space> one{space(u"a"_s, u"Work"_s, 1)};
        spaces.replaceSpaces(mara, one, SpaceKeeping::Refused);
        spaces.replaceSpaces(mara, one, SpaceKeeping::NotYet); // another session
        spaces.replaceSpaces(mara, one, SpaceKeeping::Refused);
        QCOMPARE(failed.size(), 1);
        spaces.replaceSpaces(mara, one, SpaceKeeping::Kept);
        spaces.replaceSpaces(mara, one, SpaceKeeping::Open);
        QCOMPARE(failed.size(), 2);
    }

private:
    static QStringList texts(const SpaceListModel &spaces)
    {
        QStringList all;
        for (int i = 0; i < spaces.rowCount(); ++i) {
            const QModelIndex index = spaces.index(i);
            all.append(index.data().toString() + u' '
                       + QString::number(index.data(SpaceListModel::UnreadRole).toInt()));
        }
        return all;
    }
};

JACKDAW_TEST(SpaceListModelTest)

} // namespace space_list_model_test

#include "SpaceListModelTest.moc"
