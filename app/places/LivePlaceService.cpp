// SPDX-License-Identifier: GPL-3.0-or-later
// The part of LivePlaceService that holds both kinds: what is kept, when each ends by itself, and who is told.
#include "places/LivePlaceService.h"

#include "base/Clock.h"
#include "base/Log.h"
#include "chat/MessageService.h"
#include "roster/RosterService.h"

#include <algorithm>

namespace jackdaw {

namespace {

constexpr qint64 keptAfterEnd = 24LL * 60 * 60 * 1000; // later the message itself says that it is over

} // namespace

LivePlaceService::LivePlaceService(const AccountContext &account, const RosterService &roster,
                                   std::unique_ptr<Alarm> alarm, QObject *parent)
    : QObject(parent)
    , m_account(account)
    , m_authority(account.jid())
    , m_roster(roster)
    , m_store(account.database)
    , m_alarm(std::move(alarm))
{
    m_gather.setSingleShot(true);
    m_gather.setInterval(250);
    connect(&m_gather, &QTimer::timeout, this, &LivePlaceService::announce);
    m_alarm->onRing([this] {
        sweep();
        publishDue();
    });
    if (const auto all = m_store.load(account.id)) {
        for (const LivePlaceStore::Kept &each : *all) {
            m_lives.push_back(std::make_unique<Live>());
            m_lives.back()->kept = each;
            bound(*m_lives.back());
            // The program ended without saying so: nobody brings the place any more.
            if (m_lives.back()->isHere() && each.place.ended == 0) {
                m_lives.back()->place().ended = std::min(account.clock.now(), each.place.until);
                keep(*m_lives.back());
            }
            m_lives.back()->promise = LivePromise::Sealed; // what it was nobody knows any more
        }
    } else {
        qCWarning(log::storage) << "live places were not read:" << all.error().detail;
    }
    account.connection.onMessage([this](const QDomElement &message) { return handle(message); });
    connect(&account.connection, &Connection::sessionStarted, this, &LivePlaceService::begin);
    connect(&roster, &RosterService::contactRemoved, this,
            [this](AccountId, const BareJid &jid) { stopFor({Jid(jid)}); });
    connect(&roster, &RosterService::rosterConfirmed, this, &LivePlaceService::lookAtRoster);
    sweep();
}

LivePlaceService::~LivePlaceService() = default;

void LivePlaceService::setMessages(MessageService &messages)
{
    m_messages = &messages;
    connect(&messages, &MessageService::messagesStored, this,
            [this](ConversationId conversation, const QList<Message> &stored, bool) {
        noteMessages(conversation, stored);
    });
    connect(&messages, &MessageService::messagesChanged, this,
            [this](ConversationId, const QList<Message> &altered) { noteChanged(altered); });
    connect(&messages, &MessageService::messageRemoved, this,
            [this](ConversationId, MessageId message) { noteRemoved(message); });
    QMetaObject::invokeMethod(this, &LivePlaceService::takeUp, Qt::QueuedConnection);
}

/// Of those that an earlier run left. Their nodes may be gone already, and with them what says that they were told
/// here; but no message of another program of ours ever waits.
void LivePlaceService::takeUp()
{
    const auto waiting = m_messages->store().waiting(m_account.id);
    for (const Message &message : waiting ? *waiting : QList<Message>()) {
        const auto card = linkCardOf(message.body);
        Live *live = card && card->live ? find(m_account.jid(), card->live->id) : nullptr;
        // It is stored before it is known whose it is, and the program may have ended between the two.
        const bool isOfIt = live && (live->place().message == message.id || !live->place().message.isValid());
        if (isOfIt && live->place().ended != 0) {
            live->place().message = message.id;
            takeBack(*live);
        }
    }
    sweep();
}

QList<LivePlace> LivePlaceService::places() const
{
    QList<LivePlace> all;
    for (const auto &each : m_lives) {
        all.append(each->place());
    }
    return all;
}

void LivePlaceService::announce() { Q_EMIT changed(m_account.id, places()); }

void LivePlaceService::tell()
{
    if (!m_gather.isActive()) {
        m_gather.start();
    }
}

void LivePlaceService::keep(const Live &live)
{
    if (const Status stored = m_store.put(m_account.id, live.kept); !stored) {
        Q_EMIT storageFailed(stored.error());
    }
}

LivePlaceService::Live *LivePlaceService::find(const BareJid &owner, const QString &id) const
{
    const auto found = std::find_if(m_lives.cbegin(), m_lives.cend(), [&](const auto &each) {
        return each->place().id == id && each->place().owner == owner;
    });
    return found == m_lives.cend() ? nullptr : found->get();
}

void LivePlaceService::begin(Connection::Session session)
{
    sweep();
    for (const auto &live : m_lives) {
        if (live->isHere() && live->place().ended != 0) {
            live->isDeleting = false;
            deleteNode(live->place().id);
        }
        live->isAsked = live->isAsked && session == Connection::Session::Resumed;
        if (session == Connection::Session::New) {
            live->isFollowed = false;
        }
        if (!live->isHere() && live->place().ended == 0 && !live->isFollowed) {
            follow(*live);
        }
    }
    publishDue();
    announce();
}

// What has messages in chats, on both sides

void LivePlaceService::noteChanged(const QList<Message> &messages)
{
    for (const Message &message : messages) {
        if (message.retracted != 0) {
            noteRemoved(message.id);
            continue;
        }
        if (message.isUnreadable()) {
            continue;
        }
        const auto announced = std::find_if(m_lives.cbegin(), m_lives.cend(), [&message](const auto &each) {
            return each->place().message == message.id;
        });
        if (announced == m_lives.cend()) {
            continue;
        }
        if ((*announced)->place().ended != 0) {
            noteTriedAgain(**announced, message);
            continue;
        }
        // Corrected (XEP-0308) so that it announces nothing, or another: none sees it in the chat any more.
        const auto card = linkCardOf(message.body);
        if (!card || !card->live || card->live->id != (*announced)->place().id) {
            end(**announced);
        } else if ((*announced)->isHere()) {
            noteAnnouncement(**announced, message);
        }
    }
}

/// It was taken back, or deleted here: so is what it announced.
void LivePlaceService::noteRemoved(MessageId message)
{
    for (const auto &live : m_lives) {
        if (live->place().message == message && live->place().ended == 0) {
            end(*live);
            return;
        }
    }
}

// What is over

/// As it was said, and no longer than was left when it came to be here.
void LivePlaceService::bound(Live &live) const
{
    live.lasts = m_account.clock.elapsed() + std::max<qint64>(0, live.place().until - m_account.clock.now());
}

bool LivePlaceService::isOver(const Live &live) const
{
    return live.place().isOver(m_account.clock.now()) || live.lasts <= m_account.clock.elapsed();
}

/// Whoever it is about. What is known of the place goes, here and on the server.
void LivePlaceService::close(Live &live)
{
    live.place().ended = std::min(m_account.clock.now(), live.place().until);
    live.place().place.reset();
    live.kept.key.clear();
    keep(live);
    if (live.isHere()) {
        deleteNode(live.place().id);
        takeBack(live);
    }
}

void LivePlaceService::end(Live &live)
{
    close(live);
    setAlarm();
    announce();
}

void LivePlaceService::sweep()
{
    const qint64 now = m_account.clock.now();
    bool isChanged = false;
    for (auto each = m_lives.begin(); each != m_lives.end();) {
        Live &live = **each;
        if (live.place().ended == 0 && isOver(live)) {
            close(live);
            isChanged = true;
        }
        // As long as its message waits, nothing else says that it is to be taken back; nor what it was to be, where it
        // did not go out and may be tried again.
        const bool isDone = !(live.isHere() && live.kept.isOwed) && m_messages && !isUnsaid(live) && !isRefused(live)
            && !live.isTriedAgain;
        if (live.place().until + keptAfterEnd <= now && isDone) {
            m_store.remove(m_account.id, live.place().owner, live.place().id);
            each = m_lives.erase(each);
            isChanged = true;
        } else {
            ++each;
        }
    }
    setAlarm();
    if (isChanged) {
        announce();
    }
}

void LivePlaceService::setAlarm()
{
    const qint64 now = m_account.clock.now();
    const qint64 elapsed = m_account.clock.elapsed();
    qint64 next = -1;
    const auto want = [&next](qint64 in) {
        next = next < 0 ? std::max<qint64>(0, in) : std::min(next, std::max<qint64>(0, in));
    };
    for (const auto &live : m_lives) {
        if (live->place().ended != 0) {
            continue;
        }
        want(std::min(live->place().until - now, live->lasts - elapsed));
        if (const qint64 due = dueIn(*live); due >= 0) {
            want(due);
        }
    }
    if (next < 0) {
        m_alarm->clear();
    } else {
        m_alarm->set(next);
    }
}

} // namespace jackdaw
