// SPDX-License-Identifier: GPL-3.0-or-later
#include "omemo/OmemoService.h"

#include "base/Async.h"
#include "base/Clock.h"
#include "base/Log.h"
#include "omemo/PayloadCipher.h"
#include "storage/Database.h"
#include "xmpp/EncryptedStanza.h"

#include <QPromise>

namespace jackdaw {

namespace {

Error storageError(const QString &detail)
{
    return Error{ErrorKind::Storage, detail, {}};
}

} // namespace

OmemoService::OmemoService(const AccountContext &account, PersonalNodes &nodes, const QString &profileFolder, QObject *parent)
    : QObject(parent)
    , m_account(account)
    , m_keys(account.database, account.id, account.jid(), profileFolder, account.clock)
    , m_directory(account.database, m_keys.store(), nodes, account.clock)
    , m_publication(m_keys, nodes, account.clock)
    , m_trust(account.database, account.id, account.jid(), m_keys, account.clock)
    , m_sealer(account, m_keys, m_directory)
    , m_opener(account, m_keys, m_debts, m_trust)
    , m_authority(account.jid())
{
    connect(&account.connection, &Connection::sessionStarted, this, &OmemoService::meetSession);
    account.connection.onMessage([this](const QDomElement &message) {
        return takeEvent(message) ? Connection::Disposition::Consumed : Connection::Disposition::Pass;
    });
    connect(&m_directory, &OmemoDirectory::storageFailed, this, &OmemoService::storageFailed);
    connect(&m_directory, &OmemoDirectory::listTold, this,
            [this](const BareJid &owner, OmemoVersion version, const OmemoDeviceList &list, const QList<OmemoDevice> &unheard) {
        const bool ours = owner == m_account.jid();
        if (ours) {
            takeOwnList(version, list);
        }
        for (const OmemoDevice &device : unheard) {
            if (device != m_keys.own()) {
                Q_EMIT deviceAppeared(device);
            }
        }
        Q_EMIT devicesChanged(owner);
        tellReadiness(owner);
        if (ours || m_trustFor.contains(owner)) {
            sendTrust();
        }
    });
    connect(&m_directory, &OmemoDirectory::listNotTold, this, &OmemoService::tellReadiness);
    connect(&m_directory, &OmemoDirectory::bundleTold, this, &OmemoService::beginWith);
    connect(&m_publication, &OmemoPublication::wasRemoved, this, &OmemoService::removedFromOwnList);
    connect(&m_publication, &OmemoPublication::failed, this, [](const Error &error) {
        qCWarning(log::chat) << "this device could not be shown to others:" << error.detail;
    });
}

void OmemoService::meetSession(Connection::Session session)
{
    if (!m_keys.isOpen()) {
        if (const Status begun = begin(); !begun) {
            // What is in clear goes on; what is encrypted waits, and says so.
            qCWarning(log::storage) << "encryption does not begin:" << begun.error().detail;
            return;
        }
    }
    if (session == Connection::Session::New) {
        m_catchUp = CatchUp::Running; // HistoryService says when it is done
        beginSession();
    } else {
        resumeSession();
    }
}

Status OmemoService::begin()
{
    const auto opened = m_keys.open();
    if (!opened) {
        return opened.error();
    }
    m_isNew = *opened == OmemoKeys::Origin::New;
    return m_account.database.transaction(Database::Durability::Full, [this]() -> Status {
        const auto refreshed = m_keys.refresh();
        return refreshed ? Status(Done{}) : Status(refreshed.error());
    });
}

void OmemoService::beginSession()
{
    if (!m_keys.isOpen()) {
        return;
    }
    // What a link took with it was no answer: they are asked for on this one, not after a day.
    m_trustBundles.removeIf([this](const std::pair<const OmemoDevice &, qint64 &> &asked) {
        const auto state = m_directory.bundle(OmemoVersion::Two, asked.first);
        return state == OmemoDirectory::Bundle::Asked || state == OmemoDirectory::Bundle::NotTold;
    });
    m_directory.beginSession();
    m_publication.beginSession();
    m_ownLists.clear();
    m_ownListsTaken = false;
    m_trustOnTheWay.clear();
    m_trustFor.clear();
    m_hurried.clear(); // what was told before is not sure any more: the user has not said what to do without it
    m_mayOweTrust = true;
    m_debts.bundleChanged = true; // whether the server still has it, nobody knows
    m_directory.wantLists(m_account.jid());
    // Whoever waits for something knew of it on the stream before. Rooms are asked about once they are entered.
    const QSet<BareJid> awaited = m_awaited;
    for (const BareJid &peer : awaited) {
        const OmemoSealer::Audience audience = m_sealer.audience(peer);
        for (const BareJid &person : audience.isRoom() ? QList<BareJid>() : audience.people) {
            m_directory.wantLists(person);
        }
    }
}

bool OmemoService::isShown() const
{
    return std::all_of(std::begin(allOmemoVersions), std::end(allOmemoVersions), [this](OmemoVersion version) {
        return !RatchetBackend::speaks(version) || m_publication.isListed(version);
    });
}

void OmemoService::setCatchUp(CatchUp state)
{
    const bool ended = std::exchange(m_catchUp, state) == CatchUp::Running && state == CatchUp::Done;
    if (!ended || !m_keys.isOpen()) {
        return;
    }
    const Status done = m_account.database.transaction(Database::Durability::Full, [this]() -> Status {
        const auto changed = m_keys.endCatchUp();
        if (!changed) {
            return changed.error();
        }
        m_debts.bundleChanged |= *changed;
        return Done{};
    });
    if (noteFailure(done)) {
        settle();
    }
    sendTrust();
}

/// What we are is shown before the list says that we are there.
void OmemoService::takeOwnList(OmemoVersion version, const OmemoDeviceList &list)
{
    m_ownLists.insert(int(version), list);
    if (m_ownListsTaken) {
        m_publication.takeOwnList(version, list);
        return;
    }
    if (!m_directory.isFresh(m_account.jid())) {
        return;
    }
    m_ownListsTaken = true;
    const bool isTaken = std::any_of(m_ownLists.cbegin(), m_ownLists.cend(),
                                     [this](const OmemoDeviceList &each) { return each.contains(m_keys.own().id); });
    if (std::exchange(m_isNew, false) && isTaken) {
        noteFailure(m_keys.changeDeviceId()); // XEP-0384, 6: somebody has it
    }
    refreshBundle();
    for (const OmemoVersion each : allOmemoVersions) {
        m_publication.takeOwnList(each, m_ownLists.value(int(each)));
    }
}

bool OmemoService::takeEvent(const QDomElement &message)
{
    const auto event = readEvent(message, 1);
    if (!m_keys.isOpen() || !event || !deviceListVersion(event->node)) {
        return false;
    }
    const Sender sender = Sender::of(message);
    const auto owner = m_authority.publisher(sender);
    if (owner && m_authority.mayListDevices(sender, *owner)) {
        m_directory.takeEvent(*owner, *event);
    }
    return true;
}

/// The pool filled again, what is due made anew, and both bundles shown where they changed.
void OmemoService::refreshBundle()
{
    const Status done = m_account.database.transaction(Database::Durability::Full, [this]() -> Status {
        const auto changed = m_keys.refresh();
        if (!changed) {
            return changed.error();
        }
        m_debts.bundleChanged |= *changed;
        return Done{};
    });
    if (noteFailure(done) && std::exchange(m_debts.bundleChanged, false)) {
        m_publication.publishBundles();
    }
}

/// A bundle came, or will not.
void OmemoService::beginWith(OmemoVersion version, const OmemoDevice &device)
{
    if (const auto bundle = m_directory.takeBundle(version, device)) {
        Ratcheted<IdentityKey> begun;
        const Status stored = m_account.database.transaction(Database::Durability::Full, [&]() -> Status {
            begun = m_keys.ratchet().startSession(version, device, *bundle);
            if (begun.fault == RatchetFault::Storage) {
                return storageError(begun.detail);
            }
            if (begun.fault == RatchetFault::IdentityChanged) {
                const auto shown = m_keys.ratchet().identityOf(version, *bundle);
                return m_keys.store().noteRefused(device, shown.value);
            }
            // It shows its own key again: nothing is left that anybody would have to ask its owner about.
            return begun ? m_keys.store().forgetRefused(device) : Status(Done{});
        });
        if (!noteFailure(stored)) {
            return;
        }
        if (!begun) {
            m_directory.noteBad(version, device);
            if (begun.fault == RatchetFault::IdentityChanged) {
                Q_EMIT identityRefused(device);
            }
        } else if (m_debts.repairs.remove({device, int(version)})) {
            sendKeys(version, device);
        }
    }
    Q_EMIT devicesChanged(device.jid);
    tellReadiness(device.jid);
    tellJudged();
    if (m_trustFor.contains(device.jid)) {
        sendTrust();
    }
}

// What comes in

Result<OmemoService::Opened> OmemoService::open(const QDomElement &message, const BareJid &sender, const BareJid &chat, qint64 time)
{
    auto opened = m_opener.open(message, sender, chat, time);
    const QSet<OmemoDevice> refused = std::exchange(m_debts.refused, {});
    for (const OmemoDevice &device : refused) {
        Q_EMIT identityRefused(device);
        m_refusedOf.insert(device.jid);
    }
    return opened;
}

void OmemoService::settle()
{
    const QSet<BareJid> sealed = std::exchange(m_debts.answeredSealed, {});
    for (const BareJid &peer : sealed) {
        Q_EMIT readinessChanged(peer);
    }
    // Its line in the chat is on disk only now: whoever looked before, with the signal, found none.
    const QSet<BareJid> refusedOf = std::exchange(m_refusedOf, {});
    for (const BareJid &person : refusedOf) {
        Q_EMIT devicesChanged(person);
    }
    tellJudged();
    if (!m_keys.isOpen() || m_catchUp == CatchUp::Running) {
        return;
    }
    const QSet<OmemoDebts::Side> owed = std::exchange(m_debts.owed, {});
    QSet<BareJid> begun; // their key may be one that nobody knew
    for (const OmemoDebts::Side &side : owed) {
        sendKeys(OmemoVersion(side.second), side.first);
        if (!isHeld(side.first.jid)) {
            begun.insert(side.first.jid);
        }
    }
    for (const BareJid &person : std::as_const(begun)) {
        Q_EMIT devicesChanged(person);
    }
    const QSet<BareJid> unlisted = std::exchange(m_debts.unlisted, {});
    for (const BareJid &person : unlisted) {
        m_directory.askAgain(person);
    }
    const qint64 now = m_account.clock.elapsed();
    const QSet<OmemoDebts::Side> repairs = m_debts.repairs;
    for (const OmemoDebts::Side &side : repairs) {
        const auto last = m_repaired.constFind(side.first);
        const auto known = m_keys.store().device(side.first);
        // Only devices that are somebody's by their list: others invent any number of them (facts/security.md, O4).
        const bool isTheirs = known && *known && (*known)->isListed() && (*known)->trust != DeviceTrust::Distrusted;
        if (!isTheirs || (last != m_repaired.constEnd() && now - *last < repairPause)) {
            m_debts.repairs.remove(side);
            continue;
        }
        m_repaired.insert(side.first, now);
        m_directory.wantBundle(OmemoVersion(side.second), side.first);
    }
    if (m_debts.bundleChanged) {
        refreshBundle();
    }
}

void OmemoService::setUnasked(Unasked unasked)
{
    const bool isOver = std::exchange(m_unasked, unasked) == Unasked::Held && unasked == Unasked::Sent;
    if (isOver && m_account.connection.isOnline()) { // else the next stream begins with it
        settle();
        m_mayOweTrust = true;
        sendTrust();
    }
}

/// XEP-0384, 5.5.3.
void OmemoService::sendKeys(OmemoVersion version, const OmemoDevice &device)
{
    if (isHeld(device.jid)) {
        m_debts.owed.insert({device, int(version)}); // what the user writes next says as much
        return;
    }
    std::optional<OmemoMessage> message;
    const Status done = m_account.database.transaction(Database::Durability::Full, [&]() -> Status {
        const auto secret = emptySecret(version);
        const auto iv = randomBytes(12);
        const auto known = m_keys.store().device(device);
        if (!secret || !iv || !known) {
            return !secret ? secret.error() : !iv ? iv.error() : known.error();
        }
        if (!*known || (*known)->trust == DeviceTrust::Distrusted) {
            return Done{};
        }
        auto wrapped = m_sealer.wrap(version, *secret, {device});
        if (!wrapped) {
            return wrapped.error();
        }
        if (!wrapped->keys.isEmpty()) {
            wrapped->iv = version == OmemoVersion::Legacy ? *iv : QByteArray();
            message = *std::move(wrapped);
        }
        return Done{};
    });
    if (noteFailure(done) && message) {
        Q_EMIT keysToSend(writeKeyTransport(device.jid, *message));
    }
}

// What people decide

void OmemoService::setByDefault(EncryptByDefault wish)
{
    if (std::exchange(m_byDefault, wish) != wish) {
        Q_EMIT readinessChanged({});
    }
}

Result<ChatEncryption> OmemoService::chat(const BareJid &peer)
{
    ChatEncryption out;
    const auto wish = m_keys.store().wish(peer);
    const auto now = wish ? readiness(peer, Purpose::Looking) : Result<Readiness>(wish.error());
    if (!now) {
        return now.error();
    }
    out.wish = *wish;
    switch (*now) {
    case Readiness::Clear: out.sending = ChatEncryption::Sending::Clear; break;
    case Readiness::Ready: out.sending = ChatEncryption::Sending::Encrypted; break;
    case Readiness::NotYet: out.sending = ChatEncryption::Sending::NotYet; break;
    case Readiness::Stuck: out.sending = ChatEncryption::Sending::Stuck; break;
    }
    if (m_keys.isOpen()) {
        const OmemoSealer::Audience audience = m_sealer.audience(peer);
        const auto lane = audience.isRoom() ? OmemoDirectory::Lane::Group : OmemoDirectory::Lane::Chat;
        const bool mayWish = !audience.isRoom() || out.wish != ChatWish::Clear;
        for (const BareJid &person : mayWish ? audience.people : QList<BareJid>()) {
            m_directory.wantLists(person, lane); // whether it could be encrypted is asked before anybody wishes it
        }
        auto readers = preview(peer);
        if (!readers) {
            return readers.error();
        }
        out.readers = *std::move(readers);
        out.obstacle = audience.obstacle;
        if (*now == Readiness::NotYet) {
            // In a group that is encrypted nobody waits for those whose server is away, as long as somebody else can read it.
            QList<BareJid> waitedFor = audience.people;
            if (audience.isRoom()) {
                waitedFor = peopleWithout(out.readers);
                waitedFor.removeOne(m_account.jid());
                const bool isForSome = waitedFor.size() < audience.people.size();
                waitedFor = out.wish == ChatWish::NotSaid || !isForSome ? waitedFor : QList<BareJid>();
            }
            if (!waitedFor.contains(m_account.jid())) {
                waitedFor.append(m_account.jid());
            }
            QSet<BareJid> notTold;
            for (const DeviceReport &each : std::as_const(out.readers)) {
                // A key of our own other device is one that nobody waits for; our list, or notes to ourselves, are.
                const bool isOwnDevice = each.device.jid == m_account.jid() && each.device.id.value() != 0;
                if (each.reason == ReadReason::NotTold && (!isOwnDevice || peer == m_account.jid())) {
                    notTold.insert(each.device.jid);
                }
            }
            waitedFor.removeIf([&](const BareJid &person) { return !m_directory.isNotTold(person) && !notTold.contains(person); });
            out.unasked = std::move(waitedFor);
        }
        for (const BareJid &person : audience.people) {
            const auto devices = m_keys.store().devices(person);
            if (!devices) {
                return devices.error();
            }
            out.devices += *devices;
        }
        for (KnownDevice &each : out.devices) {
            each.isNews &= each.device != m_keys.own(); // in a chat with ourselves
        }
        auto own = devices(m_account.jid());
        if (!own) {
            return own.error();
        }
        own->removeIf([](const KnownDevice &each) { return !each.isThis && each.trust != DeviceTrust::Verified; });
        out.own = *std::move(own);
    }
    return out;
}

Result<QList<KnownDevice>> OmemoService::devices(const BareJid &jid)
{
    auto all = m_keys.store().devices(jid);
    if (!all || !m_keys.isOpen()) {
        return all;
    }
    m_directory.wantLists(jid);
    for (KnownDevice &each : *all) {
        if (each.device == m_keys.own()) {
            each.isThis = true;
            each.isNews = false;
            each.identity = m_keys.key();
            each.trust = DeviceTrust::Verified;
        }
    }
    return all;
}

Status OmemoService::noteShown(const BareJid &jid)
{
    const Status done = m_account.database.transaction(Database::Durability::Normal, [&] { return m_keys.store().noteShown(jid); });
    if (noteFailure(done)) {
        Q_EMIT devicesChanged(jid);
    }
    return done;
}

Status OmemoService::rename(const OmemoDevice &device, const QString &name)
{
    const Status done = m_account.database.transaction(Database::Durability::Normal, [&] { return m_keys.store().setLabel(device, name); });
    if (noteFailure(done)) {
        Q_EMIT devicesChanged(device.jid);
    }
    return done;
}

QFuture<Status> OmemoService::removeOwn(OmemoDeviceId device)
{
    if (!m_keys.isOpen() || device == m_keys.own().id) {
        return ready<Done>(Error{ErrorKind::Conflict, QStringLiteral("this device stays on its own list"), {}});
    }
    if (!m_account.connection.isOnline()) {
        return ready<Done>(Error{ErrorKind::Offline, {}, {}});
    }
    QList<QFuture<Status>> steps;
    for (const OmemoVersion version : allOmemoVersions) {
        OmemoDeviceList list = m_ownLists.value(int(version));
        if (list.devices.removeIf([device](const OmemoDeviceList::Entry &entry) { return entry.id == device; }) == 0) {
            continue;
        }
        auto promise = std::make_shared<QPromise<Status>>();
        promise->start();
        steps.append(promise->future());
        m_publication.publishList(version, list, this, [promise](const Status &done) {
            promise->addResult(done);
            promise->finish();
        });
    }
    if (steps.isEmpty()) {
        return ready<Done>(Error{ErrorKind::NotFound, QStringLiteral("it is on no list of ours"), {}});
    }
    return QtFuture::whenAll(steps.begin(), steps.end()).then(this, [](const QList<QFuture<Status>> &ended) {
        for (const QFuture<Status> &each : ended) {
            if (const Status done = each.result(); !done) {
                return done;
            }
        }
        return Status(Done{});
    });
}

Status OmemoService::setWish(const BareJid &peer, ChatWish wish)
{
    const Status done = m_account.database.transaction(Database::Durability::Full, [&] { return m_keys.store().setWish(peer, wish); });
    if (noteFailure(done)) {
        Q_EMIT readinessChanged(peer);
    }
    return done;
}

void OmemoService::repair(const OmemoDevice &device)
{
    const auto known = m_keys.store().device(device);
    if (!known || !*known) {
        return;
    }
    m_directory.forget(device);
    if (const auto version = versionFor(**known)) {
        m_debts.repairs.insert({device, int(*version)});
        m_directory.wantBundle(*version, device);
    }
}

Status OmemoService::noteFailure(const Status &status)
{
    if (!status && (status.error().kind == ErrorKind::Storage || status.error().kind == ErrorKind::DiskFull)) {
        qCWarning(log::storage) << "encryption could not be stored:" << status.error().detail;
        Q_EMIT storageFailed(status.error());
    }
    return status;
}

} // namespace jackdaw
