// SPDX-License-Identifier: GPL-3.0-or-later
// What an engine does in a day, up to its end in the middle of it; tests/leaks/run looks at what is left.
#include "server/Engine.h"
#include "support/ScriptedServer.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace jackdaw;
using namespace Qt::StringLiterals;
using test::Engine;
using test::ScriptedLogin;
using test::ScriptedServer;

namespace {

constexpr auto roomAddress = "crews@groups.harbor.example";

ScriptedServer::Script friendlyServer()
{
    ScriptedServer::Script script;
    script.login = {.profile = ScriptedLogin::Profile::Sasl2,
                    .fast = ScriptedLogin::Fast::Offered,
                    .bind2 = ScriptedLogin::Bind2::Offered};
    script.resumes = true;
    script.answers = {
        {"jabber:iq:roster",
         "<query xmlns='jabber:iq:roster'><item jid='tomas@harbor.example' name='Tomas' subscription='both'/>"
         "<item jid='leila@harbor.example' subscription='from'/></query>"},
        {"urn:xmpp:mam:2", "<fin xmlns='urn:xmpp:mam:2' complete='true'/>"},
        {"urn:xmpp:carbons:2", QByteArray("")}};
    script.answer = [](const QByteArray &iq, const QByteArray &id) -> QByteArray {
        if (!iq.contains("disco#info")) {
            return {};
        }
        const bool ofRoom = iq.contains(roomAddress);
        return "<iq type='result' id='" + id + "' to='mara@harbor.example/desk'"
            + (ofRoom ? QByteArray(" from='") + roomAddress + "'" : QByteArray())
            + "><query xmlns='http://jabber.org/protocol/disco#info'>"
            + (ofRoom ? "<identity category='conference' type='text' name='Crews'/><feature "
                        "var='http://jabber.org/protocol/muc'/>"
                      : "<feature var='urn:xmpp:sid:0'/><feature var='urn:xmpp:mam:2'/>")
            + "</query></iq>";
    };
    return script;
}

AccountSettings settingsFor(const ScriptedServer &server)
{
    AccountSettings settings;
    settings.jid = *BareJid::parse(u"mara@harbor.example");
    settings.host = u"127.0.0.1"_s;
    settings.port = server.port();
    settings.tls = TlsMode::Direct;
    settings.authorityFile = server.authorityFile();
    return settings;
}

QByteArray textOf(const QByteArray &from, const QByteArray &body, const QByteArray &more = {})
{
    return "<message from='" + from + "' to='mara@harbor.example/desk' type='chat' id='id-" + body + "'><body>" + body
        + "</body>" + more + "</message>";
}

/// Several, since a register or a stack may remember where one of them lies.
[[gnu::noinline]] void leakOnPurpose()
{
    for (int i = 0; i < 8; ++i) {
        auto *message = new Message;
        message->body = QString(100 + i, u'x');
    }
}

} // namespace

/// The engine module behind its door, with a server that a script plays, and stopped as the program stops it: its door is
/// destroyed, whatever is under way. Each function ends with that.
class EngineLeaks : public QObject
{
    Q_OBJECT

    const QString m_tomas = u"tomas@harbor.example"_s;

