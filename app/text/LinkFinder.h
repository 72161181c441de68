// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QStringView>
#include <QUrl>

namespace jackdaw {

/// Links in what others wrote: which there are, where they lead, and why one is not to be trusted at sight. For
/// MessageText and the question before a link is followed. Plain values and pure functions; any thread. Nothing is
/// fetched, looked up or opened here.

/// Why a link is not followed before its reader was asked.
enum class LinkDoubt {
    None,
    UserPart,     ///< a name before the host, which may look like the host
    Direction,    ///< characters in it or right behind it that turn the direction of text, or are not seen
    MixedScript,  ///< a host with letters of scripts that are not written together, or that only look like Latin ones
    OtherAddress  ///< the words it stands on are not where it leads
};

/// A link in a text: where it stands, where it leads, and whether its reader is asked first. searchLinks() makes them,
/// MessageText keeps those of its text. A plain value: any thread. Nothing is fetched or opened by it: that needs a
/// click.
struct TextLink
{
    qsizetype start = 0;
    qsizetype length = 0;
    QUrl url;
    LinkDoubt doubt = LinkDoubt::None;

    qsizetype end() const { return start + length; }
    friend bool operator==(const TextLink &, const TextLink &) = default;
};

/// Finds what may be clicked in a text somebody else wrote: http, https, xmpp, mailto, geo, tel, and "www." (as https); no
/// other scheme ever. A link ends at white space, quotes, angle brackets, control and invisible format characters, so that
/// nothing in it is hidden; closing punctuation stays outside. At most 200 links a text, 2,048 characters each. Pure,
/// linear in the text's length; any thread.
struct FoundLinks
{
    QList<TextLink> links;
    qint64 work = 0; ///< characters looked at, for tests
};
FoundLinks searchLinks(QStringView text);
inline QList<TextLink> findLinks(QStringView text) { return searchLinks(text).links; }

/// An address that a message gives besides its text (XHTML-IM); empty if it is not one of the schemes above.
QUrl checkedUrl(QStringView address);
/// Whether a link has to ask first, by its address alone.
LinkDoubt doubtOf(const QUrl &url);
/// The host as it is looked up, other scripts as what they are ("xn--…", RFC 5890); the address for links without a host.
QString plainHost(const QUrl &url);

} // namespace jackdaw
