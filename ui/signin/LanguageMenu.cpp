// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/LanguageMenu.h"

#include "style/Preferences.h"
#include "style/Translations.h"

#include <QActionGroup>

namespace jackdaw {

LanguageMenu::LanguageMenu(Preferences &preferences, QWidget *parent) : QMenu(parent)
{
    addSection(tr("Used from the next start"));
    auto *choices = new QActionGroup(this);
    const auto add = [&](const QString &text, const QString &code) {
        QAction *action = addAction(text);
        action->setCheckable(true);
        action->setData(code);
        choices->addAction(action);
    };
    add(tr("System language"), {});
    const QList<Language> all = languages();
    for (const Language &language : all)
        add(language.name, language.code);
    connect(choices, &QActionGroup::triggered, this,
            [&preferences](const QAction *action) { preferences.setLanguage(action->data().toString()); });
    connect(this, &QMenu::aboutToShow, this, [choices, &preferences] {
        for (QAction *action : choices->actions())
            action->setChecked(action->data().toString() == preferences.language());
    });
}

QString LanguageMenu::shownLanguage(const Preferences &preferences)
{
    const QString code = preferences.language().isEmpty() ? languageInUse() : preferences.language();
    const QList<Language> all = languages();
    for (const Language &language : all) {
        if (language.code == code)
            return language.name;
    }
    return all.constFirst().name;
}

} // namespace jackdaw
