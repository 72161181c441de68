// SPDX-License-Identifier: GPL-3.0-or-later
#include "contacts/AddContactDialog.h"

#include "contacts/ContactCodeReader.h"
#include "style/Theme.h"
#include "widgets/Buttons.h"
#include "widgets/Fields.h"
#include "widgets/Labels.h"

#include <QComboBox>
#include <QMenu>
#include <QUrl>
#include <QUrlQuery>
#include <QVBoxLayout>

namespace jackdaw {

AddContactDialog::AddContactDialog(const AccountListModel &accounts, const QStringList &groups, const Theme &theme, QWidget *parent)
    : AskDialog(theme, tr("Add contact"), tr("Add contact"), parent)
{
    m_account = new QComboBox(this);
    m_account->setAccessibleName(tr("To account"));
    for (const AccountListModel::Row &row : accounts.rows())
        m_account->addItem(row.settings.jid.toString(), QVariant::fromValue(row.settings.id));
    m_account->setVisible(m_account->count() > 1);
    m_address = new TextField(theme, tr("Address"), this);
    m_address->edit()->setPlaceholderText(tr("name@provider.example"));
    m_name = new TextField(theme, tr("Name"), this);
    m_name->setHelp(tr("As you want to see them. Only you see this."));
    auto *groupLabel = new Label(theme, TypeRole::MetaStrong, Token::Text2, tr("Group"), Label::Wrap::No, this);
    m_group = new QComboBox(this);
    m_group->setEditable(true);
    m_group->setAccessibleName(tr("Group"));
    m_group->addItem(QString());
    m_group->addItems(groups);
    m_message = new TextField(theme, tr("Message"), this);
    m_message->setHelp(tr("They see this when they are asked whether you may see when they are available."));

    fields()->addWidget(m_account);
    auto *code = new TextButton(tr("Read a QR code"), TextButton::Kind::Quiet, TextButton::Size::Small, this);
    code->setAutoDefault(false);
    auto *reader = new ContactCodeReader(this);
    auto *menu = new QMenu(code);
    menu->addAction(tr("From a picture…"), reader, &ContactCodeReader::readFile);
    menu->addAction(tr("From the clipboard"), reader, &ContactCodeReader::readClipboard);
    code->setMenu(menu);
    connect(reader, &ContactCodeReader::found, this, [this](const QString &link) {
        m_address->setState(TextField::State::Plain);
        m_address->setText(link);
        takeLink();
        m_name->edit()->setFocus();
    });
    connect(reader, &ContactCodeReader::refused, this, [this](const QString &sentence) {
        m_address->setState(TextField::State::Wrong, sentence);
    });

    fields()->addWidget(m_address);
    fields()->addWidget(code, 0, Qt::AlignLeading);
    fields()->addWidget(m_name);
    auto *groupColumn = new QVBoxLayout;
    groupColumn->setSpacing(6);
    groupColumn->addWidget(groupLabel);
    groupColumn->addWidget(m_group);
    fields()->addLayout(groupColumn);
    fields()->addWidget(m_message);
    m_address->setHelp(tr("An address, or a link that begins with xmpp:"));
    connect(m_address, &TextField::textEdited, this, [this] { m_address->setState(TextField::State::Plain); });
    connect(m_address->edit(), &QLineEdit::editingFinished, this, &AddContactDialog::takeLink);
    m_address->edit()->setFocus();
}

/// RFC 5122, and of XEP-0147 what its 5.4 says of a person: a name and groups. Whatever is typed already stays.
void AddContactDialog::setAddress(const QString &address)
{
    m_address->setText(address);
}

void AddContactDialog::setAccount(AccountId account)
{
    for (int i = 0; i < m_account->count(); ++i) {
        if (m_account->itemData(i).value<AccountId>() == account)
            m_account->setCurrentIndex(i);
    }
}

void AddContactDialog::takeLink()
{
    const QString text = m_address->text().trimmed();
    if (!text.startsWith(QLatin1StringView("xmpp:"), Qt::CaseInsensitive))
        return;
    const QUrl link(text);
    m_address->setText(link.path(QUrl::FullyDecoded).section(u'/', 0, 0));
    QUrlQuery query;
    query.setQueryDelimiters(u'=', u';');
    query.setQuery(link.query(QUrl::FullyEncoded));
    const QString name = query.queryItemValue(QStringLiteral("name"), QUrl::FullyDecoded).simplified().left(100);
    const QString group = query.queryItemValue(QStringLiteral("group"), QUrl::FullyDecoded).simplified().left(100);
    if (m_name->text().isEmpty())
        m_name->setText(name);
    if (m_group->currentText().isEmpty())
        m_group->setEditText(group);
}

void AddContactDialog::submit()
{
    takeLink();
    const Result<BareJid> jid = BareJid::parse(m_address->text().trimmed());
    if (!jid || jid->local().isEmpty()) {
        m_address->setState(TextField::State::Wrong, tr("This is no address. Write it like name@provider.example."));
        m_address->edit()->setFocus();
        return;
    }
    QStringList groups;
    if (const QString group = m_group->currentText().trimmed(); !group.isEmpty())
        groups << group;
    setBusy();
    Q_EMIT addRequested({m_account->currentData().value<AccountId>(), *jid, m_name->text().trimmed(), groups,
                         m_message->text().trimmed()});
}

ChangeContactDialog::ChangeContactDialog(const Theme &theme, const QString &title, const QString &label, const QString &help,
                                         const QString &text, QWidget *parent)
    : AskDialog(theme, title, tr("Save"), parent)
{
    m_text = new TextField(theme, label, this);
    m_text->setHelp(help);
    m_text->setText(text);
    m_text->edit()->selectAll();
    fields()->addWidget(m_text);
    m_text->edit()->setFocus();
}

void ChangeContactDialog::submit()
{
    setBusy();
    Q_EMIT changeRequested(m_text->text().trimmed());
}

} // namespace jackdaw
