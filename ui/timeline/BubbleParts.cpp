// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/BubbleParts.h"

#include "style/Direction.h"
#include "style/Theme.h"
#include "widgets/MessageWords.h"

#include <QFontMetrics>
#include <QIcon>
#include <QPainter>
#include <QStyle>

#include <algorithm>

namespace jackdaw {

namespace {

constexpr int bubblePadding = 12;    ///< as the bubble's
constexpr int senderBelow = 2;
constexpr qsizetype senderLimit = 100; ///< more is never seen in one line
constexpr int quoteAbove = 8;
constexpr int pictureInset = 4;
constexpr int quoteBelow = 6;
constexpr int openedBelow = 4;
constexpr qsizetype openedLimit = 200;
constexpr int chipsAbove = 2;
constexpr int chipsBelow = 8;
constexpr int markGap = 3;
constexpr int previewsAbove = 4;
constexpr int previewGap = 6;
constexpr int previewsBelow = 10;
constexpr int markBefore = 6; ///< on each side of the sign behind a sender's name

} // namespace

BubbleParts::BubbleParts(const Content &content, const ReactionChips::People &people, const Theme &theme, int maxWidth)
    : m_sender(content.sender)
    , m_opened(firstPart(content.opened, openedLimit).simplified())
    , m_chips(content.reactions, people, theme, std::max(48, maxWidth - 2 * bubblePadding))
    , m_marks(content.marks)
    , m_markSize(theme.scaled(13))
{
    const int inner = std::max(48, maxWidth - 2 * bubblePadding);
    if (m_sender) {
        m_sender->name = m_sender->name.left(senderLimit).simplified();
        m_senderRect.setHeight(theme.lineHeight(TypeRole::BodyStrong) + senderBelow);
        m_room.above = m_senderRect.height();
        m_nameWidth = std::min(inner, QFontMetrics(theme.font(TypeRole::BodyStrong)).horizontalAdvance(m_sender->name) + 2);
        m_room.width = m_nameWidth;
        if (!m_sender->behind().isEmpty()) {
            // A name as long as the bubble leaves the sign, and the words where there is room for some.
            const QFontMetrics metas(theme.font(TypeRole::Meta));
            const int words = metas.horizontalAdvance(m_sender->behind().left(senderLimit)) + 2;
            m_nameWidth = std::min(m_nameWidth, std::max(inner / 2, inner - signWidth() - words));
            m_room.width = std::min(inner, m_nameWidth + signWidth() + words);
        }
    }
    if (content.quote) {
        m_quote.emplace(*content.quote, theme, inner);
        m_room.above += m_quote->size().height() + quoteBelow;
        m_room.width = std::max(m_room.width, m_quote->size().width());
    }
    if (!m_opened.isEmpty()) {
        m_openedRect = QRect(bubblePadding, quoteAbove + m_room.above, inner, std::max(m_markSize, theme.lineHeight(TypeRole::Meta)));
        m_room.above += m_openedRect.height() + openedBelow;
        const int words = QFontMetrics(theme.font(TypeRole::Meta)).horizontalAdvance(m_opened) + 2;
        m_room.width = std::max(m_room.width, std::min(inner, m_markSize + markBefore + words));
    }
    if (content.file) {
        m_file.emplace(*content.file, theme, inner);
        if (!content.album.isEmpty())
            m_album.emplace(content.album, people, theme, inner + 2 * (bubblePadding - pictureInset));
        const QSize size = m_album ? m_album->size() : m_file->size();
        const int textTop = size.height() + m_file->textTop() - m_file->size().height(); // as below the file alone
        // A picture reaches nearer to the bubble's edge than words do.
        m_fileTop = m_room.above > 0 ? quoteAbove + m_room.above : m_file->isPicture() ? pictureInset : quoteAbove;
        m_room.above = m_fileTop + textTop - quoteAbove + (m_file->isPicture() ? pictureInset : 0);
        m_room.width = std::max(m_room.width, size.width() - (m_file->isPicture() ? 2 * (bubblePadding - pictureInset) : 0));
    }
    if (content.card) {
        m_card.emplace(*content.card, theme, inner);
        m_cardRect.moveTop(quoteAbove + m_room.above);
        m_room.above += m_card->textTop();
        m_room.width = std::max(m_room.width, m_card->size().width());
    }
    for (const PreviewCard::Content &link : content.links) {
        const PreviewCard &card = m_previews.emplace_back(PlacedPreview{PreviewCard(link, theme, inner), {}}).card;
        m_previewsHeight += card.size().height() + (m_previews.size() > 1 ? previewGap : 0);
        m_room.width = std::max(m_room.width, card.size().width());
    }
    if (m_previews.size() == 1 && m_previews.front().card.content().state != PreviewCard::Content::State::Loaded)
        m_room.beside = m_previews.front().card.size().width();
    if (!m_previews.empty())
        m_room.below = previewsAbove + m_previewsHeight + (m_chips.isEmpty() ? previewsBelow - 4 : previewGap);
    if (!m_chips.isEmpty()) {
        m_room.belowBeside = chipsAbove + m_chips.size().height() + chipsBelow - 4; // the time stands 4 above the edge
        m_room.below += m_room.belowBeside;
        m_room.width = std::max(m_room.width, m_chips.size().width());
    }
    m_room.meta = int(m_marks.size()) * (m_markSize + markGap);
}

void BubbleParts::place(QSize bubble, const QRect &time, Qt::LayoutDirection direction, Qt::LayoutDirection window, PreviewPlace preview)
{
    m_direction = direction;
    m_fileDirection = window;
    const int inner = bubble.width() - 2 * bubblePadding;
    if (m_sender)
        m_senderRect = QRect(bubblePadding, quoteAbove, inner, m_senderRect.height() - senderBelow);
    if (m_quote)
        m_quoteRect = QRect(bubblePadding, quoteAbove + (m_sender ? m_senderRect.height() + senderBelow : 0), inner, m_quote->size().height());
    if (!m_opened.isEmpty())
        m_openedRect.setWidth(inner);
    if (m_file) {
        const int inset = m_file->isPicture() ? pictureInset : bubblePadding;
        const int room = bubble.width() - 2 * inset;
        const QSize size = m_album ? m_album->size() : m_file->size();
        const int left = window == Qt::RightToLeft ? bubble.width() - inset - size.width() : inset;
        m_fileRect = m_file->isPicture() ? QRect(QPoint(left, m_fileTop), size) : QRect(inset, m_fileTop, room, size.height());
        if (window == Qt::RightToLeft)
            m_file->mirror(m_file->isPicture() ? size.width() : room);
        if (window == Qt::RightToLeft && m_album)
            m_album->mirror();
    }
    if (m_card) {
        m_cardRect = QRect(bubblePadding, m_cardRect.top(), inner, m_card->size().height());
        if (direction == Qt::RightToLeft)
            m_card->mirror(inner);
    }
    m_chipsAt = QPoint(bubblePadding, bubble.height() - chipsBelow - m_chips.size().height());
    if (direction == Qt::RightToLeft)
        m_chips.mirror(inner);
    int top = (m_chips.isEmpty() ? bubble.height() - previewsBelow : m_chipsAt.y() - chipsAbove - previewGap) - m_previewsHeight;
    if (preview == PreviewPlace::BesideTime)
        top = time.center().y() - m_previews.front().card.size().height() / 2 + 1;
    for (PlacedPreview &each : m_previews) {
        const bool isCard = each.card.content().state == PreviewCard::Content::State::Loaded;
        const QRect lane(bubblePadding, top, inner, each.card.size().height());
        const bool isShort = isCard || preview == PreviewPlace::BesideTime;
        each.rect = isShort ? QStyle::alignedRect(direction, Qt::AlignLeading | Qt::AlignTop, each.card.size(), lane) : lane;
        if (direction == Qt::RightToLeft)
            each.card.mirror(each.rect.width());
        top += each.card.size().height() + previewGap;
    }
    const int y = time.center().y() - m_markSize / 2 + 1;
    m_marksAt = direction == Qt::RightToLeft ? QPoint(time.right() + 1 + markGap, y) : QPoint(time.left() - m_room.meta, y);
}

FileAct BubbleParts::fileActAt(const QPoint &point) const
{
    const QPoint inFile = point - m_fileRect.topLeft();
    return m_album ? m_album->actAt(inFile) : m_file ? m_file->actAt(inFile) : FileAct::None;
}

const PreviewCard *BubbleParts::previewOf(const QUrl &url) const
{
    const auto found = std::find_if(m_previews.cbegin(), m_previews.cend(), [&](const PlacedPreview &each) { return each.card.content().url == url; });
    return found == m_previews.cend() ? nullptr : &found->card;
}

const PreviewCard *BubbleParts::previewAt(const QPoint &point) const
{
    const auto found = std::find_if(m_previews.cbegin(), m_previews.cend(),
                                    [&](const PlacedPreview &each) { return each.card.actsAt(point - each.rect.topLeft()); });
    return found == m_previews.cend() ? nullptr : &found->card;
}

QRect BubbleParts::previewRect(const PreviewCard &card) const
{
    const auto found = std::find_if(m_previews.cbegin(), m_previews.cend(), [&](const PlacedPreview &each) { return &each.card == &card; });
    return found == m_previews.cend() ? QRect() : found->rect;
}

/// Between a name and the words behind it.
int BubbleParts::signWidth() const
{
    return m_sender->mark.isEmpty() ? markBefore : m_markSize + 2 * markBefore;
}

void BubbleParts::paint(QPainter &painter, const QPoint &bubble, const Theme &theme, EmojiCache &emoji, QuoteBlock::Ground ground,
                        const Moments &moments) const
{
    if (m_sender) {
        painter.setFont(theme.font(TypeRole::BodyStrong));
        painter.setPen(theme.isHighContrast() ? theme.color(Token::Text) : theme.senderColor(m_sender->who));
        const auto visual = [&](int left, int width, int height) {
            const QRect part(m_senderRect.left() + left, m_senderRect.center().y() - height / 2, width, height);
            return QStyle::visualRect(m_direction, m_senderRect, part).translated(bubble);
        };
        const bool hasWords = !m_sender->behind().isEmpty();
        drawLeadingLine(painter, hasWords ? visual(0, m_nameWidth, m_senderRect.height()) : m_senderRect.translated(bubble),
                        m_direction, m_sender->name);
        if (hasWords) {
            const int wordsAt = m_nameWidth + signWidth();
            if (!m_sender->mark.isEmpty())
                theme.icon(QStringLiteral("triangle-alert"), Token::Warn)
                    .paint(&painter, visual(m_nameWidth + markBefore, m_markSize, m_markSize));
            painter.setFont(theme.font(TypeRole::Meta));
            painter.setPen(theme.color(Token::Text2));
            if (m_senderRect.width() > wordsAt)
                drawLeadingLine(painter, visual(wordsAt, m_senderRect.width() - wordsAt, m_senderRect.height()),
                                m_direction, m_sender->behind());
        }
    }
    if (m_quote)
        m_quote->paint(painter, m_quoteRect.translated(bubble), theme, m_direction, ground);
    if (!m_opened.isEmpty()) {
        const auto visual = [&](int left, int width, int height) {
            const QRect part(m_openedRect.left() + left, m_openedRect.center().y() - height / 2, width, height);
            return QStyle::visualRect(m_direction, m_openedRect, part).translated(bubble);
        };
        const int wordsAt = m_markSize + markBefore;
        theme.icon(QStringLiteral("eye-off"), Token::Text2).paint(&painter, visual(0, m_markSize, m_markSize));
        painter.setFont(theme.font(TypeRole::Meta));
        painter.setPen(theme.color(Token::Text2));
        drawLeadingLine(painter, visual(wordsAt, m_openedRect.width() - wordsAt, m_openedRect.height()), m_direction, m_opened);
    }
    if (m_album)
        m_album->paint(painter, bubble + m_fileRect.topLeft(), theme, emoji, m_fileDirection, moments.album);
    else if (m_file)
        m_file->paint(painter, bubble + m_fileRect.topLeft(), theme, m_fileDirection, moments.file);
    if (m_card)
        m_card->paint(painter, bubble + m_cardRect.topLeft(), theme, m_direction);
    for (const PlacedPreview &each : m_previews)
        each.card.paint(painter, each.rect.translated(bubble), theme, m_direction, ground, moments.previews);
    m_chips.paint(painter, bubble + m_chipsAt, theme, emoji);
    QPoint at = bubble + m_marksAt;
    for (const QString &mark : m_marks) {
        theme.icon(mark, ground == QuoteBlock::Ground::Own ? Token::Text2 : Token::Text3)
            .paint(&painter, QRect(at, QSize(m_markSize, m_markSize)));
        at.rx() += m_markSize + markGap;
    }
}

} // namespace jackdaw
