// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/PreviewService.h"

#include "base/Async.h"
#include "base/Log.h"
#include "chat/LinkPreviewStore.h"
#include "chat/MessageService.h"
#include "files/FileContent.h"
#include "files/WebAccess.h"
#include "storage/Database.h"
#include "text/HtmlHead.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QPromise>

#include <algorithm>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestLink = 2048;

QString previewFolder(const QString &profile, MessageId message)
{
    return QDir(profile).filePath(u"files/"_s + QString::number(message.value(), 16) + u".preview"_s);
}

/// What whoever sends a link knows nothing of: no server is our own here, so that none may stand in this network.
WebPolicy strangersPolicy()
{
    return WebPolicy(ConnectionSettings{});
}

BoundedGet::Rules pageRules()
{
    return {strangersPolicy(), "text/html,application/xhtml+xml",
            [](const QByteArray &type) { return type == "text/html" || type == "application/xhtml+xml"; },
            [](QByteArrayView bytes) { return endsHtmlHead(bytes); }};
}

BoundedGet::Rules pictureRules()
{
    return {strangersPolicy(), "image/webp,image/png,image/jpeg,image/gif",
            [](const QByteArray &type) { return type.startsWith("image/"); }};
}

} // namespace

/// One link on its way.
struct PreviewService::Load
{
    MessageId message;
    ConversationId conversation;
    LinkPreview preview;
    QPromise<Status> promise;
    std::unique_ptr<BoundedGet> get;
};

PreviewService::PreviewService(const AccountContext &account, MessageService &messages, WebAccess &web, const QString &profileFolder,
                               const PreviewLimits &limits, QObject *parent)
    : QObject(parent), m_account(account), m_messages(messages), m_web(web), m_profileFolder(profileFolder), m_limits(limits)
{
    connect(&messages, &MessageService::messagesChanged, this, [this](ConversationId, const QList<Message> &all) {
        for (const Message &message : all) {
            if (message.retracted != 0) { // its rows are gone already
                removePictures(m_profileFolder, message.id);
            } else if (message.edited != 0 || message.direction == Direction::Outgoing) { // it may name other links than before
                removeUnused(message);
            }
        }
    });
    connect(&messages, &MessageService::messageRemoved, this,
            [this](ConversationId, MessageId message) { removePictures(m_profileFolder, message); });
}

PreviewService::~PreviewService()
{
    stop();
}

void PreviewService::stop()
{
    m_isStopped = true;
    while (!m_loads.empty()) {
        m_loads.begin()->second->get.reset();
        finish(m_loads.begin()->first, Error{ErrorKind::Cancelled, {}, {}});
    }
}

QFuture<Status> PreviewService::load(MessageId id, const QUrl &url)
{
    const auto message = m_messages.store().message(id);
    if (!message) {
        return ready<Done>(message.error());
    }
    const QString address = url.toString(QUrl::FullyEncoded);
    if (m_isStopped || message->retracted != 0) {
        return ready<Done>(Error{ErrorKind::NotFound, {}, {}});
    }
    if (address.size() > longestLink) {
        return ready<Done>(Error{ErrorKind::UnsafeAddress, u"too long"_s, url.host()});
    }
    if (int(m_loads.size()) >= m_limits.parallel) {
        return ready<Done>(Error{ErrorKind::TooMany, {}, url.host()});
    }
    const int number = ++m_serial;
    auto made = std::make_unique<Load>();
    made->message = id;
    made->conversation = message->conversation;
    made->preview.url = address;
    made->promise.start();
    QFuture<Status> future = made->promise.future();
    made->get = std::make_unique<BoundedGet>(m_web, pageRules(), m_limits.page);
    BoundedGet &get = *made->get;
    m_loads.emplace(number, std::move(made));
    get.get(url, [this, number](const Result<BoundedGet::Got> &got) { readPage(number, got); });
    return future;
}

