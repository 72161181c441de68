// SPDX-License-Identifier: GPL-3.0-or-later
#include "chatpage/ChatHeader.h"

#include "chatpage/EncryptionPill.h"
#include "style/Direction.h"
#include "style/Style.h"
#include "style/Theme.h"
#include "widgets/AccountTag.h"
#include "widgets/AvatarWidget.h"
#include "widgets/IconButton.h"
#include "widgets/Labels.h"
#include "widgets/LookAlikeText.h"

#include <QBoxLayout>
#include <QEvent>
#include <QMenu>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {
constexpr int wordsFrom = 480;   ///< narrower than this the pill is an icon, whatever the window
constexpr int buttonsFrom = 420; ///< and the extra buttons are in the menu
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
    , m_find(new IconButton(theme, u"search"_s, tr("Find in this chat"), this))
    , m_details(new IconButton(theme, u"panel-right"_s, tr("Details"), this))
    , m_more(new IconButton(theme, u"ellipsis-vertical"_s, tr("More actions for this chat"), this))
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_avatar->setGround(Token::Surface);
    m_back->hide();
    m_find->setCheckable(true);
    m_find->setShortcutHint(QKeySequence(Qt::CTRL | Qt::Key_F));
    m_find->hide();
    m_details->setCheckable(true);
    m_details->setShortcutHint(QKeySequence(Qt::ALT | Qt::Key_Return));
    m_more->setOpens(IconButton::Opens::Menu);

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
    m_buttons = new QHBoxLayout;
    m_buttons->addWidget(m_encryption);
    m_buttons->addItem(m_afterPill = new QSpacerItem(0, 0));
    m_buttons->addWidget(m_find);
    m_buttons->addWidget(m_details);
    m_buttons->addWidget(m_more);
    row->addLayout(m_buttons);

    connect(m_back, &QAbstractButton::clicked, this, &ChatHeader::backRequested);
    connect(m_encryption, &QAbstractButton::clicked, this, &ChatHeader::encryptionRequested);
    connect(m_find, &QAbstractButton::clicked, this, &ChatHeader::findRequested);
    connect(m_details, &QAbstractButton::clicked, this, &ChatHeader::detailsRequested);
    connect(m_more, &QAbstractButton::clicked, this, [this] { showMenu(m_more); });
    connect(&theme, &Theme::changed, this, &ChatHeader::applyTheme);
    applyTheme();
}

void ChatHeader::applyTheme()
{
    setFixedHeight(m_theme.scaled(headerHeight));
    arrange();
    update();
}

void ChatHeader::setPerson(const QString &name, const BareJid &jid, const BareJid &lookAlike)
{
    m_jid = jid;
    m_lookAlike = lookAlike;
    m_groupLine.clear();
    m_groupActs.clear(); // nobody is banned from a chat of two
    m_name->setText(name);
    m_avatar->setSubject(name, jid);
    updateLine();
}

void ChatHeader::setPresence(const PresenceFacts &facts, qint64 now)
{
    m_presence = facts;
    m_now = now;
    m_avatar->setAvailability(facts.presence.availability);
    updateLine();
}

void ChatHeader::setGroup(const QString &name, const BareJid &jid, const QString &line)
{
    m_jid = jid;
    m_groupLine = line;
    m_name->setText(name);
    m_avatar->setSubject(name, jid, AvatarShape::Group);
    m_avatar->setAvailability({});
    updateLine();
}

void ChatHeader::setGroupMember(const QString &name, const BareJid &who, const QString &line)
{
    m_jid = who;
    m_groupLine = line;
    m_groupActs.clear();
    m_name->setText(name);
    m_avatar->setSubject(name, who);
    m_avatar->setAvailability({});
    updateLine();
}

void ChatHeader::setDetails(Details details)
{
    m_details->setChecked(details == Details::Open);
}

QString ChatHeader::line() const
{
    return m_line->text();
}

