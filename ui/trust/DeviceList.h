// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "omemo/DeviceTrust.h"

#include <QListWidget>
#include <optional>

namespace jackdaw {

class Theme;

/// The devices of somebody, each with what is thought of it (picture 07). As high as its rows. Owned by its parent, GUI thread;
/// it decides nothing and asks nobody.
/// Names of devices are what others say of them: shown cut and as text alone.
class DeviceList : public QListWidget
{
    Q_OBJECT
public:
    DeviceList(const Theme &theme, const QString &name, QWidget *parent = nullptr);

    /// Those that need a look first. What was chosen stays chosen. `now`: ms since 1970 UTC.
    void setDevices(const QList<KnownDevice> &devices, qint64 now);
    std::optional<KnownDevice> chosen() const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void choiceChanged();

private:
    const Theme &m_theme;
    QList<KnownDevice> m_devices; ///< by row
};

} // namespace jackdaw
