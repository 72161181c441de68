// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "style/QuickReply.h"
#include "widgets/AskDialog.h"

namespace jackdaw {

class TextArea;
class TextField;

/// Asks for the name and the text of a quick reply, and says below them what cannot be a name. Deletes itself. Owned by
/// its parent, GUI thread. Keeps nothing: it says what was written, and its maker hands that to Preferences.
/// Cancelling changes nothing.
class QuickReplyDialog : public AskDialog
{
    Q_OBJECT
public:
    /// `taken`: the names of the others, which this one cannot have.
    QuickReplyDialog(const Theme &theme, const QuickReply &reply, const QStringList &taken, QWidget *parent);

Q_SIGNALS:
    void replyWritten(const jackdaw::QuickReply &reply);

protected:
    void submit() override;

private:
    QStringList m_taken;
    TextField *m_name;
    TextArea *m_text;
};

} // namespace jackdaw
