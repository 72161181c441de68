// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/WebHandle.h"

#include "files/WebBell.h"
#include "files/WebPolicy.h"

#include <curl/curl.h>

#include <algorithm>
#include <cerrno>
#include <limits>
#include <sys/socket.h>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 longestHead = 64 * 1024; ///< bytes, with those of passing answers
constexpr long receivedPiece = 128 * 1024L;
constexpr long sentPiece = 256 * 1024L;
constexpr qint64 movedEvery = 100; ///< ms
constexpr quint16 httpsPort = 443;

QByteArray bracketed(const QHostAddress &address)
{
    const QByteArray text = address.toString().toLatin1();
    return address.protocol() == QAbstractSocket::IPv6Protocol ? '[' + text + ']' : text;
}

/// As it stands in libcurl's tables.
QByteArray nameAndPort(const QString &host, int port)
{
    return QUrl::toAce(host) + ':' + QByteArray::number(port);
}

QByteArray resolvedLine(const QByteArray &name, const QList<QHostAddress> &addresses)
{
    QByteArrayList all;
    for (const QHostAddress &address : addresses) {
        all += bracketed(address);
    }
    return name + ':' + all.join(',');
}

/// IPv4 where there is one: whether a proxy has a way to the other kind nobody here knows.
QHostAddress forProxy(const QList<QHostAddress> &addresses)
{
    for (const QHostAddress &address : addresses) {
        if (address.protocol() == QAbstractSocket::IPv4Protocol) {
            return address;
        }
    }
    return addresses.constFirst();
}

/// Did the line break in the middle of the handshake, or did one side refuse what the other showed?
bool isBroken(const QByteArray &words)
{
    return !words.contains("SSL routines") || words.contains("unexpected eof");
}

} // namespace

void WebHandle::FreeEasy::operator()(void *easy) const
{
    curl_easy_cleanup(easy);
}

void WebHandle::FreeList::operator()(curl_slist *list) const
{
    curl_slist_free_all(list);
}

/// libcurl calls these.
struct WebHandle::Callbacks
{
    static size_t headCame(char *bytes, size_t one, size_t count, void *self)
    {
        auto &handle = *static_cast<WebHandle *>(self);
        return handle.readHead(QByteArrayView(bytes, qsizetype(one * count))) ? one * count : 0;
    }

    static size_t bytesCame(char *bytes, size_t one, size_t count, void *self)
    {
        auto &handle = *static_cast<WebHandle *>(self);
        const std::lock_guard lock(handle.m_job->mutex);
        if (!handle.m_job->body) {
            return CURL_WRITEFUNC_ERROR;
        }
        const WebBody::Verdict verdict = handle.m_job->body->take(QByteArrayView(bytes, qsizetype(one * count)));
        if (verdict == WebBody::Verdict::Later) {
            handle.restAt(true);
            return CURL_WRITEFUNC_PAUSE;
        }
        handle.m_received += qint64(one * count);
        handle.m_isEnough = verdict == WebBody::Verdict::Enough;
        return handle.m_isEnough ? CURL_WRITEFUNC_ERROR : one * count;
    }

    static size_t bytesWanted(char *to, size_t one, size_t count, void *self)
    {
        auto &handle = *static_cast<WebHandle *>(self);
        const std::lock_guard lock(handle.m_job->mutex);
        const qint64 given = handle.m_job->body ? handle.m_job->body->give(to, qint64(one * count)) : -1;
        if (given == WebBody::later) {
            handle.restAt(true);
            return CURL_READFUNC_PAUSE;
        }
        return given >= 0 ? size_t(given) : CURL_READFUNC_ABORT;
    }

    /// Whatever a name led to a moment ago, this is where the connection goes (DNS rebinding).
    static curl_socket_t socketWanted(void *self, curlsocktype, curl_sockaddr *address)
    {
        auto &handle = *static_cast<WebHandle *>(self);
        if (!handle.mayConnect(QHostAddress(&address->addr))) {
            return CURL_SOCKET_BAD;
        }
        return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
    }
};

