// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/Clock.h"
#include "support/Certificates.h"
#include "support/ScriptedServer.h"
#include "xmpp/Connection.h"
#include "xmpp/TlsPolicy.h"

#include <QSignalSpy>
#include <QSslCertificate>
#include <QSslError>
#include <QTest>

using namespace jackdaw;
using namespace Qt::StringLiterals;
using test::BareTlsServer;
using test::Certificates;
using test::ScriptedServer;
using Reason = CertificateReason;
using Reasons = QList<CertificateReason>;
using Key = Certificates::Key;
using Signer = Certificates::Signer;

Q_DECLARE_METATYPE(Certificates::Wish)

namespace jackdaw {
/// For the words of a test that fails.
char *toString(const Reasons &reasons)
{
    QStringList numbers;
    for (Reason reason : reasons) {
        numbers += QString::number(int(reason));
    }
    return QTest::toString(numbers.join(u' '));
}
} // namespace jackdaw

/// Servers whose certificate or TLS is not good enough: refused before a byte of XMPP, and said why.
class CertificateTest : public QObject
{
    Q_OBJECT

    SystemClock m_clock;
    std::unique_ptr<Certificates> m_certificates;

    ConnectionSettings settingsFor(quint16 port, TlsMode tls = TlsMode::Direct) const
    {
        ConnectionSettings settings;
        settings.jid = *BareJid::parse(u"mara@harbor.example");
        settings.host = u"127.0.0.1"_s;
        settings.port = port;
        settings.tls = tls;
        settings.authorityFile = m_certificates->authorityFile();
        return settings;
    }

