// SPDX-License-Identifier: GPL-3.0-or-later
#include "composer/FieldMenu.h"

#include "composer/MessageField.h"
#include "composer/SpellingMarks.h"
#include "spelling/SpellChecker.h"

#include <QActionGroup>
#include <QContextMenuEvent>
#include <QLocale>
#include <QMenu>
#include <QPointer>

namespace jackdaw {

namespace {

/// "Deutsch (Deutschland)", as people who read it call it; the code where Qt knows no name.
QString languageName(const QString &code)
{
    const QLocale locale(code);
    const QString name = locale.nativeLanguageName();
    if (locale.language() == QLocale::C || name.isEmpty())
        return code;
    const QString country = code.contains(u'_') ? locale.nativeTerritoryName() : QString();
    const QString shown = country.isEmpty() ? name : name + QStringLiteral(" (") + country + u')';
    return shown.at(0).toUpper() + shown.sliced(1);
}

} // namespace

FieldMenu::FieldMenu(MessageField &field, SpellingMarks &marks, SpellChecker &checker, Preferences &preferences, QObject *parent)
    : QObject(parent)
    , m_field(field)
    , m_marks(marks)
    , m_checker(checker)
    , m_preferences(preferences)
{
    field.installEventFilter(this);
    field.viewport()->installEventFilter(this);
}

bool FieldMenu::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::ContextMenu)
        return QObject::eventFilter(watched, event);
    const auto *asked = static_cast<QContextMenuEvent *>(event);
    if (asked->reason() == QContextMenuEvent::Keyboard) {
        const QRect caret = m_field.cursorRect();
        open(m_field.viewport()->mapToGlobal(caret.bottomLeft()), m_field.textCursor().position());
    } else {
        open(asked->globalPos(), m_field.cursorForPosition(m_field.viewport()->mapFromGlobal(asked->globalPos())).position());
    }
    return true;
}

void FieldMenu::open(const QPoint &globalPosition, int textPosition)
{
    m_checker.wake();
    QMenu *menu = m_field.createStandardContextMenu();
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QAction *standard = menu->actions().isEmpty() ? nullptr : menu->actions().constFirst();
    if (const QTextCursor word = m_marks.wrongWordAt(textPosition); word.hasSelection()) {
        addSuggestions(*menu, word);
        menu->insertSeparator(standard);
    }
    menu->addSeparator();
    if (m_spoiler != Spoiler::NotOffered) {
        QAction *spoiler = menu->addAction(tr("Hide as spoiler"));
        spoiler->setCheckable(true);
        spoiler->setChecked(m_spoiler == Spoiler::On);
        connect(spoiler, &QAction::toggled, this, &FieldMenu::spoilerToggled);
    }
    QAction *check = menu->addAction(tr("Check spelling"));
    check->setCheckable(true);
    check->setChecked(m_preferences.checkSpelling());
    connect(check, &QAction::toggled, &m_preferences, &Preferences::setCheckSpelling);
    if (m_preferences.checkSpelling())
        menu->addMenu(languageMenu(*menu));
    menu->popup(globalPosition);
}

/// Above all else; they come a moment later, since a dictionary takes its time.
void FieldMenu::addSuggestions(QMenu &menu, const QTextCursor &word)
{
    const QString wrong = word.selectedText();
    QAction *first = menu.actions().constFirst();
    auto *waiting = new QAction(tr("Looking for suggestions"), &menu);
    waiting->setEnabled(false);
    auto *learn = new QAction(tr("Add “%1” to the dictionary").arg(wrong), &menu);
    menu.insertActions(first, {waiting, learn});
    connect(learn, &QAction::triggered, &m_checker, [this, wrong] { m_checker.learn(wrong); });
    m_checker.suggestions(wrong, m_marks.language()).then(this, [this, menu = QPointer(&menu), waiting, word](const QStringList &found) {
        if (!menu)
            return;
        if (found.isEmpty()) {
            waiting->setText(tr("No suggestions"));
            return;
        }
        for (const QString &each : found) {
            auto *action = new QAction(each, menu);
            QFont strong = action->font();
            strong.setBold(true);
            action->setFont(strong);
            menu->insertAction(waiting, action);
            connect(action, &QAction::triggered, &m_field, [wrong = QTextCursor(word), each]() mutable { wrong.insertText(each); });
        }
        menu->removeAction(waiting);
    });
}

QMenu *FieldMenu::languageMenu(QMenu &menu)
{
    auto *languages = new QMenu(tr("Language of this chat"), &menu);
    if (m_checker.languages().isEmpty()) {
        QAction *none = languages->addAction(m_checker.isAwake() ? tr("No dictionary is installed (packages hunspell-…)")
                                                                 : tr("Looking for dictionaries"));
        none->setEnabled(false);
        return languages;
    }
    auto *choice = new QActionGroup(languages);
    const QString chosen = m_marks.language().isEmpty() ? m_checker.usualLanguage() : m_marks.language();
    for (const QString &code : m_checker.languages()) {
        QAction *action = choice->addAction(languageName(code));
        action->setCheckable(true);
        action->setChecked(code == chosen);
        languages->addAction(action);
        connect(action, &QAction::triggered, this, [this, code] { Q_EMIT languageChosen(code); });
    }
    return languages;
}

} // namespace jackdaw
