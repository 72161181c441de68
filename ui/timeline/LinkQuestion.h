// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "text/LinkFinder.h"

#include <functional>

QT_BEGIN_NAMESPACE
class QWidget;
QT_END_NAMESPACE

namespace jackdaw {

/// Asks before a link is followed that may not be what it seems: where it leads, in plain letters, and why it is asked.
/// The safe answer is first. `open` is called for "Open link" only, and not when `parent` is gone. GUI thread; the box
/// owns itself. Opens nothing, and remembers no answer.
void askBeforeLink(QWidget *parent, const TextLink &link, std::function<void(const QUrl &)> open);

} // namespace jackdaw
