// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Jid.h"
#include "widgets/AskDialog.h"

QT_BEGIN_NAMESPACE
class QListWidget;
class QListWidgetItem;
class QStackedWidget;
QT_END_NAMESPACE

namespace jackdaw {

class Label;
class SearchField;
class TextField;

/// Asks who is to come into a group: contacts to choose from, an address, in
/// the same field or one of its own, for whoever is none, and a reason. Emits the wish;
/// its maker closes it or shows why it was not done. Owned by its parent, GUI thread; commands nothing.
/// Whoever is in the group already is not offered.
class InviteDialog : public AskDialog
{
    Q_OBJECT
public:
    struct Person {
        QString name;
        BareJid jid;
    };
    /// In a group for members an invitation makes one.
    enum class Makes { Guests, Members };

    InviteDialog(const QString &group, Makes makes, const QList<Person> &people, const Theme &theme, QWidget *parent = nullptr);

    /// Those who are chosen, whether the list shows them now or not.
    QList<BareJid> chosen() const;

Q_SIGNALS:
    void inviteRequested(const QList<jackdaw::BareJid> &people, const QString &reason);

protected:
    void submit() override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void filter(const QString &text);
    /// Somebody who is none of the contacts: a row for them, as long as their address stands in the field or they are chosen.
    void offer(const QString &address);
    void countChosen();

    SearchField *m_find;
    QStackedWidget *m_found; ///< the list, or that nobody is in it
    QListWidget *m_list;
    Label *m_none;
    Label *m_count;
    TextField *m_address;
    TextField *m_reason;
};

} // namespace jackdaw
