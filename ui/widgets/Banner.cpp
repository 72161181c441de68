// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/Banner.h"

#include <QAccessibleWidget>
#include <QPainter>
#include <QResizeEvent>
#include <QStyle>

#include <utility>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

constexpr int sidePadding = 14;
constexpr int iconPixels = 18;
constexpr int iconGap = 12;
constexpr int endPadding = 8;

class BannerAccessible : public QAccessibleWidget
{
public:
    explicit BannerAccessible(Banner *banner) : QAccessibleWidget(banner, QAccessible::AlertMessage) {}
};

/// A child counts as hidden in Qt until its parent is first shown; only what was hidden on purpose takes no room.
bool takesRoom(const QWidget *action)
{
    return !action->isHidden() || !action->testAttribute(Qt::WA_WState_ExplicitShowHide);
}

QAccessibleInterface *makeBannerAccessible(const QString &, QObject *object)
{
    auto *banner = qobject_cast<Banner *>(object);
    return banner ? new BannerAccessible(banner) : nullptr;
}

} // namespace

Banner::Banner(const Theme &theme, const QString &topic, QWidget *parent) : QWidget(parent), m_theme(theme), m_topic(topic)
{
    static const bool installed = (QAccessible::installFactory(makeBannerAccessible), true);
    Q_UNUSED(installed)
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(&theme, &Theme::changed, this, [this] {
        arrange();
        updateGeometry();
        update();
    });
}

Token Banner::sign() const
{
    return m_kind == Kind::Bad ? Token::Bad : m_kind == Kind::Warning ? Token::Warn : Token::Ok;
}

QString Banner::text() const
{
    QString text = m_strong;
    for (const QString &part : {m_plain, m_countdown}) {
        if (!part.isEmpty())
            text += (text.isEmpty() ? QString() : u" "_s) + part;
    }
    return text;
}

void Banner::setContent(Kind kind, const QString &icon, const QString &strong, const QString &plain, const QString &countdown)
{
    const bool news = kind != m_kind || strong != m_strong || plain != m_plain;
    if (!news && icon == m_icon && countdown == m_countdown)
        return;
    m_kind = kind;
    m_icon = icon;
    m_strong = strong;
    m_plain = plain;
    m_countdown = countdown;
    dressAction();
    setAccessibleName(u"%1: %2"_s.arg(m_topic, text()));
    updateGeometry();
    update();
    if (news && isVisible()) {
        QAccessibleEvent alert(this, QAccessible::Alert);
        QAccessible::updateAccessibility(&alert);
    }
}

TextButton *Banner::addAction(const QString &text)
{
    const bool first = m_actions.isEmpty();
    auto *button = new TextButton(text, first ? ButtonKind::Secondary : ButtonKind::Quiet, ButtonSize::Small, this);
    m_actions.append(button);
    dressAction();
    arrange();
    return button;
}

void Banner::setActionLook(ActionLook look)
{
    if (std::exchange(m_actionLook, look) == look)
        return;
    dressAction();
    arrange();
    updateGeometry();
}

void Banner::dressAction()
{
    if (m_actions.isEmpty())
        return;
    const bool words = m_actionLook == ActionLook::Words;
    setButtonLook(m_actions.constFirst(), words ? ButtonKind::Quiet : ButtonKind::Secondary,
                  words ? ButtonSize::Tight : ButtonSize::Small);
    setButtonTint(m_actions.constFirst(), sign());
}

void Banner::setCorners(Corners corners)
{
    m_corners = corners;
    update();
}

bool Banner::event(QEvent *event)
{
    // A button that comes or goes changes the room of the text.
    if (event->type() == QEvent::LayoutRequest || event->type() == QEvent::ChildRemoved
        || event->type() == QEvent::LayoutDirectionChange) {
        m_actions.removeIf([this](TextButton *action) { return !children().contains(action); });
        arrange();
        updateGeometry();
    }
    if (event->type() == QEvent::Show && !event->spontaneous()) {
        QAccessibleEvent alert(this, QAccessible::Alert);
        QAccessible::updateAccessibility(&alert);
    }
    return QWidget::event(event);
}

