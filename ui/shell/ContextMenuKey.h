// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace jackdaw {

/// Lets Shift+F10 open the context menu wherever the Menu key does (ui.md, "Keyboard"): Qt answers it on Windows only,
/// and many keyboards have no Menu key. An event filter of the application; GUI thread, owned by Shell. Makes no menu:
/// it sends the event, at the place Qt would choose, and the widget answers.
class ContextMenuKey : public QObject
{
    Q_OBJECT
public:
    explicit ContextMenuKey(QObject *parent = nullptr);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
};

} // namespace jackdaw
