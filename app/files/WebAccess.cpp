// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/WebAccess.h"

#include "xmpp/WayOut.h"

#include <QHostInfo>
#include <QNetworkProxy>
#include <QPointer>
#include <QSslConfiguration>

namespace jackdaw {

using namespace Qt::StringLiterals;

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
        const Status may = rules.value_or(policy()).mayReach(url.host(), found.addresses());
        done(may ? requestFor(url, idle) : Result<QNetworkRequest>(may.error()));
    });
}

} // namespace jackdaw
