// SPDX-License-Identifier: GPL-3.0-or-later
#include "account/ConsoleService.h"

#include "base/Clock.h"

#include <QDomDocument>
#include <QUuid>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr int gatherConsole = 100; // ms

} // namespace

ConsoleService::ConsoleService(const AccountContext &account, QObject *parent) : QObject(parent), m_account(account)
{
    m_gather.setSingleShot(true);
    m_gather.setInterval(gatherConsole);
    connect(&m_gather, &QTimer::timeout, this, [this] { Q_EMIT passed(m_account.id, std::exchange(m_waiting, {})); });
    connect(&account.connection, &Connection::passed, this, [this](Connection::Way way, const QString &xml) {
        take(way == Connection::Way::In ? ConsoleStanza::Way::In : ConsoleStanza::Way::Out, xml);
    });
}

void ConsoleService::setUse(ConsoleUse use)
{
    m_account.connection.setWatched(use == ConsoleUse::Open ? Connection::Watched::Yes : Connection::Watched::No);
    if (use == ConsoleUse::Closed) {
        m_gather.stop();
        m_waiting.clear();
    }
}

void ConsoleService::take(ConsoleStanza::Way way, const QString &xml)
{
    if (m_waiting.size() >= mostKept) {
        m_waiting.removeFirst(); // nobody would see it
    }
    m_waiting.append({way, consoleKind(xml), m_account.clock.now(), xml});
    if (!m_gather.isActive()) {
        m_gather.start();
    }
}

Status ConsoleService::send(const QString &xml)
{
    const auto typed = checkTyped(xml);
    if (!typed) {
        return typed.error();
    }
    QDomDocument document;
    // In the namespace of the stream, as it would be there.
    if (!document.setContent(u"<stream xmlns='jabber:client'>"_s + xml + u"</stream>"_s, QDomDocument::ParseOption::UseNamespaceProcessing)) {
        return Error{ErrorKind::Malformed, u"not read"_s, {}};
    }
    QDomElement stanza = document.documentElement().firstChildElement();
    if (typed->kind == ConsoleStanza::Kind::Request && !stanza.hasAttribute(u"id"_s)) {
        stanza.setAttribute(u"id"_s, QUuid::createUuid().toString(QUuid::WithoutBraces));
    }
    return m_account.connection.sendTyped(stanza);
}

} // namespace jackdaw
