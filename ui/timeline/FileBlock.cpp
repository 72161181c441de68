// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/FileBlock.h"

#include "chat/FilesLeftOut.h"
#include "style/Direction.h"
#include "style/Style.h"
#include "style/Theme.h"
#include "style/TimeText.h"
#include "widgets/MessageWords.h"

#include <QCoreApplication>
#include <QFontMetrics>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

constexpr QSize mostPicture(312, 320); // design/ui.md, "Media"
constexpr QSize leastPicture(120, 72);
constexpr QSize unknownPicture(240, 180);
constexpr int stickerSide = 168;
constexpr int leastStickerSide = 56;
constexpr int tileSize = 44;
constexpr int tileGap = 12;
constexpr int actGap = 10;
constexpr int leastCard = 250;
constexpr int timeRoom = 76; ///< of the time beside a card's second line
constexpr int pictureRadius = 10;
constexpr int motionButton = 32;
constexpr int motionInset = 8;
constexpr int answerPadding = 10; ///< beside the words of one
constexpr int answerGap = 8;
constexpr qint64 widestLeft = 58 * 60; ///< s that are left, said in as many letters as there may be

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(FileBlock)
};

/// Whole parts are left out before anything is cut off.
QString fittingLine(const QStringList &lines, const QFontMetrics &metrics, int width)
{
    for (const QString &line : lines) {
        if (metrics.horizontalAdvance(line) <= width)
            return line;
    }
    return metrics.elidedText(lines.constLast(), Qt::ElideRight, width);
}

} // namespace

QSize FileBlock::fitted(const QSize &pixels, const QSize &most)
{
    QSize size = pixels;
    if (size.width() > most.width() || size.height() > most.height())
        size.scale(most, Qt::KeepAspectRatio);
    return size.expandedTo(leastPicture).boundedTo(most);
}

QSize FileBlock::stickerSize(const QSize &pixels, const Theme &theme)
{
    const QSize most(theme.scaled(stickerSide), theme.scaled(stickerSide));
    const int least = theme.scaled(leastStickerSide);
    return pixels.isEmpty() ? most : pixels.scaled(most, Qt::KeepAspectRatio).expandedTo(QSize(least, least));
}

FileBlock::FileBlock(const Content &content, const Theme &theme, int maxWidth)
    : m_content(content), m_isVideo(content.attachment.kind == Attachment::Kind::Video),
      m_isSticker(content.attachment.kind == Attachment::Kind::Sticker),
      m_isPicture(content.attachment.kind == Attachment::Kind::Picture || m_isVideo || m_isSticker)
{
    if (m_isPicture) {
        const QSize most(std::min(theme.scaled(mostPicture.width()), maxWidth + 16), theme.scaled(mostPicture.height()));
        const QSize pixels(content.attachment.file.width, content.attachment.file.height);
        const QSize unknown(theme.scaled(unknownPicture.width()), theme.scaled(unknownPicture.height()));
        m_size = m_isSticker ? stickerSize(pixels, theme) : fitted(pixels.isEmpty() ? unknown : pixels, most);
        if (!content.tile.isEmpty())
            m_size = content.tile;
        m_textTop = m_size.height() + (content.below == Content::Below::Caption ? 2 : -6); // the time alone needs less room
        m_motionSide = theme.scaled(motionButton);
        if (mayMove() && content.attachment.state == Attachment::State::Here && !m_isSticker) // on one it would hide much of it
            m_acts.append({FileAct::PlayPause, {}, motionRect()});
        if (asks())
            layOutAnswers(theme);
        else
            m_acts.append({mainAct(), {}, QRect(QPoint(0, 0), m_size)});
        return;
    }
    using State = Attachment::State;
    const bool isHere = content.attachment.state == State::Here
        || (content.attachment.state == State::Uploading && content.state != MessageState::Waiting);
    if (content.attachment.kind == Attachment::Kind::Audio && isHere) {
        m_sound.emplace(theme, maxWidth, isVoice(content.attachment.file) ? QString() : content.attachment.file.name);
        m_size = m_sound->size();
        m_textTop = content.below == Content::Below::Caption ? m_size.height() + 6 : m_sound->timeTop();
        return;
    }
    layOutCard(theme, maxWidth);
}

