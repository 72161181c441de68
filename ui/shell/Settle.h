// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"
#include "style/ErrorText.h"

#include <QFuture>

namespace jackdaw {

/// What the outcome of a command does to the dialog that asked for it: it closes, or shows why not. A dialog that is gone
/// by then is told nothing. Owns neither; GUI thread.
/// It never asks again by itself: what failed stays in the dialog, for the user to change.
template<class Dialog>
void settle(Dialog *dialog, QFuture<Status> outcome)
{
    outcome.then(dialog, [dialog](const Status &status) {
        if (status)
            dialog->accept();
        else
            dialog->showError(errorText(status.error()));
    });
}

} // namespace jackdaw
