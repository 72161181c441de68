// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountContext.h"
#include "files/StickerFetch.h"
#include "files/StickerStore.h"

#include <QFuture>
#include <QPromise>
#include <QSet>

#include <memory>

namespace jackdaw {

class DownloadService;
struct Message;
class MessageService;
class PersonalNodes;
class RosterService;
class StickerUpload;
class UploadService;
class WebAccess;

/// An account's packs of stickers (XEP-0449): looks at those of others, installs, publishes and removes, keeps our
/// devices' in step at each sign-in, and sends stickers of them. Owned by Features, engine thread. Fetches nothing of a
/// pack that the user did not ask for, but what another device of ours installed, within a budget; takes
/// no pack that its id does not bear out, and none that is restricted.
class StickerService : public QObject
{
    Q_OBJECT
public:
    static constexpr qsizetype mostPacks = 50;
    /// Bytes of all packs, up to which those of our other devices come by themselves.
    static constexpr qint64 mostUnasked = 256 * 1024 * 1024;

    StickerService(const AccountContext &account, PersonalNodes &nodes, const RosterService &roster,
                   MessageService &messages, UploadService &uploads, const DownloadService &downloads,
                   WebAccess &web, const QString &profileFolder, QObject *parent = nullptr);
    ~StickerService() override;

    QFuture<Result<StickerLook>> look(MessageId message, StickerLook::Ask ask);
    QFuture<Result<StickerLook>> loadPictures(const StickerLook &look);
    QFuture<Status> install(const StickerLook &look);
    Status remove(const QString &pack);
    Result<MessageId> send(ConversationId conversation, const QString &pack, int place);
    Result<MessageId> forward(MessageId message, ConversationId to);
    QFuture<Result<QString>> make(const QString &name, const QList<NewSticker> &stickers);
    /// False where none is being made.
    bool stopMaking();
    /// Is it a sticker of a pack that is installed? Then it is here without being fetched.
    bool adopt(MessageId message);
    /// The account is being removed.
    void stop();

Q_SIGNALS:
    void changed(jackdaw::AccountId account);

private:
    using Loaded = std::function<void(const Result<StickerPack> &)>;
    void load(const StickerPack &pack, qint64 most, Loaded loaded);
    StickerLook lookOf(const StickerPack &pack) const;
    /// Beside those that stay: TooMany.
    Status checkRoom(const QString &pack);
    Status keep(const StickerPack &pack, InstalledPack::Published published);
    /// Its item is read and checked.
    void fetchPack(const BareJid &owner, const QString &node, const QString &pack, Loaded loaded);
    Result<MessageId> sendPicture(ConversationId conversation, const QByteArray &sha256, const QString &from,
                                  const SharedFile &file);

    void begin();
    void compare(const QSet<QString> &there);
    void confirmGone(const QString &pack);
    void takeMissing();
    void passOver(const QString &pack, const Error &why);
    void publish(const QString &pack);
    void retract(const QString &pack);
    void sweep();

    AccountContext m_account;
    PersonalNodes &m_nodes;
    const RosterService &m_roster;
    MessageService &m_messages;
    UploadService &m_uploads;
    const DownloadService &m_downloads;
    WebAccess &m_web;
    QString m_files;
    StickerFolder m_folder;
    StickerStore m_store;
    QStringList m_missing; ///< that another device of ours has
    QSet<QString> m_failed; ///< of them: not taken, nor tried again before a restart
    QSet<QString> m_busy;  ///< packs on their way to our node, or out of it
    std::unique_ptr<StickerUpload> m_upload;
    bool m_isStopped = false;
};

} // namespace jackdaw
