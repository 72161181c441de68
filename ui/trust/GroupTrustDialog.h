// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "omemo/DeviceTrust.h"

#include <QDialog>
#include <QHash>

namespace jackdaw {

class Card;
class Label;
class SettingsRow;
class Switch;
class Theme;

/// Encryption in one group: who reads along, whose devices were checked, who cannot read and why, and the switch of the group.
/// Owned by its page, GUI thread; shows what it is given and emits wishes. What is to be decided about devices, TrustDialog
/// shows. Never turns encryption off before the user has confirmed it.
class GroupTrustDialog : public QDialog
{
    Q_OBJECT
public:
    using Names = QHash<BareJid, QString>;

    GroupTrustDialog(const Theme &theme, const QString &group, QWidget *parent = nullptr);

    /// `names`: what people are called; who is missing goes by their address. `own`: ourselves, of whom nothing is said here.
    void setEncryption(const ChatEncryption &encryption, const Names &names, const BareJid &own);
    /// What was wished for could not be done.
    void showError(const QString &text);

Q_SIGNALS:
    void wishRequested(jackdaw::ChatWish wish);
    /// Of this person.
    void devicesRequested(const jackdaw::BareJid &person);

private:
    /// What is shown of one person.
    struct Row {
        BareJid person;
        QString name;
        QString help;
        bool canRead = false;
        bool hasDevices = false;

        friend bool operator==(const Row &, const Row &) = default;
    };
    void showPeople(const Names &names, const BareJid &own);
    void showRows();
    void showSwitch();
    void wish(bool encrypted);

    const Theme &m_theme;
    QString m_group;
    ChatEncryption m_encryption;
    QList<Row> m_rows;
    Label *m_words = nullptr;
    Label *m_nobody = nullptr;
    Card *m_people = nullptr;
    Switch *m_switch = nullptr;
    SettingsRow *m_switchLine = nullptr;
    Label *m_error = nullptr;
};

} // namespace jackdaw
