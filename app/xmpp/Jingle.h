// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/JingleFile.h"
#include "xmpp/JingleTransport.h"

namespace jackdaw {

/// What a step of a session does: an action of XEP-0166, 7.2. readJingle() makes it of its word, JingleSession decides
/// by it what comes next. A plain value: any thread.
/// Never stored: the numbers may change.
enum class JingleAction {
    Initiate, Accept, Info, Terminate, TransportInfo, TransportReplace, TransportAccept, TransportReject,
    ContentAdd,  ///< and other actions on contents: there is one here, always
    Other        ///< known to nobody, or without a meaning for files
};

/// Why a session ended (XEP-0166, 7.4).
enum class JingleReason {
    None,
    Success,
    Decline,
    Cancel,
    Busy,
    ConnectivityError,
    FailedTransport,
    FailedApplication,
    UnsupportedApplications,
    UnsupportedTransports,
    Timeout,
    Gone,
    MediaError,
    Other
};

/// One step of a session about one file (XEP-0166, XEP-0234). readJingle() makes it of a request, JingleSession writes
/// and takes it. A plain value, engine thread. Nothing in it is believed yet: whose session it is, the service asks the
/// sender's address.
struct JingleStep
{
    enum class Senders { Initiator, Responder, Both, None };
    enum class Said { Nothing, Received, Checksum, Unknown }; ///< of Info: XEP-0234, 7

    JingleAction action = JingleAction::Other;
    QString sid;
    QString creator;   ///< of the content; "initiator" or "responder"
    QString content;   ///< its name
    Senders senders = Senders::Both;
    int contents = 0;  ///< how many there are; what is here is of the first
    bool isFile = false; ///< what it describes is a file (XEP-0234)
    std::optional<JingleFile> file;
    JingleTransport transport;
    JingleReason reason = JingleReason::None;
    Said said = Said::Nothing;
};

/// Nothing where the request is no Jingle at all, or names no session.
std::optional<JingleStep> readJingle(const QDomElement &iq);
/// The payload of a request. `initiator`, `responder`: full addresses, where the step has to name them (7.1).
void writeJingle(QXmlStreamWriter &writer, const JingleStep &step, const QString &initiator, const QString &responder);

} // namespace jackdaw
