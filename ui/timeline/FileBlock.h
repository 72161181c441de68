// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/Message.h"
#include "files/TransferProgress.h"
#include "timeline/SoundBlock.h"

#include <QPixmap>
#include <QRect>
#include <optional>

QT_BEGIN_NAMESPACE
class QPainter;
QT_END_NAMESPACE

namespace jackdaw {

class Theme;

/// The file that a message brings, above its text: a picture at a height that is known before it is here, or a card
/// with name, size and what can be done. Owned by BubbleParts, GUI thread; pure apart from font metrics. Reads no
/// file: the picture, and how far a transfer has come, are handed in when it is painted.
class FileBlock
{
public:
    struct Content {
        Attachment attachment;
        Direction direction = Direction::Incoming;
        MessageState state = MessageState::Received;
        enum class Below { Nothing, Caption } below = Below::Nothing;
        QSize tile = {};      ///< of a picture in an album: filled, and cut where it has another shape
        QString failure = {}; ///< why it was not sent; in an album, where no line below a bubble says so
    };
    /// As it is at the moment of painting.
    struct Moment {
        QPixmap picture;        ///< null: not decoded (yet)
        qint64 done = 0;
        qint64 total = 0;       ///< 0: not known
        bool isUnreadable = false; ///< it is here, and cannot be shown
        enum class Motion { None, Playing, Paused } motion = Motion::None;
        SoundBlock::Moment sound = {};
        qint64 length = 0;      ///< ms, of a video; 0: not known
        QPixmap preview = {};   ///< what stands in the picture's place; null: nobody said how it looks
        qint64 speed = 0;       ///< bytes a second; 0: not known
        bool isStalled = false; ///< it is under way, and has not moved for long

        void take(const TransferProgress &progress)
        {
            done = progress.done;
            total = progress.total;
            speed = progress.speed;
            isStalled = progress.isStalled;
        }
    };

    FileBlock(const Content &content, const Theme &theme, int maxWidth);

    const Attachment &attachment() const { return m_content.attachment; }
    bool isPicture() const { return m_isPicture; }
    /// A picture that stands for itself, without a bubble (XEP-0449).
    bool isSticker() const { return m_isSticker; }
    bool hasCaption() const { return m_content.below == Content::Below::Caption; }
    /// A sound that is here, with what plays it.
    const std::optional<SoundBlock> &sound() const { return m_sound; }
    bool plays() const { return m_sound || mayMove(); }
    /// A video that can be played, in a window of its own.
    bool isFilmHere() const { return m_isVideo && mainAct() == FileAct::View; }
    /// Of a kind that may have several frames?
    bool mayMove() const;
    QSize size() const { return m_size; }
    /// How far the text below stands from the block's top: the time of a card without a caption stands beside its
    /// second line.
    int textTop() const { return m_textTop; }
    /// The size a picture is shown at, with what of it is cut off.
    QSize pictureSize() const;
    /// One of an album, that did not go out: a click sends it again.
    bool isRetried() const { return !m_content.tile.isEmpty() && !m_content.failure.isEmpty(); }
    /// What a click is for, the worst last.
    enum class Need { Nothing, Fetch, Wait, Retry };
    Need need() const;

    FileAct actAt(const QPoint &point) const;
    /// What Enter does.
    FileAct mainAct() const;
    void paint(QPainter &painter, const QPoint &at, const Theme &theme, Qt::LayoutDirection direction, const Moment &moment) const;
    /// Of a picture: it alone, and what stands in for it or over it; `more` is said with that ("+3").
    void paintGround(QPainter &painter, const QRect &rect, const Theme &theme, const Moment &moment) const;
    void paintState(QPainter &painter, const QRect &rect, const Theme &theme, const Moment &moment,
                    const QString &more = {}) const;
    /// In right-to-left: `width` is what the block lies in.
    void mirror(int width);

    /// The size a picture of so many pixels is shown at, within what bubbles have for one.
    static QSize fitted(const QSize &pixels, const QSize &most);
    /// Of a sticker: within a square, whatever its pixels.
    static QSize stickerSize(const QSize &pixels, const Theme &theme);
    /// A picture that waits for an answer: a click beside both answers is none.
    bool asks() const;

    static QString secondLine(const Content &content, const Moment &moment)
    {
        return secondLines(content, moment).constFirst();
    }
    /// The same, and what is said where there is not so much room.
    static QStringList secondLines(const Content &content, const Moment &moment);
    /// Is it on its way, or does it wait for that?
    static bool isMoving(const Content &content);
    /// What one of ours that does not move waits for, where that is known: somebody else, or the next attempt.
    enum class Wait { None, ForThem, ToTryAgain };
    static Wait waitOf(const Attachment &attachment, MessageState state);
    /// Does it come straight from the other side's program, which offers it (XEP-0234)?
    static bool isOffered(Direction direction, const Attachment &attachment);
    /// It did, and ended by the wish of one of both: nothing can be done until it is offered again.
    static bool isWithdrawn(Direction direction, const Attachment &attachment);

private:
    struct Act { FileAct act; QString words; QRect rect; };

    void layOutCard(const Theme &theme, int maxWidth);
    void layOutAnswers(const Theme &theme);
    void paintAnswers(QPainter &painter, const QRect &rect, const Theme &theme, const QString &line) const;
    void paintCard(QPainter &painter, const QPoint &at, const Theme &theme, Qt::LayoutDirection direction, const Moment &moment) const;
    void paintFilm(QPainter &painter, const QRect &rect, const Theme &theme, const Moment &moment) const;
    void paintRing(QPainter &painter, const QRect &rect, const Theme &theme, const Moment &moment) const;
    bool isMoving() const { return isMoving(m_content); }
    QRect motionRect() const;

    Content m_content;
    bool m_isVideo = false;
    bool m_isSticker = false;
    bool m_isPicture = false; ///< or a video, which is shown as one
    std::optional<SoundBlock> m_sound;
    QSize m_size;
    int m_textTop = 0;
    QRect m_tile;
    int m_motionSide = 0; ///< of the button that stops and starts a picture
    QRect m_name;
    QRect m_line;
    QList<Act> m_acts;
};

} // namespace jackdaw