    /// Online, with Tomas in the roster; nothing where that failed.
    static std::optional<AccountId> signedIn(Engine &engine, const ScriptedServer &server)
    {
        const auto account = engine.signIn(settingsFor(server), ScriptedServer::password());
        const bool there = account && engine.waitUntil(*account, ConnectionState::Online)
            && Engine::waitFor([&] { return engine.contact(u"tomas@harbor.example"_s).has_value(); });
        return there ? std::optional(*account) : std::nullopt;
    }

private Q_SLOTS:
    void withAnAccountThatIsOnline()
    {
        QTemporaryDir profile;
        ScriptedServer server(friendlyServer());
        const auto engine = Engine::start(profile.path());
        QVERIFY(engine);
        const auto account = signedIn(*engine, server);
        QVERIFY(account);
        const auto chat = engine->openConversation(*account, m_tomas);
        QVERIFY(chat);

        // There and back, with what may be said of a message afterwards.
        const auto said = engine->say(*chat, u"ahoy"_s);
        QVERIFY(said);
        const auto mine = [&] { return engine->find(*chat, u"ahoy"_s); };
        QVERIFY(Engine::waitFor([&] { return mine() && mine()->state == MessageState::Sent; }));
        const QByteArray origin = mine()->originId.value().toUtf8();
        server.say("<message from='tomas@harbor.example/boat' to='mara@harbor.example/desk' type='chat'>"
                   "<received xmlns='urn:xmpp:receipts' id='"
                   + origin + "'/></message>");
        QVERIFY(Engine::waitFor([&] { return mine()->state == MessageState::Delivered; }));
        server.say(textOf("tomas@harbor.example/boat", "moin",
                          "<request xmlns='urn:xmpp:receipts'/><markable xmlns='urn:xmpp:chat-markers:0'/>"));
        QVERIFY(Engine::waitFor([&] { return engine->find(*chat, u"moin"_s).has_value(); }));
        const MessageId theirs = engine->find(*chat, u"moin"_s)->id;
        QVERIFY(Engine::wait(engine->chat().markRead(*chat, theirs)));
        QVERIFY(Engine::wait(engine->chat().react(theirs, {u"👍"_s})));
        QVERIFY(Engine::wait(engine->chat().correct(*said, u"ahoy there"_s)));
        QVERIFY(Engine::wait(engine->chat().saveDraft(*chat, u"half a sen"_s)));
        engine->chat().setChatState(*chat, ChatState::Composing);

        // Presence, a stranger's request, a room, encryption.
        server.say("<presence from='tomas@harbor.example/boat' to='mara@harbor.example/desk'><show>away</show>"
                   "<c xmlns='http://jabber.org/protocol/caps' hash='sha-1' node='n' "
                   "ver='QgayPKawpkPSDYmwT/WM94uAlu0='/></presence>"
                   "<presence from='odd@harbor.example' to='mara@harbor.example' type='subscribe'/>");
        QVERIFY(Engine::waitFor(
            [&] { return engine->shown(m_tomas).availability == Availability::Away && engine->requests.size() == 1; }));
        QVERIFY(
            Engine::wait(engine->presence().setOwnPresence(*account, Availability::DoNotDisturb, u"Reading charts"_s)));
        const auto room = Engine::wait(
            engine->rooms().enter(*account, *BareJid::parse(QString::fromLatin1(roomAddress)), u"Mara"_s, {}));
        QVERIFY(room);
        QVERIFY(Engine::waitFor([&] { return server.heard().contains(QByteArray(roomAddress) + "/Mara\""); }));
        const QByteArray from = QByteArray("from='") + roomAddress;
        server.say(
            "<presence " + from
            + "/Jonas' to='mara@harbor.example/desk'><x xmlns='http://jabber.org/protocol/muc#user'>"
              "<item affiliation='owner' role='moderator'/></x></presence>"
              "<presence "
            + from
            + "/Mara' to='mara@harbor.example/desk'><x xmlns='http://jabber.org/protocol/muc#user'>"
              "<item affiliation='member' role='participant'/><status code='110'/></x></presence>"
              "<message "
            + from
            + "' type='groupchat'><subject/></message>"
              "<message "
            + from
            + "/Jonas' to='mara@harbor.example/desk' type='groupchat' id='r1'><body>all aboard</body></message>");
        QVERIFY(Engine::waitFor([&] { return engine->find(*room, u"all aboard"_s).has_value(); }));
        engine->encryption().setByDefault(EncryptByDefault::Yes);
        QVERIFY(Engine::wait(engine->encryption().chat(*account, *BareJid::parse(m_tomas))));

        // A stream that is lost and goes on.
        const int connections = server.connections();
        server.cut();
        QVERIFY(Engine::waitFor([&] {
            return server.connections() > connections
                && engine->connections.value(*account).state == ConnectionState::Online;
        }));
    }

