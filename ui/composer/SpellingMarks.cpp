// SPDX-License-Identifier: GPL-3.0-or-later
#include "composer/SpellingMarks.h"

#include "spelling/SpellableWords.h"
#include "spelling/SpellChecker.h"
#include "style/Theme.h"

#include <QPlainTextEdit>
#include <QTextBlock>

namespace jackdaw {

namespace {
/// Longer paragraphs are pasted, not written; marking them at each key would be felt.
constexpr int longestParagraph = 10'000;
}

SpellingMarks::SpellingMarks(const Theme &theme, SpellChecker &checker, QPlainTextEdit &field, QObject *parent)
    : QSyntaxHighlighter(parent)
    , m_theme(theme)
    , m_checker(checker)
    , m_field(field)
{
    setDocument(field.document());
    connect(&checker, &SpellChecker::checked, this, &SpellingMarks::rehighlight);
    connect(&theme, &Theme::changed, this, &SpellingMarks::rehighlight);
    connect(&field, &QPlainTextEdit::cursorPositionChanged, this, &SpellingMarks::caretMoved);
}

void SpellingMarks::setLanguage(const QString &language)
{
    if (std::exchange(m_language, language) != language)
        rehighlight();
}

void SpellingMarks::highlightBlock(const QString &text)
{
    if (!m_checker.isOn() || text.isEmpty() || text.size() > longestParagraph)
        return;
    const QTextCursor caret = m_field.textCursor();
    const int begin = currentBlock().position();
    for (const WordPlace &word : spellableWords(text)) {
        const bool isBeingWritten = m_field.hasFocus() && !caret.hasSelection() && caret.position() == begin + word.end();
        if (isBeingWritten) {
            m_spared = begin + int(word.start);
            continue;
        }
        if (m_checker.verdict(text.sliced(word.start, word.length), m_language) == SpellChecker::Verdict::Wrong) {
            QTextCharFormat wrong;
            wrong.setUnderlineStyle(QTextCharFormat::SpellCheckUnderline);
            wrong.setUnderlineColor(m_theme.color(Token::Bad));
            setFormat(int(word.start), int(word.length), wrong);
        }
    }
}

/// The word that was left is looked at, now that it is whole.
void SpellingMarks::caretMoved()
{
    if (m_spared < 0)
        return;
    const QTextBlock block = document()->findBlock(m_spared);
    m_spared = -1;
    if (block.isValid())
        rehighlightBlock(block);
}

QTextCursor SpellingMarks::wrongWordAt(int position) const
{
    QTextCursor cursor(document());
    const QTextBlock block = document()->findBlock(position);
    if (!m_checker.isOn() || !block.isValid() || block.length() > longestParagraph)
        return cursor;
    const QString text = block.text();
    for (const WordPlace &word : spellableWords(text)) {
        const int start = block.position() + int(word.start);
        if (position < start || position > start + word.length)
            continue;
        if (m_checker.verdict(text.sliced(word.start, word.length), m_language) == SpellChecker::Verdict::Wrong) {
            cursor.setPosition(start);
            cursor.setPosition(start + int(word.length), QTextCursor::KeepAnchor);
        }
        break;
    }
    return cursor;
}

} // namespace jackdaw
