// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/BoundedGet.h"

#include "files/WebAccess.h"
#include "files/WebTransfer.h"

#include <algorithm>
#include <utility>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

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

} // namespace

/// What of an answer is kept.
class BoundedGet::Intake : public WebBody
{
public:
    Intake(const Rules &rules, const GetLimits &limits, const QUrl &url) : m_rules(rules), m_limits(limits) { m_got.url = url; }

    Verdict begin(const WebHead &head) override
    {
        if (head.status != 200) { // what it says besides is not read
            return Verdict::Enough;
        }
        readContentType(head.contentType, m_got);
        if (!m_rules.takes(m_got.mediaType)) {
            m_refused = Error{ErrorKind::NotAcceptable, u"it is "_s + QString::fromLatin1(m_got.mediaType.left(100)), m_got.url.host()};
        } else if (!m_rules.isEnough && head.length > m_limits.most) {
            m_refused = Error{ErrorKind::FileTooLarge, {}, QString::number(m_limits.most)};
        }
        return m_refused ? Verdict::Enough : Verdict::Go;
    }

    Verdict take(QByteArrayView bytes) override
    {
        const qsizetype before = m_got.bytes.size();
        const bool isOver = bytes.size() > m_limits.most - before;
        m_got.bytes += bytes.first(std::min<qsizetype>(bytes.size(), m_limits.most - before));
        // What was looked at is not looked at again, but for a mark that was cut: bytes may come one by one.
        const QByteArrayView fresh = QByteArrayView(m_got.bytes).sliced(std::max<qsizetype>(0, before - longestMark));
        if (m_rules.isEnough) {
            return isOver || m_rules.isEnough(fresh) ? Verdict::Enough : Verdict::Go;
        }
        if (isOver) {
            m_refused = Error{ErrorKind::FileTooLarge, {}, QString::number(m_limits.most)};
        }
        return isOver ? Verdict::Enough : Verdict::Go;
    }

    Way way(qint64) const override { return {m_got.bytes.size(), 0}; }

    Result<Got> result() { return m_refused ? Result<Got>(*m_refused) : Result<Got>(std::move(m_got)); }

private:
    const Rules &m_rules;
    const GetLimits m_limits;
    Got m_got;
    std::optional<Error> m_refused;
};

BoundedGet::BoundedGet(WebAccess &web, Rules rules, const GetLimits &limits, QObject *parent)
    : QObject(parent), m_web(web), m_rules(std::move(rules)), m_limits(limits)
{
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        finish(Error{ErrorKind::Timeout, u"it takes too long"_s, m_url.host()});
    });
}

BoundedGet::~BoundedGet() = default;

void BoundedGet::get(const QUrl &url, Callback done)
{
    m_done = std::move(done);
    m_url = url;
    m_url.setFragment({}); // a place in the page is the reader's own
    m_patience.start(m_limits.whole);
    ask();
}

void BoundedGet::ask()
{
    m_web.prepare(m_url, m_limits.idle, this, [this](Result<WebRequest> prepared) {
        if (!m_done) {
            return;
        }
        if (!prepared) {
            finish(prepared.error());
            return;
        }
        WebRequest request = std::move(prepared).value();
        request.headers.append({"Accept", m_rules.accept});
        m_intake = std::make_unique<Intake>(m_rules, m_limits, m_url);
        m_transfer = std::make_unique<WebTransfer>(m_web.thread(), std::move(request), *m_intake, this, nullptr,
                                                   [this](const WebAnswer &answer) { takeEnd(answer); });
    }, m_rules.policy);
}

void BoundedGet::takeEnd(const WebAnswer &answer)
{
    m_transfer.reset();
    const int status = answer.head.status;
    if (status == 301 || status == 302 || status == 303 || status == 307 || status == 308) {
        QUrl next = m_url.resolved(QUrl(QString::fromUtf8(answer.head.location)));
        next.setFragment({});
        const Status may = m_rules.policy.mayFollow(m_url, next);
        if (!may || ++m_redirects > m_limits.redirects) {
            finish(may ? Error{ErrorKind::Unavailable, u"too many redirects"_s, next.host()} : may.error());
            return;
        }
        m_url = next;
        ask();
        return;
    }
    if (status != 200 && !(status == 0 && answer.failure)) { // whatever number a server thinks of
        const bool isGone = status == 404 || status == 410;
        finish(Error{isGone ? ErrorKind::NotFound : ErrorKind::Unavailable, u"HTTP %1"_s.arg(status), m_url.host()});
        return;
    }
    finish(answer.failure ? Result<Got>(*answer.failure) : m_intake->result());
}

void BoundedGet::finish(Result<Got> result)
{
    m_transfer.reset();
    m_patience.stop();
    if (const Callback done = std::exchange(m_done, {})) {
        done(std::move(result));
    }
}

} // namespace jackdaw
