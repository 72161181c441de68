// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/AccountPage.h"

#include "settings/AccountQuestions.h"
#include "settings/Choosers.h"
#include "settings/OwnNameField.h"
#include "style/AvatarSource.h"
#include "widgets/AccountTag.h"
#include "widgets/AvatarWidget.h"
#include "widgets/Buttons.h"
#include "widgets/Card.h"
#include "widgets/Fields.h"
#include "widgets/Labels.h"
#include "widgets/Switch.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

QString addressOf(const AccountListModel &accounts, AccountId account)
{
    const AccountListModel::Row *row = accounts.find(account);
    return row ? row->settings.jid.toString() : QString();
}

} // namespace

AccountPage::AccountPage(const Theme &theme, const AccountListModel &accounts, AccountId account, QWidget *parent)
    : SettingsPage(theme, tr("Account"), parent), m_accounts(accounts), m_account(account)
{
    auto *back = new TextButton(tr("All accounts"), ButtonKind::Quiet, ButtonSize::Small);
    back->setIcon(theme.icon(u"arrow-left"_s));
    connect(back, &QAbstractButton::clicked, this, &AccountPage::backRequested);
    content()->insertWidget(0, back, 0, Qt::AlignLeading);
    addLook();
    addConnection();
    addEnd();
    finish();
    connect(&accounts, &QAbstractItemModel::dataChanged, this, &AccountPage::refresh);
    refresh();
}

QWidget *AccountPage::makePicture()
{
    const AccountListModel::Row *account = m_accounts.find(m_account);
    auto *row = new QWidget;
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(18, 10, 18, 10);
    line->setSpacing(14);
    auto *picture = new AvatarWidget(theme(), 44);
    picture->setSubject(account ? account->shownName() : QString(), account ? account->settings.jid : BareJid());
    line->addWidget(picture);
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addStretch();
    words->addWidget(new ElidedLabel(theme(), TypeRole::BodyStrong, Token::Text, addressOf(m_accounts, m_account)));
    words->addWidget(new Label(theme(), TypeRole::Meta, Token::Text2, tr("Your picture, as your contacts see it."), Label::Wrap::Yes));
    words->addStretch();
    line->addLayout(words, 1);
    m_removePicture = new TextButton(tr("Remove"), ButtonKind::Quiet, ButtonSize::Small);
    m_removePicture->setAccessibleName(tr("Remove your picture"));
    m_choosePicture = new TextButton(tr("Choose…"), ButtonKind::Secondary, ButtonSize::Small);
    m_choosePicture->setAccessibleName(tr("Choose your picture"));
    line->addWidget(m_removePicture);
    line->addWidget(m_choosePicture);
    connect(m_choosePicture, &QAbstractButton::clicked, this, [this] { Q_EMIT pictureChoiceRequested(m_account); });
    connect(m_removePicture, &QAbstractButton::clicked, this, [this] { Q_EMIT pictureRemovalRequested(m_account); });
    if (const AvatarSource *avatars = theme().avatars())
        connect(avatars, &AvatarSource::changed, this, &AccountPage::refresh);
    return row;
}

void AccountPage::addLook()
{
    Card *card = addCard();
    card->addRow(makePicture());
    m_ownName = new OwnNameField(theme());
    m_name = new TextField(theme(), tr("Name of this account"));
    m_name->edit()->setMaxLength(60);
    m_name->edit()->setPlaceholderText(addressOf(m_accounts, m_account));
    m_name->setHelp(tr("Stands beside each chat when there are several accounts."));
    auto *inner = new QWidget;
    auto *column = new QVBoxLayout(inner);
    column->setContentsMargins(18, 14, 18, 14);
    column->setSpacing(14);
    column->addWidget(m_ownName);
    auto *profile = new TextButton(tr("Edit your profile…"), ButtonKind::Secondary, ButtonSize::Small);
    connect(profile, &QAbstractButton::clicked, this, [this] { Q_EMIT profileRequested(m_account); });
    column->addWidget(profile, 0, Qt::AlignLeading);
    column->addWidget(m_name);
    auto *swatches = new QHBoxLayout;
    swatches->setSpacing(8);
    swatches->addWidget(new Label(theme(), TypeRole::BodyStrong, Token::Text, tr("Colour of this account")), 1);
    m_colors = new QButtonGroup(this);
    const QStringList names{tr("Blue"), tr("Purple"), tr("Pink"), tr("Rust"), tr("Ochre"), tr("Green"), tr("Teal"), tr("Slate")};
    const QList<QColor> hues = Theme::hues();
    for (int i = 0; i < hues.size(); ++i) {
        auto *swatch = new AccentSwatch(theme(), hues.at(i), names.at(i));
        m_colors->addButton(swatch, i);
        swatches->addWidget(swatch);
    }
    column->addLayout(swatches);
    card->addRow(inner);
    connect(m_ownName, &OwnNameField::nameEntered, this,
            [this](const QString &name) { Q_EMIT ownNameEntered(m_account, name); });
    connect(m_ownName, &OwnNameField::takeBackRequested, this, [this] {
        if (const AccountListModel::Row *row = m_accounts.find(m_account))
            askToTakeNameBack(this, *row, [this] { m_ownName->takeBack(); });
    });
    connect(m_name->edit(), &QLineEdit::editingFinished, this, &AccountPage::takeName);
    connect(m_colors, &QButtonGroup::idClicked, this, [this](int id) {
        if (const AccountListModel::Row *row = m_accounts.find(m_account)) {
            AccountSettings settings = row->settings;
            settings.color = id;
            Q_EMIT changeRequested(settings);
        }
    });
}

