// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "roster/ContactListModel.h"
#include "roster/ContactProposal.h"

#include <QWidget>
#include <optional>

QT_BEGIN_NAMESPACE
class QStackedLayout;
QT_END_NAMESPACE

namespace jackdaw {

class ContactRowDelegate;
class ContactTree;
class EmptyState;
class IconButton;
class Label;
class MenuButton;
class Preferences;
class RequestList;
class SearchField;
class Theme;

/// Who a row of the list is.
struct ContactKey
{
    AccountId account;
    BareJid jid;

    friend bool operator==(const ContactKey &, const ContactKey &) = default;
};

/// A contact, and the group below which it was taken: the same person may stand below several.
struct ContactPlace
{
    ContactKey who;
    QString group;

    friend bool operator==(const ContactPlace &, const ContactPlace &) = default;
};

/// The pane with all contacts by group: requests, filter, rows. Emits wishes; commands nothing.
/// Owned by the main window, GUI thread. Filters through ContactListModel, and never changes a
/// contact itself.
class ContactListPane : public QWidget
{
    Q_OBJECT
public:
    ContactListPane(ContactListModel &contacts, const Theme &theme, const Preferences &preferences, QWidget *parent = nullptr);

    enum class Menu { Hidden, Shown };
    /// ☰ in front of the title, in a window of one pane.
    void setMenu(Menu menu);
    /// Places a bar of the window below the header, where a window of one pane has it.
    void setBanner(QWidget *banner);
    void setRequests(const QList<SubscriptionRequest> &requests, const QList<ContactProposal> &proposals = {});
    /// The dot on ☰: a chat is unread.
    void setMenuDot(bool shown);
    void focusList();
    void focusSearch();
    QWidget *list() const;
    std::optional<ContactKey> current() const;
    /// The row of theirs, or none where the list does not show them: they are filtered away, or their group is folded.
    void setCurrent(const ContactKey &who);
    /// All that are selected, in the order of the rows.
    QList<ContactPlace> selected() const;
    /// They were asked to move there. Once they have, what was selected is so in its new place, the first of it current;
    /// unless the user went elsewhere meanwhile. Where the group is folded, its heading stands for them.
    void follow(const QList<ContactPlace> &moved, const QString &group);

Q_SIGNALS:
    /// The row that is shown beside the list.
    void currentChanged();
    void chatRequested(jackdaw::AccountId account, const jackdaw::BareJid &jid);
    /// A click where there is one pane only, or the menu's entry.
    void detailsRequested(jackdaw::AccountId account, const jackdaw::BareJid &jid);
    void addRequested();
    void renameRequested(jackdaw::AccountId account, const jackdaw::BareJid &jid);
    void removeRequested(jackdaw::AccountId account, const jackdaw::BareJid &jid);
    void requestsAnswered(const QList<jackdaw::SubscriptionRequest> &requests, jackdaw::RequestAnswer answer);
    void reviewRequested();
    void proposalReviewed(const jackdaw::ContactProposal &proposal);
    void proposalDismissed(const jackdaw::ContactProposal &proposal);
    /// To a group that is asked for.
    void moveRequested(const QList<jackdaw::ContactPlace> &contacts);
    void moveToGroupRequested(const QList<jackdaw::ContactPlace> &contacts, const QString &group);
    void blockRequested(jackdaw::AccountId account, const jackdaw::BareJid &jid);
    void blockedRequested();
    void offlineShownRequested(bool shown);
    void foldRequested(const QString &group, bool folded);
    void importRequested();
    void exportRequested();
    void menuRequested(QWidget *button);

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *makeHeader();
    void makeList();
    void applyTheme();
    void updateEmptyState();
    std::optional<ContactKey> keyOf(const QModelIndex &index) const;
    void showRowMenu(const QModelIndex &index, const QPoint &position);
    void showMore(QWidget *below);
    /// Keys of a tree: what they do to groups. False: nothing.
    bool foldByKey(int key);
    void fold(const QModelIndex &heading, bool folded);
    bool hasMoved(const ContactPlace &place) const;
    void selectMoved();

    ContactListModel &m_contacts;
    const Theme &m_theme;
    const Preferences &m_preferences;
    QWidget *m_header = nullptr;
    MenuButton *m_menu = nullptr;
    SearchField *m_search = nullptr;
    RequestList *m_requests = nullptr;
    ContactTree *m_list = nullptr;
    ContactRowDelegate *m_delegate = nullptr;
    QStackedLayout *m_stack = nullptr;
    EmptyState *m_empty = nullptr;
    QList<ContactPlace> m_moving; ///< where they were; empty: nobody is followed
    QString m_movingTo;
};

} // namespace jackdaw
