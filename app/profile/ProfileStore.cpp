// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/ProfileStore.h"

#include "storage/Database.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSqlQuery>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

struct TextField { QLatin1StringView key; QString VCard::*field; };
struct ListField { QLatin1StringView key; QStringList VCard::*field; };

constexpr TextField textFields[] = {
    {"fn"_L1, &VCard::fullName}, {"nickname"_L1, &VCard::nickname}, {"org"_L1, &VCard::organization}, {"title"_L1, &VCard::title},
    {"role"_L1, &VCard::role}, {"bday"_L1, &VCard::birthday}, {"note"_L1, &VCard::note}};
constexpr ListField listFields[] = {
    {"email"_L1, &VCard::emails}, {"tel"_L1, &VCard::phones}, {"url"_L1, &VCard::links}, {"adr"_L1, &VCard::addresses}};

QString cardText(const VCard &card)
{
    QJsonObject object;
    for (const TextField &each : textFields) {
        if (const QString &text = card.*each.field; !text.isEmpty()) {
            object.insert(each.key, text);
        }
    }
    for (const ListField &each : listFields) {
        if (const QStringList &list = card.*each.field; !list.isEmpty()) {
            object.insert(each.key, QJsonArray::fromStringList(list));
        }
    }
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

VCard cardOf(const QString &text)
{
    const QJsonObject object = QJsonDocument::fromJson(text.toUtf8()).object();
    VCard card;
    for (const TextField &each : textFields) {
        card.*each.field = object.value(each.key).toString();
    }
    for (const ListField &each : listFields) {
        const QJsonArray list = object.value(each.key).toArray();
        for (const QJsonValue &value : list) {
            card.*each.field += value.toString();
        }
    }
    return card;
}

} // namespace

Result<std::optional<ProfileStore::KeptCard>> ProfileStore::card(const BareJid &jid)
{
    std::optional<KeptCard> found;
    const auto read = m_database.each(u"SELECT card, time FROM profile_card WHERE account = ? AND jid = ?"_s,
                                      {m_account.value(), jid.toString()}, [&](const QSqlQuery &row) {
        found = KeptCard{cardOf(row.value(0).toString()), row.value(1).toLongLong()};
    });
    if (!read) {
        return read.error();
    }
    return found;
}

Status ProfileStore::keepCard(const BareJid &jid, const VCard &card, qint64 time)
{
    return m_database.transaction(Database::Durability::Normal, [&]() -> Status {
        if (const auto stored = m_database.change(u"INSERT OR REPLACE INTO profile_card (account, jid, time, card) VALUES (?, ?, ?, ?)"_s,
                                                  {m_account.value(), jid.toString(), time, cardText(card)}); !stored) {
            return stored.error();
        }
        const auto forgotten = m_database.change(
            u"DELETE FROM profile_card WHERE account = ? AND jid IN (SELECT jid FROM profile_card WHERE account = ? "
            "ORDER BY time DESC, jid LIMIT -1 OFFSET ?)"_s, {m_account.value(), m_account.value(), maximumCards});
        return forgotten ? Status(Done{}) : Status(forgotten.error());
    });
}

Result<QHash<BareJid, ProfileStore::Note>> ProfileStore::notes()
{
    QHash<BareJid, Note> all;
    const auto read = m_database.each(u"SELECT jid, note, tags, waiting FROM contact_note WHERE account = ?"_s, {m_account.value()},
                                      [&](const QSqlQuery &row) {
        all.insert(BareJid::fromPrepared(row.value(0).toString()),
                   {row.value(1).toString(), row.value(2).toString().split(u'\n', Qt::SkipEmptyParts),
                    row.value(3).toBool() ? Note::At::HereOnly : Note::At::Server});
    });
    if (!read) {
        return read.error();
    }
    return all;
}

Status ProfileStore::keepNote(const BareJid &jid, const Note &note)
{
    const auto kept = note.isEmpty() && note.at == Note::At::Server
        ? m_database.change(u"DELETE FROM contact_note WHERE account = ? AND jid = ?"_s, {m_account.value(), jid.toString()})
        : m_database.change(u"INSERT OR REPLACE INTO contact_note (account, jid, note, tags, waiting) VALUES (?, ?, ?, ?, ?)"_s,
                            {m_account.value(), jid.toString(), note.text.isNull() ? u""_s : note.text,
                             note.tags.isEmpty() ? u""_s : note.tags.join(u'\n'), int(note.at == Note::At::HereOnly)});
    return kept ? Status(Done{}) : Status(kept.error());
}

} // namespace jackdaw
