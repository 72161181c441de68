// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/WebPolicy.h"

#include <QByteArray>
#include <QObject>
#include <QPointer>
#include <QTimer>
#include <functional>
#include <optional>

class QNetworkReply;

namespace jackdaw {

class WebAccess;

/// How much of one answer is taken, and how long is waited for it. A plain value.
struct GetLimits
{
    qint64 most = 256 * 1024; ///< bytes
    int idle = 5'000;         ///< ms without a byte
    int whole = 10'000;       ///< ms in all, redirects with them
    int redirects = 3;
};

/// Fetches one small thing from the web into memory, through WebAccess, by a policy that is told, redirects one by one. Owned
/// by who asks, engine thread; ends by calling back once, or without a word where it is destroyed before. Writes nothing, and
/// believes no length and no type that it cannot check.
class BoundedGet : public QObject
{
    Q_OBJECT
public:
    struct Got
    {
        QByteArray bytes;
        QByteArray mediaType; ///< in small letters, as the server says
        QByteArray charset;
        QUrl url;             ///< where it was found in the end
    };
    struct Rules
    {
        WebPolicy policy;
        QByteArray accept;
        std::function<bool(const QByteArray &mediaType)> takes;
        /// Enough was read: the rest is left there. Null: all of it is wanted, or it is an error. `bytes`: what came now, with
        /// a few of those before, so that a mark of up to 16 is whole.
        std::function<bool(QByteArrayView bytes)> isEnough = {};
    };
    using Callback = std::function<void(Result<Got>)>;

    BoundedGet(WebAccess &web, Rules rules, const GetLimits &limits, QObject *parent = nullptr);
    ~BoundedGet() override;

    void get(const QUrl &url, Callback done);

private:
    void ask();
    void takeHead();
    void takeBytes();
    void takeEnd();
    void finish(Result<Got> result);
    void letGo();

    WebAccess &m_web;
    Rules m_rules;
    GetLimits m_limits;
    Callback m_done;
    Got m_got;
    int m_redirects = 0;
    std::optional<Error> m_refused;
    bool m_hasEnough = false;
    QNetworkReply *m_reply = nullptr;
    QTimer m_patience;
};

} // namespace jackdaw
