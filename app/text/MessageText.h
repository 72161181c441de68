// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "text/LinkFinder.h"
#include "text/TextMarks.h"

#include <QString>
#include <vector>

namespace jackdaw {

/// The text of one message as it is laid out: folded after a limit, line breaks as Qt's layout wants them, links and
/// mentions in bidirectional isolates, "https://" left out before links, floods of combining marks cut, "/me" as the sender's name; with what is styled in
/// it, and with the way back from places in it to places in the body, which is what selections and copies speak of.
/// A plain value, pure; any thread. Never longer than what it was made from, but for isolates and the name.
class MessageText
{
public:
    /// Text beyond this many characters waits for "Show all"; beyond fewer where they cost more (LayoutCost).
    static constexpr qsizetype foldLimit = 10'000;

    struct Options {
        qsizetype limit = foldLimit;
        TextMarks marks = {};
        QString actor = {}; ///< who does what "/me" says (XEP-0245); empty: shown as it was written
    };

    explicit MessageText(const QString &body) : MessageText(body, Options{}) {}
    MessageText(const QString &body, const Options &options);
    /// What stands in place of a text that is covered: every place of it is the body's first.
    static MessageText cover(const QString &words);

    const QString &shown() const { return m_shown; }
    /// In places of the shown text, by start; they do not overlap.
    const QList<TextLink> &links() const { return m_links; }
    /// In places of the shown text; all but links.
    const QList<TextSpan> &spans() const { return m_spans; }
    /// By the first strong character; `fallback` where there is none.
    Qt::LayoutDirection direction(Qt::LayoutDirection fallback) const;
    /// How many characters of the body are not shown.
    qsizetype folded() const { return m_folded; }
    /// Is there a character that a colour font may draw?
    bool mayHaveEmoji() const { return m_mayHaveEmoji; }
    /// How many emoji it is, if it is nothing else and they are few: these are shown larger.
    int emojiAlone() const { return m_emojiAlone; }
    static constexpr int mostEmojiAlone = 6;
    /// Do marks pile up on letters, so that what is drawn may leave its line?
    bool hasPiledMarks() const { return m_hasPiledMarks; }

    qsizetype toShown(qsizetype inBody) const;
    qsizetype toBody(qsizetype inShown) const;

private:
    /// From here on the two run in step.
    struct Step { qsizetype shown; qsizetype body; };
    /// A stretch of the body that has a direction of its own.
    struct Isolate { qsizetype start; qsizetype end; char16_t sign; qsizetype hidden = 0; };

    MessageText() = default;
    void fold(const QString &body, qsizetype limit);
    QList<TextSpan> gatherSpans(QStringView part, const Options &options) const;
    QList<TextLink> gatherLinks(QStringView part, const QList<TextSpan> &spans) const;
    void write(QStringView part, const std::vector<Isolate> &isolates, const QString &actor);
    static qsizetype schemeToHide(QStringView part, const TextLink &link, const QList<TextSpan> &spans);
    void skipTo(qsizetype inBody);
    std::vector<Step>::const_iterator stepAt(qsizetype inShown) const;
    qsizetype toShownEnd(qsizetype inBody) const; ///< where what ends before this place of the body ends

    QString m_shown;
    QList<TextLink> m_links;
    QList<TextSpan> m_spans;
    std::vector<Step> m_steps;
    qsizetype m_folded = 0;
    qsizetype m_bodyEnd = 0;
    int m_emojiAlone = 0;
    bool m_mayHaveEmoji = false;
    bool m_hasPiledMarks = false;
};

} // namespace jackdaw
