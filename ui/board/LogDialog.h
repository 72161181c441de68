// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "board/LogBarDelegate.h"
#include "watch/BoardModel.h"

#include <QDate>
#include <QDialog>
#include <functional>
#include <optional>

QT_BEGIN_NAMESPACE
class QComboBox;
class QSpinBox;
class QTreeWidget;
QT_END_NAMESPACE

namespace jackdaw {

class Clock;
class EmptyState;
class IconButton;
class Label;
class TextButton;

/// What the presence log says of a day or a week, of one person or of a team: when each was how, and when so many of the team
/// were available at once. Owned by the window that opens it, GUI thread. Reads through the function that it is given, when
/// something else is to be shown; writes and erases nothing.
class LogDialog : public QDialog
{
    Q_OBJECT
public:
    /// From the last change before `from` on, oldest first.
    using Past = std::function<QList<PresenceChange>(AccountId account, const BareJid &jid, qint64 from)>;
    LogDialog(const BoardModel &board, Past past, const Theme &theme, const Clock &clock, QWidget *parent = nullptr);

    void showPerson(AccountId account, const BareJid &jid);
    /// An empty name: people in no group.
    void showTeam(const QString &team);
    const QList<LogLine> &lines() const { return m_lines; }
    QString summary() const;

Q_SIGNALS:
    void exportRequested();

private:
    struct Who
    {
        QString name;
        bool isTeam = false;
        QList<std::pair<AccountId, BareJid>> people;
        QStringList names;
    };
    enum class Range { Day, Week };

    void fillWho();
    void step(int direction);
    void refresh();
    void addDay(const Who &who, QDate date, const QString &name);
    void showLines();
    Range range() const;
    QDate firstDay() const;
    QDate today() const;
    QString rangeText() const;
    QString spoken(const LogLine &line) const;

    const BoardModel &m_board;
    Past m_past;
    const Clock &m_clock;
    QList<Who> m_all;
    QDate m_day; ///< within what is shown
    QList<QList<PresenceChange>> m_changes; ///< of those that are shown, in their order
    std::optional<std::pair<int, QDate>> m_readFor; ///< whose they are, and from when on
    QList<LogLine> m_lines;
    QComboBox *m_who;
    QComboBox *m_range;
    IconButton *m_earlier;
    IconButton *m_later;
    Label *m_when;
    QWidget *m_enough;
    QSpinBox *m_atLeast;
    QTreeWidget *m_list;
    Label *m_summary;
};

} // namespace jackdaw
