// SPDX-License-Identifier: GPL-3.0-or-later
#include "board/LogDialog.h"

#include "base/Clock.h"
#include "board/BoardText.h"
#include "style/Direction.h"
#include "style/TimeText.h"
#include "widgets/Buttons.h"
#include "widgets/IconButton.h"
#include "widgets/Labels.h"
#include "widgets/Painting.h"

#include <QComboBox>
#include <QDateTime>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLocale>
#include <QSpinBox>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace jackdaw {

namespace {

enum LogColumn { LogName, LogBar, LogLength };
constexpr int partsSpoken = 12; ///< more than this nobody listens to

qint64 midnightOf(QDate date)
{
    return date.startOfDay().toMSecsSinceEpoch();
}

} // namespace

LogDialog::LogDialog(const BoardModel &board, Past past, const Theme &theme, const Clock &clock, QWidget *parent)
    : QDialog(parent), m_board(board), m_past(std::move(past)), m_clock(clock), m_who(new QComboBox(this)),
      m_range(new QComboBox(this)), m_earlier(new IconButton(theme, QStringLiteral("chevron-left"), tr("Earlier"), this)),
      m_later(new IconButton(theme, QStringLiteral("chevron-right"), tr("Later"), this)),
      m_when(new Label(theme, TypeRole::BodyStrong, Token::Text, {}, Label::Wrap::No, this)), m_enough(new QWidget(this)),
      m_atLeast(new QSpinBox(this)), m_list(new QTreeWidget(this)),
      m_summary(new Label(theme, TypeRole::Body, Token::Text, {}, Label::Wrap::Yes, this))
{
    setWindowTitle(tr("Presence log"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_day = today();
    m_who->setAccessibleName(tr("Who"));
    m_who->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_who->setMinimumContentsLength(12);
    m_range->setAccessibleName(tr("Shown"));
    m_range->addItem(tr("Day"), int(Range::Day));
    m_range->addItem(tr("Week"), int(Range::Week));
    m_atLeast->setAccessibleName(tr("How many are to be available"));
    m_atLeast->setRange(1, 1);
    m_list->setAccessibleName(tr("Presence log"));
    m_list->setColumnCount(3);
    m_list->setHeaderHidden(true);
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setAllColumnsShowFocus(true);
    const int room = parent ? parent->window()->width() - 64 : theme.scaled(520); // a narrow window has no more
    m_list->setMinimumSize(std::min(theme.scaled(520), std::max(room, theme.scaled(280))), theme.scaled(260));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setItemDelegateForColumn(LogBar, new LogBarDelegate(m_lines, theme, m_list));
    m_list->header()->setStretchLastSection(false);
    m_list->header()->setSectionResizeMode(LogName, QHeaderView::Interactive);
    m_list->header()->setSectionResizeMode(LogBar, QHeaderView::Stretch);
    m_list->header()->setSectionResizeMode(LogLength, QHeaderView::ResizeToContents);
    m_list->header()->resizeSection(LogName, theme.scaled(130));

    auto *choice = new QHBoxLayout;
    choice->setSpacing(8);
    choice->addWidget(m_who, 1);
    choice->addWidget(m_range);
    auto *time = new QHBoxLayout;
    time->setSpacing(4);
    auto *now = new TextButton(tr("Today"), TextButton::Kind::Secondary, TextButton::Size::Small, this);
    time->addWidget(m_earlier);
    time->addWidget(m_later);
    time->addWidget(m_when, 1);
    time->addWidget(now);
    auto *enough = new QHBoxLayout(m_enough);
    enough->setContentsMargins(0, 0, 0, 0);
    enough->setSpacing(8);
    enough->addWidget(new Label(theme, TypeRole::Body, Token::Text2, tr("Available at once, at least"), Label::Wrap::No, m_enough));
    enough->addWidget(m_atLeast);
    enough->addStretch();
    auto *save = new TextButton(tr("Save the log as CSV…"), TextButton::Kind::Secondary, this);
    auto *close = new TextButton(tr("Close"), TextButton::Kind::Secondary, this);
    auto *last = new QHBoxLayout;
    last->setSpacing(8);
    last->addWidget(save);
    last->addStretch();
    last->addWidget(close);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(20, 20, 20, 16);
    column->setSpacing(12);
    column->addLayout(choice);
    column->addLayout(time);
    column->addWidget(m_enough);
    column->addWidget(m_list, 1);
    column->addWidget(m_summary);
    column->addLayout(last);

    connect(m_earlier, &QAbstractButton::clicked, this, [this] { step(-1); });
    connect(m_later, &QAbstractButton::clicked, this, [this] { step(1); });
    connect(now, &QAbstractButton::clicked, this, [this] {
        m_day = today();
        m_readFor.reset();
        refresh();
    });
    connect(save, &QAbstractButton::clicked, this, &LogDialog::exportRequested);
    connect(close, &QAbstractButton::clicked, this, &QDialog::reject);
    fillWho();
    connect(m_who, &QComboBox::currentIndexChanged, this, &LogDialog::refresh);
    connect(m_range, &QComboBox::currentIndexChanged, this, &LogDialog::refresh);
    connect(m_atLeast, &QSpinBox::valueChanged, this, &LogDialog::refresh);
    m_who->setFocus();
    refresh();
}

QDate LogDialog::today() const
{
    return QDateTime::fromMSecsSinceEpoch(m_clock.now()).date();
}

/// Teams first, then everybody by name.
void LogDialog::fillWho()
{
    QHash<QString, Who> teams;
    m_board.forEachPerson([&](const BoardModel::Person &person) {
        for (const QString &team : person.teams) {
            Who &who = teams[team];
            who.isTeam = true;
            who.people.append({person.account, person.jid});
            who.names.append(person.name);
        }
        m_all.append({person.name, false, {{person.account, person.jid}}, {person.name}});
    });
    const auto byName = [](const Who &a, const Who &b) {
        if (a.isTeam != b.isTeam)
            return a.isTeam;
        const int order = a.name.localeAwareCompare(b.name);
        return order != 0 ? order < 0 : a.people.first().second < b.people.first().second;
    };
    for (const auto &[team, count] : m_board.teams()) {
        Who who = teams.value(team);
        who.name = team;
        if (!who.people.isEmpty())
            m_all.append(who);
    }
    std::sort(m_all.begin(), m_all.end(), byName);
    for (const Who &who : std::as_const(m_all))
        m_who->addItem(who.isTeam ? tr("Group: %1").arg(isolated(teamText(who.name))) : who.name);
}

void LogDialog::showPerson(AccountId account, const BareJid &jid)
{
    for (qsizetype i = 0; i < m_all.size(); ++i) {
        if (!m_all.at(i).isTeam && m_all.at(i).people.first() == std::pair(account, jid))
            m_who->setCurrentIndex(int(i));
    }
}

void LogDialog::showTeam(const QString &team)
{
    for (qsizetype i = 0; i < m_all.size(); ++i) {
        if (m_all.at(i).isTeam && m_all.at(i).name == team)
            m_who->setCurrentIndex(int(i));
    }
}

LogDialog::Range LogDialog::range() const
{
    return Range(m_range->currentData().toInt());
}

QDate LogDialog::firstDay() const
{
    if (range() == Range::Day)
        return m_day;
    const int behind = (m_day.dayOfWeek() - int(QLocale().firstDayOfWeek()) + 7) % 7;
    return m_day.addDays(-behind);
}

void LogDialog::step(int direction)
{
    m_day = m_day.addDays(direction * (range() == Range::Day ? 1 : 7));
    refresh();
}

void LogDialog::addDay(const Who &who, QDate date, const QString &name)
{
    LogLine line;
    line.name = name;
    line.from = midnightOf(date);
    line.to = midnightOf(date.addDays(1));
    QList<QList<PresenceSpan>> each;
    for (const QList<PresenceChange> &changes : std::as_const(m_changes))
        each.append(presenceSpans(changes, line.from, line.to, m_clock.now()));
    if (who.isTeam) {
        line.people = int(who.people.size());
        line.atLeast = m_atLeast->value();
        line.crowd = crowdSpans(each);
    } else {
        line.spans = each.constFirst();
    }
    m_lines.append(line);
    if (!who.isTeam || range() == Range::Week)
        return;
    for (qsizetype i = 0; i < each.size(); ++i) {
        LogLine of = line;
        of.name = who.names.at(i);
        of.people = 0;
        of.crowd.clear();
        of.spans = each.at(i);
        m_lines.append(of);
    }
    std::sort(m_lines.begin() + 1, m_lines.end(), [](const LogLine &a, const LogLine &b) { return a.name.localeAwareCompare(b.name) < 0; });
}

void LogDialog::refresh()
{
    m_lines.clear();
    const int index = m_who->currentIndex();
    const bool isTeam = index >= 0 && m_all.at(index).isTeam;
    m_enough->setVisible(isTeam);
    if (index >= 0) {
        const Who &who = m_all.at(index);
        {
            const QSignalBlocker quiet(m_atLeast);
            m_atLeast->setMaximum(std::max(1, int(who.people.size())));
        }
        const QDate first = firstDay();
        // Read once, however many days they are for, and however often another number of people is asked for: a team may be large.
        if (const std::pair<int, QDate> wanted(index, first); m_readFor != wanted) {
            m_readFor = wanted;
            m_changes.clear();
            for (const auto &[account, jid] : who.people)
                m_changes.append(m_past(account, jid, midnightOf(first)));
        }
        if (range() == Range::Day) {
            //: the first line of a team's day: so many at once
            addDay(who, first, isTeam ? tr("%L1 or more").arg(m_atLeast->value()) : who.name);
        } else {
            for (int i = 0; i < 7; ++i) {
                const QDate date = first.addDays(i);
                addDay(who, date, QLocale().dayName(date.dayOfWeek(), QLocale::ShortFormat) + u' ' + QLocale().toString(date, QStringLiteral("d MMM")));
            }
        }
    }
    m_when->setText(rangeText());
    m_later->setEnabled(firstDay().addDays(range() == Range::Day ? 1 : 7) <= today());
    showLines();
}

void LogDialog::showLines()
{
    m_list->clear();
    for (const LogLine &line : std::as_const(m_lines)) {
        const qint64 length = line.length();
        auto *item = new QTreeWidgetItem(m_list, {line.name, {}, length < 0 ? tr("not known") : lengthText(length)});
        item->setTextAlignment(LogLength, Qt::AlignTrailing | Qt::AlignVCenter);
        item->setData(LogName, Qt::AccessibleTextRole, spoken(line));
        item->setToolTip(LogBar, spoken(line));
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren);
    }
    if (!m_lines.isEmpty())
        m_list->setCurrentItem(m_list->topLevelItem(0));
    m_summary->setText(summary());
}

QString LogDialog::rangeText() const
{
    const QDate first = firstDay();
    const QLocale locale;
    if (range() == Range::Day)
        return locale.toString(first, QStringLiteral("dddd, d MMMM yyyy"));
    //: the first and the last day of a week
    return tr("%1 to %2").arg(locale.toString(first, QStringLiteral("d MMM")), locale.toString(first.addDays(6), QStringLiteral("d MMM yyyy")));
}

QString LogDialog::summary() const
{
    const int index = m_who->currentIndex();
    if (index < 0)
        return tr("Nobody is watched yet.");
    const Who &who = m_all.at(index);
    qint64 length = 0, known = 0;
    for (const LogLine &line : m_lines) {
        if (line.isTeam() != who.isTeam)
            continue;
        length += std::max<qint64>(line.length(), 0);
        known += line.isTeam() ? knownTime(line.crowd) : knownTime(line.spans);
    }
    if (known == 0)
        return tr("Nothing was logged then. The log is switched on under Settings, Presence and alerts.");
    const QString name = isolated(who.isTeam ? teamText(who.name) : who.name);
    if (!who.isTeam)
        //: a person; how long they were available, of how long anything is known
        return tr("%1 was available for %2 of %3 that are known.").arg(name, lengthText(length), lengthText(known));
    //: how many; the name of a group; how long; of how long anything is known
    return tr("%1 or more of %2 were available for %3 of %4 that are known.")
        .arg(QLocale().toString(m_atLeast->value()), name, lengthText(length), lengthText(known));
}

QString LogDialog::spoken(const LogLine &line) const
{
    QStringList parts{line.name};
    const auto until = [&](qint64 time) { return time == line.to ? tr("midnight") : clockText(time); };
    qsizetype said = 0;
    if (line.isTeam()) {
        // Where it goes over the mark or below it, however many those are.
        qint64 from = -1;
        for (const CrowdSpan &span : line.crowd) {
            const bool isEnough = span.available >= line.atLeast;
            if (isEnough && from < 0)
                from = span.from;
            const bool ends = from >= 0 && (!isEnough || span.to == line.to);
            if (ends && said++ < partsSpoken)
                parts << tr("from %1 to %2").arg(clockText(from), until(isEnough ? span.to : span.from));
            if (ends)
                from = -1;
        }
        if (said == 0)
            parts << tr("never");
    } else {
        for (const PresenceSpan &span : line.spans) {
            if (span.availability != Availability::Unknown && said++ < partsSpoken)
                parts << tr("%1 from %2 to %3").arg(availabilityText(span.availability), clockText(span.from), until(span.to));
        }
        if (said == 0)
            parts << tr("not known");
    }
    if (said > partsSpoken)
        parts << tr("and more");
    if (line.length() >= 0)
        parts << tr("%1 in all").arg(lengthText(line.length()));
    return parts.join(QStringLiteral(", "));
}

} // namespace jackdaw
