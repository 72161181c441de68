// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/SettingsWindow.h"

#include <QList>
#include <QString>

namespace jackdaw {

/// A place in the settings that one may want to go to: a page, or what stands on one. Plain values, in the words of
/// the settings themselves, which QuickSwitcher makes its entries of when it opens; GUI thread. They open nothing: the
/// page is what SettingsOpener is asked for.
struct SettingsPlace
{
    SettingsWindow::Page page;
    QString name;
    QString where; ///< "Settings", or with the page
    QString icon;
};

QList<SettingsPlace> settingsPlaces();

} // namespace jackdaw
