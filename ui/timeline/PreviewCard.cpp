// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/PreviewCard.h"

#include "style/Direction.h"
#include "style/Theme.h"
#include "text/LinkFinder.h"

#include <QCoreApplication>
#include <QFontMetrics>
#include <QPainter>
#include <QStyle>
#include <QTextLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

struct PreviewWords { Q_DECLARE_TR_FUNCTIONS(PreviewCard) };

constexpr int cardPadding = 10;
constexpr int cardRadius = 8;
constexpr int cardWidth = 340;
constexpr int thumb = 56;
constexpr int thumbGap = 10;
constexpr int wordGap = 6;
constexpr int offIcon = 14;
constexpr int targetAround = 6; ///< what may be clicked around the words

QStringList linesOf(const QString &text, const QFont &font, int width, int most)
{
    QStringList lines;
    QTextLayout layout(text, font);
    layout.beginLayout();
    for (QTextLine line = layout.createLine(); line.isValid() && lines.size() < most; line = layout.createLine()) {
        line.setLineWidth(width);
        const bool isLast = lines.size() + 1 == most;
        lines.append(isLast ? QFontMetrics(font).elidedText(text.sliced(line.textStart()), Qt::ElideRight, width)
                            : text.sliced(line.textStart(), line.textLength()).trimmed());
    }
    layout.endLayout();
    return lines;
}

} // namespace

PreviewCard::PreviewCard(const Content &content, const Theme &theme, int maxWidth)
    : m_content(content)
{
    if (m_content.state == Content::State::Loaded)
        layOutCard(theme, maxWidth);
    else
        layOutLine(theme, maxWidth);
}

QSize PreviewCard::pictureSize(const Theme &theme)
{
    return QSize(theme.scaled(thumb), theme.scaled(thumb));
}

/// Whose page it is, the address alone says; what the site calls itself stands behind that.
QString PreviewCard::where() const
{
    const QString host = plainHost(m_content.url);
    const QString &site = m_content.preview.site;
    return site.isEmpty() || site.compare(host, Qt::CaseInsensitive) == 0 ? host : host + u" \u00B7 "_s + isolated(site);
}

void PreviewCard::layOutLine(const Theme &theme, int maxWidth)
{
    switch (m_content.state) {
    case Content::State::Off:
        m_words = PreviewWords::tr("Preview off");
        m_action = PreviewWords::tr("Load once");
        break;
    case Content::State::Loading:
        m_words = PreviewWords::tr("Loading preview\u2026");
        break;
    case Content::State::Failed:
        m_words = m_content.failure;
        m_action = PreviewWords::tr("Try again");
        break;
    case Content::State::Loaded:
        break;
    }
    const int icon = m_content.state == Content::State::Off ? theme.scaled(offIcon) : 0;
    const int start = icon > 0 ? icon + wordGap : 0;
    const int height = theme.lineHeight(TypeRole::Meta) + 4;
    const int action = m_action.isEmpty() ? 0 : QFontMetrics(theme.font(TypeRole::MetaStrong)).horizontalAdvance(m_action) + 2;
    const int words = std::min(QFontMetrics(theme.font(TypeRole::Meta)).horizontalAdvance(m_words) + 2,
                               std::max(0, maxWidth - start - action - wordGap));
    m_iconRect = QRect(0, (height - icon) / 2, icon, icon);
    m_wordsRect = QRect(start, 0, words, height);
    if (action > 0) {
        m_actionRect = QRect(start + words + wordGap, 0, action, height);
        m_act = m_actionRect.adjusted(-targetAround, -targetAround, targetAround, targetAround);
    }
    m_size = QSize(start + words + (action > 0 ? wordGap + action : 0), height);
}

void PreviewCard::layOutCard(const Theme &theme, int maxWidth)
{
    const int width = std::min(maxWidth, theme.scaled(cardWidth));
    const int picture = m_content.preview.picture.isEmpty() ? 0 : theme.scaled(thumb);
    const int text = std::max(40, width - 2 * cardPadding - (picture > 0 ? picture + thumbGap : 0));
    m_title = linesOf(m_content.preview.title, theme.font(TypeRole::BodyStrong), text, 2);
    m_description = linesOf(m_content.preview.description, theme.font(TypeRole::Meta), text, 2);
    const int lines = theme.lineHeight(TypeRole::Meta) * int(1 + m_description.size())
        + theme.lineHeight(TypeRole::BodyStrong) * int(m_title.size());
    m_size = QSize(width, std::max(lines, picture) + 2 * cardPadding);
    m_act = QRect(QPoint(0, 0), m_size);
}

