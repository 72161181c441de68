// SPDX-License-Identifier: GPL-3.0-or-later
#include "jingle/DirectSendService.h"

#include "base/Log.h"
#include "base/PoolWork.h"
#include "chat/MessageService.h"
#include "jingle/JingleService.h"
#include "jingle/WholeHash.h"
#include "presence/CapabilitiesService.h"
#include "presence/PresenceService.h"
#include "roster/RosterService.h"
#include "xmpp/Namespaces.h"

#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QPointer>
#include <QPromise>

#include <algorithm>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr int toldEvery = 100; // ms

bool mayPassSoon(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Timeout:
    case ErrorKind::Offline:
    case ErrorKind::ConnectionLost:
    case ErrorKind::TooMany:
    case ErrorKind::NotFound:
    case ErrorKind::PeerAway: case ErrorKind::ProtocolBroken: case ErrorKind::Unavailable: return true;
    default: return false;
    }
}

} // namespace

/// One file that waits or is on its way.
struct DirectSendService::Send
{
    MessageId message;
    ConversationId conversation;
    BareJid peer;
    Attachment attachment;
    QFile file;
    QPointer<JingleSession> session;
    QElapsedTimer told;
    qint64 at = 0;
    qint64 from = 0; ///< from which byte on they want it
    int attempts = 0;
    bool isAsked = false;  ///< nobody has agreed yet
    bool isAllOut = false;
    bool rests = false;
};

DirectSendService::DirectSendService(const AccountContext &account, MessageService &messages,
                                     const RosterService &roster, PresenceService &presence,
                                     const CapabilitiesService &capabilities, JingleService &jingle, QObject *parent)
    : DirectRoute(parent)
    , m_account(account)
    , m_messages(messages)
    , m_roster(roster)
    , m_presence(presence)
    , m_capabilities(capabilities)
    , m_jingle(jingle)
    , m_store(account.database)
{
    m_again.setSingleShot(true);
    connect(&m_again, &QTimer::timeout, this, [this] {
        for (auto &[message, send] : m_sends) {
            send->rests = false;
        }
        pump();
    });
    connect(&account.connection, &Connection::sessionStarted, this, [this](Connection::Session) {
        for (auto &[message, send] : m_sends) {
            send->attempts = 0;
            send->rests = false;
        }
        pump();
    });
    connect(&capabilities, &CapabilitiesService::learned, this, &DirectSendService::pump);
    connect(&presence, &PresenceService::presencesChanged, this, [this](const QList<ContactPresence> &all) {
        const bool isWaitedFor = std::any_of(m_sends.cbegin(), m_sends.cend(), [&all](const auto &send) {
            return std::any_of(all.cbegin(), all.cend(),
                               [&send](const ContactPresence &each) { return each.jid == send.second->peer; });
        });
        if (isWaitedFor) {
            pump();
        }
    });
}

DirectSendService::~DirectSendService()
{
    for (const auto &[message, send] : m_sends) {
        if (send->session) {
            send->session->disconnect(this);
        }
    }
}

DirectSendService::Send *DirectSendService::find(MessageId message) const
{
    const auto found = m_sends.find(message);
    return found == m_sends.end() ? nullptr : found->second.get();
}

bool DirectSendService::takes(const Conversation &conversation) const
{
    const Contact *contact = conversation.kind == ConversationKind::Chat ? m_roster.find(conversation.peer) : nullptr;
    // Whoever does not let us see them is never known to be there.
    return contact && (contact->subscription == Subscription::To || contact->subscription == Subscription::Both);
}

QString DirectSendService::nameOf(const BareJid &peer) const
{
    const Contact *contact = m_roster.find(peer);
    return contact && !contact->name.isEmpty() ? contact->name : peer.toString();
}

void DirectSendService::send(const Message &message, const BareJid &peer)
{
    auto made = std::make_unique<Send>();
    made->message = message.id;
    made->conversation = message.conversation;
    made->peer = peer;
    made->attachment = *message.attachment;
    m_sends.insert_or_assign(message.id, std::move(made));
    pump();
}

void DirectSendService::stop(MessageId message)
{
    drop(message);
}

void DirectSendService::drop(MessageId message)
{
    const auto found = m_sends.find(message);
    if (found == m_sends.end()) {
        return;
    }
    if (JingleSession *session = found->second->session) {
        session->disconnect(this);
        session->end(JingleReason::Cancel, Error{ErrorKind::Cancelled, {}, {}});
    }
    m_sends.erase(found);
    Q_EMIT rested(message);
    QMetaObject::invokeMethod(this, &DirectSendService::pump, Qt::QueuedConnection);
}

