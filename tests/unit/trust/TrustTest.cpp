// SPDX-License-Identifier: GPL-3.0-or-later
// What people see and decide about devices: the dialog of a person's devices, and why a message can be read.
#include "../../support/FakeClock.h"

#include "style/Preferences.h"
#include "style/Theme.h"
#include "style/Translations.h"
#include "trust/DeviceList.h"
#include "trust/GroupTrustDialog.h"
#include "trust/TrustDialog.h"
#include "trust/TrustText.h"
#include "trust/WhyDialog.h"
#include "widgets/Labels.h"
#include "widgets/Switch.h"
#include "support/TestProgram.h"

#include <QAccessible>
#include <QClipboard>
#include <QMessageBox>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace jackdaw;

namespace trust_test {

class TrustTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { loadTranslations(*qApp); } // for "1 of them"
    void init();
    void cleanup();
    void numberStandsInGroups();
    void saysWhichDeviceDecided();
    void namesOfControls();
    void deviceThatWaitsIsChosenFirst();
    void comparingDecides();
    void encryptionGoesOffOnlyAfterAQuestion();
    void failureLeavesTheSwitchAsItIs();
    void withoutDevicesNothingIsChecked();
    void anotherKeyIsSaidBeforeAllElse();
    void namesOfOthersAreNoMarkup();
    void whySaysWhoCanRead();
    void whySaysWhatWasThoughtOfTheWriter();
    void whatCannotBeReadIsAskedForAgain();
    void whatWaitsIsNotCalledUnencrypted();
    void footFitsANarrowWindow();
    void numberStandsUnderItsTitle();
    void aLinkStandsForComparing();
    void groupSaysWhoReads();
    void groupIsSwitchedOffOnlyAfterAQuestion();
    void whyInAGroupNamesPeople();

private:
    static KnownDevice device(quint32 id, DeviceTrust trust);
    TrustDialog &open(const QList<KnownDevice> &devices, ChatEncryption::Sending sending = ChatEncryption::Sending::Encrypted);
    QPushButton *button(const QWidget &in, const QString &text) const
    {
        for (QPushButton *each : in.findChildren<QPushButton *>()) {
            if (each->text() == text && each->isVisible())
                return each;
        }
        return nullptr;
    }
    static QString wordsOf(const QWidget &in);

    QTemporaryDir m_folder;
    test::FakeClock m_clock;
    std::unique_ptr<Preferences> m_preferences;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<QWidget> m_window;
    const BareJid m_tomas = BareJid::fromPrepared(u"tomas@harbor.example"_s);
};

void TrustTest::init()
{
    m_preferences = std::make_unique<Preferences>(m_folder.filePath(u"settings.ini"_s));
    m_theme = std::make_unique<Theme>(*m_preferences);
    m_window = std::make_unique<QWidget>();
    m_window->resize(1180, 780);
    m_window->show();
}

void TrustTest::cleanup()
{
    m_window.reset();
    m_theme.reset();
    m_preferences.reset();
}

KnownDevice TrustTest::device(quint32 id, DeviceTrust trust)
{
    KnownDevice out;
    out.device = {BareJid::fromPrepared(u"tomas@harbor.example"_s), OmemoDeviceId(id)};
    out.identity = IdentityKey(QByteArray::fromHex("4e2d91c70ab85f3392d06e14c7b1a8f05d3376e829bc410fa2e6195dd08c7a43"));
    out.trust = trust;
    out.onLegacyList = true;
    out.firstSeen = 1'772'366'400'000;
    return out;
}

TrustDialog &TrustTest::open(const QList<KnownDevice> &devices, ChatEncryption::Sending sending)
{
    auto *dialog = new TrustDialog(*m_theme, m_clock, u"Tomas Berg"_s, m_tomas, m_window.get());
    ChatEncryption encryption;
    encryption.sending = sending;
    encryption.devices = devices;
    dialog->setEncryption(encryption);
    dialog->show();
    return *dialog;
}

QString TrustTest::wordsOf(const QWidget &in)
{
    QString all;
    for (const QLabel *label : in.findChildren<QLabel *>()) {
        if (label->isVisible())
            all += label->text().remove(QChar(0x2068)).remove(QChar(0x2069)) + u'\n';
    }
    return all;
}

