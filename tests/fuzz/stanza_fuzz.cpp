// SPDX-License-Identifier: GPL-3.0-or-later
//
// Stanzas from a server or a contact into everything that reads them: the stream reader, every wire mapping, and the incoming
// pipeline on a real database. Besides what the sanitizers see, the counts that are kept beside the messages must stay right.

#include "account/AccountStore.h"
#include "base/Clock.h"
#include "chat/IncomingPipeline.h"
#include "storage/Database.h"
#include "support/StreamProbe.h"
#include "xmpp/ArchiveQuery.h"
#include "xmpp/Authority.h"
#include "xmpp/Capabilities.h"
#include "xmpp/Dom.h"
#include "xmpp/Namespaces.h"
#include "xmpp/PresenceStanza.h"
#include "xmpp/RosterStanza.h"

#include <QCoreApplication>
#include <QTemporaryDir>
#include <cstdio>
#include <cstdlib>

using namespace jackdaw;
using namespace Qt::StringLiterals;

namespace {

constexpr int inputsAFile = 200; // a database that grows would slow down what is looked for

void require(bool holds, const char *what)
{
    if (!holds) {
        std::fprintf(stderr, "does not hold: %s\n", what);
        std::abort();
    }
}

class Q_DECL_HIDDEN Dispatcher
{
public:
    Dispatcher() : m_probe(us())
    {
        require(m_probe.isRight(), "StreamGuard listens to the probe");
        auto opened = Database::open(m_folder.filePath(u"history.sqlite"_s));
        require(bool(opened), "a database");
        m_database = std::move(opened->database);
        m_store = std::make_unique<MessageStore>(*m_database);
        AccountSettings settings;
        settings.jid = us();
        m_account = *AccountStore(*m_database).add(settings);
        m_connection = std::make_unique<Connection>(settings, u"0f1e2d3c-0000-4000-8000-000000000001"_s, m_clock);
        m_pipeline = std::make_unique<IncomingPipeline>(AccountContext{m_account, *m_connection, *m_database, m_clock}, *m_store);
        auto *socket = &m_probe.xmppSocket();
        QObject::connect(socket, &QXmpp::Private::XmppSocket::stanzaReceived, socket, [this](const QDomElement &e) { take(e); });
        begin();
    }

    void give(const QByteArray &stanzas)
    {
        const Status done = m_database->transaction(Database::Durability::Normal, [&]() -> Status {
            m_probe.restart(StreamGuard::Step::Bound);
            m_probe.give("<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' version='1.0'>");
            m_probe.give(stanzas);
            while (m_probe.hasMore()) {
                QCoreApplication::processEvents();
            }
            return Done{};
        });
        require(bool(done), "what comes in can be stored");
        check();
        if (++m_inputs % inputsAFile == 0) {
            begin();
        }
    }

private:
    static BareJid us() { return *BareJid::parse(u"mara@harbor.example"); }

    /// As if nothing had come: an own message that waits, another that was sent.
    void begin()
    {
        m_pipeline->forgetEvidence();
        require(bool(m_database->change(u"DELETE FROM conversation"_s)), "conversations can go");
        const auto conversation = m_store->ensureConversation(m_account, *BareJid::parse(u"tomas@harbor.example"));
        require(bool(conversation), "a conversation");
        for (const auto &[id, state] : {std::pair(u"o1"_s, MessageState::Waiting), std::pair(u"o2"_s, MessageState::Sent)}) {
            Message message;
            message.conversation = *conversation;
            message.direction = Direction::Outgoing;
            message.state = state;
            message.time = m_clock.now();
            message.sender = us();
            message.body = id;
            message.originId = OriginId(id);
            require(bool(m_store->insert(message, MessageStore::Place::Newest, MessageStore::Unread::DoNotCount)), "a message");
        }
    }

    qint64 number(const QString &statement) { return m_database->value(statement)->toLongLong(); }

