// SPDX-License-Identifier: GPL-3.0-or-later
#include "chatpage/DetailsPane.h"

#include "chatpage/ShelfView.h"
#include "profile/ProfileView.h"
#include "search/ShelfModel.h"
#include "style/Direction.h"
#include "style/Theme.h"
#include "widgets/AvatarWidget.h"
#include "widgets/Buttons.h"
#include "widgets/Card.h"
#include "widgets/IconButton.h"
#include "widgets/Labels.h"
#include "widgets/TabStrip.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QListView>
#include <QPainter>
#include <QScrollArea>
#include <QStackedWidget>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

/// A heading above something in the part "About".
Label *heading(const Theme &theme, const QString &text, QWidget *parent)
{
    return new Label(theme, TypeRole::MetaStrong, Token::Text2, text, Label::Wrap::No, parent);
}

} // namespace

DetailsPane::DetailsPane(std::unique_ptr<ShelfModel> shelf, const Theme &theme, const Clock &clock, QWidget *parent)
    : QWidget(parent), m_theme(theme)
{
    m_profile = new ProfileView(theme, clock);
    m_profile->hide();
    m_shelf = new ShelfView(std::move(shelf), theme, clock);
    m_tabs = new TabStrip(theme, this);
    m_tabs->setAccessibleName(tr("Parts of the details"));
    for (const QString &name : {tr("About"), tr("Media"), tr("Files"), tr("Voice"), tr("Links"), tr("Pinned"), tr("Saved")})
        m_tabs->addTab(name);
    m_parts = new QStackedWidget(this);
    m_parts->addWidget(makeAbout());
    auto *lists = new QWidget;
    auto *listColumn = new QVBoxLayout(lists);
    listColumn->setContentsMargins(0, 4, 0, 0);
    listColumn->setSpacing(0);
    listColumn->addWidget(m_shelf, 1);
    m_allSaved = new TextButton(tr("Saved in all chats"), TextButton::Kind::Quiet, TextButton::Size::Small, lists);
    auto *below = new QHBoxLayout;
    below->setContentsMargins(8, 6, 8, 10);
    below->addWidget(m_allSaved);
    below->addStretch();
    listColumn->addLayout(below);
    m_parts->addWidget(lists);

    auto *tabRow = new QHBoxLayout;
    tabRow->setContentsMargins(4, 0, 4, 0);
    tabRow->addWidget(m_tabs, 1);
    auto *column = new QVBoxLayout(this);
    setLogicalMargins(column, 1, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeHeader());
    column->addWidget(makeWho());
    column->addLayout(tabRow);
    column->addWidget(m_parts, 1);

    connect(m_tabs, &QTabBar::currentChanged, this, [this](int index) { showTab(Tab(index)); });
    connect(m_shelf, &ShelfView::messageRequested, this, &DetailsPane::messageRequested);
    connect(m_shelf, &ShelfView::linkRequested, this, &DetailsPane::linkRequested);
    connect(m_shelf, &ShelfView::openRequested, this, &DetailsPane::openFileRequested);
    connect(m_shelf, &ShelfView::saveFileRequested, this, &DetailsPane::saveFileRequested);
    connect(m_shelf, &ShelfView::pinRequested, this, &DetailsPane::pinRequested);
    connect(m_shelf, &ShelfView::saveRequested, this, &DetailsPane::saveRequested);
    connect(m_allSaved, &QAbstractButton::clicked, this, &DetailsPane::allSavedRequested);
    connect(&theme, &Theme::changed, this, &DetailsPane::applyTheme);
    applyTheme();
}

DetailsPane::~DetailsPane() = default;

QWidget *DetailsPane::makeHeader()
{
    m_header = new QWidget(this);
    auto *close = new IconButton(m_theme, u"x"_s, tr("Close details"), m_header);
    auto *row = new QHBoxLayout(m_header);
    setLogicalMargins(row, 18, 0, 10, 1);
    row->addWidget(new Label(m_theme, TypeRole::Heading, Token::Text, tr("Details"), Label::Wrap::No, m_header), 1);
    row->addWidget(close);
    connect(close, &QAbstractButton::clicked, this, &DetailsPane::closeRequested);
    return m_header;
}

