// SPDX-License-Identifier: GPL-3.0-or-later
#include "presence/ClientInfoService.h"

#include "base/Clock.h"
#include "roster/RosterService.h"
#include "xmpp/ClientInfo.h"
#include "xmpp/Namespaces.h"

#include <QDateTime>

namespace jackdaw {

ClientInfoService::ClientInfoService(const AccountContext &account, const RosterService &roster, QObject *parent)
    : QObject(parent)
    , m_account(account)
    , m_roster(roster)
{
    const auto answer = [this](QStringView space, bool PrivacySwitches::*wanted, Authority::Topic topic,
                               Connection::PayloadWriter payload) {
        m_account.connection.onRequest(space, [this, wanted, topic, payload](const QDomElement &iq) {
            if (!isAnswered(iq, m_privacy.*wanted, topic)) {
                return Connection::Disposition::Pass; // service-unavailable, as for anything that is not known here
            }
            m_account.connection.answer(iq, payload);
            return Connection::Disposition::Consumed;
        });
    };
    answer(ns::version, &PrivacySwitches::version, Authority::Topic::Version, writeVersion);
    answer(ns::time, &PrivacySwitches::localTime, Authority::Topic::LocalTime, [this](QXmlStreamWriter &writer) {
        const qint64 now = m_account.clock.now();
        writeTime(writer, now, QDateTime::fromMSecsSinceEpoch(now).offsetFromUtc());
    });
    answer(ns::lastActivity, &PrivacySwitches::lastActivity, Authority::Topic::LastActivity, [this](QXmlStreamWriter &writer) {
        writeLastActivity(writer, m_use == Use::InUse ? 0 : (m_account.clock.elapsed() - m_leftAt) / 1000);
    });
}

bool ClientInfoService::isAnswered(const QDomElement &iq, bool wanted, Authority::Topic topic) const
{
    return wanted && iq.attribute(QStringLiteral("type")) == u"get" && m_roster.mayLearn(topic, Sender::of(iq));
}

void ClientInfoService::setUse(Use use)
{
    if (use == Use::Left && m_use == Use::InUse) {
        m_leftAt = m_account.clock.elapsed();
    }
    m_use = use;
}

} // namespace jackdaw
