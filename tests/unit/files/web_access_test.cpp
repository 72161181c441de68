// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/WebAccess.h"

#include "support/Certificates.h"
#include "support/ScriptedAccount.h"
#include "support/TestProgram.h"

#include <QFile>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QTest>

#include <optional>

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

namespace web_access_test {

/// Whom a transfer trusts.
class WebAccessTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theSystemsAuthoritiesAreReadOncePerSession();
    void anotherFileOfAuthoritiesIsTakenAtOnce();
    void aFileThatIsGoneIsSaid();
    void whereThereIsNoFileNoneAreNamed();

private:
    struct Mara : ScriptedAccount
    {
        Mara() : access({id, *connection, *database, clock, {}}) {}

        /// Nothing: refused.
        std::optional<QByteArray> trusted()
        {
            std::optional<QByteArray> found;
            // Its own server, by its address: there is nothing to be looked up.
            access.prepare(QUrl(u"https://127.0.0.1/a"_s), 1000, &access, [&](const Result<WebRequest> &made) {
                found = made ? std::optional(made->authorities) : std::nullopt;
                why = made ? std::nullopt : std::optional(made.error());
            });
            return found;
        }
        bool trusts(const Certificates &other)
        {
            const QByteArray pem = QSslCertificate::fromPath(other.authorityFile()).value(0).toPem();
            const auto all = trusted();
            return all && !pem.isEmpty() && all->contains(pem);
        }
        QString file(const QByteArray &content) const
        {
            QFile made(folder.filePath(u"authorities.pem"_s));
            const bool isMade = made.open(QIODevice::WriteOnly) && made.write(content) == content.size();
            return isMade ? made.fileName() : QString();
        }
        void setFile(const QString &path)
        {
            ConnectionSettings settings = connection->settings();
            settings.authorityFile = path;
            connection->setSettings(settings);
        }

        WebAccess access;
        std::optional<Error> why;
    };

    static QByteArray contentOf(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    const Certificates m_harbor;
    const Certificates m_island;
};

/// They are some hundred files: the engine stood still for the time of a small transfer before each.
void WebAccessTest::theSystemsAuthoritiesAreReadOncePerSession()
{
    Mara mara;
    mara.setFile(mara.file(contentOf(mara.connection->settings().authorityFile) + contentOf(m_harbor.authorityFile())));
    const auto before = mara.trusted();
    QVERIFY2(before, mara.why ? qPrintable(mara.why->detail) : "");
    QCOMPARE(before->count("BEGIN CERTIFICATE"), QSslConfiguration::systemCaCertificates().size() + 2);
    QVERIFY(mara.isReady());
    const auto first = mara.trusted();
    QCOMPARE(first, before);
    QVERIFY(first->constData() != before->constData()); // read anew
    const auto second = mara.trusted();
    QVERIFY(second && second->constData() == first->constData()); // the same
}

void WebAccessTest::anotherFileOfAuthoritiesIsTakenAtOnce()
{
    Mara mara;
    const QString path = mara.file(contentOf(m_harbor.authorityFile()));
    mara.setFile(path);
    QVERIFY(mara.trusts(m_harbor) && !mara.trusts(m_island));
    QCOMPARE(mara.file(contentOf(m_island.authorityFile())), path); // under the same name
    QVERIFY(mara.trusts(m_island) && !mara.trusts(m_harbor));
    mara.setFile(m_harbor.authorityFile());
    QVERIFY(mara.trusts(m_harbor) && !mara.trusts(m_island));
}

void WebAccessTest::aFileThatIsGoneIsSaid()
{
    Mara mara;
    const QString path = mara.file(contentOf(m_harbor.authorityFile()));
    mara.setFile(path);
    QVERIFY(mara.trusted());
    QVERIFY(QFile::remove(path));
    QVERIFY(!mara.trusted()); // whatever was read before
    QCOMPARE(mara.why->kind, ErrorKind::AuthorityFile);
    QCOMPARE(mara.file("no certificate\n"), path);
    QVERIFY(!mara.trusted());
    QCOMPARE(mara.why->kind, ErrorKind::AuthorityContent);
}

void WebAccessTest::whereThereIsNoFileNoneAreNamed()
{
    Mara mara;
    mara.setFile(mara.file(contentOf(m_harbor.authorityFile())));
    QVERIFY(mara.trusts(m_harbor));
    mara.setFile({});
    QCOMPARE(mara.trusted(), std::optional(QByteArray())); // libcurl finds the system's itself
}

JACKDAW_TEST(WebAccessTest)

} // namespace web_access_test

#include "web_access_test.moc"
