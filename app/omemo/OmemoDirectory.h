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
/// tell. Owned by OmemoService, engine thread. Never asks for more than two things at a time and fifty bundles a minute, whatever
/// a list names (facts/security.md, O4 and O7); lists, which are asked for first, are on disk, bundles only until they are used.
class OmemoDirectory : public QObject
{
    Q_OBJECT
public:
    static constexpr int atOnce = 2;
    static constexpr int aMinute = 50;
    /// Of lists: a few large groups at once, two for each person.
    static constexpr int listsAMinute = 600;
    /// What failed is not asked for again before, in ms.
    static constexpr qint64 patience = 60'000;
    /// Bundles of one person of a group that are asked for at once, and that anybody waits for: a list names what it likes.
    static constexpr int mostOfOne = 20;

    OmemoDirectory(Database &database, OmemoStore &store, PersonalNodes &nodes, const Clock &clock, QObject *parent = nullptr);

    /// On a new stream nothing that was told before is sure any more.
    void beginSession();
    /// Did the server say on this stream which devices they have, in both versions?
    bool isFresh(const BareJid &jid) const;
    /// The same, or that it cannot.
    bool isAnswered(const BareJid &jid) const;
    /// Was the last answer none at all, so that nobody knows which devices they have?
    bool isNotTold(const BareJid &jid) const;
    /// Asks where it did not.
    void wantLists(const BareJid &jid);
    /// Something came of a device that is on none: of people who are no contacts no event tells.
    void askAgain(const BareJid &jid);

    enum class Bundle {
        NotAsked,
        Asked,
        Here,
        Missing, ///< it shows none, or the server gave none
        Bad
    };
    Bundle bundle(OmemoVersion version, const OmemoDevice &device) const;
    void wantBundle(OmemoVersion version, const OmemoDevice &device);
    /// Is one of theirs on its way that is worth waiting for?
    bool isAskingBundles(const QList<BareJid> &people) const;
    bool mayAskMore(const BareJid &jid) const { return m_asking.value(jid).open < mostOfOne; }
    /// Whoever showed more devices than anybody has, on this stream, is not waited for.
    bool isWorthWaiting(const BareJid &jid) const { return m_asking.value(jid).ever <= mostOfOne; }
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
    /// The server could not say: what was known before is all there is.
    void listNotTold(const jackdaw::BareJid &owner);
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
    /// What waits to be asked for, and when such was asked for in the last minute.
    struct Queue {
        std::deque<std::function<void()>> waiting;
        std::deque<qint64> asked;
        int most = 0;
    };
    void enqueue(Queue &queue, std::function<void()> ask);
    void next();
    void finish();
    void fetchList(OmemoVersion version, const BareJid &jid);
    void takeList(OmemoVersion version, const BareJid &jid, const OmemoDeviceList &list);
    void settleBundle(OmemoVersion version, const OmemoDevice &device, Bundle state, const OmemoBundle &bundle = {});

    Database &m_database;
    OmemoStore &m_store;
    PersonalNodes &m_nodes;
    const Clock &m_clock;
    enum class ListState {
        Asked,
        Told,
        Failed,
        AskedAgain ///< after it failed
    };
    struct ListEntry { ListState state; qint64 since; int failures; }; ///< `failures`: one after the other
    QHash<ListKey, ListEntry> m_lists;
    QHash<BundleKey, BundleEntry> m_bundles;
    struct Asking {
        int open = 0; ///< bundles that nobody has answered
        int ever = 0; ///< different ones, on this stream
    };
    QHash<BareJid, Asking> m_asking;
    Queue m_listQueue{{}, {}, listsAMinute};
    Queue m_bundleQueue{{}, {}, aMinute};
    int m_open = 0;
    int m_session = 0;
    QTimer m_later;
};

} // namespace jackdaw