bool FileBlock::mayMove() const
{
    const SharedFile &file = m_content.attachment.file;
    const auto isA = [&file](QStringView type, QStringView end) {
        return file.mediaType == type || file.name.endsWith(end, Qt::CaseInsensitive);
    };
    return m_isPicture && !m_isVideo && (isA(u"image/gif", u".gif") || isA(u"image/webp", u".webp"));
}

QSize FileBlock::pictureSize() const
{
    const QSize pixels(m_content.attachment.file.width, m_content.attachment.file.height);
    if (m_content.tile.isEmpty() || pixels.isEmpty())
        return m_size;
    // What was said of its shape is not believed further than that.
    return pixels.scaled(m_size, Qt::KeepAspectRatioByExpanding).boundedTo(3 * m_size);
}

/// In the lower leading corner, which the time never covers.
QRect FileBlock::motionRect() const
{
    return QRect(motionInset, m_size.height() - motionInset - m_motionSide, m_motionSide, m_motionSide);
}

FileBlock::Need FileBlock::need() const
{
    if (isRetried())
        return Need::Retry;
    if (isMoving())
        return Need::Wait;
    return mainAct() == FileAct::Download ? Need::Fetch : Need::Nothing;
}

FileAct FileBlock::mainAct() const
{
    switch (m_content.attachment.state) {
    case Attachment::State::Remote: return FileAct::Download;
    case Attachment::State::Broken:
        return filesLeftOut(m_content.attachment) > 0 || isWithdrawn(m_content.direction, m_content.attachment)
            ? FileAct::None : FileAct::Download;
    // What came or went without the server lies nowhere from where it could come again.
    case Attachment::State::Removed: return m_content.attachment.file.url.isEmpty() ? FileAct::None : FileAct::Download;
    case Attachment::State::Fetching: return FileAct::Cancel;
    case Attachment::State::Uploading: return m_content.state == MessageState::Waiting ? FileAct::Cancel
        : m_isVideo ? FileAct::View : FileAct::None;
    case Attachment::State::Here: break;
    }
    return m_isPicture ? FileAct::View : FileAct::Open;
}

bool FileBlock::asks() const
{
    return m_isPicture && !m_isSticker && m_content.attachment.state == Attachment::State::Remote
        && isOffered(m_content.direction, m_content.attachment);
}