void AccountPage::showOwnNameOutcome(const Status &outcome)
{
    m_ownName->showOutcome(outcome);
}

void AccountPage::takeName()
{
    const AccountListModel::Row *row = m_accounts.find(m_account);
    const QString name = m_name->text().simplified();
    if (!row || row->settings.name == name)
        return;
    AccountSettings settings = row->settings;
    settings.name = name;
    Q_EMIT changeRequested(settings);
}

void AccountPage::addConnection()
{
    Card *card = addCard();
    m_on = new Switch(theme(), tr("Signed in"));
    card->addRow(new SettingsRow(theme(), tr("Signed in"), tr("Off: nothing comes in and nothing goes out, at the next start too."), m_on));
    m_password = new TextButton(tr("Change password…"), ButtonKind::Secondary, ButtonSize::Small);
    card->addRow(new SettingsRow(theme(), tr("Password"), tr("Changed with your provider, and kept here."), m_password));
    auto *provider = new TextButton(tr("Show"), ButtonKind::Secondary, ButtonSize::Small);
    provider->setAccessibleName(tr("Show what your provider says"));
    card->addRow(new SettingsRow(theme(), tr("Your provider"), tr("Limits, contacts, data policy, outages and what the server can do."), provider));
    connect(m_on, &QAbstractButton::toggled, this, [this](bool on) {
        if (on)
            Q_EMIT signInRequested(m_account);
        else
            Q_EMIT signOutRequested(m_account);
    });
    connect(m_password, &QAbstractButton::clicked, this, [this] { Q_EMIT passwordChangeRequested(m_account); });
    connect(provider, &QAbstractButton::clicked, this, [this] { Q_EMIT providerRequested(m_account); });
}

void AccountPage::addEnd()
{
    Card *card = addCard();
    auto *remove = new TextButton(tr("Remove…"), ButtonKind::Destructive, ButtonSize::Small);
    remove->setAccessibleName(tr("Remove from this computer"));
    card->addRow(new SettingsRow(theme(), tr("Remove from this computer"),
                                 tr("Its messages, drafts, contacts and password here. The account stays with your provider."), remove));
    m_delete = new TextButton(tr("Delete…"), ButtonKind::Destructive, ButtonSize::Small);
    m_delete->setAccessibleName(tr("Delete the account"));
    card->addRow(new SettingsRow(theme(), tr("Delete the account"), tr("With your provider, for good, and here."), m_delete));
    connect(remove, &QAbstractButton::clicked, this, [this] {
        if (const AccountListModel::Row *row = m_accounts.find(m_account))
            askToRemoveAccount(this, *row, [this] { Q_EMIT removeAccountRequested(m_account); });
    });
    connect(m_delete, &QAbstractButton::clicked, this, [this] {
        if (const AccountListModel::Row *row = m_accounts.find(m_account))
            askToDeleteAccount(this, *row, [this] { Q_EMIT deleteAccountRequested(m_account); });
    });
}

void AccountPage::refresh()
{
    const AccountListModel::Row *row = m_accounts.find(m_account);
    if (!row)
        return;
    m_ownName->follow(*row);
    if (!m_name->edit()->hasFocus())
        m_name->setText(row->settings.name);
    const QColor shown = AccountTag::color(theme(), {{}, row->settings.jid, row->settings.color});
    if (QAbstractButton *swatch = m_colors->button(int(Theme::hues().indexOf(shown))))
        swatch->setChecked(true);
    const QSignalBlocker quiet(m_on);
    m_on->setChecked(row->settings.enabled);
    m_on->update();
    const bool online = row->connection.state == ConnectionState::Online;
    const QString offline = online ? QString() : tr("Only while this account is connected");
    const AvatarSource *avatars = theme().avatars();
    m_removePicture->setVisible(avatars && avatars->has(row->settings.jid));
    for (TextButton *button : {m_password, m_delete, m_choosePicture, m_removePicture}) {
        button->setEnabled(online);
        button->setToolTip(offline);
    }
}

} // namespace jackdaw
