// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/Fields.h"

#include "widgets/IconButton.h"
#include "widgets/Labels.h"

#include <QAccessible>
#include <QKeyEvent>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {
constexpr int iconMargin = 12;

bool hasDirection(const QString &text)
{
    return std::any_of(text.cbegin(), text.cend(), [](QChar c) {
        const QChar::Direction direction = c.direction();
        return direction == QChar::DirL || direction == QChar::DirR || direction == QChar::DirAL;
    });
}

} // namespace

LineEdit::LineEdit(const Theme &theme, QWidget *parent) : QLineEdit(parent), m_theme(theme)
{
    setAttribute(Qt::WA_MacShowFocusRect, false);
    connect(this, &QLineEdit::textChanged, this, &LineEdit::arrange);
    connect(&theme, &Theme::changed, this, [this] {
        arrange();
        updateGeometry();
        update();
    });
}

void LineEdit::setLeadingIcon(const QString &icon, Token token)
{
    m_leading = icon;
    m_leadingToken = token;
    arrange();
    update();
}

void LineEdit::setTrailingIcon(const QString &icon, Token token)
{
    m_trailing = icon;
    m_trailingToken = token;
    arrange();
    update();
}

void LineEdit::setTrailingWidget(QWidget *widget)
{
    m_trailingWidget = widget;
    if (widget) {
        widget->setParent(this);
        widget->setCursor(Qt::ArrowCursor);
    }
    arrange();
}

void LineEdit::setIconMetrics(int size, int gap)
{
    m_iconSize = size;
    m_iconGap = gap;
    arrange();
}

void LineEdit::arrange()
{
    const int icon = m_theme.scaled(m_iconSize);
    int start = m_leading.isEmpty() ? 0 : iconMargin - 10 + icon + m_iconGap;
    int end = m_trailing.isEmpty() ? 0 : icon + 8;
    if (m_trailingWidget && !m_trailingWidget->isHidden()) {
        const QSize size = m_trailingWidget->sizeHint().boundedTo(QSize(width(), height() - 6));
        const QRect place(width() - size.width() - 4, (height() - size.height()) / 2, size.width(), size.height());
        m_trailingWidget->setGeometry(QStyle::visualRect(layoutDirection(), rect(), place));
        end += size.width();
    }
    if (layoutDirection() == Qt::RightToLeft)
        std::swap(start, end);
    // QLineEdit rounds its text downwards: without this capitals stand a pixel below the middle, and below the icon.
    // And it raises a text of another font by all that this font is higher, where half would do: out of the field.
    const QFontMetricsF metrics(font());
    const int needed = text().isEmpty() ? 0 : qCeil(metrics.boundingRect(text()).height());
    const int higher = std::max(0, needed - fontMetrics().height());
    const QMargins margins(start, 0, end, 2 - higher);
    if (textMargins() != margins)
        setTextMargins(margins);
    // What has no direction of its own begins where the window's lines do, the caret of an empty field too.
    const bool follows = layoutDirection() == Qt::RightToLeft && !hasDirection(text());
    const Qt::Alignment side = follows ? Qt::AlignRight | Qt::AlignAbsolute : Qt::Alignment(Qt::AlignLeft);
    const Qt::Alignment begins = side | Qt::AlignVCenter;
    if (alignment() != begins)
        setAlignment(begins);
}

void LineEdit::resizeEvent(QResizeEvent *event)
{
    QLineEdit::resizeEvent(event);
    arrange();
}

void LineEdit::changeEvent(QEvent *event)
{
    QLineEdit::changeEvent(event);
    if (event->type() == QEvent::LayoutDirectionChange || event->type() == QEvent::FontChange)
        arrange();
}

void LineEdit::paintEvent(QPaintEvent *event)
{
    QLineEdit::paintEvent(event);
    if (m_leading.isEmpty() && m_trailing.isEmpty())
        return;
    QPainter painter(this);
    const int icon = m_theme.scaled(m_iconSize);
    const auto paint = [&](const QString &name, Token token, int left) {
        const QRect place = QStyle::visualRect(layoutDirection(), rect(), QRect(left, (height() - icon) / 2, icon, icon));
        m_theme.paintIcon(painter, place, name, m_theme.color(token));
    };
    if (!m_leading.isEmpty())
        paint(m_leading, m_leadingToken, iconMargin);
    if (!m_trailing.isEmpty()) {
        // A button stays where it is, so that the icon comes and goes before it.
        const int tool = m_trailingWidget && !m_trailingWidget->isHidden() ? m_trailingWidget->width() : 0;
        paint(m_trailing, m_trailingToken, width() - (tool > 0 ? tool + 8 : iconMargin) - icon);
    }
}

