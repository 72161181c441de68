// SPDX-License-Identifier: GPL-3.0-or-later
//
// Texts into Message Styling and what makes the shown text of them. Spans stay within the text and in order, the work is
// linear, directives are what they say, and places find back.

#include "Require.h"
#include "text/MessageText.h"
#include "text/Styling.h"

using namespace jackdaw;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QString text = QString::fromUtf8(reinterpret_cast<const char *>(data), qsizetype(size));
    const Styling styling = styleText(text);
    require(styling.spans.size() <= maxStyledSpans, "spans have a limit");
    require(styling.work <= 5 * text.size() + 10, "work is linear");
    qsizetype before = 0;
    for (const TextSpan &span : styling.spans) {
        require(span.start >= before && span.length > 0 && span.end() <= text.size(), "spans are in the text, by start");
        before = span.start;
        const QStringView words = QStringView(text).sliced(span.start, span.length);
        const bool isInline = int(span.style) <= int(TextStyle::Code);
        require(!isInline || (words.size() > 2 && words.front() == words.back() && !words.contains(u'\n')), "directives enclose text of one line");
        require(span.style != TextStyle::Quote || words.startsWith(u'>'), "quotes begin with their sign");
        require(span.style != TextStyle::Markup || !words.contains(u'\n'), "directives are in one line");
    }

    const MessageText shown(text, {.limit = 512, .marks = {}, .actor = QStringLiteral("Mara")});
    qsizetype place = 0;
    for (qsizetype i = 0; i <= shown.shown().size(); ++i) {
        const qsizetype inBody = shown.toBody(i);
        require(inBody >= place && inBody <= text.size(), "places go forwards");
        place = inBody;
    }
    for (const TextSpan &span : shown.spans())
        require(span.start >= 0 && span.length > 0 && span.end() <= shown.shown().size(), "shown spans are in the shown text");
    return 0;
}
