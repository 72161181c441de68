// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "omemo/DeviceTrust.h"
#include "presence/Presence.h"

#include <QDialog>
#include <optional>

QT_BEGIN_NAMESPACE
class QBoxLayout;
class QLabel;
class QLayout;
QT_END_NAMESPACE

namespace jackdaw {

class AvatarWidget;
class Chip;
class Clock;
class CodeView;
class DeviceList;
class Label;
class LinkCheck;
class ReadAloudButton;
class ScanPane;
class Switch;
class TextButton;
class Theme;

/// Encryption with one person (picture 07): their devices, what each shows to be compared, what was decided about it, and the
/// switch of the chat. Owned by its page, GUI thread; shows what it is given and emits wishes. Never turns encryption off before
/// the user has confirmed it, and never takes a device for verified before its number was on the screen.
class TrustDialog : public QDialog
{
    Q_OBJECT
public:
    enum class About {
        Chat,
        PersonInGroup ///< whose switch is the group's
    };
    TrustDialog(const Theme &theme, const Clock &clock, const QString &name, const BareJid &jid, QWidget *parent = nullptr,
                About about = About::Chat);

    const BareJid &person() const { return m_jid; }

    void setPresence(const Presence &presence);
    void setEncryption(const ChatEncryption &encryption);
    /// What was wished for could not be done.
    void showError(const QString &text);

Q_SIGNALS:
    void trustRequested(const jackdaw::OmemoDevice &device, jackdaw::DeviceTrust trust);
    void wishRequested(jackdaw::ChatWish wish);
    void ownDevicesRequested();
    /// The user has the list before them.
    void devicesShown();

protected:
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    QWidget *makeLeft();
    QWidget *makeRight();
    QWidget *makeFoot();
    void showNotice();
    void showDevice();
    void showSwitch();
    void decide(DeviceTrust trust);
    void wish(bool encrypted);
    void copyNumber();
    QWidget *makeWays();
    void showWay();
    void showCode();
    void arrange();

    const Theme &m_theme;
    const Clock &m_clock;
    QString m_name;
    BareJid m_jid;
    ChatEncryption m_encryption;
    std::optional<KnownDevice> m_news; ///< what was new when this was opened: it is told until it closes
    bool m_isShown = false;
    QBoxLayout *m_panes = nullptr;
    QBoxLayout *m_footRow = nullptr;
    QWidget *m_left = nullptr;
    QWidget *m_foot = nullptr;
    AvatarWidget *m_avatar = nullptr;
    QWidget *m_notice = nullptr;
    Label *m_noticeTitle = nullptr;
    Label *m_noticeText = nullptr;
    DeviceList *m_list = nullptr;
    QWidget *m_listFrame = nullptr;
    Label *m_nothing = nullptr;
    QWidget *m_switchRow = nullptr;
    Switch *m_switch = nullptr;
    Label *m_switchHelp = nullptr;
    QWidget *m_right = nullptr;
    Label *m_title = nullptr;
    Label *m_help = nullptr;
    QWidget *m_numberBox = nullptr;
    Label *m_numberTitle = nullptr;
    QLabel *m_number = nullptr;
    TextButton *m_copy = nullptr;
    ReadAloudButton *m_aloud = nullptr;
    QBoxLayout *m_ways = nullptr; ///< beside one another, or one above the other
    Chip *m_compareWay = nullptr;
    Chip *m_scanWay = nullptr;
    QWidget *m_comparison = nullptr;
    ScanPane *m_scan = nullptr;
    LinkCheck *m_check = nullptr;
    QBoxLayout *m_compare = nullptr; ///< the code beside the number, or above it
    CodeView *m_code = nullptr;
    Label *m_codeHelp = nullptr;
    QWidget *m_hintRow = nullptr;
    Label *m_hint = nullptr;
    Label *m_error = nullptr;
    TextButton *m_later = nullptr;
    TextButton *m_differ = nullptr;
    TextButton *m_match = nullptr;
};

} // namespace jackdaw
