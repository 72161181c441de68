// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSyntaxHighlighter>

class QPlainTextEdit;

namespace jackdaw {

class SpellChecker;
class Theme;

/// Underlines what is not spelled right in the field, all but the word that is being written. Owned by Composer, GUI
/// thread; SpellChecker outlives it. Changes no text, and never waits for a dictionary: words are marked as their
/// verdicts come.
class SpellingMarks : public QSyntaxHighlighter
{
    Q_OBJECT
public:
    SpellingMarks(const Theme &theme, SpellChecker &checker, QPlainTextEdit &field, QObject *parent);

    /// Empty: the usual one.
    void setLanguage(const QString &language);
    const QString &language() const { return m_language; }
    /// The wrongly spelled word at `position` of the document, selected; nothing is selected where there is none.
    QTextCursor wrongWordAt(int position) const;

protected:
    void highlightBlock(const QString &text) override;

private:
    void caretMoved();

    const Theme &m_theme;
    SpellChecker &m_checker;
    QPlainTextEdit &m_field;
    QString m_language;
    int m_spared = -1; ///< where in the document the word begins that is being written; -1: none is
};

} // namespace jackdaw
