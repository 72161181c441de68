// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "style/Theme.h"

#include <QCheckBox>

namespace jackdaw {

/// On or off at once: a check box by role and keys, a switch by look. It has no words of its own,
/// so it takes an accessible name. Owned by its parent, GUI thread. It is only ever moved by the
/// user or its owner.
class Switch : public QCheckBox
{
    Q_OBJECT
public:
    Switch(const Theme &theme, const QString &name, QWidget *parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    bool hitButton(const QPoint &position) const override;
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
};

} // namespace jackdaw
