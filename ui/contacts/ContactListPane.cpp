// SPDX-License-Identifier: GPL-3.0-or-later
#include "contacts/ContactListPane.h"

#include "contacts/ContactRowDelegate.h"
#include "contacts/ContactTree.h"
#include "contacts/RequestList.h"
#include "style/Direction.h"
#include "style/MenuPlace.h"
#include "style/Preferences.h"
#include "style/Style.h"
#include "style/Theme.h"
#include "widgets/EmptyState.h"
#include "widgets/Fields.h"
#include "widgets/IconButton.h"
#include "widgets/MenuButton.h"
#include "widgets/Labels.h"

#include <QContextMenuEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QStackedLayout>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace jackdaw {

namespace {
constexpr int headOverlap = 12; ///< with the gap above the field, as in the list of chats
}

ContactListPane::ContactListPane(ContactListModel &contacts, const Theme &theme, const Preferences &preferences, QWidget *parent)
    : QWidget(parent), m_contacts(contacts), m_theme(theme), m_preferences(preferences)
{
    m_search = new SearchField(theme, tr("Find a contact"), this);
    m_requests = new RequestList(contacts, theme, this);
    makeList();

    m_stack = new QStackedLayout;
    m_stack->addWidget(m_list);
    auto *searchRow = new QVBoxLayout;
    searchRow->setContentsMargins(16, 8, 16, 12); // a bar of the window may stand above it
    searchRow->addWidget(m_search);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeHeader());
    layout->addLayout(searchRow);
    layout->addWidget(m_requests);
    layout->addLayout(m_stack, 1);

    connect(m_search, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_moving.clear();
        m_contacts.setFilter(text);
        updateEmptyState();
    });
    connect(&contacts, &ContactListModel::peopleChanged, this, &ContactListPane::selectMoved);
    connect(m_requests, &RequestList::answered, this, &ContactListPane::requestsAnswered);
    connect(m_requests, &RequestList::proposalReviewed, this, &ContactListPane::proposalReviewed);
    connect(m_requests, &RequestList::proposalDismissed, this, &ContactListPane::proposalDismissed);
    connect(m_requests, &RequestList::reviewPressed, this, &ContactListPane::reviewRequested);
    connect(&contacts, &QAbstractItemModel::rowsInserted, this, &ContactListPane::updateEmptyState);
    connect(&contacts, &QAbstractItemModel::rowsRemoved, this, &ContactListPane::updateEmptyState);
    connect(&contacts, &QAbstractItemModel::modelReset, this, &ContactListPane::updateEmptyState);
    connect(&contacts, &QAbstractItemModel::dataChanged, this, [this](const QModelIndex &first, const QModelIndex &last) {
        const QModelIndex shown = m_list->currentIndex();
        if (shown.isValid() && shown.row() >= first.row() && shown.row() <= last.row())
            Q_EMIT currentChanged();
    });
    connect(&theme, &Theme::changed, this, &ContactListPane::applyTheme);
    connect(&preferences, &Preferences::appearanceChanged, this, &ContactListPane::applyTheme);
    connect(&preferences, &Preferences::changed, this, &ContactListPane::updateEmptyState); // an empty list stays so without a signal
    applyTheme();
    updateEmptyState();
}

void ContactListPane::setMenuDot(bool shown)
{
    m_menu->setDot(shown);
}

QWidget *ContactListPane::makeHeader()
{
    m_header = new QWidget(this);
    m_menu = new MenuButton(m_theme, m_header);
    m_menu->hide();
    auto *add = new IconButton(m_theme, QStringLiteral("user-round-plus"), tr("Add contact"), m_header);
    auto *more = new IconButton(m_theme, QStringLiteral("ellipsis-vertical"), tr("More contact actions"), m_header);
    more->setOpens(IconButton::Opens::Menu);
    auto *row = new QHBoxLayout(m_header);
    setLogicalMargins(row, 16, headOverlap, 10, 0);
    row->setSpacing(4);
    row->addWidget(m_menu);
    row->addWidget(new Label(m_theme, TypeRole::Title, Token::Text, tr("Contacts"), Label::Wrap::No, m_header), 1);
    row->addWidget(add);
    row->addWidget(more);
    connect(more, &QAbstractButton::clicked, this, [this, more] { showMore(more); });
    connect(m_menu, &QAbstractButton::clicked, this, [this] { Q_EMIT menuRequested(m_menu); });
    connect(add, &QAbstractButton::clicked, this, &ContactListPane::addRequested);
    return m_header;
}

