// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/RemovalProgress.h"
#include "base/Clock.h"
#include "base/Ids.h"
#include "base/Jid.h"
#include "base/Result.h"
#include "storage/Database.h"

#include <QHash>
#include <QList>
#include <QString>
#include <QVariantList>

#include <functional>
#include <memory>
#include <optional>

namespace jackdaw {

/// Takes accounts, and a log of presences that was erased, off the disk bit by bit. What is removed is out of every reader's
/// sight at once and stays so; the rest goes in steps of bounded length, in this run or the next, whenever the program
/// ends. Owned by RemovalService, engine thread; `database` outlives it. Knows the tables by the schema alone. Never touches
/// another account's rows, but has the index for searching made anew. Errors: Storage, DiskFull; NotFound: no such account.
class RemovalStore
{
public:
    explicit RemovalStore(Database &database, std::unique_ptr<Clock> clock = std::make_unique<SystemClock>());
    ~RemovalStore();

    /// The account is no more for anybody who asks; step() takes away what is left.
    Status begin(AccountId account);
    /// Inside a transaction that deletes: what free pages, the log and older copies of the file have of it has to go too, by
    /// step(), after lookAgain().
    static Status noteReclaim(Database &database);
    /// Somebody else has deleted: no page counts as looked at.
    void lookAgain();

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
        Log,   ///< somebody who reads or writes is in the way
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

    /// What one step does at most; and it ends with the first stretch that is done after so many ms.
    static constexpr int rowsAStep = 300;
    static constexpr int pagesAStep = 200;
    static constexpr qint64 stepTime = 20;
    /// A stretch: rows that go by one statement, and of texts no more than so many bytes beyond the first one.
    static constexpr int rowsAStretch = 16;
    static constexpr qint64 bytesAStretch = 256 * 1024;

private:
    /// A table whose rows belong to an account or a conversation, and the column that says to which.
    struct Owned
    {
        QString table;
        QString column;
    };

    struct Slice;

    Status setIndexAside(AccountId account);
    Result<Step> advance(const RemoveFiles &files);
    Status deleteRows(const RemoveFiles &files, Slice &slice);
    Status deleteErasedLog(Slice &slice);
    Status deleteOldIndex(Slice &slice);
    Status deleteConversations(const RemoveFiles &files, Slice &slice);
    Status deleteAccounts(Slice &slice);
    Status deleteNote(const QString &statement, const QVariantList &values, Slice &slice);
    Result<bool> deleteAll(const QString &table, const QString &where, const QVariantList &values, Slice &slice);
    Result<bool> deleteMessages(const QVariant &conversation, const QVariant &account, const RemoveFiles &files, Slice &slice);
    Result<QList<Owned>> ownedBy(const QString &owner);
    Result<QString> keyOf(const QString &table);
    Step finished();
    Result<RemovalProgress> progress(Stage stage);

    Database &m_database;
    std::unique_ptr<Clock> m_clock;
    std::optional<Database::Overwriting> m_overwriting; ///< from the first row that goes to the end
    QHash<QString, QList<Owned>> m_owned;
    QHash<QString, QString> m_keys;
    RemovalProgress m_progress{true}; ///< as it was told last
    qint64 m_mostFree = 0;
    bool m_logMoved = false;
    qint64 m_scrubFrom = 1; ///< 1: not begun; 0: to the end
};

} // namespace jackdaw
