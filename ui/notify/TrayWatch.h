// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace jackdaw {

/// Knows whether the desktop has a tray, and says when one comes: a program that begins with the session may be there
/// before the panel is. It looks by itself, as Qt looks once in a run and keeps that answer, so Qt is to be asked only
/// when there is something to be found. Owned by TrayIcon, GUI thread. Never makes an icon. A tray of the old kind (XEmbed)
/// is found where it is there already; its coming later is not noticed.
class TrayWatch : public QObject
{
    Q_OBJECT
public:
    explicit TrayWatch(QObject *parent = nullptr);

    bool isThere() const;

Q_SIGNALS:
    void appeared();
};

} // namespace jackdaw
