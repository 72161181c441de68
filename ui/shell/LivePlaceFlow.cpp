// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/LivePlaceFlow.h"

#include "base/Clock.h"
#include "chatpage/ChatPage.h"
#include "places/PlaceDoor.h"
#include "shell/AccountMenu.h"
#include "shell/AppContext.h"
#include "shell/Wishes.h"

#include <QPointer>

namespace jackdaw {

LivePlaceFlow::LivePlaceFlow(AppContext &context, Wishes &wishes, PositionSource positions)
    : m_context(context), m_wishes(wishes), m_positions(std::move(positions))
{
    connect(&context.livePlaces(), &LivePlaceModel::changed, this, &LivePlaceFlow::watch);
}

LivePlaceFlow::~LivePlaceFlow() = default;

void LivePlaceFlow::connectPage(ChatPage &page)
{
    page.setLivePlaces(m_context.livePlaces());
    page.setPositions(m_positions);
    connect(&page, &ChatPage::liveRequested, this,
            [this, shown = QPointer(&page)](ConversationId conversation, int minutes, const Place &place, qint64 time,
                                            LivePromise promise) {
        m_wishes.inPlaces([=](PlaceDoor &places) {
            return places.startLive(conversation, minutes, place, time, promise);
        }).then(this, [this, conversation, shown, asker = shown->liveAsker()](const Status &begun) {
            if (shown && asker && !asker->isHidden())
                shown->finishLiveRequest(begun);
            else if (begun)
                stop(conversation); // the user has cancelled it meanwhile
        });
    });
    connect(&page, &ChatPage::stopLiveRequested, this, [this](AccountId account, const QString &id) {
        m_wishes.inPlaces([=](PlaceDoor &places) { return places.stopLive(account, id); });
    });
}

void LivePlaceFlow::connectMenu(AccountMenu &menu)
{
    connect(&menu, &AccountMenu::stopLiveRequested, this, [this](AccountId account, const QString &id) {
        m_wishes.inPlaces([=](PlaceDoor &places) { return places.stopLive(account, id); });
    });
}

void LivePlaceFlow::stop(ConversationId conversation)
{
    const qint64 now = m_context.clock().now();
    const LivePlace *told = m_context.livePlaces().toldTo(conversation, now);
    if (!told)
        return;
    const AccountId account = m_context.livePlaces().tellerOf(conversation, now);
    m_wishes.inPlaces([account, id = told->id](PlaceDoor &places) { return places.stopLive(account, id); });
}

void LivePlaceFlow::watch()
{
    const bool isTold = m_context.livePlaces().isAnyTold(m_context.clock().now());
    if (!isTold) {
        m_hasFailed = false;
        // It may be what tells us so.
        QMetaObject::invokeMethod(this, [done = std::move(m_watch)] {}, Qt::QueuedConnection);
        m_watch.reset();
        return;
    }
    if (m_watch || m_hasFailed)
        return;
    PositionFactory *factory = m_positions();
    if (!factory)
        return;
    m_watch = factory->makeWatch();
    m_watch->found = [this](const Place &place, qint64 time) {
        m_wishes.inPlaces([=](PlaceDoor &places) {
            places.moveLive(place, time);
            return QtFuture::makeReadyValueFuture(Status(Done{}));
        });
    };
    m_watch->failed = [this](PositionFault fault) {
        m_hasFailed = true;
        QMetaObject::invokeMethod(this, [done = std::move(m_watch)] {}, Qt::QueuedConnection);
        m_watch.reset();
        Q_EMIT failed(fault);
    };
    m_watch->start();
}

} // namespace jackdaw
