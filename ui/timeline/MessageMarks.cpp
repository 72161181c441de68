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
    for (const Mention &mention : message.mentions) {
        // Who is spoken of, with the sign for it: programs differ in whether it is within what they mark (XEP-0372, 3.2.1).
        const bool hasSign = mention.begin > 0 && mention.begin <= message.body.size() && message.body.at(mention.begin - 1) == u'@';
        const int begin = mention.begin - (hasSign ? 1 : 0);
        marks.spans.append({TextStyle::Mention, begin, mention.end - begin, mention.who.toString()});
    }
    return marks;
}

} // namespace jackdaw
