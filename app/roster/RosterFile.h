// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "roster/Contact.h"

#include <QByteArray>
#include <QList>
#include <QStringList>

namespace jackdaw {

/// Contacts as a file that other programs read and write: lines of CSV (RFC 4180), or vCards (RFC 6350 and the older 2426).
/// Pure values, any thread; owns nothing and opens no file. What a file says is a stranger's word: it is bounded, and nothing
/// is added to a roster from here.
struct RosterEntry
{
    BareJid jid;
    QString name;
    QStringList groups;

    friend bool operator==(const RosterEntry &, const RosterEntry &) = default;
};

/// What was read; each address once.
struct RosterImport
{
    QList<RosterEntry> entries;
    int unreadable = 0; ///< lines or cards without an address
    bool isCut = false; ///< there was more than we read
};

inline constexpr qsizetype maximumImport = 10'000;
inline constexpr qsizetype maximumImportBytes = 20 * 1024 * 1024;

/// By what the file begins with, one or the other. Of CSV the columns are found by their names, else the first is the address,
/// the second the name, the third the groups, separated by ';'.
RosterImport readRosterFile(const QByteArray &file);
QByteArray writeRosterCsv(const QList<Contact> &contacts);
QByteArray writeRosterCards(const QList<Contact> &contacts);

} // namespace jackdaw
