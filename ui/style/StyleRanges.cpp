// SPDX-License-Identifier: GPL-3.0-or-later
// Style: scroll bars, sliders and progress, and where the parts of complex controls lie.
#include "style/Style.h"

#include "style/Accent.h"

#include <QPainter>
#include <QStyleOption>

using namespace Qt::StringLiterals;

namespace jackdaw {

void Style::drawScrollBar(const QStyleOptionSlider &option, QPainter &painter) const
{
    const QRect thumb = subControlRect(CC_ScrollBar, &option, SC_ScrollBarSlider, nullptr);
    if (option.maximum <= option.minimum)
        return;
    const bool active = option.state & (State_MouseOver | State_Sunken);
    const int width = active ? 8 : 6;
    QRectF shape = thumb;
    if (option.orientation == Qt::Vertical)
        shape = QRectF(thumb.center().x() - width / 2.0 + 0.5, thumb.top() + 2, width, thumb.height() - 4);
    else
        shape = QRectF(thumb.left() + 2, thumb.center().y() - width / 2.0 + 0.5, thumb.width() - 4, width);
    const QColor strong = m_theme.color(Token::BorderStrong);
    paintShape(painter, shape, width / 2.0,
               m_theme.isHighContrast() || active ? strong : mixed(strong, m_theme.color(Token::Canvas), 0.5));
}

void Style::drawSlider(const QStyleOptionSlider &option, QPainter &painter) const
{
    const bool enabled = option.state.testFlag(State_Enabled);
    const QRectF handle = subControlRect(CC_Slider, &option, SC_SliderHandle, nullptr);
    const qreal middle = handle.center().y();
    const qreal inset = handle.width() / 2;
    const QRectF rect = option.rect;
    const QColor done = m_theme.color(enabled ? Token::Accent : Token::Text3);
    const QColor left = m_theme.color(m_theme.isHighContrast() ? Token::Line : Token::Chip);
    paintShape(painter, QRectF(rect.left() + inset, middle - 1.5, rect.width() - 2 * inset, 3), 1.5, left);
    const bool mirrored = option.upsideDown;
    const QRectF reached = mirrored ? QRectF(QPointF(handle.center().x(), middle - 1.5), QPointF(rect.right() - inset, middle + 1.5))
                                    : QRectF(QPointF(rect.left() + inset, middle - 1.5), QPointF(handle.center().x(), middle + 1.5));
    paintShape(painter, reached, 1.5, done);
    if (option.subControls.testFlag(SC_SliderTickmarks) && option.tickInterval > 0) {
        for (int value = option.minimum; value <= option.maximum; value += option.tickInterval) {
            const int at = sliderPositionFromValue(option.minimum, option.maximum, value, qRound(rect.width() - 2 * inset), mirrored);
            painter.fillRect(QRectF(rect.left() + inset + at - 0.5, middle - 5, 1, 10), m_theme.color(Token::BorderStrong));
        }
    }
    const QRectF knob = handle.adjusted(focusRoom, focusRoom, -focusRoom, -focusRoom);
    paintShape(painter, knob, knob.width() / 2, m_theme.color(Token::Surface), done, 2.5);
    if (option.state.testFlag(State_HasFocus) && option.state.testFlag(State_KeyboardFocusChange))
        paintFocusRing(painter, m_theme, knob, knob.width() / 2);
}

void Style::drawProgress(const QStyleOptionProgressBar &option, QPainter &painter) const
{
    const QRectF groove(option.rect.left(), option.rect.center().y() - 2, option.rect.width(), 4);
    paintShape(painter, groove, 2, m_theme.color(Token::Chip),
               m_theme.isHighContrast() ? m_theme.color(Token::Line) : QColor(Qt::transparent));
    const int range = option.maximum - option.minimum;
    if (range <= 0)
        return; // nothing loops: where the end is unknown, words say what goes on
    QRectF done = groove;
    done.setWidth(groove.width() * qreal(option.progress - option.minimum) / range);
    if (option.direction == Qt::RightToLeft)
        done.moveRight(groove.right());
    paintShape(painter, done, 2, m_theme.color(Token::Accent));
}

QRect Style::subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl sub, const QWidget *widget) const
{
    if (control == CC_ScrollBar) {
        const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option);
        if (!bar)
            return {};
        // No arrows: the groove is the whole bar.
        const bool vertical = bar->orientation == Qt::Vertical;
        const int length = vertical ? bar->rect.height() : bar->rect.width();
        const qint64 range = qint64(bar->maximum) - bar->minimum;
        int thumb = length;
        if (range > 0) {
            thumb = int(qint64(bar->pageStep) * length / (range + bar->pageStep));
            thumb = qMin(length, qMax(thumb, pixelMetric(PM_ScrollBarSliderMin, bar, widget)));
        }
        const int start = sliderPositionFromValue(bar->minimum, bar->maximum, bar->sliderPosition, length - thumb, bar->upsideDown);
        const auto part = [&](int from, int size) {
            const QRect rect = vertical ? QRect(bar->rect.left(), bar->rect.top() + from, bar->rect.width(), size)
                                        : QRect(bar->rect.left() + from, bar->rect.top(), size, bar->rect.height());
            return visualRect(bar->direction, bar->rect, rect);
        };
        switch (sub) {
        case SC_ScrollBarSlider: return part(start, thumb);
        case SC_ScrollBarSubPage: return part(0, start);
        case SC_ScrollBarAddPage: return part(start + thumb, length - start - thumb);
        case SC_ScrollBarGroove: return bar->rect;
        default: return {};
        }
    }
    if (control == CC_Slider) {
        const auto *slider = qstyleoption_cast<const QStyleOptionSlider *>(option);
        if (slider && slider->orientation == Qt::Horizontal) {
            const int length = pixelMetric(PM_SliderLength, slider, widget);
            if (sub == SC_SliderGroove)
                return slider->rect;
            if (sub == SC_SliderHandle) {
                const int at = sliderPositionFromValue(slider->minimum, slider->maximum, slider->sliderPosition,
                                                       slider->rect.width() - length, slider->upsideDown);
                return QRect(slider->rect.left() + at, slider->rect.center().y() - length / 2 + 1, length, length);
            }
        }
    }
    if (control == CC_ComboBox) {
        const QRect inner = option->rect.adjusted(focusRoom, focusRoom, -focusRoom, -focusRoom);
        switch (sub) {
        case SC_ComboBoxEditField:
            return visualRect(option->direction, option->rect,
                              inner.adjusted(m_theme.scaled(12), 2, -m_theme.scaled(36), -2));
        case SC_ComboBoxArrow:
            return visualRect(option->direction, option->rect, QRect(inner.right() - m_theme.scaled(34), inner.top(),
                                                                     m_theme.scaled(34), inner.height()));
        case SC_ComboBoxListBoxPopup: return inner;
        default: return option->rect;
        }
    }
    if (const auto *spin = control == CC_SpinBox ? qstyleoption_cast<const QStyleOptionSpinBox *>(option) : nullptr)
        return spinBoxPart(*spin, sub);
    return QProxyStyle::subControlRect(control, option, sub, widget);
}

void Style::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter, const QWidget *widget) const
{
    if (const auto *slider = qstyleoption_cast<const QStyleOptionSlider *>(option)) {
        if (control == CC_ScrollBar) {
            drawScrollBar(*slider, *painter);
            return;
        }
        if (control == CC_Slider && slider->orientation == Qt::Horizontal) {
            drawSlider(*slider, *painter);
            return;
        }
    }
    if (control == CC_ComboBox) {
        if (const auto *combo = qstyleoption_cast<const QStyleOptionComboBox *>(option)) {
            drawComboBox(*combo, *painter, widget);
            return;
        }
    }
    if (const auto *spin = control == CC_SpinBox ? qstyleoption_cast<const QStyleOptionSpinBox *>(option) : nullptr) {
        drawSpinBox(*spin, *painter, widget);
        return;
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

} // namespace jackdaw
