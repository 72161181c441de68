// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"

#include <QMetaType>
#include <QString>

namespace jackdaw {

/// What went over a stream in one piece, as the XML console shows it: without passwords and tokens (withoutSecrets). The
/// engine makes it, ConsoleDoor passes it on, ConsoleModel keeps it for a while. A plain value: any thread.
/// It is never on disk, and never in the log.
struct ConsoleStanza
{
    enum class Way { In, Out };
    enum class Kind {
        Message,
        Presence,
        Request, ///< <iq/>
        Stream   ///< all else: features, login, stream management (XEP-0198)
    };
    Way way = Way::In;
    Kind kind = Kind::Stream;
    qint64 time = 0; ///< ms since 1970 UTC
    QString xml;

    friend bool operator==(const ConsoleStanza &, const ConsoleStanza &) = default;
};

/// By the name of its element.
ConsoleStanza::Kind consoleKind(const QString &xml);

/// What somebody typed, and may send.
struct TypedStanza
{
    ConsoleStanza::Kind kind = ConsoleStanza::Kind::Message;
    /// Does it tell somebody something or change something, so that it is asked about first?
    enum class Effect { Harmless, Asks } effect = Effect::Asks;
};

/// One whole stanza of a client (RFC 6120, 8) of known shape. Errors: Malformed; `detail` says what is wrong, and `subject`
/// where: "line:column".
Result<TypedStanza> checkTyped(const QString &xml);

} // namespace jackdaw

Q_DECLARE_METATYPE(jackdaw::ConsoleStanza)
