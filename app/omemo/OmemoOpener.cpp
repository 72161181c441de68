// SPDX-License-Identifier: GPL-3.0-or-later
#include "omemo/OmemoOpener.h"

#include "base/Clock.h"
#include "omemo/OmemoKeys.h"
#include "omemo/PayloadCipher.h"
#include "omemo/TrustTransfer.h"
#include "xmpp/EncryptedStanza.h"

#include <QStringDecoder>

namespace jackdaw {

namespace {

/// Two people may have devices of one number, and Legacy does not say whose key it is: so many are tried.
constexpr int maximumTries = 3;
/// XEP-0384, 6: a message this far in its chain is answered, so that the ratchet turns.
constexpr quint32 heartbeatAt = 53;

} // namespace

Result<MessageCipher::Opened> OmemoOpener::open(const QDomElement &stanza, const BareJid &sender, const BareJid &chat, qint64 time)
{
    using Outcome = Opened::Outcome;
    Opened opened;
    if (!claimsOmemo(stanza)) {
        return opened;
    }
    const QList<OmemoMessage> messages = readOmemo(stanza);
    opened.outcome = Outcome::Unreadable;
    opened.fault = m_keys.isOpen() ? RatchetFault::Malformed : RatchetFault::Internal;
    opened.encryption.fault = opened.fault;
    if (!m_keys.isOpen()) {
        return opened;
    }
    for (const OmemoMessage &message : messages) {
        const OmemoDevice device{sender, message.sender};
        if (device == m_keys.own()) {
            opened.outcome = Outcome::OwnEcho;
            return opened;
        }
        auto one = openOne(message, stanza, device, chat, time);
        if (!one) {
            return one.error();
        }
        opened = *std::move(one);
        if (opened.outcome != Outcome::NotForUs) {
            break; // one that was for us
        }
    }
    if (opened.outcome == Outcome::Opened && sender != m_account.jid()) {
        // Whoever writes encrypted is answered so; what is said to a room, to all in it.
        const BareJid peer = chat == m_account.jid() ? sender : chat;
        const auto wish = m_keys.store().wish(peer);
        const bool isNew = wish && *wish == ChatWish::NotSaid;
        const Status done = !wish ? Status(wish.error()) : isNew ? m_keys.store().setWish(peer, ChatWish::Encrypted) : Status(Done{});
        if (!done) {
            return done.error();
        }
        if (isNew) {
            m_debts.answeredSealed.insert(peer);
        }
    }
    return opened;
}

Result<MessageCipher::Opened> OmemoOpener::openOne(const OmemoMessage &message, const QDomElement &stanza, const OmemoDevice &sender,
                                                   const BareJid &chat, qint64 time)
{
    using Outcome = Opened::Outcome;
    Opened opened;
    opened.outcome = Outcome::NotForUs;
    int tries = 0;
    for (const OmemoMessage::Key &key : message.keys) {
        const bool isOurs = key.device == m_keys.own().id && (message.version == OmemoVersion::Legacy || key.jid == m_account.jid());
        if (!isOurs || ++tries > maximumTries) {
            continue;
        }
        auto turned = m_keys.ratchet().decrypt(message.version, sender, {key.kind, key.data});
        if (turned.fault == RatchetFault::Storage) {
            return Error{ErrorKind::Storage, turned.detail, {}};
        }
        if (!turned) {
            opened.outcome = turned.fault == RatchetFault::Duplicate ? Outcome::Known : Outcome::Unreadable;
            opened.fault = turned.fault;
            opened.detail = turned.detail;
            continue;
        }
        m_debts.bundleChanged |= turned.value.usedPreKey.has_value();
        const OmemoDebts::Side side{sender, int(message.version)};
        if (turned.value.beganSession) {
            m_debts.owed.insert(side);
        } else if (turned.value.counter < heartbeatAt) {
            m_debts.answered.remove(side);
        } else if (!m_debts.answered.contains(side)) {
            m_debts.answered.insert(side);
            m_debts.owed.insert(side);
        }
        m_debts.repairs.remove(side);
        std::optional<SceEnvelope> envelope;
        opened = unseal(message, stanza, turned.value.secret, sender.jid, chat, time, envelope);
        wipe(turned.value.secret);
        const auto known = m_keys.store().device(sender);
        if (!known) {
            return known.error();
        }
        if (!*known || !(*known)->isListed()) {
            m_debts.unlisted.insert(sender.jid);
        }
        if (envelope && carriesTrustMessage(envelope->content)) {
            opened.outcome = Outcome::KeysOnly; // XEP-0450, 6.3: nobody is shown it
            const auto said = readTrustMessage(envelope->content);
            // Which word is the newest, only its time says (XEP-0450, 6.3): without one it is nobody's.
            const Status taken = said && *known && envelope->time ? m_trust.take(*said, **known, chat, *envelope->time) : Status(Done{});
            if (!taken) {
                return taken.error();
            }
        }
        opened.encryption.version = message.version;
        opened.encryption.device = sender.id;
        opened.encryption.trust = *known ? (*known)->trust : DeviceTrust::Undecided;
        opened.encryption.fault = opened.fault;
        const Status used = m_keys.store().noteUse(sender, m_account.clock.now());
        return used ? Result<Opened>(opened) : Result<Opened>(used.error());
    }
    if (opened.outcome == Outcome::NotForUs) {
        opened.fault = RatchetFault::NotForUs;
    } else if (opened.outcome == Outcome::Unreadable) {
        if (const Status noted = noteFault(message.version, sender, opened.fault); !noted) {
            return noted.error();
        }
    }
    opened.encryption = {message.version, sender.id, DeviceTrust::Undecided, false, opened.fault};
    // Nothing was said, so nothing is missed; or it is for programs alone, as trust messages for other devices are.
    const bool isForPrograms =
        opened.outcome == Outcome::NotForUs && message.version == OmemoVersion::Two && !isAnnounced(stanza);
    if ((!message.payload && opened.outcome != Outcome::Known) || isForPrograms) {
        opened.outcome = Outcome::KeysOnly;
    }
    return opened;
}

/// What the ratchet gave, put together with what stands in the stanza.
MessageCipher::Opened OmemoOpener::unseal(const OmemoMessage &message, const QDomElement &stanza, const QByteArray &secret,
                                          const BareJid &sender, const BareJid &chat, qint64 time,
                                          std::optional<SceEnvelope> &inside) const
{
    using Outcome = Opened::Outcome;
    Opened opened;
    opened.outcome = Outcome::KeysOnly;
    if (!message.payload) {
        return opened;
    }
    opened.outcome = Outcome::Unreadable;
    opened.fault = RatchetFault::Malformed;
    // What is not said to us is said in a group, or by another device of ours, whose copy (XEP-0280) a server puts
    // where it likes if nothing inside says for whom it was.
    const EnvelopePlace place = chat == m_account.jid() ? EnvelopePlace::ToUs : EnvelopePlace::Elsewhere;
    auto plain = openPayload(message.version, {secret, message.iv, *message.payload});
    if (!plain) {
        opened.detail = plain.error().detail;
        return opened;
    }
    if (message.version == OmemoVersion::Legacy) {
        QStringDecoder decoder(QStringDecoder::Utf8);
        const QString text = decoder(*plain);
        if (!decoder.hasError()) {
            opened.stanza = readOpened(stanza, text);
            opened.outcome = Outcome::Opened;
        }
    } else if (const auto envelope = readEnvelope(*plain); !envelope) {
        opened.detail = envelope.error().detail;
    } else if (const auto fault = checkEnvelope(*envelope, sender, chat, place); fault != EnvelopeFault::None) {
        opened.detail = QStringLiteral("the envelope is not what %1 says here (%2)").arg(sender.toString()).arg(int(fault));
    } else {
        opened.stanza = readOpened(stanza, *envelope);
        opened.encryption.isTimeOff = isTimeOff(*envelope, time);
        opened.outcome = Outcome::Opened;
        inside = *envelope;
    }
    wipe(*plain);
    opened.fault = opened.outcome == Outcome::Opened ? RatchetFault::None : opened.fault;
    return opened;
}

/// What cannot be opened may be mended by a new session; whether that is begun now, OmemoService decides.
Status OmemoOpener::noteFault(OmemoVersion version, const OmemoDevice &device, RatchetFault fault)
{
    if (fault == RatchetFault::IdentityChanged) {
        m_debts.refused.insert(device);
        return m_keys.store().noteRefused(device, {});
    }
    if (fault == RatchetFault::NoSession || fault == RatchetFault::NotForSession || fault == RatchetFault::UnknownPreKey) {
        m_debts.repairs.insert({device, int(version)});
    }
    return Done{};
}

} // namespace jackdaw
