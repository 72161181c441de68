// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/ConsoleStanza.h"
#include "base/Ids.h"

#include <QFuture>
#include <QList>
#include <QObject>

namespace jackdaw {

/// The part of the engine's door about the raw streams, for the XML console. Threads as AccountDoor. Owned by the engine,
/// carried out by ConsoleCommands. What passes it has lost its passwords and tokens; nothing passes while no console is open.
/// ConsoleUse: is what goes over the stream of an account told?
enum class ConsoleUse { Closed, Open };

class ConsoleDoor : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// From now on; off for every account at first, and again with each start.
    virtual void setUse(AccountId account, ConsoleUse use) = 0;
    /// As it is typed, checked once more (checkTyped); an `id` is added where there is none. Errors: Malformed, Offline.
    virtual QFuture<Status> send(AccountId account, QString xml) = 0;

Q_SIGNALS:
    /// Gathered for some ms, in its order.
    void passed(jackdaw::AccountId account, const QList<jackdaw::ConsoleStanza> &stanzas);
};

} // namespace jackdaw
