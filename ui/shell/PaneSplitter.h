// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSplitter>

namespace jackdaw {

class Theme;

/// The splitter between the list and the content, whose handle is the hairline between the two panes. Owned by
/// the main window, GUI thread. Never lets a pane be dragged away; how wide panes may be is MainWindow's.
/// Mirrors with the window.
class PaneSplitter : public QSplitter
{
    Q_OBJECT
public:
    PaneSplitter(const Theme &theme, QWidget *parent);

protected:
    QSplitterHandle *createHandle() override;

private:
    const Theme &m_theme;
};

} // namespace jackdaw
