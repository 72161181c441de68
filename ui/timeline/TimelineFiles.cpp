// SPDX-License-Identifier: GPL-3.0-or-later
// The part of TimelineView about the files that messages bring: pictures as they are painted, transfers, and what is done with them.
#include "timeline/TimelineView.h"

#include "chat/FilesLeftOut.h"
#include "chat/TimelineModel.h"
#include "style/Theme.h"

#include <QAccessible>
#include <QMenu>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace jackdaw {

void TimelineView::setTransfer(MessageId message, const TransferProgress &progress)
{
    m_transfers.insert(message, progress);
    updateRow(m_model.rowOf(message));
}

QString TimelineView::transferWords(const Message &message) const
{
    FileBlock::Content content;
    content.direction = message.direction;
    content.state = message.state;
    if (!message.attachment || message.retracted != 0)
        return {};
    if (message.direction == Direction::Outgoing && message.state == MessageState::Failed)
        return failureOf(message);
    content.attachment = *message.attachment;
    using State = Attachment::State;
    const State state = content.attachment.state;
    if (!FileBlock::isMoving(content) && state != State::Broken && state != State::Removed)
        return {};
    FileBlock::Moment moment;
    moment.take(m_transfers.value(message.id));
    return FileBlock::secondLine(content, moment);
}

/// How far it has come; asks for a picture that is not there.
void TimelineView::showTransfer(const Message &message, FileBlock::Moment &moment)
{
    moment.take(m_transfers.value(message.id));
    const Attachment &attachment = *message.attachment;
    const bool isMissing = attachment.kind != Attachment::Kind::Video && attachment.state == Attachment::State::Remote;
    if (!isMissing || m_missed.contains(message.id))
        return;
    m_missed.insert(message.id);
    // Not while painting: whoever hears it may change what is painted.
    QMetaObject::invokeMethod(this, [this, id = message.id] { Q_EMIT pictureMissed(id); }, Qt::QueuedConnection);
}

/// What a message's file looks like now; begins to read or to ask for a picture that is not there.
void TimelineView::showFile(const Message &message, const FileBlock &file, FileBlock::Moment &moment)
{
    if (file.isPicture()) {
        showTransfer(message, moment);
    } else {
        moment.take(m_transfers.value(message.id));
        if (file.sound())
            showSound(message, moment);
        return;
    }
    const Attachment &attachment = *message.attachment;
    const bool isHere = attachment.state == Attachment::State::Here || attachment.state == Attachment::State::Uploading;
    moment.preview = m_pictures.preview(attachment.file);
    if (attachment.kind == Attachment::Kind::Video) {
        if (isHere) {
            const auto poster = m_posters.poster(attachment.path);
            moment.picture = poster.pixmap;
            moment.length = poster.length;
        }
        return;
    }
    if (isHere) {
        const auto shown = m_pictures.picture(attachment.path, file.pictureSize(), devicePixelRatioF());
        moment.picture = shown.pixmap;
        moment.isUnreadable = shown.state == PictureCache::Picture::State::Unreadable;
        if (file.mayMove() && attachment.state == Attachment::State::Here && !moment.isUnreadable)
            showMotion(moment, attachment.path, file.pictureSize());
    }
}

void TimelineView::showSound(const Message &message, FileBlock::Moment &moment)
{
    moment.sound.sketch = m_sketches.sketch(message.attachment->path);
    if (m_playback.message == message.id)
        moment.sound.playback = m_playback;
}

void TimelineView::setPlayback(const VoicePlayback::State &state)
{
    const MessageId before = std::exchange(m_playback, state).message;
    if (before != state.message)
        updateRow(m_model.rowOf(before));
    updateRow(m_model.rowOf(state.message));
}

VoicePlayback::State TimelineView::soundOf(const Message &message)
{
    using State = Attachment::State;
    if (!message.attachment || message.attachment->kind != Attachment::Kind::Audio || message.retracted != 0
        || (message.attachment->state != State::Here && message.attachment->state != State::Uploading))
        return {};
    VoicePlayback::State state{message.id};
    if (m_playback.message == message.id)
        state = m_playback;
    if (state.length <= 0) {
        const auto sketch = m_sketches.sketch(message.attachment->path);
        state.length = sketch ? sketch->length : 0;
    }
    return state;
}

void TimelineView::seekSound(const Message &message, qint64 at)
{
    const qint64 length = soundOf(message).length;
    if (length <= 0)
        return;
    const qint64 place = std::clamp<qint64>(at, 0, length);
    Q_EMIT seekRequested(message.id, qreal(place) / qreal(length), length);
    if (!QAccessible::isActive())
        return;
    // Only who went there is told: one that plays on says so by itself.
    QAccessibleValueChangeEvent event(this, int(place / 1000));
    event.setChild(m_model.rowOf(message.id));
    QAccessible::updateAccessibility(&event);
}

/// The place of the sound below a point of the viewport, and how long it is as far as its file says.
void TimelineView::seekSound(int row, const QPoint &point)
{
    const BubbleLayout *layout = layoutOf(row);
    if (!layout || !layout->parts() || !layout->parts()->file() || !layout->parts()->file()->sound())
        return;
    const Message &message = m_model.message(row);
    const QPoint inBlock = point - bubbleRect(row).topLeft() - layout->parts()->fileRect().topLeft();
    const auto sketch = m_sketches.sketch(message.attachment->path);
    Q_EMIT seekRequested(message.id, layout->parts()->file()->sound()->placeAt(inBlock), sketch ? sketch->length : 0);
}

