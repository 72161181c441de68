// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Ids.h"
#include "xmpp/StickerPack.h"

#include <QMetaType>

namespace jackdaw {

/// A pack of stickers that is installed (XEP-0449), with how far our own node has it and what of it was sent.
/// StickerStore keeps it and StickerReader reads it for the window. A plain value: any thread. Where the pictures lie,
/// StickerFolder says; none of them is in it.
struct InstalledPack
{
    enum class Published { No = 0, Yes = 1, Leaving = 2 }; ///< in our own node; numbers are stored

    AccountId account;
    StickerPack pack;
    Published published = Published::No;
    QList<qint64> used; ///< of each sticker: when it was last sent, ms since 1970 UTC; 0: never

    friend bool operator==(const InstalledPack &, const InstalledPack &) = default;
};

/// A pack that the user looks at, installed or not.
struct StickerLook
{
    AccountId account;
    StickerPack pack;
    enum class Kept { No, Yes };
    Kept kept = Kept::No;
    QStringList paths; ///< of each sticker's picture; empty while it is not here
    enum class Pictures { Missing, Here };
    Pictures pictures = Pictures::Missing;
    /// The server that must be asked first, which nobody told it may be: nothing is known of the pack then.
    QString unasked;

    /// Stranger: the user said that whoever keeps the pack may learn that it is looked at.
    enum class Ask { Friend, Stranger };
};

/// A picture of which a sticker is to be made.
struct NewSticker
{
    QString path;
    QString mediaType;
    QString description;
    int width = 0;
    int height = 0;
};

} // namespace jackdaw

Q_DECLARE_METATYPE(jackdaw::StickerLook)
