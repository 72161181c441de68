// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDomElement>
#include <QStringList>

class QXmlStreamWriter;

namespace jackdaw {

/// An answer to a disco#info request (XEP-0030, 3) and its verification string (XEP-0115, 5). A plain value, engine
/// thread. Asks nobody and believes nobody: CapabilitiesService compares ver() with what was promised, and is the one
/// that remembers.
struct Capabilities
{
    struct Identity {
        QString category;
        QString type;
        QString language;
        QString name;
    };
    struct Form {
        QString type; ///< its FORM_TYPE
        QList<std::pair<QString, QStringList>> fields;
    };

    QList<Identity> identities;
    QStringList features;
    QList<Form> forms; ///< XEP-0128

    /// What this program is and always does, and nothing else; what can be switched off, CapabilitiesService adds.
    static Capabilities own();
    static QString node();

    static Capabilities read(const QDomElement &query);
    void write(QXmlStreamWriter &writer, const QString &node) const;
    /// SHA-1 of the verification string in base64 (XEP-0115, 5.1).
    QString ver() const;
    bool has(QStringView feature) const { return features.contains(feature); }
};

} // namespace jackdaw
