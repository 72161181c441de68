// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountContext.h"
#include "account/ConsoleDoor.h"

#include <QTimer>

namespace jackdaw {

/// Listens to the stream of one account as long as a console is open, and sends what is typed there. Owned by Features,
/// engine thread. Keeps no more than the console could show, and nothing while it is closed.
/// What is typed is checked here once more: nothing but whole stanzas goes out.
class ConsoleService : public QObject
{
    Q_OBJECT
public:
    static constexpr qsizetype mostKept = 5'000;

    explicit ConsoleService(const AccountContext &account, QObject *parent = nullptr);

    void setUse(ConsoleUse use);
    Status send(const QString &xml);

Q_SIGNALS:
    void passed(jackdaw::AccountId account, const QList<jackdaw::ConsoleStanza> &stanzas);

private:
    void take(ConsoleStanza::Way way, const QString &xml);

    AccountContext m_account;
    QList<ConsoleStanza> m_waiting;
    QTimer m_gather;
};

} // namespace jackdaw
