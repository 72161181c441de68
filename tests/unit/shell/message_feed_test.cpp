// SPDX-License-Identifier: GPL-3.0-or-later
// What the engine tells of chats on its way to the models, when much of it waits: counted in rows and turns of the event
// loop.
#include "account/AccountDoor.h"
#include "chat/ChatDoor.h"
#include "shell/AppContext.h"
#include "support/TestProgram.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace jackdaw;

namespace message_feed_test {

const ConversationId tomas(1);
const ConversationId leila(2);

Message message(qint64 id, ConversationId conversation = tomas, const QString &body = u"Hello"_s)
{
    Message message;
    message.id = MessageId(id);
    message.conversation = conversation;
    message.time = id;
    message.body = body;
    return message;
}

QList<Message> messages(qint64 first, qint64 count, ConversationId conversation = tomas)
{
    QList<Message> all;
    for (qint64 i = first; i < first + count; ++i)
        all.append(message(i, conversation));
    return all;
}

Conversation chat(ConversationId id)
{
    Conversation conversation;
    conversation.id = id;
    conversation.account = AccountId(1);
    conversation.peer = BareJid::fromPrepared(u"friend%1@harbor.example"_s.arg(id.value()));
    return conversation;
}

/// A line for each row of each event, whoever tells it.
template<class Teller>
void note(Teller *teller, QObject *context, QStringList &lines)
{
    const auto all = [&lines](const QString &word, ConversationId conversation, const QList<Message> &rows) {
        for (const Message &row : rows)
            lines.append(u"%1 %2 %3 %4"_s.arg(word).arg(conversation.value()).arg(row.id.value()).arg(row.body));
    };
    QObject::connect(teller, &Teller::messagesStored, context,
                     [all](ConversationId id, const QList<Message> &rows, bool live) {
                         all(live ? u"live"_s : u"stored"_s, id, rows);
                     });
    QObject::connect(teller, &Teller::messagesChanged, context,
                     [all](ConversationId id, const QList<Message> &rows) { all(u"changed"_s, id, rows); });
    QObject::connect(teller, &Teller::messageRemoved, context,
                     [all](ConversationId id, MessageId gone) { all(u"removed"_s, id, {message(gone.value())}); });
    QObject::connect(teller, &Teller::conversationsChanged, context, [&lines](const QList<Conversation> &rows) {
        for (const Conversation &row : rows)
            lines.append(u"row %1"_s.arg(row.id.value()));
    });
    QObject::connect(teller, &Teller::conversationRemoved, context,
                     [&lines](ConversationId id) { lines.append(u"row gone %1"_s.arg(id.value())); });
    QObject::connect(teller, &Teller::peerChatStateChanged, context, [&lines](ConversationId id, ChatState state) {
        lines.append(u"typing %1 %2"_s.arg(id.value()).arg(int(state)));
    });
    QObject::connect(teller, &Teller::occupantChatStateChanged, context,
                     [&lines](ConversationId id, const QString &nick, ChatState) {
                         lines.append(u"typing %1 %2"_s.arg(id.value()).arg(nick));
                     });
    QObject::connect(teller, &Teller::attentionAsked, context,
                     [&lines](ConversationId id) { lines.append(u"attention %1"_s.arg(id.value())); });
}

/// A profile that is thrown away, with an engine that says what the test wants.
struct Program
{
    QTemporaryDir folder;
    AppContext context{*Profile::open(folder.path()), EngineOptions{folder.path(), EngineOptions::Secrets::Memory}};

    ChatDoor &start()
    {
        context.engine().load();
        if (!QTest::qWaitFor([this] { return context.engine().engine() && context.accounts().rowCount() == 1; }))
            qFatal("there is no engine");
        QCoreApplication::sendPostedEvents();
        return context.engine().engine()->chat();
    }
};

class MessageFeedTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatWaitsReachesTheModelsInTurns()
    {
        constexpr int events = 60, ofOne = 50;
        Program program;
        ChatDoor &door = program.start();
        TimelineModel &timeline = program.context.timeline();
        timeline.open(chat(tomas));
        qsizetype taken = 0;
        connect(&timeline, &QAbstractItemModel::rowsInserted, this,
                [&taken](const QModelIndex &, int first, int last) { taken += last - first + 1; });
        // As they come from the engine's thread: all of them wait, and would be one turn.
        for (int i = 0; i < events; ++i) {
            const auto say = [&door, i] { Q_EMIT door.messagesStored(tomas, messages(1 + i * ofOne, ofOne), true); };
            QMetaObject::invokeMethod(&door, say, Qt::QueuedConnection);
        }
        int turns = 0;
        while (taken < events * ofOne) {
            const qsizetype before = taken;
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
            QVERIFY2(taken - before <= MessageFeed::mostRows, qPrintable(QString::number(taken - before)));
            turns += taken > before;
        }
        QCOMPARE(taken, events * ofOne);
        QVERIFY2(turns <= int(events * ofOne / MessageFeed::mostRows) + 1, qPrintable(QString::number(turns)));
        for (int row = 1; row < timeline.rowCount(); ++row)
            QVERIFY(timeline.message(row - 1).id < timeline.message(row).id);
    }

