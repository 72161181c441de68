// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountContext.h"
#include "chat/AutoAnswerStore.h"
#include "chat/Message.h"
#include "presence/WorkingHours.h"

#include <QObject>
#include <QSet>
#include <functional>

namespace jackdaw {

class RosterService;

/// Answers people who write while the user is out of office: contacts who may see our presence, each at most once a day.
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

    void setRules(const OutOfOffice &outOfOffice, const WorkingHours &hours);
    /// Somebody may have to be answered once it is stored.
    bool isWaiting() const { return !m_seen.isEmpty(); }
    /// They came just now, in a chat of two.
    void noteStored(ConversationId conversation, const QList<Message> &messages);

Q_SIGNALS:
    void answerWanted(jackdaw::ConversationId conversation, const QString &text);

private:
    void look(const QDomElement &element);
    bool mayAnswerNow() const;

    AccountContext m_account;
    const RosterService &m_roster;
    std::function<bool(const Jid &)> m_isBot;
    AutoAnswerStore m_store;
    OutOfOffice m_outOfOffice;
    WorkingHours m_hours;
    QSet<std::pair<BareJid, QString>> m_seen; ///< people's messages, not stored yet
};

} // namespace jackdaw
