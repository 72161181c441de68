// SPDX-License-Identifier: GPL-3.0-or-later
// TimelineView: what each row is made of, and where they stand.
#include "timeline/TimelineView.h"

#include "base/Clock.h"
#include "chat/TimelineModel.h"
#include "style/Theme.h"
#include "style/TimeText.h"
#include "text/Action.h"
#include "text/LayoutCost.h"
#include "timeline/JumpButton.h"
#include "timeline/MessageMarks.h"
#include "widgets/MessageWords.h"
#include "widgets/Painting.h"

#include <QDateTime>
#include <QFontMetrics>
#include <QScopedValueRollback>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

constexpr int rowsAhead = 25; ///< load the next page when so few are left beyond the screen
constexpr qint64 keysAMillisecond = 4096; ///< of a MessageId

qint64 dayBegin(qint64 time)
{
    return QDateTime::fromMSecsSinceEpoch(time).date().startOfDay().toMSecsSinceEpoch();
}

constexpr qsizetype cheap = 400; ///< letters, whatever they are
constexpr qsizetype costAtOnce = 12'000; ///< of all texts that are laid out before other events have their turn

/// What no font here has is looked for in each of them, letter by letter: of such a text less is laid out at first, and of
/// one that is long for what it costs, a wall of emoji.
qsizetype firstLimit(const QString &text, const QFont &font)
{
    constexpr int samples = 64;
    if (text.size() <= cheap)
        return MessageText::foldLimit;
    const qsizetype end = std::min(text.size(), MessageText::foldLimit);
    // What is costly, and folded anyway, need not be long. Signs, line ends and a few emoji cost something in all that
    // people write: what loses less than the half to them is folded where LayoutCost says, which bounds it as well (9,500
    // letters of prose take 5 ms, as 120 emoji do).
    if (LayoutCost::end(text, MessageText::foldLimit) < end / 2)
        return MessageText::foldLimit / 2;
    const QFontMetrics metrics(font);
    int unknown = 0;
    for (int i = 0; i < samples && unknown <= samples / 8; ++i) {
        qsizetype place = i * end / samples;
        // Half a pair is in no font: the first that is in none has all of them looked at, which takes 8 ms.
        place -= place > 0 && text.at(place).isLowSurrogate();
        const QChar c = text.at(place);
        const bool isPair = c.isHighSurrogate() && place + 1 < text.size();
        const char32_t letter = isPair ? QChar::surrogateToUcs4(c, text.at(place + 1)) : c.unicode();
        unknown += letter > U' ' && !metrics.inFontUcs4(letter);
    }
    return unknown > samples / 8 ? cheap : MessageText::foldLimit;
}

/// About what a file adds to a row, before it is laid out.
int heightOf(Attachment::Kind kind)
{
    return kind == Attachment::Kind::Picture ? 200 : kind == Attachment::Kind::Sticker ? 160 : 32;
}

} // namespace

void TimelineView::updateBeyond()
{
    using Ends = TimelineGeometry::Ends;
    m_geometry.setBeyond({m_model.hasOlder() ? Ends::Open : Ends::Closed, m_model.hasNewer() ? Ends::Open : Ends::Closed,
                          m_model.countBefore(), m_model.countAfter()});
    m_linesBelow = linesBelow();
    const int tail = TimelinePainter::tailPadding + m_painter.eventsHeight(m_linesBelow) + (m_typing.isEmpty() || m_model.hasNewer() ? 0 : m_painter.typingHeight());
    m_geometry.setPadding(TimelinePainter::headPadding, tail);
}

