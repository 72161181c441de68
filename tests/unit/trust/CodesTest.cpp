// SPDX-License-Identifier: GPL-3.0-or-later
// Codes to be scanned in place of comparing numbers: what is shown can be read, and what is read is held against the
// person's keys.
#include "codes/CodeView.h"
#include "codes/Codes.h"
#include "style/Preferences.h"
#include "style/Theme.h"
#include "support/FakeClock.h"
#include "support/TestProgram.h"
#include "trust/LinkCheck.h"
#include "trust/TrustDialog.h"

#include <QAccessible>
#include <QClipboard>
#include <QLabel>
#include <QMessageBox>
#include <QMimeData>
#include <QPainter>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace jackdaw;

namespace codes_test {

class CodesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void whatIsWrittenIsRead();
    void transparentAndScaledIsRead();
    void aPictureWithoutACodeHoldsNone();
    void whatIsNoPictureIsSaid();
    void whatIsTooLongHasNoCode();
    void ownCodeIsShown();
    void theirCodeInAFileChecks();
    void theirCodeInTheClipboardChecks();
    void wrongCodesSayWhatTheyAre_data();
    void wrongCodesSayWhatTheyAre();
    void theirsAmongSeveralCounts();
    void theScreenIsRead();

private:
    static KnownDevice deviceOf(const BareJid &jid, quint32 id, char key)
    {
        KnownDevice out;
        out.device = {jid, OmemoDeviceId(id)};
        out.identity = IdentityKey(QByteArray(32, key));
        out.trust = DeviceTrust::Blind;
        out.onLegacyList = true;
        return out;
    }
    static QString linkOf(const KnownDevice &device)
    {
        return VerificationLink::of(device.device.jid, {device}).toString();
    }
    /// As on a photo or a screen: larger, with something around it.
    static QImage pictureOf(const QStringList &texts)
    {
        QImage picture(int(texts.size()) * 420 + 60, 480, QImage::Format_RGB32);
        picture.fill(0xffe8e8f0u);
        QPainter painter(&picture);
        for (qsizetype i = 0; i < texts.size(); ++i)
            painter.drawImage(QRect(40 + int(i) * 420, 50, 380, 380), codeOf(texts.at(i)));
        return picture;
    }
    QStringList read(const QImage &picture)
    {
        auto found = codesIn([picture] { return picture; });
        return QTest::qWaitFor([&] { return found.isFinished(); }) && found.result() ? *found.result()
                                                                                     : QStringList{u"failed"_s};
    }
    QString saved(const QImage &picture)
    {
        const QString path = m_folder.filePath(u"code.png"_s);
        return picture.save(path) ? path : QString();
    }
    QString refusal()
    {
        return m_refused->isEmpty()
            ? QString()
            : QString(m_refused->last().at(0).toString()).remove(QChar(0x2068)).remove(QChar(0x2069));
    }
    QMessageBox *question() { return m_dialog->findChild<QMessageBox *>(); }

    const BareJid m_tomas = BareJid::fromPrepared(u"tomas@harbor.example"_s);
    const BareJid m_mara = BareJid::fromPrepared(u"mara@harbor.example"_s);
    const KnownDevice m_phone = deviceOf(m_tomas, 5, 'p');
    QTemporaryDir m_folder;
    test::FakeClock m_clock;
    std::unique_ptr<Preferences> m_preferences;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<TrustDialog> m_dialog;
    LinkCheck *m_check = nullptr;
    std::unique_ptr<QSignalSpy> m_refused;
    std::unique_ptr<QSignalSpy> m_trusted;
};

