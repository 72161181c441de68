// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountContext.h"

#include <QObject>

namespace jackdaw {

/// What stands between the names of nested groups, where the account keeps that with its server (XEP-0083): asked once in each
/// new session. Owned by Features, engine thread. Tells what there is and writes nothing: programs that are told of none take
/// what this one takes.
class GroupDelimiterService : public QObject
{
    Q_OBJECT
public:
    static constexpr int longest = 8; ///< characters; what is longer is somebody's mistake

    GroupDelimiterService(const AccountContext &account, QObject *parent = nullptr);

Q_SIGNALS:
    void known(jackdaw::AccountId account, const QString &delimiter);

private:
    void ask();

    AccountContext m_account;
};

} // namespace jackdaw