void PreviewCard::mirror(int width)
{
    const QRect whole(0, 0, width, m_size.height());
    for (QRect *rect : {&m_iconRect, &m_wordsRect, &m_actionRect, &m_act})
        *rect = QStyle::visualRect(Qt::RightToLeft, whole, *rect);
}

void PreviewCard::paint(QPainter &painter, const QRect &rect, const Theme &theme, Qt::LayoutDirection direction, QuoteBlock::Ground ground,
                     const Pictures &pictures) const
{
    const int alignment = int(QStyle::visualAlignment(direction, Qt::AlignLeft | Qt::AlignVCenter)) | Qt::TextSingleLine;
    const QColor quiet = theme.color(ground == QuoteBlock::Ground::Own ? Token::Text2 : Token::Text3);
    if (m_content.state != Content::State::Loaded) {
        if (!m_iconRect.isEmpty())
            theme.paintIcon(painter, m_iconRect.translated(rect.topLeft()), u"eye-off"_s, quiet);
        painter.setFont(theme.font(TypeRole::Meta));
        painter.setPen(quiet);
        painter.drawText(m_wordsRect.translated(rect.topLeft()), alignment,
                         painter.fontMetrics().elidedText(m_words, Qt::ElideRight, m_wordsRect.width()));
        if (!m_action.isEmpty()) {
            painter.setFont(theme.font(TypeRole::MetaStrong));
            painter.setPen(theme.color(Token::Link));
            painter.drawText(m_actionRect.translated(rect.topLeft()), alignment, m_action);
        }
        return;
    }
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    QColor fill = theme.color(Token::Text);
    fill.setAlphaF(theme.isDark() ? 0.08f : 0.05f);
    if (theme.isHighContrast()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(theme.color(Token::Text), 1));
        painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), cardRadius, cardRadius);
    } else {
        painter.setPen(Qt::NoPen);
        painter.setBrush(fill);
        painter.drawRoundedRect(rect, cardRadius, cardRadius);
    }
    QRect text = rect.adjusted(cardPadding, cardPadding, -cardPadding, -cardPadding);
    if (!m_content.preview.picture.isEmpty()) {
        const QSize most = pictureSize(theme);
        const QRect box(QPoint(direction == Qt::RightToLeft ? text.left() : text.right() + 1 - most.width(), text.top()), most);
        const QPixmap picture = pictures.value(m_content.preview.picture);
        if (!picture.isNull()) {
            QRect place(QPoint(0, 0), picture.deviceIndependentSize().toSize().boundedTo(most));
            place.moveCenter(box.center());
            painter.drawPixmap(place, picture);
        }
        if (direction == Qt::RightToLeft)
            text.setLeft(box.right() + 1 + thumbGap);
        else
            text.setRight(box.left() - 1 - thumbGap);
    }
    const auto draw = [&](const QString &words, TypeRole role, const QColor &color) {
        QRect line = text;
        line.setHeight(theme.lineHeight(role));
        painter.setFont(theme.font(role));
        painter.setPen(color);
        painter.drawText(line, alignment, painter.fontMetrics().elidedText(words, Qt::ElideRight, line.width()));
        text.setTop(line.bottom() + 1);
    };
    // A line of several runs as they all do, whatever it begins with (UAX 9, 2.4).
    const auto asAll = [](const QString &line, const QString &all) {
        return QChar(all.isRightToLeft() ? 0x2067 : 0x2066) + line + QChar(0x2069);
    };
    draw(isolated(where()), TypeRole::Meta, quiet);
    for (const QString &line : m_title)
        draw(asAll(line, m_content.preview.title), TypeRole::BodyStrong, theme.color(Token::Text));
    for (const QString &line : m_description)
        draw(asAll(line, m_content.preview.description), TypeRole::Meta, theme.color(Token::Text2));
    painter.restore();
}

} // namespace jackdaw
