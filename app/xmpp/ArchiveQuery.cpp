// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/ArchiveQuery.h"

#include "xmpp/DataForm.h"
#include "xmpp/Dom.h"
#include "xmpp/Namespaces.h"

#include <QDateTime>
#include <QTimeZone>
#include <QXmlStreamWriter>

#include <algorithm>

namespace jackdaw {

namespace {

void writeFormField(QXmlStreamWriter &writer, const QString &name, const QString &value, const QString &type = {})
{
    writer.writeStartElement(QStringLiteral("field"));
    writer.writeAttribute(QStringLiteral("var"), name);
    if (!type.isEmpty()) {
        writer.writeAttribute(QStringLiteral("type"), type);
    }
    writer.writeTextElement(QStringLiteral("value"), value);
    writer.writeEndElement();
}

} // namespace

void ArchiveQuery::write(QXmlStreamWriter &writer) const
{
    writer.writeStartElement(QStringLiteral("query"));
    writer.writeDefaultNamespace(ns::archive.toString());
    writer.writeAttribute(QStringLiteral("queryid"), id);
    if (with || start > 0 || end > 0 || text) {
        writer.writeStartElement(QStringLiteral("x"));
        writer.writeDefaultNamespace(ns::dataForms.toString());
        writer.writeAttribute(QStringLiteral("type"), QStringLiteral("submit"));
        writeFormField(writer, QStringLiteral("FORM_TYPE"), ns::archive.toString(), QStringLiteral("hidden"));
        if (with) {
            writeFormField(writer, QStringLiteral("with"), with->toString());
        }
        for (const auto &[name, time] : {std::pair{QStringLiteral("start"), start}, {QStringLiteral("end"), end}}) {
            if (time > 0) {
                writeFormField(writer, name, QDateTime::fromMSecsSinceEpoch(time, QTimeZone::UTC).toString(Qt::ISODateWithMs));
            }
        }
        if (text) {
            writeFormField(writer, text->field, text->words);
        }
        writer.writeEndElement();
    }
    writer.writeStartElement(QStringLiteral("set"));
    writer.writeDefaultNamespace(ns::resultSets.toString());
    writer.writeTextElement(QStringLiteral("max"), QString::number(max));
    if (before) {
        writer.writeTextElement(QStringLiteral("before"), before->value());
    }
    if (after) {
        writer.writeTextElement(QStringLiteral("after"), after->value());
    }
    writer.writeEndElement();
    writer.writeEndElement();
}

std::optional<ArchivePageEnd> readPageEnd(const QDomElement &iq)
{
    const QDomElement fin = childElement(iq, u"fin", ns::archive);
    if (fin.isNull()) {
        return {};
    }
    ArchivePageEnd end;
    const QString complete = fin.attribute(QStringLiteral("complete"));
    end.complete = complete == u"true" || complete == u"1";
    const QDomElement set = childElement(fin, u"set", ns::resultSets);
    end.first = ArchiveId(childElement(set, u"first", ns::resultSets).text());
    end.last = ArchiveId(childElement(set, u"last", ns::resultSets).text());
    bool isNumber = false;
    const int count = childElement(set, u"count", ns::resultSets).text().toInt(&isNumber);
    if (isNumber && count >= 0) {
        end.count = count;
    }
    return end;
}

void writeArchiveFormRequest(QXmlStreamWriter &writer)
{
    writer.writeStartElement(QStringLiteral("query"));
    writer.writeDefaultNamespace(ns::archive.toString());
    writer.writeEndElement();
}

QString fullTextField(const QDomElement &iq)
{
    const DataForm form = readDataForm(childElement(childElement(iq, u"query", ns::archive), u"x", ns::dataForms));
    // In the order in which they are liked: the second is what ejabberd and others had before XEP-0431.
    for (const QString &name : {QStringLiteral("{urn:xmpp:fulltext:0}fulltext"), QStringLiteral("withtext")}) {
        if (std::any_of(form.fields.cbegin(), form.fields.cend(), [&](const FormField &field) { return field.var == name; })) {
            return name;
        }
    }
    return {};
}

} // namespace jackdaw
