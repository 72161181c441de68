// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/BackupRecords.h"
#include "backup/SealedStream.h"
#include "base/BackupTrouble.h"
#include "support/TestProgram.h"

#include <QCryptographicHash>
#include <QRandomGenerator>
#include <QTest>
#include <QtEndian>

using namespace jackdaw;
using namespace Qt::StringLiterals;

namespace sealed_stream_test {

const KeyCost cheap{10, 1, 1};
const QString passphrase = u"four words of mine"_s;
constexpr qsizetype chunk = BackupHeader::chunkSize + 16;

QByteArray someBytes(qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    QRandomGenerator random(7);
    for (char &each : bytes) {
        each = char(random.generate());
    }
    return bytes;
}

QByteArray sealedOf(const QByteArray &plain, const QString &phrase = passphrase)
{
    QByteArray out;
    SealedWriter writer([&](QByteArrayView bytes) -> Status {
        out.append(bytes);
        return Done{};
    });
    if (!writer.begin(phrase, cheap) || !writer.write(plain) || !writer.finish()) {
        qFatal("it cannot be sealed");
    }
    return out;
}

/// All of it, or what keeps it from being read.
Result<QByteArray> openedOf(const QByteArray &file, const QString &phrase = passphrase)
{
    qsizetype at = 0;
    SealedReader reader([&](qsizetype size) -> Result<QByteArray> {
        const QByteArray part = file.mid(at, std::min<qsizetype>(size, 1000)); // as a pipe or a slow disk gives it
        at += part.size();
        return part;
    });
    if (const Status begun = reader.begin(phrase); !begun) {
        return begun.error();
    }
    QByteArray all;
    while (true) {
        const auto end = reader.atEnd();
        if (!end) {
            return end.error();
        }
        if (*end) {
            return all;
        }
        const auto one = reader.read(1);
        if (!one) {
            return one.error();
        }
        all += *one;
    }
}

std::optional<BackupTrouble> troubleOf(const QByteArray &file, const QString &phrase = passphrase)
{
    const auto opened = openedOf(file, phrase);
    return opened ? std::nullopt : backupTrouble(opened.error());
}

/// A header with other bytes in it, and the sum that fits them: what somebody would make who wants to be believed.
QByteArray withHeader(QByteArray file, qsizetype at, const QByteArray &bytes)
{
    file.replace(at, bytes.size(), bytes);
    const QByteArray sum = QCryptographicHash::hash(file.first(BackupHeader::size - 32), QCryptographicHash::Sha256);
    return file.replace(BackupHeader::size - 32, 32, sum);
}

class SealedStreamTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatGoesInComesOut_data();
    void whatGoesInComesOut();
    void theSameTextIsAnotherFileEachTime();
    void anotherPassphraseIsSaid();
    void everyCutIsFound();
    void everyChangedByteIsFound();
    void noChunkMovesUnseen();
    void newerFormsAreSaid();
    void noFileAsksForMoreThanItMay();
    void recordsComeBack();
    void brokenRecordsAreRefused_data();
    void brokenRecordsAreRefused();
    void noStrayByteBreaksTheReader();
};

void SealedStreamTest::whatGoesInComesOut_data()
{
    QTest::addColumn<qsizetype>("size");
    for (const qsizetype size : {0, 1, 1000, BackupHeader::chunkSize - 1, BackupHeader::chunkSize, BackupHeader::chunkSize + 1,
                                 2 * BackupHeader::chunkSize, 5 * BackupHeader::chunkSize + 17}) {
        QTest::addRow("%lld", qlonglong(size)) << size;
    }
}

void SealedStreamTest::whatGoesInComesOut()
{
    QFETCH(const qsizetype, size);
    const QByteArray plain = someBytes(size);
    const auto opened = openedOf(sealedOf(plain));
    QVERIFY2(opened, opened ? "" : qPrintable(opened.error().detail));
    QCOMPARE(*opened, plain);
}

void SealedStreamTest::theSameTextIsAnotherFileEachTime()
{
    const QByteArray plain = someBytes(100);
    const QByteArray one = sealedOf(plain);
    const QByteArray other = sealedOf(plain);
    QVERIFY(one.mid(22, 32) != other.mid(22, 32)); // the salts
    QVERIFY(one.mid(BackupHeader::size) != other.mid(BackupHeader::size));
    QVERIFY(!one.contains(plain.first(8)));
}