WebHandle::WebHandle(std::shared_ptr<WebJob> job)
    : m_job(std::move(job)), m_words(CURL_ERROR_SIZE, '\0'), m_easy(curl_easy_init())
{
    if (!m_easy) {
        m_isReady = false;
        return;
    }
    const WebRequest &request = m_job->request;
    set(CURLOPT_PRIVATE, this);
    set(CURLOPT_ERRORBUFFER, m_words.data());
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_PROTOCOLS_STR, "https");
    set(CURLOPT_FOLLOWLOCATION, 0L);
    set(CURLOPT_PATH_AS_IS, 1L);
    set(CURLOPT_HTTP_VERSION, long(CURL_HTTP_VERSION_1_1));
    set(CURLOPT_HTTP_CONTENT_DECODING, 0L); // what comes is what is counted
    set(CURLOPT_CONNECTTIMEOUT_MS, long(request.idle)); // and so each of several addresses gets its share of that
    set(CURLOPT_FRESH_CONNECT, request.line == WebRequest::Line::New ? 1L : 0L);
    set(CURLOPT_USERAGENT, "Jackdaw");
    set(CURLOPT_BUFFERSIZE, receivedPiece);
    set(CURLOPT_HEADERFUNCTION, &Callbacks::headCame);
    set(CURLOPT_HEADERDATA, this);
    set(CURLOPT_WRITEFUNCTION, &Callbacks::bytesCame);
    set(CURLOPT_WRITEDATA, this);
    set(CURLOPT_OPENSOCKETFUNCTION, &Callbacks::socketWanted);
    set(CURLOPT_OPENSOCKETDATA, this);
    setAddress();
    setTls();
    setProxy();
    setBody();
    m_silence.start();
    m_told.start();
}

WebHandle::~WebHandle() = default;

template<class T>
void WebHandle::set(int option, T value)
{
    m_isReady = curl_easy_setopt(m_easy.get(), CURLoption(option), value) == CURLE_OK && m_isReady;
}

void WebHandle::append(List &list, const QByteArray &line)
{
    if (curl_slist *longer = curl_slist_append(list.get(), line.constData())) {
        list.release();
        list.reset(longer);
    }
}

void WebHandle::setAddress()
{
    const WebRequest &request = m_job->request;
    set(CURLOPT_URL, request.url.toEncoded(QUrl::RemoveFragment | QUrl::RemoveUserInfo).constData());
    const int port = request.url.port(httpsPort);
    if (!request.addresses.isEmpty()) {
        const QByteArray name = nameAndPort(request.url.host(), port);
        append(m_resolved, resolvedLine(name, request.addresses));
        const bool isProxied = request.proxy.type() != QNetworkProxy::NoProxy;
        // The proxy is told where to go, and has nothing to look up. Of the own server it gets the name: every address
        // will do there, and some proxies take nothing else.
        if (isProxied && request.reach == WebRequest::Reach::Public) {
            const QByteArray there = bracketed(forProxy(request.addresses));
            append(m_connected, name + ':' + there + ':' + QByteArray::number(port));
            set(CURLOPT_CONNECT_TO, m_connected.get());
        }
    }
}

void WebHandle::setTls()
{
    set(CURLOPT_SSL_VERIFYPEER, 1L);
    set(CURLOPT_SSL_VERIFYHOST, 2L);
    set(CURLOPT_SSLVERSION, long(CURL_SSLVERSION_TLSv1_2));
    set(CURLOPT_SSL_OPTIONS, long(CURLSSLOPT_NO_PARTIALCHAIN));
    QByteArray &authorities = m_job->request.authorities;
    if (!authorities.isEmpty()) {
        curl_blob all{authorities.data(), size_t(authorities.size()), CURL_BLOB_NOCOPY};
        set(CURLOPT_CAINFO_BLOB, &all);
        set(CURLOPT_CAPATH, static_cast<const char *>(nullptr)); // else libcurl trusts a folder beside them
    }
}