/// Of those who take files this way, the one that RFC 6121, 4.7 would write to. Errors: PeerAway, PeerTakesNoFiles.
Result<Jid> DirectSendService::clientOf(const BareJid &peer) const
{
    const auto clients = m_presence.resources(peer);
    QList<Presence> able;
    QList<QString> resources;
    bool isAnybodyThere = false;
    for (auto client = clients.cbegin(); client != clients.cend(); ++client) {
        if (client->availability == Availability::Offline) {
            continue;
        }
        isAnybodyThere = true;
        const Jid full(peer, client.key());
        const bool takesBytes =
            m_capabilities.supports(full, ns::jingleInBand) || m_capabilities.supports(full, ns::jingleSocks);
        if (takesBytes && m_capabilities.supports(full, ns::jingleFile)) {
            able.append(*client);
            resources.append(client.key());
        }
    }
    if (able.isEmpty()) {
        return Error{isAnybodyThere ? ErrorKind::PeerTakesNoFiles : ErrorKind::PeerAway, {}, nameOf(peer)};
    }
    const Presence best = PresenceService::shownOf(able);
    return Jid(peer, resources.at(std::max<qsizetype>(0, able.indexOf(best))));
}

void DirectSendService::pump()
{
    if (!m_account.connection.isOnline()) {
        return;
    }
    // What nobody has agreed to yet costs nothing.
    auto moving = std::count_if(m_sends.cbegin(), m_sends.cend(),
                                [](const auto &each) { return each.second->session && !each.second->isAsked; });
    QList<MessageId> waiting;
    for (const auto &[message, send] : m_sends) {
        if (!send->session && !send->rests) {
            waiting.append(message);
        }
    }
    for (const MessageId message : std::as_const(waiting)) {
        Send *send = find(message);
        if (!send) {
            continue;
        }
        const auto client = clientOf(send->peer);
        if (!client) {
            wait(*send, client.error().kind);
        } else if (moving < m_jingle.limits().parallel) {
            ++moving;
            begin(*send, *client);
        }
    }
}

void DirectSendService::wait(Send &send, ErrorKind why)
{
    const Error reason{why, {}, nameOf(send.peer)};
    if (send.attachment.failure == reason) {
        return;
    }
    send.attachment.failure = reason;
    m_store.setState(send.message, Attachment::State::Uploading, reason);
    m_messages.tellChanged(send.conversation, send.message);
}

bool DirectSendService::mayGo(const Send &send) const
{
    const auto chat = m_messages.store().conversation(send.conversation);
    const auto protection =
        chat ? m_messages.protectionOf(*chat) : Result<std::optional<Attachment::Protection>>(chat.error());
    return protection && *protection == Attachment::Protection::Clear;
}

void DirectSendService::hash(Send &send)
{
    send.rests = true;
    auto promise = std::make_shared<QPromise<Result<QByteArray>>>();
    promise->start();
    promise->future().then(this, [this, id = send.message](const Result<QByteArray> &hash) {
        Send *now = find(id);
        if (!now) {
            return;
        }
        const Status stored = hash ? m_store.setHash(id, *hash) : Status(hash.error());
        if (!stored) {
            fail(id, stored.error());
            return;
        }
        now->attachment.file.sha256 = *hash;
        now->rests = false;
        pump();
    });
    startOnPool([promise, path = send.attachment.path] {
        promise->addResult(wholeHash(path));
        promise->finish();
    });
}

void DirectSendService::begin(Send &send, const Jid &client)
{
    const MessageId id = send.message;
    if (!mayGo(send)) {
        drop(id);
        Q_EMIT givenBack(id);
        return;
    }
    const QFileInfo info(send.attachment.path);
    if (!info.isFile() || info.size() != send.attachment.file.size
        || info.lastModified().toMSecsSinceEpoch() != send.attachment.modified) {
        fail(id,
             Error{ErrorKind::FileChanged, u"another size or time than when it was chosen"_s, send.attachment.path});
        return;
    }
    if (send.attachment.file.sha256.isEmpty()) {
        hash(send);
        return;
    }
    ++send.attempts;
    send.isAsked = true;
    send.isAllOut = false;
    send.at = 0;
    JingleSession &session = m_jingle.begin(client);
    send.session = &session;
    connect(&session, &JingleSession::asked, this, [this, id] {
        if (Send *now = find(id)) {
            wait(*now, ErrorKind::PeerAsked);
        }
    });
    connect(&session, &JingleSession::accepted, this, [this, id, &session](const JingleFile &wanted) {
        Send *now = find(id);
        if (!now || now->session != &session) {
            return;
        }
        // The user of the other side took their time, and the chat may be another by now.
        if (!mayGo(*now)) {
            drop(id);
            Q_EMIT givenBack(id);
            return;
        }
        now->isAsked = false;
        const qint64 offset = wanted.range ? wanted.range->offset : 0;
        now->from = offset <= now->attachment.file.size ? offset : 0;
        now->at = now->from;
        now->file.close();
        now->file.setFileName(now->attachment.path);
        const bool isOpen = now->file.open(QIODevice::ReadOnly) && now->file.size() == now->attachment.file.size
            && now->file.seek(now->at);
        if (!isOpen) {
            fail(id, Error{ErrorKind::FileChanged, now->file.errorString(), now->attachment.path});
            return;
        }
        now->told.start();
        Q_EMIT moved(id, now->at, now->attachment.file.size);
    });
    connect(&session, &JingleSession::opened, this, [this, id, &session] {
        ByteStream *stream = session.stream();
        // Once more, where nothing of it came the first way.
        if (Send *now = find(id); now && now->session == &session) {
            now->isAllOut = false;
            now->at = now->from;
            now->file.seek(now->from);
        }
        connect(stream, &ByteStream::writable, this, [this, id] { feed(id); });
        connect(stream, &ByteStream::finished, this, [this, id] {
            if (Send *now = find(id); now && now->session) {
                now->isAllOut = true;
                now->session->awaitVerdict();
            }
        });
    });
    connect(&session, &JingleSession::confirmed, this, [this, id] {
        if (const Send *now = find(id); now && now->isAllOut) {
            finish(id);
        }
    });
    connect(&session, &JingleSession::ended, this, [this, id, &session](JingleReason reason, const Error &why) {
        if (const Send *now = find(id); now && now->session == &session) {
            takeEnd(id, reason, why);
        }
    });
    JingleFile file;
    file.name = send.attachment.file.name;
    file.mediaType = send.attachment.file.mediaType;
    file.size = send.attachment.file.size;
    file.sha256 = send.attachment.file.sha256;
    file.modified = 0; // when it was changed is nobody's business
    file.range = JingleFile::Range();
    const bool takesSocks = m_capabilities.supports(client, ns::jingleSocks);
    session.offer(file, takesSocks ? JingleSession::Socks::Try : JingleSession::Socks::Leave);
}

