// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/NetworkPage.h"

#include "account/AccountListModel.h"
#include "signin/ConnectionOptions.h"
#include "style/CertificateText.h"
#include "style/Direction.h"
#include "widgets/Buttons.h"
#include "widgets/Card.h"
#include "widgets/Labels.h"
#include "widgets/MessageBox.h"

#include <QHBoxLayout>
#include <QMessageBox>
#include <QVBoxLayout>

namespace jackdaw {

/// The card of one account.
class NetworkPage::Row : public QWidget
{
public:
    Row(const Theme &theme, NetworkPage &page, const AccountSettings &settings)
        : m_account(settings.id), m_options(new ConnectionOptions(theme)),
          m_apply(new TextButton(NetworkPage::tr("Connect this way"), ButtonKind::Secondary, ButtonSize::Small)),
          m_pinned(new QWidget), m_fingerprint(new Label(theme, TypeRole::Mono, Token::Text2, {}, Label::Wrap::Yes))
    {
        const QString address = settings.jid.toString();
        auto *column = new QVBoxLayout(this);
        column->setContentsMargins(18, 14, 18, 14);
        column->setSpacing(12);
        column->addWidget(new ElidedLabel(theme, TypeRole::Name, Token::Text, address));
        column->addWidget(m_options);
        auto *line = new QHBoxLayout;
        line->addStretch();
        line->addWidget(m_apply);
        column->addLayout(line);

        auto *pinned = new QHBoxLayout(m_pinned);
        pinned->setContentsMargins(0, 0, 0, 0);
        pinned->setSpacing(16);
        auto *words = new QVBoxLayout;
        words->setSpacing(2);
        words->addWidget(new Label(theme, TypeRole::Body, Token::Text,
                                   NetworkPage::tr("Connects only to a server with this certificate, which you trusted"), Label::Wrap::Yes));
        m_fingerprint->setLayoutDirection(Qt::LeftToRight);
        words->addWidget(m_fingerprint);
        auto *forget = new TextButton(NetworkPage::tr("Forget…"), ButtonKind::Destructive, ButtonSize::Small);
        forget->setAccessibleName(NetworkPage::tr("Forget the certificate of %1").arg(address));
        pinned->addLayout(words, 1);
        pinned->addWidget(forget, 0, Qt::AlignTop);
        column->addWidget(m_pinned);

        m_apply->setAccessibleName(NetworkPage::tr("Connect %1 this way").arg(address));
        m_apply->setEnabled(false);
        QObject::connect(m_options, &ConnectionOptions::edited, m_apply, [this] { m_apply->setEnabled(true); });
        QObject::connect(m_apply, &QAbstractButton::clicked, &page, [this, &page] { page.apply(*this); });
        QObject::connect(forget, &QAbstractButton::clicked, &page, [this, &page] { page.askToForget(m_account); });
        show(settings);
    }

    AccountId account() const { return m_account; }
    ConnectionOptions &options() { return *m_options; }

    void show(const AccountSettings &settings)
    {
        m_pinned->setVisible(!settings.pinnedCertificate.isEmpty());
        // People who read them compare groups of bytes; a line may end behind each.
        const QString fingerprint = fingerprintText(settings.pinnedCertificate);
        m_fingerprint->setText(QString(fingerprint).replace(QLatin1Char(':'), QStringLiteral(":\u200B")));
        m_fingerprint->setAccessibleName(NetworkPage::tr("SHA-256 fingerprint: %1").arg(fingerprint));
        // What is being typed stays, unless these very settings became others.
        ConnectionSettings shown;
        shown.host = settings.host;
        shown.port = settings.port;
        shown.tls = settings.tls;
        shown.authorityFile = settings.authorityFile;
        shown.proxy = settings.proxy;
        if (m_shown != shown) {
            m_shown = shown;
            m_options->show(shown);
            m_apply->setEnabled(false);
        }
    }
    void applied() { m_apply->setEnabled(false); }

private:
    AccountId m_account;
    ConnectionOptions *m_options;
    TextButton *m_apply;
    QWidget *m_pinned;
    Label *m_fingerprint;
    std::optional<ConnectionSettings> m_shown;
};

NetworkPage::NetworkPage(const Theme &theme, const AccountListModel &accounts, QWidget *parent)
    : SettingsPage(theme, tr("Network"), parent), m_accounts(accounts), m_cards(new QVBoxLayout),
      m_empty(new Label(theme, TypeRole::Body, Token::Text2, tr("There is no account in this profile."), Label::Wrap::Yes))
{
    addNote(tr("How each account reaches its server."));
    m_cards->setContentsMargins(0, 0, 0, 0);
    m_cards->setSpacing(16);
    content()->addLayout(m_cards);
    content()->addWidget(m_empty);
    finish();
    connect(&accounts, &QAbstractItemModel::modelReset, this, &NetworkPage::rebuild);
    connect(&accounts, &QAbstractItemModel::rowsInserted, this, &NetworkPage::rebuild);
    connect(&accounts, &QAbstractItemModel::rowsRemoved, this, &NetworkPage::rebuild);
    connect(&accounts, &QAbstractItemModel::rowsMoved, this, &NetworkPage::rebuild);
    connect(&accounts, &QAbstractItemModel::dataChanged, this, &NetworkPage::refresh);
    rebuild();
}

void NetworkPage::rebuild()
{
    while (QLayoutItem *item = m_cards->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    m_rows.clear();
    for (const AccountListModel::Row &account : m_accounts.rows()) {
        auto *card = new Card(theme());
        auto *row = new Row(theme(), *this, account.settings);
        card->addRow(row);
        m_cards->addWidget(card);
        m_rows.append(row);
    }
    m_empty->setVisible(m_rows.isEmpty());
}

void NetworkPage::refresh()
{
    for (Row *row : std::as_const(m_rows)) {
        if (const AccountListModel::Row *account = m_accounts.find(row->account()))
            row->show(account->settings);
    }
}

void NetworkPage::apply(Row &row)
{
    const AccountListModel::Row *account = m_accounts.find(row.account());
    AccountSettings settings = account ? account->settings : AccountSettings();
    if (!account || !row.options().apply(settings))
        return;
    if (const QString password = row.options().proxyPassword(); !password.isEmpty())
        Q_EMIT proxyPasswordEntered(settings.jid, password);
    row.applied();
    Q_EMIT accountChangeRequested(settings);
}

void NetworkPage::askToForget(AccountId id)
{
    const AccountListModel::Row *account = m_accounts.find(id);
    if (!account)
        return;
    auto *question = new QMessageBox(window());
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setWindowTitle(tr("Forget certificate"));
    question->setWindowModality(Qt::WindowModal);
    setWords(*question, tr("Forget the certificate that you trusted for %1?").arg(isolated(account->settings.jid.toString())),
             tr("Jackdaw then connects only if an authority that is trusted here vouches for the server."));
    auto *cancel = new TextButton(tr("Cancel"));
    auto *forget = new TextButton(tr("Forget certificate"), ButtonKind::Destructive);
    question->addButton(cancel, QMessageBox::RejectRole);
    question->addButton(forget, QMessageBox::DestructiveRole);
    question->setDefaultButton(cancel);
    question->setEscapeButton(cancel);
    connect(forget, &QAbstractButton::clicked, this, [this, id] {
        if (const AccountListModel::Row *row = m_accounts.find(id)) {
            AccountSettings settings = row->settings;
            settings.pinnedCertificate.clear();
            Q_EMIT accountChangeRequested(settings);
        }
    });
    question->open();
}

} // namespace jackdaw
