// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "watch/BoardModel.h"

#include <QListView>

namespace jackdaw {

class BoardCardDelegate;
class Clock;
class Theme;

/// The cards of the presence board, below the headings of their teams, as many side by side as fit. Arrows walk
/// over them in all directions. Owned by BoardPage, GUI thread. What is pressed on a card is a wish; it knows no
/// command.
class BoardView : public QListView
{
    Q_OBJECT
public:
    BoardView(BoardModel &model, const Theme &theme, const Clock &clock, QWidget *parent = nullptr);

    /// The theme has changed, or the text's size.
    void measure();

Q_SIGNALS:
    /// The button of a card.
    void buttonPressed(const QModelIndex &card);

protected:
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    bool viewportEvent(QEvent *event) override;

private:
    BoardModel &m_model;
    const Clock &m_clock;
    BoardCardDelegate *m_delegate;
};

} // namespace jackdaw
