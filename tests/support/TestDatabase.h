// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/Database.h"
#include "storage/ReadConnection.h"

#include <QTemporaryDir>

namespace jackdaw::test {

/// A real history.sqlite in a folder of its own, open for writing and reading. Owned by a test, both connections on its
/// thread; the folder goes with it. Ends the program where the database cannot be opened or a statement fails, so that
/// no test goes on without one.
class TestDatabase
{
public:
    TestDatabase() : m_reader(file())
    {
        auto opened = Database::open(file());
        if (!opened) {
            qFatal("%s", qPrintable(opened.error().detail));
        }
        m_database = std::move(opened->database);
    }

    QString file() const { return m_folder.filePath(QStringLiteral("history.sqlite")); }
    QString folder() const { return m_folder.path(); }
    Database &operator*() { return *m_database; }
    Database *operator->() { return m_database.get(); }
    const ReadConnection &reader() const { return m_reader; }

    /// One number out of the database.
    qint64 number(const QString &statement, const QVariantList &values = {})
    {
        const auto value = m_database->value(statement, values);
        if (!value) {
            qFatal("%s", qPrintable(value.error().detail));
        }
        return value->toLongLong();
    }

private:
    QTemporaryDir m_folder;
    std::unique_ptr<Database> m_database;
    ReadConnection m_reader;
};

} // namespace jackdaw::test