void ContactListPane::makeList()
{
    m_list = new ContactTree(m_contacts, this);
    m_list->setAccessibleName(tr("Contacts"));
    m_delegate = new ContactRowDelegate(m_theme, m_preferences, m_list);
    m_list->setItemDelegate(m_delegate);
    m_list->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_list->installEventFilter(this);
    m_list->viewport()->installEventFilter(this);

    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &ContactListPane::currentChanged);
    connect(m_list, &QAbstractItemView::clicked, this, [this](const QModelIndex &index) {
        if (index.data(ContactListModel::HeaderRole).toBool())
            fold(index, !index.data(ContactListModel::FoldedRole).toBool());
        const auto key = keyOf(index);
        if (key && m_list->selectionModel()->selectedRows().size() <= 1) // who picks several does not open one
            Q_EMIT detailsRequested(key->account, key->jid);
    });
    connect(m_list, &ContactTree::droppedOnGroup, this,
            [this](const QString &group) { Q_EMIT moveToGroupRequested(selected(), group); });
    connect(m_list, &QAbstractItemView::doubleClicked, this, [this](const QModelIndex &index) {
        if (const auto key = keyOf(index))
            Q_EMIT chatRequested(key->account, key->jid);
    });
}

std::optional<ContactKey> ContactListPane::keyOf(const QModelIndex &index) const
{
    if (!index.isValid() || index.data(ContactListModel::HeaderRole).toBool())
        return std::nullopt;
    return ContactKey{index.data(ContactListModel::AccountRole).value<AccountId>(),
                      BareJid::fromPrepared(index.data(ContactListModel::JidRole).toString())};
}

std::optional<ContactKey> ContactListPane::current() const
{
    return keyOf(m_list->currentIndex());
}

void ContactListPane::setCurrent(const ContactKey &who)
{
    m_contacts.flush();
    QModelIndex found;
    for (int row = 0; row < m_contacts.rowCount() && !found.isValid(); ++row) {
        const QModelIndex index = m_contacts.index(row);
        found = keyOf(index) == who ? index : QModelIndex();
    }
    m_list->setCurrentIndex(found);
    if (found.isValid())
        m_list->scrollTo(found);
    else
        m_list->clearSelection();
}

QList<ContactPlace> ContactListPane::selected() const
{
    QModelIndexList rows = m_list->selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end());
    QList<ContactPlace> places;
    for (const QModelIndex &index : std::as_const(rows)) {
        if (const auto key = keyOf(index))
            places << ContactPlace{*key, index.data(ContactListModel::GroupRole).toString()};
    }
    return places;
}

void ContactListPane::follow(const QList<ContactPlace> &moved, const QString &group)
{
    const QList<ContactPlace> all = selected();
    m_moving = moved;
    m_moving.removeIf([&all](const ContactPlace &each) { return !all.contains(each); });
    m_movingTo = group;
}

/// Or is not in the list any more, and never will.
bool ContactListPane::hasMoved(const ContactPlace &place) const
{
    const Contact *contact = m_contacts.find(place.who.account, place.who.jid);
    if (!contact)
        return true;
    const QStringList &groups = contact->groups;
    const bool isThere = m_movingTo.isEmpty() ? !groups.contains(place.group) : groups.contains(m_movingTo);
    return isThere && (place.group == m_movingTo || !groups.contains(place.group));
}

/// A row in another group is another row to the model, so the view went to a neighbour of the one that is gone.
void ContactListPane::selectMoved()
{
    const bool haveAll = std::all_of(m_moving.cbegin(), m_moving.cend(), [this](const ContactPlace &each) { return hasMoved(each); });
    if (m_moving.isEmpty() || !haveAll)
        return;
    const QList<ContactPlace> moved = std::exchange(m_moving, {});
    QItemSelection rows;
    QModelIndex first, heading;
    for (int row = 0; row < m_contacts.rowCount(); ++row) {
        const QModelIndex index = m_contacts.index(row);
        if (index.data(ContactListModel::GroupRole).toString() != m_movingTo)
            continue;
        const auto key = keyOf(index);
        if (!key)
            heading = index;
        else if (std::any_of(moved.cbegin(), moved.cend(), [&key](const ContactPlace &each) { return each.who == *key; }))
            rows.select(index, index);
        if (!first.isValid() && !rows.isEmpty())
            first = index;
    }
    if (!first.isValid())
        first = heading; // none: they were in another group too, or are filtered away
    if (!first.isValid())
        return;
    m_list->setCurrentIndex(first);
    if (!rows.isEmpty())
        m_list->selectionModel()->select(rows, QItemSelectionModel::ClearAndSelect);
    m_list->scrollTo(first);
}

