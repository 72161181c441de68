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
    m_later.setParent(this); // the only ones that ask by themselves: tests find them
    m_nextAgain.setParent(this);
    m_nextAgain.setObjectName(QStringLiteral("again"));
    m_later.setSingleShot(true);
    connect(&m_later, &QTimer::timeout, this, &OmemoDirectory::next);
    m_nextAgain.setSingleShot(true);
    connect(&m_nextAgain, &QTimer::timeout, this, &OmemoDirectory::askDue);
}

void OmemoDirectory::beginSession()
{
    ++m_session; // answers to what the last one asked are late
    m_lists.clear();
    m_bundles.clear();
    m_asking.clear();
    m_chats = {};
    m_groups = {};
    m_again.clear();
    m_nextAgain.stop();
}

/// What failed meanwhile says nothing of anybody's server: it is asked at once, and counts as if it had failed once.
void OmemoDirectory::resumeSession()
{
    const qint64 now = m_clock.elapsed();
    for (auto &[what, again] : m_again) {
        again.due = now;
        if (const auto *list = std::get_if<ListKey>(&what)) {
            const auto known = m_lists.find(*list);
            if (known != m_lists.end() && known->state == ListState::Failed) {
                known->since = now - patience;
                known->failures = 1;
            }
        } else if (const auto *device = std::get_if<BundleKey>(&what)) {
            const auto known = m_bundles.find(*device);
            if (known != m_bundles.end() && known->state == Bundle::NotTold) {
                known->since = now - patience;
                known->failures = 1;
            }
        }
    }
    askDue();
}

void OmemoDirectory::askLater(const Wanted &what, Lane lane, int failures)
{
    Again &again = m_again[what];
    again.due = m_clock.elapsed() + (patience << std::min(failures - 1, mostDoublings));
    again.lane = lane == Lane::Chat ? Lane::Chat : again.lane;
    const qint64 untilThen = again.due - m_clock.elapsed() + 1;
    if (!m_nextAgain.isActive() || m_nextAgain.remainingTime() > untilThen) {
        m_nextAgain.start(int(untilThen));
    }
}