void TimelineView::settle(Repaint repaint)
{
    if (m_settling || m_awaitsTypefaces)
        return;
    const QScopedValueRollback guard(m_settling, true);

    // Pages are at hand in under a millisecond each, so what is missing on screen is fetched now. An end that gives
    // nothing is not asked again this time.
    for (int pages = 0; pages < 16; ++pages) {
        updateBeyond();
        m_settled = m_geometry.settle([this](int row) { return measure(row); });
        if (const Albums::Album *album = m_albums.of(m_settled.first))
            m_settled.first = album->first(); // they are on screen with the one that shows them
        if (m_settled.shortAbove && loadOlder()) {
            repaint = Repaint::All;
            continue;
        }
        if (m_settled.shortBelow && loadNewer()) {
            repaint = Repaint::All;
            continue;
        }
        break;
    }

    const int paintedRow = m_paintedAnchor.isValid() ? m_model.rowOf(m_paintedAnchor) : -1;
    const int height = viewport()->height();
    if (repaint == Repaint::Moved && paintedRow >= 0) {
        const int by = m_geometry.bodyTop(paintedRow) - m_paintedAnchorY;
        if (qAbs(by) < height)
            shiftPicture(by);
        else
            viewport()->update();
    } else {
        viewport()->update();
    }
    if (m_geometry.rows() > 0) {
        m_paintedAnchor = m_model.message(m_geometry.anchorRow()).id;
        m_paintedAnchorY = m_geometry.anchorY();
    } else {
        m_paintedAnchor = {};
    }
    updateBar();
    updateJump();
    // While rows move the toolbar would only be in the way, of the eye and of shifting the picture.
    updateToolbar(repaint == Repaint::Moved ? -1 : m_model.rowOf(m_toolbarFor));
    scheduleRead();
    if ((m_model.hasOlder() && m_settled.first < rowsAhead) || (m_model.hasNewer() && m_geometry.rows() - m_settled.last <= rowsAhead))
        m_prefetchTimer.start();
}

void TimelineView::shiftPicture(int by)
{
    if (by == 0)
        return;
    const QRect whole = viewport()->rect();
    if (!m_jump->isVisible()) {
        viewport()->scroll(0, by, whole);
        return;
    }
    // Where another widget lies on top Qt paints everything again, so only what is beside and above the button is shifted.
    const QRect button = m_jump->geometry().translated(-viewport()->pos());
    const bool atRight = button.center().x() > whole.center().x();
    const QRect beside = atRight ? QRect(QPoint(0, 0), QPoint(button.left() - 1, whole.bottom()))
                                 : QRect(QPoint(button.right() + 1, 0), whole.bottomRight());
    const QRect band = atRight ? QRect(QPoint(button.left(), 0), whole.bottomRight()) : QRect(QPoint(0, 0), QPoint(button.right(), whole.bottom()));
    const QRect above(band.topLeft(), QPoint(band.right(), button.top() - 1));
    viewport()->scroll(0, by, beside);
    if (above.height() > qAbs(by))
        viewport()->scroll(0, by, above);
    else
        viewport()->update(above);
    viewport()->update(QRect(QPoint(band.left(), button.top()), band.bottomRight()));
}

void TimelineView::relayout()
{
    const int gutter = m_senders == Senders::Shown ? m_theme.scaled(TimelinePainter::avatarSize) + TimelinePainter::avatarGap : 0;
    const TimelineColumn column(width(), viewport()->x(), layoutDirection(), m_theme.textScale(), gutter);
    m_geometry.setViewportHeight(viewport()->height());
    if (m_opening == Opening::AtUnreadOrNewest)
        placeOpening();
    const bool breaksLines = column.maxBubble != m_column.maxBubble || column.direction != m_column.direction;
    if (breaksLines) {
        // Lines break elsewhere now. What stays is the line at the top edge, or the bottom for who is at the bottom.
        if (m_geometry.rest() == TimelineGeometry::Rest::AtPlace && m_geometry.rows() > 0 && m_opening == Opening::Done) {
            const int row = m_geometry.anchorRow();
            if (!m_held) {
                if (const BubbleLayout *layout = m_layouts.find(m_model.message(row).id)) {
                    const int y = m_geometry.anchorY();
                    const qsizetype place = y < 0 ? layout->lineStartAt(-y) : 0;
                    m_held = Held{m_model.message(row).id, place, y + (place > 0 ? qRound(layout->lineRect(place).top()) : 0)};
                }
            }
        }
    }
    m_column = column;
    if (breaksLines) {
        m_layouts.clear();
        m_geometry.forgetAll();
        if (m_held && m_geometry.rest() == TimelineGeometry::Rest::AtPlace) {
            const int row = m_model.rowOf(m_held->message);
            if (row >= 0) {
                const BubbleLayout *layout = ensureLayout(row);
                const int into = m_held->place > 0 ? qRound(layout->lineRect(m_held->place).top()) : 0;
                m_geometry.anchorAt(row, m_held->y - into);
            }
        }
    }
    settle();
}

