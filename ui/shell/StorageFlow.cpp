// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/StorageFlow.h"

#include "base/PoolWork.h"
#include "chat/ChatListModel.h"
#include "files/DiskUseReader.h"
#include "files/StickerFolder.h"
#include "settings/SettingsWindow.h"
#include "shell/AppContext.h"
#include "shell/Wishes.h"
#include "storage/ReadConnection.h"

#include <QCoreApplication>
#include <QPointer>

namespace jackdaw {

StorageFlow::StorageFlow(AppContext &context, Wishes &wishes, SettingsWindow &window)
    : QObject(&window), m_context(context), m_window(window)
{
    connect(&window, &SettingsWindow::diskUseRequested, this, &StorageFlow::read);
    connect(&window, &SettingsWindow::cleanupRequested, this, [this, &wishes](ConversationId chat, FileKinds kinds) {
        wishes.cleanUp(chat, kinds).then(this, [this, chat](const Result<CleanedUp> &outcome) { m_window.showCleanupOutcome(chat, outcome); });
    });
    connect(&window, &SettingsWindow::cleanupStopRequested, &wishes, &Wishes::stopCleanup);
    connect(&context, &AppContext::cleanupMoved, &window, &SettingsWindow::showCleanup);
}

StorageFlow::~StorageFlow()
{
    if (m_isWanted)
        *m_isWanted = false;
}

void StorageFlow::read()
{
    if (m_isWanted)
        *m_isWanted = false;
    m_isWanted = std::make_shared<std::atomic<bool>>(true);
    startOnPool([flow = QPointer<StorageFlow>(this), isWanted = m_isWanted, file = m_context.profile().databaseFile(),
                 folder = m_context.profile().folder()] {
        const ReadConnection connection(file);
        const QList<DiskUse> all = DiskUseReader(connection).read(folder, *isWanted);
        const qint64 stickers = StickerFolder::use(folder);
        QMetaObject::invokeMethod(qApp, [flow, isWanted, all, stickers] {
            if (!flow || !*isWanted)
                return;
            QList<StoragePage::Chat> chats;
            for (const DiskUse &use : all)
                chats.append({use, flow->m_context.chats().nameOf(use.conversation)});
            flow->m_window.showDiskUse(chats, stickers);
        }, Qt::QueuedConnection);
    });
}

} // namespace jackdaw
