// SPDX-License-Identifier: GPL-3.0-or-later
#include "contacts/ContactDetails.h"

#include "account/AccountListModel.h"
#include "base/Clock.h"
#include "profile/ProfileView.h"
#include "style/Theme.h"
#include "style/TimeText.h"
#include "widgets/AvatarWidget.h"
#include "widgets/Buttons.h"
#include "widgets/Card.h"
#include "widgets/EmptyState.h"
#include "widgets/IconButton.h"
#include "widgets/Labels.h"
#include "widgets/Painting.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPainter>
#include <QScrollArea>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace jackdaw {

ContactDetails::ContactDetails(const ContactListModel &contacts, const AccountListModel &accounts, const Theme &theme,
                               const Clock &clock, QWidget *parent)
    : QWidget(parent), m_contacts(contacts), m_accounts(accounts), m_theme(theme), m_clock(clock)
{
    m_back = new IconButton(theme, QStringLiteral("arrow-left"), tr("Back"), this);
    m_back->hide();
    connect(m_back, &QAbstractButton::clicked, this, &ContactDetails::backRequested);
    auto *header = new QHBoxLayout;
    header->setContentsMargins(8, 14, 8, 0);
    header->addWidget(m_back);
    header->addStretch();

    m_stack = new QStackedLayout;
    m_stack->addWidget(new EmptyState(theme, QStringLiteral("circle-user-round"), tr("No contact chosen"),
                                      tr("Choose a contact to see more about them."), this));
    m_stack->addWidget(makePage());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(header);
    layout->addLayout(m_stack, 1);

    connect(&contacts, &ContactListModel::peopleChanged, this, &ContactDetails::refresh);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    m_lookedAt.setSingleShot(true);
    m_lookedAt.setInterval(400);
    connect(&m_lookedAt, &QTimer::timeout, this, [this] {
        if (!m_contact || !isVisible())
            return;
        Q_EMIT profileAsked(m_contact->account, m_contact->jid);
        Q_EMIT sharedGroupsAsked(m_contact->account, m_contact->jid);
    });
    m_sharedAgain.setSingleShot(true);
    m_sharedAgain.setInterval(500); // where many come and go, the list need not follow each of them
    connect(&m_sharedAgain, &QTimer::timeout, this, [this] {
        if (m_contact && isVisible())
            Q_EMIT sharedGroupsAsked(m_contact->account, m_contact->jid);
    });
}

QWidget *ContactDetails::makePage()
{
    auto *page = new QWidget;
    m_avatar = new AvatarWidget(m_theme, 80, page);
    m_avatar->setGround(Token::Canvas);
    m_name = new Label(m_theme, TypeRole::Title, Token::Text, {}, Label::Wrap::Yes, page);
    m_name->setAlignment(Qt::AlignCenter);
    m_presence = new Label(m_theme, TypeRole::Body, Token::Text2, {}, Label::Wrap::Yes, page);
    m_presence->setAlignment(Qt::AlignCenter);
    auto *message = new TextButton(tr("Message"), TextButton::Kind::Primary, page);

    auto *card = new Card(m_theme, page);
    m_copy = new TextButton(tr("Copy"), TextButton::Kind::Secondary, TextButton::Size::Small, card);
    m_copy->setAccessibleName(tr("Copy address"));
    m_address = new SettingsRow(m_theme, tr("Address"), {}, m_copy, card);
    auto *groups = new TextButton(tr("Change…"), TextButton::Kind::Secondary, TextButton::Size::Small, card);
    groups->setAccessibleName(tr("Change groups"));
    m_groups = new SettingsRow(m_theme, tr("Groups"), {}, groups, card);
    m_subscription = new SettingsRow(m_theme, tr("Presence"), {}, nullptr, card);
    m_account = new SettingsRow(m_theme, tr("Account"), {}, nullptr, card);
    for (SettingsRow *row : {m_address, m_groups, m_subscription, m_account})
        card->addRow(row);

    auto *rename = new TextButton(tr("Rename…"), TextButton::Kind::Secondary, page);
    auto *block = new TextButton(tr("Block…"), TextButton::Kind::Destructive, page);
    auto *remove = new TextButton(tr("Remove…"), TextButton::Kind::Destructive, page);
    m_profile = new ProfileView(m_theme, m_clock, page);
    m_sharedTitle =
        new Label(m_theme, TypeRole::MetaStrong, Token::Text2, tr("Groups you share"), Label::Wrap::No, page);
    m_sharedTitle->hide();
    m_shared = new QVBoxLayout;
    m_shared->setSpacing(0);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(rename);
    buttons->addWidget(block);
    buttons->addWidget(remove);
    buttons->addStretch();

    auto *column = new QVBoxLayout;
    column->setSpacing(10);
    column->addWidget(m_avatar, 0, Qt::AlignHCenter);
    column->addWidget(m_name);
    column->addWidget(m_presence);
    column->addWidget(message, 0, Qt::AlignHCenter);
    column->addSpacing(10);
    column->addWidget(card);
    column->addWidget(m_profile);
    column->addWidget(m_sharedTitle);
    column->addLayout(m_shared);
    column->addSpacing(6);
    column->addLayout(buttons);
    column->addStretch();
    auto *centre = new QHBoxLayout(page);
    centre->setContentsMargins(24, 24, 24, 24);
    centre->addStretch(1);
    centre->addLayout(column, 100);
    centre->addStretch(1);
    page->setMaximumWidth(m_theme.scaled(620));

    const auto wish = [this](QAbstractButton *button, auto signal) {
        connect(button, &QAbstractButton::clicked, this, [this, signal] {
            if (m_contact)
                Q_EMIT (this->*signal)(m_contact->account, m_contact->jid);
        });
    };
    wish(message, &ContactDetails::chatRequested);
    wish(groups, &ContactDetails::groupsRequested);
    wish(rename, &ContactDetails::renameRequested);
    wish(remove, &ContactDetails::removeRequested);
    wish(block, &ContactDetails::blockRequested);
    connect(m_copy, &QAbstractButton::clicked, this, [this] {
        if (!m_contact)
            return;
        QGuiApplication::clipboard()->setText(m_contact->jid.toString());
        m_copy->setText(tr("Copied"));
    });

    auto *holder = new QWidget;
    auto *holderLayout = new QHBoxLayout(holder);
    holderLayout->setContentsMargins(0, 0, 0, 0);
    holderLayout->addStretch(1);
    holderLayout->addWidget(page, 1000);
    holderLayout->addStretch(1);
    auto *area = new QScrollArea(this);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setWidget(holder);
    area->viewport()->setAutoFillBackground(false);
    holder->setAutoFillBackground(false);
    return area;
}

