// SPDX-License-Identifier: GPL-3.0-or-later
#include "roster/RosterFile.h"

#include <QSet>
#include <QUrl>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestName = 200;
constexpr qsizetype mostGroups = 20;

/// Takes what is an address, also where it is written as a link (RFC 5122).
BareJid importedAddress(const QString &written)
{
    QString text = written.trimmed();
    if (text.startsWith("xmpp:"_L1, Qt::CaseInsensitive)) {
        text = QUrl(text).path(QUrl::FullyDecoded);
    }
    const auto jid = BareJid::parse(text.section(u'/', 0, 0));
    return jid && !jid->local().isEmpty() ? *jid : BareJid();
}

class Collector
{
public:
    void add(const QString &address, const QString &name, const QStringList &groups)
    {
        const BareJid jid = importedAddress(address);
        if (!jid.isValid()) {
            ++m_import.unreadable;
            return;
        }
        if (m_known.contains(jid)) {
            return;
        }
        if (m_import.entries.size() == maximumImport) {
            m_import.isCut = true;
            return;
        }
        m_known.insert(jid);
        RosterEntry entry{jid, name.simplified().left(longestName), {}};
        for (const QString &group : groups) {
            const QString tidy = group.simplified().left(longestName);
            if (!tidy.isEmpty() && entry.groups.size() < mostGroups && !entry.groups.contains(tidy)) {
                entry.groups += tidy;
            }
        }
        m_import.entries += entry;
    }
    RosterImport take() { return std::move(m_import); }

private:
    RosterImport m_import;
    QSet<BareJid> m_known;
};

// CSV

/// RFC 4180, 2: fields in quotes may hold commas, line ends and quotes, which are doubled. Some programs separate by ';'.
QList<QStringList> csvRows(const QString &text)
{
    const QString head = text.section(u'\n', 0, 0);
    const QChar separator = head.count(u';') > head.count(u',') ? u';' : head.count(u'\t') > head.count(u',') ? u'\t' : u',';
    QList<QStringList> rows;
    QStringList row;
    QString field;
    bool isQuoted = false;
    const auto endRow = [&] {
        row += field;
        field.clear();
        if (row.size() > 1 || !row.constFirst().trimmed().isEmpty()) {
            rows += row;
        }
        row.clear();
    };
    for (qsizetype i = 0; i < text.size() && rows.size() <= 2 * maximumImport; ++i) {
        const QChar c = text[i];
        if (isQuoted) {
            if (c == u'"' && i + 1 < text.size() && text[i + 1] == u'"') {
                field += text[++i];
            } else if (c == u'"') {
                isQuoted = false;
            } else {
                field += c;
            }
        } else if (c == u'"' && field.isEmpty()) {
            isQuoted = true;
        } else if (c == separator) {
            row += field;
            field.clear();
        } else if (c == u'\n') {
            endRow();
        } else if (c != u'\r') {
            field += c;
        }
    }
    if (!field.isEmpty() || !row.isEmpty()) {
        endRow();
    }
    return rows;
}

/// Which column is named so; -1: none.
qsizetype columnOf(const QStringList &head, std::initializer_list<QLatin1StringView> names)
{
    for (qsizetype i = 0; i < head.size(); ++i) {
        for (const QLatin1StringView name : names) {
            if (head[i].trimmed().compare(name, Qt::CaseInsensitive) == 0) {
                return i;
            }
        }
    }
    return -1;
}

RosterImport readCsv(const QString &text)
{
    Collector collector;
    QList<QStringList> rows = csvRows(text);
    qsizetype address = 0;
    qsizetype name = 1;
    qsizetype groups = 2;
    if (!rows.isEmpty()) {
        const QStringList &head = rows.constFirst();
        if (const qsizetype found = columnOf(head, {"address"_L1, "jid"_L1, "xmpp"_L1, "jabber"_L1, "im"_L1}); found >= 0) {
            address = found;
            name = columnOf(head, {"name"_L1, "full name"_L1, "display name"_L1, "nickname"_L1});
            groups = columnOf(head, {"groups"_L1, "group"_L1, "categories"_L1});
            rows.removeFirst();
        }
    }
    for (const QStringList &row : std::as_const(rows)) {
        collector.add(row.value(address), row.value(name), row.value(groups).split(u';', Qt::SkipEmptyParts));
    }
    return collector.take();
}

