// SPDX-License-Identifier: GPL-3.0-or-later
#include "rooms/VoiceStrip.h"

#include "style/Theme.h"
#include "widgets/Buttons.h"
#include "widgets/Labels.h"

#include <QHBoxLayout>
#include <QPainter>

namespace jackdaw {

VoiceStrip::VoiceStrip(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_words(new Label(theme, TypeRole::Body, Token::Text2, {}, Label::Wrap::Yes, this))
    , m_ask(new TextButton(tr("Request voice"), TextButton::Kind::Secondary, this))
{
    m_ask->setToolTip(tr("Ask the moderators whether you may write here"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(20, 12, 20, 12);
    row->setSpacing(12);
    row->addWidget(m_words, 1);
    row->addWidget(m_ask);
    setFocusProxy(m_ask);
    connect(m_ask, &QAbstractButton::clicked, this, &VoiceStrip::voiceRequested);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    setState(State::CannotAsk);
    hide();
}

void VoiceStrip::setState(State state)
{
    m_words->setText(state == State::Asked ? tr("The moderators were asked whether you may write here.")
                                           : tr("You can read this group, but not write in it."));
    m_ask->setVisible(state == State::CanAsk);
}

void VoiceStrip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(Token::Surface));
    painter.fillRect(0, 0, width(), 1, m_theme.color(Token::Line));
}

} // namespace jackdaw
