// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/SoundBlock.h"

#include "style/Direction.h"
#include "style/Theme.h"
#include "style/TimeText.h"

#include <QCoreApplication>
#include <QFontMetrics>
#include <QLocale>
#include <QPainter>
#include <QStyle>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

constexpr int soundButton = 40; // design/ui.md, "Media"
constexpr int soundGap = 12;
constexpr int waveHeight = 24;
constexpr int lineRoom = 12; ///< around the line of what has a name instead
constexpr int lineWidth = 4;
constexpr int mostWidth = 290;
constexpr int rateGap = 10;
constexpr int barStep = 5;
constexpr int barWidth = 3;

struct SoundWords
{
    Q_DECLARE_TR_FUNCTIONS(SoundBlock)
};

/// 0: not known.
qint64 lengthOf(const SoundBlock::Moment &moment)
{
    if (moment.playback.length > 0)
        return moment.playback.length;
    return moment.sketch ? moment.sketch->length : 0;
}

} // namespace

SoundBlock::SoundBlock(const Theme &theme, int maxWidth, const QString &title) : m_title(title)
{
    const int button = theme.scaled(soundButton);
    const int lead = button + soundGap;
    const int name = title.isEmpty() ? 0 : theme.lineHeight(TypeRole::BodyStrong);
    const int wave = theme.scaled(title.isEmpty() ? waveHeight : lineRoom);
    const int line = theme.lineHeight(TypeRole::Meta);
    const QFontMetrics words(theme.font(TypeRole::Meta));
    const int width = std::min(theme.scaled(mostWidth), maxWidth);
    const int height = std::max(button, name + wave + line);
    m_size = QSize(width, height);
    m_button = QRect(0, (height - button) / 2, button, button);
    m_name = QRect(lead, 0, width - lead, name);
    m_wave = QRect(lead, name, width - lead, wave);
    m_words = QRect(lead, height - line, std::min(words.horizontalAdvance(u"0:00:00 / 0:00:00"_s), width - lead), line);
    const int times = words.horizontalAdvance(u"00:00 / 00:00"_s);
    m_rate = QRect(lead + times + rateGap - 4, height - line - 3, words.horizontalAdvance(rateWords(1.5)) + 8,
        line + 6);
    m_timeTop = height - theme.lineHeight(TypeRole::Message) + 2;
}

void SoundBlock::mirror(int width)
{
    for (QRect *rect : {&m_button, &m_name, &m_wave, &m_words, &m_rate})
        rect->moveLeft(width - rect->right() - 1);
}

FileAct SoundBlock::actAt(const QPoint &point) const
{
    return m_button.contains(point) ? FileAct::PlayPause
         : m_wave.contains(point)   ? FileAct::Seek
         : m_rate.contains(point)   ? FileAct::Rate
                                    : FileAct::None;
}

qreal SoundBlock::placeAt(const QPoint &point) const
{
    return std::clamp(qreal(point.x() - m_wave.left()) / std::max(1, m_wave.width() - 1), 0.0, 1.0);
}

QString SoundBlock::timeWords(const Moment &moment)
{
    if (moment.playback.motion == VoicePlayback::Motion::Failed) {
        switch (moment.playback.fault.value_or(SoundFault::Unreadable)) {
        case SoundFault::NoModule: return SoundWords::tr("Sound is not installed. Install Jackdaw again.");
        case SoundFault::NoOutput: return SoundWords::tr("No sound output was found. Try again.");
        case SoundFault::NoDevice: case SoundFault::Busy: case SoundFault::Unreadable: case SoundFault::NoCodec:
        case SoundFault::TooLarge: break;
        }
        return SoundWords::tr("This sound cannot be played.");
    }
    const qint64 length = lengthOf(moment);
    if (length <= 0)
        return SoundWords::tr("Sound");
    const bool isMoved = moment.playback.motion != VoicePlayback::Motion::Stopped;
    return SoundWords::tr("%1 / %2", "of a sound, how far it was played and how long it is")
        .arg(countdownText(isMoved ? moment.playback.at / 1000 * 1000 : 0), countdownText(length));
}

