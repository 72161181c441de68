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

    // What stands on a card, and what it is called by BoardAccessible.
    QRect barRect(const QModelIndex &card) const;
    QRect buttonRect(const QModelIndex &card) const;
    QString barName(const QModelIndex &card) const;
    QString bellName(const QModelIndex &card) const;
    bool hasBell(const QModelIndex &card) const;

Q_SIGNALS:
    /// The button of a card.
    void buttonPressed(const QModelIndex &card);
    /// Its bell, whatever the button shows.
    void bellToggled(const QModelIndex &card);
    /// The heading of a team was pressed.
    void headingPressed(const QModelIndex &heading);

protected:
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    void resizeEvent(QResizeEvent *event) override;
    void dataChanged(const QModelIndex &from, const QModelIndex &to, const QList<int> &roles = {}) override;
    void mousePressEvent(QMouseEvent *event) override;
    bool viewportEvent(QEvent *event) override;

private:
    BoardModel &m_model;
    const Clock &m_clock;
    BoardCardDelegate *m_delegate;
};

} // namespace jackdaw
