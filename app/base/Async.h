// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"

#include <QFuture>
#include <QMetaObject>
#include <QObject>
#include <QPromise>
#include <functional>
#include <memory>

namespace jackdaw {

/// Work that answers later: how a command passes from one thread to another and its outcome back, as
/// QFuture<Result<T>>. Free functions, any thread; nobody owns anything beyond the future. They never block, never
/// throw, and every future that they give ends.

/// A future that is finished already.
template<class T>
QFuture<Result<T>> ready(Result<T> result)
{
    return QtFuture::makeReadyValueFuture(std::move(result));
}

/// Work on another thread that answers later. A command is one of hundreds: what it captures is hidden here, so that what
/// follows is compiled once for each kind of answer and not for each command.
template<class T>
using Work = std::function<QFuture<Result<T>>()>;

/// Runs `work` on the thread of `target` and hands its outcome back as a future that any thread may wait on with
/// .then(context, …). This is how every command passes the door of the engine.
/// If `target` goes before the work is done, the future ends with ErrorKind::Cancelled.
template<class T>
QFuture<Result<T>> callOn(QObject *target, Work<T> work)
{
    auto promise = std::make_shared<QPromise<Result<T>>>();
    promise->start();
    // What is dropped unfinished, because the target went away first, must still answer.
    struct Answer {
        explicit Answer(std::shared_ptr<QPromise<Result<T>>> to) : promise(std::move(to)) {}
        Q_DISABLE_COPY_MOVE(Answer)
        std::shared_ptr<QPromise<Result<T>>> promise;
        bool given = false;
        void give(Result<T> result)
        {
            given = true;
            promise->addResult(std::move(result));
            promise->finish();
        }
        ~Answer() { if (!given) give(Error{ErrorKind::Cancelled, {}, {}}); }
    };
    QFuture<Result<T>> future = promise->future();
    auto answer = std::make_shared<Answer>(promise);
    QMetaObject::invokeMethod(target, [target, answer, work = std::move(work)] {
        work().then(target, [answer](const Result<T> &result) { answer->give(result); });
    }, Qt::QueuedConnection);
    return future;
}

} // namespace jackdaw
