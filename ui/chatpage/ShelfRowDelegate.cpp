// SPDX-License-Identifier: GPL-3.0-or-later
#include "chatpage/ShelfRowDelegate.h"

#include "base/Clock.h"
#include "search/ShelfModel.h"
#include "style/Direction.h"
#include "style/SizeText.h"
#include "style/Style.h"
#include "style/Theme.h"
#include "style/TimeText.h"
#include "widgets/MessageWords.h"
#include "widgets/Painting.h"

#include <QAbstractItemView>
#include <QPainter>
#include <QPainterPath>
#include <QTextLayout>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

enum Metric { Margin = 16, Gap = 12, Tile = 36, Icon = 18, Between = 6, MonthAbove = 12, MonthBelow = 5 };
constexpr int textLines = 2;
constexpr int tiles = 3; ///< pictures beside each other
constexpr qsizetype textLimit = 300; ///< more never fits into two lines

} // namespace

ShelfRowDelegate::ShelfRowDelegate(const Theme &theme, const Clock &clock, QObject *parent)
    : QStyledItemDelegate(parent), m_theme(theme), m_clock(clock)
{
}

QString ShelfRowDelegate::words(const ShelfEntry &entry, Shelf shelf)
{
    if (shelf == Shelf::Links) {
        // As it was written, so that it is found again; the way it is looked up where that is not what it seems.
        const QString host = plainHost(entry.link.url);
        const QString rest = entry.link.url.toString(QUrl::RemoveScheme | QUrl::RemoveAuthority | QUrl::FullyEncoded);
        const QString scheme = entry.link.url.scheme();
        const bool isWeb = scheme == "https"_L1 || scheme == "http"_L1;
        return !isWeb ? entry.link.url.toString(QUrl::FullyEncoded) : rest == u"/"_s ? host : host + rest;
    }
    Message message;
    message.attachment = entry.attachment; // says what it is, and what it is called
    message.body = entry.body.left(textLimit);
    message.spoiler = entry.spoiler;
    return messageWords(message).simplified();
}

QString ShelfRowDelegate::spoken(const ShelfEntry &entry, Shelf shelf) const
{
    if (entry.isMonth())
        return monthText(entry.time, m_clock.now());
    return QStringList{words(entry, shelf), nameOf(entry), listTimeText(entry.time, m_clock.now())}.join(u", "_s);
}

QSize ShelfRowDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto *model = qobject_cast<const ShelfModel *>(index.model());
    const int name = m_theme.lineHeight(TypeRole::Name);
    const bool isMonth = model && model->entry(index.row()).isMonth();
    const int monthHeight = m_theme.lineHeight(TypeRole::MetaStrong) + (index.row() == 0 ? MonthBelow : MonthAbove + MonthBelow);
    if (model && model->shelf() == Shelf::Media) {
        const auto *view = qobject_cast<const QAbstractItemView *>(option.widget);
        const int side = tileSide(view ? view->viewport()->width() : option.rect.width());
        return isMonth ? QSize(tiles * side, monthHeight) : QSize(side, side);
    }
    if (isMonth)
        return {option.rect.width(), monthHeight + (index.row() == 0 ? MonthAbove : 0)};
    const bool isLow = model && (model->shelf() == Shelf::Links || model->shelf() == Shelf::Files || model->shelf() == Shelf::Voice);
    const int height = isLow ? std::max(m_theme.scaled(Tile), name + m_theme.lineHeight(TypeRole::Meta)) + 16
                              : name + textLines * m_theme.lineHeight(TypeRole::Body) + 18;
    return {option.rect.width(), height};
}

void ShelfRowDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto *model = qobject_cast<const ShelfModel *>(index.model());
    if (!model)
        return;
    const bool selected = option.state & QStyle::State_Selected && option.state & QStyle::State_HasFocus;
    const bool active = !option.widget || option.widget->window()->isActiveWindow();
    const bool hovered = option.state & QStyle::State_MouseOver;
    const Token ground = selected ? (active ? Token::Selected : Token::Chip) : hovered ? Token::Hover : Token::List;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const ShelfEntry &entry = model->entry(index.row());
    if (entry.isMonth()) {
        paintMonth(*painter, option.rect, option.direction, model->shelf(), entry);
        painter->restore();
        return;
    }
    if (model->shelf() != Shelf::Media)
        painter->fillRect(option.rect, m_theme.color(ground));
    switch (model->shelf()) {
    case Shelf::Links: paintLink(*painter, option.rect, option.direction, ground, entry); break;
    case Shelf::Media: paintMedium(*painter, option.rect, ground, entry); break;
    case Shelf::Files:
    case Shelf::Voice: paintFile(*painter, option.rect, option.direction, ground, entry); break;
    case Shelf::Pinned:
    case Shelf::Saved: paintMessage(*painter, option.rect, option.direction, ground, entry); break;
    }
    if (option.state & QStyle::State_HasFocus && option.state & QStyle::State_KeyboardFocusChange) {
        painter->setPen(QPen(m_theme.color(Token::Focus, ground), 2));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(QRectF(option.rect).adjusted(1, 1, -1, -1));
    }
    painter->restore();
}

