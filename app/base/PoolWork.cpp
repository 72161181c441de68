// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/PoolWork.h"

#include <QCoreApplication>
#include <QThread>
#include <QThreadPool>

namespace jackdaw {

void startOnPool(std::function<void()> work)
{
    QCoreApplication *program = QCoreApplication::instance();
    if (!program || program->thread() == QThread::currentThread()) {
        QThreadPool::globalInstance()->start(std::move(work));
        return;
    }
    QMetaObject::invokeMethod(program, [work = std::move(work)] { QThreadPool::globalInstance()->start(work); },
                              Qt::QueuedConnection);
}

} // namespace jackdaw
