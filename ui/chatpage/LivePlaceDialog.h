// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "position/PositionModule.h"
#include "widgets/AskDialog.h"

QT_BEGIN_NAMESPACE
class QButtonGroup;
QT_END_NAMESPACE

namespace jackdaw {

/// Asks for how long somebody may see where the user goes, and finds out where that is now. Owned by its parent, the
/// chat page, which closes it when it has begun, or says why not; GUI thread. Asks no service before the user says
/// so, and for no longer than it is open.
class LivePlaceDialog : public AskDialog
{
    Q_OBJECT
public:
    /// Does the chat seal what is said in it? What opens the live place is said there.
    enum class Chat { Clear, Sealed };
    LivePlaceDialog(const QString &name, Chat chat, PositionSource positions, const Theme &theme, QWidget *parent);

Q_SIGNALS:
    void chosen(int minutes, const jackdaw::Place &place, qint64 time);

protected:
    void submit() override;

private:
    PositionSource m_positions;
    std::unique_ptr<PositionWatch> m_watch;
    QButtonGroup *m_minutes;
    Label *m_state;
};

} // namespace jackdaw
