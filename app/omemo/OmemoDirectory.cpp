// SPDX-License-Identifier: GPL-3.0-or-later
#include "omemo/OmemoDirectory.h"

#include "base/Clock.h"
#include "base/Log.h"
#include "storage/Database.h"
#include "xmpp/OmemoStanza.h"

#include <algorithm>

namespace jackdaw {

namespace {

constexpr qint64 minute = 60'000;
/// Bundles that nobody has taken: those of one large group.
constexpr qsizetype maximumBundles = 2000;
/// What fails again and again is asked for less and less often by itself: of a large group some server is always away.
constexpr int mostDoublings = 3;

/// The server answered, and it is no: there is no such list, or none for us.
bool isNo(const Error &error)
{
    return error.kind == ErrorKind::NotFound || error.kind == ErrorKind::Unavailable || error.kind == ErrorKind::Forbidden
        || error.kind == ErrorKind::NotAuthorized || error.kind == ErrorKind::Rejected;
}

} // namespace

OmemoDirectory::OmemoDirectory(Database &database, OmemoStore &store, PersonalNodes &nodes, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_database(database)
    , m_store(store)
    , m_nodes(nodes)
    , m_clock(clock)
{
    m_later.setSingleShot(true);
    connect(&m_later, &QTimer::timeout, this, &OmemoDirectory::next);
}

void OmemoDirectory::beginSession()
{
    ++m_session; // answers to what the last one asked are late
    m_lists.clear();
    m_bundles.clear();
    m_asking.clear();
    m_listQueue.waiting.clear();
    m_bundleQueue.waiting.clear();
    m_open = 0;
}

bool OmemoDirectory::isFresh(const BareJid &jid) const
{
    for (const OmemoVersion version : allOmemoVersions) {
        const auto known = m_lists.constFind({jid, int(version)});
        if (known == m_lists.constEnd() || known->state != ListState::Told) {
            return false;
        }
    }
    return true;
}

bool OmemoDirectory::isAnswered(const BareJid &jid) const
{
    return std::all_of(std::begin(allOmemoVersions), std::end(allOmemoVersions), [&](OmemoVersion version) {
        const auto known = m_lists.constFind({jid, int(version)});
        return known != m_lists.constEnd() && known->state != ListState::Asked;
    });
}

bool OmemoDirectory::isNotTold(const BareJid &jid) const
{
    return std::any_of(std::begin(allOmemoVersions), std::end(allOmemoVersions), [&](OmemoVersion version) {
        const auto known = m_lists.constFind({jid, int(version)});
        return known != m_lists.constEnd()
            && (known->state == ListState::Failed || (known->state == ListState::AskedAgain && known->failures > 0));
    });
}

void OmemoDirectory::wantLists(const BareJid &jid)
{
    for (const OmemoVersion version : allOmemoVersions) {
        const auto known = m_lists.constFind({jid, int(version)});
        const bool mayAsk = known == m_lists.constEnd()
            || (known->state == ListState::Failed && m_clock.elapsed() - known->since >= patience);
        if (mayAsk) {
            const bool isFirst = known == m_lists.constEnd();
            const int failures = isFirst ? 0 : known->failures;
            const ListState state = isFirst ? ListState::Asked : ListState::AskedAgain;
            m_lists.insert({jid, int(version)}, {state, m_clock.elapsed(), failures});
            enqueue(m_listQueue, [this, version, jid] { fetchList(version, jid); });
        }
    }
}

void OmemoDirectory::askAgain(const BareJid &jid)
{
    for (const OmemoVersion version : allOmemoVersions) {
        const auto known = m_lists.find({jid, int(version)});
        if (known != m_lists.end() && known->state == ListState::Told && m_clock.elapsed() - known->since >= patience) {
            *known = {ListState::AskedAgain, m_clock.elapsed(), 0};
            enqueue(m_listQueue, [this, version, jid] { fetchList(version, jid); });
        }
    }
}

void OmemoDirectory::fetchList(OmemoVersion version, const BareJid &jid)
{
    m_nodes.fetch(jid, deviceListNode(version), {}, this,
                  [this, version, jid, session = m_session](const Result<QList<PubSubItem>> &items) {
        if (session != m_session) {
            return;
        }
        if (items || isNo(items.error())) {
            const auto list = items && !items->isEmpty() ? readDeviceList(version, items->constFirst().payload) : OmemoDeviceList();
            // A list that cannot be read is one that names nobody.
            takeList(version, jid, list ? *list : OmemoDeviceList());
        } else {
            qCInfo(log::chat) << "a list of devices was not told:" << items.error().detail;
            const auto before = m_lists.constFind({jid, int(version)});
            const int failures = before == m_lists.constEnd() ? 1 : before->failures + 1;
            m_lists.insert({jid, int(version)}, {ListState::Failed, m_clock.elapsed(), failures});
            const int untilNext = int(patience) << std::min(failures - 1, mostDoublings);
            QTimer::singleShot(untilNext + 1, this, [this, jid, session] {
                if (session == m_session) {
                    wantLists(jid);
                }
            });
            Q_EMIT listNotTold(jid);
        }
        finish();
    });
}

void OmemoDirectory::takeList(OmemoVersion version, const BareJid &jid, const OmemoDeviceList &list)
{
    QList<OmemoDevice> unheard;
    const auto work = [&]() -> Status {
        const auto stored = m_store.setList(jid, version, list);
        if (!stored) {
            return stored.error();
        }
        unheard = *stored;
        return Done{};
    };
    const Status stored = m_database.inTransaction() ? work() : m_database.transaction(Database::Durability::Normal, work);
    if (!stored) {
        m_lists.insert({jid, int(version)}, {ListState::Failed, m_clock.elapsed(), 0});
        Q_EMIT storageFailed(stored.error());
        return;
    }
    m_lists.insert({jid, int(version)}, {ListState::Told, m_clock.elapsed(), 0});
    Q_EMIT listTold(jid, version, list, unheard);
}

void OmemoDirectory::takeEvent(const BareJid &owner, const PubSubEvent &event)
{
    const auto version = deviceListVersion(event.node);
    if (!version) {
        return;
    }
    const auto told = m_store.listTold(owner, *version);
    const bool isAskedAbout = m_lists.contains({owner, int(*version)}) || (told && *told > 0);
    if (!isAskedAbout || (event.items.isEmpty() && event.retracted.isEmpty() && !event.isGone)) {
        return;
    }
    const auto list = event.items.isEmpty() ? OmemoDeviceList() : readDeviceList(*version, event.items.constLast().payload);
    takeList(*version, owner, list ? *list : OmemoDeviceList());
}

OmemoDirectory::Bundle OmemoDirectory::bundle(OmemoVersion version, const OmemoDevice &device) const
{
    return m_bundles.value({device, int(version)}).state;
}

bool OmemoDirectory::isAskingBundles(const QList<BareJid> &people) const
{
    return std::any_of(people.cbegin(), people.cend(), [this](const BareJid &each) {
        const Asking asking = m_asking.value(each);
        return asking.open > 0 && asking.ever <= mostOfOne;
    });
}

void OmemoDirectory::wantBundle(OmemoVersion version, const OmemoDevice &device)
{
    const BundleKey key{device, int(version)};
    const auto known = m_bundles.constFind(key);
    const bool failed = known != m_bundles.constEnd() && (known->state == Bundle::Missing || known->state == Bundle::Bad);
    if (known != m_bundles.constEnd() && !(failed && m_clock.elapsed() - known->since >= patience)) {
        return;
    }
    Asking &asking = m_asking[device.jid];
    ++asking.open;
    asking.ever += known == m_bundles.constEnd() ? 1 : 0;
    if (m_bundles.size() >= maximumBundles) {
        m_bundles.removeIf([](const std::pair<const BundleKey &, BundleEntry &> &entry) { return entry.second.state != Bundle::Asked; });
    }
    m_bundles.insert(key, {Bundle::Asked, {}, m_clock.elapsed()});
    enqueue(m_bundleQueue, [this, version, device] {
        const QString item = bundleItem(version, device.id);
        // Some name the item otherwise; where a node has one item only, the newest is it.
        m_nodes.fetch(device.jid, bundleNode(version, device.id), version == OmemoVersion::Two ? item : QString(), this,
                      [this, version, device, item, session = m_session](const Result<QList<PubSubItem>> &items) {
            if (session != m_session) {
                return;
            }
            --m_asking[device.jid].open;
            const bool isThere = items && !items->isEmpty() && (version == OmemoVersion::Legacy || items->constFirst().id == item);
            if (!isThere) {
                settleBundle(version, device, Bundle::Missing);
            } else if (const auto read = readBundle(version, items->constFirst().payload)) {
                settleBundle(version, device, Bundle::Here, *read);
            } else {
                settleBundle(version, device, Bundle::Bad);
            }
            finish();
        });
    });
}

void OmemoDirectory::settleBundle(OmemoVersion version, const OmemoDevice &device, Bundle state, const OmemoBundle &bundle)
{
    m_bundles.insert({device, int(version)}, {state, bundle, m_clock.elapsed()});
    Q_EMIT bundleTold(version, device);
}

std::optional<OmemoBundle> OmemoDirectory::takeBundle(OmemoVersion version, const OmemoDevice &device)
{
    const auto known = m_bundles.constFind({device, int(version)});
    if (known == m_bundles.constEnd() || known->state != Bundle::Here) {
        return {};
    }
    OmemoBundle taken = known->bundle;
    m_bundles.erase(known);
    return taken;
}

void OmemoDirectory::noteBad(OmemoVersion version, const OmemoDevice &device)
{
    m_bundles.insert({device, int(version)}, {Bundle::Bad, {}, m_clock.elapsed()});
}

void OmemoDirectory::forget(const OmemoDevice &device)
{
    for (const OmemoVersion version : allOmemoVersions) {
        if (bundle(version, device) != Bundle::Asked) {
            m_bundles.remove({device, int(version)});
        }
    }
}

void OmemoDirectory::enqueue(Queue &queue, std::function<void()> ask)
{
    queue.waiting.push_back(std::move(ask));
    next();
}

void OmemoDirectory::next()
{
    const qint64 now = m_clock.elapsed();
    qint64 untilNext = -1; // until the first of both may go on
    for (Queue *queue : {&m_listQueue, &m_bundleQueue}) {
        while (!queue->asked.empty() && now - queue->asked.front() >= minute) {
            queue->asked.pop_front();
        }
        while (!queue->waiting.empty() && m_open < atOnce) {
            if (queue->asked.size() >= size_t(queue->most)) {
                const qint64 own = minute - (now - queue->asked.front()) + 1;
                untilNext = untilNext < 0 ? own : std::min(untilNext, own);
                break;
            }
            const auto ask = std::move(queue->waiting.front());
            queue->waiting.pop_front();
            queue->asked.push_back(now);
            ++m_open;
            ask();
        }
    }
    if (untilNext >= 0) {
        m_later.start(int(untilNext));
    }
}

void OmemoDirectory::finish()
{
    --m_open;
    next();
}

} // namespace jackdaw
