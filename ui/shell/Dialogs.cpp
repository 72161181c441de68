// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/Dialogs.h"

#include "base/OnionName.h"
#include "chat/MessageReader.h"
#include "chats/NewChatDialog.h"
#include "contacts/AddContactDialog.h"
#include "rooms/FindChannelsDialog.h"
#include "rooms/RoomAddress.h"
#include "shell/AppContext.h"
#include "shell/PasswordDialog.h"
#include "shell/Settle.h"
#include "shell/ShortcutDialog.h"
#include "settings/LoginQuestions.h"
#include "shell/WaitingDialog.h"
#include "shell/Wishes.h"
#include "signin/CertificateDialog.h"
#include "status/StatusDialog.h"
#include "status/StatusText.h"
#include "style/Direction.h"
#include "style/ErrorText.h"
#include "style/Style.h"
#include "text/LinkCard.h"
#include "widgets/MessageBox.h"

#include <QDesktopServices>
#include <QMessageBox>
#include <QPushButton>
#include <QUrl>

namespace jackdaw {

Dialogs::Dialogs(AppContext &context, Wishes &wishes, QWidget &window)
    : m_context(context), m_wishes(wishes), m_window(window)
{
}

void Dialogs::open(QDialog *dialog)
{
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowModality(Qt::WindowModal);
    dialog->open();
}

void Dialogs::newChat(const QString &address)
{
    auto *dialog = new NewChatDialog(m_context.accounts(), m_context.contacts(), m_context.theme(), &m_window);
    connect(dialog, &NewChatDialog::chatRequested, this, [this, dialog](AccountId account, const BareJid &peer) {
        if (const ConversationId known = m_context.chats().find(account, peer); known.isValid()) {
            dialog->accept();
            Q_EMIT chatReady(known);
            return;
        }
        m_wishes.openConversation(account, peer).then(dialog, [this, dialog](const Result<ConversationId> &conversation) {
            if (!conversation) {
                dialog->showError(errorText(conversation.error()));
                return;
            }
            dialog->accept();
            Q_EMIT chatReady(*conversation);
        });
    });
    connect(dialog, &NewChatDialog::newGroupRequested, this, [this, dialog] {
        dialog->reject();
        newGroup();
    });
    connect(dialog, &NewChatDialog::joinGroupRequested, this, [this, dialog] {
        dialog->reject();
        joinGroup();
    });
    if (!address.isEmpty())
        dialog->setAddress(address);
    open(dialog);
}

void Dialogs::newGroup()
{
    auto *dialog = new NewGroupDialog(m_context.accounts(), m_context.theme(), &m_window);
    connect(dialog, &NewGroupDialog::createRequested, this, [this, dialog](const NewGroup &group) {
        m_wishes.roomServices(group.account).then(dialog, [this, dialog, group](const Result<QList<BareJid>> &services) {
            if (!services)
                dialog->showError(errorText(services.error()));
            else if (services->isEmpty())
                dialog->showError(tr("Your provider has no groups. Join one of another provider by its address."));
            else
                create(dialog, group, services->constFirst());
        });
    });
    open(dialog);
}

void Dialogs::create(NewGroupDialog *dialog, const NewGroup &group, const BareJid &service)
{
    const BareJid room = proposedRoomAddress(service, group.purpose, group.name);
    m_wishes.createRoom(group.account, room, group.purpose, group.name, group.nick)
        .then(dialog, [this, dialog](const Result<ConversationId> &conversation) {
            if (!conversation) {
                dialog->showError(conversation.error().kind == ErrorKind::Conflict
                                      ? tr("There is a group at this address already. Choose another name.")
                                      : errorText(conversation.error()));
                return;
            }
            dialog->accept();
            Q_EMIT chatReady(*conversation);
        });
}

JoinGroupDialog *Dialogs::makeJoinGroup()
{
    auto *dialog = new JoinGroupDialog(m_context.accounts(), m_context.theme(), &m_window);
    connect(dialog, &JoinGroupDialog::joinRequested, this, [this, dialog](const GroupEntry &entry) {
        m_wishes.enterRoom(entry.account, entry.room, entry.nick, entry.password)
            .then(dialog, [this, dialog](const Result<ConversationId> &conversation) {
                if (!conversation) {
                    dialog->showError(errorText(conversation.error()));
                    return;
                }
                dialog->accept();
                Q_EMIT chatReady(*conversation);
            });
    });
    connect(dialog, &JoinGroupDialog::findRequested, this, [this, dialog] {
        dialog->reject();
        findChannels();
    });
    return dialog;
}

void Dialogs::showRooms(FindChannelsDialog *dialog, const BareJid &service, QFuture<Result<QList<ListedRoom>>> rooms)
{
    rooms.then(dialog, [dialog, service](const Result<QList<ListedRoom>> &found) {
        if (found)
            dialog->setRooms(service, *found);
        else
            dialog->showError(errorText(found.error()));
    });
}

void Dialogs::findChannels()
{
    auto *dialog = new FindChannelsDialog(m_context.accounts(), m_context.theme(), &m_window);
    connect(dialog, &FindChannelsDialog::servicesRequested, this, [this, dialog](AccountId account) {
        m_wishes.roomServices(account).then(dialog, [dialog, account](const Result<QList<BareJid>> &services) {
            if (services)
                dialog->setServices(account, *services);
            else
                dialog->showError(errorText(services.error()));
        });
    });
    connect(dialog, &FindChannelsDialog::roomsRequested, this, [this, dialog](AccountId account, const BareJid &service) {
        // A directory of many services is asked by words, and has no list.
        m_wishes.roomFeatures(account, service).then(dialog, [this, dialog, account, service](const Result<RoomFeatures> &features) {
            if (features && features->channelSearch)
                dialog->setDirectory(service);
            else
                showRooms(dialog, service, m_wishes.listRooms(account, service));
        });
    });
    connect(dialog, &FindChannelsDialog::searchRequested, this, [this, dialog](AccountId account, const BareJid &directory, const QString &words) {
        showRooms(dialog, directory, m_wishes.searchRooms(account, directory, words));
    });
    connect(dialog, &FindChannelsDialog::joinRequested, this, [this, dialog](AccountId account, const BareJid &room) {
        m_wishes.enterRoom(account, room, {}, {}).then(dialog, [this, dialog](const Result<ConversationId> &conversation) {
            if (!conversation) {
                dialog->showError(errorText(conversation.error()));
                return;
            }
            dialog->accept();
            Q_EMIT chatReady(*conversation);
        });
    });
    open(dialog);
    dialog->begin();
}

void Dialogs::joinGroup()
{
    open(makeJoinGroup());
}

void Dialogs::joinKnownGroup(AccountId account, const BareJid &room, JoinGroupDialog::Missing missing)
{
    JoinGroupDialog *dialog = makeJoinGroup();
    dialog->setGroup(account, room, missing);
    open(dialog);
}

void Dialogs::followLink(const QUrl &link)
{
    // Others wrote it: nothing here starts programs or opens files.
    static const QStringList outside{QStringLiteral("http"), QStringLiteral("https"), QStringLiteral("mailto"), QStringLiteral("tel")};
    const QString scheme = link.scheme().toLower();
    if (outside.contains(scheme)) {
        isOnionName(link.host()) ? askForTor(link) : void(QDesktopServices::openUrl(link));
    } else if (scheme == QLatin1StringView("xmpp")) {
        followXmpp(link);
    } else if (scheme == QLatin1StringView("geo")) {
        askForMaps(link);
    }
}

/// RFC 5122, 2.2: a bare or a full JID; with "?join" a room (XEP-0045, 17.1.1), which is asked about as any other.
void Dialogs::followXmpp(const QUrl &link)
{
    const QString address = link.path(QUrl::FullyDecoded).section(u'/', 0, 0);
    const bool isRoom = link.query().section(u';', 0, 0) == QLatin1StringView("join");
    const Result<BareJid> room = BareJid::parse(address);
    if (isRoom && room && !room->local().isEmpty() && !m_context.accounts().rows().empty())
        joinKnownGroup(m_context.accounts().rows().front().settings.id, *room, JoinGroupDialog::Missing::Nothing);
    else if (link.query().section(u';', 0, 0) == QLatin1StringView("subscribe"))
        addContactAt(address);
    else
        newChat(address);
}

/// What opens maps learns the place, and often tells it to a server.
void Dialogs::askForMaps(const QUrl &place)
{
    const auto at = placeOf(place);
    const QString where = at ? placeText(*at) : place.path().left(80);
    askBefore(place, tr("Open in maps"), tr("Open this place in maps?"),
              tr("The program that shows it learns where it is: %1").arg(isolated(where)));
}

/// A browser that does not know Tor asks the name service for the name (RFC 7686, 2).
void Dialogs::askForTor(const QUrl &link)
{
    askBefore(link, tr("Open in browser"), tr("Open this page in the browser?"),
              tr("%1 can be reached through Tor only. A browser without Tor tells others that you look for it.")
                  .arg(isolated(link.host().left(80))));
}

void Dialogs::askBefore(const QUrl &link, const QString &act, const QString &asked, const QString &why)
{
    auto *question = new QMessageBox(&m_window);
    question->setWindowTitle(act);
    setWords(*question, asked, why);
    QPushButton *cancel = question->addButton(tr("Cancel"), QMessageBox::RejectRole);
    QPushButton *follow = question->addButton(act, QMessageBox::AcceptRole);
    question->setDefaultButton(cancel);
    question->setEscapeButton(cancel);
    connect(follow, &QAbstractButton::clicked, this, [link] { QDesktopServices::openUrl(link); });
    open(question);
}

QStringList Dialogs::groups() const
{
    QStringList groups;
    m_context.contacts().forEachContact([&groups](const Contact &contact, const Presence &) {
        for (const QString &group : contact.groups) {
            if (!groups.contains(group))
                groups << group;
        }
    });
    groups.sort(Qt::CaseInsensitive);
    return groups;
}

void Dialogs::addContact()
{
    addContactAt({});
}

void Dialogs::addContactAt(const QString &address, AccountId account)
{
    auto *dialog = new AddContactDialog(m_context.accounts(), groups(), m_context.theme(), &m_window);
    if (!address.isEmpty())
        dialog->setAddress(address);
    if (account.isValid())
        dialog->setAccount(account);
    connect(dialog, &AddContactDialog::addRequested, this, [this, dialog](const NewContact &contact) {
        settle(dialog, m_wishes.addContact(contact.account, contact.jid, contact.name, contact.groups, contact.message));
    });
    open(dialog);
}

void Dialogs::renameContact(AccountId account, const BareJid &jid)
{
    const Contact *contact = m_context.contacts().find(account, jid);
    if (!contact)
        return;
    auto *dialog = new ChangeContactDialog(m_context.theme(), tr("Rename contact"), tr("Name"),
                                           tr("Only you see this name. Empty: the address is shown."), contact->name, &m_window);
    connect(dialog, &ChangeContactDialog::changeRequested, this, [=, this](const QString &name) {
        settle(dialog, m_wishes.renameContact(account, jid, name));
    });
    open(dialog);
}

void Dialogs::changeGroups(AccountId account, const BareJid &jid)
{
    const Contact *contact = m_context.contacts().find(account, jid);
    if (!contact)
        return;
    auto *dialog = new ChangeContactDialog(m_context.theme(), tr("Change groups"), tr("Groups"), tr("Separate several with commas."),
                                           contact->groups.join(QStringLiteral(", ")), &m_window);
    connect(dialog, &ChangeContactDialog::changeRequested, this, [=, this](const QString &text) {
        QStringList groups;
        const QStringList parts = text.split(u',', Qt::SkipEmptyParts);
        for (const QString &part : parts) {
            if (const QString group = part.trimmed(); !group.isEmpty() && !groups.contains(group))
                groups << group;
        }
        settle(dialog, m_wishes.setGroups(account, jid, groups));
    });
    open(dialog);
}

void Dialogs::removeContact(AccountId account, const BareJid &jid)
{
    const QString name = m_context.contacts().nameOf(account, jid);
    auto *question = new QMessageBox(&m_window);
    question->setWindowTitle(tr("Remove contact"));
    setWords(*question, tr("Remove %1 from your contacts?").arg(isolated(name)),
             tr("You no longer see each other’s presence. The chat and its messages stay."));
    QPushButton *cancel = question->addButton(tr("Cancel"), QMessageBox::RejectRole);
    QPushButton *remove = question->addButton(tr("Remove %1").arg(isolated(name).replace(u'&', QStringLiteral("&&"))), QMessageBox::DestructiveRole);
    setButtonLook(remove, ButtonKind::Destructive);
    question->setDefaultButton(cancel);
    question->setEscapeButton(cancel);
    connect(remove, &QAbstractButton::clicked, this, [this, account, jid] {
        m_wishes.removeContact(account, jid).then(this, [this](const Status &status) {
            if (!status)
                Q_EMIT failed(status.error());
        });
    });
    open(question);
}

void Dialogs::enterPassword(AccountId account)
{
    const AccountListModel::Row *row = m_context.accounts().find(account);
    if (!row)
        return;
    auto *dialog = new PasswordDialog(m_context.theme(), row->settings.jid, &m_window);
    connect(dialog, &PasswordDialog::passwordEntered, this, [this, dialog, account](const QString &password) {
        settle(dialog, m_wishes.providePassword(account, password));
    });
    open(dialog);
}

void Dialogs::askForPlainLogin(AccountId account)
{
    const AccountListModel::Row *row = m_context.accounts().find(account);
    if (!row)
        return;
    jackdaw::askForPlainLogin(row->settings.jid, &m_window, this, [this, account] { allowPlainLogin(account); });
}

void Dialogs::allowPlainLogin(AccountId account)
{
    const AccountListModel::Row *row = m_context.accounts().find(account);
    if (!row)
        return; // removed while the question was open
    AccountSettings settings = row->settings;
    settings.plain = PlainLogin::Allowed;
    m_wishes.changeSettings(settings).then(this, [this](const Status &status) { tell(status); });
}

void Dialogs::askForWeakerLogin(AccountId account)
{
    const AccountListModel::Row *row = m_context.accounts().find(account);
    if (!row)
        return;
    jackdaw::askForWeakerLogin(row->settings.jid, &m_window, this, [this, account] {
        m_wishes.acceptWeakerLogin(account).then(this, [this](const Status &status) { tell(status); });
    });
}

void Dialogs::tell(const Status &status)
{
    if (!status && status.error().kind != ErrorKind::Cancelled)
        Q_EMIT failed(status.error());
}

void Dialogs::setStatus()
{
    auto *dialog = new StatusDialog(m_context.accounts(), m_context.preferences().recentStatuses(), m_context.theme(), m_context.clock(),
                                    &m_window);
    connect(dialog, &StatusDialog::statusChosen, this, [this, dialog](const OwnStatus &status, const std::optional<AccountId> &account) {
        Preferences &preferences = m_context.preferences();
        preferences.setRecentStatuses(withRecentStatus(preferences.recentStatuses(), {status.availability, status.text, 0}));
        for (const AccountListModel::Row &row : m_context.accounts().rows()) {
            if (row.connection.state != ConnectionState::SignedOut && (!account || *account == row.settings.id))
                m_wishes.setStatus(row.settings.id, status);
        }
        dialog->accept();
    });
    open(dialog);
}

void Dialogs::showWaiting()
{
    QList<WaitingDialog::Waiting> waiting;
    for (const AccountListModel::Row &row : m_context.accounts().rows()) {
        const QString reason = waitingReason(row, m_context.clock().now());
        for (const Message &message : m_context.messages().waiting(row.settings.id))
            waiting.append({message, reason});
    }
    auto *dialog = new WaitingDialog(waiting, m_context.chats(), m_context.theme(), m_context.clock(), &m_window);
    connect(dialog, &WaitingDialog::chatRequested, this, &Dialogs::chatReady);
    connect(dialog, &WaitingDialog::retryRequested, &m_wishes, &Wishes::retry);
    open(dialog);
}

void Dialogs::showShortcuts()
{
    const Console console = m_context.preferences().xmlConsole() ? Console::On : Console::Off;
    open(new ShortcutDialog(m_context.theme(), console, &m_window));
}

void Dialogs::showCertificate(AccountId account, const CertificateProblem &problem)
{
    const AccountListModel::Row *row = m_context.accounts().find(account);
    if (!row)
        return;
    auto *dialog = new CertificateDialog(m_context.theme(), problem, row->settings.jid.toString(), &m_window);
    connect(dialog, &CertificateDialog::trustRequested, this,
            [this, account](const QByteArray &fingerprint) { pin(account, fingerprint); });
    connect(dialog, &CertificateDialog::forgetRequested, this, [this, account] { pin(account, {}); });
    open(dialog);
}

/// No `fingerprint`: none is pinned any more. Either way it connects again.
void Dialogs::pin(AccountId account, const QByteArray &fingerprint)
{
    const AccountListModel::Row *row = m_context.accounts().find(account);
    if (!row)
        return;
    AccountSettings settings = row->settings;
    settings.pinnedCertificate = fingerprint;
    m_wishes.changeSettings(settings).then(this, [this](const Status &status) {
        if (!status)
            Q_EMIT failed(status.error());
    });
}

void Dialogs::showDetails(const BannerContent &content)
{
    if (content.certificate && content.accounts.size() == 1) {
        showCertificate(content.accounts.constFirst(), *content.certificate);
        return;
    }
    auto *box = new QMessageBox(&m_window);
    box->setWindowTitle(tr("Details"));
    setWords(*box, content.strong, content.details);
    box->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    box->addButton(tr("Close"), QMessageBox::RejectRole);
    open(box);
}

} // namespace jackdaw
