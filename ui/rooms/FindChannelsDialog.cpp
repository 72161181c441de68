// SPDX-License-Identifier: GPL-3.0-or-later
#include "rooms/FindChannelsDialog.h"

#include "base/FoldedText.h"
#include "style/Direction.h"
#include "style/Style.h"
#include "style/Theme.h"
#include "widgets/Buttons.h"
#include "widgets/Fields.h"
#include "widgets/Labels.h"
#include "widgets/Painting.h"

#include <QAbstractListModel>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>
#include <algorithm>
#include <vector>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

constexpr qsizetype longestName = 200; ///< of what a service writes
const QString publicDirectory = u"search.jabber.network"_s; // public channels of many providers (XEP-0433)

} // namespace

/// The rooms of a service, those with most people first, and of them those that are looked for.
class ChannelModel : public QAbstractListModel
{
public:
    enum Role { AddressRole = Qt::UserRole + 1, PeopleRole };

    void setRooms(const QList<ListedRoom> &rooms)
    {
        m_all.clear();
        for (const ListedRoom &room : rooms) {
            const QString name = room.name.left(longestName).simplified();
            m_all.push_back({room.room, name.isEmpty() ? room.room.local() : name, foldedText(name + u' ' + room.room.toString()), room.occupants});
        }
        std::stable_sort(m_all.begin(), m_all.end(), [](const Channel &a, const Channel &b) {
            return a.people != b.people ? a.people > b.people : QString::localeAwareCompare(a.name, b.name) < 0;
        });
        setFilter(m_filter);
    }

    void setFilter(const QString &text)
    {
        beginResetModel();
        m_filter = text;
        m_shown.clear();
        const QString wanted = foldedText(text.trimmed());
        for (int i = 0; i < int(m_all.size()); ++i) {
            if (m_all[size_t(i)].searchText.contains(wanted))
                m_shown.push_back(i);
        }
        endResetModel();
    }

    bool isEmpty() const { return m_all.empty(); }
    BareJid room(int row) const { return m_all[size_t(m_shown[size_t(row)])].room; }
    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(m_shown.size()); }

    QVariant data(const QModelIndex &index, int role) const override
    {
        if (!index.isValid())
            return {};
        const Channel &channel = m_all[size_t(m_shown[size_t(index.row())])];
        const QString people = channel.people ? FindChannelsDialog::tr("%Ln people", nullptr, int(*channel.people)) : QString();
        switch (role) {
        case Qt::DisplayRole: return channel.name;
        case AddressRole: return channel.room.toString();
        case PeopleRole: return people;
        case Qt::AccessibleTextRole: {
            QStringList parts{channel.name, people, channel.room.toString()};
            parts.removeAll(QString());
            return parts.join(u", "_s);
        }
        default: return {};
        }
    }

private:
    struct Channel {
        BareJid room;
        QString name;
        QString searchText;
        std::optional<int> people;
    };
    std::vector<Channel> m_all;
    std::vector<int> m_shown;
    QString m_filter;
};

namespace {

class ChannelDelegate : public QStyledItemDelegate
{
public:
    ChannelDelegate(const Theme &theme, QObject *parent) : QStyledItemDelegate(parent), m_theme(theme) {}

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const override
    {
        return QSize(option.rect.width(), std::max(m_theme.scaled(52), m_theme.lineHeight(TypeRole::Name) + m_theme.lineHeight(TypeRole::Meta) + 12));
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const QRect all = option.rect;
        const auto visual = [&](const QRect &logical) { return QStyle::visualRect(option.direction, all, logical); };
        const bool selected = option.state & QStyle::State_Selected;
        const Token ground = selected ? Token::Selected : option.state & QStyle::State_MouseOver ? Token::Hover : Token::Surface;
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->fillRect(all, m_theme.color(ground));
        const QString name = index.data(Qt::DisplayRole).toString(), address = index.data(ChannelModel::AddressRole).toString();
        const QString people = index.data(ChannelModel::PeopleRole).toString();
        const int size = m_theme.scaled(36), margin = 10, gap = 12;
        paintAvatar(*painter, visual(QRect(all.left() + margin, all.top() + (all.height() - size) / 2, size, size)), m_theme, name,
                    BareJid::fromPrepared(address), AvatarShape::Group);
        const int left = all.left() + margin + size + gap;
        int width = all.right() + 1 - margin - left;
        const int nameHeight = m_theme.lineHeight(TypeRole::Name), addressHeight = m_theme.lineHeight(TypeRole::Meta);
        const int top = all.top() + (all.height() - nameHeight - addressHeight) / 2;
        painter->setFont(m_theme.font(TypeRole::Meta));
        painter->setPen(m_theme.color(Token::Text2, ground));
        drawLeadingLine(*painter, visual(QRect(left, top + nameHeight, width, addressHeight)), option.direction, address);
        const int peopleWidth = painter->fontMetrics().horizontalAdvance(people);
        drawLeadingLine(*painter, visual(QRect(left + width - peopleWidth, top, peopleWidth, nameHeight)), option.direction, people);
        width -= peopleWidth > 0 ? peopleWidth + gap : 0;
        painter->setFont(m_theme.font(TypeRole::Name));
        painter->setPen(m_theme.color(Token::Text, ground));
        drawLeadingLine(*painter, visual(QRect(left, top, width, nameHeight)), option.direction, name);
        painter->restore();
    }

private:
    const Theme &m_theme;
};

} // namespace