void TrustTest::numberStandsInGroups()
{
    QCOMPARE(numberGroups(device(1, DeviceTrust::Blind).identity),
             (QStringList{u"4e2d91c7"_s, u"0ab85f33"_s, u"92d06e14"_s, u"c7b1a8f0"_s, u"5d3376e8"_s, u"29bc410f"_s, u"a2e6195d"_s, u"d08c7a43"_s}));
    QVERIFY(numberGroups({}).isEmpty());
}

/// design/ui.md, "Accessible names".
void TrustTest::namesOfControls()
{
    TrustDialog &dialog = open({device(7, DeviceTrust::Undecided)});
    QCOMPARE(dialog.accessibleName().remove(QChar(0x2068)).remove(QChar(0x2069)), u"Encryption with Tomas Berg"_s);
    auto *list = dialog.findChild<DeviceList *>();
    QCOMPARE(list->accessibleName(), u"Devices"_s);
    QVERIFY(list->item(0)->data(Qt::AccessibleTextRole).toString().startsWith(u"Device 7, Check, "_s));
    const auto labels = dialog.findChildren<QLabel *>();
    const auto number = std::find_if(labels.cbegin(), labels.cend(), [](QLabel *each) { return each->accessibleName() == u"Device number"_s; });
    QVERIFY(number != labels.cend());
    QVERIFY((*number)->text().contains(u"4e2d91c7    0ab85f33"_s));
    QVERIFY(button(dialog, u"They match"_s) && button(dialog, u"They differ"_s) && button(dialog, u"Later"_s));
    QCOMPARE(dialog.findChild<Switch *>()->accessibleName(), u"Encrypt this chat"_s);
    button(dialog, u"Copy"_s)->click();
    QCOMPARE(QGuiApplication::clipboard()->text(), numberGroups(device(7, DeviceTrust::Undecided).identity).join(u' '));
}

/// XEP-0450: what the user did not look at here, they are not told to have.
void TrustTest::saysWhichDeviceDecided()
{
    const qint64 now = m_clock.now();
    KnownDevice verified = device(1, DeviceTrust::Verified);
    KnownDevice distrusted = device(2, DeviceTrust::Distrusted);
    verified.decided = distrusted.decided = now;
    QCOMPARE(deviceLine(verified, now), u"Verified today"_s);
    verified.decidedBy = distrusted.decidedBy = DecidedBy::OwnDevice;
    QCOMPARE(deviceLine(verified, now), u"Checked on your other device"_s);
    QCOMPARE(deviceLine(distrusted, now), u"Refused on your other device"_s);
    verified.decidedBy = distrusted.decidedBy = DecidedBy::TheirDevice;
    QCOMPARE(deviceLine(verified, now), u"Vouched for by a device of theirs"_s);
    QCOMPARE(deviceLine(distrusted, now), u"Given up by a device of theirs"_s);
    TrustDialog &dialog = open({verified});
    QVERIFY(wordsOf(dialog).contains(u"A checked device of theirs says"_s));
    QVERIFY(!wordsOf(dialog).contains(u"Its number was compared"_s));
    DeviceList list(*m_theme, u"Devices"_s);
    verified.decidedBy = DecidedBy::OwnDevice;
    list.setDevices({verified}, now);
    QVERIFY(list.item(0)->data(Qt::AccessibleTextRole).toString().contains(u"Checked on your other device"_s));
}

void TrustTest::deviceThatWaitsIsChosenFirst()
{
    KnownDevice gone = device(4, DeviceTrust::Verified);
    gone.onLegacyList = false;
    TrustDialog &dialog = open({gone, device(1, DeviceTrust::Distrusted), device(2, DeviceTrust::Verified), device(3, DeviceTrust::Undecided)});
    auto *list = dialog.findChild<DeviceList *>();
    QCOMPARE(list->count(), 4);
    QCOMPARE(list->chosen()->device.id.value(), 3u);
    QVERIFY2(wordsOf(dialog).contains(u"Until then your messages are not readable on it."_s), qPrintable(wordsOf(dialog)));
    list->setCurrentRow(1);
    QCOMPARE(list->chosen()->device.id.value(), 2u);
    QVERIFY(wordsOf(dialog).contains(u"“Device 2” is verified"_s));
    QVERIFY(!button(dialog, u"They match"_s) && button(dialog, u"Do not trust it"_s) && button(dialog, u"Close"_s));
    list->setCurrentRow(2);
    QVERIFY(button(dialog, u"They match"_s) && !button(dialog, u"They differ"_s));
}