/// The frame that is to be seen now. Asked while painting, which is what keeps it moving: in a window that is not
/// used, nothing is.
void TimelineView::showMotion(FileBlock::Moment &moment, const QString &path, const QSize &size)
{
    const bool isUsed = isVisible() && window()->isActiveWindow() && !window()->isMinimized();
    m_moving.setPausedAtFirst(m_theme.motion(1) == 0); // "Reduce motion"
    const auto frame = m_moving.frame(path, size, devicePixelRatioF(), isUsed ? MovingPictures::Motion::Run : MovingPictures::Motion::Hold);
    using Motion = FileBlock::Moment::Motion;
    if (!frame.pixmap.isNull())
        moment.picture = frame.pixmap;
    moment.motion = frame.state == MovingPictures::State::Playing ? Motion::Playing
        : frame.state == MovingPictures::State::Paused ? Motion::Paused : Motion::None;
}

void TimelineView::actOnFile(MessageId message, FileAct act)
{
    const int row = m_model.rowOf(message);
    const bool isSound = row >= 0 && m_model.message(row).attachment && m_model.message(row).attachment->kind == Attachment::Kind::Audio;
    if (act == FileAct::PlayPause && !isSound) {
        const bool isMoving = row >= 0 && m_model.message(row).attachment && m_moving.toggle(m_model.message(row).attachment->path);
        act = isMoving ? FileAct::None : FileAct::View; // a WebP of one frame
    }
    if (act == FileAct::Retry)
        Q_EMIT retryRequested(message);
    else if (act != FileAct::None)
        Q_EMIT fileActRequested(message, act);
}

void TimelineView::addForward(QMenu &menu, MessageId id)
{
    connect(menu.addAction(m_theme.icon(u"forward"_s), tr("Forward\u2026")), &QAction::triggered, this,
            [this, id] { Q_EMIT forwardRequested(id); });
}

void TimelineView::addFileActs(QMenu &menu, const Message &message)
{
    const MessageId id = message.id;
    const Attachment &attachment = *message.attachment;
    const auto add = [&](const QString &icon, const QString &text, FileAct act) {
        connect(menu.addAction(m_theme.icon(icon), text), &QAction::triggered, this, [this, id, act] { actOnFile(id, act); });
    };
    using State = Attachment::State;
    const bool isSticker = attachment.kind == Attachment::Kind::Sticker;
    const bool isPicture = attachment.kind == Attachment::Kind::Picture;
    if (isSticker && attachment.state == State::Here) {
        const auto motion = m_moving.state(attachment.path);
        if (motion == MovingPictures::State::Playing || motion == MovingPictures::State::Paused) {
            const bool isPlaying = motion == MovingPictures::State::Playing;
            add(isPlaying ? u"pause"_s : u"play"_s, isPlaying ? tr("Pause\tSpace") : tr("Play\tSpace"),
                FileAct::PlayPause);
        }
        if (attachment.file.sticker && !attachment.file.sticker->pack.isEmpty())
            add(u"smile"_s, tr("Show pack\tEnter"), FileAct::View);
        else
            add(u"image"_s, tr("View\tEnter"), FileAct::View);
        addForward(menu, id);
        add(u"download"_s, tr("Save as\u2026\tCtrl+S"), FileAct::SaveAs);
        return;
    }
    if (attachment.kind == Attachment::Kind::Audio && attachment.state == State::Here) {
        using Motion = VoicePlayback::Motion;
        const bool isPlaying = m_playback.message == id && m_playback.motion == Motion::Playing;
        add(isPlaying ? u"pause"_s : u"play"_s, isPlaying ? tr("Pause\tSpace") : tr("Play\tSpace"), FileAct::PlayPause);
        if (m_playback.message == id && (isPlaying || m_playback.motion == Motion::Paused))
            add(u"clock"_s, tr("Speed: %1").arg(SoundBlock::rateWords(m_playback.rate)), FileAct::Rate);
    }
    switch (attachment.state) {
    case State::Remote: case State::Broken:
        if (filesLeftOut(attachment) > 0 || FileBlock::isWithdrawn(message.direction, attachment))
            return;
        if (FileBlock::isOffered(message.direction, attachment)) {
            add(u"check"_s, tr("Accept\tEnter"), FileAct::Download);
            if (attachment.state == State::Remote)
                add(u"x"_s, tr("Decline"), FileAct::Cancel);
            return;
        }
        add(u"download"_s, tr("Download\tEnter"), FileAct::Download);
        return;
    case State::Removed:
        if (!attachment.file.url.isEmpty())
            add(u"download"_s, tr("Download again\tEnter"), FileAct::Download);
        return;
    case State::Fetching:
        add(u"x"_s, tr("Stop download\tEnter"), FileAct::Cancel);
        return;
    case State::Uploading:
        if (FileBlock::waitOf(attachment, message.state) == FileBlock::Wait::ToTryAgain)
            add(u"refresh-cw"_s, tr("Try again"), FileAct::Retry);
        if (message.state == MessageState::Waiting)
            add(u"x"_s, tr("Stop sending\tEnter"), FileAct::Cancel);
        break;
    case State::Here:
        break;
    }
    if (isPicture)
        add(u"image"_s, tr("View\tEnter"), FileAct::View);
    const bool isVideo = attachment.kind == Attachment::Kind::Video;
    if (isVideo)
        add(u"play"_s, tr("Play\tEnter"), FileAct::View);
    add(u"external-link"_s, isPicture || isVideo ? tr("Open with another program") : tr("Open\tEnter"), FileAct::Open);
    if (isPicture)
        add(u"copy"_s, tr("Copy picture"), FileAct::Copy);
    if (attachment.state == State::Here)
        addForward(menu, id);
    add(u"download"_s, tr("Save as\u2026\tCtrl+S"), FileAct::SaveAs);
    add(u"folder"_s, tr("Show in folder"), FileAct::ShowInFolder);
}

} // namespace jackdaw
