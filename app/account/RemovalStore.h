// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/RemovalProgress.h"
#include "base/Ids.h"
#include "base/Jid.h"
#include "base/Result.h"

#include <QHash>
#include <QList>
#include <QString>
#include <QVariantList>

#include <functional>

namespace jackdaw {

class Database;

/// Takes accounts, and a log of presences that was erased, off the disk bit by bit. What is removed is out of every reader's
/// sight at once and stays so; the rest goes in steps of bounded length, in this run or the next, whenever the program
/// ends. Owned by RemovalService, engine thread; `database` outlives it. Knows the tables by the schema alone. Never touches
/// another account's rows, but has the index for searching made anew. Errors: Storage, DiskFull; NotFound: no such account.
class RemovalStore
{
public:
    explicit RemovalStore(Database &database) : m_database(database) {}

    /// The account is no more for anybody who asks; step() takes away what is left.
    Status begin(AccountId account);

    /// What lies beside the database is known by these addresses still.
    struct Removed
    {
        AccountId id;
        BareJid jid;
    };
    Result<QList<Removed>> named();
    /// What lay beside the database is gone: nobody needs the address any more.
    Status forgetName(AccountId account);

    enum class Stage {
        Rows,  ///< there may be more to delete
        Pages, ///< free pages go back to the disk
        Rest,  ///< what SQLite left of rows in pages of others is overwritten
        Log,   ///< a reader keeps the write-ahead log from being emptied
        Done   ///< nothing is left
    };
    /// Of a message that goes: where its file lies, empty where that is not here.
    struct File
    {
        MessageId message;
        QString path;
    };
    using RemoveFiles = std::function<void(const QList<File> &)>;
    struct Step
    {
        Stage stage = Stage::Done; ///< what comes next
        RemovalProgress progress;
    };
    /// One piece of the work, some milliseconds. `files`: takes away the files of messages before this deletes those; after a
    /// crash it may be asked to again.
    Result<Step> step(const RemoveFiles &files);
    /// Something is left to do.
    Result<bool> isPending();

    static constexpr int rowsAStep = 300;
    static constexpr int pagesAStep = 200;

private:
    /// A table whose rows belong to an account or a conversation, and the column that says to which.
    struct Owned
    {
        QString table;
        QString column;
    };

    Status setIndexAside(AccountId account);
    Status deleteRows(const RemoveFiles &files, bool &more);
    Status deleteErasedLog(int &budget);
    Status deleteOldIndex(int &budget);
    Status deleteConversations(const RemoveFiles &files, int &budget);
    Status deleteAccounts(int &budget);
    Result<int> deleteSome(const QString &table, const QString &where, const QVariantList &values, int limit);
    Result<QList<Owned>> ownedBy(const QString &owner);
    Result<QString> keyOf(const QString &table);
    Step finished();
    Result<RemovalProgress> progress(Stage stage);

    Database &m_database;
    QHash<QString, QList<Owned>> m_owned;
    QHash<QString, QString> m_keys;
    qint64 m_mostFree = 0;
    qint64 m_scrubFrom = 1;
};

} // namespace jackdaw
