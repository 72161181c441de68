// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Ids.h"
#include "sound/VoiceTake.h"

#include <QHash>

#include <map>

namespace jackdaw {

/// What was recorded in chats and neither sent nor discarded: offered again when its chat is shown, in whatever window.
/// Owned by Shell for all of its windows, GUI thread. Has what is to be kept over the program's end written by `changed`,
/// and read by the function that it is given. Records nothing, and writes no file.
class VoiceShelf : public QObject
{
    Q_OBJECT
public:
    /// What `changed` told last; empty: nothing.
    using Read = std::function<QByteArray(ConversationId chat)>;

    explicit VoiceShelf(Read read = {}, QObject *parent = nullptr);
    ~VoiceShelf() override;

    /// The chat is left.
    void put(ConversationId chat, std::unique_ptr<VoiceTake> take);
    /// The chat is shown; nullptr: there is nothing. What it gives stays written.
    std::unique_ptr<VoiceTake> take(ConversationId chat);
    /// It is paused, and goes on or not.
    void keep(ConversationId chat, VoiceTake &take);
    /// It is being sent, and stays written until settle().
    void send(ConversationId chat, const QByteArray &sound);
    /// What was given to send() is in a file, or discarded: nothing else goes, as what was recorded in the chat since.
    void settle(ConversationId chat, const QByteArray &sound);
    /// What was recorded is discarded; what is on its way stays.
    void drop(ConversationId chat);
    /// What was said in chats that are gone is for nobody else.
    void forget(const std::function<bool(ConversationId chat)> &isThere);

    /// Several recordings of a chat as the bytes that are kept, and back; one is as it is.
    static QByteArray packed(const QList<QByteArray> &sounds);
    static QList<QByteArray> unpacked(const QByteArray &all);

Q_SIGNALS:
    /// packed(); empty: there is nothing any more.
    void changed(jackdaw::ConversationId chat, const QByteArray &sound);

private:
    struct Written {
        QByteArray sound;             ///< what is being recorded, or is offered
        qint64 length = 0;            ///< of that, ms, where it is recorded
        QList<QByteArray> onTheirWay; ///< being sent
        QList<QByteArray> others;     ///< to be offered after that
        QByteArray onDisk;
    };

    Written &writtenOf(ConversationId chat);
    void write(ConversationId chat);

    Read m_read;
    std::map<ConversationId, std::unique_ptr<VoiceTake>> m_takes;
    /// Of this run: what is asked for may not be on disk yet.
    QHash<ConversationId, Written> m_written;
};

} // namespace jackdaw
