// SPDX-License-Identifier: GPL-3.0-or-later
#include "board/BoardWindow.h"

#include "board/BoardPage.h"
#include "style/Preferences.h"

#include <QCloseEvent>
#include <QKeyEvent>
#include <QVBoxLayout>

namespace jackdaw {

BoardWindow::BoardWindow(BoardPage &page, Preferences &preferences)
    : QWidget(nullptr, Qt::Window | Qt::WindowStaysOnTopHint), m_preferences(preferences)
{
    setWindowTitle(tr("Presence, Jackdaw"));
    setMinimumSize(360, 300);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(&page);
    page.setPlace(BoardPage::Place::OwnWindow);
    page.setBack(BoardPage::Back::Hidden);
    page.show();
    const QByteArray geometry = preferences.boardGeometry();
    if (geometry.isEmpty() || !restoreGeometry(geometry))
        resize(880, 560);
}

BoardWindow::~BoardWindow()
{
    m_preferences.setBoardGeometry(saveGeometry());
}

void BoardWindow::closeEvent(QCloseEvent *event)
{
    event->accept();
    Q_EMIT closed();
}

void BoardWindow::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Close))
        close();
    else
        QWidget::keyPressEvent(event);
}

} // namespace jackdaw
