// SPDX-License-Identifier: GPL-3.0-or-later
#include "style/Style.h"

#include "style/Looks.h"
#include "style/ScrollAccessible.h"

#include <QAbstractButton>
#include <QApplication>
#include <QDialogButtonBox>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QStyleOption>
#include <QStyleOptionButton>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {
constexpr int indicatorSize = 18;
constexpr int framePadding = 4;
constexpr int rowHeight = 32; ///< design/ui.md: least target
constexpr int rowMargin = 8;

int heightOf(ButtonSize size)
{
    switch (size) {
    case ButtonSize::Tight:
    case ButtonSize::Small: return 30;
    case ButtonSize::Normal: return 36;
    case ButtonSize::Large: return 44;
    }
    return 36;
}
} // namespace

Style::Style(const Theme &theme) : QProxyStyle(u"fusion"_s), m_theme(theme)
{
    setObjectName(u"jackdaw"_s);
    connect(&theme, &Theme::changed, this, &Style::applyToApplication);
}

void useStyle(const Theme &theme)
{
    auto *style = new Style(theme);
    QApplication::setStyle(style);
    style->applyToApplication();
    useScrollAccessible();
}

void Style::applyToApplication()
{
    QApplication::setFont(m_theme.font(TypeRole::Body));
    QApplication::setFont(m_theme.font(TypeRole::BodyStrong), "QPushButton");
    QApplication::setFont(m_theme.font(TypeRole::Message), "QLineEdit");
    QApplication::setFont(m_theme.font(TypeRole::Meta), "QTipLabel");
    QApplication::setPalette(standardPalette());
}

QPalette Style::standardPalette() const
{
    QPalette palette;
    const auto color = [this](Token token) { return m_theme.color(token); };
    palette.setColor(QPalette::Window, color(Token::Surface));
    palette.setColor(QPalette::WindowText, color(Token::Text));
    palette.setColor(QPalette::Base, color(Token::Surface));
    palette.setColor(QPalette::AlternateBase, color(Token::Sunken));
    palette.setColor(QPalette::Text, color(Token::Text));
    palette.setColor(QPalette::PlaceholderText, color(Token::Text3));
    palette.setColor(QPalette::Button, color(Token::Surface));
    palette.setColor(QPalette::ButtonText, color(Token::Text));
    palette.setColor(QPalette::BrightText, color(Token::OnAccent));
    palette.setColor(QPalette::Highlight, color(Token::Accent));
    palette.setColor(QPalette::HighlightedText, color(Token::OnAccent));
    palette.setColor(QPalette::Accent, color(Token::Accent));
    palette.setColor(QPalette::Link, color(Token::Link));
    palette.setColor(QPalette::LinkVisited, color(Token::Link));
    palette.setColor(QPalette::ToolTipBase, color(Token::TooltipGround));
    palette.setColor(QPalette::ToolTipText, color(Token::TooltipText));
    palette.setColor(QPalette::Light, color(Token::Surface));
    palette.setColor(QPalette::Midlight, color(Token::Chip));
    palette.setColor(QPalette::Mid, color(Token::Line));
    palette.setColor(QPalette::Dark, color(Token::BorderStrong));
    palette.setColor(QPalette::Shadow, color(Token::Text3));
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, color(Token::Text3));
    return palette;
}

void Style::polish(QWidget *widget)
{
    QProxyStyle::polish(widget);
    if (qobject_cast<QAbstractButton *>(widget) || widget->inherits("QComboBox") || widget->inherits("QAbstractSlider"))
        widget->setAttribute(Qt::WA_Hover);
    if (qobject_cast<QMenu *>(widget) || widget->inherits("QTipLabel") || widget->inherits("QComboBoxPrivateContainer"))
        widget->setAttribute(Qt::WA_OpaquePaintEvent, false);
    // What a message box is about is the heading of its dialog.
    if (widget->objectName() == "qt_msgbox_label"_L1)
        widget->setFont(m_theme.font(TypeRole::Heading));
}

void Style::unpolish(QWidget *widget)
{
    QProxyStyle::unpolish(widget);
}

