// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/TextSelection.h"

#include "chat/TimelineModel.h"

namespace jackdaw {

std::optional<std::pair<qsizetype, qsizetype>> TextSelection::rangeIn(MessageId message, qsizetype length) const
{
    if (isEmpty())
        return {};
    const End from = first();
    const End to = last();
    if (message < from.message || message > to.message)
        return {};
    const qsizetype begin = message == from.message ? std::min(from.place, length) : 0;
    const qsizetype end = message == to.message ? std::min(to.place, length) : length;
    if (begin >= end)
        return {};
    return std::pair(begin, end);
}

QString TextSelection::text(const TimelineModel &model, const Told &told) const
{
    QString copied;
    if (isEmpty())
        return copied;
    bool isFirst = true;
    const int from = model.rowAtOrAfter(first().message);
    for (int row = from; row >= 0 && row < model.rowCount(); ++row) {
        const Message &message = model.message(row);
        if (message.id > last().message)
            break;
        const QString body = message.caption();
        const auto range = rangeIn(message.id, body.size());
        if (!range)
            continue;
        if (!isFirst)
            copied += u'\n';
        isFirst = false;
        const QString part = body.sliced(range->first, range->second - range->first);
        copied += told ? told(message, part) : part;
    }
    return copied;
}

} // namespace jackdaw
