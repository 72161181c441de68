// SPDX-License-Identifier: GPL-3.0-or-later
#include "omemo/OmemoSealer.h"

#include "base/Clock.h"
#include "chat/MessageStore.h"
#include "omemo/OmemoDirectory.h"
#include "omemo/OmemoKeys.h"
#include "omemo/PayloadCipher.h"
#include "xmpp/EncryptedStanza.h"

namespace jackdaw {

std::optional<OmemoVersion> versionFor(const KnownDevice &device)
{
    if (device.onLegacyList) {
        return OmemoVersion::Legacy;
    }
    return device.onTwoList && RatchetBackend::speaks(OmemoVersion::Two) ? std::optional(OmemoVersion::Two) : std::nullopt;
}

Result<OmemoSealer::Target> OmemoSealer::targetOf(const KnownDevice &device, OmemoVersion version)
{
    Target target{device, version, ReadReason::CanRead, false};
    const auto session = m_keys.store().session(version, device.device);
    if (!session) {
        return session.error();
    }
    if (device.identity.isValid() && !device.mayRead()) {
        target.reason = device.trust == DeviceTrust::Distrusted ? ReadReason::Distrusted : ReadReason::NotTrusted;
    } else if (!*session) {
        switch (m_directory.bundle(version, device.device)) {
        case OmemoDirectory::Bundle::Missing:
            target.reason = ReadReason::NoBundle;
            break;
        case OmemoDirectory::Bundle::Bad:
            target.reason = device.refused.isValid() ? ReadReason::IdentityChanged : ReadReason::BadBundle;
            break;
        case OmemoDirectory::Bundle::NotTold:
            target.reason = ReadReason::NotTold;
            break;
        default:
            target.reason = ReadReason::NoSession;
            target.isPending = true;
        }
    }
    return target;
}

OmemoSealer::Audience OmemoSealer::audience(const BareJid &peer) const
{
    Audience out;
    if (m_rooms) {
        RoomReaders::Readers readers = m_rooms->readers(peer);
        out = {readers.state, std::move(readers.people), readers.obstacle};
    }
    if (!out.isRoom()) {
        out.people = {peer};
        return out;
    }
    out.people.removeAll(m_account.jid());
    std::sort(out.people.begin(), out.people.end());
    return out;
}

Result<QList<OmemoSealer::Target>> OmemoSealer::targets(const BareJid &peer)
{
    QList<Target> all;
    QList<BareJid> people = audience(peer).people;
    if (peer != m_account.jid()) {
        people.append(m_account.jid());
    }
    for (const BareJid &person : std::as_const(people)) {
        const auto devices = m_keys.store().devices(person);
        if (!devices) {
            return devices.error();
        }
        for (const KnownDevice &device : *devices) {
            const auto version = versionFor(device);
            if (!version || device.device == m_keys.own()) {
                continue;
            }
            const auto target = targetOf(device, *version);
            if (!target) {
                return target.error();
            }
            all.append(*target);
        }
    }
    return all;
}

QList<DeviceReport> OmemoSealer::reportOf(const QList<Target> &targets)
{
    QList<DeviceReport> report;
    for (const Target &target : targets) {
        report.append({target.device.device, target.version, target.reason, {}});
    }
    return report;
}

Result<QList<DeviceReport>> OmemoSealer::preview(const BareJid &peer)
{
    const auto all = targets(peer);
    if (!all) {
        return all.error();
    }
    QList<DeviceReport> report = reportOf(*all);
    const QList<BareJid> people = audience(peer).people;
    for (const BareJid &person : people) {
        const bool hasDevice = std::any_of(report.cbegin(), report.cend(),
                                           [&person](const DeviceReport &each) { return each.device.jid == person; });
        if (!hasDevice) {
            const ReadReason why = m_directory.isNotTold(person) ? ReadReason::NotTold : ReadReason::NoDevices;
            report.append({{person, {}}, OmemoVersion::Legacy, why, {}});
        }
    }
    return report;
}

/// The keys to a secret, for each of the devices that has a session.
Result<OmemoMessage> OmemoSealer::wrap(OmemoVersion version, const QByteArray &secret, const QList<OmemoDevice> &devices)
{
    OmemoMessage message;
    message.version = version;
    message.sender = m_keys.own().id;
    for (const OmemoDevice &device : devices) {
        const auto sealed = m_keys.ratchet().encrypt(version, device, secret);
        if (sealed.fault == RatchetFault::Storage) {
            return Error{ErrorKind::Storage, sealed.detail, {}};
        }
        if (sealed) {
            message.keys.append({version == OmemoVersion::Two ? device.jid : BareJid(), device.id, sealed.value.kind, sealed.value.data});
        }
    }
    return message;
}

Result<QXmppMessage> OmemoSealer::sealFor(const QXmppMessage &clear, const BareJid &peer, OmemoVersion version, const QList<Target> &targets,
                                           QList<DeviceReport> &report)
{
    SplitStanza split = splitStanza(clear, version);
    if (split.inside.isEmpty()) {
        return version == OmemoVersion::Legacy ? Result<QXmppMessage>(split.outside)
                                               : Result<QXmppMessage>(Error{ErrorKind::Internal, QStringLiteral("nothing to seal"), {}});
    }
    QByteArray plain = split.inside;
    if (version == OmemoVersion::Two) {
        const auto dice = randomBytes(640);
        if (!dice) {
            return dice.error();
        }
        plain = writeEnvelope(m_account.jid(), peer, m_account.clock.now(), split.inside, *dice);
    }
    auto payload = sealPayload(version, plain);
    wipe(plain);
    wipe(split.inside);
    if (!payload) {
        return payload.error();
    }
    QList<OmemoDevice> devices;
    for (const Target &target : targets) {
        if (target.version == version && target.reason == ReadReason::CanRead) {
            devices.append(target.device.device);
        }
    }
    auto message = wrap(version, payload->secret, devices);
    wipe(payload->secret);
    if (!message) {
        return message.error();
    }
    if (message->keys.isEmpty()) {
        return Error{ErrorKind::Internal, QStringLiteral("no session seals it"), {}};
    }
    for (DeviceReport &each : report) {
        const bool isFor = each.reason == ReadReason::CanRead && devices.contains(each.device);
        const bool hasKey = std::any_of(message->keys.cbegin(), message->keys.cend(), [&](const OmemoMessage::Key &key) {
            return key.device == each.device.id && (version == OmemoVersion::Legacy || key.jid == each.device.jid);
        });
        if (isFor && !hasKey) {
            each.reason = ReadReason::Failed;
        }
    }
    message->iv = payload->iv;
    message->payload = payload->payload;
    addSealed(split.outside, *message);
    return split.outside;
}

Result<QXmppMessage> OmemoSealer::sealForPrograms(const QByteArray &content, const BareJid &to,
                                                  const QList<OmemoDevice> &devices)
{
    const auto dice = randomBytes(640);
    if (!dice) {
        return dice.error();
    }
    QByteArray plain = writeEnvelope(m_account.jid(), to, m_account.clock.now(), content, *dice);
    auto payload = sealPayload(OmemoVersion::Two, plain);
    wipe(plain);
    if (!payload) {
        return payload.error();
    }
    auto message = wrap(OmemoVersion::Two, payload->secret, devices);
    wipe(payload->secret);
    if (!message) {
        return message.error();
    }
    if (message->keys.isEmpty()) {
        return Error{ErrorKind::NotEncryptable, QStringLiteral("no session seals it"), to.toString()};
    }
    message->payload = payload->payload;
    return writeKeyTransport(to, *message);
}

Result<QList<QXmppMessage>> OmemoSealer::seal(const QXmppMessage &clear, const BareJid &peer, MessageId message)
{
    const auto all = m_keys.isOpen() ? targets(peer) : Result<QList<Target>>(Error{ErrorKind::NotEncryptable, QStringLiteral("no identity"), peer.toString()});
    auto report = m_keys.isOpen() ? preview(peer) : Result<QList<DeviceReport>>(QList<DeviceReport>());
    if (!all || !report) {
        return all ? report.error() : all.error();
    }
    if (!audience(peer).isKnown()) {
        return Error{ErrorKind::NotEncryptable, QStringLiteral("nobody knows who reads along there"), peer.toString()};
    }
    enum class Whose { Anybodys, Others };
    const auto needs = [&](OmemoVersion version, Whose whose) {
        return std::any_of(all->cbegin(), all->cend(), [&](const Target &target) {
            return target.version == version && target.reason == ReadReason::CanRead
                && (whose == Whose::Anybodys || isForOthers(target, peer));
        });
    };
    if (!needs(OmemoVersion::Legacy, Whose::Others) && !needs(OmemoVersion::Two, Whose::Others)) {
        return Error{ErrorKind::NotEncryptable, QStringLiteral("no device there can read it"), peer.toString()};
    }
    QList<QXmppMessage> stanzas;
    for (const OmemoVersion version : allOmemoVersions) {
        if (!needs(version, Whose::Anybodys)) {
            continue;
        }
        auto sealed = sealFor(clear, peer, version, *all, *report);
        if (!sealed) {
            return sealed.error();
        }
        stanzas.append(*std::move(sealed));
    }
    // From here on the chat is encrypted, whatever lists say later (facts/security.md, O1).
    Status done = message.isValid() ? m_keys.store().setWish(peer, ChatWish::Encrypted) : Status(Done{});
    if (message.isValid()) {
        const OmemoVersion version = needs(OmemoVersion::Two, Whose::Others) && !needs(OmemoVersion::Legacy, Whose::Others) ? OmemoVersion::Two : OmemoVersion::Legacy;
        done = done ? m_keys.store().setReport(message, *report) : done;
        const MessageEncryption with{version, m_keys.own().id, DeviceTrust::Verified, false, RatchetFault::None};
        done = done ? MessageStore(m_account.database).setEncryption(message, with) : done;
    }
    return done ? Result<QList<QXmppMessage>>(stanzas) : Result<QList<QXmppMessage>>(done.error());
}

} // namespace jackdaw
