// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "text/TextSpan.h"

#include <optional>

namespace jackdaw {

/// XHTML-IM (XEP-0071) as text and spans: a strict list of elements, everything else is passed over with what its
/// attributes say. No colour, no size, nothing is fetched; an image is its description. Never shown itself: only what it
/// marks in the body it claims to format. Values and pure functions; any thread.
struct RichText
{
    QString text;
    QList<TextSpan> spans;

    friend bool operator==(const RichText &, const RichText &) = default;
};

/// Reads <html xmlns='http://jabber.org/protocol/xhtml-im'/> or its <body/>, the first one if there are many. Nothing for
/// what is not well-formed, has a document type, or is too large, too deep or too many: then the body is shown alone.
constexpr qsizetype maxXhtmlSize = 256 * 1024;
constexpr int maxXhtmlDepth = 32;
constexpr int maxXhtmlElements = 2000;
std::optional<RichText> readXhtmlIm(const QString &xml);

/// The spans as they lie on the body, or nothing if the two say different things: a message must mean the same to who
/// reads the one and who reads the other (XEP-0071, 7.3), and to search, quotes and notifications. White space does
/// not count, nor do styling directives (XEP-0393) and the signs of a list's items that only the body has.
std::optional<QList<TextSpan>> spansOnBody(const RichText &rich, const QString &body);

/// The <html/> element for a body and its spans; empty if nothing is styled. What is Markup is left out, since it says
/// what the elements do.
QString writeXhtmlIm(const QString &body, const QList<TextSpan> &spans);

} // namespace jackdaw
