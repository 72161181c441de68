// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/AutoAnswerService.h"

#include "base/Clock.h"
#include "base/Log.h"
#include "roster/RosterService.h"
#include "xmpp/Dom.h"
#include "xmpp/Namespaces.h"

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype maximumSeen = 500;

/// Written by a program, or for programs; from a room, or late.
bool isNoLetter(const QDomElement &message)
{
    for (QDomElement child = message.firstChildElement(); !child.isNull(); child = child.nextSiblingElement()) {
        const QString space = child.namespaceURI();
        const bool isHint = space == ns::hints && child.tagName() != u"store"; // XEP-0334, 4
        if (isHint || space == ns::mucUser || space == ns::delay || space == ns::directInvitation || space == ns::carbons) {
            return true;
        }
    }
    const QString type = message.attribute(u"type"_s);
    return !type.isEmpty() && type != u"chat" && type != u"normal";
}

} // namespace

AutoAnswerService::AutoAnswerService(const AccountContext &account, const RosterService &roster, std::function<bool(const Jid &)> isBot,
                                     QObject *parent)
    : QObject(parent)
    , m_account(account)
    , m_roster(roster)
    , m_isBot(std::move(isBot))
    , m_store(account.database, account.id)
{
    account.connection.onMessage([this](const QDomElement &element) {
        look(element);
        return Connection::Disposition::Pass;
    });
}

void AutoAnswerService::setRules(const OutOfOffice &outOfOffice, const WorkingHours &hours)
{
    m_outOfOffice = outOfOffice;
    m_hours = hours;
    if (outOfOffice.when == OutOfOffice::When::Never) {
        m_seen.clear();
    }
}

bool AutoAnswerService::mayAnswerNow() const
{
    switch (m_outOfOffice.when) {
    case OutOfOffice::When::Never: return false;
    case OutOfOffice::When::OutsideWorkingHours: return !m_hours.isWorkingTime(m_account.clock.now()) && !m_outOfOffice.text.isEmpty();
    case OutOfOffice::When::Always: return !m_outOfOffice.text.isEmpty();
    }
    return false;
}

void AutoAnswerService::look(const QDomElement &element)
{
    if (!mayAnswerNow() || isNoLetter(element)) {
        return;
    }
    const auto from = Jid::parse(element.attribute(u"from"_s));
    // Who may not see our presence does not learn of our absence either.
    if (!from || from->bare().local().isEmpty() || from->bare() == m_account.jid() || !m_roster.seesPresence(from->bare()) || m_isBot(*from)) {
        return;
    }
    if (m_seen.size() >= maximumSeen) {
        m_seen.clear(); // most of what is seen says nothing that is stored
    }
    m_seen.insert({from->bare(), element.attribute(u"id"_s)});
}

void AutoAnswerService::noteStored(ConversationId conversation, const QList<Message> &messages)
{
    for (const Message &message : messages) {
        const QString id = message.stanzaId.isValid() ? message.stanzaId.value() : message.originId.value();
        if (message.direction != Direction::Incoming || !m_seen.remove({message.sender, id}) || !mayAnswerNow()) {
            continue;
        }
        const qint64 now = m_account.clock.now();
        const auto before = m_store.lastAnswer(message.sender);
        if (!before || (*before != 0 && now - *before < pause && now >= *before)) {
            continue; // nobody knows, or it was today
        }
        // First the note: rather no answer than two.
        if (const Status noted = m_store.noteAnswer(message.sender, now, now - pause); !noted) {
            qCWarning(log::chat) << "nobody is answered, as it could not be noted:" << noted.error().detail;
            continue;
        }
        Q_EMIT answerWanted(conversation, m_outOfOffice.text);
    }
}

} // namespace jackdaw
