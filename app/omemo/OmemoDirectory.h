// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "omemo/OmemoStore.h"
#include "xmpp/PersonalNodes.h"

#include <QHash>
#include <QObject>
#include <QTimer>
#include <deque>
#include <map>
#include <variant>

namespace jackdaw {

/// Which devices people have, and what those show: asks for lists and bundles when somebody needs them, and keeps what events
/// tell. Owned by OmemoService, engine thread. Never asks for more than two things at a time for chats, and two for
/// groups, and for fifty bundles a minute, whatever a list names (facts/security.md, O4 and O7); what a chat waits for is
/// not behind what a large group does. Lists, which are asked for first, are on disk, bundles only until they are used.
class OmemoDirectory : public QObject
{
    Q_OBJECT
public:
    static constexpr int atOnce = 2;
    static constexpr int aMinute = 50;
    /// Of these for groups: the others are kept for chats.
    static constexpr int aMinuteForGroups = 30;
    /// Of lists: a few large groups at once, two for each person.
    static constexpr int listsAMinute = 600;
    /// What failed is not asked for again before, in ms.
    static constexpr qint64 patience = 60'000;
    /// Bundles of one person that are asked for at once, and that anybody waits for: a list names what it likes.
    static constexpr int mostOfOne = 20;
    /// What something is asked for.
    enum class Lane { Chat, Group };

    OmemoDirectory(Database &database, OmemoStore &store, PersonalNodes &nodes, const Clock &clock, QObject *parent = nullptr);

    /// On a new stream nothing that was told before is sure any more.
    void beginSession();
    /// The stream goes on after the link was lost: what could not be told meanwhile is asked for at once.
    void resumeSession();
    /// Did the server say on this stream which devices they have, in both versions?
    bool isFresh(const BareJid &jid) const;
    /// The same, or that it cannot.
    bool isAnswered(const BareJid &jid) const;
    /// Was the last answer none at all, so that nobody knows which devices they have?
    bool isNotTold(const BareJid &jid) const;
    /// Asks where it did not.
    void wantLists(const BareJid &jid, Lane lane = Lane::Chat);
    /// Something came of a device that is on none: of people who are no contacts no event tells.
    void askAgain(const BareJid &jid);

    enum class Bundle {
        NotAsked,
        Asked,
        Here,
        Missing, ///< it shows none, or the server gave none
        Bad,
        NotTold  ///< the server could not say; it is asked again from time to time
    };
    Bundle bundle(OmemoVersion version, const OmemoDevice &device) const;
    void wantBundle(OmemoVersion version, const OmemoDevice &device, Lane lane = Lane::Chat);
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
        int failures = 0; ///< one after the other
        bool isAskedAgain = false; ///< NotTold
    };
    using Wanted = std::variant<ListKey, BundleKey>;
    struct Question {
        Wanted what;
        std::function<void(Lane)> ask;
    };
    /// What waits to be asked for in one lane, and how many questions of it nobody has answered.
    struct Waiting {
        std::deque<Question> lists;
        std::deque<Question> bundles;
        int open = 0;
    };
    /// When such was asked for in the last minute.
    struct Spent {
        std::deque<qint64> asked;
        /// In ms from `now`, with at most `most` in a minute; 0: at once.
        qint64 untilNext(qint64 now, int most);
    };
    Waiting &waiting(Lane lane) { return lane == Lane::Chat ? m_chats : m_groups; }
    void enqueue(std::deque<Question> Waiting::*queue, Lane lane, Question question);
    /// A chat wants what so far only a group waits for.
    void hasten(std::deque<Question> Waiting::*queue, const Wanted &what);
    /// Until something of this queue may go on, in ms; below 0: nothing has to wait for that.
    qint64 askFrom(Lane lane, std::deque<Question> Waiting::*queue, Spent &spent, int most);
    void next();
    void askWhatMayGo();
    void finish(Lane lane);
    void fetchList(OmemoVersion version, const BareJid &jid, Lane lane);
    void fetchBundle(OmemoVersion version, const OmemoDevice &device, Lane lane, bool isFirst);
    void takeList(OmemoVersion version, const BareJid &jid, const OmemoDeviceList &list);
    void settleBundle(OmemoVersion version, const OmemoDevice &device, Bundle state, const OmemoBundle &bundle = {});
    void noteNotTold(OmemoVersion version, const OmemoDevice &device, Lane lane);
    void askLater(const Wanted &what, Lane lane, int failures);
    void askDue();

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
    Waiting m_chats;
    Waiting m_groups;
    Spent m_listsSpent;
    Spent m_bundlesSpent;
    int m_session = 0;
    QTimer m_later;
    bool m_isAsking = false;
    bool m_mayAskMore = false;
    /// What was not told, and is asked for again by itself.
    struct Again {
        qint64 due = 0; ///< Clock::elapsed()
        Lane lane = Lane::Group;
    };
    std::map<Wanted, Again> m_again;
    QTimer m_nextAgain; ///< one for all of them: a large group has thousands of devices
};

} // namespace jackdaw
