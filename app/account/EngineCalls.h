// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/EngineCommands.h"
#include "account/EngineCore.h"
#include "account/Features.h"
#include "base/Async.h"

namespace jackdaw {

/// How a command reaches the engine's thread and the features of the account it is about. For the files of EngineCommands
/// alone; callable on any thread.
/// They own nothing; the core is asked for anew each time, and never touched but on its own thread.

/// Queues `work(core)` on the engine thread.
template<class T, class Work>
QFuture<Result<T>> onCore(const CoreAccess &access, Work work)
{
    EngineCore *core = access();
    if (!core) {
        return ready<T>(Error{ErrorKind::Cancelled, QStringLiteral("the engine is stopping"), {}});
    }
    return callOn<T>(core, [core, work = std::move(work)]() mutable { return work(*core); });
}

/// The same for one account that has to be there.
template<class T, class Find, class Work>
QFuture<Result<T>> onAccount(const CoreAccess &access, Find find, Work work)
{
    return onCore<T>(access, [find = std::move(find), work = std::move(work)](EngineCore &core) mutable -> QFuture<Result<T>> {
        AccountService *account = find(core);
        if (!account) {
            return ready<T>(core.unavailable());
        }
        return work(account->features());
    });
}

template<class Work>
QFuture<Status> onAccount(const CoreAccess &access, AccountId id, Work work)
{
    return onAccount<Done>(access, [id](EngineCore &core) { return core.find(id); }, std::move(work));
}

template<class Work>
QFuture<Status> onConversation(const CoreAccess &access, ConversationId id, Work work)
{
    return onAccount<Done>(access, [id](EngineCore &core) { return core.findByConversation(id); },
                           [work = std::move(work)](Features &features) mutable { return ready<Done>(work(features.messages)); });
}

template<class Work>
QFuture<Status> onMessage(const CoreAccess &access, MessageId id, Work work)
{
    return onAccount<Done>(access, [id](EngineCore &core) { return core.findByMessage(id); },
                           [work = std::move(work)](Features &features) mutable { return ready<Done>(work(features.messages)); });
}

template<class Work>
void tellCore(const CoreAccess &access, Work work)
{
    if (EngineCore *core = access()) {
        QMetaObject::invokeMethod(core, [core, work = std::move(work)]() mutable { work(*core); }, Qt::QueuedConnection);
    }
}

} // namespace jackdaw
