// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"

#include <QHashFunctions>
#include <QMetaType>
#include <QString>

namespace jackdaw {

/// An address without resource, prepared by RFC 7622, so that equal addresses are equal strings.
/// A plain value: any thread.
class BareJid
{
public:
    BareJid() = default;

    /// Prepares `text` (RFC 7622, 3); a resource is cut off. Error: Malformed.
    static Result<BareJid> parse(QStringView text);
    /// For text that was prepared before, as in our own database. Never for input.
    static BareJid fromPrepared(QString prepared) { BareJid jid; jid.m_text = std::move(prepared); return jid; }

    const QString &toString() const { return m_text; }
    QString local() const;
    QString domain() const;
    bool isValid() const { return !m_text.isEmpty(); }

    friend bool operator==(const BareJid &a, const BareJid &b) { return a.m_text == b.m_text; }
    friend bool operator<(const BareJid &a, const BareJid &b) { return a.m_text < b.m_text; }
    friend size_t qHash(const BareJid &jid, size_t seed = 0) { return ::qHash(jid.m_text, seed); }

private:
    QString m_text;
};

/// An address with or without resource (RFC 7622), prepared, so that equal addresses are equal strings; for the wire,
/// where resources matter, while conversations and contacts have a BareJid. A plain value: any thread. Says nothing of
/// whether anybody is there.
class Jid
{
public:
    Jid() = default;
    explicit Jid(BareJid bare, QString resource = {}) : m_bare(std::move(bare)), m_resource(std::move(resource)) {}

    /// Prepares localpart (UsernameCaseMapped), domainpart (IDNA) and resourcepart (OpaqueString). Error: Malformed.
    static Result<Jid> parse(QStringView text);
    /// What somebody typed as a nickname (XEP-0045), as the resource that it becomes: without spaces at its ends, and without
    /// what tells only how emoji are drawn. Error: Malformed.
    static Result<QString> nickname(QStringView typed);

    const BareJid &bare() const { return m_bare; }
    const QString &resource() const { return m_resource; }
    bool isBare() const { return m_resource.isEmpty(); }
    bool isValid() const { return m_bare.isValid(); }
    QString toString() const;

    friend bool operator==(const Jid &a, const Jid &b) { return a.m_bare == b.m_bare && a.m_resource == b.m_resource; }
    friend size_t qHash(const Jid &jid, size_t seed = 0) { return qHashMulti(seed, jid.m_bare, jid.m_resource); }

private:
    BareJid m_bare;
    QString m_resource;
};

} // namespace jackdaw

Q_DECLARE_METATYPE(jackdaw::BareJid)
Q_DECLARE_METATYPE(jackdaw::Jid)
