// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountSettings.h"
#include "chat/Conversation.h"
#include "presence/Presence.h"
#include "roster/Contact.h"

namespace jackdaw::test {

/// Values for tests that read like prose: aMessage().from("bob@example.org").saying("hi"). What is not said has a plain
/// default. Each converts into the value it builds, which is the test's own. Any thread. They store nothing and tell
/// nobody.

/// Ends the program where `text` is no address.
inline BareJid jid(const char *text)
{
    auto parsed = BareJid::parse(QString::fromUtf8(text));
    if (!parsed) {
        qFatal("%s is no address", text);
    }
    return *parsed;
}

/// 2026-03-01 12:00 UTC, when most tests happen.
constexpr qint64 noon = 1'772'366'400'000;
constexpr qint64 minute = 60'000;
constexpr qint64 hour = 60 * minute;
constexpr qint64 day = 24 * hour;

class MessageBuilder
{
public:
    MessageBuilder()
    {
        m_message.sender = jid("bob@example.org");
        m_message.body = QStringLiteral("hi");
        m_message.time = noon;
    }
    MessageBuilder &in(ConversationId conversation) { m_message.conversation = conversation; return *this; }
    MessageBuilder &from(const char *sender) { m_message.sender = jid(sender); return *this; }
    MessageBuilder &ours(MessageState state = MessageState::Waiting)
    {
        m_message.sender = jid("me@example.org");
        m_message.direction = Direction::Outgoing;
        m_message.state = state;
        return *this;
    }
    MessageBuilder &saying(const QString &body) { m_message.body = body; return *this; }
    MessageBuilder &at(qint64 time) { m_message.time = time; return *this; }
    MessageBuilder &withId(qint64 id) { m_message.id = MessageId(id); return *this; }
    MessageBuilder &withOrigin(const QString &origin) { m_message.originId = OriginId(origin); return *this; }
    MessageBuilder &archivedAs(const QString &archive) { m_message.archiveId = ArchiveId(archive); return *this; }
    MessageBuilder &markable() { m_message.markable = true; return *this; }
    operator Message() const { return m_message; }

private:
    Message m_message;
};
inline MessageBuilder aMessage() { return {}; }

class ContactBuilder
{
public:
    explicit ContactBuilder(const char *address)
    {
        m_contact.account = AccountId(1);
        m_contact.jid = jid(address);
        m_contact.subscription = Subscription::Both;
    }
    ContactBuilder &of(AccountId account) { m_contact.account = account; return *this; }
    ContactBuilder &named(const QString &name) { m_contact.name = name; return *this; }
    ContactBuilder &inGroups(const QStringList &groups) { m_contact.groups = groups; return *this; }
    operator Contact() const { return m_contact; }

private:
    Contact m_contact;
};
inline ContactBuilder aContact(const char *address) { return ContactBuilder(address); }

inline ContactPresence aPresence(const char *address, Availability availability, const QString &status = {},
                                 AccountId account = AccountId(1))
{
    ContactPresence presence{account, jid(address), {}, {}};
    presence.shown.availability = availability;
    presence.shown.status = status;
    return presence;
}

class ConversationBuilder
{
public:
    ConversationBuilder(qint64 id, const char *peer)
    {
        m_conversation.id = ConversationId(id);
        m_conversation.account = AccountId(1);
        m_conversation.peer = jid(peer);
    }
    ConversationBuilder &of(AccountId account) { m_conversation.account = account; return *this; }
    ConversationBuilder &lastAt(qint64 time, const QString &body = QStringLiteral("hi"))
    {
        m_conversation.last = aMessage().in(m_conversation.id).at(time).withId(time * 4096).saying(body);
        return *this;
    }
    ConversationBuilder &unread(int count) { m_conversation.unread = count; return *this; }
    ConversationBuilder &pinned() { m_conversation.pinned = true; return *this; }
    ConversationBuilder &muted() { m_conversation.muted = true; return *this; }
    operator Conversation() const { return m_conversation; }

private:
    Conversation m_conversation;
};
inline ConversationBuilder aConversation(qint64 id, const char *peer) { return {id, peer}; }

inline AccountSettings anAccount(const char *address)
{
    AccountSettings settings;
    settings.jid = jid(address);
    return settings;
}

} // namespace jackdaw::test
