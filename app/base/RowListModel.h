// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>
#include <QHash>

#include <algorithm>
#include <vector>

namespace jackdaw {

/// A list model over a vector of rows that is brought to a wanted state in few steps: single removals, moves and
/// insertions where little changed, at most two layout changes, one removal and one insertion where much did. Selection
/// and scroll position survive either way. Thread of the model; knows nothing of what a row is.
class RowListModel : public QAbstractListModel
{
protected:
    using QAbstractListModel::QAbstractListModel;

    /// Makes `rows` equal `wanted`. `idOf(row)` is a hashable identity, unique within each vector.
    template<class Row, class IdOf>
    void applyRows(std::vector<Row> &rows, std::vector<Row> wanted, IdOf idOf);

    /// Sends dataChanged for these rows (ascending), neighbours together.
    void announceChanged(const std::vector<int> &changed);

private:
    /// More single steps than this cost a view more than laying everything out once.
    static constexpr int maximumSteps = 32;

    template<class Row, class IdOf> void applySteps(std::vector<Row> &rows, std::vector<Row> wanted, IdOf idOf,
                                                   const std::vector<char> &moved);
    template<class Row, class IdOf> void permute(std::vector<Row> &rows, std::vector<Row> ordered, IdOf idOf);
    template<class Row, class Keep> void removeRowsUnless(std::vector<Row> &rows, Keep keep);
    template<class Row, class IsNew> void insertRowsFrom(std::vector<Row> &rows, const std::vector<Row> &wanted, IsNew isNew);
    /// Marks what does not belong to a longest ascending run of `places`.
    static std::vector<char> outOfOrder(const std::vector<int> &places);
};

inline void RowListModel::announceChanged(const std::vector<int> &changed)
{
    constexpr size_t maximumRanges = 64;
    size_t ranges = changed.empty() ? 0 : 1;
    for (size_t i = 1; i < changed.size(); ++i) {
        ranges += changed[i] != changed[i - 1] + 1;
    }
    if (ranges > maximumRanges) {
        Q_EMIT dataChanged(index(changed.front()), index(changed.back()));
        return;
    }
    for (size_t first = 0; first < changed.size();) {
        size_t last = first;
        while (last + 1 < changed.size() && changed[last + 1] == changed[last] + 1) {
            ++last;
        }
        Q_EMIT dataChanged(index(changed[first]), index(changed[last]));
        first = last + 1;
    }
}

inline std::vector<char> RowListModel::outOfOrder(const std::vector<int> &places)
{
    std::vector<int> tails;    // position of the smallest end of a run of each length
    std::vector<int> previous(places.size(), -1);
    for (int i = 0; i < int(places.size()); ++i) {
        const auto at = std::lower_bound(tails.begin(), tails.end(), places[size_t(i)],
                                         [&](int tail, int place) { return places[size_t(tail)] < place; });
        if (at != tails.begin()) {
            previous[size_t(i)] = *(at - 1);
        }
        if (at == tails.end()) {
            tails.push_back(i);
        } else {
            *at = i;
        }
    }
    std::vector<char> moved(places.size(), 1);
    for (int i = tails.empty() ? -1 : tails.back(); i >= 0; i = previous[size_t(i)]) {
        moved[size_t(i)] = 0;
    }
    return moved;
}

template<class Row, class Keep>
void RowListModel::removeRowsUnless(std::vector<Row> &rows, Keep keep)
{
    for (int last = int(rows.size()) - 1; last >= 0; --last) {
        if (keep(rows[size_t(last)])) {
            continue;
        }
        int first = last;
        while (first > 0 && !keep(rows[size_t(first - 1)])) {
            --first;
        }
        beginRemoveRows({}, first, last);
        rows.erase(rows.begin() + first, rows.begin() + last + 1);
        endRemoveRows();
        last = first;
    }
}

/// What stands in `rows` has the order it has in `wanted`; puts what is new between.
template<class Row, class IsNew>
void RowListModel::insertRowsFrom(std::vector<Row> &rows, const std::vector<Row> &wanted, IsNew isNew)
{
    for (int first = 0; first < int(wanted.size()); ++first) {
        if (!isNew(wanted[size_t(first)])) {
            continue;
        }
        int last = first;
        while (last + 1 < int(wanted.size()) && isNew(wanted[size_t(last + 1)])) {
            ++last;
        }
        beginInsertRows({}, first, last);
        rows.insert(rows.begin() + first, wanted.begin() + first, wanted.begin() + last + 1);
        endInsertRows();
        first = last;
    }
}

template<class Row, class IdOf>
void RowListModel::permute(std::vector<Row> &rows, std::vector<Row> ordered, IdOf idOf)
{
    Q_EMIT layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
    QHash<decltype(idOf(rows.front())), int> places;
    places.reserve(qsizetype(ordered.size()));
    for (int i = 0; i < int(ordered.size()); ++i) {
        places.insert(idOf(ordered[size_t(i)]), i);
    }
    const QModelIndexList before = persistentIndexList();
    QModelIndexList after;
    after.reserve(before.size());
    for (const QModelIndex &old : before) {
        after.append(createIndex(places.value(idOf(rows[size_t(old.row())])), 0));
    }
    rows = std::move(ordered);
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged({}, QAbstractItemModel::VerticalSortHint);
}

template<class Row, class IdOf>
void RowListModel::applySteps(std::vector<Row> &rows, std::vector<Row> wanted, IdOf idOf, const std::vector<char> &moved)
{
    // `moved` speaks of the rows that stay, in their old order; those that keep their order among each other rest.
    using Id = decltype(idOf(rows.front()));
    QHash<Id, char> movedIds;
    for (size_t i = 0; i < rows.size(); ++i) {
        if (moved[i]) {
            movedIds.insert(idOf(rows[i]), 1);
        }
    }
    QHash<Id, char> staying;
    staying.reserve(qsizetype(rows.size()));
    for (const Row &row : rows) {
        staying.insert(idOf(row), 1);
    }
    const auto placeOf = [&](const Id &id) {
        return int(std::find_if(rows.begin(), rows.end(), [&](const Row &row) { return idOf(row) == id; }) - rows.begin());
    };
    const Row *above = nullptr;
    for (const Row &row : wanted) {
        const Id id = idOf(row);
        if (!staying.contains(id)) {
            continue;
        }
        if (movedIds.contains(id)) {
            const int from = placeOf(id);
            const int to = above ? placeOf(idOf(*above)) + 1 : 0; // stands before this row, as it is counted now
            if (to != from && to != from + 1) {
                beginMoveRows({}, from, from, {}, to);
                if (from < to) {
                    std::rotate(rows.begin() + from, rows.begin() + from + 1, rows.begin() + to);
                } else {
                    std::rotate(rows.begin() + to, rows.begin() + from, rows.begin() + from + 1);
                }
                endMoveRows();
            }
        }
        above = &row;
    }
    insertRowsFrom(rows, wanted, [&](const Row &row) { return !staying.contains(idOf(row)); });
}

template<class Row, class IdOf>
void RowListModel::applyRows(std::vector<Row> &rows, std::vector<Row> wanted, IdOf idOf)
{
    using Id = decltype(idOf(rows.front()));
    if (rows.size() == wanted.size()
        && std::equal(rows.begin(), rows.end(), wanted.begin(), [&](const Row &a, const Row &b) { return idOf(a) == idOf(b); })) {
        rows = std::move(wanted);
        return;
    }
    if (rows.empty()) {
        beginInsertRows({}, 0, int(wanted.size()) - 1);
        rows = std::move(wanted);
        endInsertRows();
        return;
    }
    if (wanted.empty()) {
        beginRemoveRows({}, 0, int(rows.size()) - 1);
        rows.clear();
        endRemoveRows();
        return;
    }
    QHash<Id, int> wantedPlaces;
    wantedPlaces.reserve(qsizetype(wanted.size()));
    for (int i = 0; i < int(wanted.size()); ++i) {
        wantedPlaces.insert(idOf(wanted[size_t(i)]), i);
    }
    QHash<Id, int> oldPlaces;
    oldPlaces.reserve(qsizetype(rows.size()));
    for (int i = 0; i < int(rows.size()); ++i) {
        oldPlaces.insert(idOf(rows[size_t(i)]), i);
    }
    const auto stays = [&](const Row &row) { return wantedPlaces.contains(idOf(row)); };
    const auto isNew = [&](const Row &row) { return !oldPlaces.contains(idOf(row)); };

    std::vector<int> places;
    int steps = 0;
    bool inRun = false;
    for (const Row &row : rows) {
        const bool staysHere = stays(row);
        steps += !staysHere && !inRun;
        inRun = !staysHere;
        if (staysHere) {
            places.push_back(wantedPlaces.value(idOf(row)));
        }
    }
    inRun = false;
    bool hasNew = false;
    for (const Row &row : wanted) {
        const bool fresh = isNew(row);
        steps += fresh && !inRun;
        inRun = fresh;
        hasNew = hasNew || fresh;
    }
    const std::vector<char> moved = outOfOrder(places);
    steps += int(std::count(moved.begin(), moved.end(), 1));

    if (steps <= maximumSteps) {
        removeRowsUnless(rows, stays);
        applySteps(rows, wanted, idOf, moved);
        rows = std::move(wanted); // the same rows, with their new content
        return;
    }
    // What stays in its final order, what goes below it, in one step.
    std::vector<Row> ordered;
    ordered.reserve(rows.size());
    for (const Row &row : wanted) {
        if (!isNew(row)) {
            ordered.push_back(row);
        }
    }
    const int staying = int(ordered.size());
    for (const Row &row : rows) {
        if (!stays(row)) {
            ordered.push_back(row);
        }
    }
    permute(rows, std::move(ordered), idOf);
    if (staying < int(rows.size())) {
        beginRemoveRows({}, staying, int(rows.size()) - 1);
        rows.erase(rows.begin() + staying, rows.end());
        endRemoveRows();
    }
    if (hasNew) {
        const int first = int(rows.size());
        beginInsertRows({}, first, int(wanted.size()) - 1);
        for (const Row &row : wanted) {
            if (isNew(row)) {
                rows.push_back(row);
            }
        }
        endInsertRows();
        permute(rows, std::move(wanted), idOf);
    }
}

} // namespace jackdaw
