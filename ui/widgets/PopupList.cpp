// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/PopupList.h"

#include "style/Direction.h"
#include "style/Style.h"
#include "style/Theme.h"

#include <QPainter>
#include <QPainterPath>
#include <QStyledItemDelegate>

namespace jackdaw {

namespace {

constexpr int rowHeight = 34;
constexpr int cornerRadius = 10;
constexpr int rowInset = 4;
constexpr int textPadding = 10;

class PopupRowDelegate : public QStyledItemDelegate
{
public:
    PopupRowDelegate(const Theme &theme, QObject *parent) : QStyledItemDelegate(parent), m_theme(theme) {}

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override { return {0, m_theme.scaled(rowHeight)}; }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const bool chosen = option.state & QStyle::State_Selected;
        const Token ground = chosen ? Token::Selected : Token::Raised;
        if (chosen)
            paintShape(*painter, option.rect.adjusted(rowInset, 2, -rowInset, -2), 8, m_theme.color(ground));
        painter->setFont(m_theme.font(TypeRole::Body));
        painter->setPen(m_theme.color(Token::Text, ground));
        const QRect place = option.rect.adjusted(rowInset + textPadding, 0, -rowInset - textPadding, 0);
        const int alignment = int(QStyle::visualAlignment(option.direction, Qt::AlignLeft)) | Qt::AlignVCenter | Qt::TextSingleLine;
        painter->drawText(place, alignment, isolated(painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, place.width())));
    }

private:
    const Theme &m_theme;
};

} // namespace

PopupList::PopupList(const Theme &theme) : m_theme(theme)
{
    // The completer makes it a popup only later, and the frame of those is a menu's.
    setWindowFlags(Qt::Popup);
    setFrameShape(StyledPanel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setEditTriggers(NoEditTriggers);
    setMouseTracking(true);
    viewport()->setAutoFillBackground(false); // what the frame paints has round corners
    connect(this, &QAbstractItemView::entered, this, &QAbstractItemView::setCurrentIndex);
}

void PopupList::dressRows()
{
    setItemDelegate(new PopupRowDelegate(m_theme, this));
}

void PopupList::resizeEvent(QResizeEvent *event)
{
    QListView::resizeEvent(event);
    QPainterPath outline;
    outline.addRoundedRect(rect(), cornerRadius, cornerRadius);
    setMask(QRegion(outline.toFillPolygon().toPolygon()));
}

} // namespace jackdaw
