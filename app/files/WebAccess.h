// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountContext.h"
#include "files/WebPolicy.h"
#include "files/WebRequest.h"
#include "files/WebThread.h"

#include <QByteArray>
#include <QList>
#include <QObject>

#include <functional>
#include <optional>

namespace jackdaw {

/// The one way out to web servers for files of an account: through its proxy, with its authorities, by WebPolicy. Owned
/// by Features, engine thread; what it prepares, WebTransfer carries on its thread(). Sends no cookies, keeps none,
/// asks for nothing compressed, and follows no redirect by itself.
class WebAccess : public QObject
{
    Q_OBJECT
public:
    explicit WebAccess(const AccountContext &account, QObject *parent = nullptr);

    /// Looks whether `url` may be asked, its host's addresses too where there is no proxy that would look them up. The
    /// request is good for one use, at once, and goes to addresses that were looked at. Errors: UnsafeAddress,
    /// ServerNotFound, Proxy, AuthorityFile, AuthorityContent. `rules`: instead of policy().
    void prepare(const QUrl &url, int idle, QObject *context, std::function<void(Result<WebRequest>)> done,
                 const std::optional<WebPolicy> &rules = {});
    WebPolicy policy() const { return WebPolicy(m_account.connection.settings()); }
    WebThread &thread() { return m_thread; }

private:
    using Found = std::function<void(const Result<QList<QHostAddress>> &)>;

    /// All that are trusted, PEM; empty: the system's, which libcurl finds itself.
    Result<QByteArray> authorities();
    Result<WebRequest> requestFor(const QUrl &url, int idle);
    QNetworkProxy proxyFor(const QUrl &url) const;
    void lookUp(const QString &host, QObject *context, Found found);

    AccountContext m_account;
    QByteArray m_authorities;    ///< the account's beside the system's,
    QByteArray m_ownAuthorities; ///< which are these in its file,
    qint64 m_authoritiesOf = -1; ///< read in this session
    WebThread m_thread;
};

} // namespace jackdaw
