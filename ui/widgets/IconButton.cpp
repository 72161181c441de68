// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/IconButton.h"

#include "style/Style.h"

#include <QAccessibleWidget>
#include <QHelpEvent>
#include <QMenu>
#include <QPainter>
#include <QStyleOptionToolButton>
#include <QToolTip>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

/// Qt calls a checkable tool button a check box; ours are buttons that stay down, and say so by their state.
class IconButtonAccessible : public QAccessibleWidget
{
public:
    explicit IconButtonAccessible(IconButton *button) : QAccessibleWidget(button, QAccessible::Button) {}

    QAccessible::Role role() const override { return button()->opensMenu() ? QAccessible::ButtonMenu : QAccessible::Button; }
    QAccessible::State state() const override
    {
        QAccessible::State state = QAccessibleWidget::state();
        state.checkable = button()->isCheckable();
        state.checked = button()->isChecked();
        state.pressed = button()->isDown();
        state.hasPopup = button()->opensMenu();
        return state;
    }
    QStringList actionNames() const override
    {
        if (!button()->isEnabled())
            return {};
        QStringList names{button()->menu() ? showMenuAction() : pressAction()};
        if (button()->isCheckable())
            names += toggleAction();
        return names;
    }
    void doAction(const QString &name) override
    {
        if (!button()->isEnabled())
            return;
        if (name == showMenuAction() || (name == pressAction() && button()->menu()))
            button()->showMenu();
        else if (name == pressAction() || name == toggleAction())
            button()->click();
    }

private:
    IconButton *button() const { return static_cast<IconButton *>(widget()); }
};

QAccessibleInterface *makeIconAccessible(const QString &, QObject *object)
{
    auto *button = qobject_cast<IconButton *>(object);
    return button ? new IconButtonAccessible(button) : nullptr;
}

} // namespace

QString tooltipMarkup(const Theme &theme, const QString &name, const QKeySequence &keys)
{
    QString markup = u"<span style='white-space:pre'>%1</span>"_s.arg(name.toHtmlEscaped());
    if (!keys.isEmpty()) {
        markup += u" <span style='white-space:pre;color:%1'>%2</span>"_s.arg(
            theme.color(Token::TooltipText2).name(), keys.toString(QKeySequence::NativeText).toHtmlEscaped());
    }
    return markup;
}

IconButton::IconButton(const Theme &theme, const QString &icon, const QString &name, QWidget *parent)
    : QToolButton(parent), m_theme(theme), m_iconName(icon)
{
    static const bool installed = (QAccessible::installFactory(makeIconAccessible), true);
    Q_UNUSED(installed)
    setName(name);
    setFocusPolicy(Qt::TabFocus);
    setPopupMode(QToolButton::InstantPopup);
    setAttribute(Qt::WA_Hover);
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
    connect(this, &QAbstractButton::toggled, this, [this] {
        QAccessible::State changed;
        changed.checked = true;
        QAccessibleStateChangeEvent event(this, changed);
        QAccessible::updateAccessibility(&event);
    });
}

void IconButton::setName(const QString &name)
{
    Q_ASSERT(!name.isEmpty());
    setAccessibleName(name);
    setToolTip(name); // for the accessibility tree; what is shown is made in event()
}

void IconButton::setIconName(const QString &icon)
{
    m_iconName = icon;
    update();
}

void IconButton::setShortcutHint(const QKeySequence &keys)
{
    m_keys = keys;
}

void IconButton::setLook(Look look)
{
    m_look = look;
    update();
}

void IconButton::setDiameter(int logicalPixels, int iconPixels)
{
    m_diameter = logicalPixels;
    m_iconSize = iconPixels;
    updateGeometry();
}

void IconButton::setToken(Token token)
{
    m_token = token;
    update();
}

QSize IconButton::sizeHint() const
{
    return QSize(m_theme.scaled(m_diameter), m_theme.scaled(m_diameter));
}

bool IconButton::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        QToolTip::showText(static_cast<QHelpEvent *>(event)->globalPos(),
                           tooltipMarkup(m_theme, toolTip(), m_keys), this);
        return true;
    }
    return QToolButton::event(event);
}

void IconButton::paintEvent(QPaintEvent *)
{
    QStyleOptionToolButton option;
    initStyleOption(&option);
    const bool pressed = isEnabled() && (isDown() || option.state.testFlag(QStyle::State_Sunken));
    const bool hovered = isEnabled() && option.state.testFlag(QStyle::State_MouseOver);
    const bool on = isCheckable() && isChecked();
    QColor fill = Qt::transparent;
    // Without a ground of its own `text3` would look as `text2` does: as light as a graphic may be (design/ui.md,
    // "Colour tokens").
    Token token = isEnabled() ? m_token : Token::BorderStrong;
    if (m_look == Look::Filled) {
        fill = m_theme.color(!isEnabled() ? Token::Chip : pressed ? Token::AccentPressed : hovered ? Token::AccentHover
                                                                                                   : Token::Accent);
        token = isEnabled() ? Token::OnAccent : Token::Text3;
    } else if (on) {
        fill = m_theme.color(Token::Selected);
        if (isEnabled())
            token = Token::Link;
    } else if (pressed) {
        fill = m_theme.color(Token::Chip);
    } else if (hovered) {
        fill = m_theme.color(Token::Hover);
    }
    QPainter painter(this);
    const QRectF whole = rect();
    const bool focused = option.state.testFlag(QStyle::State_HasFocus) && option.state.testFlag(QStyle::State_KeyboardFocusChange);
    const bool outlined = m_theme.isHighContrast() && isEnabled() && (m_look == Look::Filled || hovered || pressed);
    if (fill.alpha() > 0 || outlined) {
        // With the ring inside the button, the fill draws back behind it.
        const qreal inset = focused ? 4 : 0;
        paintShape(painter, whole.adjusted(inset, inset, -inset, -inset), focused ? 5 : 8, fill,
                   outlined ? m_theme.color(Token::BorderStrong) : QColor(Qt::transparent), 2);
    }
    if (focused)
        paintInnerFocusRing(painter, m_theme, whole, 8);
    const int size = m_theme.scaled(m_iconSize);
    QRectF place(0, 0, size, size);
    place.moveCenter(whole.center());
    m_theme.paintIcon(painter, place, m_iconName, m_theme.color(token, on ? Token::Selected : Token::Surface));
}

} // namespace jackdaw