void TrustTest::comparingDecides()
{
    TrustDialog &dialog = open({device(3, DeviceTrust::Undecided)});
    QSignalSpy asked(&dialog, &TrustDialog::trustRequested);
    button(dialog, u"They match"_s)->click();
    QCOMPARE(asked.size(), 1);
    QCOMPARE(asked.at(0).at(0).value<OmemoDevice>().id.value(), 3u);
    QCOMPARE(asked.at(0).at(1).value<DeviceTrust>(), DeviceTrust::Verified);
    button(dialog, u"They differ"_s)->click();
    QCOMPARE(asked.at(1).at(1).value<DeviceTrust>(), DeviceTrust::Distrusted);
    QVERIFY(dialog.isVisible()); // the answer is shown in it
    ChatEncryption now;
    now.sending = ChatEncryption::Sending::Encrypted;
    now.devices = {device(3, DeviceTrust::Verified)};
    dialog.setEncryption(now);
    QVERIFY(wordsOf(dialog).contains(u"is verified"_s));
}

/// facts/security.md, O1: never in clear without the user's act.
void TrustTest::encryptionGoesOffOnlyAfterAQuestion()
{
    TrustDialog &dialog = open({device(3, DeviceTrust::Blind)});
    QSignalSpy wished(&dialog, &TrustDialog::wishRequested);
    auto *control = dialog.findChild<Switch *>();
    QVERIFY(control->isChecked());
    control->click();
    QCOMPARE(wished.size(), 0);
    QVERIFY(control->isChecked());
    auto *question = dialog.findChild<QMessageBox *>();
    QVERIFY(question && question->isVisible());
    QCOMPARE(question->defaultButton()->text().remove(u'&'), u"Cancel"_s);
    button(*question, u"Switch encryption off"_s)->click();
    QCOMPARE(wished.size(), 1);
    QCOMPARE(wished.at(0).at(0).value<ChatWish>(), ChatWish::Clear);
    ChatEncryption clear;
    clear.devices = {device(3, DeviceTrust::Blind)};
    dialog.setEncryption(clear);
    QVERIFY(!control->isChecked());
    control->click(); // on needs no question
    QCOMPARE(wished.size(), 2);
    QCOMPARE(wished.at(1).at(0).value<ChatWish>(), ChatWish::Encrypted);
}

void TrustTest::failureLeavesTheSwitchAsItIs()
{
    TrustDialog &dialog = open({device(3, DeviceTrust::Blind)}, ChatEncryption::Sending::Clear);
    auto *control = dialog.findChild<Switch *>();
    control->click();
    dialog.showError(u"The disk is full."_s);
    QVERIFY(!control->isChecked());
    QVERIFY(wordsOf(dialog).contains(u"The disk is full."_s));
}

void TrustTest::withoutDevicesNothingIsChecked()
{
    KnownDevice noKey = device(5, DeviceTrust::Undecided);
    noKey.identity = {};
    TrustDialog &dialog = open({});
    QVERIFY(wordsOf(dialog).contains(u"Nothing to check yet"_s));
    QVERIFY(!button(dialog, u"They match"_s) && !button(dialog, u"They differ"_s) && button(dialog, u"Close"_s));
    TrustDialog &other = open({noKey});
    QVERIFY(wordsOf(other).contains(u"has not shown its key yet"_s));
    QVERIFY(!button(other, u"They match"_s));
}

/// facts/security.md, O3.
void TrustTest::anotherKeyIsSaidBeforeAllElse()
{
    KnownDevice changed = device(9, DeviceTrust::Verified);
    changed.refused = IdentityKey(QByteArray(32, 'x'));
    TrustDialog &dialog = open({device(3, DeviceTrust::Undecided), changed});
    QCOMPARE(dialog.findChild<DeviceList *>()->chosen()->device.id.value(), 9u);
    QVERIFY(wordsOf(dialog).contains(u"A device of Tomas Berg shows another key."_s));
    QCOMPARE(trustLook(changed).word, u"Key changed"_s);
}

void TrustTest::namesOfOthersAreNoMarkup()
{
    KnownDevice named = device(9, DeviceTrust::Blind);
    named.label = u"<b>phone</b>\n<img src='file:///etc/passwd'>"_s + QString(100, u'x');
    TrustDialog &dialog = open({named});
    for (const QLabel *label : dialog.findChildren<QLabel *>())
        QCOMPARE(label->textFormat(), Qt::PlainText);
    QVERIFY(deviceName(named).size() < 50 && !deviceName(named).contains(u'\n'));
}

