// SPDX-License-Identifier: GPL-3.0-or-later
#include "trust/DeviceList.h"

#include "style/Direction.h"
#include "style/Style.h"
#include "style/Theme.h"
#include "trust/TrustText.h"
#include "widgets/Painting.h"

#include <QPainter>
#include <QPainterPath>
#include <QSignalBlocker>
#include <QStyledItemDelegate>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

constexpr int lineRole = Qt::UserRole + 1;
constexpr int rowHeight = 60;
constexpr int margin = 16;
constexpr int iconSize = 22;
constexpr int gap = 14;
constexpr int pillHeight = 26;
constexpr int pillPadding = 10;
constexpr int pillIcon = 14;

/// What the user ought to look at stands above.
int rank(const KnownDevice &device)
{
    if (device.refused.isValid())
        return 0;
    if (!device.isListed())
        return 5;
    if (device.isThis || (device.isNews && device.trust != DeviceTrust::Verified))
        return 1;
    switch (device.trust) {
    case DeviceTrust::Undecided: return 1;
    case DeviceTrust::Verified: return 2;
    case DeviceTrust::Blind: return 3;
    case DeviceTrust::Distrusted: return 4;
    }
    return 5;
}

/// What the card around the list leaves of it: its line and its round corners stay whole.
QPainterPath insideOfFrame(const QWidget *list)
{
    const auto *view = qobject_cast<const QAbstractItemView *>(list);
    QPainterPath path;
    path.addRoundedRect(view ? QRectF(view->viewport()->rect()).adjusted(1, 1, -1, -1) : QRectF(), 11, 11);
    return path;
}

class DeviceDelegate : public QStyledItemDelegate
{
public:
    DeviceDelegate(const Theme &theme, const QList<KnownDevice> &devices, QObject *parent)
        : QStyledItemDelegate(parent), m_theme(theme), m_devices(devices)
    {
    }

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        const int words = m_theme.lineHeight(TypeRole::Name) + m_theme.lineHeight(TypeRole::Meta) + 20;
        return QSize(10, std::max(m_theme.scaled(rowHeight), words));
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const QRect all = option.rect;
        const TrustLook look = trustLook(m_devices.at(index.row()));
        const bool selected = option.state & QStyle::State_Selected;
        const bool hovered = option.state & QStyle::State_MouseOver;
        const Token ground = selected ? Token::Selected : hovered ? Token::Hover : Token::Surface;
        const auto placed = [&](const QRect &logical) { return QStyle::visualRect(option.direction, all, logical); };
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setClipPath(insideOfFrame(option.widget), Qt::IntersectClip);
        painter->fillRect(all, m_theme.color(ground));
        if (index.row() > 0)
            painter->fillRect(QRect(all.left(), all.top(), all.width(), 1), m_theme.color(Token::Line));

        const int side = m_theme.scaled(iconSize);
        m_theme.paintIcon(*painter, placed(QRect(all.left() + margin, all.center().y() - side / 2, side, side)),
                          deviceIcon(m_devices.at(index.row())), m_theme.color(Token::Text2, ground));
        QFont font = m_theme.font(TypeRole::Body);
        font.setWeight(QFont::Medium);
        const int icon = look.icon.isEmpty() ? 0 : m_theme.scaled(pillIcon) + 6;
        const int pill = QFontMetrics(font).horizontalAdvance(look.word) + icon + 2 * pillPadding;
        const int height = m_theme.scaled(pillHeight);
        const QRect pillRect(all.right() + 1 - margin - pill, all.center().y() - height / 2 + 1, pill, height);
        const QColor color = m_theme.color(look.color, m_theme.isHighContrast() ? ground : look.fill);
        paintShape(*painter, placed(pillRect), height / 2.0,
                   m_theme.isHighContrast() ? QColor(Qt::transparent) : m_theme.color(look.fill),
                   m_theme.isHighContrast() ? color : QColor(Qt::transparent));
        if (icon > 0) {
            const int small = m_theme.scaled(pillIcon);
            m_theme.paintIcon(*painter, placed(QRect(pillRect.left() + pillPadding, pillRect.center().y() - small / 2 + 1, small, small)),
                              look.icon, color);
        }
        painter->setFont(font);
        painter->setPen(color);
        painter->drawText(placed(pillRect.adjusted(pillPadding + icon, 0, -pillPadding + 2, 0)), Qt::AlignCenter | Qt::TextSingleLine, look.word);