SearchField::SearchField(const Theme &theme, const QString &name, QWidget *parent)
    : LineEdit(theme, parent), m_clear(new IconButton(theme, u"x"_s, tr("Clear search"), this))
{
    setAccessibleName(name);
    setPlaceholderText(name);
    setFieldLook(this, FieldLook::Search);
    // Smaller than what one writes in (pictures 01, 03 and 08).
    setIconMetrics(16, 4);
    setLeadingIcon(u"search"_s);
    const auto dress = [this] { setFont(this->theme().font(TypeRole::Body)); };
    connect(&theme, &Theme::changed, this, dress);
    dress();
    m_clear->setDiameter(32, 16);
    m_clear->setFocusPolicy(Qt::NoFocus); // Esc is the key for it
    m_clear->hide();
    setTrailingWidget(m_clear);
    connect(m_clear, &QAbstractButton::clicked, this, &QLineEdit::clear);
    connect(this, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_clear->setVisible(!text.isEmpty());
        setTrailingWidget(m_clear);
    });
}

/// The window has a shortcut on Esc; while there is something to clear, the key is ours.
bool SearchField::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape && !text().isEmpty()) {
        event->accept();
        return true;
    }
    return LineEdit::event(event);
}

void SearchField::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && !text().isEmpty()) {
        clear();
        return;
    }
    LineEdit::keyPressEvent(event);
}

TextField::TextField(const Theme &theme, const QString &label, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_label(new Label(theme, TypeRole::Body, Token::Text, label)),
      m_edit(new LineEdit(theme)), m_line(new Paragraph(theme, TypeRole::Meta, Token::Text2, {}))
{
    m_label->setBuddy(m_edit);
    m_edit->setAccessibleName(label);
    m_line->hide();
    const auto heavier = [this] {
        QFont font = m_theme.font(TypeRole::Body);
        font.setWeight(m_theme.font(TypeRole::Name).weight());
        m_label->setFont(font);
    };
    heavier();
    connect(&theme, &Theme::changed, this, heavier);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addWidget(m_label);
    column->addWidget(m_edit);
    column->addWidget(m_line);
    setFocusProxy(m_edit);
    connect(m_edit, &QLineEdit::textEdited, this, &TextField::textEdited);
}

QString TextField::text() const
{
    return m_edit->text();
}

void TextField::setText(const QString &text)
{
    m_edit->setText(text);
}

void TextField::setHelp(const QString &help)
{
    m_help = help;
    if (m_state == State::Plain)
        setState(State::Plain);
}

QString TextField::line() const
{
    return m_line->text();
}

void TextField::setState(State state, const QString &words)
{
    m_state = state;
    const QString shown = state == State::Plain && words.isEmpty() ? m_help : words;
    m_line->setText(shown);
    m_line->setToken(state == State::Wrong ? Token::Bad : state == State::Good ? Token::Ok : Token::Text2);
    m_line->setVisible(!shown.isEmpty());
    setFieldLook(m_edit, state == State::Wrong ? FieldLook::Error : FieldLook::Normal);
    m_edit->setTrailingIcon(state == State::Wrong ? u"circle-alert"_s : state == State::Good ? u"circle-check"_s : QString(),
                            state == State::Wrong ? Token::Bad : Token::Ok);
    if (m_tool)
        m_edit->setTrailingWidget(m_tool);
    if (m_edit->accessibleDescription() != shown)
        m_edit->setAccessibleDescription(shown);
    if (state == State::Wrong && !shown.isEmpty()) {
        QAccessibleEvent alert(m_line, QAccessible::Alert);
        QAccessible::updateAccessibility(&alert);
    }
}

void TextField::setTool(QWidget *tool)
{
    m_tool = tool;
    m_edit->setTrailingWidget(tool);
}

PasswordField::PasswordField(const Theme &theme, const QString &label, QWidget *parent)
    : TextField(theme, label, parent), m_show(new IconButton(theme, u"eye"_s, tr("Show password")))
{
    edit()->setEchoMode(QLineEdit::Password);
    edit()->setInputMethodHints(Qt::ImhHiddenText | Qt::ImhNoAutoUppercase | Qt::ImhNoPredictiveText | Qt::ImhSensitiveData);
    m_show->setCheckable(true);
    m_show->setDiameter(32, 18);
    setTool(m_show);
    setTabOrder(edit(), m_show);
    connect(m_show, &QAbstractButton::toggled, this, [this](bool shown) {
        edit()->setEchoMode(shown ? QLineEdit::Normal : QLineEdit::Password);
        m_show->setIconName(shown ? u"eye-off"_s : u"eye"_s);
    });
}

void PasswordField::setShowName(const QString &name)
{
    m_show->setAccessibleName(name);
    m_show->setToolTip(name);
}

void PasswordField::reset()
{
    edit()->clear();
    m_show->setChecked(false);
}

} // namespace jackdaw
