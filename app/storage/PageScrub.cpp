// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/PageScrub.h"

#include "storage/Database.h"

#include <QSqlQuery>
#include <QVariant>

#include <algorithm>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

qint64 number16(const QByteArray &data, qsizetype at)
{
    return qint64(quint8(data[at])) << 8 | quint8(data[at + 1]);
}

qint64 number32(const QByteArray &data, qsizetype at)
{
    return number16(data, at) << 16 | number16(data, at + 2);
}

/// True if something was there.
bool overwritePart(QByteArray &data, qint64 from, qint64 to)
{
    if (from < 0 || from >= to || to > data.size()
        || std::all_of(data.cbegin() + from, data.cbegin() + to, [](char c) { return c == 0; })) {
        return false;
    }
    std::fill(data.begin() + from, data.begin() + to, '\0');
    return true;
}

/// 1.6: what is between the list of the cells and the first of them, and in the gaps among them.
bool overwriteGapsOf(QByteArray &data)
{
    // Of an overflow page the first byte is 0: it begins with the number of a page, and no file of ours has 2^24 of them.
    if (data.size() < 512 || (data[0] != 2 && data[0] != 5 && data[0] != 10 && data[0] != 13)) {
        return false;
    }
    const bool isLeaf = data[0] >= 10;
    const qint64 from = (isLeaf ? 8 : 12) + 2 * number16(data, 3);
    const qint64 to = number16(data, 5) == 0 ? 65536 : number16(data, 5);
    bool changed = overwritePart(data, from, to);
    qint64 before = 0;
    for (qint64 gap = number16(data, 1); gap > before && gap + 4 <= data.size(); gap = number16(data, gap)) {
        changed |= overwritePart(data, gap + 4, gap + number16(data, gap + 2));
        before = gap; // they are in ascending order, or it is no such list
    }
    return changed;
}

} // namespace

/// What stays as it is during a slice.
struct PageScrub::File
{
    qint64 pageSize = 0;
    bool hasMap = false; ///< 1.8: pages that say what the others are, in a file with auto_vacuum
    FreePages free;

    qint64 lockPage() const { return 0x40000000 / pageSize + 1; }
    bool isMap(qint64 page) const
    {
        const qint64 each = pageSize / 5 + 1;
        const qint64 first = (page - 2) / each * each + 2;
        return hasMap && page == (first == lockPage() ? first + 1 : first);
    }
};

Result<QByteArray> PageScrub::bytesOf(qint64 number)
{
    // One by one: the table of all pages knows no range, and would go through the whole file for it.
    const auto bytes = m_database.value(u"SELECT data FROM sqlite_dbpage WHERE pgno = ?"_s, {number});
    return bytes ? Result<QByteArray>(bytes->toByteArray()) : Result<QByteArray>(bytes.error());
}

Result<bool> PageScrub::isPossible()
{
    const auto name = m_database.value(u"SELECT name FROM pragma_module_list WHERE name = 'sqlite_dbpage'"_s);
    return name ? Result<bool>(name->isValid()) : Result<bool>(name.error());
}

Result<PageScrub::FreePages> PageScrub::freeBetween(qint64 from, qint64 end)
{
    FreePages all;
    const auto first = bytesOf(1);
    const auto count = m_database.value(u"PRAGMA freelist_count"_s);
    if (!first || !count) {
        return first ? count.error() : first.error();
    }
    if (first->size() < 512) {
        return all;
    }
    qint64 left = count->toLongLong(); // or a broken list would have no end
    for (qint64 trunk = number32(*first, 32); trunk > 0 && left > 0;) {
        const auto bytes = bytesOf(trunk);
        if (!bytes) {
            return bytes.error();
        }
        if (bytes->size() < 8) {
            break;
        }
        const qint64 leaves = std::min<qint64>(number32(*bytes, 4), bytes->size() / 4 - 2);
        const auto note = [&](qint64 number, qint64 used) {
            if (number >= from && number < end) {
                all.insert(number, used);
            }
        };
        note(trunk, 8 + 4 * leaves);
        for (qint64 i = 0; i < leaves; ++i) {
            note(number32(*bytes, 8 + 4 * i), 0);
        }
        left -= leaves + 1;
        trunk = number32(*bytes, 0);
    }
    return all;
}

Status PageScrub::page(qint64 number, const File &file)
{
    if (number == file.lockPage() || file.isMap(number)) {
        return Done{};
    }
    const auto read = bytesOf(number);
    if (!read) {
        return read.error();
    }
    QByteArray data = *read;
    const auto free = file.free.constFind(number);
    const bool changed = free == file.free.cend() ? overwriteGapsOf(data) : overwritePart(data, *free, data.size());
    if (!changed) {
        return Done{};
    }
    const auto written = m_database.run(u"UPDATE sqlite_dbpage SET data = ? WHERE pgno = ?"_s, {data, number});
    return written ? Status(Done{}) : Status(written.error());
}

Result<qint64> PageScrub::next(qint64 from, int pages, const std::function<bool()> &isOver)
{
    qint64 reached = std::max<qint64>(from, 2); // the first has the schema
    const Status done = m_database.transaction(Database::Durability::Normal, [&]() -> Status {
        const auto size = m_database.value(u"PRAGMA page_size"_s);
        const auto count = m_database.value(u"PRAGMA page_count"_s);
        const auto vacuum = m_database.value(u"PRAGMA auto_vacuum"_s);
        if (!size || !count || !vacuum) {
            return !size ? size.error() : !count ? count.error() : vacuum.error();
        }
        const qint64 end = std::min<qint64>(reached + pages, count->toLongLong() + 1);
        auto free = freeBetween(reached, end);
        if (!free) {
            return free.error();
        }
        const File file{size->toLongLong(), vacuum->toInt() != 0, *std::move(free)};
        while (reached < end) {
            if (const Status overwritten = page(reached, file); !overwritten) {
                return overwritten;
            }
            ++reached;
            if (isOver()) {
                break;
            }
        }
        if (reached > count->toLongLong()) {
            reached = 0;
        }
        return Done{};
    });
    return done ? Result<qint64>(reached) : Result<qint64>(done.error());
}

} // namespace jackdaw