void ContactListPane::setMenu(Menu menu)
{
    m_menu->setVisible(menu == Menu::Shown);
    setLogicalMargins(m_header->layout(), menu == Menu::Shown ? 8 : 16, headOverlap, 10, 0);
}

void ContactListPane::setBanner(QWidget *banner)
{
    static_cast<QBoxLayout *>(layout())->insertWidget(1, banner);
}

void ContactListPane::setRequests(const QList<SubscriptionRequest> &requests, const QList<ContactProposal> &proposals)
{
    m_requests->setRequests(requests, proposals);
}

void ContactListPane::focusList()
{
    // The first row is a heading; the first person is what one means.
    for (int row = 0; !current() && row < m_contacts.rowCount() && row < 2; ++row)
        m_list->setCurrentIndex(m_contacts.index(row));
    m_list->setFocus(Qt::ShortcutFocusReason);
}

void ContactListPane::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
}

QWidget *ContactListPane::list() const
{
    return m_list;
}

void ContactListPane::applyTheme()
{
    m_header->setFixedHeight(std::max(m_theme.scaled(64), m_theme.lineHeight(TypeRole::Title) + 24) - headOverlap);
    QPalette colors = m_list->palette();
    colors.setColor(QPalette::Base, m_theme.color(Token::List));
    m_list->setPalette(colors);
    m_delegate->measure();
    m_list->changeHeights();
    update();
}

void ContactListPane::updateEmptyState()
{
    if (m_contacts.rowCount() > 0) {
        m_stack->setCurrentWidget(m_list);
        return;
    }
    if (!m_empty) {
        m_empty = new EmptyState(m_theme, QStringLiteral("users-round"), {}, {}, this);
        m_stack->addWidget(m_empty);
        connect(m_empty, &EmptyState::actionRequested, this, [this] {
            if (!m_search->text().isEmpty())
                m_search->clear();
            else if (!m_preferences.offlineContactsShown())
                Q_EMIT offlineShownRequested(true);
            else
                Q_EMIT addRequested();
        });
    }
    if (m_search->text().isEmpty() && !m_preferences.offlineContactsShown()) {
        m_empty->setWords(tr("Nobody is available"), tr("People who are offline are not shown."));
        m_empty->setAction(tr("Show people who are offline"));
    } else if (m_search->text().isEmpty()) {
        m_empty->setWords(tr("No contacts yet"), tr("Add people by their address to see when they are available."));
        m_empty->setAction(tr("Add contact"));
    } else {
        m_empty->setWords(tr("Nothing found"), tr("No contact has this in its name or address."));
        m_empty->setAction(tr("Show all contacts"));
    }
    m_stack->setCurrentWidget(m_empty);
}

void ContactListPane::showRowMenu(const QModelIndex &index, const QPoint &position)
{
    const auto key = keyOf(index);
    if (!key)
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QList<ContactPlace> all = selected();
    const bool isOne = all.size() <= 1 || !m_list->selectionModel()->isSelected(index);
    const QList<ContactPlace> moved = isOne ? QList{ContactPlace{*key, index.data(ContactListModel::GroupRole).toString()}} : all;
    const auto addMove = [&] {
        menu->addAction(m_theme.icon(QStringLiteral("folder")), isOne ? tr("Move to group…") : tr("Move %n contacts to group…", nullptr, int(moved.size())),
                        this, [this, moved] { Q_EMIT moveRequested(moved); });
    };
    if (!isOne) {
        addMove();
        popUpWithin(*menu, *this, position);
        return;
    }
    menu->addAction(m_theme.icon(QStringLiteral("message-circle")), tr("Message"), this,
                    [this, key] { Q_EMIT chatRequested(key->account, key->jid); });
    menu->addAction(m_theme.icon(QStringLiteral("circle-user-round")), tr("Details"), this,
                    [this, key] { Q_EMIT detailsRequested(key->account, key->jid); });
    menu->addAction(m_theme.icon(QStringLiteral("pencil")), tr("Rename…"), this,
                    [this, key] { Q_EMIT renameRequested(key->account, key->jid); });
    addMove();
    menu->addSeparator();
    setDestructive(menu->addAction(m_theme.icon(QStringLiteral("shield-alert"), Token::Bad), tr("Block…"), this,
                                   [this, key] { Q_EMIT blockRequested(key->account, key->jid); }));
    QAction *remove = menu->addAction(m_theme.icon(QStringLiteral("user-round-x"), Token::Bad), tr("Remove…"), this,
                                      [this, key] { Q_EMIT removeRequested(key->account, key->jid); });
    setDestructive(remove);
    popUpWithin(*menu, *this, position);
}

