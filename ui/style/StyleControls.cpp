// SPDX-License-Identifier: GPL-3.0-or-later
// Style: buttons, fields, check boxes and radio buttons.
#include "style/Looks.h"
#include "style/Style.h"

#include <QAbstractButton>
#include <QAbstractScrollArea>
#include <QCoreApplication>
#include <QEvent>
#include <QLineEdit>
#include <QPainter>
#include <QPlainTextEdit>
#include <QStyleOption>
#include <QTextEdit>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

constexpr char kindProperty[] = "jackdawButtonKind";
constexpr char sizeProperty[] = "jackdawButtonSize";
constexpr char tintProperty[] = "jackdawButtonTint";
constexpr char fieldProperty[] = "jackdawFieldLook";

template<class T>
T lookOf(const QWidget *widget, const char *name, T fallback)
{
    if (!widget)
        return fallback;
    const QVariant value = widget->property(name);
    return value.isValid() ? T(value.toInt()) : fallback;
}

bool isDefault(const QStyleOption &option)
{
    const auto *button = qstyleoption_cast<const QStyleOptionButton *>(&option);
    return button && button->features.testFlag(QStyleOptionButton::DefaultButton);
}

ButtonKind kindOf(const QStyleOption &option, const QWidget *widget)
{
    const ButtonKind kind = lookOf(widget, kindProperty, ButtonKind::Automatic);
    if (kind != ButtonKind::Automatic)
        return kind;
    return isDefault(option) ? ButtonKind::Primary : ButtonKind::Secondary;
}

bool showsFocus(const QStyleOption &option)
{
    return option.state.testFlag(QStyle::State_HasFocus) && option.state.testFlag(QStyle::State_KeyboardFocusChange);
}

} // namespace

ButtonSize buttonSizeOf(const QWidget *widget)
{
    return lookOf(widget, sizeProperty, ButtonSize::Normal);
}

FieldLook fieldLookOf(const QWidget *widget)
{
    return lookOf(widget, fieldProperty, FieldLook::Normal);
}

void setButtonLook(QAbstractButton *button, ButtonKind kind, ButtonSize size)
{
    const QVariant before = button->property(sizeProperty);
    button->setProperty(kindProperty, int(kind));
    button->setProperty(sizeProperty, int(size));
    if (before.isValid() && before.toInt() != int(size)) {
        QEvent change(QEvent::StyleChange); // else Qt keeps the size that it has measured
        QCoreApplication::sendEvent(button, &change);
    }
    button->updateGeometry();
    button->update();
}

void setButtonTint(QAbstractButton *button, Token tint)
{
    button->setProperty(tintProperty, int(tint));
    button->update();
}

void setFieldLook(QLineEdit *field, FieldLook look)
{
    field->setProperty(fieldProperty, int(look));
    field->update();
}

void Style::drawButtonPanel(const QStyleOption &option, QPainter &painter, const QWidget *widget) const
{
    const QRectF rect = QRectF(option.rect).adjusted(focusRoom, focusRoom, -focusRoom, -focusRoom);
    constexpr qreal radius = 8;
    const ButtonKind kind = kindOf(option, widget);
    const bool enabled = option.state.testFlag(State_Enabled);
    const bool pressed = enabled && (option.state & (State_Sunken | State_On));
    const bool hovered = enabled && option.state.testFlag(State_MouseOver);
    QColor fill = Qt::transparent;
    QColor border = Qt::transparent;
    if (!enabled) {
        if (kind != ButtonKind::Quiet)
            fill = m_theme.color(Token::Chip);
        if (m_theme.isHighContrast())
            border = m_theme.color(Token::BorderStrong);
    } else if (kind == ButtonKind::Primary) {
        fill = m_theme.color(pressed ? Token::AccentPressed : hovered ? Token::AccentHover : Token::Accent);
    } else {
        if (pressed)
            fill = m_theme.color(Token::Chip);
        else if (hovered)
            fill = m_theme.color(Token::Hover);
        const int tint = lookOf(widget, tintProperty, -1);
        if (tint >= 0) {
            // On a status colour a grey fill looks like a hole: a veil of the tint instead.
            fill = m_theme.color(Token(tint));
            if (kind != ButtonKind::Quiet)
                border = fill;
            fill.setAlphaF(pressed ? 0.24f : hovered ? 0.12f : 0.0f);
        } else if (kind == ButtonKind::Destructive) {
            border = m_theme.color(Token::Bad);
            if (pressed || hovered)
                fill = m_theme.color(Token::BadSoft);
        } else if (kind == ButtonKind::Secondary) {
            border = m_theme.color(Token::BorderStrong);
        }
    }
    paintShape(painter, rect, radius, fill, border, m_theme.isHighContrast() ? 2 : 1);
    if (showsFocus(option))
        paintFocusRing(painter, m_theme, rect, radius);
}

