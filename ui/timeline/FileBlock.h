// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/Message.h"
#include "timeline/SoundBlock.h"

#include <QPixmap>
#include <QRect>
#include <optional>

QT_BEGIN_NAMESPACE
class QPainter;
QT_END_NAMESPACE

namespace jackdaw {

class Theme;

/// The file that a message brings, above its text: a picture at a height that is known before it is here, or a card with name,
/// size and what can be done. Owned by BubbleParts, GUI thread; pure apart from font metrics. Reads no file: the picture, and how
/// far a transfer has come, are handed in when it is painted.
class FileBlock
{
public:
    struct Content {
        Attachment attachment;
        Direction direction = Direction::Incoming;
        MessageState state = MessageState::Received;
        enum class Below { Nothing, Caption } below = Below::Nothing;
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
    };

    FileBlock(const Content &content, const Theme &theme, int maxWidth);

    const Attachment &attachment() const { return m_content.attachment; }
    bool isPicture() const { return m_isPicture; }
    /// A sound that is here, with what plays it.
    const std::optional<SoundBlock> &sound() const { return m_sound; }
    bool plays() const { return m_sound || mayMove(); }
    /// Of a kind that may have several frames?
    bool mayMove() const;
    QSize size() const { return m_size; }
    /// How far the text below stands from the block's top: the time of a card without a caption stands beside its second line.
    int textTop() const { return m_textTop; }
    /// The size a picture is shown at.
    QSize pictureSize() const { return m_size; }

    FileAct actAt(const QPoint &point) const;
    /// What Enter does.
    FileAct mainAct() const;
    void paint(QPainter &painter, const QPoint &at, const Theme &theme, Qt::LayoutDirection direction, const Moment &moment) const;
    /// In right-to-left: `width` is what the block lies in.
    void mirror(int width);

    /// The size a picture of so many pixels is shown at, within what bubbles have for one.
    static QSize fitted(const QSize &pixels, const QSize &most);
    static QString secondLine(const Content &content, const Moment &moment);
    /// Does it come straight from the other side's program, which offers it (XEP-0234)?
    static bool isOffered(Direction direction, const Attachment &attachment);

private:
    struct Act { FileAct act; QString words; QRect rect; };

    void layOutCard(const Theme &theme, int maxWidth);
    void paintPicture(QPainter &painter, const QRect &rect, const Theme &theme, const Moment &moment) const;
    void paintCard(QPainter &painter, const QPoint &at, const Theme &theme, Qt::LayoutDirection direction, const Moment &moment) const;
    void paintFilm(QPainter &painter, const QRect &rect, const Theme &theme, const Moment &moment) const;
    void paintRing(QPainter &painter, const QRect &rect, const Theme &theme, const Moment &moment) const;
    bool isMoving() const;
    QRect motionRect() const;

    Content m_content;
    bool m_isVideo = false;
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