void ChatHeader::showMenu(QWidget *below)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto offer = [&](Act act, const QString &icon, const QString &text) -> QAction * {
        if (!m_acts.contains(act))
            return nullptr;
        return menu->addAction(m_theme.icon(icon), text, this, [this, act] { Q_EMIT actRequested(act); });
    };
    if (m_details->isHidden()) { // what stands in the header elsewhere
        if (m_findState != Find::Hidden)
            menu->addAction(m_theme.icon(u"search"_s), tr("Find in this chat"), this, [this] { Q_EMIT findRequested(m_findState != Find::Open); });
        if (!m_acts.contains(Act::ShowMembers))
            menu->addAction(m_theme.icon(u"panel-right"_s), tr("Details"), this, [this] { Q_EMIT detailsRequested(!m_details->isChecked()); });
        menu->addSeparator();
    }
    offer(Act::ShowMembers, u"users-round"_s, tr("Members"));
    const auto add = [&](GroupAct act, const QString &icon, const QString &text) {
        if (m_groupActs.contains(act))
            menu->addAction(m_theme.icon(icon), text, this, [this, act] { Q_EMIT groupActRequested(act); });
    };
    add(GroupAct::Invite, u"user-round-plus"_s, tr("Add people\u2026"));
    add(GroupAct::ShowSettings, u"settings"_s, tr("Group settings\u2026"));
    add(GroupAct::ShowBans, u"user-round-x"_s, tr("Banned people\u2026"));
    menu->addSeparator();
    offer(Act::ShowDetails, u"info"_s, tr("Group details"));
    offer(Act::JumpToDate, u"calendar"_s, tr("Jump to date\u2026"));
    offer(Act::SendPlace, u"map-pin"_s, tr("Send a place\u2026"));
    offer(Act::ShareLive, u"clock"_s, tr("Share live location\u2026"));
    offer(Act::SendContact, u"user-round"_s, tr("Send a contact\u2026"));
    offer(Act::AskForAttention, u"bell-ring"_s, tr("Ask for attention"));
    if (QAction *asked = offer(Act::AskedForAttention, u"bell-ring"_s, tr("Asked for attention")))
        asked->setEnabled(false);
    menu->addSeparator();
    if (QAction *leave = offer(Act::Leave, u"log-out"_s, tr("Leave group\u2026")))
        setDestructive(leave);
    popUpBelow(*menu, *below);
}

void ChatHeader::setAccount(const AccountMark &mark)
{
    m_account->setMark(mark);
}

void ChatHeader::setEncryption(std::optional<EncryptionPill::State> state)
{
    m_encryption->setState(state);
}

void ChatHeader::updateLine()
{
    const PresenceWords words = m_room == Room::Full ? PresenceWords::Full : PresenceWords::Brief;
    if (!m_groupLine.isEmpty()) {
        m_line->setText(m_groupLine);
        return;
    }
    const QString presence = presenceLine(m_presence, m_now, words);
    //: who somebody is not, and how they are there
    const QString whole = tr("%1 \u00B7 %2").arg(lookAlikeText(m_jid, m_lookAlike), presence);
    m_line->setText(m_lookAlike.isValid() ? whole : presence);
}

void ChatHeader::setBack(Back back)
{
    m_back->setVisible(back == Back::Shown);
    arrange();
}

void ChatHeader::setRoom(Room room)
{
    m_room = room;
    updateLine();
    arrange();
}

void ChatHeader::setFind(Find find)
{
    m_findState = find;
    m_find->setChecked(find == Find::Open);
    arrange();
}

void ChatHeader::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(Token::Surface));
    painter.fillRect(QRect(0, height() - 1, width(), 1), m_theme.color(Token::Line));
}

void ChatHeader::resizeEvent(QResizeEvent *)
{
    arrange();
}

void ChatHeader::arrange()
{
    const bool roomy = m_room == Room::Full && width() >= m_theme.scaled(wordsFrom);
    const bool buttons = m_room == Room::Full && width() >= m_theme.scaled(buttonsFrom);
    m_encryption->setRoom(roomy ? EncryptionPill::Room::Words : EncryptionPill::Room::IconOnly);
    m_find->setVisible(buttons && m_findState != Find::Hidden);
    m_details->setVisible(buttons);
    // Pictures 01 and 10: the less room there is, the closer all stands.
    const bool back = m_back->isVisibleTo(this);
    const int avatar = m_room == Room::Full ? 40 : 36;
    m_avatar->setDiameter(avatar);
    const int side = m_theme.scaled(avatar) + 2; // with or without a dot: names do not move
    m_avatar->setFixedSize(side, side);
    m_buttons->setSpacing(roomy ? 2 : 0);
    m_afterPill->changeSize(roomy ? 10 : 0, 0);
    m_buttons->invalidate();
    static_cast<QBoxLayout *>(layout())->setSpacing(roomy ? 10 : back ? 6 : 8);
    setLogicalMargins(layout(), back ? 6 : roomy ? 20 : 14, 1, roomy ? 12 : 4, 1);
}

void ChatHeader::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        m_back->setName(tr("Back"));
        m_find->setName(tr("Find in this chat"));
        m_details->setName(tr("Details"));
        m_more->setName(tr("More actions for this chat"));
        updateLine();
    }
}

} // namespace jackdaw
