// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/Message.h"
#include "sound/VoiceSketch.h"
#include "sound/VoicePlayback.h"

#include <QRect>

QT_BEGIN_NAMESPACE
class QPainter;
QT_END_NAMESPACE

namespace jackdaw {

class Theme;

/// What a click on a part of a file wishes for. `Seek` goes with a place (SoundBlock::placeAt).
enum class FileAct { None, View, Open, Download, Cancel, Retry, SaveAs, ShowInFolder, Copy, PlayPause, Seek, Rate };

/// A voice message, or another sound that is here: a button that plays it, what it looks like, how far it has come and
/// how fast. Owned by FileBlock, GUI thread; pure apart from font metrics. Reads no file and plays nothing: what it
/// shows is handed in when it is painted. The line of what is said runs from left to right in every language.
class SoundBlock
{
public:
    struct Moment {
        std::optional<VoiceSketch> sketch; ///< nothing: not known
        VoicePlayback::State playback = {};
    };

    /// `title`: what it is called; empty for somebody's voice, which is shown as it sounds instead.
    SoundBlock(const Theme &theme, int maxWidth, const QString &title = {});

    QSize size() const { return m_size; }
    /// Where the line of the message's time begins, which stands beside the words.
    int timeTop() const { return m_timeTop; }
    FileAct actAt(const QPoint &point) const;
    /// 0 to 1.
    qreal placeAt(const QPoint &point) const;
    /// In right-to-left: `width` is what the block lies in.
    void mirror(int width);
    void paint(QPainter &painter, const QPoint &at, const Theme &theme, Direction whose, Qt::LayoutDirection direction,
        const Moment &moment) const;

    /// "0:17 / 0:41", or why there is nothing.
    static QString timeWords(const Moment &moment);
    /// "1.5×".
    static QString rateWords(qreal rate);

private:
    QSize m_size;
    int m_timeTop = 0;
    QString m_title;
    QRect m_name;
    QRect m_button;
    QRect m_wave;
    QRect m_words;
    QRect m_rate;
};

/// Bars of a sound, those before `played` (0 to 1) in `front`, the others in `back`.
void paintLevels(QPainter &painter, const QRect &rect, const QList<qreal> &levels, qreal played, const QColor &front,
    const QColor &back);

} // namespace jackdaw
