// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/Certificates.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QObject>
#include <QSslServer>

#include <functional>

QT_BEGIN_NAMESPACE
class QTcpSocket;
QT_END_NAMESPACE

namespace jackdaw::test {

/// A web server on loopback over TLS that does to each request what a test says: it may answer, lie, drip or say nothing at all.
/// Owned by a test, on its thread; works while its event loop runs. Judges nothing.
class HostileWeb : public QObject
{
    Q_OBJECT
public:
    /// `head`: the whole head of the request. The socket goes when it is disconnected, or with this.
    using Act = std::function<void(QTcpSocket &socket, const QByteArray &head)>;
    HostileWeb(const Certificates::Files &files, Act act);

    QString url(const QString &path) const;
    QByteArrayList requests() const { return m_requests; }
    /// A whole answer; `more` are further header lines, each with its end.
    static void answer(QTcpSocket &socket, const QByteArray &status, const QByteArray &body, const QByteArray &more = {});

private:
    QSslServer m_server;
    Act m_act;
    QByteArrayList m_requests;
};

} // namespace jackdaw::test
