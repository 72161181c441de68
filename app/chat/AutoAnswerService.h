// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountContext.h"
#include "chat/AutoAnswerStore.h"
#include "chat/Message.h"
#include "presence/WorkingHours.h"
#include "xmpp/Authority.h"

#include <QObject>
#include <QSet>
#include <QTimer>
#include <functional>
#include <map>
#include <memory>

namespace jackdaw {

class RosterService;

/// Answers people who write while the user is out of office: contacts who may see our presence, each at most once a day.
/// Waits a moment first, another each time, so that of two devices of ours one answers, and none where the user does.
/// Owned by AccountService, engine thread; sees messages before MessageService takes them. Never answers rooms, bots,
/// services, errors, headlines, what was sent long ago, or what says of itself that it is nothing to keep (XEP-0334), as
/// automatic answers do. Sends nothing itself: MessageService does.
class AutoAnswerService : public QObject
{
    Q_OBJECT
public:
    static constexpr qint64 pause = 24LL * 3600 * 1000; // ms

    AutoAnswerService(const AccountContext &account, const RosterService &roster, std::function<bool(const Jid &)> isBot,
                      QObject *parent = nullptr);

    /// In ms, before an answer. Both 0: at once.
    struct Patience { int least = 2'000; int most = 12'000; };
    void setPatience(const Patience &patience) { m_patience = patience; }

    void setRules(const OutOfOffice &outOfOffice, const WorkingHours &hours);
    /// Somebody may have to be answered once it is stored, or is about to be.
    bool isWaiting() const { return !m_seen.isEmpty() || !m_due.empty(); }
    /// They came or were written just now, in a chat of two.
    void noteStored(ConversationId conversation, const QList<Message> &messages);

Q_SIGNALS:
    void answerWanted(jackdaw::ConversationId conversation, const QString &text);

private:
    void look(const QDomElement &element);
    void lookAtOwn(const QDomElement &message);
    bool mayAnswerNow() const;
    void answer(const BareJid &who);

    AccountContext m_account;
    Authority m_authority;
    const RosterService &m_roster;
    std::function<bool(const Jid &)> m_isBot;
    AutoAnswerStore m_store;
    OutOfOffice m_outOfOffice;
    WorkingHours m_hours;
    Patience m_patience;
    QSet<std::pair<BareJid, QString>> m_seen; ///< people's messages, not stored yet
    struct Due { ConversationId conversation; std::unique_ptr<QTimer> timer; };
    std::map<BareJid, Due> m_due; ///< who is about to be answered
};

} // namespace jackdaw
