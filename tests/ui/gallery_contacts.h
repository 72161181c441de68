// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Clock.h"
#include "contacts/AddContactDialog.h"
#include "contacts/BlockedDialog.h"
#include "contacts/ContactDetails.h"
#include "contacts/ContactListPane.h"
#include "contacts/ImportDialog.h"
#include "contacts/RequestsDialog.h"
#include "profile/OwnProfileDialog.h"
#include "profile/ProfileView.h"
#include "services/GatewayQuestions.h"
#include "services/GatewaysDialog.h"
#include "style/Preferences.h"
#include "style/Theme.h"

#include <QHBoxLayout>

namespace jackdaw {

/// The contacts page and its dialogs with people of the pictures, for the gallery: models of its own, filled by hand. A
/// widget of the gallery, GUI thread.
/// Nothing in it reaches an engine.
class SampleContacts : public QWidget
{
public:
    SampleContacts(AccountListModel &accounts, const Theme &theme, const Preferences &preferences)
    {
        fill(m_contacts);
        auto *list = new ContactListPane(m_contacts, theme, preferences, this);
        list->setFixedWidth(theme.scaled(300));
        list->setRequests(requests(), {{AccountId(1), person("hana"), {{person("new"), QStringLiteral("New One"), {}}}}});
        auto *details = new ContactDetails(m_contacts, accounts, theme, m_clock, this);
        details->showContact(ContactKey{AccountId(1), person("tomas")});
        ContactProfile profile;
        profile.account = AccountId(1);
        profile.jid = person("tomas");
        profile.card.fullName = QStringLiteral("Tomas Berg");
        profile.card.organization = QStringLiteral("Harbor Works, Field crews");
        profile.card.title = QStringLiteral("Crane operator");
        profile.card.emails = {QStringLiteral("tomas.berg@harbor.example")};
        profile.card.phones = {QStringLiteral("+47 555 0101")};
        profile.card.links = {QStringLiteral("https://harbor.example/people/tomas")};
        profile.utcOffset = 9 * 3600;
        profile.lastActivity = m_clock.now() - 3 * 60'000;
        profile.devices = {{QStringLiteral("Conversations 2.18"), Availability::Available}, {QStringLiteral("Gajim 2.4"), Availability::Away}};
        profile.facts.mood = {QStringLiteral("in_love"), {}};
        profile.facts.activity = {QStringLiteral("working"), QStringLiteral("in_a_meeting"), QStringLiteral("until three")};
        profile.facts.tune = {QStringLiteral("Nina Simone"), QStringLiteral("Feeling Good"), {}};
        profile.facts.location = {true, 60.3913, 5.3221, 20, QStringLiteral("North gate"),
                                  {QStringLiteral("Harbor road 4"), QStringLiteral("Bergen")}, m_clock.now() - 7'200'000};
        profile.note = QStringLiteral("Calls on Mondays. Knows the north gate.");
        profile.tags = {QStringLiteral("crew"), QStringLiteral("crane")};
        details->profile().setProfile(profile);
        details->profile().setLinkTemplate(QStringLiteral("https://crm.example/find?q={address}"));
        auto *row = new QHBoxLayout(this);
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(0);
        row->addWidget(list);
        row->addWidget(details, 1);
    }

