// SPDX-License-Identifier: GPL-3.0-or-later
#include "rooms/RoomAdminService.h"

#include "base/Async.h"
#include "xmpp/ChannelSearch.h"
#include "xmpp/Moderation.h"
#include "xmpp/MultiUserChat.h"
#include "xmpp/Nickname.h"
#include "xmpp/RoomAdministration.h"
#include "xmpp/RoomDisco.h"
#include "xmpp/RoomInvitations.h"
#include "xmpp/RoomRegistration.h"
#include "xmpp/VCardWriting.h"

#include <QPromise>

namespace jackdaw {

RoomAdminService::RoomAdminService(const AccountContext &account, QObject *parent)
    : QObject(parent)
    , m_account(account)
{
}

template<class T, class Read>
QFuture<Result<T>> RoomAdminService::ask(Connection::Request type, const Jid &to, Connection::PayloadWriter payload, Read read)
{
    auto promise = std::make_shared<QPromise<Result<T>>>();
    promise->start();
    auto future = promise->future();
    m_account.connection.request(type, to, std::move(payload), this, [promise, read](const Result<QDomElement> &answer) {
        promise->addResult(answer ? Result<T>(read(*answer)) : Result<T>(answer.error()));
        promise->finish();
    });
    return future;
}

QFuture<Status> RoomAdminService::tell(const BareJid &room, Connection::PayloadWriter payload)
{
    return ask<Done>(Connection::Request::Set, Jid(room), std::move(payload), [](const QDomElement &) { return Done{}; });
}

Status RoomAdminService::say(QXmppMessage &&message)
{
    if (!m_account.connection.isOnline()) {
        return Error{ErrorKind::Offline, {}, {}};
    }
    m_account.connection.sendMessage(std::move(message), this, [](Connection::Delivery) {});
    return Done{};
}

QFuture<Result<RoomFeatures>> RoomAdminService::features(const BareJid &room)
{
    return ask<RoomFeatures>(Connection::Request::Get, Jid(room), writeDiscoInfo, readRoomFeatures);
}

QFuture<Result<QList<BareJid>>> RoomAdminService::services()
{
    struct Search {
        QPromise<Result<QList<BareJid>>> promise;
        QList<BareJid> found;
        qsizetype open = 0;
        void answer()
        {
            if (open == 0) {
                promise.addResult(found);
                promise.finish();
            }
        }
    };
    auto search = std::make_shared<Search>();
    search->promise.start();
    auto future = search->promise.future();
    const Jid server(BareJid::fromPrepared(m_account.jid().domain()));
    m_account.connection.request(Connection::Request::Get, server, writeDiscoItems, this, [this, search](const Result<QDomElement> &answer) {
        if (!answer) {
            search->promise.addResult(answer.error());
            search->promise.finish();
            return;
        }
        const QList<BareJid> items = readDiscoItems(*answer);
        search->open = items.size();
        for (const BareJid &item : items) {
            m_account.connection.request(Connection::Request::Get, Jid(item), writeDiscoInfo, this,
                                         [search, item](const Result<QDomElement> &info) {
                if (info && isRoomService(*info)) {
                    search->found.append(item);
                }
                --search->open;
                search->answer();
            });
        }
        if (items.isEmpty()) {
            search->answer();
        }
    });
    return future;
}

QFuture<Result<QList<ListedRoom>>> RoomAdminService::rooms(const BareJid &service)
{
    return ask<QList<ListedRoom>>(Connection::Request::Get, Jid(service), writeDiscoItems, readRoomList);
}

QFuture<Result<QList<ListedRoom>>> RoomAdminService::search(const BareJid &directory, const QString &words)
{
    return ask<QList<ListedRoom>>(Connection::Request::Get, Jid(directory),
                                  [words](QXmlStreamWriter &writer) { writeChannelSearch(writer, words); }, readFoundChannels);
}

QFuture<Result<QList<RoomMember>>> RoomAdminService::members(const BareJid &room, RoomAffiliation affiliation)
{
    return ask<QList<RoomMember>>(Connection::Request::Get, Jid(room),
                                  [affiliation](QXmlStreamWriter &writer) { writeMembersQuery(writer, affiliation); }, readMembers);
}

QFuture<Result<QList<RoomMember>>> RoomAdminService::allMembers(const BareJid &room)
{
    struct Search {
        QPromise<Result<QList<RoomMember>>> promise;
        QList<RoomMember> found;
        std::optional<Error> error;
        int open = 3;
        int came = 0;
    };
    auto search = std::make_shared<Search>();
    search->promise.start();
    auto future = search->promise.future();
    for (const RoomAffiliation affiliation : {RoomAffiliation::Owner, RoomAffiliation::Admin, RoomAffiliation::Member}) {
        m_account.connection.request(Connection::Request::Get, Jid(room),
                                     [affiliation](QXmlStreamWriter &writer) { writeMembersQuery(writer, affiliation); }, this,
                                     [search](const Result<QDomElement> &answer) {
            if (answer) {
                search->found += readMembers(*answer);
                ++search->came;
            } else {
                search->error = answer.error();
            }
            if (--search->open == 0) {
                search->promise.addResult(search->came > 0 ? Result<QList<RoomMember>>(search->found)
                                                           : Result<QList<RoomMember>>(*search->error));
                search->promise.finish();
            }
        });
    }
    return future;
}

QFuture<Status> RoomAdminService::setRole(const BareJid &room, const QString &nick, RoomRole role, const QString &reason)
{
    return tell(room, [=](QXmlStreamWriter &writer) { writeRole(writer, nick, role, reason); });
}

QFuture<Status> RoomAdminService::setAffiliation(const BareJid &room, const BareJid &who, RoomAffiliation affiliation, const QString &reason)
{
    return tell(room, [=](QXmlStreamWriter &writer) { writeAffiliation(writer, who, affiliation, reason); });
}

QFuture<Result<DataForm>> RoomAdminService::configuration(const BareJid &room)
{
    return ask<DataForm>(Connection::Request::Get, Jid(room), writeConfigurationQuery,
                         [](const QDomElement &answer) { return readConfiguration(answer); }); // and not PubSub's of that name
}

QFuture<Status> RoomAdminService::configure(const BareJid &room, const DataForm &filled)
{
    return tell(room, [filled](QXmlStreamWriter &writer) { writeConfiguration(writer, filled); });
}

QFuture<Result<RoomRegistration>> RoomAdminService::registration(const BareJid &room)
{
    return ask<RoomRegistration>(Connection::Request::Get, Jid(room), writeRoomRegistrationQuery,
                                 [](const QDomElement &answer) { return readRoomRegistration(answer).now; });
}

QFuture<Status> RoomAdminService::registerNick(const BareJid &room, const QString &nick)
{
    return ask<RoomRegistrationForm>(Connection::Request::Get, Jid(room), writeRoomRegistrationQuery, readRoomRegistration)
        .then(this, [this, room, nick](const Result<RoomRegistrationForm> &asked) -> QFuture<Status> {
        if (!asked) {
            return ready<Done>(asked.error());
        }
        // Who is registered is shown no form by some (Prosody): the one that all have then.
        DataForm form = asked->form;
        if (asked->now.isRegistered && form.fields.isEmpty()) {
            form = nicknameForm();
        }
        const auto filled = fillRoomRegistration(form, nick);
        return filled ? tell(room, [form = *filled](QXmlStreamWriter &writer) { writeRoomRegistration(writer, form); })
                      : ready<Done>(filled.error());
    }).unwrap();
}

QFuture<Status> RoomAdminService::setPicture(const BareJid &room, const OwnAvatar &picture)
{
    return ask<QDomElement>(Connection::Request::Get, Jid(room), writeCardRequest, [](const QDomElement &answer) { return answer; })
        .then(this, [this, room, picture](const Result<QDomElement> &asked) -> QFuture<Status> {
        // Some say that there is none yet, where others give an empty one.
        if (!asked && asked.error().kind != ErrorKind::NotFound) {
            return ready<Done>(asked.error());
        }
        const QDomElement before = asked ? asked->firstChildElement(QStringLiteral("vCard")) : QDomElement();
        return tell(room, [picture, before](QXmlStreamWriter &writer) {
            writeCardPicture(writer, picture.bytes, picture.mediaType, before);
        });
    }).unwrap();
}

QFuture<Status> RoomAdminService::destroy(const BareJid &room, const BareJid &successor, const QString &reason)
{
    return tell(room, [=](QXmlStreamWriter &writer) { writeDestruction(writer, successor, reason); });
}

QFuture<Status> RoomAdminService::moderate(const BareJid &room, const ArchiveId &message, const QString &reason)
{
    if (!message.isValid()) {
        return ready<Done>(Error{ErrorKind::Conflict, QStringLiteral("the room gave it no id"), room.toString()});
    }
    return tell(room, [=](QXmlStreamWriter &writer) { writeModeration(writer, message, reason); });
}

struct RoomAdminService::Removal {
    QPromise<Status> promise;
    BareJid room;
    QList<ArchiveId> left; ///< the last goes next
    QString reason;
    std::optional<Error> error;
    int open = 0;
    int done = 0;
    int total = 0;
};

QFuture<Status> RoomAdminService::moderateAll(const BareJid &room, const QList<ArchiveId> &messages, const QString &reason)
{
    if (m_removals.contains(room)) {
        return ready<Done>(Error{ErrorKind::Conflict, QStringLiteral("messages are being removed there"), room.toString()});
    }
    auto removal = std::make_shared<Removal>();
    removal->promise.start();
    removal->room = room;
    const QList<ArchiveId> first = messages.first(std::min(messages.size(), mostModerated));
    removal->left = QList<ArchiveId>(first.crbegin(), first.crend());
    removal->reason = reason;
    removal->total = int(first.size());
    m_removals.insert(room, removal);
    Q_EMIT moderated(room, 0, removal->total);
    auto future = removal->promise.future();
    removeNext(removal);
    return future;
}

void RoomAdminService::stopModerating(const BareJid &room)
{
    if (const std::shared_ptr<Removal> removal = m_removals.value(room); removal && !removal->error) {
        removal->error = Error{ErrorKind::Cancelled, {}, room.toString()};
        removeNext(removal);
    }
}

void RoomAdminService::removeNext(const std::shared_ptr<Removal> &removal)
{
    // A server that limits what one may say at a time holds back all that we say, chats too.
    constexpr int atOnce = 4;
    while (removal->open < atOnce && !removal->left.isEmpty() && !removal->error) {
        const ArchiveId next = removal->left.takeLast();
        ++removal->open;
        m_account.connection.request(Connection::Request::Set, Jid(removal->room),
                                     [next, reason = removal->reason](QXmlStreamWriter &writer) { writeModeration(writer, next, reason); },
                                     this, [this, removal](const Result<QDomElement> &answer) {
            --removal->open;
            if (answer || answer.error().kind == ErrorKind::NotFound) {
                Q_EMIT moderated(removal->room, ++removal->done, removal->total);
            }
            if (!answer && answer.error().kind != ErrorKind::NotFound && !removal->error) {
                removal->error = answer.error();
            }
            removeNext(removal);
        });
    }
    const bool isOver = removal->open == 0 && (removal->left.isEmpty() || removal->error);
    if (isOver && !removal->promise.future().isFinished()) {
        m_removals.remove(removal->room);
        removal->promise.addResult(removal->error ? Status(*removal->error) : Status(Done{}));
        removal->promise.finish();
    }
}

Status RoomAdminService::setSubject(const BareJid &room, const QString &subject)
{
    return say(writeSubject(room, subject));
}

Status RoomAdminService::invite(const Room &room, const QList<BareJid> &people, const QString &reason, const QString &password)
{
    Status all = Done{};
    for (const BareJid &who : people) {
        const Status said = room.features.membersOnly
            ? say(writeMediatedInvitation(who, room.jid, reason))
            : say(writeDirectInvitation(who, {RoomInvitation::Kind::Direct, room.jid, {}, reason, password}));
        if (!said) {
            all = said;
        }
    }
    return all;
}

Status RoomAdminService::decline(const RoomInvitation &invitation, const QString &reason)
{
    const bool canBeTold = invitation.kind == RoomInvitation::Kind::Mediated && invitation.from.isValid();
    return canBeTold ? say(writeDecline(invitation, reason)) : Status(Done{}); // XEP-0249 knows no answer
}

Status RoomAdminService::requestVoice(const BareJid &room)
{
    return say(writeVoiceRequest(room));
}

Status RoomAdminService::answerVoice(const BareJid &room, const QString &nick, const BareJid &jid, Voice answer)
{
    if (answer == Voice::Granted && m_account.connection.isOnline()) {
        // 8.3, which is what the room makes of a granted request (8.6): Prosody finds nobody by the bare address that is known.
        setRole(room, nick, RoomRole::Participant, {});
        return Done{};
    }
    return say(writeVoiceAnswer(room, {nick, jid}, answer));
}

} // namespace jackdaw
