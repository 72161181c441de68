// SPDX-License-Identifier: GPL-3.0-or-later
//
// A stream reader alone, for tests/bench/load.py: a QXmppClient without extensions that reads whatever a server says and
// counts it, with StreamGuard or with QXmpp's own reader.
//
//   JACKDAW_PASSWORD=… reader_bench --reader guard|stock --port PORT --authority FILE
//
// Ends with the stream or with its standard input, and then prints {"stanzas":N,"longest_block_ms":N}: how long the event
// loop was deaf at most since the session began.

#include "xmpp/StreamGuard.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDomElement>
#include <QEvent>
#include <QSocketNotifier>
#include <QSslCertificate>
#include <QThread>
#include <QXmppClient.h>
#include <QXmppClientExtension.h>
#include <QXmppConfiguration.h>
#include <QXmppError.h>
#include <QXmppIq.h>
#include <QXmppPresence.h>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <memory>
#include <unistd.h>

using namespace jackdaw;
using namespace Qt::StringLiterals;

namespace {

/// Consumes what a flood is made of, and answers requests: the one behind the flood says that all of it was read. What
/// belongs to signing in is QXmpp's.
class Counter : public QXmppClientExtension
{
public:
    bool handleStanza(const QDomElement &stanza, const std::optional<QXmppE2eeMetadata> &) override
    {
        const QString tag = stanza.tagName();
        if (tag == u"iq" && stanza.attribute(u"type"_s) == u"get") {
            QXmppIq answer(QXmppIq::Result);
            answer.setId(stanza.attribute(u"id"_s));
            answer.setTo(stanza.attribute(u"from"_s));
            client()->sendPacket(answer);
        } else if (tag != u"message" && tag != u"presence") {
            return false;
        }
        ++stanzas;
        return true;
    }

    long long stanzas = 0;
};

/// Posts an event to the main thread every 2 ms and keeps the longest time until one was taken.
class Watch : public QObject
{
public:
    Watch()
    {
        m_thread.reset(QThread::create([this] {
            while (!m_stop) {
                const auto posted = std::chrono::steady_clock::now();
                m_taken = false;
                QCoreApplication::postEvent(this, new QEvent(QEvent::User));
                while (!m_taken && !m_stop) {
                    QThread::usleep(300);
                }
                m_longest = qMax(m_longest, std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - posted).count());
                QThread::msleep(2);
            }
        }));
        m_thread->start();
    }
    ~Watch() override { stop(); }

    double stop()
    {
        m_stop = true;
        m_thread->wait();
        return m_longest;
    }

protected:
    bool event(QEvent *event) override
    {
        m_taken = m_taken || event->type() == QEvent::User;
        return QObject::event(event);
    }

private:
    double m_longest = 0; ///< the thread's, until it has ended
    std::atomic<bool> m_taken = false;
    std::atomic<bool> m_stop = false;
    std::unique_ptr<QThread> m_thread;
};

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    for (const QString &name : {u"reader"_s, u"port"_s, u"authority"_s}) {
        parser.addOption({name, {}, name});
    }
    parser.process(application);

    QXmppClient client(QXmppClient::NoExtensions);
    client.setLogger(nullptr);
    auto *counter = new Counter;
    client.addExtension(counter);
    std::unique_ptr<StreamGuard> guard;
    if (parser.value(u"reader"_s) == "guard"_L1) {
        guard = std::make_unique<StreamGuard>(client, *BareJid::parse(u"anna@harbor.example"));
        if (!guard->replacesReader()) {
            std::fprintf(stderr, "this QXmpp keeps its own reader\n");
            return 1;
        }
        guard->begin({.password = qEnvironmentVariable("JACKDAW_PASSWORD"), .token = {}, .plainAllowed = false, .strongest = {}});
    }

    QXmppConfiguration configuration;
    configuration.setJid(u"anna@harbor.example"_s);
    configuration.setPassword(qEnvironmentVariable("JACKDAW_PASSWORD"));
    configuration.setHost(u"127.0.0.1"_s);
    configuration.setPort(parser.value(u"port"_s).toInt());
    configuration.setCaCertificates(QSslCertificate::fromPath(parser.value(u"authority"_s)));
    configuration.setStreamSecurityMode(QXmppConfiguration::TLSRequired);
    configuration.setAutoReconnectionEnabled(false);
    configuration.setKeepAliveInterval(0);

    std::unique_ptr<Watch> watch;
    QObject::connect(&client, &QXmppClient::connected, &application, [&] { watch = std::make_unique<Watch>(); });
    QObject::connect(&client, &QXmppClient::errorOccurred, &application, [](const QXmppError &error) {
        std::fprintf(stderr, "%s\n", qPrintable(error.description));
    });
    if (guard) {
        QObject::connect(guard.get(), &StreamGuard::violated, &application, [](const Error &error) {
            std::fprintf(stderr, "refused: %s\n", qPrintable(error.detail));
        });
    }
    QObject::connect(&client, &QXmppClient::disconnected, &application, [] { QCoreApplication::quit(); });
    QSocketNotifier input(STDIN_FILENO, QSocketNotifier::Read);
    QObject::connect(&input, &QSocketNotifier::activated, &application, [] { QCoreApplication::quit(); });
    client.connectToServer(configuration);
    const int code = QCoreApplication::exec();
    std::printf("{\"stanzas\":%lld,\"longest_block_ms\":%.1f}\n", counter->stanzas, watch ? watch->stop() : -1.0);
    return code;
}