int ShelfRowDelegate::tileSide(int width)
{
    return std::max(1, (width - 1) / tiles);
}

void ShelfRowDelegate::paintMonth(QPainter &painter, const QRect &all, Qt::LayoutDirection direction, Shelf shelf,
                                  const ShelfEntry &entry) const
{
    // Above pictures it begins where they do.
    const int margin = shelf == Shelf::Media ? Between / 2 : Margin;
    const int height = m_theme.lineHeight(TypeRole::MetaStrong);
    painter.setFont(m_theme.font(TypeRole::MetaStrong));
    painter.setPen(m_theme.color(Token::Text2));
    drawLeadingLine(painter, QRect(all.left() + margin, all.bottom() + 1 - MonthBelow - height, all.width() - 2 * margin, height),
                    direction, monthText(entry.time, m_clock.now()));
}

void ShelfRowDelegate::paintMedium(QPainter &painter, const QRect &all, Token ground, const ShelfEntry &entry) const
{
    const QRect tile = all.adjusted(Between / 2, Between / 2, -Between / 2, -Between / 2);
    const bool isShown = entry.attachment && entry.attachment->kind == Attachment::Kind::Picture
        && entry.attachment->state == Attachment::State::Here && !entry.attachment->path.isEmpty();
    // Twice the tile, of which the middle is shown: a wide picture fills it too.
    const QPixmap picture = isShown ? m_pictures.picture(entry.attachment->path, tile.size() * 2, painter.device()->devicePixelRatio()).pixmap
                                    : QPixmap();
    if (picture.isNull()) {
        paintShape(painter, tile, 8, m_theme.color(Token::Chip, ground),
                   m_theme.isHighContrast() ? m_theme.color(Token::Text, ground) : QColor(Qt::transparent));
        QRect icon(0, 0, m_theme.scaled(Icon), m_theme.scaled(Icon));
        icon.moveCenter(tile.center());
        const bool isFilm = entry.attachment && entry.attachment->kind == Attachment::Kind::Video;
        m_theme.paintIcon(painter, icon, isFilm ? u"play"_s : u"image"_s, m_theme.color(Token::Text2, ground));
    } else {
        QPainterPath round;
        round.addRoundedRect(tile, 8, 8);
        const int side = std::min(picture.width(), picture.height());
        painter.save();
        painter.setClipPath(round);
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        painter.drawPixmap(tile, picture, QRect((picture.width() - side) / 2, (picture.height() - side) / 2, side, side));
        painter.restore();
    }
    if (ground == Token::Selected || ground == Token::Chip) {
        painter.setPen(QPen(m_theme.color(Token::Accent, ground), 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(tile).adjusted(1, 1, -1, -1), 7, 7);
    }
}

void ShelfRowDelegate::paintFile(QPainter &painter, const QRect &all, Qt::LayoutDirection direction, Token ground,
                                 const ShelfEntry &entry) const
{
    if (!entry.attachment)
        return;
    const Attachment &file = *entry.attachment;
    QString second = tr("%1 \u00B7 %2").arg(isolated(nameOf(entry)), listTimeText(entry.time, m_clock.now()));
    if (file.file.size >= 0)
        second = tr("%1 \u00B7 %2").arg(second, fileSizeText(file.file.size));
    paintTwoLines(painter, all, direction, ground,
                  {file.kind == Attachment::Kind::Audio ? u"play"_s : u"file-text"_s,
                   file.file.name.isEmpty() ? words(entry, Shelf::Files) : file.file.name, Token::Text, second, Qt::ElideMiddle});
}

void ShelfRowDelegate::paintLink(QPainter &painter, const QRect &all, Qt::LayoutDirection direction, Token ground,
                                 const ShelfEntry &entry) const
{
    paintTwoLines(painter, all, direction, ground,
                  {u"link"_s, words(entry, Shelf::Links), Token::Link,
                   tr("%1 \u00B7 %2").arg(isolated(nameOf(entry)), listTimeText(entry.time, m_clock.now()))});
}

void ShelfRowDelegate::paintTwoLines(QPainter &painter, const QRect &all, Qt::LayoutDirection direction, Token ground,
                                     const TwoLines &lines) const
{
    const auto visual = [&](const QRect &logical) { return QStyle::visualRect(direction, all, logical); };
    const int tile = m_theme.scaled(Tile);
    const QRect square = visual(QRect(all.left() + Margin, all.top() + (all.height() - tile) / 2, tile, tile));
    paintShape(painter, square, 8, m_theme.color(Token::Chip, ground),
               m_theme.isHighContrast() ? m_theme.color(Token::Text, ground) : QColor(Qt::transparent));
    QRect icon(0, 0, m_theme.scaled(Icon), m_theme.scaled(Icon));
    icon.moveCenter(square.center());
    m_theme.paintIcon(painter, icon, lines.icon, m_theme.color(Token::Text2, ground));

    const int left = all.left() + Margin + tile + Gap;
    const int width = all.right() + 1 - Margin - left;
    const int first = m_theme.lineHeight(TypeRole::Name);
    const int second = m_theme.lineHeight(TypeRole::Meta);
    const int top = all.top() + (all.height() - first - second) / 2;
    painter.setFont(m_theme.font(TypeRole::Name));
    painter.setPen(m_theme.color(lines.firstColor, ground));
    // Addresses and names of files stay left to right (design/ui.md, "Right to left"): a left-to-right isolate, UAX 9, 2.4.
    const QString shown = lines.elide == Qt::ElideRight ? lines.first : painter.fontMetrics().elidedText(lines.first, lines.elide, width - 1);
    drawLeadingLine(painter, visual(QRect(left, top, width, first)), direction, u'\u2066' + shown + u'\u2069');
    painter.setFont(m_theme.font(TypeRole::Meta));
    painter.setPen(m_theme.color(Token::Text2, ground));
    drawLeadingLine(painter, visual(QRect(left, top + first, width, second)), direction, lines.second);
}

void ShelfRowDelegate::paintMessage(QPainter &painter, const QRect &all, Qt::LayoutDirection direction, Token ground,
                                    const ShelfEntry &entry) const
{
    const auto visual = [&](const QRect &logical) { return QStyle::visualRect(direction, all, logical); };
    const int left = all.left() + Margin;
    int width = all.width() - 2 * Margin;
    const int first = m_theme.lineHeight(TypeRole::Name);
    const int line = m_theme.lineHeight(TypeRole::Body);
    int top = all.top() + 8;
    const QString time = listTimeText(entry.time, m_clock.now());
    painter.setFont(m_theme.font(TypeRole::Meta));
    painter.setPen(m_theme.color(Token::Text3, ground));
    const int timeWidth = painter.fontMetrics().horizontalAdvance(time) + 2;
    painter.drawText(visual(QRect(left + width - timeWidth, top, timeWidth, first)), Qt::AlignCenter | Qt::TextSingleLine, time);
    painter.setFont(m_theme.font(TypeRole::NameStrong));
    painter.setPen(m_theme.color(Token::Text, ground));
    drawLeadingLine(painter, visual(QRect(left, top, width - timeWidth - 8, first)), direction, nameOf(entry));
    top += first;

    QTextLayout text(words(entry, Shelf::Pinned), m_theme.font(TypeRole::Body));
    QTextOption wrap(Qt::AlignLeading);
    wrap.setTextDirection(text.text().isRightToLeft() ? Qt::RightToLeft : Qt::LeftToRight);
    wrap.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    text.setTextOption(wrap);
    painter.setFont(m_theme.font(TypeRole::Body));
    painter.setPen(m_theme.color(Token::Text2, ground));
    text.beginLayout();
    for (int i = 0; i < textLines; ++i) {
        QTextLine one = text.createLine();
        if (!one.isValid())
            break;
        one.setLineWidth(width);
        const bool isLast = i == textLines - 1;
        const QString rest = text.text().sliced(one.textStart(), isLast ? text.text().size() - one.textStart() : one.textLength());
        drawLeadingLine(painter, visual(QRect(left, top + i * line, width, line)), direction, rest.trimmed());
    }
    text.endLayout();
}

} // namespace jackdaw
