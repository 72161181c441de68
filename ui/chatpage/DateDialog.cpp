// SPDX-License-Identifier: GPL-3.0-or-later
#include "chatpage/DateDialog.h"

#include "style/Theme.h"
#include "widgets/IconButton.h"
#include "widgets/Labels.h"

#include <QAbstractItemView>
#include <QAccessible>
#include <QBoxLayout>
#include <QLocale>
#include <QPainter>
#include <QTextCharFormat>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

constexpr int cellHeight = 36;
constexpr int disc = 32;
constexpr int dot = 4;

} // namespace

DayCalendar::DayCalendar(const Theme &theme, Days days, QWidget *parent)
    : QCalendarWidget(parent), m_theme(theme), m_days(std::move(days))
{
    setAccessibleName(tr("Days"));
    setNavigationBarVisible(false);
    setVerticalHeaderFormat(NoVerticalHeader);
    setHorizontalHeaderFormat(ShortDayNames);
    setDateEditEnabled(false);
    if (auto *view = findChild<QAbstractItemView *>()) {
        view->setAccessibleName(tr("Days"));
        view->setFrameShape(QFrame::NoFrame);
        setFocusProxy(view);
    }
    connect(this, &QCalendarWidget::currentPageChanged, this, &DayCalendar::read);
    connect(&theme, &Theme::changed, this, &DayCalendar::applyTheme);
    applyTheme();
    read();
}

void DayCalendar::applyTheme()
{
    QPalette colors = palette();
    for (const QPalette::ColorRole role : {QPalette::Base, QPalette::AlternateBase, QPalette::Window})
        colors.setColor(role, m_theme.color(Token::Surface));
    colors.setColor(QPalette::Text, m_theme.color(Token::Text));
    setPalette(colors);
    QTextCharFormat names;
    names.setForeground(m_theme.color(Token::Text3));
    names.setFont(m_theme.font(TypeRole::Meta));
    setHeaderTextFormat(names);
    for (const Qt::DayOfWeek day : {Qt::Saturday, Qt::Sunday})
        setWeekdayTextFormat(day, names);
    setFont(m_theme.font(TypeRole::Body));
    setMinimumHeight(7 * m_theme.scaled(cellHeight));
    updateCells();
}

void DayCalendar::read()
{
    // The weeks of the month with what is shown of its neighbours.
    const QDate month(yearShown(), monthShown(), 1);
    m_found = m_days(month.addDays(-7), month.addMonths(1).addDays(13));
    updateCells();
}

void DayCalendar::paintCell(QPainter *painter, const QRect &rect, QDate date) const
{
    const bool isChosen = date == selectedDate();
    const bool isInReach = date >= minimumDate() && date <= maximumDate();
    const bool isOfMonth = date.month() == monthShown();
    const int size = std::min(m_theme.scaled(disc), std::min(rect.width(), rect.height()) - 2);
    QRect ground(0, 0, size, size);
    ground.moveCenter(rect.center());
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->fillRect(rect, m_theme.color(Token::Surface));
    const auto *view = findChild<QAbstractItemView *>();
    if (isChosen) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(m_theme.color(Token::Accent));
        painter->drawEllipse(ground);
        if (view && view->hasFocus()) {
            painter->setPen(QPen(m_theme.color(Token::Focus), 2));
            painter->setBrush(Qt::NoBrush);
            painter->drawEllipse(ground.adjusted(-2, -2, 2, 2));
        }
    } else if (date == QDate::currentDate()) {
        painter->setPen(m_theme.color(Token::BorderStrong));
        painter->setBrush(Qt::NoBrush);
        painter->drawEllipse(ground);
    }
    const bool isSaid = isInReach && has(date);
    const QColor color = m_theme.color(isChosen ? Token::OnAccent : isSaid && isOfMonth ? Token::Text : Token::Text3);
    painter->setFont(m_theme.font(isSaid && isOfMonth ? TypeRole::BodyStrong : TypeRole::Body));
    painter->setPen(color);
    painter->drawText(rect, Qt::AlignCenter, QLocale().toString(date.day()));
    if (isSaid) { // never by colour alone
        painter->setPen(Qt::NoPen);
        painter->setBrush(isChosen ? color : m_theme.color(isOfMonth ? Token::Accent : Token::Text3));
        painter->drawEllipse(QPointF(rect.center().x() + 0.5, ground.bottom() - 4.5), dot / 2.0, dot / 2.0);
    }
    painter->restore();
}

DateDialog::DateDialog(const Theme &theme, QDate first, QDate last, QDate shown, DayCalendar::Days days, QWidget *parent)
    : AskDialog(theme, tr("Jump to date"), tr("Jump"), parent)
    , m_theme(theme)
    , m_calendar(new DayCalendar(theme, std::move(days), this))
{
    m_calendar->setDateRange(first, last);
    m_calendar->setSelectedDate(std::clamp(shown, first, last));
    m_day = new Label(theme, TypeRole::Body, Token::Text2, {}, Label::Wrap::Yes, this);
    fields()->addWidget(makeHead());
    fields()->addWidget(m_calendar);
    fields()->addWidget(m_day);
    connect(m_calendar, &QCalendarWidget::currentPageChanged, this, &DateDialog::showMonth);
    connect(m_calendar, &QCalendarWidget::selectionChanged, this, &DateDialog::showDay);
    connect(m_calendar, &QCalendarWidget::currentPageChanged, this, &DateDialog::showDay);
    connect(m_calendar, &QCalendarWidget::activated, this, [this] { submit(); });
    showMonth();
    showDay();
    m_calendar->setFocus(Qt::PopupFocusReason);
}

QWidget *DateDialog::makeHead()
{
    auto *head = new QWidget(this);
    m_previous = new IconButton(m_theme, u"chevron-left"_s, tr("Previous month"), head);
    m_next = new IconButton(m_theme, u"chevron-right"_s, tr("Next month"), head);
    if (layoutDirection() == Qt::RightToLeft) {
        m_previous->setIconName(u"chevron-right"_s);
        m_next->setIconName(u"chevron-left"_s);
    }
    m_month = new Label(m_theme, TypeRole::Heading, Token::Text, {}, Label::Wrap::No, head);
    m_month->setAlignment(Qt::AlignCenter);
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_previous);
    row->addWidget(m_month, 1);
    row->addWidget(m_next);
    connect(m_previous, &QAbstractButton::clicked, m_calendar, &QCalendarWidget::showPreviousMonth);
    connect(m_next, &QAbstractButton::clicked, m_calendar, &QCalendarWidget::showNextMonth);
    return head;
}

void DateDialog::showMonth()
{
    const QDate month(m_calendar->yearShown(), m_calendar->monthShown(), 1);
    //: month and year above a calendar
    m_month->setText(QLocale().toString(month, tr("MMMM yyyy")));
    m_previous->setEnabled(month > m_calendar->minimumDate());
    m_next->setEnabled(month.addMonths(1) <= m_calendar->maximumDate());
}

void DateDialog::showDay()
{
    const QDate day = m_calendar->selectedDate();
    const QString words = QLocale().toString(day, QLocale::LongFormat);
    m_day->setText(m_calendar->has(day) ? words : tr("%1: no messages. The next ones after it are shown.").arg(words));
    if (isVisible() && QAccessible::isActive()) {
        QAccessibleAnnouncementEvent event(m_calendar, m_day->text());
        QAccessible::updateAccessibility(&event);
    }
}

void DateDialog::submit()
{
    Q_EMIT chosen(m_calendar->selectedDate());
    accept();
}

} // namespace jackdaw
