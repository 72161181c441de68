// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Error.h"
#include "chat/Attachment.h"
#include "files/FileCipher.h"
#include "files/TransferLimits.h"
#include "xmpp/HttpUpload.h"

#include <QObject>

#include <functional>
#include <memory>
#include <optional>

namespace jackdaw {

/// What is said of a file that is another than when it was chosen.
Error fileChanged(const QString &path);

class DiskStep;
class StoredSize;
class UploadBody;
class UploadSlotService;
class WebAccess;
class WebTransfer;
struct WebAnswer;
struct WebRequest;

/// One attempt to bring one file to the server (XEP-0363): a slot, the bytes, sealed where they are to be (XEP-0454),
/// and what the server said of them, asked once more where that was lost. Owned by UploadService, engine thread;
/// calls back once, which may destroy it, or never where it is destroyed before. Each has a slot and a key of its
/// own. Knows no message, and tries nothing again.
class UploadAttempt : public QObject
{
    Q_OBJECT
public:
    struct Order
    {
        QString path;
        qint64 size = 0; ///< bytes, as it was chosen
        qint64 modified = 0; ///< its time then, ms since 1970 UTC
        QString name;
        QString mediaType;
        Attachment::Protection protection = Attachment::Protection::Clear;
    };
    struct End
    {
        /// NotTaken: the server takes none, or none so large. Stumbled: later it may go well. Stalled: the disk gives
        /// nothing, and nobody knows for how long. Failed: as it is, it never will.
        enum class Kind { There, NotTaken, Stumbled, Stalled, Failed };
        Kind kind = Kind::Failed;
        std::optional<Error> why = {}; ///< nothing where it is there
        QString url = {};              ///< for who is to fetch it, with its key
        QByteArray sha256 = {};
        std::weak_ptr<const void> hold = {}; ///< Stalled: expires once the disk has let go of the file
    };
    struct Ties
    {
        /// Asked before the first byte does. False: nothing more of this is wanted, and it may be gone.
        std::function<bool()> mayLeave;
        std::function<void(qint64 done, qint64 total)> moved;
        std::function<void(const End &end)> ended;
    };

    UploadAttempt(UploadSlotService &places, WebAccess &web, const TransferLimits &limits, const Order &order,
                  Ties ties, QObject *parent = nullptr);
    ~UploadAttempt() override;

    /// Opens the file, on a thread that may wait for it, before anything is asked of the server. It may be at its end
    /// at once.
    void start();

private:
    bool isSealed() const { return m_order.protection == Attachment::Protection::Sealed; }
    void askSlot();
    void stall(const QString &detail);
    void prepare(const UploadSlot &slot);
    void put(const UploadSlot &slot, WebRequest request);
    void takeEnd(const WebAnswer &answer);
    /// All of it left, and what the server said of that was lost: does it lie there?
    void askWhatLies(const Error &why);
    void finish();
    /// Nothing of this is touched behind it.
    void end(End::Kind kind, const Error &why);

    UploadSlotService &m_places;
    WebAccess &m_web;
    const TransferLimits m_limits;
    const Order m_order;
    Ties m_ties;
    FileCipher::Secret m_secret;
    QString m_host; ///< where it goes
    QString m_from; ///< where the web server gives it back
    std::unique_ptr<UploadBody> m_body;
    std::unique_ptr<DiskStep> m_opening;
    std::unique_ptr<StoredSize> m_stored;
    std::unique_ptr<WebTransfer> m_transfer; ///< goes before what it reads from
};

} // namespace jackdaw
