// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Clock.h"
#include "chat/MessageReader.h"
#include "chat/TimelineModel.h"
#include "storage/Database.h"
#include "storage/ReadConnection.h"

#include <QTemporaryDir>

namespace jackdaw {

/// A clock that stands where a test puts it.
class StandingClock : public Clock
{
public:
    qint64 now() const override { return time; }
    qint64 elapsed() const override { return time; }
    qint64 time = 1'700'000'000'000; // 14 November 2023, 22:13:20 UTC
};

/// One conversation on real SQLite, with a model over it, for tests of what shows it. Owned by a test, on its thread;
/// the folder goes with it. Has no engine: arrive(), change() and remove() tell the model what an engine would. The
/// messages are the same in every run.
class TimelineHistory
{
public:
    TimelineHistory();

    /// Adds a message after all others, `apart` ms later; it is on disk, the model is not told.
    Message add(const QString &body, Direction direction = Direction::Incoming, qint64 apart = 1000,
                MessageState state = MessageState::Received);
    void addMany(int count, qint64 apart = 20'000);
    /// The same, and the model is told as the engine would.
    Message arrive(const QString &body, Direction direction = Direction::Incoming, MessageState state = MessageState::Received);
    void change(const Message &message);
    void remove(MessageId message);
    Conversation conversation(int unread = 0) const;
    const QList<Message> &all() const { return m_messages; }
    Database &database() { return *m_database; }
    QString file() const { return m_folder.filePath(QStringLiteral("history.sqlite")); }

    StandingClock clock;

private:
    void store(const Message &message);

    QTemporaryDir m_folder;
    std::unique_ptr<Database> m_database;
    std::unique_ptr<ReadConnection> m_connection;
    std::unique_ptr<MessageReader> m_reader;
    QList<Message> m_messages;

public:
    std::unique_ptr<TimelineModel> model;
};

} // namespace jackdaw
