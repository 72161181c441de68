// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "text/TextSpan.h"

#include <optional>

QT_BEGIN_NAMESPACE
class QKeyEvent;
QT_END_NAMESPACE

namespace jackdaw {

/// Formatting by keys. It is written as what it is sent as: the directives of Message Styling (XEP-0393). For
/// MessageField. A plain value and pure functions, GUI thread; they change nothing themselves, and places are UTF-16
/// units of the text.

/// What a formatting key does to the text that is written: one stretch is replaced, and this is chosen afterwards.
struct StyleEdit
{
    qsizetype from = 0;
    qsizetype to = 0;
    QString text;
    qsizetype selectFrom = 0;
    qsizetype selectTo = 0;

    friend bool operator==(const StyleEdit &, const StyleEdit &) = default;
};


/// Puts the directives of a style (Bold, Italic, Strike, Code) around what is chosen, line by line, as spans do not reach
/// over lines; code over more than one line becomes a block. Takes them off where they are there already. Without a
/// choice: a pair with the caret between them.
StyleEdit styleEdit(const QString &text, qsizetype from, qsizetype to, TextStyle style);
/// The style that a key of design/ui.md, "Keyboard", asks for.
std::optional<TextStyle> styleOfKey(const QKeyEvent &event);

} // namespace jackdaw
