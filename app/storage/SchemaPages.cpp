// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/SchemaPages.h"

#include <QFile>
#include <QList>

#include <algorithm>
#include <optional>

namespace jackdaw {

namespace {

constexpr qsizetype headerSize = 100;

/// Reads a page from the front; what is beyond its end is nothing.
class Bytes
{
public:
    Bytes(const QByteArray &page, qsizetype at) : m_page(page), m_at(at) {}

    qsizetype at() const { return m_at; }
    bool failed() const { return m_failed; }
    qint64 number(int bytes)
    {
        qint64 value = 0;
        for (int i = 0; i < bytes; ++i) {
            value = value << 8 | next();
        }
        return value;
    }
    /// 1.6: seven bits a byte, and eight in the ninth.
    qint64 varint()
    {
        quint64 value = 0;
        for (int i = 0; i < 8; ++i) {
            const quint8 byte = next();
            value = value << 7 | (byte & 0x7f);
            if (byte < 0x80) {
                return qint64(value);
            }
        }
        return qint64(value << 8 | next());
    }

private:
    quint8 next()
    {
        m_failed = m_failed || m_at < 0 || m_at >= m_page.size();
        return m_failed ? 0 : quint8(m_page[m_at++]);
    }

    const QByteArray &m_page;
    qsizetype m_at;
    bool m_failed = false;
};

/// The rowid of a cell, if it is a row of the schema: type, name, tbl_name, rootpage, sql (2.6).
std::optional<qint64> schemaRow(const QByteArray &page, qsizetype cell)
{
    Bytes bytes(page, cell);
    bytes.varint(); // how long it is
    const qint64 rowid = bytes.varint();
    const qsizetype record = bytes.at();
    const qint64 length = bytes.varint();
    const auto isText = [](qint64 serial) { return serial >= 13 && serial % 2 == 1; };
    const qint64 type = bytes.varint();
    const qint64 name = bytes.varint();
    const qint64 table = bytes.varint();
    const qint64 root = bytes.varint();
    const qint64 sql = bytes.varint();
    if (bytes.failed() || rowid <= 0 || bytes.at() != record + length || !isText(type) || !isText(name) || !isText(table)
        || root < 0 || root == 7 || root > 9 || (sql != 0 && !isText(sql))) {
        return std::nullopt;
    }
    const QByteArray word = page.mid(bytes.at(), (type - 13) / 2);
    const bool known = word == "table" || word == "index" || word == "trigger" || word == "view";
    return known ? std::optional(rowid) : std::nullopt;
}

struct Leaf
{
    qint64 page = 0;
    qint64 lowest = 0;
    qint64 highest = 0;
    int rows = 0;
};

std::optional<Leaf> schemaLeaf(const QByteArray &page, qint64 number)
{
    constexpr char leafOfTable = 13;
    if (page.size() < headerSize || page[0] != leafOfTable) {
        return std::nullopt;
    }
    Bytes head(page, 3);
    Leaf leaf{number, 0, 0, int(head.number(2))};
    Bytes places(page, 8);
    for (int i = 0; i < leaf.rows; ++i) {
        const auto rowid = schemaRow(page, qsizetype(places.number(2)));
        if (!rowid || *rowid <= leaf.highest) {
            return std::nullopt;
        }
        leaf.lowest = i == 0 ? *rowid : leaf.lowest;
        leaf.highest = *rowid;
    }
    return leaf.rows > 0 ? std::optional(leaf) : std::nullopt;
}

void put(QByteArray &page, qsizetype at, qint64 number, int bytes)
{
    for (int i = 0; i < bytes; ++i) {
        page[at + i] = char(number >> (8 * (bytes - 1 - i)) & 0xff);
    }
}

QByteArray varint(qint64 number)
{
    QByteArray bytes;
    do {
        bytes.prepend(char((number & 0x7f) | (bytes.isEmpty() ? 0 : 0x80)));
        number >>= 7;
    } while (number > 0);
    return bytes;
}

} // namespace

QByteArray SchemaPages::firstPageFor(const QString &damaged, const QByteArray &header, int pageSize)
{
    QFile file(damaged);
    if (header.size() != headerSize || !file.open(QIODevice::ReadOnly)) {
        return {};
    }
    QList<Leaf> found;
    file.seek(pageSize);
    for (qint64 number = 2; !file.atEnd(); ++number) {
        const QByteArray page = file.read(pageSize);
        if (page.size() != pageSize) {
            break;
        }
        if (const auto leaf = schemaLeaf(page, number)) {
            found.append(*leaf);
        }
    }
    // Of two with the same rows one is what the other was before it was split or moved: the fuller one says more.
    std::sort(found.begin(), found.end(), [](const Leaf &a, const Leaf &b) { return a.rows > b.rows; });
    QList<Leaf> leaves;
    for (const Leaf &leaf : std::as_const(found)) {
        const bool isOther = std::none_of(leaves.cbegin(), leaves.cend(), [&](const Leaf &one) {
            return leaf.lowest <= one.highest && one.lowest <= leaf.highest;
        });
        if (isOther) {
            leaves.append(leaf);
        }
    }
    std::sort(leaves.begin(), leaves.end(), [](const Leaf &a, const Leaf &b) { return a.lowest < b.lowest; });

    // 1.6: an inner page of a table, whose cells are a page and the highest rowid that is below it; the last has a place of its own.
    constexpr char innerOfTable = 5;
    constexpr qsizetype innerHead = 12;
    QByteArray page = header + QByteArray(pageSize - headerSize, '\0');
    page[headerSize] = innerOfTable;
    qsizetype content = pageSize;
    for (qsizetype i = 0; i + 1 < leaves.size(); ++i) {
        const QByteArray key = varint(leaves[i].highest);
        content -= 4 + key.size();
        const qsizetype place = headerSize + innerHead + 2 * i;
        if (place + 2 > content) {
            return {};
        }
        put(page, content, leaves[i].page, 4);
        std::copy(key.cbegin(), key.cend(), page.begin() + content + 4);
        put(page, place, content, 2);
    }
    if (leaves.isEmpty()) {
        return {};
    }
    put(page, headerSize + 3, leaves.size() - 1, 2);
    put(page, headerSize + 5, content, 2);
    put(page, headerSize + 8, leaves.constLast().page, 4);
    return page;
}

} // namespace jackdaw
