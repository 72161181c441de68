// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/FileOpening.h"

#include "style/Direction.h"
#include "style/ErrorText.h"
#include "style/Style.h"
#include "widgets/MessageBox.h"

#include <QCoreApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCall>
#include <QDBusPendingCallWatcher>
#include <QDesktopServices>
#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>
#include <QMimeDatabase>
#include <QPointer>
#include <QPushButton>
#include <QSaveFile>
#include <QStandardPaths>
#include <QThreadPool>
#include <QUrl>

#include <cerrno>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

constexpr qint64 copiedAtOnce = 1024 * 1024;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(FileOpening)
};

/// What was wrong with the last step of `file`; to be asked at once, while errno is of that step.
Error troubleWith(const QFileDevice &file, const QString &path)
{
    const bool isFull = errno == ENOSPC || errno == EDQUOT || file.error() == QFileDevice::ResourceError;
    return Error{isFull ? ErrorKind::DiskFull : ErrorKind::Storage, file.errorString(), path};
}

/// Beside, by a name that nobody has, and put in place at the end: a copy that breaks off leaves what was there as it was.
Status copyTo(const QString &from, const QString &to)
{
    errno = 0;
    QFile in(from);
    if (!in.open(QIODevice::ReadOnly))
        return troubleWith(in, from);
    QSaveFile out(to); // the file dialog has asked
    if (!out.open(QIODevice::WriteOnly))
        return troubleWith(out, to);
    out.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    while (!in.atEnd()) {
        errno = 0;
        const QByteArray block = in.read(copiedAtOnce);
        if (block.isEmpty())
            return troubleWith(in, from);
        if (out.write(block) != block.size())
            return troubleWith(out, to);
    }
    errno = 0;
    return out.commit() ? Status(Done{}) : Status(troubleWith(out, to));
}

} // namespace

bool mayBeProgram(const QString &path)
{
    static const QStringList ends{u"appimage"_s, u"bat"_s, u"bin"_s, u"cmd"_s, u"com"_s, u"deb"_s, u"desktop"_s, u"dll"_s, u"exe"_s, u"flatpakref"_s,
                                  u"hta"_s, u"htm"_s, u"html"_s, u"jar"_s, u"js"_s, u"jse"_s, u"lnk"_s, u"msi"_s, u"msix"_s, u"pl"_s, u"ps1"_s, u"py"_s,
                                  u"reg"_s, u"rpm"_s, u"run"_s, u"scr"_s, u"sh"_s, u"snap"_s, u"so"_s, u"svg"_s, u"url"_s, u"vbs"_s, u"wsf"_s, u"xhtml"_s};
    if (ends.contains(QFileInfo(path).suffix().toLower()))
        return true;
    // And by what is in it, whatever its name says.
    const QMimeType type = QMimeDatabase().mimeTypeForFile(path, QMimeDatabase::MatchContent);
    return type.inherits(u"application/x-executable"_s) || type.inherits(u"application/x-sharedlib"_s) || type.inherits(u"application/x-shellscript"_s)
        || type.inherits(u"application/x-desktop"_s) || type.inherits(u"application/x-msdownload"_s)
        || type.inherits(u"application/vnd.microsoft.portable-executable"_s);
}

void openFile(QWidget *parent, const Attachment &attachment)
{
    const QUrl url = QUrl::fromLocalFile(attachment.path);
    if (!mayBeProgram(attachment.path)) {
        QDesktopServices::openUrl(url);
        return;
    }
    auto *question = new QMessageBox(parent);
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setIcon(QMessageBox::NoIcon);
    question->setWindowTitle(Words::tr("Open file"));
    setWords(*question, Words::tr("Open %1?").arg(isolated(QFileInfo(attachment.path).fileName())),
             Words::tr("It can be a program, or carry one. It may do anything that you can do on this computer."));
    QPushButton *act = question->addButton(Words::tr("Open it"), QMessageBox::DestructiveRole);
    setButtonLook(act, ButtonKind::Destructive);
    QPushButton *cancel = question->addButton(QMessageBox::Cancel);
    question->setDefaultButton(cancel);
    question->setEscapeButton(cancel);
    QObject::connect(act, &QPushButton::clicked, question, [url] { QDesktopServices::openUrl(url); });
    question->open();
}

void saveFileAs(QWidget *parent, const Attachment &attachment, std::function<void(const QString &)> failed)
{
    auto *dialog = new QFileDialog(parent, Words::tr("Save file"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setFileMode(QFileDialog::AnyFile);
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::DownloadLocation);
    dialog->setDirectory(QDir(folder).exists() ? folder : QDir::homePath());
    dialog->selectFile(attachment.file.name.isEmpty() ? QFileInfo(attachment.path).fileName() : attachment.file.name);
    QObject::connect(dialog, &QFileDialog::fileSelected, parent, [parent = QPointer<QWidget>(parent), from = attachment.path, failed](const QString &to) {
        if (to.isEmpty() || QFileInfo(to) == QFileInfo(from))
            return;
        QThreadPool::globalInstance()->start([parent, from, to, failed] {
            const Status copied = copyTo(from, to);
            if (!copied) {
                QMetaObject::invokeMethod(qApp, [parent, failed, error = copied.error()] {
                    if (parent)
                        failed(errorText(error));
                }, Qt::QueuedConnection);
            }
        });
    });
    dialog->open();
}

void showInFolder(const QString &path)
{
    const QString folder = QFileInfo(path).absolutePath();
    QDBusMessage call = QDBusMessage::createMethodCall(u"org.freedesktop.FileManager1"_s, u"/org/freedesktop/FileManager1"_s,
                                                       u"org.freedesktop.FileManager1"_s, u"ShowItems"_s);
    call.setArguments({QStringList{QUrl::fromLocalFile(path).toString()}, QString()});
    auto *watcher = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(call, 5000), qApp);
    QObject::connect(watcher, &QDBusPendingCallWatcher::finished, qApp, [watcher, folder] {
        if (watcher->isError())
            QDesktopServices::openUrl(QUrl::fromLocalFile(folder));
        watcher->deleteLater();
    });
}

} // namespace jackdaw
