// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rooms/Room.h"
#include "widgets/AskDialog.h"

#include <optional>

QT_BEGIN_NAMESPACE
class QButtonGroup;
class QCheckBox;
QT_END_NAMESPACE

namespace jackdaw {

class Label;
class TextButton;
class TextField;

/// What a member can say about a group. A plain value.
struct GroupSettings
{
    QString name;    ///< ours for it, kept with the bookmark
    QString subject;
    QString nick;    ///< ours in it
    RoomNotify notify = RoomNotify::Unset;
    Autojoin autojoin = Autojoin::On;
    PresenceLines lines = PresenceLines::BySize;

    friend bool operator==(const GroupSettings &, const GroupSettings &) = default;
};

/// The settings of a group: those of everybody, and for its owners the ways to its configuration and its end. What we may not
/// change is shown, and cannot be typed into. Emits wishes; its maker closes it or shows what was not done. Owned by its
/// parent, GUI thread; commands nothing.
class GroupSettingsDialog : public AskDialog
{
    Q_OBJECT
public:
    GroupSettingsDialog(const Room &room, const GroupSettings &settings, const Theme &theme, QWidget *parent = nullptr);

    GroupSettings settings() const;
    /// The name that the group keeps for us (XEP-0045, 7.10): only then that is offered.
    void setRegistration(const RoomRegistration &registration);
    /// What became of the group's picture.
    void showPictureDone(const QString &words);

Q_SIGNALS:
    /// The name as it is typed is to be kept for us.
    void registrationRequested(const QString &nick);
    void saveRequested(const jackdaw::GroupSettings &settings);
    void configurationRequested();
    /// Of the group: to be chosen, or taken away.
    void pictureRequested();
    void noPictureRequested();
    /// To be asked about.
    void destroyRequested();

protected:
    void submit() override;

private:
    void showKept();

    Label *m_pictureDone;
    TextField *m_name;
    TextField *m_subject;
    TextField *m_nick;
    TextButton *m_keepNick; ///< as long as the group keeps none for us, or another
    std::optional<QString> m_kept; ///< the name that the group keeps, empty: none; nullopt: it is not known
    QButtonGroup *m_notify;
    QCheckBox *m_autojoin;
    QCheckBox *m_lines;
    PresenceLines m_firstLines;
    bool m_showedLines;
    RoomNotify m_first;
    RoomNotify m_usual; ///< where nothing was said
};

/// Closes a group for everybody, if need be with the address of the one that stands in its place.
class CloseGroupDialog : public AskDialog
{
    Q_OBJECT
public:
    CloseGroupDialog(const QString &group, const Theme &theme, QWidget *parent = nullptr);

Q_SIGNALS:
    void closeRequested(const jackdaw::BareJid &successor, const QString &reason);

protected:
    void submit() override;

private:
    TextField *m_successor;
    TextField *m_reason;
};

} // namespace jackdaw