void OmemoDirectory::askDue()
{
    const qint64 now = m_clock.elapsed();
    std::map<Wanted, Again> due; // taken out first: what is asked for may fail at once, and comes back
    qint64 untilNext = -1;
    for (auto each = m_again.begin(); each != m_again.end();) {
        const qint64 left = each->second.due - now;
        const auto here = each++;
        if (left <= 0) {
            due.insert(m_again.extract(here));
        } else {
            untilNext = untilNext < 0 ? left : std::min(untilNext, left);
        }
    }
    if (untilNext >= 0) {
        m_nextAgain.start(int(untilNext + 1));
    }
    for (const auto &[what, again] : due) {
        if (const auto *list = std::get_if<ListKey>(&what)) {
            wantLists(list->first, again.lane);
        } else if (const auto *device = std::get_if<BundleKey>(&what);
                   device && bundle(OmemoVersion(device->second), device->first) == Bundle::NotTold) {
            wantBundle(OmemoVersion(device->second), device->first, again.lane);
        }
    }
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

void OmemoDirectory::wantLists(const BareJid &jid, Lane lane)
{
    for (const OmemoVersion version : allOmemoVersions) {
        if (lane == Lane::Chat) {
            hasten(&Waiting::lists, ListKey{jid, int(version)});
        }
        const auto known = m_lists.constFind({jid, int(version)});
        const bool mayAsk = known == m_lists.constEnd()
            || (known->state == ListState::Failed && m_clock.elapsed() - known->since >= patience);
        if (mayAsk) {
            const bool isFirst = known == m_lists.constEnd();
            const int failures = isFirst ? 0 : known->failures;
            const ListState state = isFirst ? ListState::Asked : ListState::AskedAgain;
            m_lists.insert({jid, int(version)}, {state, m_clock.elapsed(), failures});
            enqueue(&Waiting::lists, lane, {ListKey{jid, int(version)}, [this, version, jid](Lane in) { fetchList(version, jid, in); }});
        }
    }
}

void OmemoDirectory::askAgain(const BareJid &jid)
{
    for (const OmemoVersion version : allOmemoVersions) {
        const auto known = m_lists.find({jid, int(version)});
        if (known != m_lists.end() && known->state == ListState::Told && m_clock.elapsed() - known->since >= patience) {
            *known = {ListState::AskedAgain, m_clock.elapsed(), 0};
            enqueue(&Waiting::lists, Lane::Chat, {ListKey{jid, int(version)}, [this, version, jid](Lane in) { fetchList(version, jid, in); }});
        }
    }
}

void OmemoDirectory::fetchList(OmemoVersion version, const BareJid &jid, Lane lane)
{
    m_nodes.fetch(jid, deviceListNode(version), {}, this,
                  [this, version, jid, lane, session = m_session](const Result<QList<PubSubItem>> &items) {
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
            const int failures = (before == m_lists.constEnd() ? 0 : before->failures) + 1;
            m_lists.insert({jid, int(version)}, {ListState::Failed, m_clock.elapsed(), failures});
            askLater(ListKey{jid, int(version)}, lane, failures);
            Q_EMIT listNotTold(jid);
        }
        finish(lane);
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

void OmemoDirectory::wantBundle(OmemoVersion version, const OmemoDevice &device, Lane lane)
{
    const BundleKey key{device, int(version)};
    if (lane == Lane::Chat) {
        hasten(&Waiting::bundles, key);
    }
    const auto known = m_bundles.find(key);
    const bool isFirst = known == m_bundles.end();
    const bool failed = !isFirst && known->state != Bundle::Asked && known->state != Bundle::Here && !known->isAskedAgain;
    if (!isFirst && !(failed && m_clock.elapsed() - known->since >= patience)) {
        return;
    }
    if (!isFirst && known->state == Bundle::NotTold) {
        known->isAskedAgain = true; // nobody waits a second time for a server that is away
        enqueue(&Waiting::bundles, lane, {key, [this, version, device](Lane in) { fetchBundle(version, device, in, false); }});
        return;
    }
    Asking &asking = m_asking[device.jid];
    ++asking.open;
    asking.ever += isFirst ? 1 : 0;
    if (m_bundles.size() >= maximumBundles) {
        m_bundles.removeIf([](const std::pair<const BundleKey &, BundleEntry &> &entry) {
            return entry.second.state != Bundle::Asked && !entry.second.isAskedAgain;
        });
    }
    m_bundles.insert(key, {Bundle::Asked, {}, m_clock.elapsed()});
    enqueue(&Waiting::bundles, lane, {key, [this, version, device](Lane in) { fetchBundle(version, device, in, true); }});
}

void OmemoDirectory::fetchBundle(OmemoVersion version, const OmemoDevice &device, Lane lane, bool isFirst)
{
    const QString item = bundleItem(version, device.id);
    // Some name the item otherwise; where a node has one item only, the newest is it.
    m_nodes.fetch(device.jid, bundleNode(version, device.id), version == OmemoVersion::Two ? item : QString(), this,
                  [this, version, device, item, lane, isFirst, session = m_session](const Result<QList<PubSubItem>> &items) {
        if (session != m_session) {
            return;
        }
        m_asking[device.jid].open -= isFirst ? 1 : 0;
        const bool isThere = items && !items->isEmpty() && (version == OmemoVersion::Legacy || items->constFirst().id == item);
        if (!items && !isNo(items.error())) {
            qCInfo(log::chat) << "a bundle was not told:" << items.error().detail;
            noteNotTold(version, device, lane);
        } else if (!isThere) {
            settleBundle(version, device, Bundle::Missing);
        } else if (const auto read = readBundle(version, items->constFirst().payload)) {
            settleBundle(version, device, Bundle::Here, *read);
        } else {
            settleBundle(version, device, Bundle::Bad);
        }
        finish(lane);
    });
}

void OmemoDirectory::noteNotTold(OmemoVersion version, const OmemoDevice &device, Lane lane)
{
    const BundleEntry before = m_bundles.value({device, int(version)});
    const int failures = before.failures + 1;
    m_bundles.insert({device, int(version)}, {Bundle::NotTold, {}, m_clock.elapsed(), failures, false});
    askLater(BundleKey{device, int(version)}, lane, failures);
    if (before.failures == 0) { // what still is so is no news: each lets all devices of a chat be looked at again
        Q_EMIT bundleTold(version, device);
    }
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

void OmemoDirectory::enqueue(std::deque<Question> Waiting::*queue, Lane lane, Question question)
{
    (waiting(lane).*queue).push_back(std::move(question));
    next();
}

void OmemoDirectory::hasten(std::deque<Question> Waiting::*queue, const Wanted &what)
{
    std::deque<Question> &groups = m_groups.*queue;
    const auto found = std::find_if(groups.begin(), groups.end(), [&what](const Question &each) { return each.what == what; });
    if (found != groups.end()) {
        Question question = std::move(*found);
        groups.erase(found);
        enqueue(queue, Lane::Chat, std::move(question));
    }
}

qint64 OmemoDirectory::Spent::untilNext(qint64 now, int most)
{
    while (!asked.empty() && now - asked.front() >= minute) {
        asked.pop_front();
    }
    return asked.size() < size_t(most) ? 0 : minute - (now - asked[asked.size() - size_t(most)]) + 1;
}

qint64 OmemoDirectory::askFrom(Lane lane, std::deque<Question> Waiting::*queue, Spent &spent, int most)
{
    Waiting &of = waiting(lane);
    while (!(of.*queue).empty() && of.open < atOnce) {
        const qint64 now = m_clock.elapsed();
        if (const qint64 pause = spent.untilNext(now, most); pause > 0) {
            return pause;
        }
        const Question question = std::move((of.*queue).front());
        (of.*queue).pop_front();
        spent.asked.push_back(now);
        ++of.open;
        question.ask(lane);
    }
    return -1;
}

void OmemoDirectory::next()
{
    if (std::exchange(m_isAsking, true)) {
        m_mayAskMore = true; // an answer came within the question, as all do without a link: thousands in one stack otherwise
        return;
    }
    do {
        m_mayAskMore = false;
        askWhatMayGo();
    } while (m_mayAskMore);
    m_isAsking = false;
}

void OmemoDirectory::askWhatMayGo()
{
    const qint64 pauses[] = {askFrom(Lane::Chat, &Waiting::lists, m_listsSpent, listsAMinute),
                             askFrom(Lane::Chat, &Waiting::bundles, m_bundlesSpent, aMinute),
                             askFrom(Lane::Group, &Waiting::lists, m_listsSpent, listsAMinute - mostOfOne),
                             askFrom(Lane::Group, &Waiting::bundles, m_bundlesSpent, aMinuteForGroups)};
    qint64 untilNext = -1; // until the first of them may go on
    for (const qint64 pause : pauses) {
        if (pause > 0) {
            untilNext = untilNext < 0 ? pause : std::min(untilNext, pause);
        }
    }
    if (untilNext >= 0) {
        m_later.start(int(untilNext));
    }
}

void OmemoDirectory::finish(Lane lane)
{
    --waiting(lane).open;
    next();
}

} // namespace jackdaw
