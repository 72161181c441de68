// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMenu>

namespace jackdaw {

class Preferences;

/// The languages that the program has words in, the system's choice first, and when a choice counts: from the next start,
/// as what is on screen was said already. Owned by its parent, GUI thread. It changes Preferences and nothing else; the
/// words are main()'s (style/Translations).
class LanguageMenu : public QMenu
{
    Q_OBJECT
public:
    explicit LanguageMenu(Preferences &preferences, QWidget *parent = nullptr);

    /// What the button that opens it says: the language that was chosen, else the one in use.
    static QString shownLanguage(const Preferences &preferences);
};

} // namespace jackdaw
