// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "style/Theme.h"
#include "watch/PresenceSpans.h"

#include <QStyledItemDelegate>

namespace jackdaw {

/// One line of the log, and how it is painted. LogDialog makes the lines and owns them, GUI thread. They read no log, and
/// change nothing.
/// A day of a person, or of a team, of which `atLeast` people are wanted at once.
struct LogLine
{
    QString name;
    qint64 from = 0; ///< midnight, ms since 1970 UTC
    qint64 to = 0;   ///< the next one
    QList<PresenceSpan> spans; ///< of a person
    QList<CrowdSpan> crowd;    ///< of a team
    int people = 0;            ///< of a team: how many it has; 0: it is a person's line
    int atLeast = 0;

    bool isTeam() const { return people > 0; }
    /// While the person, or enough of the team, was available; -1 where nothing is known.
    qint64 length() const;
};

/// Paints a line's bar with the hours below it: a person's state by height and colour (ui.md, "Presence card"), of a team how
/// many were available, with a rule below it while that was enough. GUI thread; owned by its view. It changes nothing.
class LogBarDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    /// `lines` outlive it: a row each.
    LogBarDelegate(const QList<LogLine> &lines, const Theme &theme, QObject *parent);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    const QList<LogLine> &m_lines;
    const Theme &m_theme;
};

} // namespace jackdaw
