// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/MessageService.h"
#include "jingle/JingleService.h"
#include "support/ScriptedAccount.h"
#include "xmpp/Capabilities.h"
#include "xmpp/Namespaces.h"

#include <QCryptographicHash>
#include <QFile>
#include <QXmlStreamWriter>

namespace jackdaw::test {

using namespace Qt::StringLiterals;

inline const QByteArray phone = "tomas@harbor.example/phone";

inline Capabilities clientOf(const QList<QStringView> &features)
{
    Capabilities out;
    out.identities = {{u"client"_s, u"phone"_s, {}, {}}};
    for (const QStringView feature : features) {
        out.features += feature.toString();
    }
    return out;
}

inline const QList<QStringView> inBandOnly = {ns::discoInfo, ns::jingle, ns::jingleFile, ns::jingleInBand};
inline const QList<QStringView> bothWays = {ns::discoInfo, ns::jingle, ns::jingleFile, ns::jingleInBand,
                                            ns::jingleSocks};
inline const QList<QStringView> noFiles = {ns::discoInfo};

/// A chat in clear, unless a test says otherwise.
class OpenChat : public MessageCipher
{
public:
    Result<Readiness> readiness(const BareJid &) override { return now; }
    Result<QList<QXmppMessage>> seal(const QXmppMessage &clear, const BareJid &, MessageId) override
    {
        return QList<QXmppMessage>{clear};
    }
    Result<Opened> open(const QDomElement &, const BareJid &, const BareJid &, qint64) override { return Opened(); }
    void settle() override {}

    Readiness now = Readiness::Clear;
};

/// mara, whose server takes no files, and tomas, whose client says what the test says, stanza by stanza. Owned by a
/// test, its thread. Answers mara's requests to that client by itself, as long as it is to; keeps nothing but what the
/// server heard.
struct JingleAccount : ScriptedAccount
{
    explicit JingleAccount(bool acknowledges = true)
        : ScriptedAccount(scriptFor(*this))
        , answersSessions(acknowledges)
    {
        begin();
        chat = *features->messages.open(peer("tomas"));
    }
    ~JingleAccount() { features.reset(); }

    void begin() { features->messages.setCipher(cipher); }
    /// As a program does that has a folder.
    void remembers()
    {
        notes = AccountNotes(folder.path(), id);
        restart();
        begin();
    }

    static ScriptedServer::Script scriptFor(JingleAccount &self)
    {
        ScriptedServer::Script script;
        script.answer = [&self](const QByteArray &iq, const QByteArray &id) { return self.answerFor(iq, id); };
        return script;
    }
    QByteArray answerFor(const QByteArray &iq, const QByteArray &id) const
    {
        if (!iq.contains(phone)) {
            return {};
        }
        const QByteArray head = "<iq type='result' id='" + id + "' from='" + phone + "' to='mara@harbor.example/desk'";
        if (iq.contains("disco#info")) {
            QByteArray payload;
            QXmlStreamWriter writer(&payload);
            clientOf(features_).write(writer, {});
            return head + ">" + payload + "</iq>";
        }
        return answersSessions ? head + "/>" : QByteArray(" ");
    }

    void comesOnline(const QList<QStringView> &able)
    {
        features_ = able;
        server.say("<presence from='" + phone
                   + "'><c xmlns='http://jabber.org/protocol/caps' hash='sha-1' node='https://other.example' ver='"
                   + clientOf(able).ver().toUtf8() + "'/></presence>");
    }
    void goesOffline() { server.say("<presence from='" + phone + "' type='unavailable'/>"); }

