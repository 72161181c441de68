// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/ArchiveFetcher.h"

#include "base/Log.h"
#include "xmpp/Authority.h"
#include "xmpp/Connection.h"

#include <QUuid>

namespace jackdaw {

namespace {

/// More than any server gives a page; what goes beyond is a server that floods.
constexpr int maximumResults = 5000;

} // namespace

ArchiveFetcher::ArchiveFetcher(Connection &connection, QObject *parent)
    : QObject(parent)
    , m_connection(connection)
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
        } else if (open->second.results.size() < maximumResults) {
            open->second.results.append(std::move(*result));
        } else {
            open->second.overflows = true;
        }
        return Connection::Disposition::Consumed;
    });
}

void ArchiveFetcher::fetch(ArchiveQuery query, QObject *context, std::function<void(Result<Page>)> done)
{
    query.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    const Jid archive = query.archive.isValid() ? Jid(query.archive) : Jid();
    m_open.emplace(query.id, Query{archive.isValid() ? archive : Jid(m_connection.settings().jid), {}, false});
    const QString id = query.id;
    m_connection.request(Connection::Request::Set, archive, [query](QXmlStreamWriter &writer) { query.write(writer); }, context,
                         [this, id, done = std::move(done)](Result<QDomElement> answer) {
        auto open = m_open.extract(id);
        if (!answer) {
            done(answer.error());
            return;
        }
        if (!open.empty() && open.mapped().overflows) {
            done(Error{ErrorKind::ProtocolBroken, QStringLiteral("the archive's page has more than %1 messages").arg(maximumResults), {}});
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
