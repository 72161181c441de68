// SPDX-License-Identifier: GPL-3.0-or-later
#include "status/StatusDialog.h"

#include "base/Clock.h"
#include "status/StatusText.h"
#include "widgets/Labels.h"
#include "widgets/Painting.h"

#include <QComboBox>
#include <QCompleter>
#include <QDateTime>
#include <QLineEdit>
#include <QTimeEdit>
#include <QVBoxLayout>

namespace jackdaw {

namespace {

constexpr int longestText = 300;

} // namespace

StatusDialog::StatusDialog(const AccountListModel &accounts, const QStringList &recent, const Theme &theme, const Clock &clock,
                           QWidget *parent)
    : AskDialog(theme, tr("Set status"), tr("Set status"), parent)
    , m_clock(clock)
    , m_state(new QComboBox(this))
    , m_text(new QComboBox(this))
    , m_until(new QComboBox(this))
    , m_time(new QTimeEdit(this))
    , m_account(new QComboBox(this))
    , m_offered(offeredStatuses(recent, 8))
{
    const auto add = [&](const QString &label, QWidget *field, QWidget *second = nullptr) {
        field->setAccessibleName(label);
        auto *column = new QVBoxLayout;
        column->setSpacing(6);
        auto *words = new Label(theme, TypeRole::MetaStrong, Token::Text2, label, Label::Wrap::No, this);
        words->setBuddy(field);
        column->addWidget(words);
        column->addWidget(field);
        if (second)
            column->addWidget(second);
        fields()->addLayout(column);
        return words;
    };
    for (Availability each : {Availability::Available, Availability::Chat, Availability::Away, Availability::ExtendedAway,
                              Availability::DoNotDisturb})
        m_state->addItem(availabilityText(each), int(each));
    add(tr("State"), m_state);
    m_text->setEditable(true);
    m_text->setInsertPolicy(QComboBox::NoInsert);
    m_text->lineEdit()->setMaxLength(longestText);
    m_text->completer()->setCaseSensitivity(Qt::CaseInsensitive);
    for (const OwnStatus &each : std::as_const(m_offered))
        m_text->addItem(each.text, int(each.availability));
    add(tr("Status text"), m_text);
    m_time->setAccessibleName(tr("Time of day"));
    m_time->setDisplayFormat(QLocale().timeFormat(QLocale::ShortFormat));
    add(tr("Until"), m_until, m_time);
    m_account->addItem(tr("All accounts"));
    OwnStatus now;
    bool isFirst = true;
    for (const AccountListModel::Row &row : accounts.rows()) {
        if (row.connection.state == ConnectionState::SignedOut)
            continue;
        m_account->addItem(row.settings.jid.toString(), QVariant::fromValue(row.settings.id));
        if (std::exchange(isFirst, false))
            now = row.status;
    }
    QWidget *label = add(tr("For"), m_account);
    const bool isSeveral = m_account->count() > 2;
    m_account->setVisible(isSeveral);
    label->setVisible(isSeveral);
    fillUntil(now);
    take(now);

    // A text that was used before brings the state that it was used with.
    connect(m_text, &QComboBox::activated, this, [this](int index) {
        m_state->setCurrentIndex(m_state->findData(m_text->itemData(index)));
    });
    connect(m_until, &QComboBox::currentIndexChanged, this,
            [this] { m_time->setVisible(m_until->currentData().toInt() == -1); });
    m_text->lineEdit()->selectAll();
    m_state->setFocus();
}

void StatusDialog::fillUntil(const OwnStatus &now)
{
    m_until->addItem(tr("I change it"), 0);
    m_until->addItem(tr("30 minutes from now"), 30);
    m_until->addItem(tr("1 hour from now"), 60);
    m_until->addItem(tr("2 hours from now"), 120);
    m_until->addItem(tr("4 hours from now"), 240);
    m_until->addItem(tr("A time of day"), -1);
    const QDateTime current = QDateTime::fromMSecsSinceEpoch(m_clock.now());
    const QDateTime end = now.until != 0 ? QDateTime::fromMSecsSinceEpoch(now.until)
                                         : current.addSecs(3600 - current.time().minute() % 30 * 60);
    m_time->setTime(QTime(end.time().hour(), end.time().minute()));
    m_until->setCurrentIndex(now.until != 0 ? m_until->findData(-1) : 0);
    m_time->setVisible(now.until != 0);
}

void StatusDialog::take(const OwnStatus &status)
{
    m_state->setCurrentIndex(std::max(0, m_state->findData(int(status.availability))));
    m_text->setEditText(status.text);
}

qint64 StatusDialog::chosenUntil() const
{
    const qint64 now = m_clock.now();
    const int minutes = m_until->currentData().toInt();
    if (minutes >= 0)
        return minutes == 0 ? 0 : now + minutes * 60'000LL;
    const QDateTime current = QDateTime::fromMSecsSinceEpoch(now);
    QDateTime end(current.date(), m_time->time());
    if (end <= current) // it is past today, so tomorrow is meant
        end = QDateTime(current.date().addDays(1), m_time->time());
    return end.toMSecsSinceEpoch();
}

void StatusDialog::submit()
{
    setBusy();
    std::optional<AccountId> account;
    if (m_account->currentData().isValid())
        account = m_account->currentData().value<AccountId>();
    Q_EMIT statusChosen({Availability(m_state->currentData().toInt()), m_text->currentText().simplified(), chosenUntil()}, account);
}

} // namespace jackdaw
