// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contacts/ContactListPane.h"

#include <QTimer>
#include <QWidget>

QT_BEGIN_NAMESPACE
class QStackedLayout;
class QVBoxLayout;
QT_END_NAMESPACE

namespace jackdaw {

class AccountListModel;
class AvatarWidget;
class Card;
class Clock;
class IconButton;
class Label;
class ProfileView;
class SettingsRow;
class TextButton;

/// One contact: name, address, presence, groups, and what can be done. Emits wishes; commands nothing. Owned by
/// the main window, GUI thread. It follows ContactListModel while it shows somebody, and never changes a
/// contact itself.
class ContactDetails : public QWidget
{
    Q_OBJECT
public:
    ContactDetails(const ContactListModel &contacts, const AccountListModel &accounts, const Theme &theme, const Clock &clock,
                   QWidget *parent = nullptr);

    enum class Back { Hidden, Shown };
    void setBack(Back back);
    /// Places a bar of the window below the header, where a window of one pane has it.
    void setBanner(QWidget *banner);
    /// nullopt: the empty page.
    void showContact(const std::optional<ContactKey> &contact);
    const std::optional<ContactKey> &contact() const { return m_contact; }
    ProfileView &profile() { return *m_profile; }
    struct SharedGroup
    {
        ConversationId conversation;
        QString name;

        friend bool operator==(const SharedGroup &, const SharedGroup &) = default;
    };
    /// Where the user meets this contact too; without effect if another is shown by now.
    void setSharedGroups(AccountId account, const BareJid &jid, const QList<SharedGroup> &groups);
    /// Somebody came into a group or left one, or a group changed: those of who is shown are asked for again, once for
    /// many such changes.
    void renewSharedGroups();

Q_SIGNALS:
    void chatRequested(jackdaw::AccountId account, const jackdaw::BareJid &jid);
    void renameRequested(jackdaw::AccountId account, const jackdaw::BareJid &jid);
    void groupsRequested(jackdaw::AccountId account, const jackdaw::BareJid &jid);
    void removeRequested(jackdaw::AccountId account, const jackdaw::BareJid &jid);
    /// Of the contact that has been shown for a moment.
    void profileAsked(jackdaw::AccountId account, const jackdaw::BareJid &jid);
    void sharedGroupsAsked(jackdaw::AccountId account, const jackdaw::BareJid &jid);
    void groupRequested(jackdaw::ConversationId group);
    void blockRequested(jackdaw::AccountId account, const jackdaw::BareJid &jid);
    void backRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    QWidget *makePage();
    void fillSharedGroups(const QList<SharedGroup> &groups);
    void refresh();
    void refreshRows(const Contact &contact, const Presence &presence);

    const ContactListModel &m_contacts;
    const AccountListModel &m_accounts;
    const Theme &m_theme;
    const Clock &m_clock;
    std::optional<ContactKey> m_contact;
    QStackedLayout *m_stack = nullptr;
    IconButton *m_back = nullptr;
    AvatarWidget *m_avatar = nullptr;
    Label *m_name = nullptr;
    Label *m_presence = nullptr;
    SettingsRow *m_address = nullptr;
    SettingsRow *m_groups = nullptr;
    SettingsRow *m_subscription = nullptr;
    SettingsRow *m_account = nullptr;
    TextButton *m_copy = nullptr;
    ProfileView *m_profile = nullptr;
    Label *m_sharedTitle = nullptr;
    QVBoxLayout *m_shared = nullptr;
    QList<SharedGroup> m_sharedGroups; ///< as they are shown
    QTimer m_sharedAgain;
    QTimer m_lookedAt; ///< nobody is asked of whom one only passes by
};

} // namespace jackdaw
