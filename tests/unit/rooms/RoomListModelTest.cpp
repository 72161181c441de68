// SPDX-License-Identifier: GPL-3.0-or-later
#include "rooms/RoomAddress.h"
#include "rooms/RoomListModel.h"
#include "support/ModelWatch.h"
#include "support/TestProgram.h"

#include <QSignalSpy>
#include <QTest>

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

namespace room_list_model_test {

const AccountId mara(1);

Room room(const QString &name, qint64 conversation, const QString &calls = {}, AccountId account = mara)
{
    Room room;
    room.account = account;
    room.conversation = ConversationId(conversation);
    room.jid = *BareJid::parse(name + u"@groups.harbor.example"_s);
    room.features.name = calls;
    return room;
}

RoomBookmark bookmark(const QString &name, const QString &calls = {}, int place = 0, AccountId account = mara)
{
    RoomBookmark out;
    out.account = account;
    out.room = *BareJid::parse(name + u"@groups.harbor.example"_s);
    out.name = calls;
    out.place = place;
    return out;
}

/// All rooms of all accounts, as a list and one by one; and why we are not in one.
class RoomListModelTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void standsInTheUsersOrderThenByName()
    {
        RoomListModel model;
        const ModelWatch watch(&model);
        model.changeRooms({room(u"zoo"_s, 1, u"Animals"_s), room(u"crews"_s, 2)});
        model.replaceBookmarks(mara, {bookmark(u"crews"_s, u"Field crews"_s), bookmark(u"last"_s, u"Zebra"_s, 1)});
        QCOMPARE(names(model), QStringList({u"Zebra"_s, u"Animals"_s, u"Field crews"_s}));
        QCOMPARE(model.index(1).data(RoomListModel::JidRole).toString(), u"zoo@groups.harbor.example"_s);
        QCOMPARE(model.index(1).data(RoomListModel::ConversationRole).value<ConversationId>(), ConversationId(1));
        QCOMPARE(model.index(1).data(RoomListModel::AccountRole).value<AccountId>(), mara);
        QVERIFY(!model.index(0).data(RoomListModel::ConversationRole).value<ConversationId>().isValid());
        model.replaceBookmarks(mara, {bookmark(u"crews"_s, u"Aaa"_s)});
        QCOMPARE(names(model), QStringList({u"Aaa"_s, u"Animals"_s})); // nothing is left of "last"
        model.replaceBookmarks(mara, {});
        QCOMPARE(names(model), QStringList({u"Animals"_s, u"crews"_s})); // there is a chat
    }

    void tellsWhatChanged()
    {
        RoomListModel model;
        const ModelWatch watch(&model);
        model.changeRooms({room(u"a"_s, 1), room(u"b"_s, 2)});
        QSignalSpy changed(&model, &RoomListModel::roomChanged);
        QSignalSpy rows(&model, &QAbstractItemModel::dataChanged);
        Room b = room(u"b"_s, 2);
        b.state = RoomState::In;
        b.subject = u"Keys"_s;
        model.changeRooms({b});
        QCOMPARE(changed.size(), 1);
        QCOMPARE(changed[0][0].value<ConversationId>(), ConversationId(2));
        QCOMPARE(rows.size(), 1);
        QCOMPARE(rows[0][0].toModelIndex().row(), 1);
        QCOMPARE(model.index(1).data(RoomListModel::StateRole).toInt(), int(RoomState::In));
        QCOMPARE(model.find(ConversationId(2))->room.subject, u"Keys"_s);
        QVERIFY(!model.find(ConversationId(2))->bookmark);
        model.replaceBookmarks(mara, {bookmark(u"b"_s, u"Bee"_s)});
        QCOMPARE(changed.size(), 2);
        QCOMPARE(model.find(ConversationId(2))->name(), u"Bee"_s);
        QCOMPARE(model.find(mara, b.jid)->bookmark->name, u"Bee"_s);
        model.replaceBookmarks(mara, {bookmark(u"b"_s, u"Bee"_s)});
        QCOMPARE(changed.size(), 2);
        QVERIFY(!model.find(ConversationId(9)));
        QVERIFY(!model.find(AccountId(2), b.jid));
    }

    void accountsAreApart()
    {
        RoomListModel model;
        const ModelWatch watch(&model);
        const AccountId work(2);
        model.changeRooms({room(u"a"_s, 1), room(u"a"_s, 2, {}, work)});
        model.replaceBookmarks(work, {bookmark(u"a"_s, u"At work"_s, 0, work)});
        QCOMPARE(model.find(ConversationId(1))->name(), u"a"_s);
        QCOMPARE(model.find(ConversationId(2))->name(), u"At work"_s);
        model.removeAccount(work);
        QCOMPARE(model.rowCount(), 1);
        QVERIFY(!model.find(ConversationId(2)));
    }

