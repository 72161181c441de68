// SPDX-License-Identifier: GPL-3.0-or-later
#include "omemo/OmemoPublication.h"

#include "base/Clock.h"
#include "base/Log.h"
#include "xmpp/OmemoStanza.h"

namespace jackdaw {

namespace {

constexpr qint64 retryMinute = 60'000;

} // namespace

OmemoPublication::OmemoPublication(OmemoKeys &keys, PersonalNodes &nodes, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_keys(keys)
    , m_nodes(nodes)
    , m_clock(clock)
{
}

void OmemoPublication::beginSession()
{
    m_listed[0] = m_listed[1] = false;
}

bool OmemoPublication::mayAnswer()
{
    const qint64 now = m_clock.elapsed();
    while (!m_written.empty() && now - m_written.front() >= retryMinute) {
        m_written.pop_front();
    }
    if (m_written.size() >= size_t(aMinute)) {
        return false;
    }
    m_written.push_back(now);
    return true;
}

/// XEP-0384, 5.3.1: whoever is missing on the list of its own account writes itself on it.
void OmemoPublication::takeOwnList(OmemoVersion version, const OmemoDeviceList &list)
{
    if (!RatchetBackend::speaks(version)) {
        return;
    }
    bool &listed = m_listed[version == OmemoVersion::Two ? 1 : 0];
    if (list.contains(m_keys.own().id)) {
        listed = true;
        return;
    }
    if (std::exchange(listed, false)) {
        Q_EMIT wasRemoved(version);
    }
    if (!mayAnswer()) {
        qCWarning(log::chat) << "our device is taken off its list again and again";
        return;
    }
    OmemoDeviceList whole = list;
    whole.devices.append({m_keys.own().id, {}, {}});
    publishList(version, whole, this, [this, version](const Status &done) {
        if (done) {
            m_listed[version == OmemoVersion::Two ? 1 : 0] = true;
        } else {
            Q_EMIT failed(done.error());
        }
    });
}

void OmemoPublication::publishList(OmemoVersion version, const OmemoDeviceList &list, QObject *context, std::function<void(Status)> done)
{
    m_nodes.publish(deviceListNode(version), currentItem.toString(), [version, list](QXmlStreamWriter &writer) {
        writeDeviceList(writer, version, list);
    }, {NodeOptions::Access::Open, NodeOptions::Items::One}, context, std::move(done));
}

void OmemoPublication::publishBundles()
{
    for (const OmemoVersion version : allOmemoVersions) {
        if (!RatchetBackend::speaks(version)) {
            continue;
        }
        const auto bundle = m_keys.bundle(version);
        if (!bundle) {
            Q_EMIT failed(bundle.error());
            return;
        }
        const OmemoDeviceId device = m_keys.own().id;
        // One node with an item a device in Two, one node a device in Legacy (XEP-0384, 5.3.2).
        const auto items = version == OmemoVersion::Two ? NodeOptions::Items::All : NodeOptions::Items::One;
        m_nodes.publish(bundleNode(version, device), bundleItem(version, device), [version, shown = *bundle](QXmlStreamWriter &writer) {
            writeBundle(writer, version, shown);
        }, {NodeOptions::Access::Open, items}, this, [this](const Status &done) {
            if (!done) {
                Q_EMIT failed(done.error());
            }
        });
    }
}

} // namespace jackdaw
