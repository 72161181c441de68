// SPDX-License-Identifier: GPL-3.0-or-later
#include "roster/ContactLooks.h"

#include "text/LookAlike.h"

namespace jackdaw {

namespace {

constexpr int firstLookAfter = 500; // ms: what is first shown is not held up
constexpr int looksAtOnce = 50;     // under a millisecond: a key that is typed meanwhile waits for no more
constexpr qsizetype mostAsked = 5'000; // looks of strangers; nobody shows more of them at once

} // namespace

ContactLooks::ContactLooks(Source source, QObject *parent)
    : QObject(parent)
    , m_source(std::move(source))
{
    m_turn.setSingleShot(true);
    connect(&m_turn, &QTimer::timeout, this, &ContactLooks::takeSome);
}

ContactLooks::Looks ContactLooks::looksOf(const QString &name, const BareJid &jid)
{
    // Its hash stands for it: of thousands of people the texts would be megabytes.
    return {qHash(lookOf(name)), qHash(lookOf(jid.toString()))};
}

void ContactLooks::begin()
{
    m_isBegun = true;
    m_turn.start(firstLookAfter);
}

void ContactLooks::put(const Contact &contact)
{
    if (!m_isBegun) {
        return;
    }
    m_waiting.insert({contact.account, contact.jid}, contact.shownName());
    if (!m_turn.isActive()) {
        m_turn.start(0);
    }
}

void ContactLooks::remove(AccountId account, const BareJid &jid)
{
    m_waiting.remove({account, jid});
    if (drop({account, jid}) && !m_turn.isActive()) {
        m_turn.start(0);
    }
}

/// Says whether anybody else is seen otherwise for it.
bool ContactLooks::drop(const Key &key)
{
    const auto known = m_looks.constFind(key);
    if (known == m_looks.cend()) {
        return false;
    }
    const Looks looks = *known;
    m_looks.erase(known);
    for (const size_t look : looks) {
        m_byLook.erase({look, key.second, key.first});
    }
    const bool shared = isShared(looks, key.second) || isAsked(looks);
    m_isOther = m_isOther || shared;
    return shared;
}

bool ContactLooks::isAsked(const Looks &looks) const
{
    return m_asked.contains(looks[0]) || m_asked.contains(looks[1]);
}

bool ContactLooks::isShared(const Looks &looks, const BareJid &jid) const
{
    return other(looks[0], jid).isValid() || other(looks[1], jid).isValid();
}

void ContactLooks::takeSome()
{
    if (!std::exchange(m_isListed, true)) {
        m_first = m_source.all();
    }
    int left = looksAtOnce;
    for (; left > 0 && !m_first.isEmpty(); --left) {
        const Key key = m_first.takeLast();
        const Contact *contact = m_waiting.contains(key) ? nullptr : m_source.find(key);
        if (contact) {
            look(key, contact->shownName());
        }
    }
    // Looked for once a turn: what goes leaves holes where a hash begins, which are walked over each time.
    QList<std::pair<Key, QString>> some;
    for (auto next = m_waiting.cbegin(); next != m_waiting.cend() && some.size() < left; ++next) {
        some.emplaceBack(next.key(), next.value());
    }
    for (const auto &[key, name] : std::as_const(some)) {
        m_waiting.remove(key);
        look(key, name);
    }
    if (!m_waiting.isEmpty() || !m_first.isEmpty()) {
        m_turn.start(0);
    } else if (std::exchange(m_isOther, false)) {
        m_asked.clear(); // whoever still shows them asks again
        Q_EMIT changed();
    }
}

void ContactLooks::look(const Key &key, const QString &name)
{
    const Looks looks = looksOf(name, key.second);
    drop(key);
    m_looks.insert(key, looks);
    for (const size_t each : looks) {
        m_byLook.insert({each, key.second, key.first});
    }
    m_isOther = m_isOther || isShared(looks, key.second) || isAsked(looks);
}

BareJid ContactLooks::other(size_t look, const BareJid &jid) const
{
    // An address is there once for each account that has it: few to step over.
    auto one = m_byLook.lower_bound({look, BareJid(), AccountId()});
    for (; one != m_byLook.cend() && std::get<0>(*one) == look; ++one) {
        if (std::get<1>(*one) != jid) {
            return std::get<1>(*one);
        }
    }
    return {};
}

BareJid ContactLooks::likeOf(const Contact &who)
{
    if (!m_isBegun) {
        begin();
    }
    const auto known = m_looks.constFind({who.account, who.jid});
    if (m_byLook.empty() || (known == m_looks.cend() && (!m_isListed || !m_first.isEmpty() || m_waiting.contains({who.account, who.jid})))) {
        return {};
    }
    return likeOf(known != m_looks.cend() ? *known : looksOf(who.shownName(), who.jid), who.jid);
}

BareJid ContactLooks::likeOfStranger(const Contact &who)
{
    if (!m_isBegun) {
        begin();
    }
    const Looks looks = looksOf(who.shownName(), who.jid);
    for (const size_t look : looks) {
        if (m_asked.size() < mostAsked) {
            m_asked.insert(look);
        }
    }
    return likeOf(looks, who.jid);
}

BareJid ContactLooks::likeOf(const Looks &looks, const BareJid &jid) const
{
    const BareJid byAddress = other(looks[1], jid);
    return byAddress.isValid() ? byAddress : other(looks[0], jid);
}

} // namespace jackdaw
