// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace jackdaw {

/// Finds the pages of a database's file that hold its schema by what is in them, and makes a first page that leads to them: for
/// a file whose own is lost, wherever VACUUM, a migration or a removal put the others. Used by Salvage alone; no state, any
/// thread. Reads only, and believes no number that it finds there (sqlite.org/fileformat.html, 1.3, 1.6 and 2.6).
class SchemaPages
{
public:
    /// `header`: the first 100 bytes of a sound file of the same page size. Empty where none is found.
    static QByteArray firstPageFor(const QString &damaged, const QByteArray &header, int pageSize);
};

} // namespace jackdaw
