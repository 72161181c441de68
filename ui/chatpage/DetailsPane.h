// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/Conversation.h"
#include "chatpage/EncryptionPill.h"
#include "presence/Presence.h"
#include "search/ShelfReader.h"
#include "widgets/Painting.h"

#include <QWidget>
#include <functional>
#include <memory>
#include <optional>

QT_BEGIN_NAMESPACE
class QStackedWidget;
class QVBoxLayout;
QT_END_NAMESPACE

namespace jackdaw {

class AvatarWidget;
class Clock;
class Label;
class ProfileView;
class SettingsRow;
class ShelfModel;
class ShelfView;
class TabStrip;
class TextButton;

/// All about one chat, beside its messages (mockup 12): who it is with, how it is protected, what is notified, the groups
/// that are shared, its pictures, files and links, and what was pinned and saved in it. Owned by ChatPage, GUI thread; is told what it shows
/// but for the lists, which ShelfModel reads. Emits wishes, and shows no part that has nothing to it.
class DetailsPane : public QWidget
{
    Q_OBJECT
public:
    static constexpr int wantedWidth = 312;
    enum class Tab { About, Media, Files, Voice, Links, Pinned, Saved };

    DetailsPane(std::unique_ptr<ShelfModel> shelf, const Theme &theme, const Clock &clock, QWidget *parent = nullptr);
    ~DetailsPane() override;

    struct Subject {
        ConversationId conversation;
        QString name;
        BareJid jid;
        AvatarShape shape = AvatarShape::Person;
        std::optional<Availability> availability;
        QString address; ///< as people write it; empty: it has none
        QString line;    ///< of presence, or of a group's subject
    };
    void setSubject(const Subject &subject);
    void setEncryption(std::optional<EncryptionPill::State> state, const QString &words);
    /// `rule` says what is notified.
    void setNotifications(bool muted, const QString &rule);
    struct Group
    {
        ConversationId conversation;
        QString name;

        friend bool operator==(const Group &, const Group &) = default;
    };
    /// In which both are.
    void setGroups(const QList<Group> &groups);
    void setNames(std::function<QString(const ShelfEntry &)> name);
    /// Only of a contact; else it is hidden.
    ProfileView &profile() { return *m_profile; }
    void showTab(Tab tab);
    Tab tab() const { return m_tab; }
    void takeFocus();
    ShelfModel &shelf();

Q_SIGNALS:
    void closeRequested();
    void moreRequested(QWidget *below);
    void encryptionRequested();
    void muteRequested(bool muted);
    void groupRequested(jackdaw::ConversationId group);
    void messageRequested(jackdaw::MessageId message);
    void linkRequested(const jackdaw::TextLink &link);
    void openFileRequested(const jackdaw::ShelfEntry &entry);
    void saveFileRequested(const jackdaw::ShelfEntry &entry);
    void pinRequested(jackdaw::MessageId message, bool pinned);
    void saveRequested(jackdaw::MessageId message, bool saved);
    /// What is saved in all chats.
    void allSavedRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QWidget *makeHeader();
    QWidget *makeWho();
    QWidget *makeAbout();
    void applyTheme();

    const Theme &m_theme;
    Subject m_subject;
    Tab m_tab = Tab::About;
    bool m_muted = false;
    QWidget *m_header = nullptr;
    AvatarWidget *m_avatar = nullptr;
    Label *m_name = nullptr;
    Label *m_address = nullptr;
    Label *m_line = nullptr;
    TextButton *m_mute = nullptr;
    TabStrip *m_tabs = nullptr;
    QStackedWidget *m_parts = nullptr;
    SettingsRow *m_encryption = nullptr;
    TextButton *m_showEncryption = nullptr;
    SettingsRow *m_notifications = nullptr;
    TextButton *m_changeMute = nullptr; ///< as m_mute, beside what it changes
    SettingsRow *m_addressRow = nullptr;
    TextButton *m_copy = nullptr;
    Label *m_groupsTitle = nullptr;
    QVBoxLayout *m_groups = nullptr;
    QList<Group> m_shownGroups;
    ProfileView *m_profile = nullptr;
    ShelfView *m_shelf = nullptr;
    TextButton *m_allSaved = nullptr;
};

} // namespace jackdaw
