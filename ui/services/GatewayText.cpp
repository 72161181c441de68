// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/GatewayText.h"

#include "style/ErrorText.h"

#include <QCoreApplication>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

struct GatewayWords
{
    Q_DECLARE_TR_FUNCTIONS(Gateways)
};

QString stateOnly(const Gateway &gateway)
{
    switch (gateway.session) {
    case Gateway::Session::LoggedIn: return GatewayWords::tr("Logged in");
    case Gateway::Session::LoggedOut: return GatewayWords::tr("Logged out");
    case Gateway::Session::Failed:
    case Gateway::Session::Unknown: break;
    }
    switch (gateway.registration) {
    case Gateway::Registration::Yes: return GatewayWords::tr("Registered");
    case Gateway::Registration::No: return GatewayWords::tr("Not registered");
    case Gateway::Registration::Unknown: break;
    }
    return GatewayWords::tr("Not known yet");
}

} // namespace

QString gatewayName(const Gateway &gateway) { return gateway.name.isEmpty() ? gateway.jid.toString() : gateway.name; }

QString gatewayStateText(const Gateway &gateway)
{
    const bool isFailed = gateway.session == Gateway::Session::Failed;
    if (isFailed && gateway.error && gateway.error->kind == ErrorKind::NotAcceptable) {
        return GatewayWords::tr(
            "Login failed. The other network does not accept your name or password. Change your registration.");
    }
    if (isFailed) {
        return gateway.error ? GatewayWords::tr("Login failed. %1").arg(errorText(*gateway.error))
                             : GatewayWords::tr("Login failed.");
    }
    const QString said = gateway.said.simplified();
    return said.isEmpty() ? stateOnly(gateway) : stateOnly(gateway) + u" \u00B7 "_s + said;
}

QHash<QString, QString> gatewayFieldWords()
{
    return {{u"username"_s, GatewayWords::tr("User name there")},
            {u"password"_s, GatewayWords::tr("Password there")},
            {u"nick"_s, GatewayWords::tr("Nickname")},
            {u"name"_s, GatewayWords::tr("Full name")},
            {u"first"_s, GatewayWords::tr("First name")},
            {u"last"_s, GatewayWords::tr("Last name")},
            {u"email"_s, GatewayWords::tr("E-mail")},
            {u"phone"_s, GatewayWords::tr("Phone")},
            {u"address"_s, GatewayWords::tr("Street")},
            {u"city"_s, GatewayWords::tr("City")},
            {u"state"_s, GatewayWords::tr("Region")},
            {u"zip"_s, GatewayWords::tr("Postal code")},
            {u"url"_s, GatewayWords::tr("Web page")},
            {u"date"_s, GatewayWords::tr("Date")}};
}

} // namespace jackdaw