    void inTheMiddleOfWhatWasCommanded()
    {
        QTemporaryDir profile;
        ScriptedServer server(friendlyServer());
        auto engine = Engine::start(profile.path());
        QVERIFY(engine);
        const auto account = signedIn(*engine, server);
        QVERIFY(account);
        const auto chat = engine->openConversation(*account, m_tomas);
        QVERIFY(chat);
        server.fallSilent(); // what is asked from here on is answered by nobody
        const auto stored = engine->chat().send(*chat, u"the last word"_s);
        auto form = engine->registration().ask(settingsFor(server), {});
        auto rooms = engine->rooms().services(*account);
        auto provider = engine->accounts().providerInfo(*account);
        auto password = engine->accounts().changePassword(*account, u"another"_s);
        auto draft = engine->chat().saveDraft(*chat, u"and a draft"_s);
        engine.reset();
        // What was commanded before the end was carried out, and whoever waits is told.
        QVERIFY(stored.isFinished() && stored.result());
        QVERIFY(draft.isFinished() && draft.result());
        QVERIFY(form.isFinished() && rooms.isFinished() && provider.isFinished() && password.isFinished());
    }

    void withASecondDay()
    {
        QTemporaryDir profile;
        ScriptedServer server(friendlyServer());
        AccountId account;
        {
            const auto engine = Engine::start(profile.path());
            QVERIFY(engine);
            const auto added = signedIn(*engine, server);
            QVERIFY(added);
            account = *added;
            server.say(textOf("tomas@harbor.example/boat", "moin"));
            QVERIFY(Engine::waitFor(
                [&] { return engine->find(engine->conversationWith(account, m_tomas), u"moin"_s).has_value(); }));
        }
        const auto engine = Engine::start(profile.path());
        QVERIFY(engine);
        QVERIFY(engine->waitUntil(account, ConnectionState::NeedsPassword));
        const auto refused = Engine::wait(engine->accounts().providePassword(account, u"wrong"_s));
        QVERIFY(!refused);
        QVERIFY(Engine::wait(engine->accounts().providePassword(account, ScriptedServer::password())));
        QVERIFY(engine->waitUntil(account, ConnectionState::Online));
        QVERIFY(Engine::wait(engine->accounts().signOut(account)));
        QVERIFY(engine->waitUntil(account, ConnectionState::SignedOut));
        QVERIFY(Engine::wait(engine->accounts().removeAccount(account)));
    }

    void beforeAnybodyAnswered()
    {
        QTemporaryDir profile;
        auto script = friendlyServer();
        script.login.answerToBegin = " "; // and nothing more
        ScriptedServer server(script);
        const auto engine = Engine::start(profile.path());
        QVERIFY(engine);
        auto added = engine->accounts().addAccount(settingsFor(server), ScriptedServer::password());
        QVERIFY(Engine::waitFor([&] { return server.heard().contains("<authenticate"); }));
        QVERIFY(!added.isFinished());
    }

    void whereThereIsNoServer()
    {
        QTemporaryDir profile;
        AccountSettings settings;
        {
            ScriptedServer server(friendlyServer());
            settings = settingsFor(server);
        }
        settings.authorityFile.clear(); // which went with it
        const auto engine = Engine::start(profile.path());
        QVERIFY(engine);
        const auto refused = engine->signIn(settings, ScriptedServer::password());
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::ConnectionRefused);
    }

    void atOnce()
    {
        QTemporaryDir profile;
        QVERIFY(Engine::start(profile.path()));
    }

    /// What the last one of them left is still in somebody's sight, and no leak to LeakSanitizer, until another takes its place.
    void cleanupTestCase()
    {
        QTemporaryDir profile;
        ScriptedServer server(friendlyServer());
        const auto engine = Engine::start(profile.path());
        QVERIFY(engine);
        QVERIFY(signedIn(*engine, server));
    }
};

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (QCoreApplication::arguments().contains(u"--leak"_s)) {
        leakOnPurpose();
        return 0;
    }
    EngineLeaks test;
    return QTest::qExec(&test, argc, argv);
}

#include "engine_leaks.moc"
