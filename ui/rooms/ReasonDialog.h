// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/AskDialog.h"

QT_BEGIN_NAMESPACE
class QCheckBox;
QT_END_NAMESPACE

namespace jackdaw {

class Label;
class TextField;

/// Asks whether something is to be done to somebody or something in a group, and why: the reason is shown to those it is
/// about. Names the object and the effect. Emits the wish; its maker closes it or shows why it was not done. Owned by its
/// parent, GUI thread; commands nothing.
class ReasonDialog : public AskDialog
{
    Q_OBJECT
public:
    struct Words {
        QString title;
        QString question; ///< "Remove Owen from North Crew?"
        QString effect;   ///< what follows from it
        QString act;      ///< "Remove Owen"
        QString also = {}; ///< "Remove all other messages of Owen too": what a tick adds; empty: nothing
    };
    enum class Also { No, Yes };
    enum class Weight {
        Light, ///< can be undone by whom it is about
        Heavy  ///< Return in the field does not do it
    };

    ReasonDialog(const Theme &theme, const Words &words, Weight weight, QWidget *parent = nullptr);

    /// What was wished is many things, of which so many are done; Cancel stops behind them.
    void showProgress(int done, int total);
    /// Why it ended: nothing is under way that Cancel could stop.
    void showError(const QString &text);

Q_SIGNALS:
    void confirmed(const QString &reason, jackdaw::ReasonDialog::Also also);

protected:
    void submit() override;

private:
    TextField *m_reason;
    Label *m_progress;
    QCheckBox *m_also = nullptr;
};

} // namespace jackdaw
