// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/RowListModel.h"
#include "roster/ContactListModel.h"
#include "watch/Watch.h"

#include <QCollator>
#include <QSet>
#include <QTimer>
#include <memory>

namespace jackdaw {

class Clock;

/// The people that are watched, as the presence board shows them: by team, or as one table. Keeps who they are, how they
/// are since when, and how they were in the last hours as far as it was seen or logged; what is filtered and sorted is an
/// index of its own, changed in gathered steps. Owned by AppContext, GUI thread; fed by WatchDoor, PresenceDoor and
/// ContactListModel; never commands anything.
class BoardModel : public RowListModel
{
    Q_OBJECT
public:
    struct Person
    {
        AccountId account;
        BareJid jid;
        QString name;
        QStringList teams;      ///< groups of contacts; none: one empty text
        Presence presence;      ///< Unknown while we are offline
        QString device;         ///< what their client calls itself, or empty
        qint64 lastAnswer = -1; ///< ms since 1970 UTC; 0 never, -1 not looked up
        AccountMark mark;       ///< without a name where there is one account only
        RuleId bell;            ///< the rule that tells when they are available; invalid: none
        qint64 bellSet = 0;
        std::vector<PresenceChange> changes; ///< oldest first
        quint32 number = 0;
        QString foldedName;
    };
    struct Row
    {
        bool isHeader = false;
        QString team;
        int available = 0; ///< header: how many
        int total = 0;
        std::shared_ptr<const Person> person; ///< of a header none
        bool isFolded = false;                ///< header: its people have no rows
    };
    enum Column { Name, State, Since, Idle, Status, Device, Team, LastAnswer, ColumnCount };
    enum class Layout { Teams, Table };
    enum Role { HeaderRole = Qt::UserRole + 1, FoldedRole };
    /// What the chips count and filter: "Free for chat" is available.
    static constexpr Availability filters[] = {Availability::Available, Availability::Away, Availability::DoNotDisturb,
                                               Availability::ExtendedAway, Availability::Offline};

    BoardModel(const ContactListModel &contacts, const Clock &clock, QObject *parent = nullptr);
    ~BoardModel() override;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

    const Row &row(int index) const { return m_rows[size_t(index)]; }
    std::shared_ptr<const Person> find(AccountId account, const BareJid &jid) const;
    bool isWatched(AccountId account, const BareJid &jid) const;
    int watchedCount() const { return int(m_people.size()); }
    /// Every watched person, in no particular order.
    void forEachPerson(const std::function<void(const Person &)> &visit) const;
    /// The teams of all who are watched, by name, with how many they are; people in no group under an empty name.
    QList<std::pair<QString, int>> teams() const;
    /// How many of those that the team and the text leave are in this state.
    int count(Availability filter) const;
    const QList<PresenceRule> rules() const;

    /// nullopt: all teams.
    void setTeam(const std::optional<QString> &team);
    const std::optional<QString> &team() const { return m_team; }
    void setText(const QString &text);
    /// Empty: all states.
    void setStates(const QSet<Availability> &states);
    void setLayout(Layout layout);
    /// Their people have no rows, unless they are looked for or their team is chosen; an empty name: those in none.
    void setFoldedTeams(const QSet<QString> &teams);
    const QSet<QString> &foldedTeams() const { return m_folded; }
    /// The row of a team's heading; -1: it has none.
    int headingOf(const QString &team) const;
    Column sortColumn() const { return m_sort; }
    /// Words: of a cell, of a row as it is read out, of the head of a column.
    struct Words
    {
        std::function<QString(const Person &, Column)> cell;
        std::function<QString(const Row &)> spoken;
        std::function<QString(Column)> head;
    };
    void setWords(Words words) { m_words = std::move(words); }
    /// From disk, for the time before the program began; and when they last wrote.
    void setPast(AccountId account, const BareJid &jid, const QList<PresenceChange> &changes);
    void setLastAnswer(AccountId account, const BareJid &jid, qint64 time);
    /// Applies gathered changes at once.
    void flush();

public Q_SLOTS:
    void setWatched(jackdaw::AccountId account, const QList<jackdaw::BareJid> &people);
    void setRules(jackdaw::AccountId account, const QList<jackdaw::PresenceRule> &rules);
    void changePresences(const QList<jackdaw::ContactPresence> &presences);
    void forgetPresences(jackdaw::AccountId account);
    /// Online again: who is not heard of is offline.
    void presumeOffline(jackdaw::AccountId account);
    void forgetPast(jackdaw::AccountId account, const jackdaw::BareJid &person);
    void removeAccount(jackdaw::AccountId account);
    /// Names and groups of contacts may be others now.
    void refreshPeople();

Q_SIGNALS:
    /// Counts, teams or rules may be others now; after the rows.
    void summaryChanged();

private:
    using Key = std::pair<AccountId, BareJid>;
    Person *change(AccountId account, const BareJid &jid);
    void note(Person &person, const Presence &presence);
    void takeContact(Person &person) const;
    void schedule();
    bool isShown(const Person &person) const;
    bool passesTeam(const Person &person) const;
    bool standsBefore(const Person &a, const Person &b) const;
    std::vector<Row> wantedRows() const;

    const ContactListModel &m_contacts;
    const Clock &m_clock;
    QHash<Key, std::shared_ptr<Person>> m_people;
    QHash<AccountId, QList<PresenceRule>> m_rules;
    std::vector<Row> m_rows;
    QSet<quint32> m_changed; ///< numbers of people
    QCollator m_collator;
    std::optional<QString> m_team;
    QString m_text; ///< folded
    QSet<Availability> m_states;
    QSet<QString> m_folded;
    Layout m_layout = Layout::Teams;
    Column m_sort = State;
    Qt::SortOrder m_order = Qt::AscendingOrder;
    Words m_words;
    quint32 m_lastNumber = 0;
    QTimer m_update;
};

} // namespace jackdaw
