// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/ContactFlow.h"

#include "contacts/AddContactDialog.h"
#include "contacts/BlockedDialog.h"
#include "contacts/ContactDetails.h"
#include "contacts/ImportDialog.h"
#include "contacts/RequestsDialog.h"
#include "shell/AppContext.h"
#include "shell/Wishes.h"
#include "style/Direction.h"
#include "style/ErrorText.h"
#include "style/Style.h"
#include "widgets/MessageBox.h"

#include <QFileDialog>
#include <QMessageBox>
#include <QPushButton>
#include <QSaveFile>
#include <functional>
#include <memory>

namespace jackdaw {

namespace {

constexpr int addedAtOnce = 20; ///< contacts that are asked to be added and not answered yet

QHash<AccountId, QList<BareJid>> byAccount(const QList<SubscriptionRequest> &requests)
{
    QHash<AccountId, QList<BareJid>> people;
    for (const SubscriptionRequest &request : requests)
        people[request.account] << request.from;
    return people;
}

/// Where they wrote, those that are meant.
QList<ConversationId> chatsOf(const QList<SubscriptionRequest> &requests, const std::function<bool(const SubscriptionRequest &)> &isMeant)
{
    QList<ConversationId> chats;
    for (const SubscriptionRequest &request : requests) {
        if (request.chat.isValid() && isMeant(request))
            chats << request.chat;
    }
    return chats;
}

/// A file of contacts that is being read in, some at a time.
struct Import
{
    AccountId account;
    QList<RosterEntry> entries;
    qsizetype next = 0;
    int done = 0;
    int failed = 0;
    QString why;
};

} // namespace

ContactFlow::ContactFlow(AppContext &context, Wishes &wishes, QWidget &window) : m_context(context), m_wishes(wishes), m_window(window) {}

void ContactFlow::connectPage(ContactListPane &list, ContactDetails &details)
{
    connect(&list, &ContactListPane::requestsAnswered, this, &ContactFlow::answer);
    connect(&list, &ContactListPane::proposalDismissed, this,
            [this](const ContactProposal &proposal) { m_context.dropProposal(proposal.account, proposal.from); });
    connect(&list, &ContactListPane::proposalReviewed, this, [this](const ContactProposal &proposal) {
        // No other account of the user's asks them: they may know of this one alone.
        showImport({proposal.entries, 0, false}, proposal.account);
        m_context.dropProposal(proposal.account, proposal.from);
    });
    connect(&list, &ContactListPane::reviewRequested, this, &ContactFlow::review);
    connect(&list, &ContactListPane::moveRequested, this, &ContactFlow::askForGroup);
    connect(&list, &ContactListPane::moveToGroupRequested, this, &ContactFlow::move);
    connect(this, &ContactFlow::moving, &list, &ContactListPane::follow);
    connect(&list, &ContactListPane::blockRequested, this, &ContactFlow::block);
    connect(&list, &ContactListPane::blockedRequested, this, &ContactFlow::showBlocked);
    connect(&list, &ContactListPane::importRequested, this, &ContactFlow::importFile);
    connect(&list, &ContactListPane::exportRequested, this, &ContactFlow::exportFile);
    connect(&list, &ContactListPane::offlineShownRequested, this, [this](bool shown) {
        m_context.preferences().setOfflineContactsShown(shown);
        m_context.contacts().setOfflineShown(shown);
    });
    connect(&list, &ContactListPane::foldRequested, this, [this](const QString &group, bool folded) {
        QSet<QString> groups = m_context.contacts().foldedGroups();
        if (folded)
            groups.insert(group);
        else
            groups.remove(group);
        m_context.preferences().setFoldedGroups(groups);
        m_context.contacts().setFoldedGroups(groups);
    });
    connect(&details, &ContactDetails::blockRequested, this, &ContactFlow::block);
}

void ContactFlow::open(QDialog *dialog)
{
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowModality(Qt::WindowModal);
    dialog->open();
}

// Requests

void ContactFlow::answer(const QList<SubscriptionRequest> &requests, RequestAnswer answer)
{
    QList<SubscriptionRequest> ofPresence = requests;
    ofPresence.removeIf([](const SubscriptionRequest &each) { return !each.asksPresence; });
    const auto people = byAccount(ofPresence);
    for (auto each = people.cbegin(); each != people.cend(); ++each)
        m_wishes.answerRequests(each.key(), each.value(), answer);
    for (const SubscriptionRequest &each : requests) {
        if (each.chat.isValid())
            m_wishes.answerStranger(each.chat, answer);
    }
}

void ContactFlow::review()
{
    auto *dialog = new RequestsDialog(m_context.contacts(), m_context.theme(), &m_window);
    dialog->setRequests(m_context.requests());
    connect(&m_context, &AppContext::requestsChanged, dialog, [this, dialog] { dialog->setRequests(m_context.requests()); });
    connect(dialog, &RequestsDialog::answered, this, &ContactFlow::answer);
    // Once the server keeps them away, what they wrote has no question left; their requests go by themselves.
    const auto block = [this, shown = QPointer(dialog)](AccountId account, const QList<Jid> &who, AbuseReport report,
                                                        const QList<ConversationId> &chats) {
        m_wishes.block(account, who, report).then(this, [this, shown, chats](const Status &done) {
            if (shown && !done)
                shown->showError(errorText(done.error()));
            for (qsizetype i = 0; done && i < chats.size(); ++i)
                m_wishes.answerStranger(chats.at(i), RequestAnswer::Decline);
        });
    };
    connect(dialog, &RequestsDialog::blockRequested, this, [block](const QList<SubscriptionRequest> &requests, AbuseReport report) {
        const auto people = byAccount(requests);
        for (auto each = people.cbegin(); each != people.cend(); ++each) {
            QList<Jid> who;
            for (const BareJid &jid : each.value())
                who << Jid(jid);
            block(each.key(), who, report, chatsOf(requests, [&](const SubscriptionRequest &one) { return one.account == each.key(); }));
        }
    });
    connect(dialog, &RequestsDialog::blockDomainRequested, this, [this, block](const QList<AccountId> &accounts, const QString &domain) {
        for (const AccountId account : accounts)
            block(account, {Jid(BareJid::fromPrepared(domain))}, AbuseReport::None,
                  chatsOf(m_context.requests(), [&](const SubscriptionRequest &one) {
                      return one.account == account && one.from.domain() == domain;
                  }));
    });
    open(dialog);
}

// Groups

void ContactFlow::askForGroup(const QList<ContactPlace> &contacts)
{
    if (contacts.isEmpty())
        return;
    const QString group = contacts.size() == 1 ? contacts.first().group : QString();
    auto *dialog = new ChangeContactDialog(m_context.theme(), tr("Move to group"), tr("Group"),
                                           tr("A name that is new makes a new group. Empty: in no group."), group, &m_window);
    connect(dialog, &ChangeContactDialog::changeRequested, this, [this, dialog, contacts](const QString &text) {
        move(contacts, text.simplified());
        dialog->accept();
    });
    open(dialog);
}

void ContactFlow::move(const QList<ContactPlace> &contacts, const QString &group)
{
    QHash<std::pair<AccountId, BareJid>, QStringList> wanted;
    for (const ContactPlace &place : contacts) {
        const Contact *contact = m_context.contacts().find(place.who.account, place.who.jid);
        if (!contact)
            continue;
        const std::pair key(place.who.account, place.who.jid);
        QStringList groups = wanted.value(key, contact->groups);
        groups.removeAll(place.group);
        if (!group.isEmpty() && !groups.contains(group))
            groups << group;
        wanted.insert(key, groups);
    }
    Q_EMIT moving(contacts, group);
    for (auto each = wanted.cbegin(); each != wanted.cend(); ++each) {
        const Contact *contact = m_context.contacts().find(each.key().first, each.key().second);
        if (!contact || QSet(contact->groups.cbegin(), contact->groups.cend()) == QSet(each->cbegin(), each->cend()))
            continue;
        m_wishes.setGroups(each.key().first, each.key().second, *each).then(this, [this](const Status &done) {
            if (!done)
                Q_EMIT failed(done.error());
        });
    }
}

// Blocking

void ContactFlow::block(AccountId account, const BareJid &jid)
{
    const QString name = m_context.contacts().nameOf(account, jid);
    auto *question = new QMessageBox(&m_window);
    question->setWindowTitle(tr("Block contact"));
    setWords(*question, tr("Block %1?").arg(isolated(name)),
             tr("Your provider lets nothing of theirs through to you, and shows them nothing of yours. They are not told."));
    QPushButton *cancel = question->addButton(tr("Cancel"), QMessageBox::RejectRole);
    QPushButton *report = question->addButton(tr("Block and report spam"), QMessageBox::DestructiveRole);
    QPushButton *block = question->addButton(tr("Block %1").arg(isolated(name).replace(u'&', QStringLiteral("&&"))), QMessageBox::DestructiveRole);
    setButtonLook(report, ButtonKind::Destructive);
    setButtonLook(block, ButtonKind::Destructive);
    question->setDefaultButton(cancel);
    question->setEscapeButton(cancel);
    const auto act = [this, account, jid](AbuseReport what) {
        m_wishes.block(account, {Jid(jid)}, what).then(this, [this](const Status &done) {
            if (!done)
                Q_EMIT failed(done.error());
        });
    };
    connect(block, &QAbstractButton::clicked, this, [act] { act(AbuseReport::None); });
    connect(report, &QAbstractButton::clicked, this, [act] { act(AbuseReport::Spam); });
    open(question);
}

void ContactFlow::showBlocked()
{
    auto *dialog = new BlockedDialog(m_context.accounts(), m_context.theme(), &m_window);
    const auto show = [this, dialog] { dialog->setList(m_context.blockList(dialog->account())); };
    connect(&m_context, &AppContext::blockListsChanged, dialog, show);
    connect(dialog, &BlockedDialog::accountChanged, dialog, show);
    const auto tell = [shown = QPointer(dialog)](const Status &done) {
        if (shown && !done)
            shown->showError(errorText(done.error()));
    };
    connect(dialog, &BlockedDialog::blockRequested, this, [this, tell](AccountId account, const QList<Jid> &who) {
        m_wishes.block(account, who, AbuseReport::None).then(this, tell);
    });
    connect(dialog, &BlockedDialog::unblockRequested, this, [this, tell](AccountId account, const QList<Jid> &who) {
        m_wishes.unblock(account, who).then(this, tell);
    });
    show();
    open(dialog);
}

// Files

void ContactFlow::importFile()
{
    auto *chooser = new QFileDialog(&m_window, tr("Import contacts"), {}, tr("Contacts (*.csv *.vcf *.vcard);;All files (*)"));
    chooser->setFileMode(QFileDialog::ExistingFile);
    connect(chooser, &QFileDialog::fileSelected, this, [this](const QString &path) {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly)) {
            Q_EMIT noticed(tr("The file could not be read: %1").arg(file.errorString()));
            return;
        }
        showImport(readRosterFile(file.read(maximumImportBytes + 1)), {});
    });
    open(chooser);
}

