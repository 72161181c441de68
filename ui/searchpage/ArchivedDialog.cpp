// SPDX-License-Identifier: GPL-3.0-or-later
#include "searchpage/ArchivedDialog.h"

#include "style/Theme.h"
#include "style/TimeText.h"
#include "widgets/Buttons.h"
#include "widgets/Labels.h"

#include <QDialogButtonBox>
#include <QPlainTextEdit>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace jackdaw {

ArchivedDialog::ArchivedDialog(const QString &title, const ArchivedMessage &message, const Theme &theme, QWidget *parent) : QDialog(parent)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Message on the server"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(20, 20, 20, 20);
    column->setSpacing(8);
    column->addWidget(new Label(theme, TypeRole::Heading, Token::Text, title, Label::Wrap::Yes, this));
    column->addWidget(new Label(theme, TypeRole::Meta, Token::Text2, fullTimeText(message.time), Label::Wrap::No, this));
    // Plain text by its nature: nothing that others wrote is ever markup here.
    auto *text = new QPlainTextEdit(this);
    text->setReadOnly(true);
    text->setTabChangesFocus(true);
    text->setAccessibleName(tr("Message"));
    text->setMinimumSize(theme.scaled(360), theme.scaled(140));
    text->setFont(theme.font(TypeRole::Message));
    column->addWidget(text, 1);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    if (message.spoiler) {
        text->setPlainText(message.spoiler->isEmpty() ? tr("Its sender hid this text.") : tr("Hidden: %1").arg(*message.spoiler));
        auto *show = new TextButton(tr("Show spoiler"), TextButton::Kind::Secondary, this);
        buttons->addButton(show, QDialogButtonBox::ActionRole);
        connect(show, &QAbstractButton::clicked, this, [text, show, body = message.body] {
            text->setPlainText(body);
            show->hide();
        });
    } else {
        text->setPlainText(message.body);
    }
    if (message.conversation.isValid()) {
        auto *go = new TextButton(tr("Go to that day"), TextButton::Kind::Primary, this);
        buttons->addButton(go, QDialogButtonBox::AcceptRole);
        connect(go, &QAbstractButton::clicked, this, [this] {
            Q_EMIT timeRequested();
            close();
        });
    }
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    column->addWidget(buttons);
    text->setFocus(Qt::PopupFocusReason);
}

} // namespace jackdaw
