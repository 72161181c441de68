// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/Conversation.h"
#include "chat/SeenMark.h"

#include <QAbstractListModel>
#include <QHash>
#include <QSet>
#include <functional>

namespace jackdaw {

class MessageReader;

/// What an answer stands under. A plain value.
struct Quote
{
    enum class State {
        Here,    ///< `message` is what we have stored of it
        Unknown  ///< it is not here (yet); what the sender says of it is not shown
    } state = State::Unknown;
    Message message;

    friend bool operator==(const Quote &, const Quote &) = default;
};

/// A window of consecutive messages of one conversation, oldest first, that grows by keyset pages at both ends and is
/// never the whole history. Positions of what is not loaded come from per-day counts, for the scroll bar only.
/// Owned by the chat page, GUI thread; pages are read synchronously (under 1 ms each) through MessageReader, changes come
/// from ChatDoor. Never writes.
class TimelineModel : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role {
        MessageRole = Qt::UserRole + 1, ///< MessageId
        EditedRole,       ///< qint64: when it was last corrected, ms since 1970 UTC; 0 never
        RetractedRole,    ///< qint64: when it was taken back; 0 never
        ReactionsRole,    ///< QList<Reaction>
        QuoteRole,        ///< Quote; invalid where it answers nothing
        ThreadRole,       ///< QString
        MentionsUsRole,   ///< bool
        PinnedRole,       ///< bool
        SavedRole,        ///< bool
        ChangesRole       ///< ChangeState
    };
    static constexpr int pageSize = 50;
    /// The window lets go of rows at its far end when it grows beyond this at the other.
    static constexpr int maximumRows = 1000;

    explicit TimelineModel(const MessageReader &reader, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

    /// Shows another conversation: its newest page, or the page around `around`. An invalid id empties the model.
    void open(const Conversation &conversation, MessageId around = {});
    ConversationId conversation() const { return m_conversation; }

    const Message &message(int row) const { return m_messages.at(row); }
    /// The row of a loaded message, or -1.
    int rowOf(MessageId message) const;
    /// The first message after `message` that is loaded, or -1 if none is.
    int rowAtOrAfter(MessageId message) const;
    /// The first one that came at a time (ms since 1970 UTC) or later, of those that are loaded, or -1.
    int rowAtOrAfterTime(qint64 time) const;

    /// Is there anything before the first, after the last loaded row?
    bool hasOlder() const { return m_hasOlder; }
    bool hasNewer() const { return m_hasNewer; }
    /// Load one page more at that end, or a part of one; how many rows came.
    int loadOlder(int most = pageSize);
    int loadNewer(int most = pageSize);
    /// Up to `most` messages that stand before one of the conversation, oldest first; they are not loaded by that.
    QList<Message> messagesBefore(MessageId message, int most) const;
    /// One of the conversation, loaded or not; an invalid Message::id if there is none.
    Message stored(MessageId message) const;
    /// As MessageReader: what is done to a file that came with others is done to their message.
    Message messageOf(const Message &row) const;
    int countFilesAbove(const Message &message) const;
    /// Replace the window by the page around a message, or around a time (ms since 1970 UTC), or by the newest page.
    void jumpTo(MessageId message);
    void jumpToTime(qint64 time);
    void jumpToNewest();

    /// Messages of the conversation before the first and after the last loaded row, from the day counts.
    qint64 countBefore() const { return m_countBefore; }
    qint64 countAfter() const { return m_countAfter; }

    /// The first message that was unread when the chat was opened; stays until the chat is opened again.
    MessageId unreadLine() const { return m_unreadLine; }
    int unreadCount() const { return m_unreadCount; }

    /// What a message answers, from what is stored; of one that answers nothing, Unknown.
    Quote quote(const Message &message) const;
    /// What a message goes on with that answers nothing, by its thread (XEP-0201); Unknown where that is plain without.
    Quote threadBefore(const Message &message) const;
    /// Every text of a corrected message, oldest first.
    QList<MessageVersion> versions(MessageId message) const;
    /// As MessageReader::seenBy().
    QList<SeenMark> seenBy(const Message &message, int limit) const;

    /// How a row is read out (ui/ gives the words).
    void setSpokenText(std::function<QString(const Message &)> spoken);

public Q_SLOTS:
    void addMessages(jackdaw::ConversationId conversation, const QList<jackdaw::Message> &messages, bool live);
    void changeMessages(jackdaw::ConversationId conversation, const QList<jackdaw::Message> &messages);
    void removeMessage(jackdaw::ConversationId conversation, jackdaw::MessageId message);

Q_SIGNALS:
    /// Another conversation, or another place in it: nothing of the old rows is left. After modelReset.
    void windowReplaced();
    /// hasOlder, hasNewer or the counts changed, perhaps without any row.
    void edgesChanged();
    /// It was deleted or taken back, in whatever conversation: what still shows it elsewhere goes too.
    void messageGone(jackdaw::MessageId message);
    /// It was told of, and reads as before: who saw it may be others.
    void messageTouched(jackdaw::MessageId message);

private:
    void forgetQuotes(const QList<Message> &messages);
    void forgetQuotes(const QSet<OriginId> &ids);
    void forgetThreads(const QSet<MessageId> &messages);
    MessageId topOf(MessageId message) const;
    void replace(QList<Message> messages, bool hasOlder, bool hasNewer);
    void loadNewest();
    void putFirst(QList<Message> older);
    void loadAround(MessageId message);
    void recount();
    void prepend(QList<Message> older);
    void insertInside(QList<Message> inside);
    void append(const QList<Message> &newer);
    void letGoOfNewest();
    void letGoOfOldest();

    const MessageReader &m_reader;
    ConversationId m_conversation;
    QList<Message> m_messages;
    bool m_hasOlder = false;
    bool m_hasNewer = false;
    qint64 m_countBefore = 0;
    qint64 m_countAfter = 0;
    MessageId m_unreadLine;
    int m_unreadCount = 0;
    std::function<QString(const Message &)> m_spoken;
    mutable QHash<OriginId, Quote> m_quotes; ///< by what answers call it
    mutable QHash<MessageId, Quote> m_threads; ///< by what goes on with it
};

} // namespace jackdaw

Q_DECLARE_METATYPE(jackdaw::Quote)
