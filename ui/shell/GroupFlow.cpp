// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/GroupFlow.h"

#include "base/Async.h"
#include "chat/OccupantKey.h"
#include "chatpage/ChatPage.h"
#include "chats/ChatListPane.h"
#include "files/AvatarDialog.h"
#include "rooms/BanListDialog.h"
#include "rooms/ConfigurationDialog.h"
#include "rooms/GroupSettingsDialog.h"
#include "rooms/InviteDialog.h"
#include "rooms/MemberCardDialog.h"
#include "rooms/ReasonDialog.h"
#include "rooms/RoomDoor.h"
#include "rooms/RoomRights.h"
#include "rooms/VoiceRequests.h"
#include "shell/AppContext.h"
#include "shell/EngineLoader.h"
#include "shell/Settle.h"
#include "shell/Wishes.h"
#include "style/Direction.h"
#include "style/ErrorText.h"

#include <QDialog>
#include <QFileDialog>
#include <QLocale>

namespace jackdaw {

namespace {

/// As many as MessageStore::archivedOf() finds.
QString mostRemoved()
{
    return QLocale().toString(1000);
}

bool asksFirst(MemberAct act)
{
    return act == MemberAct::RemoveMessages || act == MemberAct::Kick || act == MemberAct::Ban || act == MemberAct::TakeAffiliation || act == MemberAct::MakeOwner;
}

} // namespace

GroupFlow::GroupFlow(AppContext &context, Wishes &wishes, QWidget &window) : m_context(context), m_wishes(wishes), m_window(window)
{
    context.engine().meetEngine(this, [this](EngineDoor &engine) {
        connect(&engine.rooms(), &RoomDoor::invitationDeclined, this, [this](ConversationId room, const BareJid &who, const QString &reason) {
            const Conversation *group = m_context.chats().find(room);
            const QString name = isolated(group ? m_context.contacts().nameOf(group->account, who) : who.toString());
            const QString why = reason.left(200).simplified();
            Q_EMIT noticed(why.isEmpty() ? tr("%1 does not want to join %2.").arg(name, isolated(nameOf(room)))
                                         : tr("%1 does not want to join %2: “%3”").arg(name, isolated(nameOf(room)), isolated(why)));
        });
        connect(&engine.rooms(), &RoomDoor::nickRefused, this, [this](ConversationId room, const Error &error) {
            Q_EMIT noticed(error.kind == ErrorKind::Conflict
                               ? tr("Somebody else has this name in %1. You keep the one you have.").arg(isolated(nameOf(room)))
                               : tr("%1 does not accept this name. You keep the one you have.").arg(isolated(nameOf(room))));
        });
    });
}

void GroupFlow::connectPage(ChatPage &page)
{
    connect(&page, &ChatPage::groupActRequested, this, [this, &page](ConversationId room, GroupAct act) { doGroupAct(room, act, page); });
    connect(&page, &ChatPage::memberActRequested, this,
            [this, &page](ConversationId room, const MemberWish &wish) { doMemberAct(room, wish, *page.window()); });
    connect(&page, &ChatPage::moderateRequested, this,
            [this, &page](ConversationId room, MessageId message, const BareJid &who, const QString &sender) {
        moderate(room, message, who, sender, *page.window());
    });
    connect(&page, &ChatPage::voiceAnswered, this, [this](ConversationId room, const QString &nick, const BareJid &jid, Voice answer) {
        m_context.voiceRequests().remove(room, nick);
        tell(m_wishes.inRooms([=](RoomDoor &rooms) { return rooms.answerVoice(room, nick, jid, answer); }));
    });
}

void GroupFlow::doGroupAct(ConversationId room, GroupAct act, ChatPage &page)
{
    switch (act) {
    case GroupAct::Invite: invite(room, page); return;
    case GroupAct::ShowBans: showBans(room, *page.window()); return;
    case GroupAct::ShowSettings: showSettings(room, *page.window()); return;
    case GroupAct::RequestVoice:
        tell(m_wishes.inRooms([room](RoomDoor &rooms) { return rooms.requestVoice(room); }));
        return;
    }
}

// People asked in

void GroupFlow::invite(ConversationId room, ChatPage &page)
{
    const Conversation *group = m_context.chats().find(room);
    const RoomListModel::Row *known = m_context.rooms().find(room);
    if (!group || !known)
        return;
    QList<InviteDialog::Person> people;
    m_context.contacts().forEachContact([&](const Contact &contact, const Presence &) {
        if (contact.account == group->account && !page.isInGroup(contact.jid))
            people.append({m_context.contacts().nameOf(contact.account, contact.jid), contact.jid});
    });
    const auto makes = known->room.features.membersOnly ? InviteDialog::Makes::Members : InviteDialog::Makes::Guests;
    auto *dialog = new InviteDialog(nameOf(room), makes, people, m_context.theme(), page.window());
    connect(dialog, &InviteDialog::inviteRequested, this, [this, dialog, room](const QList<BareJid> &chosen, const QString &reason) {
        settle(dialog, m_wishes.inRooms([=](RoomDoor &rooms) { return rooms.invite(room, chosen, reason); }));
    });
    open(dialog);
}

// What is done to somebody

void GroupFlow::doMemberAct(ConversationId room, const MemberWish &wish, QWidget &over)
{
    if (wish.act == MemberAct::Profile)
        showProfile(room, wish, over);
    else if (asksFirst(wish.act))
        ask(room, wish, over);
    else
        tell(carryOut(room, wish, {}));
}

/// Whoever is no contact has a card here: of them no server is asked, which would tell it whom the user looks at.
void GroupFlow::showProfile(ConversationId room, const MemberWish &wish, QWidget &over)
{
    const RoomListModel::Row *known = m_context.rooms().find(room);
    if (!known || !wish.jid.isValid())
        return;
    const AccountId account = known->room.account;
    if (m_context.contacts().find(account, wish.jid)) {
        Q_EMIT contactRequested(account, wish.jid);
        return;
    }
    auto *dialog = new MemberCardDialog({wish.name(), wish.jid, nameOf(room)}, m_context.theme(), &over);
    connect(dialog, &MemberCardDialog::messageRequested, this, [this, account, jid = wish.jid] { Q_EMIT personRequested(account, jid); });
    connect(dialog, &MemberCardDialog::addRequested, this, [this, account, jid = wish.jid] { Q_EMIT newContactRequested(jid.toString(), account); });
    open(dialog);
}

void GroupFlow::ask(ConversationId room, const MemberWish &wish, QWidget &over)
{
    const RoomListModel::Row *known = m_context.rooms().find(room);
    const QString name = isolated(wish.name()), group = isolated(nameOf(room));
    ReasonDialog::Words words;
    auto weight = ReasonDialog::Weight::Heavy;
    switch (wish.act) {
    case MemberAct::Kick:
        words = {tr("Remove from group"), tr("Remove %1 from %2 for now?").arg(name, group), tr("They can join again at once. To keep them out, ban them."),
                 tr("Remove %1").arg(name)};
        weight = ReasonDialog::Weight::Light;
        break;
    case MemberAct::Ban:
        words = {tr("Ban"), tr("Ban %1 from %2?").arg(name, group),
                 tr("They are removed and cannot join again until the ban is lifted."), tr("Ban %1").arg(name)};
        if (known && rightsIn(known->room).testFlag(RoomRight::Moderate) && !wish.occupantId.isEmpty())
            words.also = tr("Remove their messages too, the newest %1 at most").arg(mostRemoved());
        break;
    case MemberAct::RemoveMessages:
        words = {tr("Remove messages"), tr("Remove all messages of %1 for everyone?").arg(name),
                 tr("%1 asks everybody’s programs to take away those that are on this computer, the newest %2 at most. "
                    "Who has read them keeps what they know.").arg(group, mostRemoved()),
                 tr("Remove messages")};
        break;
    case MemberAct::MakeOwner:
        words = {tr("Make owner"), tr("Make %1 an owner of %2?").arg(name, group),
                 tr("Owners may do everything here: change who owns the group, its settings, and close it for everyone."), tr("Make owner")};
        break;
    default:
        words = known && known->room.features.membersOnly
            ? ReasonDialog::Words{tr("Remove"), tr("Remove %1 from %2?").arg(name, group),
                                  tr("They can no longer read new messages, or join without an invitation."), tr("Remove %1").arg(name)}
            : ReasonDialog::Words{tr("Remove"), tr("Take what %1 is in %2?").arg(name, group),
                                  tr("They can stay, with the rights that everybody has."), tr("Remove rights")};
    }
    auto *dialog = new ReasonDialog(m_context.theme(), words, weight, &over);
    connect(dialog, &ReasonDialog::confirmed, this,
            [=, this](const QString &reason, ReasonDialog::Also also) {
        MemberWish messages = wish;
        messages.act = MemberAct::RemoveMessages;
        if (also == ReasonDialog::Also::Yes || wish.act == MemberAct::RemoveMessages)
            followRemoval(room, *dialog);
        if (also == ReasonDialog::Also::Yes)
            settle(dialog, both(carryOut(room, wish, reason), [=, this, asking = QPointer(dialog)] {
                // Who cancelled meanwhile found nothing to stop yet: it must not begin behind their back.
                return asking && asking->isVisible() ? carryOut(room, messages, reason) : ready<Done>(Done{});
            }));
        else
            settle(dialog, carryOut(room, wish, reason));
    });
    open(dialog);
}

void GroupFlow::followRemoval(ConversationId room, ReasonDialog &dialog)
{
    m_context.engine().meetEngine(&dialog, [&dialog, room](EngineDoor &engine) {
        connect(&engine.rooms(), &RoomDoor::moderated, &dialog, [&dialog, room](ConversationId where, int done, int total) {
            if (where == room)
                dialog.showProgress(done, total);
        });
    });
    connect(&dialog, &QDialog::rejected, this, [this, room] {
        m_wishes.inRooms([room](RoomDoor &rooms) {
            rooms.stopModerating(room);
            return ready<Done>(Done{});
        });
    });
}

QFuture<Status> GroupFlow::carryOut(ConversationId room, const MemberWish &wish, const QString &reason)
{
    const auto role = [&](RoomRole value) {
        return m_wishes.inRooms([=](RoomDoor &rooms) { return rooms.setRole(room, wish.nick, value, reason); });
    };
    const auto affiliation = [&](RoomAffiliation value) {
        return m_wishes.inRooms([=](RoomDoor &rooms) { return rooms.setAffiliation(room, wish.jid, value, reason); });
    };
    switch (wish.act) {
    case MemberAct::GiveVoice: return role(RoomRole::Participant);
    case MemberAct::TakeVoice: return role(RoomRole::Visitor);
    case MemberAct::MakeModerator: return role(RoomRole::Moderator);
    case MemberAct::TakeModerator: return role(RoomRole::Participant);
    case MemberAct::MakeMember: return affiliation(RoomAffiliation::Member);
    case MemberAct::MakeAdmin: return affiliation(RoomAffiliation::Admin);
    case MemberAct::MakeOwner: return affiliation(RoomAffiliation::Owner);
    case MemberAct::TakeAffiliation: return affiliation(RoomAffiliation::None);
    case MemberAct::Ban: return affiliation(RoomAffiliation::Outcast);
    case MemberAct::RemoveMessages:
        if (const RoomListModel::Row *known = m_context.rooms().find(room)) {
            const BareJid who = OccupantKey::make(known->room.jid, wish.nick, wish.occupantId).toText();
            return m_wishes.inRooms([=](RoomDoor &rooms) { return rooms.moderateAll(room, who, reason); });
        }
        break;
    case MemberAct::Kick:
        return m_wishes.inRooms([=](RoomDoor &rooms) { return rooms.kick(room, wish.nick, reason); });
    case MemberAct::Message:
    case MemberAct::Mention: // the page does these itself
    case MemberAct::Profile: break; // nothing is asked of the group for it
    }
    return m_wishes.inRooms([=](RoomDoor &rooms) { return rooms.announceOccupants(room); });
}

QFuture<Status> GroupFlow::both(QFuture<Status> first, std::function<QFuture<Status>()> second)
{
    return first.then(this, [second = std::move(second)](const Status &status) { return status ? second() : ready<Done>(status); }).unwrap();
}

void GroupFlow::moderate(ConversationId room, MessageId message, const BareJid &who, const QString &sender, QWidget &over)
{
    ReasonDialog::Words words{tr("Remove message"), tr("Remove this message of %1 for everyone?").arg(isolated(sender)),
                              tr("%1 asks everybody’s programs to take it away. Who has read it keeps what they know.").arg(isolated(nameOf(room))),
                              tr("Remove message")};
    // Whom a nickname alone names may be somebody else today.
    if (who.isValid() && OccupantKey(who).id())
        words.also = tr("Remove all other messages of %1 too, the newest %2 at most").arg(isolated(sender), mostRemoved());
    auto *dialog = new ReasonDialog(m_context.theme(), words, ReasonDialog::Weight::Heavy, &over);
    connect(dialog, &ReasonDialog::confirmed, this, [=, this](const QString &reason, ReasonDialog::Also also) {
        if (also == ReasonDialog::Also::Yes)
            followRemoval(room, *dialog);
        settle(dialog, m_wishes.inRooms([=](RoomDoor &rooms) {
            return also == ReasonDialog::Also::Yes ? rooms.moderateAll(room, who, reason) : rooms.moderate(message, reason);
        }));
    });
    open(dialog);
}

// Settings

void GroupFlow::showSettings(ConversationId room, QWidget &over)
{
    const RoomListModel::Row *known = m_context.rooms().find(room);
    if (!known)
        return;
    GroupSettings before;
    before.name = nameOf(room);
    before.subject = known->room.subject;
    before.nick = known->room.nick;
    before.notify = known->bookmark ? known->bookmark->notify : RoomNotify::Unset;
    before.autojoin = known->bookmark && known->bookmark->autojoin ? Autojoin::On : Autojoin::Off;
    before.lines = known->room.lines;
    auto *dialog = new GroupSettingsDialog(known->room, before, m_context.theme(), &over);
    connect(dialog, &GroupSettingsDialog::saveRequested, this, [this, dialog, room, before](const GroupSettings &after) {
        save(room, before, after, dialog);
    });
    connect(dialog, &GroupSettingsDialog::registrationRequested, this, [this, dialog, room](const QString &nick) {
        m_wishes.inRooms([=](RoomDoor &rooms) { return rooms.registerNick(room, nick); }).then(dialog, [dialog, nick](const Status &status) {
            if (status)
                dialog->setRegistration({true, nick});
            else
                dialog->showError(status.error().kind == ErrorKind::Conflict ? tr("Somebody else has this name in the group. Choose another one.")
                                  : status.error().kind == ErrorKind::Unavailable
                                      ? tr("This group wants to know more of you before it keeps a name. Ask an owner to do it.")
                                      : errorText(status.error()));
        });
    });
    // Who is nobody's member asks with it to become one (7.10): not by a button about a name.
    if (known->room.features.registration && known->room.state == RoomState::In && known->room.affiliation >= RoomAffiliation::Member) {
        m_wishes.roomRegistration(room).then(dialog, [dialog](const Result<RoomRegistration> &now) {
            if (now)
                dialog->setRegistration(*now);
        });
    }
    connect(dialog, &GroupSettingsDialog::configurationRequested, this, [this, dialog, room, at = QPointer(&over)] {
        dialog->reject();
        if (at)
            configure(room, *at);
    });
    connect(dialog, &GroupSettingsDialog::pictureRequested, this, [this, dialog, room] { choosePicture(room, *dialog); });
    connect(dialog, &GroupSettingsDialog::noPictureRequested, this, [this, dialog, room] { setPicture(room, *dialog, {}); });
    connect(dialog, &GroupSettingsDialog::destroyRequested, this, [this, dialog, room, at = QPointer(&over)] {
        dialog->reject();
        if (at)
            askToClose(room, *at);
    });
    open(dialog);
}

/// What was changed, and no more, one after the other: what fails first is shown, and the rest can be saved again.
void GroupFlow::save(ConversationId room, const GroupSettings &before, const GroupSettings &after, QPointer<GroupSettingsDialog> dialog)
{
    const RoomListModel::Row *known = m_context.rooms().find(room);
    if (!known || !dialog)
        return;
    using Command = std::function<QFuture<Status>(RoomDoor &)>;
    const AccountId account = known->room.account;
    const BareJid jid = known->room.jid;
    Command next;
    GroupSettings done = before;
    if (after.name != before.name) {
        next = [=](RoomDoor &rooms) { return rooms.renameBookmark(account, jid, after.name); };
        done.name = after.name;
    } else if (after.notify != before.notify) {
        next = [=](RoomDoor &rooms) { return rooms.setNotify(account, jid, after.notify); };
        done.notify = after.notify;
    } else if (after.autojoin != before.autojoin) {
        next = [=](RoomDoor &rooms) { return rooms.setAutojoin(account, jid, after.autojoin); };
        done.autojoin = after.autojoin;
    } else if (after.lines != before.lines) {
        next = [=](RoomDoor &rooms) { return rooms.setPresenceLines(room, after.lines); };
        done.lines = after.lines;
    } else if (after.subject != before.subject) {
        next = [=](RoomDoor &rooms) { return rooms.setSubject(room, after.subject); };
        done.subject = after.subject;
    } else if (after.nick != before.nick) {
        next = [=](RoomDoor &rooms) { return rooms.changeNick(room, after.nick); };
        done.nick = after.nick;
    } else {
        dialog->accept();
        return;
    }
    m_wishes.inRooms(next).then(this, [this, room, done, after, dialog](const Status &status) {
        if (!dialog)
            return;
        if (status)
            save(room, done, after, dialog);
        else
            dialog->showError(errorText(status.error()));
    });
}

void GroupFlow::configure(ConversationId room, QWidget &over)
{
    auto *dialog = new ConfigurationDialog(m_context.theme(), &over);
    m_wishes.roomConfiguration(room).then(dialog, [dialog](const Result<DataForm> &form) {
        if (form)
            dialog->setForm(*form);
        else
            dialog->showError(errorText(form.error()));
    });
    connect(dialog, &ConfigurationDialog::configureRequested, this, [this, dialog, room](const DataForm &filled) {
        settle(dialog, m_wishes.inRooms([=](RoomDoor &rooms) { return rooms.configure(room, filled); }));
    });
    open(dialog);
}

void GroupFlow::choosePicture(ConversationId room, GroupSettingsDialog &dialog)
{
    auto *files = new QFileDialog(&dialog, tr("Choose a picture for the group"));
    files->setAttribute(Qt::WA_DeleteOnClose);
    files->setFileMode(QFileDialog::ExistingFile);
    files->setNameFilter(tr("Pictures (%1)").arg(QStringLiteral("*.png *.jpg *.jpeg *.gif *.webp")));
    connect(files, &QFileDialog::fileSelected, &dialog, [this, room, &dialog](const QString &path) {
        auto *crop = new AvatarDialog(path, m_context.theme(), &dialog, AvatarDialog::Whose::Group);
        connect(crop, &AvatarDialog::chosen, &dialog, [this, room, &dialog](const OwnAvatar &picture) { setPicture(room, dialog, picture); });
        crop->open();
    });
    files->open();
}

/// At once, and not with Save: what comes of it stands in the header, and what does not below the fields.
void GroupFlow::setPicture(ConversationId room, GroupSettingsDialog &dialog, const OwnAvatar &picture)
{
    m_wishes.inRooms([=](RoomDoor &rooms) { return rooms.setPicture(room, picture); })
        .then(&dialog, [this, room, &dialog, isGone = picture.bytes.isEmpty()](const Status &status) {
            if (status) {
                dialog.showPictureDone(isGone ? tr("The group has no picture any more.") : tr("The group has this picture now."));
                return;
            }
            switch (status.error().kind) {
            case ErrorKind::Forbidden: dialog.showError(tr("%1 lets nobody but its owners change its picture. Ask one of them.").arg(isolated(nameOf(room)))); break;
            case ErrorKind::Unavailable: dialog.showError(tr("%1 keeps no picture. Ask its provider.").arg(isolated(nameOf(room)))); break;
            case ErrorKind::TooMany:
            case ErrorKind::NotAcceptable:
            case ErrorKind::PolicyViolation:
                dialog.showError(tr("%1 does not accept this picture. Choose a simpler one.").arg(isolated(nameOf(room))));
                break;
            default: dialog.showError(errorText(status.error()));
            }
        });
}

void GroupFlow::askToClose(ConversationId room, QWidget &over)
{
    auto *dialog = new CloseGroupDialog(nameOf(room), m_context.theme(), &over);
    connect(dialog, &CloseGroupDialog::closeRequested, this, [this, dialog, room](const BareJid &successor, const QString &reason) {
        settle(dialog, m_wishes.inRooms([=](RoomDoor &rooms) { return rooms.destroy(room, successor, reason); }));
    });
    open(dialog);
}

void GroupFlow::showBans(ConversationId room, QWidget &over)
{
    auto *dialog = new BanListDialog(nameOf(room), m_context.theme(), &over);
    m_wishes.roomMembers(room, RoomAffiliation::Outcast).then(dialog, [dialog](const Result<QList<RoomMember>> &banned) {
        if (banned)
            dialog->setBanned(*banned);
        else
            dialog->showError(errorText(banned.error()));
    });
    connect(dialog, &BanListDialog::liftRequested, this, [this, dialog, room](const BareJid &jid) {
        m_wishes.inRooms([=](RoomDoor &rooms) { return rooms.setAffiliation(room, jid, RoomAffiliation::None, {}); })
            .then(dialog, [dialog, jid](const Status &status) {
                if (status)
                    dialog->remove(jid);
                else
                    dialog->showError(errorText(status.error()));
            });
    });
    open(dialog);
}

// We are asked in

void GroupFlow::connectList(ChatListPane &list)
{
    connect(&m_context, &AppContext::invitationsChanged, &list, [this, &list] { showInvitations(list); });
    connect(&m_context.contacts(), &ContactListModel::peopleChanged, &list, [this, &list] {
        if (m_invitations && !m_context.invitations().isEmpty())
            showInvitations(list);
    });
}

void GroupFlow::showInvitations(ChatListPane &list)
{
    const QList<WaitingRoomInvitation> waiting = m_context.invitations();
    if (waiting.isEmpty() && !m_invitations)
        return;
    if (!m_invitations) {
        m_invitations = new InvitationList(m_context.theme());
        list.setQuestions(m_invitations);
        connect(m_invitations, &InvitationList::joinRequested, this, &GroupFlow::join);
        connect(m_invitations, &InvitationList::declineRequested, this, [this](const ShownInvitation &invitation) {
            tell(m_wishes.inRooms([=](RoomDoor &rooms) { return rooms.decline(invitation.account, invitation.room, {}); }));
        });
    }
    QList<ShownInvitation> shown;
    for (const WaitingRoomInvitation &each : waiting) {
        const RoomInvitation &invitation = each.invitation;
        const bool isContact = m_context.contacts().find(each.account, invitation.from);
        // Whoever asks the group what it is called tells it that we are there: only where a contact sent us.
        if (isContact && !m_groupNames.contains(invitation.room)) {
            m_groupNames.insert(invitation.room, {});
            m_wishes.roomFeatures(each.account, invitation.room).then(this, [this, &list, room = invitation.room](const Result<RoomFeatures> &features) {
                if (!features || features->name.isEmpty())
                    return;
                m_groupNames.insert(room, features->name);
                showInvitations(list);
            });
        }
        const QString from = !invitation.from.isValid() ? QString()
            : isContact                                 ? m_context.contacts().nameOf(each.account, invitation.from)
                                                        : invitation.from.toString();
        shown << ShownInvitation{each.account, invitation.room, m_groupNames.value(invitation.room), from, invitation.reason, invitation.password,
                                 m_context.chats().accountMark(each.account).name};
    }
    m_invitations->setInvitations(shown);
}

void GroupFlow::join(const ShownInvitation &invitation)
{
    m_wishes.enterRoom(invitation.account, invitation.room, {}, invitation.password)
        .then(this, [this](const Result<ConversationId> &conversation) {
            if (conversation)
                Q_EMIT chatReady(*conversation);
            else
                Q_EMIT failed(conversation.error());
        });
}

// Small things

QString GroupFlow::nameOf(ConversationId room) const
{
    return m_context.chats().nameOf(room);
}

void GroupFlow::open(QDialog *dialog)
{
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowModality(Qt::WindowModal);
    dialog->open();
}

void GroupFlow::tell(QFuture<Status> outcome)
{
    outcome.then(this, [this](const Status &status) {
        if (!status)
            Q_EMIT failed(status.error());
    });
}

} // namespace jackdaw
