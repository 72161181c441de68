// SPDX-License-Identifier: GPL-3.0-or-later
#include "chats/HistoryLine.h"

#include "style/Direction.h"
#include "style/ErrorText.h"
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
    std::optional<Error> error;
    for (const HistoryProgress &one : progress) {
        if (!one.running) {
            error = error ? error : one.error;
            continue;
        }
        running = true;
        fetched += one.fetched;
        if (one.expected)
            expected += *one.expected;
        else
            allExpected = false;
    }
    if (!running) //: %1: what happened, a sentence
        return error ? HistoryLine::tr("Older messages stopped. %1").arg(errorSummary(*error)) : QString();
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
    setLogicalMargins(layout, 16, 4, 8, 4);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_button);
    connect(m_button, &QAbstractButton::clicked, this, &HistoryLine::press);
    hide();
}

void HistoryLine::setProgress(const QList<HistoryProgress> &progress)
{
    m_running.clear();
    m_stopped.clear();
    m_paused.clear();
    for (const HistoryProgress &one : progress) {
        if (one.running)
            m_running << one.account;
        else if (one.error)
            m_stopped << one.account;
        else if (one.paused)
            m_paused << one.account;
    }
    if (!m_running.isEmpty())
        say(historyText(progress), tr("Pause"), tr("Pause fetching older messages"));
    else if (!m_stopped.isEmpty())
        say(historyText(progress), tr("Go on"), tr("Go on fetching older messages"));
    else if (!m_paused.isEmpty())
        say(tr("Older messages are paused."), tr("Go on"), tr("Go on fetching older messages"));
    else
        hide();
}

void HistoryLine::say(const QString &text, const QString &act, const QString &actName)
{
    m_text->setText(text);
    m_button->setText(act);
    m_button->setAccessibleName(actName);
    setVisible(true);
}

void HistoryLine::press()
{
    const QList<AccountId> running = m_running, waiting = m_stopped + m_paused;
    if (!running.isEmpty()) {
        for (AccountId account : running)
            Q_EMIT pauseRequested(account);
    } else {
        for (AccountId account : waiting)
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
