// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>
#include <QHash>

#include <algorithm>
#include <functional>
#include <iterator>
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
    int lastColumn() const { return static_cast<const QAbstractItemModel *>(this)->columnCount() - 1; }
    /// More single steps than this cost a view more than laying everything out once.
    static constexpr int maximumSteps = 32;

    /// Where the rows of two states stand in the other one; -1: not there.
    struct Places
    {
        std::vector<int> ofOld;    ///< by the place it had, the place that is wanted
        std::vector<int> ofWanted; ///< by the place that is wanted, the one it had

        bool isNew(int wanted) const { return ofWanted[size_t(wanted)] < 0; }
        bool stays(int old) const { return ofOld[size_t(old)] >= 0; }
    };

    template<class Row, class IdOf> static Places placesOf(const std::vector<Row> &rows, const std::vector<Row> &wanted, IdOf idOf);
    static int countSteps(const Places &places, const std::vector<char> &moved);
    template<class Row, class IdOf> void applySteps(std::vector<Row> &rows, const std::vector<Row> &wanted, const Places &places,
                                                   const std::vector<char> &moved, IdOf idOf);
    template<class Row> void applyLayout(std::vector<Row> &rows, std::vector<Row> wanted, const Places &places);
    template<class Row> void permute(std::vector<Row> &rows, std::vector<Row> ordered, const std::vector<int> &places);
    template<class Row> void removeGone(std::vector<Row> &rows, const Places &places);
    template<class Row> void insertNew(std::vector<Row> &rows, const std::vector<Row> &wanted, const Places &places);
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
        Q_EMIT dataChanged(index(changed.front()), index(changed.back(), lastColumn()));
        return;
    }
    for (size_t first = 0; first < changed.size();) {
        size_t last = first;
        while (last + 1 < changed.size() && changed[last + 1] == changed[last] + 1) {
            ++last;
        }
        Q_EMIT dataChanged(index(changed[first]), index(changed[last], lastColumn()));
        first = last + 1;
    }
}

