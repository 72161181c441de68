// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/AdvancedPage.h"

#include "settings/CopyRow.h"
#include "widgets/Card.h"

#include <QDir>

using namespace Qt::StringLiterals;

namespace jackdaw {

AdvancedPage::AdvancedPage(const Theme &theme, Preferences &preferences, const SettingsFacts &facts, QWidget *parent)
    : SettingsPage(theme, tr("Advanced"), parent)
{
    Card *places = addCard();
    places->addRow(new CopyRow(theme, tr("Profile folder"), tr("Settings, history and files of this profile"),
                               QDir::toNativeSeparators(facts.profileFolder)));

    addHeading(tr("When something does not work"));
    Card *log = addCard();
    addSwitch(log, preferences, tr("XML console"),
              tr("F12 shows what goes between you and your provider, for those who look for a fault."),
              &Preferences::xmlConsole, &Preferences::setXmlConsole);
    log->addRow(new CopyRow(theme, tr("See what Jackdaw does"),
                            tr("Quit Jackdaw and start it in a terminal like this. Passwords and messages are left out."),
                            u"jackdaw --verbose"_s));
    log->addRow(new CopyRow(theme, tr("See what is sent and received"),
                            tr("The same with all that goes over the network. Passwords are left out, messages are not."),
                            u"jackdaw --verbose --print-stanzas"_s));
    finish();
}

} // namespace jackdaw
