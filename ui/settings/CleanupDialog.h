// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/DiskUse.h"
#include "widgets/AskDialog.h"

QT_BEGIN_NAMESPACE
class QCheckBox;
QT_END_NAMESPACE

namespace jackdaw {

/// Asks which kinds of files of a chat are to be deleted from this computer, with what each takes, and says what stays. Owned by the
/// settings window, GUI thread; emits a wish. It deletes nothing itself, and Return alone does nothing that cannot be taken back: the
/// button has to be chosen.
class CleanupDialog : public AskDialog
{
    Q_OBJECT
public:
    CleanupDialog(const Theme &theme, const QString &chat, const DiskUse &use, QWidget *parent);

    /// "Pictures"
    static QString kindText(Attachment::Kind kind);

Q_SIGNALS:
    void chosen(jackdaw::FileKinds kinds);

protected:
    void submit() override;

private:
    QList<std::pair<Attachment::Kind, QCheckBox *>> m_kinds;
};

} // namespace jackdaw
