// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/WebAccess.h"

#include "xmpp/WayOut.h"

#include <QHostInfo>
#include <QNetworkProxy>
#include <QPointer>
#include <QSslConfiguration>
#include <QUdpSocket>

#include <algorithm>
#include <utility>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr auto askedFor = QNetworkRequest::User;

bool hasRoute(const QHostAddress &address)
{
    QUdpSocket socket; // says where it would send, and sends nothing
    socket.connectToHost(address, 443);
    return socket.state() == QAbstractSocket::ConnectedState;
}

/// Of both protocols the older, where this computer has a way there. A bridge of a container or a tunnel has an address of
/// IPv4 on a line of IPv6 alone, so that the kind of address says nothing yet.
QHostAddress preferred(const QList<QHostAddress> &addresses)
{
    const auto isFour = [](const QHostAddress &each) { return each.protocol() == QAbstractSocket::IPv4Protocol; };
    const auto is = [&addresses](const auto &wanted) { return std::find_if(addresses.cbegin(), addresses.cend(), wanted); };
    for (const auto &found : {is([&](const QHostAddress &each) { return isFour(each) && hasRoute(each); }), is(hasRoute), is(isFour)}) {
        if (found != addresses.cend()) {
            return *found;
        }
    }
    return addresses.constFirst();
}

/// Whoever owns a name may give another address at the next look-up (DNS rebinding), so there is none: the connection goes to
/// one that was looked at, and the certificate still has to be the name's (RFC 9110, 4.3.4).
void pin(QNetworkRequest &request, const QList<QHostAddress> &addresses)
{
    const QUrl url = request.url();
    QUrl there = url;
    there.setHost(preferred(addresses).toString());
    request.setUrl(there);
    // As ASCII: QNetworkAccessManager keeps connections by this name in Latin 1, where names of other letters are one.
    const QByteArray name = QUrl::toAce(url.host());
    request.setPeerVerifyName(QString::fromLatin1(name));
    const QByteArray port = url.port() == -1 ? QByteArray() : ':' + QByteArray::number(url.port());
    request.setRawHeader("Host", name + port);
}

} // namespace

WebAccess::WebAccess(const AccountContext &account, QObject *parent) : QObject(parent), m_account(account)
{
    m_network.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
}

Result<QNetworkRequest> WebAccess::requestFor(const QUrl &url, int idle)
{
    const auto tls = m_account.connection.tlsConfiguration();
    if (!tls) {
        return tls.error();
    }
    QNetworkRequest request(url);
    request.setAttribute(askedFor, url);
    request.setSslConfiguration(*tls);
    request.setTransferTimeout(idle);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setHeader(QNetworkRequest::UserAgentHeader, u"Jackdaw"_s);
    request.setRawHeader("Accept-Encoding", "identity"); // set by hand, Qt unpacks nothing: what comes is what is counted
    return request;
}

void WebAccess::prepare(const QUrl &url, int idle, QObject *context, std::function<void(Result<QNetworkRequest>)> done,
                        const std::optional<WebPolicy> &rules)
{
    if (const Status may = rules.value_or(policy()).mayAsk(url); !may) {
        done(may.error());
        return;
    }
    const ProxySettings &proxy = m_account.connection.settings().proxy;
    if (const Status may = mayGoTo(url.host(), proxy); !may) {
        done(may.error());
        return;
    }
    const bool isProxied = proxy.type != ProxySettings::Type::None;
    m_network.setProxy(m_account.connection.proxy());
    if (isProxied || !QHostAddress(url.host()).isNull()) {
        done(requestFor(url, idle));
        return;
    }
    QHostInfo::lookupHost(url.host(), this,
                          [this, url, idle, rules, context = QPointer<QObject>(context), done = std::move(done)](const QHostInfo &found) {
        if (!context) {
            return;
        }
        if (found.error() != QHostInfo::NoError || found.addresses().isEmpty()) {
            done(Error{ErrorKind::ServerNotFound, found.errorString(), url.host()});
            return;
        }
        const WebPolicy policy = rules.value_or(this->policy());
        if (const Status may = policy.mayReach(url.host(), found.addresses()); !may) {
            done(may.error());
            return;
        }
        auto request = requestFor(url, idle);
        if (request && !policy.isOwn(url.host())) { // of the own server every address will do
            pin(*request, found.addresses());
        }
        done(std::move(request));
    });
}

QUrl WebAccess::asked(const QNetworkRequest &request)
{
    return request.attribute(askedFor, request.url()).toUrl();
}

} // namespace jackdaw
