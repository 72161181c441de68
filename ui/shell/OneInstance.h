// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLockFile>
#include <QObject>
#include <QTimer>
#include <memory>

namespace jackdaw {

class InstanceLink;

/// Sees to it that a profile is open once: a lock file in the profile decides, and a second start asks the first, through
/// the module jackdaw-instance, to show its window. Made in main(), GUI thread. The module is loaded only when the lock
/// is held by another, or by listen(), which belongs after the first paint.
class OneInstance : public QObject
{
    Q_OBJECT
public:
    explicit OneInstance(const QString &profileFolder, QObject *parent = nullptr);
    ~OneInstance() override;

    enum class Claim { Ours, Taken };
    Claim claim();
    /// After Taken: false if the other one does not answer, or the module is not there.
    bool raiseOther();
    /// After Ours: raiseRequested() from now on.
    void listen();

Q_SIGNALS:
    void raiseRequested();

private:
    InstanceLink *link();

    QString m_name;
    QLockFile m_lock;
    InstanceLink *m_link = nullptr;
    QTimer m_again;
    int m_attempts = 0;
};

} // namespace jackdaw
