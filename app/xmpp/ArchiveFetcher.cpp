// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/ArchiveFetcher.h"

#include "base/LargePage.h"
#include "base/Log.h"
#include "xmpp/Authority.h"
#include "xmpp/Connection.h"
#include "xmpp/Dom.h"

#include <QUuid>

namespace jackdaw {

bool ArchiveFetcher::isTooLarge(const Error &error)
{
    return isOfLargePage(error);
}

ArchiveFetcher::ArchiveFetcher(Connection &connection, QObject *parent, ArchiveLimits limits)
    : QObject(parent)
    , m_connection(connection)
    , m_limits(limits)
{
    connection.onMessage([this](const QDomElement &message) {
        auto result = readArchiveResult(message);
        if (!result) {
            return Connection::Disposition::Pass;
        }
        const auto open = m_open.find(result->query);
        const std::optional<Jid> asked = open == m_open.end() ? std::nullopt : std::optional(open->second.archive);
        const Sender sender = Sender::of(message);
        if (!Authority(m_connection.settings().jid).mayGiveArchived(sender, asked)) {
            qCInfo(log::history) << "dropped an archive result that nobody asked for, from" << sender.toString();
        } else {
            keep(open->second, *std::move(result));
        }
        return Connection::Disposition::Consumed;
    });
}

void ArchiveFetcher::keep(Query &query, ArchiveResult result) const
{
    if (query.overflow) {
        return;
    }
    query.memory += memoryOf(result.forwarded.message);
    if (query.results.size() >= m_limits.results) {
        query.overflow = Error{ErrorKind::ProtocolBroken,
                               QStringLiteral("the archive's page has more than %1 messages").arg(m_limits.results), {}};
    } else if (query.memory > m_limits.memory) {
        query.overflow = Error{ErrorKind::TooMany,
                               QStringLiteral("%1 %2 bytes").arg(largePageWord()).arg(m_limits.memory), {}};
    } else {
        query.results.append(std::move(result));
        return;
    }
    query.results.clear();
}

void ArchiveFetcher::fetch(ArchiveQuery query, QObject *context, std::function<void(Result<Page>)> done)
{
    query.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    const Jid archive = query.archive.isValid() ? Jid(query.archive) : Jid();
    m_open.emplace(query.id, Query{archive.isValid() ? archive : Jid(m_connection.settings().jid), {}, 0, {}});
    const QString id = query.id;
    m_connection.request(Connection::Request::Set, archive, [query](QXmlStreamWriter &writer) { query.write(writer); }, context,
                         [this, id, done = std::move(done)](Result<QDomElement> answer) {
        auto open = m_open.extract(id);
        if (!answer) {
            done(answer.error());
            return;
        }
        if (!open.empty() && open.mapped().overflow) {
            done(*open.mapped().overflow);
            return;
        }
        auto end = readPageEnd(*answer);
        if (!end) {
            done(Error{ErrorKind::ProtocolBroken, QStringLiteral("the archive's answer has no end of page"), {}});
            return;
        }
        done(Page{open.empty() ? QList<ArchiveResult>() : std::move(open.mapped().results), *end});
    });
}

void ArchiveFetcher::askTextField(const BareJid &archive, QObject *context, std::function<void(Result<QString>)> done)
{
    m_connection.request(Connection::Request::Get, archive.isValid() ? Jid(archive) : Jid(), writeArchiveFormRequest, context,
                         [done = std::move(done)](const Result<QDomElement> &answer) {
        done(answer ? Result<QString>(fullTextField(*answer)) : Result<QString>(answer.error()));
    });
}

} // namespace jackdaw