void TrustTest::whySaysWhoCanRead()
{
    WhyDialog::Facts facts;
    facts.message.id = MessageId(77);
    facts.message.direction = Direction::Outgoing;
    facts.message.encryption = MessageEncryption{};
    facts.name = u"Tomas Berg"_s;
    facts.peer = m_tomas;
    auto *dialog = new WhyDialog(facts, *m_theme, m_window.get());
    dialog->show();
    const BareJid mara = BareJid::fromPrepared(u"mara@harbor.example"_s);
    dialog->setReaders({{{m_tomas, OmemoDeviceId(1)}, OmemoVersion::Legacy, ReadReason::CanRead, {}},
                        {{m_tomas, OmemoDeviceId(2)}, OmemoVersion::Legacy, ReadReason::NotTrusted, {}},
                        {{m_tomas, OmemoDeviceId(3)}, OmemoVersion::Two, ReadReason::NoBundle, {}},
                        {{mara, OmemoDeviceId(4)}, OmemoVersion::Legacy, ReadReason::CanRead, {}}});
    const QString words = wordsOf(*dialog);
    QVERIFY2(words.contains(u"One device of Tomas Berg can read it."_s), qPrintable(words));
    QVERIFY(words.contains(u"Device 2 · Tomas Berg"_s) && words.contains(u"Left out: it was not checked yet"_s));
    QVERIFY(words.contains(u"Device 4 · You"_s));
    QSignalSpy repair(dialog, &WhyDialog::repairRequested);
    button(*dialog, u"Fetch its keys again"_s)->click();
    QCOMPARE(repair.size(), 1);
    QCOMPARE(repair.at(0).at(0).value<OmemoDevice>().id.value(), 3u);
    QVERIFY(!button(*dialog, u"Fetch its keys again"_s)); // once
    QSignalSpy devices(dialog, &WhyDialog::devicesRequested);
    button(*dialog, u"Check…"_s)->click();
    QCOMPARE(devices.size(), 1);
}

/// design/ui.md, "Text tone".
void TrustTest::whatCannotBeReadIsAskedForAgain()
{
    WhyDialog::Facts facts;
    facts.message.sender = m_tomas;
    facts.message.direction = Direction::Incoming;
    facts.name = u"Tomas Berg"_s;
    facts.peer = m_tomas;
    facts.message.encryption = MessageEncryption{OmemoVersion::Legacy, OmemoDeviceId(5), DeviceTrust::Blind, false, RatchetFault::NotForUs};
    const auto shown = [&] {
        auto *dialog = new WhyDialog(facts, *m_theme, m_window.get());
        dialog->show();
        return dialog;
    };
    WhyDialog *dialog = shown();
    QSignalSpy asked(dialog, &WhyDialog::resendRequested);
    QSignalSpy repair(dialog, &WhyDialog::repairRequested);
    button(*dialog, u"Ask to resend"_s)->click();
    QCOMPARE(asked.size(), 1);
    QCOMPARE(repair.size(), 1); // or it would come as unreadable as before
    QVERIFY(!dialog->isVisible());
    facts.message.encryption->fault = RatchetFault::IdentityChanged; // a decision comes first
    QVERIFY(!button(*shown(), u"Ask to resend"_s));
    facts.message.encryption->fault = RatchetFault::None;
    QVERIFY(!button(*shown(), u"Ask to resend"_s));
    // As where both began at once and one of the two sessions was given up.
    for (const RatchetFault fault : {RatchetFault::NoSession, RatchetFault::NotForSession, RatchetFault::UnknownPreKey}) {
        facts.message.encryption->fault = fault;
        dialog = shown();
        QVERIFY2(wordsOf(*dialog).contains(u"no longer agree on a key"_s), qPrintable(wordsOf(*dialog)));
        QVERIFY(button(*dialog, u"Agree on new keys"_s) && button(*dialog, u"Ask to resend"_s));
    }
    // Another device of ours wrote it: that is said, and nobody asked.
    facts.message.encryption->fault = RatchetFault::NoSession;
    facts.message.direction = Direction::Outgoing;
    facts.message.sender = BareJid::fromPrepared(u"mara@harbor.example"_s);
    dialog = shown();
    QVERIFY(!button(*dialog, u"Ask to resend"_s));
    QVERIFY(wordsOf(*dialog).contains(u"Written on Device 5"_s) && wordsOf(*dialog).contains(u"You\n"_s));
    QVERIFY(button(*dialog, u"Agree on new keys"_s));
}

