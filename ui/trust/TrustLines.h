// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "omemo/TrustEvent.h"
#include "widgets/EventLine.h"

#include <QHash>
#include <QObject>
#include <optional>

namespace jackdaw {

class TrustEventReader;

/// What became of people's devices, as lines between the messages of their chat: what was verified, distrusted or added, and by
/// whose word (facts/security.md, O12). Owned by ChatPage, GUI thread. Reads when somebody looks, and again where something
/// changed. Says what was so then; what is so now the header says.
class TrustLines : public QObject
{
    Q_OBJECT
public:
    explicit TrustLines(const TrustEventReader &reader, QObject *parent = nullptr);

    /// Whose devices are told of, by the names that stand for them. `own`: the account's address, which needs none.
    void setPeople(AccountId account, const BareJid &own, const QHash<BareJid, QString> &names);
    /// The lines between two places, oldest first; an invalid `before`: to the end.
    QList<EventLine> between(MessageId after, MessageId before) const;

public Q_SLOTS:
    /// Something became of the devices of `jid`, or may have.
    void refresh(jackdaw::AccountId account, const jackdaw::BareJid &jid);

Q_SIGNALS:
    void changed();

private:
    const QList<TrustEvent> &events() const;

    const TrustEventReader &m_reader;
    AccountId m_account;
    BareJid m_own;
    QHash<BareJid, QString> m_names;
    mutable std::optional<QList<TrustEvent>> m_events; ///< nothing: nobody has looked yet
};

/// `name`: of whose device it is, isolated; empty: it is one of our own.
EventLine trustLine(const TrustEvent &event, const QString &name);

} // namespace jackdaw
