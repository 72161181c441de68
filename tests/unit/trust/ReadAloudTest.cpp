// SPDX-License-Identifier: GPL-3.0-or-later
// What stands beside the number of a device (picture 07): it is read aloud, and a picture may stand for comparing it.
#include "codes/CodeView.h"
#include "speech/SpeechModule.h"
#include "style/Preferences.h"
#include "style/Style.h"
#include "style/Theme.h"
#include "support/FakeClock.h"
#include "support/TestProgram.h"
#include "trust/ReadAloudButton.h"
#include "trust/TrustDialog.h"
#include "trust/TrustText.h"
#include "widgets/Chip.h"

#include <QAccessible>
#include <QLabel>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace jackdaw;

namespace read_aloud_test {

/// A voice that is told what happens to it.
struct FakeSpeech : Speech
{
    explicit FakeSpeech(QStringList &heard) : m_heard(heard) {}
    ~FakeSpeech() override { m_heard.append(u"gone"_s); }
    void say(const QString &text) override { m_heard.append(text); }
    void stop() override { m_heard.append(u"stop"_s); }

private:
    QStringList &m_heard;
};

struct FakeSpeeches : SpeechFactory
{
    std::unique_ptr<Speech> makeSpeech() override
    {
        auto speech = std::make_unique<FakeSpeech>(heard);
        last = speech.get();
        return speech;
    }

    QStringList heard;
    Speech *last = nullptr;
};

class ReadAloudTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void theNumberIsReadCharacterByCharacter();
    void readingStops();
    void anotherDeviceIsNotReadUnderThisOne();
    void whatFailsIsSaid();
    void wordsHaveTheLinesOfTheDesign();
    void withoutTheModuleThatIsSaid();
    void picturesStandForComparing();
    void nothingIsCutAtTheEdge();
    void devicesLookLikeWhatTheyAre_data();
    void devicesLookLikeWhatTheyAre();

private:
    static KnownDevice device(quint32 id, const QByteArray &key)
    {
        KnownDevice out;
        out.device = {BareJid::fromPrepared(u"tomas@harbor.example"_s), OmemoDeviceId(id)};
        out.identity = IdentityKey(QByteArray::fromHex(key));
        out.trust = DeviceTrust::Undecided;
        out.onLegacyList = true;
        out.label = u"Phone"_s;
        return out;
    }
    void show(const KnownDevice &shown)
    {
        ChatEncryption state;
        state.sending = ChatEncryption::Sending::Encrypted;
        state.devices = {shown};
        m_dialog->setEncryption(state);
    }
    QString said() const
    {
        QStringList all;
        for (const QLabel *label : m_dialog->findChildren<QLabel *>()) {
            if (label->isVisible())
                all.append(label->text());
        }
        return all.join(u'\n');
    }

    const QByteArray m_key = "4e2d91c70ab85f3392d06e14c7b1a8f05d3376e829bc410fa2e6195dd08c7a43";
    QTemporaryDir m_folder;
    test::FakeClock m_clock;
    FakeSpeeches m_speeches;
    std::unique_ptr<Preferences> m_preferences;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<TrustDialog> m_dialog;
    ReadAloudButton *m_button = nullptr;
};

void ReadAloudTest::init()
{
    m_speeches = {};
    m_preferences = std::make_unique<Preferences>(m_folder.filePath(u"settings.ini"_s));
    m_theme = std::make_unique<Theme>(*m_preferences);
    m_dialog = std::make_unique<TrustDialog>(*m_theme, m_clock, u"Tomas Berg"_s,
                                             BareJid::fromPrepared(u"tomas@harbor.example"_s));
    m_dialog->setAttribute(Qt::WA_DeleteOnClose, false);
    show(device(5, m_key));
    m_dialog->show();
    m_button = m_dialog->findChild<ReadAloudButton *>();
    m_button->setSource([this] { return &m_speeches; });
}

void ReadAloudTest::cleanup()
{
    m_dialog.reset();
    m_theme.reset();
    m_preferences.reset();
}

