// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Jid.h"

#include <QMetaType>
#include <QSet>
#include <QtGlobal>

namespace jackdaw {

/// Which files are fetched though nobody asked for them: whose, of what kind, up to what size, over which link.
/// Preferences keeps them, FileDoor brings them to DownloadService, which alone carries them out. A plain value: any
/// thread. Never lets in more than `most`, whatever somebody sets.
struct DownloadRules
{
    static constexpr qint64 megabyte = 1024 * 1024;
    static constexpr qint64 most = 100 * megabyte;

    enum class From { Nobody = 0, Contacts = 1, ContactsAndGroups = 2 }; ///< numbers are stored
    enum class Metered { Wait = 0, Fetch = 1 };

    From from = From::Contacts;
    qint64 pictures = megabyte; ///< bytes; 0: none of that kind
    qint64 audio = 0;           ///< voice messages too
    qint64 videos = 0;
    qint64 others = 0;
    Metered metered = Metered::Fetch; ///< where the network says that it costs by volume
    QSet<BareJid> always; ///< people whose files come whatever their kind, up to `trusted`
    QSet<BareJid> never;  ///< and those whose files never do
    static constexpr qint64 trusted = 20 * megabyte;

    friend bool operator==(const DownloadRules &, const DownloadRules &) = default;
};

} // namespace jackdaw

Q_DECLARE_METATYPE(jackdaw::DownloadRules)
