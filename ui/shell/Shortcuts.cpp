// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/Shortcuts.h"

#include <QCoreApplication>
#include <QHash>

namespace jackdaw {

namespace {

struct ShortcutWords
{
    Q_DECLARE_TR_FUNCTIONS(Shortcuts)
};

/// Of a literal. Kept, as the window and its rail both ask for the whole map at every start.
QKeySequence keysNamed(const char *literal)
{
    static QHash<QLatin1StringView, QKeySequence> known;
    const QLatin1StringView name(literal);
    auto it = known.constFind(name);
    if (it == known.constEnd())
        it = known.insert(name, QKeySequence(name, QKeySequence::PortableText));
    return *it;
}

} // namespace

QList<Shortcut> shortcuts()
{
    using Group = Shortcut::Group;
    const auto line = [](Group group, Command command, const QString &text, std::initializer_list<const char *> keys) {
        Shortcut shortcut{group, command, text, {}};
        for (const char *key : keys)
            shortcut.keys << keysNamed(key);
        return shortcut;
    };
    return {
        line(Group::Navigation, Command::QuickSwitcher, ShortcutWords::tr("Go to chat or action"), {"Ctrl+K"}),
        line(Group::Navigation, Command::ShowChats, ShortcutWords::tr("Chats"), {"Ctrl+1"}),
        line(Group::Navigation, Command::ShowContacts, ShortcutWords::tr("Contacts"), {"Ctrl+2"}),
        line(Group::Navigation, Command::ShowPresence, ShortcutWords::tr("Presence"), {"Ctrl+3"}),
        line(Group::Navigation, Command::NextPane, ShortcutWords::tr("Next pane"), {"F6"}),
        line(Group::Navigation, Command::PreviousPane, ShortcutWords::tr("Previous pane"), {"Shift+F6"}),
        line(Group::Navigation, Command::FocusChatList, ShortcutWords::tr("Go to the chat list"), {"Ctrl+L"}),
        line(Group::Navigation, Command::FocusMessageField, ShortcutWords::tr("Go to the message field"), {"Ctrl+Shift+T"}),
        line(Group::Navigation, Command::SearchEverywhere, ShortcutWords::tr("Search chats and messages"), {"Ctrl+Shift+F"}),
        line(Group::Chats, Command::NewChat, ShortcutWords::tr("New chat"), {"Ctrl+N"}),
        line(Group::Chats, Command::NewGroup, ShortcutWords::tr("New group"), {"Ctrl+Shift+N"}),
        line(Group::Chats, Command::JoinGroup, ShortcutWords::tr("Join a group by address"), {"Ctrl+Shift+J"}),
        line(Group::Chats, Command::ShowDetails, ShortcutWords::tr("Details or members"), {"Alt+Return", "Alt+Enter"}),
        line(Group::Chats, Command::PreviousChat, ShortcutWords::tr("Previous chat"), {"Alt+Up"}),
        line(Group::Chats, Command::NextChat, ShortcutWords::tr("Next chat"), {"Alt+Down"}),
        line(Group::Chats, Command::RecentChat, ShortcutWords::tr("Recent chat"), {"Ctrl+Tab"}),
        line(Group::Chats, Command::PreviousUnread, ShortcutWords::tr("Previous unread chat"), {"Alt+Shift+Up"}),
        line(Group::Chats, Command::NextUnread, ShortcutWords::tr("Next unread chat"), {"Alt+Shift+Down"}),
        line(Group::Chats, Command::MarkAllRead, ShortcutWords::tr("Mark all chats read"), {"Shift+Esc"}),
        line(Group::Chats, Command::ShowWaiting, ShortcutWords::tr("Waiting messages"), {"Ctrl+Shift+O"}),
        line(Group::Chats, Command::ShowEncryption, ShortcutWords::tr("Encryption of this chat"), {"Ctrl+Shift+L"}),
        line(Group::Chats, Command::FindInChat, ShortcutWords::tr("Find in this chat"), {"Ctrl+F"}),
        line(Group::Chats, Command::FindNext, ShortcutWords::tr("Next match"), {"F3"}),
        line(Group::Chats, Command::FindPrevious, ShortcutWords::tr("Previous match"), {"Shift+F3"}),
        line(Group::Chats, Command::None, ShortcutWords::tr("Move a space among the others"),
             {"Ctrl+Shift+Left", "Ctrl+Shift+Right"}),
        line(Group::MessageField, Command::None, ShortcutWords::tr("Send (can be swapped with Ctrl+Enter)"), {"Enter"}),
        line(Group::MessageField, Command::None, ShortcutWords::tr("New line"), {"Shift+Enter"}),
        line(Group::MessageField, Command::None, ShortcutWords::tr("Edit the last message, from the empty field"), {"Up"}),
        line(Group::MessageField, Command::None, ShortcutWords::tr("Choose the message to reply to"), {"Ctrl+Up", "Ctrl+Down"}),
        line(Group::MessageField, Command::None, ShortcutWords::tr("Leave a reply or an edit"), {"Esc"}),
        line(Group::MessageField, Command::None, ShortcutWords::tr("Insert the suggestion after @ or :"), {"Tab"}),
        line(Group::MessageField, Command::None, ShortcutWords::tr("Emoji"), {"Ctrl+J"}),
        line(Group::MessageField, Command::None, ShortcutWords::tr("Record voice message"), {"Ctrl+R"}),
        line(Group::MessageField, Command::None, ShortcutWords::tr("Bold"), {"Ctrl+B"}),
        line(Group::MessageField, Command::None, ShortcutWords::tr("Italic"), {"Ctrl+I"}),
        line(Group::MessageField, Command::None, ShortcutWords::tr("Strike through"), {"Ctrl+Shift+X"}),
        line(Group::MessageField, Command::None, ShortcutWords::tr("Code"), {"Ctrl+Shift+C"}),
        line(Group::MessageField, Command::None, ShortcutWords::tr("Attach file"), {"Ctrl+U"}),
        line(Group::MessageField, Command::None, ShortcutWords::tr("Paste as text"), {"Ctrl+Shift+V"}),
        line(Group::MessageField, Command::None, ShortcutWords::tr("Undo"), {"Ctrl+Z"}),
        line(Group::MessageField, Command::None, ShortcutWords::tr("Redo"), {"Ctrl+Shift+Z"}),
        line(Group::Timeline, Command::None, ShortcutWords::tr("Move by message"), {"Up", "Down"}),
        line(Group::Timeline, Command::None, ShortcutWords::tr("Move by page"), {"PgUp", "PgDown"}),
        line(Group::Timeline, Command::None, ShortcutWords::tr("Jump to the oldest loaded or the newest message"), {"Home", "End", "Ctrl+Home", "Ctrl+End"}),
        line(Group::Timeline, Command::None, ShortcutWords::tr("Reply"), {"R"}),
        line(Group::Timeline, Command::None, ShortcutWords::tr("Edit message"), {"E"}),
        line(Group::Timeline, Command::None, ShortcutWords::tr("Add reaction"), {"+"}),
        line(Group::Timeline, Command::None, ShortcutWords::tr("Copy message"), {"C"}),
        line(Group::Timeline, Command::None, ShortcutWords::tr("Delete message"), {"Del"}),
        line(Group::Timeline, Command::None, ShortcutWords::tr("Open its link or file, or show all of it"), {"Enter"}),
        line(Group::Timeline, Command::None, ShortcutWords::tr("Play or pause"), {"Space"}),
        line(Group::Timeline, Command::None, ShortcutWords::tr("Save attachment"), {"Ctrl+S"}),
        line(Group::Timeline, Command::None, ShortcutWords::tr("Clear the selection, or back to the list"), {"Esc"}),
        line(Group::Timeline, Command::None, ShortcutWords::tr("Context menu"), {"Menu", "Shift+F10"}),
        line(Group::Contacts, Command::None, ShortcutWords::tr("Message the contact"), {"Enter"}),
        line(Group::Contacts, Command::None, ShortcutWords::tr("Rename"), {"F2"}),
        line(Group::Contacts, Command::None, ShortcutWords::tr("Remove"), {"Del"}),
        line(Group::Presence, Command::None, ShortcutWords::tr("Move between people"), {"Left", "Right", "Up", "Down"}),
        line(Group::Presence, Command::None, ShortcutWords::tr("Message the person"), {"Enter"}),
        line(Group::Presence, Command::None, ShortcutWords::tr("Tell me when they are available, or no longer"), {"Space"}),
        line(Group::Presence, Command::None, ShortcutWords::tr("Watch the person no longer"), {"Del"}),
        line(Group::Presence, Command::None, ShortcutWords::tr("Fold the team"), {"-"}),
        line(Group::Window, Command::SetStatus, ShortcutWords::tr("Set status"), {"Ctrl+Shift+Y"}),
        line(Group::Window, Command::OpenSettings, ShortcutWords::tr("Settings"), {"Ctrl+,"}),
        line(Group::Window, Command::ShowShortcuts, ShortcutWords::tr("Keyboard shortcuts"), {"Ctrl+/", "F1"}),
        line(Group::Window, Command::ShowConsole, ShortcutWords::tr("XML console"), {"F12"}),
        line(Group::Window, Command::LargerText, ShortcutWords::tr("Larger text"), {"Ctrl++", "Ctrl+="}),
        line(Group::Window, Command::SmallerText, ShortcutWords::tr("Smaller text"), {"Ctrl+-"}),
        line(Group::Window, Command::NormalText, ShortcutWords::tr("Normal text size"), {"Ctrl+0"}),
        line(Group::Window, Command::FullScreen, ShortcutWords::tr("Full screen"), {"F11"}),
        line(Group::Window, Command::CloseWindow, ShortcutWords::tr("Close window"), {"Ctrl+W"}),
        line(Group::Window, Command::Quit, ShortcutWords::tr("Quit"), {"Ctrl+Q"}),
    };
}

QList<Shortcut> listedShortcuts(Console console)
{
    QList<Shortcut> listed = shortcuts();
    if (console == Console::Off)
        listed.removeIf([](const Shortcut &shortcut) { return shortcut.command == Command::ShowConsole; });
    return listed;
}

QString shortcutGroupText(Shortcut::Group group)
{
    switch (group) {
    case Shortcut::Group::Navigation: return ShortcutWords::tr("Getting around");
    case Shortcut::Group::Chats: return ShortcutWords::tr("Chats");
    case Shortcut::Group::MessageField: return ShortcutWords::tr("In the message field");
    case Shortcut::Group::Timeline: return ShortcutWords::tr("In the messages");
    case Shortcut::Group::Contacts: return ShortcutWords::tr("In the contact list");
    case Shortcut::Group::Presence: return ShortcutWords::tr("On the presence board");
    case Shortcut::Group::Window: return ShortcutWords::tr("Window");
    }
    Q_UNREACHABLE_RETURN({});
}

QString keysText(const Shortcut &shortcut)
{
    QStringList texts;
    for (const QKeySequence &key : shortcut.keys)
        texts << key.toString(QKeySequence::NativeText);
    //: stands between two keys that do the same
    return texts.join(ShortcutWords::tr(" or "));
}

} // namespace jackdaw
