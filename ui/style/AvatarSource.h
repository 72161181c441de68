// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Jid.h"

#include <QObject>
#include <QPixmap>

namespace jackdaw {

/// Where the pictures of people come from, as whatever paints an avatar sees it: Theme carries it there. The
/// composition root makes the one that reads files (ui/files/AvatarPictures); without one, avatars are initials. GUI
/// thread. Never waits for a file.
class AvatarSource : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// Square, of so many device pixels; null where there is none, or none yet: changed() tells when there is.
    virtual QPixmap avatar(const BareJid &who, int pixels) const = 0;
    /// Has this person a picture, here or not?
    virtual bool has(const BareJid &who) const = 0;

Q_SIGNALS:
    /// Somebody looks otherwise now: repaint.
    void changed();
};

} // namespace jackdaw
