// SPDX-License-Identifier: GPL-3.0-or-later
//
// One user of Jackdaw's engine without a window, for tests that kill it:
//
//   JACKDAW_PASSWORD=… jackdaw-driver --profile FOLDER --jid JID --host HOST --port PORT --authority FILE
//       [--to JID --prefix TEXT --first N --rate A_SECOND]
//
// With --to and --attach FILE it sends that file once, as soon as it has the account, whether there is a stream or not.
// With --to it sends "TEXT N", "TEXT N+1", … at that rate from its start on, whether there is a stream or not. One JSON
// line an event on standard output: {"event":"connection","state":N,"online":…}, {"event":"accepted","number":N} (the message
// is on disk), {"event":"stored","body":…}, {"event":"waiting","count":N}, {"event":"moved","done":N,…}, {"event":"refused",…}. A server that is not there
// is tried again. Standard input: "stop" ends the sending, its end ends the program in order.

#include "server/Engine.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSocketNotifier>
#include <QTimer>
#include <cstdio>
#include <unistd.h>

using namespace jackdaw;
using namespace Qt::StringLiterals;

namespace {

void say(const QJsonObject &event)
{
    // One write a line: a reader never sees half of one, whenever we are killed.
    const QByteArray line = QJsonDocument(event).toJson(QJsonDocument::Compact) + '\n';
    std::fwrite(line.constData(), 1, size_t(line.size()), stdout);
    std::fflush(stdout);
}

/// Signs in, and sends numbered messages. Lives on the main thread beside the engine it drives.
class Driver : public QObject
{
public:
    Driver(test::Engine &engine, AccountSettings settings, QString password)
        : m_engine(engine), m_settings(std::move(settings)), m_password(std::move(password))
    {
        connect(&engine.accounts(), &AccountDoor::accountsChanged, this, [this](const QList<AccountSettings> &all) {
            if (m_begun)
                return;
            m_begun = true;
            if (all.isEmpty())
                add();
            else
                haveAccount(all.constFirst().id);
        });
        connect(&engine.accounts(), &AccountDoor::connectionChanged, this, [this](AccountId account, const ConnectionStatus &now) {
            say({{u"event"_s, u"connection"_s}, {u"state"_s, int(now.state)},
                 {u"online"_s, now.state == ConnectionState::Online}, {u"error"_s, now.error ? int(now.error->kind) : -1}});
            if (now.state == ConnectionState::NeedsPassword)
                givePassword(account);
        });
        connect(&engine.chat(), &ChatDoor::messagesStored, this, [](ConversationId, const QList<Message> &stored, bool) {
            for (const Message &each : stored)
                say({{u"event"_s, u"stored"_s}, {u"body"_s, each.body}});
        });
        connect(&engine.chat(), &ChatDoor::waitingCountChanged, this, [](AccountId, int count) {
            say({{u"event"_s, u"waiting"_s}, {u"count"_s, count}});
        });
        connect(&engine.files(), &FileDoor::transferMoved, this, [](MessageId, const TransferProgress &progress) {
            say({{u"event"_s, u"moved"_s}, {u"done"_s, progress.done}, {u"total"_s, progress.total}, {u"speed"_s, progress.speed}});
        });
        connect(&m_pace, &QTimer::timeout, this, [this] { sendNext(); });
    }

    void sendTo(const BareJid &peer, const QString &prefix, int first, double rate)
    {
        m_peer = peer;
        m_prefix = prefix;
        m_next = first;
        m_pace.setInterval(std::chrono::milliseconds(qRound(1000 / rate)));
        m_pace.setTimerType(Qt::PreciseTimer);
    }

    void attachTo(const BareJid &peer, const QString &file)
    {
        m_peer = peer;
        m_file = file;
    }

    void stopSending()
    {
        m_stopped = true;
        m_pace.stop();
        say({{u"event"_s, u"stopped"_s}, {u"next"_s, m_next}});
    }

private:
    void add()
    {
        m_engine.accounts().addAccount(m_settings, m_password).then(this, [this](const Result<AccountId> &result) {
            if (result) {
                haveAccount(*result);
            } else {
                say({{u"event"_s, u"refused"_s}, {u"kind"_s, int(result.error().kind)}, {u"detail"_s, result.error().detail}});
                const ErrorKind kind = result.error().kind;
                if (kind == ErrorKind::NotAuthorized || kind == ErrorKind::Certificate)
                    QCoreApplication::exit(1);
                else
                    QTimer::singleShot(300, this, [this] { add(); });
            }
        });
    }

