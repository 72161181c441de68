// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountContext.h"
#include "xmpp/HttpUpload.h"

#include <QList>
#include <QObject>

#include <functional>
#include <optional>

namespace jackdaw {

/// Who of the own server takes files, and how large ones (XEP-0363, 4). A plain value, engine thread.
/// Found by UploadSlotService, and held by whoever asks it for a slot, for one stream.
/// Believed as far as it goes: what is larger is not sent there.
struct UploadPlace
{
    Jid address;
    qint64 maximum = 0; ///< bytes; 0: it does not say
};

/// Finds the service that takes files (XEP-0363, 4), once a stream, and asks it for slots. Owned by Features, engine
/// thread. Whoever asks names a context, and is not called back once that is gone. Looks at no file and sends none.
class UploadSlotService : public QObject
{
    Q_OBJECT
public:
    explicit UploadSlotService(const AccountContext &account, QObject *parent = nullptr);

    using FoundPlace = std::function<void(const Result<UploadPlace> &place)>;
    /// Offline: what was known before. Errors: NoUpload; those of the way there.
    void findPlace(QObject *context, FoundPlace found);
    /// What was found last, perhaps in an earlier stream.
    const std::optional<UploadPlace> &known() const { return m_place; }

    struct Wish { QString name; qint64 size = 0; QString mediaType; }; ///< as the server may know it; bytes of the wire
    using GotSlot = std::function<void(const Result<UploadSlot> &slot)>;
    /// Errors: FileTooLarge (5: not-acceptable is what a file gets that is too large), UnsafeAddress, ProtocolBroken;
    /// those of the way.
    void askSlot(const UploadPlace &place, const Wish &wish, QObject *context, GotSlot got);

private:
    /// `passing`: what went wrong so far and may go well later.
    void askServices(QList<Jid> services, const std::optional<Error> &passing);
    void answer(const Result<UploadPlace> &place);

    AccountContext m_account;
    std::optional<UploadPlace> m_place;
    qint64 m_placeOf = -1; ///< the stream in which it was found, or not
    QList<FoundPlace> m_asked;
};

} // namespace jackdaw
