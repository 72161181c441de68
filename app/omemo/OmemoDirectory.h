// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "omemo/OmemoStore.h"
#include "xmpp/PersonalNodes.h"

#include <QHash>
#include <QObject>
#include <QTimer>
#include <deque>

namespace jackdaw {

/// Which devices people have, and what those show: asks for lists and bundles when somebody needs them, and keeps what events
/// tell. Owned by OmemoService, engine thread. Never asks for more than two things at a time and fifty a minute, whatever a
/// list names (facts/security.md, O4 and O7); lists are on disk, bundles only until they are used.
class OmemoDirectory : public QObject
{
    Q_OBJECT
public:
    static constexpr int atOnce = 2;
    static constexpr int aMinute = 50;
    /// What failed is not asked for again before, in ms.
    static constexpr qint64 patience = 60'000;

    OmemoDirectory(Database &database, OmemoStore &store, PersonalNodes &nodes, const Clock &clock, QObject *parent = nullptr);

    /// On a new stream nothing that was told before is sure any more.
    void beginSession();
    /// Did the server say on this stream which devices they have, in both versions?
    bool isFresh(const BareJid &jid) const;
    /// Asks where it did not.
    void wantLists(const BareJid &jid);

    enum class Bundle {
        NotAsked,
        Asked,
        Here,
        Missing, ///< it shows none, or the server gave none
        Bad
    };
    Bundle bundle(OmemoVersion version, const OmemoDevice &device) const;
    void wantBundle(OmemoVersion version, const OmemoDevice &device);
    /// It is used once: its keys are.
    std::optional<OmemoBundle> takeBundle(OmemoVersion version, const OmemoDevice &device);
    void noteBad(OmemoVersion version, const OmemoDevice &device);
    /// So that it is asked for again: the user wishes it.
    void forget(const OmemoDevice &device);

    /// A personal event of `owner` (XEP-0384, 5.2). Of people whom nobody has asked about it is not kept.
    void takeEvent(const BareJid &owner, const PubSubEvent &event);

Q_SIGNALS:
    /// The server told a list, changed or not. `unheard`: devices of it that nobody has heard of before.
    void listTold(const jackdaw::BareJid &owner, jackdaw::OmemoVersion version, const jackdaw::OmemoDeviceList &list,
                  const QList<jackdaw::OmemoDevice> &unheard);
    /// Its state is another now.
    void bundleTold(jackdaw::OmemoVersion version, const jackdaw::OmemoDevice &device);
    void storageFailed(const jackdaw::Error &error);

private:
    using ListKey = std::pair<BareJid, int>;
    using BundleKey = std::pair<OmemoDevice, int>;
    struct BundleEntry {
        Bundle state = Bundle::NotAsked;
        OmemoBundle bundle;
        qint64 since = 0; ///< Clock::elapsed()
    };
    void enqueue(std::function<void()> ask);
    void next();
    void finish();
    void fetchList(OmemoVersion version, const BareJid &jid);
    void takeList(OmemoVersion version, const BareJid &jid, const OmemoDeviceList &list);
    void settleBundle(OmemoVersion version, const OmemoDevice &device, Bundle state, const OmemoBundle &bundle = {});

    Database &m_database;
    OmemoStore &m_store;
    PersonalNodes &m_nodes;
    const Clock &m_clock;
    enum class ListState { Asked, Told, Failed };
    struct ListEntry { ListState state; qint64 since; };
    QHash<ListKey, ListEntry> m_lists;
    QHash<BundleKey, BundleEntry> m_bundles;
    std::deque<std::function<void()>> m_queue;
    std::deque<qint64> m_asked; ///< when, in the last minute
    int m_open = 0;
    int m_session = 0;
    QTimer m_later;
};

} // namespace jackdaw
