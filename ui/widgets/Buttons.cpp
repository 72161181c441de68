// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/Buttons.h"

#include <QAccessibleWidget>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

bool showsFocus(const QWidget *widget)
{
    return widget->hasFocus() && widget->window()->testAttribute(Qt::WA_KeyboardFocusChange);
}

/// Qt has no widget that says "expandable", so its state is said here.
class DisclosureAccessible : public QAccessibleWidget
{
public:
    explicit DisclosureAccessible(DisclosureButton *button) : QAccessibleWidget(button, QAccessible::Button) {}

    QString text(QAccessible::Text kind) const override
    {
        return kind == QAccessible::Name ? button()->text() : QAccessibleWidget::text(kind);
    }
    QAccessible::State state() const override
    {
        QAccessible::State state = QAccessibleWidget::state();
        state.expandable = true;
        state.expanded = button()->isExpanded();
        state.collapsed = !button()->isExpanded();
        return state;
    }
    QStringList actionNames() const override { return {pressAction()}; }
    void doAction(const QString &name) override
    {
        if (name == pressAction() && button()->isEnabled())
            button()->click();
    }

private:
    DisclosureButton *button() const { return static_cast<DisclosureButton *>(widget()); }
};

QAccessibleInterface *makeAccessible(const QString &, QObject *object)
{
    auto *button = qobject_cast<DisclosureButton *>(object);
    return button ? new DisclosureAccessible(button) : nullptr;
}

} // namespace

TextButton::TextButton(const QString &text, Kind kind, Size size, QWidget *parent)
    : QPushButton(text, parent), m_kind(kind), m_size(size)
{
    setAutoDefault(false);
    setButtonLook(this, kind, size);
}

TextButton::TextButton(const QString &text, Kind kind, QWidget *parent) : TextButton(text, kind, Size::Normal, parent) {}

void TextButton::setKind(Kind kind)
{
    m_kind = kind;
    setButtonLook(this, kind, m_size);
}

DisclosureButton::DisclosureButton(const Theme &theme, const QString &text, QWidget *parent)
    : QAbstractButton(parent), m_theme(theme)
{
    static const bool installed = (QAccessible::installFactory(makeAccessible), true);
    Q_UNUSED(installed)
    setText(text);
    setCheckable(true);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
    connect(this, &QAbstractButton::toggled, this, [this] {
        QAccessible::State changed;
        changed.expanded = true;
        changed.collapsed = true;
        QAccessibleStateChangeEvent event(this, changed);
        QAccessible::updateAccessibility(&event);
    });
}

QSize DisclosureButton::sizeHint() const
{
    const QFontMetrics metrics(m_theme.font(TypeRole::Body));
    return QSize(m_theme.scaled(16) + 8 + metrics.horizontalAdvance(text()) + 2, qMax(m_theme.scaled(32), metrics.height() + 8));
}

void DisclosureButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const int size = m_theme.scaled(16);
    const QColor color = m_theme.color(!isEnabled() ? Token::Text3 : underMouse() ? Token::Text : Token::Text2);
    const auto placed = [this](const QRect &part) { return QStyle::visualRect(layoutDirection(), rect(), part); };
    m_theme.paintIcon(painter, placed(QRect(0, (height() - size) / 2, size, size)),
                      isExpanded() ? u"chevron-down"_s : u"chevron-right"_s, color);
    painter.setFont(m_theme.font(TypeRole::Body));
    painter.setPen(color);
    painter.drawText(placed(rect().adjusted(size + 8, 0, 0, 0)),
                     int(QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft)) | Qt::AlignVCenter, text());
    if (showsFocus(this))
        paintInnerFocusRing(painter, m_theme, rect(), 6);
}

ChoiceCard::ChoiceCard(const Theme &theme, const QString &icon, const QString &title, const QString &help, QWidget *parent)
    : QAbstractButton(parent), m_theme(theme), m_iconName(icon), m_help(help)
{
    setText(title);
    setAccessibleName(title);
    setAccessibleDescription(help);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

QSize ChoiceCard::sizeHint() const
{
    const int lines = m_theme.lineHeight(TypeRole::NameStrong) + m_theme.lineHeight(TypeRole::Body);
    return QSize(m_theme.scaled(360), lines + 2 * m_theme.scaled(16));
}

QSize ChoiceCard::minimumSizeHint() const
{
    return QSize(m_theme.scaled(160), sizeHint().height());
}

void ChoiceCard::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QRect whole = rect();
    const Token ground = isDown() ? Token::Chip : underMouse() && isEnabled() ? Token::Hover : Token::Surface;
    paintShape(painter, whole, 12, m_theme.color(ground), m_theme.color(Token::Line), m_theme.isHighContrast() ? 2 : 1);
    if (showsFocus(this))
        paintInnerFocusRing(painter, m_theme, whole, 12);
    const auto placed = [&](const QRect &part) { return QStyle::visualRect(layoutDirection(), whole, part); };
    const int leading = int(QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft)) | Qt::AlignVCenter;
    const int icon = m_theme.scaled(24);
    const int chevron = m_theme.scaled(18);
    const int pad = m_theme.scaled(18);
    m_theme.paintIcon(painter, placed(QRect(pad, (height() - icon) / 2, icon, icon)), m_iconName, m_theme.color(Token::Text2));
    m_theme.paintIcon(painter, placed(QRect(width() - pad - chevron, (height() - chevron) / 2, chevron, chevron)),
                      u"chevron-right"_s, m_theme.color(Token::Text2));
    const int first = m_theme.lineHeight(TypeRole::NameStrong);
    const int second = m_theme.lineHeight(TypeRole::Body);
    QRect text(pad + icon + m_theme.scaled(14), (height() - first - second) / 2, 0, first);
    text.setRight(width() - pad - chevron - m_theme.scaled(12));
    const auto line = [&](TypeRole role, Token token, const QRect &place, const QString &words) {
        painter.setFont(m_theme.font(role));
        painter.setPen(m_theme.color(isEnabled() ? token : Token::Text3));
        painter.drawText(placed(place), leading, painter.fontMetrics().elidedText(words, Qt::ElideRight, place.width()));
    };
    line(TypeRole::NameStrong, Token::Text, text, this->text());
    text.translate(0, first);
    text.setHeight(second);
    line(TypeRole::Body, Token::Text2, text, m_help);
}

} // namespace jackdaw
