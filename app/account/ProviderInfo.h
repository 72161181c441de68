// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What a provider says about itself, for both sides of the door. Plain values: any thread.
#include "xmpp/ProviderValue.h"
