// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDomElement>
#include <QQueue>

namespace jackdaw {

/// Stanzas that come between the binding of the resource and the beginning of the session: Prosody hands over what a lost
/// session left as soon as there is a new one to take it. QXmpp breaks the sign-in off over them ("Unexpected element
/// received"), so they wait here for the session, in order and bounded. A value of StreamGuard's, engine thread; delivers
/// nothing itself.
class EarlyStanzas
{
public:
    /// Prosody keeps at most 500 of a lost session (smacks_max_queue_size).
    static constexpr qsizetype maximumCount = 2'000;
    static constexpr qint64 maximumCharacters = 10'000'000;

    enum class Held { No, Yes, TooMany };

    void reset() { *this = {}; }
    /// SASL2 bound the resource as well (XEP-0386); the features that follow begin the session, or ask for <enable/>.
    void awaitFeatures();
    /// QXmpp has asked for stream management, and takes nothing but the answer (XEP-0198, 3).
    void awaitEnabled();
    bool awaitsEnabled() const { return m_awaited == Awaited::Enabled; }
    /// Is it to wait? `end` is where it ends in the stream, in characters.
    Held hold(const QDomElement &element, qint64 end);
    /// QXmpp has it, and what was waited for with it perhaps.
    void noteDelivered(const QDomElement &element);

    bool isReleased() const { return m_awaited == Awaited::Nothing && !m_stanzas.isEmpty(); }
    QDomElement take() { return m_stanzas.dequeue(); }
    /// The counter of what was received starts with <enabled/> (XEP-0198, 4): what came before it is not for QXmpp to count.
    bool areCounted() const { return m_counted; }

private:
    enum class Awaited { Nothing, Features, Enabled };
    Awaited m_awaited = Awaited::Nothing;
    bool m_counted = true;
    QQueue<QDomElement> m_stanzas;
    qint64 m_firstEnd = 0;
};

} // namespace jackdaw
