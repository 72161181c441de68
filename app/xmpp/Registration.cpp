// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/Registration.h"

#include "xmpp/BitsOfBinary.h"
#include "xmpp/DataForm.h"
#include "xmpp/Dom.h"
#include "xmpp/Namespaces.h"

#include <QUrl>
#include <QXmlStreamWriter>

namespace jackdaw {

namespace {

/// XEP-0077, 14.1, in the order of its schema. "registered", "instructions", "key", "misc" and "text" are handled apart or
/// obsolete.
constexpr QStringView fixedFields[] = {u"username", u"nick", u"password", u"name", u"first", u"last", u"email",
                                       u"address", u"city", u"state", u"zip", u"phone", u"url", u"date"};

/// XEP-0158, 6 and 10.3.
constexpr QStringView challengeFields[] = {u"ocr", u"picture_q", u"picture_recog", u"audio_recog", u"speech_q",
                                           u"speech_recog", u"video_q", u"video_recog", u"qa", u"SHA-256"};

QString webAddress(const QString &text)
{
    const QUrl url(text.trimmed(), QUrl::StrictMode);
    const bool web = url.isValid() && (url.scheme() == u"https" || url.scheme() == u"http") && !url.host().isEmpty()
        && url.userInfo().isEmpty();
    return web ? url.toString(QUrl::FullyEncoded) : QString();
}

void begin(QXmlStreamWriter &writer)
{
    writer.writeStartElement(QStringLiteral("query"));
    writer.writeDefaultNamespace(ns::registration);
}

} // namespace

RegistrationQuery readRegistration(const QDomElement &query)
{
    RegistrationQuery out;
    out.isRegistered = !childElement(query, u"registered", ns::registration).isNull();
    const QString instructions = childElement(query, u"instructions", ns::registration).text().simplified();
    const QDomElement form = childElement(query, u"x", ns::dataForms);
    if (!form.isNull()) {
        // XEP-0077, 4: with a form, the fixed fields beside it are for those who know no forms, and so is their text.
        out.source = RegistrationQuery::Source::Form;
        out.form = readDataForm(form);
    } else {
        for (const QStringView name : fixedFields) {
            const QDomElement element = childElement(query, name, ns::registration);
            if (element.isNull()) {
                continue;
            }
            FormField field;
            field.var = name.toString();
            field.type = name == u"password" ? FormField::Type::TextPrivate : FormField::Type::TextSingle;
            field.need = FormField::Need::Required; // 3.1: all that is asked is to be answered
            if (name != u"password" && !element.text().isEmpty()) {
                field.values = QStringList{element.text()};
            }
            out.form.fields += field;
        }
        if (!instructions.isEmpty()) {
            out.form.instructions = QStringList{instructions};
        }
    }
    out.website = webAddress(childElement(childElement(query, u"x", ns::outOfBand), u"url", ns::outOfBand).text());
    for (QDomElement child = query.firstChildElement(); !child.isNull(); child = child.nextSiblingElement()) {
        if (isElement(child, u"data", ns::bitsOfBinary)) {
            if (const auto data = readBitsOfBinary(child)) {
                setPicture(out.form, data->cid, data->bytes);
            }
        }
    }
    return out;
}

QStringList missingPictures(const DataForm &form)
{
    QStringList missing;
    for (const FormField &field : form.fields) {
        for (const FormField::Media &media : field.media) {
            const QString cid = cidOf(media.uri);
            if (!cid.isEmpty() && media.bytes.isEmpty() && media.type.startsWith(u"image/") && !missing.contains(cid)) {
                missing += cid;
            }
        }
    }
    return missing;
}

void setPicture(DataForm &form, const QString &cid, const QByteArray &bytes)
{
    for (FormField &field : form.fields) {
        for (FormField::Media &media : field.media) {
            if (cidOf(media.uri) == cid) {
                media.bytes = bytes;
            }
        }
    }
}

bool hasChallenge(const DataForm &form)
{
    return std::any_of(form.fields.cbegin(), form.fields.cend(), [](const FormField &field) {
        return std::find(std::begin(challengeFields), std::end(challengeFields), field.var) != std::end(challengeFields)
            || !field.media.isEmpty();
    });
}

void writeRegistrationRequest(QXmlStreamWriter &writer)
{
    begin(writer);
    writer.writeEndElement();
}

void writeRegistration(QXmlStreamWriter &writer, RegistrationQuery::Source source, const DataForm &filled)
{
    begin(writer);
    if (source == RegistrationQuery::Source::Form) {
        writeSubmission(writer, filled);
    } else {
        for (const FormField &field : filled.fields) {
            writer.writeTextElement(field.var, field.value());
        }
    }
    writer.writeEndElement();
}

void writePreAuthentication(QXmlStreamWriter &writer, const QString &token)
{
    writer.writeStartElement(QStringLiteral("preauth"));
    writer.writeDefaultNamespace(ns::preAuthentication);
    writer.writeAttribute(QStringLiteral("token"), token);
    writer.writeEndElement();
}

void writePasswordChange(QXmlStreamWriter &writer, const QString &user, const QString &password)
{
    begin(writer);
    writer.writeTextElement(QStringLiteral("username"), user);
    writer.writeTextElement(QStringLiteral("password"), password);
    writer.writeEndElement();
}

void writeRemoval(QXmlStreamWriter &writer)
{
    begin(writer);
    writer.writeEmptyElement(QStringLiteral("remove"));
    writer.writeEndElement();
}

Error registrationError(Error error, RegistrationStep step, const DataForm &form)
{
    switch (error.kind) {
    case ErrorKind::NotAuthorized:
    case ErrorKind::Forbidden:
    case ErrorKind::NotAcceptable:
        if (step == RegistrationStep::Token) {
            error.kind = ErrorKind::Invitation;
        } else if (step == RegistrationStep::Submit && hasChallenge(form)) {
            // XEP-0158, 4.4 says not-acceptable, ejabberd not-allowed: either way the picture is used up.
            error.kind = ErrorKind::WrongAnswer;
        } else if (error.kind == ErrorKind::NotAuthorized) {
            error.kind = ErrorKind::Forbidden; // no password was asked for
        }
        break;
    case ErrorKind::NotFound:
    case ErrorKind::Malformed:
    case ErrorKind::Rejected:
        if (step == RegistrationStep::Token) {
            error.kind = ErrorKind::Invitation;
        }
        break;
    default:
        break;
    }
    return error;
}

bool offersRegistration(const QDomElement &features)
{
    return !childElement(features, u"register", ns::registrationFeature).isNull() || offersInvitations(features);
}

bool offersInvitations(const QDomElement &features)
{
    // XEP-0401 had its own name for it before XEP-0445 took it over.
    return !childElement(features, u"register", ns::registrationToken).isNull()
        || !childElement(features, u"register", u"urn:xmpp:invite").isNull();
}

} // namespace jackdaw
