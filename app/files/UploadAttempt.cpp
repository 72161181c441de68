// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/UploadAttempt.h"

#include "files/DiskStep.h"
#include "files/StoredSize.h"
#include "files/UploadBody.h"
#include "files/UploadSlotService.h"
#include "files/WebAccess.h"
#include "files/WebTransfer.h"
#include "xmpp/FileSharing.h"

#include <QPointer>
#include <QUuid>

#include <utility>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

Error statusError(int status, const QString &host, qint64 maximum)
{
    const QString most = maximum > 0 ? QString::number(maximum) : QString();
    return status == 413 ? Error{ErrorKind::FileTooLarge, u"HTTP 413"_s, most}
                         : Error{ErrorKind::Unavailable, u"HTTP %1"_s.arg(status), host};
}

} // namespace

Error fileChanged(const QString &path)
{
    return Error{ErrorKind::FileChanged, u"another size or time than when it was chosen"_s, path};
}

UploadAttempt::UploadAttempt(UploadSlotService &places, WebAccess &web, const TransferLimits &limits,
                             const Order &order, Ties ties, QObject *parent)
    : QObject(parent), m_places(places), m_web(web), m_limits(limits), m_order(order), m_ties(std::move(ties))
{
}

UploadAttempt::~UploadAttempt() = default;

void UploadAttempt::end(End::Kind kind, const Error &why)
{
    const auto ended = std::exchange(m_ties.ended, {});
    ended({kind, why, {}, {}, {}});
}

/// Each attempt has a thread of its own in it: who tries again waits until this one is out.
void UploadAttempt::stall(const QString &detail)
{
    const auto ended = std::exchange(m_ties.ended, {});
    const std::weak_ptr<const void> hold = m_body->hold();
    ended({End::Kind::Stalled, Error{ErrorKind::Storage, detail, m_order.path}, {}, {}, hold});
}

void UploadAttempt::start()
{
    std::optional<FileCipher> cipher;
    if (isSealed()) {
        auto secret = FileCipher::newSecret(); // a new one with each attempt: no key is used for two streams
        auto made = secret ? FileCipher::make(FileCipher::Way::Seal, secret->key, secret->iv)
                           : Result<FileCipher>(secret.error());
        if (!made) {
            end(End::Kind::Failed, made.error());
            return;
        }
        m_secret = *std::move(secret);
        cipher.emplace(std::move(made).value());
    }
    m_body = std::make_unique<UploadBody>(m_order.path, m_order.size, std::move(cipher), m_order.modified);
    m_opening = std::make_unique<DiskStep>("upload", m_limits.idle, m_body->opening(), [this](DiskStep::Came came) {
        if (came == DiskStep::Came::Nothing) {
            stall(u"the disk gives nothing in %1 ms"_s.arg(m_limits.idle));
        } else if (!m_body->isOpen()) {
            end(End::Kind::Failed, fileChanged(m_order.path));
        } else {
            askSlot();
        }
    });
}

void UploadAttempt::askSlot()
{
    m_places.findPlace(this, [this](const Result<UploadPlace> &place) {
        if (!place) {
            end(place.error().kind == ErrorKind::NoUpload ? End::Kind::NotTaken : End::Kind::Stumbled, place.error());
            return;
        }
        const qint64 size = m_order.size + (isSealed() ? FileCipher::tagSize : 0);
        if (place->maximum > 0 && size > place->maximum) {
            end(End::Kind::NotTaken, Error{ErrorKind::FileTooLarge, {}, QString::number(place->maximum)});
            return;
        }
        // What is sealed keeps its name to itself but for the end, by which others tell a picture from a film.
        const QString last = m_order.name.section(u'.', -1, -1, QString::SectionIncludeLeadingSep);
        const QString unnamed = QUuid::createUuid().toString(QUuid::Id128) + (last.size() <= 10 ? last : QString());
        const QString name = isSealed() ? unnamed : m_order.name;
        const QString type = isSealed() ? u"application/octet-stream"_s : m_order.mediaType;
        m_places.askSlot(*place, {name, size, type}, this, [this](const Result<UploadSlot> &slot) {
            if (slot) {
                prepare(*slot);
                return;
            }
            const ErrorKind kind = slot.error().kind;
            const bool isNoSlot = kind == ErrorKind::UnsafeAddress || kind == ErrorKind::ProtocolBroken;
            end(kind == ErrorKind::FileTooLarge ? End::Kind::NotTaken
                : isNoSlot ? End::Kind::Failed : End::Kind::Stumbled, slot.error());
        });
    });
}

