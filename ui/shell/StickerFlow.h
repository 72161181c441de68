// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/InstalledPack.h"

#include <QObject>

namespace jackdaw {

class AppContext;
class ChatPage;
class StickerPackDialog;
class Wishes;

/// Carries out what is wished for with stickers, with the dialogs that belong to it: one is sent, a pack looked at,
/// installed, made, removed. Owned by Shell, GUI thread. Which packs there are is read from disk; what is kept where is
/// the engine's to say.
class StickerFlow : public QObject
{
    Q_OBJECT
public:
    StickerFlow(AppContext &context, Wishes &wishes, QObject *parent = nullptr);

    void connectPage(ChatPage &page);

private:
    void look(QWidget &over, MessageId message);
    void make(QWidget &over, AccountId account, const QStringList &paths);

    AppContext &m_context;
    Wishes &m_wishes;
};

} // namespace jackdaw
