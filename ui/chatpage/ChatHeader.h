// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountMark.h"
#include "chatpage/EncryptionPill.h"
#include "chatpage/PresenceLine.h"
#include "rooms/MemberActs.h"

#include <QWidget>
#include <optional>

QT_BEGIN_NAMESPACE
class QBoxLayout;
class QSpacerItem;
QT_END_NAMESPACE

namespace jackdaw {

class AccountTag;
class AvatarWidget;
class ElidedLabel;
class EncryptionPill;
class IconButton;
class Theme;

/// Who a chat is with: avatar, name, one line of presence or of a group's subject, how it is protected, and Back where there is one pane. Owned
/// by ChatPage, GUI thread. Knows no model. Is told what it shows, and never asks or decides anything: its buttons are
/// wishes.
class ChatHeader : public QWidget
{
    Q_OBJECT
public:
    static constexpr int headerHeight = 64;
    enum class Back { Hidden, Shown };
    /// How much stands in it (ui.md, "Window sizes and collapse"). Compact: the pill is an icon, and the extra buttons are in
    /// the menu; so it is too where a wide window leaves it no room.
    enum class Room { Full, Compact };

    explicit ChatHeader(const Theme &theme, QWidget *parent = nullptr);

    /// `lookAlike`: somebody else, for whom they could be taken; the line begins with it.
    void setPerson(const QString &name, const BareJid &jid, const BareJid &lookAlike = {});
    /// As it is at the time `now`; whoever says so says it again when the line is no longer true (presenceLineLasts).
    void setPresence(const PresenceFacts &facts, qint64 now);
    /// A group: `line` says its subject and who is there.
    void setGroup(const QString &name, const BareJid &jid, const QString &line);
    /// Somebody in a group, known by their name there; `line` says in which.
    void setGroupMember(const QString &name, const BareJid &who, const QString &line);
    /// Is what the button of the details opens there?
    enum class Details { Closed, Open };
    void setDetails(Details details);
    /// What the menu offers.
    enum class Act { ShowMembers, ShowDetails, JumpToDate, SendPlace, ShareLive, SendContact, AskForAttention, AskedForAttention, Leave };
    void setChatActs(const QList<Act> &acts) { m_acts = acts; }
    /// Below another button than its own.
    void showMenu(QWidget *below);
    /// What stands below the name.
    QString line() const;
    /// What the menu offers for a group besides.
    void setGroupActs(const QList<GroupAct> &acts) { m_groupActs = acts; }
    /// Whose chat it is; shown where the mark has a name.
    void setAccount(const AccountMark &mark);
    /// How its messages go out; nothing where that is not known.
    void setEncryption(std::optional<EncryptionPill::State> state);
    void setBack(Back back);
    void setRoom(Room room);
    /// The button that opens the search in this chat, and whether that is open.
    enum class Find { Hidden, Closed, Open };
    void setFind(Find find);

Q_SIGNALS:
    void backRequested();
    void encryptionRequested();
    void findRequested(bool open);
    void detailsRequested(bool open);
    /// Of a group.
    void groupActRequested(jackdaw::GroupAct act);
    void actRequested(jackdaw::ChatHeader::Act act);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void updateLine();
    void applyTheme();
    void arrange();

    const Theme &m_theme;
    IconButton *m_back;
    AvatarWidget *m_avatar;
    ElidedLabel *m_name;
    ElidedLabel *m_line;
    AccountTag *m_account;
    QBoxLayout *m_buttons = nullptr;
    QSpacerItem *m_afterPill = nullptr;
    EncryptionPill *m_encryption;
    IconButton *m_find;
    IconButton *m_details;
    IconButton *m_more;
    QString m_groupLine; ///< empty: it is a person
    Room m_room = Room::Full;
    Find m_findState = Find::Hidden;
    QList<Act> m_acts;
    QList<GroupAct> m_groupActs;
    BareJid m_jid;
    BareJid m_lookAlike;
    PresenceFacts m_presence;
    qint64 m_now = 0; ///< when that was so
};

} // namespace jackdaw
