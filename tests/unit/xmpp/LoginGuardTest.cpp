// SPDX-License-Identifier: GPL-3.0-or-later
// What is left of a password in memory once an answer was made of it.
#include "base/Password.h"
#include "xmpp/LoginGuard.h"
#include "xmpp/Scram.h"
#include "support/TestProgram.h"

#include <QDomDocument>
#include <QFile>
#include <QSignalSpy>
#include <QTest>

#include <string.h>

using namespace jackdaw;

namespace login_guard_test {

constexpr char mask = 0x5a; ///< so that what is looked for is not in memory because it is looked for

QByteArray masked(QByteArray bytes)
{
    for (char &c : bytes)
        c = char(c ^ mask);
    return bytes;
}

/// Of the bytes that look like this under the mask, in all memory that this process can write to.
int copiesOf(const QByteArray &needle)
{
    static char part[1 << 20];
    QFile maps(QStringLiteral("/proc/self/maps"));
    QFile memory(QStringLiteral("/proc/self/mem"));
    if (!maps.open(QIODevice::ReadOnly) || !memory.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return -1;
    int copies = 0;
    for (const QByteArray &line : maps.readAll().split('\n')) {
        const QByteArrayList words = line.simplified().split(' ');
        if (words.size() < 2 || !words.at(1).startsWith("rw"))
            continue;
        const QByteArrayList ends = words.constFirst().split('-');
        const qint64 last = ends.constLast().toLongLong(nullptr, 16);
        for (qint64 at = ends.constFirst().toLongLong(nullptr, 16); at < last;) {
            if (!memory.seek(at))
                break;
            const qint64 size = memory.read(part, qMin<qint64>(sizeof part, last - at));
            if (size < needle.size())
                break;
            for (const char *c = part; c <= part + size - needle.size(); ++c) {
                const size_t left = size_t(part + size - needle.size() + 1 - c);
                c = static_cast<const char *>(memchr(c, needle.at(0) ^ mask, left));
                if (!c)
                    break;
                qsizetype same = 1;
                while (same < needle.size() && (c[same] ^ mask) == needle.at(same))
                    ++same;
                copies += same == needle.size();
            }
            at += at + size < last ? size - needle.size() + 1 : size;
            explicit_bzero(part, sizeof part);
        }
    }
    return copies;
}

QDomElement sasl(const QByteArray &name, const QByteArray &content)
{
    static QDomDocument document;
    const QByteArray xml = '<' + name + " xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>" + content.toBase64() + "</" + name + '>';
    document.setContent(xml, QDomDocument::ParseOption::UseNamespaceProcessing);
    return document.documentElement();
}

class LoginGuardTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void overwritesInPlace()
    {
        QByteArray bytes("word");
        const QByteArray shared = bytes;
        overwrite(bytes);
        QCOMPARE(shared, QByteArray(4, '\0'));
        QString text = QString::fromLatin1("word");
        const QString sharedText = text;
        overwrite(text);
        QCOMPARE(sharedText, QString(4, QChar()));
        overwrite(QStringLiteral("of the program's file")); // cannot be written to
        overwrite(QByteArray());
        overwrite(QString());
    }

    void keepsNoPassword()
    {
        // Said as no literal says it, and made ready for the derivation in other bytes than these (RFC 4013, 2.1).
        QString password;
        for (int i = 0; i < 24; ++i)
            password += QChar(u'a' + (i * 7 + 3) % 26);
        const QByteArray prepared = masked(preparedPassword(password));
        const QByteArray seed = "n,,n=mara,r=abc";
        QByteArray salted;
        {
            QPromise<QByteArray> promise;
            promise.start();
            const SecretBytes secret(preparedPassword(password));
            saltPassword(promise, QCryptographicHash::Sha256, secret.bytes(), "salt", 4096);
            promise.finish();
            const QByteArray bytes = promise.future().result();
            salted = masked(bytes);
            overwrite(bytes);
        }
        // The test's own are masked in place, and what it made them of is gone.
        QCOMPARE(copiesOf(salted), 0);
        QCOMPARE(copiesOf(prepared), 0);

        LoginGuard guard;
        guard.setTerms({password, {}, false, {}});
        guard.noteSent(QStringLiteral("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-SHA-256'>")
                       + QString::fromLatin1(seed.toBase64()) + QStringLiteral("</auth>"));
        QSignalSpy answered(&guard, &LoginGuard::responseReady);
        const auto verdict = guard.check(sasl("challenge", "r=abcdef,s=c2FsdA==,i=4096"));
        QVERIFY(verdict && *verdict == LoginGuard::Verdict::Keep);
        QTRY_COMPARE(answered.size(), 1);
        QTRY_COMPARE(copiesOf(prepared), 0); // the pool may still be at it
        QTRY_COMPARE(copiesOf(salted), 0);
    }
};

JACKDAW_TEST(LoginGuardTest)

} // namespace login_guard_test

#include "LoginGuardTest.moc"
