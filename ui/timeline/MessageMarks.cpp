// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/MessageMarks.h"

#include "chat/Message.h"
#include "text/XhtmlIm.h"

namespace jackdaw {

TextMarks marksOf(const Message &message)
{
    TextMarks marks;
    marks.spoiler = message.spoiler;
    if (!message.markup.isEmpty()) {
        // Only where it says the same as the body; what it says besides is not shown.
        if (const auto rich = readXhtmlIm(message.markup))
            marks.spans = spansOnBody(*rich, message.body).value_or(QList<TextSpan>());
    }
    for (const Mention &mention : message.mentions)
        marks.spans.append({TextStyle::Mention, mention.begin, mention.end - mention.begin, mention.who.toString()});
    return marks;
}

} // namespace jackdaw