void FileBlock::layOutCard(const Theme &theme, int maxWidth)
{
    const int tile = theme.scaled(tileSize);
    const int lead = tile + tileGap;
    const QFontMetrics names(theme.font(TypeRole::BodyStrong));
    const QFontMetrics words(theme.font(TypeRole::Meta));
    const int nameLine = theme.lineHeight(TypeRole::BodyStrong);
    const int wordLine = theme.lineHeight(TypeRole::Meta);
    const int timeWidth = theme.scaled(timeRoom);

    switch (m_content.attachment.state) {
    case Attachment::State::Remote:
        if (isOffered(m_content.direction, m_content.attachment)) {
            m_acts.append({FileAct::Download, Words::tr("Accept"), {}});
            m_acts.append({FileAct::Cancel, Words::tr("Decline"), {}});
        } else {
            m_acts.append({FileAct::Download, Words::tr("Download"), {}});
        }
        break;
    case Attachment::State::Broken:
        if (mainAct() != FileAct::None)
            m_acts.append({FileAct::Download, Words::tr("Try again"), {}});
        break;
    case Attachment::State::Removed:
        if (mainAct() != FileAct::None)
            m_acts.append({FileAct::Download, Words::tr("Download again"), {}});
        break;
    case Attachment::State::Here:
        m_acts.append({FileAct::Open, Words::tr("Open"), {}});
        m_acts.append({FileAct::SaveAs, Words::tr("Save as\u2026"), {}});
        break;
    case Attachment::State::Uploading:
        if (waitOf(m_content.attachment, m_content.state) == Wait::ToTryAgain)
            m_acts.append({FileAct::Retry, Words::tr("Try again"), {}});
        break;
    case Attachment::State::Fetching: break;
    }
    // As wide as it gets: how much of it is on its way, or why it waits.
    const bool isWaiting = m_content.attachment.state == Attachment::State::Uploading && m_content.attachment.failure;
    const qint64 all = isWaiting ? 0 : m_content.attachment.file.size;
    Moment most;
    most.done = all / 2;
    most.total = all;
    most.speed = std::max<qint64>(1, (all - most.done) / widestLeft);
    const QString line = secondLine(m_content, most);
    const int more = isMoving() ? words.horizontalAdvance(u"88"_s) : 0; // of numbers that have more digits on the way
    int actWidth = 0;
    for (const Act &act : std::as_const(m_acts))
        actWidth += actGap + words.horizontalAdvance(act.words);
    // What does not fit beside the words of a failure stands there all the same: the words are elided.
    const int lineWidth = std::min(words.horizontalAdvance(line) + more, std::max(40, maxWidth - lead - actWidth - timeWidth));
    const int wanted = lead + std::max(names.horizontalAdvance(m_content.attachment.file.name) + 2, lineWidth + actWidth + timeWidth);
    const int width = std::clamp(wanted, std::min(theme.scaled(leastCard), maxWidth), maxWidth);
    const int height = std::max(tile, nameLine + wordLine + 2);
    m_tile = QRect(0, (height - tile) / 2, tile, tile);
    const int top = (height - nameLine - wordLine - 2) / 2;
    m_name = QRect(lead, top, width - lead, nameLine);
    m_line = QRect(lead, top + nameLine + 2, lineWidth + 2, wordLine);
    int x = m_line.x() + lineWidth;
    for (Act &act : m_acts) {
        const int advance = words.horizontalAdvance(act.words);
        act.rect = QRect(x + actGap, m_line.top() - 3, advance + 2, wordLine + 6);
        x += actGap + advance;
    }
    m_acts.append({mainAct(), {}, m_tile});
    m_size = QSize(width, height);
    m_textTop = m_content.below == Content::Below::Caption ? height + 6 : height - theme.lineHeight(TypeRole::Message) + 2;
}

void FileBlock::mirror(int width)
{
    if (m_isPicture && !asks())
        return;
    const auto turn = [width](QRect &rect) { rect.moveLeft(width - rect.right() - 1); };
    turn(m_tile);
    turn(m_name);
    turn(m_line);
    if (m_sound)
        m_sound->mirror(width);
    for (Act &act : m_acts)
        turn(act.rect);
}

FileAct FileBlock::actAt(const QPoint &point) const
{
    if (m_sound)
        return m_sound->actAt(point);
    for (const Act &act : m_acts) {
        if (act.rect.contains(point))
            return act.act;
    }
    return FileAct::None;
}

void FileBlock::paint(QPainter &painter, const QPoint &at, const Theme &theme, Qt::LayoutDirection direction, const Moment &moment) const
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_isPicture) {
        const QRect rect(at, m_size);
        paintGround(painter, rect, theme, moment);
        if (isFilmHere())
            paintFilm(painter, rect, theme, moment);
        paintState(painter, rect, theme, moment);
    } else if (m_sound)
        m_sound->paint(painter, at, theme, m_content.direction, direction, moment.sound);
    else
        paintCard(painter, at, theme, direction, moment);
    painter.restore();
}

/// A ring that fills as bytes come, with the way out of it inside.
void FileBlock::paintRing(QPainter &painter, const QRect &rect, const Theme &theme, const Moment &moment) const
{
    const qreal pen = 3;
    const QRectF ring = QRectF(rect).adjusted(pen / 2 + 2, pen / 2 + 2, -pen / 2 - 2, -pen / 2 - 2);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme.color(Token::Chip), pen));
    painter.drawEllipse(ring);
    if (moment.total > 0) {
        const qreal part = std::clamp(qreal(moment.done) / qreal(moment.total), 0.0, 1.0);
        painter.setPen(QPen(theme.color(Token::Link), pen, Qt::SolidLine, Qt::RoundCap));
        painter.drawArc(ring, 90 * 16, -qRound(part * 360 * 16));
    }
    const int icon = rect.width() * 2 / 5;
    QRect cross(0, 0, icon, icon);
    cross.moveCenter(rect.center());
    theme.paintIcon(painter, cross, u"x"_s, theme.color(Token::Link));
}