QString SoundBlock::rateWords(qreal rate)
{
    return QLocale().toString(rate, 'g', 2) + QChar(0x00D7);
}

void SoundBlock::paint(QPainter &painter, const QPoint &at, const Theme &theme, Direction whose,
    Qt::LayoutDirection direction, const Moment &moment) const
{
    using Motion = VoicePlayback::Motion;
    const bool own = whose == Direction::Outgoing;
    const Motion motion = moment.playback.motion;
    const QRect button = m_button.translated(at);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.color(Token::Accent));
    painter.drawEllipse(button);
    const int side = theme.scaled(18);
    QRect icon(0, 0, side, side);
    icon.moveCenter(button.center());
    theme.paintIcon(painter, icon, motion == Motion::Playing ? u"pause"_s : u"play"_s, theme.color(Token::OnAccent));

    const qint64 length = lengthOf(moment);
    const bool isMoved = motion == Motion::Playing || motion == Motion::Paused;
    // One that was not begun is as whole as one that was heard (picture 12).
    const qreal played = isMoved && length > 0 ? qreal(moment.playback.at) / qreal(length) : moment.sketch ? 1 : 0;
    const QRect wave = m_wave.translated(at);
    const int align = int(QStyle::visualAlignment(direction, Qt::AlignLeft)) | Qt::AlignVCenter | Qt::TextSingleLine;
    if (!m_title.isEmpty()) {
        painter.setFont(theme.font(TypeRole::BodyStrong));
        painter.setPen(theme.color(Token::Text));
        painter.drawText(m_name.translated(at), align,
            isolated(QFontMetrics(painter.font()).elidedText(m_title, Qt::ElideMiddle, m_name.width())));
        const QRectF whole(wave.left(), wave.center().y() - lineWidth / 2.0, wave.width(), lineWidth);
        const QRectF heard(whole.topLeft(), QSizeF(isMoved ? whole.width() * std::clamp(played, 0.0, 1.0) : 0, lineWidth));
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.color(Token::BorderStrong));
        painter.drawRoundedRect(whole, lineWidth / 2.0, lineWidth / 2.0);
        painter.setBrush(theme.color(Token::Link));
        if (heard.width() > 0)
            painter.drawRoundedRect(heard, lineWidth / 2.0, lineWidth / 2.0);
    } else {
        const QList<qreal> levels = moment.sketch ? moment.sketch->levels : QList<qreal>(VoiceSketch::bars, 0);
        paintLevels(painter, wave, levels, played, theme.color(Token::Link), theme.color(Token::BorderStrong));
    }

    painter.setLayoutDirection(direction);
    painter.setFont(theme.font(TypeRole::Meta));
    painter.setPen(theme.color(motion == Motion::Failed ? Token::Bad : own ? Token::Text2 : Token::Text3));
    const QRect words = m_words.translated(at);
    const QString shown = QFontMetrics(painter.font()).elidedText(timeWords(moment), Qt::ElideRight, words.width());
    painter.drawText(words, align, shown);
    if (isMoved) {
        painter.setFont(theme.font(TypeRole::MetaStrong));
        painter.setPen(theme.color(Token::Link));
        painter.drawText(m_rate.translated(at), Qt::AlignCenter | Qt::TextSingleLine, rateWords(moment.playback.rate));
    }
}

void paintLevels(QPainter &painter, const QRect &rect, const QList<qreal> &levels, qreal played, const QColor &front,
    const QColor &back)
{
    const int count = std::max(1, rect.width() / barStep);
    const QList<qreal> bars = sampledLevels(levels, count);
    painter.setPen(Qt::NoPen);
    for (int i = 0; i < bars.size(); ++i) {
        const qreal height = std::max<qreal>(barWidth, bars.at(i) * rect.height());
        const qreal x = rect.left() + i * barStep;
        painter.setBrush((i + 0.5) / count <= played ? front : back);
        const QRectF bar(x, rect.center().y() + 0.5 - height / 2, barWidth, height);
        painter.drawRoundedRect(bar, barWidth / 2.0, barWidth / 2.0);
    }
}

} // namespace jackdaw
