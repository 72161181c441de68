// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <atomic>
#include <memory>

namespace jackdaw {

class AppContext;
class SettingsWindow;
class Wishes;

/// What the page Storage of the settings wants to know and to have done: reads on the pool how much of the disk the files of each
/// chat take, and carries the wish to delete some to the engine. Owned by the settings window that it serves, GUI thread. Looks at no
/// file on its own thread.
class StorageFlow : public QObject
{
    Q_OBJECT
public:
    StorageFlow(AppContext &context, Wishes &wishes, SettingsWindow &window);
    ~StorageFlow() override;

private:
    void read();

    AppContext &m_context;
    SettingsWindow &m_window;
    std::shared_ptr<std::atomic<bool>> m_isWanted; ///< of the last reading
};

} // namespace jackdaw
