// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Ids.h"
#include "base/Jid.h"

#include <QDomElement>
#include <optional>

class QXmlStreamWriter;

namespace jackdaw {

/// One page asked of an archive (XEP-0313, 4.1; paging by XEP-0059), and what ends it. HistoryService and Outbox say
/// what they want, ArchiveFetcher asks. A plain value, engine thread. Remembers nothing of other pages; who may answer,
/// Authority says.
struct ArchiveQuery
{
    QString id;                       ///< comes back with each result
    BareJid archive;                  ///< whose: a room's; invalid: our own
    std::optional<BareJid> with;      ///< only messages exchanged with this address
    std::optional<ArchiveId> before;  ///< set: the page that ends before it; invalid id: the newest page
    std::optional<ArchiveId> after;   ///< set: the page that begins after it
    qint64 start = 0;                 ///< only what is not older, ms since 1970 UTC; 0: no limit
    qint64 end = 0;                   ///< only what is not newer; 0: no limit
    /// Only what has these words, in the field that the archive's form has for them (fullTextField()).
    struct Text { QString field; QString words; };
    std::optional<Text> text = {};
    int max = 50;                     ///< wished page size; the server may give less

    void write(QXmlStreamWriter &writer) const;
};

/// What ends a page (XEP-0313, 4.4). A plain value.
struct ArchivePageEnd
{
    bool complete = false;
    ArchiveId first;
    ArchiveId last;
    std::optional<int> count; ///< of all messages that match, where the server says
};

std::optional<ArchivePageEnd> readPageEnd(const QDomElement &iq);

/// XEP-0313, 4.1: asks an archive for its form, whose fields say what it can look for.
void writeArchiveFormRequest(QXmlStreamWriter &writer);
/// The field of that form which takes words (XEP-0431, 3, or the name that it had before); empty: there is none.
QString fullTextField(const QDomElement &iq);

} // namespace jackdaw
