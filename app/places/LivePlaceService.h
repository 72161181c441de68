// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountContext.h"
#include "base/Alarm.h"
#include "chat/Message.h"
#include "places/LivePlaceStore.h"
#include "xmpp/Authority.h"
#include "xmpp/ClosedNode.h"
#include "xmpp/LivePosition.h"

#include <QFuture>
#include <QObject>
#include <QPromise>
#include <QTimer>

#include <functional>
#include <memory>
#include <vector>

namespace jackdaw {

class MessageService;
class RosterService;

/// An account's live places. Each that is told has a node of its own (XEP-0060) with one reader, who learns its name
/// and the key of what is in it by a message of the chat: nobody else can read it, the server knows that and when,
/// and not where. Nothing is published before that message is with the server. Others' are followed where the user
/// lets them know that we are there. Owned by Features, engine thread. Tells no place that the window did not bring,
/// and keeps none on disk.
class LivePlaceService : public QObject
{
    Q_OBJECT
public:
    static constexpr qint64 betweenMoves = 15'000; ///< ms; a place that nobody needs oftener
    static constexpr qint64 betweenStandings = 60'000; ///< the same where it did not move: its age says something
    static constexpr qsizetype mostTold = 10;
    static constexpr qsizetype mostFollowed = 3; ///< of one person at a time
    static constexpr qsizetype mostKept = 50; ///< of one person, with those that ended lately: they make them

    LivePlaceService(const AccountContext &account, const RosterService &roster, std::unique_ptr<Alarm> alarm,
                     QObject *parent = nullptr);
    ~LivePlaceService() override;

    /// Which announce them; before the first session. It is made later, since it takes all messages for its own. What
    /// an earlier run left to be taken back is so once whoever makes this has had the time to listen.
    void setMessages(MessageService &messages);

    /// Is what is said to them sealed? Without it nothing is.
    using Seals = std::function<bool(const BareJid &peer)>;
    void setSeals(Seals seals) { m_seals = std::move(seals); }
    /// Whether they are sealed may be otherwise now: called before anything that waits goes out. What was promised to
    /// be sealed and has not gone out is taken back.
    void checkPromises();

    /// As PlaceDoor has them.
    QFuture<Status> start(ConversationId conversation, int minutes, const Place &first, qint64 time,
                          LivePromise promise);
    void move(const Place &place, qint64 time);
    Status stop(const QString &id);
    /// The stream ends in order: so does all that is told.
    void stopAll();
    /// Who is blocked is told nothing any more: not each server keeps what is published from them (XEP-0191). Who is
    /// removed from the contacts is not either, which this hears by itself.
    void stopFor(const QList<Jid> &people);

    QList<LivePlace> places() const;
    void announce();

Q_SIGNALS:
    void changed(jackdaw::AccountId account, const QList<jackdaw::LivePlace> &places);
    void storageFailed(const jackdaw::Error &error);

private:
    /// One that is told or followed.
    struct Live
    {
        LivePlaceStore::Kept kept;
        bool isOpen = false; ///< Here: the node is there, closed, and its reader may read
        bool isAnnounced = false; ///< Here: the message about it is with the server, sealed where that was promised
        bool isOfContact = false; ///< Here: its reader is one of the roster
        bool isAsked = false; ///< Here: an item is under way
        bool isDeleting = false;
        bool isFollowed = false; ///< in this session
        std::optional<Place> published; ///< as it stands there
        qint64 publishedAt = 0; ///< Clock::elapsed()
        qint64 publishedTime = 0;
        qint64 stamp = 0; ///< Here: of the place, as who measured it said; LivePlace::time differs between two of one
        BareJid reader; ///< Here
        LivePromise promise = LivePromise::None; ///< Here
        bool isTakenBack = false; ///< Here: its message waits, and does not go out any more
        bool isTriedAgain = false; ///< Here: it is over, and its message, which had failed, waits by the user's wish
        qint64 lasts = 0; ///< Clock::elapsed(): a clock that is set back lengthens nothing

        LivePlace &place() { return kept.place; }
        const LivePlace &place() const { return kept.place; }
        bool isHere() const { return kept.place.side == LivePlace::Side::Here; }
    };
    using Lives = std::vector<std::unique_ptr<Live>>;
    using Promise = std::shared_ptr<QPromise<Status>>;

    void begin(Connection::Session session);
    void bound(Live &live) const;
    bool isOver(const Live &live) const;
    bool isPromiseKept(const Live &live) const;
    Connection::Disposition handle(const QDomElement &message);
    void noteMessages(ConversationId conversation, const QList<Message> &messages);
    void noteChanged(const QList<Message> &messages);
    void noteRemoved(MessageId message);
    void follow(Live &live);
    void fetch(Live &live);
    void take(Live &live, const QDomElement &payload);
    void open(const QString &id, const Promise &promise);
    void letRead(const QString &id, const Promise &promise);
    void tellChat(const QString &id, const Promise &promise);
    void noteAnnouncement(Live &live, const Message &message);
    void takeUp();
    bool isUnsaid(const Live &live) const;
    bool isRefused(const Live &live) const;
    void takeBack(Live &live);
    void noteTriedAgain(Live &live, const Message &message);
    void askBefore(Live &live);
    void lookAtRoster();
    void giveUp(const QString &id, const Promise &promise, const Error &why);
    qint64 dueIn(const Live &live) const;
    void publish(Live &live);
    void publishDue();
    void close(Live &live);
    void end(Live &live);
    void deleteNode(const QString &id);
    void sweep();
    void setAlarm();
    void keep(const Live &live);
    void tell();
    Live *findHere(const QString &id) const;
    Live *find(const BareJid &owner, const QString &id) const;

    AccountContext m_account;
    Authority m_authority;
    const RosterService &m_roster;
    MessageService *m_messages = nullptr;
    Seals m_seals;
    LivePlaceStore m_store;
    std::unique_ptr<Alarm> m_alarm;
    QTimer m_gather; ///< somebody else decides how often a place comes
    Lives m_lives;
};

} // namespace jackdaw
