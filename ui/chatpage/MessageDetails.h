// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/Message.h"

#include <QDialog>

namespace jackdaw {

class Theme;

/// Everything that is known of one message: who, when, how far it came, who reacted, and each text it ever had. Deletes
/// itself when it is closed, or with its parent, the chat page. GUI thread. Shows values that it is given once, as
/// plain text; asks nothing and follows nothing.
class MessageDetails : public QDialog
{
    Q_OBJECT
public:
    struct Facts {
        Message message;
        QString sender;
        QList<MessageVersion> versions;
        QStringList reactions; ///< "👍 Tomas Berg", a line each
        QStringList seenBy;    ///< in groups: a line each
    };
    MessageDetails(const Facts &facts, const Theme &theme, QWidget *parent);
};

} // namespace jackdaw
