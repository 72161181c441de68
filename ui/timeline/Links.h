// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QStringView>
#include <QUrl>

namespace jackdaw {

/// A link in a text: where it stands, and where it leads.
struct Link
{
    qsizetype start = 0;
    qsizetype length = 0;
    QUrl url;

    qsizetype end() const { return start + length; }
    friend bool operator==(const Link &, const Link &) = default;
};

/// Finds what may be clicked in a text somebody else wrote: http, https, xmpp, mailto, geo, and "www." (as https); no
/// other scheme ever. A link ends at white space, quotes, angle brackets, control and invisible format characters, so
/// that nothing in it is hidden; closing punctuation stays outside. At most 200 links a text, 2,048 characters each.
/// Pure, linear in the text's length; any thread.
QList<Link> findLinks(QStringView text);

} // namespace jackdaw
