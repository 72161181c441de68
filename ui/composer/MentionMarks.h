// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QObject>
#include <QPointer>

QT_BEGIN_NAMESPACE
class QPlainTextEdit;
QT_END_NAMESPACE

namespace jackdaw {

class Completion;
class PeopleSuggestions;
class Theme;

/// Shows in the field who is spoken to: names that were inserted, and the "@to" that people are suggested for, in the colour
/// of links (picture 03). Owned by Composer, GUI thread; PeopleSuggestions outlives it. Changes no text, and leaves the
/// formats of the document to SpellingMarks.
class MentionMarks : public QObject
{
    Q_OBJECT
public:
    MentionMarks(const Theme &theme, const PeopleSuggestions &people, const Completion &completion, QPlainTextEdit &field,
                 QObject *parent);

private:
    void mark();
    void repaint();

    struct Place {
        int begin = 0;
        int end = 0;

        friend bool operator==(const Place &, const Place &) = default;
    };

    const Theme &m_theme;
    const PeopleSuggestions &m_people;
    QPointer<const Completion> m_completion; ///< the window's child, which may go first
    QPlainTextEdit &m_field;
    QList<Place> m_marked;
};

} // namespace jackdaw
