// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/PresenceSettingsPage.h"

#include "widgets/Buttons.h"
#include "widgets/Card.h"
#include "widgets/Fields.h"
#include "widgets/Labels.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QLineEdit>
#include <QLocale>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QTimeEdit>
#include <QVBoxLayout>

namespace jackdaw {

PresenceSettingsPage::PresenceSettingsPage(const Theme &theme, Preferences &preferences, const SettingsFacts &facts, QWidget *parent)
    : SettingsPage(theme, tr("Presence and alerts"), parent), m_idleNote(new QWidget)
{
    addHeading(tr("When nobody is at this computer"));
    auto *note = new QVBoxLayout(m_idleNote);
    note->setContentsMargins(0, 0, 0, 14); // of addNote(), and it goes with the words
    note->addWidget(new Label(theme, TypeRole::Body, Token::Text2, {}, Label::Wrap::Yes));
    content()->addWidget(m_idleNote);
    setIdleTime(facts.idleTime);
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
    addHeading(tr("Working hours"));
    Card *work = addCard();
    addSwitch(work, preferences, tr("Keep working hours"),
              tr("Outside of them others see that you are away for long. What you choose until a time holds all the same."),
              &Preferences::workingHours, &Preferences::setWorkingHours);
    QWidget *workDays = addDays(work, preferences);
    SettingsRow *workFrom = addTime(work, preferences, tr("Work begins"), &Preferences::workFrom, &Preferences::setWorkFrom);
    SettingsRow *workTo = addTime(work, preferences, tr("Work ends"), &Preferences::workTo, &Preferences::setWorkTo);
    QWidget *workText = addText(work, preferences, tr("What others see then"), {}, tr("Back in the morning"), &Preferences::workText,
                                    &Preferences::setWorkText);
    addHeading(tr("Out of office"));
    Card *office = addCard();
    auto *when = new QComboBox;
    when->setAccessibleName(tr("Answer people who write"));
    when->addItems({tr("Never"), tr("Outside working hours"), tr("Always")});
    keepWheel(when);
    when->setCurrentIndex(int(preferences.outOfOffice()));
    connect(when, &QComboBox::currentIndexChanged, &preferences,
            [&preferences](int index) { preferences.setOutOfOffice(Preferences::OutOfOffice(index)); });
    office->addRow(new SettingsRow(theme, tr("Answer people who write"),
                                   tr("Contacts who see your presence are answered once a day each, groups and programs never."), when));
    QWidget *answer = addText(office, preferences, tr("The answer"), tr("Nothing is sent while this is empty."),
                                  tr("I am out of office until Monday."), &Preferences::outOfOfficeText, &Preferences::setOutOfOfficeText);
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
    addHeading(tr("Contacts"));
    Card *contacts = addCard();
    addText(contacts, preferences, tr("Link to your company’s directory"),
            tr("{address}, {name} and {domain} are filled in. It opens from a contact’s details."),
            QStringLiteral("https://crm.example/people?who={address}"), &Preferences::directoryLink, &Preferences::setDirectoryLink);
    finish();
    const auto follow = [=, &preferences] {
        for (SettingsRow *row : {after, afterLong})
            row->setEnabled(preferences.autoAway() || preferences.tellIdleTime());
        for (QWidget *row : {workDays, static_cast<QWidget *>(workFrom), static_cast<QWidget *>(workTo), workText})
            row->setEnabled(preferences.workingHours());
        answer->setEnabled(preferences.outOfOffice() != Preferences::OutOfOffice::Never);
        days->setEnabled(preferences.presenceLog());
        for (SettingsRow *row : {from, to})
            row->setEnabled(preferences.quietHours());
    };
    follow();
    connect(&preferences, &Preferences::changed, this, follow);
}

void PresenceSettingsPage::setIdleTime(SettingsFacts::IdleTime idleTime)
{
    QString text;
    if (idleTime == SettingsFacts::IdleTime::LockOnly)
        text = tr("The idle time is not known on this desktop. Lock the screen to be shown as away.");
    else if (idleTime == SettingsFacts::IdleTime::NotKnown)
        text = tr("This desktop tells neither the idle time nor a locked screen. Choose Away yourself when you leave.");
    m_idleNote->findChild<QLabel *>()->setText(text);
    m_idleNote->setVisible(!text.isEmpty());
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

/// The words, and below them what needs the whole width of a narrow window.
QWidget *PresenceSettingsPage::addBelow(Card *card, const QString &title, const QString &help, QWidget *control)
{
    auto *row = new QWidget;
    auto *words = new SettingsRow(theme(), title, help, nullptr);
    words->setMinimumHeight(0);
    auto *below = new QVBoxLayout;
    below->setContentsMargins(18, 0, 18, 12);
    below->addWidget(control);
    auto *column = new QVBoxLayout(row);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(words);
    column->addLayout(below);
    card->addRow(row);
    return row;
}

QWidget *PresenceSettingsPage::addText(Card *card, Preferences &preferences, const QString &title, const QString &help,
                                       const QString &example, QString (Preferences::*get)() const,
                                       void (Preferences::*set)(const QString &))
{
    auto *field = new LineEdit(theme());
    field->setAccessibleName(title);
    field->setPlaceholderText(example);
    const auto show = [field, get, &preferences] {
        if (!field->hasFocus())
            field->setText((preferences.*get)());
    };
    show();
    connect(&preferences, &Preferences::changed, field, show);
    connect(field, &QLineEdit::editingFinished, &preferences, [field, &preferences, set] { (preferences.*set)(field->text()); });
    return addBelow(card, title, help, field);
}

QWidget *PresenceSettingsPage::addDays(Card *card, Preferences &preferences)
{
    constexpr int columns = 4;
    auto *days = new QWidget;
    auto *grid = new QGridLayout(days);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(18);
    grid->setVerticalSpacing(6);
    grid->setColumnStretch(columns, 1);
    const QLocale locale;
    for (int i = 0; i < 7; ++i) {
        const int day = (int(locale.firstDayOfWeek()) - 1 + i) % 7;
        auto *box = new QCheckBox(locale.standaloneDayName(day + 1, QLocale::ShortFormat));
        box->setAccessibleName(tr("Work on %1").arg(locale.standaloneDayName(day + 1, QLocale::LongFormat)));
        box->setChecked(preferences.workDays() & (1 << day));
        connect(box, &QCheckBox::toggled, &preferences, [&preferences, day](bool on) {
            preferences.setWorkDays(on ? preferences.workDays() | (1 << day) : preferences.workDays() & ~(1 << day));
        });
        grid->addWidget(box, i / columns, i % columns);
    }
    return addBelow(card, tr("Work days"), {}, days);
}

SettingsRow *PresenceSettingsPage::addTime(Card *card, Preferences &preferences, const QString &title, int (Preferences::*get)() const,
                                           void (Preferences::*set)(int))
{
    auto *field = new QTimeEdit;
    field->setAccessibleName(title);
    field->findChild<QLineEdit *>()->setAccessibleName(title);
    // Without the seconds that some locales have in it.
    const bool isTwelve = QLocale().timeFormat(QLocale::ShortFormat).contains(QStringLiteral("ap"), Qt::CaseInsensitive);
    field->setDisplayFormat(isTwelve ? QStringLiteral("h:mm AP") : QStringLiteral("HH:mm"));
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
