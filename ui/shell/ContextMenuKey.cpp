// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/ContextMenuKey.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QWidget>

namespace jackdaw {

ContextMenuKey::ContextMenuKey(QObject *parent) : QObject(parent)
{
    qApp->installEventFilter(this);
}

bool ContextMenuKey::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return false;
    const auto *key = static_cast<QKeyEvent *>(event);
    auto *widget = qobject_cast<QWidget *>(watched);
    if (!widget || key->key() != Qt::Key_F10 || key->modifiers() != Qt::ShiftModifier)
        return false;
    // Where Qt puts it for the Menu key: at the text cursor, or in the middle.
    const QRect cursor = widget->inputMethodQuery(Qt::ImCursorRectangle).toRect();
    const QPoint place = cursor.isValid() ? cursor.center() : widget->rect().center();
    QContextMenuEvent menu(QContextMenuEvent::Keyboard, place, widget->mapToGlobal(place));
    menu.ignore();
    QApplication::sendEvent(widget, &menu);
    return true;
}

} // namespace jackdaw
