// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/BackupRecords.h"

#include "base/BackupTrouble.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtEndian>

#include <bit>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr char contentsKind = 'C';
constexpr char settingsKind = 'S';
constexpr char tableKind = 'T';
constexpr char rowKind = 'R';
constexpr char endKind = 'E';

constexpr char nullValue = 0;
constexpr char integerValue = 1;
constexpr char realValue = 2;
constexpr char textValue = 3;
constexpr char bytesValue = 4;

constexpr qsizetype mostAccounts = 1000;

template<class T>
void putNumber(QByteArray &to, T value)
{
    const T big = qToBigEndian(value);
    to.append(reinterpret_cast<const char *>(&big), sizeof big);
}

void putBytes(QByteArray &to, char kind, const QByteArray &bytes)
{
    to.append(kind);
    putNumber(to, quint32(bytes.size()));
    to.append(bytes);
}

Error broken(const char *what)
{
    return backupError(BackupTrouble::Damaged, QString::fromLatin1(what));
}

/// Takes what a record has, and never more.
class Cursor
{
public:
    explicit Cursor(const QByteArray &bytes) : m_bytes(bytes) {}

    bool isBad() const { return m_isBad; }
    bool atEnd() const { return m_at == m_bytes.size(); }

    template<class T>
    T number()
    {
        if (m_bytes.size() - m_at < qsizetype(sizeof(T))) {
            m_isBad = true;
            return T{};
        }
        const T value = qFromBigEndian<T>(m_bytes.constData() + m_at);
        m_at += sizeof(T);
        return value;
    }

    QByteArray bytes()
    {
        const qsizetype size = number<quint32>();
        if (m_isBad || m_bytes.size() - m_at < size) {
            m_isBad = true;
            return {};
        }
        // Not null where it is empty: that would be another value.
        const QByteArray value = size == 0 ? QByteArray("", 0) : m_bytes.mid(m_at, size);
        m_at += size;
        return value;
    }

    QString text()
    {
        const QByteArray utf8 = bytes();
        return utf8.isEmpty() ? QString(u""_s) : QString::fromUtf8(utf8);
    }

private:
    const QByteArray &m_bytes;
    qsizetype m_at = 0;
    bool m_isBad = false;
};

} // namespace

Status RecordWriter::record(char kind, const QByteArray &content)
{
    if (content.size() > RecordReader::mostOfRecord) {
        return Error{ErrorKind::Internal, u"a row is larger than a backup can have it"_s, {}};
    }
    QByteArray head(1, kind);
    putNumber(head, quint32(content.size()));
    const Status begun = m_to.write(head);
    return begun ? m_to.write(content) : begun;
}

Status RecordWriter::contents(const BackupContents &contents)
{
    QJsonArray accounts;
    for (const BackupContents::Account &account : contents.accounts) {
        accounts += QJsonObject{{u"jid"_s, account.jid.toString()}, {u"messages"_s, account.messages}};
    }
    const QJsonObject all{{u"made"_s, contents.made}, {u"schema"_s, contents.schema}, {u"accounts"_s, accounts},
                          {u"settings"_s, contents.hasSettings}};
    return record(contentsKind, QJsonDocument(all).toJson(QJsonDocument::Compact));
}

Status RecordWriter::settings(const QByteArray &settings)
{
    return record(settingsKind, settings);
}

Status RecordWriter::table(const QString &name, const QStringList &columns)
{
    QByteArray content;
    putBytes(content, textValue, name.toUtf8());
    for (const QString &column : columns) {
        putBytes(content, textValue, column.toUtf8());
    }
    return record(tableKind, content);
}

Status RecordWriter::row(const QVariantList &values)
{
    QByteArray content;
    for (const QVariant &value : values) {
        switch (value.typeId()) {
        case QMetaType::LongLong:
        case QMetaType::Int:
        case QMetaType::UInt:
        case QMetaType::Bool:
            content.append(integerValue);
            putNumber(content, value.toLongLong());
            break;
        case QMetaType::Double:
            content.append(realValue);
            putNumber(content, std::bit_cast<quint64>(value.toDouble()));
            break;
        case QMetaType::QByteArray:
            // Qt reads an empty blob as a null one; what is NULL in a column comes as a text that is null.
            putBytes(content, bytesValue, value.toByteArray());
            break;
        default:
            if (value.isNull()) {
                content.append(nullValue);
            } else {
                putBytes(content, textValue, value.toString().toUtf8());
            }
        }
    }
    ++m_rows;
    return record(rowKind, content);
}

