// SPDX-License-Identifier: GPL-3.0-or-later
#include "account/OwnNameService.h"

#include "base/Log.h"
#include "xmpp/Nickname.h"
#include "xmpp/PersonalNodes.h"

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

const QString &node()
{
    static const QString name = nicknameNode.toString();
    return name;
}

bool saysThatThereIsNone(const Error &error)
{
    return error.kind == ErrorKind::NotFound || error.kind == ErrorKind::Unavailable;
}

} // namespace

OwnNameService::OwnNameService(const AccountContext &account, PersonalNodes &nodes, QObject *parent)
    : QObject(parent)
    , m_account(account)
    , m_authority(account.jid())
    , m_nodes(nodes)
    , m_own{account.notes.ownName(), account.notes.wantedName()}
{
    account.connection.onMessage([this](const QDomElement &message) { return handle(message); });
    connect(&account.connection, &Connection::sessionStarted, this, &OwnNameService::begin);
}

OwnNameService::~OwnNameService()
{
    answerWish(Error{ErrorKind::Cancelled, u"the account is going"_s, {}});
}

void OwnNameService::begin(Connection::Session session)
{
    if (session == Connection::Session::New) { // who was asked before that does not answer any more
        m_learnt = Learnt::No;
        m_publishing = false;
        ++m_round;
    }
    // In a resumed session the server still answers what it was asked (XEP-0198, 5); what was given up meanwhile is
    // asked again.
    if (m_own.wanted && !m_publishing) {
        publish();
    } else if (m_learnt == Learnt::No && !m_publishing) {
        ask();
    }
}

// What the server has

void OwnNameService::ask()
{
    m_learnt = Learnt::Asking;
    m_nodes.fetch({}, node(), {}, this, [this, round = ++m_round](const Result<QList<PubSubItem>> &items) {
        if (round != m_round) {
            return;
        }
        if (!items && !saysThatThereIsNone(items.error())) {
            m_learnt = Learnt::No; // it says nothing of whether there is a name
            return;
        }
        const QString name = items && !items->isEmpty() ? readNickname(items->constFirst().payload) : QString();
        if (name.isEmpty()) {
            askCard();
        } else {
            take(name);
        }
    });
}

void OwnNameService::askCard()
{
    m_learnt = Learnt::Asking;
    m_account.connection.request(Connection::Request::Get, Jid(), writeCardRequest, this,
                                 [this, round = ++m_round](const Result<QDomElement> &answer) {
        if (round != m_round) {
            return;
        }
        if (answer) {
            take(readCardName(*answer));
        } else if (saysThatThereIsNone(answer.error())) {
            take({}); // XEP-0054, 3.1: there is none
        } else {
            m_learnt = Learnt::No;
        }
    });
}

/// Another program of ours published a name, or the server confirms ours (XEP-0163, 4.3).
Connection::Disposition OwnNameService::handle(const QDomElement &message)
{
    const auto event = readEvent(message, 1);
    if (!event || event->node != node()) {
        return Connection::Disposition::Pass;
    }
    if (!m_authority.mayChangeOwnNode(Sender::of(message))) {
        return Connection::Disposition::Pass; // of contacts: profile/ContactNameService
    }
    if (m_publishing) {
        return Connection::Disposition::Consumed; // what was there before, or ours, which the answer tells of
    }
    ++m_round; // newer than what was asked
    const QString name = event->items.isEmpty() ? QString() : readNickname(event->items.constFirst().payload);
    if (name.isEmpty()) {
        askCard();
    } else {
        take(name);
    }
    return Connection::Disposition::Consumed;
}

void OwnNameService::take(const QString &name)
{
    m_learnt = Learnt::Yes;
    if (name == m_own.name) {
        return;
    }
    m_own.name = name;
    if (const Status kept = m_account.notes.setOwnName(name); !kept) {
        qCWarning(log::storage) << "the own name was not kept:" << kept.error().detail; // it is asked for again
    }
    Q_EMIT changed(m_account.id, m_own);
}

// What it is to have

QFuture<Status> OwnNameService::setName(const QString &wanted)
{
    answerWish(Error{ErrorKind::Cancelled, u"another name was set"_s, {}});
    m_wish = std::make_shared<QPromise<Status>>();
    m_wish->start();
    const QFuture<Status> future = m_wish->future();
    setWanted(tidyName(wanted));
    if (m_account.connection.isOnline()) {
        publish();
    }
    return future;
}

void OwnNameService::publish()
{
    m_publishing = true;
    const QString name = *m_own.wanted;
    m_nodes.publish(node(), u"current"_s, [name](QXmlStreamWriter &writer) { writeNickname(writer, name); },
                    {NodeOptions::Access::Presence, NodeOptions::Items::One}, this,
                    [this, name, round = ++m_round](const Status &done) {
        if (round == m_round) {
            endPublishing(name, done);
        }
    });
}

void OwnNameService::endPublishing(const QString &name, const Status &done)
{
    m_publishing = false;
    if (!done && (!m_account.connection.isOnline() || done.error().kind == ErrorKind::Offline)) {
        return; // with the next session
    }
    if (!done && (done.error().kind == ErrorKind::Timeout || done.error().kind == ErrorKind::TooMany)) {
        // Said, and tried again with the next session: a link that died is noticed later than a request that nobody answers.
        answerWish(Error{done.error().kind, done.error().detail, m_account.jid().domain()});
        return;
    }
    if (done && !name.isEmpty()) {
        m_own.wanted.reset(); // one change, not two
        m_own.name = name;
        m_learnt = Learnt::Yes;
        if (const Status kept = m_account.notes.setOwnName(name); !kept) {
            qCWarning(log::storage) << "the own name was not kept:" << kept.error().detail;
        }
    }
    setWanted(std::nullopt);
    if (!done) {
        qCInfo(log::connection) << "the own name was not published:" << done.error().detail;
        m_learnt = Learnt::No;
        ask(); // it may have been, for all we know
    } else if (name.isEmpty()) {
        askCard(); // which counts again
    }
    if (!done && done.error().kind == ErrorKind::Unavailable) {
        // It is the server who cannot.
        answerWish(Error{done.error().kind, done.error().detail, m_account.jid().domain()});
    } else {
        answerWish(done);
    }
}

void OwnNameService::setWanted(const std::optional<QString> &wanted)
{
    m_own.wanted = wanted;
    if (const Status kept = m_account.notes.setWantedName(wanted); !kept) {
        // It is here as long as we are.
        qCWarning(log::storage) << "the name to be published was not kept:" << kept.error().detail;
    }
    Q_EMIT changed(m_account.id, m_own);
}

void OwnNameService::answerWish(const Status &status)
{
    if (const auto wish = std::exchange(m_wish, nullptr)) {
        wish->addResult(status);
        wish->finish();
    }
}

} // namespace jackdaw
