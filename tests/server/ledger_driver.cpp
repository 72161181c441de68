// SPDX-License-Identifier: GPL-3.0-or-later
/// A program without a window that signs in and sends numbered messages at a steady rate until its standard input ends or
/// says "hush"; for tests that kill it. Password in JACKDAW_PASSWORD.
///
///     jackdaw-ledger-driver PROFILE JID HOST PORT AUTHORITY PEER FIRST INTERVAL
///
/// sends "JID FIRST", "JID FIRST+1", … every INTERVAL ms (0: none), and prints {"waiting": n} when that changes and
/// {"online": true|false}. "hush" on standard input stops sending; "quit" ends the program in order.
#include "account/AccountDoor.h"
#include "account/EngineDoor.h"
#include "chat/ChatDoor.h"

#include <QCoreApplication>
#include <QPluginLoader>
#include <QSocketNotifier>
#include <QTimer>
#include <iostream>
#include <unistd.h>

using namespace jackdaw;

namespace {

class Driver : public QObject
{
public:
    Driver(std::unique_ptr<EngineDoor> engine, AccountSettings settings, BareJid peer, int first, int interval)
        : m_engine(std::move(engine))
        , m_settings(std::move(settings))
        , m_peer(std::move(peer))
        , m_next(first)
        , m_input(STDIN_FILENO, QSocketNotifier::Read)
        , m_password(qEnvironmentVariable("JACKDAW_PASSWORD"))
    {
        connect(&m_input, &QSocketNotifier::activated, this, [this] { readCommands(); });
        m_pace.setInterval(interval);
        connect(&m_pace, &QTimer::timeout, this, [this] { sendNext(); });
        connect(&m_engine->chat(), &ChatDoor::waitingCountChanged, this, [](AccountId, int waiting) {
            std::cout << "{\"waiting\": " << waiting << "}" << std::endl;
        });
        connect(&m_engine->accounts(), &AccountDoor::accountsChanged, this, [this](const QList<AccountSettings> &accounts) {
            if (!accounts.isEmpty()) {
                m_account = accounts.first().id;
            } else {
                add();
            }
        });
        connect(&m_engine->accounts(), &AccountDoor::connectionChanged, this, [this](AccountId account, const ConnectionStatus &status) {
            std::cout << "{\"online\": " << (status.state == ConnectionState::Online ? "true" : "false") << "}" << std::endl;
            if (status.state == ConnectionState::NeedsPassword) {
                m_engine->accounts().providePassword(account, m_password);
            }
            begin();
        });
        m_engine->start();
    }

private:
    /// As long as the server is down, again.
    void add()
    {
        m_engine->accounts().addAccount(m_settings, m_password).then(this, [this](const Result<AccountId> &added) {
            if (!added) {
                QTimer::singleShot(300, this, [this] { add(); });
            }
        });
    }

    void begin()
    {
        if (m_begun || !m_account.isValid()) {
            return;
        }
        m_begun = true;
        m_engine->chat().openConversation(m_account, m_peer).then(this, [this](const Result<ConversationId> &opened) {
            if (opened && m_pace.interval() > 0 && !m_hushed) {
                m_conversation = *opened;
                m_pace.start();
            }
        });
    }

    void sendNext()
    {
        m_engine->chat().send(m_conversation, m_settings.jid.toString() + u' ' + QString::number(m_next++));
    }

    void readCommands()
    {
        char buffer[256];
        const ssize_t length = ::read(STDIN_FILENO, buffer, sizeof buffer);
        const QByteArray text(buffer, qMax<ssize_t>(length, 0));
        if (text.contains("hush")) {
            m_hushed = true;
            m_pace.stop();
        }
        if (length <= 0 || text.contains("quit")) {
            m_input.setEnabled(false);
            m_engine.reset();
            QCoreApplication::quit();
        }
    }

    std::unique_ptr<EngineDoor> m_engine;
    AccountSettings m_settings;
    BareJid m_peer;
    int m_next;
    QSocketNotifier m_input;
    QString m_password;
    QTimer m_pace;
    AccountId m_account;
    ConversationId m_conversation;
    bool m_begun = false;
    bool m_hushed = false;
};

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = application.arguments();
    if (arguments.size() != 9) {
        std::cerr << "usage: jackdaw-ledger-driver PROFILE JID HOST PORT AUTHORITY PEER FIRST INTERVAL" << std::endl;
        return 2;
    }
    QPluginLoader loader(QStringLiteral(JACKDAW_ENGINE));
    auto *factory = qobject_cast<EngineFactory *>(loader.instance());
    if (!factory) {
        std::cerr << qPrintable(loader.errorString()) << std::endl;
        return 1;
    }
    EngineOptions options;
    options.profileFolder = arguments[1];
    options.secrets = EngineOptions::Secrets::Memory;
    AccountSettings settings;
    settings.jid = *BareJid::parse(arguments[2]);
    settings.host = arguments[3];
    settings.port = arguments[4].toUShort();
    settings.tls = TlsMode::StartTls;
    settings.authorityFile = arguments[5];
    Driver driver(factory->makeEngine(options), settings, *BareJid::parse(arguments[6]), arguments[7].toInt(), arguments[8].toInt());
    return application.exec();
}
