// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace jackdaw {

/// What the computer around us does that a connection wants to know. A port: SystemWatch is the real one, tests have
/// their own. One for all accounts, owned by EngineCore, engine thread. Tells when to look; never says what is to be
/// done, and never changes the computer's state.
class SystemEvents : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// Somebody wants to see a web page before anything passes: a hotel, a train.
    virtual bool isBehindCaptivePortal() const = 0;
    /// The network says that it costs by volume.
    virtual bool isMetered() const { return false; }

Q_SIGNALS:
    /// Addresses, the way out, or a captive portal came or went.
    void networkChanged();
    /// The computer slept, or somebody set its clock.
    void wokeUp();
};

} // namespace jackdaw