/// It is encrypted when it goes out (facts/security.md, O1).
void TrustTest::whatWaitsIsNotCalledUnencrypted()
{
    WhyDialog::Facts facts;
    facts.message.direction = Direction::Outgoing;
    facts.message.state = MessageState::Waiting;
    facts.name = u"Tomas Berg"_s;
    facts.peer = m_tomas;
    facts.stage = WhyDialog::Facts::Stage::Waiting;
    auto *dialog = new WhyDialog(facts, *m_theme, m_window.get());
    dialog->show();
    QVERIFY(wordsOf(*dialog).contains(u"Not sent yet"_s) && !wordsOf(*dialog).contains(u"could read it."_s));
    dialog->setReaders({{{m_tomas, OmemoDeviceId(3)}, OmemoVersion::Two, ReadReason::NoBundle, {}}});
    QVERIFY(wordsOf(*dialog).contains(u"no device of Tomas Berg can read it now"_s));
    QSignalSpy repair(dialog, &WhyDialog::repairRequested);
    button(*dialog, u"Fetch its keys again"_s)->click();
    QCOMPARE(repair.size(), 1);
    dialog->setReaders({{{m_tomas, OmemoDeviceId(3)}, OmemoVersion::Two, ReadReason::CanRead, {}}});
    QVERIFY(wordsOf(*dialog).contains(u"goes out encrypted"_s));
}

/// design/ui.md, "360 px": what is decided is read whole.
void TrustTest::footFitsANarrowWindow()
{
    TrustDialog &dialog = open({device(7, DeviceTrust::Undecided)});
    for (const int width : {940, 520, 360}) {
        dialog.resize(width, 640);
        QCoreApplication::sendPostedEvents();
        for (const auto &text : {u"My own devices…"_s, u"Later"_s, u"They differ"_s, u"They match"_s}) {
            const QPushButton *each = button(dialog, text);
            QVERIFY2(each && each->width() >= each->sizeHint().width(), qPrintable(text));
        }
    }
}

/// Digits are read from left to right in every language; where they stand is the language's.
void TrustTest::numberStandsUnderItsTitle()
{
    TrustDialog &dialog = open({device(7, DeviceTrust::Undecided)});
    const auto labels = dialog.findChildren<QLabel *>();
    const auto number = *std::find_if(labels.cbegin(), labels.cend(), [](QLabel *each) { return each->accessibleName() == u"Device number"_s; });
    const auto title = *std::find_if(labels.cbegin(), labels.cend(), [](QLabel *each) { return each->text().startsWith(u"Number of"_s); });
    QCoreApplication::sendPostedEvents();
    QCOMPARE(number->x(), title->x());
    dialog.setLayoutDirection(Qt::RightToLeft);
    QCoreApplication::sendPostedEvents();
    QCOMPARE(number->geometry().right(), title->geometry().right());
    QVERIFY(number->width() < title->width());
}

void TrustTest::whySaysWhatWasThoughtOfTheWriter()
{
    WhyDialog::Facts facts;
    facts.message.sender = m_tomas;
    facts.name = u"Tomas Berg"_s;
    facts.peer = m_tomas;
    facts.devices = {device(5, DeviceTrust::Verified)};
    facts.devices.first().label = u"Phone"_s;
    facts.message.encryption = MessageEncryption{OmemoVersion::Legacy, OmemoDeviceId(5), DeviceTrust::Blind, false, RatchetFault::None};
    auto *dialog = new WhyDialog(facts, *m_theme, m_window.get());
    dialog->show();
    QVERIFY(wordsOf(*dialog).contains(u"Written on Phone"_s));
    QVERIFY(wordsOf(*dialog).contains(u"It had not been checked then"_s)); // as it was then, not as it is now
    facts.message.encryption->fault = RatchetFault::NoSession;
    dialog = new WhyDialog(facts, *m_theme, m_window.get());
    dialog->show();
    QVERIFY(wordsOf(*dialog).contains(u"It cannot be read"_s));
    QSignalSpy repair(dialog, &WhyDialog::repairRequested);
    button(*dialog, u"Agree on new keys"_s)->click();
    QCOMPARE(repair.at(0).at(0).value<OmemoDevice>().id.value(), 5u);
    facts.message.encryption.reset();
    dialog = new WhyDialog(facts, *m_theme, m_window.get());
    dialog->show();
    QVERIFY(wordsOf(*dialog).contains(u"Not end-to-end encrypted"_s));
}

