// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Error.h"

#include <QJsonObject>
#include <QList>
#include <QObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTimer>
#include <memory>

namespace jackdaw {

/// "Try the local demo": starts the private server of installer/demo/start (its protocol is written there) and two windows
/// of Jackdaw on it, each a program of its own with a profile that is thrown away, so that nothing of the demo gets
/// into the user's. Ends when both are closed. Owned by SignInFlow, GUI thread; never waits for a process while there is a
/// window.
class LocalDemo : public QObject
{
    Q_OBJECT
public:
    /// `script` starts the server, `program` is what opens a window.
    LocalDemo(const QString &script, const QString &program, QObject *parent = nullptr);
    /// With windows still open, which only the end of the program can do, they get a second in all to close.
    ~LocalDemo() override;

    /// Where the script lies, empty if it is not installed.
    static QString script();
    void start();

Q_SIGNALS:
    void windowsOpened();
    void failed(const jackdaw::Error &error);
    /// The windows are closed and the server is gone, or is going.
    void ended();

private:
    void readAnswer();
    void openWindows(const QJsonObject &answer);
    void openWindow(const QJsonObject &account, const QString &profile);
    void windowStarted();
    void windowClosed(QProcess *window);
    void fail(const QString &why);
    void leaveServer();

    QString m_script;
    QString m_program;
    QProcess *m_server = nullptr;
    QByteArray m_answer;
    QTimer m_patience;
    std::shared_ptr<QTemporaryDir> m_profiles; ///< goes with the last window that uses it
    QList<QProcess *> m_windows;
    int m_starting = 0; ///< windows that are not there yet
};

} // namespace jackdaw
