// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/PaneSplitter.h"

#include "style/Theme.h"

#include <QPainter>

namespace jackdaw {

namespace {

class PaneHandle : public QSplitterHandle
{
public:
    PaneHandle(const Theme &theme, Qt::Orientation orientation, QSplitter *parent)
        : QSplitterHandle(orientation, parent), m_theme(theme)
    {
        setAccessibleName(PaneSplitter::tr("Width of the list"));
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.fillRect(rect(), m_theme.color(Token::Line));
    }

private:
    const Theme &m_theme;
};

} // namespace

PaneSplitter::PaneSplitter(const Theme &theme, QWidget *parent) : QSplitter(Qt::Horizontal, parent), m_theme(theme)
{
    setHandleWidth(1);
    setChildrenCollapsible(false);
}

QSplitterHandle *PaneSplitter::createHandle()
{
    return new PaneHandle(m_theme, orientation(), this);
}

} // namespace jackdaw