    void check()
    {
        require(number(u"SELECT count(*) FROM conversation c WHERE unread <> "
                       "(SELECT count(*) FROM message WHERE conversation = c.id AND unread = 1)"_s) == 0, "unread counts");
        require(number(u"SELECT count(*) FROM conversation c WHERE last_message <> "
                       "coalesce((SELECT max(id) FROM message WHERE conversation = c.id), 0)"_s) == 0, "last messages");
        require(number(u"SELECT (SELECT coalesce(sum(count), 0) FROM message_day) - (SELECT count(*) FROM message)"_s) == 0,
                "day counts");
        require(number(u"SELECT count(*) FROM message WHERE (body = '' AND retracted = 0) OR id <= 0"_s) == 0,
                "every message that was not taken back has a text, and all have a place");
        require(number(u"SELECT count(*) FROM message WHERE retracted <> 0 AND (body <> '' OR unread <> 0 OR EXISTS "
                       "(SELECT 1 FROM message_version WHERE message = message.id))"_s) == 0, "nothing is left of what was taken back");
        require(number(u"SELECT count(*) FROM message m WHERE edited <> 0 AND body <> (SELECT body FROM message_version "
                       "WHERE message = m.id ORDER BY time DESC, origin_id DESC LIMIT 1)"_s) == 0, "the newest text is shown");
        require(number(u"SELECT coalesce(max(n), 0) FROM (SELECT count(*) AS n FROM message_version GROUP BY message)"_s)
                    <= ChangeStore::maximumVersions, "corrections are bounded");
        require(number(u"SELECT coalesce(max(n), 0) FROM (SELECT count(*) AS n FROM reaction GROUP BY message, sender)"_s)
                    <= maximumReactions, "reactions are bounded");
        require(number(u"SELECT count(*) FROM message WHERE reacted <> (id IN (SELECT message FROM reaction))"_s) == 0,
                "who has reactions is marked");
    }

    void take(const QDomElement &element)
    {
        if (element.tagName() == u"message") {
            takeMessage(element);
        } else if (element.tagName() == u"presence") {
            takePresence(element);
        } else {
            takeRequest(element);
        }
    }

    void process(const QDomElement &element, IncomingMessage::Source source, const ArchiveId &archive, qint64 time)
    {
        IncomingMessage in;
        in.stanza = readMessage(element);
        in.source = source;
        in.archiveId = archive.isValid() ? archive : Authority::stanzaId(in.stanza, us(), Authority::StanzaIds::Announced);
        in.time = time;
        in.place = source == IncomingMessage::Source::Archive ? MessageStore::Place::ByTime : MessageStore::Place::Newest;
        IncomingOutcome outcome;
        require(bool(m_pipeline->process(in, outcome)), "the pipeline takes every message");
    }

    void takeMessage(const QDomElement &element)
    {
        if (const auto result = readArchiveResult(element)) {
            process(result->forwarded.message, IncomingMessage::Source::Archive, result->id, result->forwarded.time);
        } else if (const Carbon carbon = readCarbon(element); !carbon.message.isNull()) {
            process(carbon.message, IncomingMessage::Source::Carbon, {}, m_clock.now());
        } else {
            process(element, IncomingMessage::Source::Live, {}, m_clock.now());
        }
    }

    static void takePresence(const QDomElement &element)
    {
        const PresenceStanza stanza = readPresence(element);
        require(stanza.presence.status.size() <= 1024 && stanza.capsVer.size() <= 64, "what is kept of a presence is small");
        if (stanza.from.isValid()) {
            const auto again = Jid::parse(stanza.from.toString());
            require(again && *again == stanza.from, "an address is read as it is written");
        }
    }

    static void takeRequest(const QDomElement &element)
    {
        if (const auto roster = readRoster(element)) {
            for (const RosterItem &item : roster->items) {
                require(item.jid.isValid(), "a contact has an address");
            }
        }
        readPageEnd(element);
        stanzaError(element);
        Capabilities::read(childElement(element, u"query", ns::discoInfo)).ver();
    }

    QTemporaryDir m_folder; ///< in TMPDIR, which tests/fuzz/run makes in memory and removes
    SystemClock m_clock;
    StreamProbe m_probe;
    std::unique_ptr<Database> m_database;
    std::unique_ptr<MessageStore> m_store;
    std::unique_ptr<Connection> m_connection;
    std::unique_ptr<IncomingPipeline> m_pipeline;
    AccountId m_account;
    int m_inputs = 0;
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static int argc = 1;
    static char name[] = "stanza_fuzz";
    static char *argv[] = {name, nullptr};
    // Neither is ever destroyed: QXmpp's clients, and what QtNetwork hangs below the application, do not outlive their statics.
    static auto *application = new QCoreApplication(argc, argv);
    Q_UNUSED(application)
    static Dispatcher &dispatcher = *new Dispatcher;
    dispatcher.give(QByteArray(reinterpret_cast<const char *>(data), qsizetype(size)));
    return 0;
}
