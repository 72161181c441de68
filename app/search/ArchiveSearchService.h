// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountContext.h"
#include "search/ArchiveSearch.h"

#include <QFuture>
#include <QHash>
#include <QObject>
#include <QPromise>
#include <memory>

namespace jackdaw {

class ArchiveFetcher;
class MessageService;
struct ArchiveResult;
struct IncomingMessage;
struct MessageStanza;

/// Looks for words in an archive on the server, the account's or a room's, where its form says that it can (XEP-0431). By
/// the user's wish alone: the server learns the words. Owned by Features, engine thread. Stores nothing of what is found, and
/// cannot find what was encrypted.
class ArchiveSearchService : public QObject
{
    Q_OBJECT
public:
    /// Pages that are asked for as long as they have only what is here, or are too large.
    static constexpr int mostPages = 5;

    ArchiveSearchService(const AccountContext &account, ArchiveFetcher &archive, MessageService &messages, QObject *parent = nullptr);

    /// Errors: Unavailable (it has no archive, or one that looks for no words), Offline, Timeout, or the server's.
    QFuture<Result<ArchiveFound>> search(const ArchiveSearch &search);

private:
    struct Run;
    void askPage(const std::shared_ptr<Run> &run);
    std::optional<ArchivedMessage> read(const ArchiveResult &result, const IncomingMessage &in) const;
    Result<bool> isHere(const MessageStanza &stanza, const ArchivedMessage &message) const;

    AccountContext m_account;
    ArchiveFetcher &m_archive;
    MessageService &m_messages;
    QHash<BareJid, QString> m_fields; ///< by archive, as they were told on this stream
    qint64 m_fieldsOf = 0;
};

} // namespace jackdaw
