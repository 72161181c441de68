// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountContext.h"
#include "profile/ContactProfile.h"
#include "profile/ProfileStore.h"
#include "xmpp/PrivateNotes.h"

#include <QObject>

namespace jackdaw {

/// The user's notes and tags about people: here, and in the account's private storage with the server (XEP-0145, XEP-0049),
/// where all devices find them. Owned by ProfileService, engine thread. What was noted without a stream, or where the server
/// keeps no such things, waits here. Nobody else is ever asked or told.
class PrivateNoteService : public QObject
{
    Q_OBJECT
public:
    PrivateNoteService(const AccountContext &account, ProfileStore &store, QObject *parent = nullptr);

    ProfileStore::Note note(const BareJid &jid) const { return m_notes.value(jid); }
    NotePlace placeOf(const BareJid &jid) const;
    /// Errors: Storage, DiskFull.
    Status set(const BareJid &jid, const QString &text, const QStringList &tags);
    /// Learns what other devices noted; once a session.
    void fetch();

Q_SIGNALS:
    /// The note, or where it is.
    void changed(const jackdaw::BareJid &jid);

private:
    struct Lists { QList<PrivateNote> notes; QList<PrivateTags> tags; };

    void synchronize();
    void take(const Lists &lists);
    void publish(Lists lists);
    void end(const Status &done, const QHash<BareJid, ProfileStore::Note> &published);
    bool keep(const BareJid &jid, const ProfileStore::Note &note);
    void setRefused(bool refused);

    AccountContext m_account;
    ProfileStore &m_store;
    QHash<BareJid, ProfileStore::Note> m_notes;
    enum class State { Idle, Busy, BusyAndMore } m_state = State::Idle;
    bool m_isKnown = false;   ///< in this session
    bool m_isRefused = false; ///< the server said no to what waits here, in this session
    int m_round = 0;        ///< answers of an earlier session's are too old
};

} // namespace jackdaw
