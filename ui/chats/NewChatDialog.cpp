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
#include "widgets/Painting.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QKeyEvent>
#include <QListView>
#include <QPainter>
#include <QStandardItemModel>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

namespace jackdaw {

namespace {

enum Role { PersonRole = Qt::UserRole + 1, AddressRole, MarkRole };
constexpr int shownSuggestions = 50;

/// A name with its address below it, and whose contact it is.
class SuggestionDelegate : public QStyledItemDelegate
{
public:
    SuggestionDelegate(const Theme &theme, QObject *parent) : QStyledItemDelegate(parent), m_theme(theme) {}

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        return QSize(100, std::max(m_theme.scaled(44), m_theme.lineHeight(TypeRole::Name) + m_theme.lineHeight(TypeRole::Meta) + 8));
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const bool selected = option.state & QStyle::State_Selected;
        const Token ground = selected ? Token::Selected : option.state & QStyle::State_MouseOver ? Token::Hover : Token::Surface;
        const QString name = index.data(Qt::DisplayRole).toString();
        const QString address = index.data(AddressRole).toString();
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->fillRect(option.rect, m_theme.color(ground));
        const auto visual = [&](const QRect &r) { return QStyle::visualRect(option.direction, option.rect, r); };
        const QRect row = option.rect;
        const int size = m_theme.scaled(30);
        paintAvatar(*painter, visual(QRect(row.left() + 8, row.top() + (row.height() - size) / 2, size, size)), m_theme, name,
                    BareJid::fromPrepared(address), AvatarShape::Person);
        const int left = row.left() + 8 + size + 10;
        const int nameHeight = m_theme.lineHeight(TypeRole::Name), metaHeight = m_theme.lineHeight(TypeRole::Meta);
        const int top = row.top() + (row.height() - nameHeight - metaHeight) / 2;
        const int right = row.right() - 8;
        const auto line = [&](TypeRole role, Token token, int y, int height, const QString &text, int end) {
            painter->setFont(m_theme.font(role));
            painter->setPen(m_theme.color(token, ground));
            drawLeadingLine(*painter, visual(QRect(left, y, end - left, height)), option.direction, text);
        };
        line(TypeRole::Name, Token::Text, top, nameHeight, name, right);
        int addressEnd = right;
        if (const auto mark = index.data(MarkRole).value<AccountMark>(); !mark.name.isEmpty()) {
            const int tag = std::min(AccountTag::width(m_theme, mark.name), (right - left) / 2);
            AccountTag::paint(*painter, visual(QRect(right - tag, top + nameHeight, tag, metaHeight)), option.direction, m_theme, mark, ground);
            addressEnd -= tag + 8;
        }
        line(TypeRole::Meta, Token::Text2, top + nameHeight, metaHeight, address, addressEnd);
        painter->restore();
    }

private:
    const Theme &m_theme;
};

} // namespace

NewChatDialog::NewChatDialog(const AccountListModel &accounts, const ContactListModel &contacts, const Theme &theme, QWidget *parent)
    : QDialog(parent), m_theme(theme), m_accounts(accounts)
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
    m_list->setItemDelegate(new SuggestionDelegate(theme, m_list));
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