void ReadAloudTest::theNumberIsReadCharacterByCharacter()
{
    QVERIFY(m_button->isVisible());
    QCOMPARE(QAccessible::queryAccessibleInterface(m_button)->text(QAccessible::Name), u"Read aloud"_s);
    QTest::keyClick(m_button, Qt::Key_Space);
    QCOMPARE(m_speeches.heard.size(), 1);
    QVERIFY2(m_speeches.heard.constFirst().startsWith(u"4, e, 2, d, 9, 1, c, 7. 0, a, b, 8,"_s),
             qPrintable(m_speeches.heard.constFirst()));
    QVERIFY(m_speeches.heard.constFirst().endsWith(u"d, 0, 8, c, 7, a, 4, 3."_s));
    QCOMPARE(m_button->text(), u"Stop"_s);
    QCOMPARE(QAccessible::queryAccessibleInterface(m_button)->text(QAccessible::Name), u"Stop reading"_s);
    m_speeches.last->ended();
    QCOMPARE(m_button->text(), u"Read aloud"_s);
}

void ReadAloudTest::readingStops()
{
    m_button->click();
    m_button->click();
    QCOMPARE(m_speeches.heard.value(1), u"stop"_s);
    QCOMPARE(m_button->text(), u"Read aloud"_s);
    m_button->click();
    m_dialog->close();
    QCOMPARE(m_speeches.heard.constLast(), u"stop"_s);
    m_dialog.reset();
    QCOMPARE(m_speeches.heard.constLast(), u"gone"_s);
}

void ReadAloudTest::anotherDeviceIsNotReadUnderThisOne()
{
    m_button->click();
    show(device(5, m_key)); // looked at again: the same
    QCOMPARE(m_speeches.heard.size(), 1);
    show(device(6, QByteArray(64, '7')));
    QCOMPARE(m_speeches.heard.constLast(), u"stop"_s);
    m_button->click();
    QVERIFY(m_speeches.heard.constLast().startsWith(u"7, 7,"_s));
}

void ReadAloudTest::whatFailsIsSaid()
{
    m_button->click();
    m_speeches.last->failed(SpeechFault::NoVoice);
    QCOMPARE(m_button->text(), u"Read aloud"_s);
    QVERIFY2(said().contains(u"no voice to read with"_s), qPrintable(said()));
    m_button->click(); // and no longer than it holds
    QVERIFY2(!said().contains(u"no voice to read with"_s), qPrintable(said()));
    m_speeches.last->failed(SpeechFault::Broken);
    QVERIFY2(said().contains(u"The voice stopped."_s), qPrintable(said()));
    m_dialog->findChildren<Chip *>().at(1)->click(); // the other way of checking
    QVERIFY2(!said().contains(u"The voice stopped."_s), qPrintable(said()));
}

/// With and without names in them, which a font of other lines may stand in for.
void ReadAloudTest::wordsHaveTheLinesOfTheDesign()
{
    int found = 0;
    for (const QLabel *label : m_dialog->findChildren<QLabel *>()) {
        for (const QString &words : {u"Check it before you share"_s, u"Meet or call"_s, u"sees the same number"_s, u"to show their code"_s,
                                     u"Or copy the link"_s}) {
            if (label->text().contains(words)) {
                ++found;
                const int line = m_theme->lineHeight(TypeRole::Body);
                const int height = label->heightForWidth(m_theme->scaled(200));
                QVERIFY2(height >= 2 * line && height % line == 0, qPrintable(u"%1: %2"_s.arg(words).arg(height)));
            }
        }
    }
    QCOMPARE(found, 5);
}

void ReadAloudTest::withoutTheModuleThatIsSaid()
{
    m_button->setSource([] { return nullptr; });
    m_button->click();
    QCOMPARE(m_button->text(), u"Read aloud"_s);
    QVERIFY2(said().contains(u"Install Qt Speech"_s), qPrintable(said()));
}

