// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "timeline/Links.h"

#include <QString>
#include <vector>

namespace jackdaw {

/// The text of one message as it is laid out: folded after a limit, line breaks as Qt's layout wants them, links in
/// bidirectional isolates, floods of combining marks cut; with the way back from places in it to places in the body,
/// which is what selections and copies speak of. A plain value, pure; any thread.
class MessageText
{
public:
    /// Text beyond this many characters waits for "Show all".
    static constexpr qsizetype foldLimit = 10'000;

    explicit MessageText(const QString &body, qsizetype limit = foldLimit);

    const QString &shown() const { return m_shown; }
    /// In places of the shown text.
    const QList<Link> &links() const { return m_links; }
    /// By the first strong character; `fallback` where there is none.
    Qt::LayoutDirection direction(Qt::LayoutDirection fallback) const;
    /// How many characters of the body are not shown.
    qsizetype folded() const { return m_folded; }
    /// Is there a character that a colour font may draw?
    bool mayHaveEmoji() const { return m_mayHaveEmoji; }

    qsizetype toShown(qsizetype inBody) const;
    qsizetype toBody(qsizetype inShown) const;

private:
    /// From here on the two run in step.
    struct Step { qsizetype shown; qsizetype body; };

    QString m_shown;
    QList<Link> m_links;
    std::vector<Step> m_steps;
    qsizetype m_folded = 0;
    qsizetype m_bodyEnd = 0;
    bool m_mayHaveEmoji = false;
};

} // namespace jackdaw