void UploadAttempt::prepare(const UploadSlot &slot)
{
    m_web.prepare(QUrl(slot.put), m_limits.idle, this, [this, slot](Result<WebRequest> prepared) {
        const auto mayLeave = m_ties.mayLeave; // which may destroy this
        if (m_transfer || !mayLeave()) {
            return;
        }
        if (prepared) {
            put(slot, std::move(prepared).value());
        } else {
            end(End::Kind::Stumbled, prepared.error());
        }
    });
}

void UploadAttempt::put(const UploadSlot &slot, WebRequest request)
{
    m_from = slot.get;
    request.verdict = m_limits.verdict;
    request.headers.append({"Content-Type", isSealed() || m_order.mediaType.isEmpty() ? "application/octet-stream"
                                                                                       : m_order.mediaType.toLatin1()});
    request.headers.append(slot.headers);
    m_host = request.host();
    const QPointer<UploadAttempt> self(this);
    const auto moved = m_ties.moved;
    moved(0, m_order.size);
    if (!self) {
        return;
    }
    m_transfer = std::make_unique<WebTransfer>(m_web.thread(), std::move(request), *m_body, this,
                                               [this](qint64 done, qint64 total) { m_ties.moved(done, total); },
                                               [this](const WebAnswer &answer) { takeEnd(answer); });
}

void UploadAttempt::takeEnd(const WebAnswer &answer)
{
    m_transfer.reset();
    const int status = answer.head.status;
    const qint64 maximum = m_places.known() ? m_places.known()->maximum : 0;
    if (m_body->hasChanged()) {
        end(End::Kind::Failed, fileChanged(m_order.path));
    } else if (!m_body->unreadable().isEmpty()) {
        end(End::Kind::Failed, Error{ErrorKind::Storage, m_body->unreadable(), m_order.path});
    } else if (status >= 300) { // whatever became of the rest
        end(End::Kind::Stumbled, statusError(status, m_host, maximum));
    } else if (answer.failure && answer.failure->kind == ErrorKind::Storage) { // it hangs
        stall(answer.failure->detail);
    } else if (answer.failure) {
        const ErrorKind kind = answer.failure->kind;
        const bool isVerdictLost = kind == ErrorKind::ConnectionLost || kind == ErrorKind::Timeout;
        if (isVerdictLost && answer.sent == m_body->wireSize()) {
            askWhatLies(*answer.failure);
        } else {
            end(End::Kind::Stumbled, *answer.failure);
        }
    } else if (status != 200 && status != 201 && status != 204) {
        end(End::Kind::Stumbled, statusError(status, m_host, 0));
    } else if (answer.sent != m_body->wireSize()) { // it cannot have what it was not given
        end(End::Kind::Stumbled, Error{ErrorKind::ConnectionLost, u"answered before the end"_s, {}});
    } else {
        finish();
    }
}

/// A place is for one file of one size (XEP-0363, 4), and this one knew nobody else: what has its size there is it.
void UploadAttempt::askWhatLies(const Error &why)
{
    m_web.prepare(QUrl(m_from), m_limits.idle, this, [this, why](Result<WebRequest> prepared) {
        if (!prepared) {
            end(End::Kind::Stumbled, why);
            return;
        }
        WebRequest request = std::move(prepared).value();
        m_stored = std::make_unique<StoredSize>(*m_body->wireSize());
        request.headers.append(m_stored->range());
        m_transfer = std::make_unique<WebTransfer>(m_web.thread(), std::move(request), *m_stored, this, nullptr,
                                                   [this, why](const WebAnswer &) {
            m_transfer.reset();
            if (m_stored->bytes() == m_body->wireSize()) {
                finish();
            } else {
                end(End::Kind::Stumbled, why);
            }
        });
    });
}

void UploadAttempt::finish()
{
    const QString url = isSealed() ? sealedUrl(m_from, m_secret.key, m_secret.iv) : m_from;
    const auto ended = std::exchange(m_ties.ended, {});
    ended({End::Kind::There, {}, url, m_body->sha256(), {}});
}

} // namespace jackdaw