/// What plays it, and how long it is.
void FileBlock::paintFilm(QPainter &painter, const QRect &rect, const Theme &theme, const Moment &moment) const
{
    const int side = theme.scaled(tileSize);
    QRect tile(0, 0, side, side);
    tile.moveCenter(rect.center());
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.color(Token::Accent));
    painter.drawEllipse(tile);
    QRect icon(0, 0, theme.scaled(20), theme.scaled(20));
    icon.moveCenter(tile.center());
    theme.paintIcon(painter, icon, u"play"_s, theme.color(Token::OnAccent));
    if (moment.length <= 0)
        return;
    const QString words = countdownText(moment.length);
    painter.setFont(theme.font(TypeRole::Meta));
    QRect plate(0, 0, QFontMetrics(painter.font()).horizontalAdvance(words) + 12, theme.lineHeight(TypeRole::Meta) + 4);
    plate.moveTopLeft(rect.topLeft() + QPoint(motionInset, motionInset));
    painter.setBrush(theme.color(Token::Surface));
    painter.drawRoundedRect(plate, 6, 6);
    painter.setPen(theme.color(Token::Text2));
    painter.drawText(plate, int(Qt::AlignCenter) | int(Qt::TextSingleLine), words);
}

void FileBlock::paintGround(QPainter &painter, const QRect &rect, const Theme &theme, const Moment &moment) const
{
    const bool isTile = !m_content.tile.isEmpty();
    QPainterPath shape;
    if (isTile)
        shape.addRect(rect);
    else
        shape.addRoundedRect(rect, pictureRadius, pictureRadius);
    painter.setPen(Qt::NoPen);
    const bool isBare = m_isSticker && !moment.picture.isNull();
    if (!isBare)
        painter.fillPath(shape, theme.color(Token::Sunken));
    if (!moment.picture.isNull()) {
        painter.save();
        if (!isBare)
            painter.setClipPath(shape, Qt::IntersectClip);
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        const QSizeF size = moment.picture.deviceIndependentSize();
        QRectF target(QPointF(0, 0), size);
        if (isTile)
            target.setSize(size.scaled(rect.size(), Qt::KeepAspectRatioByExpanding));
        else if (size.width() > rect.width() || size.height() > rect.height())
            target.setSize(size.scaled(rect.size(), Qt::KeepAspectRatio));
        target.moveCenter(QRectF(rect).center());
        painter.drawPixmap(target, moment.picture, QRectF(moment.picture.rect()));
        painter.restore();
    } else if (!moment.preview.isNull() && !moment.isUnreadable) {
        painter.save();
        painter.setClipPath(shape, Qt::IntersectClip);
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        painter.drawPixmap(QRectF(rect), moment.preview, QRectF(moment.preview.rect()));
        painter.restore();
    }
    if (theme.isHighContrast() && !isBare) {
        painter.setPen(QPen(theme.color(Token::Text), 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawPath(shape);
    }
    if (moment.motion != Moment::Motion::None && !m_isSticker) {
        const QRect button = motionRect().translated(rect.topLeft());
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.color(Token::Surface));
        painter.drawEllipse(button);
        const int side = button.width() / 2;
        QRect icon(0, 0, side, side);
        icon.moveCenter(button.center());
        theme.paintIcon(painter, icon, moment.motion == Moment::Motion::Playing ? u"pause"_s : u"play"_s, theme.color(Token::Link));
    }
}

void FileBlock::paintState(QPainter &painter, const QRect &rect, const Theme &theme, const Moment &moment,
                           const QString &more) const
{
    const bool isTile = !m_content.tile.isEmpty();
    painter.setFont(theme.font(TypeRole::Title));
    const int moreWidth = more.isEmpty() ? 0 : QFontMetrics(painter.font()).horizontalAdvance(more);
    const auto paintMore = [&](const QRect &place) {
        painter.setFont(theme.font(TypeRole::Title));
        painter.setPen(theme.color(Token::OnSolid));
        painter.drawText(place, int(Qt::AlignCenter) | int(Qt::TextSingleLine) | int(Qt::TextDontClip), more);
    };
    const bool isShown = m_content.attachment.state == Attachment::State::Here || isFilmHere()
        || (isTile && m_content.attachment.state == Attachment::State::Uploading && !isMoving());
    if (isShown && !moment.isUnreadable && !isRetried()) {
        if (!more.isEmpty())
            paintMore(rect);
        return;
    }
    if (asks() && more.isEmpty()) {
        painter.setFont(theme.font(TypeRole::Meta));
        paintAnswers(painter, rect, theme, fittingLine(secondLines(m_content, moment), QFontMetrics(painter.font()),
                                                       rect.width() - 24));
        return;
    }
    // What stands in for it, or over it: on a plate of its own, so that it can be read on any picture.
    const int middle = std::min(theme.scaled(tileSize), rect.height() / 2);
    QRect tile(0, 0, middle, middle);
    tile.moveCenter(rect.center() - QPoint(0, theme.scaled(12)));
    if (!more.isEmpty()) { // both in the middle, side by side
        constexpr int between = 8;
        tile.translate(-(between + moreWidth) / 2, 0);
        paintMore(QRect(tile.right() + 1 + between, tile.top(), moreWidth, tile.height()));
    }
    const Token ground = Token::Surface;
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.color(ground));
    painter.drawEllipse(tile);
    if (isMoving() && !isRetried()) {
        paintRing(painter, tile, theme, moment);
    } else {
        const int size = theme.scaled(20);
        QRect icon(0, 0, size, size);
        icon.moveCenter(tile.center());
        const bool isWanted = mainAct() == FileAct::Download;
        const bool isBroken =
            (m_content.attachment.state == Attachment::State::Broken && mainAct() != FileAct::None) || isRetried();
        theme.paintIcon(painter, icon, isBroken ? u"refresh-cw"_s : isWanted ? u"download"_s : u"image"_s,
                        theme.color(isRetried() ? Token::Bad : isWanted ? Token::Link : Token::Text2));
    }
    const bool isWaiting = m_isSticker && m_content.attachment.state == Attachment::State::Remote;
    const QStringList lines = isRetried() ? QStringList{m_content.failure}
        : moment.isUnreadable ? QStringList{Words::tr("This picture cannot be shown.")}
        : isWaiting ? QStringList{attachmentWords(m_content.attachment)} : secondLines(m_content, moment);
    painter.setFont(theme.font(TypeRole::Meta));
    const QFontMetrics metrics(painter.font());
    const QString words = fittingLine(lines, metrics, rect.width() - (isTile ? 20 : 24));
    QRect plate(0, 0, metrics.horizontalAdvance(words) + 16, theme.lineHeight(TypeRole::Meta) + 4);
    plate.moveCenter(QPoint(rect.center().x(), tile.bottom() + 6 + plate.height() / 2));
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.color(ground));
    painter.drawRoundedRect(plate, plate.height() / 2.0, plate.height() / 2.0);
    painter.setPen(theme.color(isRetried() ? Token::Bad : Token::Text2));
    painter.drawText(plate, Qt::AlignCenter | Qt::TextSingleLine, words);
}