void ReadAloudTest::picturesStandForComparing()
{
    const QList<Chip *> ways = m_dialog->findChildren<Chip *>();
    QCOMPARE(ways.size(), 2);
    QCOMPARE(ways.at(0)->accessibleName(), u"Code and number"_s);
    QCOMPARE(ways.at(1)->accessibleName(), u"Scan from an image…"_s);
    QVERIFY(ways.at(0)->isChecked());
    const auto isShown = [&](const QString &words) {
        for (const QPushButton *each : m_dialog->findChildren<QPushButton *>()) {
            if (each->text() == words)
                return each->isVisible();
        }
        return false;
    };
    QVERIFY(isShown(u"Copy"_s) && !isShown(u"From a picture…"_s));
    m_dialog->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_dialog.get()));
    ways.at(0)->setFocus();
    QTest::keyClick(ways.at(0), Qt::Key_Right);
    QVERIFY(ways.at(1)->isChecked());
    QVERIFY(!isShown(u"Copy"_s) && isShown(u"From a picture…"_s) && isShown(u"Compare with a copied link"_s));
    QVERIFY(!said().contains(u"one group of digits"_s)); // there are none
    QTest::mouseClick(ways.at(0), Qt::LeftButton);
    QVERIFY(isShown(u"Copy"_s) && !isShown(u"From a picture…"_s));
    QVERIFY(said().contains(u"one group of digits"_s));
}

void ReadAloudTest::nothingIsCutAtTheEdge()
{
    useStyle(*m_theme);
    const auto back = qScopeGuard([] { QApplication::setStyle(u"fusion"_s); }); // ours holds the theme that goes now
    ChatEncryption state; // with a code of one's own beside the number
    state.sending = ChatEncryption::Sending::Encrypted;
    state.devices = {device(5, m_key)};
    state.own = {device(7, m_key)};
    state.own.first().device.jid = BareJid::fromPrepared(u"mara@harbor.example"_s);
    m_dialog->setEncryption(state);
    const auto *code = m_dialog->findChild<CodeView *>();
    QVERIFY(code->isVisible());
    const int least = m_button->sizeHint().width();
    int beside = 0;
    for (int width = m_theme->scaled(720); width <= m_theme->scaled(1000); width += 5) {
        m_dialog->resize(width, m_theme->scaled(600));
        QCoreApplication::processEvents();
        const QPoint at = m_button->mapTo(m_dialog.get(), QPoint());
        const bool isBeside = at.x() > code->mapTo(m_dialog.get(), QPoint(code->width(), 0)).x();
        beside += isBeside;
        QVERIFY2(isBeside || code->height() == code->width(), qPrintable(u"%1 by %2 at %3"_s.arg(code->width()).arg(code->height()).arg(width)));
        QVERIFY2(at.x() + least <= width, qPrintable(u"%1 of %2"_s.arg(at.x() + least).arg(width)));
        // As wide as the design has it: what is beside the code has 205 px (picture 07).
        if (isBeside)
            QVERIFY2(width - at.x() - m_theme->scaled(26) >= m_theme->scaled(205 - 88), qPrintable(QString::number(width)));
    }
    QVERIFY(beside > 0);
    m_button->click();
    QCOMPARE(m_button->text(), u"Stop"_s);
    QVERIFY(m_button->sizeHint().width() <= least);
}

void ReadAloudTest::devicesLookLikeWhatTheyAre_data()
{
    QTest::addColumn<QString>("label");
    QTest::addColumn<QString>("icon");
    QTest::newRow("a phone") << u"Phone"_s << u"smartphone"_s;
    QTest::newRow("by its system") << u"Conversations on Android"_s << u"smartphone"_s;
    QTest::newRow("a laptop") << u"Field laptop"_s << u"laptop"_s;
    QTest::newRow("a desktop") << u"Office Desktop"_s << u"monitor"_s;
    QTest::newRow("who knows") << u"Gajim"_s << u"app-window"_s;
    QTest::newRow("without a name") << QString() << u"app-window"_s;
}

void ReadAloudTest::devicesLookLikeWhatTheyAre()
{
    QFETCH(QString, label);
    QFETCH(QString, icon);
    KnownDevice one = device(5, m_key);
    one.label = label;
    QCOMPARE(deviceIcon(one), icon);
}

JACKDAW_WINDOW_TEST(ReadAloudTest)

} // namespace read_aloud_test

#include "ReadAloudTest.moc"
