// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "text/LinkCard.h"

#include <QObject>

#include <functional>
#include <memory>

namespace jackdaw {

/// The boundary of the module jackdaw-position: who tells where this computer is. The module is loaded when the user
/// first asks for that (PositionModule), so that Qt Positioning is no part of the start. GUI thread. It tells nobody
/// else, and asks no service before start().

enum class PositionFault {
    NoModule, ///< it cannot be loaded, or what it needs is not installed
    NoService, ///< the computer has no service that knows
    Refused, ///< the system does not let this program know
    NoAnswer ///< there is a service, and it has not found a position
};

/// Where the computer is, from start() until it is deleted. Owned by who asks.
class PositionWatch
{
public:
    PositionWatch() = default;
    virtual ~PositionWatch() = default;
    Q_DISABLE_COPY_MOVE(PositionWatch)

    /// Asks for the system's permission first, where it wants to be asked. Never tells anything before it returns.
    virtual void start() = 0;

    std::function<void(const Place &place, qint64 time)> found; ///< again with each move
    std::function<void(PositionFault)> failed; ///< and nothing more comes
};

class PositionFactory
{
public:
    virtual ~PositionFactory() = default;
    virtual std::unique_ptr<PositionWatch> makeWatch() = 0;
};

} // namespace jackdaw

#define JACKDAW_POSITION_IID "jackdaw.PositionFactory/1"
Q_DECLARE_INTERFACE(jackdaw::PositionFactory, JACKDAW_POSITION_IID)
