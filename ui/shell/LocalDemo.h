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
/// into the user's. Ends when both are closed. Owned by SignInFlow, GUI thread.
class LocalDemo : public QObject
{
    Q_OBJECT
public:
    explicit LocalDemo(QObject *parent = nullptr);
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
    bool openWindow(const QJsonObject &account, const QString &profile);
    void windowClosed(QProcess *window);
    void fail(const QString &why);
    void stop();

    std::unique_ptr<QProcess> m_server;
    QByteArray m_answer;
    QTimer m_patience;
    std::unique_ptr<QTemporaryDir> m_profiles;
    QList<QProcess *> m_windows;
};

} // namespace jackdaw
