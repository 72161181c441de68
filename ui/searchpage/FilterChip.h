// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "style/Theme.h"

#include <QAbstractButton>

namespace jackdaw {

/// A filter of a search as a pill: one that can be added (dashed, with a plus), or one that is set and goes when it is
/// pressed. Owned by its parent, GUI thread. What it filters is its owner's; it adds and removes nothing by itself, and
/// keeps no value but the words it shows.
class FilterChip : public QAbstractButton
{
    Q_OBJECT
public:
    enum class Look { Add, Set };
    static constexpr int pillRoom = 1; ///< around the pill, so that it stands flush with the field above

    FilterChip(const Theme &theme, const QString &text, Look look, QWidget *parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    Look m_look;
};

} // namespace jackdaw
