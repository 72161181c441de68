// SPDX-License-Identifier: GPL-3.0-or-later
#include "roster/BlockingService.h"

#include "base/Async.h"
#include "base/Log.h"
#include "roster/RosterService.h"
#include "xmpp/Blocking.h"
#include "xmpp/Namespaces.h"

#include <QPromise>

namespace jackdaw {

BlockingService::BlockingService(const AccountContext &account, RosterService &roster, QObject *parent)
    : QObject(parent)
    , m_account(account)
    , m_roster(roster)
    , m_authority(account.jid())
{
    m_list.account = account.id;
    account.connection.onRequest(ns::blocking, [this](const QDomElement &iq) { return handlePush(iq); });
    connect(&account.connection, &Connection::sessionStarted, this, [this](Connection::Session session) {
        if (session == Connection::Session::New) {
            fetch();
        }
    });
}

/// XEP-0191, 3.2: who does not ask is not told of changes either.
void BlockingService::fetch()
{
    m_account.connection.request(Connection::Request::Get, Jid(), writeBlockListRequest, this, [this](const Result<QDomElement> &answer) {
        BlockList now{m_account.id, BlockList::Support::Yes, {}};
        if (answer) {
            now.who = readBlockList(*answer);
        } else if (answer.error().kind == ErrorKind::Timeout || answer.error().kind == ErrorKind::Offline
                   || answer.error().kind == ErrorKind::TooMany) {
            return; // nothing was said of the list
        } else {
            now.support = BlockList::Support::No;
        }
        if (std::exchange(m_list, now) != now) {
            Q_EMIT changed(m_list);
        }
    });
}

Connection::Disposition BlockingService::handlePush(const QDomElement &iq)
{
    if (const Sender sender = Sender::of(iq); !m_authority.mayPushBlockList(sender)) {
        qCInfo(log::roster) << "dropped a block list push from" << sender.toString();
        return Connection::Disposition::Pass; // refused as by a program that knows no such list
    }
    const auto push = readBlockPush(iq);
    if (!push) {
        return Connection::Disposition::Pass;
    }
    m_account.connection.answer(iq, {});
    if (push->act == BlockPush::Act::Block) {
        add(push->who);
    } else {
        remove(push->who);
    }
    return Connection::Disposition::Consumed;
}

void BlockingService::add(const QList<Jid> &who)
{
    BlockList now = m_list;
    now.support = BlockList::Support::Yes;
    for (const Jid &each : who) {
        if (now.who.size() < maximumBlocked && !now.who.contains(each)) {
            now.who.append(each);
        }
    }
    m_roster.dropRequestsOf(who);
    if (std::exchange(m_list, now) != now) {
        Q_EMIT changed(m_list);
    }
}

/// Nobody: XEP-0191, 3.6, all of them.
void BlockingService::remove(const QList<Jid> &who)
{
    BlockList now = m_list;
    if (who.isEmpty()) {
        now.who.clear();
    }
    now.who.removeIf([&](const Jid &each) { return who.contains(each); });
    if (std::exchange(m_list, now) != now) {
        Q_EMIT changed(m_list);
    }
}

QFuture<Status> BlockingService::block(const QList<Jid> &who, AbuseReport report)
{
    if (who.isEmpty()) {
        return ready<Done>(Done{});
    }
    return set([who, report](QXmlStreamWriter &writer) { writeBlock(writer, who, report); }, [this, who] { add(who); });
}

QFuture<Status> BlockingService::unblock(const QList<Jid> &who)
{
    if (who.isEmpty()) {
        return ready<Done>(Done{}); // or it would be everybody
    }
    return set([who](QXmlStreamWriter &writer) { writeUnblock(writer, who); }, [this, who] { remove(who); });
}

QFuture<Status> BlockingService::set(Connection::PayloadWriter payload, std::function<void()> done)
{
    auto promise = std::make_shared<QPromise<Status>>();
    promise->start();
    m_account.connection.request(Connection::Request::Set, Jid(), std::move(payload), this,
                                 [promise, done = std::move(done)](const Result<QDomElement> &answer) {
        if (answer) {
            done();
        }
        promise->addResult(answer ? Status(Done{}) : Status(answer.error()));
        promise->finish();
    });
    return promise->future();
}

} // namespace jackdaw
