// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountContext.h"
#include "files/WebPolicy.h"

#include <QNetworkAccessManager>
#include <QNetworkRequest>
#include <QObject>
#include <functional>
#include <optional>

namespace jackdaw {

/// The one way out to web servers for files of an account: through its proxy, with its authorities, by WebPolicy. Owned by
/// Features, engine thread.
/// Sends no cookies, keeps none, asks for nothing compressed, and follows no redirect by itself.
class WebAccess : public QObject
{
    Q_OBJECT
public:
    explicit WebAccess(const AccountContext &account, QObject *parent = nullptr);

    /// Looks whether `url` may be asked, its host's addresses too where there is no proxy that would look them up. The request
    /// is good for one use, at once, and goes to an address that was looked at: its own URL names that in place of the host.
    /// Errors: UnsafeAddress, ServerNotFound, Proxy, AuthorityFile, AuthorityContent. `rules`: instead of policy().
    void prepare(const QUrl &url, int idle, QObject *context, std::function<void(Result<QNetworkRequest>)> done,
                 const std::optional<WebPolicy> &rules = {});
    /// What prepare() was asked for.
    static QUrl asked(const QNetworkRequest &request);
    WebPolicy policy() const { return WebPolicy(m_account.connection.settings()); }
    QNetworkAccessManager &network() { return m_network; }

private:
    Result<QNetworkRequest> requestFor(const QUrl &url, int idle);

    AccountContext m_account;
    QNetworkAccessManager m_network;
};

} // namespace jackdaw