int Style::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_ButtonMargin: return 0;
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical: return 0;
    case PM_ButtonIconSize: return m_theme.scaled(17);
    case PM_SmallIconSize:
    case PM_ListViewIconSize: return m_theme.scaled(17);
    case PM_DefaultFrameWidth:
        // The square viewport of a list stays within the round corners of its frame.
        if (widget && widget->windowType() != Qt::Popup && widget->inherits("QAbstractScrollArea"))
            return framePadding;
        return widget && (qobject_cast<const QLineEdit *>(widget) || widget->inherits("QAbstractSpinBox")) ? 2 : 1;
    case PM_FocusFrameHMargin: // beside the text of a row
        return widget && widget->inherits("QAbstractItemView") ? rowMargin : QProxyStyle::pixelMetric(metric, option, widget);
    case PM_LineEditIconSize: return m_theme.scaled(17);
    case PM_LineEditIconMargin: return 8;
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight: return m_theme.scaled(indicatorSize);
    case PM_CheckBoxLabelSpacing:
    case PM_RadioButtonLabelSpacing: return 10;
    case PM_ScrollBarExtent: return 12;
    case PM_ScrollBarSliderMin: return 32;
    case PM_ScrollView_ScrollBarSpacing:
    case PM_ScrollView_ScrollBarOverlap: return 0;
    case PM_MenuPanelWidth: return 1;
    case PM_MenuHMargin:
    case PM_MenuVMargin: return 5;
    case PM_ToolTipLabelFrameWidth: return 7;
    case PM_SliderThickness:
    case PM_SliderControlThickness:
    case PM_SliderLength: return m_theme.scaled(18) + 2 * focusRoom;
    case PM_SplitterWidth: return 1;
    case PM_LayoutLeftMargin:
    case PM_LayoutRightMargin:
    case PM_LayoutTopMargin:
    case PM_LayoutBottomMargin: return 16;
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing: return 8;
    case PM_TextCursorWidth: return 2;
    default: return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int Style::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget, QStyleHintReturn *answer) const
{
    switch (hint) {
    case SH_ToolTip_WakeUpDelay: return 600;
    case SH_ComboBox_Popup: return 1;
    case SH_ComboBox_PopupFrameStyle: return QFrame::StyledPanel | QFrame::Plain;
    case SH_Menu_SloppySubMenus:
    case SH_Menu_MouseTracking:
    case SH_Menu_Scrollable: return 1;
    case SH_Menu_FlashTriggeredItem:
    case SH_Menu_FadeOutOnHide: return 0;
    case SH_EtchDisabledText:
    case SH_DitherDisabledText: return 0;
    case SH_UnderlineShortcut: return 0;
    case SH_ScrollBar_ContextMenu: return 1;
    case SH_Slider_AbsoluteSetButtons: return Qt::LeftButton;
    case SH_Slider_PageSetButtons: return Qt::NoButton;
    case SH_DialogButtonBox_ButtonsHaveIcons: return 0;
#if !defined(Q_OS_MACOS) && !defined(Q_OS_WIN)
    // The safe button first, the primary one at the trailing edge (design/ui.md, "Buttons"): Qt has that order under this
    // name alone; GNOME's and KDE's put what destroys before Cancel.
    case SH_DialogButtonLayout: return int(QDialogButtonBox::AndroidLayout);
#endif
    case SH_Widget_Animate:
    case SH_Widget_Animation_Duration: return m_theme.motion(120);
    case SH_LineEdit_PasswordCharacter: return 0x2022;
    case SH_ToolTip_Mask:
    case SH_Menu_Mask: {
        // Rounded corners without asking for a compositor.
        auto *mask = option ? qstyleoption_cast<QStyleHintReturnMask *>(answer) : nullptr;
        if (!mask)
            return 0;
        const qreal radius = hint == SH_Menu_Mask ? 10 : 6;
        QPainterPath path;
        path.addRoundedRect(option->rect, radius, radius);
        mask->region = QRegion(path.toFillPolygon().toPolygon());
        return 1;
    }
    default: return QProxyStyle::styleHint(hint, option, widget, answer);
    }
}

QSize Style::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size, const QWidget *widget) const
{
    switch (type) {
    case CT_PushButton: {
        const ButtonSize wanted = buttonSizeOf(widget);
        const int padding = m_theme.scaled(wanted == ButtonSize::Tight ? 4 : wanted == ButtonSize::Small ? 13 : 17);
        const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
        // The contents that QPushButton measures start with the text, or with a place-holder if there is none.
        int width = size.width() + 2 * padding;
        if (button && button->features.testFlag(QStyleOptionButton::HasMenu))
            width += m_theme.scaled(20);
        const int height = qMax(m_theme.scaled(heightOf(wanted)), size.height() + 8);
        return QSize(wanted == ButtonSize::Tight ? width : qMax(width, m_theme.scaled(64)), height)
            + QSize(2 * focusRoom, 2 * focusRoom);
    }
    case CT_CheckBox:
    case CT_RadioButton: {
        const int box = m_theme.scaled(indicatorSize);
        const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
        const bool labelled = button && !(button->text.isEmpty() && button->icon.isNull());
        return QSize(box + (labelled ? 10 + size.width() : 0), qMax(box, size.height())) + QSize(2 * focusRoom, 2 * focusRoom);
    }
    case CT_LineEdit: {
        const FieldLook look = fieldLookOf(widget);
        const bool search = look == FieldLook::Search || look == FieldLook::SearchOnSunken;
        return QSize(size.width() + 24, qMax(m_theme.scaled(search ? 36 : 40), size.height() + 12));
    }
    case CT_ComboBox:
        return QSize(size.width() + m_theme.scaled(14 + 12 + 16 + 12), qMax(m_theme.scaled(34), size.height() + 10))
            + QSize(2 * focusRoom, 2 * focusRoom);
    case CT_SpinBox: return option ? spinBoxSize(*option, size) : size;
    case CT_ItemViewItem: { // of a list without rows of its own
        const QSize row = QProxyStyle::sizeFromContents(type, option, size, widget);
        return QSize(row.width(), qMax(m_theme.scaled(rowHeight), row.height()));
    }
    case CT_MenuItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option))
            return menuItemSize(*item);
        break;
    default: break;
    }
    return QProxyStyle::sizeFromContents(type, option, size, widget);
}