    void reasonsAreErrors_data()
    {
        QTest::addColumn<RoomState>("state");
        QTest::addColumn<RoomReason>("reason");
        QTest::addColumn<int>("kind"); // -1: none
        const auto row = [](const char *name, RoomState state, RoomReason reason, int kind) { QTest::newRow(name) << state << reason << kind; };
        row("in", RoomState::In, RoomReason::None, -1);
        row("in again", RoomState::In, RoomReason::ConnectionLost, -1);
        row("left", RoomState::Out, RoomReason::ByUser, -1);
        row("never there", RoomState::Out, RoomReason::None, -1);
        row("entering for the first time", RoomState::Entering, RoomReason::None, -1);
        row("kicked", RoomState::Out, RoomReason::Kicked, int(ErrorKind::Forbidden));
        row("banned", RoomState::Out, RoomReason::Banned, int(ErrorKind::Forbidden));
        row("destroyed", RoomState::Out, RoomReason::Destroyed, int(ErrorKind::NotFound));
        row("shutdown", RoomState::Lost, RoomReason::ServiceShutdown, int(ErrorKind::ServerShutdown));
        row("nickname", RoomState::Refused, RoomReason::NickTaken, int(ErrorKind::Conflict));
        row("reserved", RoomState::Refused, RoomReason::NickReserved, int(ErrorKind::NotAcceptable));
        row("password", RoomState::Refused, RoomReason::Password, int(ErrorKind::NotAuthorized));
        row("full", RoomState::Refused, RoomReason::Full, int(ErrorKind::TooMany));
        row("not there", RoomState::Refused, RoomReason::NotCreated, int(ErrorKind::NotFound));
        row("unreachable", RoomState::Lost, RoomReason::Unreachable, int(ErrorKind::ServerNotFound));
        row("silent", RoomState::Lost, RoomReason::NoAnswer, int(ErrorKind::Timeout));
        row("forgot us", RoomState::Lost, RoomReason::NotIn, int(ErrorKind::Unavailable));
        row("link", RoomState::Lost, RoomReason::ConnectionLost, int(ErrorKind::ConnectionLost));
        row("other", RoomState::Refused, RoomReason::Other, int(ErrorKind::Rejected));
    }
    void reasonsAreErrors()
    {
        QFETCH(RoomState, state);
        QFETCH(RoomReason, reason);
        QFETCH(int, kind);
        Room crews = room(u"crews"_s, 1);
        crews.state = state;
        crews.reason = reason;
        crews.reasonText = u"enough"_s;
        const auto error = errorOf(crews);
        QCOMPARE(error ? int(error->kind) : -1, kind);
        if (error) {
            QCOMPARE(error->detail, u"enough"_s);
            QCOMPARE(error->subject, u"crews@groups.harbor.example"_s);
        }
    }

    void addressesOfNewRooms()
    {
        const BareJid service = *BareJid::parse(u"groups.harbor.example"_s);
        const auto channel = [&](const QString &name) { return proposedRoomAddress(service, RoomPurpose::PublicChannel, name).toString(); };
        QCOMPARE(channel(u"  Café & Tea, 2nd floor! "_s), u"cafe-tea-2nd-floor@groups.harbor.example"_s);
        QCOMPARE(channel(QString(500, u'x')), QString(60, u'x') + u"@groups.harbor.example"_s);
        QCOMPARE(proposedRoomAddress(service, RoomPurpose::PublicChannel, u"!!!"_s).local().size(), 20); // nothing to say
        const BareJid one = proposedRoomAddress(service, RoomPurpose::PrivateGroup, u"North Crew"_s);
        const BareJid other = proposedRoomAddress(service, RoomPurpose::PrivateGroup, u"North Crew"_s);
        QCOMPARE(one.domain(), u"groups.harbor.example"_s);
        QCOMPARE(one.local().size(), 20);
        QVERIFY(one != other);
        QVERIFY(!one.local().contains(u"north"_s));
    }

private:
    static QStringList names(const RoomListModel &model)
    {
        QStringList all;
        for (int i = 0; i < model.rowCount(); ++i) {
            all.append(model.index(i).data().toString());
        }
        return all;
    }
};

JACKDAW_TEST(RoomListModelTest)

} // namespace room_list_model_test

#include "RoomListModelTest.moc"
