// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/TestEngine.h"

#include <QJsonDocument>
#include <QPluginLoader>

namespace jackdaw::test {

PrivateServer::PrivateServer(const QStringList &accounts)
{
    QStringList arguments{QStringLiteral(JACKDAW_SOURCE_DIR "/installer/demo/prosody.py")};
    for (const QString &account : accounts) {
        arguments << QStringLiteral("--account") << account + QStringLiteral(":secret");
    }
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_process.start(QStringLiteral("python3"), arguments);
    m_facts = readLine();
    if (m_facts.isEmpty()) {
        qFatal("Prosody did not start. It is needed for these tests: installer/toolbox has it.");
    }
}

PrivateServer::~PrivateServer()
{
    m_process.closeWriteChannel();
    if (!m_process.waitForFinished(20'000)) {
        m_process.terminate();
        m_process.waitForFinished(10'000);
    }
}

QJsonObject PrivateServer::readLine()
{
    while (!m_process.canReadLine()) {
        if (!m_process.waitForReadyRead(60'000)) {
            return {};
        }
    }
    return QJsonDocument::fromJson(m_process.readLine()).object();
}

QJsonObject PrivateServer::command(const QString &line)
{
    m_process.write(line.toUtf8() + '\n');
    return readLine();
}

AccountSettings PrivateServer::account(const QString &name, TlsMode tls) const
{
    AccountSettings settings;
    settings.jid = *BareJid::parse(QString(name + u'@' + domain()));
    settings.host = m_facts[QStringLiteral("host")].toString();
    settings.port = quint16(m_facts[tls == TlsMode::Direct ? QStringLiteral("directTlsPort") : QStringLiteral("port")].toInt());
    settings.tls = tls;
    settings.authorityFile = m_facts[QStringLiteral("authority")].toString();
    return settings;
}

TestEngine::TestEngine(const QString &profile)
    : m_profile(profile.isEmpty() ? m_folder.path() : profile)
{
    start();
}

TestEngine::~TestEngine() = default;

void TestEngine::start()
{
    QPluginLoader loader(QStringLiteral(JACKDAW_ENGINE));
    auto *factory = qobject_cast<EngineFactory *>(loader.instance());
    if (!factory) {
        qFatal("the engine module cannot be loaded: %s", qPrintable(loader.errorString()));
    }
    EngineOptions options;
    options.profileFolder = m_profile;
    options.secrets = EngineOptions::Secrets::Memory;
    m_engine = factory->makeEngine(options);
    listen();
    m_engine->start();
}

void TestEngine::restart()
{
    m_engine.reset();
    connection = {};
    presences.clear();
    start();
}

void TestEngine::listen()
{
    const auto on = [this](auto &door, auto signal, auto slot) { QObject::connect(&door, signal, &m_context, slot); };
    on(m_engine->accounts(), &AccountDoor::connectionChanged, [this](AccountId, const ConnectionStatus &status) { connection = status; });
    on(m_engine->accounts(), &AccountDoor::accountsChanged, [this](const QList<AccountSettings> &accounts) {
        if (!accounts.isEmpty()) {
            account = accounts.first().id;
        }
    });
    on(m_engine->roster(), &RosterDoor::rosterReplaced, [this](AccountId, const QList<Contact> &all) {
        contacts.clear();
        for (const Contact &contact : all) {
            contacts.insert(contact.jid, contact);
        }
    });
    on(m_engine->roster(), &RosterDoor::contactsChanged, [this](const QList<Contact> &changed) {
        for (const Contact &contact : changed) {
            contacts.insert(contact.jid, contact);
        }
    });
    on(m_engine->roster(), &RosterDoor::contactRemoved, [this](AccountId, const BareJid &jid) { contacts.remove(jid); });
    on(m_engine->roster(), &RosterDoor::requestsChanged, [this](AccountId, const QList<SubscriptionRequest> &open) { requests = open; });
    on(m_engine->presence(), &PresenceDoor::presencesChanged, [this](const QList<ContactPresence> &changed) {
        for (const ContactPresence &presence : changed) {
            presences.insert(presence.jid, presence.shown);
        }
    });
    on(m_engine->presence(), &PresenceDoor::presencesUnknown, [this](AccountId) { presences.clear(); });
    on(m_engine->chat(), &ChatDoor::messagesStored, [this](ConversationId, const QList<Message> &messages, bool) {
        for (const Message &message : messages) {
            m_storedTwice += m_messages[message.conversation.value()].contains(message.id);
        }
        arrivals += messages;
        note(messages);
    });
    on(m_engine->chat(), &ChatDoor::messagesChanged, [this](ConversationId, const QList<Message> &messages) { note(messages); });
    on(m_engine->chat(), &ChatDoor::conversationsChanged, [this](const QList<Conversation> &changed) {
        for (const Conversation &conversation : changed) {
            conversations.insert(conversation.peer, conversation);
        }
    });
    on(m_engine->chat(), &ChatDoor::peerChatStateChanged, [this](ConversationId id, ChatState state) {
        for (const Conversation &conversation : std::as_const(conversations)) {
            if (conversation.id == id) {
                chatStates.insert(conversation.peer, state);
            }
        }
    });
    on(m_engine->history(), &HistoryDoor::progressChanged, [this](const HistoryProgress &progress) { history = progress; });
}

void TestEngine::note(const QList<Message> &messages)
{
    for (const Message &message : messages) {
        m_messages[message.conversation.value()].insert(message.id, message);
    }
}

Result<AccountId> TestEngine::signIn(const AccountSettings &settings, const QString &password)
{
    auto added = wait(m_engine->accounts().addAccount(settings, password));
    if (added) {
        account = *added;
        if (!QTest::qWaitFor([this] { return connection.state == ConnectionState::Online && !history.running; }, 20'000)) {
            return Error{ErrorKind::Timeout, QStringLiteral("added, but not online"), {}};
        }
    }
    return added;
}

ConversationId TestEngine::open(const BareJid &peer)
{
    const auto conversation = wait(m_engine->chat().openConversation(account, peer));
    const bool shown = QTest::qWaitFor([&] { return conversations.contains(peer); }, 5'000);
    return conversation && shown ? *conversation : ConversationId();
}

QStringList TestEngine::bodies(const BareJid &peer) const
{
    QStringList out;
    const auto messages = m_messages.value(conversations.value(peer).id.value());
    for (const Message &message : messages) {
        out += message.body;
    }
    return out;
}

MessageState TestEngine::stateOf(const BareJid &peer, const QString &body) const
{
    MessageState state = MessageState::Failed;
    const auto messages = m_messages.value(conversations.value(peer).id.value());
    for (const Message &message : messages) {
        if (message.body == body) {
            state = message.state;
        }
    }
    return state;
}

bool befriend(TestEngine &one, TestEngine &other, const BareJid &oneJid, const BareJid &otherJid)
{
    if (!TestEngine::wait(one.door().roster().addContact(one.account, otherJid, {}, {}, {}))
        || !QTest::qWaitFor([&] { return !other.requests.isEmpty(); }, 10'000)
        || !TestEngine::wait(other.door().roster().acceptRequest(other.account, oneJid))
        || !QTest::qWaitFor([&] { return !one.requests.isEmpty(); }, 10'000)
        || !TestEngine::wait(one.door().roster().acceptRequest(one.account, otherJid))) {
        return false;
    }
    return QTest::qWaitFor([&] {
        return one.contacts.value(otherJid).subscription == Subscription::Both
            && other.contacts.value(oneJid).subscription == Subscription::Both
            && one.presences.value(otherJid).availability == Availability::Available
            && other.presences.value(oneJid).availability == Availability::Available;
    }, 10'000);
}

} // namespace jackdaw::test