void Style::drawButtonLabel(const QStyleOptionButton &option, QPainter &painter, const QWidget *widget) const
{
    const ButtonKind kind = kindOf(option, widget);
    Token token = Token::Text;
    if (!option.state.testFlag(State_Enabled))
        token = Token::Text3;
    else if (kind == ButtonKind::Primary)
        token = Token::OnAccent;
    else if (kind == ButtonKind::Destructive)
        token = Token::Bad;
    else if (kind == ButtonKind::Quiet)
        token = Token(lookOf(widget, tintProperty, int(Token::Text)));
    const QColor color = m_theme.color(token);
    QRect rect = option.rect;
    const bool menu = option.features.testFlag(QStyleOptionButton::HasMenu);
    const int arrow = m_theme.scaled(16);
    const int iconSize = option.icon.isNull() ? 0 : option.iconSize.width();
    const int gap = iconSize > 0 && !option.text.isEmpty() ? m_theme.scaled(8) : 0;
    const int textWidth = option.fontMetrics.size(Qt::TextShowMnemonic, option.text).width();
    const int room = rect.width() - m_theme.scaled(8);
    const int total = qMin(room, iconSize + gap + textWidth + (menu ? arrow + 4 : 0));
    QRect content(rect.center().x() - total / 2 + 1 - total % 2, rect.top(), total, rect.height());
    const auto placed = [&](const QRect &part) { return visualRect(option.direction, content, part); };
    if (iconSize > 0) {
        const QRect place(content.left(), content.center().y() - iconSize / 2, iconSize, iconSize);
        option.icon.paint(&painter, placed(place), Qt::AlignCenter,
                          option.state.testFlag(State_Enabled) ? QIcon::Normal : QIcon::Disabled);
    }
    QRect text = content.adjusted(iconSize + gap, 0, menu ? -(arrow + 4) : 0, 0);
    painter.setPen(color);
    const QString shown = textWidth > text.width()
        ? option.fontMetrics.elidedText(option.text, Qt::ElideRight, text.width(), Qt::TextShowMnemonic) : option.text;
    painter.drawText(placed(text), int(Qt::AlignCenter) | Qt::TextHideMnemonic | Qt::TextSingleLine, shown);
    if (menu) {
        const QRect place(content.right() - arrow + 1, content.center().y() - arrow / 2, arrow, arrow);
        m_theme.paintIcon(painter, placed(place), u"chevron-down"_s, color);
    }
}

void Style::drawFieldPanel(const QStyleOption &option, QPainter &painter, const QWidget *widget) const
{
    const FieldLook look = fieldLookOf(widget);
    if (look == FieldLook::Bare)
        return;
    const bool enabled = option.state.testFlag(State_Enabled);
    const bool focused = option.state.testFlag(State_HasFocus) && enabled;
    QColor fill = m_theme.color(!enabled ? Token::Chip : look == FieldLook::Search ? Token::Sunken : Token::Surface);
    const bool isQuiet = look == FieldLook::Search || look == FieldLook::SearchOnSunken;
    QColor border = m_theme.color(isQuiet ? Token::Line : Token::BorderStrong);
    qreal width = m_theme.isHighContrast() ? 2 : 1;
    if (focused) {
        border = m_theme.color(Token::Focus);
        width = 2;
    }
    if (look == FieldLook::Error) {
        border = m_theme.color(Token::Bad);
        width = focused ? 3 : 2;
    }
    paintShape(painter, option.rect, 8, fill, border, width);
}

