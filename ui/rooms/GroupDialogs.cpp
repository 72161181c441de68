// SPDX-License-Identifier: GPL-3.0-or-later
#include "rooms/GroupDialogs.h"

#include "rooms/RoomText.h"
#include "style/Theme.h"
#include "widgets/Buttons.h"
#include "widgets/Fields.h"
#include "widgets/Labels.h"

#include <QComboBox>
#include <QRadioButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

/// Shown where there is a choice.
QComboBox *accountChoice(const AccountListModel &accounts, const QString &name, QWidget *parent)
{
    auto *choice = new QComboBox(parent);
    choice->setAccessibleName(name);
    for (const AccountListModel::Row &row : accounts.rows())
        choice->addItem(row.settings.jid.toString(), QVariant::fromValue(row.settings.id));
    choice->setVisible(choice->count() > 1);
    return choice;
}

/// False, and said below the field, where the name in it cannot be ours in a group.
bool takesNick(TextField &field)
{
    const QString problem = nicknameProblem(field.text());
    if (!problem.isEmpty()) {
        field.setState(TextField::State::Wrong, problem);
        field.edit()->setFocus();
    }
    return problem.isEmpty();
}

} // namespace

NewGroupDialog::NewGroupDialog(const AccountListModel &accounts, const Theme &theme, QWidget *parent)
    : AskDialog(theme, tr("New group"), tr("Create group"), parent)
    , m_account(accountChoice(accounts, tr("With account"), this))
    , m_name(new TextField(theme, tr("Group name"), this))
    , m_private(new QRadioButton(tr("Private group"), this))
    , m_public(new QRadioButton(tr("Public channel"), this))
    , m_nick(new TextField(theme, tr("Your name in the group"), this))
{
    m_private->setChecked(true);
    m_nick->setHelp(tr("Empty: the name of your account."));
    const auto addChoice = [&](QRadioButton *choice, const QString &help) {
        auto *column = new QVBoxLayout;
        column->setSpacing(2);
        column->addWidget(choice);
        auto *words = new Label(theme, TypeRole::Meta, Token::Text2, help, Label::Wrap::Yes, this);
        words->setContentsMargins(theme.scaled(26), 0, 0, 0);
        column->addWidget(words);
        choice->setAccessibleDescription(help);
        fields()->addLayout(column);
    };
    fields()->addWidget(m_account);
    fields()->addWidget(m_name);
    addChoice(m_private, tr("Only people who are invited can join. Members see each other’s addresses."));
    addChoice(m_public, tr("Everybody can find it and join. Members go by their names there."));
    fields()->addWidget(m_nick);
    connect(m_name, &TextField::textEdited, this, [this] { m_name->setState(TextField::State::Plain); });
    connect(m_nick, &TextField::textEdited, this, [this] { m_nick->setState(TextField::State::Plain); });
    m_name->edit()->setFocus();
}

void NewGroupDialog::submit()
{
    const QString name = m_name->text().trimmed();
    if (name.isEmpty()) {
        m_name->setState(TextField::State::Wrong, tr("Give the group a name."));
        m_name->edit()->setFocus();
        return;
    }
    if (!takesNick(*m_nick))
        return;
    setBusy();
    Q_EMIT createRequested({m_account->currentData().value<AccountId>(),
                            m_public->isChecked() ? RoomPurpose::PublicChannel : RoomPurpose::PrivateGroup, name, m_nick->text().trimmed()});
}

JoinGroupDialog::JoinGroupDialog(const AccountListModel &accounts, const Theme &theme, QWidget *parent)
    : AskDialog(theme, tr("Join a group"), tr("Join group"), parent)
    , m_account(accountChoice(accounts, tr("With account"), this))
    , m_address(new TextField(theme, tr("Group address"), this))
    , m_nick(new TextField(theme, tr("Your name in the group"), this))
    , m_password(new PasswordField(theme, tr("Password"), this))
{
    m_address->edit()->setPlaceholderText(tr("group@groups.provider.example"));
    m_nick->setHelp(tr("Empty: the name of your account."));
    m_password->setHelp(tr("Only if the group has one."));
    fields()->addWidget(m_account);
    fields()->addWidget(m_address);
    auto *find = new TextButton(tr("Find channels"), TextButton::Kind::Secondary, TextButton::Size::Small, this);
    find->setAutoDefault(false);
    fields()->addWidget(find, 0, Qt::AlignLeading);
    fields()->addWidget(m_nick);
    fields()->addWidget(m_password);
    connect(find, &QAbstractButton::clicked, this, &JoinGroupDialog::findRequested);
    connect(m_address, &TextField::textEdited, this, [this] { m_address->setState(TextField::State::Plain); });
    connect(m_nick, &TextField::textEdited, this, [this] { m_nick->setState(TextField::State::Plain); });
    m_address->edit()->setFocus();
}

void JoinGroupDialog::setGroup(AccountId account, const BareJid &room, Missing missing)
{
    m_account->setCurrentIndex(std::max(0, m_account->findData(QVariant::fromValue(account))));
    m_address->setText(room.toString());
    if (missing == Missing::Password)
        m_password->edit()->setFocus();
    else
        m_nick->edit()->setFocus();
}

void JoinGroupDialog::submit()
{
    const Result<BareJid> room = BareJid::parse(m_address->text().trimmed());
    if (!room || room->local().isEmpty()) {
        m_address->setState(TextField::State::Wrong, tr("This is no address of a group. Write it like group@groups.provider.example."));
        m_address->edit()->setFocus();
        return;
    }
    if (!takesNick(*m_nick))
        return;
    setBusy();
    Q_EMIT joinRequested({m_account->currentData().value<AccountId>(), *room, m_nick->text().trimmed(), m_password->text()});
}

} // namespace jackdaw
