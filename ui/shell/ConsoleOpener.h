// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>

namespace jackdaw {

class AppContext;
class ConsoleWindow;
class Wishes;

/// Opens the XML console, one at a time, where it is switched on ("Advanced" in the settings), and joins it to the engine
/// while it is open. Owned by Shell, GUI thread.
/// Keeps nothing of what is shown there, and listens to no stream without it.
class ConsoleOpener : public QObject
{
    Q_OBJECT
public:
    ConsoleOpener(AppContext &context, Wishes &wishes, QWidget &window);

    void open();

Q_SIGNALS:
    /// Asked for while it is switched off.
    void switchRequested();

private:
    void giveAccounts();

    AppContext &m_context;
    Wishes &m_wishes;
    QWidget &m_window;
    QPointer<ConsoleWindow> m_console;
};

} // namespace jackdaw
