// SPDX-License-Identifier: GPL-3.0-or-later
#include "account/OwnNameService.h"

#include "base/Async.h"
#include "base/Log.h"
#include "xmpp/Nickname.h"
#include "xmpp/PersonalNodes.h"

#include <QPromise>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

const QString &node()
{
    static const QString name = nicknameNode.toString();
    return name;
}

} // namespace

OwnNameService::OwnNameService(const AccountContext &account, PersonalNodes &nodes, QObject *parent)
    : QObject(parent)
    , m_account(account)
    , m_nodes(nodes)
    , m_name(account.notes.ownName())
{
    connect(&account.connection, &Connection::sessionStarted, this, [this](Connection::Session session) {
        if (session == Connection::Session::New) {
            ask();
        }
    });
}

void OwnNameService::ask()
{
    m_nodes.fetch({}, node(), {}, this, [this, wish = m_wish](const Result<QList<PubSubItem>> &items) {
        if (wish != m_wish) {
            return;
        }
        if (!items && items.error().kind != ErrorKind::NotFound && items.error().kind != ErrorKind::Unavailable) {
            return; // it says nothing of whether there is a name
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
    m_account.connection.request(Connection::Request::Get, Jid(), writeCardRequest, this,
                                 [this, wish = m_wish](const Result<QDomElement> &answer) {
        if (wish != m_wish) {
            return;
        }
        if (answer) {
            take(readCardName(*answer));
        } else if (answer.error().kind == ErrorKind::NotFound || answer.error().kind == ErrorKind::Unavailable) {
            take({}); // XEP-0054, 3.1: there is none
        }
    });
}

void OwnNameService::take(const QString &name)
{
    if (name == m_name) {
        return;
    }
    m_name = name;
    if (const Status kept = m_account.notes.setOwnName(name); !kept) {
        qCWarning(log::storage) << "the own name was not kept:" << kept.error().detail; // it is asked for again
    }
    Q_EMIT changed(m_account.id, name);
}

QFuture<Status> OwnNameService::setName(const QString &wanted)
{
    const QString name = tidyName(wanted);
    if (!m_account.connection.isOnline()) {
        return ready<Done>(Error{ErrorKind::Offline, u"not signed in"_s, {}});
    }
    auto promise = std::make_shared<QPromise<Status>>();
    promise->start();
    auto future = promise->future();
    m_nodes.publish(node(), u"current"_s, [name](QXmlStreamWriter &writer) { writeNickname(writer, name); },
                    {NodeOptions::Access::Presence, NodeOptions::Items::One}, this,
                    [this, promise, name, wish = ++m_wish](const Status &done) {
        if (done && wish == m_wish) {
            if (name.isEmpty()) {
                askCard();
            } else {
                take(name);
            }
        }
        promise->addResult(done);
        promise->finish();
    });
    return future;
}

} // namespace jackdaw
