// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"

#include <QObject>
#include <functional>

namespace jackdaw {

/// What ConnectionSupervisor keeps up, as it sees it: a stream that is opened, lost, pinged and cut. Connection is the
/// one; tests of the supervisor have another. Owned by AccountService, beside the supervisor; engine thread. Never
/// tries anything by itself.
class Link : public QObject
{
    Q_OBJECT
public:
    enum class Session { New, Resumed };
    Q_ENUM(Session)

    using QObject::QObject;

    /// Starts one attempt; ends in sessionStarted or attemptFailed. Without effect while an attempt or a session runs.
    virtual void open(const QString &password) = 0;
    /// Ends the stream in order, or stops an attempt. No signal but sessionEnded, where there was a session.
    virtual void close() = 0;
    /// Cuts a link that is dead, so that the session can be resumed (XEP-0198, 5), or an attempt. Ends in sessionLost or
    /// attemptFailed.
    virtual void cut(const Error &why) = 0;
    virtual bool isOnline() const = 0;
    /// Would open() try to go on with the last session? If the server refuses, that is a second stream for one attempt.
    virtual bool mayResume() const = 0;
    /// The address of our end is not this computer's any more: nothing can ever arrive.
    virtual bool hasLostItsAddress() const = 0;
    /// How many messages the server has not acknowledged yet (XEP-0198, 4), or, where it does not do that, not shown to have.
    virtual int unacknowledged() const = 0;
    /// Asks the server for a sign of life (XEP-0199); an error is one too. `answered` is not called without an answer.
    virtual void ping(QObject *context, std::function<void()> answered) = 0;
    /// Asked before an attempt opens a stream beside its first: it was redirected, or could not be resumed. Who says no ends
    /// the attempt. Nobody to be asked: it may.
    void askBeforeMoreStreams(std::function<bool()> mayOpen) { m_mayOpen = std::move(mayOpen); }

Q_SIGNALS:
    void attemptStarted();
    void attemptFailed(const jackdaw::Error &error);
    void sessionStarted(jackdaw::Link::Session session);
    /// Without our doing.
    void sessionLost(const jackdaw::Error &error);
    /// By close().
    void sessionEnded();
    void bytesReceived();
    /// A message went out, or was acknowledged.
    void unacknowledgedChanged();

protected:
    bool mayOpenAnotherStream() const { return !m_mayOpen || m_mayOpen(); }

private:
    std::function<bool()> m_mayOpen;
};

} // namespace jackdaw
