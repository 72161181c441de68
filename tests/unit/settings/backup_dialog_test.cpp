// SPDX-License-Identifier: GPL-3.0-or-later
// The dialogs that make a backup and take one in: where their fields stand, and what they say of what is left out.
#include "account/AccountListModel.h"
#include "settings/BackupDialog.h"
#include "settings/RestoreDialog.h"
#include "style/Preferences.h"
#include "style/Style.h"
#include "style/Theme.h"
#include "support/TestProgram.h"

#include <QCheckBox>
#include <QLineEdit>
#include <QPushButton>
#include <QStyleOptionButton>
#include <QTemporaryDir>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace jackdaw;

namespace {

AccountSettings accountNumbered(qint64 id, const QString &jid)
{
    AccountSettings settings;
    settings.id = AccountId(id);
    settings.jid = BareJid::fromPrepared(jid);
    return settings;
}

/// Where the box of a check box is painted, in its window.
QRect boxOf(const QCheckBox &check)
{
    QStyleOptionButton option;
    option.initFrom(&check);
    option.text = check.text();
    const QRect box = check.style()->subElementRect(QStyle::SE_CheckBoxIndicator, &option, &check);
    return QRect(check.mapTo(check.window(), box.topLeft()), box.size());
}

} // namespace

namespace backup_dialog_test {

class BackupDialogTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase() { QApplication::setStyle(u"fusion"_s); } // ours holds the theme that goes now
    void checkBoxesStandInLine_data();
    void checkBoxesStandInLine();
    void whatIsTooLargeForABackupIsSaid();

private:
    QTemporaryDir m_folder;
    std::unique_ptr<Preferences> m_preferences;
    std::unique_ptr<Theme> m_theme;
};

void BackupDialogTest::initTestCase()
{
    m_preferences = std::make_unique<Preferences>(m_folder.filePath(u"settings.ini"_s));
    m_theme = std::make_unique<Theme>(*m_preferences);
    useStyle(*m_theme);
}

void BackupDialogTest::checkBoxesStandInLine_data()
{
    QTest::addColumn<Qt::LayoutDirection>("direction");
    QTest::newRow("left to right") << Qt::LeftToRight;
    QTest::newRow("right to left") << Qt::RightToLeft;
}

/// Their boxes begin where fields do, and the ring of the focus around them is painted whole.
void BackupDialogTest::checkBoxesStandInLine()
{
    QFETCH(Qt::LayoutDirection, direction);
    AccountListModel accounts;
    accounts.setAccounts({accountNumbered(1, u"mara@harbor.example"_s), accountNumbered(2, u"leila@hill.example"_s)});
    BackupDialog backup(*m_theme, accounts, nullptr);
    RestoreDialog restore(*m_theme, RestoreDialog::Profile::Fresh, nullptr);
    BackupContents contents;
    contents.hasSettings = true;
    restore.showContents(contents);
    for (QDialog *dialog : std::initializer_list<QDialog *>{&backup, &restore}) {
        dialog->setAttribute(Qt::WA_DeleteOnClose, false);
        dialog->setLayoutDirection(direction);
        dialog->show();
        QVERIFY(QTest::qWaitForWindowExposed(dialog));
        const auto boxes = dialog->findChildren<QCheckBox *>();
        QVERIFY(!boxes.isEmpty());
        const QLineEdit *field = dialog->findChild<QLineEdit *>();
        QVERIFY(field);
        const QRect whole(field->mapTo(dialog, QPoint(0, 0)), field->size());
        const auto buttons = dialog->findChildren<QPushButton *>();
        const auto choose = std::find_if(buttons.cbegin(), buttons.cend(), [](const QPushButton *each) { return each->text() == u"Choose…"_s; });
        QVERIFY(choose != buttons.cend());
        const QRect painted = QRect((*choose)->mapTo(dialog, QPoint(0, 0)), (*choose)->size())
                                  .adjusted(focusRoom, focusRoom, -focusRoom, -focusRoom);
        QCOMPARE(direction == Qt::LeftToRight ? painted.left() : painted.right(), direction == Qt::LeftToRight ? whole.left() : whole.right());
        QCOMPARE((*choose)->visibleRegion().boundingRect(), (*choose)->rect());
        for (const QCheckBox *check : boxes) {
            const QRect box = boxOf(*check);
            QCOMPARE(direction == Qt::LeftToRight ? box.left() : box.right(), direction == Qt::LeftToRight ? whole.left() : whole.right());
            QCOMPARE(check->visibleRegion().boundingRect(), check->rect());
        }
    }
}

void BackupDialogTest::whatIsTooLargeForABackupIsSaid()
{
    const auto said = [](qsizetype size) { return backupDoneText({{u"/home/mara/my.jackdaw"_s, u"four words of mine"_s}, {}, QByteArray(size, ' ')}); };
    for (const qsizetype size : {qsizetype(0), qsizetype(2), BackupOrder::mostOfSettings}) {
        QVERIFY(said(size).contains(u"/home/mara/my.jackdaw"_s));
        QVERIFY2(!said(size).contains(u"too large"_s), qPrintable(said(size)));
    }
    const QString text = said(BackupOrder::mostOfSettings + 1);
    QVERIFY(text.contains(u"/home/mara/my.jackdaw"_s)); // it is made all the same
    QVERIFY2(text.contains(u"Your settings are too large for a backup and are not in it. Your messages are."_s), qPrintable(text));
    QVERIFY(text.contains(u"passphrase"_s));
}

JACKDAW_WINDOW_TEST(BackupDialogTest)

} // namespace backup_dialog_test

#include "backup_dialog_test.moc"
