// SPDX-License-Identifier: GPL-3.0-or-later
#include "rooms/MemberCardDialog.h"

#include "style/Direction.h"
#include "style/Theme.h"
#include "widgets/AvatarWidget.h"
#include "widgets/Buttons.h"
#include "widgets/Labels.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace jackdaw {

MemberCardDialog::MemberCardDialog(const Person &person, const Theme &theme, QWidget *parent) : QDialog(parent)
{
    setWindowTitle(tr("Profile"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(20, 20, 20, 16);
    column->setSpacing(10);
    auto *avatar = new AvatarWidget(theme, 80, this);
    avatar->setSubject(person.name, person.jid);
    avatar->setGround(Token::Surface);
    column->addWidget(avatar, 0, Qt::AlignHCenter);
    const auto say = [&](TypeRole role, Token token, const QString &text) {
        auto *label = new Label(theme, role, token, text, Label::Wrap::Yes, this);
        label->setAlignment(Qt::AlignCenter);
        column->addWidget(label);
        return label;
    };
    say(TypeRole::Title, Token::Text, isolated(person.name.simplified()));
    Label *address = say(TypeRole::Body, Token::Text2, person.jid.toString());
    address->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    address->setAccessibleName(tr("Address: %1").arg(person.jid.toString()));
    //: %1: the name of a group
    say(TypeRole::Body, Token::Text2,
        tr("In %1. They are none of your contacts: add them to see their profile, and when they are there.")
            .arg(isolated(person.group)));
    column->addSpacing(6);
    auto *close = new TextButton(tr("Close"), TextButton::Kind::Secondary, this);
    auto *add = new TextButton(tr("Add contact…"), TextButton::Kind::Secondary, this);
    auto *message = new TextButton(tr("Message"), TextButton::Kind::Primary, this);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addStretch();
    for (TextButton *button : {close, add, message})
        buttons->addWidget(button);
    column->addLayout(buttons);
    setMinimumWidth(theme.scaled(360));
    message->setDefault(true);
    message->setFocus();
    connect(close, &QAbstractButton::clicked, this, &QDialog::reject);
    connect(add, &QAbstractButton::clicked, this, [this] {
        accept();
        Q_EMIT addRequested();
    });
    connect(message, &QAbstractButton::clicked, this, [this] {
        accept();
        Q_EMIT messageRequested();
    });
}

} // namespace jackdaw
