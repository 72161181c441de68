// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/UploadSlotService.h"

#include "xmpp/RoomDisco.h"

#include <QDomElement>
#include <QPointer>
#include <QXmlStreamWriter>

#include <utility>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostServices = 20;

/// Of the question which services there are: is the server itself still worth being asked?
bool mayGoOn(const Error &error)
{
    switch (error.kind) {
    case ErrorKind::Timeout: case ErrorKind::Offline: case ErrorKind::ConnectionLost: case ErrorKind::ConnectionRefused:
    case ErrorKind::ServerNotFound: case ErrorKind::TooMany: case ErrorKind::Unavailable: case ErrorKind::Rejected:
    case ErrorKind::Proxy: case ErrorKind::NotFound: return true;
    default: return false;
    }
}

/// Has nobody answered yet, whatever they would say?
bool isOpen(const Error &error)
{
    return error.kind == ErrorKind::Timeout || error.kind == ErrorKind::ConnectionLost
        || error.kind == ErrorKind::TooMany;
}

} // namespace

UploadSlotService::UploadSlotService(const AccountContext &account, QObject *parent)
    : QObject(parent), m_account(account)
{
}

void UploadSlotService::findPlace(QObject *context, FoundPlace found)
{
    if (!m_account.connection.isOnline()) {
        found(m_place ? Result<UploadPlace>(*m_place) : Result<UploadPlace>(Error{ErrorKind::Offline, {}, {}}));
        return;
    }
    if (m_place && m_placeOf == m_account.connection.streamNumber()) {
        found(*m_place);
        return;
    }
    m_asked.append([context = QPointer<QObject>(context), found = std::move(found)](const Result<UploadPlace> &place) {
        if (context) {
            found(place);
        }
    });
    if (m_asked.size() > 1) {
        return;
    }
    const Jid server(BareJid::fromPrepared(m_account.jid().domain()));
    m_account.connection.request(Connection::Request::Get, server, writeDiscoItems, this,
                                 [this, server](const Result<QDomElement> &items) {
        if (!items && !mayGoOn(items.error())) {
            answer(items.error());
            return;
        }
        QList<Jid> services{server}; // some are the server itself
        if (items) {
            for (const BareJid &each : readDiscoItems(*items)) {
                if (each.local().isEmpty() && services.size() <= mostServices) {
                    services.append(Jid(each));
                }
            }
        }
        askServices(services, !items && isOpen(items.error()) ? std::optional(items.error()) : std::nullopt);
    });
}

void UploadSlotService::askServices(QList<Jid> services, const std::optional<Error> &passing)
{
    if (services.isEmpty()) {
        answer(passing ? *passing : Error{ErrorKind::NoUpload, {}, m_account.jid().domain()});
        return;
    }
    const Jid next = services.takeFirst();
    m_account.connection.request(Connection::Request::Get, next, writeDiscoInfo, this,
                                 [this, next, services, passing](const Result<QDomElement> &about) {
        const auto maximum = about ? readUploadService(*about) : std::nullopt;
        if (maximum) {
            answer(UploadPlace{next, *maximum});
        } else if (!about && about.error().kind == ErrorKind::Offline) {
            answer(about.error());
        } else {
            askServices(services, !about && isOpen(about.error()) ? about.error() : passing);
        }
    });
}

void UploadSlotService::answer(const Result<UploadPlace> &place)
{
    if (place) {
        m_place = *place;
        m_placeOf = m_account.connection.streamNumber();
    } else if (place.error().kind == ErrorKind::NoUpload) {
        m_place.reset();
    }
    for (const FoundPlace &found : std::exchange(m_asked, {})) {
        found(place);
    }
}

void UploadSlotService::askSlot(const UploadPlace &place, const Wish &wish, QObject *context, GotSlot got)
{
    m_account.connection.request(Connection::Request::Get, place.address, [wish](QXmlStreamWriter &writer) {
        writeSlotRequest(writer, wish.name, wish.size, wish.mediaType);
    }, context, [got = std::move(got), maximum = place.maximum](const Result<QDomElement> &answered) {
        if (answered) {
            got(readSlot(*answered));
        } else if (answered.error().kind == ErrorKind::NotAcceptable) {
            const QString most = maximum > 0 ? QString::number(maximum) : QString();
            got(Error{ErrorKind::FileTooLarge, answered.error().detail, most});
        } else {
            got(answered.error());
        }
    });
}

} // namespace jackdaw
