// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/AskDialog.h"

#include <QCalendarWidget>
#include <QDate>
#include <QSet>
#include <functional>

namespace jackdaw {

class IconButton;

/// One month in the design's look: days on which something was said have a dot, the chosen one is filled. Keys are those
/// of QCalendarWidget: arrows by day and week, Page Up and Down by month. Owned by DateDialog, GUI thread. Knows no chat;
/// asks for the days of a month when it is shown, and never for others.
class DayCalendar : public QCalendarWidget
{
    Q_OBJECT
public:
    using Days = std::function<QSet<QDate>(QDate from, QDate to)>;

    DayCalendar(const Theme &theme, Days days, QWidget *parent = nullptr);

    /// Was something said on that day? Of the month that is shown.
    bool has(QDate day) const { return m_found.contains(day); }

protected:
    void paintCell(QPainter *painter, const QRect &rect, QDate date) const override;

private:
    void applyTheme();
    void read();

    const Theme &m_theme;
    Days m_days;
    QSet<QDate> m_found;
};

/// Asks to which day of a chat to go. Owned by ChatPage, GUI thread; emits the day and closes. It reads nothing itself, and
/// lets nobody choose a day before the first or after the last message.
class DateDialog : public AskDialog
{
    Q_OBJECT
public:
    DateDialog(const Theme &theme, QDate first, QDate last, QDate shown, DayCalendar::Days days, QWidget *parent);

    DayCalendar *calendar() const { return m_calendar; }

Q_SIGNALS:
    void chosen(QDate day);

protected:
    void submit() override;

private:
    QWidget *makeHead();
    void showMonth();
    void showDay();

    const Theme &m_theme;
    DayCalendar *m_calendar;
    Label *m_month = nullptr;
    IconButton *m_previous = nullptr;
    IconButton *m_next = nullptr;
    Label *m_day = nullptr;
};

} // namespace jackdaw
