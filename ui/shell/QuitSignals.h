// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QSocketNotifier>
#include <memory>

namespace jackdaw {

/// Turns SIGINT, SIGTERM and SIGHUP into an orderly end: the event loop quits, streams are closed, the database
/// is flushed. Made once in main(), GUI thread. In the signal handler it does nothing but write one byte to a
/// pipe.
class QuitSignals : public QObject
{
    Q_OBJECT
public:
    explicit QuitSignals(QObject *parent = nullptr);
    ~QuitSignals() override;

private:
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace jackdaw
