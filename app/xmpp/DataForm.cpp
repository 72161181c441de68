// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/DataForm.h"

#include "xmpp/Dom.h"
#include "xmpp/Namespaces.h"

#include <QXmlStreamWriter>

namespace jackdaw {

namespace {

constexpr int maximum = 200; ///< of everything that a form repeats: nobody fills in more

struct TypeName { FormField::Type type; QStringView name; };
constexpr TypeName typeNames[] = {
    {FormField::Type::Boolean, u"boolean"},
    {FormField::Type::Fixed, u"fixed"},
    {FormField::Type::Hidden, u"hidden"},
    {FormField::Type::JidMulti, u"jid-multi"},
    {FormField::Type::JidSingle, u"jid-single"},
    {FormField::Type::ListMulti, u"list-multi"},
    {FormField::Type::ListSingle, u"list-single"},
    {FormField::Type::TextMulti, u"text-multi"},
    {FormField::Type::TextPrivate, u"text-private"},
    {FormField::Type::TextSingle, u"text-single"},
};

QStringView nameOf(FormField::Type type)
{
    for (const TypeName &each : typeNames) {
        if (each.type == type) {
            return each.name;
        }
    }
    return {};
}

FormField readField(const QDomElement &element)
{
    FormField field;
    field.var = element.attribute(QStringLiteral("var"));
    field.label = element.attribute(QStringLiteral("label"));
    const QString type = element.attribute(QStringLiteral("type"));
    for (const TypeName &each : typeNames) { // unknown, or none at all: text-single (3.3)
        if (type == each.name) {
            field.type = each.type;
        }
    }
    for (QDomElement child = element.firstChildElement(); !child.isNull(); child = child.nextSiblingElement()) {
        if (isElement(child, u"value", ns::dataForms)) {
            if (field.values.size() < maximum) {
                field.values += child.text();
            }
        } else if (isElement(child, u"required", ns::dataForms)) {
            field.need = FormField::Need::Required;
        } else if (isElement(child, u"desc", ns::dataForms)) {
            field.description = child.text();
        } else if (isElement(child, u"option", ns::dataForms)) {
            if (field.options.size() < maximum) {
                field.options.append({child.attribute(QStringLiteral("label")), childElement(child, u"value", ns::dataForms).text()});
            }
        } else if (isElement(child, u"media", ns::media)) {
            for (QDomElement uri = child.firstChildElement(); !uri.isNull(); uri = uri.nextSiblingElement()) {
                if (isElement(uri, u"uri", ns::media) && field.media.size() < maximum) {
                    field.media.append({uri.attribute(QStringLiteral("type")), uri.text().trimmed(), {}});
                }
            }
        }
    }
    return field;
}

QList<FormField> readFields(const QDomElement &parent)
{
    QList<FormField> fields;
    for (QDomElement child = parent.firstChildElement(); !child.isNull(); child = child.nextSiblingElement()) {
        if (isElement(child, u"field", ns::dataForms) && fields.size() < maximum) {
            fields += readField(child);
        }
    }
    return fields;
}

void writeText(QXmlStreamWriter &writer, const FormField &field)
{
    writer.writeStartElement(QStringLiteral("field"));
    writer.writeAttribute(QStringLiteral("var"), field.var);
    writer.writeAttribute(QStringLiteral("type"), nameOf(field.type));
    for (const QString &value : field.values) {
        writer.writeTextElement(QStringLiteral("value"), value);
    }
    writer.writeEndElement();
}

} // namespace

DataForm readDataForm(const QDomElement &x)
{
    DataForm form;
    const QString type = x.attribute(QStringLiteral("type"));
    form.type = type == u"submit" ? DataForm::Type::Submit
        : type == u"cancel"       ? DataForm::Type::Cancel
        : type == u"result"       ? DataForm::Type::Result
                                  : DataForm::Type::Form;
    form.fields = readFields(x);
    for (QDomElement child = x.firstChildElement(); !child.isNull(); child = child.nextSiblingElement()) {
        if (isElement(child, u"title", ns::dataForms)) {
            form.title = child.text().simplified();
        } else if (isElement(child, u"instructions", ns::dataForms)) {
            if (form.instructions.size() < maximum) {
                form.instructions += child.text().simplified();
            }
        } else if (isElement(child, u"reported", ns::dataForms)) {
            form.reported = readFields(child);
        } else if (isElement(child, u"item", ns::dataForms) && form.items.size() < maximum) {
            form.items += readFields(child);
        }
    }
    return form;
}

void writeSubmission(QXmlStreamWriter &writer, const DataForm &filled)
{
    writer.writeStartElement(QStringLiteral("x"));
    writer.writeDefaultNamespace(ns::dataForms);
    writer.writeAttribute(QStringLiteral("type"), QStringLiteral("submit"));
    for (const FormField &field : filled.fields) {
        if (field.type != FormField::Type::Fixed && !field.var.isEmpty() && !field.values.isEmpty()) {
            writeText(writer, field);
        }
    }
    writer.writeEndElement();
}

void writeCancellation(QXmlStreamWriter &writer)
{
    writer.writeStartElement(QStringLiteral("x"));
    writer.writeDefaultNamespace(ns::dataForms);
    writer.writeAttribute(QStringLiteral("type"), QStringLiteral("cancel"));
    writer.writeEndElement();
}

} // namespace jackdaw
