// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "style/Theme.h"

#include <QDialog>

QT_BEGIN_NAMESPACE
class QVBoxLayout;
QT_END_NAMESPACE

namespace jackdaw {

class Label;
class TextButton;

/// A dialog that asks for something which takes a while: its fields, then how far it is with a way to stop it, then
/// what came out, in one place. Deletes itself. Owned by its parent, GUI thread; commands nothing. It is not closed
/// while something is under way: closing it stops that, and it goes when it has stopped.
class LongTaskDialog : public QDialog
{
    Q_OBJECT
public:
    void reject() override;
    /// What is under way, in words; read out where `aloud`.
    enum class Tell { Quietly, Aloud };
    void showProgress(const QString &text, Tell tell = Tell::Quietly);
    /// It did not work: the fields are there again. Empty: it was stopped, and the dialog goes if that was closing it.
    void showFailure(const QString &text);
    /// It is done: there is nothing but this to read.
    void showDone(const QString &text);
    bool isBusy() const { return m_step == Step::Busy; }

Q_SIGNALS:
    void stopRequested();

protected:
    LongTaskDialog(const Theme &theme, const QString &title, const QString &act, QWidget *parent);
    void showEvent(QShowEvent *event) override;
    bool event(QEvent *event) override;
    virtual void submit() = 0;
    void setBusy(const QString &text);
    /// Nothing is under way, and nothing went wrong.
    void setReady();
    void setAct(const QString &act);
    /// The user closed it while something was under way, and it goes once that has ended.
    bool isToClose() const { return m_isToClose; }
    /// One more below the others, in line with them.
    void addField(QWidget *field);
    const Theme &theme() const { return m_theme; }

private:
    enum class Step { Asking, Busy, Stopping, Done };
    void say(const QString &text, Token token, Tell tell);
    void grow();

    const Theme &m_theme;
    QWidget *m_ask;
    QVBoxLayout *m_fields;
    Label *m_state;
    TextButton *m_cancel;
    TextButton *m_act;
    Step m_step = Step::Asking;
    bool m_isToClose = false; ///< once it has stopped
};

} // namespace jackdaw
