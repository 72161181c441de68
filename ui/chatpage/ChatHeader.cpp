// SPDX-License-Identifier: GPL-3.0-or-later
#include "chatpage/ChatHeader.h"

#include "chatpage/EncryptionPill.h"
#include "style/Direction.h"
#include "style/Theme.h"
#include "widgets/AccountTag.h"
#include "widgets/AvatarWidget.h"
#include "widgets/IconButton.h"
#include "widgets/Labels.h"

#include <QBoxLayout>
#include <QEvent>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {
constexpr int wordsFrom = 520; ///< narrower than this the pill is an icon (mockup 10)
}

ChatHeader::ChatHeader(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_back(new IconButton(theme, u"arrow-left"_s, tr("Back"), this))
    , m_avatar(new AvatarWidget(theme, 40, this))
    , m_name(new ElidedLabel(theme, TypeRole::Heading, Token::Text, {}, this))
    , m_line(new ElidedLabel(theme, TypeRole::Body, Token::Text2, {}, this))
    , m_account(new AccountTag(theme, this))
    , m_encryption(new EncryptionPill(theme, this))
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_avatar->setGround(Token::Surface);
    m_back->hide();

    auto *words = new QVBoxLayout;
    words->setContentsMargins(0, 0, 0, 0);
    words->setSpacing(0);
    words->addStretch();
    words->addWidget(m_name);
    auto *second = new QHBoxLayout;
    second->setSpacing(10);
    second->addWidget(m_account);
    second->addWidget(m_line, 1);
    words->addLayout(second);
    words->addStretch();
    auto *row = new QHBoxLayout(this);
    row->setSpacing(12);
    row->addWidget(m_back);
    row->addWidget(m_avatar);
    row->addLayout(words, 1);
    row->addWidget(m_encryption);

    connect(m_back, &QAbstractButton::clicked, this, &ChatHeader::backRequested);
    connect(m_encryption, &QAbstractButton::clicked, this, &ChatHeader::encryptionRequested);
    connect(&theme, &Theme::changed, this, &ChatHeader::applyTheme);
    applyTheme();
}

void ChatHeader::applyTheme()
{
    setFixedHeight(m_theme.scaled(headerHeight));
    update();
}

void ChatHeader::setPerson(const QString &name, const BareJid &jid)
{
    m_jid = jid;
    m_name->setText(name);
    m_avatar->setSubject(name, jid);
    updateLine();
}

void ChatHeader::setPresence(const Presence &presence)
{
    m_presence = presence;
    m_avatar->setAvailability(presence.availability);
    updateLine();
}

void ChatHeader::setAccount(const AccountMark &mark)
{
    m_account->setMark(mark);
}

void ChatHeader::updateLine()
{
    QString line;
    if (m_presence.availability == Availability::Unknown)
        line = tr("Presence is unknown while you\u2019re offline");
    else if (m_presence.status.isEmpty())
        line = availabilityText(m_presence.availability);
    else
        line = tr("%1 \u00B7 %2").arg(availabilityText(m_presence.availability), isolated(m_presence.status.simplified()));
    m_line->setText(line);
}

void ChatHeader::setBack(Back back)
{
    m_back->setVisible(back == Back::Shown);
    resizeEvent(nullptr);
}

void ChatHeader::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(Token::Surface));
    painter.fillRect(QRect(0, height() - 1, width(), 1), m_theme.color(Token::Line));
}

void ChatHeader::resizeEvent(QResizeEvent *)
{
    const bool roomy = width() >= m_theme.scaled(wordsFrom);
    m_encryption->setRoom(roomy ? EncryptionPill::Room::Words : EncryptionPill::Room::IconOnly);
    setLogicalMargins(layout(), m_back->isVisibleTo(this) ? 8 : roomy ? 20 : 14, 0, roomy ? 20 : 10, 1);
}

void ChatHeader::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        m_back->setName(tr("Back"));
        updateLine();
    }
}

} // namespace jackdaw
