// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountContext.h"
#include "chat/RoomReaders.h"
#include "omemo/DeviceTrust.h"
#include "xmpp/MessageStanza.h"

namespace jackdaw {

class OmemoDirectory;
class OmemoKeys;

/// Legacy wherever the device speaks it, since everybody's tools do; Two where it does not (facts/qxmpp.md, 3.4). nullopt: it
/// is on no list.
std::optional<OmemoVersion> versionFor(const KnownDevice &device);

/// Seals what goes out for each device that may read it, and says which may not and why (XEP-0384, 4.4 and 5.5). Part of
/// OmemoService, engine thread; seal() and wrap() work inside the caller's transaction. Asks nobody for anything, and never
/// seals for a device that nobody trusts.
class OmemoSealer
{
public:
    OmemoSealer(const AccountContext &account, OmemoKeys &keys, OmemoDirectory &directory)
        : m_account(account), m_keys(keys), m_directory(directory)
    {
    }

    /// Without them every chat is one with a person.
    void setRooms(const RoomReaders &rooms) { m_rooms = &rooms; }
    /// Who is to read what is said in a chat, our own devices apart. In a chat with ourselves we are.
    struct Audience {
        RoomReaders::State state = RoomReaders::State::NoRoom;
        QList<BareJid> people; ///< in the order of their addresses
        RoomReaders::Obstacle obstacle = RoomReaders::Obstacle::None;

        bool isRoom() const { return state != RoomReaders::State::NoRoom; }
        /// Is it known who they are, and that it is them alone?
        bool isKnown() const { return state == RoomReaders::State::NoRoom || state == RoomReaders::State::Known; }
    };
    Audience audience(const BareJid &peer) const;

    /// What of a message would be for a device.
    struct Target {
        KnownDevice device;
        OmemoVersion version = OmemoVersion::Legacy;
        ReadReason reason = ReadReason::CanRead;
        bool isPending = false; ///< its bundle is on its way
    };
    /// All devices of all who are to read it, and ours, but this one, as things are. Of a room that does not say who they are,
    /// ours alone.
    Result<QList<Target>> targets(const BareJid &peer);
    /// Who could read a message now, and who could not and why.
    Result<QList<DeviceReport>> preview(const BareJid &peer);
    /// As MessageCipher has it.
    Result<QList<QXmppMessage>> seal(const QXmppMessage &clear, const BareJid &peer, MessageId message);
    /// Something for programs alone (XEP-0420): sealed in the newer version for these devices, and nothing outside says that
    /// there is anything to be read. Error: NotEncryptable where none of them has a session.
    Result<QXmppMessage> sealForPrograms(const QByteArray &content, const BareJid &to, const QList<OmemoDevice> &devices);
    /// The keys to a secret, for each of the devices that has a session.
    Result<OmemoMessage> wrap(OmemoVersion version, const QByteArray &secret, const QList<OmemoDevice> &devices);

private:
    bool isForOthers(const Target &target, const BareJid &peer) const
    {
        return peer == m_account.jid() || target.device.device.jid != m_account.jid();
    }
    Result<Target> targetOf(const KnownDevice &device, OmemoVersion version);
    static QList<DeviceReport> reportOf(const QList<Target> &targets);
    /// In `report` those are marked whose session did not take it.
    Result<QXmppMessage> sealFor(const QXmppMessage &clear, const BareJid &peer, OmemoVersion version, const QList<Target> &targets,
                                 QList<DeviceReport> &report);

    AccountContext m_account;
    OmemoKeys &m_keys;
    OmemoDirectory &m_directory;
    const RoomReaders *m_rooms = nullptr;
};

} // namespace jackdaw
