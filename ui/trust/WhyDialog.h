// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/Message.h"
#include "omemo/DeviceTrust.h"

#include <QDialog>
#include <QHash>

QT_BEGIN_NAMESPACE
class QVBoxLayout;
QT_END_NAMESPACE

namespace jackdaw {

class Card;
class Label;
class TextButton;
class Theme;

/// Why a message can be read, and by whom, or why not: of our own each device with the reason, of others' the device that wrote
/// it and what was thought of it then; with what can be done about it. Owned by its page, GUI thread; emits wishes. Never says
/// more of a message than was stored with it.
class WhyDialog : public QDialog
{
    Q_OBJECT
public:
    struct Facts
    {
        Message message;
        QString name;  ///< of the other side
        BareJid peer;
        BareJid own;   ///< in a group: ourselves; invalid: it is no group
        QHash<BareJid, QString> names; ///< in a group: who is called what; the others go by their address
        QList<KnownDevice> devices; ///< that are known by name
        enum class Stage { Gone, Waiting } stage = Stage::Gone; ///< Waiting: ours, which goes out encrypted or not at all
    };
    WhyDialog(const Facts &facts, const Theme &theme, QWidget *parent = nullptr);

    MessageId message() const { return m_facts.message.id; }
    bool isWaiting() const { return m_facts.stage == Facts::Stage::Waiting; }
    /// Of our own message that went, once they are known.
    void setReaders(const QList<DeviceReport> &readers);
    /// Of one that waits, whenever it changes.
    void setEncryption(const ChatEncryption &encryption);

Q_SIGNALS:
    /// A new session with that device.
    void repairRequested(const jackdaw::OmemoDevice &device);
    /// What stands between us and that device is a decision.
    void devicesRequested();
    /// The writer is to be asked for it once more; a new session was requested before where one helps.
    void resendRequested();
    /// It waits for some, and is to go to the others without them.
    void sendToReadersRequested();

private:
    QString nameOf(const OmemoDevice &device) const;
    bool isTheirs(const BareJid &jid) const { return m_facts.own.isValid() ? jid != m_facts.own : jid == m_facts.peer; }
    QString personOf(const BareJid &jid) const;
    QString readersInGroup(const QList<DeviceReport> &readers) const;
    void ask();
    void addOrigin();
    void addRepair(const OmemoDevice &device, TextButton *act);

    Facts m_facts;
    QList<DeviceReport> m_shown;
    const Theme &m_theme;
    QVBoxLayout *m_column = nullptr;
    Label *m_words = nullptr;
    Card *m_card = nullptr;
    TextButton *m_send = nullptr; ///< of one that waits
};

} // namespace jackdaw
