// SPDX-License-Identifier: GPL-3.0-or-later
//
// Texts into the link finder: only its schemes, nothing unseen in a link, in order and apart, in linear work.

#include "Require.h"
#include "text/LinkFinder.h"

#include <QStringList>

using namespace jackdaw;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const QStringList schemes{QStringLiteral("http"), QStringLiteral("https"), QStringLiteral("xmpp"),
                                     QStringLiteral("mailto"), QStringLiteral("geo"), QStringLiteral("tel")};
    const QString text = QString::fromUtf8(reinterpret_cast<const char *>(data), qsizetype(size));
    const FoundLinks found = searchLinks(text);
    require(found.work <= 6 * text.size() + 10'000, "work is linear");
    qsizetype before = 0;
    for (const TextLink &link : found.links) {
        require(link.start >= before && link.length > 0 && link.end() <= text.size(), "links are in the text, apart");
        before = link.end();
        require(link.url.isValid() && schemes.contains(link.url.scheme()), "schemes are the allowed ones");
        for (const QChar c : QStringView(text).sliced(link.start, link.length)) {
            require(c.category() != QChar::Other_Control && c.category() != QChar::Other_Format && !c.isSpace(), "nothing in a link is unseen");
        }
        require(link.url.userInfo().isEmpty() || link.url.scheme() == QStringLiteral("xmpp") || link.doubt != LinkDoubt::None,
                "a name before the host asks first");
        require(!plainHost(link.url).isEmpty(), "the question has something to say");
    }
    const QUrl given = checkedUrl(text);
    require(given.isEmpty() || schemes.contains(given.scheme()), "given addresses have the same schemes");
    return 0;
}
