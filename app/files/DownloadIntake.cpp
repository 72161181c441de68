// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/DownloadIntake.h"

#include "files/DownloadBody.h"

#include <utility>

namespace jackdaw {

using namespace Qt::StringLiterals;

DownloadIntake::DownloadIntake(std::shared_ptr<DownloadBody> body, Bounds bounds, const TransferLimits &limits)
    : m_body(std::move(body))
    , m_bounds(std::move(bounds))
    , m_limits(limits)
    , m_writer([to = m_body](QByteArrayView piece) { return piece.isEmpty() ? to->flush() : to->append(piece); })
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
        && !head.contentRange.startsWith("bytes " + QByteArray::number(m_body->resumesAt()) + '-');
    const bool isAnew = m_body->received() > 0 && (head.status == 200 || isElsewhere);
    m_came = isAnew ? 0 : m_body->received();
    if (isAnew) { // it gives the whole again, or what nobody can use; and the disk may take its time to forget the rest
        if (const Status again = m_writer.begin([to = m_body] { return to->restart(); }); !again) {
            return refuse(again.error());
        }
    }
    m_total = head.length ? m_came + *head.length : 0;
    return isElsewhere ? refuse({ErrorKind::FileBroken, u"another range than was asked for"_s, {}})
        : m_total > m_bounds.most ? refuse(tooLong()) : Verdict::Go;
}

WebBody::Verdict DownloadIntake::take(QByteArrayView bytes)
{
    if (!m_writer.hasRoom(bytes.size())) {
        return Verdict::Later;
    }
    m_came += bytes.size();
    if (m_came > m_bounds.most) {
        return refuse(tooLong());
    }
    if (const Status written = m_writer.add(bytes); !written) {
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

bool DownloadIntake::end()
{
    const auto written = m_writer.finish();
    if (written && !*written && !m_refused && written->error().kind != ErrorKind::Cancelled) {
        m_refused = written->error();
    }
    return written.has_value();
}

WebBody::Way DownloadIntake::way(qint64) const
{
    return {m_came, m_total};
}

} // namespace jackdaw