QRect Style::subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const
{
    const QRect rect = option->rect;
    const QRect inner = rect.adjusted(focusRoom, focusRoom, -focusRoom, -focusRoom);
    const auto leading = [&](const QRect &part) { return visualRect(option->direction, rect, part); };
    switch (element) {
    case SE_PushButtonLayoutItem:
    case SE_CheckBoxLayoutItem:
    case SE_RadioButtonLayoutItem:
    case SE_ComboBoxLayoutItem:
    case SE_SliderLayoutItem: return inner;
    case SE_PushButtonContents:
    case SE_PushButtonBevel:
    case SE_PushButtonFocusRect: return inner;
    case SE_CheckBoxIndicator:
    case SE_RadioButtonIndicator: {
        const int box = m_theme.scaled(indicatorSize);
        return leading(QRect(inner.left(), inner.center().y() - box / 2 + 1 - box % 2, box, box));
    }
    case SE_CheckBoxContents:
    case SE_RadioButtonContents: {
        const int start = m_theme.scaled(indicatorSize) + 10;
        return leading(inner.adjusted(start, -focusRoom, focusRoom, focusRoom));
    }
    case SE_CheckBoxClickRect:
    case SE_RadioButtonClickRect: return rect;
    case SE_CheckBoxFocusRect:
    case SE_RadioButtonFocusRect: return rect;
    case SE_LineEditContents: {
        if (fieldLookOf(widget) == FieldLook::Bare)
            return rect;
        return rect.adjusted(10, 2, -10, -2);
    }
    default: return QProxyStyle::subElementRect(element, option, widget);
    }
}

