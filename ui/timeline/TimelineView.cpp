// SPDX-License-Identifier: GPL-3.0-or-later
// TimelineView: making it, painting, events, read marks. Rows and their places are in TimelineRows.cpp, scrolling in
// TimelineScroll.cpp, input in TimelineMouse.cpp and TimelineKeyboard.cpp, what messages can be asked for in TimelineActs.cpp.
#include "timeline/TimelineView.h"

#include "base/Clock.h"
#include "chat/TimelineModel.h"
#include "style/Theme.h"
#include "style/TimeText.h"
#include "timeline/JumpButton.h"
#include "timeline/MessageToolbar.h"
#include "timeline/TimelineAccessible.h"
#include "widgets/Labels.h"
#include "widgets/Painting.h"

#include <QDateTime>
#include <QHelpEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>

namespace jackdaw {

namespace {

constexpr int wheelStep = 60;          ///< pixels a notch
constexpr int readPause = 150;         ///< ms a message stands on screen before it counts as read
constexpr int dotPause = 400;

} // namespace

TimelineView::TimelineView(TimelineModel &model, const Theme &theme, const Clock &clock, QWidget *parent)
    : QAbstractScrollArea(parent)
    , m_model(model)
    , m_theme(theme)
    , m_clock(clock)
    , m_style(theme)
    , m_painter(theme)
    , m_jump(new JumpButton(theme, this))
{
    TimelineAccessible::install();
    setAccessibleName(tr("Messages"));
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_InputMethodEnabled, false);
    viewport()->setMouseTracking(true);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    viewport()->setBackgroundRole(QPalette::NoRole);
    viewport()->setCursor(Qt::ArrowCursor);
    verticalScrollBar()->setSingleStep(wheelStep / 3);
    m_jump->hide();
    makeToolbar();
    connect(&m_pictures, &PictureCache::ready, viewport(), qOverload<>(&QWidget::update));
    connect(&m_posters, &VideoPosters::ready, viewport(), qOverload<>(&QWidget::update));
    connect(&m_sketches, &VoiceSketches::loaded, viewport(), qOverload<>(&QWidget::update));
    connect(&m_moving, &MovingPictures::changed, viewport(), qOverload<>(&QWidget::update));
    applyGround();
    connect(m_jump, &JumpButton::clicked, this, [this] {
        jumpToNewest();
        setFocus(Qt::OtherFocusReason);
    });
    // A drag that ends leaves the bar where the pointer was; put it where the text is.
    connect(verticalScrollBar(), &QScrollBar::sliderReleased, this, &TimelineView::updateBar);

    connect(&model, &TimelineModel::windowReplaced, this, &TimelineView::adoptWindow);
    connect(&model, &TimelineModel::rowsInserted, this,
            [this](const QModelIndex &, int first, int last) { rowsInserted(first, last); });
    connect(&model, &TimelineModel::rowsAboutToBeRemoved, this,
            [this](const QModelIndex &, int first, int last) { rowsAboutToBeRemoved(first, last); });
    connect(&model, &TimelineModel::rowsRemoved, this,
            [this](const QModelIndex &, int first, int last) { rowsRemoved(first, last); });
    connect(&model, &TimelineModel::dataChanged, this,
            [this](const QModelIndex &from, const QModelIndex &to) { rowsChanged(from.row(), to.row()); });
    connect(&model, &TimelineModel::edgesChanged, this, [this] {
        if (m_work == Work::None)
            settle(Repaint::Moved);
    });
    connect(&theme, &Theme::changed, this, &TimelineView::restyle);

    m_readTimer.setSingleShot(true);
    m_readTimer.setInterval(readPause);
    connect(&m_readTimer, &QTimer::timeout, this, &TimelineView::emitRead);
    m_copiedTimer.setSingleShot(true);
    m_copiedTimer.setInterval(copiedShown);
    connect(&m_copiedTimer, &QTimer::timeout, this, [this] { showCopied({}); });
    m_prefetchTimer.setSingleShot(true);
    m_prefetchTimer.setInterval(0);
    connect(&m_prefetchTimer, &QTimer::timeout, this, &TimelineView::prefetch);
    m_growth.setSingleShot(true);
    m_growth.setInterval(0);
    connect(&m_growth, &QTimer::timeout, this, &TimelineView::growOn);
    m_laidOutAgain.setSingleShot(true);
    m_laidOutAgain.setInterval(0);
    connect(&m_laidOutAgain, &QTimer::timeout, this, [this] { m_laidOut = 0; });
    m_emojiFill.setSingleShot(true);
    m_emojiFill.setInterval(0);
    connect(&m_emojiFill, &QTimer::timeout, this, &TimelineView::fillEmoji);
    m_midnight.setSingleShot(true);
    m_midnight.setTimerType(Qt::VeryCoarseTimer);
    connect(&m_midnight, &QTimer::timeout, this, [this] {
        viewport()->update();
        scheduleMidnight();
    });
    m_dots.setInterval(dotPause);
    connect(&m_dots, &QTimer::timeout, this, [this] {
        m_dot = (m_dot + 1) % 3;
        viewport()->update(0, viewport()->height() - TimelinePainter::tailPadding - m_painter.typingHeight(), viewport()->width(),
                           TimelinePainter::tailPadding + m_painter.typingHeight());
    });

