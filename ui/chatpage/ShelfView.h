// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chatpage/ShelfRowDelegate.h"
#include "search/ShelfModel.h"

#include <QHash>
#include <QTimer>
#include <QWidget>

QT_BEGIN_NAMESPACE
class QListView;
class QStackedLayout;
QT_END_NAMESPACE

namespace jackdaw {

class EmptyState;

/// The links, the files, the pinned or the saved messages of a chat as a list, its pictures as a grid, files and pictures by
/// months, or what stands there where there are none. Enter and a click open a link or what is here of a file, or show the message; the menu has the
/// rest. Owned by DetailsPane, GUI thread; emits wishes. It follows no link and opens no file itself.
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
    /// A file that is here.
    void openRequested(const jackdaw::ShelfEntry &entry);
    void saveFileRequested(const jackdaw::ShelfEntry &entry);
    void pinRequested(jackdaw::MessageId message, bool pinned);
    void saveRequested(jackdaw::MessageId message, bool saved);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void choose(const QModelIndex &index);
    void arrange();
    void showMenu(const QModelIndex &index, const QPoint &position);
    void showState();
    void setEmptyWords();
    void setEmpty(const QString &icon, const QString &title, const QString &help);
    void applyTheme();

    std::unique_ptr<ShelfModel> m_model;
    const Theme &m_theme;
    QListView *m_list;
    ShelfRowDelegate *m_delegate;
    EmptyState *m_empty = nullptr; ///< of the shelf that is shown
    QHash<QString, EmptyState *> m_empties; ///< by their icons
    QStackedLayout *m_stack;
    QTimer m_late; ///< while it is looked for
    int m_arrangedFor = 0; ///< the width that the tiles were made for
};

} // namespace jackdaw
