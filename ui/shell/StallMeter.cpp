// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/StallMeter.h"

#include <QCoreApplication>
#include <QEvent>
#include <pthread.h>

namespace jackdaw {

namespace {

const QEvent::Type pingType = QEvent::Type(QEvent::registerEventType());

qint64 read(clockid_t clock)
{
    timespec now{};
    clock_gettime(clock, &now);
    return qint64(now.tv_sec) * 1'000'000'000 + now.tv_nsec;
}

double milliseconds(qint64 nanoseconds)
{
    return double(nanoseconds) / 1e6;
}

} // namespace

qint64 StallMeter::monotonic()
{
    return read(CLOCK_MONOTONIC);
}

std::unique_ptr<StallMeter> StallMeter::start(const QString &file, qint64 begin)
{
    auto output = std::make_unique<QFile>(file);
    if (!output->open(QIODevice::WriteOnly | QIODevice::Truncate))
        return nullptr;
    return std::unique_ptr<StallMeter>(new StallMeter(std::move(output), begin));
}

StallMeter::StallMeter(std::unique_ptr<QFile> file, qint64 begin) : m_file(std::move(file)), m_begin(begin)
{
    pthread_getcpuclockid(pthread_self(), &m_processor);
    m_thread.reset(QThread::create([this] { watch(); }));
    m_thread->setObjectName(QStringLiteral("stall meter"));
    m_thread->start(QThread::TimeCriticalPriority);
}

StallMeter::~StallMeter()
{
    m_stop = true;
    m_thread->wait();
}

bool StallMeter::event(QEvent *event)
{
    if (event->type() != pingType)
        return QObject::event(event);
    m_worked = read(m_processor);
    m_taken = monotonic();
    return true;
}

void StallMeter::watch()
{
    while (!m_stop) {
        const qint64 posted = monotonic();
        const qint64 worked = read(m_processor);
        m_taken = 0;
        QCoreApplication::postEvent(this, new QEvent(pingType));
        // Half a millisecond of error is none that matters here; a sleeping wait could not be ended by m_stop.
        while (m_taken == 0 && !m_stop)
            QThread::usleep(500);
        if (m_stop)
            break;
        const double length = milliseconds(m_taken - posted);
        if (length > limit)
            write(QByteArrayLiteral("{\"stall_at_ms\":") + QByteArray::number(milliseconds(posted - m_begin), 'f', 1)
                  + QByteArrayLiteral(",\"length_ms\":") + QByteArray::number(length, 'f', 1)
                  + QByteArrayLiteral(",\"processor_ms\":") + QByteArray::number(milliseconds(m_worked - worked), 'f', 1) + "}\n");
        QThread::msleep(2);
    }
}

void StallMeter::notePaint()
{
    write(QByteArrayLiteral("{\"first_paint_ms\":") + QByteArray::number(milliseconds(monotonic() - m_begin), 'f', 1) + "}\n");
}

void StallMeter::write(const QByteArray &line)
{
    const QMutexLocker lock(&m_writing);
    m_file->write(line);
    m_file->flush();
}

} // namespace jackdaw
