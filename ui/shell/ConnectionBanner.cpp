// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/ConnectionBanner.h"

#include "base/Clock.h"
#include "widgets/Banner.h"
#include "widgets/Buttons.h"
#include "widgets/Labels.h"

#include <QVBoxLayout>

namespace jackdaw {

namespace {

QString topicText(BannerContent::Topic topic)
{
    switch (topic) {
    case BannerContent::Topic::Connection: return ConnectionBanner::tr("Connection");
    case BannerContent::Topic::History: return ConnectionBanner::tr("History");
    case BannerContent::Topic::Passwords: return ConnectionBanner::tr("Passwords");
    }
    Q_UNREACHABLE_RETURN({});
}

/// One that stands in the place of the other cannot be that with other words alone.
bool isAnother(const BannerContent &before, const BannerContent &now)
{
    return before.actions != now.actions || before.topic != now.topic;
}

} // namespace

ConnectionBanner::ConnectionBanner(const AccountListModel &accounts, const Theme &theme, const Clock &clock, QWidget *parent)
    : QWidget(parent), m_accounts(accounts), m_theme(theme), m_clock(clock)
{
    m_column = new QVBoxLayout(this);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(0);
    m_next.setSingleShot(true);
    m_next.setTimerType(Qt::CoarseTimer);
    connect(&m_next, &QTimer::timeout, this, &ConnectionBanner::refresh);
    const auto follow = [this] {
        noteConnecting();
        refresh();
    };
    connect(&accounts, &QAbstractItemModel::dataChanged, this, follow);
    connect(&accounts, &QAbstractItemModel::rowsInserted, this, follow);
    connect(&accounts, &QAbstractItemModel::rowsRemoved, this, follow);
    connect(&accounts, &QAbstractItemModel::modelReset, this, follow);
    follow();
}

void ConnectionBanner::setRoom(Room room)
{
    if (std::exchange(m_room, room) == room)
        return;
    refresh();
    for (const Shown &shown : std::as_const(m_shown))
        shown.banner->setActionLook(actionLook());
}

void ConnectionBanner::setStorageTrouble(const std::optional<Error> &error)
{
    m_storage = error;
    refresh();
}

void ConnectionBanner::setSecretsTrouble(const std::optional<Error> &error)
{
    m_secrets = error;
    refresh();
}

void ConnectionBanner::setDatabaseTrouble(const std::optional<Error> &error)
{
    m_database = error;
    refresh();
}

void ConnectionBanner::setRepair(const std::optional<HistoryRepair> &repair)
{
    m_repair = repair;
    refresh();
}

void ConnectionBanner::noteConnecting()
{
    const qint64 now = m_clock.now();
    for (const AccountListModel::Row &row : m_accounts.rows()) {
        const AccountId id = row.settings.id;
        const ConnectionState before = m_states.value(id, ConnectionState::SignedOut);
        if (row.connection.state == ConnectionState::Connecting) {
            // A try after a failed one takes the place of "offline" at once: the banner must not come and go.
            if (before == ConnectionState::Waiting || before == ConnectionState::Refused)
                m_since.insert(id, now - connectingPatience);
            else if (before != ConnectionState::Connecting)
                m_since.insert(id, now);
        } else {
            m_since.remove(id);
        }
        m_states.insert(id, row.connection.state);
    }
}

void ConnectionBanner::refresh()
{
    const qint64 now = m_clock.now();
    QList<BannerContent> contents;
    if (m_database)
        contents << databaseBanner(*m_database);
    if (m_repair)
        contents << repairBanner(*m_repair);
    if (m_storage)
        contents << storageBanner(*m_storage);
    contents += connectionBanners(m_accounts.rows(), m_since, now);
    if (m_secrets)
        contents << secretsBanner(*m_secrets);
    if (m_room == Room::Narrow) {
        for (BannerContent &content : contents) {
            content.actions = content.actions.first(std::min<qsizetype>(1, content.actions.size()));
            content.countdown.clear();
            if (!content.brief.isEmpty())
                content.text = content.brief;
            content.nextTry = 0;
        }
    }
    startTimer(contents, now);
    contents.removeIf([now](const BannerContent &content) { return content.appearsAt > now; });
    place(contents);
}

void ConnectionBanner::startTimer(const QList<BannerContent> &contents, qint64 now)
{
    qint64 next = 0;
    const auto wake = [&next](qint64 moment) { next = next == 0 ? moment : std::min(next, moment); };
    const bool seen = isVisible() && !window()->isMinimized();
    for (const BannerContent &content : contents) {
        if (content.appearsAt > now)
            wake(content.appearsAt);
        else if (content.nextTry > now && seen)
            wake(now + std::max<qint64>(1, (content.nextTry - now - 1) % 1000 + 1));
    }
    if (next == 0)
        m_next.stop();
    else
        m_next.start(std::chrono::milliseconds(next - now));
}

Banner::ActionLook ConnectionBanner::actionLook() const
{
    return m_room == Room::Narrow ? Banner::ActionLook::Words : Banner::ActionLook::Outlined;
}

Banner *ConnectionBanner::makeBanner(const BannerContent &content)
{
    auto *banner = new Banner(m_theme, topicText(content.topic), this);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    banner->setSizePolicy(policy);
    banner->setActionLook(actionLook());
    for (BannerContent::Action action : content.actions) {
        TextButton *button = banner->addAction(actionText(action));
        connect(button, &QAbstractButton::clicked, this, [this, banner, action] {
            for (const Shown &shown : std::as_const(m_shown)) {
                if (shown.banner == banner) {
                    const BannerContent current = shown.content;
                    Q_EMIT actionRequested(action, current);
                    return;
                }
            }
        });
    }
    return banner;
}

void ConnectionBanner::place(const QList<BannerContent> &contents)
{
    m_contents = contents;
    const bool hadFocus = isAncestorOf(window()->focusWidget());
    // A banner whose buttons stay keeps its widget, and with it the focus; others are made anew.
    while (m_shown.size() > contents.size()) {
        const Shown gone = m_shown.takeLast();
        m_column->removeWidget(gone.banner);
        gone.banner->hide();
        gone.banner->deleteLater();
    }
    for (qsizetype i = 0; i < contents.size(); ++i) {
        const BannerContent &content = contents.at(i);
        if (i < m_shown.size() && isAnother(m_shown.at(i).content, content)) {
            Banner *old = m_shown.at(i).banner;
            Banner *banner = makeBanner(content);
            delete m_column->replaceWidget(old, banner);
            old->hide();
            old->deleteLater();
            m_shown[i] = Shown{BannerContent(), banner};
        } else if (i >= m_shown.size()) {
            Banner *banner = makeBanner(content);
            m_column->addWidget(banner);
            m_shown.append(Shown{BannerContent(), banner});
        }
        Shown &shown = m_shown[i];
        if (shown.content != content) {
            shown.banner->setContent(content.tone == BannerContent::Tone::Bad ? Banner::Kind::Bad : Banner::Kind::Warning,
                                     content.icon, content.strong, content.text, content.countdown);
            setPlainTooltip(*shown.banner, content.details);
            shown.content = content;
        }
        shown.banner->show();
    }
    setVisible(!contents.isEmpty());
    // With a button that goes, Qt would give the focus to whatever comes next in the window.
    const QWidget *focus = window()->focusWidget();
    if (hadFocus && !(isAncestorOf(focus) && focus->isVisibleTo(this))) {
        for (const Shown &shown : std::as_const(m_shown)) {
            if (auto *button = shown.banner->findChild<TextButton *>()) {
                button->setFocus(Qt::OtherFocusReason);
                return;
            }
        }
        Q_EMIT focusReleased();
    }
}

void ConnectionBanner::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    // The countdown may have stood still while nobody could see it.
    QMetaObject::invokeMethod(this, &ConnectionBanner::refresh, Qt::QueuedConnection);
}

} // namespace jackdaw
