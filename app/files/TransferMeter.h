// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Alarm.h"
#include "base/Ids.h"
#include "files/TransferProgress.h"

#include <QHash>
#include <QObject>

#include <memory>
#include <vector>

namespace jackdaw {

class Clock;

/// How fast the files of an account move, whatever way they go: bytes a second over the last five, told anew each
/// second, so that a person can read it. Owned by Features, engine thread. Only what moved since it was last silent
/// counts, so that what an earlier attempt left, or a pause, makes nothing fast or slow. What does not move for three
/// seconds has no speed, for ten it is stalled. Keeps nothing of what has ended, and wakes nobody after that.
class TransferMeter : public QObject
{
    Q_OBJECT
public:
    TransferMeter(const Clock &clock, std::unique_ptr<Alarm> alarm, QObject *parent = nullptr);

    /// So far it is now. Fewer bytes than before: it begins anew. As many: nothing moved.
    void note(MessageId message, qint64 done, qint64 total);
    /// Nothing of it moves any more: it waits, or it has ended.
    void rest(MessageId message);

Q_SIGNALS:
    void moved(jackdaw::MessageId message, const jackdaw::TransferProgress &progress);

private:
    struct Sample { qint64 at = 0; qint64 done = 0; }; ///< ms of Clock::elapsed(), bytes
    struct Way
    {
        TransferProgress now;
        std::vector<Sample> samples; ///< of the window, and one before it
        qint64 reckoned = 0;         ///< when the speed was
    };

    void wakeIn(qint64 milliseconds);
    void lookForSilence();

    const Clock &m_clock;
    std::unique_ptr<Alarm> m_alarm;
    qint64 m_due = -1; ///< when the alarm rings; negative: it does not
    QHash<MessageId, Way> m_ways;
};

} // namespace jackdaw
