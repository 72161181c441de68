// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"

#include <QObject>
#include <QString>
#include <functional>

namespace jackdaw {

/// Looks whether an XMPP server can be found for a domain: SRV records (RFC 6120, 3.2; XEP-0368), else an address of the
/// domain itself. Says nothing to the server. Deletes itself after `done`, or with `parent`. Engine thread.
class ServerProbe : public QObject
{
    Q_OBJECT
public:
    /// Value: the host found. Errors: ServerNotFound, Timeout (10 s).
    static void start(const QString &domain, QObject *parent, std::function<void(Result<QString>)> done);

private:
    ServerProbe(const QString &domain, QObject *parent, std::function<void(Result<QString>)> done);
    void lookUpService(const QString &service, std::function<void()> otherwise);
    void lookUpAddress();
    void finish(Result<QString> result);

    QString m_domain;
    std::function<void(Result<QString>)> m_done;
};

} // namespace jackdaw
