// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Jid.h"

#include <functional>

class QObject;
class QWidget;

namespace jackdaw {

/// The two risks of signing in that only the user may take, one account at a time: what is at stake, the safe button
/// first and as default. `accepted` is called at most once, and not after `context` went. GUI thread; the dialogs own
/// themselves. What is accepted, they do not remember: the caller does.
void askForPlainLogin(const BareJid &account, QWidget *window, QObject *context, std::function<void()> accepted);
void askForWeakerLogin(const BareJid &account, QWidget *window, QObject *context, std::function<void()> accepted);

} // namespace jackdaw
