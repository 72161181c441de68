// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QScrollArea>

namespace jackdaw {

/// Scrolls a column up and down, never sideways: as wide as the view, and as high as its contents need at that width,
/// where QScrollArea alone asks them only how high they would be at their own. Owned by its parent, GUI thread.
class ColumnScroll : public QScrollArea
{
    Q_OBJECT
public:
    /// `column` becomes its child and needs a layout.
    explicit ColumnScroll(QWidget *column, QWidget *parent = nullptr);

protected:
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *object, QEvent *event) override;

private:
    void fit();
};

} // namespace jackdaw
