<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>AccountQuestions</name>
    <message numerus="yes">
        <source>%n messages that are not sent yet are lost.</source>
        <translation>
            <numerusform>%n message that is not sent yet is lost.</numerusform>
            <numerusform>%n messages that are not sent yet are lost.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message numerus="yes">
        <source>%n messages could be read out of it.</source>
        <translation>
            <numerusform>%n message could be read out of it.</numerusform>
            <numerusform>%n messages could be read out of it.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n messages are waiting.</source>
        <translation>
            <numerusform>%n message is waiting.</numerusform>
            <numerusform>%n messages are waiting.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n messages are waiting and will be sent when you reconnect.</source>
        <translation>
            <numerusform>%n message is waiting and will be sent when you reconnect.</numerusform>
            <numerusform>%n messages are waiting and will be sent when you reconnect.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MessageWords</name>
    <message numerus="yes">
        <source>%n more files</source>
        <translation>
            <numerusform>%n more file</numerusform>
            <numerusform>%n more files</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PresenceBoard</name>
    <message numerus="yes">
        <source>%Ln days</source>
        <translation>
            <numerusform>%Ln day</numerusform>
            <numerusform>%Ln days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Provider</name>
    <message numerus="yes">
        <source>%Ln days</source>
        <translation>
            <numerusform>%Ln day</numerusform>
            <numerusform>%Ln days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln hours</source>
        <translation>
            <numerusform>%Ln hour</numerusform>
            <numerusform>%Ln hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln minutes</source>
        <translation>
            <numerusform>%Ln minute</numerusform>
            <numerusform>%Ln minutes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Rooms</name>
    <message numerus="yes">
        <source>%n members</source>
        <translation>
            <numerusform>%n member</numerusform>
            <numerusform>%n members</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n here</source>
        <translation>
            <numerusform>%n here</numerusform>
            <numerusform>%n here</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n others are typing</source>
        <translation>
            <numerusform>%1 and %n other are typing</numerusform>
            <numerusform>%1 and %n others are typing</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %2 and %n others</source>
        <extracomment>two names, and how many more</extracomment>
        <translation>
            <numerusform>%1, %2 and %n other</numerusform>
            <numerusform>%1, %2 and %n others</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Seen by %1 and %n others</source>
        <translation>
            <numerusform>Seen by %1 and %n other</numerusform>
            <numerusform>Seen by %1 and %n others</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Seen by %1, %2 and %n others</source>
        <translation>
            <numerusform>Seen by %1, %2 and %n other</numerusform>
            <numerusform>Seen by %1, %2 and %n others</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>jackdaw::AwayStrip</name>
    <message numerus="yes">
        <source>%Ln new messages</source>
        <translation>
            <numerusform>%Ln new message</numerusform>
            <numerusform>%Ln new messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 and %Ln more</source>
        <translation>
            <numerusform>%1 and %Ln more</numerusform>
            <numerusform>%1 and %Ln more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln mention you</source>
        <translation>
            <numerusform>%Ln mentions you</numerusform>
            <numerusform>%Ln mention you</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>jackdaw::ChatPage</name>
    <message numerus="yes">
        <source>%Ln reactions</source>
        <translation>
            <numerusform>%Ln reaction</numerusform>
            <numerusform>%Ln reactions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln others</source>
        <translation>
            <numerusform>%Ln other</numerusform>
            <numerusform>%Ln others</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %Ln files of this message are deleted.</source>
        <translation>
            <numerusform>The file of this message is deleted.</numerusform>
            <numerusform>All %Ln files of this message are deleted.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>jackdaw::ContactFlow</name>
    <message numerus="yes">
        <source>%n contacts exported.</source>
        <translation>
            <numerusform>%n contact exported.</numerusform>
            <numerusform>%n contacts exported.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>jackdaw::ContactListPane</name>
    <message numerus="yes">
        <source>Move %n contacts to group…</source>
        <translation>
            <numerusform>Move %n contact to group…</numerusform>
            <numerusform>Move %n contacts to group…</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>jackdaw::FindChannelsDialog</name>
    <message numerus="yes">
        <source>%Ln people</source>
        <translation>
            <numerusform>%Ln person</numerusform>
            <numerusform>%Ln people</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n channels</source>
        <translation>
            <numerusform>%n channel</numerusform>
            <numerusform>%n channels</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>jackdaw::GatewayRemovalDialog</name>
    <message numerus="yes">
        <source>Remove its %n contacts too</source>
        <translation>
            <numerusform>Remove its %n contact too</numerusform>
            <numerusform>Remove its %n contacts too</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>jackdaw::GroupTrustDialog</name>
    <message numerus="yes">
        <source>What you write is encrypted. %Ln people in this group cannot read it.</source>
        <translation>
            <numerusform>What you write is encrypted. %Ln person in this group cannot read it.</numerusform>
            <numerusform>What you write is encrypted. %Ln people in this group cannot read it.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>jackdaw::ImportDialog</name>
    <message numerus="yes">
        <source>%n contacts will be added. Each is asked whether you may see when they are available.</source>
        <translation>
            <numerusform>%n contact will be added, and is asked whether you may see when they are available.</numerusform>
            <numerusform>%n contacts will be added. Each is asked whether you may see when they are available.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n are there already and stay as they are.</source>
        <translation>
            <numerusform>%n is there already and stays as it is.</numerusform>
            <numerusform>%n are there already and stay as they are.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n lines have no address and are left out.</source>
        <translation>
            <numerusform>%n line has no address and is left out.</numerusform>
            <numerusform>%n lines have no address and are left out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Add %n contacts</source>
        <translation>
            <numerusform>Add %n contact</numerusform>
            <numerusform>Add %n contacts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n were not: %1</source>
        <translation>
            <numerusform>%n was not: %1</numerusform>
            <numerusform>%n were not: %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>jackdaw::InviteDialog</name>
    <message numerus="yes">
        <source>%n people chosen</source>
        <translation>
            <numerusform>%n person chosen</numerusform>
            <numerusform>%n people chosen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>jackdaw::LinkCheck</name>
    <message numerus="yes">
        <source>The keys of %Ln devices are the same. Did %1 show you this in person?</source>
        <translation>
            <numerusform>The key of %Ln device is the same. Did %1 show you this in person?</numerusform>
            <numerusform>The keys of %Ln devices are the same. Did %1 show you this in person?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>jackdaw::QuestionList</name>
    <message numerus="yes">
        <source>%n more requests</source>
        <translation>
            <numerusform>%n more request</numerusform>
            <numerusform>%n more requests</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>jackdaw::RequestList</name>
    <message numerus="yes">
        <source>%n people there ask to see when you are available</source>
        <translation>
            <numerusform>%n person there asks to see when you are available</numerusform>
            <numerusform>%n people there ask to see when you are available</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n requests from there</source>
        <translation>
            <numerusform>%n request from there</numerusform>
            <numerusform>%n requests from there</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>proposes %n contacts to you</source>
        <translation>
            <numerusform>proposes %n contact to you</numerusform>
            <numerusform>proposes %n contacts to you</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>jackdaw::TimelineView</name>
    <message numerus="yes">
        <source>%n new messages</source>
        <translation>
            <numerusform>%n new message</numerusform>
            <numerusform>%n new messages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>jackdaw::TrayIcon</name>
    <message numerus="yes">
        <source>Jackdaw, %n unread chats</source>
        <translation>
            <numerusform>Jackdaw, %n unread chat</numerusform>
            <numerusform>Jackdaw, %n unread chats</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>jackdaw::WhyDialog</name>
    <message numerus="yes">
        <source>%Ln devices of %1 can read it.</source>
        <translation>
            <numerusform>One device of %1 can read it.</numerusform>
            <numerusform>%Ln devices of %1 can read it.</numerusform>
        </translation>
    </message>
</context>
</TS>
