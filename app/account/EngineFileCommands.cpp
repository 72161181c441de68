// SPDX-License-Identifier: GPL-3.0-or-later
#include "account/EngineCommands.h"

#include "account/EngineCalls.h"

namespace jackdaw {

QFuture<Result<MessageId>> FileCommands::sendFile(ConversationId conversation, OutgoingFile file, QString caption)
{
    return onAccount<MessageId>(m_core, [conversation](EngineCore &core) { return core.findByConversation(conversation); },
                                [conversation, file, caption](Features &features) {
        return ready<MessageId>(features.uploads.send(conversation, file, caption));
    });
}

QFuture<Result<UploadLimit>> FileCommands::uploadLimit(ConversationId conversation)
{
    return onAccount<UploadLimit>(m_core, [conversation](EngineCore &core) { return core.findByConversation(conversation); },
                                  [conversation](Features &features) { return features.uploads.limit(conversation); });
}

QFuture<Status> FileCommands::fetch(MessageId message)
{
    return onAccount<Done>(m_core, [message](EngineCore &core) { return core.findByMessage(message); },
                           [message](Features &features) {
        if (features.stickers.adopt(message)) {
            return ready<Done>(Done{});
        }
        return ready<Done>(features.directReceives.isDirect(message) ? features.directReceives.accept(message)
                                                                     : features.downloads.fetch(message));
    });
}

void FileCommands::noteShown(MessageId message)
{
    tellCore(m_core, [message](EngineCore &core) {
        AccountService *account = core.findByMessage(message);
        if (account && !account->features().stickers.adopt(message)) {
            account->features().downloads.noteShown(message);
        }
    });
}

void FileCommands::setRules(DownloadRules rules)
{
    tellCore(m_core, [rules](EngineCore &core) { core.setDownloadRules(rules); });
}

QFuture<Status> FileCommands::loadPreview(MessageId message, QUrl link)
{
    return onAccount<Done>(m_core, [message](EngineCore &core) { return core.findByMessage(message); },
                           [message, link](Features &features) { return features.previews.load(message, link); });
}

QFuture<Status> FileCommands::cancel(MessageId message)
{
    return onAccount<Done>(m_core, [message](EngineCore &core) { return core.findByMessage(message); }, [message](Features &features) {
        const bool isDone = features.uploads.cancel(message) || features.directReceives.cancel(message)
            || features.downloads.cancel(message);
        return ready<Done>(isDone ? Status(Done{}) : Status(Error{ErrorKind::Conflict, QStringLiteral("it is not on its way"), {}}));
    });
}

QFuture<Result<CleanedUp>> FileCommands::cleanUp(ConversationId conversation, FileKinds kinds)
{
    return onAccount<CleanedUp>(m_core, [conversation](EngineCore &core) { return core.findByConversation(conversation); },
                                [conversation, kinds](Features &features) { return features.cleanups.start(conversation, kinds); });
}

QFuture<Status> FileCommands::stopCleanup(ConversationId conversation)
{
    return onAccount<Done>(m_core, [conversation](EngineCore &core) { return core.findByConversation(conversation); },
                           [conversation](Features &features) {
        const bool isDone = features.cleanups.stop(conversation);
        return ready<Done>(isDone ? Status(Done{}) : Status(Error{ErrorKind::Conflict, QStringLiteral("nothing is deleted there"), {}}));
    });
}

QFuture<Result<StickerLook>> StickerCommands::look(MessageId message, StickerLook::Ask ask)
{
    return onAccount<StickerLook>(m_core, [message](EngineCore &core) { return core.findByMessage(message); },
                                  [message, ask](Features &features) { return features.stickers.look(message, ask); });
}

QFuture<Result<StickerLook>> StickerCommands::loadPictures(StickerLook look)
{
    return onAccount<StickerLook>(m_core, [id = look.account](EngineCore &core) { return core.find(id); },
                                  [look](Features &features) { return features.stickers.loadPictures(look); });
}

QFuture<Status> StickerCommands::install(StickerLook look)
{
    return onAccount(m_core, look.account, [look](Features &features) { return features.stickers.install(look); });
}

QFuture<Status> StickerCommands::remove(AccountId account, QString pack)
{
    return onAccount(m_core, account, [pack](Features &features) { return ready<Done>(features.stickers.remove(pack)); });
}

QFuture<Result<MessageId>> StickerCommands::send(ConversationId conversation, QString pack, int place)
{
    return onAccount<MessageId>(m_core, [conversation](EngineCore &core) { return core.findByConversation(conversation); },
                                [conversation, pack, place](Features &features) {
        return ready<MessageId>(features.stickers.send(conversation, pack, place));
    });
}

QFuture<Result<QString>> StickerCommands::make(AccountId account, QString name, QList<NewSticker> stickers)
{
    return onAccount<QString>(m_core, [account](EngineCore &core) { return core.find(account); },
                              [name, stickers](Features &features) { return features.stickers.make(name, stickers); });
}

QFuture<Status> StickerCommands::stopMaking(AccountId account)
{
    return onAccount(m_core, account, [](Features &features) {
        const bool isDone = features.stickers.stopMaking();
        return ready<Done>(isDone ? Status(Done{}) : Status(Error{ErrorKind::Conflict, QStringLiteral("no pack is being made"), {}}));
    });
}

void AvatarCommands::want(AccountId account, BareJid who)
{
    tellCore(m_core, [account, who](EngineCore &core) {
        if (AccountService *found = core.find(account)) {
            found->features().avatars.want(who);
        }
    });
}

QFuture<Status> AvatarCommands::publish(AccountId account, OwnAvatar picture)
{
    return onAccount(m_core, account, [picture](Features &features) { return features.avatars.publish(picture); });
}

QFuture<Status> AvatarCommands::withdraw(AccountId account)
{
    return onAccount(m_core, account, [](Features &features) { return features.avatars.withdraw(); });
}

} // namespace jackdaw