void WebHandle::setProxy()
{
    const QNetworkProxy &proxy = m_job->request.proxy;
    // What the environment says of proxies was looked at by WebAccess, and goes neither before nor around what it
    // decided.
    set(CURLOPT_NOPROXY, "");
    if (proxy.type() == QNetworkProxy::NoProxy) {
        set(CURLOPT_PROXY, "");
        set(CURLOPT_RESOLVE, m_resolved.get());
        return;
    }
    const QHostAddress literal(proxy.hostName());
    if (!m_job->request.proxyAddresses.isEmpty()) {
        append(m_resolved, resolvedLine(nameAndPort(proxy.hostName(), proxy.port()), m_job->request.proxyAddresses));
    }
    set(CURLOPT_RESOLVE, m_resolved.get());
    const bool isSocks = proxy.type() == QNetworkProxy::Socks5Proxy;
    const QByteArray host = literal.isNull() ? QUrl::toAce(proxy.hostName()) : bracketed(literal);
    set(CURLOPT_PROXY, host.constData());
    set(CURLOPT_PROXYPORT, long(proxy.port()));
    set(CURLOPT_PROXYTYPE, long(isSocks ? CURLPROXY_SOCKS5_HOSTNAME : CURLPROXY_HTTP));
    set(CURLOPT_HTTPPROXYTUNNEL, 1L);
    set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    set(CURLOPT_HEADEROPT, long(CURLHEADER_SEPARATE)); // what is for the server is not for the proxy
    set(CURLOPT_SOCKS5_AUTH, long(CURLAUTH_BASIC));
    set(CURLOPT_PROXYAUTH, long(CURLAUTH_BASIC | CURLAUTH_DIGEST));
    if (!proxy.user().isEmpty()) {
        set(CURLOPT_PROXYUSERNAME, proxy.user().toUtf8().constData());
        set(CURLOPT_PROXYPASSWORD, proxy.password().toUtf8().constData());
    }
}

void WebHandle::setBody()
{
    append(m_headers, "Accept-Encoding: identity");
    append(m_headers, "Expect:"); // few servers say that it may go on, and a second would be waited for that
    const auto isBreak = [](char each) { return each == '\r' || each == '\n' || each == '\0'; };
    for (const auto &[name, value] : std::as_const(m_job->request.headers)) {
        // The type of a file that is passed on is what its sender called it, and libcurl sends a line as it is.
        if (std::none_of(value.cbegin(), value.cend(), isBreak)) {
            append(m_headers, name + ": " + value);
        }
    }
    set(CURLOPT_HTTPHEADER, m_headers.get());
    const std::lock_guard lock(m_job->mutex);
    const auto size = m_job->body ? m_job->body->wireSize() : std::nullopt;
    if (size) {
        m_toSend = *size;
        set(CURLOPT_UPLOAD, 1L);
        set(CURLOPT_INFILESIZE_LARGE, curl_off_t(*size));
        set(CURLOPT_UPLOAD_BUFFERSIZE, sentPiece);
        set(CURLOPT_READFUNCTION, &Callbacks::bytesWanted);
        set(CURLOPT_READDATA, this);
        // On a line that the other side closed it could not be sent again: what was sealed is sealed once.
        set(CURLOPT_FRESH_CONNECT, 1L);
    }
}

bool WebHandle::isWanted() const
{
    const std::lock_guard lock(m_job->mutex);
    return m_job->body != nullptr;
}

bool WebHandle::mayConnect(const QHostAddress &address)
{
    const WebRequest &request = m_job->request;
    const bool may = request.proxy.type() != QNetworkProxy::NoProxy || request.reach == WebRequest::Reach::Everywhere
        || !WebPolicy::isPrivate(address);
    if (!may) {
        m_refused = address;
    }
    return may;
}

/// One line of it. False: no more is wanted.
bool WebHandle::readHead(QByteArrayView line)
{
    m_headBytes += line.size(); // not among what came before it is whole: line by line it would never end
    if (m_headBytes > longestHead) {
        return false;
    }
    if (m_isBegun) { // what stands behind a body
        return true;
    }
    const QByteArrayView said = line.trimmed();
    if (said.startsWith("HTTP/")) {
        m_head = {};
        const QByteArray number = said.toByteArray().simplified().split(' ').value(1);
        m_head.status = number.size() == 3 ? number.toInt() : 0;
        return true;
    }
    if (!said.isEmpty()) {
        const qsizetype colon = std::max<qsizetype>(said.indexOf(':'), 0);
        const QByteArray name = said.first(colon).toByteArray().toLower();
        const QByteArray value = said.sliced(colon).mid(1).trimmed().toByteArray();
        if (name == "location") {
            m_head.location = value;
        } else if (name == "content-range") {
            m_head.contentRange = value;
        } else if (name == "content-type") {
            m_head.contentType = value;
        } else if (name == "content-length") {
            bool isNumber = false;
            const qint64 length = value.toLongLong(&isNumber);
            m_head.length = isNumber && length >= 0 ? std::optional(length) : std::nullopt;
        }
        return true;
    }
    if (m_head.status >= 100 && m_head.status < 200) { // another follows
        return true;
    }
    m_isBegun = true;
    m_received += m_headBytes;
    const std::lock_guard lock(m_job->mutex);
    m_isEnough = m_job->body && m_job->body->begin(m_head) == WebBody::Verdict::Enough;
    return m_job->body && !m_isEnough;
}

