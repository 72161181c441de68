// SPDX-License-Identifier: GPL-3.0-or-later
// The part of LivePlaceService about those of others: hearing of them in chats, asking for them, and what is believed
// of them.
#include "places/LivePlaceService.h"

#include "base/Clock.h"
#include "base/Log.h"
#include "chat/MessageService.h"
#include "places/PositionSeal.h"
#include "roster/RosterService.h"
#include "xmpp/PubSub.h"

#include <algorithm>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 mostAhead = 60'000; // by which the clock of another computer may be wrong

} // namespace

/// A message that announces one: of the other side, or of another program of ours.
void LivePlaceService::noteMessages(ConversationId conversation, const QList<Message> &messages)
{
    const qint64 now = m_account.clock.now();
    for (const Message &message : messages) {
        if (!message.body.startsWith("geo:"_L1, Qt::CaseInsensitive) || message.retracted != 0
            || message.isUnreadable()) {
            continue;
        }
        const auto card = linkCardOf(message.body);
        const bool isRunning =
            card && card->live && card->live->until > now && card->live->until <= message.time + LiveLink::longest;
        if (!isRunning) {
            continue;
        }
        const auto chat = m_messages->store().conversation(conversation);
        if (!chat || chat->kind != ConversationKind::Chat) {
            continue;
        }
        const BareJid owner = message.direction == Direction::Outgoing ? m_account.jid() : chat->peer;
        qsizetype kept = 0;
        qsizetype followed = 0;
        for (const auto &each : m_lives) {
            const bool isOfThem = !each->isHere() && each->place().owner == owner;
            kept += isOfThem;
            followed += isOfThem && !each->place().isOver(now);
        }
        if (find(owner, card->live->id) || followed >= mostFollowed || kept >= mostKept) {
            continue;
        }
        auto live = std::make_unique<Live>();
        live->place() = LivePlace{
            LivePlace::Side::Elsewhere, owner, card->live->id, conversation, message.id, card->live->until, 0, {}, 0};
        live->kept.key = card->live->key;
        bound(*live);
        keep(*live);
        m_lives.push_back(std::move(live));
        follow(*m_lives.back());
        setAlarm();
        tell();
    }
}

/// To ask for it says that we are there, which only those learn who may (XEP-0184, 8, in other words).
void LivePlaceService::follow(Live &live)
{
    const BareJid owner = live.place().owner;
    const bool mayKnow = owner == m_account.jid() || m_roster.mayLearn(Authority::Topic::Receipts, Sender(Jid(owner)));
    if (!mayKnow || !m_account.connection.isOnline()) {
        return;
    }
    live.isFollowed = true;
    const QString id = live.place().id;
    m_account.connection.request(Connection::Request::Set, Jid(owner),
                                 [id, jid = m_account.jid().toString()](QXmlStreamWriter &writer) {
        writeSubscribe(writer, liveNode(id), jid);
    }, this, [this, owner, id](const Result<QDomElement> &answer) {
        Live *there = find(owner, id);
        if (!there || there->isHere() || there->place().ended != 0) {
            return;
        }
        if (answer) {
            fetch(*there);
        } else if (answer.error().kind == ErrorKind::NotFound || answer.error().kind == ErrorKind::Forbidden) {
            end(*there); // it is gone, or it was never for us
        } else {
            there->isFollowed = false;
            qCInfo(log::connection) << "a live place is not followed:" << answer.error().detail;
        }
    });
}

void LivePlaceService::fetch(Live &live)
{
    const BareJid owner = live.place().owner;
    const QString id = live.place().id;
    m_account.connection.request(Connection::Request::Get, Jid(owner), [id](QXmlStreamWriter &writer) {
        writeItemsRequest(writer, liveNode(id), {});
    }, this, [this, owner, id](const Result<QDomElement> &answer) {
        Live *there = find(owner, id);
        if (!there || there->isHere() || there->place().ended != 0) {
            return;
        }
        if (answer) {
            for (const PubSubItem &item : readItems(*answer, liveNode(id), 1)) {
                take(*there, item.payload);
            }
        } else if (answer.error().kind == ErrorKind::NotFound) {
            end(*there);
        }
    });
}

Connection::Disposition LivePlaceService::handle(const QDomElement &message)
{
    const auto event = readEvent(message, 1);
    const QString id = event ? liveIdOf(event->node) : QString();
    if (id.isEmpty()) {
        return Connection::Disposition::Pass;
    }
    const auto owner = m_authority.publisher(Sender::of(message));
    Live *live = owner ? find(*owner, id) : nullptr;
    if (!live || live->isHere() || live->place().ended != 0) {
        return Connection::Disposition::Consumed;
    }
    if (event->isGone || !event->retracted.isEmpty()) {
        end(*live);
    } else if (!event->items.isEmpty()) {
        take(*live, event->items.constFirst().payload);
    }
    return Connection::Disposition::Consumed;
}

/// Only one that is newer: a server may bring an older one again, which it cannot make.
void LivePlaceService::take(Live &live, const QDomElement &payload)
{
    const auto position = readLivePosition(openPosition(live.kept.key, readSealedPosition(payload)));
    if (!position || position->time <= live.place().time) {
        return;
    }
    if (isOver(live)) {
        sweep();
        return;
    }
    live.place().place = Place{position->latitude, position->longitude, position->accuracy};
    live.place().time = std::min(position->time, m_account.clock.now() + mostAhead);
    tell();
}

} // namespace jackdaw
