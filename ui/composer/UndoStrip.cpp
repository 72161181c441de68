// SPDX-License-Identifier: GPL-3.0-or-later
#include "composer/UndoStrip.h"

#include "style/Direction.h"
#include "style/Theme.h"
#include "widgets/Buttons.h"
#include "widgets/Labels.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QPainter>
#include <utility>

using namespace Qt::StringLiterals;

namespace jackdaw {

UndoStrip::UndoStrip(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    auto *undo = new TextButton(tr("Undo"), TextButton::Kind::Secondary, TextButton::Size::Small, this);
    undo->setAccessibleName(tr("Undo send"));
    undo->setIcon(theme.icon(u"undo-2"_s));
    auto *row = new QHBoxLayout(this);
    row->addWidget(new Label(theme, TypeRole::Body, Token::Text2, tr("Your message goes out in a moment."), Label::Wrap::No, this), 1);
    row->addWidget(undo);
    m_over.setSingleShot(true);
    m_over.setInterval(offered);
    connect(&m_over, &QTimer::timeout, this, &UndoStrip::withdraw);
    connect(undo, &QAbstractButton::clicked, this, &UndoStrip::undo);
    connect(&theme, &Theme::changed, this, &UndoStrip::applyTheme);
    applyTheme();
    hide();
}

void UndoStrip::applyTheme()
{
    setFixedHeight(m_theme.scaled(44));
    setLogicalMargins(layout(), 24, 1, 24, 0);
    update();
}

void UndoStrip::offer(MessageId message)
{
    m_message = message;
    m_over.start();
    show();
    if (QAccessible::isActive()) {
        QAccessibleAnnouncementEvent event(this, tr("Your message goes out in a moment. Ctrl+Z in the empty field takes it back."));
        QAccessible::updateAccessibility(&event);
    }
}

void UndoStrip::withdraw()
{
    m_over.stop();
    m_message = {};
    hide();
}

void UndoStrip::undo()
{
    const MessageId message = std::exchange(m_message, {});
    withdraw();
    if (message.isValid())
        Q_EMIT undoRequested(message);
}

void UndoStrip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(Token::Surface));
    painter.fillRect(QRect(0, 0, width(), 1), m_theme.color(Token::Line));
}

} // namespace jackdaw
