// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHashFunctions>
#include <QMetaType>
#include <QString>

namespace jackdaw {

/// Distinct types for the identifiers that travel through Jackdaw, so that no two of them can be swapped by mistake.
/// Numbers are keys in this profile's database, texts are what the wire calls a thing; neither turns into the other,
/// nor into a plain one by itself. Plain values: any thread.
template<class Tag, class Value>
class StrongId
{
public:
    StrongId() = default;
    explicit StrongId(Value value) : m_value(std::move(value)) {}

    const Value &value() const { return m_value; }
    /// False for the default-constructed id, which names nothing.
    bool isValid() const { return m_value != Value{}; }

    friend bool operator==(const StrongId &, const StrongId &) = default;
    friend auto operator<=>(const StrongId &a, const StrongId &b) { return a.m_value <=> b.m_value; }
    friend size_t qHash(const StrongId &id, size_t seed = 0) { return ::qHash(id.m_value, seed); }

private:
    Value m_value{};
};

template<class Tag>
class StrongText
{
public:
    StrongText() = default;
    explicit StrongText(QString value) : m_value(std::move(value)) {}

    const QString &value() const { return m_value; }
    bool isValid() const { return !m_value.isEmpty(); }

    friend bool operator==(const StrongText &a, const StrongText &b) { return a.m_value == b.m_value; }
    friend bool operator<(const StrongText &a, const StrongText &b) { return a.m_value < b.m_value; }
    friend size_t qHash(const StrongText &id, size_t seed = 0) { return ::qHash(id.m_value, seed); }

private:
    QString m_value;
};

/// Row of an account in this profile's database.
using AccountId = StrongId<struct AccountIdTag, qint64>;
/// Row of a conversation, of any account.
using ConversationId = StrongId<struct ConversationIdTag, qint64>;
/// Time-ordered key of a stored message: milliseconds since 1970 (UTC) times 4096, plus a counter. A larger id stands
/// below a smaller one in its conversation.
using MessageId = StrongId<struct MessageIdTag, qint64>;
/// XEP-0359 origin-id, which is also the `id` of the stanza; made by the sender and never changed.
using OriginId = StrongText<struct OriginIdTag>;
/// XEP-0359 stanza-id, which is also the XEP-0313 archive id; made by the archive that stores the message.
using ArchiveId = StrongText<struct ArchiveIdTag>;

} // namespace jackdaw

Q_DECLARE_METATYPE(jackdaw::AccountId)
Q_DECLARE_METATYPE(jackdaw::ConversationId)
Q_DECLARE_METATYPE(jackdaw::MessageId)
