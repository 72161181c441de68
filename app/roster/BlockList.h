// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Ids.h"
#include "base/Jid.h"
#include "xmpp/BlockingValue.h"

#include <QList>
#include <QMetaType>

namespace jackdaw {

/// Whom the server of an account keeps away from it. BlockingService has the true one, RosterDoor carries it to
/// the window. A plain value: any thread.
/// Never kept on disk: the server's is the only one.
struct BlockList
{
    enum class Support { Unknown, No, Yes };

    AccountId account;
    Support support = Support::Unknown;
    QList<Jid> who;

    friend bool operator==(const BlockList &, const BlockList &) = default;
};

} // namespace jackdaw

Q_DECLARE_METATYPE(jackdaw::BlockList)
