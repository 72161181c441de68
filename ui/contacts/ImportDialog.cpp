// SPDX-License-Identifier: GPL-3.0-or-later
#include "contacts/ImportDialog.h"

#include "account/AccountListModel.h"
#include "roster/ContactListModel.h"
#include "style/Direction.h"
#include "style/Theme.h"
#include "widgets/Buttons.h"
#include "widgets/Labels.h"
#include "widgets/PersonRowDelegate.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QListWidget>
#include <QVBoxLayout>

namespace jackdaw {

namespace {

constexpr int mostShown = 2000;

} // namespace

ImportDialog::ImportDialog(const RosterImport &import, const AccountListModel &accounts, const ContactListModel &contacts,
                           const Theme &theme, QWidget *parent)
    : QDialog(parent), m_contacts(contacts), m_import(import), m_accounts(accounts), m_account(new QComboBox(this)),
      m_summary(new Label(theme, TypeRole::Body, Token::Text, {}, Label::Wrap::Yes, this)), m_list(new QListWidget(this)),
      m_state(new Label(theme, TypeRole::Body, Token::Text2, {}, Label::Wrap::Yes, this)),
      m_add(new TextButton({}, TextButton::Kind::Primary, this)), m_close(new TextButton(tr("Cancel"), TextButton::Kind::Secondary, this))
{
    setWindowTitle(tr("Import contacts"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_account->setAccessibleName(tr("To account"));
    for (const AccountListModel::Row &row : accounts.rows())
        m_account->addItem(row.settings.jid.toString(), QVariant::fromValue(row.settings.id));
    m_account->setVisible(m_account->count() > 1);
    m_list->setAccessibleName(tr("Contacts that will be added"));
    m_list->setMinimumSize(theme.scaled(400), theme.scaled(240));
    m_list->setItemDelegate(new PersonRowDelegate(theme, m_list));
    m_list->setUniformItemSizes(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setTextElideMode(Qt::ElideRight);
    m_state->hide();
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(m_close);
    buttons->addWidget(m_add);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(20, 20, 20, 16);
    column->setSpacing(12);
    column->addWidget(m_account);
    column->addWidget(m_summary);
    column->addWidget(m_list, 1);
    column->addWidget(m_state);
    column->addLayout(buttons);
    connect(m_account, &QComboBox::currentIndexChanged, this, &ImportDialog::refresh);
    connect(m_close, &QAbstractButton::clicked, this, &QDialog::reject);
    connect(m_add, &QAbstractButton::clicked, this, &ImportDialog::submit);
    refresh();
}

void ImportDialog::setAccount(AccountId account)
{
    for (int i = 0; i < m_account->count(); ++i) {
        if (m_account->itemData(i).value<AccountId>() == account)
            m_account->setCurrentIndex(i);
    }
}

void ImportDialog::refresh()
{
    const auto account = m_account->currentData().value<AccountId>();
    const AccountListModel::Row *row = m_accounts.find(account);
    m_new.clear();
    int known = 0;
    for (const RosterEntry &entry : std::as_const(m_import.entries)) {
        if (m_contacts.find(account, entry.jid) || (row && row->settings.jid == entry.jid))
            ++known;
        else
            m_new << entry;
    }
    QStringList lines{tr("%n contacts will be added. Each is asked whether you may see when they are available.", nullptr, int(m_new.size()))};
    if (known > 0)
        lines << tr("%n are there already and stay as they are.", nullptr, known);
    if (m_import.unreadable > 0)
        lines << tr("%n lines have no address and are left out.", nullptr, m_import.unreadable);
    if (m_import.isCut)
        lines << tr("The file has more than can be read at once.");
    m_summary->setText(lines.join(u'\n'));
    m_list->clear();
    for (const RosterEntry &entry : m_new.mid(0, mostShown)) {
        QString line = entry.name.isEmpty() ? entry.jid.toString() : isolated(entry.name) + QStringLiteral(" · ") + entry.jid.toString();
        QString below = entry.jid.toString();
        if (!entry.groups.isEmpty()) {
            const QString groups = QStringLiteral(" · ") + isolated(entry.groups.join(QStringLiteral(", ")));
            line += groups;
            below += groups;
        }
        auto *item = new QListWidgetItem(line, m_list);
        item->setData(PersonRowDelegate::NameRole, entry.name.isEmpty() ? entry.jid.toString() : entry.name);
        item->setData(PersonRowDelegate::LineRole, below);
        item->setData(PersonRowDelegate::AddressRole, entry.jid.toString());
    }
    m_add->setText(tr("Add %n contacts", nullptr, int(m_new.size())));
    m_add->setEnabled(!m_new.isEmpty() && account.isValid() && !m_isUnderWay);
}

void ImportDialog::submit()
{
    m_isUnderWay = true;
    m_add->setEnabled(false);
    m_account->setEnabled(false);
    m_close->setText(tr("Close"));
    Q_EMIT importRequested(m_account->currentData().value<AccountId>(), m_new);
}

void ImportDialog::showProgress(int done, int failed, const QString &why)
{
    QString text = tr("%L1 of %L2 added.").arg(done).arg(m_new.size());
    if (failed > 0)
        text += u' ' + tr("%n were not: %1", nullptr, failed).arg(why);
    m_state->setToken(failed > 0 ? Token::Bad : Token::Text2);
    m_state->setText(text);
    m_state->show();
}

} // namespace jackdaw