void Style::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    switch (element) {
    case PE_PanelButtonCommand: drawButtonPanel(*option, *painter, widget); return;
    case PE_FrameDefaultButton: return;
    case PE_FrameFocusRect: {
        // What shows focus has drawn it with its shape; views and others get the inner ring.
        if (qobject_cast<const QAbstractButton *>(widget))
            return;
        if (option->state.testFlag(State_KeyboardFocusChange))
            paintInnerFocusRing(*painter, m_theme, option->rect, 6);
        return;
    }
    case PE_PanelLineEdit:
        // That of a combo box or a spin box stands in their frame.
        if (const auto *edit = qobject_cast<const QLineEdit *>(widget); !edit || edit->hasFrame())
            drawFieldPanel(*option, *painter, widget);
        return;
    case PE_FrameLineEdit: return;
    case PE_IndicatorCheckBox: drawCheckIndicator(*option, *painter); return;
    case PE_IndicatorRadioButton: drawRadioIndicator(*option, *painter); return;
    case PE_PanelMenu:
    case PE_FrameMenu: drawMenuPanel(*option, *painter, widget); return;
    case PE_PanelTipLabel: drawTipPanel(*option, *painter); return;
    case PE_PanelItemViewItem:
    case PE_PanelItemViewRow: {
        const bool selected = option->state.testFlag(State_Selected);
        if (selected || option->state.testFlag(State_MouseOver))
            painter->fillRect(option->rect, m_theme.color(selected ? Token::Selected : Token::Hover));
        return;
    }
    case PE_Frame:
        if (widget && (widget->inherits("QComboBoxPrivateContainer") || widget->windowType() == Qt::Popup)) {
            drawMenuPanel(*option, *painter, widget);
            return;
        }
        drawFrame(*option, *painter, widget);
        return;
    case PE_PanelScrollAreaCorner: return;
    case PE_IndicatorArrowDown:
    case PE_IndicatorArrowUp:
    case PE_IndicatorArrowLeft:
    case PE_IndicatorArrowRight: {
        const QString name = element == PE_IndicatorArrowDown ? u"chevron-down"_s : element == PE_IndicatorArrowUp
            ? u"chevron-up"_s : element == PE_IndicatorArrowLeft ? u"chevron-left"_s : u"chevron-right"_s;
        const int size = qMin(16, qMin(option->rect.width(), option->rect.height()));
        QRect place(0, 0, size, size);
        place.moveCenter(option->rect.center());
        m_theme.paintIcon(*painter, place, name,
                          m_theme.color(option->state.testFlag(State_Enabled) ? Token::Text2 : Token::Text3));
        return;
    }
    default: QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void Style::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    switch (element) {
    case CE_PushButtonBevel: drawButtonPanel(*option, *painter, widget); return;
    case CE_PushButtonLabel:
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option)) {
            drawButtonLabel(*button, *painter, widget);
            return;
        }
        break;
    case CE_CheckBox:
    case CE_RadioButton:
        // Fusion asks itself where the indicator lies, not us.
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option)) {
            QStyleOptionButton part = *button;
            const bool check = element == CE_CheckBox;
            part.rect = subElementRect(check ? SE_CheckBoxIndicator : SE_RadioButtonIndicator, option, widget);
            drawPrimitive(check ? PE_IndicatorCheckBox : PE_IndicatorRadioButton, &part, painter, widget);
            part.rect = subElementRect(check ? SE_CheckBoxContents : SE_RadioButtonContents, option, widget);
            drawControl(check ? CE_CheckBoxLabel : CE_RadioButtonLabel, &part, painter, widget);
            return;
        }
        break;
    case CE_MenuItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option)) {
            drawMenuItem(*item, *painter, widget);
            return;
        }
        break;
    case CE_ItemViewItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionViewItem *>(option)) {
            QStyleOptionViewItem part = *item;
            part.palette.setColor(QPalette::HighlightedText, m_theme.color(Token::Text)); // its ground is Token::Selected
            QProxyStyle::drawControl(element, &part, painter, widget);
            return;
        }
        break;
    case CE_MenuEmptyArea:
    case CE_MenuHMargin:
    case CE_MenuVMargin: return;
    case CE_ComboBoxLabel: return; // drawn with the box
    case CE_Splitter: painter->fillRect(option->rect, m_theme.color(Token::Line)); return;
    case CE_ShapedFrame:
        if (const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option)) {
            if (frame->frameShape == QFrame::HLine || frame->frameShape == QFrame::VLine) {
                QRect line = option->rect;
                if (frame->frameShape == QFrame::HLine)
                    line = QRect(line.left(), line.center().y(), line.width(), 1);
                else
                    line = QRect(line.center().x(), line.top(), 1, line.height());
                painter->fillRect(line, m_theme.color(Token::Line));
                return;
            }
        }
        break;
    case CE_ProgressBar:
        if (const auto *bar = qstyleoption_cast<const QStyleOptionProgressBar *>(option)) {
            drawProgress(*bar, *painter);
            return;
        }
        break;
    default: break;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

QIcon Style::standardIcon(StandardPixmap icon, const QStyleOption *option, const QWidget *widget) const
{
    switch (icon) {
    case SP_MessageBoxInformation: return m_theme.icon(u"info"_s, Token::Link);
    case SP_MessageBoxQuestion: return m_theme.icon(u"info"_s, Token::Text2);
    case SP_MessageBoxWarning: return m_theme.icon(u"triangle-alert"_s, Token::Warn);
    case SP_MessageBoxCritical: return m_theme.icon(u"circle-alert"_s, Token::Bad);
    case SP_LineEditClearButton: return m_theme.icon(u"x"_s, Token::Text2);
    default: return QProxyStyle::standardIcon(icon, option, widget);
    }
}

void paintShape(QPainter &painter, const QRectF &rect, qreal radius, const QColor &fill, const QColor &border, qreal width)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const bool outlined = border.alpha() > 0;
    const qreal inset = outlined ? width / 2 : 0;
    painter.setPen(outlined ? QPen(border, width) : QPen(Qt::NoPen));
    painter.setBrush(fill.alpha() > 0 ? QBrush(fill) : QBrush(Qt::NoBrush));
    const qreal corner = qMin(radius, qMin(rect.width(), rect.height()) / 2) - inset;
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), corner, corner);
    painter.restore();
}

void paintFocusRing(QPainter &painter, const Theme &theme, const QRectF &rect, qreal radius)
{
    paintShape(painter, rect.adjusted(-4, -4, 4, 4), radius + 4, Qt::transparent, theme.color(Token::Focus), 2);
}

void paintInnerFocusRing(QPainter &painter, const Theme &theme, const QRectF &rect, qreal radius, Token ground)
{
    paintShape(painter, rect, radius, Qt::transparent, theme.color(Token::Focus, ground), 2);
}

} // namespace jackdaw
