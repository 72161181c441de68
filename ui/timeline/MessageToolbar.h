// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace jackdaw {

class IconButton;
class Theme;

/// What can be done with the message under the pointer, or the one that has the focus: react, reply, more. Stands
/// beside the bubble's top corner. Owned by TimelineView, which places it and knows of which message it speaks; GUI
/// thread. Emits wishes, and does none of them.
class MessageToolbar : public QWidget
{
    Q_OBJECT
public:
    MessageToolbar(const Theme &theme, QWidget *parent);

    /// Where menus of its buttons open.
    QPoint below(const QWidget *button) const;
    IconButton *reactButton() const { return m_react; }
    IconButton *moreButton() const { return m_more; }
    QSize sizeHint() const override;

Q_SIGNALS:
    void reactRequested();
    void replyRequested();
    void moreRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void arrange();

    const Theme &m_theme;
    IconButton *m_react;
    IconButton *m_reply;
    IconButton *m_more;
};

} // namespace jackdaw
