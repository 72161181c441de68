// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "roster/ContactListModel.h"
#include "widgets/AskDialog.h"

#include <QSet>

QT_BEGIN_NAMESPACE
class QListWidget;
class QListWidgetItem;
QT_END_NAMESPACE

namespace jackdaw {

class SearchField;

/// Asks who is to be on the presence board: all contacts by name, with their groups, to tick. Emits
/// what was changed; its maker carries it out and closes it. Owned by its parent, GUI thread; commands
/// nothing.
class WatchDialog : public AskDialog
{
    Q_OBJECT
public:
    using Key = std::pair<AccountId, BareJid>;
    WatchDialog(const ContactListModel &contacts, const QSet<Key> &watched, const Theme &theme, QWidget *parent = nullptr);

Q_SIGNALS:
    void watchChanged(const QList<std::pair<jackdaw::AccountId, jackdaw::BareJid>> &added,
                      const QList<std::pair<jackdaw::AccountId, jackdaw::BareJid>> &removed);

protected:
    void submit() override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void filter(const QString &text);

    QSet<Key> m_watched;
    QList<Key> m_people; ///< by row
    SearchField *m_find;
    QListWidget *m_list;
};

} // namespace jackdaw
