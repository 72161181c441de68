// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/WebTransfer.h"

#include <QByteArray>
#include <QElapsedTimer>

#include <memory>
#include <optional>

struct curl_slist;

namespace jackdaw {

/// One transfer as libcurl knows it: tells libcurl what is asked and by which rules, and brings what it says to the
/// body. Owned by WebThread, on that thread alone. It is here that TLS is demanded and checked, that nothing inside of
/// this network is connected to, and that what a server says in its head has an end.
class WebHandle
{
public:
    explicit WebHandle(std::shared_ptr<WebJob> job);
    ~WebHandle();
    WebHandle(const WebHandle &) = delete;
    WebHandle &operator=(const WebHandle &) = delete;

    void *easy() const { return m_easy.get(); } ///< a CURL
    bool isReady() const { return m_isReady; }
    /// No longer once its end is told.
    bool isWanted() const;
    /// Is there more to come of the line? Else the body alone is waited for.
    bool isMoving() const { return !m_answer; }
    /// What was paused moves again, if the body has called. A CURLcode.
    int goOn();
    /// Tells how far it is, where that is due, or its end. What it returns is how many ms may pass until it was silent
    /// for too long.
    int look();
    /// The end, told once the body is through. `code`: a CURLcode.
    void finish(int code);
    void giveUp();

private:
    struct Callbacks;
    struct FreeEasy { void operator()(void *easy) const; };
    struct FreeList { void operator()(curl_slist *list) const; };
    using List = std::unique_ptr<curl_slist, FreeList>;

    template<class T>
    void set(int option, T value);
    static void append(List &list, const QByteArray &line);
    void setAddress();
    void setTls();
    void setProxy();
    void setBody();

    bool readHead(QByteArrayView line);
    bool mayConnect(const QHostAddress &address);
    qint64 sent() const;
    int patience() const;
    Error failure(int code) const;
    void restAt(bool isPaused);
    void end(WebAnswer answer);
    bool tellEnd();

    std::shared_ptr<WebJob> m_job;
    List m_headers;
    List m_resolved;
    List m_connected;
    QByteArray m_words; ///< what libcurl says of an error
    std::unique_ptr<void, FreeEasy> m_easy; ///< goes before what it points to
    WebHead m_head;
    qint64 m_headBytes = 0;
    qint64 m_received = 0;
    qint64 m_toSend = -1; ///< bytes; -1: nothing is put there
    qint64 m_seen = 0; ///< of both ways, when it was last looked at
    qint64 m_toldOf = 0;
    bool m_isReady = true;
    bool m_isBegun = false;  ///< the body has the head
    bool m_isEnough = false; ///< the body wants no more
    bool m_isPaused = false; ///< the body said Later
    std::optional<WebAnswer> m_answer; ///< how it ended
    QHostAddress m_refused;  ///< where it was led, and did not go
    QElapsedTimer m_silence;
    QElapsedTimer m_told;
};

} // namespace jackdaw