    m_scrolling.setEasingCurve(QEasingCurve::OutCubic);
    connect(&m_scrolling, &QVariantAnimation::valueChanged, this, [this](const QVariant &value) {
        const int by = value.toInt() - m_scrolled;
        m_scrolled = value.toInt();
        m_geometry.scrollBy(by);
        settle(Repaint::Moved);
    });
    connect(&m_scrolling, &QVariantAnimation::finished, this, [this] {
        if (const auto finally = std::exchange(m_afterScrolling, {}))
            finally();
    });
    m_tint.setStartValue(1.0);
    m_tint.setEndValue(0.0);
    m_tint.setEasingCurve(QEasingCurve::InCubic);
    connect(&m_tint, &QVariantAnimation::valueChanged, this, [this] { updateRow(m_model.rowOf(m_tinted)); });
    connect(&m_tint, &QVariantAnimation::finished, this, [this] {
        const int row = m_model.rowOf(m_tinted);
        m_tinted = {};
        updateRow(row);
    });

    adoptWindow();
}

TimelineView::~TimelineView() = default;

// ---- Read marks, clocks ----

void TimelineView::scheduleRead()
{
    if (m_settled.last < 0 || !isVisible() || !isActiveWindow())
        return;
    if (!m_readTimer.isActive())
        m_readTimer.start();
}

void TimelineView::emitRead()
{
    if (!isVisible() || !isActiveWindow() || window()->isMinimized() || m_model.rowCount() == 0)
        return;
    for (int row = std::min(m_settled.last, m_model.rowCount() - 1); row >= m_settled.first && row >= 0; --row) {
        const QRect bubble = bubbleRect(row);
        if (bubble.isEmpty() || bubble.bottom() > viewport()->height())
            continue;
        const MessageId message = m_model.message(row).id;
        const bool isNewest = !m_model.hasNewer() && row == m_model.rowCount() - 1;
        if ((isNewest || isSeenFromUnreadOn()) && (!m_lastRead.isValid() || message > m_lastRead)) {
            m_lastRead = message;
            Q_EMIT readUpTo(message);
        }
        return;
    }
}

void TimelineView::noteSeen()
{
    if (m_settled.last < 0 || m_settled.first >= m_model.rowCount())
        return;
    const Stretch now{m_model.message(m_settled.first).id, m_model.message(std::min(m_settled.last, m_model.rowCount() - 1)).id};
    const bool isApart = now.last < m_seen.first || now.first > m_seen.last;
    if (!m_seen.first.isValid() || (std::exchange(m_hasJumped, false) && isApart))
        m_seen = now;
    else
        m_seen = {std::min(m_seen.first, now.first), std::max(m_seen.last, now.last)};
}

/// Is no unread message above what is shown that the reader jumped over? A marker counts for all above it (XEP-0333, 5.2).
bool TimelineView::isSeenFromUnreadOn() const
{
    const MessageId line = m_model.unreadLine();
    if (!line.isValid() && !m_lastRead.isValid())
        return true; // all was read before
    const int read = m_lastRead.isValid() ? m_model.rowOf(m_lastRead) : -1;
    const bool goesOn = read >= 0 && read + 1 < m_model.rowCount() && m_seen.first <= m_model.message(read + 1).id;
    return goesOn || m_seen.first <= std::max(line, m_lastRead);
}

void TimelineView::scheduleMidnight()
{
    const QDateTime now = QDateTime::fromMSecsSinceEpoch(m_clock.now());
    const qint64 left = now.msecsTo(now.date().addDays(1).startOfDay());
    m_midnight.start(std::chrono::milliseconds(std::clamp<qint64>(left, 1000, 24 * 60 * 60 * 1000) + 1000));
}

void TimelineView::updateDots()
{
    const bool run = !m_typing.isEmpty() && isVisible() && isActiveWindow() && m_theme.motion(dotPause) > 0;
    if (run && !m_dots.isActive())
        m_dots.start();
    else if (!run)
        m_dots.stop();
}

