// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"
#include "files/PieceWriter.h"
#include "files/TransferLimits.h"
#include "files/WebBody.h"

#include <QElapsedTimer>

#include <memory>
#include <optional>
#include <utility>

namespace jackdaw {

class DownloadBody;

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

    /// `body` is the writer's, too, until that has let go of it.
    DownloadIntake(std::shared_ptr<DownloadBody> body, Bounds bounds, const TransferLimits &limits);
    ~DownloadIntake() override;

    void onReady(std::function<void()> ready) override { m_writer.onReady(std::move(ready)); }
    Verdict begin(const WebHead &head) override;
    Verdict take(QByteArrayView bytes) override;
    bool end() override;
    void abandon() override { m_writer.stop(); }
    Way way(qint64 sent) const override;

    /// Why it was broken off.
    const std::optional<Error> &refused() const { return m_refused; }
    /// Bytes that are to come in all; 0: nobody has said.
    qint64 total() const { return m_total; }

private:
    Verdict refuse(const Error &why);
    Error tooLong() const;

    const std::shared_ptr<DownloadBody> m_body; ///< in the writer's hands between the head and the end
    Bounds m_bounds;
    TransferLimits m_limits;
    std::optional<Error> m_refused;
    qint64 m_came = 0;  ///< bytes in all, whatever of it is in the body yet
    qint64 m_total = 0;
    qint64 m_inWindow = 0;
    QElapsedTimer m_window;
    PieceWriter m_writer;
};

} // namespace jackdaw
