// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountDoor.h"
#include "account/EngineDoor.h"
#include "chat/ChatDoor.h"
#include "history/HistoryDoor.h"
#include "presence/PresenceDoor.h"
#include "roster/RosterDoor.h"

#include <QJsonObject>
#include <QMap>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <memory>

namespace jackdaw::test {

/// A private Prosody, through installer/demo/prosody.py: ends with this object.
class PrivateServer
{
public:
    explicit PrivateServer(const QStringList &accounts);
    ~PrivateServer();

    QString domain() const { return m_facts[QStringLiteral("domain")].toString(); }
    /// Settings that reach this server as NAME@domain.
    AccountSettings account(const QString &name, TlsMode tls = TlsMode::StartTls) const;
    /// One line of prosody.py's own commands; its answer.
    QJsonObject command(const QString &line);

private:
    QJsonObject readLine();

    QProcess m_process;
    QJsonObject m_facts;
};

/// An engine with a profile of its own, and what it said.
class TestEngine
{
public:
    /// `profile` empty: a new one that goes with this object.
    explicit TestEngine(const QString &profile = {});
    ~TestEngine();

    EngineDoor &door() { return *m_engine; }
    QString profile() const { return m_profile; }
    /// Ends the engine in order and makes another on the same profile.
    void restart();

    /// The value of a command, or the end of the program's patience (30 s).
    template<class T>
    static Result<T> wait(QFuture<Result<T>> future)
    {
        if (!QTest::qWaitFor([&] { return future.isFinished(); }, 30'000)) {
            return Error{ErrorKind::Timeout, QStringLiteral("the engine did not answer"), {}};
        }
        return future.result();
    }

    Result<AccountId> signIn(const AccountSettings &settings, const QString &password = QStringLiteral("secret"));
    ConversationId open(const BareJid &peer);
    /// Bodies of the stored messages of the conversation with `peer`, in its order.
    QStringList bodies(const BareJid &peer) const;
    /// The state of the newest message with this body.
    MessageState stateOf(const BareJid &peer, const QString &body) const;
    int storedTwice() const { return m_storedTwice; }

    AccountId account;
    ConnectionStatus connection;
    QMap<BareJid, Contact> contacts;
    QMap<BareJid, Presence> presences;
    QList<SubscriptionRequest> requests;
    QMap<BareJid, ChatState> chatStates;
    QMap<BareJid, Conversation> conversations;
    HistoryProgress history;
    /// Messages in the order the signals brought them, archive pages included.
    QList<Message> arrivals;

private:
    void start();
    void listen();
    void note(const QList<Message> &messages);

    QTemporaryDir m_folder;
    QString m_profile;
    QObject m_context;
    std::unique_ptr<EngineDoor> m_engine;
    QMap<qint64, QMap<MessageId, Message>> m_messages; ///< by conversation
    int m_storedTwice = 0;
};

/// Makes the two see each other's presence.
bool befriend(TestEngine &one, TestEngine &other, const BareJid &oneJid, const BareJid &otherJid);

} // namespace jackdaw::test
