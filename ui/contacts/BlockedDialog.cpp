// SPDX-License-Identifier: GPL-3.0-or-later
#include "contacts/BlockedDialog.h"

#include "account/AccountListModel.h"
#include "style/Theme.h"
#include "widgets/Buttons.h"
#include "widgets/Fields.h"
#include "widgets/Labels.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QListWidget>
#include <QVBoxLayout>

namespace jackdaw {

BlockedDialog::BlockedDialog(const AccountListModel &accounts, const Theme &theme, QWidget *parent)
    : QDialog(parent), m_account(new QComboBox(this)), m_address(new TextField(theme, tr("Address or domain"), this)),
      m_add(new TextButton(tr("Block"), TextButton::Kind::Destructive, this)), m_list(new QListWidget(this)),
      m_state(new Label(theme, TypeRole::Body, Token::Text2, {}, Label::Wrap::Yes, this)),
      m_error(new Label(theme, TypeRole::Body, Token::Bad, {}, Label::Wrap::Yes, this)),
      m_remove(new TextButton(tr("Unblock"), TextButton::Kind::Secondary, this))
{
    setWindowTitle(tr("Blocked people"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_account->setAccessibleName(tr("Account"));
    for (const AccountListModel::Row &row : accounts.rows())
        m_account->addItem(row.settings.jid.toString(), QVariant::fromValue(row.settings.id));
    m_account->setVisible(m_account->count() > 1);
    m_address->setHelp(tr("name@provider.example, or provider.example for everybody there"));
    m_list->setAccessibleName(tr("Blocked people"));
    m_list->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_list->setMinimumSize(theme.scaled(360), theme.scaled(200));
    m_list->setTextElideMode(Qt::ElideMiddle);
    m_error->hide();
    auto *close = new TextButton(tr("Close"), TextButton::Kind::Secondary, this);
    m_add->setAutoDefault(false);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_address, 1);
    row->addWidget(m_add, 0, Qt::AlignVCenter);
    auto *last = new QHBoxLayout;
    last->addWidget(m_remove);
    last->addStretch();
    last->addWidget(close);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(20, 20, 20, 16);
    column->setSpacing(12);
    column->addWidget(new Label(theme, TypeRole::Body, Token::Text2,
                                tr("Your provider lets nothing of theirs through to you, and shows them nothing of yours."),
                                Label::Wrap::Yes, this));
    column->addWidget(m_account);
    column->addLayout(row);
    column->addWidget(m_list, 1);
    column->addWidget(m_state);
    column->addWidget(m_error);
    column->addLayout(last);
    connect(m_account, &QComboBox::currentIndexChanged, this, &BlockedDialog::accountChanged);
    connect(m_add, &QAbstractButton::clicked, this, &BlockedDialog::add);
    connect(m_address->edit(), &QLineEdit::returnPressed, this, &BlockedDialog::add);
    connect(m_address, &TextField::textEdited, this, [this] { m_address->setState(TextField::State::Plain); });
    connect(m_remove, &QAbstractButton::clicked, this, &BlockedDialog::remove);
    connect(close, &QAbstractButton::clicked, this, &QDialog::reject);
    connect(m_list, &QListWidget::itemSelectionChanged, this,
            [this] { m_remove->setEnabled(!m_list->selectedItems().isEmpty()); });
    m_address->edit()->setFocus();
}

AccountId BlockedDialog::account() const
{
    return m_account->currentData().value<AccountId>();
}

void BlockedDialog::setList(const BlockList &list)
{
    if (list.account.isValid() && list.account != account())
        return;
    m_shown = list;
    m_list->clear();
    for (const Jid &who : list.who)
        m_list->addItem(who.toString());
    m_remove->setEnabled(false);
    m_error->hide();
    const bool can = list.support != BlockList::Support::No;
    m_add->setEnabled(can);
    m_address->setEnabled(can);
    m_state->setVisible(list.who.isEmpty());
    switch (list.support) {
    case BlockList::Support::Yes: m_state->setText(tr("Nobody is blocked.")); break;
    case BlockList::Support::No: m_state->setText(tr("Your provider cannot block people.")); break;
    case BlockList::Support::Unknown: m_state->setText(tr("Your provider’s list is not known while you’re offline.")); break;
    }
}

void BlockedDialog::add()
{
    const Result<BareJid> who = BareJid::parse(m_address->text().trimmed());
    if (!who) {
        m_address->setState(TextField::State::Wrong, tr("This is neither an address nor a domain."));
        m_address->edit()->setFocus();
        return;
    }
    m_error->hide();
    m_address->setText({});
    Q_EMIT blockRequested(account(), {Jid(*who)});
}

void BlockedDialog::remove()
{
    QList<Jid> who;
    for (int i = 0; i < m_list->count() && i < m_shown.who.size(); ++i) {
        if (m_list->item(i)->isSelected())
            who << m_shown.who.at(i);
    }
    m_error->hide();
    Q_EMIT unblockRequested(account(), who);
}

void BlockedDialog::showError(const QString &text)
{
    m_error->setText(text);
    m_error->show();
}

} // namespace jackdaw