void TimelineView::applyGround()
{
    // What is behind the scroll bar belongs to the timeline too.
    QPalette colors = palette();
    colors.setColor(QPalette::Window, m_theme.color(Token::Canvas));
    setPalette(colors);
    setAutoFillBackground(true);
}

void TimelineView::restyle()
{
    applyGround();
    m_style = BubbleStyle(m_theme);
    m_layouts.clear();
    m_painter.emoji().clear();
    m_geometry.forgetAll();
    m_column = {};
    relayout();
}

bool TimelineView::loadOlder(Portion portion)
{
    if (m_work != Work::None || !m_model.hasOlder())
        return false;
    static_assert(int(Portion::Page) == TimelineModel::pageSize);
    const QScopedValueRollback work(m_work, Work::Loading);
    return m_model.loadOlder(int(portion)) > 0 || !m_model.hasOlder();
}

bool TimelineView::loadNewer(Portion portion)
{
    if (m_work != Work::None || !m_model.hasNewer())
        return false;
    const QScopedValueRollback work(m_work, Work::Loading);
    return m_model.loadNewer(int(portion)) > 0 || !m_model.hasNewer();
}

void TimelineView::prefetch()
{
    // A little at a time, between frames; only towards where the reader is close to the end of what is loaded.
    bool loaded = false;
    if (m_settled.first < rowsAhead)
        loaded = loadOlder(Portion::Ahead);
    if (!loaded && m_geometry.rows() - m_settled.last <= rowsAhead)
        loaded = loadNewer(Portion::Ahead);
    if (loaded)
        settle(Repaint::Moved);
}

BubbleLayout *TimelineView::ensureLayout(int row)
{
    const MessageId id = m_model.message(row).id;
    if (BubbleLayout *known = m_layouts.find(id)) {
        if (m_layouts.state(id) == LayoutCache::State::OutOfDate)
            grow(id);
        return known;
    }
    Bubble bubble = bubbleOf(row);
    // Several long texts that come on screen together would be felt, each of which is not: of those after the first
    // only the beginning is laid out with it.
    const qsizetype letters = std::min(bubble.content.body.size(), bubble.content.limit);
    const bool isLong = letters > cheap;
    const bool isRead = m_geometry.rest() == TimelineGeometry::Rest::AtPlace && row == m_geometry.anchorRow();
    const bool waits = isLong && !isRead && m_laidOut > 0 && m_laidOut + letters > costAtOnce;
    if (waits)
        bubble.content.limit = cheap;
    BubbleLayout *layout = m_layouts.insert(id, std::make_unique<BubbleLayout>(bubble.content, m_style, bubble.width));
    if (bubble.parts)
        layout->setParts(std::move(bubble.parts));
    if (isLong) {
        m_laidOut += layout->cost();
        m_laidOutAgain.start();
    }
    if (waits || m_limits.contains(id)) { // more of it was shown before it was let go
        m_layouts.keep(id, LayoutCache::State::OutOfDate);
        grow(id);
    }
    ++m_layoutsMade;
    return layout;
}

