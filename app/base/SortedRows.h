// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace jackdaw {

/// Items in order, each with the row it stands in, for lists of ten thousand in which one item at a time changes: to put one
/// in, take one out, or find its row moves and compares a few hundred at most, whatever stands in the list. No two items are
/// equal by `Less`. A plain container for models, on their thread; it tells nobody of anything.
template<class Item, class Less = std::less<Item>>
class SortedRows
{
public:
    int size() const { return m_size; }
    bool isEmpty() const { return m_size == 0; }
    void clear()
    {
        m_chunks.clear();
        m_size = 0;
    }

    const Item &at(int row) const
    {
        size_t chunk = 0;
        for (; size_t(row) >= m_chunks[chunk].size(); ++chunk) {
            row -= int(m_chunks[chunk].size());
        }
        return m_chunks[chunk][size_t(row)];
    }

    /// The row it stands in, or would.
    int rowOf(const Item &item) const
    {
        const Place place = find(item);
        int row = int(place.at);
        for (size_t i = 0; i < place.chunk; ++i) {
            row += int(m_chunks[i].size());
        }
        return row;
    }

    bool contains(const Item &item) const
    {
        const Place place = find(item);
        return place.chunk < m_chunks.size() && place.at < m_chunks[place.chunk].size()
            && !Less()(item, m_chunks[place.chunk][place.at]);
    }

    void insert(Item item)
    {
        Place place = find(item);
        if (m_chunks.empty()) {
            m_chunks.emplace_back();
        } else if (place.chunk == m_chunks.size()) {
            place = {m_chunks.size() - 1, m_chunks.back().size()};
        }
        Chunk &chunk = m_chunks[place.chunk];
        chunk.insert(chunk.begin() + std::ptrdiff_t(place.at), std::move(item));
        ++m_size;
        if (chunk.size() > largest) {
            Chunk half(std::make_move_iterator(chunk.begin() + std::ptrdiff_t(largest / 2)), std::make_move_iterator(chunk.end()));
            chunk.resize(largest / 2);
            m_chunks.insert(m_chunks.begin() + std::ptrdiff_t(place.chunk) + 1, std::move(half));
        }
    }

    /// It stands behind all that are there.
    void append(Item item)
    {
        if (m_chunks.empty() || m_chunks.back().size() >= largest) {
            m_chunks.emplace_back();
        }
        m_chunks.back().push_back(std::move(item));
        ++m_size;
    }

    /// It has to be there.
    void remove(const Item &item)
    {
        const Place place = find(item);
        Chunk &chunk = m_chunks[place.chunk];
        chunk.erase(chunk.begin() + std::ptrdiff_t(place.at));
        --m_size;
        if (chunk.empty()) {
            m_chunks.erase(m_chunks.begin() + std::ptrdiff_t(place.chunk));
        }
    }

    template<class Visit>
    void forEach(Visit visit) const
    {
        for (const Chunk &chunk : m_chunks) {
            std::for_each(chunk.begin(), chunk.end(), visit);
        }
    }

private:
    using Chunk = std::vector<Item>;
    static constexpr size_t largest = 512;

    struct Place {
        size_t chunk = 0;
        size_t at = 0;
    };
    Place find(const Item &item) const
    {
        const auto chunk = std::lower_bound(m_chunks.begin(), m_chunks.end(), item,
                                            [](const Chunk &each, const Item &wanted) { return Less()(each.back(), wanted); });
        if (chunk == m_chunks.end()) {
            return {m_chunks.size(), 0};
        }
        const auto at = std::lower_bound(chunk->begin(), chunk->end(), item, Less());
        return {size_t(chunk - m_chunks.begin()), size_t(at - chunk->begin())};
    }

    std::vector<Chunk> m_chunks; ///< none is empty
    int m_size = 0;
};

} // namespace jackdaw
