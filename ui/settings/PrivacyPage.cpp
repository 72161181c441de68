// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/PrivacyPage.h"

#include "widgets/Card.h"

namespace jackdaw {

PrivacyPage::PrivacyPage(const Theme &theme, Preferences &preferences, QWidget *parent)
    : SettingsPage(theme, tr("Privacy"), parent)
{
    addNote(tr("What people learn from Jackdaw, if you accepted them as contacts. Nobody else learns any of it, and you still "
               "see what others send."));
    addHeading(tr("In chats"));
    Card *chats = addCard();
    addSwitch(chats, preferences, tr("Tell when a message arrived"),
              tr("The sender sees that a message has reached one of your devices."), &Preferences::sendReceipts,
              &Preferences::setSendReceipts);
    addSwitch(chats, preferences, tr("Tell when you have read a message"),
              tr("The other person sees up to which message you have read, and so when you looked."),
              &Preferences::sendMarkers, &Preferences::setSendMarkers);
    addSwitch(chats, preferences, tr("Tell when you are typing"),
              tr("The other person sees that you are writing before you send anything."), &Preferences::sendTyping,
              &Preferences::setSendTyping);
    addHeading(tr("When a contact asks"));
    Card *questions = addCard();
    addSwitch(questions, preferences, tr("Tell which program you use"),
              tr("That it is Jackdaw, and which version. Never the system it runs on."), &Preferences::tellVersion,
              &Preferences::setTellVersion);
    addSwitch(questions, preferences, tr("Tell your local time"),
              tr("What time it is where you are, and so roughly where that is."), &Preferences::tellLocalTime,
              &Preferences::setTellLocalTime);
    addSwitch(questions, preferences, tr("Tell how long you have been away"),
              tr("The time since you last used Jackdaw's window on this computer."), &Preferences::tellLastActivity,
              &Preferences::setTellLastActivity);
    addHeading(tr("When a file goes straight to a contact"));
    Card *files = addCard();
    addSwitch(files, preferences, tr("Connect directly"),
              tr("Faster, but the contact learns this computer's address in the network. Never behind a proxy or Tor."),
              &Preferences::tellAddresses, &Preferences::setTellAddresses);
    finish();
}

} // namespace jackdaw
