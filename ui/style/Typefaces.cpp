// SPDX-License-Identifier: GPL-3.0-or-later
#include "style/Typefaces.h"

#include <QFile>

#include <vector>

namespace jackdaw {

Typefaces::Typefaces(Find find, qint64 most, QObject *parent)
    : QObject(parent)
    , m_find(std::move(find))
    , m_most(most)
{
    m_pool.setMaxThreadCount(1);
    m_pool.setExpiryTimeout(0); // it has one thing to do
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, &Typefaces::noteFirst);
}

Typefaces::~Typefaces()
{
    m_ended = true;
    m_pool.waitForDone();
}

void Typefaces::read(const QList<TypefaceWish> &wishes)
{
    m_patience.start(patience);
    m_pool.start([this, wishes] {
        constexpr qint64 portion = 256 * 1024; // between two looks at whether it is to end
        std::vector<char> buffer(portion);
        QStringList files;
        qint64 bytes = 0;
        const auto readFile = [&](const QString &name) {
            QFile file(name);
            if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered) || file.size() > m_most - bytes)
                return;
            files.append(name);
            qint64 got = 1;
            while (got > 0 && !m_ended) {
                got = file.read(buffer.data(), portion);
                bytes += std::max<qint64>(0, got);
            }
        };
        for (const TypefaceWish &wish : wishes) {
            if (m_ended)
                return;
            // None of an application's: what Qt has of these is in memory.
            if (const QString file = m_find(wish); file.startsWith(u'/') && !files.contains(file))
                readFile(file);
            if (&wish == &wishes.first())
                QMetaObject::invokeMethod(this, &Typefaces::noteFirst, Qt::QueuedConnection);
        }
        QMetaObject::invokeMethod(this, [this, files, bytes] { Q_EMIT allRead(files, bytes); }, Qt::QueuedConnection);
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