    void givePassword(AccountId account)
    {
        m_engine.accounts().providePassword(account, m_password).then(this, [](const Status &status) {
            if (!status)
                say({{u"event"_s, u"refused"_s}, {u"kind"_s, int(status.error().kind)}, {u"detail"_s, status.error().detail}});
        });
    }

    void haveAccount(AccountId account)
    {
        if (!m_peer.isValid())
            return;
        m_engine.chat().openConversation(account, m_peer).then(this, [this](const Result<ConversationId> &conversation) {
            if (!conversation)
                return QCoreApplication::exit(1);
            m_conversation = *conversation;
            if (!m_file.isEmpty())
                attach();
            else if (!m_stopped)
                m_pace.start();
        });
    }

    void attach()
    {
        const OutgoingFile file{m_file, {}, u"application/octet-stream"_s, 0, 0};
        m_engine.files().sendFile(m_conversation, file, {}).then(this, [](const Result<MessageId> &result) {
            say(result ? QJsonObject{{u"event"_s, u"accepted"_s}, {u"number"_s, 0}}
                       : QJsonObject{{u"event"_s, u"refused"_s}, {u"detail"_s, result.error().detail}});
        });
    }

    void sendNext()
    {
        const int number = m_next++;
        m_engine.chat().send(m_conversation, m_prefix + u' ' + QString::number(number)).then(this, [number](const Result<MessageId> &result) {
            if (result)
                say({{u"event"_s, u"accepted"_s}, {u"number"_s, number}});
            else
                say({{u"event"_s, u"refused"_s}, {u"number"_s, number}, {u"detail"_s, result.error().detail}});
        });
    }

    test::Engine &m_engine;
    AccountSettings m_settings;
    QString m_password;
    BareJid m_peer;
    QString m_prefix;
    QString m_file;
    ConversationId m_conversation;
    QTimer m_pace;
    int m_next = 1;
    bool m_begun = false;
    bool m_stopped = false;
};

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    for (const QString &name : {u"profile"_s, u"jid"_s, u"host"_s, u"port"_s, u"authority"_s, u"to"_s, u"prefix"_s, u"first"_s, u"rate"_s, u"attach"_s})
        parser.addOption({name, {}, name});
    parser.process(application);

    AccountSettings settings = test::Engine::settings(
        parser.value(u"jid"_s), parser.value(u"port"_s).toUShort(), parser.value(u"authority"_s));
    settings.host = parser.value(u"host"_s);
    std::unique_ptr<Driver> driver;
    auto engine = test::Engine::start(parser.value(u"profile"_s), [&](test::Engine &made) {
        driver = std::make_unique<Driver>(made, settings, qEnvironmentVariable("JACKDAW_PASSWORD"));
        if (parser.isSet(u"attach"_s)) {
            driver->attachTo(BareJid::parse(parser.value(u"to"_s)).value(), parser.value(u"attach"_s));
        } else if (parser.isSet(u"to"_s)) {
            driver->sendTo(BareJid::parse(parser.value(u"to"_s)).value(), parser.value(u"prefix"_s),
                           parser.value(u"first"_s).toInt(), parser.value(u"rate"_s).toDouble());
        }
    });
    if (!engine)
        return 1;

    QSocketNotifier input(STDIN_FILENO, QSocketNotifier::Read);
    QObject::connect(&input, &QSocketNotifier::activated, &application, [&] {
        char buffer[256];
        const ssize_t got = ::read(STDIN_FILENO, buffer, sizeof buffer);
        if (got <= 0) {
            input.setEnabled(false);
            QCoreApplication::quit();
        } else if (QByteArrayView(buffer, got).contains("stop")) {
            driver->stopSending();
        }
    });
    const int code = QCoreApplication::exec();
    driver.reset();
    return code;
}