/// What a row is laid out with: of a long text what may be laid out at once.
TimelineView::Bubble TimelineView::bubbleOf(int row) const
{
    const Message &message = m_model.message(row);
    const bool own = message.direction == Direction::Outgoing;
    BubbleContent content;
    content.body = message.caption();
    if (message.retracted != 0 || message.isUnreadable()) {
        content.body = messageWords(message);
        content.kind = BubbleContent::Kind::Notice;
        content.marks.styled = TextMarks::Styled::Not;
        content.act = mayAskToResend(message) ? BubbleContent::Act::AskToResend : BubbleContent::Act::None;
    } else {
        content.marks = marksOf(message);
        content.cover = spoilerOf(message) == Spoiler::Covered ? BubbleContent::Cover::Covered : BubbleContent::Cover::Open;
        if (isAction(content.body))
            content.actor = m_senderName ? m_senderName(message) : message.sender.toString();
    }
    content.limit = firstLimit(content.body, m_style.text);
    content.time = message.edited != 0 ? tr("edited %1").arg(clockText(message.time)) : clockText(message.time);
    content.ground = own ? LookStyle::Ground::Own : LookStyle::Ground::Incoming;
    content.fallbackDirection = m_column.direction;
    if (own && m_theme.isHighContrast()) // states as words (design/ui.md, "High contrast")
        content.time += u" \u00B7 "_s + messageStateText(message.state);
    else if (own)
        content.stateIcon = BubbleContent::StateIcon::Shown;
    if (own && message.state == MessageState::Failed)
        content.failure = failureOf(message);
    BubbleParts::Content parts = partsOf(message);
    const Albums::Album *album = m_albums.of(row);
    const bool showsAlbum = album && row == album->last();
    if (showsAlbum) { // what is one's own of it stands on its picture
        parts.album = albumPicturesOf(row);
        parts.reactions.clear();
        parts.marks.removeIf([](const QString &mark) { return !AlbumBlock::isMarkOfAll(mark); });
        content.failure.clear();
        if (album->first() != row)
            parts.quote = partsOf(m_model.message(album->first())).quote;
    }
    if (m_senders == Senders::Shown && !own && startsGroup(showsAlbum ? album->first() : row))
        parts.sender = BubbleParts::Sender{nameOf(message), personOf(message), senderMarkOf(message), senderRoleOf(message)};
    std::unique_ptr<BubbleParts> beside;
    if (parts.card) {
        content.body.clear(); // the card says it
        content.marks = {};
    }
    const bool hasAbove = parts.sender || parts.quote || !parts.opened.isEmpty() || parts.file || parts.card;
    if (hasAbove || !parts.reactions.isEmpty() || !parts.marks.isEmpty() || !parts.links.isEmpty()) {
        beside = std::make_unique<BubbleParts>(parts, m_people, m_theme, m_column.maxBubble);
        content.room = beside->room();
    }
    // What is said of a picture is as wide as that.
    const bool isPicture = beside && !beside->pictureSize().isEmpty();
    const int width = isPicture ? std::clamp(beside->pictureSize().width() + 8, std::min(m_theme.scaled(200), m_column.maxBubble), m_column.maxBubble)
                                : m_column.maxBubble;
    return {std::move(content), std::move(beside), width};
}

const BubbleLayout *TimelineView::layoutOf(int row) const
{
    return row >= 0 && row < m_model.rowCount() ? const_cast<TimelineView *>(this)->ensureLayout(row) : nullptr;
}

TimelineGeometry::Measure TimelineView::measure(int row)
{
    const Albums::Album *album = m_albums.of(row);
    const bool isElsewhere = album && row != album->last();
    return {leadOf(row).height(m_theme), isElsewhere ? 0 : ensureLayout(row)->height()};
}

int TimelineView::estimate(int row) const
{
    if (const Albums::Album *album = m_albums.of(row); album && row != album->last())
        return 0;
    // About how many characters of this font go into a line; close enough for a scroll bar.
    const qreal charactersALine = std::max(8.0, (m_column.maxBubble - 24) / std::max(1.0, m_style.textLine * 0.38));
    const qsizetype shown = std::min(m_model.message(row).caption().size(), MessageText::foldLimit);
    return m_style.textLine * int(1 + qreal(shown) / charactersALine) + 2 * m_style.paddingY + 4
        + (m_model.message(row).attachment ? m_theme.scaled(heightOf(m_model.message(row).attachment->kind)) : 0);
}

bool TimelineView::startsGroup(int row) const
{
    return row == 0 || m_model.message(row).id == m_model.unreadLine() || beginsGroup(m_model.message(row - 1), m_model.message(row));
}