void DirectSendService::feed(MessageId id)
{
    Send *send = find(id);
    ByteStream *stream = send && send->session ? send->session->stream() : nullptr;
    while (stream && stream->takesMore()) {
        const qint64 left = send->attachment.file.size - send->at;
        if (left == 0) {
            stream->finish();
            return;
        }
        const QByteArray piece = send->file.read(std::min<qint64>(stream->pieceSize(), left));
        const bool isChanged =
            piece.isEmpty() || (piece.size() == left && send->file.size() != send->attachment.file.size);
        if (isChanged) {
            fail(id, Error{ErrorKind::FileChanged, send->file.errorString(), send->attachment.path});
            return;
        }
        send->at += piece.size();
        stream->write(piece);
        send = find(id);
        stream = send && send->session ? send->session->stream() : nullptr;
    }
    if (send && send->told.elapsed() >= toldEvery) {
        send->told.restart();
        Q_EMIT moved(id, send->at, send->attachment.file.size);
    }
}

void DirectSendService::takeEnd(MessageId id, JingleReason reason, const Error &why)
{
    Send *send = find(id);
    switch (reason) {
    case JingleReason::Success:
        if (send->isAllOut) {
            finish(id);
        } else {
            fail(id, Error{ErrorKind::PeerDeclined, u"success before all was sent"_s, nameOf(send->peer)});
        }
        return;
    case JingleReason::Decline: case JingleReason::Cancel:
        fail(id, Error{ErrorKind::PeerDeclined, {}, nameOf(send->peer)});
        return;
    case JingleReason::MediaError: case JingleReason::FailedApplication:
        fail(id, Error{ErrorKind::FileBroken, u"the other side says so"_s, nameOf(send->peer)});
        return;
    case JingleReason::UnsupportedApplications: case JingleReason::UnsupportedTransports:
        fail(id, Error{ErrorKind::PeerTakesNoFiles, u"the other side says so"_s, nameOf(send->peer)});
        return;
    default:
        stumble(id, why);
    }
}

void DirectSendService::stumble(MessageId id, const Error &why)
{
    Send *send = find(id);
    qCInfo(log::chat) << "a file that goes directly stopped:" << int(why.kind) << why.detail;
    send->session = nullptr;
    send->isAsked = false;
    send->isAllOut = false;
    send->file.close();
    Q_EMIT rested(id);
    const bool isAway = !m_account.connection.isOnline() || why.kind == ErrorKind::PeerAway;
    if (isAway) {
        send->attempts = 0;
        if (m_account.connection.isOnline()) {
            QMetaObject::invokeMethod(this, &DirectSendService::pump, Qt::QueuedConnection);
        }
        return;
    }
    if (!mayPassSoon(why.kind) || send->attempts >= m_jingle.limits().attempts) {
        fail(id, why);
        return;
    }
    send->rests = true;
    if (!m_again.isActive()) {
        m_again.start(m_jingle.limits().pause << std::clamp(send->attempts - 1, 0, 10));
    }
    QMetaObject::invokeMethod(this, &DirectSendService::pump, Qt::QueuedConnection);
}

void DirectSendService::finish(MessageId id)
{
    if (JingleSession *session = find(id)->session) {
        session->disconnect(this);
        session->end(JingleReason::Success, {});
    }
    m_sends.erase(id);
    Q_EMIT rested(id);
    Q_EMIT sent(id);
    pump();
}

void DirectSendService::fail(MessageId id, const Error &why)
{
    if (JingleSession *session = find(id)->session) {
        session->disconnect(this);
        session->end(why.kind == ErrorKind::FileChanged ? JingleReason::FailedApplication : JingleReason::Cancel, why);
    }
    m_sends.erase(id);
    Q_EMIT rested(id);
    Q_EMIT failed(id, why);
    QMetaObject::invokeMethod(this, &DirectSendService::pump, Qt::QueuedConnection);
}

} // namespace jackdaw