        const int left = all.left() + margin + side + gap;
        const int width = pillRect.left() - 10 - left;
        const int first = m_theme.lineHeight(TypeRole::Name);
        const int second = m_theme.lineHeight(TypeRole::Meta);
        const int top = all.top() + (all.height() - first - second) / 2;
        painter->setFont(m_theme.font(TypeRole::Name));
        painter->setPen(m_theme.color(Token::Text, ground));
        drawLeadingLine(*painter, placed(QRect(left, top, width, first)), option.direction, index.data(Qt::DisplayRole).toString());
        painter->setFont(m_theme.font(TypeRole::Meta));
        painter->setPen(m_theme.color(Token::Text2, ground));
        drawLeadingLine(*painter, placed(QRect(left, top + first, width, second)), option.direction, index.data(lineRole).toString());
        if (option.state & QStyle::State_HasFocus && option.state & QStyle::State_KeyboardFocusChange) {
            painter->setPen(QPen(m_theme.color(Token::Focus, ground), 2));
            painter->setBrush(Qt::NoBrush);
            painter->drawRect(QRectF(all).adjusted(1, 1, -1, -1));
        }
        painter->restore();
    }

private:
    const Theme &m_theme;
    const QList<KnownDevice> &m_devices;
};

} // namespace

DeviceList::DeviceList(const Theme &theme, const QString &name, QWidget *parent) : QListWidget(parent), m_theme(theme)
{
    setAccessibleName(name);
    setItemDelegate(new DeviceDelegate(theme, m_devices, this));
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setUniformItemSizes(true);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    viewport()->setAutoFillBackground(false);
    connect(this, &QListWidget::currentRowChanged, this, &DeviceList::choiceChanged);
    connect(&theme, &Theme::changed, this, [this] {
        doItemsLayout();
        updateGeometry();
    });
}

void DeviceList::setDevices(const QList<KnownDevice> &devices, qint64 now)
{
    const auto before = chosen();
    QList<KnownDevice> shown;
    for (const KnownDevice &each : devices) {
        if (each.isListed() || each.identity.isValid())
            shown.append(each);
    }
    std::stable_sort(shown.begin(), shown.end(), [](const KnownDevice &a, const KnownDevice &b) { return rank(a) < rank(b); });
    {
        const QSignalBlocker quiet(this);
        clear();
        m_devices = shown;
        int row = shown.isEmpty() ? -1 : 0;
        for (int i = 0; i < shown.size(); ++i) {
            const KnownDevice &each = shown.at(i);
            auto *item = new QListWidgetItem(deviceName(each), this);
            item->setData(lineRole, deviceLine(each, now));
            item->setData(Qt::AccessibleTextRole, QStringList{deviceName(each), trustLook(each).word, deviceLine(each, now)}.join(u", "_s));
            if (before && each.device == before->device)
                row = i;
        }
        setCurrentRow(row);
    }
    updateGeometry();
    Q_EMIT choiceChanged();
}

std::optional<KnownDevice> DeviceList::chosen() const
{
    const int row = currentRow();
    return row >= 0 && row < m_devices.size() ? std::optional(m_devices.at(row)) : std::nullopt;
}

QSize DeviceList::sizeHint() const
{
    const int row = count() > 0 ? sizeHintForRow(0) : m_theme.scaled(rowHeight);
    return QSize(m_theme.scaled(320), row * std::max(1, count()));
}

QSize DeviceList::minimumSizeHint() const
{
    return QSize(m_theme.scaled(200), std::min(sizeHint().height(), m_theme.scaled(2 * rowHeight)));
}

} // namespace jackdaw
