// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountContext.h"
#include "base/Result.h"
#include "presence/OwnStatus.h"

#include <QFuture>
#include <QObject>
#include <QPromise>

#include <functional>
#include <memory>
#include <optional>

namespace jackdaw {

class BlockingService;
class PresenceService;
class RosterService;

/// Keeps one's presence from the contacts where the server can do that, by its own command (XEP-0186) or by a privacy
/// list (XEP-0126); messages, rooms and the presences of others go on. Owned by Features, engine thread. The wish is
/// kept over restarts, and nothing is announced before the server has done it. While it holds, contacts learn nothing
/// of us by other ways either (RosterService::mayLearn).
class InvisibilityService : public QObject
{
    Q_OBJECT
public:
    InvisibilityService(const AccountContext &account, RosterService &roster, BlockingService &blocking,
                        PresenceService &presence, QObject *parent = nullptr);

    enum class Wish { Seen, Hidden };
    /// Errors: Unavailable where the server cannot; Storage; TooManyBlocked; Cancelled by another wish; or what the
    /// server says. While it is being asked what it can, to be hidden waits for the answer. Without a stream it is done
    /// for the next one, and what its server says of it is the state then. To be seen is done even where it cannot be
    /// kept: the next start hides rather than shows.
    QFuture<Status> set(Wish wish);
    Invisibility state() const { return m_state; }
    void announce() { Q_EMIT changed(m_account.id, m_state, m_whyRefused); }
    /// Is there something on the server, and a stream by which it could be taken away?
    bool isToBeWithdrawn() const;
    /// Before the stream is ended for a sign-out: what hides us goes from the server, since no program of ours may ever
    /// come again to do it. We go from everybody, unseen where we were hidden, and what is wished from here on is for the
    /// next session. Ends, and survives this, as withdrawList().
    QFuture<Status> withdraw();
    /// What is to be taken away before the stream ends, which this may not live to see.
    struct Traces
    {
        QString list;             ///< its name
        bool isAnnounced = false; ///< anybody was told of this session
    };
    /// Nothing where there is none (isToBeWithdrawn).
    std::optional<Traces> traces() const;
    /// The same where the account goes for good, and this before the stream. `done` is called once, when the server has
    /// answered, or did not for a while; never if the connection goes.
    static void withdrawList(Connection &connection, const Traces &traces, std::function<void(const Status &)> done);

Q_SIGNALS:
    /// Our presence goes from everybody, and the stream ends soon.
    void leaving();
    /// `why`: where it is Refused.
    void changed(jackdaw::AccountId account, jackdaw::Invisibility state, const jackdaw::Error &why);

private:
    using Answered = std::function<void(const Status &)>;

    /// SeeUs: it goes on as one in which we were not hidden.
    enum class Contacts { SeeNobody, SeeUs };
    void beginSession(Contacts contacts);
    void setState(Invisibility state, const Error &why = {});
    /// What others make of the wish.
    void applyWish();
    void endWithdrawal();
    /// How it stands while one is seen.
    Invisibility seenState() const;
    Error whyNot() const;
    void answerWaiting(const Status &status);
    void hide(Answered done);
    void show(Answered done);
    /// What list() is called, or is to be from now on.
    Result<QString> ensureList();
    /// Reads what holds by default, and puts what hides us before it.
    void writeList(const QString &name, Answered done);
    /// What hides us, where it is of no use any more: others of the account's programs would show it for ever.
    void removeList();
    /// The one that versions before had, all of them under one name.
    void removeListBefore();
    void noteListGone(const QString &name);
    /// Who is blocked now, into the list in use. What fails is tried again on the next occasion.
    void carryBlocked();
    void ask(Connection::Request type, Connection::PayloadWriter payload, Answered done);
    Status hideLater();
    Status beSeenLater();
    void endSeen();
    void giveUp();
    void leaveContacts();

    AccountContext m_account;
    RosterService &m_roster;
    PresenceService &m_presence;
    enum class Way { None, Command, Lists } m_way = Way::None;
    Wish m_wish = Wish::Seen; ///< on disk in m_account.notes
    Invisibility m_state = Invisibility::Unknown;
    Error m_whyRefused;
    bool m_isAsking = false; ///< what the server can
    std::optional<Error> m_unanswered; ///< why it is not known what this session's server can
    QList<std::shared_ptr<QPromise<Status>>> m_waiting; ///< wishes to be hidden, until that is known
    int m_round = 0; ///< counts wishes: what an earlier one began is not gone on with
    QString m_list; ///< what hides us is called so on the server; empty: there is none. On disk likewise
    bool m_isWithdrawn = false; ///< in this session: it only ends
    bool m_looksForListBefore = true; ///< once a run
    bool m_lacksBlocked = false; ///< the list in use, as far as is known
    bool m_showsLater = false; ///< was wished while there was no stream
    bool m_hidesLater = false; ///< likewise
};

} // namespace jackdaw
