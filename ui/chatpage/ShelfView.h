// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chatpage/ShelfRowDelegate.h"
#include "search/ShelfModel.h"

#include <QWidget>

QT_BEGIN_NAMESPACE
class QListView;
class QStackedLayout;
QT_END_NAMESPACE

namespace jackdaw {

class EmptyState;

/// The links, the pinned or the saved messages of a chat as a list, or what stands there where there are none. Enter and a
/// click open a link, or show the message; the menu has the rest. Owned by DetailsPane, GUI thread; emits wishes. It
/// follows no link itself.
class ShelfView : public QWidget
{
    Q_OBJECT
public:
    ShelfView(std::unique_ptr<ShelfModel> model, const Theme &theme, const Clock &clock, QWidget *parent = nullptr);

    void show(ConversationId conversation, Shelf shelf);
    void setName(ShelfRowDelegate::Name name);
    ShelfModel &model() { return *m_model; }
    QListView *list() const { return m_list; }

Q_SIGNALS:
    void messageRequested(jackdaw::MessageId message);
    void linkRequested(const jackdaw::TextLink &link);
    void pinRequested(jackdaw::MessageId message, bool pinned);
    void saveRequested(jackdaw::MessageId message, bool saved);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void choose(const QModelIndex &index);
    void showMenu(const QModelIndex &index, const QPoint &position);
    void showState();
    void applyTheme();

    std::unique_ptr<ShelfModel> m_model;
    const Theme &m_theme;
    QListView *m_list;
    ShelfRowDelegate *m_delegate;
    EmptyState *m_empty;
    QStackedLayout *m_stack;
};

} // namespace jackdaw
