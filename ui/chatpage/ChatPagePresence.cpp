// SPDX-License-Identifier: GPL-3.0-or-later
// The part of ChatPage about whether somebody is there: the line below their name, and since when we are offline ourselves.
#include "account/AccountListModel.h"
#include "base/Alarm.h"
#include "base/Clock.h"
#include "chat/ChatListModel.h"
#include "chat/TimelineModel.h"
#include "chatpage/ChatHeader.h"
#include "chatpage/ChatPage.h"
#include "roster/ContactListModel.h"
#include "style/TimeText.h"
#include "timeline/TimelineView.h"

namespace jackdaw {

void ChatPage::setAlarm(std::unique_ptr<Alarm> alarm)
{
    m_alarm = std::move(alarm);
    m_alarm->onRing([this] { showPresence(); });
}

/// When they wrote here last, or went.
qint64 ChatPage::lastSeen() const
{
    const Presence presence = m_contacts.presenceOf(m_account, m_peer);
    qint64 seen = presence.availability == Availability::Offline ? presence.since : 0;
    if (m_model.conversation() == m_conversation && !m_model.hasNewer()) {
        for (int row = m_model.rowCount() - 1; row >= 0; --row) {
            if (m_model.message(row).direction == Direction::Incoming)
                return std::max(seen, m_model.message(row).time);
        }
    }
    return seen;
}

void ChatPage::showPresence()
{
    m_alarm->clear();
    if (!m_header || !m_conversation.isValid() || m_kind != ConversationKind::Chat)
        return;
    const qint64 now = m_clock.now();
    const PresenceFacts facts{m_contacts.presenceOf(m_account, m_peer), lastSeen()};
    m_header->setPresence(facts, now);
    if (const qint64 lasts = presenceLineLasts(facts, now); lasts > 0 && isVisible())
        m_alarm->set(lasts);
}

void ChatPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    showPresence();
    showLivePlaces(); // how old they are was not counted while nobody saw it
}

void ChatPage::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_alarm->clear();
}

void ChatPage::noteConnections()
{
    for (const AccountListModel::Row &row : m_accounts.rows()) {
        const AccountId account = row.settings.id;
        if (row.connection.state == ConnectionState::Online) {
            if (!m_online.contains(account) && account == m_account && m_timeline)
                m_timeline->forgetBeginning(); // what was wished for offline may have led to nothing
            m_online.insert(account);
            if (m_offline.remove(account) && account == m_account && m_timeline)
                m_timeline->refreshEventLines();
            continue;
        }
        // Who signs out knows.
        if (!row.settings.enabled) {
            m_online.remove(account);
            if (m_offline.remove(account) && account == m_account && m_timeline)
                m_timeline->refreshEventLines();
            continue;
        }
        // Only who was online goes offline; and a stream that is back in a moment was never gone.
        if (m_online.remove(account))
            m_offline.insert(account, {m_clock.now(), false});
        const auto offline = m_offline.find(account);
        if (offline != m_offline.end() && !offline->isShown && row.connection.state != ConnectionState::Connecting) {
            offline->isShown = true;
            if (account == m_account && m_timeline)
                m_timeline->refreshEventLines();
        }
    }
}

/// Between what was said before and after.
QList<EventLine> ChatPage::offlineLine(MessageId after, MessageId before) const
{
    const Offline offline = m_offline.value(m_account);
    if (!offline.isShown)
        return {};
    constexpr qint64 keysAMillisecond = 4096;
    const qint64 place = offline.since * keysAMillisecond;
    if (place < after.value() || (before.isValid() && place >= before.value()))
        return {};
    return {{QStringLiteral("wifi-off"), tr("You went offline at %1").arg(clockText(offline.since))}};
}

} // namespace jackdaw
