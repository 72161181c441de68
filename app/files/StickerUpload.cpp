// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/StickerUpload.h"

#include "chat/Attachment.h"
#include "files/FileContent.h"
#include "files/UploadBody.h"
#include "files/UploadSlotService.h"
#include "files/WebAccess.h"
#include "files/WebTransfer.h"
#include "xmpp/HttpUpload.h"

#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>

#include <utility>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr int stickerIdle = 30'000; ///< ms

/// The name that the server may show; what the user's own file is called is nobody's business.
QString nameFor(qsizetype place, const QString &type)
{
    return u"sticker-%1.%2"_s.arg(place + 1).arg(type.section(u'/', 1));
}

} // namespace

StickerUpload::StickerUpload(UploadSlotService &places, WebAccess &web, const StickerFolder &folder,
                             const QList<NewSticker> &stickers, QObject *parent)
    : QObject(parent), m_places(places), m_web(web), m_folder(folder), m_todo(stickers)
{
}

StickerUpload::~StickerUpload() = default;

void StickerUpload::start(Done done)
{
    m_done = std::move(done);
    QMetaObject::invokeMethod(this, &StickerUpload::next, Qt::QueuedConnection);
}

void StickerUpload::next()
{
    if (!m_done) {
        return;
    }
    if (m_todo.isEmpty()) {
        finish(m_there);
        return;
    }
    const NewSticker one = m_todo.takeFirst();
    QFile file(one.path);
    if (!QFileInfo(one.path).isFile() || !file.open(QIODevice::ReadOnly)) { // no folder, no pipe
        finish(Error{ErrorKind::FileChanged, file.errorString(), one.path});
        return;
    }
    const QByteArray bytes = file.read(StickerPack::mostBytes + 1);
    if (bytes.size() > StickerPack::mostBytes) {
        finish(Error{ErrorKind::FileTooLarge, {}, QString::number(StickerPack::mostBytes)});
        return;
    }
    m_now = {};
    m_now.mediaType = sniffedType(bytes);
    if (attachmentKind(m_now.mediaType, {}) != Attachment::Kind::Picture) {
        finish(Error{ErrorKind::FileChanged, u"no picture"_s, one.path});
        return;
    }
    m_now.description = one.description;
    m_now.size = bytes.size();
    m_now.width = one.width;
    m_now.height = one.height;
    m_now.sha256 = QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
    m_now.hashes = {{u"sha-256"_s, QString::fromLatin1(m_now.sha256.toBase64())}};
    if (const Status kept = m_folder.keep(m_now.sha256, bytes); !kept) {
        finish(kept.error());
        return;
    }
    m_places.findPlace(this, [this](const Result<UploadPlace> &place) {
        if (!place) {
            finish(place.error());
        } else if (place->maximum > 0 && m_now.size > place->maximum) {
            finish(Error{ErrorKind::FileTooLarge, {}, QString::number(place->maximum)});
        } else {
            askSlot(*place);
        }
    });
}

void StickerUpload::askSlot(const UploadPlace &place)
{
    m_places.askSlot(place, {nameFor(m_there.size(), m_now.mediaType), m_now.size, m_now.mediaType}, this,
                     [this](const Result<UploadSlot> &slot) {
        if (slot) {
            put(*slot);
        } else {
            finish(slot.error());
        }
    });
}

void StickerUpload::put(const UploadSlot &slot)
{
    m_web.prepare(QUrl(slot.put), stickerIdle, this, [this, slot](Result<WebRequest> prepared) {
        if (!prepared) {
            finish(prepared.error());
            return;
        }
        m_body = std::make_unique<UploadBody>(m_folder.pathOf(m_now.sha256), m_now.size, std::nullopt);
        if (!m_body->open()) {
            finish(Error{ErrorKind::FileChanged, {}, {}});
            return;
        }
        WebRequest request = std::move(prepared).value();
        request.headers.append({"Content-Type", m_now.mediaType.toLatin1()});
        request.headers.append(slot.headers);
        m_host = request.host();
        m_now.url = slot.get;
        m_transfer = std::make_unique<WebTransfer>(m_web.thread(), std::move(request), *m_body, this,
                                                   [](qint64, qint64) {},
                                                   [this](const WebAnswer &answer) { takeEnd(answer); });
    });
}

void StickerUpload::takeEnd(const WebAnswer &answer)
{
    m_transfer.reset();
    const int status = answer.head.status;
    if (answer.failure && status == 0) {
        finish(*answer.failure);
    } else if ((status != 200 && status != 201 && status != 204) || answer.sent != m_body->wireSize()) {
        finish(Error{ErrorKind::Unavailable, u"HTTP %1"_s.arg(status), m_host});
    } else {
        m_there.append(std::exchange(m_now, {}));
        next();
    }
}

void StickerUpload::cancel()
{
    m_transfer.reset();
    finish(Error{ErrorKind::Cancelled, {}, {}});
}

void StickerUpload::finish(const Result<QList<StickerPack::Sticker>> &result)
{
    if (const Done done = std::exchange(m_done, {})) {
        done(result);
    }
}

} // namespace jackdaw
