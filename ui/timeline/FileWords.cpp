// SPDX-License-Identifier: GPL-3.0-or-later
// What FileBlock says of a file that is on its way, waits or did not come, and what it is told by.
#include "timeline/FileBlock.h"

#include "chat/FilesLeftOut.h"
#include "style/ErrorText.h"
#include "style/SizeText.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

struct FileWords
{
    Q_DECLARE_TR_FUNCTIONS(FileBlock)
};

/// "PDF", by the end of the name: what it really is, only the file knows.
QString kindWord(const Attachment &attachment)
{
    const QString end = attachment.file.name.contains(u'.') ? attachment.file.name.section(u'.', -1) : QString();
    return end.size() <= 6 ? end.toUpper() : QString();
}

/// How far and how fast it is. Where there is less room the word goes first: the ring and the side say as much.
QStringList movingLines(const QString &words, const FileBlock::Moment &moment)
{
    const QStringList progress = progressTexts(moment.done, moment.total, moment.speed);
    QStringList lines{words.arg(progress.constFirst())};
    lines += progress.first(progress.size() - 1);
    if (progress.size() > 1)
        lines.append(words.arg(progress.constLast()));
    lines.append(progress.constLast());
    return lines;
}

/// Under way, and not a byte moves. Where all of it went there is nothing left that could.
QStringList stalledLines(const FileBlock::Moment &moment)
{
    if (moment.done >= moment.total)
        return {FileWords::tr("All sent, waits for an answer"), FileWords::tr("Waits for an answer")};
    return {FileWords::tr("Stalled at %1, waits for the network").arg(progressText(moment.done, moment.total)),
            FileWords::tr("Stalled, waits for the network"), FileWords::tr("Stalled")};
}

/// Why one of ours rests, and what becomes of it. Where somebody is waited for there is nothing to be tried.
QStringList waitingLines(const Attachment &attachment, FileBlock::Wait wait)
{
    const QString summary = attachment.failure->kind == ErrorKind::Storage ? FileWords::tr("The disk gives nothing.")
                                                                           : errorSummary(*attachment.failure);
    return wait == FileBlock::Wait::ToTryAgain ? QStringList{FileWords::tr("%1 Tries again by itself.").arg(summary), summary}
                                               : QStringList{summary};
}

} // namespace

bool FileBlock::isMoving(const Content &content)
{
    const Attachment::State state = content.attachment.state;
    return state == Attachment::State::Fetching
        || (state == Attachment::State::Uploading && content.state == MessageState::Waiting);
}

bool FileBlock::isOffered(Direction direction, const Attachment &attachment)
{
    return direction == Direction::Incoming && attachment.file.url.isEmpty();
}

bool FileBlock::isWithdrawn(Direction direction, const Attachment &attachment)
{
    return isOffered(direction, attachment) && attachment.state == Attachment::State::Broken && attachment.failure
        && (attachment.failure->kind == ErrorKind::PeerStopped || attachment.failure->kind == ErrorKind::Cancelled);
}

FileBlock::Wait FileBlock::waitOf(const Attachment &attachment, MessageState state)
{
    if (attachment.state != Attachment::State::Uploading || state != MessageState::Waiting || !attachment.failure)
        return Wait::None;
    switch (attachment.failure->kind) {
    case ErrorKind::PeerAway: case ErrorKind::PeerTakesNoFiles: case ErrorKind::PeerAsked: return Wait::ForThem;
    default: return Wait::ToTryAgain;
    }
}

QStringList FileBlock::secondLines(const Content &content, const Moment &moment)
{
    const Attachment &attachment = content.attachment;
    const qint64 size = attachment.file.size;
    const bool isMoving = moment.total > 0 && moment.done > 0;
    switch (attachment.state) {
    case Attachment::State::Fetching:
        if (!isMoving && isOffered(content.direction, attachment))
            return {FileWords::tr("Waits for the sender")};
        if (isMoving && moment.isStalled && moment.done < moment.total) // all of it: it is looked at
            return stalledLines(moment);
        return isMoving ? movingLines(FileWords::tr("Downloading, %1"), moment)
                        : QStringList{FileWords::tr("Waiting to download")};
    case Attachment::State::Uploading:
        if (content.state != MessageState::Waiting)
            break;
        if (!isMoving && attachment.failure) // not one yet: why it waits
            return waitingLines(attachment, waitOf(attachment, content.state));
        if (isMoving && moment.isStalled)
            return stalledLines(moment);
        return isMoving ? movingLines(FileWords::tr("Sending, %1"), moment) : QStringList{FileWords::tr("Waiting to send")};
    case Attachment::State::Broken:
        if (filesLeftOut(attachment) > 0)
            return {FileWords::tr("Left out: too many in one message, or no safe address."), FileWords::tr("Left out")};
        if (attachment.failure && attachment.failure->kind == ErrorKind::Cancelled && isOffered(content.direction, attachment))
            return {FileWords::tr("Declined.")};
        if (isWithdrawn(content.direction, attachment))
            return {errorText(*attachment.failure), errorSummary(*attachment.failure)};
        return {attachment.failure ? errorSummary(*attachment.failure) : FileWords::tr("Not downloaded.")};
    case Attachment::State::Removed:
        return {size >= 0 ? FileWords::tr("Not on this computer any more, %1").arg(fileSizeText(size)) : FileWords::tr("Not on this computer any more")};
    case Attachment::State::Remote: case Attachment::State::Here:
        break;
    }
    QStringList parts;
    if (size >= 0)
        parts.append(fileSizeText(size));
    if (const QString kind = kindWord(attachment); !kind.isEmpty())
        parts.append(kind);
    return {parts.join(u" \u00B7 "_s)};
}

} // namespace jackdaw