void SealedStreamTest::anotherPassphraseIsSaid()
{
    const QByteArray file = sealedOf(someBytes(10));
    QCOMPARE(troubleOf(file, u"four words of yours"_s), BackupTrouble::WrongPassphrase);
    QCOMPARE(troubleOf(file, {}), BackupTrouble::WrongPassphrase);
    // The same letters, typed on another keyboard (RFC 4013).
    QVERIFY(openedOf(sealedOf("x", u"\u00e9"_s), u"e\u0301"_s));
}

void SealedStreamTest::everyCutIsFound()
{
    const QByteArray small = sealedOf(someBytes(300));
    for (qsizetype size = 0; size < small.size(); ++size) {
        const auto trouble = troubleOf(small.first(size));
        QVERIFY2(trouble == (size == 0 ? BackupTrouble::NotOne : BackupTrouble::Damaged), qPrintable(QString::number(size)));
    }
    const QByteArray large = sealedOf(someBytes(3 * BackupHeader::chunkSize + 100));
    for (int i = 0; i <= 3; ++i) {
        for (const qsizetype by : {-1, 0, 1}) {
            const QByteArray cut = large.first(BackupHeader::size + i * chunk + by);
            QCOMPARE(troubleOf(cut), BackupTrouble::Damaged);
        }
    }
    // At the end of a chunk it is known for what it is.
    QCOMPARE(openedOf(large.first(BackupHeader::size + 2 * chunk)).error().detail, u"it ends too early"_s);
    QCOMPARE(troubleOf(large + 'x'), BackupTrouble::Damaged);
    QCOMPARE(troubleOf(large + large.mid(BackupHeader::size)), BackupTrouble::Damaged);
}

void SealedStreamTest::everyChangedByteIsFound()
{
    const QByteArray small = sealedOf(someBytes(200));
    for (qsizetype at = 0; at < small.size(); ++at) {
        for (const char change : {char(1), char(0x80)}) {
            QByteArray other = small;
            other[at] = char(other[at] ^ change);
            const auto opened = openedOf(other);
            QVERIFY2(!opened, qPrintable(QString::number(at)));
            const auto trouble = backupTrouble(opened.error());
            QVERIFY2(trouble == (at < 8 ? BackupTrouble::NotOne : BackupTrouble::Damaged), qPrintable(QString::number(at)));
        }
    }
    const QByteArray large = sealedOf(someBytes(3 * BackupHeader::chunkSize));
    QRandomGenerator random(3);
    for (int i = 0; i < 100; ++i) {
        QByteArray other = large;
        const qsizetype at = BackupHeader::size + qsizetype(random.bounded(quint32(other.size() - BackupHeader::size)));
        other[at] = char(other[at] ^ (1 << random.bounded(8)));
        QCOMPARE(troubleOf(other), BackupTrouble::Damaged);
    }
}

void SealedStreamTest::noChunkMovesUnseen()
{
    const QByteArray file = sealedOf(someBytes(4 * BackupHeader::chunkSize));
    const QByteArray header = file.first(BackupHeader::size);
    QList<QByteArray> chunks;
    for (int i = 0; i < 4; ++i) {
        chunks.append(file.mid(BackupHeader::size + i * chunk, chunk));
    }
    const auto joined = [&](std::initializer_list<int> order) {
        QByteArray all = header;
        for (const int i : order) {
            all += chunks[i];
        }
        return all;
    };
    QVERIFY(openedOf(joined({0, 1, 2, 3})));
    for (const auto &order : {std::initializer_list<int>{1, 0, 2, 3}, {0, 2, 1, 3}, {0, 1, 3}, {1, 2, 3}, {0, 1, 1, 2, 3}, {3}, {0, 1, 2, 3, 3}}) {
        QCOMPARE(troubleOf(joined(order)), BackupTrouble::Damaged);
    }
    // Nor from another backup with the same passphrase.
    const QByteArray other = sealedOf(someBytes(4 * BackupHeader::chunkSize));
    QCOMPARE(troubleOf(header + other.mid(BackupHeader::size)), BackupTrouble::Damaged);
}

