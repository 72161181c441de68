// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/WebPolicy.h"

#include <QByteArray>
#include <QObject>
#include <QTimer>
#include <functional>
#include <memory>

namespace jackdaw {

class WebAccess;
class WebTransfer;
struct WebAnswer;

/// How much of one answer is taken, and how long is waited for it. A plain value.
struct GetLimits
{
    qint64 most = 256 * 1024; ///< bytes
    int idle = 5'000;         ///< ms without a byte
    int whole = 10'000;       ///< ms in all, redirects with them
    int redirects = 3;
};

/// Fetches one small thing from the web into memory, through WebAccess, by a policy that is told, redirects one by one.
/// Owned by who asks, engine thread; ends by calling back once, or without a word where it is destroyed before. Writes
/// nothing, and believes no length and no type that it cannot check.
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
        std::function<bool(const QByteArray &mediaType)> takes; ///< pure, as the next: asked on the thread of the transfers
        /// Enough was read: the rest is left there. Null: all of it is wanted, or it is an error. `bytes`: what came
        /// now, with a few of those before, so that a mark of up to 16 is whole.
        std::function<bool(QByteArrayView bytes)> isEnough = {};
    };
    using Callback = std::function<void(Result<Got>)>;

    BoundedGet(WebAccess &web, Rules rules, const GetLimits &limits, QObject *parent = nullptr);
    ~BoundedGet() override;

    void get(const QUrl &url, Callback done);

private:
    class Intake;

    void ask();
    void takeEnd(const WebAnswer &answer);
    void finish(Result<Got> result);

    WebAccess &m_web;
    Rules m_rules;
    GetLimits m_limits;
    Callback m_done;
    QUrl m_url; ///< where it is asked for now
    int m_redirects = 0;
    std::unique_ptr<Intake> m_intake;
    std::unique_ptr<WebTransfer> m_transfer; ///< goes before what it fills
    QTimer m_patience;
};

} // namespace jackdaw