    void aFloodIsShownNoOftenerThanAScreenShowsIt()
    {
        constexpr int events = 200, ofOne = 35; // as the engine reads them
        Program program;
        ChatDoor &door = program.start();
        TimelineModel &timeline = program.context.timeline();
        timeline.open(chat(tomas));
        int insertions = 0;
        qsizetype taken = 0;
        connect(&timeline, &QAbstractItemModel::rowsInserted, this, [&](const QModelIndex &, int first, int last) {
            ++insertions;
            taken += last - first + 1;
        });
        for (int i = 0; i < events; ++i) {
            Q_EMIT door.messagesStored(tomas, messages(1 + i * ofOne, ofOne), true);
            QCoreApplication::sendPostedEvents();
        }
        QTRY_COMPARE(taken, events * ofOne);
        QVERIFY2(insertions < events / 2, qPrintable(QString::number(insertions)));
    }

    void oneHugeEventIsSplit_data()
    {
        QTest::addColumn<int>("kind");
        QTest::newRow("stored") << 0;
        QTest::newRow("changed") << 1;
        QTest::newRow("rows of the list") << 2;
    }
    void oneHugeEventIsSplit()
    {
        QFETCH(int, kind);
        Program program;
        ChatDoor &door = program.start();
        MessageFeed feed;
        feed.follow(door);
        QStringList lines;
        note(&feed, this, lines);
        if (kind == 0)
            Q_EMIT door.messagesStored(tomas, messages(1, 1000), false);
        else if (kind == 1)
            Q_EMIT door.messagesChanged(tomas, messages(1, 1000));
        else
            Q_EMIT door.conversationsChanged(QList<Conversation>(1000, chat(tomas)));
        QCOMPARE(lines.size(), MessageFeed::mostRows);
        while (lines.size() < 1000) {
            const qsizetype before = lines.size();
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
            QVERIFY(lines.size() == before || lines.size() == before + MessageFeed::mostRows);
        }
        QCOMPARE(lines.size(), 1000);
    }

    void theOrderStays()
    {
        Program program;
        ChatDoor &door = program.start();
        MessageFeed feed;
        feed.follow(door);
        QStringList said, told;
        note(&door, this, said);
        note(&feed, this, told);
        Q_EMIT door.messagesStored(tomas, messages(1, 150), true);
        Q_EMIT door.messagesStored(tomas, messages(151, 10), true);                // joined
        Q_EMIT door.messagesStored(tomas, messages(161, 10), false);               // not: of the archive
        Q_EMIT door.messagesStored(tomas, messages(30, 10), false);                // not: older
        Q_EMIT door.messagesStored(leila, messages(300, 10, leila), false);        // not: another chat
        Q_EMIT door.messagesChanged(tomas, {message(160, tomas, u"corrected"_s)});
        Q_EMIT door.messagesStored(tomas, messages(400, 1), true);                 // not before what changed
        Q_EMIT door.messageRemoved(tomas, MessageId(400));
        Q_EMIT door.conversationsChanged({chat(tomas), chat(leila)});
        Q_EMIT door.peerChatStateChanged(tomas, ChatState::Composing);
        Q_EMIT door.occupantChatStateChanged(leila, u"Owen"_s, ChatState::Composing);
        Q_EMIT door.attentionAsked(leila);
        Q_EMIT door.conversationRemoved(leila);
        Q_EMIT door.messagesStored(tomas, messages(401, 250), true);
        QVERIFY(told.size() < said.size());
        QTRY_COMPARE(told.size(), said.size());
        QCOMPARE(told, said);
    }

    void whatComesAlonePassesAtOnce()
    {
        Program program;
        ChatDoor &door = program.start();
        TimelineModel &timeline = program.context.timeline();
        timeline.open(chat(tomas));
        for (int i = 1; i <= int(MessageFeed::rowsAlone); ++i) {
            Q_EMIT door.messagesStored(tomas, {message(i)}, true);
            QCOMPARE(timeline.rowCount(), i);
            QCoreApplication::sendPostedEvents();
        }
    }

    void whatWaitsOfARemovedAccountBringsNothingBack()
    {
        Program program;
        ChatDoor &door = program.start();
        QList<Conversation> chats;
        for (int i = 1; i <= 500; ++i)
            chats.append(chat(ConversationId(i)));
        Q_EMIT door.conversationsChanged(chats);
        Q_EMIT program.context.engine().engine()->accounts().accountsChanged({});
        QCoreApplication::sendPostedEvents();
        int left = 0;
        program.context.chats().forEachChat([&left](const ChatListModel::Row &) { ++left; });
        QCOMPARE(left, 0);
    }
};

JACKDAW_WINDOW_TEST(MessageFeedTest)

} // namespace message_feed_test

#include "message_feed_test.moc"
