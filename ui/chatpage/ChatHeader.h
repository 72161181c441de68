// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountMark.h"
#include "presence/Presence.h"

#include <QWidget>

namespace jackdaw {

class AccountTag;
class AvatarWidget;
class ElidedLabel;
class EncryptionPill;
class IconButton;
class Theme;

/// Who a chat is with: avatar, name, one line of presence, how it is protected, and Back where there is one pane. Owned
/// by ChatPage, GUI thread. Knows no model. Is told what it shows, and never asks or decides anything: its buttons are
/// wishes.
class ChatHeader : public QWidget
{
    Q_OBJECT
public:
    static constexpr int headerHeight = 64;
    enum class Back { Hidden, Shown };

    explicit ChatHeader(const Theme &theme, QWidget *parent = nullptr);

    void setPerson(const QString &name, const BareJid &jid);
    void setPresence(const Presence &presence);
    /// Whose chat it is; shown where the mark has a name.
    void setAccount(const AccountMark &mark);
    void setBack(Back back);

Q_SIGNALS:
    void backRequested();
    void encryptionRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void updateLine();
    void applyTheme();

    const Theme &m_theme;
    IconButton *m_back;
    AvatarWidget *m_avatar;
    ElidedLabel *m_name;
    ElidedLabel *m_line;
    AccountTag *m_account;
    EncryptionPill *m_encryption;
    BareJid m_jid;
    Presence m_presence;
};

} // namespace jackdaw