/// Around a list, a table or a text: whole at its corners, and where one writes in it a field (WCAG 2.1, 1.4.11).
void Style::drawFrame(const QStyleOption &option, QPainter &painter, const QWidget *widget) const
{
    const bool enabled = option.state.testFlag(State_Enabled);
    const auto *plain = qobject_cast<const QPlainTextEdit *>(widget);
    const auto *rich = qobject_cast<const QTextEdit *>(widget);
    const bool isField = (plain && !plain->isReadOnly()) || (rich && !rich->isReadOnly());
    const bool focused = isField && enabled && option.state.testFlag(State_HasFocus);
    const Token border = focused ? Token::Focus : isField ? Token::BorderStrong : Token::Line;
    const bool filled = qobject_cast<const QAbstractScrollArea *>(widget);
    paintShape(painter, option.rect, 8, filled ? option.palette.color(QPalette::Base) : QColor(Qt::transparent),
               m_theme.color(border), focused || m_theme.isHighContrast() ? 2 : 1);
}

void Style::drawCheckIndicator(const QStyleOption &option, QPainter &painter) const
{
    const QRectF rect = option.rect;
    const bool enabled = option.state.testFlag(State_Enabled);
    const bool set = option.state.testFlag(State_On) || option.state.testFlag(State_NoChange);
    const bool hovered = enabled && option.state.testFlag(State_MouseOver);
    if (set) {
        const QColor fill = m_theme.color(!enabled ? Token::Chip : option.state.testFlag(State_Sunken) ? Token::AccentPressed
                                          : hovered ? Token::AccentHover : Token::Accent);
        const QColor mark = m_theme.color(enabled ? Token::OnAccent : Token::Text3);
        paintShape(painter, rect, 5, fill);
        painter.save();
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(mark, rect.width() / 9, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        const auto at = [&](qreal x, qreal y) { return QPointF(rect.x() + rect.width() * x, rect.y() + rect.height() * y); };
        if (option.state.testFlag(State_NoChange))
            painter.drawLine(at(0.28, 0.5), at(0.72, 0.5));
        else
            painter.drawPolyline(QPolygonF{at(0.25, 0.52), at(0.43, 0.69), at(0.75, 0.33)});
        painter.restore();
    } else {
        paintShape(painter, rect, 5, m_theme.color(!enabled ? Token::Chip : hovered ? Token::Hover : Token::Surface),
                   m_theme.color(Token::BorderStrong), m_theme.isHighContrast() ? 2 : 1);
    }
    if (showsFocus(option))
        paintFocusRing(painter, m_theme, rect, 5);
}

void Style::drawRadioIndicator(const QStyleOption &option, QPainter &painter) const
{
    const QRectF rect = option.rect;
    const bool enabled = option.state.testFlag(State_Enabled);
    const bool hovered = enabled && option.state.testFlag(State_MouseOver);
    if (option.state.testFlag(State_On)) {
        paintShape(painter, rect, rect.width() / 2,
                   m_theme.color(!enabled ? Token::Chip : hovered ? Token::AccentHover : Token::Accent));
        const qreal inset = rect.width() * 0.32;
        paintShape(painter, rect.adjusted(inset, inset, -inset, -inset), rect.width(),
                   m_theme.color(enabled ? Token::OnAccent : Token::Text3));
    } else {
        paintShape(painter, rect, rect.width() / 2,
                   m_theme.color(!enabled ? Token::Chip : hovered ? Token::Hover : Token::Surface),
                   m_theme.color(Token::BorderStrong), m_theme.isHighContrast() ? 2 : 1);
    }
    if (showsFocus(option))
        paintFocusRing(painter, m_theme, rect, rect.width() / 2);
}

} // namespace jackdaw
