// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/AccountsPage.h"

#include "account/AccountListModel.h"
#include "settings/AccountQuestions.h"
#include "widgets/FlowLayout.h"
#include "settings/LoginQuestions.h"
#include "style/ErrorText.h"
#include "widgets/AccountTag.h"
#include "widgets/AvatarWidget.h"
#include "widgets/Buttons.h"
#include "widgets/Card.h"
#include "widgets/Labels.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace jackdaw {

/// One account of the card.
class AccountsPage::Row : public QWidget
{
public:
    Row(const Theme &theme, AccountsPage &page, const AccountListModel::Row &row)
        : m_account(row.settings.id), m_avatar(new AvatarWidget(theme, 40)),
          m_tag(new AccountTag(theme)), m_state(new Label(theme, TypeRole::Meta, Token::Text2, {}, Label::Wrap::Yes)),
          m_act(new TextButton({}, ButtonKind::Secondary, ButtonSize::Small)),
          m_manage(new TextButton(tr("Manage"), ButtonKind::Secondary, ButtonSize::Small)),
          m_remove(new TextButton(tr("Remove…"), ButtonKind::Destructive, ButtonSize::Small)),
          m_weaker(new TextButton(tr("Accept the weaker sign-in method"), ButtonKind::Secondary, ButtonSize::Small)),
          m_plain(new QCheckBox(tr("Allow a plain-text password for this account")))
    {
        const QString address = row.settings.jid.toString();
        auto *words = new QVBoxLayout;
        words->setSpacing(2);
        words->addWidget(new ElidedLabel(theme, TypeRole::Name, Token::Text, address));
        words->addWidget(m_tag);
        words->addWidget(m_state);
        words->addSpacing(8);
        auto *buttons = new FlowLayout(8, 6);
        buttons->addWidget(m_act);
        buttons->addWidget(m_weaker);
        buttons->addWidget(m_manage);
        buttons->addWidget(m_remove);
        words->addLayout(buttons);
        words->addWidget(m_plain);
        auto *line = new QHBoxLayout(this);
        line->setContentsMargins(18, 14, 18, 14);
        line->setSpacing(14);
        line->addWidget(m_avatar, 0, Qt::AlignTop);
        line->addLayout(words, 1);
        m_remove->setAccessibleName(tr("Remove %1").arg(address));
        //: %1 is the name of a button or a check box, %2 the address
        m_weaker->setAccessibleName(tr("%1: %2").arg(m_weaker->text(), address));
        m_plain->setAccessibleName(tr("%1: %2").arg(m_plain->text(), address));
        QObject::connect(m_weaker, &QAbstractButton::clicked, &page, [this, &page] { page.acceptWeakerLogin(m_account); });
        QObject::connect(m_plain, &QAbstractButton::clicked, &page, [this, &page](bool checked) {
            m_plain->setChecked(!checked); // as it is, until the account has it
            page.choosePlainLogin(m_account, checked ? PlainLogin::Allowed : PlainLogin::Refused);
        });
        m_manage->setAccessibleName(tr("Manage %1").arg(address));
        QObject::connect(m_act, &QAbstractButton::clicked, &page, [this, &page] { page.act(m_account); });
        QObject::connect(m_remove, &QAbstractButton::clicked, &page,
                         [this, &page] { page.askToRemove(m_account); });
        QObject::connect(m_manage, &QAbstractButton::clicked, &page, [this, &page] { Q_EMIT page.manageRequested(m_account); });
        show(row);
    }

    AccountId account() const { return m_account; }

    void show(const AccountListModel::Row &row)
    {
        const ConnectionStatus &status = row.connection;
        const QString address = row.settings.jid.toString();
        m_tag->setMark({row.settings.name, row.settings.jid, row.settings.color});
        QString state;
        QString act = tr("Sign out");
        switch (status.state) {
        case ConnectionState::SignedOut:
            state = tr("Signed out");
            act = tr("Sign in");
            break;
        case ConnectionState::NeedsPassword:
            state = tr("Password needed");
            act = tr("Enter password");
            break;
        case ConnectionState::Connecting: state = tr("Connecting…"); break;
        case ConnectionState::Online: state = availabilityText(row.own.availability); break;
        case ConnectionState::Waiting: state = status.error ? errorSummary(*status.error) : tr("Not connected"); break;
        case ConnectionState::Refused:
            state = status.error ? errorText(*status.error) : tr("Not connected");
            act = status.error && status.error->kind == ErrorKind::NotAuthorized ? tr("Enter password") : tr("Try again");
            break;
        }
        m_state->setText(state);
        m_state->setToken(status.state == ConnectionState::Refused ? Token::Bad
                          : status.state == ConnectionState::NeedsPassword || status.state == ConnectionState::Waiting ? Token::Warn
                                                                                                                      : Token::Text2);
        const auto refusedBy = [&status](ErrorKind kind) {
            return status.state == ConnectionState::Refused && status.error && status.error->kind == kind;
        };
        const bool allowed = row.settings.plain == PlainLogin::Allowed;
        m_weaker->setVisible(refusedBy(ErrorKind::WeakerMechanism));
        m_plain->setVisible(allowed || refusedBy(ErrorKind::PlainOnly));
        m_plain->setChecked(allowed);
        m_avatar->setSubject(row.shownName(), row.settings.jid); // as the rail has it
        m_avatar->setAvailability(status.state == ConnectionState::Online ? row.own.availability : Availability::Unknown);
        m_act->setText(act);
        //: %1 is "Sign out", "Sign in", "Try again" or "Enter password", %2 the address
        m_act->setAccessibleName(tr("%1: %2").arg(act, address));
    }

private:
    static QString tr(const char *text, const char *comment = nullptr) { return AccountsPage::tr(text, comment); }

