// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/MessageText.h"

#include "text/Action.h"
#include "text/Emoji.h"
#include "text/LayoutCost.h"
#include "text/Styling.h"

#include <algorithm>

namespace jackdaw {

namespace {

constexpr char16_t leftToRightIsolate = 0x2066;
constexpr char16_t firstStrongIsolate = 0x2068;
constexpr char16_t popIsolate = 0x2069;
constexpr char16_t breakHere = 0x200B; ///< zero width space
/// A word that no line holds is gone through to its end for each of its lines.
constexpr int longestWord = 2'500;
/// More marks than any script stacks on one letter; the rest is a flood.
constexpr int maxMarks = 20;
/// As many as well-written text has on one letter; from here on they may reach into the lines around.
constexpr int piledMarks = 4;
constexpr qsizetype longestActor = 100;

/// Where the look changes.
QList<qsizetype> edgesOf(const QList<TextSpan> &spans, const QList<TextLink> &links)
{
    QList<qsizetype> edges;
    edges.reserve(2 * (spans.size() + links.size()));
    for (const TextSpan &span : spans)
        edges << span.start << span.end();
    for (const TextLink &link : links)
        edges << link.start << link.end();
    return edges;
}

/// Signs that stand apart from each other: between them nothing changes where a line may be broken.
bool standsApart(QChar c)
{
    return c > u' ' && c.unicode() < 0x0250 && !c.isSpace();
}

bool isMark(QChar c)
{
    return c.category() == QChar::Mark_NonSpacing || c.category() == QChar::Mark_Enclosing;
}

/// What stands behind a link that a text ends in: nothing, or the punctuation that is left outside of it.
bool isRestOfLink(QStringView rest)
{
    return rest.size() <= 8 && std::none_of(rest.cbegin(), rest.cend(), [](QChar c) { return c.isSpace(); });
}

/// The blocks where emoji are, and the two joiners that make one of other characters.
bool mayBeEmoji(char16_t c)
{
    return (c >= 0xD83C && c <= 0xD83E) || (c >= 0x2190 && c <= 0x2BFF) || c == 0xFE0F || c == 0x20E3 || c == 0x00A9
        || c == 0x00AE || c == 0x203C || c == 0x2049 || c == 0x2122 || c == 0x2139 || c == 0x3030 || c == 0x303D
        || c == 0x3297 || c == 0x3299;
}

} // namespace

MessageText::MessageText(const QString &body, const Options &options)
{
    fold(body, LayoutCost::end(body, options.limit));
    QStringView part = QStringView(body).first(m_bodyEnd);
    QList<TextSpan> spans = gatherSpans(part, options);
    QList<TextLink> links = gatherLinks(part, spans);
    const qsizetype end = LayoutCost::endByLooks(edgesOf(spans, links), m_bodyEnd, options.limit);
    if (end < m_bodyEnd) {
        fold(body, end);
        part = QStringView(body).first(m_bodyEnd);
        spans = gatherSpans(part, options);
        links = gatherLinks(part, spans);
    }

    std::vector<Isolate> isolates;
    for (const TextLink &link : links)
        isolates.push_back({link.start, link.end(), leftToRightIsolate, schemeToHide(part, link, spans)});
    for (const TextSpan &span : spans) {
        // A name must not turn the sentence around it.
        if (span.style == TextStyle::Mention)
            isolates.push_back({span.start, span.end(), firstStrongIsolate});
    }
    std::stable_sort(isolates.begin(), isolates.end(), [](const Isolate &a, const Isolate &b) { return a.start < b.start; });

    const bool acts = isAction(part) && !options.actor.isEmpty();
    write(part, isolates, acts ? options.actor.first(std::min(options.actor.size(), longestActor)) : QString());

    for (const TextLink &link : links) {
        // Behind the sign that opens its isolate, before the one that closes it.
        const qsizetype start = toShown(link.start);
        m_links.append({start, toShownEnd(link.end()) - start, link.url, link.doubt});
    }
    for (const TextSpan &span : spans) {
        if (span.style == TextStyle::Link)
            continue;
        const qsizetype start = toShown(span.start);
        const qsizetype length = toShownEnd(span.end()) - start;
        if (length > 0)
            m_spans.append({span.style, start, length, span.target});
    }
    if (acts) {
        m_spans.append({TextStyle::Italic, 0, m_shown.size(), {}});
        m_spans.append({TextStyle::Bold, 0, m_steps.at(1).shown, {}});
    }
    if (m_mayHaveEmoji && m_folded == 0 && m_links.isEmpty())
        m_emojiAlone = countIfOnlyEmoji(m_shown, mostEmojiAlone);
}

void MessageText::fold(const QString &body, qsizetype limit)
{
    m_bodyEnd = body.size();
    if (m_bodyEnd > limit) {
        m_bodyEnd = limit;
        // Not between the halves of one character, nor between a letter and its marks.
        const auto isJoined = [](QChar c) { return c.isLowSurrogate() || isMark(c) || c == QChar(0x200D); };
        while (m_bodyEnd > 0 && isJoined(body.at(m_bodyEnd)))
            --m_bodyEnd;
        if (m_bodyEnd == 0)
            m_bodyEnd = limit;
    }
    m_folded = body.size() - m_bodyEnd;
}

MessageText MessageText::cover(const QString &words)
{
    MessageText text;
    text.m_steps.push_back({0, 0});
    text.m_shown = words;
    return text;
}

QList<TextSpan> MessageText::gatherSpans(QStringView part, const Options &options) const
{
    QList<TextSpan> spans;
    if (options.marks.styled == TextMarks::Styled::AsWritten) {
        // Nearly every message has none of these characters, and is not parsed.
        const bool maybe = std::any_of(part.cbegin(), part.cend(), [](QChar c) {
            return c == u'*' || c == u'_' || c == u'~' || c == u'`' || c == u'>';
        });
        if (maybe)
            spans = styleText(part).spans;
    }
    for (TextSpan span : options.marks.spans.first(std::min(options.marks.spans.size(), maxStyledSpans))) {
        // What is folded away is not marked.
        if (span.start < 0 || span.start >= part.size() || span.length <= 0)
            continue;
        span.length = std::min(span.length, part.size() - span.start);
        const bool known = std::any_of(spans.cbegin(), spans.cend(), [&](const TextSpan &other) {
            return other.style == span.style && other.start <= span.start && other.end() >= span.end()
                && span.style != TextStyle::Link && span.style != TextStyle::Mention;
        });
        if (!known)
            spans.append(span);
    }
    return spans;
}

QList<TextLink> MessageText::gatherLinks(QStringView part, const QList<TextSpan> &spans) const
{
    QList<TextLink> links;
    for (const TextSpan &span : spans) {
        if (span.style != TextStyle::Link)
            continue;
        const QUrl url = checkedUrl(span.target);
        if (url.isEmpty())
            continue;
        // Words can say anything: only an address that stands there itself needs no question.
        const QUrl written = checkedUrl(part.sliced(span.start, span.length));
        LinkDoubt doubt = written == url ? doubtOf(url) : LinkDoubt::OtherAddress;
        links.append({span.start, span.length, url, doubt});
    }
    const auto overlaps = [](const TextLink &a, const TextLink &b) { return a.start < b.end() && b.start < a.end(); };
    const qsizetype given = links.size();
    for (const TextLink &link : findLinks(part)) {
        const bool taken = std::any_of(links.cbegin(), links.cbegin() + given, [&](const TextLink &other) { return overlaps(link, other); });
        // Cut by the fold it would lead elsewhere: it is one as soon as it is shown whole.
        const bool isCut = m_folded > 0 && isRestOfLink(part.sliced(link.end()));
        if (!taken && !isCut)
            links.append(link);
    }
    if (given > 0) {
        std::stable_sort(links.begin(), links.end(), [](const TextLink &a, const TextLink &b) { return a.start < b.start; });
        QList<TextLink> apart;
        for (const TextLink &link : std::as_const(links)) {
            if (apart.isEmpty() || !overlaps(apart.constLast(), link))
                apart.append(link);
        }
        links = apart;
    }
    return links;
}

/// How much of an address says no more than that it is a usual one. Not where characters are told one by one, nor where its
/// reader is asked first: there it is seen whole.
qsizetype MessageText::schemeToHide(QStringView part, const TextLink &link, const QList<TextSpan> &spans)
{
    constexpr QLatin1StringView usual("https://");
    const QStringView written = part.sliced(link.start, link.length);
    if (link.doubt != LinkDoubt::None || written.size() <= usual.size() || !written.startsWith(usual, Qt::CaseInsensitive)
        || !written.at(usual.size()).isLetterOrNumber())
        return 0;
    const bool isCode = std::any_of(spans.cbegin(), spans.cend(), [&](const TextSpan &span) {
        return (span.style == TextStyle::Code || span.style == TextStyle::CodeBlock) && span.start < link.end() && link.start < span.end();
    });
    return isCode ? 0 : usual.size();
}

void MessageText::skipTo(qsizetype inBody)
{
    if (m_steps.back().shown == m_shown.size())
        m_steps.back().body = inBody;
    else
        m_steps.push_back({m_shown.size(), inBody});
}

void MessageText::write(QStringView part, const std::vector<Isolate> &isolates, const QString &actor)
{
    const qsizetype end = part.size();
    m_shown.reserve(end + 2 * qsizetype(isolates.size()));
    m_steps.push_back({0, 0});
    qsizetype i = 0;
    if (!actor.isEmpty()) {
        m_shown = QStringLiteral("* ") + QChar(firstStrongIsolate) + actor.simplified() + QChar(popIsolate);
        m_mayHaveEmoji = std::any_of(actor.cbegin(), actor.cend(), [](QChar c) { return mayBeEmoji(c.unicode()); });
        m_steps.push_back({m_shown.size(), actionLength});
        i = actionLength;
    }
    auto isolate = isolates.cbegin();
    qsizetype openUntil = -1;
    int marks = 0;
    int inWord = 0;
    for (; i < end; ++i) {
        if (i == openUntil) {
            m_shown.append(QChar(popIsolate));
            m_steps.push_back({m_shown.size(), i});
            openUntil = -1;
        }
        while (isolate != isolates.cend() && isolate->start < i)
            ++isolate; // within another, or within what the name stands for
        if (isolate != isolates.cend() && i == isolate->start) {
            if (openUntil < 0) {
                m_shown.append(QChar(isolate->sign));
                m_steps.push_back({m_shown.size(), i});
                openUntil = isolate->end;
                if (isolate->hidden > 0) {
                    i += isolate->hidden; // a letter or figure stands there
                    m_steps.push_back({m_shown.size(), i});
                }
            }
            ++isolate;
        }
        const QChar c = part.at(i);
        if (isMark(c) && c != QChar(0xFE0F)) {
            ++marks;
            m_hasPiledMarks = m_hasPiledMarks || marks >= piledMarks;
            if (marks > maxMarks) {
                skipTo(i + 1);
                continue;
            }
        } else {
            marks = 0;
        }
        m_mayHaveEmoji = m_mayHaveEmoji || mayBeEmoji(c.unicode());
        inWord = standsApart(c) ? inWord + 1 : 0;
        if (inWord > longestWord) {
            m_shown.append(QChar(breakHere));
            m_steps.push_back({m_shown.size(), i});
            inWord = 1;
        }
        if (c == u'\r') // XML never holds one alone (XML 1.0, 2.11); shown as a space, so that places stay in step
            m_shown.append(u' ');
        else if (c == u'\n' || c == QChar::ParagraphSeparator)
            m_shown.append(QChar(QChar::LineSeparator));
        else if (c == QChar::ObjectReplacementCharacter || (c.category() == QChar::Other_Control && c != u'\t'))
            m_shown.append(QChar(QChar::ReplacementCharacter));
        else
            m_shown.append(c);
    }
    if (openUntil >= 0) {
        m_shown.append(QChar(popIsolate));
        m_steps.push_back({m_shown.size(), end});
    }
    if (m_folded > 0)
        m_shown.append(QChar(0x2026));
}

Qt::LayoutDirection MessageText::direction(Qt::LayoutDirection fallback) const
{
    // Characters inside isolates are passed over, as UAX #9, P2 wants it: a link does not decide.
    int isolates = 0;
    for (qsizetype i = 0; i < m_shown.size(); ++i) {
        const QChar c = m_shown.at(i);
        char32_t point = c.unicode();
        if (c.isHighSurrogate() && i + 1 < m_shown.size())
            point = QChar::surrogateToUcs4(c, m_shown.at(++i));
        switch (QChar::direction(point)) {
        case QChar::DirLRI: case QChar::DirRLI: case QChar::DirFSI:
            ++isolates;
            break;
        case QChar::DirPDI:
            isolates = std::max(0, isolates - 1);
            break;
        case QChar::DirL:
            if (isolates == 0)
                return Qt::LeftToRight;
            break;
        case QChar::DirR: case QChar::DirAL:
            if (isolates == 0)
                return Qt::RightToLeft;
            break;
        default:
            break;
        }
    }
    return m_links.isEmpty() ? fallback : Qt::LeftToRight;
}

qsizetype MessageText::toShown(qsizetype inBody) const
{
    inBody = std::clamp<qsizetype>(inBody, 0, m_bodyEnd);
    // The last step that begins at or before this place of the body.
    auto it = std::upper_bound(m_steps.cbegin(), m_steps.cend(), inBody,
                               [](qsizetype place, const Step &step) { return place < step.body; });
    const Step &step = it == m_steps.cbegin() ? *it : *std::prev(it);
    const qsizetype shown = step.shown + (inBody - step.body);
    // A place inside what was cut stands where the cut is.
    return it == m_steps.cend() ? std::min(shown, m_shown.size()) : std::min(shown, it->shown);
}

qsizetype MessageText::toShownEnd(qsizetype inBody) const
{
    const qsizetype last = toShown(inBody - 1);
    // A last character that was cut has no place of its own: what stands there is the next one.
    const Step &step = *stepAt(last);
    return step.body + (last - step.shown) == inBody - 1 ? last + 1 : last;
}

/// The last step that begins at or before this place of what is shown.
std::vector<MessageText::Step>::const_iterator MessageText::stepAt(qsizetype inShown) const
{
    const auto it = std::upper_bound(m_steps.cbegin(), m_steps.cend(), inShown,
                                     [](qsizetype place, const Step &step) { return place < step.shown; });
    return it == m_steps.cbegin() ? it : std::prev(it);
}

qsizetype MessageText::toBody(qsizetype inShown) const
{
    inShown = std::clamp<qsizetype>(inShown, 0, m_shown.size());
    auto step = stepAt(inShown);
    const auto next = std::next(step);
    // What is hidden before a character belongs to it: who copies from there has that too.
    while (step != m_steps.cbegin() && inShown == step->shown && std::prev(step)->shown == inShown)
        --step;
    const qsizetype body = step->body + (inShown - step->shown);
    return std::min(next == m_steps.cend() ? body : std::min(body, next->body), m_bodyEnd);
}

} // namespace jackdaw
