// SPDX-License-Identifier: GPL-3.0-or-later
#include "roster/GroupDelimiterService.h"

#include "xmpp/Dom.h"
#include "xmpp/Namespaces.h"

#include <QXmlStreamWriter>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr QStringView rosterDelimiter = u"roster:delimiter";

} // namespace

GroupDelimiterService::GroupDelimiterService(const AccountContext &account, QObject *parent) : QObject(parent), m_account(account)
{
    connect(&account.connection, &Connection::sessionStarted, this, [this](Connection::Session session) {
        if (session == Connection::Session::New) {
            ask();
        }
    });
}

void GroupDelimiterService::ask()
{
    const auto question = [](QXmlStreamWriter &writer) {
        writer.writeStartElement(u"query"_s);
        writer.writeDefaultNamespace(ns::privateStorage.toString());
        writer.writeStartElement(u"roster"_s);
        writer.writeDefaultNamespace(rosterDelimiter.toString());
        writer.writeEndElement();
        writer.writeEndElement();
    };
    m_account.connection.request(Connection::Request::Get, Jid(), question, this, [this](const Result<QDomElement> &answer) {
        if (!answer) {
            return;
        }
        const QDomElement query = childElement(*answer, u"query", ns::privateStorage);
        const QString delimiter = childElement(query, u"roster", rosterDelimiter).text().trimmed();
        if (!delimiter.isEmpty() && delimiter.size() <= longest) {
            Q_EMIT known(m_account.id, delimiter);
        }
    });
}

} // namespace jackdaw
