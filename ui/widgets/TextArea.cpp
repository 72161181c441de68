// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/TextArea.h"

#include "style/Style.h"

#include <QEvent>
#include <QPainter>

namespace jackdaw {

TextArea::TextArea(const Theme &theme, QWidget *parent) : QPlainTextEdit(parent), m_theme(theme)
{
    setTabChangesFocus(true);
    setFrameShape(QFrame::NoFrame);
    setViewportMargins(8, 6, 8, 6);
    viewport()->setAutoFillBackground(false);
    connect(&theme, &Theme::changed, this, &TextArea::applyTheme);
    applyTheme();
}

void TextArea::applyTheme()
{
    setFont(m_theme.font(TypeRole::Message));
    viewport()->update();
    update();
}

bool TextArea::event(QEvent *event)
{
    if (event->type() == QEvent::Paint) { // what is around the viewport
        QPainter painter(this);
        const bool focused = hasFocus();
        paintShape(painter, rect(), 8, m_theme.color(Token::Surface),
                   m_theme.color(focused ? Token::Focus : Token::BorderStrong), focused || m_theme.isHighContrast() ? 2 : 1);
        return true;
    }
    return QPlainTextEdit::event(event);
}

void TextArea::focusInEvent(QFocusEvent *event)
{
    QPlainTextEdit::focusInEvent(event);
    update();
}

void TextArea::focusOutEvent(QFocusEvent *event)
{
    QPlainTextEdit::focusOutEvent(event);
    update();
}

} // namespace jackdaw