// ---- Events ----

void TimelineView::paintEvent(QPaintEvent *event)
{
    if (m_awaitsTypefaces) {
        QPainter(viewport()).fillRect(event->rect(), m_theme.color(Token::Canvas));
        return;
    }
    m_opening = Opening::Done; // from now on the reader has seen a place, and keeps it
    noteSeen();
    // After a scroll this is a strip at one edge and what is below the button: not the rectangle around both.
    const QRegion &region = event->region();
    const bool isAll = QRegion(viewport()->rect()).subtracted(region).isEmpty();
    m_painter.emoji().beginPaint(isAll ? EmojiCache::Area::All : EmojiCache::Area::Part);
    QPainter painter(viewport());
    for (const QRect &part : region)
        painter.fillRect(part, m_theme.color(Token::Canvas));
    for (int row = m_settled.first; row <= m_settled.last && row < m_geometry.rows(); ++row) {
        const int top = m_geometry.rowTop(row) - 4; // the focus ring reaches over the bubble
        const QRect clip = region.intersected(QRect(0, top, viewport()->width(), m_geometry.rowBottom(row) + 4 - top)).boundingRect();
        if (clip.isEmpty())
            continue;
        const Albums::Album *album = m_albums.of(row);
        if (album && row != album->last()) { // the last one shows it
            RowPicture above;
            above.lead = leadOf(row);
            above.bodyTop = m_geometry.bodyTop(row);
            m_painter.paintLead(painter, above, m_column);
            continue;
        }
        const BubbleLayout *layout = ensureLayout(row);
        RowPicture shown = picture(row, *layout);
        shown.lead = leadOf(row);
        shown.place = placeOf(row);
        const bool endsGroup = shown.place == GroupPlace::Single || shown.place == GroupPlace::Last;
        if (endsGroup && m_senders == Senders::Shown && shown.message->direction == Direction::Incoming)
            shown.avatar = RowPicture::Avatar{nameOf(*shown.message), personOf(*shown.message)};
        shown.selection = m_selection.rangeIn(shown.message->id, shown.message->caption().size());
        if (album)
            showAlbum(shown, *album);
        else if (layout->parts() && layout->parts()->file())
            showFile(*shown.message, *layout->parts()->file(), shown.file);
        if (!shown.message->previews.isEmpty())
            showPreviews(shown);
        if (shown.message->id == m_focused && hasFocus() && !album)
            shown.focus = m_ring;
        if (shown.message->id == m_tinted && !album)
            shown.tint = m_tint.currentValue().toReal();
        if (!m_match.isEmpty() && !shown.layout->isCovered() && shown.message->retracted == 0) {
            shown.matches = m_match.rangesIn(shown.message->caption());
            shown.currentMatch = shown.message->id == m_matched ? m_matchedPlace : -1;
        }
        m_painter.paintRow(painter, shown, m_column, clip);
    }
    const int below = m_painter.eventsHeight(m_linesBelow);
    if (below > 0) {
        const int top = m_geometry.rows() > 0 ? m_geometry.rowBottom(m_geometry.rows() - 1) : TimelinePainter::headPadding;
        if (top < viewport()->height())
            m_painter.paintEvents(painter, m_linesBelow, top, m_column);
    }
    if (!m_typing.isEmpty() && !m_model.hasNewer()) {
        const int top = m_geometry.rows() > 0 ? m_geometry.rowBottom(m_geometry.rows() - 1) + below
                                              : viewport()->height() - TimelinePainter::tailPadding - m_painter.typingHeight();
        if (top < viewport()->height())
            m_painter.paintTyping(painter, m_typing, m_dot, top, m_column);
    }
    if (m_painter.emoji().endPaint() == EmojiCache::Painted::InPart)
        m_emojiFill.start();
}

void TimelineView::resizeEvent(QResizeEvent *)
{
    relayout();
}

void TimelineView::showEvent(QShowEvent *event)
{
    QAbstractScrollArea::showEvent(event);
    scheduleMidnight();
    updateDots();
    scheduleRead();
}

void TimelineView::hideEvent(QHideEvent *event)
{
    QAbstractScrollArea::hideEvent(event);
    m_midnight.stop();
    stopAnimation();
    updateDots();
}

void TimelineView::changeEvent(QEvent *event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        setAccessibleName(tr("Messages"));
        restyle();
    } else if (event->type() == QEvent::LayoutDirectionChange) {
        relayout();
    }
}