void CodesTest::init()
{
    m_preferences = std::make_unique<Preferences>(m_folder.filePath(u"settings.ini"_s));
    m_theme = std::make_unique<Theme>(*m_preferences);
    m_dialog = std::make_unique<TrustDialog>(*m_theme, m_clock, u"Tomas Berg"_s, m_tomas);
    m_dialog->setAttribute(Qt::WA_DeleteOnClose, false);
    ChatEncryption state;
    state.sending = ChatEncryption::Sending::Encrypted;
    state.devices = {m_phone};
    KnownDevice own = deviceOf(m_mara, 9, 'm');
    own.isThis = true;
    state.own = {own};
    m_dialog->setEncryption(state);
    m_dialog->show();
    m_check = m_dialog->findChild<LinkCheck *>();
    m_refused = std::make_unique<QSignalSpy>(m_check, &LinkCheck::refused);
    m_trusted = std::make_unique<QSignalSpy>(m_dialog.get(), &TrustDialog::trustRequested);
}

void CodesTest::cleanup()
{
    m_refused.reset();
    m_trusted.reset();
    m_dialog.reset();
    m_theme.reset();
    m_preferences.reset();
}

void CodesTest::whatIsWrittenIsRead()
{
    const QImage code = codeOf(linkOf(m_phone));
    QVERIFY(!code.isNull());
    QCOMPARE(qGray(code.pixel(0, 0)), 255); // its quiet zone
    QCOMPARE(qGray(code.pixel(4, 4)), 0);   // and where it begins
    QCOMPARE(read(pictureOf({linkOf(m_phone)})), QStringList{linkOf(m_phone)});
    QCOMPARE(read(pictureOf({u"Grüße, 你好"_s})), QStringList{u"Grüße, 你好"_s});
}

void CodesTest::transparentAndScaledIsRead()
{
    QImage cut = codeOf(linkOf(m_phone)).scaled(600, 600).convertToFormat(QImage::Format_ARGB32);
    for (int y = 0; y < cut.height(); ++y) {
        for (int x = 0; x < cut.width(); ++x) {
            if (qGray(cut.pixel(x, y)) > 128)
                cut.setPixel(x, y, 0);
        }
    }
    QCOMPARE(read(cut), QStringList{linkOf(m_phone)});
    QImage large(9000, 6000, QImage::Format_Grayscale8); // a photo
    large.fill(0xffu);
    const QImage code = codeOf(linkOf(m_phone)).scaled(1800, 1800);
    for (int y = 0; y < code.height(); ++y)
        memcpy(large.scanLine(2000 + y) + 4000, code.constScanLine(y), size_t(code.width()));
    QCOMPARE(read(large), QStringList{linkOf(m_phone)});
}

void CodesTest::aPictureWithoutACodeHoldsNone() { QCOMPARE(read(pictureOf({}).scaled(300, 300)), QStringList()); }

void CodesTest::whatIsNoPictureIsSaid()
{
    QFile file(m_folder.filePath(u"words.png"_s));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("no picture") > 0);
    file.close();
    m_check->readPicture(file.fileName());
    QTRY_COMPARE(refusal(), u"That is no picture that can be read. Choose another one."_s);
}

void CodesTest::whatIsTooLongHasNoCode()
{
    QVERIFY(codeOf(QString(5000, u'x')).isNull());
    QVERIFY(codeOf({}).isNull());
}

/// What Tomas is to scan are Mara's keys.
void CodesTest::ownCodeIsShown()
{
    auto *view = m_dialog->findChild<CodeView *>();
    QVERIFY(view && view->isVisible());
    QCOMPARE(view->accessibleName(), u"Verification code"_s); // design/ui.md, "Accessible names"
    QCOMPARE(QAccessible::queryAccessibleInterface(view)->role(), QAccessible::Graphic);
    KnownDevice own = deviceOf(m_mara, 9, 'm');
    own.isThis = true;
    QTRY_COMPARE(view->size(), view->sizeHint());
    QCOMPARE(read(view->grab().toImage()), QStringList{linkOf(own)}); // as it stands on the screen
}

void CodesTest::theirCodeInAFileChecks()
{
    m_check->readPicture(saved(pictureOf({linkOf(m_phone)})));
    QTRY_VERIFY(question());
    QCOMPARE(m_trusted->size(), 0); // whether it was shown in person, the user alone knows
    for (QPushButton *each : question()->findChildren<QPushButton *>()) {
        if (each->text() == u"Yes, they are checked")
            each->click();
    }
    QCOMPARE(m_trusted->size(), 1);
    QCOMPARE(m_trusted->at(0).at(0).value<OmemoDevice>(), m_phone.device);
    QCOMPARE(m_trusted->at(0).at(1).value<DeviceTrust>(), DeviceTrust::Verified);
}

