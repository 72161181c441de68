// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountMark.h"
#include "base/RowListModel.h"
#include "presence/Presence.h"
#include "roster/Contact.h"
#include "roster/ContactLooks.h"
#include "roster/ContactTexts.h"

#include <QHash>
#include <QSet>
#include <QTimer>
#include <functional>
#include <memory>
#include <vector>

namespace jackdaw {

/// All contacts of all accounts as one flat list: a header row for each group, its contacts below it, available ones
/// first, then by name; then the groups within it (XEP-0083). What is below a folded group has no rows, unless it is looked for. Keeps its own sorted index, in which only those who changed get another place; changes are gathered
/// for up to 50 ms and applied as moves (few) or one layout change (many), so that 10,000 presences cost a view nothing.
/// Owned by the composition root, GUI thread; fed by RosterDoor and PresenceDoor; never commands anything.
class ContactListModel : public RowListModel
{
    Q_OBJECT
public:
    /// One row as it is shown.
    struct Row {
        bool isHeader = false;
        QString group;        ///< header and contact: the group; empty for contacts in none
        QStringList path;     ///< what the group and those that it lies in are called, the outermost first; of none: empty. Header only
        int depth = 0;        ///< how many groups its group lies in
        bool folded = false;  ///< header: its contacts are not shown
        int available = 0;    ///< header: how many of its contacts, and of the groups in it, are available
        int total = 0;        ///< header: how many there are
        Contact contact;      ///< contact rows only
        Presence presence;    ///< contact rows only
        BareJid lookAlike;    ///< contact rows only: somebody else, for whom they could be taken; invalid: nobody
        AccountMark account;  ///< contact rows only; without a name where there is one account only
    };
    enum Role {
        HeaderRole = Qt::UserRole + 1, ///< bool
        AccountRole,                   ///< AccountId
        JidRole,                       ///< QString, bare JID
        AvailabilityRole,              ///< Availability as int
        StatusRole,                    ///< QString
        GroupRole,                     ///< QString: below which header it stands; headers: theirs
        DepthRole,                     ///< int: how many groups its group lies in
        FoldedRole                     ///< bool: of a header
    };

    explicit ContactListModel(QObject *parent = nullptr);
    ~ContactListModel() override;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

    Row row(int index) const;
    /// The rows that are headers, ascending.
    QList<int> headingRows() const;
    /// The name the user gave, else the local part. Works for addresses that are no contacts too.
    QString nameOf(AccountId account, const BareJid &jid) const;
    /// nullptr if it is no contact. Good until the next change.
    const Contact *find(AccountId account, const BareJid &jid) const;
    Presence presenceOf(AccountId account, const BareJid &jid) const;
    /// A contact of any account, with another address, for whom this one could be taken, who need be no contact.
    /// Invalid: nobody, or not known yet; lookAlikesChanged() comes when it is.
    BareJid lookAlikeOf(AccountId account, const BareJid &jid) const;
    /// Every contact, whatever the filter says, in no particular order: for completion and the quick switcher.
    void forEachContact(const std::function<void(const Contact &, const Presence &)> &visit) const;

