// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/LongTaskDialog.h"

#include "settings/FileField.h"
#include "style/Style.h"
#include "widgets/Buttons.h"
#include "widgets/Labels.h"

#include <QAccessible>
#include <QCheckBox>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace jackdaw {

namespace {

QHBoxLayout *lineOf(QWidget *widget, int side)
{
    auto *line = new QHBoxLayout;
    line->setContentsMargins(side, 0, side, 0);
    line->addWidget(widget);
    return line;
}

} // namespace

LongTaskDialog::LongTaskDialog(const Theme &theme, const QString &title, const QString &act, QWidget *parent)
    : QDialog(parent), m_theme(theme), m_ask(new QWidget(this)), m_fields(new QVBoxLayout(m_ask)),
      m_state(new Label(theme, TypeRole::Body, Token::Text2, {}, Label::Wrap::Yes, this)),
      m_cancel(new TextButton(tr("Cancel"), TextButton::Kind::Secondary, this)),
      m_act(new TextButton(act, TextButton::Kind::Primary, this))
{
    setWindowTitle(title);
    setAccessibleName(title);
    setAttribute(Qt::WA_DeleteOnClose);
    m_fields->setContentsMargins(0, 0, 0, 0);
    m_fields->setSpacing(12);
    m_state->hide();
    m_act->setDefault(true);
    auto *buttons = new QDialogButtonBox(this);
    buttons->addButton(m_cancel, QDialogButtonBox::RejectRole);
    buttons->addButton(m_act, QDialogButtonBox::AcceptRole);
    connect(m_cancel, &QAbstractButton::clicked, this, &LongTaskDialog::reject);
    connect(m_act, &QAbstractButton::clicked, this, [this] {
        if (m_step == Step::Done)
            accept();
        else if (m_step == Step::Asking)
            submit();
    });
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(20 - focusRoom, 20, 20 - focusRoom, 16);
    column->setSpacing(16);
    column->addWidget(m_ask);
    column->addLayout(lineOf(m_state, focusRoom));
    column->addStretch();
    column->addLayout(lineOf(buttons, focusRoom));
}

/// The ring around a check box, or a button of a field, is part of it, and would be cut off at the edge: the others stand as far in
/// as what is painted within the ring.
void LongTaskDialog::addField(QWidget *field)
{
    const bool hasRing = qobject_cast<QCheckBox *>(field) || qobject_cast<FileField *>(field);
    field->setAttribute(Qt::WA_LayoutUsesWidgetRect, hasRing);
    m_fields->addLayout(lineOf(field, hasRing ? 0 : focusRoom));
}

void LongTaskDialog::showEvent(QShowEvent *event)
{
    QDialog::showEvent(event);
    const int wanted = m_theme.scaled(460);
    const int room = parentWidget() ? parentWidget()->window()->width() - 24 : wanted;
    resize(std::min(wanted, std::max(room, minimumSizeHint().width())), height());
    grow();
}

/// To what is in it now: what is gone leaves no hole.
void LongTaskDialog::grow()
{
    resize(width(), layout()->hasHeightForWidth() ? layout()->totalHeightForWidth(width()) : sizeHint().height());
}

bool LongTaskDialog::event(QEvent *event)
{
    const bool done = QDialog::event(event);
    if (event->type() == QEvent::LayoutRequest && isVisible())
        grow();
    return done;
}

void LongTaskDialog::say(const QString &text, Token token, Tell tell)
{
    m_state->setToken(token);
    m_state->setText(text);
    m_state->setVisible(!text.isEmpty());
    if (tell == Tell::Aloud && !text.isEmpty()) {
        QAccessibleEvent alert(m_state, QAccessible::Alert);
        QAccessible::updateAccessibility(&alert);
    }
}

void LongTaskDialog::setBusy(const QString &text)
{
    m_step = Step::Busy;
    m_isToClose = false; // that was about what was under way before
    m_ask->setEnabled(false);
    m_act->setEnabled(false);
    m_cancel->setText(tr("Stop"));
    m_cancel->setFocus(Qt::OtherFocusReason); // or the focus would be nowhere
    say(text, Token::Text2, Tell::Aloud);
}

void LongTaskDialog::setReady()
{
    m_step = Step::Asking;
    m_ask->setEnabled(true);
    m_act->setEnabled(true);
    if (m_cancel->hasFocus()) // it was "Stop"; Return goes on with what was begun
        m_act->setFocus(Qt::OtherFocusReason);
    m_cancel->setEnabled(true);
    m_cancel->setText(tr("Cancel"));
    say({}, Token::Text2, Tell::Quietly);
}

void LongTaskDialog::setAct(const QString &act)
{
    m_act->setText(act);
}

void LongTaskDialog::showProgress(const QString &text, Tell tell)
{
    if (m_step == Step::Busy)
        say(text, Token::Text2, tell);
}

void LongTaskDialog::showFailure(const QString &text)
{
    const bool closes = m_isToClose;
    setReady();
    say(text, Token::Bad, Tell::Aloud);
    if (closes)
        QDialog::reject();
}

void LongTaskDialog::showDone(const QString &text)
{
    m_step = Step::Done;
    m_ask->hide();
    m_cancel->hide();
    m_act->setText(tr("Close"));
    m_act->setEnabled(true);
    m_act->setFocus(Qt::OtherFocusReason);
    say(text, Token::Text, Tell::Aloud);
    if (m_isToClose)
        accept();
}

void LongTaskDialog::reject()
{
    if (m_step == Step::Busy) {
        m_step = Step::Stopping;
        m_isToClose = sender() != m_cancel; // by Esc or by its frame
        m_cancel->setEnabled(false);
        say(tr("Stopping…"), Token::Text2, Tell::Aloud);
        Q_EMIT stopRequested();
        return;
    }
    if (m_step != Step::Stopping)
        QDialog::reject();
}

} // namespace jackdaw
