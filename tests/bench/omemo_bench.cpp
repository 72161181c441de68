// SPDX-License-Identifier: GPL-3.0-or-later

// What encryption costs beside the ratchet itself: a message to 1, 10 and 200 devices, sealed and stored as the outbox does it;
// one of such messages opened; and 10,000 of one chain opened in pages, as a catch-up does it. The floor stands beside it, in the
// same run: the ratchet's library over a store in memory, which turns as often. All of it in both versions; `small` does a
// twentieth of it, to see that it runs.

#include "unit/omemo/MemoryRatchetStore.h"
#include "unit/omemo/OmemoPeople.h"
#include "omemo/PayloadCipher.h"
#include "xmpp/EncryptedStanza.h"
#include "xmpp/SceEnvelope.h"

#include <QCoreApplication>
#include <QElapsedTimer>

#include <cstdio>

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int devicesOfOne = 10; ///< so that no list is longer than those of people are

[[noreturn]] void fail(const QString &what)
{
    std::fprintf(stderr, "omemo_bench: %s\n", qPrintable(what));
    std::exit(1);
}

void need(const Status &status)
{
    if (!status) {
        fail(status.error().detail);
    }
}

/// A room with everybody that the test made.
class Room : public RoomReaders
{
public:
    Readers readers(const BareJid &address) const override { return address == room ? Readers{State::Known, people} : Readers{}; }
    QList<BareJid> roomsOf(const BareJid &) const override { return {room}; }

    BareJid room = jid("crews@groups.harbor.example");
    QList<BareJid> people;
};

/// Milliseconds for one of `rounds` times `work`.
template<class Work>
double each(int rounds, Work work)
{
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < rounds; ++i) {
        work(i);
    }
    return double(timer.nsecsElapsed()) / 1e6 / rounds;
}

QString named(OmemoVersion version, const QString &what)
{
    return version == OmemoVersion::Two ? what + u", omemo:2"_s : what;
}

void report(const QString &what, double ours, double floor)
{
    std::printf("%s | %.3f ms, %.2f of the ratchet alone (%.3f ms) | | \n", qPrintable(what), ours, ours / floor, floor);
    std::fflush(stdout);
}

void encrypt(OmemoVersion version, int count, int rounds)
{
    MemoryServer server;
    Person mara(server, "mara@harbor.example");
    Room room;
    mara.service->setRooms(room);
    Party floor("floor@harbor.example");
    std::vector<std::unique_ptr<Party>> devices;
    QHash<BareJid, OmemoDeviceList> lists;
    for (int i = 0; i < count; ++i) {
        const QByteArray address = "member" + QByteArray::number(i / devicesOfOne) + "@hill.example";
        devices.push_back(std::make_unique<Party>(address.constData()));
        lists[devices.back()->device.jid].devices.append({devices.back()->device.id, {}, {}});
    }
    room.people = lists.keys();
    need(mara.database->transaction(Database::Durability::Normal, [&]() -> Status {
        for (auto list = lists.cbegin(); list != lists.cend(); ++list) {
            const auto stored = mara.service->keys().store().setList(list.key(), version, list.value());
            if (!stored) {
                return stored.error();
            }
        }
        for (const auto &device : devices) {
            const OmemoBundle bundle = device->bundle(version);
            if (!mara.service->keys().ratchet().startSession(version, device->device, bundle)
                || !floor.ratchet->startSession(version, device->device, bundle)) {
                fail(u"no session"_s);
            }
        }
        return Done{};
    }));
    const QByteArray secret(32, 's');
    const double bare = each(rounds, [&](int) {
        for (const auto &device : devices) {
            if (!floor.ratchet->encrypt(version, device->device, secret)) {
                fail(u"the ratchet does not turn"_s);
            }
        }
    });
    const double whole = each(rounds, [&](int i) {
        if (mara.write(room.room, u"a message of some words, number %1"_s.arg(i)).isEmpty()) {
            fail(u"not sealed: "_s + (mara.error ? mara.error->detail : QString()));
        }
    });
    report(named(version, u"encrypt to %1 devices, on disk"_s.arg(count)), whole, bare);
}

