// SPDX-License-Identifier: GPL-3.0-or-later
#include "composer/SpoilerStrip.h"

#include "style/Theme.h"
#include "widgets/Fields.h"
#include "widgets/IconButton.h"
#include "widgets/Labels.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

constexpr int longestHint = 200;

} // namespace

SpoilerStrip::SpoilerStrip(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme), m_hint(new LineEdit(theme, this))
{
    m_hint->setAccessibleName(tr("Words in place of the hidden text"));
    m_hint->setPlaceholderText(tr("What it is about (optional)"));
    m_hint->setLeadingIcon(u"eye-off"_s);
    m_hint->setMaxLength(longestHint);
    m_hint->installEventFilter(this);
    auto *close = new IconButton(theme, u"x"_s, tr("Do not hide it"), this);
    close->setDiameter(32, 16);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(10);
    row->addWidget(new Label(theme, TypeRole::MetaStrong, Token::Link, tr("Spoiler"), Label::Wrap::No, this));
    row->addWidget(m_hint, 1);
    row->addWidget(close);
    connect(close, &QAbstractButton::clicked, this, &SpoilerStrip::closeRequested);
    connect(m_hint, &QLineEdit::textEdited, this, &SpoilerStrip::hintEdited);
    hide();
}

QString SpoilerStrip::hint() const
{
    return m_hint->text().simplified();
}

void SpoilerStrip::setHint(const QString &hint)
{
    if (hint != this->hint())
        m_hint->setText(hint);
}

void SpoilerStrip::takeFocus()
{
    m_hint->setFocus(Qt::OtherFocusReason);
}

bool SpoilerStrip::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_hint || event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent *>(event)->key();
    // Only its own button opens what was to be hidden.
    if (key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Escape)
        Q_EMIT leaveRequested();
    else
        return false;
    return true;
}

void SpoilerStrip::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), m_theme.color(Token::Surface));
}

} // namespace jackdaw
