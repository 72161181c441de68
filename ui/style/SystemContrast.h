// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusVariant>
#include <QObject>

namespace jackdaw {

/// Asks the desktop whether it wants high contrast, and hears when that changes (XDG settings portal,
/// org.freedesktop.appearance "contrast"; Qt tells it from 6.10 on). Owned by the composition root, GUI thread; start it
/// after the first paint. Silent where there is no portal. Never waits.
class SystemContrast : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    void start();

Q_SIGNALS:
    void changed(bool high);

private Q_SLOTS:
    void settingChanged(const QString &space, const QString &key, const QDBusVariant &value);
};

} // namespace jackdaw
