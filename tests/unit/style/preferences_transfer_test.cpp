// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/DownloadRules.h"
#include "style/Preferences.h"
#include "style/PreferencesTransfer.h"
#include "support/TestProgram.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace jackdaw;
using namespace Qt::StringLiterals;

namespace preferences_transfer_test {

class PreferencesTransferTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void everySettingIsDecidedOn();
    void theyArriveAsTheyWere();
    void whatIsNoneChangesNothing();
    void noListIsEndless();

private:
    QString file(const QString &name) const { return m_folder->filePath(name); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

/// A new one has to be in PreferencesTransfer.cpp: as one that goes along, or as one that stays.
void PreferencesTransferTest::everySettingIsDecidedOn()
{
    const QDir sources(QFileInfo(QFINDTESTDATA("preferences_transfer_test.cpp")).path() + u"/../../../ui/style"_s);
    const QRegularExpression key(u"[gs]et(?:<[^>(]*>)?\\(\\(?\"([a-zA-Z]+/[a-zA-Z]*)\"|names\\(\"([a-zA-Z]+/[a-zA-Z]+)\"|setNames\\(\"([a-zA-Z]+/[a-zA-Z]+)\""_s);
    QSet<QString> found;
    for (const QString &name : sources.entryList({u"Preferences*.cpp"_s})) {
        QFile source(sources.filePath(name));
        QVERIFY(source.open(QIODevice::ReadOnly));
        auto matches = key.globalMatch(QString::fromUtf8(source.readAll()));
        while (matches.hasNext()) {
            const auto match = matches.next();
            found.insert(match.captured(1) + match.captured(2) + match.captured(3));
        }
    }
    QVERIFY(found.size() > 50);
    const QStringList decided = preferencesTransfer::carried() + preferencesTransfer::left();
    for (const QString &each : std::as_const(found)) {
        const bool isDecided = std::any_of(decided.cbegin(), decided.cend(), [&](const QString &known) {
            return known.endsWith(u'*') ? each.startsWith(known.chopped(1)) : known == each;
        });
        QVERIFY2(isDecided, qPrintable(u"%1: say in ui/style/PreferencesTransfer.cpp whether it goes into a backup"_s.arg(each)));
    }
}

void PreferencesTransferTest::theyArriveAsTheyWere()
{
    Preferences here(file(u"here.ini"_s));
    here.setScheme(Preferences::Scheme::Dark);
    here.setAccent(QColor(1, 2, 3));
    here.setTextSize(130);
    here.setSendKey(Preferences::SendKey::CtrlEnter);
    here.setSendMarkers(!here.sendMarkers());
    here.setHighlights({u"pier"_s, u"lamp"_s});
    here.setQuickReplies({{u"hi"_s, u"Hello {name}"_s}});
    here.learnWord(u"Takelage"_s);
    here.setOutOfOffice(Preferences::OutOfOffice::OutsideWorkingHours);
    here.setFoldedGroups({u"Crew"_s, QString(u""_s)});
    here.setListWidth(300);
    here.setLastChat(7);
    DownloadRules rules;
    rules.from = DownloadRules::From::ContactsAndGroups;
    rules.videos = 5 * DownloadRules::megabyte;
    rules.always = {BareJid::fromPrepared(u"tomas@harbor.example"_s)};
    here.setDownloadRules(rules);

    Preferences there(file(u"there.ini"_s));
    const int width = there.listWidth();
    const QByteArray written = preferencesTransfer::written(here);
    QVERIFY(preferencesTransfer::take(there, written));
    QCOMPARE(preferencesTransfer::written(there), written);
    QCOMPARE(there.scheme(), Preferences::Scheme::Dark);
    QCOMPARE(there.accent(), QColor(1, 2, 3));
    QCOMPARE(there.textSize(), 130);
    QCOMPARE(there.highlights(), QStringList({u"pier"_s, u"lamp"_s}));
    QCOMPARE(there.quickReplies(), here.quickReplies());
    QVERIFY(there.downloadRules() == rules);
    // What is about this screen and this history stays.
    QCOMPARE(there.listWidth(), width);
    QCOMPARE(there.lastChat(), 0);
}

void PreferencesTransferTest::whatIsNoneChangesNothing()
{
    Preferences preferences(file(u"mine.ini"_s));
    const QByteArray before = preferencesTransfer::written(preferences);
    for (const QByteArray &none : {QByteArray(), QByteArray("no JSON"), QByteArray("[1]")}) {
        QVERIFY(!preferencesTransfer::take(preferences, none));
    }
    QVERIFY(preferencesTransfer::take(preferences, R"({"appearance/scheme":9,"appearance/textSize":"large","chats/sendKey":-1,
        "window/lastChat":5,"notifications/words":7,"unknown/key":1,"downloads/*":3})"));
    QCOMPARE(preferencesTransfer::written(preferences), before);
    QCOMPARE(preferences.lastChat(), 0);
    // Each keeps its own bounds.
    QVERIFY(preferencesTransfer::take(preferences, R"({"appearance/textSize":100000,"downloads/*":{"pictures":1e15,"from":77}})"));
    QCOMPARE(preferences.textSize(), 200);
    QVERIFY(preferences.downloadRules().pictures <= DownloadRules::most);
}

void PreferencesTransferTest::noListIsEndless()
{
    QJsonArray many;
    for (int i = 0; i < 12'000; ++i) {
        many.append(u"word%1"_s.arg(i));
    }
    Preferences preferences(file(u"mine.ini"_s));
    QSignalSpy changed(&preferences, &Preferences::changed);
    const auto take = [&](const QString &key) {
        return preferencesTransfer::take(preferences, QJsonDocument(QJsonObject{{key, many}}).toJson());
    };
    QVERIFY(take(u"chats/learnedWords"_s));
    QCOMPARE(preferences.learnedWords().size(), 10'000);
    QCOMPARE(changed.size(), 1); // whoever spells is asked to look again once
    QVERIFY(take(u"chats/learnedWords"_s));
    QCOMPARE(changed.size(), 1);
    QVERIFY(take(u"chats/quickReplies"_s));
    QCOMPARE(preferences.quickReplies().size(), 500);
    QVERIFY(take(u"notifications/words"_s));
    QCOMPARE(preferences.highlights().size(), 500);
    QVERIFY(take(u"chats/recentEmoji"_s));
    QCOMPARE(preferences.recentEmoji().size(), 500);
    QVERIFY(take(u"contacts/foldedGroups"_s));
    QCOMPARE(preferences.foldedGroups().size(), 500);
}

JACKDAW_TEST(PreferencesTransferTest)

} // namespace preferences_transfer_test

#include "preferences_transfer_test.moc"