    /// What an attempt ended with; nothing if it led to a session.
    std::optional<Error> outcome(const ConnectionSettings &settings)
    {
        Connection connection(settings, u"0f1e2d3c-0000-4000-8000-000000000001"_s, m_clock);
        QSignalSpy failed(&connection, &Connection::attemptFailed);
        connection.open(ScriptedServer::password());
        if (!QTest::qWaitFor([&] { return !failed.isEmpty() || connection.isOnline(); }, 20'000)) {
            return Error{ErrorKind::Internal, u"no end"_s, {}};
        }
        return failed.isEmpty() ? std::nullopt : std::optional(failed.first().first().value<Error>());
    }

    static Reasons reasonsOf(const std::optional<Error> &error)
    {
        return error && error->kind == ErrorKind::Certificate && error->certificate ? error->certificate->reasons : Reasons();
    }

    static QByteArray fingerprint(const Certificates::Files &files)
    {
        return QSslCertificate::fromPath(files.certificate).value(0).digest(QCryptographicHash::Sha256);
    }

private Q_SLOTS:
    void initTestCase() { m_certificates = std::make_unique<Certificates>(); }

    void acceptsWhatIsInOrder_data()
    {
        QTest::addColumn<Certificates::Wish>("wish");
        QTest::addColumn<ScriptedServer::Transport>("transport");
        QTest::newRow("direct TLS") << Certificates::Wish{} << ScriptedServer::Transport::DirectTls;
        QTest::newRow("STARTTLS") << Certificates::Wish{} << ScriptedServer::Transport::StartTls;
        QTest::newRow("RSA") << Certificates::Wish{.key = Key::Rsa2048} << ScriptedServer::Transport::DirectTls;
        QTest::newRow("wildcard") << Certificates::Wish{.hosts = u"DNS:*.harbor.example,DNS:harbor.example"_s}
                                  << ScriptedServer::Transport::DirectTls;
        QTest::newRow("capitals") << Certificates::Wish{.hosts = u"DNS:Harbor.Example"_s} << ScriptedServer::Transport::DirectTls;
    }
    void acceptsWhatIsInOrder()
    {
        QFETCH(Certificates::Wish, wish);
        QFETCH(ScriptedServer::Transport, transport);
        ScriptedServer server({.tls = m_certificates->make(wish)}, transport);
        const auto error = outcome(
            settingsFor(server.port(), transport == ScriptedServer::Transport::StartTls ? TlsMode::StartTls : TlsMode::Direct));
        QVERIFY2(!error, error ? qPrintable(error->detail) : "");
    }

    void refuses_data()
    {
        QTest::addColumn<Certificates::Wish>("wish");
        QTest::addColumn<Reasons>("reasons");
        const auto row = [](const char *name, const Certificates::Wish &wish, const Reasons &reasons) {
            QTest::newRow(name) << wish << reasons;
        };
        row("one that has ended", {.until = u"20240101000000Z"_s}, {Reason::Expired});
        row("one that has not begun", {.from = u"20900101000000Z"_s}, {Reason::NotYetValid});
        row("one of another host", {.name = u"harbor.example"_s, .hosts = u"DNS:other.example"_s}, {Reason::WrongHost});
        row("one of a host above", {.hosts = u"DNS:example"_s}, {Reason::WrongHost});
        row("a wildcard of another level", {.hosts = u"DNS:*.harbor.example"_s}, {Reason::WrongHost});
        row("a wildcard of a top level", {.hosts = u"DNS:*.example"_s}, {Reason::WrongHost});
        row("a name in the subject only", {.hosts = {}}, {Reason::NoAlternativeName});
        row("one that signs itself", {.signer = Signer::Itself}, {Reason::SelfSigned});
        row("one that signs itself and has ended", {.signer = Signer::Itself, .until = u"20240101000000Z"_s},
            {Reason::Expired, Reason::SelfSigned});
    }
    void refuses()
    {
        QFETCH(Certificates::Wish, wish);
        QFETCH(Reasons, reasons);
        for (const auto transport : {ScriptedServer::Transport::DirectTls, ScriptedServer::Transport::StartTls}) {
            const bool direct = transport == ScriptedServer::Transport::DirectTls;
            ScriptedServer server({.tls = m_certificates->make(wish)}, transport);
            const auto error = outcome(settingsFor(server.port(), direct ? TlsMode::Direct : TlsMode::StartTls));
            QCOMPARE(reasonsOf(error), reasons);
            QCOMPARE(error->subject, u"harbor.example"_s);
            // Nothing was said inside TLS.
            QVERIFY2(!server.heard().contains("<auth"), server.heard().constData());
            QVERIFY2(direct ? server.heard().isEmpty() : server.heard().endsWith("<starttls xmlns=\"urn:ietf:params:xml:ns:xmpp-tls\"/>"),
                     server.heard().constData());
        }
    }

    void refusesWhatIsWeak_data()
    {
        QTest::addColumn<Certificates::Wish>("wish");
        QTest::addColumn<QString>("protocol");
        QTest::addColumn<Reasons>("reasons");
        QTest::newRow("RSA with 1024 bits") << Certificates::Wish{.key = Key::Rsa1024} << QString() << Reasons{Reason::WeakKey};
        QTest::newRow("a SHA-1 signature") << Certificates::Wish{.digest = u"sha1"_s} << QString() << Reasons{Reason::WeakSignature};
        QTest::newRow("TLS 1.0") << Certificates::Wish{} << u"-tls1"_s << Reasons{Reason::OldProtocol};
        QTest::newRow("TLS 1.1") << Certificates::Wish{} << u"-tls1_1"_s << Reasons{Reason::OldProtocol};
    }
    void refusesWhatIsWeak()
    {
        QFETCH(Certificates::Wish, wish);
        QFETCH(QString, protocol);
        QFETCH(Reasons, reasons);
        BareTlsServer server(m_certificates->make(wish), protocol);
        QCOMPARE(reasonsOf(outcome(settingsFor(server.port()))), reasons);
    }

    void refusesAnotherAuthority()
    {
        Certificates others;
        ScriptedServer server({.tls = others.make({})});
        QCOMPARE(reasonsOf(outcome(settingsFor(server.port()))), Reasons{Reason::UnknownAuthority});
    }

    void tellsAllThatThePageShows()
    {
        const auto files = m_certificates->make({.name = u"chat server"_s, .hosts = u"DNS:a.example,DNS:b.example"_s,
                                                 .signer = Signer::Itself, .from = u"20230506070809Z"_s});
        ScriptedServer server({.tls = files});
        const auto error = outcome(settingsFor(server.port()));
        QVERIFY(error && error->certificate);
        const CertificateProblem &problem = *error->certificate;
        QCOMPARE(problem.host, u"harbor.example"_s);
        QCOMPARE(problem.subject, u"chat server"_s);
        QCOMPARE(problem.issuer, u"chat server"_s);
        QCOMPARE(QSet<QString>(problem.names.cbegin(), problem.names.cend()), (QSet<QString>{u"a.example"_s, u"b.example"_s}));
        QCOMPARE(problem.validFrom, QDateTime(QDate(2023, 5, 6), QTime(7, 8, 9), QTimeZone::UTC).toMSecsSinceEpoch());
        QCOMPARE(problem.validUntil, QDateTime(QDate(2099, 12, 31), QTime(0, 0), QTimeZone::UTC).toMSecsSinceEpoch());
        QCOMPARE(problem.fingerprint, fingerprint(files));
        QVERIFY(problem.isSelfSigned);
        QVERIFY(!problem.mayBePinned()); // for it is of another host too
    }

    void aPinStandsForTheAuthorityOfOneCertificate()
    {
        const auto pinned = m_certificates->make({.signer = Signer::Itself});
        for (const auto transport : {ScriptedServer::Transport::DirectTls, ScriptedServer::Transport::StartTls}) {
            ScriptedServer server({.tls = pinned}, transport);
            ConnectionSettings settings = settingsFor(
                server.port(), transport == ScriptedServer::Transport::DirectTls ? TlsMode::Direct : TlsMode::StartTls);
            const auto refused = outcome(settings);
            QCOMPARE(reasonsOf(refused), Reasons{Reason::SelfSigned});
            QVERIFY(refused->certificate->mayBePinned());
            settings.pinnedCertificate = refused->certificate->fingerprint;
            const auto error = outcome(settings);
            QVERIFY2(!error, error ? qPrintable(error->detail) : "");
        }
    }

    void aPinExcusesNothingElse_data()
    {
        QTest::addColumn<Certificates::Wish>("wish");
        QTest::addColumn<Reasons>("reasons");
        QTest::newRow("ended") << Certificates::Wish{.signer = Signer::Itself, .until = u"20240101000000Z"_s} << Reasons{Reason::Expired};
        QTest::newRow("other host") << Certificates::Wish{.hosts = u"DNS:other.example"_s, .signer = Signer::Itself}
                                    << Reasons{Reason::WrongHost};
        QTest::newRow("no name") << Certificates::Wish{.hosts = {}, .signer = Signer::Itself} << Reasons{Reason::NoAlternativeName};
    }
    void aPinExcusesNothingElse()
    {
        QFETCH(Certificates::Wish, wish);
        QFETCH(Reasons, reasons);
        const auto files = m_certificates->make(wish);
        ScriptedServer server({.tls = files});
        ConnectionSettings settings = settingsFor(server.port());
        settings.pinnedCertificate = fingerprint(files);
        QCOMPARE(reasonsOf(outcome(settings)), reasons);
        QVERIFY(server.heard().isEmpty());
    }

    void withAPinEveryOtherCertificateIsRefused()
    {
        const QByteArray pin = fingerprint(m_certificates->make({.signer = Signer::Itself}));
        ScriptedServer another({.tls = m_certificates->make({.signer = Signer::Itself})});
        ConnectionSettings settings = settingsFor(another.port());
        settings.pinnedCertificate = pin;
        auto error = outcome(settings);
        QCOMPARE(reasonsOf(error), (Reasons{Reason::Changed, Reason::SelfSigned}));
        QVERIFY(error->certificate->mayBePinned());
        QVERIFY(!error->certificate->isChangedOnly());

        // One that an authority signed, too: whoever pinned wants to be asked.
        ScriptedServer official({.tls = m_certificates->make({})});
        settings.port = official.port();
        error = outcome(settings);
        QCOMPARE(reasonsOf(error), Reasons{Reason::Changed});
        QVERIFY(!error->certificate->mayBePinned());
        QVERIFY(error->certificate->isChangedOnly());
        QVERIFY(official.heard().isEmpty());
    }

    void theWeakIsRefusedWhereQtFindsNothing()
    {
        // By the pure decision, as it does not depend on the system's OpenSSL.
        const TlsPolicy policy(u"harbor.example"_s, {});
        const auto judge = [&](const Certificates::Wish &wish) {
            const auto chain = QSslCertificate::fromPath(m_certificates->make(wish).certificate);
            const auto verdict = policy.judge(chain, {}, m_clock.now());
            return verdict.problem ? verdict.problem->reasons : Reasons();
        };
        QCOMPARE(judge({}), Reasons());
        QCOMPARE(judge({.key = Key::Rsa2048}), Reasons());
        QCOMPARE(judge({.key = Key::Rsa1024}), Reasons{Reason::WeakKey});
        QCOMPARE(judge({.digest = u"sha1"_s}), Reasons{Reason::WeakSignature});
        QCOMPARE(judge({.key = Key::Rsa2048, .signer = Signer::Itself, .digest = u"md5"_s}), Reasons{Reason::WeakSignature});
        QCOMPARE(judge({.hosts = {}, .until = u"20240101000000Z"_s}), (Reasons{Reason::Expired, Reason::NoAlternativeName}));
        QCOMPARE(policy.judge(QSsl::TlsV1_2), std::optional<CertificateProblem>());
        QCOMPARE(policy.judge(QSsl::TlsV1_3), std::optional<CertificateProblem>());
        QVERIFY(policy.judge(QSsl::UnknownProtocol));
        QVERIFY(policy.judge(QList<QSslCertificate>(), {}, m_clock.now()).problem);
    }

    void aBadAuthorityInTheChainIsNotTheServersOwnFault()
    {
        const TlsPolicy policy(u"harbor.example"_s, {});
        const auto leaf = QSslCertificate::fromPath(m_certificates->make({}).certificate);
        const auto authority = QSslCertificate::fromPath(m_certificates->authorityFile());
        const auto verdict = policy.judge(leaf + authority, {QSslError(QSslError::CertificateExpired, authority.first())}, m_clock.now());
        QVERIFY(verdict.problem);
        QCOMPARE(verdict.problem->reasons, Reasons{Reason::IssuerOutdated});
    }

    void namesOfOtherScriptsAreCompared()
    {
        const auto chain = QSslCertificate::fromPath(m_certificates->make({.hosts = u"DNS:xn--hfen-loa.example"_s}).certificate);
        QVERIFY(!TlsPolicy(u"h\u00E4fen.example"_s, {}).judge(chain, {}, m_clock.now()).problem);
        QVERIFY(TlsPolicy(u"hafen.example"_s, {}).judge(chain, {}, m_clock.now()).problem);
    }

    void brokenAuthorityFilesAreSaid()
    {
        ScriptedServer server({.tls = m_certificates->make({})});
        ConnectionSettings settings = settingsFor(server.port());
        settings.authorityFile = u"/nowhere/authority.pem"_s;
        auto error = outcome(settings);
        QVERIFY(error);
        QCOMPARE(error->kind, ErrorKind::AuthorityFile);
        QCOMPARE(error->subject, settings.authorityFile);
        QTemporaryFile empty;
        QVERIFY(empty.open());
        empty.write("no certificate\n");
        empty.close();
        settings.authorityFile = empty.fileName();
        error = outcome(settings);
        QVERIFY(error);
        QCOMPARE(error->kind, ErrorKind::AuthorityContent);
        QCOMPARE(server.connections(), 0);
    }
};

QTEST_GUILESS_MAIN(CertificateTest)
#include "CertificateTest.moc"
