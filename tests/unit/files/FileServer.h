// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/MessageService.h"
#include "files/UploadService.h"
#include "files/UploadSlotService.h"
#include "files/WebAccess.h"
#include "support/HostileWeb.h"
#include "support/ScriptedAccount.h"

#include <QFile>
#include <QTcpSocket>

#include <functional>
#include <memory>

namespace upload_test {

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

/// A chat is what the test says.
class ScriptedCipher : public MessageCipher
{
public:
    Result<Readiness> readiness(const BareJid &) override { return now; }
    Result<QList<QXmppMessage>> seal(const QXmppMessage &clear, const BareJid &, MessageId) override
    {
        QXmppMessage stanza = clear;
        stanza.setBody(u"sealed"_s);
        return QList<QXmppMessage>{stanza};
    }
    Result<Opened> open(const QDomElement &, const BareJid &, const BareJid &, qint64) override { return Opened(); }
    void settle() override {}

    Readiness now = Readiness::Ready;
};

/// mara@harbor.example, in a chat with somebody to whom nothing goes around the server. Owned by a test, its thread.
struct Account : ScriptedAccount
{
    explicit Account(ScriptedServer::Script script = {}) : ScriptedAccount(std::move(script))
    {
        features->messages.setCipher(cipher);
        chat = *features->messages.open(peer("leila")); // who does not let us see her: nothing goes to her around the server
    }
    ~Account() { features.reset(); }

    Message message(MessageId which) { return *features->messages.store().message(which); }
    QString write(const QByteArray &bytes) const
    {
        QFile file(folder.filePath(u"a.bin"_s));
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? file.fileName() : QString();
    }
    MessageId received(const QString &originId, const QString &body, const std::optional<SharedFile> &file,
                       const std::optional<MessageEncryption> &encryption)
    {
        Message said;
        said.conversation = chat;
        said.sender = peer("leila");
        said.time = clock.now();
        said.originId = OriginId(originId);
        said.body = body;
        said.encryption = encryption;
        if (file) {
            said.attachment.emplace().file = *file;
        }
        return features->messages.store().insert(said, MessageStore::Place::Newest, MessageStore::Unread::DoNotCount)->id;
    }
    MessageId answer(MessageId to, const QString &body)
    {
        OutgoingText text;
        text.body = body;
        text.replyTo = to;
        return *features->messages.send(chat, text);
    }

    ScriptedCipher cipher;
    ConversationId chat;
};

/// A server with a place for files, which a test makes good or bad.
class FileServer
{
public:
    using Act = std::function<void(QTcpSocket &socket, const QByteArray &body)>;

    FileServer() : m_web(m_certificates.make({.name = u"127.0.0.1"_s, .hosts = u"IP:127.0.0.1"_s}), [this](QTcpSocket &socket, const QByteArray &head) {
        if (!head.startsWith("PUT ")) {
            questions.append(head);
            asked(socket);
            return;
        }
        // From here on it is the body that comes.
        QObject::disconnect(&socket, &QTcpSocket::readyRead, nullptr, nullptr);
        auto body = std::make_shared<QByteArray>();
        const auto read = [this, &socket, body] {
            *body += socket.readAll();
            act(socket, *body);
        };
        QObject::connect(&socket, &QTcpSocket::readyRead, &socket, read);
        read();
    }) {}

    ScriptedServer::Script script()
    {
        ScriptedServer::Script made;
        made.answers = {{"disco#items", "<query xmlns='http://jabber.org/protocol/disco#items'><item jid='files.harbor.example'/></query>"}};
        made.answer = [this](const QByteArray &iq, const QByteArray &id) -> QByteArray {
            if (!iq.contains("files.harbor.example")) {
                return {};
            }
            QByteArray inside = "<query xmlns='http://jabber.org/protocol/disco#info'><feature var='urn:xmpp:http:upload:0'/></query>";
            if (iq.contains("<request")) {
                ++places;
                const QByteArray place = m_web.url(u"place-%1/a.bin"_s.arg(places)).toLatin1();
                inside = slot ? slot(place)
                              : "<slot xmlns='urn:xmpp:http:upload:0'><put url='" + place + "'/><get url='" + place + "'/></slot>";
            }
            return "<iq type='result' id='" + id + "' from='files.harbor.example'>" + inside + "</iq>";
        };
        return made;
    }
    /// So that this server's certificate is believed.
    void introduce(ScriptedAccount &account)
    {
        ConnectionSettings settings = account.connection->settings();
        QFile both(account.folder.filePath(u"authorities.pem"_s));
        QFile ours(m_certificates.authorityFile());
        QFile theirs(settings.authorityFile);
        if (!both.open(QIODevice::WriteOnly) || !ours.open(QIODevice::ReadOnly) || !theirs.open(QIODevice::ReadOnly)) {
            qFatal("no authorities");
        }
        both.write(ours.readAll() + theirs.readAll());
        settings.authorityFile = both.fileName();
        account.connection->setSettings(settings);
    }

    QByteArrayList requests() const { return m_web.requests(); }

    Act act;
    /// What is handed out, if not a slot at the address that is given.
    std::function<QByteArray(const QByteArray &place)> slot;
    /// What lies at a place. Nothing, if not said otherwise.
    std::function<void(QTcpSocket &socket)> asked = [](QTcpSocket &socket) { HostileWeb::answer(socket, "404 Not Found", {}); };
    QByteArrayList questions; ///< their heads
    int places = 0;

private:
    Certificates m_certificates;
    HostileWeb m_web;
};

/// The uploads of an account by limits of a test's own. Owned by a test, its thread.
struct Uploads
{
    Uploads(Account &account, const TransferLimits &limits)
        : context{account.id, *account.connection, *account.database, account.clock, {}}
        , web(context)
        , finder(context)
        , uploads(context, account.features->messages, finder, web, limits)
    {
    }

    AccountContext context;
    WebAccess web;
    UploadSlotService finder;
    UploadService uploads;
};

} // namespace upload_test
