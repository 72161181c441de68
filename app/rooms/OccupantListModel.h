// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/SortedRows.h"
#include "rooms/Room.h"

#include <QAbstractListModel>
#include <QHash>
#include <array>
#include <deque>
#include <functional>
#include <memory>

namespace jackdaw {

/// The people of one room as a flat list: those who run it, the others who are there, and the members who are not, each under
/// a header row; within that by role and affiliation, then by name. Made for 10,000: somebody's change costs the rows it is
/// about and a look-up, a whole room comes in slices. Owned by the page that shows the room, GUI thread; fed by RoomDoor;
/// never commands anything.
class OccupantListModel : public QAbstractListModel
{
    Q_OBJECT
public:
    enum class Section {
        Leading, ///< owners, admins and moderators who are there
        Here,
        Away     ///< on a list of the room, and not there
    };
    /// One row as it is shown.
    struct Row {
        bool isHeader = false;
        Section section = Section::Here;
        int total = 0;     ///< header: how many there are, whatever the filter says
        Occupant occupant; ///< of who is away only name, address and affiliation
        bool isUs = false;
    };
    enum Role {
        HeaderRole = Qt::UserRole + 1, ///< bool
        SectionRole,                   ///< Section as int
        NickRole,                      ///< QString; empty of who is away
        JidRole,                       ///< QString, bare JID; empty where the room keeps it from us
        AvailabilityRole,              ///< Availability as int
        StatusRole                     ///< QString
    };

    explicit OccupantListModel(QObject *parent = nullptr);
    ~OccupantListModel() override;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

    Row row(int index) const;
    /// The rows that are headers, ascending.
    QList<int> headingRows() const;
    /// -1: nobody of that nickname is shown.
    int rowOf(const QString &nick) const;
    /// nullptr if there is nobody of that nickname. Good until the next change.
    const Occupant *find(const QString &nick) const;
    /// Those who are there, whatever the filter says.
    int present() const { return int(m_here.size()); }
    int members() const { return int(m_members.size()); }
    /// The address that the room showed of somebody by their occupant-id (XEP-0421), also of who has left since; invalid where
    /// it keeps that from us. A nickname tells nobody's: another may have it now.
    BareJid addressOf(const QString &occupantId) const { return m_addresses.value(occupantId); }
    /// Everybody who is there, in no particular order: for completion.
    void forEachPresent(const std::function<void(const Occupant &)> &visit) const;

    /// Another room, of which nobody is known yet; RoomDoor::announceOccupants tells.
    void setRoom(ConversationId room);
    ConversationId room() const { return m_room; }
    void setOwnNick(const QString &nick);
    /// Who is on the room's lists (RoomDoor::allMembers), so that those who are not there are shown too.
    void setMembers(const QList<RoomMember> &members);
    /// Only names and addresses that hold this text, case folded; empty: all.
    void setFilter(const QString &text);
    /// How a row is read out (ui/ gives the words).
    void setSpokenText(std::function<QString(const Row &)> spoken);
    /// Takes at once what would come in slices.
    void flush();

public Q_SLOTS:
    /// Of other rooms nothing is taken. A long one comes in slices, so that the window is not deaf meanwhile.
    void changeOccupants(const jackdaw::OccupantChanges &changes);

Q_SIGNALS:
    /// How many are there, or on the lists.
    void countsChanged();
    /// Somebody who is there leads now or does no more, or leads as something else.
    void rolesChanged();
    /// addressOf() knows more people, or other ones.
    void addressesLearnt();

private:
    struct Person;
    struct Before {
        bool operator()(const Person *a, const Person *b) const;
    };
    using People = SortedRows<Person *, Before>;
    struct Part {
        People all;
        People matching;  ///< the filter; empty where there is none
        int toldTotal = 0; ///< what its header says
    };
    static constexpr std::array sections{Section::Leading, Section::Here, Section::Away};

    Part &part(Section section) { return m_parts[size_t(section)]; }
    const People &shown(Section section) const;
    int firstRow(Section section) const;
    int rowOf(const Person &person) const;
    const Person *personAt(int row, Section *section) const;
    bool matches(const Person &person) const;
    static Section sectionOf(const Occupant &occupant);

    void takeSlice();
    void takeChanges(int &budget);
    void takeMembers(int &budget);
    void takeOne(const Occupant &occupant, QList<Person *> &fresh);
    void endWhole();
    void drop(const QString &nick);
    void enlist(const RoomMember &member, QList<Person *> &fresh);
    void strike(const BareJid &jid);
    void noteMembership(const Occupant &occupant);
    void noteAddress(const Occupant &occupant);
    void noteRole(const Occupant *before, const Occupant *now);
    void noteHere(const BareJid &jid, int step);
    void put(QList<Person *> people);
    void take(Person &person);
    void change(Person &person, const Occupant &occupant);
    void clearPart(Section section);
    void tellHeaders();

    ConversationId m_room;
    QString m_ownNick;
    QString m_filter;
    QHash<QString, std::shared_ptr<Person>> m_here;    ///< by nickname
    QHash<BareJid, std::shared_ptr<Person>> m_members; ///< by address, whether they are there or not
    QHash<BareJid, int> m_hereByJid;                   ///< how often each is there
    QHash<QString, BareJid> m_addresses;               ///< by occupant-id
    bool m_hasLearnt = false;                          ///< an address, in this slice
    bool m_haveRolesChanged = false;                   ///< likewise
    std::array<Part, 3> m_parts;
    std::deque<OccupantChanges> m_waiting; ///< the first is being taken
    qsizetype m_taken = -1;                ///< of the first; -1: not begun
    QList<RoomMember> m_newMembers;
    qsizetype m_enlisted = -1; ///< of those; -1: there are none
    quint32 m_number = 0;      ///< of the last whole list
    quint32 m_listNumber = 0;  ///< the same of the members
    bool m_sliceIsDue = false;
    std::function<QString(const Row &)> m_spoken;
};

} // namespace jackdaw