Status RecordWriter::end()
{
    QByteArray content;
    putNumber(content, m_rows);
    return record(endKind, content);
}

Result<RecordReader::Raw> RecordReader::raw()
{
    const auto head = m_from.read(5);
    if (!head) {
        return head.error();
    }
    const qsizetype size = qFromBigEndian<quint32>(head->constData() + 1);
    if (size > mostOfRecord) {
        return broken("a record is larger than any is");
    }
    auto content = m_from.read(size);
    return content ? Result<Raw>(Raw{head->at(0), std::move(*content)}) : Result<Raw>(content.error());
}

Result<BackupContents> RecordReader::contents()
{
    const auto first = raw();
    if (!first) {
        return first.error();
    }
    QJsonParseError fault;
    const QJsonObject all = QJsonDocument::fromJson(first->content, &fault).object();
    if (first->kind != contentsKind || fault.error != QJsonParseError::NoError) {
        return broken("it does not say what is in it");
    }
    BackupContents contents;
    contents.made = all[u"made"_s].toInteger();
    contents.schema = int(all[u"schema"_s].toInteger());
    contents.hasSettings = all[u"settings"_s].toBool();
    const QJsonArray accounts = all[u"accounts"_s].toArray();
    if (accounts.size() > mostAccounts || contents.schema < 1) {
        return broken("what it says of itself cannot be");
    }
    for (const QJsonValue &each : accounts) {
        const auto jid = BareJid::parse(each[u"jid"_s].toString());
        const qint64 messages = each[u"messages"_s].toInteger();
        if (!jid || messages < 0) {
            return broken("it names an account that cannot be");
        }
        contents.accounts.append({*jid, messages});
    }
    return contents;
}

Result<QVariantList> RecordReader::values(const QByteArray &content) const
{
    QVariantList values;
    values.reserve(m_columns);
    Cursor cursor(content);
    while (!cursor.atEnd() && !cursor.isBad() && values.size() < m_columns) {
        switch (cursor.number<char>()) {
        case nullValue: values.append(QVariant()); break;
        case integerValue: values.append(cursor.number<qint64>()); break;
        case realValue: values.append(std::bit_cast<double>(cursor.number<quint64>())); break;
        case textValue: values.append(cursor.text()); break;
        case bytesValue: values.append(cursor.bytes()); break;
        default: return broken("a value of a kind that there is not");
        }
    }
    if (cursor.isBad() || !cursor.atEnd() || values.size() != m_columns) {
        return broken("a row does not fit its table");
    }
    return values;
}

Result<RecordReader::Record> RecordReader::next()
{
    auto one = raw();
    if (!one) {
        return one.error();
    }
    Record record;
    switch (one->kind) {
    case settingsKind:
        if (m_sawSettings) {
            return broken("settings that come twice");
        }
        if (one->content.size() > mostOfSettings) {
            return broken("settings of no possible length");
        }
        m_sawSettings = true;
        record.kind = Record::Kind::Settings;
        record.settings = std::move(one->content);
        return record;
    case tableKind: {
        Cursor cursor(one->content);
        QStringList names;
        while (!cursor.atEnd() && !cursor.isBad() && names.size() <= mostColumns) {
            if (cursor.number<char>() != textValue) {
                return broken("a table without a name");
            }
            names.append(cursor.text());
        }
        if (cursor.isBad() || !cursor.atEnd() || names.size() < 2) {
            return broken("a table without columns");
        }
        record.kind = Record::Kind::Table;
        record.table = names.takeFirst();
        record.columns = names;
        m_columns = names.size();
        return record;
    }
    case rowKind: {
        if (m_columns < 0) {
            return broken("a row of no table");
        }
        auto read = values(one->content);
        if (!read) {
            return read.error();
        }
        ++m_rows;
        record.kind = Record::Kind::Row;
        record.values = std::move(*read);
        return record;
    }
    case endKind: {
        Cursor cursor(one->content);
        if (cursor.number<qint64>() != m_rows || cursor.isBad() || !cursor.atEnd()) {
            return broken("it has not as many rows as it says");
        }
        const auto isEnd = m_from.atEnd();
        if (!isEnd || !*isEnd) {
            return isEnd ? broken("there is more behind its end") : isEnd.error();
        }
        return record;
    }
    default: return broken("a record of a kind that there is not");
    }
}

} // namespace jackdaw
