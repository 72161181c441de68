// SPDX-License-Identifier: GPL-3.0-or-later
//
// One user of Jackdaw's engine who sends and fetches large files, for files.py, which measures them against curl:
//
//   JACKDAW_PASSWORD=… files_bench --profile FOLDER --jid JID --host HOST --port PORT --authority FILE --peer JID
//
// Says {"event":"online"}, then obeys one command a line on standard input, each answered by a line with what it took:
//   clear | sealed   what the chat is from now on
//   send FILE        from the wish to the server's answer that it has all of it
//   fetch            the newest file that came, waiting for its message first; from the wish to the file being there. Its "path"
//   drop             deletes all files of the chat here
// "took" is seconds, "grown" by how many kB the process was larger, at its largest, than before.

#include "server/Engine.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <cstdio>
#include <string>
#include <thread>

using namespace jackdaw;
using namespace Qt::StringLiterals;

namespace {

constexpr int patience = 600; // s

void say(const QJsonObject &event)
{
    const QByteArray line = QJsonDocument(event).toJson(QJsonDocument::Compact) + '\n';
    std::fwrite(line.constData(), 1, size_t(line.size()), stdout);
    std::fflush(stdout);
}

/// kB of the process's memory, as /proc/self/status has it.
qint64 memory(const QByteArray &field)
{
    QFile status(u"/proc/self/status"_s);
    if (!status.open(QIODevice::ReadOnly))
        return -1;
    for (const QByteArray &line : status.readAll().split('\n')) {
        if (line.startsWith(field + ':'))
            return line.mid(field.size() + 1).simplified().split(' ').constFirst().toLongLong();
    }
    return -1;
}

/// Time and memory of one transfer.
class Measured
{
public:
    Measured()
    {
        QFile reset(u"/proc/self/clear_refs"_s); // the peak counts from here on
        if (reset.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
            reset.write("5");
        m_before = memory("VmRSS");
        m_time.start();
    }
    QJsonObject end(const QString &event) const
    {
        return {{u"event"_s, event}, {u"took"_s, double(m_time.nsecsElapsed()) / 1e9}, {u"grown"_s, memory("VmHWM") - m_before}};
    }

private:
    QElapsedTimer m_time;
    qint64 m_before = 0;
};

/// The newest message with a file in that state.
MessageId newest(const test::Engine &engine, ConversationId chat, bool isHere)
{
    MessageId found;
    for (const Message &message : engine.messages(chat)) {
        const bool is = message.attachment && (message.attachment->state == Attachment::State::Here) == isHere;
        if (is)
            found = message.id;
    }
    return found;
}

std::optional<Message> message(const test::Engine &engine, ConversationId chat, MessageId id)
{
    for (const Message &each : engine.messages(chat)) {
        if (each.id == id)
            return each;
    }
    return {};
}

QJsonObject refused(const QString &why)
{
    return {{u"event"_s, u"refused"_s}, {u"detail"_s, why}};
}

QJsonObject send(test::Engine &engine, ConversationId chat, const QString &path)
{
    const Measured measured;
    const auto id = test::Engine::wait(engine.files().sendFile(chat, {path, {}, u"application/octet-stream"_s, 0, 0}, {}));
    if (!id)
        return refused(id.error().detail);
    std::optional<Message> now;
    const bool isUp = test::Engine::waitFor([&] {
        now = message(engine, chat, *id);
        return now && (now->attachment->state == Attachment::State::Here || now->state == MessageState::Failed);
    }, patience);
    const QJsonObject out = measured.end(u"sent"_s);
    if (!isUp || now->state == MessageState::Failed)
        return refused(now && now->failure ? now->failure->detail : u"not sent in time"_s);
    return out;
}

QJsonObject fetch(test::Engine &engine, ConversationId chat)
{
    MessageId id;
    if (!test::Engine::waitFor([&] { return (id = newest(engine, chat, false)).isValid(); }, 60))
        return refused(u"no file came"_s);
    const Measured measured;
    if (const Status wanted = test::Engine::wait(engine.files().fetch(id)); !wanted)
        return refused(wanted.error().detail);
    std::optional<Message> now;
    test::Engine::waitFor([&] {
        now = message(engine, chat, id);
        return now->attachment->state == Attachment::State::Here || now->attachment->state == Attachment::State::Broken;
    }, patience);
    QJsonObject out = measured.end(u"fetched"_s);
    if (now->attachment->state != Attachment::State::Here)
        return refused(now->attachment->failure ? now->attachment->failure->detail : u"not fetched in time"_s);
    out.insert(u"path"_s, now->attachment->path);
    return out;
}

QJsonObject drop(test::Engine &engine, ConversationId chat)
{
    for (MessageId id = newest(engine, chat, true); id.isValid(); id = newest(engine, chat, true)) {
        const auto now = message(engine, chat, id);
        const Status gone = test::Engine::wait(engine.chat().deleteLocally(id));
        if (!gone || !test::Engine::waitFor([&] { return !message(engine, chat, id); }))
            return refused(u"not deleted"_s);
    }
    return {{u"event"_s, u"dropped"_s}};
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    for (const QString &name : {u"profile"_s, u"jid"_s, u"host"_s, u"port"_s, u"authority"_s, u"peer"_s})
        parser.addOption({name, {}, name});
    parser.process(application);
    const QString password = qEnvironmentVariable("JACKDAW_PASSWORD");
    auto engine = test::Engine::start(parser.value(u"profile"_s));
    if (!engine)
        return 1;
    const auto account = engine->signIn(
        test::Engine::settings(parser.value(u"jid"_s), parser.value(u"port"_s).toUShort(), parser.value(u"authority"_s)), password);
    const auto peer = BareJid::parse(parser.value(u"peer"_s));
    if (!account || !peer || !engine->waitUntil(*account, ConnectionState::Online, 60)) {
        say(refused(u"not signed in"_s));
        return 1;
    }
    DownloadRules rules;
    rules.from = DownloadRules::From::Nobody;
    engine->files().setRules(rules);
    const auto chat = engine->openConversation(*account, peer->toString());
    if (!chat)
        return 1;
    say({{u"event"_s, u"online"_s}});

    const auto obey = [&](const QString &line) -> QJsonObject {
        const QString verb = line.section(u' ', 0, 0);
        if (verb == u"clear" || verb == u"sealed") {
            const ChatWish wish = verb == u"sealed" ? ChatWish::Encrypted : ChatWish::Clear;
            const Status said = test::Engine::wait(engine->encryption().setChatWish(*account, *peer, wish));
            return said ? QJsonObject{{u"event"_s, verb}} : refused(said.error().detail);
        }
        return verb == u"send" ? send(*engine, *chat, line.section(u' ', 1)) : verb == u"fetch" ? fetch(*engine, *chat)
            : verb == u"drop" ? drop(*engine, *chat) : refused(u"unknown command"_s);
    };
    std::thread reader([&] {
        char line[4096];
        while (std::fgets(line, sizeof line, stdin)) {
            const QString command = QString::fromLocal8Bit(line).trimmed();
            QMetaObject::invokeMethod(&application, [&, command] { say(obey(command)); }, Qt::QueuedConnection);
        }
        QMetaObject::invokeMethod(&application, &QCoreApplication::quit, Qt::QueuedConnection);
    });
    const int code = QCoreApplication::exec();
    reader.detach(); // it may wait for a line that does not come
    engine.reset();
    return code;
}