void ContactFlow::showImport(const RosterImport &import, AccountId whose)
{
    auto *dialog = new ImportDialog(import, m_context.accounts(), m_context.contacts(), m_context.theme(), &m_window);
    dialog->setAccount(whose);
    connect(dialog, &ImportDialog::importRequested, this, [this, dialog](AccountId account, const QList<RosterEntry> &entries) {
        add(account, entries, dialog);
    });
    open(dialog);
}

/// Some at a time: a server answers thousands at once with an end of the stream.
void ContactFlow::add(AccountId account, const QList<RosterEntry> &entries, const QPointer<ImportDialog> &dialog)
{
    auto import = std::make_shared<Import>(Import{account, entries, 0, 0, 0, {}});
    auto step = std::make_shared<std::function<void()>>();
    *step = [this, import, dialog, weak = std::weak_ptr(step)] {
        if (import->next >= import->entries.size())
            return;
        const RosterEntry entry = import->entries.at(import->next++);
        const auto next = weak.lock();
        m_wishes.addContact(import->account, entry.jid, entry.name, entry.groups, {})
            .then(this, [import, dialog, next](const Status &done) {
                ++(done ? import->done : import->failed);
                if (!done && import->why.isEmpty())
                    import->why = errorText(done.error());
                if (dialog)
                    dialog->showProgress(import->done, import->failed, import->why);
                (*next)();
            });
    };
    for (int i = 0; i < addedAtOnce; ++i)
        (*step)();
}

void ContactFlow::exportFile()
{
    auto *chooser = new QFileDialog(&m_window, tr("Export contacts"), QStringLiteral("contacts.csv"), tr("Table (*.csv);;Cards (*.vcf)"));
    chooser->setAcceptMode(QFileDialog::AcceptSave);
    connect(chooser, &QFileDialog::fileSelected, this, [this](const QString &path) {
        QList<Contact> contacts;
        m_context.contacts().forEachContact([&contacts](const Contact &contact, const Presence &) { contacts << contact; });
        std::sort(contacts.begin(), contacts.end(), [](const Contact &a, const Contact &b) {
            return std::pair(a.account, a.jid) < std::pair(b.account, b.jid);
        });
        const bool cards = path.endsWith(QLatin1StringView(".vcf"), Qt::CaseInsensitive);
        QSaveFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(cards ? writeRosterCards(contacts) : writeRosterCsv(contacts)) < 0
            || !file.commit()) {
            Q_EMIT noticed(tr("The contacts were not exported: %1").arg(file.errorString()));
            return;
        }
        Q_EMIT done(tr("%n contacts exported.", nullptr, int(contacts.size())));
    });
    open(chooser);
}

} // namespace jackdaw