    Message message(MessageId which) { return *features->messages.store().message(which); }
    std::optional<ErrorKind> waitsFor(MessageId which)
    {
        const auto failure = message(which).attachment->failure;
        return failure ? std::optional(failure->kind) : std::nullopt;
    }
    QString write(const QByteArray &bytes) const
    {
        QFile file(folder.filePath(u"a.bin"_s));
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? file.fileName() : QString();
    }
    MessageId sends(const QByteArray &bytes, const QString &caption = {})
    {
        return *features->uploads.send(chat, {write(bytes), {}, {}, 0, 0}, caption);
    }
    bool hears(const QByteArray &what, int times = 1)
    {
        return QTest::qWaitFor([&] { return server.heard().count(what) >= times; }, 10'000);
    }
    /// Of the last session that mara began.
    QByteArray sid() const { return lastOf("urn:xmpp:jingle:1\" action=\"session-initiate\" sid=\"([^\"]*)\""); }
    QByteArray streamId() const { return lastOf("jingle:transports:ibb:1\" sid=\"([^\"]*)\""); }
    QByteArray lastOf(const char *pattern) const
    {
        QByteArray found;
        auto all = QRegularExpression(QLatin1StringView(pattern)).globalMatch(QString::fromUtf8(server.heard()));
        while (all.hasNext()) {
            found = all.next().captured(1).toUtf8();
        }
        return found;
    }
    /// From tomas' phone unless it is said otherwise.
    QByteArray says(const QByteArray &payload, const QByteArray &from = phone)
    {
        const QByteArray id = "t" + QByteArray::number(++m_said);
        server.say("<iq type='set' id='" + id + "' from='" + from + "' to='mara@harbor.example/desk'>" + payload
                   + "</iq>");
        return id;
    }
    QByteArray answerOf(const QByteArray &payload, const QByteArray &from = phone)
    {
        const QByteArray id = says(payload, from);
        return isThrough() ? answerTo(id) : QByteArray("nothing");
    }
    static QByteArray step(const QByteArray &action, const QByteArray &sid, const QByteArray &content)
    {
        return "<jingle xmlns='urn:xmpp:jingle:1' action='" + action + "' sid='" + sid + "'>" + content + "</jingle>";
    }
    static QByteArray inBand(const QByteArray &sid, int blockSize = 4096)
    {
        return "<transport xmlns='urn:xmpp:jingle:transports:ibb:1' sid='" + sid + "' block-size='"
            + QByteArray::number(blockSize) + "'/>";
    }
    static QByteArray content(const QByteArray &inside, const QByteArray &name = "file")
    {
        return "<content creator='initiator' name='" + name + "' senders='initiator'>" + inside + "</content>";
    }
    static QByteArray end(const QByteArray &reason) { return "<reason><" + reason + "/></reason>"; }
    void accepts(qint64 offset = 0)
    {
        says(step("session-accept", sid(),
                  content("<description xmlns='urn:xmpp:jingle:apps:file-transfer:5'><file><range offset='"
                          + QByteArray::number(offset) + "'/></file></description>" + inBand(streamId()))));
    }
    /// All that mara sent in pieces, in the order of their numbers.
    QByteArray pieces() const
    {
        QByteArray all;
        static const QRegularExpression data(u"<data [^>]*seq=\"[0-9]+\"[^>]*>([^<]*)</data>"_s);
        auto each = data.globalMatch(QString::fromUtf8(server.heard()));
        while (each.hasNext()) {
            all += QByteArray::fromBase64(each.next().captured(1).toLatin1());
        }
        return all;
    }

    // What tomas sends

    static QByteArray file(const QByteArray &bytes, const QByteArray &name = "notes.txt", qint64 size = -1)
    {
        return "<description "
               "xmlns='urn:xmpp:jingle:apps:file-transfer:5'><file><media-type>text/plain</media-type><name>"
            + name + "</name><size>" + QByteArray::number(size >= 0 ? size : bytes.size())
            + "</size><range/>"
              "<hash xmlns='urn:xmpp:hashes:2' algo='sha-256'>"
            + QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toBase64() + "</hash></file></description>";
    }
    void offers(const QByteArray &sid, const QByteArray &bytes, const QByteArray &name = "notes.txt", qint64 size = -1)
    {
        says(step("session-initiate", sid, content(file(bytes, name, size) + inBand("i-" + sid))));
    }
    static QByteArray open(const QByteArray &sid, int blockSize = 4096)
    {
        return "<open xmlns='http://jabber.org/protocol/ibb' sid='i-" + sid + "' block-size='"
            + QByteArray::number(blockSize) + "'/>";
    }
    static QByteArray data(const QByteArray &sid, int number, const QByteArray &bytes)
    {
        return "<data xmlns='http://jabber.org/protocol/ibb' sid='i-" + sid + "' seq='" + QByteArray::number(number)
            + "'>" + bytes.toBase64() + "</data>";
    }
    static QByteArray close(const QByteArray &sid)
    {
        return "<close xmlns='http://jabber.org/protocol/ibb' sid='i-" + sid + "'/>";
    }
    std::optional<Message> card()
    {
        const auto found =
            database->value(u"SELECT m.id FROM message m JOIN attachment a ON a.message = m.id WHERE m.direction = 0 "
                            "ORDER BY m.id DESC LIMIT 1"_s,
                            {});
        return found && found->toLongLong() != 0 ? std::optional(message(MessageId(found->toLongLong())))
                                                 : std::nullopt;
    }
    bool hasCard(Attachment::State state)
    {
        return QTest::qWaitFor([&] { return card() && card()->attachment->state == state; }, 10'000);
    }
    int cards()
    {
        return database
            ->value(u"SELECT count(*) FROM message m JOIN attachment a ON a.message = m.id WHERE m.direction = 0"_s, {})
            ->toInt();
    }
    QString partOf(const Message &which) const
    {
        return folder.filePath(u"files/"_s + QString::number(which.id.value(), 16) + u".part"_s);
    }
    static QByteArray read(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("not there");
    }

    OpenChat cipher;
    ConversationId chat;
    QList<QStringView> features_ = inBandOnly;
    bool answersSessions = true;

private:
    int m_said = 0;
};

} // namespace jackdaw::test
