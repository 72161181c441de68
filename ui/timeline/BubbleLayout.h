// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "text/MessageText.h"
#include "timeline/BubbleParts.h"
#include "timeline/TextLooks.h"

#include <QColor>
#include <QDeadlineTimer>
#include <QFont>
#include <QGlyphRun>
#include <QHash>
#include <QList>
#include <QRawFont>
#include <QRect>
#include <QTextLayout>

#include <memory>
#include <vector>

QT_BEGIN_NAMESPACE
class QPainter;
QT_END_NAMESPACE

namespace jackdaw {

class EmojiCache;
class Theme;

/// What every bubble is laid out with: fonts, line heights, words. Made once from the theme, and again when it changes.
struct BubbleStyle
{
    BubbleStyle() = default;
    explicit BubbleStyle(const Theme &theme);

    QFont text;
    QFont time;
    QFont note;       ///< the failure line
    QFont action;
    int textLine = 20;
    int timeLine = 16;
    int noteLine = 18;
    int stateSize = 14;
    int paddingX = 12;
    int paddingY = 8;
    int timeGap = 12; ///< between the last line and the time
    LookStyle looks;
    QString retry;
    QString remove;
    QString showAll;
    QString showMore;
    QString spoiler;
    QString spoilerAbout; ///< with the hint in place of %1
    QString reveal;
    QString resend;
};

/// What one bubble shows.
struct BubbleContent
{
    QString body;
    qsizetype limit = MessageText::foldLimit;
    QString time;
    enum class StateIcon { None, Shown } stateIcon = StateIcon::None;
    QString failure = {}; ///< the sentence under the bubble, or empty
    Qt::LayoutDirection fallbackDirection = Qt::LeftToRight;
    BubbleRoom room = {};
    enum class Kind { Text, Notice } kind = Kind::Text; ///< Notice: our words, in italics
    LookStyle::Ground ground = LookStyle::Ground::Incoming;
    TextMarks marks = {};
    QString actor = {};   ///< the name that "/me" stands for
    enum class Cover { Open, Covered } cover = Cover::Open; ///< of what its sender hid (XEP-0382)
    enum class Act { None, AskToResend } act = Act::None;   ///< that stands below our words
};

/// One message laid out at a width: text with its styles, time, state, "Show all", and the failure line with its actions below. All
/// coordinates are relative to the bubble's top left corner; the failure line may reach beyond the bubble's edges, on the
/// side that `failureArea` tells. Places in the text are places in the body.
/// Pure apart from font metrics; kept by LayoutCache, GUI thread. Knows no colours but those of styled text.
class BubbleLayout
{
public:
    static constexpr int quoteIndent = 12; ///< a level of quotes

    enum class Part { Nothing, Bubble, Text, Link, Spoiler, Time, ShowAll, Retry, Delete, Quote, Reaction, File, Preview, Copy, Resend };

    /// Stepwise: its text would be felt, and proceed() breaks it into lines. Before that is done nothing else is asked of it.
    enum class Pace { AtOnce, Stepwise };
    BubbleLayout(const BubbleContent &content, const BubbleStyle &style, int maxWidth, Pace pace = Pace::AtOnce);
    ~BubbleLayout();
    Q_DISABLE_COPY_MOVE(BubbleLayout)
    enum class Progress { Going, Done };
    Progress proceed(QDeadlineTimer until);
    /// The stretches of glyphs that are painted one by one: with Pace::Stepwise all of them are here before the first paint.
    qsizetype runCount() const;
    /// The lines that were asked where code stands in them, for tests.
    qsizetype codeLines() const { return m_codeRects.size(); }

    QSize bubbleSize() const { return m_bubble; }
    /// Bubble and failure line.
    int height() const { return m_height; }
    int failureHeight() const { return m_height - m_bubble.height(); }
    int failureWidth() const { return m_failureWidth; }
    Qt::LayoutDirection direction() const { return m_direction; }
    QRect timeRect() const { return m_timeRect; }
    QRect stateRect() const { return m_stateRect; }
    QRect showAllRect() const { return m_showAllRect; }
    QString timeText() const { return m_content.time; }
    qsizetype lengthShown() const;
    qsizetype lengthOfBody() const { return m_content.body.size(); }
    /// About what it cost to lay it out, in letters (LayoutCost).
    qsizetype cost() const;

    /// What is at a point; failure parts are relative to `failureX`, where the painter put that line.
    Part partAt(const QPoint &point, int failureX) const;
    /// What it shows besides its text; nullptr where that is nothing.
    void setParts(std::unique_ptr<BubbleParts> parts);
    const BubbleParts *parts() const { return m_parts.get(); }
    const TextLink *linkAt(const QPoint &point) const;
    /// None while the text is covered.
    const QList<TextLink> &links() const { return m_parts && m_parts->card() ? m_parts->card()->links() : m_text.links(); }
    bool isCovered() const { return m_content.cover == BubbleContent::Cover::Covered; }
    /// Is there more of the body than is laid out?
    bool isFolded() const { return m_text.folded() > 0; }

