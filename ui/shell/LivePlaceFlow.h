// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Ids.h"
#include "position/PositionModule.h"

#include <QObject>

namespace jackdaw {

class AccountMenu;
class AppContext;
class ChatPage;
class Wishes;

/// Telling people for a while where the user goes: brings wishes of the pages to the engine, and the computer's
/// position for as long as somebody is told it, and no longer. Owned by Shell, GUI thread. Decides on nobody's being
/// told, and shows nothing.
class LivePlaceFlow : public QObject
{
    Q_OBJECT
public:
    LivePlaceFlow(AppContext &context, Wishes &wishes, PositionSource positions = loadPositionModule);
    ~LivePlaceFlow() override;

    void connectPage(ChatPage &page);
    void connectMenu(AccountMenu &menu);

Q_SIGNALS:
    /// Somebody is told, and nobody knows where the user is any more.
    void failed(jackdaw::PositionFault fault);

private:
    void watch();
    void stop(ConversationId conversation);

    AppContext &m_context;
    Wishes &m_wishes;
    PositionSource m_positions;
    std::shared_ptr<PositionWatch> m_watch;
    bool m_hasFailed = false; ///< for those that are told now
};

} // namespace jackdaw
