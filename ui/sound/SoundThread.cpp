// SPDX-License-Identifier: GPL-3.0-or-later
#include "sound/SoundThread.h"

#include <QAudioDevice>
#include <QMediaDevices>

namespace jackdaw {

namespace {
constexpr int patience = 300; ///< ms, at the program's end
}

SoundThread::SoundThread()
    : m_thread(std::make_unique<QThread>()), m_isReady(std::make_shared<std::atomic<bool>>(false))
{
    m_thread->setObjectName(QStringLiteral("sound"));
    m_thread->start();
    // The first question makes Qt's connection to the server, on the thread that asks, which waits for it then and
    // whenever it is made anew: never the window's.
    auto *first = new QObject;
    take(*first);
    QMetaObject::invokeMethod(first, [first, isReady = m_isReady] {
        QMediaDevices::defaultAudioOutput();
        *isReady = true;
        first->deleteLater();
    }, Qt::QueuedConnection);
}

SoundThread::~SoundThread()
{
    m_thread->quit();
    if (!m_thread->wait(patience))
        m_thread.release(); // one that still runs must not be destroyed
}

} // namespace jackdaw
