// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/SystemEvents.h"

namespace jackdaw::test {

/// A computer that never sleeps and never changes its network, unless a test emits so.
class FakeSystem : public SystemEvents
{
public:
    bool isBehindCaptivePortal() const override { return portal; }

    bool portal = false;
};

} // namespace jackdaw::test
