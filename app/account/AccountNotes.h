// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Ids.h"
#include "base/Jid.h"
#include "base/Result.h"

#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>
#include <optional>

namespace jackdaw {

/// Somebody who invited us (XEP-0379), and the token that says so.
struct WaitingInvitation
{
    BareJid inviter;
    QString token;

    friend bool operator==(const WaitingInvitation &, const WaitingInvitation &) = default;
};

/// Small things that an account may not forget and that are no history: where its server tells of outages (XEP-0455),
/// and invitations that its server was not told of yet, and what its owner is called. A file (0600) of the account
/// beside the database, read and written whole, of 64 KB at most: what it holds comes from others too. One that is no
/// such file reads as empty, and is set aside before another is written in its place. Held by value in AccountContext,
/// engine thread; the window reads it as long as there is no engine. Keeps no password.
class AccountNotes
{
public:
    static constexpr qint64 maximumSize = 65'536;

    AccountNotes() = default; ///< remembers nothing
    AccountNotes(const QString &profileFolder, AccountId account);

    QStringList statusAddresses() const;
    Status setStatusAddresses(const QStringList &addresses);

    QList<WaitingInvitation> invitations() const;
    Status addInvitation(const WaitingInvitation &invitation);
    Status removeInvitation(const BareJid &inviter);

    /// What the account's owner is called, as the server had it last; empty where it had nothing.
    QString ownName() const;
    Status setOwnName(const QString &name);
    /// What the owner wants to be called and the server was not told yet; empty: nothing any more.
    std::optional<QString> wantedName() const;
    Status setWantedName(const std::optional<QString> &name);

    /// Who asked to see us, and was not said again by the last session's server (RFC 6121, 3.1.3).
    QStringList missedRequests() const;
    Status setMissedRequests(const QStringList &people);

    /// Is our presence to be kept from contacts (XEP-0126)? None: there are notes, and they cannot be read.
    std::optional<bool> isInvisible() const;
    Status setInvisible(bool invisible);
    /// The privacy list of this program on the server that does it (XEP-0016); empty: there is none.
    QString hidingList() const;
    Status setHidingList(const QString &name);

    /// Gateways to other networks that the user logged out of (XEP-0100, 4.5).
    QStringList loggedOutGateways() const;
    Status setLoggedOutGateways(const QStringList &gateways);

    /// Messages whose file came straight from another program, which was perhaps never told so (XEP-0234, 7.2).
    QStringList unheardFiles() const;
    Status setUnheardFiles(const QStringList &messages);

    /// With the account, and what was set aside. Error: Storage, as of every change here; `subject` is the file.
    Status remove();

private:
    enum class Content { Readable, Broken };
    struct Loaded
    {
        QJsonObject notes;
        Content content = Content::Readable;
    };

    /// Error: Storage, where there is a file that cannot be opened.
    Result<Loaded> load() const;
    QJsonObject read() const;
    Status change(const QString &key, const QJsonValue &value); ///< undefined: takes it out
    QStringList texts(const QString &key) const;
    Status setTexts(const QString &key, const QStringList &texts);
    Status setAside();
    Status write(const QJsonObject &notes);
    Status setInvitations(const QList<WaitingInvitation> &all);

    QString m_file;
};

} // namespace jackdaw
