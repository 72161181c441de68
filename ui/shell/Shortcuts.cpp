// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/Shortcuts.h"

#include <QCoreApplication>

namespace jackdaw {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Shortcuts)
};

} // namespace

QList<Shortcut> shortcuts()
{
    using Group = Shortcut::Group;
    const auto line = [](Group group, Command command, const QString &text, std::initializer_list<const char *> keys) {
        Shortcut shortcut{group, command, text, {}};
        for (const char *key : keys)
            shortcut.keys << QKeySequence(QLatin1StringView(key), QKeySequence::PortableText);
        return shortcut;
    };
    return {
        line(Group::Navigation, Command::QuickSwitcher, Words::tr("Go to chat or action"), {"Ctrl+K"}),
        line(Group::Navigation, Command::ShowChats, Words::tr("Chats"), {"Ctrl+1"}),
        line(Group::Navigation, Command::ShowContacts, Words::tr("Contacts"), {"Ctrl+2"}),
        line(Group::Navigation, Command::NextPane, Words::tr("Next pane"), {"F6"}),
        line(Group::Navigation, Command::PreviousPane, Words::tr("Previous pane"), {"Shift+F6"}),
        line(Group::Navigation, Command::FocusChatList, Words::tr("Go to the chat list"), {"Ctrl+L"}),
        line(Group::Navigation, Command::FocusMessageField, Words::tr("Go to the message field"), {"Ctrl+Shift+T"}),
        line(Group::Navigation, Command::SearchEverywhere, Words::tr("Search chats and messages"), {"Ctrl+Shift+F"}),
        line(Group::Chats, Command::NewChat, Words::tr("New chat"), {"Ctrl+N"}),
        line(Group::Chats, Command::PreviousChat, Words::tr("Previous chat"), {"Alt+Up"}),
        line(Group::Chats, Command::NextChat, Words::tr("Next chat"), {"Alt+Down"}),
        line(Group::Chats, Command::RecentChat, Words::tr("Recent chat"), {"Ctrl+Tab"}),
        line(Group::Chats, Command::PreviousUnread, Words::tr("Previous unread chat"), {"Alt+Shift+Up"}),
        line(Group::Chats, Command::NextUnread, Words::tr("Next unread chat"), {"Alt+Shift+Down"}),
        line(Group::Chats, Command::MarkAllRead, Words::tr("Mark all chats read"), {"Shift+Esc"}),
        line(Group::Chats, Command::ShowWaiting, Words::tr("Waiting messages"), {"Ctrl+Shift+O"}),
        line(Group::Chats, Command::ShowEncryption, Words::tr("Encryption of this chat"), {"Ctrl+Shift+L"}),
        line(Group::MessageField, Command::None, Words::tr("Send (can be swapped with Ctrl+Enter)"), {"Enter"}),
        line(Group::MessageField, Command::None, Words::tr("New line"), {"Shift+Enter"}),
        line(Group::MessageField, Command::None, Words::tr("Edit the last message, from the empty field"), {"Up"}),
        line(Group::MessageField, Command::None, Words::tr("Choose the message to reply to"), {"Ctrl+Up", "Ctrl+Down"}),
        line(Group::MessageField, Command::None, Words::tr("Leave a reply or an edit"), {"Esc"}),
        line(Group::MessageField, Command::None, Words::tr("Paste as text"), {"Ctrl+Shift+V"}),
        line(Group::MessageField, Command::None, Words::tr("Undo"), {"Ctrl+Z"}),
        line(Group::MessageField, Command::None, Words::tr("Redo"), {"Ctrl+Shift+Z"}),
        line(Group::Timeline, Command::None, Words::tr("Move by message"), {"Up", "Down"}),
        line(Group::Timeline, Command::None, Words::tr("Move by page"), {"PgUp", "PgDown"}),
        line(Group::Timeline, Command::None, Words::tr("Jump to the oldest loaded or the newest message"), {"Home", "End"}),
        line(Group::Timeline, Command::None, Words::tr("Reply"), {"R"}),
        line(Group::Timeline, Command::None, Words::tr("Edit message"), {"E"}),
        line(Group::Timeline, Command::None, Words::tr("Add reaction"), {"+"}),
        line(Group::Timeline, Command::None, Words::tr("Copy message"), {"C"}),
        line(Group::Timeline, Command::None, Words::tr("Delete message"), {"Del"}),
        line(Group::Timeline, Command::None, Words::tr("Open its link, or show all of it"), {"Enter"}),
        line(Group::Timeline, Command::None, Words::tr("Clear the selection, or back to the list"), {"Esc"}),
        line(Group::Timeline, Command::None, Words::tr("Context menu"), {"Menu", "Shift+F10"}),
        line(Group::Contacts, Command::None, Words::tr("Message the contact"), {"Enter"}),
        line(Group::Contacts, Command::None, Words::tr("Rename"), {"F2"}),
        line(Group::Contacts, Command::None, Words::tr("Remove"), {"Del"}),
        line(Group::Window, Command::SetStatus, Words::tr("Set status"), {"Ctrl+Shift+Y"}),
        line(Group::Window, Command::OpenSettings, Words::tr("Settings"), {"Ctrl+,"}),
        line(Group::Window, Command::ShowShortcuts, Words::tr("Keyboard shortcuts"), {"Ctrl+/", "F1"}),
        line(Group::Window, Command::LargerText, Words::tr("Larger text"), {"Ctrl++", "Ctrl+="}),
        line(Group::Window, Command::SmallerText, Words::tr("Smaller text"), {"Ctrl+-"}),
        line(Group::Window, Command::NormalText, Words::tr("Normal text size"), {"Ctrl+0"}),
        line(Group::Window, Command::FullScreen, Words::tr("Full screen"), {"F11"}),
        line(Group::Window, Command::CloseWindow, Words::tr("Close window"), {"Ctrl+W"}),
        line(Group::Window, Command::Quit, Words::tr("Quit"), {"Ctrl+Q"}),
    };
}

QString shortcutGroupText(Shortcut::Group group)
{
    switch (group) {
    case Shortcut::Group::Navigation: return Words::tr("Getting around");
    case Shortcut::Group::Chats: return Words::tr("Chats");
    case Shortcut::Group::MessageField: return Words::tr("In the message field");
    case Shortcut::Group::Timeline: return Words::tr("In the messages");
    case Shortcut::Group::Contacts: return Words::tr("In the contact list");
    case Shortcut::Group::Window: return Words::tr("Window");
    }
    Q_UNREACHABLE_RETURN({});
}

QString keysText(const Shortcut &shortcut)
{
    QStringList texts;
    for (const QKeySequence &key : shortcut.keys)
        texts << key.toString(QKeySequence::NativeText);
    //: stands between two keys that do the same
    return texts.join(Words::tr(" or "));
}

} // namespace jackdaw
