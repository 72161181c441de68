// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountContext.h"
#include "chat/MessageCipher.h"
#include "omemo/OmemoDirectory.h"
#include "omemo/OmemoKeys.h"
#include "omemo/OmemoOpener.h"
#include "omemo/OmemoPublication.h"
#include "omemo/OmemoSealer.h"
#include "omemo/TrustTransfer.h"
#include "xmpp/Authority.h"

#include <QFuture>
#include <QHash>
#include <QObject>
#include <QSet>

namespace jackdaw {

/// End-to-end encryption of one account (XEP-0384, both versions): who may read what we write, and what others wrote. Owned by
/// AccountService, engine thread. seal() and open() work inside the caller's transaction, so that the step of the ratchet and
/// the text are on disk together; settle() does afterwards what they owe. Never decides that something goes in clear: that is
/// readiness(), and the user's word.
class OmemoService : public QObject, public MessageCipher
{
    Q_OBJECT
public:
    /// A session with one device is made anew at most so often, in ms.
    static constexpr qint64 repairPause = 60'000;
    /// So often a device is asked for the bundle that it needs to be told of trust, in ms.
    static constexpr qint64 trustBundlePause = 24LL * 60 * 60'000;

    OmemoService(const AccountContext &account, PersonalNodes &nodes, const QString &profileFolder, QObject *parent = nullptr);

    /// Who reads along in rooms. Without them every chat is one with a person.
    void setRooms(RoomReaders &rooms);
    /// Reads or makes the identity. Errors: Storage, DiskFull.
    Status begin();
    /// A new stream: asks for our lists, and shows what we are.
    void beginSession();
    /// The stream goes on after the link was lost.
    void resumeSession();
    /// Is this device on its lists on this stream, so that others find it?
    bool isShown() const;
    /// While the archive is being read, what was used is kept and nothing is answered (XEP-0384, 6).
    enum class CatchUp { Done, Running };
    void setCatchUp(CatchUp state);
    /// A message that may be a personal event. Value: it was one of ours to look at.
    bool takeEvent(const QDomElement &message);

    // What goes out

    /// Held: contacts get nothing that the user did not write, for it says that somebody is there. What is owed to them
    /// waits.
    enum class Unasked { Sent, Held };
    void setUnasked(Unasked unasked);
    Result<Readiness> readiness(const BareJid &peer) override;
    /// Who could read a message now, and who could not and why.
    Result<QList<DeviceReport>> preview(const BareJid &peer) { return m_sealer.preview(peer); }
    Result<QList<QXmppMessage>> seal(const QXmppMessage &clear, const BareJid &peer, MessageId message) override
    {
        return m_sealer.seal(clear, peer, message);
    }

    // What comes in

    Result<Opened> open(const QDomElement &message, const BareJid &sender, const BareJid &chat, qint64 time) override;
    void settle() override;

    // What people decide, and ask

    void setByDefault(EncryptByDefault wish);
    /// As EncryptionDoor has it.
    Result<ChatEncryption> chat(const BareJid &peer);

    Result<QList<KnownDevice>> devices(const BareJid &jid);
    Status setTrust(const OmemoDevice &device, DeviceTrust trust);
    Status setWish(const BareJid &peer, ChatWish wish);
    Status sendToReaders(const BareJid &peer);
    /// What trustToSend() said of `device` is with the server, or nobody knows.
    enum class TrustSent { Yes, Unknown };
    void noteTrustSent(const OmemoDevice &device, TrustSent sent);
    /// The user was told of all devices of `jid`.
    Status noteShown(const BareJid &jid);
    Status rename(const OmemoDevice &device, const QString &name);
    QFuture<Status> removeOwn(OmemoDeviceId device);
    /// A new session, whatever the old one was: asks for the bundle again.
    void repair(const OmemoDevice &device);
    OmemoKeys &keys() { return m_keys; }

Q_SIGNALS:
    /// An invalid address: of all chats.
    void readinessChanged(const jackdaw::BareJid &peer);
    void devicesChanged(const jackdaw::BareJid &jid);
    /// Nobody had heard of it before.
    void deviceAppeared(const jackdaw::OmemoDevice &device);
    /// It shows another identity than it ever had; that was not taken (facts/security.md, O3).
    void identityRefused(const jackdaw::OmemoDevice &device);
    void removedFromOwnList();
    /// A message that carries keys alone, to be sent now.
    void keysToSend(const QXmppMessage &message);
    /// What the user decided, for one device that is to know it (XEP-0450), to be sent now; noteTrustSent() is to follow.
    void trustToSend(const QXmppMessage &message, const jackdaw::OmemoDevice &device);
    void storageFailed(const jackdaw::Error &error);

private:
    /// Who only looks asks no room anew who reads along: what is shown would be unknown for a moment each time.
    enum class Purpose { Writing, Looking };
    Result<Readiness> readiness(const BareJid &peer, Purpose purpose);
    Result<Readiness> readinessByItself(const BareJid &peer, Purpose purpose);
    Result<bool> mayAnyOfThemRead(const BareJid &peer);
    Result<QSet<OmemoDevice>> missingIn(const BareJid &peer);
    void meetSession(Connection::Session session);
    Result<Readiness> readinessOfRoom(const BareJid &room, const OmemoSealer::Audience &audience, ChatWish wish);
    QSet<BareJid> chatsWith(const BareJid &person) const;
    void tellReadiness(const BareJid &of);
    void takeOwnList(OmemoVersion version, const OmemoDeviceList &list);
    void beginWith(OmemoVersion version, const OmemoDevice &device);
    void sendKeys(OmemoVersion version, const OmemoDevice &device);
    bool isHeld(const BareJid &person) const { return m_unasked == Unasked::Held && person != m_account.jid(); }
    void refreshBundle();
    void sendTrust();
    void sendLetter(const TrustTransfer::Letter &letter);
    void wantBundleForTrust(const OmemoDevice &device);
    void tellJudged();
    Status noteFailure(const Status &status);

    AccountContext m_account;
    OmemoKeys m_keys;
    OmemoDirectory m_directory;
    OmemoPublication m_publication;
    OmemoDebts m_debts;
    TrustTransfer m_trust;
    QHash<OmemoDevice, QList<TrustStore::Owed>> m_trustOnTheWay;
    QHash<OmemoDevice, qint64> m_trustBundles; ///< when they were asked for, by Clock::elapsed(); over all streams
    QSet<BareJid> m_trustFor; ///< people of whom something is missing before they can be told
    bool m_mayOweTrust = true; ///< somebody is to be told something, or nobody has looked
    OmemoSealer m_sealer;
    OmemoOpener m_opener;
    Authority m_authority;
    RoomReaders *m_rooms = nullptr;
    QHash<OmemoDevice, qint64> m_repaired; ///< when, by Clock::elapsed()
    QHash<int, OmemoDeviceList> m_ownLists; ///< as the server told them first on this stream
    bool m_ownListsTaken = false;
    QSet<BareJid> m_refusedOf;     ///< who showed another key in what is being taken in
    QSet<BareJid> m_awaited;       ///< chats that something is missing for
    /// Those of them where the user waits no more, and for what; on this stream.
    QHash<BareJid, QSet<OmemoDevice>> m_hurried;
    CatchUp m_catchUp = CatchUp::Done;
    Unasked m_unasked = Unasked::Sent;
    EncryptByDefault m_byDefault = EncryptByDefault::No;
    bool m_isNew = false;          ///< this device was never on a list
};

} // namespace jackdaw
