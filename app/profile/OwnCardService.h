// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountContext.h"
#include "base/Result.h"
#include "profile/OwnCard.h"

#include <QDomDocument>
#include <QFuture>
#include <QObject>
#include <functional>

namespace jackdaw {

class OwnFeatures;
class PersonalNodes;

/// The user's own card with the server: both kinds read together (XEP-0292, XEP-0054), and written so that nobody reads more
/// than they may. Owned by Features, engine thread. Asks and writes when the user wants it, keeps nothing on disk, and leaves
/// what it does not know on the cards as it is. What contacts say, ProfileService learns.
class OwnCardService : public QObject
{
    Q_OBJECT
public:
    OwnCardService(const AccountContext &account, PersonalNodes &nodes, const OwnFeatures &features, QObject *parent = nullptr);

    QFuture<Result<OwnCard>> fetch();
    /// Reads both anew before, since another program may have changed them.
    QFuture<Status> save(const OwnCard &card);

private:
    /// As the server has them.
    struct Cards
    {
        QDomDocument newer; ///< empty: none
        QDomDocument older; ///< empty: none
        QString access;    ///< the node's access model; empty where it was not told
        bool isOne = false; ///< the server makes one of the other (XEP-0398)
    };
    void read(std::function<void(Result<Cards>)> done);
    void readOlder(Cards cards, std::function<void(Result<Cards>)> done);
    void readAccess(Cards cards, std::function<void(Result<Cards>)> done);
    void write(const OwnCard &card, const Cards &before, std::function<void(Status)> done);
    void writeOlder(const OwnCard &card, const Cards &before, std::function<void(Status)> done);

    AccountContext m_account;
    PersonalNodes &m_nodes;
    const OwnFeatures &m_features;
};

} // namespace jackdaw