    AccountId m_account;
    AvatarWidget *m_avatar;
    AccountTag *m_tag;
    Label *m_state;
    TextButton *m_act;
    TextButton *m_manage;
    TextButton *m_remove;
    TextButton *m_weaker;
    QCheckBox *m_plain;
};

AccountsPage::AccountsPage(const Theme &theme, const AccountListModel &accounts, QWidget *parent)
    : SettingsPage(theme, tr("Accounts"), parent), m_accounts(accounts), m_card(addCard()),
      m_empty(new Label(theme, TypeRole::Body, Token::Text2, tr("There is no account in this profile."), Label::Wrap::Yes)),
      m_removal(new Label(theme, TypeRole::Body, Token::Text2, {}, Label::Wrap::Yes))
{
    content()->addWidget(m_empty);
    content()->addWidget(m_removal);
    auto *add = new TextButton(tr("Add account"));
    auto *line = new QHBoxLayout;
    line->setContentsMargins(0, 0, 0, 0);
    line->addWidget(add);
    line->addStretch();
    content()->addLayout(line);
    finish();
    connect(add, &QAbstractButton::clicked, this, &AccountsPage::addAccountRequested);
    connect(&accounts, &QAbstractItemModel::modelReset, this, &AccountsPage::rebuild);
    connect(&accounts, &QAbstractItemModel::rowsInserted, this, &AccountsPage::rebuild);
    connect(&accounts, &QAbstractItemModel::rowsRemoved, this, &AccountsPage::rebuild);
    connect(&accounts, &QAbstractItemModel::rowsMoved, this, &AccountsPage::rebuild);
    connect(&accounts, &QAbstractItemModel::dataChanged, this, &AccountsPage::refresh);
    connect(&accounts, &AccountListModel::removalChanged, this, &AccountsPage::showRemoval);
    rebuild();
    showRemoval();
}

void AccountsPage::showRemoval()
{
    const RemovalProgress &removal = m_accounts.removal();
    if (removal.failure) {
        const QString advice = removal.failure->kind == ErrorKind::DiskFull
            ? tr("Free some space. Jackdaw tries again by itself, and when it is started again.")
            : tr("Check that the disk is there and can be written. Jackdaw tries again by itself, and when it is started again.");
        //: %1 is what happened, as “The disk is full.”, %2 what to do
        m_removal->setText(tr("What was removed is not deleted from this computer yet. %1 %2").arg(errorSummary(*removal.failure), advice));
    } else if (removal.running) {
        m_removal->setText(tr("Deleting what was removed from this computer: %L1 %").arg(removal.percent));
    }
    m_removal->setToken(removal.failure ? Token::Bad : Token::Text2);
    m_removal->setVisible(removal.running);
}

void AccountsPage::rebuild()
{
    m_card->clear();
    m_rows.clear();
    for (const AccountListModel::Row &account : m_accounts.rows()) {
        auto *row = new Row(theme(), *this, account);
        m_rows.append(row);
        m_card->addRow(row);
    }
    m_card->setVisible(!m_rows.isEmpty());
    m_empty->setVisible(m_rows.isEmpty());
}

void AccountsPage::refresh()
{
    for (Row *row : std::as_const(m_rows)) {
        if (const AccountListModel::Row *account = m_accounts.find(row->account()))
            row->show(*account);
    }
}

void AccountsPage::act(AccountId account)
{
    const AccountListModel::Row *row = m_accounts.find(account);
    if (!row)
        return;
    const ConnectionStatus &status = row->connection;
    switch (status.state) {
    case ConnectionState::SignedOut: Q_EMIT signInRequested(account); break;
    case ConnectionState::NeedsPassword: Q_EMIT passwordRequested(account); break;
    case ConnectionState::Refused:
        if (status.error && status.error->kind == ErrorKind::NotAuthorized)
            Q_EMIT passwordRequested(account);
        else
            Q_EMIT signInRequested(account);
        break;
    case ConnectionState::Connecting:
    case ConnectionState::Online:
    case ConnectionState::Waiting: Q_EMIT signOutRequested(account); break;
    }
}

void AccountsPage::choosePlainLogin(AccountId account, PlainLogin plain)
{
    const AccountListModel::Row *row = m_accounts.find(account);
    if (plain == PlainLogin::Refused)
        Q_EMIT plainLoginChosen(account, plain);
    else if (row)
        askForPlainLogin(row->settings.jid, window(), this, [this, account] {
            Q_EMIT plainLoginChosen(account, PlainLogin::Allowed);
        });
}

void AccountsPage::acceptWeakerLogin(AccountId account)
{
    if (const AccountListModel::Row *row = m_accounts.find(account))
        askForWeakerLogin(row->settings.jid, window(), this, [this, account] { Q_EMIT weakerLoginAccepted(account); });
}

void AccountsPage::askToRemove(AccountId account)
{
    if (const AccountListModel::Row *row = m_accounts.find(account))
        askToRemoveAccount(this, *row, [this, account] { Q_EMIT removeAccountRequested(account); });
}

} // namespace jackdaw
