// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "omemo/OmemoKeys.h"
#include "xmpp/PersonalNodes.h"

#include <QObject>
#include <deque>

namespace jackdaw {

/// Shows others that this device is there: its place on the account's lists, and its bundle, in both versions.
/// Owned by OmemoService, engine thread. Takes nobody else off a list, and never fights for a place more than some times a
/// minute.
class OmemoPublication : public QObject
{
    Q_OBJECT
public:
    /// Whoever writes the list without us again and again is answered so often a minute (facts/security.md, O8).
    static constexpr int aMinute = 5;

    OmemoPublication(OmemoKeys &keys, PersonalNodes &nodes, const Clock &clock, QObject *parent = nullptr);

    void beginSession();
    /// The server told what is on our list.
    void takeOwnList(OmemoVersion version, const OmemoDeviceList &list);
    /// The list without one of its devices.
    void publishList(OmemoVersion version, const OmemoDeviceList &list, QObject *context, std::function<void(Status)> done);
    /// What the bundle holds has changed, or the server may not have it.
    void publishBundles();
    bool isListed(OmemoVersion version) const { return m_listed[version == OmemoVersion::Two ? 1 : 0]; }

Q_SIGNALS:
    /// Somebody took us off the list, and we are back on it.
    void wasRemoved(jackdaw::OmemoVersion version);
    void failed(const jackdaw::Error &error);

private:
    bool mayAnswer();

    OmemoKeys &m_keys;
    PersonalNodes &m_nodes;
    const Clock &m_clock;
    bool m_listed[2] = {};
    std::deque<qint64> m_written;
};

} // namespace jackdaw
