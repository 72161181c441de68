// SPDX-License-Identifier: GPL-3.0-or-later
#include "chatpage/FindBar.h"

#include "search/FindModel.h"
#include "style/Direction.h"
#include "style/ErrorText.h"
#include "style/Theme.h"
#include "widgets/Fields.h"
#include "widgets/IconButton.h"
#include "widgets/Labels.h"

#include <QAccessible>
#include <QBoxLayout>
#include <QKeyEvent>
#include <QLocale>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {
constexpr int fieldWidth = 420;
}

FindBar::FindBar(const FindModel &find, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_find(find)
    , m_theme(theme)
    , m_field(new SearchField(theme, tr("Find in this chat"), this))
    , m_count(new Label(theme, TypeRole::Body, Token::Text2, {}, Label::Wrap::No, this))
    , m_previous(new IconButton(theme, u"chevron-up"_s, tr("Previous match"), this))
    , m_next(new IconButton(theme, u"chevron-down"_s, tr("Next match"), this))
    , m_close(new IconButton(theme, u"x"_s, tr("Close search"), this))
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_field->setMaxLength(500);
    m_field->installEventFilter(this);
    m_previous->setShortcutHint(QKeySequence(Qt::SHIFT | Qt::Key_F3));
    m_next->setShortcutHint(QKeySequence(Qt::Key_F3));
    m_close->setShortcutHint(QKeySequence(Qt::Key_Escape));
    auto *row = new QHBoxLayout(this);
    row->setSpacing(6);
    row->addWidget(m_field, 3);
    row->addSpacing(8);
    row->addWidget(m_count);
    row->addWidget(m_previous);
    row->addWidget(m_next);
    row->addStretch(1);
    row->addWidget(m_close);
    connect(m_field, &QLineEdit::textChanged, this, &FindBar::textEdited);
    connect(m_previous, &QAbstractButton::clicked, this, [this] { Q_EMIT stepRequested(-1); });
    connect(m_next, &QAbstractButton::clicked, this, [this] { Q_EMIT stepRequested(1); });
    connect(m_close, &QAbstractButton::clicked, this, &FindBar::closeRequested);
    connect(&find, &FindModel::changed, this, &FindBar::showState);
    connect(&theme, &Theme::changed, this, &FindBar::applyTheme);
    applyTheme();
    showState();
}

void FindBar::applyTheme()
{
    setFixedHeight(std::max(m_theme.scaled(48), m_field->sizeHint().height() + 12));
    m_field->setMaximumWidth(m_theme.scaled(fieldWidth));
    setLogicalMargins(layout(), 20, 0, 12, 1);
    update();
}

QString FindBar::text() const
{
    return m_field->text();
}

void FindBar::setText(const QString &text)
{
    const QSignalBlocker quiet(m_field);
    m_field->setText(text);
}

void FindBar::takeFocus()
{
    m_field->setFocus(Qt::ShortcutFocusReason);
    m_field->selectAll();
}

void FindBar::showState()
{
    const bool any = m_find.count() > 0;
    QString words;
    if (m_find.error())
        words = errorText(*m_find.error());
    else if (any && m_find.hasMore())
        words = tr("%L1 of more than %L2").arg(m_find.position()).arg(m_find.count());
    else if (any)
        words = tr("%L1 of %L2").arg(m_find.position()).arg(m_find.count());
    else if (!m_find.match().isEmpty() && !m_find.isSearching())
        words = m_find.isIncomplete() ? tr("Not found yet: older messages are being prepared") : tr("Not found");
    m_previous->setEnabled(any);
    m_next->setEnabled(any);
    if (words == m_count->text())
        return;
    m_count->setText(words);
    if (!words.isEmpty() && isVisible() && QAccessible::isActive()) {
        QAccessibleAnnouncementEvent event(this, words);
        event.setPoliteness(QAccessible::AnnouncementPoliteness::Polite);
        QAccessible::updateAccessibility(&event);
    }
}

void FindBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(Token::Surface));
    painter.fillRect(QRect(0, height() - 1, width(), 1), m_theme.color(Token::Line));
}

bool FindBar::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_field || event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    auto *key = static_cast<QKeyEvent *>(event);
    switch (key->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        Q_EMIT stepRequested(key->modifiers() & Qt::ShiftModifier ? -1 : 1);
        return true;
    case Qt::Key_Up: Q_EMIT stepRequested(-1); return true;
    case Qt::Key_Down: Q_EMIT stepRequested(1); return true;
    case Qt::Key_Escape: Q_EMIT closeRequested(); return true;
    default: return false;
    }
}

} // namespace jackdaw
