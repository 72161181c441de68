// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/SpaceFlow.h"

#include "base/Async.h"
#include "chats/ChatListPane.h"
#include "chats/SpaceDialog.h"
#include "shell/AppContext.h"
#include "shell/MainWindow.h"
#include "shell/Settle.h"
#include "shell/Wishes.h"
#include "spaces/SpaceDoor.h"
#include "style/Direction.h"
#include "style/Style.h"
#include "widgets/MessageBox.h"

#include <QMessageBox>
#include <QPushButton>
#include <QUuid>

namespace jackdaw {

SpaceFlow::SpaceFlow(AppContext &context, Wishes &wishes, MainWindow &window)
    : m_context(context), m_wishes(wishes), m_window(window)
{
    connect(&context.spaces(), &SpaceListModel::keepingFailed, this,
            [this](AccountId account, SpaceKeeping keeping) { Q_EMIT noticed(sentenceOf(account, keeping)); });
}

void SpaceFlow::connectList(ChatListPane &list)
{
    connect(&list, &ChatListPane::newSpaceRequested, this, &SpaceFlow::make);
    connect(&list, &ChatListPane::changeSpaceRequested, this, &SpaceFlow::change);
    connect(&list, &ChatListPane::deleteSpaceRequested, this, &SpaceFlow::askToDelete);
    connect(&list, &ChatListPane::spaceMemberRequested, this, &SpaceFlow::setMember);
    connect(&list, &ChatListPane::moveSpaceRequested, this, &SpaceFlow::move);
    connect(this, &SpaceFlow::moveFailed, &list, &ChatListPane::forgetSpaceMove);
}

void SpaceFlow::open(QDialog *dialog)
{
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowModality(Qt::WindowModal);
    dialog->open();
}

void SpaceFlow::tell(QFuture<Status> outcome)
{
    outcome.then(this, [this](const Status &done) {
        if (!done)
            Q_EMIT failed(done.error());
    });
}

QFuture<Status> SpaceFlow::inSpaces(std::function<QFuture<Status>(SpaceDoor &)> command)
{
    return m_wishes.inSpaces(std::move(command));
}

QFuture<Status> SpaceFlow::all(QList<QFuture<Status>> commands)
{
    if (commands.isEmpty())
        return ready<Done>(Done{});
    return QtFuture::whenAll(commands.begin(), commands.end()).then([](const QList<QFuture<Status>> &done) -> Status {
        for (const QFuture<Status> &each : done) {
            if (each.isCanceled() || each.resultCount() == 0)
                return Error{ErrorKind::Cancelled, {}, {}};
            if (const Status status = each.result(); !status)
                return status;
        }
        return Done{};
    });
}

QSet<AccountId> SpaceFlow::accountsOf(const SpaceId &space) const
{
    const SpaceListModel::Row *row = m_context.spaces().find(space);
    return row ? QSet<AccountId>(row->accounts.cbegin(), row->accounts.cend()) : QSet<AccountId>();
}

QString SpaceFlow::sentenceOf(AccountId account, SpaceKeeping keeping) const
{
    const AccountListModel::Row *known = m_context.accounts().find(account);
    const QString provider = isolated(known ? known->settings.jid.domain() : QString());
    return keeping == SpaceKeeping::Open
        ? tr("Your spaces stay on this computer: %1 does not keep them from other people’s eyes. Ask your provider.")
              .arg(provider)
        : tr("Your spaces stay on this computer: %1 does not store them. Ask your provider.").arg(provider);
}

QString SpaceFlow::noteOf(const QSet<AccountId> &accounts) const
{
    for (const AccountId account : accounts) {
        const SpaceKeeping keeping = m_context.spaces().keeping(account);
        if (keeping == SpaceKeeping::Open || keeping == SpaceKeeping::Refused)
            return sentenceOf(account, keeping);
    }
    return {};
}

void SpaceFlow::make(ConversationId first)
{
    SpaceForm form;
    for (const AccountListModel::Row &row : m_context.accounts().rows())
        form.accounts.insert(row.settings.id);
    const size_t count = m_context.spaces().rows().size();
    form.traits.colour = int(count % spaceColours); // each another, as long as there are any
    form.traits.place = m_context.spaces().lastPlace();
    form.note = noteOf(form.accounts);
    auto *dialog = new SpaceDialog(form, m_context.accounts(), m_context.theme(), &m_window);
    const SpaceId space(QUuid::createUuid().toString(QUuid::WithoutBraces));
    connect(dialog, &SpaceDialog::saveRequested, this,
            [this, dialog, space, first](const SpaceTraits &traits, const QSet<AccountId> &accounts) {
        save(dialog, {space, {}, traits, {}, accounts}, first);
    });
    open(dialog);
}

void SpaceFlow::change(const SpaceId &space)
{
    const SpaceListModel::Row *row = m_context.spaces().find(space);
    if (!row)
        return;
    SpaceForm form{row->traits, accountsOf(space), noteOf(accountsOf(space)), false};
    auto *dialog = new SpaceDialog(form, m_context.accounts(), m_context.theme(), &m_window);
    connect(dialog, &SpaceDialog::saveRequested, this,
            [this, dialog, space, before = form](const SpaceTraits &after, const QSet<AccountId> &accounts) {
        save(dialog, {space, before.traits, after, before.accounts, accounts}, {});
    });
    open(dialog);
}

void SpaceFlow::save(SpaceDialog *dialog, const Answer &answer, ConversationId first)
{
    QList<QFuture<Status>> commands;
    for (const AccountId account : answer.accountsAfter)
        commands << inSpaces([answer, account](SpaceDoor &spaces) {
            return spaces.change(account, answer.space, answer.before, answer.after);
        });
    // Only what was ticked when the dialog was opened, and is not any more: a part that another device made meanwhile was
    // nobody's question.
    const QSet<AccountId> gone = answer.accountsBefore - answer.accountsAfter;
    for (const AccountId account : gone)
        commands << inSpaces([space = answer.space, account](SpaceDoor &spaces) { return spaces.remove(account, space); });
    const Conversation *chat = m_context.chats().find(first);
    if (chat && answer.accountsAfter.contains(chat->account)) {
        commands << inSpaces([space = answer.space, account = chat->account, peer = chat->peer](SpaceDoor &spaces) {
            return spaces.setMember(account, space, peer, SpaceDoor::Member::Yes);
        });
    }
    settle(dialog, all(commands));
}

void SpaceFlow::move(const SpaceId &space, int row)
{
    QList<QFuture<Status>> commands;
    const QHash<SpaceId, SpaceTraits> moved = m_context.spaces().movedTo(space, row);
    for (auto each = moved.cbegin(); each != moved.cend(); ++each) {
        const SpaceListModel::Row known = *m_context.spaces().find(each.key());
        for (const AccountId account : known.accounts)
            commands << inSpaces([account, id = known.id, before = known.traits, after = *each](SpaceDoor &spaces) {
                return spaces.change(account, id, before, after);
            });
    }
    all(commands).then(this, [this](const Status &done) {
        if (!done) {
            Q_EMIT moveFailed();
            Q_EMIT failed(done.error());
        }
    });
}

void SpaceFlow::askToDelete(const SpaceId &space)
{
    const SpaceListModel::Row *row = m_context.spaces().find(space);
    if (!row)
        return;
    const QString name = isolated(row->traits.name);
    auto *question = new QMessageBox(&m_window);
    question->setWindowTitle(tr("Delete space"));
    setWords(*question, tr("Delete the space %1?").arg(name),
             tr("It goes on all your devices. The chats in it and their messages stay."));
    QPushButton *cancel = question->addButton(tr("Cancel"), QMessageBox::RejectRole);
    QPushButton *remove = question->addButton(tr("Delete %1").arg(QString(name).replace(u'&', QStringLiteral("&&"))),
                                              QMessageBox::DestructiveRole);
    setButtonLook(remove, ButtonKind::Destructive);
    question->setDefaultButton(cancel);
    question->setEscapeButton(cancel);
    connect(remove, &QAbstractButton::clicked, this, [this, space] {
        QList<QFuture<Status>> commands;
        const QSet<AccountId> accounts = accountsOf(space);
        for (const AccountId account : accounts)
            commands << inSpaces([=](SpaceDoor &spaces) { return spaces.remove(account, space); });
        tell(all(commands));
    });
    open(question);
}

void SpaceFlow::setMember(ConversationId chat, const SpaceId &space, bool member)
{
    const Conversation *known = m_context.chats().find(chat);
    const SpaceListModel::Row *row = m_context.spaces().find(space);
    if (!known || !row)
        return;
    QList<QFuture<Status>> commands;
    const AccountId account = known->account;
    if (member && !m_context.spaces().part(space, account)) // from now on it has a part of this account's, too
        commands << inSpaces(
            [=, traits = row->traits](SpaceDoor &spaces) { return spaces.change(account, space, {}, traits); });
    commands << inSpaces([=, peer = known->peer](SpaceDoor &spaces) {
        return spaces.setMember(account, space, peer, member ? SpaceDoor::Member::Yes : SpaceDoor::Member::No);
    });
    tell(all(commands));
}

} // namespace jackdaw
