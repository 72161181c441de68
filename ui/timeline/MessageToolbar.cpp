// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/MessageToolbar.h"

#include "style/Style.h"
#include "widgets/IconButton.h"

#include <QEvent>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

constexpr int diameter = 32;
constexpr int barPadding = 2;

} // namespace

MessageToolbar::MessageToolbar(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_react(new IconButton(theme, u"smile-plus"_s, tr("Add reaction"), this))
    , m_reply(new IconButton(theme, u"reply"_s, tr("Reply"), this))
    , m_more(new IconButton(theme, u"ellipsis"_s, tr("More message actions"), this))
{
    m_more->setOpens(IconButton::Opens::Menu);
    m_react->setShortcutHint(QKeySequence(Qt::Key_Plus));
    m_reply->setShortcutHint(QKeySequence(Qt::Key_R));
    for (IconButton *button : {m_react, m_reply, m_more}) {
        button->setDiameter(diameter, 18);
        button->setFocusPolicy(Qt::NoFocus); // the keys of the message do the same
    }
    setCursor(Qt::ArrowCursor);
    connect(m_react, &QAbstractButton::clicked, this, &MessageToolbar::reactRequested);
    connect(m_reply, &QAbstractButton::clicked, this, &MessageToolbar::replyRequested);
    connect(m_more, &QAbstractButton::clicked, this, &MessageToolbar::moreRequested);
    hide();
}

QSize MessageToolbar::sizeHint() const
{
    const QSize one = m_react->sizeHint();
    return QSize(3 * one.width() + 2 * barPadding, one.height() + 2 * barPadding);
}

QPoint MessageToolbar::below(const QWidget *button) const
{
    return button->mapToGlobal(QPoint(0, button->height() + barPadding));
}

void MessageToolbar::arrange()
{
    int x = barPadding;
    for (IconButton *button : {m_react, m_reply, m_more}) {
        const QSize one = button->sizeHint();
        button->setGeometry(QStyle::visualRect(layoutDirection(), rect(), QRect(QPoint(x, barPadding), one)));
        x += one.width();
    }
}

void MessageToolbar::resizeEvent(QResizeEvent *)
{
    arrange();
}

void MessageToolbar::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LayoutDirectionChange)
        arrange();
    if (event->type() == QEvent::LanguageChange) {
        m_react->setName(tr("Add reaction"));
        m_reply->setName(tr("Reply"));
        m_more->setName(tr("More message actions"));
    }
}

void MessageToolbar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintShape(painter, rect(), 8, m_theme.color(Token::Raised),
               m_theme.color(m_theme.isHighContrast() ? Token::Text : m_theme.isDark() ? Token::PopupOutline : Token::Line));
}

} // namespace jackdaw
