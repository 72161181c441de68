// SPDX-License-Identifier: GPL-3.0-or-later
#include "presence/InvisibilityService.h"

#include "base/Async.h"
#include "base/Log.h"
#include "presence/PresenceService.h"
#include "roster/BlockingService.h"
#include "roster/RosterService.h"
#include "xmpp/Capabilities.h"
#include "xmpp/Dom.h"
#include "xmpp/Namespaces.h"
#include "xmpp/PresenceStanza.h"
#include "xmpp/PrivacyLists.h"

#include <QXmlStreamWriter>

#include <optional>
#include <utility>

namespace jackdaw {

using namespace Qt::StringLiterals;

InvisibilityService::InvisibilityService(const AccountContext &account, RosterService &roster,
                                         BlockingService &blocking, PresenceService &presence, QObject *parent)
    : QObject(parent), m_account(account), m_roster(roster), m_presence(presence), m_list(account.notes.hidingList())
{
    const std::optional<bool> invisible = m_account.notes.isInvisible();
    if (!invisible) {
        // Seen against the wish cannot be taken back, hidden against it can.
        qCWarning(log::roster) << "whether to be invisible cannot be read, so nothing is announced";
        // Kept, so that whoever writes a note next does not make a file that says nothing of it.
        if (const Status kept = m_account.notes.setInvisible(true); !kept) {
            qCWarning(log::roster) << "nor can it be kept:" << kept.error().detail;
        }
    }
    if (invisible.value_or(true)) {
        m_wish = Wish::Hidden;
        m_roster.setTelling(RosterService::Telling::Nobody);
        m_presence.setBeginning(PresenceService::Beginning::ByHand);
        m_presence.setAnnounced(PresenceService::Announced::No);
    }
    connect(&account.connection, &Connection::sessionStarted, this, [this](Connection::Session session) {
        const bool hidesNow = std::exchange(m_hidesLater, false);
        // The stream broke before, or there was none.
        const bool isUndone = m_wish == Wish::Hidden && (m_state != Invisibility::Hidden || hidesNow);
        const bool showsNow = std::exchange(m_showsLater, false) && session == Connection::Session::Resumed;
        if (session == Connection::Session::New || isUndone) {
            beginSession(hidesNow && session == Connection::Session::Resumed ? Contacts::SeeUs : Contacts::SeeNobody);
        } else if (showsNow) {
            show([this](const Status &) {
                if (m_wish == Wish::Seen) {
                    setState(seenState());
                }
            });
        } else if (m_state == Invisibility::Hidden) {
            m_presence.sendToAll(); // what it became meanwhile; none is sent by itself
        }
    });
    connect(&account.connection, &Connection::sessionLost, this, &InvisibilityService::endWithdrawal);
    connect(&account.connection, &Connection::sessionEnded, this, &InvisibilityService::endWithdrawal);
    // The list in use holds in place of the one that blocks.
    connect(&blocking, &BlockingService::changed, this, &InvisibilityService::carryBlocked);
    connect(&presence, &PresenceService::sentToAll, this, [this] {
        if (m_lacksBlocked) {
            carryBlocked();
        }
    });
}

void InvisibilityService::setState(Invisibility state, const Error &why)
{
    const bool isSame = m_state == state && m_whyRefused == why;
    m_state = state;
    m_whyRefused = why;
    if (!isSame) {
        announce();
    }
}

Invisibility InvisibilityService::seenState() const
{
    if (m_way != Way::None) {
        return Invisibility::Seen;
    }
    // Nor does anybody know it of the next session's server.
    const bool isUnknown = m_isAsking || m_unanswered || !m_account.connection.isOnline();
    return isUnknown ? Invisibility::Unknown : Invisibility::NotOffered;
}

Error InvisibilityService::whyNot() const
{
    return m_unanswered.value_or(Error{ErrorKind::Unavailable, u"the server hides nobody"_s, m_account.jid().domain()});
}

void InvisibilityService::answerWaiting(const Status &status)
{
    const auto waiting = std::exchange(m_waiting, {});
    for (const auto &each : waiting) {
        each->addResult(status);
        each->finish();
    }
}

void InvisibilityService::ask(Connection::Request type, Connection::PayloadWriter payload, Answered done)
{
    m_account.connection.request(type, Jid(), std::move(payload), this,
                                 [done = std::move(done)](const Result<QDomElement> &answer) {
        done(answer ? Status(Done{}) : Status(answer.error()));
    });
}

void InvisibilityService::beginSession(Contacts contacts)
{
    m_way = Way::None;
    m_isWithdrawn = false;
    m_isAsking = true;
    m_unanswered.reset();
    if (m_wish == Wish::Hidden) {
        m_presence.setAnnounced(PresenceService::Announced::No); // until this session is hidden too
    } else {
        setState(Invisibility::Unknown);
    }
    const auto query = [](QXmlStreamWriter &writer) {
        writer.writeStartElement(u"query"_s);
        writer.writeDefaultNamespace(ns::discoInfo.toString());
        writer.writeEndElement();
    };
    const Jid server(BareJid::fromPrepared(m_account.jid().domain()));
    m_account.connection.request(Connection::Request::Get, server, query, this,
                                 [this, contacts](const Result<QDomElement> &answer) {
        m_isAsking = false;
        if (!answer) {
            m_unanswered = answer.error();
        } else {
            const Capabilities said = Capabilities::read(childElement(*answer, u"query", ns::discoInfo));
            m_way = said.has(ns::invisible) ? Way::Command : said.has(ns::privacy) ? Way::Lists : Way::None;
            removeListBefore();
        }
        if (m_wish == Wish::Seen) {
            setState(seenState());
            if (m_waiting.isEmpty()) {
                removeList(); // a session before this broke while it hid us
            } else {
                set(Wish::Hidden).then(this, [this](const Status &hidden) { answerWaiting(hidden); });
            }
            return;
        }
        if (contacts == Contacts::SeeUs && m_way == Way::None) {
            answerWaiting(whyNot());
            endSeen(); // nothing takes back what they see
            return;
        }
        if (contacts == Contacts::SeeUs) {
            leaveContacts();
        }
        hide([this, contacts, round = m_round](const Status &hidden) {
            if (round != m_round) {
                return; // set() says what is so now
            }
            answerWaiting(hidden);
            if (!hidden) {
                qCWarning(log::roster) << "the server does not hide us any more:" << hidden.error().detail;
            }
            if (!hidden && contacts == Contacts::SeeUs) {
                endSeen();
            } else {
                setState(hidden ? Invisibility::Hidden : Invisibility::Refused, hidden ? Error{} : hidden.error());
            }
        });
    });
}

QFuture<Status> InvisibilityService::set(Wish wish)
{
    if (wish == Wish::Seen) {
        answerWaiting(Error{ErrorKind::Cancelled, u"to be seen was wished meanwhile"_s, {}});
        if (m_isAsking && m_wish == Wish::Seen) {
            return ready<Done>(Done{}); // as announced
        }
    }
    if (!m_account.connection.isOnline() || m_isWithdrawn) {
        return ready<Done>(wish == Wish::Seen ? beSeenLater() : hideLater());
    }
    if (m_isAsking && wish == Wish::Hidden) {
        const auto waits = std::make_shared<QPromise<Status>>();
        waits->start();
        m_waiting << waits;
        return waits->future();
    }
    if (m_way == Way::None && wish == Wish::Hidden) {
        return ready<Done>(whyNot());
    }
    const bool isSo = m_state == (wish == Wish::Hidden ? Invisibility::Hidden : Invisibility::Seen);
    if (wish == m_wish && isSo) {
        return ready<Done>(Done{});
    }
    // Before anything is said: what is lost on the way holds for the next session.
    if (const Status kept = m_account.notes.setInvisible(wish == Wish::Hidden); !kept) {
        if (wish == Wish::Hidden) {
            return ready<Done>(kept);
        }
        qCWarning(log::roster) << "the wish to be seen is not noted:" << kept.error().detail;
    }
    m_wish = wish;
    const int round = ++m_round;
    m_roster.setTelling(wish == Wish::Hidden ? RosterService::Telling::Nobody : RosterService::Telling::Contacts);
    const auto promise = std::make_shared<QPromise<Status>>();
    promise->start();
    const auto finish = [this, promise, wish, round](const Status &status) {
        if (round == m_round && wish == m_wish) { // not overtaken by another
            if (wish == Wish::Hidden && !status) {
                if (m_account.connection.isOnline()) { // else it is done when the stream is back
                    giveUp();
                }
            } else {
                setState(wish == Wish::Hidden ? Invisibility::Hidden : seenState());
            }
        }
        promise->addResult(status);
        promise->finish();
    };
    m_presence.setBeginning(wish == Wish::Hidden ? PresenceService::Beginning::ByHand
                                                 : PresenceService::Beginning::Announced);
    if (wish == Wish::Hidden) {
        // Not before the server has done it: a status that changes on the way would show us to those who saw us go.
        m_presence.setAnnounced(PresenceService::Announced::No);
        leaveContacts();
        hide(finish);
    } else {
        show(finish);
    }
    return promise->future();
}

/// Nobody sees us without a stream; the next one hides us before anything is announced.
Status InvisibilityService::hideLater()
{
    if (m_wish == Wish::Hidden) {
        return Done{};
    }
    if (const Status kept = m_account.notes.setInvisible(true); !kept) {
        return kept;
    }
    m_wish = Wish::Hidden;
    ++m_round;
    m_hidesLater = true;
    m_showsLater = false;
    if (!m_isWithdrawn) {
        applyWish();
        // An attempt that runs ends with the presence that it was given as it began, and everybody would see us by it.
        m_account.connection.cut(Error{ErrorKind::ConnectionLost, u"begun to be seen"_s, m_account.jid().domain()});
    }
    setState(Invisibility::Hidden);
    return Done{};
}

/// A new session needs nothing for it; one that is resumed is as it was left, and told.
Status InvisibilityService::beSeenLater()
{
    if (m_wish == Wish::Seen) {
        return Done{};
    }
    if (const Status kept = m_account.notes.setInvisible(false); !kept) {
        qCWarning(log::roster) << "the wish to be seen is not noted:" << kept.error().detail;
    }
    m_wish = Wish::Seen;
    ++m_round;
    m_showsLater = true;
    m_hidesLater = false;
    if (!m_isWithdrawn) {
        applyWish();
    }
    setState(Invisibility::Unknown); // until the server is asked
    return Done{};
}

void InvisibilityService::applyWish()
{
    const bool hides = m_wish == Wish::Hidden;
    m_roster.setTelling(hides ? RosterService::Telling::Nobody : RosterService::Telling::Contacts);
    m_presence.setBeginning(hides ? PresenceService::Beginning::ByHand : PresenceService::Beginning::Announced);
    m_presence.setAnnounced(hides ? PresenceService::Announced::No : PresenceService::Announced::Yes);
}

/// A stream went on in which contacts see us, against the wish. If it was only lost once more, the next one hides us.
void InvisibilityService::endSeen()
{
    if (m_account.connection.isOnline()) {
        giveUp();
    } else {
        m_hidesLater = true;
    }
}

/// The server did not do what it offers. Everybody sees us as before, and the user is told why.
void InvisibilityService::giveUp()
{
    m_wish = Wish::Seen;
    if (const Status kept = m_account.notes.setInvisible(false); !kept) {
        qCWarning(log::roster) << "the wish to be invisible stays noted:" << kept.error().detail;
    }
    m_roster.setTelling(RosterService::Telling::Contacts);
    m_presence.setBeginning(PresenceService::Beginning::Announced);
    m_presence.setAnnounced(PresenceService::Announced::Yes);
    m_presence.sendToAll();
    setState(seenState());
}

/// Those who may see us, and are there as far as is known; each by themselves: said to all at once, it would take us
/// out of the rooms too (XEP-0045, 7.14).
void InvisibilityService::leaveContacts()
{
    if (m_way != Way::Lists) { // XEP-0186, 3.1.1: the server tells them
        return;
    }
    for (const Contact &contact : m_roster.contacts()) {
        const bool isThere = contact.subscription == Subscription::From
            || (contact.subscription == Subscription::Both && !m_presence.resources(contact.jid).isEmpty());
        if (isThere) {
            QXmppPresence gone(QXmppPresence::Unavailable);
            gone.setTo(contact.jid.toString());
            m_account.connection.sendPresence(gone);
        }
    }
}

void InvisibilityService::hide(Answered done)
{
    switch (m_way) {
    case Way::None: done(whyNot()); return;
    case Way::Command:
        m_presence.setAnnounced(PresenceService::Announced::No);
        ask(Connection::Request::Set, writeInvisible, std::move(done));
        return;
    case Way::Lists: break;
    }
    m_lacksBlocked = false;
    const auto list = ensureList();
    if (!list) {
        done(list.error());
        return;
    }
    writeList(*list, [this, name = *list, round = m_round, done = std::move(done)](const Status &written) {
        if (!written || round != m_round) { // put into use now, it would hide whom the user wants seen by now
            done(written);
            return;
        }
        const auto use = [name](QXmlStreamWriter &writer) { writeActivePrivacyList(writer, name); };
        ask(Connection::Request::Set, use, [this, round, done](const Status &active) {
            const bool isHidden = active && round == m_round;
            if (isHidden && m_presence.setAnnounced(PresenceService::Announced::Yes)) {
                m_presence.sendToAll(); // the list keeps it from those who may not have it
            }
            done(active);
        });
    });
}

void InvisibilityService::show(Answered done)
{
    const auto announced = [this, done = std::move(done)](const Status &status) {
        const bool isWished = m_wish == Wish::Seen && !m_isWithdrawn;
        if (isWished) {
            m_presence.setAnnounced(PresenceService::Announced::Yes);
            m_presence.sendToAll();
        }
        if (isWished && status) {
            removeList();
        }
        done(status);
    };
    switch (m_way) {
    case Way::None: announced(Done{}); return;
    case Way::Command: ask(Connection::Request::Set, writeVisible, announced); return;
    case Way::Lists:
        ask(Connection::Request::Set, [](QXmlStreamWriter &writer) { writeActivePrivacyList(writer, {}); }, announced);
        return;
    }
}

} // namespace jackdaw