    /// Only names and addresses that hold this text, case folded; empty: all.
    void setFilter(const QString &text);
    void setOfflineShown(bool shown);
    /// By name; an empty one: contacts in none.
    void setFoldedGroups(const QSet<QString> &groups);
    const QSet<QString> &foldedGroups() const { return m_folded; }
    /// What stands between the names of a group and of one in it (XEP-0083); empty: no group lies in another.
    void setGroupDelimiter(const QString &delimiter);
    const QString &groupDelimiter() const { return m_delimiter; }
    /// How a row is read out (ui/ gives the words).
    void setSpokenText(std::function<QString(const Row &)> spoken);
    /// Whose contacts they are, once there are two accounts (accountMarks).
    void setAccountMarks(const QHash<AccountId, AccountMark> &marks);
    AccountMark accountMark(AccountId account) const { return m_marks.value(account); }
    /// Applies gathered changes at once instead of within 50 ms.
    void flush();

public Q_SLOTS:
    /// Takes a long one in slices, so that the window is not deaf meanwhile; other changes, and flush(), wait for the rest.
    void replaceRoster(jackdaw::AccountId account, const QList<jackdaw::Contact> &contacts);
    void changeContacts(const QList<jackdaw::Contact> &contacts);
    void removeContact(jackdaw::AccountId account, const jackdaw::BareJid &jid);
    void removeAccount(jackdaw::AccountId account);
    void changePresences(const QList<jackdaw::ContactPresence> &presences);
    void forgetPresences(jackdaw::AccountId account);
    /// The server tells of those who are available (RFC 6121, 4.2.2): who is unknown still is offline.
    void presumeOffline(jackdaw::AccountId account);

Q_SIGNALS:
    /// Names or presences of these people changed, in the same gathered step as the rows.
    void peopleChanged();
    /// Who could be taken for whom. peopleChanged() follows.
    void lookAlikesChanged();

private:
    struct Person;
    struct Group;
    struct Entry;
    enum Flag : quint8;
    using Key = std::pair<AccountId, BareJid>;

    Person *person(AccountId account, const BareJid &jid) const;
    void takeSlice();
    void takeRest();
    void endRoster();
    void place(const Contact &contact);
    void drop(const Key &key);
    /// What is shown of those who are there, since the last rebuild.
    enum class ShownChange { None, Fewer, Any };

    void show(int number);
    void keepShown(int number, quint8 notWith);
    void showOthers(ShownChange change);
    void notePresence(Person &person, const Presence &presence);
    void noteChanged(const Person &person);
    int noteThere(const Person &person);
    void takeNumber(Person &person);
    void freeNumbers();
    auto order() const;
    void scheduleUpdate();
    void rebuild();
    void sortEverybody();
    void sortChanged();
    void orderGroups();
    std::vector<Entry> wantedEntries() const;
    static bool standsBefore(const Person *a, const Person *b);
    int numberOfGroup(const QString &group);
    void arrangeGroup(int number);
    void takeGroups(Person &person);
    bool isFolded(int group) const;

    QHash<Key, std::shared_ptr<Person>> m_people;
    QHash<Key, Presence> m_strangers; ///< presences of people that are no contacts, or not yet
    std::vector<std::shared_ptr<Person>> m_gone; ///< removed, but in m_entries until the next rebuild
    std::vector<Entry> m_entries;
    std::vector<Group> m_groups; ///< every group there ever was in this run; 0: contacts in none
    QHash<QString, int> m_groupNumbers;
    std::vector<int> m_groupOrder; ///< numbers, as they are shown
    std::vector<Person *> m_numbered; ///< nullptr: nobody has the number
    std::vector<quint8> m_flags;      ///< by number
    ContactTexts m_texts;             ///< by number
    std::vector<int> m_freeNumbers;   ///< a number is given again once its row is gone
    std::vector<int> m_changed; ///< numbers of people whose presences or names differ from what the index was sorted by
    bool m_everythingChanged = true; ///< the index is of no use
    ShownChange m_shownChanged = ShownChange::None;
    // The roster that is taken
    AccountId m_rosterAccount;
    QList<Contact> m_roster;
    qsizetype m_taken = -1; ///< -1: none is
    QList<Contact> m_changedMeanwhile; ///< what is said of people after the roster stands once it is through
    quint32 m_rosterNumber = 0;
    QString m_filter;
    QByteArray m_wanted; ///< the same in UTF-8
    QSet<QString> m_folded;
    QString m_delimiter = QStringLiteral("::"); ///< what programs take that were told of no other
    bool m_offlineShown = true;
    QHash<AccountId, AccountMark> m_marks;
    ContactLooks *m_looks;
    std::function<QString(const Row &)> m_spoken;
    QTimer m_update;
};

} // namespace jackdaw
