// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountListModel.h"
#include "rooms/Room.h"

#include <QDialog>
#include <memory>

QT_BEGIN_NAMESPACE
class QComboBox;
class QListView;
QT_END_NAMESPACE

namespace jackdaw {

class ChannelModel;
class Label;
class SearchField;
class TextButton;
class Theme;

/// The public groups of a service: what they are called, how many are there, and Join. Asks for services and rooms by its
/// signals, shows what it is given, and can be told to wait no longer. Owned by its parent, GUI thread; commands nothing.
/// What services say is a stranger's word: it is shown as text alone.
class FindChannelsDialog : public QDialog
{
    Q_OBJECT
public:
    FindChannelsDialog(const AccountListModel &accounts, const Theme &theme, QWidget *parent = nullptr);
    ~FindChannelsDialog() override;

    /// Asks for the first. Once, after the signals are connected.
    void begin();
    void setServices(AccountId account, const QList<BareJid> &services);
    /// That service has no list: it is asked by words, which are typed first and which it hears.
    void setDirectory(const BareJid &service);
    void setRooms(const BareJid &service, const QList<ListedRoom> &rooms);
    void showError(const QString &text);

Q_SIGNALS:
    void servicesRequested(jackdaw::AccountId account);
    void roomsRequested(jackdaw::AccountId account, const jackdaw::BareJid &service);
    void searchRequested(jackdaw::AccountId account, const jackdaw::BareJid &directory, const QString &words);
    void joinRequested(jackdaw::AccountId account, const jackdaw::BareJid &room);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    AccountId account() const;
    void askServices();
    void askRooms();
    void stop();
    void refresh();
    void search();
    void join();

    std::unique_ptr<ChannelModel> m_channels;
    QComboBox *m_account;
    QComboBox *m_service;
    SearchField *m_find;
    QListView *m_list;
    Label *m_state;
    TextButton *m_stop;
    TextButton *m_join;
    BareJid m_asked; ///< the service that is waited for
    enum class Wait { None, Services, Rooms };
    Wait m_wait = Wait::None;
    bool m_isDirectory = false; ///< that service is asked by words
    QString m_searched;         ///< for what it was asked last
    bool m_isKnown = false; ///< what that service has
};

} // namespace jackdaw
