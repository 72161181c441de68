// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QMetaType>
#include <QStringList>
#include <algorithm>

namespace jackdaw {

/// One field of a data form (XEP-0004, 3.2 and 3.3). All text in it is the other side's. A plain value: any thread.
struct FormField
{
    enum class Type {
        Boolean, Fixed, Hidden, JidMulti, JidSingle, ListMulti, ListSingle, TextMulti, TextPrivate, TextSingle
    };
    enum class Need { Optional, Required };
    struct Option {
        QString label; ///< may be empty: the value stands for itself
        QString value;

        friend bool operator==(const Option &, const Option &) = default;
    };
    /// One form of what is to be looked at or listened to (XEP-0221).
    struct Media {
        QString type;     ///< as the other side says it: "image/png"
        QString uri;      ///< a cid: of XEP-0231, or an address that nobody fetches by itself
        QByteArray bytes; ///< what a cid: stands for, once it is here

        friend bool operator==(const Media &, const Media &) = default;
    };

    QString var;
    Type type = Type::TextSingle;
    QString label;
    QString description;
    Need need = Need::Optional;
    QStringList values;
    QList<Option> options;
    QList<Media> media;

    QString value() const { return values.value(0); }
    bool isTrue() const { return value() == u"1" || value() == u"true"; }

    friend bool operator==(const FormField &, const FormField &) = default;
};

/// A form to be filled in, what was filled in, or a table of results (XEP-0004, 3). xmpp/DataForm reads and writes it,
/// ui/widgets/DataFormView shows it. A plain value: any thread. Checks nothing that is filled in, and fetches no media.
/// All words in it are the other side's.
struct DataForm
{
    enum class Type { Form, Submit, Cancel, Result };

    Type type = Type::Form;
    QString title;
    QStringList instructions;
    QList<FormField> fields;
    QList<FormField> reported;      ///< the columns of a result with several rows (3.4)
    QList<QList<FormField>> items;  ///< its rows

    /// nullptr if there is none of this name. Good until the next change.
    const FormField *find(QStringView var) const
    {
        const auto found = std::find_if(fields.cbegin(), fields.cend(), [var](const FormField &field) { return field.var == var; });
        return found == fields.cend() ? nullptr : &*found;
    }
    FormField *find(QStringView var)
    {
        // Not by way of the other: what is found there may be shared with a copy of this form.
        const auto found = std::find_if(fields.begin(), fields.end(), [var](const FormField &field) { return field.var == var; });
        return found == fields.end() ? nullptr : &*found;
    }
    QString value(QStringView var) const
    {
        const FormField *field = find(var);
        return field ? field->value() : QString();
    }
    /// What the fields mean (XEP-0068); empty where the form does not say.
    QString formType() const { return value(u"FORM_TYPE"); }

    friend bool operator==(const DataForm &, const DataForm &) = default;
};

} // namespace jackdaw

Q_DECLARE_METATYPE(jackdaw::DataForm)
