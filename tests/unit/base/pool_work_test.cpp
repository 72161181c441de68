// SPDX-License-Identifier: GPL-3.0-or-later
// Who starts the threads of the pool.
#include "base/PoolWork.h"
#include "support/TestProgram.h"

#include <QTest>
#include <QThread>
#include <QThreadPool>

#include <atomic>
#include <memory>
#include <sys/resource.h>

using namespace jackdaw;

namespace pool_work_test {

constexpr int nobodyRan = 1000;

class PoolWorkTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aNicerThreadMakesNoNicerPool()
    {
        QThreadPool &pool = *QThreadPool::globalInstance();
        QVERIFY(pool.waitForDone());
        pool.setExpiryTimeout(0); // so that it begins without a thread
        auto seen = std::make_shared<std::atomic<int>>(nobodyRan);
        const std::unique_ptr<QThread> nicer(QThread::create([seen] {
            setpriority(PRIO_PROCESS, 0, getpriority(PRIO_PROCESS, 0) + 3);
            startOnPool([seen] { *seen = getpriority(PRIO_PROCESS, 0); });
        }));
        nicer->start();
        QVERIFY(nicer->wait());
        QTRY_VERIFY(*seen != nobodyRan);
        QCOMPARE(seen->load(), getpriority(PRIO_PROCESS, 0));
    }

    void theMainThreadStartsItAtOnce()
    {
        auto isDone = std::make_shared<std::atomic<bool>>(false);
        startOnPool([isDone] { *isDone = true; });
        QVERIFY(QThreadPool::globalInstance()->waitForDone());
        QVERIFY(*isDone);
    }
};

JACKDAW_TEST(PoolWorkTest)

} // namespace pool_work_test

#include "pool_work_test.moc"
