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
    /// Errors: Unavailable where the server cannot; Offline, unless it is to be seen; Storage; TooManyBlocked; or what
    /// the server says. To be seen is done even where it cannot be kept: the next start hides rather than shows.
    QFuture<Status> set(Wish wish);
    Invisibility state() const { return m_state; }
    void announce() { Q_EMIT changed(m_account.id, m_state); }

Q_SIGNALS:
    void changed(jackdaw::AccountId account, jackdaw::Invisibility state);

private:
    using Answered = std::function<void(const Status &)>;

    void beginSession();
    void setState(Invisibility state);
    void hide(Answered done);
    void show(Answered done);
    /// Reads what holds by default, and puts what hides us before it.
    void writeList(Answered done);
    /// Who is blocked now, into the list in use. What fails is tried again on the next occasion.
    void carryBlocked();
    void ask(Connection::Request type, Connection::PayloadWriter payload, Answered done);
    Status beSeenLater();
    void giveUp();
    void leaveContacts();

    AccountContext m_account;
    RosterService &m_roster;
    PresenceService &m_presence;
    enum class Way { None, Command, Lists } m_way = Way::None;
    Wish m_wish = Wish::Seen; ///< on disk in m_account.notes
    Invisibility m_state = Invisibility::NotOffered;
    bool m_lacksBlocked = false; ///< the list in use, as far as is known
    bool m_showsLater = false; ///< was wished while there was no stream
};

} // namespace jackdaw
