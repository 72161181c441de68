// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/OpenRequests.h"

#include "base/Log.h"
#include "xmpp/Dom.h"

namespace jackdaw {

OpenRequests::~OpenRequests() = default;

void OpenRequests::add(const QString &id, const Jid &asked, int milliseconds, QObject *context, Done done)
{
    finish(id, Error{ErrorKind::Cancelled, QStringLiteral("asked again under the same id"), {}});
    auto timer = std::make_unique<QTimer>();
    timer->setSingleShot(true);
    QObject::connect(timer.get(), &QTimer::timeout, timer.get(), [this, id, milliseconds] {
        finish(id, Error{ErrorKind::Timeout, QStringLiteral("no answer within %1 s").arg(milliseconds / 1000), {}});
    });
    timer->start(milliseconds);
    m_open.emplace(id, Request{asked, context, std::move(done), std::move(timer)});
}

void OpenRequests::take(const Authority &authority, const QDomElement &iq)
{
    const QString id = iq.attribute(QStringLiteral("id"));
    const auto open = m_open.find(id);
    if (open == m_open.end()) {
        return;
    }
    const Sender sender = Sender::of(iq);
    if (!authority.mayAnswer(sender, open->second.asked)) {
        qCInfo(log::connection) << "dropped an answer of" << sender.toString() << "who was not asked";
        return;
    }
    finish(id, iq.attribute(QStringLiteral("type")) == u"error" ? Result<QDomElement>(stanzaError(iq))
                                                                : Result<QDomElement>(iq));
}

void OpenRequests::finish(const QString &id, const Result<QDomElement> &result)
{
    auto found = m_open.extract(id);
    if (found.empty()) {
        return;
    }
    Request &request = found.mapped();
    // Not at once: this may be its own signal.
    request.timer->stop();
    request.timer.release()->deleteLater();
    if (request.context) {
        request.done(result);
    }
}

void OpenRequests::failAll(const Error &error)
{
    // What is answered may ask again.
    const auto open = std::exchange(m_open, {});
    for (const auto &[id, request] : open) {
        request.timer->stop();
        if (request.context) {
            request.done(error);
        }
    }
}

} // namespace jackdaw