void ContactDetails::setBack(Back back)
{
    m_back->setVisible(back == Back::Shown);
}

void ContactDetails::setBanner(QWidget *banner)
{
    static_cast<QBoxLayout *>(layout())->insertWidget(1, banner);
}

void ContactDetails::showContact(const std::optional<ContactKey> &contact)
{
    const bool isOther = contact != m_contact;
    if (isOther)
        fillSharedGroups({});
    m_contact = contact;
    m_copy->setText(tr("Copy"));
    refresh();
    if (isOther)
        m_lookedAt.start();
}

void ContactDetails::setSharedGroups(AccountId account, const BareJid &jid, const QList<SharedGroup> &groups)
{
    if (m_contact == ContactKey{account, jid})
        fillSharedGroups(groups);
}

void ContactDetails::renewSharedGroups()
{
    if (m_contact && isVisible() && !m_sharedAgain.isActive())
        m_sharedAgain.start();
}

void ContactDetails::fillSharedGroups(const QList<SharedGroup> &groups)
{
    if (groups == m_sharedGroups)
        return;
    ConversationId focused; // somebody may be walking through them by keys
    for (qsizetype i = 0; i < m_sharedGroups.size(); ++i) {
        if (m_shared->itemAt(int(i))->widget()->hasFocus())
            focused = m_sharedGroups[i].conversation;
    }
    m_sharedGroups = groups;
    while (QLayoutItem *item = m_shared->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater(); // it may be the one that was clicked
        delete item;
    }
    for (const SharedGroup &group : groups) {
        auto *button = new TextButton(QString(), TextButton::Kind::Quiet, TextButton::Size::Small);
        // Whoever owns a group calls it as they like, and nothing scrolls sideways for it.
        const QString words =
            button->fontMetrics().elidedText(group.name.simplified(), Qt::ElideRight, m_theme.scaled(280));
        button->setText(QString(words).replace(u'&', QStringLiteral("&&")));
        button->setAccessibleName(tr("Open %1").arg(group.name));
        setPlainTooltip(*button, group.name);
        m_shared->addWidget(button, 0, Qt::AlignLeading);
        button->show();
        if (focused.isValid() && group.conversation == focused)
            button->setFocus();
        connect(button, &QAbstractButton::clicked, this,
                [this, conversation = group.conversation] { Q_EMIT groupRequested(conversation); });
    }
    m_sharedTitle->setVisible(!groups.isEmpty());
}

void ContactDetails::refresh()
{
    const Contact *contact = m_contact ? m_contacts.find(m_contact->account, m_contact->jid) : nullptr;
    m_stack->setCurrentIndex(contact ? 1 : 0);
    if (!contact)
        return;
    const Presence presence = m_contacts.presenceOf(m_contact->account, m_contact->jid);
    m_avatar->setSubject(contact->shownName(), contact->jid);
    m_avatar->setAvailability(presence.availability);
    m_name->setText(contact->shownName());
    refreshRows(*contact, presence);
    m_profile->setSubject(contact->account, contact->jid);
}

void ContactDetails::refreshRows(const Contact &contact, const Presence &presence)
{
    QString line = availabilityText(presence.availability);
    if (presence.availability == Availability::Unknown)
        line = tr("Presence is unknown while you’re offline");
    if (!presence.status.isEmpty())
        line += QStringLiteral(" · ") + presence.status.simplified();
    if (presence.idleSince > 0 && presence.idleSince < m_clock.now())
        line += QStringLiteral(" · ") + tr("idle for %1").arg(durationText(m_clock.now() - presence.idleSince));
    m_presence->setText(line);

    m_address->setHelp(contact.jid.toString());
    m_groups->setHelp(contact.groups.isEmpty() ? tr("In no group") : contact.groups.join(QStringLiteral(", ")));
    switch (contact.subscription) {
    case Subscription::Both: m_subscription->setHelp(tr("You see each other’s presence.")); break;
    case Subscription::To: m_subscription->setHelp(tr("You see theirs; they do not see yours.")); break;
    case Subscription::From:
        m_subscription->setHelp(contact.asked ? tr("They see yours. You asked for theirs, no answer yet.")
                                              : tr("They see yours; you do not see theirs."));
        break;
    case Subscription::None:
        m_subscription->setHelp(contact.asked ? tr("You asked for it, no answer yet.") : tr("You do not see each other’s presence."));
        break;
    }
    const AccountListModel::Row *account = m_accounts.find(contact.account);
    m_account->setHelp(account ? account->settings.jid.toString() : QString());
    m_account->setVisible(m_accounts.rowCount() > 1);
}

void ContactDetails::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_lookedAt.start();
}

void ContactDetails::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(Token::Canvas));
}

} // namespace jackdaw
