// SPDX-License-Identifier: GPL-3.0-or-later
#include "chats/NewChatDialog.h"

#include "base/FoldedText.h"
#include "roster/ContactListModel.h"
#include "style/Direction.h"
#include "style/Theme.h"
#include "widgets/AccountTag.h"
#include "widgets/Buttons.h"
#include "widgets/Fields.h"
#include "widgets/Labels.h"
#include "widgets/PersonRowDelegate.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QKeyEvent>
#include <QListView>
#include <QStandardItemModel>
#include <QVBoxLayout>

namespace jackdaw {

namespace {

constexpr int PersonRole = Qt::UserRole + 1;
constexpr int AddressRole = PersonRowDelegate::AddressRole, MarkRole = PersonRowDelegate::MarkRole;
constexpr int shownSuggestions = 50;

} // namespace

NewChatDialog::NewChatDialog(const AccountListModel &accounts, const ContactListModel &contacts, const Theme &theme, QWidget *parent)
    : QDialog(parent)
{
    setWindowTitle(tr("New chat"));
    setAttribute(Qt::WA_DeleteOnClose);
    readPeople(contacts);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 20, 20, 16);
    layout->setSpacing(12);
    layout->addWidget(new Label(theme, TypeRole::Heading, Token::Text, tr("Whom do you want to write to?"), Label::Wrap::Yes, this));

    m_account = new QComboBox(this);
    m_account->setAccessibleName(tr("From account"));
    for (const AccountListModel::Row &row : accounts.rows())
        m_account->addItem(row.settings.jid.toString(), QVariant::fromValue(row.settings.id));
    m_account->setVisible(m_account->count() > 1);
    connect(m_account, &QComboBox::currentIndexChanged, this, [this] {
        m_address->setState(TextField::State::Plain);
        complete(m_address->text());
    });
    layout->addWidget(m_account);

    m_address = new TextField(theme, tr("Name or address"), this);
    m_address->edit()->setPlaceholderText(tr("name@provider.example"));
    m_address->edit()->installEventFilter(this);
    layout->addWidget(m_address);

    auto *groups = new QHBoxLayout;
    groups->setSpacing(8);
    const auto addGroupButton = [&](const QString &text, auto wish) {
        auto *button = new TextButton(text, TextButton::Kind::Quiet, this);
        button->setAutoDefault(false);
        groups->addWidget(button);
        connect(button, &QAbstractButton::clicked, this, wish);
    };
    addGroupButton(tr("New group"), &NewChatDialog::newGroupRequested);
    addGroupButton(tr("Join a group"), &NewChatDialog::joinGroupRequested);
    groups->addStretch();
    layout->addLayout(groups);

