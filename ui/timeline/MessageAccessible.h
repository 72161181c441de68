// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Ids.h"

#include <QAccessibleInterface>
#include <QPointer>

namespace jackdaw {

class TimelineView;

/// One message for screen readers: a list item with its text, readable by character, word and line, and with the actions
/// its bubble has; where it is a sound, its value is how far that was played. Holds a message id, never a row; says it is invalid once the message is not loaded any more. Owned by
/// QAccessible's cache on behalf of TimelineAccessible, GUI thread.
class MessageAccessible : public QAccessibleInterface, public QAccessibleTextInterface, public QAccessibleActionInterface,
                          public QAccessibleValueInterface
{
public:
    MessageAccessible(TimelineView *view, MessageId message);

    MessageId message() const { return m_message; }

    bool isValid() const override;
    QObject *object() const override;
    QWindow *window() const override;
    QAccessibleInterface *parent() const override;
    QAccessibleInterface *child(int) const override { return nullptr; }
    QAccessibleInterface *childAt(int, int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface *) const override { return -1; }
    QString text(QAccessible::Text kind) const override;
    void setText(QAccessible::Text, const QString &) override {}
    QRect rect() const override;
    QAccessible::Role role() const override { return QAccessible::ListItem; }
    QAccessible::State state() const override;
    void *interface_cast(QAccessible::InterfaceType type) override;

    // Text
    void selection(int index, int *start, int *end) const override;
    int selectionCount() const override;
    void addSelection(int start, int end) override;
    void removeSelection(int index) override;
    void setSelection(int index, int start, int end) override;
    int cursorPosition() const override;
    void setCursorPosition(int position) override;
    QString text(int start, int end) const override;
    QString textAtOffset(int offset, QAccessible::TextBoundaryType boundary, int *start, int *end) const override;
    int characterCount() const override;
    QRect characterRect(int offset) const override;
    int offsetAtPoint(const QPoint &point) const override;
    void scrollToSubstring(int start, int end) override;
    QString attributes(int offset, int *start, int *end) const override;

    // Actions
    QStringList actionNames() const override;
    void doAction(const QString &name) override;
    QStringList keyBindingsForAction(const QString &name) const override;
    QString localizedActionName(const QString &name) const override;
    QString localizedActionDescription(const QString &) const override { return {}; }

    // Value: where a sound is, in seconds; of no other message
    QVariant currentValue() const override;
    void setCurrentValue(const QVariant &value) override;
    QVariant maximumValue() const override;
    QVariant minimumValue() const override { return 0; }
    QVariant minimumStepSize() const override;

private:
    int row() const;
    QString body() const;
    QRect bubble() const;

    QPointer<TimelineView> m_view;
    MessageId m_message;
};

} // namespace jackdaw
