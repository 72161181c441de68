// SPDX-License-Identifier: GPL-3.0-or-later
#include "composer/MentionMarks.h"

#include "composer/Completion.h"
#include "composer/PeopleSuggestions.h"
#include "style/Theme.h"

#include <QPlainTextEdit>
#include <QTextBlock>

#include <utility>

namespace jackdaw {

namespace {

/// What is longer is pasted, not written; looking through it at each key would be felt.
constexpr int longestText = 10'000;

} // namespace

MentionMarks::MentionMarks(const Theme &theme, const PeopleSuggestions &people, const Completion &completion, QPlainTextEdit &field,
                           QObject *parent)
    : QObject(parent)
    , m_theme(theme)
    , m_people(people)
    , m_completion(&completion)
    , m_field(field)
{
    // After Completion, which was joined to the field before: by then it is shown, or no longer.
    connect(&field, &QPlainTextEdit::textChanged, this, [this] { mark(); });
    connect(&field, &QPlainTextEdit::cursorPositionChanged, this, [this] { mark(); });
    connect(&completion, &Completion::shownChanged, this, [this] { mark(); });
    connect(&theme, &Theme::changed, this, [this] { repaint(); });
}

void MentionMarks::mark()
{
    QList<Place> places;
    if (m_field.document()->characterCount() <= longestText) {
        for (const auto &[begin, end] : m_people.placesIn(m_field.toPlainText()))
            places.append({begin, end});
        const QTextCursor caret = m_field.textCursor();
        const auto word = Completion::wordBefore(caret.block().text(), caret.positionInBlock(), m_people.sign());
        if (m_completion && m_completion->isVisible() && word && !word->isEmpty())
            places.append({caret.position() - int(word->size()) - 1, caret.position()});
    }
    if (std::exchange(m_marked, places) != places)
        repaint();
}

void MentionMarks::repaint()
{
    QList<QTextEdit::ExtraSelection> marks;
    for (const Place &place : std::as_const(m_marked)) {
        QTextEdit::ExtraSelection mark{QTextCursor(m_field.document()), {}};
        mark.cursor.setPosition(place.begin);
        mark.cursor.setPosition(place.end, QTextCursor::KeepAnchor);
        mark.format.setForeground(m_theme.color(Token::Link));
        marks.append(mark);
    }
    m_field.setExtraSelections(marks);
}

} // namespace jackdaw