qint64 WebHandle::sent() const
{
    curl_off_t bytes = 0;
    return curl_easy_getinfo(m_easy.get(), CURLINFO_SIZE_UPLOAD_T, &bytes) == CURLE_OK ? qint64(bytes) : 0;
}

/// ms without a byte. Once all has left it is the server that works, and has nothing to say before it is done.
int WebHandle::patience() const
{
    const WebRequest &request = m_job->request;
    return request.verdict > 0 && m_toSend >= 0 && sent() >= m_toSend ? request.verdict : request.idle;
}

/// Each of the two, the line and the disk, has all of the patience for itself.
void WebHandle::restAt(bool isPaused)
{
    m_isPaused = isPaused;
    m_silence.restart();
}

int WebHandle::goOn()
{
    if (!m_isPaused || m_answer || !m_job->call->take()) {
        return CURLE_OK;
    }
    restAt(false);
    return curl_easy_pause(m_easy.get(), CURLPAUSE_CONT); // which may give the body what it did not take
}

int WebHandle::look()
{
    if (m_answer) { // asked only where it called: each question may take a moment
        const bool isCalled = m_job->call->take();
        if (isCalled) {
            m_silence.restart(); // a piece was written; there are only so many
        }
        return isCalled && tellEnd() ? std::numeric_limits<int>::max()
                                       : int(std::max<qint64>(m_job->request.idle - m_silence.elapsed(), 0));
    }
    const qint64 now = m_received + sent();
    if (now != m_seen) {
        m_seen = now;
        m_silence.restart();
    }
    if (m_seen != m_toldOf && m_told.hasExpired(movedEvery)) {
        m_toldOf = m_seen;
        m_told.restart();
        const std::lock_guard lock(m_job->mutex);
        if (m_job->body) {
            const WebBody::Way way = m_job->body->way(sent());
            QMetaObject::invokeMethod(m_job->context, [job = m_job, way] {
                if (!job->isStopped && job->moved) {
                    job->moved(way.done, way.total);
                }
            }, Qt::QueuedConnection);
        }
    }
    return int(std::max<qint64>(patience() - m_silence.elapsed(), 0));
}

