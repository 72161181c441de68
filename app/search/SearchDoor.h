// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"
#include "search/ArchiveSearch.h"
#include "search/SearchProgress.h"

#include <QFuture>
#include <QObject>

namespace jackdaw {

/// The part of the engine's door about searching: the index, which the engine keeps by itself, and archives on servers. Owned
/// by the EngineDoor; commands may be called on any thread and never block, signals are sent from the engine thread
/// (AccountDoor). Searches of what is here do not pass it: they read (SearchReader).
class SearchDoor : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// Looks for words in an archive. Errors: Unavailable (it looks for no words, or there is none), Offline, Timeout, …
    virtual QFuture<Result<ArchiveFound>> searchArchive(AccountId account, ArchiveSearch search) = 0;

Q_SIGNALS:
    void indexProgressChanged(const jackdaw::SearchProgress &progress);
};

} // namespace jackdaw
