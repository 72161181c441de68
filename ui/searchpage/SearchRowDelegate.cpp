// SPDX-License-Identifier: GPL-3.0-or-later
#include "searchpage/SearchRowDelegate.h"

#include "base/Clock.h"
#include "searchpage/SearchWords.h"
#include "style/Direction.h"
#include "style/Style.h"
#include "style/Theme.h"
#include "style/TimeText.h"
#include "widgets/AccountTag.h"
#include "widgets/Painting.h"

#include <QPainter>
#include <QTextLayout>

using namespace Qt::StringLiterals;

namespace jackdaw {

/// Where a row stands; leading and trailing follow the layout direction.
struct SearchRowDelegate::Place
{
    QRect row;
    Qt::LayoutDirection direction;
    Token ground;
    int textLeft; ///< logical
    int textRight;

    QRect visual(const QRect &logical) const { return QStyle::visualRect(direction, row, logical); }
};

namespace {

enum Metric { Margin = 16, AvatarSize = 36, Gap = 12 };
using RowKind = SearchModel::Row::What;

QString fileIcon(const QString &name)
{
    static const QStringList images{u"jpg"_s, u"jpeg"_s, u"png"_s, u"gif"_s, u"webp"_s, u"avif"_s, u"heic"_s, u"svg"_s, u"bmp"_s};
    return images.contains(name.sliced(name.lastIndexOf(u'.') + 1).toLower()) ? u"image"_s : u"file-text"_s;
}

Qt::LayoutDirection directionOf(const QString &words)
{
    return words.isRightToLeft() ? Qt::RightToLeft : Qt::LeftToRight;
}

} // namespace

SearchRowDelegate::SearchRowDelegate(const SearchWords &words, const Theme &theme, const Clock &clock, QObject *parent)
    : QStyledItemDelegate(parent), m_words(words), m_theme(theme), m_clock(clock)
{
}

QSize SearchRowDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto *model = qobject_cast<const SearchModel *>(index.model());
    const int name = m_theme.lineHeight(TypeRole::Name);
    const int body = m_theme.lineHeight(TypeRole::Body);
    int height = 0;
    switch (model ? model->row(index.row()).what : RowKind::Heading) {
    case RowKind::Heading: height = m_theme.lineHeight(TypeRole::MetaStrong) + 16; break;
    case RowKind::Message:
    case RowKind::Archived: height = name + 2 * body + 16; break;
    case RowKind::Person:
    case RowKind::File: height = std::max(name + body, m_theme.scaled(AvatarSize)) + 18; break;
    case RowKind::MoreInChat: height = body + 14; break;
    case RowKind::AskArchives: height = body + 22; break;
    }
    return QSize(option.rect.width(), height);
}

void SearchRowDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto *model = qobject_cast<const SearchModel *>(index.model());
    if (!model)
        return;
    const SearchModel::Row &row = model->row(index.row());
    const bool selected = option.state & QStyle::State_Selected;
    const bool active = !option.widget || option.widget->window()->isActiveWindow();
    const bool hovered = option.state & QStyle::State_MouseOver && index.flags() & Qt::ItemIsSelectable;
    Place place{option.rect, option.direction, selected ? (active ? Token::Selected : Token::Chip) : hovered ? Token::Hover : Token::List, 0, 0};
    place.textLeft = option.rect.left() + Margin;
    place.textRight = option.rect.right() + 1 - Margin;

    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->fillRect(option.rect, m_theme.color(place.ground));
    if (selected) {
        painter->fillRect(place.visual(QRect(option.rect.left(), option.rect.top() + 10, 3, option.rect.height() - 20)),
                          m_theme.color(active ? Token::Accent : Token::BorderStrong, place.ground));
    }
    const int middle = option.rect.center().y();
    switch (row.what) {
    case RowKind::Heading: {
        painter->setFont(m_theme.font(TypeRole::MetaStrong));
        painter->setPen(m_theme.color(Token::Text2, place.ground));
        const int height = m_theme.lineHeight(TypeRole::MetaStrong);
        drawLeadingLine(*painter, place.visual(QRect(place.textLeft, option.rect.bottom() - height - 3, place.textRight - place.textLeft, height)),
                        place.direction, SearchWords::heading(row));
        break;
    }
    case RowKind::MoreInChat: {
        const int left = place.textLeft + m_theme.scaled(AvatarSize) + Gap;
        const int height = m_theme.lineHeight(TypeRole::Body);
        const int right = paintAccount(*painter, place, QRect(left, middle - height / 2, place.textRight - left, height), row);
        painter->setFont(m_theme.font(TypeRole::BodyStrong));
        painter->setPen(m_theme.color(Token::Link, place.ground));
        drawLeadingLine(*painter, place.visual(QRect(left, middle - height / 2, right - left, height)), place.direction,
                        m_words.moreInChat(row));
        break;
    }
    case RowKind::Message:
    case RowKind::Archived: paintHit(*painter, place, row); break;
    case RowKind::AskArchives: {
        const bool isLink = SearchModel::isAskable(row.archives);
        const int height = m_theme.lineHeight(TypeRole::Body);
        painter->setFont(m_theme.font(isLink ? TypeRole::BodyStrong : TypeRole::Body));
        painter->setPen(m_theme.color(isLink ? Token::Link : Token::Text2, place.ground));
        drawLeadingLine(*painter, place.visual(QRect(place.textLeft, middle - height / 2, place.textRight - place.textLeft, height)),
                        place.direction, SearchWords::archives(row.archives));
        break;
    }
    case RowKind::File: paintFile(*painter, place, row); break;
    case RowKind::Person: paintPerson(*painter, place, row); break;
    }
    if (option.state & QStyle::State_HasFocus && option.state & QStyle::State_KeyboardFocusChange) {
        painter->setRenderHint(QPainter::Antialiasing, false);
        painter->setPen(QPen(m_theme.color(Token::Focus, place.ground), 2));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(QRectF(option.rect).adjusted(1, 1, -1, -1));
    }
    painter->restore();
}