void TrustTest::aLinkStandsForComparing()
{
    const KnownDevice phone = device(5, DeviceTrust::Blind);
    TrustDialog &dialog = open({phone});
    QSignalSpy trusted(&dialog, &TrustDialog::trustRequested);
    for (auto *way : dialog.findChildren<QRadioButton *>()) {
        if (way->text() == u"Scan from an image…")
            way->click();
    }
    QPushButton *act = button(dialog, u"Compare with a copied link"_s);
    QVERIFY(act);
    const auto copied = [&](const BareJid &person, const QByteArray &key) {
        QGuiApplication::clipboard()->setText(u"xmpp:%1?omemo-sid-5=%2"_s.arg(person.toString(), QString::fromLatin1(key.toHex())));
        act->click();
        return wordsOf(dialog);
    };
    QGuiApplication::clipboard()->setText(u"just words"_s);
    act->click();
    QVERIFY(wordsOf(dialog).contains(u"no link with keys"_s));
    QVERIFY(copied(*BareJid::parse(u"leila@hill.example"), phone.identity.value()).contains(u"That link is of"_s));
    QVERIFY(copied(m_tomas, QByteArray(32, 'x')).contains(u"another key than the code or link says"_s));
    QVERIFY(!dialog.findChild<QMessageBox *>());
    copied(m_tomas, phone.identity.value());
    auto *question = dialog.findChild<QMessageBox *>();
    QVERIFY(question);
    QCOMPARE(trusted.size(), 0); // whether it was handed over in person, the user alone knows
    button(*question, u"Yes, they are checked"_s)->click();
    QCOMPARE(trusted.size(), 1);
    QCOMPARE(trusted.at(0).at(0).value<OmemoDevice>(), phone.device);
    QCOMPARE(trusted.at(0).at(1).value<DeviceTrust>(), DeviceTrust::Verified);
}

void TrustTest::groupSaysWhoReads()
{
    const BareJid mara = *BareJid::parse(u"mara@harbor.example");
    const BareJid leila = *BareJid::parse(u"leila@hill.example");
    ChatEncryption state;
    state.sending = ChatEncryption::Sending::Encrypted;
    state.devices = {device(5, DeviceTrust::Verified)};
    state.readers = {{state.devices.constFirst().device, OmemoVersion::Legacy, ReadReason::CanRead, {}},
                     {{leila, {}}, OmemoVersion::Legacy, ReadReason::NoDevices, {}},
                     {{mara, OmemoDeviceId(9)}, OmemoVersion::Legacy, ReadReason::NoBundle, {}}};
    auto *dialog = new GroupTrustDialog(*m_theme, u"Field <b>crews</b>"_s, m_window.get());
    dialog->setEncryption(state, {{m_tomas, u"Tomas Berg"_s}}, mara);
    dialog->show();
    QCOMPARE(dialog->accessibleName(), u"Encryption in Field <b>crews</b>"_s);
    QVERIFY2(wordsOf(*dialog).contains(u"Can read it. All devices were checked"_s), qPrintable(wordsOf(*dialog)));
    QVERIFY(wordsOf(*dialog).contains(u"Cannot read it: has no device for encrypted messages"_s));
    QVERIFY(wordsOf(*dialog).contains(u"leila@hill.example"_s) && wordsOf(*dialog).contains(u"Tomas Berg"_s));
    QVERIFY(!wordsOf(*dialog).contains(u"mara@harbor.example"_s)); // our own devices are shown in the settings
    QVERIFY2(wordsOf(*dialog).contains(u"1 person in this group cannot read it"_s), qPrintable(wordsOf(*dialog)));
    QSignalSpy devices(dialog, &GroupTrustDialog::devicesRequested);
    button(*dialog, u"Devices…"_s)->click();
    QCOMPARE(devices.at(0).at(0).value<BareJid>(), m_tomas);
    state.readers.removeAt(1);
    dialog->setEncryption(state, {}, mara);
    QVERIFY(wordsOf(*dialog).contains(u"encrypted for everybody on the group's list"_s));
    // Where nobody wished it, it is not on before all are known to read it.
    state.sending = ChatEncryption::Sending::NotYet;
    dialog->setEncryption(state, {}, mara);
    QVERIFY2(wordsOf(*dialog).contains(u"Being looked at; what you write waits"_s), qPrintable(wordsOf(*dialog)));
    QVERIFY(!wordsOf(*dialog).contains(u"Keys are on their way"_s) && !wordsOf(*dialog).contains(u"is encrypted"_s));
    state.wish = ChatWish::Encrypted;
    dialog->setEncryption(state, {}, mara);
    QVERIFY(wordsOf(*dialog).contains(u"Keys are on their way"_s));
    state.readers.clear();
    state.sending = ChatEncryption::Sending::Stuck;
    state.obstacle = RoomReaders::Obstacle::TooMany;
    dialog->setEncryption(state, {}, mara);
    QVERIFY(wordsOf(*dialog).contains(u"over 500 people"_s) && !wordsOf(*dialog).contains(u"not known yet who is in"_s));
    delete dialog;
}

