// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/Password.h"
#include "xmpp/FastToken.h"
#include "xmpp/SaslMechanism.h"
#include "xmpp/Scram.h"
#include "support/TestProgram.h"

#include <QPasswordDigestor>
#include <QTest>
#include <QXmppCredentials.h>

using namespace jackdaw;

namespace scram_test {

class ScramTest : public QObject
{
    Q_OBJECT

    static QByteArray salted(QCryptographicHash::Algorithm hash, const QByteArray &password, const QByteArray &salt, int rounds)
    {
        QPromise<QByteArray> promise;
        promise.start();
        saltPassword(promise, hash, password, salt, rounds);
        promise.finish();
        return promise.future().result();
    }

private Q_SLOTS:
    void followsTheExamplesOfTheRfcs_data()
    {
        QTest::addColumn<QByteArray>("mechanism");
        QTest::addColumn<QByteArray>("clientFirst");
        QTest::addColumn<QByteArray>("serverFirst");
        QTest::addColumn<QByteArray>("clientFinal");
        QTest::addColumn<QByteArray>("signature");
        QTest::newRow("RFC 5802, 5")
            << QByteArray("SCRAM-SHA-1") << QByteArray("n,,n=user,r=fyko+d2lbbFgONRv9qkxdawL")
            << QByteArray("r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096")
            << QByteArray("c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=")
            << QByteArray("rmF9pqV8S7suAoZWja4dJRkFsKQ=");
        QTest::newRow("RFC 7677, 3")
            << QByteArray("SCRAM-SHA-256") << QByteArray("n,,n=user,r=rOprNGfwEbeRWgbNEkqO")
            << QByteArray("r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096")
            << QByteArray("c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
                          "p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=")
            << QByteArray("6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=");
    }
    void followsTheExamplesOfTheRfcs()
    {
        QFETCH(QByteArray, mechanism);
        QFETCH(QByteArray, clientFirst);
        QFETCH(QByteArray, serverFirst);
        QFETCH(QByteArray, clientFinal);
        QFETCH(QByteArray, signature);
        const auto hash = *scramHash(QString::fromLatin1(mechanism));
        const auto challenge = readScramChallenge(serverFirst, scramAttribute(scramBare(clientFirst), 'r'));
        QVERIFY(challenge);
        const ScramProof proof = scramProof(hash, salted(hash, "pencil", challenge->salt, challenge->rounds), clientFirst,
                                            serverFirst);
        QCOMPARE(proof.clientFinal, clientFinal);
        QCOMPARE(proof.serverSignature.toBase64(), signature);
    }

    void saltsAsQtDoes()
    {
        for (const auto hash : {QCryptographicHash::Sha1, QCryptographicHash::Sha512, QCryptographicHash::Sha3_512}) {
            QCOMPARE(salted(hash, "pa\xc3\x9fword", "salty", 5000),
                     QPasswordDigestor::deriveKeyPbkdf2(hash, "pa\xc3\x9fword", "salty", 5000, quint64(QCryptographicHash::hashLength(hash))));
        }
    }

