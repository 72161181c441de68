// SPDX-License-Identifier: GPL-3.0-or-later
// Style: menus, tooltips and combo boxes, whose lists are menus too.
#include "style/Style.h"

#include <QAction>
#include <QMenu>
#include <QPainter>
#include <QStyleOption>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

constexpr char destructiveProperty[] = "jackdawDestructive";
constexpr int sidePadding = 12;

/// "Reply\tR" is the text of an item and its shortcut.
QString labelOf(const QString &text)
{
    return text.section(u'\t', 0, 0);
}

QString shortcutOf(const QString &text)
{
    return text.section(u'\t', 1);
}

bool isDestructive(const QStyleOptionMenuItem &option, const QWidget *widget)
{
    const auto *menu = qobject_cast<const QMenu *>(widget);
    if (!menu)
        return false;
    const QAction *action = menu->actionAt(option.rect.center());
    return action && action->property(destructiveProperty).toBool();
}

} // namespace

void setDestructive(QAction *action)
{
    action->setProperty(destructiveProperty, true);
}

QSize Style::menuItemSize(const QStyleOptionMenuItem &option) const
{
    if (option.menuItemType == QStyleOptionMenuItem::Separator && option.text.isEmpty())
        return QSize(10, 11);
    const int icon = m_theme.scaled(17);
    // Widths are rounded here, and compared as they are where it is elided: a label would lose its end to a third of a pixel.
    constexpr int rounding = 1;
    int width = 2 * sidePadding + option.fontMetrics.horizontalAdvance(labelOf(option.text).remove(u'&')) + rounding;
    // A column for icons or marks, if any item of this menu has one.
    if (option.maxIconWidth > 0 || option.menuHasCheckableItems)
        width += icon + 12;
    const QString shortcut = shortcutOf(option.text);
    if (!shortcut.isEmpty())
        width += m_theme.scaled(28) + option.fontMetrics.horizontalAdvance(shortcut);
    if (option.menuItemType == QStyleOptionMenuItem::SubMenu)
        width += icon + 8;
    return QSize(qMax(width, m_theme.scaled(160)), qMax(m_theme.scaled(32), option.fontMetrics.height() + 8));
}

void Style::drawMenuPanel(const QStyleOption &option, QPainter &painter, const QWidget *) const
{
    // The corners belong to nobody: they are masked off (SH_Menu_Mask), and what the mask leaves is outline.
    painter.fillRect(option.rect, m_theme.color(Token::PopupOutline));
    paintShape(painter, option.rect, 10, m_theme.color(Token::Raised), m_theme.color(Token::PopupOutline),
               m_theme.isHighContrast() ? 2 : 1);
}

