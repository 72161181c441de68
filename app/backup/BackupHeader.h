// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"

#include <QByteArray>

namespace jackdaw {

/// What a passphrase is made into a key with (scrypt, RFC 7914): how much memory and time one guess costs. A plain
/// value; the default is what backups are made with. What a file asks for is not believed beyond the bounds of
/// isBearable().
struct KeyCost
{
    int logN = 17; ///< 128 MB together with r, and some 0.4 s
    int r = 8;
    int p = 1;

    /// So that no file can ask for more memory or time than a computer has.
    bool isBearable() const;
    friend bool operator==(const KeyCost &, const KeyCost &) = default;
};

/// The first bytes of a backup: which version it is, how its key is made, and whether a passphrase is the right one.
/// Pure; any thread. All of it is authenticated with every chunk behind it (SealedStream). It never holds a key.
///
/// "JDBACKUP", version (2 bytes), length of all this (2), kind of derivation (1), log2 N (1), r (2), p (2), size of a
/// chunk (4), salt (32), HMAC-SHA-256 of all before it by the second half of what is derived (32), SHA-256 of all
/// before it (32).
class BackupHeader
{
public:
    static constexpr int version = 1;
    static constexpr qsizetype size = 118;
    static constexpr qsizetype shortest = 12; ///< so many bytes say how long the rest is
    static constexpr int chunkSize = 64 * 1024;

    struct Made { QByteArray header; QByteArray key; };
    /// A new salt, and so a new key, each time. Error: Internal.
    static Result<Made> make(const QString &passphrase, const KeyCost &cost = {});
    /// How long the whole header is, by its first `shortest` bytes. Errors: NotOne, Damaged (base/BackupTrouble.h).
    static Result<qsizetype> lengthOf(const QByteArray &begin);
    /// The key. Errors: NotOne, Newer, Damaged, WrongPassphrase, Internal.
    static Result<QByteArray> open(const QByteArray &header, const QString &passphrase);
};

} // namespace jackdaw
