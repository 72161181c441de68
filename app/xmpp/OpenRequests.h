// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"
#include "xmpp/Authority.h"

#include <QDomElement>
#include <QPointer>
#include <QTimer>
#include <functional>
#include <memory>
#include <unordered_map>

namespace jackdaw {

/// The IQ requests of one stream that wait for their answers (RFC 6120, 8.2.3). In QXmpp's place, which takes any
/// answer without a sender for the answer of whoever was asked. Owned by Connection, engine thread. Sends nothing, and
/// makes up no id: Connection does both.
class OpenRequests
{
public:
    using Done = std::function<void(Result<QDomElement>)>;

    OpenRequests() = default;
    ~OpenRequests();
    Q_DISABLE_COPY_MOVE(OpenRequests)

    /// `done` is called once: with the answer, with Timeout after `milliseconds`, or with what fail() says; never if
    /// `context` is gone by then.
    void add(const QString &id, const Jid &asked, int milliseconds, QObject *context, Done done);
    /// Takes an IQ of type result or error. Whoever was not asked goes unheard, and the request stays open.
    void take(const Authority &authority, const QDomElement &iq);
    void fail(const QString &id, const Error &error) { finish(id, error); }
    void failAll(const Error &error);

private:
    struct Request {
        Jid asked;
        QPointer<QObject> context;
        Done done;
        std::unique_ptr<QTimer> timer;
    };
    void finish(const QString &id, const Result<QDomElement> &result);

    std::unordered_map<QString, Request> m_open;
};

} // namespace jackdaw
