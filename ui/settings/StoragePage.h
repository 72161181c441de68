// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"
#include "files/DiskUse.h"
#include "settings/SettingsPage.h"

#include <QHash>

namespace jackdaw {

class Label;
class TextButton;

/// Settings: how much of the disk the files of each chat take, the largest first, and their removal from this computer. Owned by
/// SettingsWindow, GUI thread. Asks for the figures when it is made, and again when something was deleted; wishes for what is to be
/// deleted, and is told how far that is. It touches no file.
class StoragePage : public SettingsPage
{
    Q_OBJECT
public:
    struct Chat {
        DiskUse use;
        QString name;
    };

    StoragePage(const Theme &theme, QWidget *parent = nullptr);

    void ask();
    /// The largest first.
    void showChats(const QList<Chat> &chats);
    /// Of the packs of stickers, which belong to no chat.
    void showStickers(qint64 bytes);
    void showCleanup(ConversationId chat, int done, int total);
    void showOutcome(ConversationId chat, const Result<CleanedUp> &outcome);

Q_SIGNALS:
    /// Answered through showChats().
    void useRequested();
    void cleanupRequested(jackdaw::ConversationId chat, jackdaw::FileKinds kinds);
    void stopRequested(jackdaw::ConversationId chat);

private:
    struct Row {
        SettingsRow *row = nullptr;
        TextButton *act = nullptr;
        Chat chat;
        bool isCleaned = false;
        QString outcome; ///< of the last time
    };

    void addChat(const Chat &chat);
    void showRow(Row &row);
    void choose(ConversationId chat);

    Label *m_state;
    Card *m_card;
    Label *m_rest;
    Label *m_stickers;
    QHash<ConversationId, Row> m_rows;
};

} // namespace jackdaw
