// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/Answers.h"

#include "base/Clock.h"
#include "roster/RosterService.h"
#include "storage/Database.h"
#include "xmpp/MessageStanza.h"

#include <algorithm>

namespace jackdaw {

namespace {

constexpr int pause = 200; // ms; RequestLimit gives one more to each in that time

} // namespace

Answers::Answers(const AccountContext &account, const RosterService &roster, QObject *parent)
    : QObject(parent)
    , m_account(account)
    , m_roster(roster)
{
    m_later.setSingleShot(true);
    m_later.setInterval(pause);
    connect(&m_later, &QTimer::timeout, this, &Answers::send);
}

void Answers::addReceipt(const Jid &to, const OriginId &of)
{
    if (m_receipts.size() >= maximumReceipts || !m_account.connection.isOnline() || !may(Authority::Topic::Receipts, to)) {
        return;
    }
    const auto isForThem = [&to](const Receipt &receipt) { return receipt.to.bare() == to.bare(); };
    if (std::count_if(m_receipts.cbegin(), m_receipts.cend(), isForThem) < maximumReceiptsOfOne) {
        m_receipts.append({to, of});
    }
}

void Answers::addDisplayed(ConversationId conversation, const Message &message)
{
    m_markers.insert(conversation, message);
}

void Answers::addDisplayed(const BareJid &room, const ArchiveId &of)
{
    m_roomMarkers.insert(room, of);
}

bool Answers::may(Authority::Topic topic, const Jid &who) const
{
    const bool isOn = topic == Authority::Topic::Receipts ? m_privacy.receipts : m_privacy.markers;
    return isOn && m_roster.mayLearn(topic, Sender(who));
}

bool Answers::admits(const Jid &to)
{
    return m_limit.admits(m_account.jid(), to.toString(), m_account.clock.elapsed());
}

void Answers::send()
{
    if (!m_account.connection.isOnline()) {
        m_receipts.clear();
        return;
    }
    sendReceipts();
    sendMarkers();
    if (!m_receipts.isEmpty() || !m_markers.isEmpty() || !m_roomMarkers.isEmpty()) {
        m_later.start();
    }
}

void Answers::say(const BareJid &to, const QXmppMessage &answer)
{
    QList<QXmppMessage> stanzas{answer};
    const auto readiness = m_cipher ? m_cipher->readiness(to) : Result<MessageCipher::Readiness>(MessageCipher::Readiness::Clear);
    if (readiness && *readiness == MessageCipher::Readiness::Ready) {
        const Status sealed = m_account.database.transaction(Database::Durability::Full, [&]() -> Status {
            auto both = m_cipher->seal(answer, to, {});
            if (!both) {
                return both.error();
            }
            stanzas = *std::move(both);
            return Done{};
        });
        if (!sealed) {
            return; // an answer is not worth a second try, and does not go otherwise
        }
    }
    for (QXmppMessage &each : stanzas) {
        m_account.connection.sendMessage(std::move(each), this, [](Connection::Delivery) {});
    }
}

void Answers::sendReceipts()
{
    // The switch or the subscription may have changed while it waited.
    m_receipts.removeIf([this](const Receipt &receipt) {
        if (!may(Authority::Topic::Receipts, receipt.to)) {
            return true;
        }
        if (!admits(receipt.to)) {
            return false;
        }
        say(receipt.to.bare(), writeReceipt(receipt.to, receipt.of));
        return true;
    });
}

void Answers::sendMarkers()
{
    m_markers.removeIf([this](QHash<ConversationId, Message>::iterator marker) {
        const BareJid to = marker->sender;
        if (!may(Authority::Topic::Markers, Jid(to))) {
            return true;
        }
        if (!admits(Jid(to))) {
            return false;
        }
        say(to, writeDisplayed(to, marker->originId));
        return true;
    });
    m_roomMarkers.removeIf([this](QHash<BareJid, ArchiveId>::iterator marker) {
        if (!m_privacy.markers || !m_mayTellRoom || !m_mayTellRoom(marker.key())) {
            return true;
        }
        if (!admits(Jid(marker.key()))) {
            return false;
        }
        // Outside of what is encrypted, as others have it: it names a message, and says nothing of it.
        m_account.connection.sendMessage(writeDisplayed(marker.key(), marker.value()), this, [](Connection::Delivery) {});
        return true;
    });
}

} // namespace jackdaw