    /// The place in the body nearest to a point.
    qsizetype positionAt(const QPointF &point) const;
    /// The line that holds a place of the body: its top and height.
    QRectF lineRect(qsizetype position) const;
    /// The first place of the line that is at or below y, for keeping text still over a resize.
    qsizetype lineStartAt(qreal y) const;
    QRectF characterRect(qsizetype position) const;
    /// Rectangles that cover the text from one place to another, in both directions right; of the lines in `clip`, if
    /// one is given.
    QList<QRectF> selectionRects(qsizetype from, qsizetype to, const QRectF &clip = {}) const;
    /// Places of the next and previous character and word, for the keyboard.
    qsizetype step(qsizetype position, int by, QTextLayout::CursorMode mode) const;
    /// The word around a place.
    std::pair<qsizetype, qsizetype> wordAt(qsizetype position) const;

    /// Draws what lies under the text: boxes of code, bars of quotes.
    void drawGrounds(QPainter &painter, const QPointF &origin, const QRectF &clip) const;
    /// Draws the text with the painter's pen; `clip` (bubble coordinates) leaves lines out that are not to be seen.
    /// Pen: links and whatever else has a colour too, as on a mark.
    enum class Ink { Styled, Pen };
    void drawText(QPainter &painter, const QPointF &origin, const QRectF &clip, EmojiCache &emoji, Ink ink = Ink::Styled) const;
    void drawFailure(QPainter &painter, const QPointF &origin, const QColor &text, const QColor &action) const;
    void drawShowAll(QPainter &painter, const QPointF &origin, const QColor &color) const;

private:
    /// `font` is a place in m_fonts: a text has thousands of these and few fonts.
    struct Run { QGlyphRun glyphs; size_t font = 0; Looks looks; };
    struct RunFont { QRawFont font; enum class Kind { Unknown, Plain, Color } kind = Kind::Unknown; };
    /// Of a text that may have emoji: made for a line that is to be seen, or as it is broken.
    struct LineRuns { enum class State { None, Made } state = State::None; std::vector<Run> runs; };
    struct LineBox { int top = 0; int height = 0; };
    /// What lines of one block have in common.
    struct Band { int top = 0; int bottom = 0; TextBlock block; };

    static MessageText textOf(const BubbleContent &content, const BubbleStyle &style);
    QFont textFont() const;
    QString actionWord() const;
    // BubbleText.cpp
    struct Breaking;
    void beginText(int maxWidth, Pace pace);
    bool breakLine();
    void endBand();
    void endText();
    void keepLinkWhole(QTextLine &line, int width) const;
    void placeTime(int innerWidth);
    void layOutFailure(int maxWidth);
    LineRuns &runsOf(int line) const;
    bool isColored(const Run &run, EmojiCache &emoji) const;
    const QList<QRectF> &codeRectsOf(int line) const;
    QRectF boxOf(int line) const;
    int firstLineIn(const QRectF &clip) const;
    void drawLine(QPainter &painter, const QPointF &origin, int line, EmojiCache &emoji, Ink ink) const;
    void drawRun(QPainter &painter, const QPointF &origin, const Run &run, EmojiCache &emoji, Ink ink) const;
    int lineOf(qsizetype shown) const;
    QList<QRectF> rectsIn(int line, int from, int to) const;

    BubbleContent m_content;
    bool m_isRestLong = false; ///< longer than is shown by asking once
    const BubbleStyle &m_style;
    MessageText m_text;
    Qt::LayoutDirection m_direction;
    QTextLayout m_layout;
    std::vector<TextPiece> m_pieces;
    std::vector<LineBox> m_lines;
    std::vector<Band> m_bands; ///< none without quotes and code blocks
    std::unique_ptr<Breaking> m_breaking; ///< until it is laid out
    std::unique_ptr<QTextLayout> m_failure;
    std::unique_ptr<BubbleParts> m_parts;
    QSize m_bubble;
    int m_height = 0;
    int m_naturalWidth = 0;
    int m_lastLineWidth = 0;
    int m_textHeight = 0;
    int m_failureWidth = 0;
    QRect m_timeRect;
    BubbleParts::PreviewPlace m_previewPlace = BubbleParts::PreviewPlace::Below;
    QRect m_stateRect;
    QRect m_showAllRect;
    QRect m_retryRect;  ///< relative to the failure line's left end and the bubble's bottom
    QRect m_deleteRect;
    bool m_hasCode = false;
    mutable std::vector<LineRuns> m_runs; ///< by line
    mutable std::vector<RunFont> m_fonts;
    mutable QHash<int, QList<QRectF>> m_codeRects; ///< of code within lines, by line
};

} // namespace jackdaw