void SearchRowDelegate::paintHit(QPainter &painter, const Place &place, const SearchModel::Row &row) const
{
    const int size = m_theme.scaled(AvatarSize);
    const int top = place.row.top() + 8;
    // The rest of a chat stands below its first, without the picture again.
    if (row.firstOfChat) {
        // As the chat list has it: of a group the group's.
        const QRect picture = place.visual(QRect(place.textLeft, top + 2, size, size));
        if (m_words.isOfGroup(row.hit))
            paintAvatar(painter, picture, m_theme, m_words.chatName(row.hit.conversation), m_words.peer(row.hit), AvatarShape::Group);
        else
            paintAvatar(painter, picture, m_theme, m_words.senderName(row.hit), row.hit.sender, AvatarShape::Person);
    }
    const int left = place.textLeft + size + Gap;
    const int nameHeight = m_theme.lineHeight(TypeRole::Name);
    const QString time = listTimeText(row.hit.time, m_clock.now());
    painter.setFont(m_theme.font(TypeRole::Meta));
    const int timeWidth = painter.fontMetrics().horizontalAdvance(time) + 2;
    painter.setPen(m_theme.color(Token::Text3, place.ground));
    painter.drawText(place.visual(QRect(place.textRight - timeWidth, top, timeWidth, nameHeight)), Qt::AlignCenter | Qt::TextSingleLine, time);
    const int right = paintAccount(painter, place, QRect(left, top, place.textRight - timeWidth - 8 - left, nameHeight), row);
    painter.setFont(m_theme.font(row.firstOfChat ? TypeRole::Name : TypeRole::Body));
    painter.setPen(m_theme.color(row.firstOfChat ? Token::Text : Token::Text2, place.ground));
    drawLeadingLine(painter, place.visual(QRect(left, top, right - left, nameHeight)), place.direction, m_words.title(row));
    const int body = m_theme.lineHeight(TypeRole::Body);
    paintSnippet(painter, place, QRect(left, top + nameHeight, place.textRight - left, 2 * body), SearchWords::snippet(row.hit));
}

void SearchRowDelegate::paintFile(QPainter &painter, const Place &place, const SearchModel::Row &row) const
{
    const int size = m_theme.scaled(AvatarSize);
    const QRect tile(place.textLeft, place.row.center().y() - size / 2, size, size);
    paintShape(painter, place.visual(tile), 8, m_theme.color(Token::Selected, place.ground));
    const int icon = m_theme.scaled(18);
    m_theme.paintIcon(painter, place.visual(QRect(tile.left() + (size - icon) / 2, tile.top() + (size - icon) / 2, icon, icon)),
                      fileIcon(row.hit.fileName), m_theme.color(Token::Link, place.ground));
    const int left = tile.right() + 1 + Gap;
    const int name = m_theme.lineHeight(TypeRole::Name);
    const int body = m_theme.lineHeight(TypeRole::Body);
    const int top = place.row.top() + (place.row.height() - name - body) / 2;
    painter.setFont(m_theme.font(TypeRole::Name));
    painter.setPen(m_theme.color(Token::Text, place.ground));
    const SearchMatch::Snippet &snippet = row.hit.snippet;
    paintLine(painter, place, QRect(left, top, place.textRight - left, name), snippet.text, snippet.ranges,
              directionOf(snippet.text));
    const int right = paintAccount(painter, place, QRect(left, top + name, place.textRight - left, body), row);
    painter.setFont(m_theme.font(TypeRole::Body));
    painter.setPen(m_theme.color(Token::Text2, place.ground));
    drawLeadingLine(painter, place.visual(QRect(left, top + name, right - left, body)), place.direction,
                    tr("%1 \u00B7 %2").arg(isolated(m_words.chatName(row.hit.conversation)), listTimeText(row.hit.time, m_clock.now())));
}

