// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/AskDialog.h"

#include "widgets/Buttons.h"
#include "widgets/Labels.h"

#include <QDialogButtonBox>
#include <QKeyEvent>
#include <QVBoxLayout>

namespace jackdaw {

AskDialog::AskDialog(const Theme &theme, const QString &title, const QString &act, QWidget *parent)
    : QDialog(parent), m_theme(theme)
{
    setWindowTitle(title);
    setAttribute(Qt::WA_DeleteOnClose);
    m_fields = new QVBoxLayout;
    m_fields->setSpacing(12);
    m_error = new Label(theme, TypeRole::Body, Token::Bad, {}, Label::Wrap::Yes, this);
    m_error->hide();

    auto *buttons = new QDialogButtonBox(this);
    auto *cancel = new TextButton(tr("Cancel"), TextButton::Kind::Secondary, this);
    m_act = new TextButton(act, TextButton::Kind::Primary, this);
    m_act->setDefault(true);
    buttons->addButton(cancel, QDialogButtonBox::RejectRole);
    buttons->addButton(m_act, QDialogButtonBox::AcceptRole);
    connect(cancel, &QAbstractButton::clicked, this, &QDialog::reject);
    connect(m_act, &QAbstractButton::clicked, this, [this] { submit(); });

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 20, 20, 16);
    layout->setSpacing(16);
    layout->addLayout(m_fields);
    layout->addWidget(m_error);
    layout->addStretch();
    layout->addWidget(buttons);
}

void AskDialog::showEvent(QShowEvent *event)
{
    QDialog::showEvent(event);
    const int wanted = m_theme.scaled(400);
    const int room = parentWidget() ? parentWidget()->window()->width() - 24 : wanted;
    const int width = std::min(wanted, room);
    resize(width, layout()->hasHeightForWidth() ? layout()->totalHeightForWidth(width) : sizeHint().height());
}

bool AskDialog::event(QEvent *event)
{
    const bool done = QDialog::event(event);
    // An error that comes takes room of its own instead of that of the fields.
    if (event->type() == QEvent::LayoutRequest && isVisible()) {
        const int needed = layout()->hasHeightForWidth() ? layout()->totalHeightForWidth(width()) : sizeHint().height();
        if (needed > height())
            resize(width(), needed);
    }
    return done;
}

void AskDialog::setDestructive()
{
    m_act->setKind(TextButton::Kind::Destructive);
    m_isDestructive = true;
}

void AskDialog::keyPressEvent(QKeyEvent *event)
{
    const bool isReturn = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isReturn && m_isDestructive && !m_act->hasFocus())
        return;
    QDialog::keyPressEvent(event);
}

void AskDialog::setBusy()
{
    m_error->hide();
    m_act->setEnabled(false);
}

void AskDialog::setReady()
{
    m_act->setEnabled(true);
}

void AskDialog::showError(const QString &text, Again again)
{
    m_error->setText(text);
    m_error->show();
    m_act->setEnabled(again == Again::Possible);
}

} // namespace jackdaw
