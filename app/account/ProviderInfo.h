// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/// What a provider says about itself, for both sides of the door: ui/ includes no header of app/xmpp, where these
/// values are read, and takes them from here. Plain values: any thread. Declares nothing itself, and no XML comes along
/// with it.
#include "xmpp/ProviderValue.h"
