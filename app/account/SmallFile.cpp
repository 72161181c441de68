// SPDX-License-Identifier: GPL-3.0-or-later
#include "account/SmallFile.h"

#include "xmpp/Connection.h"
#include "xmpp/WayOut.h"

#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QSslConfiguration>
#include <QTimer>
#include <QUrl>

namespace jackdaw {

namespace {

constexpr qint64 largestSmallFile = 64 * 1024;

} // namespace

void fetchSmallFile(const Connection &connection, const QUrl &address, std::chrono::milliseconds patience, QObject *context,
                    std::function<void(Result<QByteArray>)> done)
{
    if (const Status may = mayGoTo(address.host(), connection.settings().proxy); !may) {
        done(may.error());
        return;
    }
    const auto tls = connection.tlsConfiguration();
    if (!tls) {
        done(tls.error());
        return;
    }
    auto *network = new QNetworkAccessManager(context);
    network->setProxy(connection.proxy());
    network->setRedirectPolicy(QNetworkRequest::SameOriginRedirectPolicy);
    QNetworkRequest request(address);
    request.setSslConfiguration(*tls);
    request.setTransferTimeout(patience);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual); // no cookies, either way
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setHeader(QNetworkRequest::UserAgentHeader, QStringLiteral("Jackdaw"));
    QNetworkReply *reply = network->get(request);
    QTimer::singleShot(patience, reply, &QNetworkReply::abort); // whatever trickles in until then
    QObject::connect(reply, &QNetworkReply::readyRead, context, [reply] {
        if (reply->bytesAvailable() > largestSmallFile) {
            reply->abort();
        }
    });
    QObject::connect(reply, &QNetworkReply::finished, context, [network, reply, host = address.host(), done = std::move(done)] {
        network->deleteLater(); // the reply is its child
        if (reply->error() == QNetworkReply::NoError) {
            done(reply->readAll());
            return;
        }
        const bool isMissing = reply->error() == QNetworkReply::ContentNotFoundError
            || reply->error() == QNetworkReply::ContentGoneError;
        done(Error{isMissing ? ErrorKind::NotFound : ErrorKind::Unavailable, reply->errorString(), host});
    });
}

} // namespace jackdaw
