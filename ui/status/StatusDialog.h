// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountListModel.h"
#include "widgets/AskDialog.h"

#include <optional>

QT_BEGIN_NAMESPACE
class QComboBox;
class QTimeEdit;
QT_END_NAMESPACE

namespace jackdaw {

class Clock;

/// Asks for one's own status: state, words, until when, and for which account. Emits the wish; Dialogs carries it
/// out and closes it. Owned by its parent, GUI thread; commands nothing. It offers no state that the server
/// cannot show.
class StatusDialog : public AskDialog
{
    Q_OBJECT
public:
    /// `recent` as Preferences keeps them.
    StatusDialog(const AccountListModel &accounts, const QStringList &recent, const Theme &theme, const Clock &clock,
                 QWidget *parent = nullptr);

Q_SIGNALS:
    /// nullopt: for all accounts that are signed in.
    void statusChosen(const jackdaw::OwnStatus &status, const std::optional<jackdaw::AccountId> &account);

protected:
    void submit() override;

private:
    enum class Until { Changed, Minutes, TimeOfDay };

    void fillUntil(const OwnStatus &now);
    void take(const OwnStatus &status);
    qint64 chosenUntil() const;

    const Clock &m_clock;
    QComboBox *m_state;
    QComboBox *m_text;
    QComboBox *m_until;
    QTimeEdit *m_time;
    QComboBox *m_account;
    QList<OwnStatus> m_offered;
};

} // namespace jackdaw
