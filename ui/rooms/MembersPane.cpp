// SPDX-License-Identifier: GPL-3.0-or-later
#include "rooms/MembersPane.h"

#include "rooms/LookAlikes.h"
#include "rooms/MemberRowDelegate.h"
#include "rooms/RoomRights.h"
#include "rooms/RoomText.h"
#include "style/Direction.h"
#include "style/MenuPlace.h"
#include "style/Style.h"
#include "style/Theme.h"
#include "widgets/Fields.h"
#include "widgets/IconButton.h"
#include "widgets/Labels.h"
#include "widgets/RowTree.h"

#include <QContextMenuEvent>
#include <QItemSelectionModel>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QPointer>
#include <QVBoxLayout>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace jackdaw {

MembersPane::MembersPane(OccupantListModel &people, LookAlikes &lookAlikes, const Theme &theme, QWidget *parent)
    : QWidget(parent), m_people(people), m_theme(theme), m_lookAlikes(lookAlikes)
{
    m_find = new SearchField(theme, tr("Find a member"), this);
    makeList();
    auto *findRow = new QVBoxLayout;
    findRow->setContentsMargins(16, 12, 16, 6);
    findRow->addWidget(m_find);
    auto *column = new QVBoxLayout(this);
    setLogicalMargins(column, 1, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeHeader());
    column->addLayout(findRow);
    column->addWidget(m_list, 1);

    people.setSpokenText([marks = QPointer(&lookAlikes)](const OccupantListModel::Row &row) {
        return memberSpokenText(row, marks ? marks->words(row) : QString());
    });
    connect(&lookAlikes, &LookAlikes::changed, m_list->viewport(), qOverload<>(&QWidget::update));
    connect(m_find, &QLineEdit::textChanged, this, [this](const QString &text) { m_people.setFilter(text); });
    connect(&theme, &Theme::changed, this, &MembersPane::applyTheme);
    applyTheme();
}

QWidget *MembersPane::makeHeader()
{
    m_header = new QWidget(this);
    m_invite = new IconButton(m_theme, u"user-round-plus"_s, tr("Add people"), m_header);
    m_invite->hide();
    auto *close = new IconButton(m_theme, u"x"_s, tr("Close members"), m_header);
    auto *row = new QHBoxLayout(m_header);
    setLogicalMargins(row, 16, 0, 10, 1);
    row->addWidget(new Label(m_theme, TypeRole::Heading, Token::Text, tr("Members"), Label::Wrap::No, m_header), 1);
    row->addWidget(m_invite);
    row->addWidget(close);
    connect(m_invite, &QAbstractButton::clicked, this, &MembersPane::inviteRequested);
    connect(close, &QAbstractButton::clicked, this, &MembersPane::closeRequested);
    return m_header;
}

void MembersPane::makeList()
{
    m_list = new RowTree(m_people, [this] { return m_people.headingRows(); }, this);
    m_list->setAccessibleName(tr("Members"));
    m_delegate = new MemberRowDelegate(m_theme, m_list);
    m_delegate->setLookAlikes(&m_lookAlikes);
    m_list->setItemDelegate(m_delegate);
    m_list->setSelectionMode(QAbstractItemView::SingleSelection);
    m_list->installEventFilter(this);
    m_list->viewport()->installEventFilter(this);
    connect(m_list, &QAbstractItemView::doubleClicked, this, &MembersPane::choose);
}

/// Each view makes a selection of its own for each model, which would listen to it for ever.
void MembersPane::setRows(QAbstractItemModel *rows)
{
    if (m_list->model() == rows)
        return;
    const QItemSelectionModel *before = m_list->selectionModel();
    m_list->setModel(rows);
    delete before;
}

void MembersPane::showEvent(QShowEvent *event)
{
    setRows(&m_people);
    QWidget::showEvent(event);
}

/// Not of a page that is left for a moment with the pane on it: that comes back as it was.
void MembersPane::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    if (!isHidden())
        return;
    m_find->clear();
    setRows(nullptr);
}

void MembersPane::applyTheme()
{
    m_header->setFixedHeight(m_theme.scaled(64));
    QPalette colors = m_list->palette();
    colors.setColor(QPalette::Base, m_theme.color(Token::List));
    m_list->setPalette(colors);
    m_list->changeHeights();
    update();
}

void MembersPane::setRoom(const BareJid &room)
{
    m_delegate->setRoom(room);
    m_find->clear();
}

void MembersPane::setOurselves(const std::optional<Room> &room)
{
    m_ours = room;
    m_invite->setVisible(room && rightsIn(*room).testFlag(RoomRight::Invite));
}

void MembersPane::takeFocus()
{
    m_find->setFocus(Qt::ShortcutFocusReason);
}

void MembersPane::choose(const QModelIndex &index)
{
    const QString nick = index.isValid() ? index.data(OccupantListModel::NickRole).toString() : QString();
    if (!nick.isEmpty() && !m_people.row(index.row()).isUs)
        Q_EMIT privateRequested(nick);
}

void MembersPane::showMenu(const QModelIndex &index, const QPoint &position)
{
    if (!index.isValid() || !m_ours)
        return;
    const OccupantListModel::Row row = m_people.row(index.row());
    const QList<MemberAct> acts = memberActs(*m_ours, row);
    if (acts.isEmpty())
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const bool isAway = row.section == OccupantListModel::Section::Away;
    const auto isTalk = [](MemberAct act) {
        return act == MemberAct::Message || act == MemberAct::Mention || act == MemberAct::Profile;
    };
    const auto firstOfGroup = std::find_if_not(acts.cbegin(), acts.cend(), isTalk);
    const auto firstDestructive = std::find_if(acts.cbegin(), acts.cend(), isDestructive);
    for (auto each = acts.cbegin(); each != acts.cend(); ++each) {
        const MemberAct act = *each;
        const MemberWish wish{act, isAway ? QString() : row.occupant.nick, row.occupant.jid, row.occupant.id};
        if (each == firstDestructive || (each == firstOfGroup && each != acts.cbegin()))
            menu->addSeparator();
        QAction *entry = menu->addAction(m_theme.icon(memberActIcon(act)), memberActText(act, row.occupant.affiliation), this, [this, wish] {
            if (wish.act == MemberAct::Message)
                Q_EMIT privateRequested(wish.nick);
            else
                Q_EMIT memberActRequested(wish);
        });
        if (isDestructive(act))
            setDestructive(entry);
    }
    popUpWithin(*menu, *this, position);
}

bool MembersPane::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::ContextMenu && (watched == m_list || watched == m_list->viewport())) {
        auto *context = static_cast<QContextMenuEvent *>(event);
        const bool byKey = context->reason() == QContextMenuEvent::Keyboard;
        const QModelIndex index = byKey ? m_list->currentIndex() : m_list->indexAt(m_list->viewport()->mapFromGlobal(context->globalPos()));
        showMenu(index, byKey ? m_list->viewport()->mapToGlobal(m_list->visualRect(index).center()) : context->globalPos());
        return true;
    }
    if (watched == m_list && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            choose(m_list->currentIndex());
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void MembersPane::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(Token::List));
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    painter.fillRect(QRect(mirrored ? width() - 1 : 0, 0, 1, height()), m_theme.color(Token::Line));
    painter.fillRect(QRect(0, m_header->height() - 1, width(), 1), m_theme.color(Token::Line));
}

} // namespace jackdaw
