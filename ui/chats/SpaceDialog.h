// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountListModel.h"
#include "spaces/Space.h"
#include "widgets/AskDialog.h"

#include <QSet>

QT_BEGIN_NAMESPACE
class QButtonGroup;
class QCheckBox;
class QComboBox;
QT_END_NAMESPACE

namespace jackdaw {

class TextField;

/// What the dialog below is about.
struct SpaceForm
{
    SpaceTraits traits;
    QSet<AccountId> accounts; ///< whose chats may be in it, and whose providers keep it
    QString note;             ///< where it is kept, if not everywhere; empty: nothing to say
    bool isNew = true;
};

/// Asks what a space is called, its colour, and which chats are in it by themselves. Emits the wish; SpaceFlow carries
/// it out, closes the dialog or shows below the fields why it was not done. Owned by its parent, GUI thread; commands
/// nothing. The chats that are put into it one by one are the list's business.
class SpaceDialog : public AskDialog
{
    Q_OBJECT
public:
    SpaceDialog(const SpaceForm &form, const AccountListModel &accounts, const Theme &theme, QWidget *parent = nullptr);

Q_SIGNALS:
    void saveRequested(const jackdaw::SpaceTraits &traits, const QSet<jackdaw::AccountId> &accounts);

protected:
    void submit() override;

private:
    void addColours(const Theme &theme);
    void addRule(const Theme &theme);
    void addAccounts(const Theme &theme, const AccountListModel &accounts);
    void updateRule();

    SpaceForm m_form;
    TextField *m_name;
    QButtonGroup *m_colours;
    QComboBox *m_takes;
    QCheckBox *m_onlyUnread;
    QCheckBox *m_withoutMuted;
    QHash<AccountId, QCheckBox *> m_accounts; ///< none where there is no choice
};

} // namespace jackdaw