/// One of them beside the other in the middle, where there is room with their words.
void FileBlock::layOutAnswers(const Theme &theme)
{
    const QFontMetrics words(theme.font(TypeRole::MetaStrong));
    const int height = std::min(std::max(theme.scaled(motionButton), words.height() + 8), m_size.height() / 2);
    QString accept = Words::tr("Accept");
    QString decline = Words::tr("Decline");
    const auto widthOf = [&](const QString &text) { return words.horizontalAdvance(text) + 2 * answerPadding; };
    if (widthOf(accept) + answerGap + widthOf(decline) > m_size.width() - 2 * motionInset)
        accept = decline = QString(); // as signs
    const int first = accept.isEmpty() ? height : widthOf(accept);
    const int second = decline.isEmpty() ? height : widthOf(decline);
    const int left = (m_size.width() - first - answerGap - second) / 2;
    const int top = m_size.height() / 2 - height + 2;
    m_acts.append({FileAct::Download, accept, QRect(left, top, first, height)});
    m_acts.append({FileAct::Cancel, decline, QRect(left + first + answerGap, top, second, height)});
}

/// On plates of their own, with what it is below.
void FileBlock::paintAnswers(QPainter &painter, const QRect &rect, const Theme &theme, const QString &line) const
{
    int bottom = rect.center().y();
    for (const Act &act : m_acts) {
        const QRect place = act.rect.translated(rect.topLeft());
        const bool accepts = act.act == FileAct::Download;
        paintShape(painter, place, place.height() / 2.0, theme.color(accepts ? Token::Accent : Token::Surface),
                   theme.isHighContrast() ? theme.color(Token::Text) : QColor(Qt::transparent));
        const Token ink = accepts ? Token::OnAccent : Token::Text;
        if (act.words.isEmpty()) {
            QRect icon(0, 0, place.height() / 2, place.height() / 2);
            icon.moveCenter(place.center());
            theme.paintIcon(painter, icon, accepts ? u"check"_s : u"x"_s, theme.color(ink));
        } else {
            painter.setFont(theme.font(TypeRole::MetaStrong));
            painter.setPen(theme.color(ink));
            painter.drawText(place, int(Qt::AlignCenter) | int(Qt::TextSingleLine), act.words);
        }
        bottom = place.bottom();
    }
    painter.setFont(theme.font(TypeRole::Meta));
    QRect plate(0, 0, QFontMetrics(painter.font()).horizontalAdvance(line) + 16, theme.lineHeight(TypeRole::Meta) + 4);
    plate.moveCenter(QPoint(rect.center().x(), bottom + 6 + plate.height() / 2));
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.color(Token::Surface));
    painter.drawRoundedRect(plate, plate.height() / 2.0, plate.height() / 2.0);
    painter.setPen(theme.color(Token::Text2));
    painter.drawText(plate, int(Qt::AlignCenter) | int(Qt::TextSingleLine), line);
}