FindChannelsDialog::FindChannelsDialog(const AccountListModel &accounts, const Theme &theme, QWidget *parent)
    : QDialog(parent)
    , m_channels(std::make_unique<ChannelModel>())
    , m_account(new QComboBox(this))
    , m_service(new QComboBox(this))
    , m_find(new SearchField(theme, tr("Find a channel"), this))
    , m_list(new QListView(this))
    , m_state(new Label(theme, TypeRole::Body, Token::Text2, {}, Label::Wrap::Yes, this))
    , m_stop(new TextButton(tr("Stop"), TextButton::Kind::Quiet, TextButton::Size::Small, this))
    , m_join(new TextButton(tr("Join"), TextButton::Kind::Primary, this))
{
    setWindowTitle(tr("Find channels"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_account->setAccessibleName(tr("With account"));
    for (const AccountListModel::Row &row : accounts.rows())
        m_account->addItem(row.settings.jid.toString(), QVariant::fromValue(row.settings.id));
    m_account->setVisible(m_account->count() > 1);
    m_service->setObjectName(u"service"_s);
    m_service->setAccessibleName(tr("Service"));
    m_service->setEditable(true);
    m_service->setInsertPolicy(QComboBox::NoInsert);
    m_service->lineEdit()->setPlaceholderText(tr("Address of a group service"));
    m_list->setAccessibleName(tr("Channels"));
    m_list->setModel(m_channels.get());
    m_list->setItemDelegate(new ChannelDelegate(theme, m_list));
    m_list->setUniformItemSizes(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMouseTracking(true);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setMinimumHeight(theme.scaled(240));
    m_find->installEventFilter(this);
    m_stop->setAutoDefault(false);

    auto *state = new QHBoxLayout;
    state->addWidget(m_state, 1);
    state->addWidget(m_stop);
    auto *buttons = new QDialogButtonBox(this);
    auto *cancel = new TextButton(tr("Cancel"), TextButton::Kind::Secondary, this);
    m_join->setDefault(true);
    buttons->addButton(cancel, QDialogButtonBox::RejectRole);
    buttons->addButton(m_join, QDialogButtonBox::AcceptRole);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(20, 20, 20, 16);
    column->setSpacing(12);
    column->addWidget(m_account);
    column->addWidget(m_service);
    column->addWidget(m_find);
    column->addWidget(m_list, 1);
    column->addLayout(state);
    column->addWidget(buttons);

    connect(m_account, &QComboBox::activated, this, &FindChannelsDialog::askServices);
    connect(m_service, &QComboBox::activated, this, &FindChannelsDialog::askRooms);
    connect(m_find, &QLineEdit::textChanged, this, [this](const QString &text) {
        if (!m_isDirectory) // it has looked for the words in more than we see
            m_channels->setFilter(text);
        refresh();
    });
    connect(m_list, &QListView::doubleClicked, this, &FindChannelsDialog::join);
    connect(m_stop, &QAbstractButton::clicked, this, &FindChannelsDialog::stop);
    connect(cancel, &QAbstractButton::clicked, this, &QDialog::reject);
    connect(m_join, &QAbstractButton::clicked, this, &FindChannelsDialog::join);
    m_service->installEventFilter(this);
    m_service->lineEdit()->installEventFilter(this);
    m_find->setFocus();
    const int width = theme.scaled(460), height = theme.scaled(540);
    resize(parent ? std::min(width, parent->window()->width() - 24) : width,
           parent ? std::min(height, parent->window()->height() - 24) : height);
}

FindChannelsDialog::~FindChannelsDialog()
{
    m_list->setModel(nullptr); // which goes before the list
}

AccountId FindChannelsDialog::account() const
{
    return m_account->currentData().value<AccountId>();
}

void FindChannelsDialog::begin()
{
    askServices();
}

void FindChannelsDialog::askServices()
{
    m_wait = Wait::Services;
    m_isKnown = false;
    m_channels->setRooms({});
    m_service->clear();
    refresh();
    Q_EMIT servicesRequested(account());
}

void FindChannelsDialog::askRooms()
{
    const Result<BareJid> service = BareJid::parse(m_service->currentText().trimmed());
    if (!service) {
        showError(tr("This is no address of a service. Write it like groups.provider.example."));
        return;
    }
    m_wait = Wait::Rooms;
    m_asked = *service;
    m_isKnown = false;
    m_isDirectory = false;
    m_searched.clear();
    m_channels->setFilter(m_find->text());
    m_channels->setRooms({});
    refresh();
    Q_EMIT roomsRequested(account(), m_asked);
}

void FindChannelsDialog::setServices(AccountId of, const QList<BareJid> &services)
{
    if (m_wait != Wait::Services || of != account())
        return;
    m_wait = Wait::None;
    for (const BareJid &service : services)
        m_service->addItem(service.toString());
    m_service->addItem(publicDirectory); // hears of us once it is chosen, and not before
    if (!services.isEmpty())
        askRooms();
    else {
        m_service->setCurrentIndex(-1);
        showError(tr("Your provider has no groups. Choose a service, or write the address of another one."));
    }
}

void FindChannelsDialog::setDirectory(const BareJid &service)
{
    if (m_wait != Wait::Rooms || service != m_asked)
        return;
    m_wait = Wait::None;
    m_isDirectory = true;
    m_channels->setFilter({});
    m_find->setFocus();
    refresh();
}

void FindChannelsDialog::search()
{
    m_searched = m_find->text().trimmed();
    m_wait = Wait::Rooms;
    m_isKnown = false;
    m_channels->setRooms({});
    refresh();
    Q_EMIT searchRequested(account(), m_asked, m_searched);
}

void FindChannelsDialog::setRooms(const BareJid &service, const QList<ListedRoom> &rooms)
{
    if (m_wait != Wait::Rooms || service != m_asked)
        return; // another one was chosen, or nobody waits any more
    m_wait = Wait::None;
    m_isKnown = true;
    m_channels->setRooms(rooms);
    refresh();
}

void FindChannelsDialog::stop()
{
    m_wait = Wait::None;
    showError(tr("Stopped. Choose a service to look again."));
}

void FindChannelsDialog::showError(const QString &text)
{
    m_wait = Wait::None;
    refresh();
    m_state->setText(text);
    m_state->show();
}

void FindChannelsDialog::refresh()
{
    m_stop->setVisible(m_wait != Wait::None);
    const int shown = m_channels->rowCount();
    if (m_wait != Wait::None)
        m_state->setText(tr("Looking for channels…"));
    else if (m_isDirectory && (!m_isKnown || m_find->text().trimmed() != m_searched))
        m_state->setText(tr("Type what to look for and press Enter. %1 gets these words.").arg(isolated(m_asked.toString())));
    else if (m_isKnown && m_channels->isEmpty() && !m_isDirectory) // which was asked for some words only
        m_state->setText(tr("This service shows no channels."));
    else if (m_isKnown && shown == 0)
        m_state->setText(tr("No channel has this name."));
    else
        m_state->setText(tr("%n channels", nullptr, shown));
    m_state->setVisible(m_wait != Wait::None || m_isKnown || m_isDirectory);
    if (shown > 0 && !m_list->currentIndex().isValid())
        m_list->setCurrentIndex(m_channels->index(0));
    m_join->setEnabled(shown > 0);
}

void FindChannelsDialog::join()
{
    if (const QModelIndex index = m_list->currentIndex(); index.isValid())
        Q_EMIT joinRequested(account(), m_channels->room(index.row()));
}

bool FindChannelsDialog::eventFilter(QObject *watched, QEvent *event)
{
    const bool isService = watched == m_service || watched == m_service->lineEdit();
    if (isService && event->type() == QEvent::Wheel) {
        event->ignore(); // a service hears of us once it is chosen, and not when the pointer passes over the box
        return true;
    }
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        // The arrows walk through what was found while the field keeps the focus.
        if (watched == m_find && (key == Qt::Key_Down || key == Qt::Key_Up)) {
            const int row = m_list->currentIndex().row() + (key == Qt::Key_Down ? 1 : -1);
            if (const int rows = m_channels->rowCount(); rows > 0)
                m_list->setCurrentIndex(m_channels->index(std::clamp(row, 0, rows - 1)));
            return true;
        }
        const bool isEnter = key == Qt::Key_Return || key == Qt::Key_Enter;
        if (watched == m_find && isEnter && m_isDirectory && !m_find->text().trimmed().isEmpty()
            && (!m_isKnown || m_find->text().trimmed() != m_searched)) {
            if (m_wait == Wait::None) // or the answer to the words of before would be taken for that to these
                search();
            return true;
        }
        if (isService && (key == Qt::Key_Up || key == Qt::Key_Down || key == Qt::Key_PageUp || key == Qt::Key_PageDown)) {
            m_service->showPopup(); // and not the next one at once
            return true;
        }
        if (isService && isEnter) {
            askRooms(); // and not what the dialog's button does
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

} // namespace jackdaw
