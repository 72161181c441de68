// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/FileCipher.h"
#include "support/ScriptedArchive.h"
#include "text/LinkCard.h"
#include "xmpp/LivePosition.h"

// What the tests of live places share: the server that they are told through, and what is told.

namespace live_place_test {

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

inline const Place harbour{59.3327, 18.0649, 12};
inline const QByteArray key(LiveLink::keySize, '\x5a');
inline const QString theirId(32, u'b');
inline const QByteArray leilaAlone =
    "<query xmlns='jabber:iq:roster'><item jid='leila@harbor.example' subscription='from'/></query>";

/// A chat as a test says that it is; what goes out is seen as it was written. Outlives whose cipher it is.
class SaidCipher : public MessageCipher
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

/// mara, and a server that keeps nodes and an archive as a test says. Owned by a test, its thread. Keeps of a node only
/// whether it is there.
struct Server : ScriptedAccount
{
    Server() : ScriptedAccount(script())
    {
        this->server.script().answer = [this](const QByteArray &iq, const QByteArray &requestId) {
            return reply(iq, requestId);
        };
    }
    static ScriptedServer::Script script() { return {}; }
    QByteArray reply(const QByteArray &iq, const QByteArray &requestId)
    {
        if (iq.contains("jabber:iq:roster") && isRosterSlow) {
            rosterRequest = requestId;
            return " ";
        }
        if (iq.contains("urn:xmpp:mam:2") && iq.contains("queryid=")) {
            return archiveReply(iq, requestId);
        }
        if (iq.contains("jabber:iq:roster") && !contacts.isEmpty()) {
            return "<iq type='result' id='" + requestId + "' to='mara@harbor.example/desk'>" + contacts + "</iq>";
        }
        if (!iq.contains("urn:jackdaw:live-place:0")) {
            return {};
        }
        const bool isTheirs = iq.contains("to=\"tomas@harbor.example\"");
        const QByteArray head = "id='" + requestId + "'" + (isTheirs ? " from='tomas@harbor.example'" : "")
            + " to='mara@harbor.example/desk'";
        const auto result = [&](const QByteArray &payload) {
            return "<iq type='result' " + head + ">" + payload + "</iq>";
        };
        const auto error = [&](const QByteArray &condition) {
            return "<iq type='error' " + head + "><error type='cancel'><" + condition
                + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>";
        };
        if (isTheirs) {
            if (!theirError.isEmpty()) {
                return error(theirError);
            }
            const QByteArray node = liveNode(theirId).toUtf8();
            return result(iq.contains("<items") && !theirItem.isEmpty()
                              ? "<pubsub xmlns='http://jabber.org/protocol/pubsub'><items node='" + node + "'>"
                                  + theirItem + "</items></pubsub>"
                              : QByteArray());
        }
        if (iq.contains("<create")) {
            isThere = true;
            return result({});
        }
        if (iq.contains("<publish ") && !publishError.isEmpty()) {
            return error(publishError);
        }
        if (iq.contains("<delete")) {
            const bool was = std::exchange(isThere, false);
            return was ? result({}) : error("item-not-found");
        }
        if (iq.contains("<configure") && iq.contains("type=\"get\"")) {
            const qsizetype at = iq.indexOf("urn:jackdaw");
            const QByteArray node = iq.mid(at, iq.indexOf('"', at) - at);
            return !isThere ? error("item-not-found")
                            : result("<pubsub xmlns='http://jabber.org/protocol/pubsub#owner'><configure node='" + node
                                     + "'><x xmlns='jabber:x:data' type='form'><field "
                                       "var='pubsub#persist_items'><value>1</value></field>"
                                       "<field var='pubsub#access_model'><value>"
                                     + access + "</value></field></x></configure></pubsub>");
        }
        return result({});
    }
    QByteArray archiveReply(const QByteArray &iq, const QByteArray &requestId) const
    {
        if (!hasArchive) {
            return "<iq type='error' id='" + requestId
                + "'><error type='cancel'><service-unavailable "
                  "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>";
        }
        const qsizetype from = iq.indexOf("queryid=\"") + 9;
        const QByteArray query = iq.sliced(from, iq.indexOf('"', from) - from);
        const QByteArray result = archived.isEmpty()
            ? QByteArray()
            : "<message to='mara@harbor.example/desk'><result xmlns='urn:xmpp:mam:2' queryid='" + query
                + "' id='archive-1'><forwarded xmlns='urn:xmpp:forward:0'><delay xmlns='urn:xmpp:delay' stamp='"
                + stampOf(clock.now()) + "'/>" + archived + "</forwarded></result></message>";
        return result + "<iq type='result' id='" + requestId + "'>" + noArchive + "</iq>";
    }
    /// What announced a place, as the server heard it and as an archive has it.
    QByteArray announcement() const
    {
        const QByteArray heard = server.heard();
        const qsizetype from = heard.lastIndexOf("<message ", heard.indexOf("jd-live="));
        const QByteArray said = heard.sliced(from, heard.indexOf("</message>", from) + 10 - from);
        return "<message xmlns='jabber:client' from='mara@harbor.example/desk' " + said.sliced(9);
    }
    /// The message that announced the only place.
    Result<Message> message() const { return features->messages.store().message(only()->message); }
    ConversationId chat(const char *name = "tomas") { return *features->messages.open(peer(name)); }
    /// The message about it is stored, and waits.
    Status begin(int minutes = 15, LivePromise promise = LivePromise::None)
    {
        const QFuture<Status> started = features->livePlaces.start(chat(), minutes, harbour, clock.now(), promise);
        if (!QTest::qWaitFor([&] { return started.isFinished(); }, 15'000)) {
            return Error{ErrorKind::Timeout, {}, {}};
        }
        return started.result();
    }
    /// And it is told.
    Status start(int minutes = 15, LivePromise promise = LivePromise::None)
    {
        const qsizetype before = published();
        const Status begun = begin(minutes, promise);
        const bool isOut = begun && QTest::qWaitFor([&] { return published() > before; }, 15'000) && isThrough();
        return begun && !isOut ? Status(Error{ErrorKind::Timeout, {}, {}}) : begun;
    }
    qsizetype published() const { return heardTimes("<publish node=\"urn:jackdaw:live-place"); }
    bool isCut()
    {
        server.cut();
        return QTest::qWaitFor([&] { return !connection->isOnline(); }, 15'000);
    }
    /// The stream is lost, and there is another one.
    bool comesBack()
    {
        if (!isCut()) {
            return false;
        }
        open();
        return QTest::qWaitFor([&] { return connection->isOnline(); }, 15'000);
    }
    qsizetype heardTimes(const QByteArray &what) const { return server.heard().count(what); }
    std::optional<LivePlace> only() const
    {
        const QList<LivePlace> all = features->livePlaces.places();
        return all.size() == 1 ? std::optional(all.constFirst()) : std::nullopt;
    }
    QByteArray item(const LivePosition &position, const QByteArray &by = key) const
    {
        const auto fresh = FileCipher::newSecret();
        auto cipher = FileCipher::make(FileCipher::Way::Seal, by, fresh->iv);
        const QByteArray sealed = cipher->update(livePositionText(position));
        const QByteArray all = fresh->iv + sealed + cipher->finishSeal();
        return "<item id='current'><sealed xmlns='urn:jackdaw:live-place:0'>" + all.toBase64() + "</sealed></item>";
    }
    void event(const QByteArray &inside, const QByteArray &from = "tomas@harbor.example")
    {
        server.say(
            "<message from='" + from
            + "' to='mara@harbor.example' type='headline'><event xmlns='http://jabber.org/protocol/pubsub#event'>"
            + inside + "</event></message>");
    }
    void moved(const QByteArray &items, const QByteArray &from = "tomas@harbor.example")
    {
        event("<items node='" + liveNode(theirId).toUtf8() + "'>" + items + "</items>", from);
    }
    void announced(const QByteArray &from = "tomas@harbor.example/phone", qint64 length = 900'000)
    {
        const QString body = liveUri(harbour, {theirId, key, (clock.now() + length) / 1000 * 1000});
        server.say("<message from='" + from + "' to='mara@harbor.example' type='chat' id='live-1'><body>"
                   + body.toUtf8() + "</body></message>");
    }

    QByteArray access = "whitelist";
    QByteArray publishError;
    QByteArray contacts; ///< in place of the roster
    bool isRosterSlow = false;
    QByteArray rosterRequest; ///< that waits for its answer
    bool hasArchive = true;
    QByteArray archived; ///< the only message that it has
    QByteArray theirItem;
    QByteArray theirError;
    bool isThere = false;
};

} // namespace live_place_test
