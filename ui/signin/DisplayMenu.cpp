// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/DisplayMenu.h"

#include "style/Preferences.h"

#include <QActionGroup>

namespace jackdaw {

DisplayMenu::DisplayMenu(Preferences &preferences, QWidget *parent) : QMenu(parent)
{
    addSection(tr("Theme"));
    auto *schemes = new QActionGroup(this);
    const auto scheme = [&](const QString &text, Preferences::Scheme value) {
        QAction *action = addAction(text);
        action->setCheckable(true);
        action->setData(int(value));
        schemes->addAction(action);
    };
    scheme(tr("Follow system"), Preferences::Scheme::FollowSystem);
    scheme(tr("Light"), Preferences::Scheme::Light);
    scheme(tr("Dark"), Preferences::Scheme::Dark);
    scheme(tr("High contrast"), Preferences::Scheme::HighContrast);
    addSection(tr("Text size"));
    auto *sizes = new QActionGroup(this);
    for (const int percent : {80, 90, 100, 125, 150, 200}) {
        QAction *action = addAction(tr("%1%", "text size in per cent").arg(percent));
        action->setCheckable(true);
        action->setData(percent);
        sizes->addAction(action);
    }
    connect(schemes, &QActionGroup::triggered, this,
            [&preferences](const QAction *action) { preferences.setScheme(Preferences::Scheme(action->data().toInt())); });
    connect(sizes, &QActionGroup::triggered, this,
            [&preferences](const QAction *action) { preferences.setTextSize(action->data().toInt()); });
    connect(this, &QMenu::aboutToShow, this, [schemes, sizes, &preferences] {
        for (QAction *action : schemes->actions())
            action->setChecked(action->data().toInt() == int(preferences.scheme()));
        for (QAction *action : sizes->actions())
            action->setChecked(action->data().toInt() == preferences.textSize());
    });
}

} // namespace jackdaw
