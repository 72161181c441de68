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

/// What a command does on the engine thread. Hidden behind these types, since there are hundreds of commands: what carries
/// them is compiled once for each kind of answer.
template<class T>
using CoreWork = std::function<QFuture<Result<T>>(EngineCore &)>;
template<class T>
using AccountWork = std::function<QFuture<Result<T>>(Features &)>;
using MessageWork = std::function<Status(MessageService &)>;
using FindAccount = std::function<AccountService *(EngineCore &)>;

/// Queues `work(core)` on the engine thread.
template<class T>
QFuture<Result<T>> onCore(const CoreAccess &access, CoreWork<T> work)
{
    EngineCore *core = access();
    if (!core) {
        return ready<T>(Error{ErrorKind::Cancelled, QStringLiteral("the engine is stopping"), {}});
    }
    return callOn<T>(core, [core, work = std::move(work)] { return work(*core); });
}

/// The same for one account that has to be there.
template<class T>
QFuture<Result<T>> onAccount(const CoreAccess &access, FindAccount find, AccountWork<T> work)
{
    return onCore<T>(access, [find = std::move(find), work = std::move(work)](EngineCore &core) -> QFuture<Result<T>> {
        AccountService *account = find(core);
        if (!account) {
            return ready<T>(core.unavailable());
        }
        return work(account->features());
    });
}

inline QFuture<Status> onAccount(const CoreAccess &access, AccountId id, AccountWork<Done> work)
{
    return onAccount<Done>(access, [id](EngineCore &core) { return core.find(id); }, std::move(work));
}

inline QFuture<Status> onConversation(const CoreAccess &access, ConversationId id, MessageWork work)
{
    return onAccount<Done>(access, [id](EngineCore &core) { return core.findByConversation(id); },
                           [work = std::move(work)](Features &features) { return ready<Done>(work(features.messages)); });
}

inline QFuture<Status> onMessage(const CoreAccess &access, MessageId id, MessageWork work)
{
    return onAccount<Done>(access, [id](EngineCore &core) { return core.findByMessage(id); },
                           [work = std::move(work)](Features &features) { return ready<Done>(work(features.messages)); });
}

inline void tellCore(const CoreAccess &access, std::function<void(EngineCore &)> work)
{
    if (EngineCore *core = access()) {
        QMetaObject::invokeMethod(core, [core, work = std::move(work)] { work(*core); }, Qt::QueuedConnection);
    }
}

} // namespace jackdaw