QWidget *DetailsPane::makeWho()
{
    auto *who = new QWidget(this);
    m_avatar = new AvatarWidget(m_theme, 76, who);
    m_avatar->setGround(Token::List);
    m_name = new Label(m_theme, TypeRole::Heading, Token::Text, {}, Label::Wrap::Yes, who);
    m_address = new ElidedLabel(m_theme, TypeRole::Body, Token::Text2, {}, who);
    m_line = new Label(m_theme, TypeRole::Body, Token::Text2, {}, Label::Wrap::Yes, who);
    for (Label *label : {m_name, m_address, m_line})
        label->setAlignment(Qt::AlignCenter);
    m_mute = new TextButton(tr("Mute"), TextButton::Kind::Secondary, TextButton::Size::Small, who);
    auto *more = new TextButton(tr("More"), TextButton::Kind::Secondary, TextButton::Size::Small, who);
    more->setAccessibleName(tr("More actions for this chat"));
    more->setIcon(m_theme.icon(u"ellipsis"_s));
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addStretch();
    buttons->addWidget(m_mute);
    buttons->addWidget(more);
    buttons->addStretch();
    auto *column = new QVBoxLayout(who);
    column->setContentsMargins(16, 20, 16, 10);
    column->setSpacing(2);
    column->addWidget(m_avatar, 0, Qt::AlignHCenter);
    column->addSpacing(6);
    column->addWidget(m_name);
    column->addWidget(m_address);
    column->addWidget(m_line);
    column->addSpacing(10);
    column->addLayout(buttons);
    connect(m_mute, &QAbstractButton::clicked, this, [this] { Q_EMIT muteRequested(!m_muted); });
    connect(more, &QAbstractButton::clicked, this, [this, more] { Q_EMIT moreRequested(more); });
    return who;
}

QWidget *DetailsPane::makeAbout()
{
    auto *about = new QWidget;
    auto *card = new Card(m_theme, about);
    m_showEncryption = new TextButton(tr("Show"), TextButton::Kind::Secondary, TextButton::Size::Small, card);
    m_encryption = new SettingsRow(m_theme, tr("Encryption"), {}, m_showEncryption, card);
    m_changeMute = new TextButton(tr("Mute"), TextButton::Kind::Secondary, TextButton::Size::Small, card);
    m_notifications = new SettingsRow(m_theme, tr("Notifications"), {}, m_changeMute, card);
    m_copy = new TextButton(tr("Copy"), TextButton::Kind::Secondary, TextButton::Size::Small, card);
    m_copy->setAccessibleName(tr("Copy address"));
    m_addressRow = new SettingsRow(m_theme, tr("Address"), {}, m_copy, card);
    for (SettingsRow *row : {m_encryption, m_notifications, m_addressRow})
        card->addRow(row);
    m_groupsTitle = heading(m_theme, tr("Groups you share"), about);
    m_groups = new QVBoxLayout;
    m_groups->setSpacing(4);
    auto *column = new QVBoxLayout(about);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(12);
    column->addWidget(card);
    column->addWidget(m_profile);
    column->addWidget(m_groupsTitle);
    column->addLayout(m_groups);
    column->addStretch();
    m_groupsTitle->hide();
    connect(m_showEncryption, &QAbstractButton::clicked, this, &DetailsPane::encryptionRequested);
    connect(m_changeMute, &QAbstractButton::clicked, this, [this] { Q_EMIT muteRequested(!m_muted); });
    connect(m_copy, &QAbstractButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(m_subject.address);
        m_copy->setText(tr("Copied"));
    });
    auto *area = new QScrollArea;
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setWidget(about);
    area->viewport()->setAutoFillBackground(false);
    about->setAutoFillBackground(false);
    return area;
}

void DetailsPane::applyTheme()
{
    m_header->setFixedHeight(m_theme.scaled(64));
    update();
}

