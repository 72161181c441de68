// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/PresenceSettingsPage.h"

#include "widgets/Buttons.h"
#include "widgets/Card.h"

#include <QLineEdit>
#include <QLocale>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QTimeEdit>

namespace jackdaw {

PresenceSettingsPage::PresenceSettingsPage(const Theme &theme, Preferences &preferences, QWidget *parent)
    : SettingsPage(theme, tr("Presence and alerts"), parent)
{
    addHeading(tr("When nobody is at this computer"));
    Card *away = addCard();
    addSwitch(away, preferences, tr("Say that I am away"), tr("Also when the screen is locked. Do not disturb stays as it is."),
              &Preferences::autoAway, &Preferences::setAutoAway);
    const QString minutes = tr(" min");
    SettingsRow *after = addNumber(away, preferences, tr("Away after"), {}, minutes, 1, 240, &Preferences::awayAfter,
                                   &Preferences::setAwayAfter);
    SettingsRow *afterLong = addNumber(away, preferences, tr("Away for long after"), {}, minutes, 2, 1440, &Preferences::awayForLongAfter,
                                       &Preferences::setAwayForLongAfter);
    addSwitch(away, preferences, tr("Tell since when"),
              tr("People who may see your presence see since when nobody has used this computer."), &Preferences::tellIdleTime,
              &Preferences::setTellIdleTime);
    addHeading(tr("Presence log"));
    Card *log = addCard();
    addSwitch(log, preferences, tr("Keep when watched people were available"),
              tr("On this computer only, for the bars of the presence board. Ask the people whether they agree."),
              &Preferences::presenceLog, &Preferences::setPresenceLog);
    SettingsRow *days = addNumber(log, preferences, tr("Keep it for"), {}, tr(" days"), 1, 365, &Preferences::presenceLogDays,
                                  &Preferences::setPresenceLogDays);
    auto *erase = new TextButton(tr("Erase the log…"), TextButton::Kind::Destructive, TextButton::Size::Small);
    connect(erase, &QAbstractButton::clicked, this, &PresenceSettingsPage::askToErase);
    log->addRow(new SettingsRow(theme, tr("What is kept"), tr("The menu of somebody on the board erases theirs alone."), erase));
    addHeading(tr("Rules"));
    Card *quiet = addCard();
    addSwitch(quiet, preferences, tr("Quiet hours"), tr("No rule tells you anything then; what is still so is told at their end."),
              &Preferences::quietHours, &Preferences::setQuietHours);
    SettingsRow *from = addTime(quiet, preferences, tr("Quiet from"), &Preferences::quietFrom, &Preferences::setQuietFrom);
    SettingsRow *to = addTime(quiet, preferences, tr("Quiet until"), &Preferences::quietTo, &Preferences::setQuietTo);
    finish();
    const auto follow = [=, &preferences] {
        for (SettingsRow *row : {after, afterLong})
            row->setEnabled(preferences.autoAway() || preferences.tellIdleTime());
        days->setEnabled(preferences.presenceLog());
        for (SettingsRow *row : {from, to})
            row->setEnabled(preferences.quietHours());
    };
    follow();
    connect(&preferences, &Preferences::changed, this, follow);
}

void PresenceSettingsPage::askToErase()
{
    auto *box = new QMessageBox(QMessageBox::Question, tr("Erase the presence log"),
                                tr("Erase when all people were available? What was logged on this computer is gone for good."),
                                QMessageBox::Cancel, window());
    const QPushButton *act = box->addButton(tr("Erase the log"), QMessageBox::DestructiveRole);
    box->setDefaultButton(QMessageBox::Cancel);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setWindowModality(Qt::WindowModal);
    connect(box, &QMessageBox::buttonClicked, this, [this, act](const QAbstractButton *button) {
        if (button == act)
            Q_EMIT eraseLogRequested();
    });
    box->open();
}

SettingsRow *PresenceSettingsPage::addNumber(Card *card, Preferences &preferences, const QString &title, const QString &help,
                                             const QString &unit, int from, int to, int (Preferences::*get)() const,
                                             void (Preferences::*set)(int))
{
    auto *field = new QSpinBox;
    field->setAccessibleName(title);
    field->findChild<QLineEdit *>()->setAccessibleName(title);
    field->setRange(from, to);
    field->setSuffix(unit);
    field->setKeyboardTracking(false); // what is half typed is no wish
    keepWheel(field);
    const auto show = [field, get, &preferences] {
        const QSignalBlocker quiet(field);
        field->setValue((preferences.*get)());
    };
    show();
    connect(&preferences, &Preferences::changed, field, show);
    connect(field, &QSpinBox::valueChanged, &preferences, [&preferences, set](int value) { (preferences.*set)(value); });
    auto *row = new SettingsRow(theme(), title, help, field);
    card->addRow(row);
    return row;
}

SettingsRow *PresenceSettingsPage::addTime(Card *card, Preferences &preferences, const QString &title, int (Preferences::*get)() const,
                                           void (Preferences::*set)(int))
{
    auto *field = new QTimeEdit;
    field->setAccessibleName(title);
    field->findChild<QLineEdit *>()->setAccessibleName(title);
    field->setDisplayFormat(QLocale().timeFormat(QLocale::ShortFormat));
    field->setKeyboardTracking(false);
    keepWheel(field);
    const auto show = [field, get, &preferences] {
        const QSignalBlocker quiet(field);
        field->setTime(QTime(0, 0).addSecs((preferences.*get)() * 60));
    };
    show();
    connect(&preferences, &Preferences::changed, field, show);
    connect(field, &QTimeEdit::timeChanged, &preferences,
            [&preferences, set](QTime time) { (preferences.*set)(time.hour() * 60 + time.minute()); });
    auto *row = new SettingsRow(theme(), title, {}, field);
    card->addRow(row);
    return row;
}

} // namespace jackdaw
