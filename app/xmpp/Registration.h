// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/DataForm.h"
#include "base/Result.h"

#include <QDomElement>

class QXmlStreamWriter;

namespace jackdaw {

/// XEP-0077 with the challenges of XEP-0158 and the tokens of XEP-0445: what a server wants to know before it makes an
/// account, and the words in which that is asked, changed and ended. Pure; engine thread. RegistrationService and
/// ServerAccountService ask with it; it keeps no answer.
struct RegistrationQuery
{
    enum class Source {
        Form,  ///< the server's own data form: answered by one
        Fields ///< XEP-0077's fixed fields, made a form here without labels: answered by elements
    };
    Source source = Source::Fields;
    DataForm form;   ///< without fields where there is nothing to fill in
    bool isRegistered = false; ///< with whom is asked, already (3.1.1)
    QString website; ///< http or https: where the server wants accounts to be made instead (5)
};

/// Reads <query xmlns='jabber:iq:register'/> with the pictures that came with it.
RegistrationQuery readRegistration(const QDomElement &query);
/// Pictures that the form shows and that have not come yet, by their cid.
QStringList missingPictures(const DataForm &form);
void setPicture(DataForm &form, const QString &cid, const QByteArray &bytes);
/// Does it ask something that only a person can answer (XEP-0158), so that an answer holds once?
bool hasChallenge(const DataForm &form);

void writeRegistrationRequest(QXmlStreamWriter &writer);
void writeRegistration(QXmlStreamWriter &writer, RegistrationQuery::Source source, const DataForm &filled);
/// XEP-0445, 5.
void writePreAuthentication(QXmlStreamWriter &writer, const QString &token);
/// XEP-0077, 3.3.
void writePasswordChange(QXmlStreamWriter &writer, const QString &user, const QString &password);
/// XEP-0077, 3.2.
void writeRemoval(QXmlStreamWriter &writer);

enum class RegistrationStep { Token, Form, Submit };
/// What a server's refusal means at this step: Conflict (the name is taken), Forbidden, TooMany, WrongAnswer (of a
/// challenge), NotAcceptable, Invitation, Unavailable. What a connection can meet stays as it is.
Error registrationError(Error error, RegistrationStep step, const DataForm &form = {});

/// Does the server take registrations on this stream (XEP-0077, 7), and invitations (XEP-0445, 4)?
bool offersRegistration(const QDomElement &features);
bool offersInvitations(const QDomElement &features);

} // namespace jackdaw