    /// 2: the requests, 3: who is blocked, 4: what an import would do, 5: the own profile, 6: gateways, 7: what one
    /// asks, 8: whom to add.
    static QWidget *dialog(AccountListModel &accounts, const Theme &theme, int part)
    {
        static ContactListModel contacts;
        fill(contacts);
        if (part == 3) {
            auto *blocked = new BlockedDialog(accounts, theme);
            blocked->setList({AccountId(1), BlockList::Support::Yes, {Jid(BareJid::fromPrepared(QStringLiteral("spam.example"))), Jid(person("pest"))}});
            return blocked;
        }
        if (part == 4)
            return new ImportDialog(readRosterFile("tomas@harbor.example\nnew@a.example,New One,Deck\nann@b.example,Ann Lee\nnobody\n"), accounts,
                                    contacts, theme);
        if (part == 5) {
            auto *own = new OwnProfileDialog(QStringLiteral("mara@harbor.example"), theme);
            OwnCard card;
            card.card.fullName = QStringLiteral("Mara Lind");
            card.card.organization = QStringLiteral("Harbor Works, Control room");
            card.card.title = QStringLiteral("Dispatcher");
            card.card.phones = {QStringLiteral("+47 555 0100")};
            own->setCard(card);
            return own;
        }
        if (part == 6 || part == 7) {
            Gateway sms;
            sms.jid = BareJid::fromPrepared(QStringLiteral("sms.harbor.example"));
            sms.name = QStringLiteral("Harbor SMS");
            sms.registration = Gateway::Registration::Yes;
            sms.session = Gateway::Session::LoggedIn;
            sms.said = QStringLiteral("2 of 2 reachable");
            if (part == 7) {
                auto *asks = new GatewayRegistrationDialog(sms, theme);
                GatewayRegistration registration;
                registration.form.instructions = {QStringLiteral("Your name and password at Harbor SMS")};
                for (const char *var : {"username", "password"}) {
                    FormField field;
                    field.var = QLatin1StringView(var);
                    field.need = FormField::Need::Required;
                    registration.form.fields += field;
                }
                asks->setRegistration(registration);
                return asks;
            }
            Gateway irc = sms;
            irc.jid = BareJid::fromPrepared(QStringLiteral("irc.harbor.example"));
            irc.name = QStringLiteral("Chat rooms of old");
            irc.session = Gateway::Session::Failed;
            irc.error = Error{ErrorKind::NotAcceptable, {}, irc.jid.toString()};
            auto *gateways = new GatewaysDialog(theme);
            gateways->setGateways({sms, irc});
            return gateways;
        }
        if (part == 8)
            return new AddContactDialog(accounts, {QStringLiteral("Field crews")}, theme);
        auto *all = new RequestsDialog(contacts, theme);
        all->setRequests(requests());
        return all;
    }

private:
    static BareJid person(const char *name) { return BareJid::fromPrepared(QLatin1StringView(name) + QStringLiteral("@harbor.example")); }
    static QList<SubscriptionRequest> requests()
    {
        QList<SubscriptionRequest> all{{AccountId(1), person("kim"), QStringLiteral("Hello, this is Kim from the north gate"), 1}};
        all << SubscriptionRequest{AccountId(1), person("ola"), QStringLiteral("Is the crane free at noon?"), 1, false, ConversationId(7)};
        for (int i = 0; i < 12; ++i)
            all << SubscriptionRequest{AccountId(1), BareJid::fromPrepared(QStringLiteral("p%1@flood.example").arg(i)), {}, i + 2};
        return all;
    }
    static void fill(ContactListModel &contacts)
    {
        const struct { const char *local; const char *name; const char *group; Availability now; const char *status; } people[] = {
            {"tomas", "Tomas Berg", "Field crews::North", Availability::Available, "On site until 17:00"},
            {"hana", "Hana Novak", "Field crews::North", Availability::Chat, "East gates"},
            {"owen", "Owen Achterberg", "Field crews", Availability::ExtendedAway, "Driving"},
            {"leila", "Leila Haddad", "Support desk", Availability::DoNotDisturb, "In the permit meeting"},
            {"ama", "Ama Boateng", "", Availability::Offline, ""},
        };
        QList<Contact> all;
        QList<ContactPresence> presences;
        for (const auto &each : people) {
            Contact contact;
            contact.account = AccountId(1);
            contact.jid = person(each.local);
            contact.name = QString::fromUtf8(each.name);
            contact.subscription = Subscription::Both;
            if (*each.group)
                contact.groups = {QString::fromUtf8(each.group)};
            all << contact;
            ContactPresence presence{AccountId(1), contact.jid, {}, {}};
            presence.shown.availability = each.now;
            presence.shown.status = QString::fromUtf8(each.status);
            presences << presence;
        }
        contacts.replaceRoster(AccountId(1), all);
        contacts.changePresences(presences);
        contacts.flush();
    }

    SystemClock m_clock;
    ContactListModel m_contacts;
};

} // namespace jackdaw
