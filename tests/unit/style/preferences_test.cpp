// SPDX-License-Identifier: GPL-3.0-or-later
// Settings of the window: kept over a restart, with safe rights, signalled once, within their bounds.
#include "style/Preferences.h"
#include "support/TestProgram.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace jackdaw;

namespace preferences_test {

class PreferencesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keptOverARestart();
    void writtenWithoutARestart();
    void onlyTheOwnerReadsThem();
    void boundsHold();
    void brokenFileGivesDefaults();
    void signalsSayWhatChanged();
};

void PreferencesTest::keptOverARestart()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"settings.ini"_s);
    {
        Preferences preferences(file);
        preferences.setScheme(Preferences::Scheme::Dark);
        preferences.setAccent(QColor(0x0B, 0x6E, 0x7C));
        preferences.setTextSize(125);
        preferences.setDensity(Preferences::Density::Compact);
        preferences.setSendKey(Preferences::SendKey::CtrlEnter);
        preferences.setSendTyping(false);
        preferences.setListWidth(300);
        preferences.setWindowGeometry(QByteArray("\x00\x01\xff geometry", 12));
        preferences.setLastChat(qint64(1) << 40);
    }
    const Preferences again(file);
    QCOMPARE(again.scheme(), Preferences::Scheme::Dark);
    QCOMPARE(again.accent(), QColor(0x0B, 0x6E, 0x7C));
    QCOMPARE(again.textSize(), 125);
    QCOMPARE(again.density(), Preferences::Density::Compact);
    QCOMPARE(again.sendKey(), Preferences::SendKey::CtrlEnter);
    QCOMPARE(again.sendTyping(), false);
    QCOMPARE(again.sendReceipts(), true);
    QCOMPARE(again.encryptByDefault(), true); // what everybody there can read
    QCOMPARE(again.listWidth(), 300);
    QCOMPARE(again.windowGeometry(), QByteArray("\x00\x01\xff geometry", 12));
    QCOMPARE(again.lastChat(), qint64(1) << 40);
}

void PreferencesTest::writtenWithoutARestart()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"settings.ini"_s);
    Preferences preferences(file);
    preferences.setKeyboardHints(false);
    // A crash must not lose what was set a while ago.
    QTRY_VERIFY(QFile::exists(file) && !Preferences(file).keyboardHints());
}

void PreferencesTest::onlyTheOwnerReadsThem()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"settings.ini"_s);
    {
        Preferences preferences(file);
        preferences.setTextSize(110);
    }
    const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    QVERIFY(QFile::exists(file));
    QCOMPARE(QFile::permissions(file) & others, QFile::Permissions());
}

void PreferencesTest::boundsHold()
{
    const QTemporaryDir folder;
    Preferences preferences(folder.filePath(u"settings.ini"_s));
    preferences.setTextSize(10);
    QCOMPARE(preferences.textSize(), 80);
    preferences.setTextSize(900);
    QCOMPARE(preferences.textSize(), 200);
    preferences.setListWidth(9);
    QCOMPARE(preferences.listWidth(), 240);
    preferences.setListWidth(9000);
    QCOMPARE(preferences.listWidth(), 420);
}

void PreferencesTest::brokenFileGivesDefaults()
{
    const QTemporaryDir folder;
    const QString name = folder.filePath(u"settings.ini"_s);
    QFile file(name);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("[appearance]\nscheme=purple\ntextSize=huge\naccent=nothing\n\x01\x02\n[[[\nwindow/listWidth=-7\n");
    file.close();
    const Preferences preferences(name);
    QCOMPARE(preferences.scheme(), Preferences::Scheme::FollowSystem);
    QVERIFY(preferences.textSize() >= 80);
    QVERIFY(!preferences.accent().isValid());
    QVERIFY(preferences.listWidth() >= 240);
}

void PreferencesTest::signalsSayWhatChanged()
{
    const QTemporaryDir folder;
    Preferences preferences(folder.filePath(u"settings.ini"_s));
    QSignalSpy appearance(&preferences, &Preferences::appearanceChanged);
    QSignalSpy privacy(&preferences, &Preferences::privacyChanged);
    QSignalSpy any(&preferences, &Preferences::changed);
    preferences.setScheme(Preferences::Scheme::Dark);
    QCOMPARE(appearance.count(), 1);
    preferences.setScheme(Preferences::Scheme::Dark);
    QCOMPARE(appearance.count(), 1);
    preferences.setSendMarkers(false);
    QCOMPARE(privacy.count(), 1);
    QCOMPARE(appearance.count(), 1);
    QCOMPARE(any.count(), 2);
    // What the engine is told of: a switch that did not say so would go on speaking.
    for (const auto set : {&Preferences::setSendReceipts, &Preferences::setSendTyping, &Preferences::setTellVersion,
                           &Preferences::setTellLocalTime, &Preferences::setTellLastActivity}) {
        privacy.clear();
        (preferences.*set)(false);
        QCOMPARE(privacy.count(), 1);
        (preferences.*set)(false);
        QCOMPARE(privacy.count(), 1);
    }
}

JACKDAW_TEST(PreferencesTest)

} // namespace preferences_test

#include "preferences_test.moc"