void DetailsPane::setSubject(const Subject &subject)
{
    const bool isOther = subject.conversation != m_subject.conversation;
    m_subject = subject;
    m_avatar->setSubject(subject.name, subject.jid, subject.shape);
    m_avatar->setAvailability(subject.availability);
    m_name->setText(subject.name);
    m_address->setText(subject.address);
    m_address->setVisible(!subject.address.isEmpty());
    m_line->setText(subject.line);
    m_line->setVisible(!subject.line.isEmpty());
    m_addressRow->setHelp(subject.address);
    m_addressRow->setVisible(!subject.address.isEmpty());
    if (isOther) {
        m_copy->setText(tr("Copy"));
        setGroups({});
        showTab(m_tab);
    }
}

void DetailsPane::setEncryption(std::optional<EncryptionPill::State> state, const QString &words)
{
    m_encryption->setVisible(state.has_value());
    m_encryption->setHelp(words);
    m_showEncryption->setAccessibleName(tr("Encryption: %1").arg(words));
}

void DetailsPane::setNotifications(bool muted, const QString &rule)
{
    m_muted = muted;
    const QString act = muted ? tr("Unmute") : tr("Mute");
    m_mute->setText(act);
    m_mute->setIcon(m_theme.icon(muted ? u"bell"_s : u"bell-off"_s));
    m_changeMute->setText(act);
    //: %1 is "Mute" or "Unmute"
    m_changeMute->setAccessibleName(tr("Notifications: %1").arg(act));
    m_notifications->setHelp(rule);
}

void DetailsPane::setGroups(const QList<Group> &groups)
{
    if (std::exchange(m_shownGroups, groups) == groups)
        return; // who walks through them by keys stays where they are
    while (QLayoutItem *item = m_groups->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater(); // it may be the one that was clicked
        delete item;
    }
    for (const Group &group : groups) {
        auto *button = new TextButton(QString(), TextButton::Kind::Quiet, TextButton::Size::Small);
        // Whoever owns a group calls it as they like, and nothing scrolls sideways for it.
        QString words = button->fontMetrics().elidedText(group.name.simplified(), Qt::ElideRight, m_theme.scaled(240));
        button->setText(words.replace(u'&', u"&&"_s));
        button->setAccessibleName(tr("Open %1").arg(group.name));
        setPlainTooltip(*button, group.name);
        m_groups->addWidget(button, 0, Qt::AlignLeading);
        button->show();
        connect(button, &QAbstractButton::clicked, this, [this, conversation = group.conversation] { Q_EMIT groupRequested(conversation); });
    }
    m_groupsTitle->setVisible(!groups.isEmpty());
}

void DetailsPane::setNames(std::function<QString(const ShelfEntry &)> name)
{
    m_shelf->setName(std::move(name));
}

ShelfModel &DetailsPane::shelf()
{
    return m_shelf->model();
}

void DetailsPane::showTab(Tab tab)
{
    m_tab = tab;
    if (m_tabs->currentIndex() != int(tab)) {
        m_tabs->setCurrentIndex(int(tab)); // comes back here
        return;
    }
    m_parts->setCurrentIndex(tab == Tab::About ? 0 : 1);
    m_allSaved->setVisible(tab == Tab::Saved);
    switch (tab) {
    case Tab::About: m_shelf->model().show({}, Shelf::Links); break;
    case Tab::Media: m_shelf->show(m_subject.conversation, Shelf::Media); break;
    case Tab::Files: m_shelf->show(m_subject.conversation, Shelf::Files); break;
    case Tab::Voice: m_shelf->show(m_subject.conversation, Shelf::Voice); break;
    case Tab::Links: m_shelf->show(m_subject.conversation, Shelf::Links); break;
    case Tab::Pinned: m_shelf->show(m_subject.conversation, Shelf::Pinned); break;
    case Tab::Saved: m_shelf->show(m_subject.conversation, Shelf::Saved); break;
    }
}

void DetailsPane::takeFocus()
{
    m_tabs->setFocus(Qt::ShortcutFocusReason);
}

void DetailsPane::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(Token::List));
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    painter.fillRect(QRect(mirrored ? width() - 1 : 0, 0, 1, height()), m_theme.color(Token::Line));
    painter.fillRect(QRect(0, m_header->height() - 1, width(), 1), m_theme.color(Token::Line));
}

} // namespace jackdaw
