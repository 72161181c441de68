// SPDX-License-Identifier: GPL-3.0-or-later
#include "composer/StickerGrid.h"

#include "style/Style.h"
#include "style/Theme.h"

#include <QKeyEvent>
#include <QPainter>
#include <QStyledItemDelegate>

namespace jackdaw {

namespace {

constexpr int stickerCell = 84;
constexpr int stickerInset = 6;

class StickerDelegate : public QStyledItemDelegate
{
public:
    StickerDelegate(const Theme &theme, PictureCache &pictures, QObject *parent)
        : QStyledItemDelegate(parent), m_theme(theme), m_pictures(pictures) {}

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        return QSize(m_theme.scaled(stickerCell), m_theme.scaled(stickerCell));
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const bool isCurrent = option.state & QStyle::State_Selected;
        const QRectF plate = QRectF(option.rect).adjusted(1, 1, -1, -1);
        if (isCurrent || (option.state & QStyle::State_MouseOver))
            paintShape(*painter, plate, 8, m_theme.color(isCurrent ? Token::Selected : Token::Hover));
        if (option.state & QStyle::State_HasFocus)
            paintInnerFocusRing(*painter, m_theme, plate, 8, Token::Raised);
        const QRect room = option.rect.adjusted(stickerInset, stickerInset, -stickerInset, -stickerInset);
        const QString path = index.data(Qt::UserRole).toString();
        const qreal ratio = painter->device()->devicePixelRatioF();
        const QPixmap picture = path.isEmpty() ? QPixmap() : m_pictures.picture(path, room.size(), ratio).pixmap;
        if (!picture.isNull()) {
            QRectF target(QPointF(0, 0), picture.deviceIndependentSize());
            if (target.width() > room.width() || target.height() > room.height())
                target.setSize(target.size().scaled(room.size(), Qt::KeepAspectRatio));
            target.moveCenter(QRectF(room).center());
            painter->setRenderHint(QPainter::SmoothPixmapTransform);
            painter->drawPixmap(target, picture, QRectF(picture.rect()));
            return;
        }
        // What stands for it, where it is not here.
        paintShape(*painter, QRectF(room), 10, m_theme.color(Token::Sunken));
        painter->setPen(m_theme.color(Token::Text2));
        painter->setFont(m_theme.font(TypeRole::Title));
        const QString words = index.data(Qt::DisplayRole).toString();
        painter->drawText(room, int(Qt::AlignCenter) | int(Qt::TextSingleLine),
                          painter->fontMetrics().elidedText(words, Qt::ElideRight, room.width() - 8));
    }

private:
    const Theme &m_theme;
    PictureCache &m_pictures;
};

} // namespace

void StickerListModel::setCells(const QList<StickerCell> &cells)
{
    if (cells == m_cells)
        return;
    beginResetModel();
    m_cells = cells;
    endResetModel();
}

QVariant StickerListModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_cells.size())
        return {};
    const StickerCell &cell = m_cells.at(index.row());
    switch (role) {
    case Qt::DisplayRole: return cell.description;
    case Qt::UserRole: return cell.path;
    case Qt::AccessibleTextRole:
        return cell.description.isEmpty() ? StickerGrid::tr("Sticker")
                                          : StickerGrid::tr("Sticker: %1").arg(cell.description);
    default: return {};
    }
}

StickerGrid::StickerGrid(const Theme &theme, QWidget *parent)
    : QListView(parent)
    , m_theme(theme)
{
    setAccessibleName(tr("Stickers"));
    setModel(&m_model);
    setItemDelegate(new StickerDelegate(theme, m_pictures, this));
    setViewMode(IconMode);
    setMovement(Static);
    setResizeMode(Adjust);
    setUniformItemSizes(true);
    setFrameShape(QFrame::NoFrame);
    setSelectionMode(SingleSelection);
    setEditTriggers(NoEditTriggers);
    setTabKeyNavigation(false);
    setMouseTracking(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(ScrollPerPixel);
    viewport()->setAutoFillBackground(false);
    resizeCells();
    connect(&theme, &Theme::changed, this, &StickerGrid::resizeCells);
    connect(&m_pictures, &PictureCache::ready, viewport(), qOverload<>(&QWidget::update));
    connect(this, &QAbstractItemView::clicked, this, &StickerGrid::choose);
}

void StickerGrid::resizeCells()
{
    setGridSize(QSize(m_theme.scaled(stickerCell), m_theme.scaled(stickerCell)));
}

void StickerGrid::setCells(const QList<StickerCell> &cells)
{
    m_model.setCells(cells);
    scrollToTop();
}

void StickerGrid::enter()
{
    if (!currentIndex().isValid())
        setCurrentIndex(m_model.index(0, 0));
    setFocus(Qt::TabFocusReason);
}

void StickerGrid::choose(const QModelIndex &index)
{
    if (index.isValid())
        Q_EMIT chosen(m_model.cells().at(index.row()));
}

void StickerGrid::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QListView::currentChanged(current, previous);
    Q_EMIT named(current.data(Qt::DisplayRole).toString());
}

void StickerGrid::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Return: case Qt::Key_Enter: case Qt::Key_Space:
        choose(currentIndex());
        return;
    case Qt::Key_Up:
        if (!currentIndex().isValid() || visualRect(currentIndex()).top() <= visualRect(m_model.index(0, 0)).top()) {
            Q_EMIT leftUpwards();
            return;
        }
        break;
    default:
        // Letters are for the search, the rest for who is around.
        if (!event->text().isEmpty() && event->text().at(0).isPrint()) {
            event->ignore();
            return;
        }
        break;
    }
    QListView::keyPressEvent(event);
}

} // namespace jackdaw
