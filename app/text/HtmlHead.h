// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace jackdaw {

/// What a page on the web says of itself in its <head>: title, description, name of the site, picture. Read by a small
/// reader of our own, which knows tags, attributes and character references, and nothing of what they do: no page is ever
/// shown, no program in it runs, and nothing in it is fetched. Plain values and pure functions, linear in the page's
/// length, without recursion; any thread. What cannot be read is left out, never an error.
struct HtmlHead
{
    QString title;       ///< og:title, else twitter:title, else <title>
    QString description; ///< og:description, else the others
    QString site;        ///< og:site_name
    QString picture;     ///< og:image, as it stands there: perhaps relative, and of any scheme

    friend bool operator==(const HtmlHead &, const HtmlHead &) = default;
};

/// Of a page no more than this is looked at, and of what it says no more than these, in characters, is taken.
constexpr qsizetype maxHtmlSize = 512 * 1024;
constexpr qsizetype maxHtmlTitle = 200;
constexpr qsizetype maxHtmlDescription = 400;
constexpr qsizetype maxHtmlAddress = 2048;

/// Reads up to </head> or <body>, in one line each and without what turns the direction of text or is not seen.
HtmlHead readHtmlHead(QStringView page);
/// Is there no more to be read of the head, as far as these bytes go?
bool endsHtmlHead(QByteArrayView page);
/// The page as text: by `charset`, which its server named, else by its own mark or <meta>, else as UTF-8.
QString decodeHtml(QByteArrayView page, const QByteArray &charset = {});

} // namespace jackdaw