void TrustTest::groupIsSwitchedOffOnlyAfterAQuestion()
{
    ChatEncryption state;
    state.sending = ChatEncryption::Sending::Encrypted;
    auto *dialog = new GroupTrustDialog(*m_theme, u"Field crews"_s, m_window.get());
    dialog->setEncryption(state, {}, m_tomas);
    dialog->show();
    QSignalSpy wished(dialog, &GroupTrustDialog::wishRequested);
    auto *onOff = dialog->findChild<Switch *>();
    QVERIFY(onOff->isChecked());
    onOff->click();
    QCOMPARE(wished.size(), 0);
    QVERIFY(onOff->isChecked());
    auto *question = dialog->findChild<QMessageBox *>();
    QVERIFY(question);
    button(*question, u"Switch encryption off"_s)->click();
    QCOMPARE(wished.at(0).at(0).value<ChatWish>(), ChatWish::Clear);
    state.sending = ChatEncryption::Sending::Clear;
    dialog->setEncryption(state, {}, m_tomas);
    onOff->click();
    QCOMPARE(wished.at(1).at(0).value<ChatWish>(), ChatWish::Encrypted);
    delete dialog;
}

void TrustTest::whyInAGroupNamesPeople()
{
    const BareJid mara = *BareJid::parse(u"mara@harbor.example");
    const BareJid leila = *BareJid::parse(u"leila@hill.example");
    WhyDialog::Facts facts;
    facts.message.direction = Direction::Outgoing;
    facts.message.sender = mara;
    facts.name = u"Field crews"_s;
    facts.peer = *BareJid::parse(u"crews@groups.harbor.example");
    facts.own = mara;
    facts.names = {{m_tomas, u"Tomas Berg"_s}};
    facts.message.encryption = MessageEncryption{OmemoVersion::Legacy, OmemoDeviceId(1), DeviceTrust::Verified, false, RatchetFault::None};
    auto *dialog = new WhyDialog(facts, *m_theme, m_window.get());
    dialog->show();
    const DeviceReport reads{{m_tomas, OmemoDeviceId(5)}, OmemoVersion::Legacy, ReadReason::CanRead, {}};
    dialog->setReaders({reads, {{leila, {}}, OmemoVersion::Legacy, ReadReason::NoDevices, {}}});
    QVERIFY2(wordsOf(*dialog).contains(u"These people cannot read it: leila@hill.example."_s), qPrintable(wordsOf(*dialog)));
    dialog->setReaders({reads});
    QVERIFY(wordsOf(*dialog).contains(u"Everybody in Field crews can read it."_s));
    // What came from a place in the room was written on a person's device.
    facts.message.direction = Direction::Incoming;
    facts.message.encryption->device = OmemoDeviceId(5);
    facts.message.encryption->person = m_tomas;
    facts.message.encryption->fault = RatchetFault::NoSession;
    facts.message.sender = *BareJid::parse(u"crews@groups.harbor.example");
    dialog = new WhyDialog(facts, *m_theme, m_window.get());
    dialog->show();
    QVERIFY(wordsOf(*dialog).contains(u"Tomas Berg"_s));
    QSignalSpy repair(dialog, &WhyDialog::repairRequested);
    button(*dialog, u"Agree on new keys"_s)->click();
    QCOMPARE(repair.at(0).at(0).value<OmemoDevice>(), (OmemoDevice{m_tomas, OmemoDeviceId(5)}));
}

JACKDAW_WINDOW_TEST(TrustTest)

} // namespace trust_test

#include "TrustTest.moc"