QRect Banner::textRect(int width) const
{
    const int start = sidePadding + m_theme.scaled(iconPixels) + iconGap;
    // Words alone bring room around them that is seen as the gap; a frame has to stand apart from the text.
    const bool words = m_actionLook == ActionLook::Words && !m_actions.isEmpty();
    int end = width - (words ? endPadding - focusRoom : sidePadding);
    for (const TextButton *action : m_actions) {
        if (takesRoom(action))
            end -= action->sizeHint().width();
    }
    return QRect(start, 0, qMax(40, end - start), height());
}

qreal Banner::layOut(QTextLayout &layout, int width) const
{
    const QString whole = text();
    layout.setText(whole);
    layout.setFont(m_theme.font(TypeRole::Body));
    layout.setCacheEnabled(true);
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    option.setTextDirection(whole.isRightToLeft() ? Qt::RightToLeft : Qt::LeftToRight);
    option.setAlignment(QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft) | Qt::AlignAbsolute);
    layout.setTextOption(option);
    QTextLayout::FormatRange strong;
    strong.start = 0;
    strong.length = int(m_strong.size());
    strong.format.setFontWeight(m_theme.font(TypeRole::BodyStrong).weight());
    layout.setFormats({strong});
    qreal height = 0;
    layout.beginLayout();
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(width);
        line.setPosition(QPointF(0, height));
        height += m_theme.lineHeight(TypeRole::Body);
    }
    layout.endLayout();
    return height;
}

int Banner::heightForWidth(int width) const
{
    QTextLayout layout;
    return qMax(m_theme.scaled(44), qCeil(layOut(layout, textRect(width).width())) + 2 * 12);
}

QSize Banner::sizeHint() const
{
    const int width = qMax(m_theme.scaled(360), this->width());
    return QSize(width, heightForWidth(width));
}

QSize Banner::minimumSizeHint() const
{
    // Layouts below a scroll area do not always ask for the height that belongs to the width.
    const int least = m_theme.scaled(200);
    return QSize(least, heightForWidth(qMax(least, width())));
}

void Banner::arrange()
{
    // Trailing-most first in the list: the outlined button stands before the quiet ones.
    int end = width() - endPadding + focusRoom;
    for (auto action = m_actions.crbegin(); action != m_actions.crend(); ++action) {
        if (!takesRoom(*action))
            continue;
        const QSize size = (*action)->sizeHint();
        end -= size.width();
        (*action)->setGeometry(QStyle::visualRect(layoutDirection(), rect(),
                                                  QRect(end, (height() - size.height()) / 2, size.width(), size.height())));
    }
}

void Banner::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
    if (event->oldSize().width() != width()) {
        updateGeometry();
    }
}

void Banner::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QColor ground = m_theme.color(m_kind == Kind::Bad ? Token::BadSoft : m_kind == Kind::Warning ? Token::WarnSoft : Token::OkSoft);
    const QColor sign = m_theme.color(this->sign());
    const QColor outline = m_theme.isHighContrast() ? m_theme.color(Token::BorderStrong) : QColor(Qt::transparent);
    if (m_corners == Corners::Round) {
        paintShape(painter, rect(), 8, ground, outline, 2);
    } else {
        painter.fillRect(rect(), ground);
        QColor edge = sign;
        edge.setAlphaF(m_theme.isHighContrast() ? 1.0f : 0.25f);
        painter.fillRect(QRect(0, height() - 1, width(), 1), edge);
    }
    const int icon = m_theme.scaled(iconPixels);
    const auto placed = [this](const QRect &part) { return QStyle::visualRect(layoutDirection(), rect(), part); };
    m_theme.paintIcon(painter, placed(QRect(sidePadding, (height() - icon) / 2, icon, icon)), m_icon, sign);
    const QRect room = placed(textRect(width()));
    QTextLayout layout;
    const qreal textHeight = layOut(layout, room.width());
    painter.setPen(m_theme.color(Token::Text));
    layout.draw(&painter, QPointF(room.left(), qRound((height() - textHeight) / 2)));
}

} // namespace jackdaw
