// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "presence/Presence.h"
#include "style/Theme.h"

#include <QCheckBox>

namespace jackdaw {

/// A filter of the presence board: one state, with its dot and how many are in it. A check box by role
/// and keys, named `{state}, {n}`. Owned by BoardPage, GUI thread. Several may be on; what they filter
/// is their owner's.
class StateChip : public QCheckBox
{
    Q_OBJECT
public:
    StateChip(const Theme &theme, Availability availability, QWidget *parent = nullptr);

    Availability availability() const { return m_availability; }
    void setCount(int count);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    bool hitButton(const QPoint &position) const override;
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    Availability m_availability;
    int m_count = 0;
};

} // namespace jackdaw