void SearchRowDelegate::paintPerson(QPainter &painter, const Place &place, const SearchModel::Row &row) const
{
    const int size = m_theme.scaled(AvatarSize);
    paintAvatar(painter, place.visual(QRect(place.textLeft, place.row.center().y() - size / 2, size, size)), m_theme, row.person.name,
                row.person.jid, AvatarShape::Person);
    const int left = place.textLeft + size + Gap;
    const int name = m_theme.lineHeight(TypeRole::Name);
    const int body = m_theme.lineHeight(TypeRole::Body);
    const int top = place.row.top() + (place.row.height() - name - body) / 2;
    painter.setFont(m_theme.font(TypeRole::Name));
    painter.setPen(m_theme.color(Token::Text, place.ground));
    drawLeadingLine(painter, place.visual(QRect(left, top, place.textRight - left, name)), place.direction, row.person.name);
    const int right = paintAccount(painter, place, QRect(left, top + name, place.textRight - left, body), row);
    painter.setFont(m_theme.font(TypeRole::Body));
    painter.setPen(m_theme.color(Token::Text2, place.ground));
    drawLeadingLine(painter, place.visual(QRect(left, top + name, right - left, body)), place.direction, row.person.jid.toString());
}

int SearchRowDelegate::paintAccount(QPainter &painter, const Place &place, const QRect &line, const SearchModel::Row &row) const
{
    const AccountMark mark = m_words.account(row);
    const int right = line.right() + 1;
    if (mark.name.isEmpty())
        return right;
    const int width = std::min(AccountTag::width(m_theme, mark.name), line.width() / 2);
    AccountTag::paint(painter, place.visual(QRect(right - width, line.top(), width, line.height())), place.direction, m_theme, mark,
                      place.ground);
    return right - width - 8;
}

/// One line from the leading edge, its matches marked, elided at its end.
void SearchRowDelegate::paintLine(QPainter &painter, const Place &place, const QRect &rect, const QString &text,
                                  const QList<TextRange> &ranges, Qt::LayoutDirection direction) const
{
    const QString shown = painter.fontMetrics().elidedText(text, Qt::ElideRight, rect.width());
    QTextLayout layout(shown, painter.font());
    QTextOption option(Qt::AlignAbsolute | (place.direction == Qt::RightToLeft ? Qt::AlignRight : Qt::AlignLeft));
    option.setTextDirection(direction);
    option.setWrapMode(QTextOption::NoWrap);
    layout.setTextOption(option);
    QList<QTextLayout::FormatRange> formats;
    for (const TextRange &range : ranges) {
        if (range.start >= shown.size())
            break;
        QTextLayout::FormatRange format;
        format.start = int(range.start);
        format.length = int(std::min(range.length, shown.size() - range.start));
        format.format.setBackground(m_theme.color(Token::Match));
        format.format.setForeground(m_theme.color(Token::MatchText));
        formats.append(format);
    }
    layout.setFormats(formats);
    layout.beginLayout();
    QTextLine line = layout.createLine();
    if (line.isValid())
        line.setLineWidth(rect.width());
    layout.endLayout();
    if (line.isValid())
        layout.draw(&painter, QPointF(place.visual(rect).left(), rect.top() + (rect.height() - line.height()) / 2));
}

void SearchRowDelegate::paintSnippet(QPainter &painter, const Place &place, const QRect &rect, const SearchMatch::Snippet &snippet) const
{
    painter.setFont(m_theme.font(TypeRole::Body));
    painter.setPen(m_theme.color(Token::Text2, place.ground));
    // Where the first of the two lines ends.
    QTextLayout breaker(snippet.text, painter.font());
    breaker.beginLayout();
    QTextLine line = breaker.createLine();
    if (line.isValid())
        line.setLineWidth(rect.width());
    breaker.endLayout();
    const qsizetype length = line.isValid() ? line.textLength() : snippet.text.size();
    const QString first = snippet.text.first(length);
    const int height = rect.height() / 2;
    const auto part = [&](qsizetype from, qsizetype to) {
        QList<TextRange> ranges;
        for (const TextRange &range : snippet.ranges) {
            const qsizetype begin = std::max(range.start, from);
            const qsizetype end = std::min(range.start + range.length, to);
            if (begin < end)
                ranges.append({begin - from, end - begin});
        }
        return ranges;
    };
    paintLine(painter, place, QRect(rect.left(), rect.top(), rect.width(), height),
              first.endsWith(u' ') ? first.chopped(1) : first, part(0, length), directionOf(snippet.text));
    if (length < snippet.text.size()) {
        paintLine(painter, place, QRect(rect.left(), rect.top() + height, rect.width(), height), snippet.text.sliced(length),
                  part(length, snippet.text.size()), directionOf(snippet.text));
    }
}

} // namespace jackdaw
