// SPDX-License-Identifier: GPL-3.0-or-later
#include "searchpage/SearchCompletion.h"

#include "search/SearchQuery.h"

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {
constexpr int mostSuggestions = 8;
}

SearchCompletion SearchCompletion::at(const QString &text, qsizetype cursor, const Names &chats, const Names &people)
{
    SearchCompletion completion;
    for (const searchSyntax::Piece &piece : searchSyntax::pieces(text)) {
        if (cursor <= piece.start || cursor > piece.end())
            continue;
        completion.start = piece.start;
        completion.length = piece.length;
        if (piece.op.isEmpty()) {
            // Two letters: "in" and "is" are words more often than operators, and a word is not in anybody's way.
            const QString word = text.sliced(piece.start, piece.length).toLower();
            for (const QString &op : searchSyntax::operators()) {
                if (word.size() >= 2 && op.startsWith(word))
                    completion.suggestions.append(op + u':');
            }
            break;
        }
        if (piece.op == "from"_L1 || piece.op == "in"_L1) {
            if (piece.op == "from"_L1 && u"me"_s.startsWith(piece.value.toLower()))
                completion.suggestions.append(u"from:me"_s);
            const QStringList found = (piece.op == "from"_L1 ? people : chats)(piece.value, mostSuggestions);
            for (const QString &name : found)
                completion.suggestions.append(searchSyntax::written(piece.op, name));
        } else {
            const QStringList values = searchSyntax::values(piece.op);
            for (const QString &value : values) {
                if (value.startsWith(piece.value.toLower()))
                    completion.suggestions.append(searchSyntax::written(piece.op, value));
            }
        }
        break;
    }
    completion.suggestions = completion.suggestions.mid(0, mostSuggestions);
    return completion;
}

} // namespace jackdaw