GroupPlace TimelineView::placeOf(int row) const
{
    const Albums::Album *album = m_albums.of(row);
    const bool isWhole = album && album->last() - album->first() + 1 == album->rows.size(); // nothing that was taken back stands between
    const bool first = startsGroup(isWhole ? album->first() : row);
    const bool last = row + 1 >= m_model.rowCount() || startsGroup(row + 1);
    return first ? (last ? GroupPlace::Single : GroupPlace::First) : (last ? GroupPlace::Last : GroupPlace::Middle);
}

RowLead TimelineView::leadOf(int row) const
{
    RowLead lead;
    const Message &message = m_model.message(row);
    if (const Albums::Album *album = m_albums.of(row); album && row != album->first()) {
        const bool isBelow = row == album->last() && m_albums.of(row - 1) != album;
        lead.gap = isBelow ? RowLead::Gap::InGroup : RowLead::Gap::None;
        return lead;
    }
    if (row == 0) {
        lead.gap = m_model.hasOlder() ? RowLead::Gap::BetweenGroups : RowLead::Gap::First;
        if (!m_model.hasOlder())
            lead.day = dayText(message.time, m_clock.now());
    } else {
        lead.gap = startsGroup(row) ? RowLead::Gap::BetweenGroups : RowLead::Gap::InGroup;
        if (beginsDay(m_model.message(row - 1), message))
            lead.day = dayText(message.time, m_clock.now());
    }
    if (message.id == m_model.unreadLine()) {
        const int count = m_model.unreadCount();
        lead.unread = count > 0 ? tr("%n new messages", nullptr, count) : tr("New messages");
    }
    if (m_lines && (row > 0 || !m_model.hasOlder())) {
        const MessageId previous = row > 0 ? m_model.message(row - 1).id : MessageId(1);
        const qint64 midnight = lead.day.isEmpty() ? 0 : dayBegin(message.time) * keysAMillisecond;
        if (midnight > previous.value() && midnight < message.id.value()) {
            lead.before = m_lines(previous, MessageId(midnight));
            lead.events = m_lines(MessageId(midnight), message.id);
        } else {
            lead.events = m_lines(previous, message.id);
        }
    }
    return lead;
}

QList<EventLine> TimelineView::linesBelow() const
{
    if (!m_lines || m_model.hasNewer())
        return {};
    const int rows = m_model.rowCount();
    return m_lines(rows > 0 ? m_model.message(rows - 1).id : MessageId(1), {});
}

QStringList TimelineView::eventLinesAt(int row) const
{
    QList<EventLine> lines;
    if (row >= m_model.rowCount()) {
        lines = linesBelow();
    } else {
        const RowLead lead = leadOf(row);
        lines = lead.before + lead.events;
    }
    QStringList words;
    for (const EventLine &line : std::as_const(lines))
        words += line.text;
    return words;
}

void TimelineView::setEventLines(EventLines lines)
{
    m_lines = std::move(lines);
    refreshEventLines();
}

void TimelineView::refreshEventLines()
{
    m_aboveOf = {};
    forgetRows(readAlbums());
    m_geometry.forgetAll();
    settle();
}

QRect TimelineView::bubbleRect(int row) const
{
    if (row < m_settled.first || row > m_settled.last || row >= m_geometry.rows())
        return {};
    if (shownBy(row) != row)
        return tileRect(row);
    const BubbleLayout *layout = layoutOf(row);
    return m_painter.bubbleRect(picture(row, *layout), m_column);
}

RowPicture TimelineView::picture(int row, const BubbleLayout &layout) const
{
    RowPicture picture;
    picture.message = &m_model.message(row);
    picture.layout = &layout;
    picture.bodyTop = m_geometry.bodyTop(row);
    return picture;
}

void TimelineView::updateRow(int row)
{
    row = shownBy(row);
    if (row >= m_settled.first && row <= m_settled.last && row < m_geometry.rows())
        viewport()->update(0, m_geometry.rowTop(row) - 4, viewport()->width(), m_geometry.rowBottom(row) - m_geometry.rowTop(row) + 8);
}

} // namespace jackdaw
