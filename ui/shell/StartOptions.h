// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountSettings.h"
#include "account/EngineDoor.h"
#include "base/Log.h"

#include <QStringList>
#include <optional>

namespace jackdaw {

/// What the command line asks for. A plain value, made once in main(), GUI thread. Reading it does nothing but read: a
/// wrong option gives an answer to print, and main() decides what happens. Before QApplication, so no text of it
/// depends on the platform.
struct StartOptions
{
    enum class Ask { Run, ShowVersion, ShowHelp, Refuse };
    enum class AfterPaint { GoOn, Exit };
    enum class Half { None, Left, Right };

    Ask ask = Ask::Run;
    QString answer;         ///< what to print for the other three
    QString profile;        ///< empty: the default folder
    LogLevel log = LogLevel::Quiet;
    StanzaLog stanzas = StanzaLog::Off;
    EngineOptions::Secrets secrets = EngineOptions::Secrets::Keychain;
    QString stallFile;
    AfterPaint afterPaint = AfterPaint::GoOn;
    Half half = Half::None; ///< of the screen, where the window opens: the two of the demo stand side by side
    /// First start only: sign in with these and the password in JACKDAW_PASSWORD, as if typed on the sign-in page.
    std::optional<AccountSettings> signIn;
    BareJid openChat;       ///< after `signIn`: whose chat to open, or nobody's
    QString status;         ///< after `signIn`: the text that others see

    /// Never exits by itself; pure.
    static StartOptions parse(const QStringList &arguments);
};

} // namespace jackdaw
