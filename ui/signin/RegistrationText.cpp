// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/RegistrationText.h"

#include "style/ErrorText.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {
struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Registration)
};
} // namespace

DataFormView::Labels registrationLabels()
{
    return {{u"username"_s, Words::tr("User name")}, {u"password"_s, Words::tr("Password")}, {u"email"_s, Words::tr("E-mail address")},
            {u"nick"_s, Words::tr("Nickname")}, {u"name"_s, Words::tr("Full name")}, {u"first"_s, Words::tr("Given name")},
            {u"last"_s, Words::tr("Family name")}, {u"address"_s, Words::tr("Street")}, {u"city"_s, Words::tr("City")},
            {u"state"_s, Words::tr("State or region")}, {u"zip"_s, Words::tr("Postal code")}, {u"phone"_s, Words::tr("Phone number")},
            {u"url"_s, Words::tr("Website")}, {u"date"_s, Words::tr("Date")}};
}

QString registrationErrorText(const Error &error, const QString &domain)
{
    switch (error.kind) {
    case ErrorKind::Conflict: return Words::tr("This name is taken. Choose another one.");
    case ErrorKind::Malformed:
        return Words::tr("This cannot be a user name. Use letters and digits, without blanks and without “@”.");
    case ErrorKind::Unavailable:
        return Words::tr("%1 makes no accounts this way. Look at its website, or name another provider.").arg(domain);
    case ErrorKind::Forbidden:
        return Words::tr("%1 does not allow this. You may need an invitation: ask your provider for one.").arg(domain);
    case ErrorKind::TooMany:
        return Words::tr("%1 makes no more accounts for now. Wait a while and try again.").arg(domain);
    case ErrorKind::NotAcceptable:
        return Words::tr("%1 did not accept what you filled in. Check each field; a longer password may help.").arg(domain);
    case ErrorKind::WrongAnswer: return Words::tr("That was not what the picture shows. Here is another one.");
    case ErrorKind::Invitation:
        return Words::tr("%1 does not know this invitation, or it is too old. Ask for a new one.").arg(domain);
    case ErrorKind::ServerNotFound: return Words::tr("%1 was not found. Check the spelling.").arg(domain);
    default: return errorText(error);
    }
}

QString registrationErrorField(const Error &error)
{
    return error.kind == ErrorKind::Conflict || error.kind == ErrorKind::Malformed ? u"username"_s : QString();
}

} // namespace jackdaw
