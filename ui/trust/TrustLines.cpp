// SPDX-License-Identifier: GPL-3.0-or-later
#include "trust/TrustLines.h"

#include "omemo/TrustEventReader.h"
#include "style/Direction.h"

#include <QCoreApplication>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

struct TrustLineWords
{
    Q_DECLARE_TR_FUNCTIONS(Trust)
};

constexpr qsizetype mostTrustLines = 6; ///< between two messages

QString addedLine(DeviceTrust trust, const QString &name)
{
    const bool mayRead = trust == DeviceTrust::Blind || trust == DeviceTrust::Verified;
    if (name.isEmpty())
        return mayRead ? TrustLineWords::tr("A device was added to your account") // by whoever has the password
                       : TrustLineWords::tr("A device was added to your account, which is to be checked");
    return mayRead ? TrustLineWords::tr("%1 added a device").arg(name)
                   : TrustLineWords::tr("%1 added a device, which reads nothing until you have checked it").arg(name);
}

QString verifiedLine(DecidedBy by, const QString &name)
{
    switch (by) {
    case DecidedBy::User:
        return name.isEmpty() ? TrustLineWords::tr("You verified another device of yours")
                              : TrustLineWords::tr("You verified a device of %1").arg(name);
    case DecidedBy::OwnDevice:
        return name.isEmpty() ? TrustLineWords::tr("A device of yours was verified on another one")
                              : TrustLineWords::tr("A device of %1 was verified on another device of yours").arg(name);
    case DecidedBy::TheirDevice:
        return TrustLineWords::tr("A device of %1 was vouched for by another one of theirs").arg(name);
    }
    return {};
}

QString distrustedLine(DecidedBy by, const QString &name)
{
    switch (by) {
    case DecidedBy::User:
        return name.isEmpty() ? TrustLineWords::tr("You no longer trust a device of yours")
                              : TrustLineWords::tr("You no longer trust a device of %1").arg(name);
    case DecidedBy::OwnDevice:
        return name.isEmpty() ? TrustLineWords::tr("A device of yours was refused on another one")
                              : TrustLineWords::tr("A device of %1 was refused on another device of yours").arg(name);
    case DecidedBy::TheirDevice:
        return TrustLineWords::tr("A device of %1 was given up by another one of theirs").arg(name);
    }
    return {};
}

} // namespace

EventLine trustLine(const TrustEvent &event, const QString &name)
{
    switch (event.kind) {
    case TrustEvent::Kind::Added:
        return {u"shield-alert"_s, addedLine(event.trust, name)};
    case TrustEvent::Kind::Refused:
        return {u"shield-alert"_s,
                name.isEmpty() ? TrustLineWords::tr("A device of yours showed another key, which was not taken")
                               : TrustLineWords::tr("A device of %1 showed another key, which was not taken").arg(name)};
    case TrustEvent::Kind::Judged:
        break;
    }
    switch (event.trust) {
    case DeviceTrust::Verified:
        return {u"shield-check"_s, verifiedLine(event.by, name)};
    case DeviceTrust::Distrusted:
        return {u"shield-alert"_s, distrustedLine(event.by, name)};
    case DeviceTrust::Undecided:
    case DeviceTrust::Blind:
        break;
    }
    return {u"shield-alert"_s,
            name.isEmpty() ? TrustLineWords::tr("A device of yours is to be checked again")
                           : TrustLineWords::tr("A device of %1 is to be checked again").arg(name)};
}

TrustLines::TrustLines(const TrustEventReader &reader, QObject *parent) : QObject(parent), m_reader(reader) {}

void TrustLines::setPeople(AccountId account, const BareJid &own, const QHash<BareJid, QString> &names)
{
    if (account == m_account && own == m_own && names == m_names)
        return;
    const bool isSame = account == m_account && names.size() == m_names.size()
        && std::all_of(names.keyBegin(), names.keyEnd(), [this](const BareJid &each) { return m_names.contains(each); });
    const bool hadLines = m_events && !m_events->isEmpty();
    m_account = account;
    m_own = own;
    m_names = names;
    if (!isSame)
        m_events.reset();
    // All rows are measured again: not where there is nothing to be said.
    if (hadLines || !events().isEmpty())
        Q_EMIT changed();
}

const QList<TrustEvent> &TrustLines::events() const
{
    if (!m_events)
        m_events = m_account.isValid() && !m_names.isEmpty() ? m_reader.events(m_account, m_names.keys()) : QList<TrustEvent>();
    return *m_events;
}

QList<EventLine> TrustLines::between(MessageId after, MessageId before) const
{
    const QList<TrustEvent> &all = events();
    const auto isAbove = [](const TrustEvent &event, MessageId place) { return event.place < place; };
    QList<const TrustEvent *> found;
    for (auto it = std::lower_bound(all.cbegin(), all.cend(), after, isAbove);
         it != all.cend() && (!before.isValid() || it->place < before); ++it)
        found << &*it;
    // Devices cost nothing to add: however many there are, they take no place from what was decided or refused.
    qsizetype tooMany = found.size() - mostTrustLines;
    found.removeIf([&tooMany](const TrustEvent *event) { return event->kind == TrustEvent::Kind::Added && tooMany-- > 0; });
    QList<EventLine> lines;
    for (qsizetype i = std::max<qsizetype>(0, found.size() - mostTrustLines); i < found.size(); ++i) {
        const BareJid &person = found[i]->device.jid;
        lines << trustLine(*found[i], person == m_own ? QString() : isolated(m_names.value(person)));
    }
    return lines;
}

void TrustLines::refresh(AccountId account, const BareJid &jid)
{
    // What nobody has looked at yet is read when somebody does.
    if (account != m_account || !m_names.contains(jid) || !m_events)
        return;
    const QList<TrustEvent> before = *std::exchange(m_events, std::nullopt);
    if (events() != before)
        Q_EMIT changed();
}

} // namespace jackdaw
