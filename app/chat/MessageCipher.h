// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"
#include "chat/MessageEncryption.h"
#include "xmpp/MessageStanza.h"

namespace jackdaw {

/// What encrypts the messages of an account, as Outbox and IncomingPipeline see it. Owned by Features and outlives both,
/// engine thread. seal() and open() work inside the caller's transaction, so that the step of the ratchet and the text are on
/// disk together. Never decides that something goes in clear that was to be encrypted.
class MessageCipher
{
public:
    virtual ~MessageCipher() = default;

    enum class Readiness {
        Clear,  ///< nobody wished it otherwise
        Ready,
        NotYet, ///< lists or keys are on their way
        Stuck   ///< nobody there can read it; the user decides
    };
    /// May what waits for this chat go now? Starts whatever is missing for it.
    virtual Result<Readiness> readiness(const BareJid &peer) = 0;
    /// One stanza for each version that somebody needs; `message`: of which they are, invalid where it is not a message of
    /// its own. Errors: NotEncryptable where nobody there can read it; Storage, DiskFull, Internal. What it returns may go out
    /// once, and only after the transaction is on disk.
    virtual Result<QList<QXmppMessage>> seal(const QXmppMessage &clear, const BareJid &peer, MessageId message) = 0;

    struct Opened {
        enum class Outcome {
            Clear,     ///< nothing of it is encrypted
            Opened,
            KeysOnly,  ///< it carried keys and no text
            Known,     ///< it was opened before
            OwnEcho,   ///< this device wrote it
            NotForUs,  ///< for other devices alone
            Unreadable
        };
        Outcome outcome = Outcome::Clear;
        MessageStanza stanza;         ///< Opened: as if it had come in clear
        MessageEncryption encryption; ///< Opened, NotForUs and Unreadable
        RatchetFault fault = RatchetFault::None;
        QString detail;               ///< technical; never what was said
    };
    /// `sender`: the real address, never a room's. `chat`: whom it was written to, as the envelope has to say. `time`: of the
    /// stanza. Errors: Storage, DiskFull.
    virtual Result<Opened> open(const QDomElement &message, const BareJid &sender, const BareJid &chat, qint64 time) = 0;
    /// Once the transaction is on disk: answers what was opened, and mends what could not be.
    virtual void settle() = 0;
};

} // namespace jackdaw
