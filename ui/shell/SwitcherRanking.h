// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountMark.h"
#include "base/Ids.h"
#include "base/Jid.h"
#include "presence/Presence.h"
#include "settings/SettingsWindow.h"
#include "shell/Shortcuts.h"

#include <QList>
#include <QString>

#include <optional>

namespace jackdaw {

/// One thing that the quick switcher can go to. QuickSwitcher makes them of the chats, the contacts and the keyboard
/// map when it opens, and has them ranked with each key that is typed. A plain value; GUI thread. Goes nowhere itself,
/// and does not follow what changes while the switcher is open.
struct SwitcherEntry
{
    enum class Kind { Chat, Person, Action };
    Kind kind = Kind::Chat;
    enum class Who { One, Group };
    Who who = Who::One;
    QString name;
    QString detail;         ///< second line: presence, or where an action lies
    QString address;        ///< chats and people
    ConversationId conversation;
    AccountId account;
    AccountMark mark;       ///< whose chat or contact it is; without a name where there is one account only
    Command command = Command::None;
    std::optional<SettingsWindow::Page> settings; ///< of an action that opens them
    QString icon;           ///< actions
    qint64 recent = 0;      ///< time of the last message; larger is more recent
    int unread = 0;
    std::optional<Availability> shown; ///< the dot; none for an action

    QString folded;         ///< the name as it is compared (base/FoldedText.h); made when empty
};

/// What suits `query`, best first, at most `limit`: chats, then people, then actions. A name that begins with the query
/// stands before one with a word that does, that before one that holds it anywhere, that before an address that holds
/// it; a domain alone suits only where no chat and no person does otherwise. Equals by the latest message, then by name.
/// "@" asks for people only, "#" for groups only, ">" for actions only; an empty query
/// gives the chats, latest first. Pure.
QList<SwitcherEntry> rankSwitcher(const QString &query, const QList<SwitcherEntry> &entries, int limit);

/// Where in `name` the query stands, for the heavier type; -1 if nowhere.
qsizetype matchIn(const QString &name, const QString &query);
/// The query without its leading sign and spaces.
QString switcherWord(const QString &query);

} // namespace jackdaw
