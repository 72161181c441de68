// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/Certificates.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;

namespace jackdaw::test {

Certificates::Certificates()
{
    // The system's openssl.cnf would add extensions that a test did not ask for.
    QFile config(m_folder.filePath(u"openssl.cnf"_s));
    if (!config.open(QIODevice::WriteOnly)) {
        qFatal("no folder for certificates");
    }
    config.write("[req]\ndistinguished_name = name\nprompt = no\n[name]\nCN = unused\n"
                 "[authority]\nbasicConstraints = critical,CA:TRUE\nkeyUsage = keyCertSign\nsubjectKeyIdentifier = hash\n"
                 "[server]\nbasicConstraints = CA:FALSE\nsubjectKeyIdentifier = hash\n");
    config.close();
    run({u"req"_s, u"-x509"_s, u"-config"_s, u"openssl.cnf"_s, u"-extensions"_s, u"authority"_s, u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s,
         u"ec_paramgen_curve:prime256v1"_s, u"-nodes"_s, u"-subj"_s, u"/CN=Test Authority"_s, u"-days"_s, u"3650"_s,
         u"-keyout"_s, u"authority.key"_s, u"-out"_s, u"authority.pem"_s});
}

void Certificates::run(const QStringList &arguments) const
{
    QProcess openssl;
    openssl.setWorkingDirectory(m_folder.path());
    openssl.start(u"openssl"_s, arguments);
    if (!openssl.waitForFinished() || openssl.exitCode() != 0) {
        qFatal("openssl made no certificate: %s", openssl.readAllStandardError().constData());
    }
}

Certificates::Files Certificates::make(const Wish &wish)
{
    const QString name = u"c"_s + QString::number(++m_made);
    QStringList arguments{u"req"_s, u"-x509"_s, u"-config"_s, u"openssl.cnf"_s, u"-extensions"_s, u"server"_s, u"-nodes"_s};
    switch (wish.key) {
    case Key::Curve: arguments << u"-newkey"_s << u"ec"_s << u"-pkeyopt"_s << u"ec_paramgen_curve:prime256v1"_s; break;
    case Key::Rsa2048: arguments << u"-newkey"_s << u"rsa:2048"_s; break;
    case Key::Rsa1024: arguments << u"-newkey"_s << u"rsa:1024"_s; break;
    }
    arguments << u"-subj"_s << u"/CN="_s + wish.name << u"-"_s + wish.digest << u"-not_before"_s << wish.from << u"-not_after"_s
              << wish.until << u"-keyout"_s << name + u".key"_s << u"-out"_s << name + u".pem"_s;
    if (!wish.hosts.isEmpty()) {
        arguments << u"-addext"_s << u"subjectAltName="_s + wish.hosts;
    }
    if (wish.signer == Signer::Authority) {
        arguments << u"-CA"_s << u"authority.pem"_s << u"-CAkey"_s << u"authority.key"_s;
    }
    run(arguments);
    return {m_folder.filePath(name + u".pem"_s), m_folder.filePath(name + u".key"_s)};
}

BareTlsServer::BareTlsServer(const Certificates::Files &files, const QString &protocol)
{
    QStringList arguments{u"s_server"_s, u"-accept"_s, u"127.0.0.1:0"_s, u"-cert"_s, files.certificate, u"-key"_s, files.key,
                          u"-cipher"_s, u"ALL:@SECLEVEL=0"_s};
    if (!protocol.isEmpty()) {
        arguments << protocol;
    }
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    m_process.start(u"openssl"_s, arguments);
    static const QRegularExpression accepting(u"ACCEPT 127\\.0\\.0\\.1:(\\d+)"_s);
    QByteArray said;
    const bool ready = QTest::qWaitFor([&] {
        said += m_process.readAll();
        const auto match = accepting.match(QString::fromUtf8(said));
        m_port = match.captured(1).toUShort();
        return m_port != 0 || m_process.state() == QProcess::NotRunning;
    }, 10'000);
    if (!ready || m_port == 0) {
        qFatal("openssl does not serve: %s", said.constData());
    }
}

BareTlsServer::~BareTlsServer()
{
    m_process.kill();
    m_process.waitForFinished();
}

} // namespace jackdaw::test
