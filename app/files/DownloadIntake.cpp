// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/DownloadIntake.h"

#include "files/DownloadBody.h"
#include "files/PieceWriter.h"

#include <utility>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 smallAnswer = 4 * 1024 * 1024; ///< bytes that are not worth a thread

} // namespace

DownloadIntake::DownloadIntake(DownloadBody &body, Bounds bounds, const TransferLimits &limits)
    : m_body(body), m_bounds(std::move(bounds)), m_limits(limits)
{
    m_window.start();
}

DownloadIntake::~DownloadIntake() = default;

WebBody::Verdict DownloadIntake::refuse(const Error &why)
{
    m_refused = why;
    return Verdict::Enough;
}

Error DownloadIntake::tooLong() const
{
    return m_bounds.longer == Longer::Lie ? Error{ErrorKind::FileBroken, u"longer than was said"_s, {}}
                                          : Error{ErrorKind::FileTooLarge, {}, QString::number(m_bounds.most)};
}

WebBody::Verdict DownloadIntake::begin(const WebHead &head)
{
    if (head.status != 200 && head.status != 206) { // what it says besides is not read: nothing limits how long that is
        return Verdict::Enough;
    }
    const bool isElsewhere = head.status == 206
        && !head.contentRange.startsWith("bytes " + QByteArray::number(m_body.resumesAt()) + '-');
    if (head.status == 200 || isElsewhere) { // it gives the whole again, or what nobody can use
        if (const Status again = m_body.restart(); !again) {
            return refuse(again.error());
        }
    }
    m_came = m_body.received();
    m_total = head.length ? m_came + *head.length : 0;
    return isElsewhere ? refuse({ErrorKind::FileBroken, u"another range than was asked for"_s, {}})
        : m_total > m_bounds.most ? refuse(tooLong()) : Verdict::Go;
}

WebBody::Verdict DownloadIntake::take(QByteArrayView bytes)
{
    m_came += bytes.size();
    if (m_came > m_bounds.most) {
        return refuse(tooLong());
    }
    m_inAnswer += bytes.size();
    if (!m_writer && m_inAnswer > smallAnswer) {
        m_writer = std::make_unique<PieceWriter>([this](QByteArrayView piece) { return m_body.append(piece); });
    }
    if (const Status written = m_writer ? m_writer->add(bytes) : m_body.append(bytes); !written) {
        return refuse(written.error());
    }
    m_inWindow += bytes.size();
    if (m_window.hasExpired(m_limits.window)) {
        if (m_inWindow < m_limits.leastInWindow) { // drop by drop it would never end
            return refuse({ErrorKind::Timeout, u"too slow"_s, m_bounds.host});
        }
        m_window.restart();
        m_inWindow = 0;
    }
    return Verdict::Go;
}

void DownloadIntake::end()
{
    Status written = m_writer ? m_writer->finish() : Status(Done{});
    m_writer.reset();
    if (written) {
        written = m_body.flush();
    }
    if (!written && !m_refused) {
        m_refused = written.error();
    }
}

WebBody::Way DownloadIntake::way(qint64) const
{
    return {m_came, m_total};
}

} // namespace jackdaw
