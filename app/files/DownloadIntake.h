// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"
#include "files/TransferLimits.h"
#include "files/WebBody.h"

#include <QElapsedTimer>

#include <memory>
#include <optional>

namespace jackdaw {

class DownloadBody;
class PieceWriter;

/// What of a web server's answer goes into a file that is fetched: only what was asked for, from where it was asked
/// for, no more than may come and not slower than a person waits. Owned by DownloadService for one request; works on
/// the thread of the transfers, and is asked what became of it after that. Believes no length that it is told.
class DownloadIntake : public WebBody
{
public:
    /// Longer than `most`: somebody lied, or it is too large.
    enum class Longer { Lie, TooLarge };
    struct Bounds
    {
        qint64 most = 0; ///< bytes
        Longer longer = Longer::TooLarge;
        QString host;
    };

    DownloadIntake(DownloadBody &body, Bounds bounds, const TransferLimits &limits);
    ~DownloadIntake() override; // the body is nobody's then

    Verdict begin(const WebHead &head) override;
    Verdict take(QByteArrayView bytes) override;
    void end() override;
    Way way(qint64 sent) const override;

    /// Why it was broken off.
    const std::optional<Error> &refused() const { return m_refused; }
    /// Bytes that are to come in all; 0: nobody has said.
    qint64 total() const { return m_total; }

private:
    Verdict refuse(const Error &why);
    Error tooLong() const;

    DownloadBody &m_body;
    Bounds m_bounds;
    TransferLimits m_limits;
    std::optional<Error> m_refused;
    qint64 m_came = 0;  ///< bytes in all, whatever of it is in the body yet
    qint64 m_total = 0;
    qint64 m_inAnswer = 0;
    qint64 m_inWindow = 0;
    QElapsedTimer m_window;
    std::unique_ptr<PieceWriter> m_writer; ///< of what is large; the body is in its hands then
};

} // namespace jackdaw
