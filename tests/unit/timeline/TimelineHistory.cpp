// SPDX-License-Identifier: GPL-3.0-or-later
#include "TimelineHistory.h"

#include <QtTest>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

constexpr qint64 keysAMillisecond = 4096; // Ids.h, MessageId
constexpr qint64 keysADay = keysAMillisecond * 86'400'000;

template<class T>
void insist(const Result<T> &result)
{
    if (!result)
        qFatal("%s", qPrintable(result.error().detail));
}

/// Sentences of all lengths, the same in every run.
QString sentence(int number)
{
    static const QStringList words{u"pressure"_s, u"valve"_s, u"the"_s, u"gauge"_s, u"before"_s, u"bridge"_s, u"is"_s, u"strainer"_s,
                                   u"and"_s, u"permit"_s, u"clear"_s, u"at"_s, u"ridge"_s};
    QString text = u"%1:"_s.arg(number);
    quint32 state = quint32(number) * 2654435761U;
    const int count = 1 + int(state >> 8) % 40;
    for (int i = 0; i < count; ++i) {
        state = state * 1664525U + 1013904223U;
        text += u' ' + words.at(int((state >> 10) % quint32(words.size())));
    }
    return text;
}

} // namespace

TimelineHistory::TimelineHistory()
{
    const QString file = m_folder.filePath(u"history.sqlite"_s);
    auto opened = Database::open(file);
    insist(opened);
    m_database = std::move(opened->database);
    insist(m_database->run(u"INSERT INTO account (id, jid, user_agent) VALUES (1, 'mara@harbor.example', 'x')"_s));
    insist(m_database->run(u"INSERT INTO conversation (id, account, peer) VALUES (1, 1, 'tomas@harbor.example')"_s));
    m_connection = std::make_unique<ReadConnection>(file);
    m_reader = std::make_unique<MessageReader>(*m_connection);
    model = std::make_unique<TimelineModel>(*m_reader);
}

void TimelineHistory::store(const Message &message)
{
    insist(m_database->run(u"INSERT INTO message (id, conversation, direction, state, time, sender, body, origin_id) VALUES (?, 1, ?, ?, ?, ?, ?, ?)"_s,
                           {message.id.value(), int(message.direction), int(message.state), message.time,
                            message.sender.toString(), message.body, message.originId.value()}));
    insist(m_database->run(u"INSERT INTO message_day (conversation, day, count) VALUES (1, ?, 1) "
                           "ON CONFLICT (conversation, day) DO UPDATE SET count = count + 1"_s,
                           {message.id.value() / keysADay}));
}

Message TimelineHistory::add(const QString &body, Direction direction, qint64 apart, MessageState state)
{
    Message message;
    message.conversation = ConversationId(1);
    message.time = (m_messages.isEmpty() ? clock.time - 86'400'000LL * 30 : m_messages.constLast().time) + apart;
    message.id = MessageId(message.time * keysAMillisecond);
    message.direction = direction;
    message.state = direction == Direction::Outgoing && state == MessageState::Received ? MessageState::Displayed : state;
    message.sender = BareJid::fromPrepared(direction == Direction::Outgoing ? u"mara@harbor.example"_s : u"tomas@harbor.example"_s);
    message.body = body;
    message.originId = OriginId(u"origin-%1"_s.arg(message.id.value()));
    store(message);
    m_messages.append(message);
    return message;
}

void TimelineHistory::addMany(int count, qint64 apart)
{
    insist(m_database->transaction(Database::Durability::Normal, [&]() -> Status {
        for (int i = 0; i < count; ++i) {
            const int number = int(m_messages.size());
            add(sentence(number), number % 7 < 3 ? Direction::Outgoing : Direction::Incoming, number % 11 == 0 ? 40 * apart : apart);
        }
        return Done{};
    }));
}

Message TimelineHistory::arrive(const QString &body, Direction direction, MessageState state)
{
    const Message message = add(body, direction, 1000, state);
    model->addMessages(message.conversation, {message}, true);
    return message;
}

void TimelineHistory::change(const Message &message)
{
    for (Message &known : m_messages) {
        if (known.id == message.id)
            known = message;
    }
    insist(m_database->run(u"UPDATE message SET spoiler = ?, thread = coalesce(?, ''), thread_parent = coalesce(?, '') WHERE id = ?"_s, // what a quote is read from
                           {message.spoiler ? QVariant(*message.spoiler) : QVariant(), message.thread.id, message.thread.parent, message.id.value()}));
    model->changeMessages(message.conversation, {message});
}

void TimelineHistory::remove(MessageId message)
{
    insist(m_database->run(u"DELETE FROM message WHERE id = ?"_s, {message.value()}));
    m_messages.removeIf([&](const Message &known) { return known.id == message; });
    model->removeMessage(ConversationId(1), message);
}

Conversation TimelineHistory::conversation(int unread) const
{
    Conversation conversation;
    conversation.id = ConversationId(1);
    conversation.account = AccountId(1);
    conversation.peer = BareJid::fromPrepared(u"tomas@harbor.example"_s);
    conversation.unread = unread;
    if (unread > 0)
        conversation.firstUnread = m_messages.at(m_messages.size() - unread).id;
    return conversation;
}

} // namespace jackdaw