void FileBlock::paintCard(QPainter &painter, const QPoint &at, const Theme &theme, Qt::LayoutDirection direction, const Moment &moment) const
{
    const bool own = m_content.direction == Direction::Outgoing;
    const QRect tile = m_tile.translated(at);
    paintShape(painter, tile, 8, theme.color(own ? Token::Surface : Token::Selected),
               theme.isHighContrast() ? theme.color(Token::Text) : QColor(Qt::transparent));
    if (isMoving()) {
        paintRing(painter, tile, theme, moment);
    } else {
        const int size = theme.scaled(22);
        QRect icon(0, 0, size, size);
        icon.moveCenter(tile.center());
        const FileAct act = mainAct();
        theme.paintIcon(painter, icon, act == FileAct::Download ? u"download"_s : u"file-text"_s, theme.color(Token::Link));
    }
    painter.setLayoutDirection(direction);
    painter.setPen(theme.color(Token::Text));
    painter.setFont(theme.font(TypeRole::BodyStrong));
    // Names of files stay left to right, with their end in view: that is what says what it is (design/ui.md, "Right
    // to left").
    const QString name = m_content.attachment.file.name.isEmpty() ? attachmentWords(m_content.attachment) : m_content.attachment.file.name;
    const QString shown = QFontMetrics(painter.font()).elidedText(name, Qt::ElideMiddle, m_name.width());
    const int align = int(QStyle::visualAlignment(direction, Qt::AlignLeft)) | Qt::AlignVCenter | Qt::TextSingleLine;
    painter.drawText(m_name.translated(at), align, QChar(0x2066) + shown + QChar(0x2069));
    painter.setFont(theme.font(TypeRole::Meta));
    painter.setPen(theme.color(m_content.attachment.state == Attachment::State::Broken ? Token::Bad : own ? Token::Text2 : Token::Text3));
    const QString line = fittingLine(secondLines(m_content, moment), QFontMetrics(painter.font()), m_line.width());
    painter.drawText(m_line.translated(at), align, line);
    painter.setPen(theme.color(Token::Link));
    for (const Act &act : m_acts) {
        if (!act.words.isEmpty())
            painter.drawText(act.rect.translated(at), align, act.words);
    }
}

} // namespace jackdaw
