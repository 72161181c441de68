// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/BoundedGet.h"

#include "files/WebAccess.h"

#include <QNetworkReply>

#include <algorithm>
#include <utility>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 replyBuffer = 64 * 1024;
constexpr qsizetype longestMark = 16;

/// RFC 9110, 8.3.1: "text/html; charset=utf-8", the value perhaps in quotes.
void readContentType(const QByteArray &header, BoundedGet::Got &got)
{
    const QByteArrayList parts = header.split(';');
    got.mediaType = parts.value(0).trimmed().toLower();
    for (qsizetype i = 1; i < parts.size(); ++i) {
        const QByteArray part = parts.at(i).trimmed();
        if (part.first(std::min<qsizetype>(part.size(), 8)).toLower() == "charset=") {
            got.charset = part.mid(8).replace('"', "").trimmed().left(64);
        }
    }
}

Error getError(const QNetworkReply &reply)
{
    const QString host = WebAccess::asked(reply.request()).host();
    switch (reply.error()) {
    case QNetworkReply::HostNotFoundError: return {ErrorKind::ServerNotFound, reply.errorString(), host};
    case QNetworkReply::ConnectionRefusedError: return {ErrorKind::ConnectionRefused, reply.errorString(), host};
    case QNetworkReply::SslHandshakeFailedError: return {ErrorKind::Certificate, reply.errorString(), host};
    case QNetworkReply::TimeoutError:
    case QNetworkReply::OperationCanceledError: return {ErrorKind::Timeout, reply.errorString(), host};
    default: return {ErrorKind::ConnectionLost, reply.errorString(), host};
    }
}

} // namespace

BoundedGet::BoundedGet(WebAccess &web, Rules rules, const GetLimits &limits, QObject *parent)
    : QObject(parent), m_web(web), m_rules(std::move(rules)), m_limits(limits)
{
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        finish(Error{ErrorKind::Timeout, u"it takes too long"_s, m_got.url.host()});
    });
}

BoundedGet::~BoundedGet()
{
    letGo();
}

void BoundedGet::get(const QUrl &url, Callback done)
{
    m_done = std::move(done);
    m_got.url = url;
    m_got.url.setFragment({}); // a place in the page is the reader's own
    m_patience.start(m_limits.whole);
    ask();
}

void BoundedGet::ask()
{
    m_web.prepare(m_got.url, m_limits.idle, this, [this](Result<QNetworkRequest> prepared) {
        if (!m_done) {
            return;
        }
        if (!prepared) {
            finish(prepared.error());
            return;
        }
        QNetworkRequest request = *std::move(prepared);
        request.setRawHeader("Accept", m_rules.accept);
        m_got.bytes.clear();
        m_reply = m_web.network().get(request);
        m_reply->setReadBufferSize(replyBuffer);
        connect(m_reply, &QNetworkReply::metaDataChanged, this, &BoundedGet::takeHead);
        connect(m_reply, &QNetworkReply::readyRead, this, &BoundedGet::takeBytes);
        connect(m_reply, &QNetworkReply::finished, this, &BoundedGet::takeEnd);
    }, m_rules.policy);
}

void BoundedGet::takeHead()
{
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status != 200) { // what it says besides is not read
        takeEnd();
        return;
    }
    readContentType(m_reply->rawHeader("Content-Type"), m_got);
    const QVariant length = m_reply->header(QNetworkRequest::ContentLengthHeader);
    if (!m_rules.takes(m_got.mediaType)) {
        finish(Error{ErrorKind::NotAcceptable, u"it is "_s + QString::fromLatin1(m_got.mediaType.left(100)), m_got.url.host()});
    } else if (!m_rules.isEnough && length.isValid() && length.toLongLong() > m_limits.most) {
        finish(Error{ErrorKind::FileTooLarge, {}, QString::number(m_limits.most)});
    }
}

void BoundedGet::takeBytes()
{
    if (m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt() != 200) {
        return;
    }
    const qsizetype before = m_got.bytes.size();
    m_got.bytes += m_reply->read(m_limits.most - before + 1);
    const bool isOver = m_got.bytes.size() > m_limits.most;
    // What was looked at is not looked at again, but for a mark that was cut: bytes may come one by one.
    const QByteArrayView fresh = QByteArrayView(m_got.bytes).sliced(std::max<qsizetype>(0, before - longestMark));
    if (m_rules.isEnough && (isOver || m_rules.isEnough(fresh))) {
        m_got.bytes.truncate(m_limits.most);
        finish(m_got);
    } else if (isOver) {
        finish(Error{ErrorKind::FileTooLarge, {}, QString::number(m_limits.most)});
    }
}

void BoundedGet::takeEnd()
{
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status == 301 || status == 302 || status == 303 || status == 307 || status == 308) {
        QUrl next = m_got.url.resolved(QUrl(QString::fromUtf8(m_reply->rawHeader("Location"))));
        next.setFragment({});
        const Status may = m_rules.policy.mayFollow(m_got.url, next);
        if (!may || ++m_redirects > m_limits.redirects) {
            finish(may ? Error{ErrorKind::Unavailable, u"too many redirects"_s, next.host()} : may.error());
            return;
        }
        letGo();
        m_got.url = next;
        ask();
        return;
    }
    if (status == 0 && m_reply->error() != QNetworkReply::NoError) { // nobody answered
        finish(getError(*m_reply));
        return;
    }
    if (status != 200) { // whatever number a server thinks of: below 200 nothing is read, and would be waited for
        const bool isGone = status == 404 || status == 410;
        finish(Error{isGone ? ErrorKind::NotFound : ErrorKind::Unavailable, u"HTTP %1"_s.arg(status), m_got.url.host()});
        return;
    }
    if (m_reply->error() != QNetworkReply::NoError) {
        finish(getError(*m_reply));
        return;
    }
    while (m_done && m_reply && m_reply->bytesAvailable() > 0) {
        takeBytes();
    }
    if (m_done) {
        finish(m_got);
    }
}

void BoundedGet::finish(Result<Got> result)
{
    letGo();
    m_patience.stop();
    if (const Callback done = std::exchange(m_done, {})) {
        done(std::move(result));
    }
}

void BoundedGet::letGo()
{
    if (QNetworkReply *reply = std::exchange(m_reply, nullptr)) {
        reply->disconnect(this);
        reply->abort();
        reply->deleteLater();
    }
}

} // namespace jackdaw
