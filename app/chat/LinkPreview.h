// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace jackdaw {

/// What a page said of itself when the user asked for it, once, for one link of one message. PreviewService makes it,
/// LinkPreviewStore keeps it, the timeline shows it. A plain value: any thread. It is the page's word and nobody else's: where
/// a link leads, its address says.
struct LinkPreview
{
    QString url;         ///< as the message has it, in full
    QString title;
    QString description;
    QString site;
    QString picture;     ///< a file of this profile; empty: there is none

    friend bool operator==(const LinkPreview &, const LinkPreview &) = default;
};

} // namespace jackdaw
