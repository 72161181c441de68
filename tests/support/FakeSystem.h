// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/SystemEvents.h"

namespace jackdaw::test {

/// A computer that never sleeps and never changes its network, unless a test emits so. Stands in the place of
/// SystemWatch, which listens to the desktop; owned by a test, on its thread, and outlives what listens to it. Asks
/// nothing of the real computer.
class FakeSystem : public SystemEvents
{
public:
    bool isBehindCaptivePortal() const override { return portal; }

    bool portal = false;
};

} // namespace jackdaw::test
