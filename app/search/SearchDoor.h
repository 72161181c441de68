// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "search/SearchProgress.h"

#include <QObject>

namespace jackdaw {

/// The part of the engine's door about the index for searching, which the engine keeps by itself. Owned by the
/// EngineDoor; signals are sent from the engine thread (AccountDoor). Searches do not pass it: they read
/// (SearchReader), and there is nothing to command.
class SearchDoor : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

Q_SIGNALS:
    void indexProgressChanged(const jackdaw::SearchProgress &progress);
};

} // namespace jackdaw
