// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/Certificates.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QObject>
#include <QSslServer>

namespace jackdaw::test {

/// A web server on loopback that answers every request with one page, over TLS. Owned by a test, on its thread; works
/// while its event loop runs. Looks at no path and at no header: requests() tells what was asked for, and the test
/// judges it.
class HttpsPage : public QObject
{
    Q_OBJECT
public:
    HttpsPage(const Certificates::Files &files, const QByteArray &page);

    quint16 port() const { return m_server.serverPort(); }
    /// The head of every request so far.
    QByteArrayList requests() const { return m_requests; }

private:
    QSslServer m_server;
    QByteArray m_page;
    QByteArrayList m_requests;
};

} // namespace jackdaw::test
