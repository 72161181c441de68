// SPDX-License-Identifier: GPL-3.0-or-later
//
// Stanzas from a server or a contact into all that reads them, as in the program: StreamGuard, QXmpp's stream, StanzaRouter, and
// every service of an account that is signed in, is in a room, encrypts, and waits for answers; down to a real database with
// its index. Besides what the sanitizers see, what is kept beside the messages must stay right, and what is kept small.
//
// An input can answer: "@0" as the id of an IQ is that of the request that the account sent last, "@1" of the one before, and so
// on; "@" as its sender is whoever was asked, and "@" as a queryid that of the last question to an archive.

#include "Require.h"
#include "support/GivenAccount.h"
#include "xmpp/Authority.h"
#include "xmpp/Bookmarks.h"
#include "xmpp/Capabilities.h"
#include "xmpp/Dom.h"
#include "xmpp/Moderation.h"
#include "xmpp/MultiUserChat.h"
#include "xmpp/Namespaces.h"
#include "xmpp/PresenceStanza.h"
#include "xmpp/RoomAdministration.h"
#include "xmpp/RoomDisco.h"
#include "xmpp/RoomInvitations.h"
#include "xmpp/RosterStanza.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

using namespace jackdaw;
using namespace Qt::StringLiterals;

namespace {

/// Then the account begins anew: what grows would slow down what is looked for, and what was found could not be found again.
constexpr int inputsAnAccount = 150;

class Q_DECL_HIDDEN Dispatcher
{
public:
    Dispatcher() : m_server(test::GivenAccount::scriptFor("<query xmlns='jabber:iq:roster'>"
                                                          "<item jid='tomas@harbor.example' name='Tomas' subscription='both'><group>Crew</group></item>"
                                                          "<item jid='leila@harbor.example' subscription='from'/></query>"))
    {
    }

    void give(const QByteArray &stanzas)
    {
        if (m_inputs++ % inputsAnAccount == 0 || !m_account->connection->isOnline()) {
            m_account.reset(); // its server takes one at a time
            m_account = std::make_unique<test::GivenAccount>(m_server, read);
            live();
            m_since.removeRecursively();
            m_ofAccount = 0;
        }
        note(stanzas);
        m_account->clock.advance(1000);
        m_account->give(stanzas);
        check();
    }

private:
    /// What broke behind others can be found again: stanza_corpus_test takes a folder.
    void note(const QByteArray &stanzas)
    {
        QFile file(m_since.filePath(QString::number(m_ofAccount++).rightJustified(4, u'0')));
        if (m_since.mkpath(u"."_s) && file.open(QIODevice::WriteOnly)) {
            file.write(stanzas);
        }
    }

    /// What the user did before the input came: chats, a room, wishes that wait for an answer.
    void live()
    {
        MessageService &messages = m_account->features->messages;
        const auto tomas = messages.open(*BareJid::parse(u"tomas@harbor.example"));
        require(bool(tomas), "a chat");
        for (const auto &[id, state] : {std::pair(u"o1"_s, MessageState::Waiting), std::pair(u"o2"_s, MessageState::Sent)}) {
            Message message;
            message.conversation = *tomas;
            message.direction = Direction::Outgoing;
            message.state = state;
            message.time = m_account->clock.now();
            message.sender = test::GivenAccount::us();
            message.body = id;
            message.originId = OriginId(id);
            require(bool(messages.store().insert(message, MessageStore::Place::Newest, MessageStore::Unread::DoNotCount)), "a message");
        }
        WatchOptions options;
        options.log = WatchOptions::Log::On;
        m_account->features->watch.setOptions(options);
        require(bool(m_account->features->watch.watch({*BareJid::parse(u"tomas@harbor.example"), *BareJid::parse(u"leila@harbor.example")})), "a watch");
        m_account->features->rooms.enter({*BareJid::parse(u"crew@groups.harbor.example"), u"Mara"_s, {}});
        QCoreApplication::processEvents();
        m_account->give("<iq type='result' id='@0' from='@'><query xmlns='http://jabber.org/protocol/disco#info'><identity category='conference' "
                     "type='text' name='Crew'/><feature var='http://jabber.org/protocol/muc'/><feature var='urn:xmpp:mam:2'/>"
                     "<feature var='muc_membersonly'/><feature var='muc_nonanonymous'/></query></iq>");
        QCoreApplication::processEvents();
        m_account->give("<presence from='crew@groups.harbor.example/Tomas'><x xmlns='http://jabber.org/protocol/muc#user'>"
                     "<item jid='tomas@harbor.example/boat' affiliation='member' role='participant'/></x></presence>");
        m_account->give("<presence from='crew@groups.harbor.example/Mara'><x xmlns='http://jabber.org/protocol/muc#user'>"
                     "<item affiliation='owner' role='moderator'/><status code='110'/></x></presence>");
        const OccupantList *crew = m_account->features->rooms.occupants(*BareJid::parse(u"crew@groups.harbor.example"));
        require(crew && crew->size() == 2, "the account is in the room");
        m_account->features->provider.info();
        m_account->features->roomAdmin.rooms(*BareJid::parse(u"groups.harbor.example"));
        QCoreApplication::processEvents();
    }