/// What one device of somebody's says to Mara and to `others` devices more.
class Writer
{
public:
    Writer(OmemoVersion version, Person &mara, Party &floor, int others)
        : m_version(version), m_mara(mara), m_party("tomas@harbor.example"), m_others(others)
    {
        const auto bundle = mara.service->keys().bundle(version);
        if (!bundle || !m_party.ratchet->startSession(version, mara.device(), *bundle)
            || !m_party.ratchet->startSession(version, floor.device, floor.bundle(version))) {
            fail(u"no session with the reader"_s);
        }
    }
    QXmppMessage write(int number)
    {
        const bool isTwo = m_version == OmemoVersion::Two;
        QByteArray text = u"a message of some words, number %1"_s.arg(number).toUtf8();
        if (isTwo) {
            text = writeEnvelope(m_party.device.jid, m_mara.jid, m_mara.clock.now(),
                                 "<body xmlns='jabber:client'>" + text + "</body>", *randomBytes(640));
        }
        const auto payload = sealPayload(m_version, text);
        OmemoMessage message;
        message.version = m_version;
        message.sender = m_party.device.id;
        const auto key = m_party.ratchet->encrypt(m_version, m_mara.device(), payload->secret);
        const BareJid owner = isTwo ? m_mara.jid : BareJid(); // the older version does not say whose device it is
        for (int i = 0; i < m_others; ++i) {
            message.keys.append({owner, OmemoDeviceId(quint32(100'000 + i)), OmemoMessage::KeyKind::Running, key.value.data});
        }
        message.keys.append({owner, m_mara.device().id, key.value.kind, key.value.data});
        message.iv = payload->iv;
        message.payload = payload->payload;
        QXmppMessage stanza(QString(), m_mara.jid.toString());
        stanza.setId(QString::number(number));
        stanza.setType(QXmppMessage::Chat);
        addSealed(stanza, message);
        return stanza;
    }
    RatchetBackend::Sealed turn(const Party &floor)
    {
        return m_party.ratchet->encrypt(m_version, floor.device, QByteArray(32, 's')).value;
    }
    const OmemoDevice &device() const { return m_party.device; }

private:
    OmemoVersion m_version;
    Person &m_mara;
    Party m_party;
    int m_others;
};

void decrypt(OmemoVersion version, int count, int rounds, int page)
{
    MemoryServer server;
    Person mara(server, "mara@harbor.example");
    Party floor("floor@harbor.example");
    Writer tomas(version, mara, floor, count - 1);
    QList<QDomElement> stanzas;
    QList<RatchetBackend::Sealed> turns;
    for (int i = 0; i < rounds; ++i) {
        QXmppMessage stanza = tomas.write(i);
        stanza.setFrom(tomas.device().jid.toString() + u"/x"_s);
        stanzas.append(domOf(xmlOf(stanza)));
        turns.append(tomas.turn(floor));
    }
    const double bare = each(rounds, [&](int i) {
        if (!floor.ratchet->decrypt(version, tomas.device(), turns.at(i))) {
            fail(u"the ratchet does not turn"_s);
        }
    });
    mara.service->setCatchUp(OmemoService::CatchUp::Running);
    const double whole = each(rounds / page, [&](int i) {
        need(mara.database->transaction(page == 1 ? Database::Durability::Full : Database::Durability::Normal, [&]() -> Status {
            for (int j = i * page; j < (i + 1) * page; ++j) {
                const auto opened = mara.service->open(stanzas.at(j), tomas.device().jid, mara.jid, mara.clock.now());
                if (!opened || opened->outcome != OmemoService::Opened::Outcome::Opened) {
                    fail(u"not opened"_s);
                }
            }
            return Done{};
        }));
    });
    const QString what = page == 1 ? u"decrypt one to %1 devices, on disk"_s.arg(count) : u"catch-up of %1, each of them"_s.arg(rounds);
    report(named(version, what), whole / page, bare);
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication program(argc, argv);
    const int part = program.arguments().contains(u"small"_s) ? 20 : 1;
    for (const OmemoVersion version : allOmemoVersions) {
        for (const int devices : {1, 10, 200}) {
            encrypt(version, devices, (devices == 200 ? 50 : 500) / part);
        }
        for (const int devices : {1, 10, 200}) {
            decrypt(version, devices, 500 / part, 1);
        }
        decrypt(version, 1, 10'000 / part, 250);
    }
    return 0;
}
