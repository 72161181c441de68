// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rooms/InvitationList.h"
#include "rooms/MemberActs.h"

#include <QFuture>
#include <QHash>
#include <QObject>
#include <QPointer>
#include <functional>

QT_BEGIN_NAMESPACE
class QDialog;
class QWidget;
QT_END_NAMESPACE

namespace jackdaw {

class AppContext;
class ChatListPane;
class ChatPage;
class GroupSettingsDialog;
struct OwnAvatar;
class ReasonDialog;
struct GroupSettings;
class Wishes;

/// Carries out what is wished for in groups, after the questions that belong to it: people asked in, made something, sent
/// away; and shows the invitations that wait. Owned by Shell, GUI thread. What may be wished for, the pages know; what is
/// done, the engine and the group decide.
class GroupFlow : public QObject
{
    Q_OBJECT
public:
    GroupFlow(AppContext &context, Wishes &wishes, QWidget &window);

    void connectPage(ChatPage &page);
    /// Where the invitations are shown.
    void connectList(ChatListPane &list);

Q_SIGNALS:
    void chatReady(jackdaw::ConversationId conversation);
    /// A contact, on the page of contacts.
    void contactRequested(jackdaw::AccountId account, const jackdaw::BareJid &jid);
    /// The chat with somebody, and not within a group.
    void personRequested(jackdaw::AccountId account, const jackdaw::BareJid &jid);
    void newContactRequested(const QString &address, jackdaw::AccountId account);
    void failed(const jackdaw::Error &error);
    /// Something that went otherwise than it was wished.
    void noticed(const QString &sentence);

private:
    void doGroupAct(ConversationId room, GroupAct act, ChatPage &page);
    void doMemberAct(ConversationId room, const MemberWish &wish, QWidget &over);
    void showProfile(ConversationId room, const MemberWish &wish, QWidget &over);
    void invite(ConversationId room, ChatPage &page);
    void showSettings(ConversationId room, QWidget &over);
    void save(ConversationId room, const GroupSettings &before, const GroupSettings &after, QPointer<GroupSettingsDialog> dialog);
    void configure(ConversationId room, QWidget &over);
    void choosePicture(ConversationId room, GroupSettingsDialog &dialog);
    void setPicture(ConversationId room, GroupSettingsDialog &dialog, const OwnAvatar &picture);
    void askToClose(ConversationId room, QWidget &over);
    void moderate(ConversationId room, MessageId message, const BareJid &who, const QString &sender, QWidget &over);
    /// The progress of what the dialog has begun to take away, and its Cancel stops it.
    void followRemoval(ConversationId room, ReasonDialog &dialog);
    /// `second` once `first` was done.
    QFuture<Status> both(QFuture<Status> first, std::function<QFuture<Status>()> second);
    void showBans(ConversationId room, QWidget &over);
    void ask(ConversationId room, const MemberWish &wish, QWidget &over);
    QFuture<Status> carryOut(ConversationId room, const MemberWish &wish, const QString &reason);
    void showInvitations(ChatListPane &list);
    void join(const ShownInvitation &invitation);
    void open(QDialog *dialog);
    void tell(QFuture<Status> outcome);
    QString nameOf(ConversationId room) const;

    AppContext &m_context;
    Wishes &m_wishes;
    QWidget &m_window;
    QPointer<InvitationList> m_invitations; ///< made with the first
    QHash<BareJid, QString> m_groupNames;   ///< of those that we are asked into by people we know
};

} // namespace jackdaw
