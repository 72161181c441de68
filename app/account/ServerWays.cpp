// SPDX-License-Identifier: GPL-3.0-or-later
#include "account/ServerWays.h"

#include "account/SmallFile.h"
#include "xmpp/WayOut.h"

#include <QDnsLookup>
#include <QTimer>
#include <QUrl>

#include <algorithm>
#include <chrono>

namespace jackdaw {

namespace {

using namespace std::chrono_literals;
using Support = ServerFeature::Support;

constexpr auto waysPatience = 5s; // somebody looks at an empty page meanwhile

} // namespace

struct ServerWays::Search
{
    ServerReach reach;
    int open = 2;
    std::function<void(const ServerReach &)> done;

    void end()
    {
        if (--open == 0) {
            done(reach);
        }
    }
};

void ServerWays::find(std::function<void(const ServerReach &)> done)
{
    const auto search = std::make_shared<Search>();
    search->done = std::move(done);
    findDirectTls(search);
    findWeb(search);
}

void ServerWays::findDirectTls(std::shared_ptr<Search> search)
{
    const ConnectionSettings &settings = m_account.connection.settings();
    if (settings.tls == TlsMode::Direct) { // we are on it
        search->reach.directTls = Support::Yes;
        search->end();
        return;
    }
    if (settings.proxy.type != ProxySettings::Type::None || !mayGoTo(m_account.jid().domain(), settings.proxy)) {
        search->end();
        return;
    }
    const QString domain = QString::fromLatin1(QUrl::toAce(m_account.jid().domain()));
    auto *lookUp = new QDnsLookup(QDnsLookup::SRV, QStringLiteral("_xmpps-client._tcp.") + domain, this);
    auto *patience = new QTimer(lookUp);
    patience->setSingleShot(true);
    connect(patience, &QTimer::timeout, lookUp, &QDnsLookup::abort);
    connect(lookUp, &QDnsLookup::finished, this, [lookUp, search] {
        lookUp->deleteLater();
        const auto records = lookUp->serviceRecords();
        // A single "." says that there is no such service (RFC 2782).
        const bool any = std::any_of(records.cbegin(), records.cend(), [](const QDnsServiceRecord &record) {
            return !record.target().isEmpty() && record.target() != QLatin1StringView(".");
        });
        if (any) {
            search->reach.directTls = Support::Yes;
        } else if (lookUp->error() == QDnsLookup::NoError || lookUp->error() == QDnsLookup::NotFoundError) {
            search->reach.directTls = Support::No;
        }
        search->end();
    });
    patience->start(waysPatience);
    lookUp->lookup();
}

void ServerWays::findWeb(std::shared_ptr<Search> search)
{
    QUrl address;
    address.setScheme(QStringLiteral("https"));
    address.setHost(m_account.jid().domain());
    address.setPath(QStringLiteral("/.well-known/host-meta"));
    fetchSmallFile(m_account.connection, address, waysPatience, this, [search](const Result<QByteArray> &file) {
        if (file) {
            search->reach.web = readHostMeta(*file);
        } else if (file.error().kind == ErrorKind::NotFound) {
            search->reach.web = Support::No;
        }
        search->end();
    });
}

} // namespace jackdaw
