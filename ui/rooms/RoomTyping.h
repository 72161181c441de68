// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/Message.h"

#include <QHash>
#include <QObject>
#include <QTimer>
#include <chrono>

namespace jackdaw {

/// Who writes in which group just now (XEP-0085, 5.5), until they said it, stopped, or were not heard of for long: nobody
/// promises to say "paused". Owned by AppContext, GUI thread; fed by ChatDoor. One timer, and none while nobody writes.
/// Keeps nicknames only, and writes nothing down.
class RoomTyping : public QObject
{
    Q_OBJECT
public:
    static constexpr std::chrono::milliseconds longest{60'000};

    explicit RoomTyping(std::chrono::milliseconds silence = longest, QObject *parent = nullptr);

    /// In the order in which they began.
    QStringList names(ConversationId room) const;

public Q_SLOTS:
    void note(jackdaw::ConversationId room, const QString &nick, jackdaw::ChatState state);
    /// What was said is not written any more.
    void noteMessages(jackdaw::ConversationId room, const QList<jackdaw::Message> &messages);

Q_SIGNALS:
    void changed(jackdaw::ConversationId room);

private:
    struct Person {
        QString nick;
        qint64 until = 0; ///< ms
    };
    static constexpr qsizetype mostNames = 50;

    void expire();
    void schedule();

    std::chrono::milliseconds m_silence;
    QHash<ConversationId, QList<Person>> m_rooms;
    QTimer m_timer;
};

} // namespace jackdaw
