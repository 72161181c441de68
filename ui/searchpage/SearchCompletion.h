// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <functional>

namespace jackdaw {

/// What the operator under the cursor may go on as. SearchFilters asks with each key and shows the suggestions. Pure,
/// GUI thread; people and chats are handed in. Changes no text: it says which part of it a suggestion replaces, and the
/// field is its owner's.
struct SearchCompletion
{
    qsizetype start = 0;   ///< the part of the text that a suggestion replaces
    qsizetype length = 0;
    QStringList suggestions; ///< whole operators: "from:" or "from:\"Tomas Berg\""

    /// `chats(text, limit)`: names of chats that hold a text; `people`, of those with one person.
    using Names = std::function<QStringList(const QString &text, int limit)>;
    static SearchCompletion at(const QString &text, qsizetype cursor, const Names &chats, const Names &people);
};

} // namespace jackdaw
