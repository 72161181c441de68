// SPDX-License-Identifier: GPL-3.0-or-later
#include "chats/HistoryLine.h"

#include "style/Theme.h"
#include "widgets/Buttons.h"
#include "widgets/Labels.h"

#include <QHBoxLayout>
#include <QPainter>

namespace jackdaw {

QString historyText(const QList<HistoryProgress> &progress)
{
    int fetched = 0, expected = 0;
    bool running = false, allExpected = true;
    for (const HistoryProgress &one : progress) {
        if (!one.running)
            continue;
        running = true;
        fetched += one.fetched;
        if (one.expected)
            expected += *one.expected;
        else
            allExpected = false;
    }
    if (!running)
        return {};
    if (allExpected && expected > 0)
        return HistoryLine::tr("Older messages: %L1 of about %L2").arg(fetched).arg(fetched + expected);
    if (fetched > 0)
        return HistoryLine::tr("Older messages: %L1 so far").arg(fetched);
    return HistoryLine::tr("Fetching older messages…");
}

HistoryLine::HistoryLine(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    m_text = new ElidedLabel(theme, TypeRole::Meta, Token::Text2, {}, this);
    m_button = new TextButton(tr("Pause"), TextButton::Kind::Quiet, TextButton::Size::Small, this);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(16, 4, 8, 4);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_button);
    connect(m_button, &QAbstractButton::clicked, this, &HistoryLine::press);
    hide();
}

void HistoryLine::setProgress(const QList<HistoryProgress> &progress)
{
    m_running.clear();
    QList<AccountId> known;
    for (const HistoryProgress &one : progress) {
        known << one.account;
        if (one.running)
            m_running << one.account;
    }
    m_paused.removeIf([&](AccountId account) { return m_running.contains(account) || !known.contains(account); });
    const QString text = historyText(progress);
    if (!text.isEmpty()) {
        m_text->setText(text);
        m_button->setText(tr("Pause"));
        m_button->setAccessibleName(tr("Pause fetching older messages"));
    } else if (!m_paused.isEmpty()) {
        m_text->setText(tr("Older messages are paused."));
        m_button->setText(tr("Go on"));
        m_button->setAccessibleName(tr("Go on fetching older messages"));
    }
    setVisible(!text.isEmpty() || !m_paused.isEmpty());
}

void HistoryLine::press()
{
    const QList<AccountId> running = m_running, paused = m_paused;
    if (!running.isEmpty()) {
        m_paused = running;
        for (AccountId account : running)
            Q_EMIT pauseRequested(account);
    } else {
        for (AccountId account : paused)
            Q_EMIT resumeRequested(account);
    }
}

void HistoryLine::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(Token::List));
    painter.fillRect(0, 0, width(), 1, m_theme.color(Token::Line));
}

} // namespace jackdaw
