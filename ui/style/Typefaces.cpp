// SPDX-License-Identifier: GPL-3.0-or-later
#include "style/Typefaces.h"

#include <QFile>
#include <QMutex>
#include <QMutexLocker>
#include <QThreadPool>

#include <atomic>
#include <vector>

namespace jackdaw {

/// What the thread has of it, which may outlive it by as long as a disk does not answer.
struct Typefaces::Share
{
    const Find find;
    const qint64 most;
    std::atomic<bool> ended = false;
    QMutex lock;
    Typefaces *owner; ///< nullptr once it is gone

    template <typename Told> void tell(Told told)
    {
        const QMutexLocker held(&lock);
        if (owner)
            QMetaObject::invokeMethod(owner, [told, to = owner] { told(*to); }, Qt::QueuedConnection);
    }
};

Typefaces::Typefaces(Find find, qint64 most, QObject *parent)
    : QObject(parent)
    , m_share(new Share{std::move(find), most, false, {}, this})
    , m_pool(std::make_unique<QThreadPool>())
{
    m_pool->setMaxThreadCount(1);
    m_pool->setExpiryTimeout(0); // it has one thing to do
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, &Typefaces::noteFirst);
}

Typefaces::~Typefaces()
{
    constexpr int enough = 300; // ms for a disk that answers
    m_share->ended = true;
    {
        const QMutexLocker held(&m_share->lock);
        m_share->owner = nullptr;
    }
    if (!m_pool->waitForDone(enough))
        static_cast<void>(m_pool.release()); // it goes with the program, which does not wait for such a disk
}

void Typefaces::read(const QList<TypefaceWish> &wishes)
{
    m_patience.start(patience);
    m_pool->start([share = m_share, wishes] {
        constexpr qint64 portion = 256 * 1024; // between two looks at whether it is to end
        std::vector<char> buffer(portion);
        QStringList files;
        qint64 bytes = 0;
        const auto readFile = [&](const QString &name) {
            QFile file(name);
            if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered) || file.size() > share->most - bytes)
                return;
            files.append(name);
            qint64 got = 1;
            while (got > 0 && !share->ended) {
                got = file.read(buffer.data(), portion);
                bytes += std::max<qint64>(0, got);
            }
        };
        for (const TypefaceWish &wish : wishes) {
            if (share->ended)
                return;
            // None of an application's: what Qt has of these is in memory.
            if (const QString file = share->find(wish); file.startsWith(u'/') && !files.contains(file))
                readFile(file);
            if (&wish == &wishes.first())
                share->tell([](Typefaces &owner) { owner.noteFirst(); });
        }
        share->tell([files, bytes](Typefaces &owner) { Q_EMIT owner.allRead(files, bytes); });
    });
}

void Typefaces::whenFirstRead(QObject *context, std::function<void()> then) const
{
    if (m_isFirstRead)
        then();
    else
        connect(this, &Typefaces::firstRead, context, std::move(then), Qt::SingleShotConnection);
}

void Typefaces::noteFirst()
{
    m_patience.stop();
    if (!std::exchange(m_isFirstRead, true))
        Q_EMIT firstRead();
}

} // namespace jackdaw
