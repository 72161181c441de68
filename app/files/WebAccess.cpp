// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/WebAccess.h"

#include "xmpp/WayOut.h"

#include <QFile>
#include <QHostInfo>
#include <QNetworkProxyFactory>
#include <QNetworkProxyQuery>
#include <QPointer>
#include <QSslCertificate>
#include <QSslConfiguration>

#include <utility>

namespace jackdaw {

WebAccess::WebAccess(const AccountContext &account, QObject *parent) : QObject(parent), m_account(account)
{
    // Also where a stream is resumed: for how long that goes on nobody knows, and an authority may have been taken away.
    connect(&m_account.connection, &Connection::sessionStarted, this, [this] { m_authoritiesOf = -1; });
}

/// The account's own, else what the system says.
QNetworkProxy WebAccess::proxyFor(const QUrl &url) const
{
    QList<QNetworkProxy> all{m_account.connection.proxy()};
    if (all.constFirst().type() == QNetworkProxy::DefaultProxy) {
        all = QNetworkProxyFactory::proxyForQuery(QNetworkProxyQuery(url));
    }
    QNetworkProxy first = all.value(0, QNetworkProxy(QNetworkProxy::NoProxy));
    if (first.type() == QNetworkProxy::HttpCachingProxy) {
        first.setType(QNetworkProxy::HttpProxy);
    }
    const bool isKnown = first.type() == QNetworkProxy::HttpProxy || first.type() == QNetworkProxy::Socks5Proxy;
    return isKnown ? first : QNetworkProxy(QNetworkProxy::NoProxy);
}

/// The system's are some hundred files, which take the engine as long to read as a small transfer takes: they are read
/// with each session, as the session reads them, and not with each transfer.
Result<QByteArray> WebAccess::authorities()
{
    const QString path = m_account.connection.settings().authorityFile;
    if (path.isEmpty()) {
        return QByteArray();
    }
    QFile file(path);
    const QByteArray own = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    const qint64 session = m_account.connection.streamNumber();
    if (own != m_ownAuthorities || session != m_authoritiesOf) {
        const auto tls = m_account.connection.tlsConfiguration(); // which says what is wrong with the file
        if (!tls) {
            return tls.error();
        }
        m_authorities.clear();
        for (const QSslCertificate &each : tls->caCertificates()) {
            m_authorities += each.toPem();
        }
        m_ownAuthorities = own;
        m_authoritiesOf = session;
    }
    return m_authorities;
}

Result<WebRequest> WebAccess::requestFor(const QUrl &url, int idle)
{
    const auto trusted = authorities();
    if (!trusted) {
        return trusted.error();
    }
    WebRequest request;
    request.url = url;
    request.idle = idle;
    request.proxy = proxyFor(url);
    request.authorities = *trusted;
    return request;
}

/// libcurl is told of addresses and looks up no name itself: it would have to be waited for where a transfer is
/// cancelled meanwhile.
void WebAccess::lookUp(const QString &host, QObject *context, Found found)
{
    QHostInfo::lookupHost(host, this,
                          [host, context = QPointer<QObject>(context), found = std::move(found)](const QHostInfo &info) {
        if (!context) {
            return;
        }
        const bool isFound = info.error() == QHostInfo::NoError && !info.addresses().isEmpty();
        found(isFound ? Result<QList<QHostAddress>>(info.addresses())
                      : Result<QList<QHostAddress>>(Error{ErrorKind::ServerNotFound, info.errorString(), host}));
    });
}

void WebAccess::prepare(const QUrl &url, int idle, QObject *context, std::function<void(Result<WebRequest>)> done,
                        const std::optional<WebPolicy> &rules)
{
    const WebPolicy before = rules.value_or(policy());
    if (const Status may = before.mayAsk(url); !may) {
        done(may.error());
        return;
    }
    const ProxySettings &proxy = m_account.connection.settings().proxy;
    if (const Status may = mayGoTo(url.host(), proxy); !may) {
        done(may.error());
        return;
    }
    const auto made = requestFor(url, idle);
    if (!made) {
        done(made.error());
        return;
    }
    WebRequest request = *made;
    // Of the own server every address will do. A stranger's link does not go over a line that was opened by that rule.
    request.reach = before.isOwn(url.host()) ? WebRequest::Reach::Everywhere : WebRequest::Reach::Public;
    request.line = rules ? WebRequest::Line::New : WebRequest::Line::Any;

    const bool isProxied = proxy.type != ProxySettings::Type::None;
    const auto lookUpProxy = [this, context = QPointer<QObject>(context)](WebRequest so, const auto &then) {
        const QString host = so.proxy.hostName();
        if (so.proxy.type() == QNetworkProxy::NoProxy || !QHostAddress(host).isNull()) {
            then(std::move(so));
            return;
        }
        lookUp(host, context, [so = std::move(so), host, then](const Result<QList<QHostAddress>> &found) {
            if (!found) {
                then(Error{ErrorKind::Proxy, found.error().detail, host});
                return;
            }
            WebRequest there = so;
            there.proxyAddresses = *found;
            then(std::move(there));
        });
    };
    if (isProxied || !QHostAddress(url.host()).isNull()) {
        lookUpProxy(std::move(request), done);
        return;
    }
    lookUp(url.host(), context, [this, rules, lookUpProxy, request = std::move(request),
                                 done = std::move(done)](const Result<QList<QHostAddress>> &found) {
        if (!found) {
            done(found.error());
            return;
        }
        const WebPolicy now = rules.value_or(policy());
        if (const Status may = now.mayReach(request.host(), *found); !may) {
            done(may.error());
            return;
        }
        WebRequest there = request;
        there.addresses = *found;
        lookUpProxy(std::move(there), done);
    });
}

} // namespace jackdaw