void Style::drawMenuItem(const QStyleOptionMenuItem &option, QPainter &painter, const QWidget *widget) const
{
    if (option.menuItemType == QStyleOptionMenuItem::Separator) {
        const QRect line(option.rect.left() + 6, option.rect.center().y(), option.rect.width() - 12, 1);
        if (option.text.isEmpty()) {
            painter.fillRect(line, m_theme.color(Token::Line));
        } else {
            painter.setFont(m_theme.font(TypeRole::MetaStrong));
            painter.setPen(m_theme.color(Token::Text3));
            painter.drawText(option.rect.adjusted(sidePadding, 0, -sidePadding, 0),
                             int(visualAlignment(option.direction, Qt::AlignLeft)) | Qt::AlignVCenter, option.text);
        }
        return;
    }
    const bool enabled = option.state.testFlag(State_Enabled);
    const bool current = option.state.testFlag(State_Selected) && enabled;
    const Token ground = current ? Token::Selected : Token::Raised;
    const bool list = !qobject_cast<const QMenu *>(widget); // the list of a combo box, which fills its own ground
    if (list)
        painter.fillRect(option.rect, m_theme.color(Token::Raised));
    if (current)
        paintShape(painter, list ? option.rect.adjusted(4, 1, -4, -1) : option.rect, 6, m_theme.color(Token::Selected));
    Token textToken = enabled ? Token::Text : Token::Text3;
    Token iconToken = enabled ? Token::Text2 : Token::Text3;
    if (enabled && isDestructive(option, widget))
        textToken = iconToken = Token::Bad;
    const int size = m_theme.scaled(17);
    QRect rest = option.rect.adjusted(sidePadding, 0, -sidePadding, 0);
    const auto placed = [&](const QRect &part) { return visualRect(option.direction, option.rect, part); };

    const bool marked = option.checkType != QStyleOptionMenuItem::NotCheckable;
    if (option.maxIconWidth > 0 || option.menuHasCheckableItems) {
        const QRect place(rest.left(), rest.center().y() - size / 2, size, size);
        if (marked && option.checked) {
            m_theme.paintIcon(painter, placed(place), u"check"_s, m_theme.color(Token::Link, ground));
        } else if (!option.icon.isNull()) {
            const QPixmap image = option.icon.pixmap(QSize(size, size), painter.device()->devicePixelRatioF(),
                                                     enabled ? QIcon::Normal : QIcon::Disabled);
            QPixmap shown = image;
            if (option.icon.isMask()) { // ours take the colour of the row; others, presence dots for one, have their own
                QPainter tint(&shown);
                tint.setCompositionMode(QPainter::CompositionMode_SourceIn);
                tint.fillRect(shown.rect(), m_theme.color(iconToken, ground));
            }
            painter.drawPixmap(placed(place).topLeft(), shown);
        }
        rest.setLeft(rest.left() + size + 12);
    }
    if (option.menuItemType == QStyleOptionMenuItem::SubMenu) {
        const QRect place(rest.right() - size + 1, rest.center().y() - size / 2, size, size);
        m_theme.paintIcon(painter, placed(place), u"chevron-right"_s, m_theme.color(iconToken, ground));
        rest.setRight(place.left() - 8);
    }
    painter.setFont(option.font);
    const int leading = int(visualAlignment(option.direction, Qt::AlignLeft)) | Qt::AlignVCenter;
    const int trailing = int(visualAlignment(option.direction, Qt::AlignRight)) | Qt::AlignVCenter;
    const QString shortcut = shortcutOf(option.text);
    if (!shortcut.isEmpty()) {
        painter.setPen(m_theme.color(Token::Text3, ground));
        painter.drawText(placed(rest), trailing | Qt::TextSingleLine, shortcut);
        rest.setRight(rest.right() - option.fontMetrics.horizontalAdvance(shortcut) - 12);
    }
    painter.setPen(m_theme.color(textToken, ground));
    const QString label = option.fontMetrics.elidedText(labelOf(option.text), Qt::ElideRight, rest.width(), Qt::TextShowMnemonic);
    painter.drawText(placed(rest), leading | Qt::TextSingleLine | Qt::TextHideMnemonic, label);
}

void Style::drawTipPanel(const QStyleOption &option, QPainter &painter) const
{
    painter.fillRect(option.rect, m_theme.color(Token::TooltipGround));
}

void Style::drawComboBox(const QStyleOptionComboBox &option, QPainter &painter, const QWidget *) const
{
    const QRectF rect = QRectF(option.rect).adjusted(focusRoom, focusRoom, -focusRoom, -focusRoom);
    const bool enabled = option.state.testFlag(State_Enabled);
    const bool hovered = enabled && option.state.testFlag(State_MouseOver);
    paintShape(painter, rect, 8, m_theme.color(!enabled ? Token::Chip : hovered ? Token::Hover : Token::Surface),
               m_theme.color(Token::BorderStrong), m_theme.isHighContrast() ? 2 : 1);
    if (option.state.testFlag(State_HasFocus) && option.state.testFlag(State_KeyboardFocusChange))
        paintFocusRing(painter, m_theme, rect, 8);
    const QColor color = m_theme.color(enabled ? Token::Text : Token::Text3);
    const int size = m_theme.scaled(16);
    QRect content = rect.toRect().adjusted(m_theme.scaled(14), 0, -m_theme.scaled(12), 0);
    const auto placed = [&](const QRect &part) { return visualRect(option.direction, option.rect, part); };
    const QRect arrow(content.right() - size + 1, content.center().y() - size / 2, size, size);
    m_theme.paintIcon(painter, placed(arrow), u"chevron-down"_s, color);
    if (option.editable)
        return;
    content.setRight(arrow.left() - m_theme.scaled(8));
    painter.setPen(color);
    painter.drawText(placed(content), int(visualAlignment(option.direction, Qt::AlignLeft)) | Qt::AlignVCenter | Qt::TextSingleLine,
                     option.fontMetrics.elidedText(option.currentText, Qt::ElideRight, content.width()));
}

} // namespace jackdaw
