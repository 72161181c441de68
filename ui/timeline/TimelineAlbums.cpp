// SPDX-License-Identifier: GPL-3.0-or-later
// The part of TimelineView about pictures that were sent together: which they are, and that each is still a message.
#include "timeline/TimelineView.h"

#include "chat/TimelineModel.h"
#include "style/ErrorText.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

constexpr int abovePage = 16;
/// Of pictures in one go; who sends more has them put together as they are loaded.
constexpr qsizetype mostAbove = 1'000;

} // namespace

/// A line of our own between two pictures parts them.
bool TimelineView::isAnythingBetween(const Message &previous, const Message &message) const
{
    return message.id == m_model.unreadLine() || (m_lines && !m_lines(previous.id, message.id).isEmpty());
}

/// Albums are counted from the first picture, so that none is another one when that is loaded.
void TimelineView::readAboveAlbums()
{
    const bool mayGoOn = m_model.rowCount() > 0 && m_model.hasOlder() && AlbumRun::counts(m_model.message(0));
    const MessageId first = mayGoOn ? m_model.message(0).id : MessageId();
    if (first == m_aboveOf)
        return;
    m_aboveOf = first;
    m_above.clear();
    for (bool goesOn = mayGoOn; goesOn && m_above.size() < mostAbove;) {
        const QList<Message> page =
            m_model.messagesBefore(m_above.isEmpty() ? first : m_above.constFirst().id, abovePage);
        goesOn = page.size() == abovePage;
        for (auto older = page.crbegin(); older != page.crend(); ++older) {
            const Message &below = m_above.isEmpty() ? m_model.message(0) : m_above.constFirst();
            if (!AlbumRun::mayGoOn(*older, below) || isAnythingBetween(*older, below)) {
                goesOn = false;
                break;
            }
            m_above.prepend(*older);
        }
    }
}

/// The rows that are shown otherwise than before.
QList<int> TimelineView::readAlbums()
{
    readAboveAlbums();
    AlbumRun run;
    for (const Message &message : std::as_const(m_above))
        run.next(message, AlbumRun::Above::Nothing);
    using Above = AlbumRun::Above;
    return m_albums.read(m_model.rowCount(), [this](int row) -> const Message & { return m_model.message(row); },
                         [this](const Message &previous, const Message &message) {
        return isAnythingBetween(previous, message) ? Above::Something : Above::Nothing;
    }, run);
}

void TimelineView::forgetRows(const QList<int> &rows)
{
    for (const int row : rows) {
        const Message &message = m_model.message(row);
        // In another album it has other parts, and what was taken back is shown no longer, not even until the next is made.
        if (message.attachment || message.retracted != 0 || message.isUnreadable())
            m_layouts.drop(message.id);
        else
            m_layouts.remove(message.id);
        if (row < m_geometry.rows())
            m_geometry.forget(row);
    }
}

int TimelineView::shownBy(int row) const
{
    const Albums::Album *album = m_albums.of(row);
    return album ? album->last() : row;
}

/// They go, or are no pictures any more: what is left of their album keeps its place.
void TimelineView::leaveRows(int first, int last)
{
    const int anchor = m_geometry.anchorRow();
    const Albums::Album *album = m_albums.of(anchor);
    if (!album || anchor < first || anchor > last || anchor >= m_geometry.rows()
        || m_geometry.rest() != TimelineGeometry::Rest::AtPlace)
        return;
    const auto stays =
        std::find_if(album->rows.cbegin(), album->rows.cend(), [=](int row) { return row < first || row > last; });
    if (stays != album->rows.cend())
        m_geometry.anchorAt(*stays, m_geometry.bodyTop(*stays));
}

/// Where the album ends to which these came from above, if it is what holds all others: what stands below is read on.
std::optional<int> TimelineView::bottomToHold(int first, int last) const
{
    const int count = last - first + 1;
    const int anchor = m_geometry.anchorRow();
    const Albums::Album *album = m_albums.of(last + 1);
    if (!album || album->first() > last || anchor < first || anchor + count > album->last()
        || album->last() - count >= m_geometry.rows() || m_geometry.rest() != TimelineGeometry::Rest::AtPlace)
        return {};
    return m_geometry.rowBottom(album->last() - count);
}

QList<AlbumBlock::Picture> TimelineView::albumPicturesOf(int row) const
{
    QList<AlbumBlock::Picture> pictures;
    for (const int each : m_albums.of(row)->rows) {
        const Message &message = m_model.message(each);
        BubbleParts::Content own = partsOf(message);
        own.marks.removeIf(&AlbumBlock::isMarkOfAll);
        AlbumBlock::Picture &picture = pictures.emplaceBack(AlbumBlock::Picture{*own.file, own.reactions, own.marks});
        if (message.direction == Direction::Outgoing && message.state == MessageState::Failed)
            picture.file.failure = failureOf(message);
    }
    return pictures;
}

