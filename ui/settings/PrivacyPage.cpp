// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/PrivacyPage.h"

#include "widgets/Card.h"

namespace jackdaw {

PrivacyPage::PrivacyPage(const Theme &theme, Preferences &preferences, QWidget *parent)
    : SettingsPage(theme, tr("Privacy"), parent)
{
    addNote(tr("What the people in your contacts learn from Jackdaw. You still see what they send."));
    Card *card = addCard();
    addSwitch(card, preferences, tr("Tell when a message arrived"),
              tr("The sender sees that a message has reached one of your devices."), &Preferences::sendReceipts,
              &Preferences::setSendReceipts);
    addSwitch(card, preferences, tr("Tell when you have read a message"), 
              tr("The other person sees up to which message you have read, and so when you looked."),
              &Preferences::sendMarkers, &Preferences::setSendMarkers);
    addSwitch(card, preferences, tr("Tell when you are typing"),
              tr("The other person sees that you are writing before you send anything."), &Preferences::sendTyping, &Preferences::setSendTyping);
    finish();
}

} // namespace jackdaw
