// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace jackdaw {

class BoardPage;
class Preferences;

/// The presence board in a window of its own, always on top, for a second screen. Owned by BoardFlow,
/// GUI thread; holds the page as long as it is open and gives it back when it closes. Decides nothing
/// of what the page shows.
class BoardWindow : public QWidget
{
    Q_OBJECT
public:
    BoardWindow(BoardPage &page, Preferences &preferences);
    ~BoardWindow() override;

Q_SIGNALS:
    /// It was closed: the page is wanted back.
    void closed();

protected:
    void closeEvent(QCloseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    Preferences &m_preferences;
};

} // namespace jackdaw
