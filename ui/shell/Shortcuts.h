// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QKeySequence>
#include <QList>
#include <QString>

namespace jackdaw {

/// What a key press in a window can ask for. A line of the keyboard map below names each; MainWindow and ChatWindow
/// carry them out, and the window of one chat hands on what it cannot do itself. A plain value, GUI thread. Names no
/// key and no words: the table does.
enum class Command {
    None, ///< a key that another widget answers itself; in the table so that people can read of it
    QuickSwitcher, ShowChats, ShowContacts, ShowPresence, NewChat, NewGroup, JoinGroup, ShowDetails,
    PreviousChat, NextChat, RecentChat, PreviousUnread, NextUnread,
    NextPane, PreviousPane, FocusChatList, FocusMessageField, SearchEverywhere, ShowEncryption,
    FindInChat, FindNext, FindPrevious,
    ShowWaiting, MarkAllRead, SetStatus,
    OpenSettings, ShowShortcuts, ShowConsole, LargerText, SmallerText, NormalText, FullScreen, CloseWindow, Quit
};

/// One line of the keyboard map.
struct Shortcut
{
    enum class Group { Navigation, Chats, MessageField, Timeline, Contacts, Presence, Window };

    Group group;
    Command command;
    QString text;
    QList<QKeySequence> keys; ///< any of them
};

/// The keyboard map of everything that exists (ui.md, "Keyboard"): the actions of the window, the list of shortcuts and
/// the Keyboard page of the settings are all made from it. Pure, GUI thread. A key that is not here does nothing, and
/// none is here that does nothing.
QList<Shortcut> shortcuts();
/// Without the line of the XML console where that is off: its key leads to the switch then (design/ui.md, "when enabled").
enum class Console { Off, On };
QList<Shortcut> listedShortcuts(Console console);
QString shortcutGroupText(Shortcut::Group group);
/// The keys as people read them: "Ctrl+K", "Ctrl+/ or F1".
QString keysText(const Shortcut &shortcut);

} // namespace jackdaw
