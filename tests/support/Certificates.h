// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QString>
#include <QTemporaryDir>
#include <memory>

namespace jackdaw::test {

/// Certificates as a test wants them, made with openssl in a folder of their own: signed by one test authority, or by
/// themselves. Owned by a test; the folder goes with it. Any thread; waits for openssl. Never touches the system's
/// certificates, and ends the program where openssl fails.
class Certificates
{
public:
    enum class Key { Curve, Rsa2048, Rsa1024 };
    enum class Signer { Authority, Itself };
    struct Wish {
        QString name = QStringLiteral("harbor.example");          ///< common name
        QString hosts = QStringLiteral("DNS:harbor.example");     ///< subjectAltName; empty: none
        Key key = Key::Curve;
        Signer signer = Signer::Authority;
        QString digest = QStringLiteral("sha256");
        QString from = QStringLiteral("20200101000000Z");
        QString until = QStringLiteral("20991231000000Z");
    };
    struct Files {
        QString certificate; ///< PEM
        QString key;         ///< PEM
    };

    Certificates();

    Files make(const Wish &wish);
    QString authorityFile() const { return m_folder.filePath(QStringLiteral("authority.pem")); }

private:
    void run(const QStringList &arguments) const;

    QTemporaryDir m_folder;
    int m_made = 0;
};

/// A TLS server on loopback that speaks only what `protocol` says ("-tls1_1", say, or "" for all), as `openssl s_server` is:
/// it needs none of the system's rules for what is safe. It says nothing of XMPP. Owned by a test; ends with it.
class BareTlsServer
{
public:
    explicit BareTlsServer(const Certificates::Files &files, const QString &protocol = {});
    ~BareTlsServer();

    quint16 port() const { return m_port; }

private:
    QProcess m_process;
    quint16 m_port = 0;
};

} // namespace jackdaw::test
