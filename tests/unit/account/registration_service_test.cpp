// SPDX-License-Identifier: GPL-3.0-or-later
// Accounts made on a scripted server: what is said, when, and what comes of each answer.
#include "account/RegistrationService.h"
#include "base/Clock.h"
#include "support/ScriptedServer.h"
#include "support/TestProgram.h"

#include <QCryptographicHash>
#include <QtTest>

using namespace jackdaw;
using namespace Qt::StringLiterals;
using test::ScriptedServer;

namespace registration_service_test {

const QByteArray offered = "<register xmlns='http://jabber.org/features/iq-register'/>";
const QByteArray fields = "type='result'><query xmlns='jabber:iq:register'><instructions>Choose.</instructions>"
                          "<username/><password/></query>";

QByteArray refusal(const QByteArray &type, const QByteArray &condition)
{
    return "type='error' from='harbor.example'><error type='" + type + "'><" + condition
        + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>";
}

class RegistrationServiceTest : public QObject
{
    Q_OBJECT

    SystemClock m_clock;

    static ConnectionSettings settings(const ScriptedServer &server, TlsMode tls = TlsMode::Direct)
    {
        ConnectionSettings out;
        out.jid = *BareJid::parse(u"harbor.example");
        out.host = u"127.0.0.1"_s;
        out.port = server.port();
        out.tls = tls;
        out.authorityFile = server.authorityFile();
        return out;
    }

