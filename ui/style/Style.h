// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "style/Theme.h"

#include <QProxyStyle>

QT_BEGIN_NAMESPACE
class QAbstractButton;
class QAction;
class QLineEdit;
class QStyleOptionButton;
class QStyleOptionComboBox;
class QStyleOptionMenuItem;
class QStyleOptionProgressBar;
class QStyleOptionSlider;
class QStyleOptionSpinBox;
QT_END_NAMESPACE

namespace jackdaw {

/// How every standard widget looks (picture 14): Fusion's behaviour with our painting, in the colours and fonts of Theme.
/// Made once by useStyle(), owned by QApplication, GUI thread. Widgets of our own say what they are through the
/// functions below; plain Qt widgets (message boxes, file dialogs) come out right without.
class Style : public QProxyStyle
{
    Q_OBJECT
public:
    explicit Style(const Theme &theme);

    const Theme &theme() const { return m_theme; }

    QPalette standardPalette() const override;
    void polish(QWidget *widget) override;
    void unpolish(QWidget *widget) override;
    using QProxyStyle::polish;
    using QProxyStyle::unpolish;
    int pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const override;
    int styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                  QStyleHintReturn *answer) const override;
    QSize sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                           const QWidget *widget) const override;
    QRect subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const override;
    QRect subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl sub,
                         const QWidget *widget) const override;
    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget) const override;
    void drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                     const QWidget *widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                            const QWidget *widget) const override;
    QIcon standardIcon(StandardPixmap icon, const QStyleOption *option, const QWidget *widget) const override;

private:
    friend void useStyle(const Theme &theme);
    void applyToApplication();

    // Style.cpp
    void drawButtonPanel(const QStyleOption &option, QPainter &painter, const QWidget *widget) const;
    void drawButtonLabel(const QStyleOptionButton &option, QPainter &painter, const QWidget *widget) const;
    void drawFieldPanel(const QStyleOption &option, QPainter &painter, const QWidget *widget) const;
    void drawFrame(const QStyleOption &option, QPainter &painter, const QWidget *widget) const;
    void drawCheckIndicator(const QStyleOption &option, QPainter &painter) const;
    void drawRadioIndicator(const QStyleOption &option, QPainter &painter) const;
    // StyleMenus.cpp
    void drawMenuPanel(const QStyleOption &option, QPainter &painter, const QWidget *widget) const;
    void drawMenuItem(const QStyleOptionMenuItem &option, QPainter &painter, const QWidget *widget) const;
    QSize menuItemSize(const QStyleOptionMenuItem &option) const;
    void drawTipPanel(const QStyleOption &option, QPainter &painter) const;
    void drawComboBox(const QStyleOptionComboBox &option, QPainter &painter, const QWidget *widget) const;
    // StyleRanges.cpp
    void drawScrollBar(const QStyleOptionSlider &option, QPainter &painter) const;
    void drawSlider(const QStyleOptionSlider &option, QPainter &painter) const;
    void drawProgress(const QStyleOptionProgressBar &option, QPainter &painter) const;
    // StyleSpins.cpp
    QSize spinBoxSize(const QStyleOption &option, const QSize &text) const;
    QRect spinBoxPart(const QStyleOptionSpinBox &option, SubControl sub) const;
    void drawSpinBox(const QStyleOptionSpinBox &option, QPainter &painter, const QWidget *widget) const;

    const Theme &m_theme;
};

/// Makes the style and hands it to QApplication. `theme` must outlive the application's widgets.
void useStyle(const Theme &theme);

enum class ButtonKind {
    Automatic,  ///< secondary, or primary if it is the default button of its dialog
    Primary, Secondary, Quiet, Destructive
};
enum class ButtonSize { Tight, Small, Normal, Large }; ///< 30 with less room beside the words, 30, 36 and 44 high
void setButtonLook(QAbstractButton *button, ButtonKind kind, ButtonSize size = ButtonSize::Normal);
/// A secondary button outlined in a status colour, as banners have it; of a quiet one the words are in that colour.
void setButtonTint(QAbstractButton *button, Token tint);

enum class FieldLook {
    Normal,
    Search, ///< sunken, with a quiet outline
    SearchOnSunken, ///< the same where the ground is sunken itself
    Error,  ///< 2 px `bad` border
    Bare    ///< paints nothing: sits in something that looks like a field
};
void setFieldLook(QLineEdit *field, FieldLook look);

/// A destructive entry of a menu is in `bad`.
void setDestructive(QAction *action);

/// Room around a button for its focus ring, inside the widget's own rectangle. Layouts do not count it; one that has a
/// button at the edge of its parent needs a margin of as much, or the parent cuts the ring.
constexpr int focusRoom = 4;

/// The ring of keyboard focus around `rect` (the painted shape, `radius` its corner), 2 px at 2 px distance.
void paintFocusRing(QPainter &painter, const Theme &theme, const QRectF &rect, qreal radius);
/// The same inside `rect`, for rows and fields, on a ground that may be inverted.
void paintInnerFocusRing(QPainter &painter, const Theme &theme, const QRectF &rect, qreal radius,
                         Token ground = Token::Surface);
/// A rounded shape with crisp edges: `fill` and `border` may be transparent.
void paintShape(QPainter &painter, const QRectF &rect, qreal radius, const QColor &fill,
                const QColor &border = Qt::transparent, qreal width = 1);

} // namespace jackdaw