void CodesTest::theirCodeInTheClipboardChecks()
{
    QGuiApplication::clipboard()->setText(u"words"_s);
    m_check->readClipboard();
    QVERIFY(refusal().startsWith(u"The clipboard holds no picture."_s));
    QGuiApplication::clipboard()->setImage(pictureOf({linkOf(m_phone)}));
    m_check->readClipboard();
    QTRY_VERIFY(question());
    delete question();
    auto *file = new QMimeData; // copied in a file manager
    file->setUrls({QUrl::fromLocalFile(saved(pictureOf({linkOf(m_phone)})))});
    QGuiApplication::clipboard()->setMimeData(file);
    m_check->readClipboard();
    QTRY_VERIFY(question());
}

void CodesTest::wrongCodesSayWhatTheyAre_data()
{
    QTest::addColumn<QStringList>("codes");
    QTest::addColumn<QString>("said");
    const BareJid leila = BareJid::fromPrepared(u"leila@hill.example"_s);
    QTest::newRow("none") << QStringList() << u"No code was found."_s;
    QTest::newRow("something else") << QStringList{u"https://harbor.example/menu"_s}
                                    << u"That code is for something else"_s;
    QTest::newRow("an address without keys")
        << QStringList{u"xmpp:tomas@harbor.example"_s} << u"That code is for something else"_s;
    QTest::newRow("of another person") << QStringList{linkOf(deviceOf(leila, 5, 'p'))}
                                       << u"That code is of leila@hill.example, not of Tomas Berg."_s;
    QTest::newRow("our own") << QStringList{linkOf(deviceOf(m_mara, 9, 'm'))} << u"That is your own code."_s;
    QTest::newRow("another key") << QStringList{linkOf(deviceOf(m_tomas, 5, 'x'))} << u"A device shows another key"_s;
    QTest::newRow("a device that nobody knows")
        << QStringList{linkOf(deviceOf(m_tomas, 6, 'p'))} << u"It names none of the devices"_s;
    QTest::newRow("the same and another key")
        << QStringList{linkOf(m_phone), linkOf(deviceOf(m_tomas, 5, 'x'))} << u"A device shows another key"_s;
}

void CodesTest::wrongCodesSayWhatTheyAre()
{
    QFETCH(QStringList, codes);
    QFETCH(QString, said);
    m_check->readPicture(saved(pictureOf(codes)));
    QTRY_VERIFY2(refusal().startsWith(said), qPrintable(refusal()));
    QVERIFY(!question());
    QCOMPARE(m_trusted->size(), 0);
}

void CodesTest::theirsAmongSeveralCounts()
{
    m_check->readPicture(
        saved(pictureOf({u"https://harbor.example"_s, linkOf(deviceOf(m_mara, 9, 'm')), linkOf(m_phone)})));
    QTRY_VERIFY(question());
}

/// Where there is a real screen (QT_QPA_PLATFORM=xcb); elsewhere no program sees it, and that is said.
void CodesTest::theScreenIsRead()
{
    QLabel shown; // their code, in another program
    shown.setPixmap(QPixmap::fromImage(pictureOf({linkOf(m_phone)})));
    shown.show();
    QVERIFY(QTest::qWaitForWindowExposed(&shown));
    m_check->readScreen();
    QVERIFY(!m_dialog->isVisible()); // it covers what is to be read
    QTRY_VERIFY(question() || !refusal().isEmpty());
    QVERIFY(m_dialog->isVisible());
    QCOMPARE(question() != nullptr, refusal().isEmpty());
    if (QGuiApplication::platformName() == u"xcb")
        QVERIFY2(question(), qPrintable(refusal()));
}

JACKDAW_WINDOW_TEST(CodesTest)

} // namespace codes_test

#include "CodesTest.moc"
