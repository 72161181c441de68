// SPDX-License-Identifier: GPL-3.0-or-later
#include "sound/FilmCheck.h"

#include <QFileInfo>

#include <dlfcn.h>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

/// It lies beside the module, wherever that is.
QString checkingProgram()
{
    static const char inThisModule = 0;
    Dl_info here = {};
    if (dladdr(&inThisModule, &here) == 0 || !here.dli_fname)
        return {};
    return QFileInfo(QFile::decodeName(here.dli_fname)).absolutePath() + u"/jackdaw-film-check"_s;
}

std::optional<SoundFault> faultOf(const QProcess &process)
{
    if (process.error() == QProcess::FailedToStart)
        return SoundFault::NoModule;
    if (process.exitStatus() != QProcess::NormalExit)
        return SoundFault::Unreadable;
    switch (process.exitCode()) {
    case FilmCheck::Good: return {};
    case FilmCheck::NoCodec: return SoundFault::NoCodec;
    case FilmCheck::TooLarge: return SoundFault::TooLarge;
    default: return SoundFault::Unreadable;
    }
}

} // namespace

void FilmCheck::begin(const QString &path, std::function<void(std::optional<SoundFault>)> done)
{
    cancel();
    auto *process = new QProcess; // goes when it has ended, which nobody waits for
    m_process = process;
    const auto end = [this, process, done = std::move(done)] {
        process->deleteLater();
        if (m_process != process)
            return;
        m_process = nullptr;
        done(faultOf(*process));
    };
    QObject::connect(process, &QProcess::finished, process, end);
    QObject::connect(process, &QProcess::errorOccurred, process, [end](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            end();
    }, Qt::QueuedConnection);
    process->setProcessChannelMode(QProcess::MergedChannels);
    process->setStandardInputFile(QProcess::nullDevice());
    process->setStandardOutputFile(QProcess::nullDevice());
    process->start(checkingProgram(), {QFileInfo(path).absoluteFilePath()});
}

void FilmCheck::cancel()
{
    QProcess *process = m_process;
    m_process = nullptr;
    if (!process)
        return;
    process->disconnect();
    QObject::connect(process, &QProcess::finished, process, &QObject::deleteLater);
    process->kill();
}

} // namespace jackdaw
