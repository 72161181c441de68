// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "text/TextSpan.h"

#include <QStringList>

namespace jackdaw {

/// Spans as a test reads them: "bold:*so*", sorted by place; a line break is "⏎".
inline QString spanText(QStringView text, const TextSpan &span)
{
    static const char *const names[] = {"bold", "italic", "strike", "code", "block", "quote", "markup", "link", "mention"};
    QString words = text.sliced(span.start, span.length).toString();
    words.replace(QChar(u'\n'), QChar(0x23CE));
    QString shown = QLatin1StringView(names[int(span.style)]) + QChar(u':') + words;
    if (!span.target.isEmpty())
        shown += QLatin1StringView(" -> ") + span.target;
    return shown;
}

inline QStringList spanTexts(QStringView text, const QList<TextSpan> &spans, bool withMarkup = false)
{
    QStringList shown;
    for (const TextSpan &span : spans) {
        if (withMarkup || span.style != TextStyle::Markup)
            shown.append(spanText(text, span));
    }
    return shown;
}

} // namespace jackdaw
