// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/AutoAnswerService.h"

#include "base/Clock.h"
#include "base/Log.h"
#include "roster/RosterService.h"
#include "xmpp/Dom.h"
#include "xmpp/MessageStanza.h"
#include "xmpp/Namespaces.h"

#include <QRandomGenerator>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype maximumSeen = 500;
constexpr std::size_t maximumDue = 500;

/// Does it say of itself that it is nothing to keep, as what a program writes?
bool isHint(const QDomElement &child)
{
    return child.namespaceURI() == ns::hints && child.tagName() != u"store"; // XEP-0334, 4
}

/// Written by a program, or for programs; from a room, or late.
bool isNoLetter(const QDomElement &message)
{
    for (QDomElement child = message.firstChildElement(); !child.isNull(); child = child.nextSiblingElement()) {
        const QString space = child.namespaceURI();
        if (isHint(child) || space == ns::mucUser || space == ns::delay || space == ns::directInvitation || space == ns::carbons) {
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
    , m_authority(account.jid())
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
        m_due.clear();
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
    if (m_outOfOffice.when == OutOfOffice::When::Never) {
        return;
    }
    if (const Carbon carbon = readCarbon(element); !carbon.message.isNull()) {
        if (carbon.direction == Carbon::Direction::Sent && m_authority.mayWrapCarbon(Sender::of(element))
            && m_authority.mayCarry(carbon.direction, readMessage(carbon.message))) {
            lookAtOwn(carbon.message);
        }
        return;
    }
    if (!mayAnswerNow() || isNoLetter(element)) {
        return;
    }
    const auto from = Jid::parse(element.attribute(u"from"_s));
    // Who may not see our presence does not learn of our absence either.
    if (!from || from->bare().local().isEmpty() || from->bare() == m_account.jid()
        || !m_roster.mayLearn(Authority::Topic::LastActivity, Sender(*from)) || m_isBot(*from)) {
        return;
    }
    if (m_seen.size() >= maximumSeen) {
        m_seen.clear(); // most of what is seen says nothing that is stored
    }
    m_seen.insert({from->bare(), element.attribute(u"id"_s)});
}

/// Another device of ours wrote it.
void AutoAnswerService::lookAtOwn(const QDomElement &message)
{
    const auto to = Jid::parse(message.attribute(u"to"_s));
    if (!to || childElement(message, u"body", ns::client).isNull()) {
        return;
    }
    m_due.erase(to->bare());
    bool isAutomatic = false;
    for (QDomElement child = message.firstChildElement(); !child.isNull(); child = child.nextSiblingElement()) {
        isAutomatic = isAutomatic || isHint(child);
    }
    if (isAutomatic) {
        const qint64 now = m_account.clock.now();
        if (const Status noted = m_store.noteAnswer(to->bare(), now, now - pause); !noted) {
            qCWarning(log::chat) << "an answer of another device was not noted:" << noted.error().detail;
        }
    }
}

void AutoAnswerService::noteStored(ConversationId conversation, const QList<Message> &messages)
{
    for (const Message &message : messages) {
        if (message.direction == Direction::Outgoing) { // the user is there after all
            std::erase_if(m_due, [conversation](const auto &each) { return each.second.conversation == conversation; });
            continue;
        }
        const QString id = message.stanzaId.isValid() ? message.stanzaId.value() : message.originId.value();
        if (!m_seen.remove({message.sender, id}) || !mayAnswerNow() || m_due.contains(message.sender) || m_due.size() >= maximumDue) {
            continue;
        }
        Due &due = m_due[message.sender];
        due.conversation = conversation;
        due.timer = std::make_unique<QTimer>();
        due.timer->setSingleShot(true);
        connect(due.timer.get(), &QTimer::timeout, this, [this, who = message.sender] { answer(who); });
        due.timer->start(m_patience.least + QRandomGenerator::global()->bounded(m_patience.most - m_patience.least + 1));
    }
}

void AutoAnswerService::answer(const BareJid &who)
{
    auto due = m_due.extract(who);
    if (due.empty()) {
        return;
    }
    due.mapped().timer.release()->deleteLater(); // it is what calls
    // They may be no contact any more, or we invisible; and what waits for a connection would be said whenever that comes,
    // true or not.
    const bool mayKnow = m_roster.mayLearn(Authority::Topic::LastActivity, Sender(Jid(who)));
    if (!mayAnswerNow() || !mayKnow || !m_account.connection.isOnline()) {
        return;
    }
    const qint64 now = m_account.clock.now();
    const auto before = m_store.lastAnswer(who);
    if (!before || (*before != 0 && now - *before < pause && now >= *before)) {
        return; // nobody knows, or it was today
    }
    // First the note: rather no answer than two.
    if (const Status noted = m_store.noteAnswer(who, now, now - pause); !noted) {
        qCWarning(log::chat) << "nobody is answered, as it could not be noted:" << noted.error().detail;
        return;
    }
    Q_EMIT answerWanted(due.mapped().conversation, m_outOfOffice.text);
}

} // namespace jackdaw
