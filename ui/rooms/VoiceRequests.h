// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Ids.h"
#include "base/Jid.h"

#include <QHash>
#include <QList>
#include <QObject>

namespace jackdaw {

/// Who wants to write in the groups that we moderate (XEP-0045, 8.6), until we answered: what the door told is not told
/// again. Owned by AppContext, GUI thread; fed by RoomDoor. Commands nothing.
/// Nothing of it outlives the program: a room that still waits asks again.
class VoiceRequests : public QObject
{
    Q_OBJECT
public:
    struct Request {
        QString nick;
        BareJid jid;

        friend bool operator==(const Request &, const Request &) = default;
    };
    static constexpr int most = 20; ///< of one group: whoever asks more often than that floods

    using QObject::QObject;

    QList<Request> of(ConversationId room) const { return m_requests.value(room); }

public Q_SLOTS:
    void add(jackdaw::ConversationId room, const QString &nick, const jackdaw::BareJid &jid);
    /// Answered, or not to be answered any more.
    void remove(jackdaw::ConversationId room, const QString &nick);

Q_SIGNALS:
    void changed(jackdaw::ConversationId room);

private:
    QHash<ConversationId, QList<Request>> m_requests;
};

} // namespace jackdaw