void PreviewService::readPage(int number, const Result<BoundedGet::Got> &got)
{
    Load &load = *m_loads.at(number);
    if (!got) {
        finish(number, got.error());
        return;
    }
    const HtmlHead head = readHtmlHead(decodeHtml(got->bytes, got->charset));
    if (head.title.isEmpty() && head.description.isEmpty()) {
        if (got->bytes.size() >= m_limits.page.most && !endsHtmlHead(got->bytes)) {
            finish(number, Error{ErrorKind::FileTooLarge, u"its head has no end"_s, QString::number(m_limits.page.most)});
            return;
        }
        finish(number, Error{ErrorKind::NotAcceptable, u"the page says nothing of itself"_s, got->url.host()});
        return;
    }
    load.preview.title = head.title;
    load.preview.description = head.description;
    load.preview.site = head.site;
    const QUrl picture = got->url.resolved(QUrl(head.picture));
    if (head.picture.isEmpty() || !strangersPolicy().mayFollow(got->url, picture)) {
        store(number);
        return;
    }
    letGoOf(load);
    load.get = std::make_unique<BoundedGet>(m_web, pictureRules(), m_limits.picture);
    load.get->get(picture, [this, number](const Result<BoundedGet::Got> &found) { readPicture(number, found); });
}

void PreviewService::readPicture(int number, const Result<BoundedGet::Got> &got)
{
    Load &load = *m_loads.at(number);
    // What its server calls it counts as little as ever; without a picture there is still a preview.
    if (got && attachmentKind(sniffedType(got->bytes), {}) == Attachment::Kind::Picture) {
        load.preview.picture = write(load, got->bytes);
    }
    store(number);
}

QString PreviewService::write(const Load &load, const QByteArray &picture) const
{
    const QString folder = previewFolder(m_profileFolder, load.message);
    if (!QDir().mkpath(folder)) {
        return {};
    }
    constexpr auto ours = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
    QFile::setPermissions(folder, ours | QFileDevice::ExeOwner);
    const QByteArray name = QCryptographicHash::hash(load.preview.url.toUtf8(), QCryptographicHash::Sha256).toHex().first(16);
    QFile file(QDir(folder).filePath(QString::fromLatin1(name)));
    QFile::remove(file.fileName());
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly, ours) || file.write(picture) != picture.size() || !file.flush()) {
        qCWarning(log::storage) << "a preview's picture was not stored:" << file.errorString();
        file.remove();
        return {};
    }
    return file.fileName();
}

void PreviewService::store(int number)
{
    const Load &load = *m_loads.at(number);
    const auto message = m_messages.store().message(load.message);
    if (!message || message->retracted != 0) { // meanwhile
        removePictures(m_profileFolder, load.message);
        finish(number, message ? Error{ErrorKind::NotFound, {}, {}} : message.error());
        return;
    }
    if (message->edited != 0 && !LinkPreviewStore::isNamed(load.preview.url, message->body)) {
        removeUnused(*message);
        finish(number, Error{ErrorKind::NotFound, {}, {}});
        return;
    }
    const Status stored = m_account.database.transaction(Database::Durability::Normal, [&] {
        return LinkPreviewStore(m_account.database).put(load.message, load.preview);
    });
    if (stored) {
        m_messages.tellChanged(load.conversation, load.message);
    } else {
        QFile::remove(load.preview.picture);
    }
    finish(number, stored);
}

void PreviewService::finish(int number, const Status &status)
{
    auto node = m_loads.extract(number);
    if (node.empty()) {
        return;
    }
    Load &load = *node.mapped();
    letGoOf(load);
    load.promise.addResult(status);
    load.promise.finish();
}

/// It may be what calls: it goes once that is through.
void PreviewService::letGoOf(Load &load)
{
    if (BoundedGet *get = load.get.release()) {
        get->setParent(this);
        get->deleteLater();
    }
}

/// Pictures that none of its previews has any more.
void PreviewService::removeUnused(const Message &message) const
{
    QDir folder(previewFolder(m_profileFolder, message.id));
    const QStringList files = folder.entryList(QDir::Files | QDir::Hidden);
    for (const QString &name : files) {
        // By the name in the folder alone: the profile may have been reached by another way when it was written.
        const auto isIt = [&name](const LinkPreview &preview) { return QFileInfo(preview.picture).fileName() == name; };
        if (std::none_of(message.previews.cbegin(), message.previews.cend(), isIt)) {
            QFile::remove(folder.filePath(name));
        }
    }
}

void PreviewService::removePictures(const QString &profileFolder, MessageId message)
{
    QDir folder(previewFolder(profileFolder, message));
    if (folder.exists()) {
        folder.removeRecursively();
    }
}

} // namespace jackdaw
