// SPDX-License-Identifier: GPL-3.0-or-later
#include "rooms/AttendanceDialog.h"

#include "style/Direction.h"
#include "style/Theme.h"
#include "widgets/Buttons.h"
#include "widgets/Labels.h"

#include <QDialogButtonBox>
#include <QListWidget>
#include <QVBoxLayout>
#include <algorithm>

namespace jackdaw {

AttendanceDialog::AttendanceDialog(const QString &group, const QString &when, const Attendance &attendance, const Theme &theme, QWidget *parent)
    : QDialog(parent)
{
    setWindowTitle(tr("Who was here"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(20, 20, 20, 16);
    column->setSpacing(12);
    const auto say = [&](const QString &text) {
        column->addWidget(new Label(theme, TypeRole::Body, Token::Text2, text, Label::Wrap::Yes, this));
    };
    //: the name of a group, and a moment or a day
    say(tr("In %1, %2").arg(isolated(group), when));
    if (attendance.sight == Attendance::Sight::None)
        say(tr("Not known: you were not in the group then, it was too large, or it is too long ago."));
    if (attendance.sight == Attendance::Sight::Partly)
        say(tr("You were not in the group all the time. Somebody may be missing."));
    auto *list = new QListWidget(this);
    list->setAccessibleName(tr("Who was here"));
    list->setMinimumSize(theme.scaled(320), theme.scaled(200));
    list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list->setTextElideMode(Qt::ElideRight);
    QStringList people = attendance.people;
    std::sort(people.begin(), people.end(), [](const QString &a, const QString &b) { return a.localeAwareCompare(b) < 0; });
    for (const QString &nick : std::as_const(people)) {
        auto *row = new QListWidgetItem(isolated(nick.simplified()), list);
        row->setSizeHint(QSize(0, theme.scaled(32)));
    }
    list->setVisible(!people.isEmpty());
    column->addWidget(list, 1);
    auto *buttons = new QDialogButtonBox(this);
    auto *close = new TextButton(tr("Close"), TextButton::Kind::Secondary, this);
    buttons->addButton(close, QDialogButtonBox::RejectRole);
    column->addWidget(buttons);
    connect(close, &QAbstractButton::clicked, this, &QDialog::reject);
    people.isEmpty() ? close->setFocus() : list->setFocus();
}

} // namespace jackdaw
