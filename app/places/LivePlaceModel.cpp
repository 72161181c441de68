// SPDX-License-Identifier: GPL-3.0-or-later
#include "places/LivePlaceModel.h"

#include <algorithm>
#include <tuple>

namespace jackdaw {

namespace {

bool isTold(const LivePlace &place, qint64 now)
{
    return place.side == LivePlace::Side::Here && !place.isOver(now);
}

} // namespace

void LivePlaceModel::replace(AccountId account, const QList<LivePlace> &places)
{
    if (m_places.value(account) == places) {
        return;
    }
    m_places.insert(account, places);
    Q_EMIT changed();
}

const LivePlace *LivePlaceModel::find(AccountId account, const BareJid &owner, const QString &id) const
{
    const auto places = m_places.constFind(account);
    if (places == m_places.constEnd()) {
        return nullptr;
    }
    const auto found = std::find_if(places->cbegin(), places->cend(),
                                    [&](const LivePlace &each) { return each.id == id && each.owner == owner; });
    return found == places->cend() ? nullptr : &*found;
}

const LivePlace *LivePlaceModel::toldTo(ConversationId conversation, qint64 now) const
{
    for (const QList<LivePlace> &places : m_places) {
        for (const LivePlace &each : places) {
            if (each.conversation == conversation && isTold(each, now)) {
                return &each;
            }
        }
    }
    return nullptr;
}

AccountId LivePlaceModel::tellerOf(ConversationId conversation, qint64 now) const
{
    for (auto each = m_places.cbegin(); each != m_places.cend(); ++each) {
        for (const LivePlace &place : each.value()) {
            if (place.conversation == conversation && isTold(place, now)) {
                return each.key();
            }
        }
    }
    return {};
}

QList<LivePlaceModel::Told> LivePlaceModel::told(qint64 now) const
{
    QList<Told> all;
    for (auto each = m_places.cbegin(); each != m_places.cend(); ++each) {
        for (const LivePlace &place : each.value()) {
            if (isTold(place, now)) {
                all.append({each.key(), place});
            }
        }
    }
    std::sort(all.begin(), all.end(), [](const Told &a, const Told &b) {
        return std::tie(a.place.until, a.place.id) < std::tie(b.place.until, b.place.id);
    });
    return all;
}

bool LivePlaceModel::isAnyTold(qint64 now) const { return nextEnd(now) != 0; }

qint64 LivePlaceModel::nextEnd(qint64 now) const
{
    qint64 next = 0;
    for (const QList<LivePlace> &places : m_places) {
        for (const LivePlace &each : places) {
            if (isTold(each, now)) {
                next = next == 0 ? each.until : std::min(next, each.until);
            }
        }
    }
    return next;
}

} // namespace jackdaw
