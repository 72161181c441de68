// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Ids.h"
#include "chat/ChatListModel.h"
#include "style/Theme.h"

#include <QStyledItemDelegate>

namespace jackdaw {

class Preferences;

/// Paints the rows of ChatListModel (ui.md, "Chat row"): 68 high, 48 and one line when compact; mirrored in
/// right-to-left. Owned by ChatListPane, GUI thread. Only paints. What it says is ChatRowText's; it never asks the engine
/// or the database.
class ChatRowDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    ChatRowDelegate(const Theme &theme, const Preferences &preferences, QObject *parent);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

    int rowHeight() const;

private:
    struct Place;
    enum class Bar { None, Active, Inactive }; ///< at the leading edge of the open chat

    void paintGround(QPainter &painter, const QStyleOptionViewItem &option, Token ground, Bar bar) const;
    void paintFirstLine(QPainter &painter, const Place &place, const ChatListModel::Row &row) const;
    void paintSecondLine(QPainter &painter, const Place &place, const ChatListModel::Row &row) const;
    int paintAddress(QPainter &painter, const Place &place, const QRect &line, const ChatListModel::Row &row) const;

    const Theme &m_theme;
    const Preferences &m_preferences;
};

} // namespace jackdaw