void SealedStreamTest::newerFormsAreSaid()
{
    const QByteArray file = sealedOf("x");
    QCOMPARE(troubleOf(withHeader(file, 8, QByteArray("\0\2", 2))), BackupTrouble::Newer);
    QCOMPARE(troubleOf(withHeader(file, 8, QByteArray("\0\0", 2))), BackupTrouble::Damaged);
    QCOMPARE(troubleOf("SQLite format 3"), BackupTrouble::NotOne);
    QCOMPARE(troubleOf(QByteArray(100'000, 'J')), BackupTrouble::NotOne);
}

void SealedStreamTest::noFileAsksForMoreThanItMay()
{
    QVERIFY(KeyCost().isBearable());
    for (const KeyCost &cost : {KeyCost{30, 8, 1}, KeyCost{20, 8, 1}, KeyCost{17, 32, 1}, KeyCost{10, 1, 5}, KeyCost{10, 33, 1},
                                KeyCost{255, 1, 1}, KeyCost{10, 0, 1}, KeyCost{10, 1, 0}, KeyCost{0, 1, 1}}) {
        QVERIFY(!cost.isBearable());
        QByteArray bytes(5, '\0');
        bytes[0] = char(cost.logN);
        qToBigEndian(quint16(cost.r), bytes.data() + 1);
        qToBigEndian(quint16(cost.p), bytes.data() + 3);
        QCOMPARE(troubleOf(withHeader(sealedOf("x"), 13, bytes)), BackupTrouble::Damaged);
    }
    // Nor do its chunks.
    QCOMPARE(troubleOf(withHeader(sealedOf("x"), 18, QByteArray("\x7f\xff\xff\xff", 4))), BackupTrouble::Damaged);
}

// What is below the seal: only somebody who knows the passphrase can make it, and that may be somebody else than us.

/// Records as they lie in a file, and what the reader says of them.
class Records
{
public:
    QByteArray plain;
    SealedWriter writer{[this](QByteArrayView bytes) -> Status {
        plain.append(bytes);
        return Done{};
    }};
    RecordWriter records{writer};
    Records()
    {
        if (!writer.begin(passphrase, cheap)) {
            qFatal("no key");
        }
    }
};

BackupContents someContents()
{
    BackupContents contents;
    contents.made = 1'700'000'000'000;
    contents.schema = 23;
    contents.accounts = {{BareJid::fromPrepared(u"mara@harbor.example"_s), 12}};
    contents.hasSettings = true;
    return contents;
}

/// The last record, or the error.
Result<RecordReader::Record> readAll(const QByteArray &file, QList<RecordReader::Record> *all = nullptr)
{
    qsizetype at = 0;
    SealedReader reader([&](qsizetype size) -> Result<QByteArray> {
        const QByteArray part = file.mid(at, size);
        at += part.size();
        return part;
    });
    if (const Status begun = reader.begin(passphrase); !begun) {
        return begun.error();
    }
    RecordReader records(reader);
    if (const auto contents = records.contents(); !contents) {
        return contents.error();
    }
    while (true) {
        const auto record = records.next();
        if (!record || record->kind == RecordReader::Record::Kind::End) {
            return record;
        }
        if (all) {
            all->append(*record);
        }
    }
}

void SealedStreamTest::recordsComeBack()
{
    Records out;
    const QVariantList row{QVariant(), qint64(-5), std::numeric_limits<qint64>::max(), 2.5, QString(u""_s), u"Grüße \U0001F426"_s,
                           QByteArray("\0\1", 2), QByteArray("", 0)};
    QVERIFY(out.records.contents(someContents()));
    QVERIFY(out.records.settings("{}"));
    QVERIFY(out.records.table(u"message"_s, {u"a"_s, u"b"_s, u"c"_s, u"d"_s, u"e"_s, u"f"_s, u"g"_s, u"h"_s}));
    QVERIFY(out.records.row(row));
    QVERIFY(out.records.end());
    QVERIFY(out.writer.finish());
    QList<RecordReader::Record> all;
    const auto last = readAll(out.plain, &all);
    QVERIFY2(last, last ? "" : qPrintable(last.error().detail));
    QCOMPARE(all.size(), 3);
    QCOMPARE(all[0].settings, QByteArray("{}"));
    QCOMPARE(all[1].table, u"message"_s);
    QCOMPARE(all[2].values, row);
    for (const int i : {4, 7}) {
        QVERIFY(!all[2].values[i].isNull()); // nothing is not the same as NULL
    }
    QVERIFY(all[2].values[0].isNull());
}

void SealedStreamTest::brokenRecordsAreRefused_data()
{
    QTest::addColumn<QByteArray>("record");
    const auto record = [](char kind, const QByteArray &content, quint32 size) {
        QByteArray out(5, kind);
        qToBigEndian(size, out.data() + 1);
        return out + content;
    };
    const QByteArray table = record('T', QByteArray("\3\0\0\0\1t\3\0\0\0\1c", 12), 12);
    QTest::newRow("of no kind") << record('X', "", 0);
    QTest::newRow("larger than any") << record('R', "", 0xffffffff);
    QTest::newRow("larger than what follows") << record('S', "abc", 1000);
    QTest::newRow("a row of no table") << record('R', QByteArray(1, '\0'), 1);
    QTest::newRow("a table without columns") << record('T', QByteArray("\3\0\0\0\1t", 6), 6);
    QTest::newRow("a table of no text") << record('T', QByteArray("\4\0\0\0\1t\3\0\0\0\1c", 12), 12);
    QTest::newRow("a name beyond its record") << record('T', QByteArray("\3\xff\xff\xff\xfft", 6), 6);
    QTest::newRow("too few values") << table + record('R', "", 0);
    QTest::newRow("too many values") << table + record('R', QByteArray(2, '\0'), 2);
    QTest::newRow("a value of no kind") << table + record('R', QByteArray(1, '\x09'), 1);
    QTest::newRow("half a number") << table + record('R', QByteArray("\1\0\0", 3), 3);
    QTest::newRow("a text beyond its row") << table + record('R', QByteArray("\3\x7f\xff\xff\xffx", 6), 6);
    QTest::newRow("another count") << record('E', QByteArray("\0\0\0\0\0\0\0\7", 8), 8);
    QTest::newRow("more behind the end") << record('E', QByteArray(8, '\0'), 8) + 'x';
    QTest::newRow("settings twice") << record('S', "a", 1) + record('S', "b", 1);
    QTest::newRow("no end") << QByteArray();
}

void SealedStreamTest::brokenRecordsAreRefused()
{
    QFETCH(const QByteArray, record);
    Records out;
    QVERIFY(out.records.contents(someContents()));
    QVERIFY(out.writer.write(record));
    QVERIFY(out.writer.finish());
    const auto read = readAll(out.plain);
    QVERIFY(!read);
    QCOMPARE(backupTrouble(read.error()), BackupTrouble::Damaged);
}

/// The same for what nobody thought of: any byte of the records another one, any end too early.
void SealedStreamTest::noStrayByteBreaksTheReader()
{
    QByteArray plain;
    {
        // What stands below the seal, as it is.
        Records out;
        QVERIFY(out.records.contents(someContents()));
        QVERIFY(out.records.table(u"message"_s, {u"id"_s, u"body"_s, u"blob"_s}));
        QVERIFY(out.records.row({qint64(1), u"hello"_s, QByteArray("bytes")}));
        QVERIFY(out.records.end());
        QVERIFY(out.writer.finish());
        plain = *openedOf(out.plain);
    }
    const auto look = [](const QByteArray &bytes) {
        const auto read = readAll(sealedOf(bytes));
        return read || backupTrouble(read.error()) == BackupTrouble::Damaged;
    };
    for (qsizetype size = 0; size < plain.size(); ++size) {
        QVERIFY(!readAll(sealedOf(plain.first(size))));
    }
    QRandomGenerator random(11);
    for (int i = 0; i < 1500; ++i) {
        QByteArray other = plain;
        for (int times = 1 + int(random.bounded(4)); times > 0; --times) {
            const qsizetype at = qsizetype(random.bounded(quint32(other.size())));
            switch (random.bounded(3)) {
            case 0: other[at] = char(random.generate()); break;
            case 1: other.remove(at, 1 + qsizetype(random.bounded(8))); break;
            default: other.insert(at, char(random.generate())); break;
            }
            if (other.isEmpty()) {
                break;
            }
        }
        QVERIFY2(look(other), other.toHex().constData());
    }
}

JACKDAW_TEST(SealedStreamTest)

} // namespace sealed_stream_test

#include "SealedStreamTest.moc"
