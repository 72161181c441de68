// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountContext.h"
#include "profile/PrivateNoteService.h"
#include "profile/ContactProfile.h"
#include "profile/PersonalFactsService.h"
#include "profile/ProfileStore.h"

#include <QFuture>
#include <QObject>

namespace jackdaw {

class PersonalNodes;
class PresenceService;
class RosterService;

/// What contacts say of themselves: their cards (XEP-0292, XEP-0054), kept on disk for a day, and, of those who show us their
/// presence and see ours, their programs (XEP-0092), local time (XEP-0202) and last activity (XEP-0012). Owned by
/// AccountService, engine thread. Asks only when somebody looks at a profile, only contacts, each at most every few minutes,
/// and no more people in a minute than one can look at. Believes of each only what they say of themselves.
class ProfileService : public QObject
{
    Q_OBJECT
public:
    static constexpr qint64 cardsAreGoodFor = 24LL * 3600 * 1000; // ms
    static constexpr qint64 pauseBetweenQuestions = 5LL * 60 * 1000;
    static constexpr int peopleInAMinute = 20;
    static constexpr int devicesOfOne = 5;

    ProfileService(const AccountContext &account, const RosterService &roster, const PresenceService &presence, PersonalNodes &nodes,
                   QObject *parent = nullptr);

    QFuture<Status> lookAt(const BareJid &jid);
    QFuture<Status> setNote(const BareJid &jid, const QString &text, const QStringList &tags);

Q_SIGNALS:
    void changed(const jackdaw::ContactProfile &profile);

private:
    /// What was learnt in this session of somebody who was looked at.
    struct Looked
    {
        VCard card;
        qint64 cardTime = 0; ///< 0: none was asked for
        bool asksForCard = false;
        qint64 askedAt = 0;  ///< Clock::elapsed() of the latest questions to their programs; 0: never
        std::optional<int> utcOffset;
        std::optional<qint64> lastActivity;
        QHash<QString, QString> versions; ///< by resource
    };

    Looked *looked(const BareJid &jid);
    void tell(const BareJid &jid);
    bool mayAskMore();
    void askForCard(const BareJid &jid);
    void askForOlderCard(const BareJid &jid, const VCard &newer, bool isAnswered);
    void takeCard(const BareJid &jid, const VCard &card);
    void askPrograms(const BareJid &jid);
    void ask(const Jid &whom, Connection::PayloadWriter question, std::function<void(Looked &, const QDomElement &)> take);

    AccountContext m_account;
    const RosterService &m_roster;
    const PresenceService &m_presence;
    PersonalNodes &m_nodes;
    ProfileStore m_store;
    PrivateNoteService m_notes;
    PersonalFactsService m_facts;
    QHash<BareJid, Looked> m_looked;
    QList<qint64> m_askedAt; ///< Clock::elapsed(), of the last minute
};

} // namespace jackdaw
