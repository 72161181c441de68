// SPDX-License-Identifier: GPL-3.0-or-later
#include "sound/VoiceSketches.h"

#include <QCoreApplication>
#include <QFile>
#include <QPointer>
#include <QThreadPool>

namespace jackdaw {

namespace {

constexpr qint64 mostRead = 16 * 1024 * 1024;
constexpr int kept = 300;

} // namespace

VoiceSketches::VoiceSketches(QObject *parent) : QObject(parent), m_sketches(kept) {}

std::optional<VoiceSketch> VoiceSketches::sketch(const QString &path)
{
    if (const auto *known = m_sketches.object(path))
        return *known;
    if (m_reading.contains(path))
        return {};
    m_reading.insert(path);
    QThreadPool::globalInstance()->start([self = QPointer<VoiceSketches>(this), path] {
        QFile file(path);
        std::optional<VoiceSketch> read;
        // Music is not read to its end to learn that it is none.
        if (file.open(QIODevice::ReadOnly) && file.size() <= mostRead && file.peek(4).startsWith("OggS"))
            read = readVoiceSketch(file.readAll());
        QMetaObject::invokeMethod(qApp, [self, path, read] {
            if (!self)
                return;
            self->m_reading.remove(path);
            self->m_sketches.insert(path, new std::optional(read));
            Q_EMIT self->loaded(path);
        }, Qt::QueuedConnection);
    });
    return {};
}

} // namespace jackdaw
