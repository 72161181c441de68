// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "watch/BoardModel.h"

namespace jackdaw {

/// The words of the presence board: of cards, cells and rules, and what screen
/// readers say of them. Pure, GUI thread; `now` is ms since 1970 UTC. They paint
/// nothing, keep nothing, and never read the clock.

/// Of people in no group too.
QString teamText(const QString &team);
/// "since 13:55"; where nobody saw it begin it says so.
QString sinceText(const Presence &presence, qint64 now);
/// "Idle 24 min" for who is idle, else how long it has been so; empty where that is not known.
QString durationChip(const Presence &presence, qint64 now);
/// Minutes and hours; days from two on.
QString lengthText(qint64 milliseconds);
QString boardCell(const BoardModel::Person &person, BoardModel::Column column, qint64 now);
QString boardHead(BoardModel::Column column);
/// `{name}, {state} since {time}, idle {time}, {status}`, or `{team}, {n} of {m} available`.
QString boardSpoken(const BoardModel::Row &row, qint64 now);
/// What the bell of somebody is called. No mark of the text's direction is in it as long as all of it runs one way.
QString bellText(const QString &name);
/// `Last 8 hours: {spoken summary}`
QString barSpoken(const std::vector<PresenceChange> &changes, qint64 now);
/// "Leila Haddad is available"
QString ruleText(const PresenceRule &rule, const QString &name);
/// What happened: "Leila Haddad is available", "Nobody of Support desk has been available for 10 min"
QString firedText(const RuleFiring &firing, const QString &name, qint64 now);

} // namespace jackdaw
