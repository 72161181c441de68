// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountContext.h"
#include "account/OwnName.h"
#include "xmpp/Authority.h"

#include <QFuture>
#include <QObject>
#include <QPromise>
#include <memory>

namespace jackdaw {

class PersonalNodes;

/// What the owner of an account is called: asked in each new session, of the node of XEP-0172 and, where that has
/// nothing, of the account's card (XEP-0054); published by the first, for contacts alone, and followed when another
/// program publishes it. Owned by AccountService, engine thread. Keeps in AccountNotes what it learnt and what waits
/// for a stream, so that both are there after a restart. Believes only the account itself, and never writes the card,
/// which other programs fill.
class OwnNameService : public QObject
{
    Q_OBJECT
public:
    OwnNameService(const AccountContext &account, PersonalNodes &nodes, QObject *parent = nullptr);
    ~OwnNameService() override;

    /// Empty: nothing is known.
    const QString &name() const { return m_own.name; }
    /// What waits to be published too.
    const OwnName &own() const { return m_own; }
    /// An empty one takes back what was published. Without a stream it waits, and answers when it was published or
    /// refused. Errors: Unavailable (the server keeps no such nodes), Forbidden, Cancelled (another name was set
    /// meanwhile), …
    QFuture<Status> setName(const QString &name);

Q_SIGNALS:
    void changed(jackdaw::AccountId account, const jackdaw::OwnName &own);

private:
    enum class Learnt { No, Asking, Yes };

    void begin(Connection::Session session);
    void ask();
    void askCard();
    void publish();
    void endPublishing(const QString &name, const Status &done);
    Connection::Disposition handle(const QDomElement &message);
    void take(const QString &name);
    void setWanted(const std::optional<QString> &wanted);
    void answerWish(const Status &status);

    AccountContext m_account;
    Authority m_authority;
    PersonalNodes &m_nodes;
    OwnName m_own;
    std::shared_ptr<QPromise<Status>> m_wish; ///< who waits for m_own.wanted
    Learnt m_learnt = Learnt::No; ///< in this session
    bool m_publishing = false;
    int m_round = 0; ///< an answer of an earlier one is older than what was asked or said since
};

} // namespace jackdaw
