// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rooms/MemberActs.h"

#include <QWidget>
#include <optional>

QT_BEGIN_NAMESPACE
QT_END_NAMESPACE

namespace jackdaw {

class IconButton;
class LookAlikes;
class MemberRowDelegate;
class RowTree;
class SearchField;
class Theme;

/// The people of a group beside its messages (mockup 03): a field to find one, those who run it, the others who are here, and
/// the members who are not.
/// Shows OccupantListModel, which is the page's; emits wishes. Owned by ChatPage, GUI thread. Commands nothing, and once it is
/// closed does nothing either, whoever comes and goes.
class MembersPane : public QWidget
{
    Q_OBJECT
public:
    static constexpr int wantedWidth = 312;

    /// `lookAlikes`: whose names nobody there is to borrow unnoticed; outlives the pane, as `people` does.
    MembersPane(OccupantListModel &people, LookAlikes &lookAlikes, const Theme &theme, QWidget *parent = nullptr);

    void setRoom(const BareJid &room);
    /// What we are there, and so what may be done; nullopt: nothing.
    void setOurselves(const std::optional<Room> &room);
    /// In the field, where one begins to look for somebody.
    void takeFocus();

Q_SIGNALS:
    void closeRequested();
    /// A chat with somebody in the room alone.
    void privateRequested(const QString &nick);
    void memberActRequested(const jackdaw::MemberWish &wish);
    void inviteRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *makeHeader();
    void makeList();
    void setRows(QAbstractItemModel *rows);
    void applyTheme();
    void choose(const QModelIndex &index);
    void showMenu(const QModelIndex &index, const QPoint &position);

    OccupantListModel &m_people;
    const Theme &m_theme;
    std::optional<Room> m_ours;
    QWidget *m_header = nullptr;
    IconButton *m_invite = nullptr;
    SearchField *m_find = nullptr;
    RowTree *m_list = nullptr;
    LookAlikes &m_lookAlikes;
    MemberRowDelegate *m_delegate = nullptr;
};

} // namespace jackdaw