QString csvField(const QString &text)
{
    // A field that begins so is a formula to programs that calculate.
    const bool isFormula = !text.isEmpty() && u"=+-@\t"_s.contains(text.front());
    QString field = isFormula ? u'\'' + text : text;
    field.replace(u'"', "\"\""_L1);
    return u'"' + field + u'"';
}

// vCards

QString cardUnescaped(const QString &text)
{
    QString out;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] == u'\\' && i + 1 < text.size()) {
            const QChar next = text[++i];
            out += next == u'n' || next == u'N' ? QChar(u'\n') : next;
        } else {
            out += text[i];
        }
    }
    return out;
}

/// At commas that are not escaped.
QStringList cardList(const QString &text)
{
    QStringList parts(1);
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] == u'\\' && i + 1 < text.size()) {
            parts.last() += text[i];
            parts.last() += text[++i];
        } else if (text[i] == u',') {
            parts.append(QString());
        } else {
            parts.last() += text[i];
        }
    }
    for (QString &part : parts) {
        part = cardUnescaped(part);
    }
    return parts;
}

QString cardEscaped(QString text)
{
    text.replace(u'\\', "\\\\"_L1).replace(u',', "\\,"_L1).replace(u';', "\\;"_L1).replace(u'\n', "\\n"_L1);
    return text;
}

RosterImport readCards(QString text)
{
    text.replace("\r\n"_L1, "\n"_L1);
    text.replace("\n "_L1, QLatin1StringView()).replace("\n\t"_L1, QLatin1StringView()); // RFC 6350, 3.2
    Collector collector;
    QString address;
    QString name;
    QStringList groups;
    const auto lines = QStringView(text).split(u'\n', Qt::SkipEmptyParts);
    for (const QStringView &line : lines) {
        const qsizetype colon = line.indexOf(u':');
        const QString property = line.left(colon).toString().section(u';', 0, 0).section(u'.', -1).toUpper();
        const QString value = colon < 0 ? QString() : line.mid(colon + 1).toString().trimmed();
        if (property == u"BEGIN") {
            address.clear();
            name.clear();
            groups.clear();
        } else if (property == u"IMPP" && value.startsWith("xmpp:"_L1, Qt::CaseInsensitive) && address.isEmpty()) { // RFC 6350, 6.4.3
            address = value;
        } else if (property == u"X-JABBER" && address.isEmpty()) {
            address = value;
        } else if (property == u"FN") {
            name = cardUnescaped(value);
        } else if (property == u"CATEGORIES") {
            groups += cardList(value);
        } else if (property == u"END") {
            collector.add(address, name, groups);
        }
    }
    return collector.take();
}

} // namespace

RosterImport readRosterFile(const QByteArray &file)
{
    QString text = QString::fromUtf8(file.left(maximumImportBytes));
    if (text.startsWith(QChar::ByteOrderMark)) {
        text.removeFirst();
    }
    RosterImport import = text.trimmed().startsWith("BEGIN:VCARD"_L1, Qt::CaseInsensitive) ? readCards(text) : readCsv(text);
    import.isCut = import.isCut || file.size() > maximumImportBytes;
    return import;
}

QByteArray writeRosterCsv(const QList<Contact> &contacts)
{
    QString text = u"address,name,groups\r\n"_s;
    for (const Contact &contact : contacts) {
        text += csvField(contact.jid.toString()) + u',' + csvField(contact.name) + u',' + csvField(contact.groups.join(u';')) + "\r\n"_L1;
    }
    return text.toUtf8();
}

QByteArray writeRosterCards(const QList<Contact> &contacts)
{
    QString text;
    for (const Contact &contact : contacts) {
        QStringList groups;
        for (const QString &group : contact.groups) {
            groups += cardEscaped(group);
        }
        text += "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:"_L1 + cardEscaped(contact.shownName()) + "\r\nIMPP:xmpp:"_L1
            + QString::fromLatin1(QUrl::toPercentEncoding(contact.jid.toString(), "@")) + "\r\n"_L1;
        if (!groups.isEmpty()) {
            text += "CATEGORIES:"_L1 + groups.join(u',') + "\r\n"_L1;
        }
        text += "END:VCARD\r\n"_L1;
    }
    return text.toUtf8();
}

} // namespace jackdaw
