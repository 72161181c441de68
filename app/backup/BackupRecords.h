// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backup/Backup.h"
#include "backup/SealedStream.h"

#include <QStringList>
#include <QVariantList>

namespace jackdaw {

/// What a backup consists of below its seal: records of one byte of kind, four of length, and so many bytes. First what
/// it is (JSON), then the settings where there are some, then for each table its name and columns, and its rows; at the
/// end how many rows there were. Made for one file, on one thread; memory is that of one row. It knows no table.
class RecordWriter
{
public:
    explicit RecordWriter(SealedWriter &to) : m_to(to) {}

    /// Errors of all: what the writer says.
    Status contents(const BackupContents &contents);
    Status settings(const QByteArray &settings);
    Status table(const QString &name, const QStringList &columns);
    Status row(const QVariantList &values);
    Status end();
    qint64 rows() const { return m_rows; }

private:
    Status record(char kind, const QByteArray &content);

    SealedWriter &m_to;
    qint64 m_rows = 0;
};

/// The other way. What it gives is what the writer got, or an error: nothing that it reads can make it take more memory
/// than one record may have.
class RecordReader
{
public:
    /// A message may have 10 MB, and what is known of it some more.
    static constexpr qsizetype mostOfRecord = 64 * 1024 * 1024;
    static constexpr int mostColumns = 500;
    static constexpr qsizetype mostOfSettings = BackupOrder::mostOfSettings;

    explicit RecordReader(SealedReader &from) : m_from(from) {}

    /// To be called first. Errors of all: Damaged, Newer, and what the reader says.
    Result<BackupContents> contents();
    struct Record
    {
        enum class Kind { Settings, Table, Row, End };
        Kind kind = Kind::End;
        QByteArray settings;
        QString table;       ///< of Table
        QStringList columns; ///< of Table
        QVariantList values; ///< of Row: as many as the table before it has columns
    };
    /// After End there is nothing.
    Result<Record> next();

private:
    struct Raw { char kind = 0; QByteArray content; };
    Result<Raw> raw();
    Result<QVariantList> values(const QByteArray &content) const;

    SealedReader &m_from;
    qsizetype m_columns = -1;
    qint64 m_rows = 0;
    bool m_sawSettings = false;
};

} // namespace jackdaw
