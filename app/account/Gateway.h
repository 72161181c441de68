// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/DataForm.h"
#include "base/Jid.h"
#include "base/Result.h"

#include <QMetaType>
#include <optional>

namespace jackdaw {

/// A gateway to another network (XEP-0100), and how one stands with it. GatewayService makes it, ServiceDoor carries it
/// to the window. A plain value: any thread.
/// Its words are the gateway's own; its registration is as it was told last.
struct Gateway
{
    enum class Registration { Unknown, No, Yes };
    enum class Session { Unknown, LoggedOut, LoggedIn, Failed };

    BareJid jid;
    QString name;
    QString type; ///< "sms", "xmpp", … (XEP-0030's registry)
    Registration registration = Registration::Unknown;
    Session session = Session::Unknown;
    QString said; ///< the status that it shows with its presence
    std::optional<Error> error; ///< where the session failed

    friend bool operator==(const Gateway &a, const Gateway &b)
    {
        return a.jid == b.jid && a.name == b.name && a.type == b.type && a.registration == b.registration
            && a.session == b.session && a.said == b.said && a.error.has_value() == b.error.has_value()
            && (!a.error || a.error->kind == b.error->kind);
    }
};

/// What a gateway wants to know before it lets one in (XEP-0077). A plain value.
struct GatewayRegistration
{
    DataForm form;
    QString website; ///< http(s): where it wants that to be done, where the form has no fields
    bool isRegistered = false;
};

/// How a gateway asks for whom to add (XEP-0100, 6.2.1). A plain value.
struct GatewayPrompt
{
    QString description;
    QString prompt;
};

} // namespace jackdaw

Q_DECLARE_METATYPE(jackdaw::Gateway)