bool TimelineView::event(QEvent *event)
{
    // ActivationChange goes to windows only; this is what their children are told.
    if (event->type() == QEvent::WindowActivate || event->type() == QEvent::WindowDeactivate) {
        scheduleRead();
        updateDots();
        viewport()->update(); // pictures move only in a window that is used
    }
    // Keys that act on messages are ours before they are anybody's shortcut.
    if (event->type() == QEvent::ShortcutOverride) {
        auto *key = static_cast<QKeyEvent *>(event);
        if (key->matches(QKeySequence::Copy) || key->matches(QKeySequence::SelectAll)
            || (key->modifiers() == Qt::NoModifier && (key->key() == Qt::Key_C || key->key() == Qt::Key_Delete))) {
            event->accept();
            return true;
        }
    }
    return QAbstractScrollArea::event(event);
}

bool TimelineView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const Hit hit = hitAt(help->pos());
        QString words;
        if (hit.part == BubbleLayout::Part::Link) {
            // As it will be asked for: other scripts in a host name show as what they are (RFC 3492).
            words = hit.link.url.toString(QUrl::FullyEncoded);
        } else if (hit.part == BubbleLayout::Part::Time) {
            const Message &message = m_model.message(hit.row);
            words = fullTimeText(message.time);
            if (message.direction == Direction::Outgoing)
                words = tr("%1, %2").arg(messageStateText(message.state), words);
            if (const QString seen = m_seenBy && message.direction == Direction::Outgoing ? m_seenBy(message) : QString(); !seen.isEmpty())
                words += u'\n' + seen;
            if (message.edited != 0)
                words += u'\n' + editedText(message);
            if (const QString encryption = encryptionText(message); !encryption.isEmpty())
                words += u'\n' + encryption;
        } else if (hit.part == BubbleLayout::Part::Retry && m_albums.of(hit.row)) {
            // More than there is room for on a picture.
            words = failureOf(m_model.message(m_model.rowOf(meantBy(hit.row).constFirst())));
        } else if (hit.part == BubbleLayout::Part::File) {
            const Message &message = m_model.message(hit.row); // on a small picture the answers are signs
            const bool asks = message.attachment && FileBlock::isOffered(message.direction, *message.attachment)
                && message.attachment->state == Attachment::State::Remote;
            if (asks && hit.file == FileAct::Download)
                words = tr("Accept");
            else if (asks && hit.file == FileAct::Cancel)
                words = tr("Decline");
        } else if (hit.part == BubbleLayout::Part::Reaction) {
            const Albums::Album *album = m_albums.of(hit.row);
            const BubbleParts &parts = *layoutOf(shownBy(hit.row))->parts();
            const ReactionChips &chips = album ? parts.album()->chips(album->rows.indexOf(hit.row)) : parts.chips();
            for (const ReactionChips::Chip &chip : chips.chips()) {
                if (chip.emoji == hit.emoji)
                    words = ReactionChips::tooltip(chip);
            }
        }
        if (words.isEmpty() && hit.row >= 0)
            words = senderHelpAt(hit.row, help->pos());
        if (words.isEmpty())
            QToolTip::hideText();
        else
            QToolTip::showText(help->globalPos(), plainTooltip(words), viewport());
        return true;
    }
    if (event->type() == QEvent::Leave) {
        viewport()->setCursor(Qt::ArrowCursor);
        if (!m_toolbar->underMouse())
            updateToolbar(-1);
    }
    return QAbstractScrollArea::viewportEvent(event);
}

void TimelineView::wheelEvent(QWheelEvent *event)
{
    if (event->modifiers() & Qt::ControlModifier) { // text size, the window's
        event->ignore();
        return;
    }
    stopAnimation();
    int pixels = event->pixelDelta().y();
    if (pixels == 0) {
        m_wheelRest += event->angleDelta().y() * wheelStep;
        pixels = m_wheelRest / 120;
        m_wheelRest -= pixels * 120;
    }
    scrollByPixels(-pixels);
    event->accept();
}

void TimelineView::timerEvent(QTimerEvent *event)
{
    if (event->timerId() == m_autoScroll.timerId()) {
        const int above = -m_dragPoint.y();
        const int below = m_dragPoint.y() - viewport()->height();
        scrollByPixels(above > 0 ? -std::min(60, 8 + above / 3) : std::min(60, 8 + below / 3));
        dragTo(m_dragPoint);
    } else if (event->timerId() == m_tripleClick.timerId()) {
        m_tripleClick.stop();
    } else {
        QAbstractScrollArea::timerEvent(event);
    }
}

} // namespace jackdaw