inline std::vector<char> RowListModel::outOfOrder(const std::vector<int> &places)
{
    if (std::is_sorted(places.begin(), places.end())) {
        return std::vector<char>(places.size(), 0); // some of very many were looked for
    }
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

template<class Row, class IdOf>
RowListModel::Places RowListModel::placesOf(const std::vector<Row> &rows, const std::vector<Row> &wanted, IdOf idOf)
{
    Places places{std::vector<int>(rows.size(), -1), std::vector<int>(wanted.size(), -1)};
    // What is looked for among very many: some go and the rest stays, or some come. That is seen without a look-up for each.
    const bool isMore = wanted.size() > rows.size();
    const std::vector<Row> &few = isMore ? rows : wanted;
    const std::vector<Row> &many = isMore ? wanted : rows;
    std::vector<int> &ofFew = isMore ? places.ofOld : places.ofWanted;
    size_t met = 0;
    for (size_t at = 0; at < many.size() && met < few.size(); ++at) {
        if (idOf(many[at]) == idOf(few[met])) {
            ofFew[met++] = int(at);
        }
    }
    if (met == few.size()) {
        std::vector<int> &ofMany = isMore ? places.ofWanted : places.ofOld;
        for (size_t at = 0; at < few.size(); ++at) {
            ofMany[size_t(ofFew[at])] = int(at);
        }
        return places;
    }
    std::fill(ofFew.begin(), ofFew.end(), -1);
    QHash<decltype(idOf(rows.front())), int> old;
    old.reserve(qsizetype(rows.size()));
    for (int i = 0; i < int(rows.size()); ++i) {
        old.insert(idOf(rows[size_t(i)]), i);
    }
    for (int i = 0; i < int(wanted.size()); ++i) {
        if (const auto found = old.constFind(idOf(wanted[size_t(i)])); found != old.cend()) {
            places.ofWanted[size_t(i)] = *found;
            places.ofOld[size_t(*found)] = i;
        }
    }
    return places;
}

inline int RowListModel::countSteps(const Places &places, const std::vector<char> &moved)
{
    int steps = int(std::count(moved.begin(), moved.end(), 1));
    for (const std::vector<int> &side : {std::cref(places.ofOld), std::cref(places.ofWanted)}) {
        bool inRun = false; // neighbours go, or come, together
        for (const int place : side) {
            steps += place < 0 && !inRun;
            inRun = place < 0;
        }
    }
    return steps;
}

template<class Row>
void RowListModel::removeGone(std::vector<Row> &rows, const Places &places)
{
    for (int last = int(rows.size()) - 1; last >= 0; --last) {
        if (places.stays(last)) {
            continue;
        }
        int first = last;
        while (first > 0 && !places.stays(first - 1)) {
            --first;
        }
        beginRemoveRows({}, first, last);
        rows.erase(rows.begin() + first, rows.begin() + last + 1);
        endRemoveRows();
        last = first;
    }
}

/// What stands in `rows` has the order it has in `wanted`; puts what is new between.
template<class Row>
void RowListModel::insertNew(std::vector<Row> &rows, const std::vector<Row> &wanted, const Places &places)
{
    for (int first = 0; first < int(wanted.size()); ++first) {
        if (!places.isNew(first)) {
            continue;
        }
        int last = first;
        while (last + 1 < int(wanted.size()) && places.isNew(last + 1)) {
            ++last;
        }
        beginInsertRows({}, first, last);
        rows.insert(rows.begin() + first, wanted.begin() + first, wanted.begin() + last + 1);
        endInsertRows();
        first = last;
    }
}

/// `places`: by the place that a row has, the one that it gets.
template<class Row>
void RowListModel::permute(std::vector<Row> &rows, std::vector<Row> ordered, const std::vector<int> &places)
{
    Q_EMIT layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
    const QModelIndexList before = persistentIndexList();
    QModelIndexList after;
    after.reserve(before.size());
    for (const QModelIndex &old : before) {
        after.append(createIndex(places[size_t(old.row())], old.column()));
    }
    rows = std::move(ordered);
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged({}, QAbstractItemModel::VerticalSortHint);
}

template<class Row, class IdOf>
void RowListModel::applySteps(std::vector<Row> &rows, const std::vector<Row> &wanted, const Places &places,
                              const std::vector<char> &moved, IdOf idOf)
{
    removeGone(rows, places);
    // `moved` speaks of the rows that stay, in their old order; those that keep their order among each other rest.
    std::vector<char> moves(wanted.size(), 0);
    size_t staying = 0;
    for (const int place : places.ofOld) {
        if (place >= 0) {
            moves[size_t(place)] = moved[staying++];
        }
    }
    const auto placeOf = [&](const Row &wantedRow) {
        return int(std::find_if(rows.begin(), rows.end(), [&](const Row &row) { return idOf(row) == idOf(wantedRow); }) - rows.begin());
    };
    const Row *above = nullptr;
    for (int i = 0; i < int(wanted.size()); ++i) {
        if (places.isNew(i)) {
            continue;
        }
        const Row &row = wanted[size_t(i)];
        if (moves[size_t(i)]) {
            const int from = placeOf(row);
            const int to = above ? placeOf(*above) + 1 : 0; // stands before this row, as it is counted now
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
    insertNew(rows, wanted, places);
}

template<class Row>
void RowListModel::applyLayout(std::vector<Row> &rows, std::vector<Row> wanted, const Places &places)
{
    // What stays in its final order, what goes below it, in one step.
    std::vector<Row> ordered;
    ordered.reserve(rows.size());
    std::vector<int> first(rows.size(), -1);   // by old place
    std::vector<int> second;                   // by the place in between
    second.reserve(wanted.size());
    std::vector<int> fresh;
    for (int i = 0; i < int(wanted.size()); ++i) {
        if (places.isNew(i)) {
            fresh.push_back(i);
            continue;
        }
        first[size_t(places.ofWanted[size_t(i)])] = int(ordered.size());
        second.push_back(i);
        ordered.push_back(wanted[size_t(i)]);
    }
    const int staying = int(ordered.size());
    for (int i = 0; i < int(rows.size()); ++i) {
        if (!places.stays(i)) {
            first[size_t(i)] = int(ordered.size());
            ordered.push_back(rows[size_t(i)]);
        }
    }
    permute(rows, std::move(ordered), first);
    if (staying < int(rows.size())) {
        beginRemoveRows({}, staying, int(rows.size()) - 1);
        rows.erase(rows.begin() + staying, rows.end());
        endRemoveRows();
    }
    if (!fresh.empty()) {
        beginInsertRows({}, staying, int(wanted.size()) - 1);
        for (const int i : fresh) {
            rows.push_back(wanted[size_t(i)]);
        }
        endInsertRows();
        second.insert(second.end(), fresh.begin(), fresh.end());
        permute(rows, std::move(wanted), second);
    }
}

template<class Row, class IdOf>
void RowListModel::applyRows(std::vector<Row> &rows, std::vector<Row> wanted, IdOf idOf)
{
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
    const Places places = placesOf(rows, wanted, idOf);
    std::vector<int> staying;
    std::copy_if(places.ofOld.begin(), places.ofOld.end(), std::back_inserter(staying), [](int place) { return place >= 0; });
    const std::vector<char> moved = outOfOrder(staying);
    if (countSteps(places, moved) > maximumSteps) {
        applyLayout(rows, std::move(wanted), places);
        return;
    }
    applySteps(rows, wanted, places, moved, idOf);
    rows = std::move(wanted); // the same rows, with their new content
}

} // namespace jackdaw
