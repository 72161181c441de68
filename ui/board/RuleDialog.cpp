// SPDX-License-Identifier: GPL-3.0-or-later
#include "board/RuleDialog.h"

#include "widgets/Labels.h"

#include <QCheckBox>
#include <QComboBox>
#include <QSpinBox>
#include <QVBoxLayout>

namespace jackdaw {

RuleDialog::RuleDialog(const QList<Person> &people, const QList<Group> &groups, const Theme &theme, QWidget *parent)
    : AskDialog(theme, tr("New rule"), tr("Add rule"), parent)
    , m_people(people)
    , m_groups(groups)
    , m_kind(new QComboBox(this))
    , m_subject(new QComboBox(this))
    , m_minutes(new QSpinBox(this))
    , m_minutesRow(new QWidget(this))
    , m_lasting(new QComboBox(this))
    , m_notify(new QCheckBox(tr("Show a notification"), this))
    , m_sound(new QCheckBox(tr("Play a sound"), this))
    , m_chat(new QCheckBox(tr("Open the chat"), this))
{
    const auto add = [&](const QString &label, QWidget *field, QWidget *within) {
        field->setAccessibleName(label);
        QVBoxLayout *column = within ? new QVBoxLayout(within) : new QVBoxLayout;
        column->setContentsMargins(0, 0, 0, 0);
        column->setSpacing(6);
        column->addWidget(new Label(theme, TypeRole::MetaStrong, Token::Text2, label, Label::Wrap::No, this));
        column->addWidget(field);
        if (within)
            fields()->addWidget(within);
        else
            fields()->addLayout(column);
    };
    using Kind = PresenceRule::Kind;
    m_kind->addItem(tr("Somebody is available"), int(Kind::PersonAvailable));
    m_kind->addItem(tr("Somebody is idle"), int(Kind::PersonIdle));
    m_kind->addItem(tr("Nobody of a group is available"), int(Kind::GroupEmpty));
    m_kind->addItem(tr("Somebody of a group is available again"), int(Kind::GroupReturns));
    add(tr("Tell me when"), m_kind, nullptr);
    add(tr("Who"), m_subject, nullptr);
    m_minutes->setRange(1, 24 * 60);
    m_minutes->setValue(10);
    m_minutes->setSuffix(tr(" min"));
    add(tr("For at least"), m_minutes, m_minutesRow);
    m_lasting->addItem(tr("Once"), int(PresenceRule::Lasting::Once));
    m_lasting->addItem(tr("Every time"), int(PresenceRule::Lasting::Always));
    add(tr("How often"), m_lasting, nullptr);
    m_notify->setChecked(true);
    for (QCheckBox *box : {m_notify, m_sound, m_chat})
        fields()->addWidget(box);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &RuleDialog::fillSubjects);
    fillSubjects();
    m_kind->setFocus();
}

PresenceRule::Kind RuleDialog::kind() const
{
    return PresenceRule::Kind(m_kind->currentData().toInt());
}

void RuleDialog::fillSubjects()
{
    PresenceRule rule;
    rule.kind = kind();
    m_subject->clear();
    if (rule.isAboutGroup()) {
        for (const Group &group : std::as_const(m_groups))
            m_subject->addItem(group.name);
    } else {
        for (const Person &person : std::as_const(m_people))
            m_subject->addItem(person.name);
    }
    const bool hasTime = rule.kind == PresenceRule::Kind::PersonIdle || rule.kind == PresenceRule::Kind::GroupEmpty;
    m_minutesRow->setVisible(hasTime);
    // Where nobody is, there is no chat to open.
    m_chat->setVisible(rule.kind != PresenceRule::Kind::GroupEmpty);
}

void RuleDialog::submit()
{
    PresenceRule rule;
    rule.kind = kind();
    const int index = m_subject->currentIndex();
    if (index < 0) {
        showError(rule.isAboutGroup() ? tr("Nobody who is watched is in a group. Put a contact into one first.")
                                      : tr("Nobody is watched. Watch somebody first."));
        return;
    }
    if (rule.isAboutGroup()) {
        rule.account = m_groups.at(index).account;
        rule.subject = m_groups.at(index).name;
    } else {
        rule.account = m_people.at(index).account;
        rule.subject = m_people.at(index).jid.toString();
    }
    rule.minutes = m_minutesRow->isHidden() ? 0 : m_minutes->value();
    rule.lasting = PresenceRule::Lasting(m_lasting->currentData().toInt());
    rule.actions = {};
    rule.actions.setFlag(PresenceRule::Notify, m_notify->isChecked());
    rule.actions.setFlag(PresenceRule::Sound, m_sound->isChecked());
    rule.actions.setFlag(PresenceRule::OpenChat, m_chat->isChecked() && !m_chat->isHidden());
    if (!rule.actions) {
        showError(tr("Choose what is to be done then."));
        return;
    }
    setBusy();
    Q_EMIT ruleWished(rule);
}

} // namespace jackdaw