QString TimelineView::failureOf(const Message &message) const
{
    if (message.failure && message.failure->kind == ErrorKind::Cancelled)
        return tr("Not sent. You stopped it.");
    return message.failure ? tr("Not sent. %1").arg(errorSummary(*message.failure)) : tr("Not sent.");
}

void TimelineView::showAlbum(RowPicture &picture, const Albums::Album &album)
{
    const AlbumBlock &block = *picture.layout->parts()->album();
    for (qsizetype i = 0; i < album.rows.size(); ++i) {
        const Message &message = m_model.message(album.rows[i]);
        AlbumBlock::Moment moment;
        if (AlbumBlock::seenAs(i) == i)
            showFile(message, block.file(i), moment.file);
        else
            showTransfer(message, moment.file); // no picture is decoded that nobody sees
        const bool isRinged = message.id == m_focused && hasFocus() && m_ring == RowPicture::Focus::Ring;
        moment.focus = isRinged ? AlbumBlock::Moment::Focus::Ring : AlbumBlock::Moment::Focus::None;
        const bool isChosen = m_selection.isOfMany() && m_selection.first().message <= message.id
            && message.id <= m_selection.last().message;
        moment.chosen = isChosen ? AlbumBlock::Moment::Chosen::Yes : AlbumBlock::Moment::Chosen::No;
        moment.tint = message.id == m_tinted ? m_tint.currentValue().toReal() : 0;
        picture.album.append(moment);
    }
}

QRect TimelineView::tileRect(int row) const
{
    const Albums::Album *album = m_albums.of(row);
    if (!album || album->last() < m_settled.first || album->last() > m_settled.last
        || album->last() >= m_geometry.rows())
        return {};
    const BubbleLayout *layout = layoutOf(album->last());
    const QRect bubble = m_painter.bubbleRect(picture(album->last(), *layout), m_column);
    const QRect tile = layout->parts()->album()->tileRect(album->rows.indexOf(row));
    return tile.translated(bubble.topLeft() + layout->parts()->fileRect().topLeft());
}

/// The picture at a point of the viewport, of those that a row shows; -1: none, or the row shows its own alone.
int TimelineView::tileRowAt(int row, const QPoint &point) const
{
    const Albums::Album *album = m_albums.of(row);
    if (!album || row != album->last())
        return -1;
    const BubbleLayout *layout = layoutOf(row);
    const QRect bubble = m_painter.bubbleRect(picture(row, *layout), m_column);
    const qsizetype number =
        layout->parts()->album()->tileAt(point - bubble.topLeft() - layout->parts()->fileRect().topLeft());
    return number < 0 ? -1 : album->rows[number];
}

TimelineView::Hit TimelineView::hitInAlbum(int row, int tile, const QPoint &inBubble) const
{
    const BubbleParts &parts = *layoutOf(row)->parts();
    const QPoint inFile = inBubble - parts.fileRect().topLeft();
    if (const ReactionChips::Chip *chip = parts.album()->chipAt(inFile))
        return {tile, BubbleLayout::Part::Reaction, {}, chip->emoji};
    const FileAct act = parts.album()->actAt(inFile);
    const qsizetype meant = parts.album()->meantBy(parts.album()->tileAt(inFile)).constFirst();
    if (act != FileAct::PlayPause && parts.album()->file(meant).isRetried())
        return {tile, BubbleLayout::Part::Retry, {}};
    return {tile, act == FileAct::None ? BubbleLayout::Part::Bubble : BubbleLayout::Part::File, {}, {}, act};
}

/// The messages that a click on a tile is for.
QList<MessageId> TimelineView::meantBy(int tile) const
{
    const Albums::Album *album = m_albums.of(tile);
    if (!album)
        return {m_model.message(tile).id};
    QList<MessageId> meant;
    for (const qsizetype each : layoutOf(album->last())->parts()->album()->meantBy(album->rows.indexOf(tile)))
        meant.append(m_model.message(album->rows[each]).id);
    return meant;
}

/// The message that a chip on a tile is of: our own reaction goes from where it was given, others are joined.
MessageId TimelineView::reactedTo(int tile, const QString &emoji) const
{
    const Albums::Album *album = m_albums.of(tile);
    const qsizetype number = album ? album->rows.indexOf(tile) : 0;
    MessageId theirs;
    for (qsizetype i = number; album && i < album->rows.size() && AlbumBlock::seenAs(i) == number; ++i) {
        const Message &message = m_model.message(album->rows[i]);
        for (const Reaction &reaction : message.reactions) {
            if (reaction.emoji != emoji)
                continue;
            if (m_people && m_people(reaction.by).isUs)
                return message.id;
            if (!theirs.isValid())
                theirs = message.id;
        }
    }
    return theirs.isValid() ? theirs : m_model.message(tile).id;
}

/// Which of so many it is, for who hears it; nothing of one that stands alone.
QString TimelineView::placeInAlbum(int row) const
{
    const Albums::Album *album = m_albums.of(row);
    return album ? tr("%L1 of %L2 sent together").arg(album->rows.indexOf(row) + 1).arg(album->rows.size()) : QString();
}

} // namespace jackdaw
