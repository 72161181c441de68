// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/ServerProbe.h"

#include <QDnsLookup>
#include <QHostInfo>
#include <QTimer>

namespace jackdaw {

namespace {

constexpr int timeout = 10'000; // ms

} // namespace

void ServerProbe::start(const QString &domain, QObject *parent, std::function<void(Result<QString>)> done)
{
    auto *probe = new ServerProbe(domain, parent, std::move(done));
    probe->lookUpService(QStringLiteral("_xmpps-client._tcp."), [probe] {
        probe->lookUpService(QStringLiteral("_xmpp-client._tcp."), [probe] { probe->lookUpAddress(); });
    });
}

ServerProbe::ServerProbe(const QString &domain, QObject *parent, std::function<void(Result<QString>)> done)
    : QObject(parent)
    , m_domain(domain)
    , m_done(std::move(done))
{
    QTimer::singleShot(timeout, this, [this] { finish(Error{ErrorKind::Timeout, QStringLiteral("name service"), m_domain}); });
}

void ServerProbe::lookUpService(const QString &service, std::function<void()> otherwise)
{
    auto *lookup = new QDnsLookup(QDnsLookup::SRV, service + m_domain, this);
    connect(lookup, &QDnsLookup::finished, this, [this, lookup, otherwise = std::move(otherwise)] {
        lookup->deleteLater();
        for (const QDnsServiceRecord &record : lookup->serviceRecords()) {
            if (record.target() != u".") { // RFC 2782: "." says that there is no such service
                finish(record.target());
                return;
            }
        }
        otherwise();
    });
    lookup->lookup();
}

void ServerProbe::lookUpAddress()
{
    QHostInfo::lookupHost(m_domain, this, [this](const QHostInfo &info) {
        if (info.addresses().isEmpty()) {
            finish(Error{ErrorKind::ServerNotFound, info.errorString(), m_domain});
        } else {
            finish(m_domain);
        }
    });
}

void ServerProbe::finish(Result<QString> result)
{
    if (m_done) {
        std::exchange(m_done, nullptr)(std::move(result));
        deleteLater();
    }
}

} // namespace jackdaw