    m_suggestions = new QStandardItemModel(this);
    m_list = new QListView(this);
    m_list->setAccessibleName(tr("Suggestions"));
    m_list->setModel(m_suggestions);
    m_list->setItemDelegate(new PersonRowDelegate(theme, m_list));
    m_list->setUniformItemSizes(true);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMouseTracking(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    layout->addWidget(m_list, 1);

    auto *buttons = new QDialogButtonBox(this);
    auto *cancel = new TextButton(tr("Cancel"), TextButton::Kind::Secondary, this);
    m_open = new TextButton(tr("Open chat"), TextButton::Kind::Primary, this);
    m_open->setDefault(true);
    buttons->addButton(cancel, QDialogButtonBox::RejectRole);
    buttons->addButton(m_open, QDialogButtonBox::AcceptRole);
    layout->addWidget(buttons);

    connect(cancel, &QAbstractButton::clicked, this, &QDialog::reject);
    connect(m_open, &QAbstractButton::clicked, this, &NewChatDialog::submit);
    connect(m_address, &TextField::textEdited, this, [this](const QString &text) {
        m_address->setState(TextField::State::Plain);
        complete(text);
    });
    connect(m_list, &QListView::clicked, this, &NewChatDialog::choose);
    connect(m_list, &QListView::activated, this, &NewChatDialog::choose);
    complete({});
    m_address->edit()->setFocus();
    const int width = theme.scaled(420), height = theme.scaled(460);
    resize(parent ? std::min(width, parent->window()->width() - 24) : width,
           parent ? std::min(height, parent->window()->height() - 24) : height);
}

void NewChatDialog::readPeople(const ContactListModel &contacts)
{
    contacts.forEachContact([this, &contacts](const Contact &contact, const Presence &presence) {
        const QString name = contact.shownName();
        const bool there = presence.availability != Availability::Offline && presence.availability != Availability::Unknown;
        m_people.append({contact.account, contact.jid, name, contacts.accountMark(contact.account),
                         foldedText(name + u' ' + contact.jid.toString()), there ? 0 : 1});
    });
    std::sort(m_people.begin(), m_people.end(), [](const Person &a, const Person &b) {
        return a.rank != b.rank ? a.rank < b.rank : a.searchText < b.searchText;
    });
}

void NewChatDialog::complete(const QString &text)
{
    const QString word = foldedText(text.trimmed());
    m_suggestions->clear();
    // People of the account that is chosen above come first; of the others, whose tag says so, a chat goes out from theirs.
    QList<QStandardItem *> begins, holds, others;
    for (qsizetype i = 0; i < m_people.size() && begins.size() < shownSuggestions; ++i) {
        const Person &person = m_people.at(i);
        const bool isOther = m_account->count() > 1 && person.account != account();
        const qsizetype place = word.isEmpty() ? 0 : person.searchText.indexOf(word);
        if (place < 0 || (isOther ? others : place > 0 ? holds : begins).size() >= shownSuggestions)
            continue;
        auto *item = new QStandardItem(person.name);
        item->setData(i, PersonRole);
        item->setData(person.jid.toString(), AddressRole);
        item->setData(QVariant::fromValue(person.mark), MarkRole);
        item->setData(AccountTag::spoken(person.name + QStringLiteral(", ") + person.jid.toString(), person.mark), Qt::AccessibleTextRole);
        (isOther ? others : place == 0 ? begins : holds) << item;
    }
    for (QStandardItem *item : begins + holds + others)
        m_suggestions->appendRow(item);
    // A whole address is taken as it stands; anything else means the first suggestion.
    if (!word.isEmpty() && m_suggestions->rowCount() > 0)
        m_list->setCurrentIndex(m_suggestions->index(0, 0));
    m_open->setEnabled(!word.isEmpty() || m_list->currentIndex().isValid());
}

AccountId NewChatDialog::account() const
{
    return m_account->currentData().value<AccountId>();
}

void NewChatDialog::choose(const QModelIndex &index)
{
    if (!index.isValid())
        return;
    const Person &person = m_people.at(index.data(PersonRole).toLongLong());
    Q_EMIT chatRequested(person.account, person.jid);
}

void NewChatDialog::submit()
{
    const QString text = m_address->text().trimmed();
    const Result<BareJid> address = BareJid::parse(text);
    if (address && !address->local().isEmpty()) {
        for (const Person &person : std::as_const(m_people)) {
            if (person.jid == *address && (m_account->count() < 2 || person.account == account())) {
                Q_EMIT chatRequested(person.account, person.jid);
                return;
            }
        }
        Q_EMIT chatRequested(account(), *address);
        return;
    }
    if (m_list->currentIndex().isValid()) {
        choose(m_list->currentIndex());
        return;
    }
    showError(tr("No contact has this name. Write an address like name@provider.example."));
}

void NewChatDialog::setAddress(const QString &address)
{
    m_address->edit()->setText(address);
    complete(address);
}

void NewChatDialog::showError(const QString &text)
{
    m_address->setState(TextField::State::Wrong, text);
    m_address->edit()->setFocus();
}

bool NewChatDialog::eventFilter(QObject *watched, QEvent *event)
{
    // The arrows walk through the suggestions while the field keeps the focus.
    if (watched == m_address->edit() && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Down || key == Qt::Key_Up) {
            const int rows = m_suggestions->rowCount();
            const int current = m_list->currentIndex().isValid() ? m_list->currentIndex().row() : -1;
            const int next = std::clamp(current + (key == Qt::Key_Down ? 1 : -1), 0, std::max(0, rows - 1));
            if (rows > 0) {
                m_list->setCurrentIndex(m_suggestions->index(next, 0));
                m_open->setEnabled(true);
            }
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

} // namespace jackdaw