    template<class T>
    static Result<T> wait(const QFuture<Result<T>> &future)
    {
        if (!QTest::qWaitFor([&future] { return future.isFinished(); }, 15'000))
            return Error{ErrorKind::Internal, u"no answer"_s, {}};
        return future.result();
    }

    static DataForm filled(DataForm form, const QString &user, const QString &password)
    {
        for (const auto &[name, value] : {std::pair{u"username"_s, user}, {u"password"_s, password}}) {
            if (FormField *field = form.find(name))
                field->values = QStringList{value};
        }
        return form;
    }

private Q_SLOTS:
    void makesAnAccount()
    {
        QByteArray submitted;
        ScriptedServer server({.features = offered, .payload = [&](const QByteArray &iq) {
            if (iq.contains("type=\"get\""))
                return fields; // without `from`, as the examples of XEP-0077 have it
            submitted = iq;
            return QByteArray("type='result' from='harbor.example'>");
        }});
        RegistrationService service(m_clock);
        const auto offer = wait(service.ask(settings(server), {}));
        QVERIFY2(offer, qPrintable(offer ? QString() : offer.error().detail));
        QCOMPARE(offer->form.fields.size(), 2);
        const auto account = wait(service.submit(filled(offer->form, u"Mara"_s, u"Calliope"_s)));
        QVERIFY2(account, qPrintable(account ? QString() : account.error().detail));
        QCOMPARE(account->jid.toString(), u"mara@harbor.example"_s);
        QCOMPARE(account->password, u"Calliope"_s);
        QVERIFY(submitted.contains("<username>mara</username><password>Calliope</password>"));
        QVERIFY(submitted.contains("to=\"harbor.example\""));
        QVERIFY(!server.heard().contains("<auth"));
    }

    void saysNothingWithoutTls()
    {
        ScriptedServer server({.features = offered, .payload = [](const QByteArray &) { return fields; }}, ScriptedServer::Transport::Plain);
        RegistrationService service(m_clock);
        const auto offer = wait(service.ask(settings(server, TlsMode::StartTls), u"TOKEN"_s));
        QVERIFY(!offer);
        QCOMPARE(offer.error().kind, ErrorKind::TlsRequired);
        QVERIFY2(!server.heard().contains("<iq") && !server.heard().contains("TOKEN"), server.heard().constData());
    }

    void saysNothingToAServerThatIsAnother()
    {
        ScriptedServer server({.features = offered, .payload = [](const QByteArray &) { return fields; }});
        ScriptedServer other({});
        ConnectionSettings wrong = settings(server);
        wrong.authorityFile = other.authorityFile();
        RegistrationService service(m_clock);
        const auto offer = wait(service.ask(wrong, u"TOKEN"_s));
        QVERIFY(!offer);
        QCOMPARE(offer.error().kind, ErrorKind::Certificate);
        QVERIFY(server.heard().isEmpty());
    }

    void needsTheFeature()
    {
        ScriptedServer server({.payload = [](const QByteArray &) { return fields; }});
        RegistrationService service(m_clock);
        const auto offer = wait(service.ask(settings(server), {}));
        QVERIFY(!offer);
        QCOMPARE(offer.error().kind, ErrorKind::Unavailable);
        QVERIFY(!server.heard().contains("<iq"));
    }

    void takesNothingElseBeforeThereIsAnAccount()
    {
        for (const QByteArray &stanza : {QByteArray("<message from='tomas@harbor.example'><body>EVIL</body></message>"),
                                         QByteArray("<presence from='tomas@harbor.example'/>"),
                                         QByteArray("<iq type='set' id='1'><query xmlns='jabber:iq:roster'/></iq>"),
                                         QByteArray("<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>")}) {
            ScriptedServer server({.answers = {{"jabber:iq:register", QByteArray()}}, .features = offered}); // which says nothing itself
            RegistrationService service(m_clock);
            auto asked = service.ask(settings(server), {});
            QTRY_VERIFY(server.heard().contains("jabber:iq:register"));
            QVERIFY(!asked.isFinished());
            server.say(stanza);
            const auto offer = wait(asked);
            QVERIFY(!offer);
            QCOMPARE(offer.error().kind, ErrorKind::ProtocolBroken);
        }
    }

    void anAnswerFromElsewhereIsNone()
    {
        ScriptedServer server({.features = offered, .payload = [](const QByteArray &) {
            return "from='evil.example' " + fields;
        }});
        RegistrationService service(m_clock);
        auto asked = service.ask(settings(server), {});
        QTRY_VERIFY(server.heard().contains("jabber:iq:register"));
        server.cut();
        const auto offer = wait(asked);
        QVERIFY(!offer);
        QCOMPARE(offer.error().kind, ErrorKind::ConnectionLost);
    }

    void showsTheTokenFirst()
    {
        ScriptedServer server({.features = offered + "<register xmlns='urn:xmpp:ibr-token:0'/>", .payload = [](const QByteArray &iq) {
            return iq.contains("preauth") ? QByteArray("type='result'>") : fields;
        }});
        RegistrationService service(m_clock);
        const auto offer = wait(service.ask(settings(server), u"TOKEN"_s));
        QVERIFY(offer);
        const QByteArray heard = server.heard();
        const qsizetype token = heard.indexOf("<preauth xmlns=\"urn:xmpp:pars:0\" token=\"TOKEN\"");
        QVERIFY(token > 0 && token < heard.indexOf("jabber:iq:register"));
    }

    void saysThatATokenIsNotKnown()
    {
        ScriptedServer server({.features = offered + "<register xmlns='urn:xmpp:ibr-token:0'/>", .payload = [](const QByteArray &iq) {
            return iq.contains("preauth") ? refusal("cancel", "item-not-found") : fields;
        }});
        RegistrationService service(m_clock);
        const auto offer = wait(service.ask(settings(server), u"OLD"_s));
        QVERIFY(!offer);
        QCOMPARE(offer.error().kind, ErrorKind::Invitation);
        QVERIFY(!server.heard().contains("jabber:iq:register"));
    }

    void fetchesThePicture()
    {
        const QByteArray png = "\x89PNG picture";
        const QByteArray cid = "sha1+" + QCryptographicHash::hash(png, QCryptographicHash::Sha1).toHex() + "@bob.xmpp.org";
        ScriptedServer server({.features = offered, .payload = [&](const QByteArray &iq) -> QByteArray {
            if (iq.contains("urn:xmpp:bob"))
                return "type='result' from='harbor.example'><data xmlns='urn:xmpp:bob' cid='" + cid + "' type='image/png'>" + png.toBase64() + "</data>";
            if (iq.contains("type=\"get\""))
                return "type='result'><query xmlns='jabber:iq:register'><x xmlns='jabber:x:data' type='form'>"
                       "<field type='hidden' var='FORM_TYPE'><value>jabber:iq:register</value></field>"
                       "<field type='hidden' var='challenge'><value>F3A6</value></field>"
                       "<field var='ocr' label='Enter the text you see'><media xmlns='urn:xmpp:media-element'>"
                       "<uri type='image/png'>cid:" + cid + "</uri></media></field><field var='username'/>"
                       "<field var='password' type='text-private'/></x></query>";
            return iq.contains("<value>7nHL3</value>") && iq.contains("<value>F3A6</value>")
                ? QByteArray("type='result'>") : refusal("cancel", "not-acceptable");
        }});
        RegistrationService service(m_clock);
        const auto offer = wait(service.ask(settings(server), {}));
        QVERIFY(offer);
        QCOMPARE(offer->form.find(u"ocr")->media.first().bytes, png);
        DataForm answer = filled(offer->form, u"mara"_s, u"Calliope"_s);
        answer.find(u"challenge")->values = QStringList{u"forged"_s}; // hidden fields stay the server's
        answer.find(u"ocr")->values = QStringList{u"wrong"_s};
        const auto refused = wait(service.submit(answer));
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::WrongAnswer);
        answer.find(u"ocr")->values = QStringList{u"7nHL3"_s};
        const auto account = wait(service.submit(answer));
        QVERIFY2(account, qPrintable(account ? QString() : account.error().detail));
    }

    void saysWhyAndCanBeAskedAgain()
    {
        QByteArray next = refusal("cancel", "conflict");
        ScriptedServer server({.features = offered, .payload = [&](const QByteArray &iq) { return iq.contains("type=\"get\"") ? fields : next; }});
        RegistrationService service(m_clock);
        const auto offer = wait(service.ask(settings(server), {}));
        QVERIFY(offer);
        const auto submit = [&](const QString &user) { return wait(service.submit(filled(offer->form, user, u"Calliope"_s))); };
        QCOMPARE(submit(u"mara"_s).error().kind, ErrorKind::Conflict);
        next = refusal("wait", "resource-constraint");
        QCOMPARE(submit(u"mara2"_s).error().kind, ErrorKind::TooMany);
        next = refusal("modify", "not-acceptable");
        QCOMPARE(submit(u"mara2"_s).error().kind, ErrorKind::NotAcceptable);
        QCOMPARE(submit(u"mara@elsewhere"_s).error().kind, ErrorKind::Malformed);
        QCOMPARE(submit(QString()).error().kind, ErrorKind::Malformed);
        next = "type='result'>";
        const auto account = submit(u"mara2"_s);
        QVERIFY(account);
        QCOMPARE(account->jid.toString(), u"mara2@harbor.example"_s);
        QCOMPARE(server.connections(), 1);
    }

    void beginsAgainWhereTheServerHadNoPatience()
    {
        ScriptedServer server({.features = offered, .payload = [&](const QByteArray &iq) {
            return iq.contains("type=\"get\"") ? fields : QByteArray("type='result'>");
        }});
        RegistrationService service(m_clock);
        const auto offer = wait(service.ask(settings(server), {}));
        QVERIFY(offer);
        server.say("</stream:stream>");
        server.cut();
        QTRY_VERIFY(!service.hasStream());
        const auto account = wait(service.submit(filled(offer->form, u"mara"_s, u"Calliope"_s)));
        QVERIFY2(account, qPrintable(account ? QString() : account.error().detail));
        QCOMPARE(server.connections(), 2);
    }

    void stopsWhenToldTo()
    {
        ScriptedServer server({.features = offered, .payload = [](const QByteArray &) { return fields; }});
        RegistrationService service(m_clock);
        auto asked = service.ask(settings(server), {});
        service.cancel();
        QCOMPARE(wait(asked).error().kind, ErrorKind::Cancelled);
        QCOMPARE(wait(service.submit({})).error().kind, ErrorKind::Cancelled);
    }
};

JACKDAW_TEST(RegistrationServiceTest)

} // namespace registration_service_test

#include "registration_service_test.moc"
