// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusVariant>
#include <QObject>
#include <QSet>
#include <QString>

namespace jackdaw {

/// What the desktop wants of the look that Qt 6.8 does not tell: high contrast, no motion, and outside of GNOME and KDE
/// whether it is to be dark. Asks the XDG settings portal
/// and hears when that changes. Owned by the composition root, GUI thread; start it after the first paint. Silent where
/// there is no portal. Never waits.
class SystemAppearance : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    void start();

Q_SIGNALS:
    void contrastChanged(bool high);
    void motionChanged(bool reduced);
    void schemeChanged(Qt::ColorScheme scheme);

private Q_SLOTS:
    void settingChanged(const QString &space, const QString &key, const QDBusVariant &value);

private:
    QSet<QString> m_againstMotion; ///< the settings that ask for none
};

} // namespace jackdaw
