// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "board/BoardPage.h"
#include "board/BoardSide.h"
#include "board/LogDialog.h"
#include "board/RuleDialog.h"
#include "status/StatusDialog.h"
#include "style/Preferences.h"
#include "style/Theme.h"

#include <QHBoxLayout>
#include <QSpinBox>
#include <QTime>

namespace jackdaw {

/// The presence board with the people of picture 05, for the gallery: models of its own, filled by hand, at two o'clock of
/// today. A widget of the gallery, GUI thread. Nothing in it reaches an engine.
class SampleBoard : public QWidget
{
public:
    SampleBoard(const Theme &theme, Preferences &preferences) : m_board(m_contacts, m_clock)
    {
        using A = Availability;
        const struct { const char *name; const char *team; A now; int since; int idle; const char *status; QList<std::pair<int, A>> day; } people[] = {
            {"Sofia Marques", "Support desk", A::Available, 760, 0, "Phones and chat", {{450, A::Available}, {570, A::Away}, {610, A::Available}}},
            {"Daniel Okafor", "Support desk", A::Available, 835, 0, "Back from lunch", {{420, A::Available}, {620, A::DoNotDisturb}, {680, A::Available}, {750, A::Away}}},
            {"Ingrid Solheim", "Support desk", A::Away, 818, 818, "Short break", {{495, A::Available}, {640, A::Away}, {660, A::Available}}},
            {"Leila Haddad", "Support desk", A::DoNotDisturb, 785, 0, "In the permit meeting", {{300, A::Available}, {430, A::Away}, {450, A::Available}, {580, A::DoNotDisturb}, {660, A::Available}}},
            {"Tomas Berg", "Field crews", A::Available, 490, 0, "On site until 17:00", {}},
            {"Hana Novak", "Field crews", A::Chat, 830, 0, "East gates", {{480, A::Available}, {650, A::Away}, {740, A::ExtendedAway}}},
            {"Owen Achterberg", "Field crews", A::ExtendedAway, 695, 695, "Driving, back at 16:30", {{460, A::Available}, {670, A::Away}}},
            {"Ama Boateng", "Control room", A::Offline, 0, 0, "", {}},
        };
        const QDateTime midnight(QDate::currentDate(), QTime(0, 0));
        m_clock.moment = midnight.addSecs(842 * 60).toMSecsSinceEpoch();
        const auto at = [&](int minute) { return midnight.addSecs(minute * 60).toMSecsSinceEpoch(); };
        QList<BareJid> all;
        const AccountId account(1);
        for (const auto &each : people) {
            Contact contact;
            contact.account = account;
            contact.name = QString::fromLatin1(each.name);
            contact.jid = BareJid::fromPrepared(contact.name.section(u' ', 0, 0).toLower() + QStringLiteral("@harbor.example"));
            contact.groups = {QString::fromLatin1(each.team)};
            m_contacts.changeContacts({contact});
            all.append(contact.jid);
        }
        m_contacts.flush();
        m_board.setWatched(account, all);
        for (size_t i = 0; i < std::size(people); ++i) {
            Presence presence;
            presence.availability = people[i].now;
            presence.since = people[i].since == 0 ? 0 : at(people[i].since);
            presence.idleSince = people[i].idle == 0 ? 0 : at(people[i].idle);
            presence.status = QString::fromLatin1(people[i].status);
            m_board.changePresences({{account, all.at(qsizetype(i)), presence, QStringLiteral("Gajim")}});
            QList<PresenceChange> day{{at(0), A::Offline}};
            for (const auto &[minute, availability] : people[i].day)
                day.append({at(minute), availability});
            m_board.setPast(account, all.at(qsizetype(i)), day);
            m_past.insert(all.at(qsizetype(i)), day);
            m_board.setLastAnswer(account, all.at(qsizetype(i)), at(500 + int(i) * 20));
        }
        PresenceRule bell;
        bell.id = RuleId(1);
        bell.account = account;
        bell.subject = all.at(3).toString();
        bell.made = at(800);
        PresenceRule empty = bell;
        empty.id = RuleId(2);
        empty.kind = PresenceRule::Kind::GroupEmpty;
        empty.subject = QStringLiteral("Support desk");
        empty.minutes = 10;
        empty.lasting = PresenceRule::Lasting::Always;
        m_board.setRules(account, {bell, empty});
        m_board.flush();
        auto *side = new BoardSide(m_board, m_contacts, theme, m_clock, this);
        side->setFixedWidth(240);
        auto *page = new BoardPage(m_board, theme, preferences, m_clock, this);
        auto *row = new QHBoxLayout(this);
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(0);
        row->addWidget(side);
        row->addWidget(page, 1);
        page->focusBoard();
    }

    /// The log of a team, of today; lives no longer than the board.
    QWidget *log(const Theme &theme)
    {
        auto *dialog = new LogDialog(m_board, [this](AccountId, const BareJid &jid, qint64) { return m_past.value(jid); }, theme, m_clock);
        dialog->setAttribute(Qt::WA_DeleteOnClose, false);
        dialog->showTeam(QStringLiteral("Support desk"));
        dialog->findChild<QSpinBox *>()->setValue(2);
        dialog->resize(theme.scaled(720), theme.scaled(560));
        return dialog;
    }
    static QWidget *status(const AccountListModel &accounts, const Theme &theme)
    {
        static const SystemClock clock;
        auto *dialog = new StatusDialog(accounts, {}, theme, clock);
        dialog->setAttribute(Qt::WA_DeleteOnClose, false);
        return dialog;
    }
    static QWidget *rule(const Theme &theme)
    {
        auto *dialog = new RuleDialog({{AccountId(1), BareJid::fromPrepared(QStringLiteral("leila@harbor.example")), QStringLiteral("Leila Haddad")}},
                                      {{AccountId(1), QStringLiteral("Support desk")}}, theme);
        dialog->setAttribute(Qt::WA_DeleteOnClose, false);
        return dialog;
    }

private:
    struct Still : SystemClock
    {
        qint64 now() const override { return moment; }
        qint64 moment = 0;
    };
    Still m_clock;
    ContactListModel m_contacts;
    BoardModel m_board;
    QHash<BareJid, QList<PresenceChange>> m_past;
};

} // namespace jackdaw