    void stopsSaltingWhereNobodyWaits()
    {
        QPromise<QByteArray> promise;
        promise.start();
        promise.future().cancel();
        saltPassword(promise, QCryptographicHash::Sha512, "secret", "salt", 2'000'000'000); // hours, if it went on
        promise.finish();
        QCOMPARE(promise.future().resultCount(), 0);
    }

    void refusesAChallenge_data()
    {
        QTest::addColumn<QByteArray>("serverFirst");
        QTest::newRow("1 round") << QByteArray("r=abcdef,s=c2FsdA==,i=1");
        QTest::newRow("4,095 rounds") << QByteArray("r=abcdef,s=c2FsdA==,i=4095");
        QTest::newRow("10,000,001 rounds") << QByteArray("r=abcdef,s=c2FsdA==,i=10000001");
        QTest::newRow("2 billion rounds") << QByteArray("r=abcdef,s=c2FsdA==,i=2000000000");
        QTest::newRow("more rounds than fit") << QByteArray("r=abcdef,s=c2FsdA==,i=99999999999999999999999");
        QTest::newRow("negative rounds") << QByteArray("r=abcdef,s=c2FsdA==,i=-4096");
        QTest::newRow("no rounds") << QByteArray("r=abcdef,s=c2FsdA==");
        QTest::newRow("no salt") << QByteArray("r=abcdef,i=4096");
        QTest::newRow("empty salt") << QByteArray("r=abcdef,s=,i=4096");
        QTest::newRow("broken salt") << QByteArray("r=abcdef,s=***,i=4096");
        QTest::newRow("foreign nonce") << QByteArray("r=xabcdef,s=c2FsdA==,i=4096");
        QTest::newRow("our nonce alone") << QByteArray("r=abc,s=c2FsdA==,i=4096");
        QTest::newRow("no nonce") << QByteArray("s=c2FsdA==,i=4096");
        QTest::newRow("mandatory extension") << QByteArray("m=new,r=abcdef,s=c2FsdA==,i=4096");
        QTest::newRow("empty") << QByteArray();
    }
    void refusesAChallenge()
    {
        QFETCH(QByteArray, serverFirst);
        const auto challenge = readScramChallenge(serverFirst, "abc");
        QVERIFY(!challenge);
        QCOMPARE(challenge.error().kind, ErrorKind::UnsafeLogin);
    }

    void takesTheLimitsOfRounds()
    {
        QVERIFY(readScramChallenge("r=abcdef,s=c2FsdA==,i=4096", "abc"));
        QVERIFY(readScramChallenge("r=abcdef,s=c2FsdA==,i=10000000,z=later", "abc"));
    }

    void hashesAnOfferAsTheXepDoes()
    {
        // XEP-0474, 4
        QCOMPARE(offerHash(QCryptographicHash::Sha1, {"SCRAM-SHA-1-PLUS", "SCRAM-SHA-1"},
                           QByteArrayList{"tls-server-end-point", "tls-exporter"}),
                 QByteArray("G6k/rBLDqgOhRRaCuuatSDFkJ08="));
        QVERIFY(offerHash(QCryptographicHash::Sha1, {"SCRAM-SHA-1"}, {})
                != offerHash(QCryptographicHash::Sha1, {"SCRAM-SHA-1"}, QByteArrayList()));
    }

    void ranksMechanisms()
    {
        const QStringList rising{QStringLiteral("DIGEST-MD5"), QStringLiteral("PLAIN"), QStringLiteral("SCRAM-SHA-1"),
                                 QStringLiteral("SCRAM-SHA-256"), QStringLiteral("SCRAM-SHA-512"),
                                 QStringLiteral("SCRAM-SHA3-512")};
        for (int i = 1; i < rising.size(); ++i) {
            QVERIFY(strengthOf(rising[i - 1]) < strengthOf(rising[i]));
        }
        for (const QStringView never : {u"", u"ANONYMOUS", u"DIGEST-MD5", u"X-OAUTH2", u"EXTERNAL", u"SCRAM-SHA-1-PLUS",
                                        u"HT-SHA-256-NONE", u"plain"}) {
            QCOMPARE(strengthOf(never), MechanismStrength::Never);
        }
    }

    void preparesPasswords()
    {
        QCOMPARE(preparedPassword(QStringLiteral("pencil")), QByteArray("pencil"));
        QCOMPARE(preparedPassword(QStringLiteral("I\u00adX")), QByteArray("IX"));       // RFC 4013, 3
        QCOMPARE(preparedPassword(QStringLiteral("\u00aa")), QByteArray("a"));
        QCOMPARE(preparedPassword(QStringLiteral("\u2168")), QByteArray("IX"));
        QCOMPARE(preparedPassword(QStringLiteral("a\u00a0b")), QByteArray("a b"));
        QCOMPARE(preparedPassword(QStringLiteral("u\u0308")), QByteArray("\xc3\xbc"));
        QCOMPARE(preparedPassword(QStringLiteral("\u0007")), QByteArray("\x07"));        // forbidden, but there it is
        QCOMPARE(preparedPassword(QString()), QByteArray());
    }

    void carriesATokenThroughQXmpp()
    {
        const FastToken token{QStringLiteral("HT-SHA-256-NONE"), QStringLiteral("a<b&c"), 4'070'908'800'000};
        QCOMPARE(readFastToken(writeFastToken(token)), token);
        QCOMPARE(fromCredentials(toCredentials(token)), token);
        QVERIFY(fromCredentials(toCredentials({})).isEmpty());
        QVERIFY(readFastToken(QStringLiteral("rubbish <")).isEmpty());
    }
};

JACKDAW_TEST(ScramTest)

} // namespace scram_test

#include "ScramTest.moc"
