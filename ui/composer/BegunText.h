// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Ids.h"
#include "chat/OutgoingText.h"

#include <QList>
#include <QString>

namespace jackdaw {

/// That a message is answered or edited: what is said of it above the field, and of an edit the words so far.
/// Composer tells it when a chat is left, and ChatPage keeps it, with the message, until that chat is shown again,
/// there or in another window. A plain value, GUI thread. It holds no draft, and is not stored.
struct BegunText
{
    enum class Kind { Answer, Edit } kind = Kind::Answer;
    MessageId message; ///< invalid: nothing is begun
    QString name;      ///< of who is answered
    QString about;     ///< the text of the message
    QString text;      ///< of an edit
    QList<Mention> mentions;
};

} // namespace jackdaw
