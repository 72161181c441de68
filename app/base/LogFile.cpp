// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/LogFile.h"

#include <QDateTime>
#include <QFile>
#include <QMutex>

namespace jackdaw {

using namespace Qt::StringLiterals;

struct LogFile::Private
{
    QMutex mutex;
    QFile file;
    QtMessageHandler before = nullptr;

    bool reopen()
    {
        file.close();
        return file.open(QIODevice::Append) && file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    }
    void write(QtMsgType type, const QMessageLogContext &context, const QString &text);

    /// Qt's message handler is a plain function, so the one open file has to be found without an argument.
    static Private *current;
    static void handle(QtMsgType type, const QMessageLogContext &context, const QString &text);
};

LogFile::Private *LogFile::Private::current = nullptr;

namespace {

constexpr qint64 maximumSize = 1024 * 1024;
Q_CONSTINIT QBasicMutex currentMutex;

QStringView wordOf(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg: return u"debug";
    case QtInfoMsg: return u"info";
    case QtWarningMsg: return u"warning";
    case QtCriticalMsg:
    case QtFatalMsg: break;
    }
    return u"error";
}

} // namespace

void LogFile::Private::write(QtMsgType type, const QMessageLogContext &context, const QString &text)
{
    const QMutexLocker lock(&mutex);
    if (file.size() > maximumSize) {
        const QString older = file.fileName() + u".1"_s;
        QFile::remove(older);
        file.close();
        QFile::rename(file.fileName(), older);
        reopen();
    }
    const QString line = QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs) + u' ' + wordOf(type).toString() + u' '
        + QString::fromUtf8(context.category ? context.category : "") + u": "_s + text + u'\n';
    file.write(line.toUtf8());
    file.flush();
}

void LogFile::Private::handle(QtMsgType type, const QMessageLogContext &context, const QString &text)
{
    const QMutexLocker lock(&currentMutex);
    if (!current) {
        return;
    }
    if (qstrcmp(context.category, "jackdaw.stanza") != 0) {
        current->write(type, context, text);
    }
    if (current->before) {
        current->before(type, context, text);
    }
}

LogFile::LogFile(std::unique_ptr<Private> made) : d(std::move(made))
{
    const QMutexLocker lock(&currentMutex);
    Q_ASSERT(!Private::current);
    Private::current = d.get();
    d->before = qInstallMessageHandler(&Private::handle);
}

LogFile::~LogFile()
{
    qInstallMessageHandler(d->before);
    const QMutexLocker lock(&currentMutex);
    Private::current = nullptr;
}

Result<std::unique_ptr<LogFile>> LogFile::open(const QString &path)
{
    auto made = std::make_unique<Private>();
    made->file.setFileName(path);
    if (!made->reopen()) {
        return Error{ErrorKind::Storage, made->file.errorString(), path};
    }
    return std::unique_ptr<LogFile>(new LogFile(std::move(made)));
}

} // namespace jackdaw
