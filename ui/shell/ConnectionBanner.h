// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shell/BannerText.h"
#include "widgets/Banner.h"

#include <QHash>
#include <QTimer>
#include <QWidget>
#include <optional>

QT_BEGIN_NAMESPACE
class QVBoxLayout;
QT_END_NAMESPACE

namespace jackdaw {

class Clock;
class Theme;

/// The banners across the top of the window: connections, the disk, the database, the key service. Never dismissible while
/// true; hidden when all is well. One timer to the next moment that a text changes, and only while somebody can see it. Owned by the
/// main window, GUI thread; emits wishes.
class ConnectionBanner : public QWidget
{
    Q_OBJECT
public:
    ConnectionBanner(const AccountListModel &accounts, const Theme &theme, const Clock &clock, QWidget *parent = nullptr);

    /// Narrow: one action a banner and no countdown, as there is one pane.
    enum class Room { Wide, Narrow };
    void setRoom(Room room);
    void setStorageTrouble(const std::optional<Error> &error);
    void setSecretsTrouble(const std::optional<Error> &error);
    void setDatabaseTrouble(const std::optional<Error> &error);
    void setRepair(const std::optional<HistoryRepair> &repair);
    QList<BannerContent> contents() const { return m_contents; }
    /// Brings texts up to date, after the window was minimised for instance.
    void refresh();

Q_SIGNALS:
    void actionRequested(jackdaw::BannerContent::Action action, const jackdaw::BannerContent &content);
    /// The banner whose button had the focus is gone, and no other one has a button.
    void focusReleased();

protected:
    void showEvent(QShowEvent *event) override;

private:
    struct Shown {
        BannerContent content;
        Banner *banner = nullptr;
    };

    void noteConnecting();
    void place(const QList<BannerContent> &contents);
    void startTimer(const QList<BannerContent> &contents, qint64 now);
    Banner::ActionLook actionLook() const;
    Banner *makeBanner(const BannerContent &content);

    const AccountListModel &m_accounts;
    const Theme &m_theme;
    const Clock &m_clock;
    Room m_room = Room::Wide;
    ConnectingSince m_since;
    QHash<AccountId, ConnectionState> m_states;
    std::optional<Error> m_storage;
    std::optional<Error> m_secrets;
    std::optional<Error> m_database;
    std::optional<HistoryRepair> m_repair;
    QList<BannerContent> m_contents;
    QList<Shown> m_shown;
    QVBoxLayout *m_column;
    QTimer m_next;
};

} // namespace jackdaw
