// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountContext.h"
#include "chat/LinkPreview.h"
#include "files/BoundedGet.h"

#include <QFuture>
#include <QObject>
#include <map>
#include <memory>

namespace jackdaw {

class MessageService;
struct Message;
class WebAccess;

/// How much is taken of a page and of its picture. A plain value; tests make it short.
struct PreviewLimits
{
    GetLimits page;
    GetLimits picture{.most = 1024 * 1024};
    int parallel = 4;
};

/// Makes the preview of a link: what its page says of itself in its head, and one picture. Only by the user's wish, link by link,
/// and never from an address inside of this network, the own server's among them: whoever sends a link chooses where we would
/// knock. Owned by Features, engine thread. Runs nothing that a page brings and decodes no picture; keeps what it made with the
/// message, until that goes.
class PreviewService : public QObject
{
    Q_OBJECT
public:
    PreviewService(const AccountContext &account, MessageService &messages, WebAccess &web, const QString &profileFolder,
                   const PreviewLimits &limits = {}, QObject *parent = nullptr);
    ~PreviewService() override;

    /// Errors: UnsafeAddress, NotFound, NotAcceptable where the page has nothing to say, FileTooLarge, TooMany, those of the way there, Storage.
    QFuture<Status> load(MessageId message, const QUrl &url);
    /// The account is being removed: nothing is fetched any more.
    void stop();
    /// The pictures of a message that is gone.
    static void removePictures(const QString &profileFolder, MessageId message);

private:
    struct Load;

    void readPage(int number, const Result<BoundedGet::Got> &got);
    void readPicture(int number, const Result<BoundedGet::Got> &got);
    void store(int number);
    void finish(int number, const Status &status);
    void letGoOf(Load &load);
    QString write(const Load &load, const QByteArray &picture) const;
    void removeUnused(const Message &message) const;

    AccountContext m_account;
    MessageService &m_messages;
    WebAccess &m_web;
    QString m_profileFolder;
    PreviewLimits m_limits;
    std::map<int, std::unique_ptr<Load>> m_loads;
    int m_serial = 0;
    bool m_isStopped = false;
};

} // namespace jackdaw