void ContactListPane::fold(const QModelIndex &heading, bool folded)
{
    const QString group = heading.data(ContactListModel::GroupRole).toString();
    if (heading.data(ContactListModel::FoldedRole).toBool() == folded || !m_search->text().isEmpty())
        return;
    const QPersistentModelIndex place(heading);
    Q_EMIT foldRequested(group, folded);
    if (place.isValid())
        m_list->setCurrentIndex(place);
}

bool ContactListPane::foldByKey(int key)
{
    const QModelIndex index = m_list->currentIndex();
    if (!index.isValid())
        return false;
    const bool isHeading = index.data(ContactListModel::HeaderRole).toBool();
    const int inwards = m_list->isRightToLeft() ? Qt::Key_Left : Qt::Key_Right;
    const int outwards = m_list->isRightToLeft() ? Qt::Key_Right : Qt::Key_Left;
    const bool isFolded = index.data(ContactListModel::FoldedRole).toBool();
    if (isHeading && (key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Space)) {
        fold(index, !isFolded);
    } else if (isHeading && key == inwards && isFolded) {
        fold(index, false);
    } else if (isHeading && key == outwards && !isFolded) {
        fold(index, true);
    } else if (key == outwards) {
        // Out of it, to the heading above: of who stands in the group, or of the group that this one lies in.
        const int depth = index.data(ContactListModel::DepthRole).toInt() - (isHeading ? 1 : 0);
        for (int row = index.row() - 1; row >= 0; --row) {
            const QModelIndex above = m_contacts.index(row);
            if (above.data(ContactListModel::HeaderRole).toBool() && above.data(ContactListModel::DepthRole).toInt() == depth) {
                m_list->setCurrentIndex(above);
                break;
            }
        }
    } else {
        return false;
    }
    return true;
}

void ContactListPane::showMore(QWidget *below)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QAction *offline = menu->addAction(tr("Show people who are offline"), this, [this](bool on) { Q_EMIT offlineShownRequested(on); });
    offline->setCheckable(true);
    offline->setChecked(m_preferences.offlineContactsShown());
    menu->addSeparator();
    menu->addAction(m_theme.icon(QStringLiteral("shield-alert")), tr("Blocked people…"), this, &ContactListPane::blockedRequested);
    menu->addAction(m_theme.icon(QStringLiteral("folder")), tr("Import contacts…"), this, &ContactListPane::importRequested);
    menu->addAction(m_theme.icon(QStringLiteral("download")), tr("Export contacts…"), this, &ContactListPane::exportRequested);
    popUpBelow(*menu, *below);
}

bool ContactListPane::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress || event->type() == QEvent::MouseButtonPress)
        m_moving.clear(); // they go on from where they are
    if (watched == m_list && event->type() == QEvent::KeyPress) {
        auto *key = static_cast<QKeyEvent *>(event);
        if ((key->modifiers() == Qt::NoModifier || key->modifiers() == Qt::KeypadModifier) && foldByKey(key->key()))
            return true;
        if ((key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) && key->modifiers() == Qt::NoModifier) {
            if (const auto contact = current())
                Q_EMIT chatRequested(contact->account, contact->jid);
            return true;
        }
        if (key->key() == Qt::Key_F2) {
            if (const auto contact = current())
                Q_EMIT renameRequested(contact->account, contact->jid);
            return true;
        }
        if (key->key() == Qt::Key_Delete) {
            if (const auto contact = current())
                Q_EMIT removeRequested(contact->account, contact->jid);
            return true;
        }
    } else if (event->type() == QEvent::ContextMenu) {
        auto *menu = static_cast<QContextMenuEvent *>(event);
        const bool mouse = menu->reason() == QContextMenuEvent::Mouse;
        const QModelIndex index = mouse ? m_list->indexAt(m_list->viewport()->mapFromGlobal(menu->globalPos()))
                                        : m_list->currentIndex();
        showRowMenu(index, mouse ? menu->globalPos() : m_list->viewport()->mapToGlobal(m_list->visualRect(index).center()));
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void ContactListPane::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(Token::List));
}

} // namespace jackdaw
