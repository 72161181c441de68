// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountListModel.h"
#include "base/Result.h"
#include "rooms/GroupDialogs.h"
#include "rooms/Room.h"
#include "shell/BannerText.h"

#include <QFuture>
#include <QObject>
#include <QPointer>

QT_BEGIN_NAMESPACE
class QDialog;
class QUrl;
class QWidget;
QT_END_NAMESPACE

namespace jackdaw {

class AppContext;
class FindChannelsDialog;
class Wishes;

/// Opens the small dialogs of the window and carries what they ask for to the engine and back: they close when it was
/// done and say below their fields why it was not. Owned by Shell, GUI thread. It decides nothing: what a dialog may ask
/// for is what Wishes can do.
class Dialogs : public QObject
{
    Q_OBJECT
public:
    Dialogs(AppContext &context, Wishes &wishes, QWidget &window);

    /// `address`: to begin with, or empty.
    void newChat(const QString &address = {});
    /// A link from a message that was followed: pages and mail go to the programs for them, an address of a person becomes a
    /// new chat once the user has seen it, a place is asked about first. Any other does nothing.
    void followLink(const QUrl &link);
    void newGroup();
    void joinGroup();
    /// Among those that a service shows to everybody.
    void findChannels();
    /// One that does not let us in with what was said.
    void joinKnownGroup(AccountId account, const BareJid &room, JoinGroupDialog::Missing missing);
    void addContact();
    /// With an address to begin with, and the account that met it; an invalid one: none in particular.
    void addContactAt(const QString &address, AccountId account = {});
    void renameContact(AccountId account, const BareJid &jid);
    void changeGroups(AccountId account, const BareJid &jid);
    void removeContact(AccountId account, const BareJid &jid);
    void enterPassword(AccountId account);
    /// The risk, and whether to take it for this account; the safe button is the first.
    void askForPlainLogin(AccountId account);
    void askForWeakerLogin(AccountId account);
    void setStatus();
    void showWaiting();
    void showShortcuts();
    void showDetails(const BannerContent &content);

Q_SIGNALS:
    void chatReady(jackdaw::ConversationId conversation);
    void failed(const jackdaw::Error &error);

private:
    static void showRooms(FindChannelsDialog *dialog, const BareJid &service, QFuture<Result<QList<ListedRoom>>> rooms);
    JoinGroupDialog *makeJoinGroup();
    void followXmpp(const QUrl &link);
    void create(NewGroupDialog *dialog, const NewGroup &group, const BareJid &service);
    void askForMaps(const QUrl &place);
    void askForTor(const QUrl &link);
    void askBefore(const QUrl &link, const QString &act, const QString &asked, const QString &why);
    void open(QDialog *dialog);
    void allowPlainLogin(AccountId account);
    void tell(const Status &status);
    void showCertificate(AccountId account, const CertificateProblem &problem);
    void pin(AccountId account, const QByteArray &fingerprint);
    QStringList groups() const;

    AppContext &m_context;
    Wishes &m_wishes;
    QWidget &m_window;
};

} // namespace jackdaw
