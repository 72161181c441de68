// SPDX-License-Identifier: GPL-3.0-or-later
//
// Bytes as a page from the web: what its head says is short, in one line, and has nothing in it that is not seen.

#include "Require.h"
#include "text/HtmlHead.h"

#include <initializer_list>

using namespace jackdaw;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    endsHtmlHead(bytes);
    const HtmlHead head = readHtmlHead(decodeHtml(bytes));
    require(head.title.size() <= maxHtmlTitle && head.description.size() <= maxHtmlDescription && head.site.size() <= maxHtmlTitle
                && head.picture.size() <= maxHtmlAddress,
            "what is taken has its limits");
    for (const QString &text : {head.title, head.description, head.site, head.picture}) {
        require(text.isValidUtf16() && text == text.simplified(), "it is text, in one line");
        for (const QChar c : text) {
            require(c.category() != QChar::Other_Control && (c.category() != QChar::Other_Format || c == QChar(0x200d)),
                    "nothing in it is unseen");
        }
    }
    return 0;
}
