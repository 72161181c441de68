// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/StickerFetch.h"

#include "chat/Attachment.h"
#include "files/FileContent.h"
#include "files/WebAccess.h"
#include "xmpp/Stickers.h"

#include <QCryptographicHash>

#include <algorithm>
#include <utility>

namespace jackdaw {

namespace {

constexpr int mostAtOnce = 4;
GetLimits stickerLimits(qint64 left)
{
    return {.most = std::min(left, StickerPack::mostBytes), .idle = 15'000, .whole = 60'000};
}

} // namespace

StickerFetch::StickerFetch(WebAccess &web, const StickerFolder &folder, const StickerPack &pack, qint64 most,
                           QObject *parent)
    : QObject(parent), m_web(web), m_folder(folder), m_pack(pack), m_most(std::min(most, StickerPack::mostPackBytes))
{
}

StickerFetch::~StickerFetch() = default;

void StickerFetch::start(Done done)
{
    m_done = std::move(done);
    QMetaObject::invokeMethod(this, &StickerFetch::next, Qt::QueuedConnection); // never from within who asks
}

void StickerFetch::next()
{
    while (m_done && m_next < m_pack.stickers.size() && int(m_gets.size()) < mostAtOnce) {
        const qsizetype place = m_next++;
        const StickerPack::Sticker &sticker = m_pack.stickers.at(place);
        if (m_folder.has(sticker.sha256)) {
            ++m_here;
            continue;
        }
        const BoundedGet::Rules rules{m_web.policy(), "image/webp, image/png, image/gif, image/jpeg",
                                      [](const QByteArray &) { return true; }};
        auto made = std::make_unique<BoundedGet>(m_web, rules, stickerLimits(m_most - m_bytes));
        BoundedGet &get = *m_gets.emplace(place, std::move(made)).first->second;
        get.get(QUrl(sticker.url), [this, place](const Result<BoundedGet::Got> &got) { take(place, got); });
    }
    if (m_done && m_here == int(m_pack.stickers.size())) {
        finish(m_pack);
    }
}

void StickerFetch::take(qsizetype place, const Result<BoundedGet::Got> &got)
{
    // It is what calls: it goes once that is through.
    auto node = m_gets.extract(place);
    node.mapped()->setParent(this);
    node.mapped().release()->deleteLater();
    if (!got) {
        finish(got.error());
        return;
    }
    StickerPack::Sticker &sticker = m_pack.stickers[place];
    m_bytes += got->bytes.size();
    const QString type = sniffedType(got->bytes);
    if (m_bytes > m_most) {
        finish(Error{ErrorKind::FileTooLarge, {}, QString::number(m_most)});
        return;
    }
    if (!isSticker(sticker, got->bytes) || attachmentKind(type, {}) != Attachment::Kind::Picture) {
        finish(Error{ErrorKind::FileBroken, QStringLiteral("another picture than the pack promises"), got->url.host()});
        return;
    }
    sticker.sha256 = QCryptographicHash::hash(got->bytes, QCryptographicHash::Sha256);
    sticker.mediaType = type;
    sticker.size = got->bytes.size();
    if (const Status kept = m_folder.keep(sticker.sha256, got->bytes); !kept) {
        finish(kept.error());
        return;
    }
    ++m_here;
    Q_EMIT moved(m_here, int(m_pack.stickers.size()));
    next();
}

void StickerFetch::finish(const Result<StickerPack> &result)
{
    m_gets.clear();
    if (const Done done = std::exchange(m_done, {})) {
        done(result);
    }
}

} // namespace jackdaw