Error WebHandle::failure(int code) const
{
    const QString host = m_job->request.host();
    const QString proxy = m_job->request.proxy.hostName();
    const QByteArray said(m_words.constData());
    const QString plain = QString::fromUtf8(curl_easy_strerror(CURLcode(code)));
    const QString words = said.isEmpty() ? plain : QString::fromUtf8(said);
    if (m_headBytes > longestHead) {
        return {ErrorKind::Unavailable, u"a head without an end"_s, host};
    }
    long connectStatus = 0;
    curl_easy_getinfo(m_easy.get(), CURLINFO_HTTP_CONNECTCODE, &connectStatus);
    if (connectStatus >= 300) { // of the proxy (RFC 9110, 9.3.6): it wants a password, or does not get there
        const bool isPassword = connectStatus == 407;
        const ErrorKind kind = isPassword ? ErrorKind::ProxyPassword : ErrorKind::ConnectionLost;
        return {kind, u"the proxy says HTTP %1"_s.arg(connectStatus), isPassword ? proxy : host};
    }
    switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST: return {ErrorKind::ServerNotFound, plain, host};
    case CURLE_COULDNT_RESOLVE_PROXY: return {ErrorKind::Proxy, plain, proxy};
    case CURLE_COULDNT_CONNECT: {
        if (!m_refused.isNull()) {
            return {ErrorKind::UnsafeAddress, u"an address of this network: "_s + m_refused.toString(), host};
        }
        long reason = 0;
        curl_easy_getinfo(m_easy.get(), CURLINFO_OS_ERRNO, &reason);
        const bool isProxied = m_job->request.proxy.type() != QNetworkProxy::NoProxy;
        const ErrorKind kind = isProxied ? ErrorKind::Proxy : ErrorKind::ConnectionRefused;
        return {reason == ETIMEDOUT ? ErrorKind::Timeout : kind, words, isProxied ? proxy : host};
    }
    case CURLE_PROXY: {
        long reason = CURLPX_OK;
        curl_easy_getinfo(m_easy.get(), CURLINFO_PROXY_ERROR, &reason);
        const bool isPassword = reason == CURLPX_USER_REJECTED || reason == CURLPX_NO_AUTH
            || reason == CURLPX_REPLY_NOT_ALLOWED;
        const bool isTarget = reason >= CURLPX_REPLY_ADDRESS_TYPE_NOT_SUPPORTED && reason <= CURLPX_REPLY_UNASSIGNED;
        return {isPassword ? ErrorKind::ProxyPassword : isTarget ? ErrorKind::ConnectionLost : ErrorKind::Proxy, words,
                isTarget && !isPassword ? host : proxy};
    }
    case CURLE_OPERATION_TIMEDOUT: return {ErrorKind::Timeout, plain, host};
    case CURLE_PEER_FAILED_VERIFICATION: case CURLE_SSL_CACERT_BADFILE: case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_INVALIDCERTSTATUS: return {ErrorKind::Certificate, words, host};
    case CURLE_SSL_CONNECT_ERROR: return {isBroken(said) ? ErrorKind::ConnectionLost : ErrorKind::Certificate, words, host};
    case CURLE_UNSUPPORTED_PROTOCOL: case CURLE_WEIRD_SERVER_REPLY: case CURLE_BAD_CONTENT_ENCODING:
    case CURLE_TOO_LARGE:
        return {ErrorKind::Unavailable, plain, host};
    case CURLE_OUT_OF_MEMORY: case CURLE_FAILED_INIT: case CURLE_UNKNOWN_OPTION:
        return {ErrorKind::Internal, plain, host};
    default: return {ErrorKind::ConnectionLost, plain, host};
    }
}

void WebHandle::finish(int code)
{
    WebAnswer answer{m_head, m_easy ? sent() : 0, {}};
    if (code != CURLE_OK && !m_isEnough) {
        answer.failure = m_easy ? failure(code) : Error{ErrorKind::Internal, u"libcurl: no handle"_s, {}};
    }
    end(std::move(answer));
}

void WebHandle::giveUp()
{
    const WebRequest &request = m_job->request;
    if (!m_answer && !m_isPaused) {
        end({m_head, sent(), Error{ErrorKind::Timeout, u"not a byte in %1 ms"_s.arg(patience()), request.host()}});
        return;
    }
    // It is the disk that hangs, which is none of the server's fault, and no second attempt would find it better.
    WebAnswer answer = m_answer.value_or(WebAnswer{m_head, sent(), {}});
    if (!answer.failure) {
        answer.failure = Error{ErrorKind::Storage, u"the disk moves nothing in %1 ms"_s.arg(request.idle), {}};
    }
    {
        const std::lock_guard lock(m_job->mutex);
        if (m_job->body) {
            m_job->body->abandon();
        }
    }
    end(std::move(answer));
}

void WebHandle::end(WebAnswer answer)
{
    m_answer = std::move(answer);
    m_silence.restart();
    tellEnd();
}

/// False: the body is not through.
bool WebHandle::tellEnd()
{
    const std::lock_guard lock(m_job->mutex);
    if (!m_job->body) {
        return true;
    }
    if (!m_job->body->end()) {
        return false;
    }
    m_job->body = nullptr;
    QMetaObject::invokeMethod(m_job->context, [job = m_job, answer = *m_answer] {
        if (!job->isStopped) {
            const auto ended = std::move(job->ended); // it may destroy the transfer
            ended(answer);
        }
    }, Qt::QueuedConnection);
    return true;
}

} // namespace jackdaw
