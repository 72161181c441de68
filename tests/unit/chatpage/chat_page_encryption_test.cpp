// SPDX-License-Identifier: GPL-3.0-or-later
// What the page of a chat says of encryption, and what it asks.
#include "ChatPageCase.h"

#include "chatpage/EncryptionPill.h"
#include "support/TestProgram.h"
#include "trust/TrustDialog.h"
#include "trust/WhyDialog.h"
#include "widgets/Banner.h"

#include <QAccessible>
#include <QHelpEvent>
#include <QSignalSpy>
#include <QToolTip>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace jackdaw;

namespace chat_page_encryption_test {

class ChatPageEncryptionTest : public QObject, private ChatPageCase
{
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { end(); }

    void encryptionIsSaidOnceItIsKnown();
    void newDevicesAreTold();
    void devicesAreDecidedAbout();
    void messagesSayWhetherTheyWereEncrypted();
    void whatCannotBeReadIsAskedForAgain();
    void whatCannotBeReadIsAskedForWhereItStands();
    void whatWaitsForSomeMayGoToTheOthers();
    void whatWaitsIsNotMarkedAsClear();
};

void ChatPageEncryptionTest::encryptionIsSaidOnceItIsKnown()
{
    using Sending = ChatEncryption::Sending;
    const auto answer = [](Sending sending) {
        ChatEncryption encryption;
        encryption.wish = ChatWish::Encrypted;
        encryption.sending = sending;
        return encryption;
    };
    QSignalSpy asked(m_page.get(), &ChatPage::encryptionAsked);
    m_page->showChat(m_priya.id);
    QCOMPARE(asked.size(), 1);
    QCOMPARE(asked.first().at(1).value<BareJid>(), m_priya.peer);
    QVERIFY(!button(u"Encryption: Not encrypted"_s)->isVisible()); // nobody has said so
    m_page->setEncryption(m_tomas.account, m_tomas.peer, answer(Sending::Clear)); // late, of the chat that was left
    QVERIFY(!button(u"Encryption: Not encrypted"_s)->isVisible());
    m_page->setEncryption(m_priya.account, m_priya.peer, answer(Sending::Clear));
    QVERIFY(button(u"Encryption: Not encrypted"_s)->isVisible());
    for (const Sending sending : {Sending::Encrypted, Sending::NotYet, Sending::Stuck}) { // nothing goes out in clear
        m_page->setEncryption(m_priya.account, m_priya.peer, answer(sending));
        QVERIFY(button(u"Encryption: Encrypted"_s)->isVisible());
        QVERIFY(!button(u"Encryption: Not encrypted"_s));
    }
    // By itself it is encrypted where all can read, and whether they can is not known yet.
    ChatEncryption open = answer(Sending::NotYet);
    open.wish = ChatWish::NotSaid;
    m_page->setEncryption(m_priya.account, m_priya.peer, open);
    QVERIFY(!m_page->findChild<EncryptionPill *>()->isVisible());
    m_page->setEncryption(m_priya.account, m_priya.peer, answer(Sending::Stuck));
    m_page->askEncryption(m_tomas.account, m_tomas.peer);
    QCOMPARE(asked.size(), 1);
    m_page->askEncryption(m_priya.account, m_priya.peer);
    m_page->askEncryption(m_priya.account, {});
    QCOMPARE(asked.size(), 3);
    QVERIFY(button(u"Encryption: Encrypted"_s)->isVisible()); // until there is another answer
    m_page->setEncryption(m_priya.account, m_priya.peer, answer(Sending::Clear));
    QVERIFY(button(u"Encryption: Not encrypted"_s)->isVisible());
}

KnownDevice aDevice(const BareJid &jid, quint32 id, DeviceTrust trust)
{
    KnownDevice out;
    out.device = {jid, OmemoDeviceId(id)};
    out.identity = IdentityKey(QByteArray(32, char('a' + id)));
    out.trust = trust;
    out.onLegacyList = true;
    return out;
}

/// facts/security.md, O2 and O3: always, and as long as it is true.
void ChatPageEncryptionTest::newDevicesAreTold()
{
    ChatEncryption state;
    state.sending = ChatEncryption::Sending::Encrypted;
    const auto told = [&](const QList<KnownDevice> &devices) {
        state.devices = devices;
        m_page->setEncryption(m_tomas.account, m_tomas.peer, state);
        const auto banners = m_page->findChildren<Banner *>();
        for (const Banner *each : banners) {
            if (each->isVisible())
                return each->text();
        }
        return QString();
    };
    KnownDevice phone = aDevice(m_tomas.peer, 1, DeviceTrust::Verified);
    QVERIFY(told({phone}).isEmpty());
    QVERIFY(button(u"Encryption: Verified"_s));
    QVERIFY(told({phone, aDevice(m_tomas.peer, 2, DeviceTrust::Blind)}).isEmpty());
    QVERIFY(button(u"Encryption: Encrypted"_s)); // one of them nobody has checked

    KnownDevice laptop = aDevice(m_tomas.peer, 2, DeviceTrust::Undecided);
    QTRY_VERIFY(told({phone, laptop}).contains(u"not readable on it until you have checked it"_s));
    QVERIFY(button(u"Encryption: New device"_s));
    laptop.trust = DeviceTrust::Blind;
    laptop.isNews = true;
    QTRY_VERIFY(told({phone, laptop}).contains(u"Your messages are readable on it."_s));
    QSignalSpy shown(m_page.get(), &ChatPage::devicesShown);
    for (QPushButton *each : m_page->findChildren<QPushButton *>()) {
        if (each->text() == u"OK"_s && each->isVisible())
            each->click();
    }
    QCOMPARE(shown.size(), 1);
    QCOMPARE(shown.at(0).at(1).value<BareJid>(), m_tomas.peer);
    phone.refused = IdentityKey(QByteArray(32, 'x'));
    QTRY_VERIFY(told({phone, laptop}).contains(u"shows another key"_s));
    laptop.isNews = false;
    phone.refused = {};
    QTRY_VERIFY(told({phone, laptop}).isEmpty());
    // It is about that chat alone.
    laptop.isNews = true;
    QTRY_VERIFY(!told({phone, laptop}).isEmpty());
    m_page->showChat(m_priya.id);
    QTRY_VERIFY(std::ranges::none_of(m_page->findChildren<Banner *>(), [](const Banner *each) { return each->isVisible(); }));
}

void ChatPageEncryptionTest::devicesAreDecidedAbout()
{
    ChatEncryption state;
    state.sending = ChatEncryption::Sending::Encrypted;
    state.devices = {aDevice(m_tomas.peer, 2, DeviceTrust::Undecided)};
    m_page->setEncryption(m_tomas.account, m_tomas.peer, state);
    QSignalSpy shown(m_page.get(), &ChatPage::devicesShown);
    QSignalSpy trusted(m_page.get(), &ChatPage::trustRequested);
    QSignalSpy wished(m_page.get(), &ChatPage::encryptionWished);
    button(u"Encryption: New device"_s)->click();
    auto *dialog = m_page->findChild<TrustDialog *>();
    QVERIFY(dialog && dialog->isVisible());
    QCOMPARE(shown.size(), 1);
    m_page->showEncryption();
    QCOMPARE(m_page->findChildren<TrustDialog *>().size(), 1);
    Q_EMIT dialog->trustRequested(state.devices.first().device, DeviceTrust::Verified);
    QCOMPARE(trusted.size(), 1);
    QCOMPARE(trusted.at(0).at(0).value<AccountId>(), m_tomas.account);
    Q_EMIT dialog->wishRequested(ChatWish::Clear);
    QCOMPARE(wished.at(0).at(1).value<BareJid>(), m_tomas.peer);
    m_page->showChat(m_priya.id); // another chat: the dialog was not about it
    QVERIFY(!dialog->isVisible());
}

/// A lock only where it is true, and in a chat that is encrypted a mark where it is not (facts/security.md, O1).
void ChatPageEncryptionTest::messagesSayWhetherTheyWereEncrypted()
{
    Message sealed = m_history->arrive(u"sealed"_s);
    sealed.encryption = MessageEncryption{OmemoVersion::Legacy, OmemoDeviceId(5), DeviceTrust::Blind, false, RatchetFault::None};
    Message lost = m_history->arrive(QString());
    lost.encryption = sealed.encryption;
    lost.encryption->fault = RatchetFault::NotForUs;
    m_history->model->changeMessages(m_tomas.id, {sealed, lost});
    QAccessibleInterface *list = QAccessible::queryAccessibleInterface(timeline());
    const QString spoken = list->child(m_history->model->rowOf(lost.id))->text(QAccessible::Name);
    QVERIFY2(spoken.contains(u"This message was encrypted for another of your devices."_s), qPrintable(spoken));

    QSignalSpy asked(m_page.get(), &ChatPage::readersAsked);
    Q_EMIT timeline()->encryptionRequested(sealed.id);
    auto *why = m_page->findChild<WhyDialog *>();
    QVERIFY(why && why->isVisible());
    QCOMPARE(asked.size(), 0); // others' devices are not ours to know
    delete why;
    Message own = m_history->arrive(u"own"_s, Direction::Outgoing, MessageState::Sent);
    own.encryption = sealed.encryption;
    m_history->model->changeMessages(m_tomas.id, {own});
    Q_EMIT timeline()->encryptionRequested(own.id);
    QCOMPARE(asked.size(), 1);
    QCOMPARE(asked.at(0).at(0).value<MessageId>(), own.id);
}

/// The words are the user's to send.
void ChatPageEncryptionTest::whatCannotBeReadIsAskedForAgain()
{
    Message lost = m_history->arrive(QString());
    lost.encryption = MessageEncryption{OmemoVersion::Legacy, OmemoDeviceId(5), DeviceTrust::Blind, false, RatchetFault::NotForUs};
    m_history->model->changeMessages(m_tomas.id, {lost});
    QSignalSpy sent(m_page.get(), &ChatPage::sendRequested);
    QSignalSpy repaired(m_page.get(), &ChatPage::repairRequested);
    Q_EMIT timeline()->encryptionRequested(lost.id);
    QVERIFY(shownAct(u"Ask to resend"_s));
    shownAct(u"Ask to resend"_s)->click();
    QVERIFY2(field()->toPlainText().contains(u"Please send it again."_s), qPrintable(field()->toPlainText()));
    QCOMPARE(sent.size(), 0);
    QCOMPARE(repaired.size(), 1);
    QVERIFY(field()->hasFocus());
}

/// design/ui.md, "Text tone": [Ask to resend] stands with the sentence, for the pointer, the keyboard and who hears it.
void ChatPageEncryptionTest::whatCannotBeReadIsAskedForWhereItStands()
{
    Message lost = m_history->arrive(QString());
    lost.encryption = MessageEncryption{OmemoVersion::Legacy, OmemoDeviceId(5), DeviceTrust::Blind, false, RatchetFault::NotForUs};
    Message replaced = m_history->arrive(QString());
    replaced.encryption = lost.encryption;
    replaced.encryption->fault = RatchetFault::IdentityChanged; // it would be unreadable again
    m_history->model->changeMessages(m_tomas.id, {lost, replaced});
    QSignalSpy repaired(m_page.get(), &ChatPage::repairRequested);
    QSignalSpy sent(m_page.get(), &ChatPage::sendRequested);
    // New keys are agreed on as the words go: one key alone sends nothing to anybody.
    const auto isAsked = [&] {
        const bool is = field()->toPlainText().count(u"Please send it again."_s) == 1 && field()->hasFocus();
        return is && repaired.isEmpty() && sent.isEmpty();
    };
    const auto isMendedBySending = [&](const QString &words) {
        field()->setPlainText(words);
        QTest::keyClick(field(), Qt::Key_Return);
        const bool is = repaired.size() == 1 && sent.size() == 1
            && repaired.constFirst().at(1).value<OmemoDevice>() == OmemoDevice{lost.sender, lost.encryption->device};
        repaired.clear();
        sent.clear();
        return is;
    };
    // By keys.
    timeline()->focusMessage(lost.id);
    timeline()->setFocus();
    QTest::keyClick(timeline(), Qt::Key_Return);
    QVERIFY(isAsked());
    QVERIFY(isMendedBySending(u"Once more, please?"_s));
    QVERIFY(!isMendedBySending(u"Thank you!"_s)); // once
    timeline()->focusMessage(replaced.id);
    timeline()->setFocus();
    QTest::keyClick(timeline(), Qt::Key_Return);
    QVERIFY(field()->toPlainText().isEmpty());
    // By what reads the screen.
    const auto actionsOf = [&](const Message &message) {
        QAccessibleInterface *row = QAccessible::queryAccessibleInterface(timeline())->child(m_history->model->rowOf(message.id));
        return row->actionInterface();
    };
    QVERIFY(!actionsOf(replaced)->actionNames().contains(u"AskToResend"_s));
    QVERIFY(actionsOf(lost)->actionNames().contains(u"AskToResend"_s));
    QCOMPARE(actionsOf(lost)->localizedActionName(u"AskToResend"_s), u"Ask to resend"_s);
    actionsOf(lost)->doAction(u"AskToResend"_s);
    QVERIFY(isAsked());
    field()->clear(); // given up
    QVERIFY(!isMendedBySending(u"Never mind."_s));
    // By the pointer, which is a hand over it: below the words, in the bubble.
    const QRect bubble = timeline()->bubbleRect(m_history->model->rowOf(lost.id));
    QWidget *viewport = timeline()->viewport();
    QPoint act;
    for (int y = bubble.bottom(); y > bubble.top() && act.isNull(); y -= 2) {
        const QPoint point(bubble.left() + 24, y);
        QMouseEvent move(QEvent::MouseMove, point, viewport->mapToGlobal(point), Qt::NoButton, Qt::NoButton, Qt::NoModifier);
        QCoreApplication::sendEvent(viewport, &move);
        if (viewport->cursor().shape() == Qt::PointingHandCursor)
            act = point;
    }
    QVERIFY(!act.isNull());
    QTest::mouseClick(viewport, Qt::LeftButton, {}, act);
    QVERIFY(isAsked());
    QVERIFY(isMendedBySending(field()->toPlainText()));
}

/// Of what waits for some: the user may wait for them no more.
void ChatPageEncryptionTest::whatWaitsForSomeMayGoToTheOthers()
{
    ChatEncryption state;
    state.sending = ChatEncryption::Sending::NotYet;
    state.wish = ChatWish::Encrypted;
    state.readers = {{{m_tomas.peer, OmemoDeviceId(5)}, OmemoVersion::Legacy, ReadReason::CanRead, {}},
                     {{m_tomas.peer, OmemoDeviceId(6)}, OmemoVersion::Legacy, ReadReason::NoSession, {}}};
    m_page->setEncryption(m_tomas.account, m_tomas.peer, state);
    const Message own = m_history->arrive(u"it waits"_s, Direction::Outgoing, MessageState::Waiting);
    QSignalSpy wished(m_page.get(), &ChatPage::sendToReadersRequested);
    Q_EMIT timeline()->encryptionRequested(own.id);
    QVERIFY(shownAct(u"Send to those who can read"_s));
    ChatEncryption nobody = state;
    nobody.readers[0].reason = ReadReason::NoSession;
    m_page->setEncryption(m_tomas.account, m_tomas.peer, nobody);
    QVERIFY(!shownAct(u"Send to those who can read"_s)); // there is nobody
    ChatEncryption ready = state;
    ready.sending = ChatEncryption::Sending::Encrypted;
    m_page->setEncryption(m_tomas.account, m_tomas.peer, ready);
    QVERIFY(!shownAct(u"Send to those who can read"_s)); // it goes by itself
    m_page->setEncryption(m_tomas.account, m_tomas.peer, state);
    shownAct(u"Send to those who can read"_s)->click();
    QCOMPARE(wished.size(), 1);
    QCOMPARE(wished.at(0).at(0).value<AccountId>(), m_tomas.account);
    QCOMPARE(wished.at(0).at(1).value<BareJid>(), m_tomas.peer);
    QVERIFY(!shownAct(u"Send to those who can read"_s));
}

/// It is encrypted when it goes: nothing says that it is not (facts/security.md, O1).
void ChatPageEncryptionTest::whatWaitsIsNotMarkedAsClear()
{
    ChatEncryption state;
    state.sending = ChatEncryption::Sending::Stuck;
    state.wish = ChatWish::Encrypted;
    state.readers = {{{m_tomas.peer, OmemoDeviceId(5)}, OmemoVersion::Legacy, ReadReason::NoBundle, {}}};
    m_page->setEncryption(m_tomas.account, m_tomas.peer, state);
    const Message own = m_history->arrive(u"it waits"_s, Direction::Outgoing, MessageState::Waiting);
    m_history->arrive(u"it went"_s, Direction::Outgoing, MessageState::Sent);
    // The tooltips of the times, wherever they stand.
    timeline()->verticalScrollBar()->setValue(timeline()->verticalScrollBar()->maximum());
    QWidget *viewport = timeline()->viewport();
    QStringList told;
    for (int y = 0; y < viewport->height(); y += 6) {
        for (int x = 0; x < viewport->width(); x += 6) {
            QHelpEvent help(QEvent::ToolTip, QPoint(x, y), viewport->mapToGlobal(QPoint(x, y)));
            QCoreApplication::sendEvent(viewport, &help);
            if (const QString words = QToolTip::text(); !told.contains(words))
                told.append(words);
        }
    }
    const QString all = told.join(u" | "_s);
    const auto ofState = [&](const QString &state) {
        return std::find_if(told.cbegin(), told.cend(), [&](const QString &each) { return each.contains(state + u", "_s); });
    };
    QVERIFY2(ofState(u"Waiting"_s) != told.cend() && !ofState(u"Waiting"_s)->contains(u"Not end-to-end encrypted"_s), qPrintable(all));
    QVERIFY2(ofState(u"Sent"_s) != told.cend() && ofState(u"Sent"_s)->contains(u"Not end-to-end encrypted"_s), qPrintable(all));
    Q_EMIT timeline()->encryptionRequested(own.id);
    QVERIFY(shownAct(u"Fetch its keys again"_s));
    state.readers.first().reason = ReadReason::CanRead;
    m_page->setEncryption(m_tomas.account, m_tomas.peer, state);
    QVERIFY(!shownAct(u"Fetch its keys again"_s));
}

JACKDAW_WINDOW_TEST(ChatPageEncryptionTest)

} // namespace chat_page_encryption_test

#include "chat_page_encryption_test.moc"
