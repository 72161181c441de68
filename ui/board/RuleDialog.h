// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "watch/Watch.h"
#include "widgets/AskDialog.h"

QT_BEGIN_NAMESPACE
class QCheckBox;
class QComboBox;
class QSpinBox;
QT_END_NAMESPACE

namespace jackdaw {

/// Asks for a rule: what is to happen, to whom, for how long, once or always, and what is done then. Emits the
/// wish; its maker closes it. Owned by its parent, GUI thread; commands nothing. It offers people who are watched
/// and groups that are.
class RuleDialog : public AskDialog
{
    Q_OBJECT
public:
    struct Person {
        AccountId account;
        BareJid jid;
        QString name;
    };
    struct Group {
        AccountId account;
        QString name;
    };
    RuleDialog(const QList<Person> &people, const QList<Group> &groups, const Theme &theme, QWidget *parent = nullptr);

Q_SIGNALS:
    void ruleWished(const jackdaw::PresenceRule &rule);

protected:
    void submit() override;

private:
    PresenceRule::Kind kind() const;
    void fillSubjects();

    QList<Person> m_people;
    QList<Group> m_groups;
    QComboBox *m_kind;
    QComboBox *m_subject;
    QSpinBox *m_minutes;
    QWidget *m_minutesRow;
    QComboBox *m_lasting;
    QCheckBox *m_notify;
    QCheckBox *m_sound;
    QCheckBox *m_chat;
};

} // namespace jackdaw
