// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "style/Theme.h"

#include <QRadioButton>

namespace jackdaw {

/// A filter of a list: one of several pills is chosen. A radio button by role and keys. Owned by its parent,
/// GUI thread. Shows its count where there is one, and marks the chosen one with shape and colour. What it
/// filters is its owner's.
class Chip : public QRadioButton
{
    Q_OBJECT
public:
    /// `name` is what screen readers say ("Unread chats" for "Unread").
    Chip(const Theme &theme, const QString &text, const QString &name, QWidget *parent = nullptr);

    /// Shown behind the text, and as description; 0: nothing.
    void setCount(int count);
    int count() const { return m_count; }
    /// A disc before the text, in one of the hues (Theme::markColor); -1: none. The text says what it is all the same.
    void setMark(int hue);
    /// One of Lucide's before the text, in the text's colour; empty: none.
    void setIconName(const QString &name);
    /// The text as it is painted, whatever is in it: no letter of it is a shortcut.
    void setWords(const QString &text, const QString &name);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    bool hitButton(const QPoint &position) const override;
    void paintEvent(QPaintEvent *event) override;

private:
    QString countText() const;
    int markWidth() const;
    QFont textFont() const;

    const Theme &m_theme;
    int m_count = 0;
    int m_mark = -1;
    QString m_icon;
};

} // namespace jackdaw
