// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTextCursor>

class QMenu;

namespace jackdaw {

class MessageField;
class Preferences;
class SpellChecker;
class SpellingMarks;

/// The menu of the field: what may have been meant by a wrongly spelled word, its language, and what every text field
/// offers. Owned by Composer, GUI thread; each menu goes when it closes. Decides nothing about words, and does not wait
/// for their dictionary: SpellChecker answers while the menu is open.
class FieldMenu : public QObject
{
    Q_OBJECT
public:
    FieldMenu(MessageField &field, SpellingMarks &marks, SpellChecker &checker, Preferences &preferences, QObject *parent);

    /// Can what is written be hidden from whoever does not ask for it, and is it to be?
    enum class Spoiler { NotOffered, Off, On };
    void setSpoiler(Spoiler spoiler) { m_spoiler = spoiler; }

Q_SIGNALS:
    void spoilerToggled(bool on);
    /// For this chat. Empty: the usual one.
    void languageChosen(const QString &language);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void open(const QPoint &globalPosition, int textPosition);
    void addSuggestions(QMenu &menu, const QTextCursor &word);
    QMenu *languageMenu(QMenu &menu);

    MessageField &m_field;
    SpellingMarks &m_marks;
    SpellChecker &m_checker;
    Preferences &m_preferences;
    Spoiler m_spoiler = Spoiler::Off;
};

} // namespace jackdaw
