// SPDX-License-Identifier: GPL-3.0-or-later
//
// XHTML-IM, and a body behind a line break with "===" that it may lie on. What is read has spans within its text and links
// that may be clicked; what is written of any body is read again, and says the same.

#include "Require.h"
#include "text/LinkFinder.h"
#include "text/Styling.h"
#include "text/XhtmlIm.h"

using namespace jackdaw;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QString input = QString::fromUtf8(reinterpret_cast<const char *>(data), qsizetype(size));
    const qsizetype cut = input.indexOf(QLatin1StringView("\n===\n"));
    const QString xml = cut < 0 ? input : input.first(cut);
    const QString body = cut < 0 ? input : input.sliced(cut + 5);

    if (const auto rich = readXhtmlIm(xml)) {
        for (const TextSpan &span : rich->spans) {
            require(span.start >= 0 && span.length > 0 && span.end() <= rich->text.size(), "spans are in the text");
            require(span.style != TextStyle::Link || !checkedUrl(span.target).isEmpty(), "links may be clicked");
        }
        if (const auto spans = spansOnBody(*rich, body)) {
            for (const TextSpan &span : *spans)
                require(span.start >= 0 && span.length > 0 && span.end() <= body.size(), "spans are in the body");
        }
    }

    // XML holds no lone halves of characters, and neither does a body that came in it.
    const QString sound = QString::fromUtf8(body.toUtf8());
    const QString written = writeXhtmlIm(sound, styleText(sound).spans);
    if (!written.isEmpty() && written.size() < maxXhtmlSize) {
        const auto back = readXhtmlIm(written);
        if (!back) // so many elements are not read, but well-formed it must be
            require(written.count(u'<') / 2 > maxXhtmlElements / 2, "what is written is read");
    }
    return 0;
}