    /// The mappings alone, also where nobody in the program asks just now.
    static void read(const QDomElement &element)
    {
        if (element.tagName() == u"message") {
            readRoom(element);
        } else if (element.tagName() == u"presence") {
            readPresences(element);
        } else {
            readRequest(element);
        }
    }

    /// Everything that rooms and bookmarks may say.
    static void readRoom(const QDomElement &element)
    {
        const RoomNotice notice = readRoomNotice(element);
        require(notice.codes.size() <= 20, "few codes are kept");
        if (const auto invitation = readInvitation(element)) {
            require(invitation->room.isValid() && !invitation->room.toString().isEmpty(), "an invitation is to a room");
        }
        readModeratedTombstone(element);
        if (const auto event = readBookmarkEvent(element)) {
            for (Bookmark bookmark : event->changed) {
                const RoomNotify before = notifyOf(bookmark);
                setNotify(bookmark, RoomNotify::Never);
                require(notifyOf(bookmark) == RoomNotify::Never, "what is set is read again");
                setNotify(bookmark, before);
            }
        }
    }

    static void readPresences(const QDomElement &element)
    {
        const RoomPresence inRoom = readRoomPresence(element);
        require(inRoom.occupant.id.size() <= 128 && inRoom.occupant.hats.size() <= 10 && inRoom.codes.size() <= 20,
                "what is kept of an occupant is small");
        reasonOf(inRoom);
        refusalOf(inRoom);
        const PresenceStanza stanza = readPresence(element);
        require(stanza.presence.status.size() <= 1024 && stanza.capsVer.size() <= 64, "what is kept of a presence is small");
        if (stanza.from.isValid()) {
            const auto again = Jid::parse(stanza.from.toString());
            require(again && *again == stanza.from, "an address is read as it is written");
        }
    }

    static void readRequest(const QDomElement &element)
    {
        if (const auto roster = readRoster(element)) {
            for (const RosterItem &item : roster->items) {
                require(item.jid.isValid(), "a contact has an address");
            }
        }
        readPageEnd(element);
        stanzaError(element);
        readMembers(element);
        readConfiguration(element);
        readRoomFeatures(element);
        readRoomList(element);
        readBookmarks(element);
        readBookmarksBefore(element);
        Capabilities::read(childElement(element, u"query", ns::discoInfo)).ver();
    }

    qint64 number(const QString &statement) { return m_account->database->value(statement)->toLongLong(); }

    void check()
    {
        require(number(u"SELECT count(*) FROM conversation c WHERE unread <> "
                       "(SELECT count(*) FROM message WHERE conversation = c.id AND unread = 1)"_s) == 0, "unread counts");
        require(number(u"SELECT count(*) FROM conversation c WHERE last_message <> "
                       "coalesce((SELECT max(id) FROM message WHERE conversation = c.id), 0)"_s) == 0, "last messages");
        require(number(u"SELECT (SELECT coalesce(sum(count), 0) FROM message_day) - (SELECT count(*) FROM message)"_s) == 0,
                "day counts");
        require(number(u"SELECT count(*) FROM message WHERE (body = '' AND retracted = 0 AND cipher_fault = 0 AND attached = 0) "
                       "OR id <= 0"_s) == 0,
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
        require(number(u"SELECT EXISTS (SELECT 1 FROM search_pending)"_s) == 0, "the index is up to date");
    }

    test::ScriptedServer m_server;
    std::unique_ptr<test::GivenAccount> m_account;
    QDir m_since{QDir::temp().filePath(u"since"_s)};
    int m_inputs = 0;
    int m_ofAccount = 0;
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
